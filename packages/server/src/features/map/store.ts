import { kindCode } from '@waarborg/scan';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** A flow between two systems. */
export interface FlowRow {
  id: string;
  fromId: string;
  toId: string;
  what: string;
  kinds: string[];
  found: boolean;
  shared: number | null;
}

const flowColumns = sql.raw('id, from_id as "fromId", to_id as "toId", what, kinds, found, shared::float8 as shared');

/** All flows: the ones written down first, then the found ones by how much they share. */
export async function flows(tx: Tx): Promise<FlowRow[]> {
  const { rows } = await sql<FlowRow>`select ${flowColumns} from flow order by found, shared desc nulls last, created_at, id`.execute(tx);
  return rows;
}

export async function flow(tx: Tx, id: string): Promise<FlowRow | undefined> {
  const { rows } = await sql<FlowRow>`select ${flowColumns} from flow where id = ${id}`.execute(tx);
  return rows[0];
}

export async function insertFlow(tx: Tx, tenantNo: number, made: FlowRow & { at: Date; by: string }): Promise<void> {
  await sql`insert into flow (id, tenant_no, from_id, to_id, what, kinds, found, shared, created_at, created_by)
    values (${made.id}, ${tenantNo}, ${made.fromId}, ${made.toId}, ${made.what}, ${made.kinds}, ${made.found}, ${made.shared}, ${made.at}, ${made.by})`.execute(
    tx,
  );
}

export async function deleteFlow(tx: Tx, id: string): Promise<void> {
  await sql`delete from flow where id = ${id}`.execute(tx);
}

/** Puts the found flows in the place of the earlier found ones and notes when they were counted. */
export async function replaceFoundFlows(tx: Tx, tenantNo: number, found: readonly FlowRow[], at: Date): Promise<void> {
  await sql`delete from flow where found`.execute(tx);
  for (const one of found) await insertFlow(tx, tenantNo, { ...one, at, by: 'Waarborg' });
  await sql`insert into flows_refreshed (tenant_no, at) values (${tenantNo}, ${at}) on conflict (tenant_no) do update set at = excluded.at`.execute(tx);
}

/** Whether a dataset was scanned, or went, after the found flows were last counted. */
export async function flowsAreStale(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ stale: boolean }>`
    select coalesce((select max(greatest(scanned_at, gone_at)) from dataset) > coalesce((select max(at) from flows_refreshed), '-infinity'), false) as stale`.execute(
    tx,
  );
  return rows[0]?.stale === true;
}

/** Only one count of flows at a time for an organisation: false when another is at it. */
export async function takeFlowsTurn(tx: Tx, tenantNo: number): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_xact_lock(4380030, ${tenantNo}) as got`.execute(tx);
  return rows[0]?.got === true;
}

/** Kinds that show that two systems know the same person; names and postcodes do not. */
const tellingKinds = ['EMAIL', 'PHONE', 'IBAN', 'BSN', 'NATIONAL_ID', 'CUSTOMER', 'CONTRACT', 'ORDER', 'INVOICE', 'TICKET'] as const;
const ALL = 2n ** 64n;
const LOWEST = -(2n ** 63n);

/** Postings in live blocks per system, from the blocks' own counts. */
export async function livePostings(tx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ sourceId: string; postings: number }>`
    select d.source_id as "sourceId", sum(b.postings)::float8 as postings from posting_block b join dataset d on d.id = b.dataset_id where b.live group by d.source_id`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.sourceId, row.postings]));
}

/**
 * How many identifiers occur in two systems, per pair and kind. Fingerprints are evenly spread, so reading only a `part` (0 to 1) of their
 * space, which is one range of the index, bounds the cost; counts are of that part. Gives up after 30 seconds: call it in a transaction of its own.
 */
export async function sharedIdentifiers(tx: Tx, part: number): Promise<{ left: string; right: string; kind: string; shared: number }[]> {
  const until = LOWEST + (ALL * BigInt(Math.max(1, Math.round(part * 1_000_000)))) / 1_000_000n - 1n;
  const codes = tellingKinds.map((kind) => kindCode(kind));
  await sql`set local statement_timeout = '30s'`.execute(tx);
  const { rows } = await sql<{ left: string; right: string; kind: number; shared: number }>`
    with met as (
      select p.kind, array_agg(distinct d.source_id) as systems from posting p
      join posting_block b on b.id = p.block and b.live
      join dataset d on d.id = p.dataset and d.gone_at is null
      where p.fingerprint between ${String(LOWEST)}::bigint and ${String(until)}::bigint and p.kind = any(${codes}::smallint[])
      group by p.kind, p.fingerprint having count(distinct d.source_id) > 1
    )
    select l as left, r as right, kind, count(*)::float8 as shared from met, unnest(systems) l, unnest(systems) r where l < r group by l, r, kind`.execute(tx);
  return rows.map((row) => ({ ...row, kind: tellingKinds[codes.indexOf(row.kind)] as string }));
}

/** What the organisation is called, for the head of a report. */
export async function organisationOf(tx: Tx, tenantNo: number): Promise<{ name: string; generated: boolean }> {
  const { rows } = await sql<{ name: string; generated: boolean }>`select name, generated from tenants where tenant_no = ${tenantNo}`.execute(tx);
  return rows[0] ?? { name: '', generated: false };
}
