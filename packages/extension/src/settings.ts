import { api } from './browser.ts';

/** What the writer or the organisation's administrator has filled in. */
export interface Settings {
  readonly server: string;
  readonly token: string;
  readonly team: string | null;
  /** Null: the policy's own. */
  readonly language: 'nl' | 'en' | null;
  /** Whether an administrator has set this, so that it cannot be changed here. */
  readonly managed: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What is wrong with an address for the server, or null. It must be https, or http on this machine. */
export function troubleWithServer(value: string): 'empty' | 'form' | 'plain' | null {
  if (value === '') return 'empty';
  if (!URL.canParse(value)) return 'form';
  const address = new URL(value);
  if (address.protocol === 'https:') return null;
  if (address.protocol !== 'http:') return 'form';
  return /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(address.hostname) ? null : 'plain';
}

/** Settings as stored: an administrator's win over the writer's own, part by part. An address that is not right counts as none. */
export async function readSettings(): Promise<Settings> {
  const own = ((await api.storage.local.get('settings'))['settings'] ?? {}) as Record<string, unknown>;
  let set: Record<string, unknown> = {};
  try {
    set = (await api.storage.managed?.get(null)) ?? {};
  } catch {
    // No administrator has set anything; some browsers say so with an error.
  }
  const pick = (name: string) => text(set[name]) || text(own[name]);
  const server = pick('server').replace(/\/+$/, '');
  const language = pick('language');
  return {
    server: troubleWithServer(server) === null ? server : '',
    token: pick('token'),
    team: pick('team') || null,
    language: language === 'nl' || language === 'en' ? language : null,
    managed: text(set['server']) !== '',
  };
}
