import { type Mounted, mounted } from '../../http/mount.ts';
import {
  approveBatch,
  getBatch,
  listBatches,
  listRows,
  orderCheck,
  pauseBatch,
  proposeBatch,
  putBack,
  rejectBatch,
  resumeBatch,
  viewRow,
  withdrawBatch,
} from './batch.ts';
import { judge, takeBack, viewItem } from './judge.ts';
import { exportLook, readLook } from './look.ts';
import { drawSample, judgeWholeGroup, listGroups, listItems, readGroup, readSummary, takeBackGroup } from './queue.ts';
import { exportReport, exportWorklist } from './report.ts';
import { cancelRun, getRun, listRuns, pauseRun, resumeRun, startRun, watch } from './run.ts';
import { changeCleanupSettings, readCleanupSettings } from './settings.ts';

const runOver = ['finished', 'failed', 'cancelled'];
const batchMoves = ['writing', 'puttingBack'];

/** The calls of this feature. */
export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/cleanup/runs', ({ app, scope, query }) => listRuns(app, scope, query)),
  mounted('POST /api/v1/cleanup/runs', ({ app, scope, body }) => startRun(app, scope, body)),
  mounted('GET /api/v1/cleanup/runs/{id}', ({ app, scope, params }) => getRun(app, scope, params.id)),
  mounted('GET /api/v1/cleanup/runs/{id}/events', async ({ app, scope, params, signal }) => {
    // Refused before the stream begins when there is no such run.
    await getRun(app, scope, params.id);
    return {
      events: watch(
        () => getRun(app, scope, params.id),
        (run) => runOver.includes(run.state),
        signal,
      ),
    };
  }),
  mounted('POST /api/v1/cleanup/runs/{id}/pause', ({ app, scope, params }) => pauseRun(app, scope, params.id)),
  mounted('POST /api/v1/cleanup/runs/{id}/resume', ({ app, scope, params }) => resumeRun(app, scope, params.id)),
  mounted('POST /api/v1/cleanup/runs/{id}/cancel', ({ app, scope, params }) => cancelRun(app, scope, params.id)),
  mounted('GET /api/v1/cleanup/summary', ({ app, scope }) => readSummary(app, scope)),
  mounted('GET /api/v1/cleanup/groups', ({ app, scope, query }) => listGroups(app, scope, query)),
  mounted('GET /api/v1/cleanup/groups/{id}', ({ app, scope, params }) => readGroup(app, scope, params.id)),
  mounted('GET /api/v1/cleanup/groups/{id}/items', ({ app, scope, params, query }) => listItems(app, scope, params.id, query)),
  mounted('POST /api/v1/cleanup/groups/{id}/sample', ({ app, scope, params, body }) => drawSample(app, scope, params.id, body.size)),
  mounted('PUT /api/v1/cleanup/groups/{id}/verdict', ({ app, scope, params, body }) => judgeWholeGroup(app, scope, params.id, body)),
  mounted('DELETE /api/v1/cleanup/groups/{id}/verdict', ({ app, scope, params, query }) => takeBackGroup(app, scope, params.id, query.sampleId)),
  mounted('POST /api/v1/cleanup/items/{id}/view', ({ app, scope, params }) => viewItem(app, scope, params.id)),
  mounted('PUT /api/v1/cleanup/items/{id}/verdict', ({ app, scope, params, body }) => judge(app, scope, params.id, body)),
  mounted('DELETE /api/v1/cleanup/items/{id}/verdict', ({ app, scope, params }) => takeBack(app, scope, params.id)),
  mounted('GET /api/v1/cleanup/batches', ({ app, scope, query }) => listBatches(app, scope, query)),
  mounted('POST /api/v1/cleanup/batches', ({ app, scope, body }) => proposeBatch(app, scope, body)),
  mounted('GET /api/v1/cleanup/batches/{id}', ({ app, scope, params }) => getBatch(app, scope, params.id)),
  mounted('GET /api/v1/cleanup/batches/{id}/events', async ({ app, scope, params, signal }) => {
    await getBatch(app, scope, params.id);
    return {
      events: watch(
        () => getBatch(app, scope, params.id),
        (batch) => !batchMoves.includes(batch.state) && !batch.checked?.running,
        signal,
      ),
    };
  }),
  mounted('GET /api/v1/cleanup/batches/{id}/rows', ({ app, scope, params, query }) => listRows(app, scope, params.id, query)),
  mounted('POST /api/v1/cleanup/batches/{id}/rows/{rowId}/view', ({ app, scope, params }) => viewRow(app, scope, params.id, params.rowId)),
  mounted('POST /api/v1/cleanup/batches/{id}/approve', ({ app, scope, params }) => approveBatch(app, scope, params.id)),
  mounted('POST /api/v1/cleanup/batches/{id}/reject', ({ app, scope, params, body }) => rejectBatch(app, scope, params.id, body.why)),
  mounted('POST /api/v1/cleanup/batches/{id}/withdraw', ({ app, scope, params }) => withdrawBatch(app, scope, params.id)),
  mounted('POST /api/v1/cleanup/batches/{id}/pause', ({ app, scope, params }) => pauseBatch(app, scope, params.id)),
  mounted('POST /api/v1/cleanup/batches/{id}/resume', ({ app, scope, params }) => resumeBatch(app, scope, params.id)),
  mounted('POST /api/v1/cleanup/batches/{id}/put-back', ({ app, scope, params, body }) => putBack(app, scope, params.id, body)),
  mounted('POST /api/v1/cleanup/batches/{id}/check', ({ app, scope, params }) => orderCheck(app, scope, params.id)),
  mounted('GET /api/v1/cleanup/batches/{id}/report', ({ app, scope, params, query }) => exportReport(app, scope, params.id, query)),
  mounted('GET /api/v1/cleanup/batches/{id}/worklist', ({ app, scope, params, query }) => exportWorklist(app, scope, params.id, query)),
  mounted('GET /api/v1/cleanup/settings', ({ app, scope }) => readCleanupSettings(app, scope)),
  mounted('PATCH /api/v1/cleanup/settings', ({ app, scope, body }) => changeCleanupSettings(app, scope, body)),
  mounted('GET /api/v1/cleanup/look', ({ app, scope, query }) => readLook(app, scope, query)),
  mounted('GET /api/v1/cleanup/look/export', ({ app, scope, query }) => exportLook(app, scope, query)),
];
