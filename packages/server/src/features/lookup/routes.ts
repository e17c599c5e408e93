import { type Mounted, mounted } from '../../http/mount.ts';
import { exportLookup } from './export.ts';
import { decideStep, findPerson, readLookup } from './find.ts';
import { listLookups, listRecords, viewRecord } from './records.ts';

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/lookups', ({ app, scope, query }) => listLookups(app, scope, query)),
  mounted('POST /api/v1/lookups', ({ app, scope, body }) => findPerson(app, scope, body)),
  mounted('GET /api/v1/lookups/{id}', ({ app, scope, params }) => readLookup(app, scope, params.id)),
  mounted('PUT /api/v1/lookups/{id}/steps/{stepId}', ({ app, scope, params, body }) => decideStep(app, scope, params.id, params.stepId, body.state)),
  mounted('GET /api/v1/lookups/{id}/records', ({ app, scope, params, query }) => listRecords(app, scope, params.id, query)),
  mounted('POST /api/v1/lookups/{id}/records/{recordId}/view', ({ app, scope, params }) => viewRecord(app, scope, params.id, params.recordId)),
  mounted('GET /api/v1/lookups/{id}/export', ({ app, scope, params, query }) => exportLookup(app, scope, params.id, query)),
];
