import type { DatasetDescription } from '@waarborg/connectors';
import type { DatasetSummary, NumberedField } from '@waarborg/scan';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** Enters the datasets of a source, or finds them again by name; gives their ids. A dataset that was gone is back. */
export async function enterDatasets(
  tx: Tx,
  source: { tenantNo: number; sourceId: string },
  described: readonly DatasetDescription[],
): Promise<Map<string, number>> {
  const rows = described.map((dataset) => ({ name: dataset.name, kind: dataset.kind }));
  const entered = await sql<{ id: number; name: string }>`insert into dataset (tenant_no, source_id, name, kind)
    select ${source.tenantNo}, ${source.sourceId}, name, kind from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (name text, kind text)
    on conflict (tenant_no, source_id, name) do update set kind = excluded.kind, gone_at = null returning id, name`.execute(tx);
  return new Map(entered.rows.map((row) => [row.name, row.id]));
}

/** Marks datasets of a source that are not among `ids` as gone; gives the names of those that were scanned before. Their postings go. */
export async function markGone(tx: Tx, sourceId: string, ids: readonly number[], at: Date): Promise<{ id: number; name: string; rows: number }[]> {
  const { rows } = await sql<{ id: number; name: string; rows: number; scanned: boolean }>`update dataset set gone_at = ${at}, indexed = 'none'
    where source_id = ${sourceId} and gone_at is null and not (id = any(${ids}::int[])) returning id, name, rows::float8 as rows, scanned_at is not null as scanned`.execute(
    tx,
  );
  return rows.filter((row) => row.scanned);
}

/** Enters the fields of a dataset, or finds them again by name; each keeps its ordinal for ever. Comes with the kinds a person judged not personal. */
export async function enterFields(tx: Tx, tenantNo: number, datasetId: number, described: DatasetDescription['fields']): Promise<NumberedField[]> {
  const rows = described.map((field, i) => ({ name: field.name, storage: field.storage, native: field.nativeType, at: i }));
  await sql`insert into field (tenant_no, dataset_id, ordinal, name, storage, native_type)
    select ${tenantNo}, ${datasetId}, coalesce((select max(ordinal) from field where dataset_id = ${datasetId}), 0) + row_number() over (order by at), name, storage, native
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (name text, storage text, native text, at int)
    where not exists (select 1 from field f where f.dataset_id = ${datasetId} and f.name = w.name)`.execute(tx);
  const entered = await sql<{ name: string; ordinal: number; muted: string[] }>`select f.name, f.ordinal,
      coalesce(array_agg(g.kind) filter (where g.verdict = 'notPersonal'), '{}') as muted
    from field f left join finding g on g.field_id = f.id where f.dataset_id = ${datasetId} and f.name = any(${described.map((field) => field.name)}::text[])
    group by f.id order by f.ordinal`.execute(tx);
  return entered.rows;
}

/** How a dataset stood before it was scanned anew. */
export interface DatasetBefore {
  readonly name: string;
  readonly rows: number;
  readonly scanned: boolean;
  readonly sampled: boolean;
  readonly indexed: 'none' | 'sample' | 'full';
  readonly fields: readonly { id: number; ordinal: number; name: string; gone: boolean; isNew: boolean; kinds: Readonly<Record<string, number>> }[];
}

/** The dataset with its fields and findings as the last scan left them, locked until the transaction ends. */
export async function datasetBefore(tx: Tx, datasetId: number): Promise<DatasetBefore | undefined> {
  const { rows } = await sql<Omit<DatasetBefore, 'fields'>>`select name, rows::float8 as rows, scanned_at is not null as scanned, sampled, indexed from dataset
    where id = ${datasetId} for update`.execute(tx);
  if (!rows[0]) return undefined;
  const fields = await sql<DatasetBefore['fields'][number]>`select f.id, f.ordinal, f.name, f.gone_at is not null as gone, f.seen_at is null as "isNew",
      coalesce(jsonb_object_agg(g.kind, g.count) filter (where g.id is not null and g.gone_at is null), '{}'::jsonb) as kinds
    from field f left join finding g on g.field_id = f.id where f.dataset_id = ${datasetId} group by f.id`.execute(tx);
  return { ...rows[0], fields: fields.rows };
}

export interface DatasetOutcome {
  readonly scanId: string;
  readonly at: Date;
  readonly summary: DatasetSummary;
  readonly description: DatasetDescription;
  readonly integerKeys: boolean;
  readonly sampled: boolean;
  readonly indexed: 'none' | 'sample' | 'full';
  readonly incomplete: boolean;
}

/** Writes what a scan found of a dataset over what was known: dataset, fields, findings (verdicts stay) and their history. */
export async function writeOutcome(tx: Tx, tenantNo: number, datasetId: number, outcome: DatasetOutcome): Promise<void> {
  const { summary, description, at, scanId } = outcome;
  await sql`update dataset set rows = ${summary.rows}, bytes = ${description.bytes}, key_fields = ${description.key}::text[], integer_keys = ${outcome.integerKeys},
    oldest = ${summary.oldest}, newest = ${summary.newest}, scanned_at = ${at}, scan_id = ${scanId}, sampled = ${outcome.sampled}, indexed = ${outcome.indexed},
    incomplete = ${outcome.incomplete}, gone_at = null where id = ${datasetId}`.execute(tx);
  const fields = summary.fields.map((field) => ({
    ordinal: field.plan.ordinal,
    storage: field.plan.storage,
    native: field.plan.nativeType,
    type: field.plan.type,
    realm: field.plan.realm ?? null,
    link: field.plan.toName ?? null,
    confidence: field.plan.confidence,
    reason: field.plan.reason,
    values: field.values,
    nulls: field.nulls,
  }));
  await sql`update field f set storage = w.storage, native_type = w.native, type = w.type, realm = w.realm, link_to = w.link, confidence = w.confidence,
      reason = w.reason, value_count = w.values, null_count = w.nulls, seen_at = ${at}, gone_at = null
    from jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) as w (ordinal int, storage text, native text, type text, realm text, link text, confidence real,
      reason text, values bigint, nulls bigint) where f.dataset_id = ${datasetId} and f.ordinal = w.ordinal`.execute(tx);
  await sql`update field set gone_at = ${at} where dataset_id = ${datasetId} and gone_at is null and not (ordinal = any(${fields.map((field) => field.ordinal)}::int[]))`.execute(
    tx,
  );
  const found = summary.fields.flatMap((field) => field.kinds.map((kind) => ({ ordinal: field.plan.ordinal, ...kind })));
  await sql`with w as (select f.id as field_id, r.* from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as r (ordinal int, kind text, count bigint, share real, persons bigint,
        confidence real, reason text, evidence text[], oldest timestamptz, newest timestamptz) join field f on f.dataset_id = ${datasetId} and f.ordinal = r.ordinal),
      written as (insert into finding (tenant_no, field_id, kind, count, share, persons, confidence, reason, evidence, oldest, newest, first_seen_at, seen_at, scan_id)
        select ${tenantNo}::int, field_id, kind, count, share, persons, confidence, reason, evidence, oldest, newest, ${at}::timestamptz, ${at}::timestamptz, ${scanId}::uuid from w
        on conflict (field_id, kind) do update set count = excluded.count, share = excluded.share, persons = excluded.persons, confidence = excluded.confidence,
          reason = excluded.reason, evidence = excluded.evidence, oldest = excluded.oldest, newest = excluded.newest, seen_at = excluded.seen_at,
          scan_id = excluded.scan_id, gone_at = null)
    insert into field_history (tenant_no, field_id, scan_id, at, kind, count, share, persons, sampled)
      select ${tenantNo}::int, field_id, ${scanId}::uuid, ${at}::timestamptz, kind, count, share, persons, ${outcome.sampled}::boolean from w on conflict do nothing`.execute(
    tx,
  );
  await sql`update finding g set gone_at = ${at} from field f where f.id = g.field_id and f.dataset_id = ${datasetId} and g.gone_at is null and g.scan_id <> ${scanId}`.execute(
    tx,
  );
}
