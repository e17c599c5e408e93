import type { ConnectorSettings } from './connector.ts';
import { type NetworkRule, resolveHost } from './network.ts';
import { refusal } from './refusals.ts';

/** A checked database address: `host` is the address to connect to (or a socket folder), `name` the host as it was written. */
export interface DatabaseAddress {
  readonly host: string;
  readonly name: string;
  readonly port: number;
  /** Empty when the location names none. */
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: 'off' | 'prefer' | 'require' | 'verify';
}

const sslWords: Record<string, DatabaseAddress['ssl']> = {
  disable: 'off',
  off: 'off',
  allow: 'prefer',
  prefer: 'prefer',
  preferred: 'prefer',
  require: 'require',
  required: 'require',
  'verify-ca': 'verify',
  'verify-full': 'verify',
  verify_ca: 'verify',
  verify_identity: 'verify',
};

/**
 * Reads a database URL and looks its host up under the network rule. Refuses host lists, every option but the TLS mode (a driver's
 * options can name key files, sockets and start-up commands), and Unix sockets where the rule forbids them.
 */
export async function databaseAddress(
  settings: ConnectorSettings,
  rule: NetworkRule,
  words: { readonly defaultPort: number; readonly form: string; readonly defaultUser: string | null },
): Promise<DatabaseAddress> {
  let url: URL;
  try {
    url = new URL(settings.location);
  } catch {
    throw refusal('address.invalid', `This is not an address of the form ${words.form}.`);
  }
  let ssl: DatabaseAddress['ssl'] | null = null;
  let socket: string | null = null;
  for (const [name, value] of url.searchParams) {
    const word = name.toLowerCase();
    if (word === 'sslmode' || word === 'ssl-mode') {
      ssl = sslWords[value.toLowerCase()] ?? null;
      if (ssl === null) throw refusal('address.option', 'The TLS mode must be disable, prefer, require or verify-full.');
    } else if ((word === 'host' || word === 'socket') && rule.allowSockets && value.startsWith('/')) socket = value;
    else if (word !== 'application_name') throw refusal('address.option', 'The address may only hold the option sslmode; other options are refused.');
  }
  const user = settings.secret?.user ?? decoded(url.username) ?? '';
  const password = settings.secret?.password ?? decoded(url.password) ?? '';
  const database = decoded(url.pathname.replace(/^\//, '')) ?? '';
  const port = url.port ? Number(url.port) : words.defaultPort;
  const chosenUser = user || words.defaultUser;
  if (!chosenUser) throw refusal('user.missing', 'Give the name of the database account to connect with.');
  const shared = { port, database, user: chosenUser, password };
  if (socket !== null) return { ...shared, host: socket, name: socket, ssl: 'off' };
  const host = decoded(url.hostname) ?? '';
  if (host.startsWith('/') || host === '') throw refusal('network.socket', `The address must name a host: ${words.form}.`);
  const { address } = await resolveHost(host, rule);
  const local = address.startsWith('127.') || address === '::1';
  return { ...shared, host: address, name: host.replace(/^\[|\]$/g, ''), ssl: ssl ?? (local ? 'off' : 'prefer') };
}

function decoded(part: string): string | null {
  try {
    return part === '' ? null : decodeURIComponent(part);
  } catch {
    throw refusal('address.invalid', 'The address holds a % that is not part of an encoded character.');
  }
}

/** Takes user and password off a URL, so that what is stored and shown never holds them. A path comes back as it is. */
export function splitSecret(location: string): { readonly location: string; readonly secret: { user?: string; password?: string } } {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return { location, secret: {} };
  try {
    const url = new URL(location);
    const user = decoded(url.username) ?? undefined;
    const password = decoded(url.password) ?? url.searchParams.get('password') ?? undefined;
    if (user === undefined && password === undefined) return { location, secret: {} };
    url.username = '';
    url.password = '';
    url.searchParams.delete('password');
    return { location: url.toString(), secret: { ...(user === undefined ? {} : { user }), ...(password === undefined ? {} : { password }) } };
  } catch {
    // A location that is no URL is refused later; here it must not travel on with a password in it.
    return { location: location.replace(/\/\/[^@]*@/, '//'), secret: {} };
  }
}
