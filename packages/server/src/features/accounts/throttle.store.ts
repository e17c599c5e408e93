import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** Counts one more try for a key, in one statement, and gives how many there were and when the last one was, before this one. */
export async function countTry(tx: Tx, key: Buffer, now: Date, forgetBefore: Date): Promise<{ times: number; lastAt: Date | null }> {
  const before = await sql<{ times: number; last_at: Date }>`select times, last_at from sign_in_failures where key = ${key} for update`.execute(tx);
  const row = before.rows[0];
  const times = row && row.last_at > forgetBefore ? row.times : 0;
  await sql`insert into sign_in_failures (key, times, last_at) values (${key}, 1, ${now}) on conflict (key) do update set times = ${times} + 1, last_at = ${now}`.execute(
    tx,
  );
  return { times, lastAt: times > 0 ? row.last_at : null };
}

/** Notes under a key that it went well now. */
export async function noteSuccess(tx: Tx, key: Buffer, now: Date): Promise<void> {
  await sql`insert into sign_in_failures (key, times, last_at) values (${key}, 0, ${now}) on conflict (key) do update set last_at = ${now}`.execute(tx);
}

/** Whether it went well under a key since then. */
export async function wentWell(tx: Tx, key: Buffer, since: Date): Promise<boolean> {
  return (await sql`select 1 from sign_in_failures where key = ${key} and last_at > ${since}`.execute(tx)).rows.length > 0;
}

export async function forgetTries(tx: Tx, keys: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('sign_in_failures').where('key', 'in', keys).execute();
}

export async function uncountTry(tx: Tx, key: Buffer): Promise<void> {
  await sql`update sign_in_failures set times = greatest(times - 1, 0) where key = ${key}`.execute(tx);
}

export async function deleteOldTries(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('sign_in_failures').where('last_at', '<', before).execute();
}
