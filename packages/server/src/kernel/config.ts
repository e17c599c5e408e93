import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, resolve, sep } from 'node:path';
import { parseEnv } from 'node:util';
import { Refusal } from './errors.ts';
import { type Setting, settings } from './settings.ts';

export type ServerRole = 'all' | 'web' | 'worker' | 'migrate';

/** What the server runs with; every field comes from one row of kernel/settings.ts. */
export interface Config {
  readonly role: ServerRole;
  readonly demo: boolean;
  readonly host: string;
  readonly port: number;
  /** Without a slash at the end. What links in mail and the same-origin check use. */
  readonly publicUrl: string;
  /** Whether somebody said what it is; when not, the address the browser used is believed. */
  readonly isPublicUrlGiven: boolean;
  readonly dataFolder: string;
  /** An outside PostgreSQL; absent = the embedded one. */
  readonly databaseUrl?: string;
  /** How the application role reaches the outside PostgreSQL when its administrator made the role. */
  readonly appDatabaseUrl?: string;
  readonly databaseConnections: number;
  readonly masterKey?: string;
  readonly smtpUrl?: string;
  readonly mailFrom: string;
  readonly workerThreads: number;
  readonly uploadMaxBytes: number;
  /** Folders that a path of a connected system must lie in. */
  readonly folders: readonly string[];
  readonly allowPrivateNetwork: boolean;
  readonly trustProxies: number;
  readonly sessionIdleMinutes: number;
  readonly sessionHours: number;
  readonly logLevel: string;
}

type Text = Record<string, string | undefined>;

/**
 * Settings from arguments (`--port 8080`, `--role worker`, `--demo`), then the environment, then the file that WAARBORG_CONFIG
 * names, then the defaults. Throws a Refusal that names the setting and what is wrong with it.
 */
export function loadConfig(env: Text, argv: readonly string[]): Config {
  const read = reader({ ...fromFile(env.WAARBORG_CONFIG), ...env, ...fromArguments(argv) });
  const host = read.text('WAARBORG_HOST')!;
  const port = read.number('WAARBORG_PORT')!;
  const dataFolder = resolve(read.text('WAARBORG_DATA')!);
  return {
    role: read.text('WAARBORG_ROLE') as ServerRole,
    demo: read.text('WAARBORG_DEMO') === 'yes',
    host,
    port,
    publicUrl: (read.text('WAARBORG_PUBLIC_URL') ?? `http://${host === '127.0.0.1' || host === '::1' ? 'localhost' : host}:${port}`).replace(/\/+$/, ''),
    isPublicUrlGiven: read.text('WAARBORG_PUBLIC_URL') !== undefined,
    dataFolder,
    databaseUrl: read.text('DATABASE_URL'),
    appDatabaseUrl: read.text('DATABASE_APP_URL'),
    databaseConnections: read.number('WAARBORG_DATABASE_CONNECTIONS')!,
    masterKey: read.text('WAARBORG_KEY'),
    smtpUrl: read.text('WAARBORG_SMTP_URL'),
    mailFrom: read.text('WAARBORG_MAIL_FROM')!,
    workerThreads: read.number('WAARBORG_WORKER_THREADS') ?? Math.max(1, Math.min(8, availableParallelism())),
    uploadMaxBytes: read.number('WAARBORG_UPLOAD_MAX_MB')! * 1024 * 1024,
    folders: readFolders(read.text('WAARBORG_FOLDERS') ?? '', dataFolder),
    allowPrivateNetwork: read.text('WAARBORG_PRIVATE_NETWORK') === 'yes',
    trustProxies: read.number('WAARBORG_TRUST_PROXIES')!,
    sessionIdleMinutes: read.number('WAARBORG_SESSION_IDLE_MINUTES')!,
    sessionHours: read.number('WAARBORG_SESSION_HOURS')!,
    logLevel: read.text('WAARBORG_LOG')!,
  };
}

function reader(values: Text) {
  const text = (name: string): string | undefined => {
    const setting = settings.find((s) => s.name === name);
    if (!setting) throw new Error(`${name} is not in the list of settings.`);
    const value = values[name]?.trim() || setting.default;
    if (value !== undefined) check(setting, value);
    return value;
  };
  return {
    text,
    number: (name: string) => {
      const value = text(name);
      return value === undefined ? undefined : Number(value);
    },
  };
}

function check(setting: Setting, value: string): void {
  const wrong = (why: string) => new Refusal('invalid', 'config.invalid', `Setting ${setting.name}: ${why}.`);
  if (setting.oneOf && !setting.oneOf.includes(value)) throw wrong(`must be one of ${setting.oneOf.join(', ')}`);
  if (setting.between) {
    const [low, high] = setting.between;
    const number = Number(value);
    if (!Number.isInteger(number) || number < low || number > high) throw wrong(`must be a whole number from ${low} to ${high}`);
  }
  if (setting.url) {
    const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : '';
    if (!setting.url.includes(scheme)) throw wrong(`must be a URL that starts with ${setting.url.map((s) => `${s}://`).join(' or ')}`);
  }
}

/** Folders that may be connected as systems. Never one that holds the data folder or lies in it: the master key and the uploads of every organisation stand there. */
function readFolders(text: string, dataFolder: string): string[] {
  const real = (folder: string) => `${existsSync(folder) ? realpathSync(folder) : folder}${sep}`.replace(/[/\\]+$/, sep);
  const data = real(dataFolder);
  return text
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => {
      const path = resolve(folder);
      if (data.startsWith(real(path)) || real(path).startsWith(data)) {
        throw new Refusal(
          'invalid',
          'config.invalid',
          `Setting WAARBORG_FOLDERS: ${path} and the data folder ${dataFolder} lie inside one another, and what is in the data folder (the master key, uploads) must not be connected as a system. Name other folders, or move one of them.`,
        );
      }
      return path;
    });
}

function fromFile(file: string | undefined): Text {
  if (!file) return {};
  if (!existsSync(file)) throw new Refusal('invalid', 'config.file', `Setting WAARBORG_CONFIG: there is no file ${resolve(file)}.`);
  const values = parseEnv(readFileSync(file, 'utf8')) as Text;
  const unknown = Object.keys(values).find((name) => !settings.some((s) => s.name === name));
  if (unknown)
    throw new Refusal('invalid', 'config.unknown', `${resolve(file)} sets ${unknown}, which is not a setting of Waarborg (docs/operations.md lists them).`);
  return values;
}

function fromArguments(argv: readonly string[]): Text {
  const values: Text = {};
  for (let i = 0; i < argv.length; i++) {
    const [flag, inline] = argv[i].split(/=(.*)/s);
    const setting = settings.find((s) => s.flag && `--${s.flag}` === flag);
    if (!setting) {
      const known = settings.flatMap((s) => (s.flag ? [`--${s.flag}`] : []));
      throw new Refusal('invalid', 'config.argument', `Unknown argument ${argv[i]}. Known are ${known.join(', ')}; all settings are in docs/operations.md.`);
    }
    const value = setting.name === 'WAARBORG_DEMO' ? (inline ?? 'yes') : (inline ?? argv[++i]);
    if (value === undefined) throw new Refusal('invalid', 'config.argument', `Argument ${flag} needs a value.`);
    values[setting.name] = value;
  }
  return values;
}
