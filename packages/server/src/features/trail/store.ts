import type { TrailQuery } from '@waarborg/contract/trail';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Tx } from '../../db/transaction.ts';

export interface EntryRow {
  readonly sequence: number;
  readonly at: Date;
  readonly actor_kind: 'person' | 'token' | 'system';
  readonly actor_id: string;
  readonly actor: string;
  readonly act: string;
  readonly subject: string | null;
  readonly reason: string | null;
  /** Canonical JSON. */
  readonly details: string;
  readonly hash: Buffer;
  /** Whether the line answers the filter it was read with. */
  readonly fits: boolean;
}
export type Filter = z.infer<typeof TrailQuery>;

/** Days of a filter are days in the Netherlands. */
const ZONE = 'Europe/Amsterdam';

function fits(filter: Filter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  const like = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  if (filter.actor) parts.push(sql`(actor_id = ${filter.actor} or actor ilike ${like(filter.actor)})`);
  if (filter.act) parts.push(sql`(act = ${filter.act} or act like ${`${filter.act.replace(/[\\%_]/g, '\\$&')}.%`})`);
  if (filter.q) parts.push(sql`concat_ws(' ', act, actor, subject, reason, details) ilike ${like(filter.q)}`);
  if (filter.from) parts.push(sql`at >= ${filter.from}::timestamp at time zone ${ZONE}`);
  if (filter.until) parts.push(sql`at < (${filter.until}::date + 1)::timestamp at time zone ${ZONE}`);
  return sql`(${sql.join(parts, sql` and `)})`;
}

const columns = sql`sequence, at, actor_kind, actor_id, actor, act, subject, reason, details, hash`;

/** Lines that answer the filter, newest first, before a sequence. */
export async function newestEntries(tx: Tx, tenantNo: number, filter: Filter, before: number | null, limit: number): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${columns}, true as fits from trail_entries
    where tenant_no = ${tenantNo} and (${before}::bigint is null or sequence < ${before}) and ${fits(filter)} order by sequence desc limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** Lines in the order of the chain, after a sequence and up to another; all of them, each saying whether it answers the filter. */
export async function entriesInOrder(tx: Tx, tenantNo: number, filter: Filter, after: number, upTo: number, limit: number): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${columns}, ${fits(filter)} as fits from trail_entries
    where tenant_no = ${tenantNo} and sequence > ${after} and sequence <= ${upTo} order by sequence limit ${limit}`.execute(tx);
  return rows;
}

/** The first line that answers the filter; null when none does. */
export async function firstFitting(tx: Tx, tenantNo: number, filter: Filter): Promise<number | null> {
  const { rows } = await sql<{
    first: number | null;
  }>`select min(sequence) as first from trail_entries where tenant_no = ${tenantNo} and ${fits(filter)}`.execute(tx);
  return rows[0].first;
}

/** Hash of one line, hex; undefined when it is not there. */
export async function hashAt(tx: Tx, tenantNo: number, sequence: number): Promise<string | undefined> {
  const row = await tx.selectFrom('trail_entries').select('hash').where('tenant_no', '=', tenantNo).where('sequence', '=', sequence).executeTakeFirst();
  return row ? (row.hash as Buffer).toString('hex') : undefined;
}

export interface CheckpointRow {
  readonly sequence: number;
  readonly hash: Buffer;
  readonly at: Date;
  readonly signature: Buffer;
}

export async function listCheckpoints(tx: Tx, tenantNo: number, from: number): Promise<CheckpointRow[]> {
  return (await tx
    .selectFrom('trail_checkpoints')
    .select(['sequence', 'hash', 'at', 'signature'])
    .where('tenant_no', '=', tenantNo)
    .where('sequence', '>=', from)
    .orderBy('sequence')
    .execute()) as CheckpointRow[];
}
