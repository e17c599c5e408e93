import type { CleanupState, CleanupVerdict } from '@waarborg/contract/cleanup';
import type { Remark } from '@waarborg/scan';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { takeableStates } from './rules.ts';

/** What a run leaves of one note. */
export interface FoundNote {
  readonly fieldId: number;
  readonly record: bigint;
  readonly keySealed: Uint8Array | null;
  readonly label: string;
  readonly tier: number;
  /** 0 to 100 */
  readonly confidence: number;
  readonly print: bigint;
  readonly content: bigint;
  readonly remarks: readonly Remark[];
  readonly notedOn: string | null;
}

const AT_ONCE = 5000;

/**
 * Keeps what was found in a piece. A note that is known: as long as its text is the same its verdict stands; when it changed, or turned up again after
 * it had gone or had been cleaned, it is open again. What stands in a batch is left alone.
 */
export async function keepFound(
  tx: Tx,
  place: { tenantNo: number; runId: string; sourceId: string; datasetId: number },
  notes: readonly FoundNote[],
): Promise<void> {
  for (let from = 0; from < notes.length; from += AT_ONCE) {
    const some = notes.slice(from, from + AT_ONCE);
    const rows = some.map((note) => ({
      f: note.fieldId,
      r: String(note.record),
      k: note.keySealed === null ? null : Buffer.from(note.keySealed).toString('base64'),
      l: note.label,
      t: note.tier,
      c: note.confidence,
      p: String(note.print),
      x: String(note.content),
      m: note.remarks,
      d: note.notedOn,
    }));
    const json = JSON.stringify(rows);
    const given = sql`jsonb_to_recordset(${json}::jsonb) as w (f int, r bigint, k text, l text, t smallint, c smallint, p bigint, x bigint, m jsonb, d date)`;
    await sql`insert into cleanup_group as g (tenant_no, source_id, dataset_id, label, print, tier, confidence, oldest)
      select ${place.tenantNo}, ${place.sourceId}, ${place.datasetId}, l, p, max(t), max(c), min(d) from ${given} group by l, p order by l, p
      on conflict (dataset_id, label, print) do update set confidence = greatest(g.confidence, excluded.confidence), oldest = least(g.oldest, excluded.oldest)`.execute(
      tx,
    );
    await sql`insert into cleanup_item as i (tenant_no, run_id, source_id, dataset_id, field_id, record, key_sealed, group_id, label, tier, confidence, remarks, content, noted_on)
      select distinct on (w.f, w.r) ${place.tenantNo}, ${place.runId}, ${place.sourceId}, ${place.datasetId}, w.f, w.r, decode(w.k, 'base64'),
        (select g.id from cleanup_group g where g.dataset_id = ${place.datasetId} and g.label = w.l and g.print = w.p), w.l, w.t, w.c, w.m, w.x, w.d
      from ${given} order by w.f, w.r
      on conflict (dataset_id, field_id, record) do update set run_id = excluded.run_id, key_sealed = excluded.key_sealed, group_id = excluded.group_id,
        label = excluded.label, tier = excluded.tier, confidence = excluded.confidence, remarks = excluded.remarks, content = excluded.content, noted_on = excluded.noted_on,
        state = case when i.state in ('open', 'gone', 'written', 'refused') or i.content <> excluded.content then 'open' else i.state end,
        verdict = case when i.state in ('open', 'gone', 'written', 'refused') or i.content <> excluded.content then null else i.verdict end,
        becomes = case when i.content <> excluded.content then null else i.becomes end
      where i.state <> 'batched'`.execute(tx);
  }
}

/** At the end of a run: open notes of its datasets that it did not meet again hold no remark any more. Gives how many. */
export async function markGoneItems(tx: Tx, runId: string): Promise<number> {
  const { rows } = await sql`update cleanup_item i set state = 'gone' from cleanup_run_dataset d
    where d.run_id = ${runId} and i.dataset_id = d.dataset_id and i.run_id <> ${runId} and i.state in ('open', 'later', 'decided', 'refused')
      and i.field_id = any (select (f ->> 'id')::int from jsonb_array_elements(d.fields) f) returning i.id`.execute(tx);
  await sql`delete from cleanup_group g using cleanup_run_dataset d where d.run_id = ${runId} and g.dataset_id = d.dataset_id and g.items = 0`.execute(tx);
  return rows.length;
}

export interface ItemRow {
  id: number;
  groupId: number;
  sourceId: string;
  source: string;
  datasetId: number;
  dataset: string;
  fieldId: number;
  field: string;
  record: string;
  keySealed: Buffer | null;
  label: string;
  confidence: number;
  remarks: Remark[];
  content: string;
  notedOn: string | null;
  state: CleanupState;
  verdict: CleanupVerdict | null;
  verdictById: string | null;
  verdictBy: string | null;
  verdictAt: Date | null;
  sampleId: string | null;
  batchId: string | null;
}

const itemColumns =
  sql.raw(`i.id, i.group_id as "groupId", i.source_id as "sourceId", s.name as source, i.dataset_id as "datasetId", d.name as dataset, i.field_id as "fieldId",
  f.name as field, i.record::text as record, i.key_sealed as "keySealed", i.label, i.confidence, i.remarks, i.content::text as content, i.noted_on::text as "notedOn", i.state, i.verdict,
  i.verdict_by_id as "verdictById", i.verdict_by as "verdictBy", i.verdict_at as "verdictAt", i.sample_id as "sampleId", i.batch_id as "batchId"`);
const itemPlaces = sql.raw('join dataset d on d.id = i.dataset_id join field f on f.id = i.field_id join source s on s.id = i.source_id');

/** One item, locked against other verdicts when asked. */
export async function item(tx: Tx, id: number, lock = false): Promise<ItemRow | undefined> {
  const { rows } =
    await sql<ItemRow>`select ${itemColumns} from cleanup_item i ${itemPlaces} where i.id = ${id} ${lock ? sql`for update of i` : sql``}`.execute(tx);
  return rows[0];
}

/** Items of a group, in order of their making; or the given ones. */
export async function itemsOf(
  tx: Tx,
  filter: { groupId: number; state?: CleanupState; after?: number; limit: number } | { ids: readonly number[] },
): Promise<ItemRow[]> {
  const { rows } = await ('ids' in filter
    ? sql<ItemRow>`select ${itemColumns} from cleanup_item i ${itemPlaces} where i.id = any(${filter.ids}::bigint[]) order by array_position(${filter.ids}::bigint[], i.id)`
    : sql<ItemRow>`select ${itemColumns} from (select * from cleanup_item where group_id = ${filter.groupId}
        ${filter.state ? sql`and state = ${filter.state}` : sql``} ${filter.after ? sql`and id > ${filter.after}` : sql``} order by id limit ${filter.limit}) i ${itemPlaces} order by i.id`
  ).execute(tx);
  return rows;
}

/** Writes a verdict on one item; null takes it back. */
export async function judgeItem(
  tx: Tx,
  id: number,
  said: { state: CleanupState; verdict: CleanupVerdict | null; byId: string; by: string; at: Date; becomes?: Uint8Array | null; content?: bigint },
): Promise<void> {
  const given = said.verdict !== null;
  await sql`update cleanup_item set state = ${said.state}, verdict = ${said.verdict}, verdict_by_id = ${given ? said.byId : null}, verdict_by = ${given ? said.by : null},
    verdict_at = ${given ? said.at : null}, becomes = ${said.becomes ? Buffer.from(said.becomes) : null}, sample_id = null
    ${said.content === undefined ? sql`` : sql`, content = ${String(said.content)}::bigint`} where id = ${id}`.execute(tx);
}

/** The same verdict on every open item of a group. Gives how many. */
export async function judgeGroup(
  tx: Tx,
  groupId: number,
  said: { state: CleanupState; verdict: CleanupVerdict; byId: string; by: string; at: Date; sampleId: string },
): Promise<number> {
  const { rows } =
    await sql`update cleanup_item set state = ${said.state}, verdict = ${said.verdict}, verdict_by_id = ${said.byId}, verdict_by = ${said.by}, verdict_at = ${said.at},
    becomes = null, sample_id = ${said.sampleId} where group_id = ${groupId} and state = 'open' returning id`.execute(tx);
  return rows.length;
}

/**
 * Opens every note again that a verdict on a whole group set and that stands by it: a verdict of its own takes the sample off a note, and a note in a
 * batch is in no state that can be taken back. Gives how many.
 */
export async function takeBackSample(tx: Tx, sampleId: string): Promise<number> {
  const { rows } =
    await sql`update cleanup_item set state = 'open', verdict = null, verdict_by_id = null, verdict_by = null, verdict_at = null, becomes = null, sample_id = null
    where sample_id = ${sampleId} and state = any (${[...takeableStates]}::text[]) returning id`.execute(tx);
  return rows.length;
}
