import type { App } from '../app.ts';
import { countWorkers } from '../jobs/heartbeat.ts';
import { version } from '../kernel/version.ts';

const startedAt = Date.now();
const STARTING_MS = 30_000;

/** GET /healthz: 200 when web, database and a worker are ready, else 503, with the same document. */
export async function healthResponse(app: App): Promise<Response> {
  const workers = await countWorkers(app).catch(() => undefined);
  const ready = workers !== undefined && workers > 0;
  const status = ready ? 'ready' : Date.now() - startedAt < STARTING_MS ? 'starting' : 'degraded';
  const document = { status, web: true, database: workers !== undefined, worker: ready, version };
  return Response.json(document, { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
