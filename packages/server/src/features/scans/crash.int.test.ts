import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Scan } from '@waarborg/contract/scans';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../app.ts';
import { appPassword, composeApp, prepareRoles } from '../../compose.ts';
import { type EmbeddedPostgres, startEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { type Scope, systemScope } from '../../db/scope.ts';
import { inAccount } from '../../db/transaction.ts';
import { loadConfig } from '../../kernel/config.ts';
import { createLog } from '../../kernel/log.ts';
import { createKeyring } from '../../kernel/sealed.ts';
import { addSource } from '../sources/add.ts';
import { getScan, startScan } from './index.ts';

const ROWS = 60_000;
const key = new Uint8Array(32).fill(5);
let folder: string;
let postgres: EmbeddedPostgres;
let app: App;
let scope: Scope;
const workers = new Set<ChildProcess>();

/** A PostgreSQL of its own, because it is killed here; it holds our database and the source. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-crash-'));
  postgres = await startEmbedded({ folder, password: 'test' });
  const ownerUrl = await database('waarborg');
  const keyring = createKeyring(key);
  await prepareRoles(ownerUrl, appPassword(keyring), true);
  await migrate(ownerUrl);
  const config = loadConfig({ WAARBORG_DATA: join(folder, 'data'), WAARBORG_LOG: 'silent', DATABASE_URL: ownerUrl }, []);
  app = await composeApp({ config, keyring, log: createLog('silent'), ownerUrl, worker: false });
  const tenantId = app.ids.next();
  const tenantNo = await inAccount(app.db, { system: true }, async (tx) => {
    const row = await tx.insertInto('tenants').values({ id: tenantId, name: 'Test', created_at: new Date() }).returning('tenant_no').executeTakeFirstOrThrow();
    return row.tenant_no as number;
  });
  scope = systemScope(tenantNo, tenantId);
  const client = new pg.Client({ connectionString: await database('crm') });
  await client.connect();
  await client.query(`create table note (note_id int primary key, email text, written_at timestamptz, body text);
    insert into note select i, 'klant' || i % 9973 || '@voorbeeld.nl', timestamptz '2020-01-01' + i * interval '1 minute',
      'Klant belde over de levering, bereikbaar op 06' || lpad((i * 7919 % 99999999)::text, 8, '1') || ' en vroeg om terugbellen na vijf uur.' from generate_series(1, ${ROWS}) i;
    create table member (code text primary key, email text);
    insert into member select 'm' || i || '@leden.nl', 'lid' || i || '@voorbeeld.nl' from generate_series(1, 3000) i; analyze`);
  await client.end();
}, 60_000);

afterAll(async () => {
  await Promise.all([...workers].map((worker) => kill(worker, 'SIGTERM')));
  await app?.jobs.stop();
  await app?.db.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function database(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: postgres.url('postgres') });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return postgres.url(name);
}

/** A worker as it runs on a machine of its own. */
function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [fileURLToPath(new URL('../../main.ts', import.meta.url)), '--role', 'worker'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DATABASE_URL: app.db.ownerUrl,
      WAARBORG_KEY: Buffer.from(key).toString('base64'),
      WAARBORG_DATA: join(folder, 'worker'),
      WAARBORG_WORKER_THREADS: '2',
      WAARBORG_LOG: 'silent',
    },
  });
  workers.add(worker);
  return worker;
}

async function kill(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  workers.delete(worker);
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill(signal);
  await gone;
}

async function connect(name: string): Promise<string> {
  const { host, username, password } = new URL(postgres.url('crm'));
  const connection = { kind: 'postgres' as const, location: `postgres://${host}/crm`, user: username, password };
  const facts = { name, description: '', owner: '', country: null, supplier: '', backupDays: null };
  return (await addSource(app, scope, { type: 'connected', ...facts, connection, maxRowsPerSecond: null })).id;
}

/** Waits until the scan is as asked; the database may be away for a while. */
async function until(id: string, reached: (scan: Scan) => boolean): Promise<Scan> {
  for (const end = Date.now() + 100_000; ; await sleep(30)) {
    const scan = await getScan(app, scope, id).catch(() => undefined);
    if (scan && reached(scan)) return scan;
    if (scan?.state === 'failed' || Date.now() > end) throw new Error(`The scan came no further: ${JSON.stringify(scan)}`);
  }
}

/** Everything a scan leaves of a source, but for what differs by nature (ids, times, which blocks). */
async function leftBy(sourceId: string): Promise<unknown> {
  const { rows } = await app.db.owner.query(
    `select d.name, d.rows::int, d.indexed, d.incomplete,
      (select jsonb_agg(jsonb_build_array(f.name, f.type, f.value_count, g.kind, g.count, g.persons, g.evidence) order by f.name, g.kind) from field f left join finding g on g.field_id = f.id where f.dataset_id = d.id) as found,
      (select jsonb_build_array(count(*), count(distinct (p.fingerprint, p.record, p.field)), sum(p.fingerprint::numeric), sum(p.record::numeric)) from posting_rows p join posting_block b on b.id = p.block and b.live where p.dataset = d.id and p.kind <> 21) as postings,
      (select count(*)::int from posting_rows p where p.dataset = d.id) as stored, (select count(*)::int from record_key k where k.dataset_id = d.id) as keys
     from dataset d where d.source_id = $1 order by d.name`,
    [sourceId],
  );
  return rows;
}

let undisturbed: unknown;

it('a worker killed in the middle costs a chunk and nothing else', async () => {
  const first = startWorker();
  const calm = await startScan(app, scope, { sourceId: await connect('calm') });
  await until(calm.id, (scan) => scan.state === 'finished');
  undisturbed = await leftBy(calm.sourceId);
  expect(undisturbed).toMatchObject([
    { name: 'member', rows: 3000, keys: 3000 },
    { name: 'note', rows: ROWS, indexed: 'full', incomplete: false, keys: 0 },
  ]);

  const scan = await startScan(app, scope, { sourceId: await connect('worker killed') });
  await until(scan.id, (now) => now.progress.chunksDone >= 1 && now.progress.chunksDone < now.progress.chunks);
  await kill(first, 'SIGKILL');
  const before = await getScan(app, scope, scan.id);
  expect(before.state).toBe('running');
  startWorker();
  const after = await until(scan.id, (now) => now.state === 'finished');
  expect(after.progress.rowsDone).toBe(ROWS + 3000);
  expect(await leftBy(scan.sourceId)).toEqual(undisturbed);
}, 120_000);

it('the database killed in the middle, ours and the source alike, only delays the scan', async () => {
  const scan = await startScan(app, scope, { sourceId: await connect('database killed') });
  await until(scan.id, (now) => now.progress.chunksDone >= 1 && now.progress.chunksDone < now.progress.chunks);
  const startedAt = async () => (await app.db.owner.query('select pg_postmaster_start_time()::text as at')).rows[0].at;
  const before = await startedAt();
  process.kill(postgres.pid()!, 'SIGKILL');
  const after = await until(scan.id, (now) => now.state === 'finished');
  expect(await startedAt()).not.toBe(before);
  expect(after.progress.rowsDone).toBe(ROWS + 3000);
  expect(await leftBy(scan.sourceId)).toEqual(undisturbed);
}, 120_000);
