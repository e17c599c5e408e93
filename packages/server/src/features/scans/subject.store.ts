import type { IdentifierKind } from '@waarborg/detect';
import { kindCode, kindOfCode } from '@waarborg/scan';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** How a field holds an identifier: as its value, inside free text, as the record's own key, or as a reference to another record. */
export type Holding = 'value' | 'text' | 'ownKey' | 'reference';

/** One live posting of the subject index with the names of its place. */
export interface PostingPlace {
  readonly kind: IdentifierKind;
  readonly fingerprint: bigint;
  readonly datasetId: number;
  /** The integer key, or the stand-in of a text key (see keysOfRecords). */
  readonly record: bigint;
  readonly fieldId: number;
  readonly fieldName: string;
  readonly fieldType: string;
  readonly holding: Holding;
}

interface PlaceRow {
  kind: number;
  fingerprint: string;
  dataset: number;
  record: string;
  field_id: number;
  field_name: string;
  field_type: string;
  holding: Holding;
}

const linkCode = kindCode('LINK');
const placeColumns =
  sql.raw(`p.kind, p.fingerprint::text as fingerprint, p.dataset, p.record::text as record, f.id as field_id, f.name as field_name, f.type as field_type,
  case when p.kind = ${linkCode} then case when f.link_to is null then 'ownKey' else 'reference' end
       when f.type = 'FREE_TEXT' or (f.type = 'NONE' and f.realm is null) then 'text' else 'value' end as holding`);

/**
 * Places of identifiers, by fingerprint: the first `limit` postings in order of (dataset, record, field), of finished scans only.
 * `records` counts the different records, up to `countUpTo`.
 */
export async function findByFingerprints(
  tx: Tx,
  fingerprints: readonly bigint[],
  options: { kind?: IdentifierKind; limit?: number; countUpTo?: number } = {},
): Promise<{ records: number; items: PostingPlace[] }> {
  if (fingerprints.length === 0) return { records: 0, items: [] };
  const { limit = 1000, countUpTo = 100_000 } = options;
  const wanted = sql`p.fingerprint = any(${fingerprints.map(String)}::bigint[]) ${options.kind ? sql`and p.kind = ${kindCode(options.kind)}` : sql``}`;
  const { rows } = await sql<PlaceRow>`
    select ${placeColumns} from posting p
    join posting_block b on b.id = p.block and b.live
    join field f on f.dataset_id = p.dataset and f.ordinal = p.field
    where ${wanted} order by p.dataset, p.record, p.field limit ${limit}`.execute(tx);
  const items = rows.map(toPlace);
  if (items.length < limit) return { records: new Set(items.map((item) => `${item.datasetId}/${item.record}`)).size, items };
  const counted = await sql<{ records: string }>`
    select count(*) as records from (select distinct p.dataset, p.record from posting p join posting_block b on b.id = p.block and b.live
    where ${wanted} limit ${countUpTo}) found`.execute(tx);
  return { records: Number(counted.rows[0]?.records ?? 0), items };
}

/** Every identifier that the given records hold, those of the records themselves (LINK, ownKey) included. */
export async function postingsOfRecords(
  tx: Tx,
  records: readonly { datasetId: number; record: bigint }[],
  options: { limit?: number } = {},
): Promise<PostingPlace[]> {
  if (records.length === 0) return [];
  const { rows } = await sql<PlaceRow>`
    select ${placeColumns}
    from unnest(${records.map((place) => place.datasetId)}::int[], ${records.map((place) => String(place.record))}::bigint[]) as w (dataset, record)
    join posting p on p.dataset = w.dataset and p.record = w.record
    join posting_block b on b.id = p.block and b.live
    join field f on f.dataset_id = p.dataset and f.ordinal = p.field
    order by p.dataset, p.record, p.field, p.kind, p.fingerprint limit ${options.limit ?? 100_000}`.execute(tx);
  return rows.map(toPlace);
}

/** The sealed keys of records whose dataset has text keys; a dataset with integer keys has none (the record is the key). */
export async function sealedKeysOf(tx: Tx, datasetId: number, records: readonly bigint[]): Promise<Map<bigint, Uint8Array>> {
  const { rows } = await sql<{ record: string; sealed: Buffer }>`
    select record::text as record, sealed from record_key where dataset_id = ${datasetId} and record = any(${records.map(String)}::bigint[])`.execute(tx);
  return new Map(rows.map((row) => [BigInt(row.record), row.sealed]));
}

function toPlace(row: PlaceRow): PostingPlace {
  return {
    kind: kindOfCode(row.kind),
    fingerprint: BigInt(row.fingerprint),
    datasetId: row.dataset,
    record: BigInt(row.record),
    fieldId: row.field_id,
    fieldName: row.field_name,
    fieldType: row.field_type,
    holding: row.holding,
  };
}
