import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { testDatabase } from './db/testing.ts';
import { testMasterKey } from './db/testing-server.ts';

// Real processes that each start a database: slow when the machine has more to do.
vi.setConfig({ testTimeout: 150_000 });

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'waarborg-start-'));
const data = join(folder, 'data');
const started: ChildProcess[] = [];

interface Server {
  readonly child: ChildProcess;
  readonly text: () => string;
  readonly ended: Promise<number | null>;
  /** Waits for the line that says it is ready, or for the end. */
  readonly ready: () => Promise<string>;
}

/** Runs main.ts as its own process, as npm start does. */
function serve(env: Record<string, string> = {}, ...argv: string[]): Server {
  const child = spawn(process.execPath, [main, ...argv], {
    env: { PATH: process.env.PATH, WAARBORG_DATA: data, WAARBORG_PORT: '0', WAARBORG_LOG: 'fatal', WAARBORG_WORKER_THREADS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let text = '';
  child.stdout!.on('data', (part) => (text += part));
  child.stderr!.on('data', (part) => (text += part));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    child,
    text: () => text,
    ended,
    async ready() {
      const over = ended.then(() => 'ended');
      while (!/ready: (\S+)/.test(text)) if ((await Promise.race([over, sleep(30)])) === 'ended') throw new Error(`It ended: ${text}`);
      return /ready: (\S+)/.exec(text)![1];
    },
  };
}

async function health(address: string): Promise<number> {
  return (await fetch(`${address}/healthz`).catch(() => undefined))?.status ?? 0;
}

const postmaster = (): number => Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const lives = (pid: number): boolean => existsSync(`/proc/${pid}/cmdline`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
const childrenOf = (pid: number): number[] => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('with the embedded database', () => {
  test('starts, gives a one-time link, is healthy, and SIGTERM leaves nothing running', async () => {
    const server = serve();
    const address = await server.ready();
    await expect.poll(() => health(address), { timeout: 60_000 }).toBe(200);
    await expect.poll(() => server.text(), { timeout: 60_000 }).toMatch(/\/setup#[\w-]{43}\n/);
    expect(statSync(join(data, 'master.key')).mode & 0o077).toBe(0);
    const pids = [server.child.pid!, ...childrenOf(server.child.pid!)];
    expect(pids.length).toBeGreaterThanOrEqual(3);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(pids.filter(lives)).toEqual([]);
  });

  test('starts again on its data with a fresh link, refuses a second one beside it, and a port that is taken', async () => {
    const server = serve();
    const address = await server.ready();
    expect(server.text()).not.toContain('brought up to date');
    const second = serve();
    expect(await second.ended).toBe(3);
    expect(second.text()).toContain(`in use by another running Waarborg (process ${server.child.pid})`);
    const port = new URL(address).port;
    const third = serve({ WAARBORG_DATA: join(folder, 'third'), WAARBORG_PORT: port });
    expect(await third.ended).toBe(3);
    expect(third.text()).toContain(`Port ${port} is in use by another program. Set WAARBORG_PORT`);
    expect(await health(address)).not.toBe(0);
  });

  test('comes back by itself when the worker or the database is killed', async () => {
    const server = serve();
    const address = await server.ready();
    await expect.poll(() => health(address), { timeout: 60_000 }).toBe(200);
    const database = postmaster();
    const worker = childrenOf(server.child.pid!).find((pid) => pid !== database)!;
    process.kill(worker, 'SIGKILL');
    await expect.poll(() => childrenOf(server.child.pid!).some((pid) => pid !== database && pid !== worker), { timeout: 60_000 }).toBe(true);
    process.kill(database, 'SIGKILL');
    await expect.poll(() => postmasterOr(database) !== database, { timeout: 60_000 }).toBe(true);
    await expect.poll(() => health(address), { timeout: 60_000, interval: 200 }).toBe(200);
  });

  test('after kill -9 of everything of ours but the database, the next start takes over', async () => {
    const server = serve();
    await server.ready();
    const left = postmaster();
    server.child.kill('SIGKILL');
    await server.ended;
    expect(lives(left)).toBe(true);
    // A zip was being unpacked, long ago.
    const half = join(data, 'files', '1', `${randomUUID()}.shown`, `.${randomUUID()}`);
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, 'klanten.csv'), 'naam\nJan\n');
    utimesSync(half, new Date(0), new Date(0));
    await serve().ready();
    await expect.poll(() => existsSync(half), { timeout: 60_000 }).toBe(false);
    expect(lives(left)).toBe(false);
    expect(postmaster()).not.toBe(left);
  });

  test('an embedded database of another key, another version or a newer Waarborg is refused with what to do', async () => {
    const otherKey = serve({ WAARBORG_KEY: Buffer.alloc(32, 9).toString('base64') });
    expect(await otherKey.ended).toBe(3);
    expect(otherKey.text()).toContain('The master key does not fit this data folder');
    const version = join(data, 'postgres', 'PG_VERSION');
    writeFileSync(version, '15\n');
    const older = serve();
    expect(await older.ended).toBe(3);
    expect(older.text()).toContain('was made by PostgreSQL 15; this Waarborg brings 18');
    writeFileSync(version, '18\n');
  });

  test('a data folder that is broken or cannot be written is refused', async () => {
    const broken = join(folder, 'broken');
    mkdirSync(join(broken, 'postgres', 'base'), { recursive: true });
    const first = serve({ WAARBORG_DATA: broken });
    expect(await first.ended).toBe(3);
    expect(first.text()).toContain('is not a whole database');
    writeFileSync(join(folder, 'file'), '');
    const second = serve({ WAARBORG_DATA: join(folder, 'file', 'data') });
    expect(await second.ended).toBe(3);
    expect(second.text()).toMatch(/cannot be written \(ENOTDIR\)/);
  });
});

function postmasterOr(otherwise: number): number {
  try {
    return postmaster();
  } catch {
    return otherwise;
  }
}

describe('with an outside database', () => {
  const key = { WAARBORG_KEY: Buffer.from(testMasterKey).toString('base64') };

  test('migrates, serves, takes a worker beside it, and refuses what a newer Waarborg made', async () => {
    const url = await testDatabase('empty');
    const migrated = serve({ ...key, DATABASE_URL: url }, '--role', 'migrate');
    expect(await migrated.ended).toBe(0);
    expect(migrated.text()).toMatch(/brought up to date: \d+ steps/);
    const web = serve({ ...key, DATABASE_URL: url }, '--role', 'web');
    const address = await web.ready();
    expect(await health(address)).toBe(503);
    const worker = serve({ ...key, DATABASE_URL: url, WAARBORG_DATA: join(folder, 'worker') }, '--role', 'worker');
    await expect.poll(() => health(address), { timeout: 60_000 }).toBe(200);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("insert into waarborg_migrations (name, checksum) values ('9999-later.sql', 'x')");
    await client.end();
    const older = serve({ ...key, DATABASE_URL: url }, '--role', 'web');
    expect(await older.ended).toBe(3);
    expect(older.text()).toContain('made by a newer Waarborg');
  });

  test('a user who may not make roles is told what the administrator must do, and goes on with DATABASE_APP_URL', async () => {
    const url = new URL(await testDatabase('empty'));
    const name = url.pathname.slice(1);
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query(`create role plain_${name} login password 'plain'`);
    await client.query(`alter database ${name} owner to plain_${name}`);
    await client.query(`alter schema public owner to plain_${name}`);
    await client.end();
    const plain = new URL(url);
    plain.username = `plain_${name}`;
    plain.password = 'plain';
    const refused = serve({ ...key, DATABASE_URL: plain.href }, '--role', 'migrate');
    expect(await refused.ended).toBe(3);
    expect(refused.text()).toContain('DATABASE_APP_URL');
    const { appPassword } = await import('./compose.ts');
    const { createKeyring } = await import('./kernel/sealed.ts');
    const app = new URL(url);
    app.username = 'waarborg_app';
    app.password = appPassword(createKeyring(testMasterKey));
    const web = serve({ ...key, DATABASE_URL: plain.href, DATABASE_APP_URL: app.href }, '--role', 'web');
    const address = await web.ready();
    expect(await (await fetch(`${address}/api/v1/setup`)).json()).toEqual({ needed: true });
  });

  test('one that is not there is a clear message', async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
    const { port } = taken.address() as { port: number };
    await new Promise((closed) => taken.close(closed));
    const server = serve({ ...key, DATABASE_URL: `postgres://a:b@127.0.0.1:${port}/c` });
    expect(await server.ended).toBe(3);
    expect(server.text()).toMatch(/The database cannot be reached: .*ECONNREFUSED.*Check DATABASE_URL/);
  });
});

test.each([
  [{ WAARBORG_PORT: 'x' }, [], 'Setting WAARBORG_PORT: must be a whole number from 0 to 65535.'],
  [{ WAARBORG_ROLE: 'king' }, [], 'Setting WAARBORG_ROLE: must be one of all, web, worker, migrate.'],
  [{ DATABASE_URL: 'mysql://x' }, [], 'Setting DATABASE_URL: must be a URL that starts with postgres://'],
  [{ WAARBORG_CONFIG: '/nowhere/at/all' }, [], 'Setting WAARBORG_CONFIG: there is no file'],
  [{}, ['--prot', '80'], 'Unknown argument --prot. Known are --port'],
  [{}, ['--role', 'worker'], 'A worker on its own needs DATABASE_URL'],
])('a wrong setting %j %j is named', async (env, argv, message) => {
  const server = serve(env as Record<string, string>, ...argv);
  expect(await server.ended).toBe(2);
  expect(server.text()).toContain(message);
});
