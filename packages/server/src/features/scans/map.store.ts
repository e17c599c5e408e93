import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** A dataset as the last scan left it. */
export interface DatasetRow {
  id: number;
  sourceId: string;
  name: string;
  kind: string;
  rows: number;
  bytes: number | null;
  keyFields: string[];
  integerKeys: boolean;
  oldest: Date | null;
  newest: Date | null;
  scannedAt: Date | null;
  scanId: string | null;
  /** Counts are estimates from a sample. */
  sampled: boolean;
  /** How complete the subject index is for it. */
  indexed: 'none' | 'sample' | 'full';
  /** The last scan met parts it could not read. */
  incomplete: boolean;
  goneAt: Date | null;
}

/** A field with the type the last scan gave it. */
export interface FieldRow {
  id: number;
  datasetId: number;
  ordinal: number;
  name: string;
  storage: string;
  nativeType: string;
  type: string;
  realm: string | null;
  linkTo: string | null;
  confidence: number;
  reason: string;
  values: number;
  nulls: number;
  goneAt: Date | null;
}

/** A finding with its newest verdict. */
export interface FindingRow {
  id: number;
  fieldId: number;
  kind: string;
  count: number;
  share: number;
  persons: number | null;
  confidence: number;
  reason: string;
  evidence: string[];
  oldest: Date | null;
  newest: Date | null;
  firstSeenAt: Date;
  seenAt: Date;
  goneAt: Date | null;
  verdict: 'confirmed' | 'notPersonal' | null;
  verdictBy: string | null;
  verdictAt: Date | null;
  verdictWhy: string | null;
}

const datasetColumns = sql.raw(`d.id, d.source_id as "sourceId", d.name, d.kind, d.rows::float8 as rows, d.bytes::float8 as bytes, d.key_fields as "keyFields",
  d.integer_keys as "integerKeys", d.oldest, d.newest, d.scanned_at as "scannedAt", d.scan_id as "scanId", d.sampled, d.indexed, d.incomplete, d.gone_at as "goneAt"`);
const fieldColumns =
  sql.raw(`f.id, f.dataset_id as "datasetId", f.ordinal, f.name, f.storage, f.native_type as "nativeType", f.type, f.realm, f.link_to as "linkTo",
  f.confidence, f.reason, f.value_count::float8 as values, f.null_count::float8 as nulls, f.gone_at as "goneAt"`);
const findingColumns =
  sql.raw(`g.id, g.field_id as "fieldId", g.kind, g.count::float8 as count, g.share, g.persons::float8 as persons, g.confidence, g.oldest, g.newest, g.first_seen_at as "firstSeenAt", g.seen_at as "seenAt", g.gone_at as "goneAt", g.verdict, g.verdict_by as "verdictBy",
  g.verdict_at as "verdictAt", g.verdict_why as "verdictWhy"`);

/** Datasets, of one source or of all; those that are gone only when asked for. Ordered by name. */
export async function datasets(tx: Tx, filter: { sourceId?: string; ids?: readonly number[]; gone?: boolean } = {}): Promise<DatasetRow[]> {
  const { rows } = await sql<DatasetRow>`select ${datasetColumns} from dataset d where true
    ${filter.sourceId ? sql`and d.source_id = ${filter.sourceId}` : sql``} ${filter.ids ? sql`and d.id = any(${filter.ids}::int[])` : sql``}
    ${filter.gone ? sql`` : sql`and d.gone_at is null`} order by d.name`.execute(tx);
  return rows;
}

/** Fields of datasets, in their own order. */
export async function fields(tx: Tx, filter: { datasetIds?: readonly number[]; ids?: readonly number[]; gone?: boolean }): Promise<FieldRow[]> {
  const { rows } = await sql<FieldRow>`select ${fieldColumns} from field f where true
    ${filter.datasetIds ? sql`and f.dataset_id = any(${filter.datasetIds}::int[])` : sql``} ${filter.ids ? sql`and f.id = any(${filter.ids}::int[])` : sql``}
    ${filter.gone ? sql`` : sql`and f.gone_at is null`} order by f.dataset_id, f.ordinal`.execute(tx);
  return rows;
}

/** Findings of fields, most frequent first; those that are gone only when asked for. */
export async function findings(
  tx: Tx,
  filter: { fieldIds?: readonly number[]; ids?: readonly number[]; gone?: boolean; brief?: boolean },
): Promise<FindingRow[]> {
  const why = filter.brief ? sql.raw(`'' as reason, '{}'::text[] as evidence`) : sql.raw('g.reason, g.evidence');
  const { rows } = await sql<FindingRow>`select ${findingColumns}, ${why} from finding g where true
    ${filter.fieldIds ? sql`and g.field_id = any(${filter.fieldIds}::int[])` : sql``} ${filter.ids ? sql`and g.id = any(${filter.ids}::int[])` : sql``}
    ${filter.gone ? sql`` : sql`and g.gone_at is null`} order by g.field_id, g.count desc, g.kind`.execute(tx);
  return rows;
}

/** Each kind that occurs on the map, in how many fields and how often; what a person called not personal is left out. */
export async function kindsFound(tx: Tx): Promise<{ kind: string; fields: number; count: number }[]> {
  const { rows } = await sql<{ kind: string; fields: number; count: number }>`
    select g.kind, count(*)::int as fields, sum(g.count)::float8 as count from finding g
    join field f on f.id = g.field_id and f.gone_at is null join dataset d on d.id = f.dataset_id and d.gone_at is null and d.scanned_at is not null
    where g.gone_at is null and g.verdict is distinct from 'notPersonal' group by g.kind`.execute(tx);
  return rows;
}

/** What earlier scans counted in a field, newest first. */
export async function fieldHistory(tx: Tx, fieldId: number): Promise<{ scanId: string; at: Date; kind: string; count: number }[]> {
  const { rows } = await sql<{ scanId: string; at: Date; kind: string; count: number }>`
    select scan_id as "scanId", at, kind, count::float8 as count from field_history where field_id = ${fieldId} order by at desc, count desc limit 1000`.execute(
    tx,
  );
  return rows;
}

/** Writes down a person's verdict (null withdraws it): a new row in the history, and the newest on the finding, which later scans leave alone. */
export async function recordVerdict(
  tx: Tx,
  findingId: number,
  said: { verdict: 'confirmed' | 'notPersonal' | null; byId: string; byName: string; at: Date; why: string },
): Promise<FindingRow | undefined> {
  await sql`insert into finding_verdict (tenant_no, finding_id, verdict, by_id, by_name, at, why)
    select tenant_no, id, ${said.verdict}, ${said.byId}, ${said.byName}, ${said.at}, ${said.why} from finding where id = ${findingId}`.execute(tx);
  const given = said.verdict !== null;
  await sql`update finding set verdict = ${said.verdict}, verdict_by = ${given ? said.byName : null}, verdict_at = ${given ? said.at : null},
    verdict_why = ${given ? said.why : null} where id = ${findingId}`.execute(tx);
  return (await findings(tx, { ids: [findingId], gone: true }))[0];
}

/** The field that says when a record came about, by dataset, as the newest scan that planned it decided. */
export async function dateFields(tx: Tx, datasetIds: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ datasetId: number; name: string }>`
    select p.dataset_id as "datasetId", f ->> 'name' as name
    from (select distinct on (d.dataset_id) d.dataset_id, d.plan from scan_dataset d join scan s on s.id = d.scan_id
      where d.dataset_id = any(${datasetIds}::int[]) and d.plan is not null order by d.dataset_id, s.created_at desc) p
    cross join jsonb_array_elements(p.plan -> 'fields') f where f ->> 'ordinal' = p.plan ->> 'dateField'`.execute(tx);
  return new Map(rows.map((row) => [row.datasetId, row.name]));
}
