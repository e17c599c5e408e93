import type { App } from '../../app.ts';
import { signCheckpoint } from '../../audit/checkpoint.ts';
import { lockHead } from '../../audit/record.ts';
import { inTenant, listTenants } from '../../db/transaction.ts';
import type { Timed } from '../../jobs/schedule.ts';

/** Signs every organisation's chain once a day; every thousandth line does it by itself. */
export const timetable: readonly Timed<App>[] = [{ name: 'trail-checkpoints', cron: '5 1 * * *', run: signAll }];

async function signAll(app: App): Promise<void> {
  for (const tenant of await listTenants(app.db)) {
    await inTenant(app.db, tenant, async (tx) => signCheckpoint(tx, app, tenant, await lockHead(tx, tenant.tenantNo)));
  }
}
