import { type Mounted, mounted } from '../../http/mount.ts';
import { exportMap } from './export.ts';
import { addFlow, readFlows, removeFlow } from './flow.ts';
import { judgeFinding } from './judge.ts';
import { readField, readKinds, readMap } from './read.ts';

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/map', ({ app, scope, query }) => readMap(app, scope, query)),
  mounted('GET /api/v1/map/export', ({ app, scope, query }) => exportMap(app, scope, query)),
  mounted('GET /api/v1/map/fields/{id}', ({ app, scope, params }) => readField(app, scope, params.id)),
  mounted('PUT /api/v1/map/findings/{id}/verdict', ({ app, scope, params, body }) => judgeFinding(app, scope, params.id, body)),
  mounted('GET /api/v1/map/flows', ({ app, scope }) => readFlows(app, scope)),
  mounted('POST /api/v1/map/flows', ({ app, scope, body }) => addFlow(app, scope, body)),
  mounted('DELETE /api/v1/map/flows/{id}', async ({ app, scope, params }) => removeFlow(app, scope, params.id).then(() => undefined)),
  mounted('GET /api/v1/map/kinds', ({ app, scope }) => readKinds(app, scope)),
];
