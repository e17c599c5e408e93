import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';
import { batchesInTrouble, type TroubledBatches, waitingBatches } from './batches.store.ts';

/** What of the clean-up asks for somebody: proposals this person may approve because another made them, and batches that stopped in trouble. */
export interface CleanupToday {
  readonly waiting: { readonly count: number; readonly oldest: Date | null };
  readonly writeFailed: TroubledBatches;
  readonly textsNotRemoved: TroubledBatches;
}

/** The clean-up's part of the start page, as far as the person may know it: proposals for who approves, trouble for who approves or judges. */
export async function batchesForToday(tx: Tx, app: App, scope: Scope): Promise<CleanupToday> {
  const none = { count: 0, id: null, source: null };
  const { abilities } = scope;
  const waiting = abilities.has('cleanup.approve') ? await waitingBatches(tx, scope.actor.id) : { count: 0, oldest: null };
  if (!abilities.has('cleanup.approve') && !abilities.has('cleanup.judge')) return { waiting, writeFailed: none, textsNotRemoved: none };
  return { waiting, ...(await batchesInTrouble(tx, app.clock.now())) };
}
