import {
  type Connector,
  ConnectorRefusal,
  type ConnectorSettings,
  openConnector,
  type Problem,
  type Surroundings,
  webSurroundings,
} from '@waarborg/connectors';
import type { App } from '../../app.ts';
import type { Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { type SourceRow, sealedSecretOf, sources } from './store.ts';
import { isZip, shownUpload, unpackedUpload } from './upload-place.ts';

/** Longest that a person waits for a system to answer. */
export const REACH_TIMEOUT_MS = 20_000;

/** What is needed to open a system: for the worker that scans it and for the page that looks at one record. Holds the password in the clear; never log or store it. */
export interface Reach {
  readonly sourceId: string;
  readonly settings: ConnectorSettings;
  readonly surroundings: Surroundings;
  readonly maxRowsPerSecond: number | null;
}

/** What a password is sealed for: this one system, so that a sealed value copied to another row opens nothing. */
export function secretPurpose(sourceId: string): string {
  return `source-secret:${sourceId}`;
}

/**
 * Where a system typed in by a person may lie: in the folders that the settings name, never in the data folder, where the uploads of other
 * organisations stand; and at no link-local or metadata address.
 */
export function typedSurroundings(app: Pick<App, 'config'>): Surroundings {
  return webSurroundings(app.config.folders, app.config.allowPrivateNetwork);
}

/**
 * How to open a system. Refuses (notFound) one that is not there, (invalid) a manual one and (conflict) an upload whose file is gone.
 * Opens the sealed password: call it where the connection is made, and nowhere else.
 */
export async function connectorSettingsOf(tx: Tx, app: Pick<App, 'config' | 'keyring' | 'blobs'>, sourceId: string): Promise<Reach> {
  const [source] = await sources(tx, { ids: [sourceId] });
  if (source === undefined) throw notFound('system');
  if (source.kind === 'manual') throw new Refusal('invalid', 'sources.manual', `${source.name} is written down by hand; there is nothing to connect to.`);
  return reachOf(app, source, await sealedSecretOf(tx, sourceId));
}

async function reachOf(app: Pick<App, 'config' | 'keyring' | 'blobs'>, source: SourceRow, sealed: Uint8Array | null): Promise<Reach> {
  const kind = source.kind as ConnectorSettings['kind'];
  const shared = { sourceId: source.id, maxRowsPerSecond: source.maxRowsPerSecond };
  if (source.uploadName !== null) {
    if (source.uploadRef === null)
      throw new Refusal('conflict', 'sources.uploadGone', `The uploaded file of ${source.name} was removed. Upload it again as a new system.`);
    const path = app.blobs.pathOf(source.uploadRef);
    if (kind === 'folder' && (await isZip(path))) {
      const { folder, root } = await unpackedUpload(path, source.uploadName);
      return { ...shared, settings: { kind, location: root }, surroundings: webSurroundings([folder], false) };
    }
    const { folder, file } = await shownUpload(path, source.uploadName);
    return { ...shared, settings: { kind, location: kind === 'folder' ? folder : file }, surroundings: webSurroundings([folder], false) };
  }
  const password = sealed === null ? undefined : Buffer.from(app.keyring.open(secretPurpose(source.id), sealed)).toString('utf8');
  const secret = { ...(source.user === null ? {} : { user: source.user }), ...(password === undefined ? {} : { password }) };
  return { ...shared, settings: { kind, location: source.location, secret }, surroundings: typedSurroundings(app) };
}

/**
 * Opens a system, works with it and closes it again; gives up after `timeoutMs`. Failures come back as a Refusal (unavailable) with the
 * connector's own code and message, which never hold a value or a secret.
 */
export async function withConnector<T>(
  reach: Pick<Reach, 'settings' | 'surroundings'>,
  work: (connector: Connector, signal: AbortSignal) => Promise<T>,
  timeoutMs: number = REACH_TIMEOUT_MS,
): Promise<T> {
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      ended.abort();
      reject(new Refusal('unavailable', 'sources.slow', `The system did not answer within ${Math.round(timeoutMs / 1000)} seconds.`));
    }, timeoutMs);
  });
  const run = async (): Promise<T> => {
    const connector = await openConnector(reach.settings, reach.surroundings);
    try {
      return await work(connector, ended.signal);
    } finally {
      await connector.close().catch(() => {});
    }
  };
  try {
    return await Promise.race([run(), late]);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The problem behind a failure to reach a system; null when it is another kind of error. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof ConnectorRefusal) return error.problem;
  if (error instanceof Refusal && error.kind === 'unavailable') return { code: error.code, message: error.detail };
  return null;
}

function asRefusal(error: unknown): unknown {
  return error instanceof ConnectorRefusal ? new Refusal('unavailable', error.problem.code, error.problem.message) : error;
}
