import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ConnectorKind, type ConnectorSettings, connectorKinds, settingsFor, splitSecret } from '@waarborg/connectors';
import { say } from './language.ts';
import { exitCodes, Stop } from './outcome.ts';

/** A source as the command line names it, ready to open. `shown` never holds a password. */
export interface OpenableSource {
  readonly settings: ConnectorSettings;
  readonly shown: string;
}

/**
 * Reads what was typed as a source: a database URL or a path. The password comes out of the URL, or from --password-file, or from
 * WAARBORG_PASSWORD, PGPASSWORD or MYSQL_PWD, in that order.
 */
export async function openableSource(typed: string, options: { kind?: string; passwordFile?: string }): Promise<OpenableSource> {
  if (options.kind !== undefined && !connectorKinds.includes(options.kind as ConnectorKind))
    throw new Stop(exitCodes.usage, say(`${options.kind} is geen soort bron`, `${options.kind} is not a kind of source`), connectorKinds.join(', '));
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const location = isUrl ? typed : resolve(typed);
  const settings = options.kind === undefined ? await settingsFor(location) : withKind(location, options.kind as ConnectorKind);
  const shown = isUrl ? settings.location : typed;
  if (settings.kind !== 'postgres' && settings.kind !== 'mysql') return { settings, shown };
  const password = passwordFor(settings, options.passwordFile);
  return { settings: { ...settings, secret: { ...settings.secret, ...(password === undefined ? {} : { password }) } }, shown };
}

function withKind(location: string, kind: ConnectorKind): ConnectorSettings {
  const { location: bare, secret } = splitSecret(location);
  return { kind, location: bare, secret };
}

function passwordFor(settings: ConnectorSettings, file: string | undefined): string | undefined {
  if (file !== undefined) {
    try {
      return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    } catch (error) {
      throw new Stop(
        exitCodes.unreachable,
        say(`${file} is niet te lezen (${(error as NodeJS.ErrnoException).code})`, `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`),
      );
    }
  }
  const { env } = process;
  return settings.secret?.password ?? env['WAARBORG_PASSWORD'] ?? (settings.kind === 'postgres' ? env['PGPASSWORD'] : env['MYSQL_PWD']);
}
