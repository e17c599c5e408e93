import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import { freePort } from './postgres-server.ts';

/** A MariaDB of our own for the tests of this package: Debian's server on a data folder and a port of its own. */
export interface TestMariadb {
  readonly port: number;
  readonly pid: number;
  url(database: string, user?: string, password?: string): string;
  /** Runs statements as an account that may do everything. */
  run(database: string | null, ...statements: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Where Debian puts the server; the tests need the package mariadb-server. */
export function mariadbBinary(): string {
  const found = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/libexec/mariadbd'].find((path) => existsSync(path));
  if (!found) throw new Error('MariaDB is not installed; run: apt-get install -y mariadb-server');
  return found;
}

/** Starts a server with an account "tester" (password "proef wachtwoord") and waits until it answers. */
export async function startMariadb(): Promise<TestMariadb> {
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-maria-'));
  const data = join(folder, 'data');
  // A server that starts removes every temporary table in its folder for them: two that share one take away each other's.
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const installer = ['/usr/bin/mariadb-install-db', '/usr/local/bin/mariadb-install-db'].find((path) => existsSync(path)) ?? 'mariadb-install-db';
  const made = spawnSync(
    installer,
    ['--no-defaults', `--datadir=${data}`, `--tmpdir=${temporary}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asRoot],
    {
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr}`);
  const port = await freePort();
  const socket = join(folder, 's.sock');
  const settings = [
    '--skip-log-bin',
    '--innodb-flush-log-at-trx-commit=0',
    '--innodb-buffer-pool-size=64M',
    '--skip-name-resolve',
    '--character-set-server=latin1',
  ];
  const server: ChildProcess = spawn(
    mariadbBinary(),
    ['--no-defaults', `--datadir=${data}`, `--tmpdir=${temporary}`, `--port=${port}`, `--socket=${socket}`, '--bind-address=127.0.0.1', ...settings, ...asRoot],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr?.on('data', (chunk) => {
    log = `${log}${chunk}`.slice(-4000);
  });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const execute = async (options: mysql.ConnectionOptions, statements: readonly string[]) => {
    const connection = await mysql.createConnection({ ...options, charset: 'utf8mb4' });
    try {
      for (const statement of statements) await connection.query(statement);
    } finally {
      await connection.end();
    }
  };
  const account = "'tester'@'127.0.0.1'";
  for (let attempt = 0; ; attempt++) {
    try {
      await execute({ socketPath: socket, user: 'root' }, [
        `create user ${account} identified by 'proef wachtwoord'`,
        `grant all on *.* to ${account} with grant option`,
      ]);
      break;
    } catch (error) {
      if (attempt >= 150 || server.exitCode !== null) throw new Error(`MariaDB did not start: ${log}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    port,
    pid: server.pid!,
    url: (database, user = 'tester', password = 'proef wachtwoord') =>
      `mysql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    run: (database, ...statements) =>
      execute({ host: '127.0.0.1', port, user: 'tester', password: 'proef wachtwoord', ...(database ? { database } : {}) }, statements),
    async stop() {
      server.kill('SIGTERM');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
