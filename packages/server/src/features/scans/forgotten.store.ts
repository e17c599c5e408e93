import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { removePostings, removeUnusedKeys, type Stretch, wholeOf } from './blocks.store.ts';

/**
 * Removes a batch of postings, or when there are none left a batch of keys, of a dataset of the forgotten system. False when there is none
 * that another process is not busy with. `reached`: where the batch before ended, by dataset; only spares reading what was removed already.
 */
export async function clearNextForgotten(tx: Tx, sourceId: string, reached: Map<number, Stretch>, most: number): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`select dataset_id as id from forgotten_dataset where source_id = ${sourceId} and not done
    order by dataset_id limit 1 for update skip locked`.execute(tx);
  if (!rows[0]) return false;
  const { id } = rows[0];
  const gone = await removePostings(tx, reached.get(id) ?? wholeOf(id), most);
  if (gone.rest) reached.set(id, gone.rest);
  const keys = gone.rest ? { removed: 0, rest: null } : await removeUnusedKeys(tx, wholeOf(id), most);
  const done = !gone.rest && keys.removed === 0;
  await sql`update forgotten_dataset set postings = postings + ${gone.removed}, record_keys = record_keys + ${keys.removed}, done = ${done} where dataset_id = ${id}`.execute(
    tx,
  );
  return true;
}

/** Ends the clearing when every dataset of the forgotten system is done; gives what it came to, once. */
export async function closeForgotten(tx: Tx, sourceId: string): Promise<{ name: string; datasets: number; postings: number; keys: number } | null> {
  const { rows: held } = await sql<{ done: boolean }>`select done from forgotten_dataset where source_id = ${sourceId} order by dataset_id for update`.execute(
    tx,
  );
  if (held.length === 0 || held.some((row) => !row.done)) return null;
  const { rows } = await sql<{ name: string; datasets: number; postings: number; keys: number }>`
    with gone as (delete from forgotten_dataset where source_id = ${sourceId} returning *)
    select min(source_name) as name, count(*)::int as datasets, sum(postings)::float8 as postings, sum(record_keys)::float8 as keys from gone`.execute(tx);
  return rows[0];
}

/** Forgotten systems of which something is left in the index. */
export async function forgottenSources(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct source_id as id from forgotten_dataset`.execute(tx);
  return rows.map((row) => row.id);
}
