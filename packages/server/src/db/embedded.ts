import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Refusal } from '../kernel/errors.ts';
import { clearLeftovers, inspectCluster } from './data-folder.ts';
import { findPostgres, type PostgresBinaries } from './postgres-binaries.ts';

/** A running embedded PostgreSQL. It is started again, on the same port, when it dies without being asked to. */
export interface EmbeddedPostgres {
  /** Connection URL of a database in it, as the owner. */
  url(database: string): string;
  readonly pid: () => number | undefined;
  /** Fast shutdown (SIGINT to the postmaster we started); resolves when it is gone. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder that will hold `postgres/` and `postgres.log`. */
  readonly folder: string;
  readonly password: string;
  /** Tests only: no fsync, the data may be lost. */
  readonly careless?: boolean;
  /** Called when the server died and could not be brought back. */
  readonly onLost?: (why: string) => void;
}

const OWNER = 'waarborg';
const READY_WITHIN_MS = 60_000;

/** Starts PostgreSQL on a free port of 127.0.0.1, making the cluster when there is none. Refuses with a message that says what to mend. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = findPostgres();
  const folder = realpathSync(options.folder);
  const cluster = join(folder, 'postgres');
  if (inspectCluster(cluster) === 'empty') makeCluster(binaries, cluster, options.password);
  await clearLeftovers(cluster);
  const port = await samePort(join(folder, 'postgres.port'));
  const url = (database: string) => `postgres://${OWNER}:${options.password}@127.0.0.1:${port}/${database}`;
  const log = join(folder, 'postgres.log');
  let child = launch(binaries, cluster, port, log, options.careless === true);
  await untilReady(child, url('postgres'), log);

  let stopping = false;
  const deaths: number[] = [];
  const watch = (watched: ChildProcess) =>
    watched.once('exit', async (code, signal) => {
      if (stopping) return;
      deaths.push(Date.now());
      if (deaths.filter((at) => at > Date.now() - 60_000).length > 5)
        return options.onLost?.(`PostgreSQL keeps stopping (${signal ?? code}); its log is ${log}.`);
      for (let attempt = 1; attempt <= 20 && !stopping; attempt++) {
        await sleep(250);
        rmSync(join(cluster, 'postmaster.pid'), { force: true });
        child = launch(binaries, cluster, port, log, options.careless === true);
        try {
          await untilReady(child, url('postgres'), log);
          return void watch(child);
        } catch {
          // Children of the dead postmaster may still hold its shared memory; try again shortly.
        }
      }
      if (!stopping) options.onLost?.(`PostgreSQL stopped (${signal ?? code}) and did not come back; its log is ${log}.`);
    });
  watch(child);
  return {
    url,
    pid: () => child.pid,
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGINT');
      await gone;
    },
  };
}

function makeCluster(binaries: PostgresBinaries, cluster: string, password: string): void {
  const fresh = `${cluster}.new`;
  const passwordFile = `${cluster}.password`;
  rmSync(fresh, { recursive: true, force: true });
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (binaries.uid) for (const path of [fresh, passwordFile]) chownSync(path, binaries.uid, binaries.uid);
  try {
    const [command, ...args] = [
      ...binaries.wrap,
      join(binaries.bin, 'initdb'),
      `--pgdata=${fresh}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
      '--no-sync',
    ];
    const made = spawnSync(command, args, { encoding: 'utf8', uid: binaries.uid, gid: binaries.uid });
    if (made.status !== 0) {
      throw new Refusal(
        'unavailable',
        'postgres.initdb',
        `The database could not be made in ${cluster}: ${(made.stderr || String(made.error)).trim().split('\n').at(-1)}`,
      );
    }
    renameSync(fresh, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Statements and values of rows stay out of the log: only the terse message of an error is written. */
const quietLog = ['log_min_error_statement=panic', 'log_error_verbosity=terse', 'log_min_messages=warning', 'log_line_prefix=%m [%p] '];
const tuning = ['shared_buffers=256MB', 'maintenance_work_mem=128MB', 'max_wal_size=2GB', 'wal_compression=on', 'max_connections=120', 'jit=off'];
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB'];

function launch(binaries: PostgresBinaries, cluster: string, port: number, log: string, isCareless: boolean): ChildProcess {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) renameSync(log, `${log}.1`);
  const out = openSync(log, 'a', 0o600);
  const settings = [...quietLog, ...tuning, ...(isCareless ? careless : [])].flatMap((setting) => ['-c', setting]);
  const [command, ...args] = [...binaries.wrap, join(binaries.bin, 'postgres'), '-D', cluster, '-h', '127.0.0.1', '-p', String(port), '-k', '', ...settings];
  // A group of its own, so that Ctrl-C on the terminal reaches only us and we can stop things in order.
  const child = spawn(command, args, { stdio: ['ignore', out, out], detached: true, uid: binaries.uid, gid: binaries.uid });
  closeSync(out);
  return child;
}

async function untilReady(child: ChildProcess, url: string, log: string): Promise<void> {
  let failed: string | undefined;
  child.once('error', (error) => (failed = error.message));
  child.once('exit', (code, signal) => (failed ??= `it stopped (${signal ?? code})`));
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (failed) throw new Refusal('unavailable', 'postgres.start', `PostgreSQL did not start: ${failed}. Last line of ${log}: ${lastLine(log)}`);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        child.kill('SIGINT');
        throw new Refusal(
          'unavailable',
          'data.key',
          'The master key does not fit this data folder: the database refuses its password. Put back the master.key (or WAARBORG_KEY) it was made with.',
        );
      }
      await sleep(20);
    }
  }
  child.kill('SIGINT');
  throw new Refusal('unavailable', 'postgres.start', `PostgreSQL was not ready within ${READY_WITHIN_MS / 1000} seconds; its log is ${log}.`);
}

function lastLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
  } catch {
    return '(no log)';
  }
}

/** The port of the last start when it is still free, so that systems connected in this very cluster (the demo's) are found again; else a free one. */
async function samePort(file: string): Promise<number> {
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = await freePort(Number.isInteger(last) && last > 0 && last < 65_536 ? last : 0).catch(() => freePort(0));
  if (port !== last) writeFileSync(file, String(port), { mode: 0o600 });
  return port;
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
