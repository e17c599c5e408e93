import type { App } from '../../app.ts';
import { inTenant, listTenants } from '../../db/transaction.ts';
import type { JobKind, Payload } from '../../jobs/queue.ts';
import type { Timed } from '../../jobs/schedule.ts';
import { enqueueBatch } from './batch.ts';
import { batchesToForget, batchesUnderWay, setBatch } from './batches.store.ts';
import { carryRun, type Tenant } from './carry-out.ts';
import { checkBatch } from './check.ts';
import { forgetNow } from './end.ts';
import { enqueueRun } from './run.ts';
import { runsUnderWay } from './runs.store.ts';
import { carryBatch } from './write.ts';

/** A job may take 15 minutes; what is not done in ten goes on as a job of its own. */
const SLICE_MS = 600_000;

function carrier(name: string, idName: string, carry: (app: App, tenant: Tenant, id: string, signal: AbortSignal) => Promise<boolean>): JobKind<App> {
  return {
    name,
    async run(app, payload: Payload, { signal }) {
      const tenant = { tenantNo: Number(payload.tenantNo), tenantId: String(payload.tenantId) };
      const done = await carry(app, tenant, String(payload[idName]), AbortSignal.any([signal, AbortSignal.timeout(SLICE_MS)]));
      // A piece that another worker holds, or a server that stops: the timetable looks again should this not be enough.
      if (!done && !signal.aborted) await inTenant(app.db, tenant, (tx) => app.jobs.enqueue(tx, name, payload, { startAfterSeconds: 2 }));
    },
  };
}

/** Jobs of this feature. Each may run twice for the same payload: leases and tokens keep the two apart. */
export const jobs: readonly JobKind<App>[] = [
  carrier('cleanup.run', 'runId', carryRun),
  carrier('cleanup.write', 'batchId', carryBatch),
  carrier('cleanup.check', 'batchId', checkBatch),
];

/** Puts back jobs that were given up or are due: runs and batches that should be under way and have no live job. */
export async function takeUp(app: App): Promise<void> {
  for (const tenant of await listTenants(app.db)) {
    await inTenant(app.db, tenant, async (tx) => {
      for (const id of await runsUnderWay(tx)) await enqueueRun(tx, app, tenant, id);
      const { writing, checking } = await batchesUnderWay(tx, app.clock.now());
      for (const id of writing) await enqueueBatch(tx, app, tenant, id);
      for (const batchId of checking) await app.jobs.enqueue(tx, 'cleanup.check', { ...tenant, batchId });
    });
  }
}

/** Removes old texts whose time is up. One batch that cannot be emptied is said loudly, on the batch and in the log, and the others go on. */
export async function forgetOldTexts(app: App): Promise<void> {
  const failed: string[] = [];
  for (const tenant of await listTenants(app.db)) {
    for (const id of await inTenant(app.db, tenant, (tx) => batchesToForget(tx, app.clock.now()))) {
      try {
        await inTenant(app.db, tenant, (tx) => forgetNow(tx, app, tenant, id));
      } catch (err) {
        failed.push(id);
        app.log.error({ err, batch: id }, 'old texts of a clean-up could not be removed');
        await inTenant(app.db, tenant, (tx) => setBatch(tx, id, { trouble: 'cleanup.keptNotRemoved' })).catch(() => {});
      }
    }
  }
  if (failed.length > 0) throw new Error(`Old texts of ${failed.length} clean-up batches could not be removed.`);
}

/** What this feature has on the timetable. */
export const timetable: readonly Timed<App>[] = [
  { name: 'cleanup.takeUp', cron: '*/5 * * * *', run: takeUp },
  { name: 'cleanup.forgetOldTexts', cron: '17 * * * *', run: forgetOldTexts },
];
