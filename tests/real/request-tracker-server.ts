import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where Debian's packages put what is needed: request-tracker5, rt5-db-sqlite, rt5-standalone. */
const server = '/usr/share/request-tracker5/libexec/rt-server';
const emptyDatabase = '/var/lib/dbconfig-common/sqlite3/request-tracker5/rtdb';

/** A Request Tracker of our own on a copy of its empty database. */
export interface RequestTracker {
  /** The SQLite file that it works on. */
  readonly file: string;
  readonly address: string;
  /** Password of its account "root". */
  readonly password: string;
  /** Calls its REST2 API as root; throws when it refuses. */
  call(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts it and waits until its API answers. */
export async function startRequestTracker(): Promise<RequestTracker> {
  if (!existsSync(server) || !existsSync(emptyDatabase)) {
    throw new Error('Request Tracker is not installed; run: apt-get install -y request-tracker5 rt5-db-sqlite rt5-standalone');
  }
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-rt-'));
  const file = join(folder, 'rt.sqlite');
  copyFileSync(emptyDatabase, file);
  mkdirSync(join(folder, 'mason'));
  mkdirSync(join(folder, 'more'));
  const port = await freePort();
  const config = join(folder, 'RT_SiteConfig.pm');
  const settings = {
    rtname: 'proef',
    Organization: 'proef.example',
    WebPath: '',
    WebDomain: '127.0.0.1',
    WebPort: port,
    DatabaseType: 'SQLite',
    DatabaseName: file,
    LogToSyslog: '',
    LogToSTDERR: 'error',
    MailCommand: 'testfile',
    MasonDataDir: join(folder, 'mason'),
  };
  writeFileSync(
    config,
    `${Object.entries(settings)
      .map(([name, value]) => `Set($${name}, '${value}');`)
      .join('\n')}\nSet($LogToFile, undef);\n1;\n`,
  );
  const env = { ...process.env, RT_SITE_CONFIG: config, RT_SITE_CONFIG_DIR: join(folder, 'more') };
  const password = 'proef-wachtwoord';
  const set = spawnSync('/usr/sbin/rt-passwd-5', ['root'], { env, input: `${password}\n`, encoding: 'utf8' });
  // Its exit code says nothing; its words do.
  if (!/Successfully changed/.test(set.stdout)) throw new Error(`Request Tracker's password could not be set: ${set.stdout}${set.stderr}`);
  const child: ChildProcess = spawn(server, ['--port', String(port), '--server', 'HTTP::Server::PSGI', '--host', '127.0.0.1'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr?.on('data', (piece) => (log = `${log}${piece}`.slice(-4000)));
  const call: RequestTracker['call'] = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}/REST/2.0${path}`, {
      method,
      headers: { authorization: `Basic ${Buffer.from(`root:${password}`).toString('base64')}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Request Tracker answered ${response.status} to ${method} ${path}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  for (let attempt = 0; ; attempt++) {
    if (child.exitCode !== null || attempt > 300) throw new Error(`Request Tracker did not start: ${log}`);
    if (await call('GET', '/rt').catch(() => undefined)) break;
    await sleep(200);
  }
  return {
    file,
    address: `http://127.0.0.1:${port}`,
    password,
    call,
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
