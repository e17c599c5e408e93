import type { SourceKind } from '@waarborg/contract';

/** How a kind of system is reached, which decides the form. */
export type Reach = 'server' | 'path' | 'none';

/** Kinds that a person chooses from, in the order they are offered. */
export const kindGroups: readonly { readonly group: 'database' | 'file' | 'folder' | 'manual'; readonly kinds: readonly SourceKind[] }[] = [
  { group: 'database', kinds: ['postgres', 'mysql', 'sqlite'] },
  { group: 'file', kinds: ['csv', 'xlsx', 'parquet', 'jsonl', 'json', 'mbox', 'vcard'] },
  { group: 'folder', kinds: ['folder', 'eml'] },
  { group: 'manual', kinds: ['manual'] },
];

/** Whether a kind is a server one signs in to, a path on the machine Waarborg runs on, or nothing to connect to. */
export function reachOf(kind: SourceKind): Reach {
  if (kind === 'postgres' || kind === 'mysql') return 'server';
  return kind === 'manual' ? 'none' : 'path';
}

export interface ServerAddress {
  readonly host: string;
  readonly port: string;
  readonly database: string;
}

const schemes = { postgres: 'postgres', mysql: 'mysql' } as const;
/** The port a server listens on unless told otherwise. */
export const usualPort = { postgres: 5432, mysql: 3306 } as const;

/** "postgres://host:port/database" from what a person filled in; never holds user or password. IPv6 hosts get their brackets. */
export function locationOf(kind: 'postgres' | 'mysql', address: ServerAddress): string {
  const host = address.host.trim();
  const written = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const port = address.port.trim() || String(usualPort[kind]);
  return `${schemes[kind]}://${written}:${port}/${encodeURIComponent(address.database.trim())}`;
}

/** The reverse of `locationOf`; null when the text is not such an address. */
export function addressOf(location: string): ServerAddress | null {
  if (!URL.canParse(location)) return null;
  const url = new URL(location);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port, database: decodeURIComponent(url.pathname.replace(/^\//, '')) };
}

/** A whole URL pasted in the host field, split into the form's fields; null when it is no database address. The password goes to its own field, never on. */
export function splitPasted(text: string): (ServerAddress & { kind: 'postgres' | 'mysql'; user: string; password: string }) | null {
  const match = /^(postgres(?:ql)?|mysql|mariadb):\/\//i.exec(text.trim());
  if (match === null || !URL.canParse(text.trim())) return null;
  const address = addressOf(text.trim().replace(match[0], 'postgres://'));
  const url = new URL(text.trim().replace(match[0], 'postgres://'));
  if (address === null) return null;
  return {
    ...address,
    kind: match[1].toLowerCase().startsWith('postgres') ? 'postgres' : 'mysql',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

export type AddressTrouble = 'hostMissing' | 'hostNotOne' | 'portNotOne' | 'databaseMissing';

/** What is wrong with the form, by field; empty when it can be tried. */
export function troubleWith(address: ServerAddress): Partial<Record<keyof ServerAddress, AddressTrouble>> {
  const host = address.host.trim();
  const port = address.port.trim();
  return {
    ...(host === '' ? { host: 'hostMissing' as const } : /[\s/@?#]/.test(host) ? { host: 'hostNotOne' as const } : {}),
    ...(port !== '' && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535) ? { port: 'portNotOne' as const } : {}),
    ...(address.database.trim() === '' ? { database: 'databaseMissing' as const } : {}),
  };
}
