import { isIP } from 'node:net';
import type { Config } from '../kernel/config.ts';
import { Refusal } from '../kernel/errors.ts';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Refuses a write that another site could have made the browser send. Browsers name the page's origin on every write; it must be
 * ours. Programs without cookies send none and pass; with a cookie and no origin the write is refused.
 */
export function checkOrigin(request: Request, config: Pick<Config, 'publicUrl' | 'isPublicUrlGiven'>, hasCookie: boolean): void {
  if (!unsafe.has(request.method)) return;
  const refuse = () =>
    new Refusal(
      'forbidden',
      'origin.foreign',
      'This write did not come from a page of this server. When people reach it by another address, that address must be in WAARBORG_PUBLIC_URL.',
    );
  const site = request.headers.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') throw refuse();
  const origin = request.headers.get('origin');
  if (!origin) {
    if (hasCookie) throw refuse();
    return;
  }
  if (origin === new URL(config.publicUrl).origin) return;
  const host = request.headers.get('host') ?? '';
  const isSameHost = URL.canParse(origin) && new URL(origin).host === host;
  const isLoopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
  if (!isSameHost || (config.isPublicUrlGiven && !isLoopback)) throw refuse();
}

/** The name of the session cookie; over https the __Host- prefix keeps subdomains from setting it. */
export function cookieName(config: Pick<Config, 'publicUrl'>): string {
  return config.publicUrl.startsWith('https:') ? '__Host-waarborg' : 'waarborg';
}

/** The Set-Cookie header for a session; null ends it. */
export function sessionCookie(config: Pick<Config, 'publicUrl'>, secret: string | null, maxAgeSeconds = 0): string {
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${cookieName(config)}=${secret ?? ''}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${secret === null ? 0 : maxAgeSeconds}${secure}`;
}

/** The session's secret out of the Cookie header. */
export function readSessionCookie(request: Request, config: Pick<Config, 'publicUrl'>): string | undefined {
  const name = `${cookieName(config)}=`;
  const pair = (request.headers.get('cookie') ?? '').split(/; */).find((part) => part.startsWith(name));
  return pair?.slice(name.length) || undefined;
}

/** The caller's address: the socket's, or what the trusted proxies in front say. */
export function callerIp(socketIp: string, forwardedFor: string | null, trustProxies: number): string {
  if (trustProxies === 0 || !forwardedFor) return socketIp;
  const chain = forwardedFor.split(',').map((part) => part.trim());
  return chain.at(-trustProxies) || socketIp;
}

/**
 * What counts as one place for limits: an IPv4 address, or the /64 of an IPv6 one, because whoever has one such address has all 2^64 of that
 * network (RFC 6177). An IPv4 address written as IPv6 is the IPv4 one. Anything else comes back as it is.
 */
export function placeOf(ip: string): string {
  const plain = ip.split('%')[0];
  if (isIP(plain) !== 6) return plain;
  // The URL parser writes any form of IPv6 as hexadecimal groups.
  const [head, tail] = new URL(`http://[${plain}]/`).hostname.slice(1, -1).split('::');
  const groupsOf = (part: string | undefined) => (part ? part.split(':').map((group) => Number.parseInt(group, 16)) : []);
  const [left, right] = [groupsOf(head), groupsOf(tail)];
  const groups = [...left, ...new Array(8 - left.length - right.length).fill(0), ...right];
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 255])
      .join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}
