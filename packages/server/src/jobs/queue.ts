import type { Job, PgBoss } from 'pg-boss';
import { APP_ROLE } from '../db/connect.ts';
import type { Tx } from '../db/transaction.ts';
import type { Log } from '../kernel/log.ts';

/** Ids and small facts only; never personal data, a secret or a text somebody wrote. */
export type Payload = Readonly<Record<string, string | number | boolean | null>>;

export interface EnqueueOptions {
  readonly startAfterSeconds?: number;
  /** At most one waiting job with this key. */
  readonly singletonKey?: string;
  readonly priority?: number;
}

export interface JobContext {
  /** Aborted when the server stops or the job is taken over. */
  readonly signal: AbortSignal;
}

/** One kind of job: what a feature exports. The handler must be able to run twice for the same payload: a dead worker's job is given to another. */
export interface JobKind<A> {
  readonly name: string;
  run(app: A, payload: Payload, context: JobContext): Promise<void>;
  /** How many of them one process runs at a time; 1 unless said. */
  readonly concurrency?: number;
  readonly retryLimit?: number;
  /** Longest a run may take. 15 minutes unless said; use a heartbeat-kept job for longer ones. */
  readonly expireInSeconds?: number;
}

export interface Jobs {
  /** Puts a job in the queue in the transaction `tx`: it exists when that commits. */
  enqueue(tx: Tx, name: string, payload: Payload, options?: EnqueueOptions): Promise<void>;
  /** Starts working on jobs of this name; only workers call it. */
  work(name: string, handler: (payload: Payload, context: JobContext) => Promise<void>, options?: { concurrency?: number }): Promise<void>;
  /** Puts a job without payload in the queue at the given times (five cron fields, UTC), once for all machines together. */
  schedule(name: string, cron: string): Promise<void>;
  stop(): Promise<void>;
}

export interface QueueSettings {
  readonly ownerUrl: string;
  readonly names: readonly { readonly name: string; readonly retryLimit?: number; readonly expireInSeconds?: number }[];
  /** A worker takes jobs and keeps the queue tidy; a web process only adds. */
  readonly worker: boolean;
  readonly log: Log;
}

const HEARTBEAT_SECONDS = 10;

/** Starts the queue (pg-boss, its own schema `pgboss`) and makes sure every kind of job has its place. */
export async function openJobs(settings: QueueSettings): Promise<Jobs> {
  const { PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    connectionString: settings.ownerUrl,
    application_name: 'waarborg jobs',
    max: settings.worker ? 4 : 1,
    schedule: settings.worker,
    supervise: settings.worker,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 5,
    useListenNotify: settings.worker,
    reindex: false,
  });
  boss.on('error', (error: Error) => settings.log.warn({ err: error }, 'job queue'));
  await boss.start();
  await grantQueue(boss);
  await prepareQueues(boss, settings.names);
  return {
    async enqueue(tx, name, payload, options = {}) {
      const db = { executeSql: async (text: string, values?: unknown[]) => ({ rows: (await tx.client.query(text, values as unknown[])).rows }) };
      const { startAfterSeconds, singletonKey, priority } = options;
      // pg-boss refuses a key whose value is undefined.
      const given = Object.entries({ startAfter: startAfterSeconds, singletonKey, priority }).filter(([, value]) => value !== undefined);
      await boss.send(name, payload, { db, ...Object.fromEntries(given) });
    },
    async work(name, handler, { concurrency = 1 } = {}) {
      const one = async ([job]: Job<Payload>[]) => {
        try {
          await handler(job.data, { signal: job.signal });
        } catch (error) {
          settings.log.error({ err: error, job: name, id: job.id }, 'a job failed');
          // The queue keeps what is thrown; only the class of it may go there, a message could quote data.
          throw new Error((error as Error)?.name ?? 'failed');
        }
      };
      for (let i = 0; i < concurrency; i++) {
        await boss.work<Payload>(name, { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 }, one);
      }
    },
    schedule: (name, cron) => boss.schedule(name, cron, null, { tz: 'UTC' }),
    stop: () => boss.stop({ graceful: true, timeout: 10_000, close: true }),
  };
}

/** Jobs are added in the application's own transactions, so its role must be able to write the queue's tables. */
async function grantQueue(boss: PgBoss): Promise<void> {
  const db = boss.getDb();
  const { rows } = await db.executeSql(`select has_table_privilege('${APP_ROLE}', 'pgboss.job', 'insert') as granted`);
  if (rows[0].granted) return;
  await db.executeSql(`grant usage on schema pgboss to ${APP_ROLE}`);
  await db.executeSql(`grant select, insert, update, delete on all tables in schema pgboss to ${APP_ROLE}`);
}

async function prepareQueues(boss: PgBoss, names: QueueSettings['names']): Promise<void> {
  const known = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const { name, retryLimit = 5, expireInSeconds = 900 } of names) {
    if (known.has(name)) continue;
    await boss.createQueue(name, {
      retryLimit,
      retryBackoff: true,
      expireInSeconds,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      notify: true,
      deleteAfterSeconds: 86_400,
    });
  }
}
