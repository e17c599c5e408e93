import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { say } from './language.ts';
import { exitCodes, Stop } from './outcome.ts';

export interface Credentials {
  readonly url: string;
  readonly token: string;
}
type Environment = Readonly<Record<string, string | undefined>>;

export const defaultServer = 'http://127.0.0.1:4380';

/** Where `login` keeps the token: $XDG_CONFIG_HOME/waarborg/credentials.json, by default under ~/.config. */
export function credentialsFile(env: Environment = process.env): string {
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'waarborg', 'credentials.json');
}

/** Checks an address of a server: http or https, without user or password. */
export function serverAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new Stop(exitCodes.usage, say(`${text} is geen http(s)-adres`, `${text} is not an http(s) address`));
  if (url.username !== '' || url.password !== '')
    throw new Stop(exitCodes.usage, say('zet geen wachtwoord in het adres', 'do not put a password in the address'));
  return url.href.replace(/\/+$/, '');
}

/** The server and token to use: WAARBORG_URL and WAARBORG_TOKEN win over what `login` saved. A saved token goes only to the server it was saved for. */
export function loadCredentials(env: Environment = process.env): { url: string; token: string | undefined } {
  const saved = readSaved(credentialsFile(env));
  const url = serverAddress(env['WAARBORG_URL'] || saved?.url || defaultServer);
  return { url, token: env['WAARBORG_TOKEN'] || (saved?.url === url ? saved.token : undefined) };
}

function readSaved(file: string): Credentials | undefined {
  if (!existsSync(file)) return undefined;
  if ((statSync(file).mode & 0o077) !== 0)
    throw new Stop(exitCodes.unreachable, say(`${file} is ook voor anderen te lezen`, `others can read ${file} as well`), `chmod 600 ${file}`);
  try {
    const { url, token } = JSON.parse(readFileSync(file, 'utf8')) as Credentials;
    return typeof url === 'string' && typeof token === 'string' ? { url, token } : undefined;
  } catch {
    throw new Stop(
      exitCodes.unreachable,
      say(`${file} is onleesbaar`, `${file} is unreadable`),
      say('Meld u opnieuw aan: waarborg login', 'Sign in again: waarborg login'),
    );
  }
}

/** Writes the token so that only this user can read it (0600, folder 0700). Returns the file. */
export function saveCredentials(credentials: Credentials, env: Environment = process.env): string {
  const file = credentialsFile(env);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(credentials)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
}

/** Removes the saved token; true when there was one. */
export function forgetCredentials(env: Environment = process.env): boolean {
  const file = credentialsFile(env);
  const there = existsSync(file);
  rmSync(file, { force: true });
  return there;
}
