import type { Chunk, DatasetDescription, Problem } from '@waarborg/connectors';
import type { DatasetLinks, DatasetPlan } from '@waarborg/scan';
import { sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Tx } from '../../db/transaction.ts';

export type Work = 'describe' | 'sample' | 'read' | 'merge';

/** A piece of work held under a lease. `token` proves the claim when it is finished. */
export interface Claim {
  readonly id: number;
  readonly tenantNo: number;
  readonly tenantId: string;
  readonly scanId: string;
  readonly sourceId: string;
  readonly mode: 'full' | 'sample';
  readonly sampleRows: number | null;
  readonly datasetId: number | null;
  readonly work: Work;
  readonly chunk: Chunk;
  readonly attempts: number;
  readonly token: number;
}

/** A scan that may have work, whatever the organisation. */
export interface OpenScan {
  readonly scanId: string;
  readonly tenantNo: number;
  readonly tenantId: string;
}

/** Scans that may have work to claim, oldest first; the only thing workers read across organisations. */
export async function openScans(db: Database): Promise<OpenScan[]> {
  const { rows } = await db.pool.query(
    'select scan_id as "scanId", organisation_no as "tenantNo", organisation_id as "tenantId" from open_scan order by opened_at',
  );
  return rows;
}

/** Lets workers find the scan, or (false) no longer. */
export async function markOpen(tx: Tx, scan: OpenScan, open: boolean): Promise<void> {
  if (!open) await sql`delete from open_scan where scan_id = ${scan.scanId}`.execute(tx);
  else
    await sql`insert into open_scan (scan_id, organisation_no, organisation_id) values (${scan.scanId}, ${scan.tenantNo}, ${scan.tenantId})
      on conflict do nothing`.execute(tx);
}

/** What kind of source an open scan reads, for the question whether this machine can reach it; null when the scan takes no work now. */
export async function scanToWorkOn(tx: Tx, scanId: string): Promise<{ sourceId: string; createdAt: Date; tuningVersion: number } | null> {
  const { rows } = await sql<{
    sourceId: string;
    createdAt: Date;
    tuningVersion: number;
  }>`select source_id as "sourceId", created_at as "createdAt", tuning_version as "tuningVersion" from scan
    where id = ${scanId} and state in ('queued', 'planning', 'running')`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Claims the next piece of work of a scan that takes work now: one that is ready and due, or one whose lease ran out. `one` limits the scan to
 * a single reader at a time (a rate ceiling). Returns null when there is none.
 */
export async function claimWork(tx: Tx, scan: OpenScan, worker: string, leaseSeconds: number, one: boolean): Promise<Claim | null> {
  const { rows } = await sql<Omit<Claim, 'tenantNo' | 'tenantId' | 'chunk'> & { spec: Chunk['spec'] | null; ordinal: number; rowsExpected: number | null }>`
    with running as (select id, source_id, mode, sample_rows from scan where id = ${scan.scanId} and state in ('queued', 'planning', 'running')
      ${one ? sql`for update` : sql`for key share`}),
    next as (select c.id from scan_chunk c, running where c.scan_id = running.id
      and ((c.state = 'ready' and (c.not_before is null or c.not_before <= now())) or (c.state = 'claimed' and c.lease_until < now()))
      ${
        one
          ? sql`and (c.work = 'merge' or not exists (select 1 from scan_chunk o where o.scan_id = running.id and o.state = 'claimed' and o.lease_until >= now() and o.work <> 'merge'))`
          : sql``
      }
      order by c.work <> 'merge', c.work <> 'read', c.id limit 1 for update of c skip locked)
    update scan_chunk c set state = 'claimed', claimed_by = ${worker}, lease_until = now() + make_interval(secs => ${leaseSeconds}), token = c.token + 1,
      attempts = c.attempts + 1, rows_done = 0, bytes_done = 0
    from next, running where c.id = next.id
    returning c.id, c.scan_id as "scanId", running.source_id as "sourceId", running.mode, running.sample_rows as "sampleRows", c.dataset_id as "datasetId", c.work,
      c.spec, c.ordinal, c.rows_expected as "rowsExpected", c.attempts, c.token`.execute(tx);
  const row = rows[0];
  if (!row) return null;
  const { spec, ordinal, rowsExpected, ...claim } = row;
  return { ...claim, tenantNo: scan.tenantNo, tenantId: scan.tenantId, chunk: { ordinal, rows: rowsExpected, spec: spec ?? {} } };
}

/** Keeps a claim alive and shows how far it is; false when it was taken over or the scan stopped: then the work is to be dropped. */
export async function renewClaim(tx: Tx, claim: Pick<Claim, 'id' | 'token'>, leaseSeconds: number, rows: number, bytes: number): Promise<boolean> {
  const renewed = await sql`update scan_chunk c set lease_until = now() + make_interval(secs => ${leaseSeconds}), rows_done = ${rows}, bytes_done = ${bytes}
    from scan s where c.id = ${claim.id} and c.token = ${claim.token} and c.state = 'claimed' and s.id = c.scan_id and s.state <> 'cancelled' returning c.id`.execute(
    tx,
  );
  return renewed.rows.length > 0;
}

/** Gives back what workers of this machine that are no longer there had claimed. */
export async function releaseClaims(tx: Tx, scanId: string, isGone: (worker: string) => boolean): Promise<void> {
  const { rows } = await sql<{ worker: string }>`select distinct claimed_by as worker from scan_chunk where scan_id = ${scanId} and state = 'claimed'`.execute(
    tx,
  );
  const gone = rows.map((row) => row.worker).filter(isGone);
  if (gone.length > 0)
    await sql`update scan_chunk set state = 'ready', lease_until = null where scan_id = ${scanId} and state = 'claimed' and claimed_by = any(${gone})`.execute(
      tx,
    );
}

/** Thrown when a claim was taken over, or its scan cancelled, before it was finished; the transaction is given up and nothing is lost. */
export class ClaimLost extends Error {
  constructor() {
    super('The claim on this piece of work was lost.');
    this.name = 'ClaimLost';
  }
}

export interface WorkDone {
  readonly rows?: number;
  readonly bytes?: number;
  readonly blockId?: number | null;
  readonly profile?: string;
  readonly problems?: readonly Problem[];
}

/** Marks the claimed work done, in the transaction that holds its fruits. Throws ClaimLost when the claim is not ours any more. */
export async function finishWork(tx: Tx, claim: Pick<Claim, 'id' | 'token'>, done: WorkDone = {}): Promise<void> {
  const { rows } =
    await sql`update scan_chunk c set state = 'done', lease_until = null, finished_at = now(), rows_done = ${done.rows ?? 0}, bytes_done = ${done.bytes ?? 0},
      block_id = ${done.blockId ?? null}, profile = ${done.profile ?? null}::jsonb, problems = ${JSON.stringify(done.problems ?? [])}::jsonb
    from scan s where c.id = ${claim.id} and c.token = ${claim.token} and c.state = 'claimed' and s.id = c.scan_id and s.state <> 'cancelled' returning c.id`.execute(
      tx,
    );
  if (rows.length === 0) throw new ClaimLost();
}

/** Puts the claimed work back, to be tried again after a while, or (final) gives it up with the problem. Returns false when the claim was lost. */
export async function failWork(
  tx: Tx,
  claim: Pick<Claim, 'id' | 'token'>,
  how: { problem: Problem; again: { seconds: number; fresh?: boolean } | null },
): Promise<boolean> {
  const { rows } = await sql`update scan_chunk set state = ${how.again ? 'ready' : 'failed'}, lease_until = null, rows_done = 0, bytes_done = 0,
      not_before = now() + make_interval(secs => ${how.again?.seconds ?? 0}), attempts = case when ${how.again?.fresh ?? false} then 0 else attempts end,
      finished_at = case when ${how.again === null} then now() end, problems = ${JSON.stringify(how.again ? [] : [how.problem])}::jsonb
    where id = ${claim.id} and token = ${claim.token} and state = 'claimed' returning id`.execute(tx);
  return rows.length > 0;
}

/** Adds pieces of work to a scan. */
export async function addWork(
  tx: Tx,
  scan: { tenantNo: number; scanId: string },
  work: Work,
  pieces: readonly { datasetId: number | null; chunk?: Chunk; rows?: number | null }[],
): Promise<void> {
  if (pieces.length === 0) return;
  const rows = pieces.map((piece) => ({
    dataset_id: piece.datasetId,
    ordinal: piece.chunk?.ordinal ?? 0,
    spec: piece.chunk?.spec ?? null,
    rows_expected: piece.chunk ? (piece.chunk.rows === null ? null : Math.round(piece.chunk.rows)) : (piece.rows ?? null),
  }));
  await sql`insert into scan_chunk (tenant_no, scan_id, work, dataset_id, ordinal, spec, rows_expected)
    select ${scan.tenantNo}, ${scan.scanId}, ${work}, dataset_id, ordinal, spec, rows_expected
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (dataset_id int, ordinal int, spec jsonb, rows_expected bigint)
    on conflict do nothing`.execute(tx);
}

/** A dataset within a scan. */
export interface ScanDatasetRow {
  readonly datasetId: number;
  readonly state: 'planning' | 'reading' | 'merging' | 'finished' | 'failed';
  readonly description: DatasetDescription;
  readonly links: DatasetLinks;
  readonly plan: DatasetPlan | null;
  readonly rowsExpected: number | null;
  readonly problems: readonly Problem[];
}

/** One dataset of a scan, or all of them; locked until the transaction ends when `lock`. */
export async function scanDatasets(tx: Tx, scanId: string, options: { datasetId?: number; lock?: boolean } = {}): Promise<ScanDatasetRow[]> {
  const { rows } =
    await sql<ScanDatasetRow>`select dataset_id as "datasetId", state, description, links, plan, rows_expected as "rowsExpected", problems from scan_dataset
    where scan_id = ${scanId} ${options.datasetId === undefined ? sql`` : sql`and dataset_id = ${options.datasetId}`} order by dataset_id
    ${options.lock ? sql`for update` : sql``}`.execute(tx);
  return rows;
}

/** Enters a dataset into a scan. */
export async function addScanDataset(
  tx: Tx,
  scan: { tenantNo: number; scanId: string },
  row: {
    datasetId: number;
    state: ScanDatasetRow['state'];
    description: DatasetDescription;
    links: DatasetLinks;
    rowsExpected: number | null;
    problems: readonly Problem[];
  },
): Promise<void> {
  await sql`insert into scan_dataset (tenant_no, scan_id, dataset_id, state, description, links, rows_expected, problems)
    values (${scan.tenantNo}, ${scan.scanId}, ${row.datasetId}, ${row.state}, ${JSON.stringify(row.description)}::jsonb, ${JSON.stringify(row.links)}::jsonb,
      ${row.rowsExpected}, ${JSON.stringify(row.problems)}::jsonb) on conflict do nothing`.execute(tx);
}

/** Changes a dataset within a scan; what is absent stays. */
export async function updateScanDataset(
  tx: Tx,
  scanId: string,
  datasetId: number,
  change: { state?: ScanDatasetRow['state']; plan?: DatasetPlan; rowsExpected?: number | null; problems?: readonly Problem[]; findings?: number },
): Promise<void> {
  const sets = [
    ...(change.state ? [sql`state = ${change.state}`] : []),
    ...(change.plan ? [sql`plan = ${JSON.stringify(change.plan)}::jsonb`] : []),
    ...(change.rowsExpected === undefined ? [] : [sql`rows_expected = ${change.rowsExpected}`]),
    ...(change.problems ? [sql`problems = ${JSON.stringify(change.problems)}::jsonb`] : []),
    ...(change.findings === undefined ? [] : [sql`findings = ${change.findings}`]),
  ];
  if (sets.length > 0) await sql`update scan_dataset set ${sql.join(sets)} where scan_id = ${scanId} and dataset_id = ${datasetId}`.execute(tx);
}

/** Chunks of a dataset that are not read yet. */
export async function chunksLeft(tx: Tx, scanId: string, datasetId: number): Promise<number> {
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from scan_chunk
    where scan_id = ${scanId} and dataset_id = ${datasetId} and work = 'read' and state in ('ready', 'claimed')`.execute(tx);
  return rows[0].left;
}

/** What the chunks of a dataset yielded. */
export async function chunkFruits(
  tx: Tx,
  scanId: string,
  datasetId: number,
): Promise<{ state: string; blockId: number | null; profile: { profile: unknown; integerKeys: boolean } | null; problems: Problem[] }[]> {
  const { rows } = await sql<{ state: string; blockId: number | null; profile: { profile: unknown; integerKeys: boolean } | null; problems: Problem[] }>`
    select state, block_id as "blockId", profile, problems from scan_chunk where scan_id = ${scanId} and dataset_id = ${datasetId} and work = 'read' order by ordinal`.execute(
    tx,
  );
  return rows;
}

/** The profiles of chunks are not needed once their dataset is finished. */
export async function dropProfiles(tx: Tx, scanId: string, datasetId: number): Promise<void> {
  await sql`update scan_chunk set profile = null where scan_id = ${scanId} and dataset_id = ${datasetId} and profile is not null`.execute(tx);
}
