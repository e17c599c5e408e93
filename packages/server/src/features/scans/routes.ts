import { type Mounted, mounted } from '../../http/mount.ts';
import { getScan, listScans, readChanges, watchScan } from './read.ts';
import { startScan } from './start.ts';
import { cancelScan, pauseScan, resumeScan } from './steer.ts';

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/scans', ({ app, scope, query }) => listScans(app, scope, query)),
  mounted('POST /api/v1/scans', ({ app, scope, body }) => startScan(app, scope, body)),
  mounted('GET /api/v1/scans/{id}', ({ app, scope, params }) => getScan(app, scope, params.id)),
  mounted('GET /api/v1/scans/{id}/events', async ({ app, scope, params, signal }) => {
    // Refused before the stream begins when there is no such scan.
    await getScan(app, scope, params.id);
    return { events: watchScan(app, scope, params.id, signal) };
  }),
  mounted('POST /api/v1/scans/{id}/pause', ({ app, scope, params }) => pauseScan(app, scope, params.id)),
  mounted('POST /api/v1/scans/{id}/resume', ({ app, scope, params }) => resumeScan(app, scope, params.id)),
  mounted('POST /api/v1/scans/{id}/cancel', ({ app, scope, params }) => cancelScan(app, scope, params.id)),
  mounted('GET /api/v1/scans/{id}/changes', ({ app, scope, params }) => readChanges(app, scope, params.id)),
];
