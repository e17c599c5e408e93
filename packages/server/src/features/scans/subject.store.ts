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
const placeColumns = `h.kind, h.fingerprint::text as fingerprint, h.dataset, h.record::text as record, f.id as field_id, f.name as field_name, f.type as field_type,
  case when h.kind = ${linkCode} then case when f.link_to is null then 'ownKey' else 'reference' end
       when f.type = 'FREE_TEXT' or (f.type = 'NONE' and f.realm is null) then 'text' else 'value' end as holding`;

// Postings are always read first, by themselves, and whatever else is wanted is joined to those few: with statistics that are old or not there
// yet (a first scan under way) the planner would otherwise read the index once for every field, or in the order asked for until it meets the
// person. `hit` has no limit, so that it is planned by its index, and is still read no further than `alive` asks for; "exists ... is true" keeps
// the planner from turning that round. The statements are named, so that a connection parses and plans each of them once.
const placesText = (ofKind: boolean) => `
  with hit as materialized (
    select kind, fingerprint, dataset, record, field, block from posting where fingerprint = any($1::bigint[]) ${ofKind ? 'and kind = $4::smallint' : ''}),
  alive as materialized (
    select * from hit where (exists (select from posting_block b where b.id = hit.block and b.live)) is true limit $3::int),
  first as materialized (select * from alive order by dataset, record, field limit $2::int)
  select ${placeColumns}, (select count(*) from (select distinct dataset, record from alive) r)::int as records
  from first h join field f on f.dataset_id = h.dataset and f.ordinal = h.field order by h.dataset, h.record, h.field`;
const recordsText = `
  with hit as materialized (
    select p.kind, p.fingerprint, p.dataset, p.record, p.field, p.block
    from unnest($1::int[], $2::bigint[]) as w (dataset, record) join posting p on p.dataset = w.dataset and p.record = w.record)
  select ${placeColumns} from hit h join posting_block b on b.id = h.block and b.live join field f on f.dataset_id = h.dataset and f.ordinal = h.field
  order by h.dataset, h.record, h.field, h.kind, h.fingerprint limit $3::int`;

/**
 * Places of identifiers, by fingerprint, of finished scans only: `limit` postings in order of (dataset, record, field). `records` counts the
 * different records. No more than `countUpTo` postings are read, whichever come first, so that the firm's own telephone number costs no more
 * than that; up to there both are exact.
 */
export async function findByFingerprints(
  tx: Tx,
  fingerprints: readonly bigint[],
  options: { kind?: IdentifierKind; limit?: number; countUpTo?: number } = {},
): Promise<{ records: number; items: PostingPlace[] }> {
  if (fingerprints.length === 0) return { records: 0, items: [] };
  const { kind, limit = 1000, countUpTo = 100_000 } = options;
  const { rows } = await tx.client.query<PlaceRow & { records: number }>({
    name: kind ? 'scans.placesOfKind' : 'scans.places',
    text: placesText(kind !== undefined),
    values: [fingerprints.map(String), limit, countUpTo, ...(kind ? [kindCode(kind)] : [])],
  });
  return { records: rows[0]?.records ?? 0, items: rows.map(toPlace) };
}

/** Every identifier that the given records hold, those of the records themselves (LINK, ownKey) included. */
export async function postingsOfRecords(
  tx: Tx,
  records: readonly { datasetId: number; record: bigint }[],
  options: { limit?: number } = {},
): Promise<PostingPlace[]> {
  if (records.length === 0) return [];
  const { rows } = await tx.client.query<PlaceRow>({
    name: 'scans.postingsOfRecords',
    text: recordsText,
    values: [records.map((place) => place.datasetId), records.map((place) => String(place.record)), options.limit ?? 100_000],
  });
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
