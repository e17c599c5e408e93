import type { CleanupBatchState, CleanupVerdict } from '@waarborg/contract/cleanup';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface BatchRow {
  id: string;
  sourceId: string;
  source: string;
  reason: string;
  state: CleanupBatchState;
  proposedById: string;
  proposedBy: string;
  proposedAt: Date;
  approvedById: string | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  alone: boolean;
  writeAfter: Date | null;
  rejectedBy: string | null;
  rejectedAt: Date | null;
  rejectedWhy: string | null;
  keepDays: number;
  finishedAt: Date | null;
  keptUntil: Date | null;
  keptRemovedAt: Date | null;
  trouble: string | null;
  checking: boolean;
  checkedAt: Date | null;
  token: number;
}

const batchColumns =
  sql.raw(`b.id, b.source_id as "sourceId", b.source_name as source, b.reason, b.state, b.proposed_by_id as "proposedById", b.proposed_by as "proposedBy",
  b.proposed_at as "proposedAt", b.approved_by_id as "approvedById", b.approved_by as "approvedBy", b.approved_at as "approvedAt", b.alone, b.write_after as "writeAfter",
  b.rejected_by as "rejectedBy", b.rejected_at as "rejectedAt", b.rejected_why as "rejectedWhy", b.keep_days as "keepDays", b.finished_at as "finishedAt",
  b.kept_until as "keptUntil", b.kept_removed_at as "keptRemovedAt", b.trouble, b.checking, b.checked_at as "checkedAt", b.token`);

/** Batches, newest first; one of them, locked when asked. */
export async function batches(
  tx: Tx,
  filter: { id?: string; sourceId?: string; before?: { at: Date; id: string }; limit?: number; lock?: boolean },
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`select ${batchColumns} from cleanup_batch b where true ${filter.id ? sql`and b.id = ${filter.id}` : sql``}
    ${filter.sourceId ? sql`and b.source_id = ${filter.sourceId}` : sql``} ${filter.before ? sql`and (b.proposed_at, b.id) < (${filter.before.at}, ${filter.before.id})` : sql``}
    order by b.proposed_at desc, b.id desc limit ${filter.limit ?? 1} ${filter.lock ? sql`for update` : sql``}`.execute(tx);
  return rows;
}

export interface BatchCounts {
  total: number;
  planned: number;
  written: number;
  refused: number;
  byHand: number;
  putBack: number;
  clean: number;
  flagged: number;
  changed: number;
  gone: number;
}

/** How far the rows of a batch are; counted from an index alone. */
export async function batchCounts(tx: Tx, id: string): Promise<BatchCounts> {
  const { rows } = await sql<BatchCounts>`select count(*)::int as total, (count(*) filter (where state in ('planned', 'writing')))::int as planned,
    (count(*) filter (where state in ('written', 'restoring')))::int as written, (count(*) filter (where state = 'refused'))::int as refused,
    (count(*) filter (where state = 'byHand'))::int as "byHand", (count(*) filter (where state = 'restored'))::int as "putBack",
    (count(*) filter (where checked = 'clean'))::int as clean, (count(*) filter (where checked = 'flagged'))::int as flagged,
    (count(*) filter (where checked = 'changed'))::int as changed, (count(*) filter (where checked = 'gone'))::int as gone from cleanup_row where batch_id = ${id}`.execute(
    tx,
  );
  return rows[0];
}

/** Who judged the rows of a batch. */
export async function judgesOf(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct judged_by_id as id from cleanup_row where batch_id = ${id}`.execute(tx);
  return rows.map((row) => row.id);
}

/** Makes a batch of every decided item of a system; the items go with it. Gives how many rows. */
export async function insertBatch(
  tx: Tx,
  batch: { id: string; tenantNo: number; sourceId: string; source: string; reason: string; byId: string; by: string; at: Date; keepDays: number },
): Promise<number> {
  await sql`insert into cleanup_batch (id, tenant_no, source_id, source_name, reason, state, proposed_by_id, proposed_by, proposed_at, keep_days)
    values (${batch.id}, ${batch.tenantNo}, ${batch.sourceId}, ${batch.source}, ${batch.reason}, 'proposed', ${batch.byId}, ${batch.by}, ${batch.at}, ${batch.keepDays})`.execute(
    tx,
  );
  const { rows } = await sql<{ made: number }>`with taken as (
      update cleanup_item set state = 'batched', batch_id = ${batch.id} where source_id = ${batch.sourceId} and state = 'decided' returning *),
    made as (insert into cleanup_row (tenant_no, batch_id, item_id, dataset_id, dataset, field, record, key_sealed, label, labels, verdict, noted_on, judged_by_id, judged_by, was_print, becomes)
      select t.tenant_no, ${batch.id}, t.id, t.dataset_id, d.name, f.name, t.record, t.key_sealed, t.label,
        array(select distinct r ->> 'label' from jsonb_array_elements(t.remarks) r order by 1), t.verdict, t.noted_on, t.verdict_by_id, t.verdict_by, t.content, t.becomes
      from taken t join dataset d on d.id = t.dataset_id join field f on f.id = t.field_id order by t.id returning 1)
    select count(*)::int as made from made`.execute(tx);
  return rows[0].made;
}

/** The items of a batch that was sent back are decided as they were, and free again. */
export async function freeItems(tx: Tx, batchId: string): Promise<void> {
  await sql`update cleanup_item set state = 'decided', batch_id = null where batch_id = ${batchId} and state = 'batched'`.execute(tx);
  // What a person typed stands with the item; the rows of a batch that will not be written hold no text.
  await sql`update cleanup_row set becomes = null where batch_id = ${batchId} and becomes is not null`.execute(tx);
}

/** Changes a batch; what is absent stays. */
export async function setBatch(
  tx: Tx,
  id: string,
  change: Partial<{
    state: CleanupBatchState;
    approvedById: string;
    approvedBy: string;
    approvedAt: Date;
    alone: boolean;
    writeAfter: Date | null;
    rejectedBy: string;
    rejectedAt: Date;
    rejectedWhy: string;
    finishedAt: Date;
    keptUntil: Date;
    keptRemovedAt: Date;
    putBackWhy: string;
    trouble: string | null;
    checking: boolean;
    checkedAt: Date;
  }>,
): Promise<void> {
  const columns: Record<string, string> = {
    state: 'state',
    approvedById: 'approved_by_id',
    approvedBy: 'approved_by',
    approvedAt: 'approved_at',
    alone: 'alone',
    writeAfter: 'write_after',
    rejectedBy: 'rejected_by',
    rejectedAt: 'rejected_at',
    rejectedWhy: 'rejected_why',
    finishedAt: 'finished_at',
    keptUntil: 'kept_until',
    keptRemovedAt: 'kept_removed_at',
    putBackWhy: 'put_back_why',
    trouble: 'trouble',
    checking: 'checking',
    checkedAt: 'checked_at',
  };
  const sets = Object.entries(change).map(([name, value]) => sql`${sql.raw(columns[name])} = ${value}`);
  await sql`update cleanup_batch set ${sql.join(sets)} where id = ${id}`.execute(tx);
}

/** Takes the work of a batch: only the newest token may write. Null when the batch is in none of these states, or a live job holds it. */
export async function claimBatch(tx: Tx, id: string, states: readonly CleanupBatchState[], leaseSeconds: number): Promise<BatchRow | null> {
  const { rows } = await sql<BatchRow>`update cleanup_batch b set token = b.token + 1, lease_until = now() + make_interval(secs => ${leaseSeconds})
    where b.id = ${id} and b.state = any(${states}) and (b.lease_until is null or b.lease_until < now()) returning ${batchColumns}`.execute(tx);
  return rows[0] ?? null;
}

/** Keeps the work of a batch; false when it was taken over, paused or ended. */
export async function holdBatch(tx: Tx, batch: { id: string; token: number }, states: readonly CleanupBatchState[], leaseSeconds: number): Promise<boolean> {
  const { rows } = await sql`update cleanup_batch set lease_until = now() + make_interval(secs => ${leaseSeconds})
    where id = ${batch.id} and token = ${batch.token} and state = any(${states}) returning id`.execute(tx);
  return rows.length > 0;
}

/** Lets go of the work of a batch, as long as it is still ours. */
export async function releaseBatch(tx: Tx, batch: { id: string; token: number }): Promise<void> {
  await sql`update cleanup_batch set lease_until = null where id = ${batch.id} and token = ${batch.token}`.execute(tx);
}

/** Batches that should be under way, for the timetable that puts a lost job back. */
export async function batchesUnderWay(tx: Tx, now: Date): Promise<{ writing: string[]; checking: string[] }> {
  const { rows } = await sql<{ id: string; writing: boolean }>`select id, state in ('waiting', 'writing', 'puttingBack') as writing from cleanup_batch
    where (state in ('writing', 'puttingBack') or (state = 'waiting' and write_after <= ${now}) or checking) and (lease_until is null or lease_until < now())`.execute(
    tx,
  );
  return { writing: rows.filter((row) => row.writing).map((row) => row.id), checking: rows.filter((row) => !row.writing).map((row) => row.id) };
}

/** Batches whose old texts have been kept for as long as was set. */
export async function batchesToForget(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from cleanup_batch where kept_until <= ${now} and kept_removed_at is null and state <> 'puttingBack' order by kept_until`.execute(tx);
  return rows.map((row) => row.id);
}

export type RowState = 'planned' | 'writing' | 'written' | 'refused' | 'byHand' | 'restoring' | 'restored';
export interface CleanupRowRow {
  id: number;
  itemId: number;
  datasetId: number;
  dataset: string;
  field: string;
  record: string;
  keySealed: Buffer | null;
  label: string;
  verdict: CleanupVerdict;
  notedOn: string | null;
  judgedBy: string;
  state: RowState;
  why: string | null;
  checked: 'clean' | 'flagged' | 'changed' | 'gone' | null;
  wasPrint: string;
  becomesPrint: string | null;
  was: Buffer | null;
  becomes: Buffer | null;
}

/** Rows of a batch in order, with their sealed texts. */
export async function batchRows(
  tx: Tx,
  batchId: string,
  filter: { states?: readonly RowState[]; ids?: readonly number[]; after?: number; limit: number; unchecked?: boolean; wantedBack?: boolean },
): Promise<CleanupRowRow[]> {
  const { rows } =
    await sql<CleanupRowRow>`select id, item_id as "itemId", dataset_id as "datasetId", dataset, field, record::text as record, key_sealed as "keySealed", label, verdict,
      noted_on::text as "notedOn", judged_by as "judgedBy", state, why, checked, was_print::text as "wasPrint", becomes_print::text as "becomesPrint", was, becomes
    from cleanup_row where batch_id = ${batchId} ${filter.states ? sql`and state = any(${filter.states})` : sql``} ${filter.ids ? sql`and id = any(${filter.ids}::bigint[])` : sql``}
      ${filter.after === undefined ? sql`` : sql`and id > ${filter.after}`} ${filter.unchecked ? sql`and checked is null` : sql``}
      ${filter.wantedBack ? sql`and wanted_back` : sql``} order by id limit ${filter.limit}`.execute(tx);
  return rows;
}

export interface RowChange {
  readonly id: number;
  readonly itemId: number;
  readonly state: RowState;
  readonly why?: string | null;
  /** Sealed; undefined leaves what is there. */
  readonly was?: Uint8Array;
  readonly becomes?: Uint8Array;
  readonly becomesPrint?: bigint;
}

/** Values by the place of their row's number in a sorted list: `(values)[at]` with `at` from width_bucket, a search by halves. */
const place = (column: string, ids: readonly number[]) => sql`width_bucket(${sql.raw(column)}, ${ids}::bigint[])`;
const base64 = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : Buffer.from(bytes).toString('base64'));

/**
 * Changes rows of a batch in one statement, each with its item: what is written is written there too, what was refused comes back into the queue. Rows are
 * reached by their number alone and never by a join: of a batch that was just made the planner knows nothing, and would read it once for every row.
 */
export async function changeRows(tx: Tx, batchId: string, unsorted: readonly RowChange[], at: Date, keep: boolean): Promise<void> {
  if (unsorted.length === 0) return;
  const changes = [...unsorted].sort((a, b) => a.id - b.id);
  const ids = changes.map((one) => one.id);
  const n = place('r.id', ids);
  const states = sql`(${changes.map((one) => one.state)}::text[])[${n}]`;
  await sql`update cleanup_row r set state = ${states}, why = (${changes.map((one) => one.why ?? null)}::text[])[${n}],
      was = coalesce(decode((${changes.map((one) => base64(one.was))}::text[])[${n}], 'base64'), r.was),
      becomes = coalesce(decode((${changes.map((one) => base64(one.becomes))}::text[])[${n}], 'base64'), r.becomes),
      becomes_print = coalesce((${changes.map((one) => (one.becomesPrint === undefined ? null : String(one.becomesPrint)))}::bigint[])[${n}], r.becomes_print),
      written_at = case when ${states} = 'written' then ${at}::timestamptz else r.written_at end,
      wanted_back = case when ${states} in ('restored', 'written') then false else r.wanted_back end
    where r.id = any(${ids}::bigint[]) and (r.batch_id = ${batchId}) is true`.execute(tx);
  const ended = changes.filter((one) => one.state !== 'writing' && one.state !== 'restoring' && one.state !== 'planned').sort((a, b) => a.itemId - b.itemId);
  if (ended.length > 0) {
    const items = ended.map((one) => one.itemId);
    const state = sql`(${ended.map((one) => one.state)}::text[])[${place('i.id', items)}]`;
    await sql`update cleanup_item i set state = case ${state} when 'written' then 'written' when 'restored' then 'open' when 'byHand' then 'batched' else 'refused' end,
        becomes = case when ${state} = 'byHand' then i.becomes end, verdict = case when ${state} = 'restored' then null else i.verdict end
      where i.id = any(${items}::bigint[]) and (i.batch_id = ${batchId}) is true`.execute(tx);
  }
  const over = changes.filter((one) => one.state === 'written' || one.state === 'refused' || one.state === 'restored').map((one) => one.id);
  if (!keep && over.length > 0) {
    await sql`update cleanup_row r set was = null, becomes = null where r.id = any(${over}::bigint[]) and (r.batch_id = ${batchId}) is true`.execute(tx);
  }
}

/** Gives up every row that is still to be written, because its system is not there any more; what was written stays written. */
export async function giveUpRows(tx: Tx, batchId: string, why: string): Promise<void> {
  await sql`update cleanup_row set state = case when state = 'restoring' then 'written' else 'refused' end, why = ${why}, wanted_back = false, was = null, becomes = null
    where batch_id = ${batchId} and (state in ('planned', 'writing', 'restoring') or wanted_back)`.execute(tx);
}

/** Rows that are to be put back: all that are written, or the given ones. */
export async function wantBack(tx: Tx, batchId: string, ids: readonly number[] | undefined): Promise<number> {
  const { rows } = await sql`update cleanup_row set wanted_back = true where batch_id = ${batchId} and state = 'written' and was is not null
    ${ids ? sql`and id = any(${ids}::bigint[])` : sql``} returning id`.execute(tx);
  return rows.length;
}

/** Writes what a re-check saw. */
export async function markChecked(
  tx: Tx,
  batchId: string,
  unsorted: readonly { id: number; checked: 'clean' | 'flagged' | 'changed' | 'gone' }[],
): Promise<void> {
  const seen = [...unsorted].sort((a, b) => a.id - b.id);
  const ids = seen.map((one) => one.id);
  await sql`update cleanup_row r set checked = (${seen.map((one) => one.checked)}::text[])[${place('r.id', ids)}]
    where r.id = any(${ids}::bigint[]) and (r.batch_id = ${batchId}) is true`.execute(tx);
}
export async function clearChecked(tx: Tx, batchId: string): Promise<void> {
  await sql`update cleanup_row set checked = null where batch_id = ${batchId} and checked is not null`.execute(tx);
}

/** Removes the sealed texts of a batch for good; gives how many rows held one and how many still do (none, or something is wrong). */
export async function forgetTexts(tx: Tx, batchId: string): Promise<{ removed: number; left: number }> {
  const { rows } =
    await sql`update cleanup_row set was = null, becomes = null where batch_id = ${batchId} and (was is not null or becomes is not null) returning id`.execute(
      tx,
    );
  const left = await sql<{
    left: number;
  }>`select count(*)::int as left from cleanup_row where batch_id = ${batchId} and (was is not null or becomes is not null)`.execute(tx);
  return { removed: rows.length, left: left.rows[0].left };
}

/** Proposals of others that this person may approve: none of which they gave every verdict. */
export async function waitingBatches(tx: Tx, personId: string): Promise<{ count: number; oldest: Date | null }> {
  const { rows } = await sql<{ count: number; oldest: Date | null }>`select count(*)::int as count, min(b.proposed_at) as oldest from cleanup_batch b
    where b.state = 'proposed' and b.proposed_by_id <> ${personId}
      and exists (select 1 from cleanup_row r where r.batch_id = b.id and r.judged_by_id <> ${personId})`.execute(tx);
  return rows[0];
}

/** How many batches have one sort of trouble, and the newest of them. */
export interface TroubledBatches {
  readonly count: number;
  readonly id: string | null;
  readonly source: string | null;
}

/** Batches whose writing or putting back stopped, and those whose old texts should be gone and are not. */
export async function batchesInTrouble(tx: Tx, now: Date): Promise<{ writeFailed: TroubledBatches; textsNotRemoved: TroubledBatches }> {
  const { rows } = await sql<{ kept: boolean; count: number; id: string; source: string }>`
    select kept, count(*)::int as count, (array_agg(id order by proposed_at desc))[1] as id, (array_agg(source_name order by proposed_at desc))[1] as source
    from (select b.*, b.kept_removed_at is null and (b.trouble = 'cleanup.keptNotRemoved' or b.kept_until < ${now}::timestamptz - interval '1 day') is true as kept from cleanup_batch b
      where (b.trouble is not null and b.state in ('writing', 'puttingBack', 'paused')) or (b.kept_removed_at is null
        and (b.trouble = 'cleanup.keptNotRemoved' or b.kept_until < ${now}::timestamptz - interval '1 day'))) t
    group by kept`.execute(tx);
  const of = (kept: boolean): TroubledBatches => rows.find((row) => row.kept === kept) ?? { count: 0, id: null, source: null };
  return { writeFailed: of(false), textsNotRemoved: of(true) };
}
