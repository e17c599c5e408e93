import { splitSecret } from './address.ts';
import { type Connector, type ConnectorKind, type ConnectorSettings, connectorKinds } from './connector.ts';
import { commandLine, resolvePath, type Surroundings } from './network.ts';
import { recognise } from './recognise.ts';
import { refusal } from './refusals.ts';

export { splitSecret } from './address.ts';
export { recognise } from './recognise.ts';

/**
 * Opens the system that the settings name, inside the surroundings: the network rule holds for databases, the folders for paths.
 * A driver is loaded when it is first needed. Refuses (ConnectorRefusal) what cannot be reached, is not what it says it is, or lies
 * outside; messages never hold the password. Options: csv: separator, header; postgres and mysql: statementTimeoutMs, connectTimeoutMs.
 */
export async function openConnector(settings: ConnectorSettings, surroundings: Surroundings = commandLine): Promise<Connector> {
  if (!connectorKinds.includes(settings.kind)) throw refusal('kind.unknown', 'There is no such kind of source.');
  if (settings.kind === 'postgres') return (await import('./postgres/connector.ts')).openPostgres(settings, surroundings);
  if (settings.kind === 'mysql') return (await import('./mysql/connector.ts')).openMysql(settings, surroundings);
  const path = await resolvePath(settings.location, surroundings.folders);
  switch (settings.kind) {
    case 'sqlite':
      return (await import('./sqlite/connector.ts')).openSqlite(path, { computed: surroundings.folders === null });
    case 'csv': {
      const { separator, header } = settings.options ?? {};
      const options = { ...(typeof separator === 'string' && separator ? { separator } : {}), ...(typeof header === 'boolean' ? { header } : {}) };
      return (await import('./csv/connector.ts')).openCsv(path, options);
    }
    case 'json':
    case 'jsonl':
      return (await import('./json/connector.ts')).openJson(settings.kind, path);
    case 'parquet':
      return (await import('./parquet/connector.ts')).openParquet(path);
    case 'xlsx':
      return (await import('./xlsx/connector.ts')).openXlsx(path);
    case 'folder':
      return (await import('./folder/connector.ts')).openFolder(path);
    case 'eml':
    case 'mbox':
      return (await import('./mail/connector.ts')).openMail(settings.kind, path);
    case 'vcard':
      return (await import('./vcard/connector.ts')).openVcard(path);
  }
}

/** For the command line: splits the secret off a URL, recognises the kind, and gives settings that `openConnector` takes. */
export async function settingsFor(location: string): Promise<ConnectorSettings> {
  const split = splitSecret(location);
  const kind: ConnectorKind = await recognise(split.location);
  return { kind, location: split.location, ...(Object.keys(split.secret).length > 0 ? { secret: split.secret } : {}) };
}
