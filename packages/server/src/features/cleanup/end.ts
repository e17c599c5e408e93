import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import { systemScope } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';
import { peopleWithRoles } from '../accounts/index.ts';
import { type BatchRow, batchCounts, batches, forgetTexts, setBatch } from './batches.store.ts';
import type { Tenant } from './carry-out.ts';

const DAY_MS = 86_400_000;

/**
 * Whether a batch may be written now. What one person decided alone waits for its time, and goes back to be approved by somebody else when a colleague
 * came in the meantime.
 */
export async function mayBegin(tx: Tx, app: App, tenant: Tenant, id: string): Promise<boolean> {
  const [batch] = await batches(tx, { id, lock: true });
  if (batch?.state !== 'waiting') return batch !== undefined;
  if (batch.writeAfter !== null && batch.writeAfter > app.clock.now()) return false;
  const scope = systemScope(tenant.tenantNo, tenant.tenantId);
  if ((await peopleWithRoles(tx, tenant)).length > 1) {
    await setBatch(tx, id, { state: 'proposed', alone: false, writeAfter: null });
    await record(tx, app, scope, { act: 'cleanup.aloneVoid', subject: id });
    return false;
  }
  await setBatch(tx, id, { state: 'writing' });
  return true;
}

/** A batch of which every row is written, refused or left for work by hand; or, back, put back as far as that could be. The re-check starts by itself. */
export async function finishWriting(tx: Tx, app: App, tenant: Tenant, batch: BatchRow, back: boolean): Promise<void> {
  const now = app.clock.now();
  const counts = await batchCounts(tx, batch.id);
  const scope = systemScope(tenant.tenantNo, tenant.tenantId);
  const details = {
    source: batch.source,
    total: counts.total,
    written: counts.written,
    refused: counts.refused,
    byHand: counts.byHand,
    putBack: counts.putBack,
  };
  if (back) {
    const all = counts.written === 0 && counts.putBack > 0;
    await setBatch(tx, batch.id, { state: all ? 'putBack' : 'written', finishedAt: now, trouble: null });
    await record(tx, app, scope, { act: 'cleanup.putBack', subject: batch.id, details });
    if (all) await forgetNow(tx, app, tenant, batch.id);
    return;
  }
  const byHandOnly = counts.byHand > 0 && counts.written === 0;
  const kept = batch.keepDays > 0 && counts.written > 0;
  await setBatch(tx, batch.id, {
    state: byHandOnly ? 'byHand' : 'written',
    finishedAt: now,
    trouble: null,
    ...(kept ? { keptUntil: new Date(now.getTime() + batch.keepDays * DAY_MS) } : { keptRemovedAt: now }),
    ...(counts.written > 0 ? { checking: true } : {}),
  });
  await record(tx, app, scope, { act: 'cleanup.written', subject: batch.id, details: { ...details, keepDays: batch.keepDays } });
  if (counts.written > 0) await app.jobs.enqueue(tx, 'cleanup.check', { ...tenant, batchId: batch.id });
}

/** Removes the old texts of a batch for good. Throws when one is left: that must be loud. */
export async function forgetNow(tx: Tx, app: App, tenant: Tenant, batchId: string): Promise<void> {
  const { removed, left } = await forgetTexts(tx, batchId);
  if (left > 0) throw new Error(`Old texts of clean-up batch ${batchId} could not be removed.`);
  await setBatch(tx, batchId, { keptRemovedAt: app.clock.now(), trouble: null });
  await record(tx, app, systemScope(tenant.tenantNo, tenant.tenantId), { act: 'cleanup.keptRemoved', subject: batchId, details: { rows: removed } });
}
