import type { CleanupState, CleanupVerdict } from '@waarborg/contract/cleanup';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { takeableStates } from './rules.ts';

export interface GroupRow {
  id: number;
  sourceId: string;
  source: string;
  dataset: string;
  label: string;
  tier: number;
  confidence: number;
  items: number;
  open: number;
  later: number;
  dismissed: number;
  decided: number;
  oldest: string | null;
  verdict: { sampleId: string; verdict: CleanupVerdict; by: string; at: string; items: number } | null;
}

/** Where a page of the queue goes on. */
export interface QueuePlace {
  readonly tier: number;
  readonly confidence: number;
  readonly count: number;
  readonly id: number;
}

const groupColumns =
  sql.raw(`g.id, g.source_id as "sourceId", s.name as source, d.name as dataset, g.label, g.tier, g.confidence, g.items, g.open_items as open, g.later_items as later,
  g.dismissed_items as dismissed, g.decided_items as decided, g.oldest::text as oldest, v.verdict`);
/** The last verdict on the whole group of which some note can still be taken back. */
const groupVerdict = sql`left join lateral (select jsonb_build_object('sampleId', p.id, 'verdict', p.verdict, 'by', p.by_name, 'at', p.verdict_at, 'items', p.verdict_items) as verdict
  from cleanup_sample p where p.group_id = g.id and p.verdict is not null
    and exists (select from cleanup_item i where i.sample_id = p.id and i.state = any (${[...takeableStates]}::text[]))
  order by p.verdict_at desc limit 1) v on true`;

const counted: Readonly<Record<CleanupState, string>> = {
  open: 'g.open_items',
  later: 'g.later_items',
  dismissed: 'g.dismissed_items',
  decided: 'g.decided_items',
  // Of these no count is kept: they are what is left of a group.
  batched: '(g.items - g.open_items - g.later_items - g.dismissed_items - g.decided_items)',
  written: '(g.items - g.open_items - g.later_items - g.dismissed_items - g.decided_items)',
  refused: '(g.items - g.open_items - g.later_items - g.dismissed_items - g.decided_items)',
  gone: '(g.items - g.open_items - g.later_items - g.dismissed_items - g.decided_items)',
};

/** A page of groups that hold items in a state: most serious first, then the surest, then the largest. Read by index for the open ones. */
export async function groups(
  tx: Tx,
  filter: { sourceId?: string; datasetIds?: readonly number[]; label?: string; state: CleanupState; before?: string; after?: QueuePlace; limit: number },
): Promise<GroupRow[]> {
  const count = sql.raw(counted[filter.state]);
  const { rows } = await sql<GroupRow>`select ${groupColumns} from (select g.*, ${count} as shown from cleanup_group g where ${count} > 0
      ${filter.sourceId ? sql`and g.source_id = ${filter.sourceId}` : sql``} ${filter.datasetIds ? sql`and g.dataset_id = any(${filter.datasetIds}::int[])` : sql``}
      ${filter.label ? sql`and g.label = ${filter.label}` : sql``} ${filter.before ? sql`and g.oldest < ${filter.before}::date` : sql``}
      ${
        filter.after
          ? sql`and (g.tier, g.confidence, ${count}, -g.id) < (${filter.after.tier}, ${filter.after.confidence}, ${filter.after.count}, ${-filter.after.id})`
          : sql``
      }
      order by g.tier desc, g.confidence desc, ${count} desc, g.id limit ${filter.limit}) g
    join dataset d on d.id = g.dataset_id join source s on s.id = g.source_id ${groupVerdict} order by g.tier desc, g.confidence desc, g.shown desc, g.id`.execute(
    tx,
  );
  return rows;
}

export async function group(tx: Tx, id: number, lock = false): Promise<GroupRow | undefined> {
  const { rows } =
    await sql<GroupRow>`select ${groupColumns} from cleanup_group g join dataset d on d.id = g.dataset_id join source s on s.id = g.source_id ${groupVerdict}
    where g.id = ${id} ${lock ? sql`for update of g` : sql``}`.execute(tx);
  return rows[0];
}

/** How many items per label and state, and per system what is open and decided. */
export async function tallies(tx: Tx): Promise<{
  tallies: { label: string; state: CleanupState; items: number }[];
  sources: { id: string; name: string; open: number; decided: number; datasets: string[] }[];
}> {
  const by = await sql<{ label: string; state: CleanupState; items: number }>`select label, state, sum(items)::float8 as items from cleanup_tally
    group by label, state having sum(items) > 0 order by label, state`.execute(tx);
  const sources = await sql<{ id: string; name: string; open: number; decided: number; datasets: string[] }>`
    select s.id, s.name, coalesce(sum(t.items) filter (where t.state = 'open'), 0)::float8 as open, coalesce(sum(t.items) filter (where t.state = 'decided'), 0)::float8 as decided,
      array_agg(distinct d.name) as datasets
    from cleanup_tally t join source s on s.id = t.source_id join dataset d on d.id = t.dataset_id where t.items > 0 group by s.id, s.name order by lower(s.name)`.execute(
    tx,
  );
  return { tallies: by.rows, sources: sources.rows };
}

export interface SampleRow {
  id: string;
  groupId: number;
  drawn: number[];
  seen: number[];
  ofItems: number;
  byId: string;
  verdict: string | null;
}

/** Draws open items of a group at random. */
export async function drawItems(tx: Tx, groupId: number, size: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select id from cleanup_item where group_id = ${groupId} and state = 'open' order by random() limit ${size}`.execute(tx);
  return rows.map((row) => row.id);
}

export async function insertSample(
  tx: Tx,
  tenantNo: number,
  sample: { id: string; groupId: number; drawn: readonly number[]; ofItems: number; byId: string; by: string; at: Date },
): Promise<void> {
  await sql`insert into cleanup_sample (id, tenant_no, group_id, drawn, of_items, by_id, by_name, at)
    values (${sample.id}, ${tenantNo}, ${sample.groupId}, ${sample.drawn}::bigint[], ${sample.ofItems}, ${sample.byId}, ${sample.by}, ${sample.at})`.execute(
    tx,
  );
}

export async function lockSample(tx: Tx, id: string): Promise<SampleRow | undefined> {
  const { rows } =
    await sql<SampleRow>`select id, group_id as "groupId", drawn, seen, of_items as "ofItems", by_id as "byId", verdict from cleanup_sample where id = ${id} for update`.execute(
      tx,
    );
  return rows[0];
}

/** Puts down that somebody looked at an item; counts for every sample of theirs it was drawn for and that has no verdict yet. */
export async function markSeen(tx: Tx, itemId: number, byId: string): Promise<void> {
  await sql`update cleanup_sample set seen = seen || ${itemId}::bigint where by_id = ${byId} and verdict is null and ${itemId}::bigint = any (drawn)
    and not ${itemId}::bigint = any (seen) and group_id = (select group_id from cleanup_item where id = ${itemId})`.execute(tx);
}

export async function endSample(tx: Tx, id: string, verdict: string, at: Date, items: number): Promise<void> {
  await sql`update cleanup_sample set verdict = ${verdict}, verdict_at = ${at}, verdict_items = ${items} where id = ${id}`.execute(tx);
}

/** Notes of a verdict on a whole group that stand in a batch, or did when they were written. */
export async function sampleItemsPast(tx: Tx, sampleId: string): Promise<number> {
  const { rows } = await sql<{ items: number }>`select count(*)::int as items from cleanup_item where sample_id = ${sampleId}
    and state in ('batched', 'written', 'refused')`.execute(tx);
  return rows[0].items;
}
