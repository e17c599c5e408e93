import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export type Schedule = 'never' | 'weekly' | 'monthly';

/** A system as it is kept. The sealed password is never part of it; see `sealedSecretOf`. */
export interface SourceRow {
  id: string;
  kind: string;
  name: string;
  description: string;
  owner: string;
  country: string | null;
  supplier: string;
  backupDays: number | null;
  location: string;
  user: string | null;
  hasSecret: boolean;
  maxRowsPerSecond: number | null;
  uploadRef: string | null;
  uploadName: string | null;
  uploadBytes: number | null;
  uploadKeptUntil: Date | null;
  schedule: Schedule;
  nextScanAt: Date | null;
  createdAt: Date;
}

/** A system with what scans left of it. */
export interface SourceSummary extends SourceRow {
  datasets: number;
  rows: number;
  scan: { id: string; state: string; finishedAt: Date | null; problems: number } | null;
}

const columns = sql.raw(`s.id, s.kind, s.name, s.description, s.owner, s.country, s.supplier, s.backup_days as "backupDays", s.location, s.user_name as "user",
  s.secret is not null as "hasSecret", s.max_rows_per_second as "maxRowsPerSecond", s.upload_ref as "uploadRef", s.upload_name as "uploadName",
  s.upload_bytes::float8 as "uploadBytes", s.upload_kept_until as "uploadKeptUntil", s.schedule, s.next_scan_at as "nextScanAt", s.created_at as "createdAt"`);

/** Every system of the organisation by name, or one, with its counts and its newest scan. */
export async function summaries(tx: Tx, filter: { id?: string } = {}): Promise<SourceSummary[]> {
  const { rows } = await sql<SourceSummary>`
    select ${columns}, coalesce(d.datasets, 0)::int as datasets, coalesce(d.rows, 0)::float8 as rows,
      case when c.id is null then null else json_build_object('id', c.id, 'state', c.state, 'finishedAt', c.finished_at, 'problems', p.problems) end as scan
    from source s
    left join lateral (select count(*) as datasets, sum(rows) as rows from dataset where source_id = s.id and gone_at is null and scanned_at is not null) d on true
    left join lateral (select id, state, finished_at from scan where source_id = s.id order by created_at desc, id desc limit 1) c on true
    left join lateral (select count(distinct (x.problem ->> 'dataset', x.problem ->> 'code'))::int as problems from (
      select jsonb_array_elements(problems) as problem from scan where id = c.id union all
      select jsonb_array_elements(problems) from scan_dataset where scan_id = c.id) x) p on true
    ${filter.id ? sql`where s.id = ${filter.id}` : sql``} order by lower(s.name), s.id`.execute(tx);
  return rows.map((row) => ({ ...row, scan: row.scan && { ...row.scan, finishedAt: row.scan.finishedAt === null ? null : new Date(row.scan.finishedAt) } }));
}

/** Systems without their counts, by name. */
export async function sources(tx: Tx, filter: { ids?: readonly string[] } = {}): Promise<SourceRow[]> {
  const { rows } =
    await sql<SourceRow>`select ${columns} from source s ${filter.ids ? sql`where s.id = any(${filter.ids}::uuid[])` : sql``} order by lower(s.name), s.id`.execute(
      tx,
    );
  return rows;
}

/** One system, locked against other changes until the transaction ends. */
export async function lockSource(tx: Tx, id: string): Promise<SourceRow | undefined> {
  const { rows } = await sql<SourceRow>`select ${columns} from source s where s.id = ${id} for update`.execute(tx);
  return rows[0];
}

/** The sealed password of a system; null when it has none. */
export async function sealedSecretOf(tx: Tx, id: string): Promise<Uint8Array | null> {
  const { rows } = await sql<{ secret: Buffer | null }>`select secret from source where id = ${id}`.execute(tx);
  return rows[0]?.secret ?? null;
}

export interface NewSource {
  id: string;
  tenantNo: number;
  kind: string;
  name: string;
  description: string;
  owner: string;
  country: string | null;
  supplier: string;
  backupDays: number | null;
  location?: string;
  user?: string | null;
  secret?: Uint8Array | null;
  maxRowsPerSecond?: number | null;
  upload?: { ref: string; name: string; bytes: number; keptUntil: Date };
  createdAt: Date;
  createdBy: string;
}

export async function insertSource(tx: Tx, made: NewSource): Promise<void> {
  await sql`insert into source (id, tenant_no, kind, name, description, owner, country, supplier, backup_days, location, user_name, secret, max_rows_per_second,
      upload_ref, upload_name, upload_bytes, upload_kept_until, created_at, created_by)
    values (${made.id}, ${made.tenantNo}, ${made.kind}, ${made.name}, ${made.description}, ${made.owner}, ${made.country}, ${made.supplier}, ${made.backupDays},
      ${made.location ?? ''}, ${made.user ?? null}, ${made.secret ? Buffer.from(made.secret) : null}, ${made.maxRowsPerSecond ?? null},
      ${made.upload?.ref ?? null}, ${made.upload?.name ?? null}, ${made.upload?.bytes ?? null}, ${made.upload?.keptUntil ?? null}, ${made.createdAt}, ${made.createdBy})`.execute(
    tx,
  );
}

/** What may change of a system; what is absent stays. */
export interface SourceChange {
  name?: string;
  description?: string;
  owner?: string;
  country?: string | null;
  supplier?: string;
  backupDays?: number | null;
  location?: string;
  user?: string | null;
  secret?: Uint8Array | null;
  maxRowsPerSecond?: number | null;
  schedule?: Schedule;
  nextScanAt?: Date | null;
}

const columnOf: Readonly<Record<keyof SourceChange, string>> = {
  name: 'name',
  description: 'description',
  owner: 'owner',
  country: 'country',
  supplier: 'supplier',
  backupDays: 'backup_days',
  location: 'location',
  user: 'user_name',
  secret: 'secret',
  maxRowsPerSecond: 'max_rows_per_second',
  schedule: 'schedule',
  nextScanAt: 'next_scan_at',
};

export async function updateSource(tx: Tx, id: string, change: SourceChange): Promise<void> {
  const sets = (Object.keys(columnOf) as (keyof SourceChange)[])
    .filter((key) => change[key] !== undefined)
    .map((key) => {
      const value = change[key];
      return sql`${sql.id(columnOf[key])} = ${value instanceof Uint8Array ? Buffer.from(value) : value}`;
    });
  if (sets.length > 0) await sql`update source set ${sql.join(sets)} where id = ${id}`.execute(tx);
}

/** Takes the upload off a system; the map stays. A schedule ends with it, for there is nothing left to read. */
export async function forgetUpload(tx: Tx, id: string): Promise<void> {
  await sql`update source set upload_ref = null, upload_bytes = null, upload_kept_until = null, schedule = 'never', next_scan_at = null where id = ${id}`.execute(
    tx,
  );
}

/**
 * Removes a system; its datasets, findings, scans and flows go with it, and so do the blocks without which no posting is seen. The postings
 * themselves are left to a job, see forgotten_dataset. Gives the number of postings it is left with; null when there is nothing to clear.
 */
export async function deleteSource(tx: Tx, id: string): Promise<number | null> {
  const { rows } = await sql<{ datasets: number; postings: number }>`
    with left_over as (insert into forgotten_dataset (dataset_id, tenant_no, source_id, source_name)
      select d.id, d.tenant_no, s.id, s.name from dataset d join source s on s.id = d.source_id where s.id = ${id} returning dataset_id)
    select count(*)::int as datasets, coalesce(sum((select sum(postings) from posting_block b where b.dataset_id = l.dataset_id)), 0)::float8 as postings from left_over l`.execute(
    tx,
  );
  await sql`delete from source where id = ${id}`.execute(tx);
  return rows[0].datasets === 0 ? null : rows[0].postings;
}

/** Whether a scan of the system is under way. */
export async function isBeingScanned(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from scan where source_id = ${id} and state in ('queued', 'planning', 'running')`.execute(tx);
  return rows.length > 0;
}

/** Systems whose next scan is due and that can be scanned. */
export async function dueForScan(tx: Tx, now: Date): Promise<{ id: string; schedule: Schedule; nextScanAt: Date }[]> {
  const { rows } = await sql<{ id: string; schedule: Schedule; nextScanAt: Date }>`
    select id, schedule, next_scan_at as "nextScanAt" from source where next_scan_at <= ${now} and schedule <> 'never' order by next_scan_at for update skip locked`.execute(
    tx,
  );
  return rows;
}

/** Uploads whose time is over. */
export async function expiredUploads(tx: Tx, now: Date): Promise<{ id: string; name: string; uploadRef: string }[]> {
  const { rows } = await sql<{ id: string; name: string; uploadRef: string }>`
    select id, name, upload_ref as "uploadRef" from source where upload_ref is not null and upload_kept_until <= ${now} for update skip locked`.execute(tx);
  return rows;
}

/** Days that the organisation keeps uploaded files. */
export async function uploadsKeptDays(tx: Tx, tenantNo: number): Promise<number> {
  const { rows } = await sql<{ days: number }>`select uploads_kept_days as days from tenants where tenant_no = ${tenantNo}`.execute(tx);
  return rows[0]?.days ?? 30;
}
