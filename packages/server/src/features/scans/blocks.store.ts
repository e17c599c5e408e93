import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PostingBuffer } from '@waarborg/scan';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tx } from '../../db/transaction.ts';

/** A text key to be kept sealed. */
export interface SealedKey {
  readonly high: number;
  readonly low: number;
  readonly sealed: Uint8Array;
}

/**
 * Writes the postings of a chunk as a block that is not live yet, and gives its id. When a live block of the dataset has exactly these
 * postings already, nothing is written and that block's id is given. Null when there are none.
 */
export async function writeBlock(tx: Tx, place: { tenantNo: number; datasetId: number; chunkKey: string }, postings: PostingBuffer): Promise<number | null> {
  if (postings.length === 0) return null;
  const digest = Buffer.from(postings.digest());
  const { rows: same } = await sql<{ id: number }>`select id from posting_block
    where dataset_id = ${place.datasetId} and live and digest = ${digest} and postings = ${postings.length} limit 1`.execute(tx);
  if (same[0]) return same[0].id;
  const { first, last } = postings.range();
  const { rows } = await sql<{ id: number }>`insert into posting_block (tenant_no, dataset_id, chunk_key, digest, postings, first_record, last_record)
    values (${place.tenantNo}, ${place.datasetId}, ${place.chunkKey}, ${digest}, ${postings.length}, ${String(first)}::bigint, ${String(last)}::bigint) returning id`.execute(
    tx,
  );
  await copyPostings(tx, postings, place.datasetId, rows[0].id);
  return rows[0].id;
}

/** COPY of postings into the index, in binary. */
export async function copyPostings(tx: Pick<Tx, 'client'>, postings: PostingBuffer, datasetId: number, blockId: number): Promise<void> {
  const into = tx.client.query(copyFrom('copy posting_rows (fingerprint, record, dataset, block, field, kind) from stdin (format binary)'));
  await pipeline(Readable.from(postings.copyBytes(datasetId, blockId), { objectMode: false, highWaterMark: 1 << 20 }), into);
}

/** Keeps the sealed keys of records; those that are there already stay as they are. */
export async function writeRecordKeys(tx: Tx, datasetId: number, keys: readonly SealedKey[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.client.query('create temporary table if not exists new_record_key (record bigint, sealed bytea) on commit delete rows');
  const into = tx.client.query(copyFrom('copy new_record_key (record, sealed) from stdin (format binary)'));
  await pipeline(Readable.from(keyBytes(keys), { objectMode: false }), into);
  await sql`insert into record_key (dataset_id, record, sealed) select distinct on (record) ${datasetId}::int, record, sealed from new_record_key order by record on conflict do nothing`.execute(
    tx,
  );
}

function* keyBytes(keys: readonly SealedKey[]): Generator<Buffer> {
  const header = Buffer.alloc(19);
  header.write('PGCOPY\n\xff\r\n\0', 0, 'latin1');
  yield header;
  for (let from = 0; from < keys.length; from += 1000) {
    const some = keys.slice(from, from + 1000);
    const piece = Buffer.alloc(some.reduce((sum, key) => sum + 18 + key.sealed.length, 0));
    let at = 0;
    for (const key of some) {
      at = piece.writeInt16BE(2, at);
      at = piece.writeInt32BE(8, at);
      at = piece.writeInt32BE(key.high, at);
      at = piece.writeInt32BE(key.low, at);
      at = piece.writeInt32BE(key.sealed.length, at);
      piece.set(key.sealed, at);
      at += key.sealed.length;
    }
    yield piece;
  }
  yield Buffer.from([0xff, 0xff]);
}

/** Makes exactly these blocks of a dataset the ones that look-ups see. */
export async function setLive(tx: Tx, datasetId: number, blocks: readonly number[]): Promise<void> {
  await sql`update posting_block set live = (id = any(${blocks}::int[])) where dataset_id = ${datasetId} and live <> (id = any(${blocks}::int[]))`.execute(tx);
}

/** A stretch of a dataset's records within which the postings of blocks lie. */
export interface Stretch {
  readonly datasetId: number;
  /** Null: every posting of the dataset, whatever its block. */
  readonly blocks: readonly number[] | null;
  readonly first: bigint;
  readonly last: bigint;
}

const LOWEST = -(2n ** 63n);
const HIGHEST = 2n ** 63n - 1n;

/** All of a dataset. */
export const wholeOf = (datasetId: number): Stretch => ({ datasetId, blocks: null, first: LOWEST, last: HIGHEST });

/**
 * Where the postings lie of blocks that neither look-ups nor a scan under way need: those of datasets scanned anew, and of cancelled scans.
 * Stretches of one dataset do not overlap, so that nothing is read twice. Once dead, a block stays dead.
 */
export async function deadStretches(tx: Tx, datasetId?: number): Promise<Stretch[]> {
  const { rows } = await sql<{ id: number; dataset: number; first: string | null; last: string | null }>`
    select b.id, b.dataset_id as dataset, b.first_record::text as first, b.last_record::text as last from posting_block b
    where not b.live ${datasetId === undefined ? sql`` : sql`and b.dataset_id = ${datasetId}`}
    and not exists (select 1 from scan_chunk c join scan s on s.id = c.scan_id
      where c.block_id = b.id and c.dataset_id = b.dataset_id and (s.state in ('queued', 'planning', 'running', 'paused')
        or (s.state = 'failed' and not exists (select 1 from scan n where n.source_id = s.source_id and n.created_at > s.created_at))))
    order by b.dataset_id, b.first_record nulls first, b.id`.execute(tx);
  const stretches: { datasetId: number; blocks: number[]; first: bigint; last: bigint }[] = [];
  for (const row of rows) {
    const first = row.first === null ? LOWEST : BigInt(row.first);
    const last = row.last === null ? HIGHEST : BigInt(row.last);
    const before = stretches.at(-1);
    if (before && before.datasetId === row.dataset && first <= before.last) {
      before.blocks.push(row.id);
      if (last > before.last) before.last = last;
    } else stretches.push({ datasetId: row.dataset, blocks: [row.id], first, last });
  }
  return stretches;
}

/** Removes postings of a stretch among its next `most`; gives how many, and where to go on (null: the stretch is done). */
export async function removePostings(tx: Tx, stretch: Stretch, most: number): Promise<{ removed: number; rest: Stretch | null }> {
  const { datasetId, blocks, first, last } = stretch;
  const { rows } = await sql<{ reached: string | null }>`select max(record)::text as reached from (select record from posting
    where dataset = ${datasetId} and record between ${String(first)}::bigint and ${String(last)}::bigint order by dataset, record limit ${most}::int) batch`.execute(
    tx,
  );
  if (rows[0].reached === null) return { removed: 0, rest: null };
  const reached = BigInt(rows[0].reached);
  const { numAffectedRows } = await sql`delete from posting
    where dataset = ${datasetId} and record between ${String(first)}::bigint and ${String(reached)}::bigint ${blocks ? sql`and block = any(${blocks}::int[])` : sql``}`.execute(
    tx,
  );
  return { removed: Number(numAffectedRows ?? 0), rest: reached < last ? { ...stretch, first: reached + 1n } : null };
}

/** Removes blocks whose postings are gone. */
export async function removeBlocks(tx: Tx, blocks: readonly number[]): Promise<void> {
  await sql`delete from posting_block where id = any(${blocks}::int[])`.execute(tx);
}

/**
 * Removes the keys of records that no posting speaks of any more, among the next `most` keys of a stretch; gives how many, and where to go on.
 * While the dataset is being scanned nothing is removed: the scan may count on a key that is there already.
 */
export async function removeUnusedKeys(tx: Tx, stretch: Stretch, most: number): Promise<{ removed: number; rest: Stretch | null }> {
  const { datasetId, first } = stretch;
  const { rows } = await sql<{ reached: string | null; removed: number }>`
    with batch as materialized (select record from record_key where dataset_id = ${datasetId} and record >= ${String(first)}::bigint
      and not exists (select 1 from scan_dataset d join scan s on s.id = d.scan_id where d.dataset_id = ${datasetId} and s.state in ('queued', 'planning', 'running', 'paused'))
      order by dataset_id, record limit ${most}::int),
    gone as (delete from record_key k using batch where k.dataset_id = ${datasetId} and k.record = batch.record
      and not exists (select 1 from posting p where p.dataset = ${datasetId} and p.record = batch.record) returning 1)
    select (select max(record)::text from batch) as reached, (select count(*) from gone)::int as removed`.execute(tx);
  const { reached, removed } = rows[0];
  return { removed, rest: reached === null || BigInt(reached) === HIGHEST ? null : { ...stretch, first: BigInt(reached) + 1n } };
}

/** Has the planner's statistics of the index taken anew when it grew more than so many times since; cheap when it did not. In a transaction of its own. */
export async function refreshStatistics(tx: Tx, growth: number): Promise<void> {
  await sql`select refresh_index_statistics(${growth}::real)`.execute(tx);
}
