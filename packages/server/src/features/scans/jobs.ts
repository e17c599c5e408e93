import type { App } from '../../app.ts';
import { systemScope } from '../../db/scope.ts';
import { inTenant, listTenants } from '../../db/transaction.ts';
import type { JobKind } from '../../jobs/queue.ts';
import type { Timed } from '../../jobs/schedule.ts';
import { Refusal } from '../../kernel/errors.ts';
import { sourcesDueForScan } from '../sources/index.ts';
import { clearForgotten, sweepBlocks } from './clear.ts';
import { forgottenSources } from './forgotten.store.ts';
import { startScanIn } from './start.ts';

/** Starts the scans that the schedules of systems ask for now, in every organisation. A system that is still being scanned is left for the next time. */
export async function startDueScans(app: App): Promise<void> {
  for (const { tenantNo, tenantId } of await listTenants(app.db)) {
    const scope = systemScope(tenantNo, tenantId);
    await inTenant(app.db, scope, async (tx) => {
      for (const { id } of await sourcesDueForScan(tx, app.clock.now())) {
        await startScanIn(tx, app, scope, { sourceId: id }).catch((error) => {
          if (!(error instanceof Refusal)) throw error;
          app.log.warn({ source: id, code: error.code }, 'a scheduled scan was not started');
        });
      }
    });
  }
}

/** Removes postings that no look-up and no open scan needs, and what is left of forgotten systems should their job have been given up. */
export async function sweepAll(app: App): Promise<void> {
  for (const tenant of await listTenants(app.db)) {
    await sweepBlocks(app, tenant);
    for (const sourceId of await inTenant(app.db, tenant, forgottenSources)) await clearForgotten(app, tenant, sourceId);
  }
}

/** A job may take 15 minutes; what is not cleared in ten goes on as a job of its own. */
const CLEARING_MS = 600_000;

/** Jobs of this feature. */
export const jobs: readonly JobKind<App>[] = [
  {
    name: 'scans.sweep',
    async run(app, payload) {
      await sweepBlocks(app, { tenantNo: Number(payload.tenantNo) });
    },
  },
  {
    name: 'scans.clearForgotten',
    async run(app, payload, { signal }) {
      const tenant = { tenantNo: Number(payload.tenantNo), tenantId: String(payload.tenantId) };
      const cleared = await clearForgotten(app, tenant, String(payload.sourceId), AbortSignal.any([signal, AbortSignal.timeout(CLEARING_MS)]));
      if (!cleared) await inTenant(app.db, tenant, (tx) => app.jobs.enqueue(tx, 'scans.clearForgotten', payload));
    },
  },
];

/** What this feature has on the timetable. */
export const timetable: readonly Timed<App>[] = [
  { name: 'scans.startDue', cron: '*/5 * * * *', run: startDueScans },
  { name: 'scans.sweep', cron: '43 3 * * *', run: sweepAll },
];
