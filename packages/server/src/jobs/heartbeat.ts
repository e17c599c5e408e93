import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { App } from '../app.ts';

const BEAT_MS = 3_000;
const DEAD_AFTER_SECONDS = 15;

/** Says every few seconds that this worker is alive; returns what stops it and signs the worker off. */
export async function startHeartbeat(app: App): Promise<() => Promise<void>> {
  const id = app.ids.next();
  const beat = () =>
    sql`insert into workers (id, machine, threads, started_at, seen_at) values (${id}, ${hostname()}, ${app.config.workerThreads}, now(), now())
      on conflict (id) do update set seen_at = now()`.execute(app.db.kysely);
  await sql`delete from workers where seen_at < now() - interval '1 hour'`.execute(app.db.kysely);
  await beat();
  // A beat that fails while the database is away is made up for by the next.
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS);
  return async () => {
    clearInterval(timer);
    await sql`delete from workers where id = ${id}`.execute(app.db.kysely).catch(() => {});
  };
}

/** How many workers are alive. Throws when the database is away. */
export async function countWorkers(app: App): Promise<number> {
  const { rows } = await sql<{
    alive: number;
  }>`select count(*) as alive from workers where seen_at > now() - make_interval(secs => ${DEAD_AFTER_SECONDS})`.execute(app.db.kysely);
  return rows[0].alive;
}
