import { type Mounted, mounted } from '../../http/mount.ts';
import { changeTuning, restoreVersion } from './change.ts';
import { decideOnProposal, listProposals } from './proposals.ts';
import { listVersions, readTuningInForce, readVersion } from './read.ts';

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/tuning', ({ app, scope }) => readTuningInForce(app, scope)),
  mounted('PUT /api/v1/tuning', ({ app, scope, body }) => changeTuning(app, scope, body)),
  mounted('GET /api/v1/tuning/versions', ({ app, scope, query }) => listVersions(app, scope, query)),
  mounted('GET /api/v1/tuning/versions/{version}', ({ app, scope, params }) => readVersion(app, scope, params.version)),
  mounted('POST /api/v1/tuning/versions/{version}/restore', ({ app, scope, params, body }) => restoreVersion(app, scope, params.version, body.reason)),
  mounted('GET /api/v1/tuning/proposals', ({ app, scope }) => listProposals(app, scope)),
  mounted('PUT /api/v1/tuning/proposals/{id}', ({ app, scope, params, body }) => decideOnProposal(app, scope, params.id, body)),
];
