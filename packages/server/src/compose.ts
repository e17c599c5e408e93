import { fileURLToPath } from 'node:url';
import { type App, features } from './app.ts';
import { openDatabase } from './db/connect.ts';
import { appPassword, appUrl } from './db/roles.ts';
import { authenticate } from './features/accounts/index.ts';
import { admitOrigin } from './features/notes/index.ts';
import { documentPages } from './http/docs-page.ts';
import { healthResponse } from './http/health.ts';
import { buildServer, type Serve } from './http/server.ts';
import { serveFolder } from './http/static.ts';
import { type Jobs, openJobs } from './jobs/queue.ts';
import { openBlobs } from './kernel/blobs.ts';
import { systemClock } from './kernel/clock.ts';
import type { Config } from './kernel/config.ts';
import { systemIds } from './kernel/ids.ts';
import type { Log } from './kernel/log.ts';
import { openMail } from './kernel/mail.ts';
import type { Keyring } from './kernel/sealed.ts';

export { appPassword, prepareRoles } from './db/roles.ts';

/** Where the web's build stands. */
export const webFolder = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The app over a database that is up to date. `jobs` may be given by tests. */
export async function composeApp(
  parts: { config: Config; keyring: Keyring; log: Log; ownerUrl: string; worker: boolean; jobs?: Jobs } & Partial<Pick<App, 'clock' | 'ids'>>,
): Promise<App> {
  const { config, keyring, log, ownerUrl } = parts;
  const password = appPassword(keyring);
  const ids = parts.ids ?? systemIds;
  const db = openDatabase({
    url: ownerUrl,
    appUrl: config.appDatabaseUrl ?? appUrl(ownerUrl, password),
    maxConnections: config.databaseConnections,
    onError: (err) => log.warn({ err }, 'a database connection was lost'),
  });
  return {
    config,
    db,
    clock: parts.clock ?? systemClock,
    ids,
    log,
    keyring,
    mail: openMail(config, log),
    blobs: openBlobs(`${config.dataFolder}/files`, ids),
    jobs: parts.jobs ?? opened(openJobs({ ownerUrl, names: jobNames(), worker: parts.worker, log })),
  };
}

/** A queue that may still be opening: the web answers pages before the first job is put in. */
function opened(queue: Promise<Jobs>): Jobs {
  // Whoever uses it meets the failure; it must not end the process before that.
  queue.catch(() => {});
  return {
    enqueue: async (...call) => (await queue).enqueue(...call),
    work: async (...call) => (await queue).work(...call),
    schedule: async (...call) => (await queue).schedule(...call),
    stop: async () => (await queue.catch(() => undefined))?.stop(),
  };
}

/** Every kind of job and every line of the timetable, as the queue must know them. */
export function jobNames(): { name: string; retryLimit?: number; expireInSeconds?: number }[] {
  const kinds = features.flatMap((feature) => feature.jobs ?? []);
  const timed = features.flatMap((feature) => feature.timetable ?? []);
  return [
    ...kinds.map(({ name, retryLimit, expireInSeconds }) => ({ name, retryLimit, expireInSeconds })),
    ...timed.map(({ name }) => ({ name: `timed-${name}`, retryLimit: 1 })),
  ];
}

/** The web server over an app: API, its document, and the built pages. */
export function composeServer(app: App): Serve {
  return buildServer(app, {
    mounted: features.flatMap((feature) => feature.routes ?? []),
    authenticate,
    admitOrigin,
    health: () => healthResponse(app),
    files: serveFolder(webFolder),
    pages: documentPages(app),
  });
}
