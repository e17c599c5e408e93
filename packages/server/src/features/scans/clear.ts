import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import { type Scope, systemScope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { deadStretches, removeBlocks, removePostings, removeUnusedKeys, type Stretch, wholeOf } from './blocks.store.ts';
import { clearNextForgotten, closeForgotten } from './forgotten.store.ts';

/** Postings or keys looked at in one transaction: some tenths of a second. */
const BATCH = 20_000;

/**
 * Removes postings that nobody needs any more, and the keys of text that only they spoke of (of the given dataset), in transactions of some
 * tenths of a second. A crash leaves dead blocks, which the next sweep takes up; running it twice changes nothing. Gives the number of blocks.
 */
export async function sweepBlocks(app: Pick<App, 'db'>, scope: Pick<Scope, 'tenantNo'>, datasetId?: number): Promise<number> {
  const dead = await inTenant(app.db, scope, (tx) => deadStretches(tx, datasetId));
  for (const stretch of dead) {
    for (let rest: Stretch | null = stretch; rest; ) ({ rest } = await inTenant(app.db, scope, (tx) => removePostings(tx, rest!, BATCH)));
    await inTenant(app.db, scope, (tx) => removeBlocks(tx, stretch.blocks ?? []));
  }
  if (dead.length > 0 && datasetId !== undefined) {
    for (let rest: Stretch | null = wholeOf(datasetId); rest; ) ({ rest } = await inTenant(app.db, scope, (tx) => removeUnusedKeys(tx, rest!, BATCH)));
  }
  return dead.reduce((sum, stretch) => sum + (stretch.blocks?.length ?? 0), 0);
}

/**
 * Removes the postings and keys of a system that was forgotten; nothing shows them any more by then. In small transactions, each of which
 * keeps count, so that a crash in between loses nothing and the number in the trail is right. False when `signal` ended it before its time.
 * Running it twice changes nothing.
 */
export async function clearForgotten(
  app: Pick<App, 'db' | 'clock'>,
  tenant: { tenantNo: number; tenantId: string },
  sourceId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const reached = new Map<number, Stretch>();
  for (;;) {
    if (signal?.aborted) return false;
    if (!(await inTenant(app.db, tenant, (tx) => clearNextForgotten(tx, sourceId, reached, BATCH)))) break;
  }
  await inTenant(app.db, tenant, async (tx) => {
    const cleared = await closeForgotten(tx, sourceId);
    if (!cleared) return;
    const { name, postings, keys, datasets } = cleared;
    await record(tx, app, systemScope(tenant.tenantNo, tenant.tenantId), {
      act: 'source.indexCleared',
      subject: sourceId,
      details: { name, datasets, postings, keys },
    });
  });
  return true;
}
