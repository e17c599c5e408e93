/** A whole Waarborg on an embedded PostgreSQL in a temporary folder, with its worker as a process of its own, for measuring. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { App } from '../packages/server/src/app.ts';
import { appPassword, composeApp, prepareRoles } from '../packages/server/src/compose.ts';
import { type EmbeddedPostgres, startEmbedded } from '../packages/server/src/db/embedded.ts';
import { migrate } from '../packages/server/src/db/migrate.ts';
import { type Scope, systemScope } from '../packages/server/src/db/scope.ts';
import { inAccount } from '../packages/server/src/db/transaction.ts';
import { getScan, startScan } from '../packages/server/src/features/scans/index.ts';
import { addSource } from '../packages/server/src/features/sources/add.ts';
import { loadConfig } from '../packages/server/src/kernel/config.ts';
import { createLog } from '../packages/server/src/kernel/log.ts';
import { createKeyring } from '../packages/server/src/kernel/sealed.ts';

const masterKey = new Uint8Array(32).fill(9);

export interface Ground {
  readonly folder: string;
  readonly postgres: EmbeddedPostgres;
  /** Makes an empty database and gives its URL. */
  database(name: string): Promise<string>;
  /** Removes a database, so that its autovacuum does not run beside the next measurement. */
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts PostgreSQL with its safe settings (fsync on) in a temporary folder. */
export async function layGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-bench-'));
  const postgres = await startEmbedded({ folder, password: 'bench' });
  const say = async (statement: string) => {
    const client = new pg.Client({ connectionString: postgres.url('postgres') });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  return {
    folder,
    postgres,
    async database(name) {
      await say(`create database ${name}`);
      return postgres.url(name);
    },
    drop: (name) => say(`drop database ${name} with (force)`),
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An app with one organisation on a database that is up to date. */
export async function openApp(ground: Ground, url: string): Promise<{ app: App; scope: Scope }> {
  const keyring = createKeyring(masterKey);
  await prepareRoles(url, appPassword(keyring), true);
  await migrate(url);
  const config = loadConfig({ WAARBORG_DATA: join(ground.folder, 'data'), WAARBORG_LOG: 'error', DATABASE_URL: url }, []);
  const app = await composeApp({ config, keyring, log: createLog('error'), ownerUrl: url, worker: false });
  const tenantId = app.ids.next();
  const tenantNo = await inAccount(app.db, { system: true }, async (tx) => {
    const row = await tx.insertInto('tenants').values({ id: tenantId, name: 'Bench', created_at: new Date() }).returning('tenant_no').executeTakeFirstOrThrow();
    return row.tenant_no as number;
  });
  return { app, scope: systemScope(tenantNo, tenantId) };
}

/** The worker as it runs in production: `--role worker`, a process of its own. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  get pid(): number {
    return this.#child.pid!;
  }

  constructor(ground: Ground, url: string, threads: number) {
    this.#child = spawn(process.execPath, [fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url)), '--role', 'worker'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: url,
        WAARBORG_KEY: Buffer.from(masterKey).toString('base64'),
        WAARBORG_DATA: join(ground.folder, 'worker'),
        WAARBORG_WORKER_THREADS: String(threads),
        WAARBORG_LOG: 'error',
      },
    });
  }

  /** Most memory that the process had resident so far, in MB. */
  peakMb(): number {
    const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.#child.pid}/status`, 'utf8'))?.[1];
    return Number(kb) / 1024;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await gone;
  }
}

/** Connects the database at `url` as a source of the organisation. */
export async function connectSource(app: App, scope: Scope, url: string): Promise<string> {
  const { host, pathname, username, password } = new URL(url);
  const source = await addSource(app, scope, {
    type: 'connected',
    name: pathname.slice(1),
    description: '',
    owner: '',
    country: null,
    supplier: '',
    backupDays: null,
    connection: { kind: 'postgres', location: `postgres://${host}${pathname}`, user: username, password },
    maxRowsPerSecond: null,
  });
  return source.id;
}

/** Scans a source to its end; gives the seconds from the call that starts it to the moment it is seen finished. */
export async function timeScan(app: App, scope: Scope, sourceId: string): Promise<{ seconds: number; rows: number }> {
  const began = performance.now();
  const { id } = await startScan(app, scope, { sourceId });
  for (;;) {
    const scan = await getScan(app, scope, id);
    if (scan.state === 'finished') return { seconds: (performance.now() - began) / 1000, rows: scan.progress.rowsDone };
    if (scan.state === 'failed' || scan.state === 'paused') throw new Error(`The scan is ${scan.state}: ${scan.why}`);
    // Asking is work too.
    await sleep(250);
  }
}
