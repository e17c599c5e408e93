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
  const { rows } = await sql<{ id: number }>`insert into posting_block (tenant_no, dataset_id, chunk_key, digest, postings)
    values (${place.tenantNo}, ${place.datasetId}, ${place.chunkKey}, ${digest}, ${postings.length}) returning id`.execute(tx);
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

/** Blocks that neither look-ups nor a scan under way need: those of datasets scanned anew, and of cancelled scans. */
export async function deadBlocks(tx: Tx, datasetId?: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number;
  }>`select b.id from posting_block b where not b.live ${datasetId === undefined ? sql`` : sql`and b.dataset_id = ${datasetId}`}
    and not exists (select 1 from scan_chunk c join scan s on s.id = c.scan_id
      where c.block_id = b.id and c.dataset_id = b.dataset_id and (s.state in ('queued', 'planning', 'running', 'paused')
        or (s.state = 'failed' and not exists (select 1 from scan n where n.source_id = s.source_id and n.created_at > s.created_at))))
    order by b.id`.execute(tx);
  return rows.map((row) => row.id);
}

/** Removes blocks with their postings. */
export async function removeBlocks(tx: Tx, blocks: readonly number[]): Promise<void> {
  await sql`delete from posting_block where id = any(${blocks}::int[])`.execute(tx);
}

/** Removes the keys of records of a dataset that no posting speaks of any more. */
export async function removeUnusedKeys(tx: Tx, datasetId: number): Promise<void> {
  await sql`delete from record_key k where k.dataset_id = ${datasetId}
    and not exists (select 1 from posting p where p.dataset = k.dataset_id and p.record = k.record)`.execute(tx);
}
