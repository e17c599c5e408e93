import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@waarborg/contract/accounts';
import { inject } from 'vitest';
import { abilitiesOfRoles, rolesInOrder } from '../access/roles.ts';
import { type App, features } from '../app.ts';
import { composeApp, composeServer } from '../compose.ts';
import { openSession } from '../features/accounts/index.ts';
import type { JobContext, Jobs, Payload } from '../jobs/queue.ts';
import { openJobs } from '../jobs/queue.ts';
import { loadConfig } from '../kernel/config.ts';
import { createLog } from '../kernel/log.ts';
import { createKeyring } from '../kernel/sealed.ts';
import type { Scope } from './scope.ts';
import { testMasterKey } from './testing-server.ts';
import { inAccount, inTenant } from './transaction.ts';

/** An app on a database of its own, with a clock the test sets. */
export interface TestApp {
  readonly app: App;
  readonly clock: { now(): Date; set(at: Date | string): void };
  /** Makes an organisation with one person in it, with one role or several, and gives that person's scope; with `beside`, a colleague in that organisation. */
  scope(role?: Role | readonly Role[], beside?: Scope): Promise<Scope>;
  /** Calls the real server: parsing, session, abilities and all. `null` calls without a session. A body that is FormData or a Blob goes as it is. */
  fetch(scope: Scope | null, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Runs what is in the queue until it is empty; gives the names of the jobs that ran. A job that throws fails the test. */
  runJobs(): Promise<string[]>;
  close(): Promise<void>;
}

const ORIGIN = 'http://localhost:4380';

/** Asks the vitest run's PostgreSQL for a database: a clone of the migrated template, or an empty one. Gives the owner's URL. */
export async function testDatabase(kind: 'migrated' | 'empty' = 'migrated'): Promise<string> {
  const response = await fetch(`${inject('testDatabaseServer')}/${kind}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** A whole app for a test file; close it in afterAll. `settings` as in the environment ({ WAARBORG_UPLOAD_MAX_MB: '1' }). */
export async function testApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const ownerUrl = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-app-'));
  const config = loadConfig({ WAARBORG_DATA: folder, WAARBORG_LOG: 'error', WAARBORG_DATABASE_CONNECTIONS: '5', ...settings }, []);
  const log = createLog(config.logLevel);
  let now: Date | undefined;
  const clock = { now: () => now ?? new Date(), set: (at: Date | string) => void (now = new Date(at)) };
  let opened: Promise<Jobs> | undefined;
  const queue = () => (opened ??= openJobs({ ownerUrl, names: [], worker: false, log }));
  const jobs: Jobs = {
    enqueue: async (...call) => (await queue()).enqueue(...call),
    work: async (...call) => (await queue()).work(...call),
    schedule: async (...call) => (await queue()).schedule(...call),
    stop: async () => (await opened)?.stop(),
  };
  const app = await composeApp({ config, keyring: createKeyring(testMasterKey), log, ownerUrl, worker: false, jobs, clock });
  const serve = composeServer(app);
  const secrets = new WeakMap<Scope, string>();
  return {
    app,
    clock,
    scope: (role, beside) => makePerson(app, rolesInOrder([role ?? 'privacyOfficer'].flat()), beside),
    async fetch(scope, method, path, body, headers = {}) {
      const init: RequestInit & { headers: Record<string, string> } = { method, headers: { origin: ORIGIN, host: 'localhost:4380', ...headers } };
      if (scope) {
        if (!secrets.has(scope))
          secrets.set(scope, (await openSession(app, { userId: scope.actor.id, tenantNo: scope.tenantNo }, { ip: '127.0.0.1', device: 'test' })).secret);
        init.headers.cookie = `waarborg=${secrets.get(scope)}`;
      }
      if (body instanceof FormData || body instanceof Blob) init.body = body;
      else if (body !== undefined) {
        init.body = JSON.stringify(body);
        init.headers['content-type'] = 'application/json';
      }
      return serve(new Request(`${ORIGIN}${path}`, init), '127.0.0.1');
    },
    runJobs: () => runAll(app, ownerUrl),
    async close() {
      await jobs.stop();
      await app.db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let people = 0;

async function makePerson(app: App, roles: readonly Role[], beside?: Scope): Promise<Scope> {
  const at = app.clock.now();
  const userId = app.ids.next();
  const number = ++people;
  const name = `Test ${roles.join(' ')} ${number}`;
  let { tenantNo, tenantId } = beside ?? { tenantNo: 0, tenantId: app.ids.next() };
  if (!beside) {
    tenantNo = await inAccount(app.db, { system: true }, async (tx) => {
      const row = await tx
        .insertInto('tenants')
        .values({ id: tenantId, name: `Organisation ${number}`, created_at: at })
        .returning('tenant_no')
        .executeTakeFirstOrThrow();
      return row.tenant_no as number;
    });
  }
  await inTenant(app.db, { tenantNo }, async (tx) => {
    await tx
      .insertInto('users')
      .values({ id: userId, name, email: `person${number}@example.org`, password_hash: 'none', password_set_at: at, created_at: at })
      .execute();
    await tx.insertInto('memberships').values({ tenant_no: tenantNo, user_id: userId, roles, joined_at: at }).execute();
  });
  return { tenantNo, tenantId, actor: { kind: 'person', id: userId, name }, roles, abilities: abilitiesOfRoles(roles) };
}

async function runAll(app: App, ownerUrl: string): Promise<string[]> {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ connectionString: ownerUrl, max: 2, supervise: false, schedule: false });
  await boss.start();
  const ran: string[] = [];
  const context: JobContext = { signal: new AbortController().signal };
  try {
    for (let before = -1; before !== ran.length; ) {
      before = ran.length;
      for (const kind of features.flatMap((feature) => feature.jobs ?? [])) {
        for (let jobs = await boss.fetch<Payload>(kind.name); jobs.length > 0; jobs = await boss.fetch<Payload>(kind.name)) {
          for (const job of jobs) {
            await kind.run(app, job.data, context);
            await boss.complete(kind.name, job.id);
            ran.push(kind.name);
          }
        }
      }
    }
  } finally {
    await boss.stop({ graceful: false, close: true });
  }
  return ran;
}
