import type { TuningChanges } from '@waarborg/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** One version; `sealed` holds the document. */
export interface VersionRow {
  readonly version: number;
  readonly at: Date;
  readonly byName: string;
  readonly reason: string;
  readonly changes: TuningChanges;
  readonly sealed: Uint8Array;
}

const columns = sql.raw('version, at, by_name as "byName", reason, changes, sealed');

/** The number of the version in force; 0 when there is none. */
export async function lastVersion(tx: Tx): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`select max(version) as version from tuning_version`.execute(tx);
  return rows[0]?.version ?? 0;
}

/** One version, or the last; undefined when it is not there. */
export async function versionRow(tx: Tx, version?: number): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`select ${columns} from tuning_version
    ${version === undefined ? sql`` : sql`where version = ${version}`} order by version desc limit 1`.execute(tx);
  return rows[0];
}

/** Versions before the given one, newest first, at most 50. */
export async function versionRows(tx: Tx, before: number | undefined): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`select ${columns} from tuning_version
    ${before === undefined ? sql`` : sql`where version < ${before}`} order by version desc limit 50`.execute(tx);
  return rows;
}

/** Adds a version; false when it is there already. */
export async function insertVersion(tx: Tx, tenantNo: number, row: VersionRow): Promise<boolean> {
  const { rows } = await sql`insert into tuning_version (tenant_no, version, at, by_name, reason, changes, sealed)
    values (${tenantNo}, ${row.version}, ${row.at}, ${row.byName}, ${row.reason}, ${JSON.stringify(row.changes)}::jsonb, ${row.sealed})
    on conflict do nothing returning version`.execute(tx);
  return rows.length > 0;
}

/** A proposal with the system it came from. */
export interface ProposalRow {
  readonly id: string;
  readonly sourceId: string;
  readonly source: string;
  readonly dataset: string;
  readonly field: string;
  readonly shape: string;
  readonly realm: string;
  readonly values: number;
  readonly share: number;
  readonly foundAt: Date;
}

/** Open proposals, newest first; with `id` only that one, locked. At most 200. */
export async function openProposals(tx: Tx, id?: string): Promise<ProposalRow[]> {
  const { rows } = await sql<ProposalRow>`select p.id, p.source_id as "sourceId", s.name as source, p.dataset, p.field, p.shape, p.realm,
      p.value_count as "values", p.share::float8 as share, p.found_at as "foundAt"
    from pattern_proposal p join source s on s.id = p.source_id where p.state = 'open' ${id === undefined ? sql`` : sql`and p.id = ${id}`}
    order by p.found_at desc, p.value_count desc, p.id limit 200 ${id === undefined ? sql`` : sql`for update of p`}`.execute(tx);
  return rows;
}

/** Decides a proposal, and with `alike` every open one of the same shape. */
export async function decideProposal(tx: Tx, id: string, state: 'accepted' | 'dismissed', at: Date, alike?: string): Promise<void> {
  await sql`update pattern_proposal set state = ${state}, decided_at = ${at}
    where state = 'open' and (id = ${id} ${alike === undefined ? sql`` : sql`or shape = ${alike}`})`.execute(tx);
}

/** Enters or refreshes what a scan saw; a decided one keeps its verdict. */
export async function upsertProposal(
  tx: Tx,
  tenantNo: number,
  row: { id: string; sourceId: string; dataset: string; field: string; shape: string; realm: string; values: number; share: number; at: Date },
): Promise<void> {
  await sql`insert into pattern_proposal (id, tenant_no, source_id, dataset, field, shape, realm, value_count, share, found_at)
    values (${row.id}, ${tenantNo}, ${row.sourceId}, ${row.dataset}, ${row.field}, ${row.shape}, ${row.realm}, ${row.values}, ${row.share}, ${row.at})
    on conflict (tenant_no, source_id, dataset, field, shape)
    do update set realm = excluded.realm, value_count = excluded.value_count, share = excluded.share, found_at = excluded.found_at`.execute(tx);
}
