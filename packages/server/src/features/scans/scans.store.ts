import type { Problem } from '@waarborg/connectors';
import type { ScanState } from '@waarborg/contract/scans';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** A scan with its progress, added up from its chunks. */
export interface ScanRow {
  id: string;
  sourceId: string;
  sourceName: string;
  state: ScanState;
  mode: 'full' | 'sample';
  sampleRows: number | null;
  datasets: string[] | null;
  startedBy: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  previousId: string | null;
  problems: Problem[];
  why: string | null;
  rowsDone: number;
  bytesDone: number;
  /** Null while a dataset's size is unknown. */
  rowsExpected: number | null;
  chunksDone: number;
  chunks: number;
  workers: number;
  /** Rows a second over the last half minute; null when nothing was finished in it. */
  rowsPerSecond: number | null;
  findings: number;
}

const scanColumns =
  sql.raw(`s.id, s.source_id as "sourceId", o.name as "sourceName", s.state, s.mode, s.sample_rows as "sampleRows", s.datasets, s.started_by as "startedBy",
  s.created_at as "createdAt", s.started_at as "startedAt", s.finished_at as "finishedAt", s.previous_id as "previousId", s.why,
  (s.problems || coalesce(d.problems, '[]'::jsonb)) as problems, coalesce(d.findings, 0)::int as findings,
  coalesce(c."rowsDone", 0)::float8 as "rowsDone", coalesce(c."bytesDone", 0)::float8 as "bytesDone", coalesce(c."chunksDone", 0)::int as "chunksDone",
  coalesce(c.chunks, 0)::int as chunks, coalesce(c.workers, 0)::int as workers, d.expected::float8 as "rowsExpected", c."rowsPerSecond"::float8 as "rowsPerSecond"`);

const progress = sql.raw(`
  left join lateral (select sum(x.findings) as findings, jsonb_path_query_array(jsonb_agg(x.problems), '$[*][*]') as problems,
      case when bool_or(x.rows_expected is null and x.state <> 'failed') then null else sum(x.rows_expected) end as expected
    from scan_dataset x where x.scan_id = s.id) d on true
  left join lateral (select sum(rows_done) filter (where work = 'read') as "rowsDone", sum(bytes_done) filter (where work = 'read') as "bytesDone",
      count(*) filter (where work = 'read' and state in ('done', 'failed')) as "chunksDone", count(*) filter (where work = 'read') as chunks,
      count(*) filter (where state = 'claimed' and lease_until >= now()) as workers,
      sum(rows_done) filter (where work = 'read' and (state = 'claimed' or finished_at > now() - interval '30 seconds'))
        / nullif(extract(epoch from least(interval '30 seconds', greatest(interval '1 second', now() - min(finished_at - interval '1 second')
            filter (where work = 'read' and finished_at > now() - interval '30 seconds')))), 0) as "rowsPerSecond"
    from scan_chunk k where k.scan_id = s.id) c on true`);

/** Scans with their progress, newest first. `before` is where the page before ended. */
export async function scans(
  tx: Tx,
  filter: { id?: string; sourceId?: string; state?: ScanState; before?: { at: Date; id: string }; limit?: number },
): Promise<ScanRow[]> {
  const { rows } = await sql<ScanRow>`select ${scanColumns} from scan s join source o on o.id = s.source_id ${progress} where true
    ${filter.id ? sql`and s.id = ${filter.id}` : sql``} ${filter.sourceId ? sql`and s.source_id = ${filter.sourceId}` : sql``}
    ${filter.state ? sql`and s.state = ${filter.state}` : sql``}
    ${filter.before ? sql`and (s.created_at, s.id) < (${filter.before.at}, ${filter.before.id}::uuid)` : sql``}
    order by s.created_at desc, s.id desc limit ${filter.limit ?? 1}`.execute(tx);
  return rows;
}

/** A scan's bare facts, locked until the transaction ends. */
export interface ScanFacts {
  readonly id: string;
  readonly sourceId: string;
  readonly state: ScanState;
  readonly mode: 'full' | 'sample';
  readonly sampleRows: number | null;
  readonly datasets: string[] | null;
  readonly previousId: string | null;
  readonly createdAt: Date;
}

/** One scan, locked against other changes of its state. */
export async function lockScan(tx: Tx, id: string): Promise<ScanFacts | undefined> {
  const { rows } =
    await sql<ScanFacts>`select id, source_id as "sourceId", state, mode, sample_rows as "sampleRows", datasets, previous_id as "previousId", created_at as "createdAt"
    from scan where id = ${id} for update`.execute(tx);
  return rows[0];
}

/** Enters a scan; false when the source has one open already. */
export async function insertScan(
  tx: Tx,
  scan: {
    id: string;
    tenantNo: number;
    sourceId: string;
    mode: 'full' | 'sample';
    sampleRows: number | null;
    datasets: readonly string[] | null;
    startedBy: string | null;
    at: Date;
    tuningVersion: number;
  },
): Promise<boolean> {
  const { rows } =
    await sql`insert into scan (id, tenant_no, source_id, state, mode, sample_rows, datasets, started_by, created_at, tuning_version, previous_id)
    select ${scan.id}, ${scan.tenantNo}, ${scan.sourceId}, 'queued', ${scan.mode}, ${scan.sampleRows}, ${scan.datasets}::text[], ${scan.startedBy}, ${scan.at}, ${scan.tuningVersion},
      (select id from scan where source_id = ${scan.sourceId} and state = 'finished' order by created_at desc, id desc limit 1)
    on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** Changes the state of a scan. `why` is told to people; `at` is when. */
export async function setScanState(tx: Tx, id: string, state: ScanState, change: { at: Date; why?: string | null }): Promise<void> {
  const ended = state === 'finished' || state === 'failed' || state === 'cancelled';
  await sql`update scan set state = ${state}, why = ${change.why ?? null},
    started_at = case when ${state === 'planning'} then coalesce(started_at, ${change.at}) else started_at end,
    finished_at = ${ended ? change.at : null} where id = ${id}`.execute(tx);
}

/** Adds problems of the source as a whole to a scan. */
export async function addScanProblems(tx: Tx, id: string, problems: readonly Problem[]): Promise<void> {
  if (problems.length > 0) await sql`update scan set problems = problems || ${JSON.stringify(problems)}::jsonb where id = ${id}`.execute(tx);
}

/** Whether a scan of the same source was started after this one. */
export async function hasNewerScan(tx: Tx, scan: Pick<ScanFacts, 'id' | 'sourceId' | 'createdAt'>): Promise<boolean> {
  const { rows } =
    await sql`select 1 from scan where source_id = ${scan.sourceId} and (created_at, id) > (${scan.createdAt}, ${scan.id}::uuid) limit 1`.execute(tx);
  return rows.length > 0;
}

/**
 * Makes everything of a scan that waits, or was given up in a dataset that is not finished, ready to be tried anew. True when its datasets are
 * known already.
 */
export async function readyAgain(tx: Tx, scanId: string): Promise<boolean> {
  await sql`update scan_chunk c set state = 'ready', not_before = null, attempts = 0, problems = '[]' where c.scan_id = ${scanId}
    and (c.state = 'ready' or (c.state = 'failed' and exists (select 1 from scan_dataset d where d.scan_id = c.scan_id and d.dataset_id = c.dataset_id
      and (d.state in ('planning', 'reading') or (d.state = 'failed' and c.work = 'sample')))))`.execute(tx);
  await sql`update scan_dataset d set state = 'planning' where d.scan_id = ${scanId} and d.state = 'failed'
    and exists (select 1 from scan_chunk c where c.scan_id = d.scan_id and c.dataset_id = d.dataset_id and c.work = 'sample' and c.state = 'ready')`.execute(
    tx,
  );
  const { rows } = await sql`select 1 from scan_chunk where scan_id = ${scanId} and work = 'describe' and state = 'done'`.execute(tx);
  return rows.length > 0;
}

export interface ScanChangeRow {
  readonly change: 'newDataset' | 'goneDataset' | 'newField' | 'goneField' | 'newKind' | 'goneKind' | 'grown' | 'shrunk';
  readonly dataset: string;
  readonly field: string | null;
  readonly kind: string | null;
  readonly before: number | null;
  readonly after: number | null;
}

/** Notes what differs from the scan before. */
export async function addChanges(tx: Tx, scan: { tenantNo: number; scanId: string }, changes: readonly ScanChangeRow[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`insert into scan_change (tenant_no, scan_id, change, dataset, field, kind, before, after)
    select ${scan.tenantNo}, ${scan.scanId}, change, dataset, field, kind, before, after
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as w (change text, dataset text, field text, kind text, before float8, after float8)`.execute(
    tx,
  );
}

/** What differs from the scan before, datasets first. */
export async function scanChanges(tx: Tx, scanId: string): Promise<ScanChangeRow[]> {
  const { rows } = await sql<ScanChangeRow>`select change, dataset, field, kind, before, after from scan_change where scan_id = ${scanId}
    order by dataset, field nulls first, kind nulls first, id`.execute(tx);
  return rows;
}
