import type { App } from './app.ts';
import { ensureDataFolder, lockDataFolder } from './db/data-folder.ts';
import { type EmbeddedPostgres, startEmbedded } from './db/embedded.ts';
import { ensureDatabase, migrate } from './db/migrate.ts';
import { appPassword, prepareRoles } from './db/roles.ts';
import { checkPort, listen } from './http/listen.ts';
import type { Config } from './kernel/config.ts';
import { Refusal } from './kernel/errors.ts';
import { createLog } from './kernel/log.ts';
import { loadMasterKey } from './kernel/master-key.ts';
import { createKeyring, type Keyring } from './kernel/sealed.ts';
import { receiveOrders, superviseWorker, type WorkerOrders } from './worker-process.ts';

/** A running server and how to stop it: everything it started, in the order in which it leans on each other. */
export interface Running {
  readonly app?: App;
  readonly address?: string;
  stop(): Promise<void>;
}

type Undo = () => Promise<void> | void;

/**
 * Starts what the role asks for. `say` gets lines for a person. `lost` is called when something that cannot be done without
 * stops for good. When starting fails, what was started already is stopped before the refusal is thrown.
 */
export async function start(config: Config, say: (line: string) => void, lost: (why: string) => void, argv: readonly string[] = []): Promise<Running> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (let last = undo.pop(); last; last = undo.pop()) await last();
  };
  try {
    return { ...(await startRole(config, undo, say, lost, argv)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startRole(
  config: Config,
  undo: Undo[],
  say: (line: string) => void,
  lost: (why: string) => void,
  argv: readonly string[],
): Promise<{ app?: App; address?: string }> {
  const log = createLog(config.logLevel);
  // The features are loaded while the database starts: half of the time to the first page.
  const loading = Promise.all([import('./compose.ts'), import('./worker.ts'), import('./features/accounts/index.ts'), import('./features/sources/index.ts')]);
  loading.catch(() => {});
  if (process.env.WAARBORG_CHILD && config.role === 'worker') {
    const orders = await receiveOrders(() => lost('The server that started this worker is gone.'));
    const [{ composeApp }, { startWorker }] = await loading;
    const app = await composeApp({ config, keyring: createKeyring(Buffer.from(orders.masterKey, 'base64')), log, ownerUrl: orders.ownerUrl, worker: true });
    undo.push(() => closeApp(app));
    undo.push(await startWorker(app));
    return { app };
  }
  if (config.role === 'all' || config.role === 'web') await checkPort(config);
  const { ownerUrl, keyring, masterKey } = await openGround(config, undo, say, lost);
  if (config.role === 'migrate') return {};
  const [{ composeApp, composeServer }, { startWorker }, { makeSetupLink }, { clearLeftovers }] = await loading;
  const app = await composeApp({ config, keyring, log, ownerUrl, worker: config.role === 'worker' });
  undo.push(() => closeApp(app));
  // Beside the rest: no page waits for it.
  const cleared = clearLeftovers(app);
  undo.push(() => cleared);
  if (config.role === 'worker') {
    undo.push(await startWorker(app));
    say(`Worker ready with ${config.workerThreads} threads.`);
    return { app };
  }
  const server = await listen(composeServer(app), config);
  undo.push(() => server.close());
  if (config.role === 'all') {
    const orders: WorkerOrders = { ownerUrl, masterKey: Buffer.from(masterKey).toString('base64') };
    const worker = superviseWorker(orders, argv, log);
    undo.push(() => worker.stop());
  }
  const address = config.port === 0 ? config.publicUrl.replace(/:0$/, `:${server.port}`) : config.publicUrl;
  say(`Waarborg is ready: ${address}`);
  // A visitor of the demo signs in with what the demo prints; the next start without it gives the link.
  const link = config.demo ? undefined : await makeSetupLink(app, address);
  if (link) say(`Make the first organisation with this link, once:\n\n  ${link}\n`);
  return { app, address };
}

/** Master key, database and schema: what every role but a child worker stands on. */
async function openGround(
  config: Config,
  undo: Undo[],
  say: (line: string) => void,
  lost: (why: string) => void,
): Promise<{ ownerUrl: string; keyring: Keyring; masterKey: Uint8Array }> {
  const isEmbedded = config.databaseUrl === undefined;
  if (isEmbedded && config.role === 'worker') {
    throw new Refusal('invalid', 'config.databaseUrl', 'A worker on its own needs DATABASE_URL: the embedded database serves its own machine only.');
  }
  if (config.role !== 'worker' || !config.masterKey) ensureDataFolder(config.dataFolder);
  if (isEmbedded) undo.push(lockDataFolder(config.dataFolder));
  const masterKey = loadMasterKey(config.masterKey, config.dataFolder, config.role !== 'worker');
  const keyring = createKeyring(masterKey);
  const ownerUrl = config.databaseUrl ?? (await openEmbedded(config, keyring, undo, lost));
  await prepareRoles(ownerUrl, appPassword(keyring), config.appDatabaseUrl === undefined);
  if (config.role === 'worker') return { ownerUrl, keyring, masterKey };
  const applied = await migrate(ownerUrl);
  if (applied.length > 0)
    say(`The database was brought up to date: ${applied.length === 1 ? applied[0] : `${applied.length} steps, ${applied[0]} to ${applied.at(-1)}`}.`);
  else if (config.role === 'migrate') say('The database is up to date already.');
  return { ownerUrl, keyring, masterKey };
}

async function openEmbedded(config: Config, keyring: Keyring, undo: Undo[], lost: (why: string) => void): Promise<string> {
  const password = Buffer.from(keyring.derive('database-owner')).toString('base64url');
  const postgres: EmbeddedPostgres = await startEmbedded({ folder: config.dataFolder, password, onLost: lost });
  undo.push(() => postgres.stop());
  const url = postgres.url('waarborg');
  await ensureDatabase(postgres.url('postgres'), 'waarborg');
  return url;
}

async function closeApp(app: App): Promise<void> {
  await app.jobs.stop();
  await app.db.close();
}
