import { type IdentifierKind, identifierKinds } from '@waarborg/detect';
import { kindCode, kindOfCode } from '@waarborg/scan';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { type Identifier, type StepState, stepKey } from './rules.ts';

export interface LookupRow {
  id: string;
  reason: string;
  byId: string;
  byName: string;
  at: Date;
  starts: { kind: string; fingerprint: string; masked: string; uncertain: 'role' | 'name' | null }[];
  records: number;
  datasets: number;
  sources: number;
  truncated: boolean;
}

export interface StepRow extends Identifier {
  id: string;
  ordinal: number;
  masked: string;
  state: StepState;
  why: string;
  fromStep: string | null;
  fromDataset: number | null;
  depth: number;
  records: number;
}

const lookupColumns = sql.raw('id, reason, by_id as "byId", by_name as "byName", at, starts, records::float8 as records, datasets, sources, truncated');

export async function insertLookup(tx: Tx, tenantNo: number, made: Omit<LookupRow, 'records' | 'datasets' | 'sources' | 'truncated'>): Promise<void> {
  await sql`insert into lookup (id, tenant_no, reason, by_id, by_name, at, starts)
    values (${made.id}, ${tenantNo}, ${made.reason}, ${made.byId}, ${made.byName}, ${made.at}, ${JSON.stringify(made.starts)})`.execute(tx);
}

/** One look-up; locked against other decisions when asked. */
export async function lookup(tx: Tx, id: string, lock = false): Promise<LookupRow | undefined> {
  const { rows } = await sql<LookupRow>`select ${lookupColumns} from lookup where id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0];
}

/** Look-ups, newest first, of one person or (null) of all; from after the given one. */
export async function lookups(tx: Tx, filter: { byId: string | null; after?: { at: Date; id: string }; limit: number }): Promise<LookupRow[]> {
  const { rows } = await sql<LookupRow>`select ${lookupColumns} from lookup where true
    ${filter.byId === null ? sql`` : sql`and by_id = ${filter.byId}`}
    ${filter.after ? sql`and (at, id) < (${filter.after.at}, ${filter.after.id})` : sql``} order by at desc, id desc limit ${filter.limit}`.execute(tx);
  return rows;
}

export async function updateTotals(tx: Tx, id: string, totals: { records: number; datasets: number; sources: number; truncated: boolean }): Promise<void> {
  await sql`update lookup set records = ${totals.records}, datasets = ${totals.datasets}, sources = ${totals.sources}, truncated = ${totals.truncated} where id = ${id}`.execute(
    tx,
  );
}

/** Steps of a look-up, in order of walking. */
export async function stepsOf(tx: Tx, lookupId: string): Promise<StepRow[]> {
  const { rows } =
    await sql<StepRow>`select id, kind, fingerprint::text as fingerprint, ordinal, masked, state, why, from_step as "fromStep", from_dataset as "fromDataset",
    depth, records::float8 as records from lookup_step where lookup_id = ${lookupId} order by ordinal`.execute(tx);
  return rows;
}

/** Puts the steps of a walk in the place of the earlier ones. */
export async function replaceSteps(tx: Tx, tenantNo: number, lookupId: string, steps: readonly StepRow[]): Promise<void> {
  await sql`delete from lookup_step where lookup_id = ${lookupId}`.execute(tx);
  if (steps.length === 0) return;
  const values = steps.map(
    (
      step,
    ) => sql`(${step.id}::uuid, ${tenantNo}::int, ${lookupId}::uuid, ${step.ordinal}::int, ${step.kind}, ${step.fingerprint}::bigint, ${step.masked}, ${step.state}, ${step.why},
      ${step.fromStep}::uuid, ${step.fromDataset}::int, ${step.depth}::int, ${step.records}::bigint)`,
  );
  await sql`insert into lookup_step (id, tenant_no, lookup_id, ordinal, kind, fingerprint, masked, state, why, from_step, from_dataset, depth, records)
    values ${sql.join(values)}`.execute(tx);
}

export async function decisionsOf(tx: Tx, lookupId: string): Promise<{ kind: string; fingerprint: string; decision: 'accepted' | 'dropped' }[]> {
  const { rows } = await sql<{ kind: string; fingerprint: string; decision: 'accepted' | 'dropped' }>`
    select kind, fingerprint::text as fingerprint, decision from lookup_decision where lookup_id = ${lookupId}`.execute(tx);
  return rows;
}

export async function saveDecision(
  tx: Tx,
  tenantNo: number,
  lookupId: string,
  about: Identifier,
  decided: { decision: 'accepted' | 'dropped'; byId: string; byName: string; at: Date },
): Promise<void> {
  await sql`insert into lookup_decision (tenant_no, lookup_id, kind, fingerprint, decision, by_id, by_name, at)
    values (${tenantNo}, ${lookupId}, ${about.kind}, ${about.fingerprint}::bigint, ${decided.decision}, ${decided.byId}, ${decided.byName}, ${decided.at})
    on conflict (lookup_id, kind, fingerprint) do update set decision = excluded.decision, by_id = excluded.by_id, by_name = excluded.by_name, at = excluded.at`.execute(
    tx,
  );
}

/**
 * Whether what stands in a field stands in running text: the field is free text, or of no one kind. A field that holds one kind nearly always
 * ("Jan <jan@voorbeeld.nl>" as the sender of mail) is no running text, whatever its type is called.
 */
const inText = sql.raw(`(f.type = 'FREE_TEXT' or (f.type = 'NONE' and f.realm is null
  and not exists (select 1 from finding g where g.field_id = f.id and g.share >= 0.8 and g.gone_at is null)))`);

/** Fields in which identifiers stand in running text. */
export async function textFields(tx: Tx): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`select f.id from field f where ${inText}`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Where one identifier stands: per dataset the fields and the number of records. */
export interface PlaceRow extends Identifier {
  datasetId: number;
  dataset: string;
  sourceId: string;
  source: string;
  fields: string[];
  freeText: boolean;
  records: number;
}

const live = sql.raw(
  'join posting_block b on b.id = p.block and b.live join dataset d on d.id = p.dataset and d.gone_at is null join field f on f.dataset_id = p.dataset and f.ordinal = p.field',
);
const wanted = (identifiers: readonly Identifier[]) =>
  sql`unnest(${identifiers.map((one) => one.fingerprint)}::bigint[], ${identifiers.map((one) => kindCode(one.kind as IdentifierKind))}::smallint[]) as w (fingerprint, kind)`;
const known = (identifiers: readonly Identifier[]): Identifier[] => identifiers.filter((one) => (identifierKinds as readonly string[]).includes(one.kind));

/** Places of each identifier, grouped by dataset. `freeText`: it stands in running text only there. */
export async function placesOf(tx: Tx, identifiers: readonly Identifier[]): Promise<PlaceRow[]> {
  const asked = known(identifiers);
  if (asked.length === 0) return [];
  // Postings are counted per dataset before anything is joined to them: a common identifier has thousands, and joining first reads them once for every field.
  const { rows } = await sql<Omit<PlaceRow, 'kind'> & { kind: number }>`
    with hit as materialized (
      select p.kind, p.fingerprint, p.dataset, array_agg(distinct p.field) as ordinals, count(distinct p.record)::float8 as records
      from ${wanted(asked)} join posting p on p.fingerprint = w.fingerprint and p.kind = w.kind join posting_block b on b.id = p.block and b.live
      group by p.kind, p.fingerprint, p.dataset)
    select hit.kind, hit.fingerprint::text as fingerprint, d.id as "datasetId", d.name as dataset, s.id as "sourceId", s.name as source,
      array_agg(distinct f.name) as fields, bool_and(hit.kind <> ${kindCode('LINK')} and ${inText}) as "freeText", hit.records
    from hit join dataset d on d.id = hit.dataset and d.gone_at is null join field f on f.dataset_id = d.id and f.ordinal = any(hit.ordinals) join source s on s.id = d.source_id
    group by hit.kind, hit.fingerprint, hit.records, d.id, d.name, s.id, s.name order by s.name, d.name`.execute(tx);
  return rows.map((row) => ({ ...row, kind: kindOfCode(row.kind) }));
}

/**
 * Different records of each identifier, by stepKey; stops at 2001 postings an identifier. Postings of a scan under way are counted too: this
 * only has to tell what is common, and must not read thousands of rows for every identifier of a walk.
 */
export async function recordCounts(tx: Tx, identifiers: readonly Identifier[]): Promise<Map<string, number>> {
  const asked = known(identifiers);
  if (asked.length === 0) return new Map();
  const { rows } = await sql<{ kind: number; fingerprint: string; records: number }>`
    select w.kind, w.fingerprint::text as fingerprint,
      (select count(distinct (p.dataset, p.record)) from (select dataset, record from posting where fingerprint = w.fingerprint and kind = w.kind limit 2001) p)::int as records
    from ${wanted(asked)}`.execute(tx);
  return new Map(rows.map((row) => [stepKey({ kind: kindOfCode(row.kind), fingerprint: row.fingerprint }), row.records]));
}

/** Different records, datasets and sources that hold any of the identifiers. */
export async function countFound(tx: Tx, identifiers: readonly Identifier[]): Promise<{ records: number; datasets: number; sources: number }> {
  const asked = known(identifiers);
  if (asked.length === 0) return { records: 0, datasets: 0, sources: 0 };
  const { rows } = await sql<{ records: number; datasets: number; sources: number }>`
    select count(*)::float8 as records, count(distinct dataset)::int as datasets, count(distinct source_id)::int as sources from (
      select distinct p.dataset, p.record, d.source_id from ${wanted(asked)} join posting p on p.fingerprint = w.fingerprint and p.kind = w.kind ${live}) found`.execute(
    tx,
  );
  return rows[0] ?? { records: 0, datasets: 0, sources: 0 };
}

/** Different records of each dataset that hold any of the identifiers; `inTextOnly` of them hold none outside running text. */
export async function countPerDataset(tx: Tx, identifiers: readonly Identifier[]): Promise<{ datasetId: number; records: number; inTextOnly: number }[]> {
  const asked = known(identifiers);
  if (asked.length === 0) return [];
  const { rows } = await sql<{ datasetId: number; records: number; inTextOnly: number }>`
    select dataset as "datasetId", count(*)::float8 as records, (count(*) filter (where in_text))::float8 as "inTextOnly" from (
      select p.dataset, p.record, bool_and(p.kind <> ${kindCode('LINK')} and ${inText}) as in_text
      from ${wanted(asked)} join posting p on p.fingerprint = w.fingerprint and p.kind = w.kind ${live} group by p.dataset, p.record) hit
    group by dataset order by dataset`.execute(tx);
  return rows;
}

/** A record that was found, with the identifiers by which and the fields in which. */
export interface RecordRow {
  datasetId: number;
  record: string;
  dataset: string;
  sourceId: string;
  source: string;
  integerKeys: boolean;
  hits: { kind: number; fingerprint: string; field: string; freeText: boolean }[];
}

/** Records that hold any of the identifiers, in a fixed order, from after the given one; or the one record asked for. */
export async function recordsFound(
  tx: Tx,
  identifiers: readonly Identifier[],
  filter: { datasetId?: number; only?: { datasetId: number; record: string }; after?: { datasetId: number; record: string }; limit: number },
): Promise<RecordRow[]> {
  const asked = known(identifiers);
  if (asked.length === 0) return [];
  const { rows } = await sql<RecordRow>`
    with found as (
      select p.dataset, p.record, json_agg(json_build_object('kind', p.kind, 'fingerprint', p.fingerprint::text, 'field', f.name, 'freeText', p.kind <> ${kindCode('LINK')} and ${inText}) order by f.ordinal) as hits
      from ${wanted(asked)} join posting p on p.fingerprint = w.fingerprint and p.kind = w.kind ${live}
      where true ${filter.datasetId === undefined ? sql`` : sql`and p.dataset = ${filter.datasetId}`}
        ${filter.only ? sql`and p.dataset = ${filter.only.datasetId} and p.record = ${filter.only.record}::bigint` : sql``}
        ${filter.after ? sql`and (p.dataset, p.record) > (${filter.after.datasetId}, ${filter.after.record}::bigint)` : sql``}
      group by p.dataset, p.record order by p.dataset, p.record limit ${filter.limit})
    select d.id as "datasetId", found.record::text as record, d.name as dataset, s.id as "sourceId", s.name as source, d.integer_keys as "integerKeys", found.hits
    from found join dataset d on d.id = found.dataset join source s on s.id = d.source_id order by d.id, found.record`.execute(tx);
  return rows;
}

/** How the dataset looked when it was last scanned, as the connector described it; null when it never was. */
export async function lastDescription(tx: Tx, datasetId: number): Promise<unknown> {
  const { rows } = await sql<{ description: unknown }>`
    select sd.description from scan_dataset sd join scan c on c.id = sd.scan_id where sd.dataset_id = ${datasetId} order by c.created_at desc limit 1`.execute(
    tx,
  );
  return rows[0]?.description ?? null;
}

/** Every system with what a look-up must know of how well it was read. */
export async function coverage(tx: Tx): Promise<
  {
    sourceId: string;
    source: string;
    kind: string;
    scanned: number;
    sampled: boolean;
    incomplete: boolean;
    oldestScan: Date | null;
    lastState: string | null;
  }[]
> {
  const { rows } = await sql<{
    sourceId: string;
    source: string;
    kind: string;
    scanned: number;
    sampled: boolean;
    incomplete: boolean;
    oldestScan: Date | null;
    lastState: string | null;
  }>`
    select s.id as "sourceId", s.name as source, s.kind, count(d.scanned_at)::int as scanned, coalesce(bool_or(d.sampled), false) as sampled,
      coalesce(bool_or(d.incomplete or d.scanned_at is null), false) as incomplete,
      min(d.scanned_at) as "oldestScan", (select state from scan where source_id = s.id order by created_at desc, id desc limit 1) as "lastState"
    from source s left join dataset d on d.source_id = s.id and d.gone_at is null group by s.id order by lower(s.name)`.execute(tx);
  return rows;
}

/** The system of each dataset. */
export async function systemsOfDatasets(tx: Tx): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; sourceId: string }>`select id, source_id as "sourceId" from dataset`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.sourceId]));
}

/** Names of datasets and of their systems. */
export async function datasetNames(tx: Tx, ids: readonly number[]): Promise<Map<number, { dataset: string; source: string }>> {
  const { rows } = await sql<{ id: number; dataset: string; source: string }>`
    select d.id, d.name as dataset, s.name as source from dataset d join source s on s.id = d.source_id where d.id = any(${ids}::int[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the organisation is called, for the head of an export. */
export async function organisationName(tx: Tx, tenantNo: number): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from tenants where tenant_no = ${tenantNo}`.execute(tx);
  return rows[0]?.name ?? '';
}

/** Proposals that wait for the person in their own look-ups of after `since`. */
export async function openProposals(tx: Tx, byId: string, since: Date): Promise<{ id: string; at: Date; count: number }[]> {
  const { rows } = await sql<{ id: string; at: Date; count: number }>`
    select l.id, l.at, count(*)::int as count from lookup l join lookup_step s on s.lookup_id = l.id
    where l.by_id = ${byId} and l.at > ${since} and s.state = 'proposed' group by l.id, l.at order by l.at desc limit 3`.execute(tx);
  return rows;
}
