import type { Chunk, DatasetDescription, Problem } from '@waarborg/connectors';
import type { CleanupRunState } from '@waarborg/contract/cleanup';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface RunRow {
  id: string;
  sourceId: string;
  sourceName: string;
  state: CleanupRunState;
  datasets: string[] | null;
  startedBy: string;
  createdAt: Date;
  finishedAt: Date | null;
  planned: boolean;
  problems: Problem[];
  why: string | null;
  pieces: number;
  piecesDone: number;
  rowsDone: number;
  rowsExpected: number | null;
  found: number;
}

const runColumns =
  sql.raw(`r.id, r.source_id as "sourceId", s.name as "sourceName", r.state, r.datasets, r.started_by as "startedBy", r.created_at as "createdAt",
  r.finished_at as "finishedAt", r.planned, r.problems, r.why, p.pieces, p.done as "piecesDone", p.rows as "rowsDone", p.expected as "rowsExpected", p.found`);
const pieceSums =
  sql.raw(`left join lateral (select count(*)::int as pieces, (count(*) filter (where state in ('done', 'failed')))::int as done, coalesce(sum(rows_done), 0)::float8 as rows,
  case when bool_or(rows_expected is null) then null else sum(rows_expected)::float8 end as expected, coalesce(sum(found), 0)::float8 as found
  from cleanup_piece where run_id = r.id) p on true`);

/** Runs with their progress, newest first. */
export async function runs(tx: Tx, filter: { id?: string; sourceId?: string; before?: { at: Date; id: string }; limit?: number }): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`select ${runColumns} from cleanup_run r join source s on s.id = r.source_id ${pieceSums} where true
    ${filter.id ? sql`and r.id = ${filter.id}` : sql``} ${filter.sourceId ? sql`and r.source_id = ${filter.sourceId}` : sql``}
    ${filter.before ? sql`and (r.created_at, r.id) < (${filter.before.at}, ${filter.before.id})` : sql``}
    order by r.created_at desc, r.id desc limit ${filter.limit ?? 1}`.execute(tx);
  return rows;
}

/** Enters a run; false when one over the same source is open. */
export async function insertRun(
  tx: Tx,
  run: { id: string; tenantNo: number; sourceId: string; datasets: readonly string[] | null; startedBy: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`insert into cleanup_run (id, tenant_no, source_id, state, datasets, started_by, created_at)
    values (${run.id}, ${run.tenantNo}, ${run.sourceId}, 'queued', ${run.datasets}, ${run.startedBy}, ${run.at})
    on conflict (source_id) where state in ('queued', 'running', 'paused') do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** State of a run, locked until the transaction ends. */
export async function lockRun(
  tx: Tx,
  id: string,
): Promise<{ sourceId: string; state: CleanupRunState; planned: boolean; datasets: string[] | null } | undefined> {
  const { rows } = await sql<{ sourceId: string; state: CleanupRunState; planned: boolean; datasets: string[] | null }>`
    select source_id as "sourceId", state, planned, datasets from cleanup_run where id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function setRunState(tx: Tx, id: string, state: CleanupRunState, at: Date, why: string | null = null): Promise<void> {
  const over = state === 'finished' || state === 'failed' || state === 'cancelled';
  await sql`update cleanup_run set state = ${state}, why = ${why}, started_at = coalesce(started_at, ${at}), finished_at = ${over ? at : null} where id = ${id}`.execute(
    tx,
  );
}

/** Whether another run over the same source was started after this one. */
export async function hasNewerRun(tx: Tx, id: string): Promise<boolean> {
  const { rows } =
    await sql`select from cleanup_run n join cleanup_run r on r.source_id = n.source_id where r.id = ${id} and n.created_at > r.created_at limit 1`.execute(tx);
  return rows.length > 0;
}

export interface RunDataset {
  datasetId: number;
  description: DatasetDescription;
  fields: { id: number; name: string }[];
  dateField: string | null;
  sealKeys: boolean;
}

/** Writes down what a run will read. A run that is planned twice (a worker that died in between) keeps what is there. */
export async function planRun(
  tx: Tx,
  run: { tenantNo: number; runId: string },
  parts: readonly (RunDataset & { chunks: readonly Chunk[] })[],
  problems: readonly Problem[],
): Promise<void> {
  for (const part of parts) {
    await sql`insert into cleanup_run_dataset (tenant_no, run_id, dataset_id, description, fields, date_field, seal_keys)
      values (${run.tenantNo}, ${run.runId}, ${part.datasetId}, ${JSON.stringify(part.description)}::jsonb, ${JSON.stringify(part.fields)}::jsonb, ${part.dateField}, ${part.sealKeys})`.execute(
      tx,
    );
    const rows = part.chunks.map(({ ordinal, spec, rows: expected }) => ({ ordinal, spec, rows_expected: expected === null ? null : Math.round(expected) }));
    await sql`insert into cleanup_piece (tenant_no, run_id, dataset_id, ordinal, spec, rows_expected)
      select ${run.tenantNo}, ${run.runId}, ${part.datasetId}, ordinal, spec, rows_expected
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (ordinal int, spec jsonb, rows_expected bigint)`.execute(tx);
  }
  await sql`update cleanup_run set planned = true, problems = ${JSON.stringify(problems)}::jsonb where id = ${run.runId}`.execute(tx);
}

export async function runDatasets(tx: Tx, runId: string): Promise<RunDataset[]> {
  const { rows } =
    await sql<RunDataset>`select dataset_id as "datasetId", description, fields, date_field as "dateField", seal_keys as "sealKeys" from cleanup_run_dataset where run_id = ${runId}`.execute(
      tx,
    );
  return rows;
}

/** The shape of a dataset as the newest run knew it. */
export async function lastDescription(tx: Tx, datasetId: number): Promise<DatasetDescription | null> {
  const { rows } = await sql<{ description: DatasetDescription }>`select d.description from cleanup_run_dataset d join cleanup_run r on r.id = d.run_id
    where d.dataset_id = ${datasetId} order by r.created_at desc limit 1`.execute(tx);
  return rows[0]?.description ?? null;
}

export interface PieceClaim {
  id: number;
  datasetId: number;
  token: number;
  attempts: number;
  chunk: Chunk;
}

/** Claims the next piece of a run: ready, or held by a worker that gave no sign of life. */
export async function claimPiece(tx: Tx, runId: string, leaseSeconds: number): Promise<PieceClaim | null> {
  const { rows } = await sql<Omit<PieceClaim, 'chunk'> & { ordinal: number; spec: Chunk['spec']; rowsExpected: number | null }>`
    update cleanup_piece p set state = 'claimed', token = p.token + 1, attempts = p.attempts + 1, lease_until = now() + make_interval(secs => ${leaseSeconds}), rows_done = 0
    from (select c.id from cleanup_piece c join cleanup_run r on r.id = c.run_id and r.state = 'running'
      where c.run_id = ${runId} and (c.state = 'ready' or (c.state = 'claimed' and c.lease_until < now())) order by c.id limit 1 for update of c skip locked) n
    where p.id = n.id returning p.id, p.dataset_id as "datasetId", p.token, p.attempts, p.ordinal, p.spec, p.rows_expected as "rowsExpected"`.execute(tx);
  const row = rows[0];
  if (!row) return null;
  return {
    id: row.id,
    datasetId: row.datasetId,
    token: row.token,
    attempts: row.attempts,
    chunk: { ordinal: row.ordinal, rows: row.rowsExpected, spec: row.spec },
  };
}

/** Keeps a claim alive and shows how far it is; false when it is not ours any more or the run was stopped. */
export async function renewPiece(tx: Tx, claim: PieceClaim, leaseSeconds: number, rowsDone: number): Promise<boolean> {
  const { rows } = await sql`update cleanup_piece p set lease_until = now() + make_interval(secs => ${leaseSeconds}), rows_done = ${rowsDone} from cleanup_run r
    where p.id = ${claim.id} and p.token = ${claim.token} and p.state = 'claimed' and r.id = p.run_id and r.state in ('running', 'paused') returning p.id`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Ends a claimed piece; false when the claim is not ours any more: then what it yielded is to be dropped. */
export async function endPiece(tx: Tx, claim: PieceClaim, state: 'done' | 'failed' | 'ready', counts: { rows: number; found: number }): Promise<boolean> {
  const { rows } =
    await sql`update cleanup_piece p set state = ${state}, lease_until = null, rows_done = ${counts.rows}, found = ${counts.found} from cleanup_run r
    where p.id = ${claim.id} and p.token = ${claim.token} and p.state = 'claimed' and r.id = p.run_id and r.state in ('running', 'paused') returning p.id`.execute(
      tx,
    );
  return rows.length > 0;
}

/** How many pieces of a run are open, and how many were given up. */
export async function piecesLeft(tx: Tx, runId: string): Promise<{ open: number; failed: number; done: number }> {
  const { rows } = await sql<{ open: number; failed: number; done: number }>`select (count(*) filter (where state in ('ready', 'claimed')))::int as open,
    (count(*) filter (where state = 'failed'))::int as failed, (count(*) filter (where state = 'done'))::int as done from cleanup_piece where run_id = ${runId}`.execute(
    tx,
  );
  return rows[0];
}

/** Pieces that were given up are tried again. */
export async function readyAgain(tx: Tx, runId: string): Promise<void> {
  await sql`update cleanup_piece set state = 'ready', attempts = 0, lease_until = null where run_id = ${runId} and state in ('failed', 'claimed')`.execute(tx);
}

export async function addRunProblem(tx: Tx, runId: string, problem: Problem): Promise<void> {
  await sql`update cleanup_run set problems = problems || ${JSON.stringify([problem])}::jsonb where id = ${runId} and jsonb_array_length(problems) < 100`.execute(
    tx,
  );
}

/** Runs that should be under way, for the timetable that puts a lost job back. */
export async function runsUnderWay(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from cleanup_run where state in ('queued', 'running')`.execute(tx);
  return rows.map((row) => row.id);
}
