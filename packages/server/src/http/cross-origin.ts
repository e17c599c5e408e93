import { pageOrigin } from '@waarborg/contract/page-origin';
import type { Config } from '../kernel/config.ts';

/** What a browser may keep of an answer to a preflight, in seconds. */
const PREFLIGHT_SECONDS = 600;
const sendable = 'authorization, content-type, accept, if-none-match, accept-language';

/**
 * The answer to a browser that asks whether a page elsewhere may make this call. It has no token yet, so it says the same for every
 * organisation and gives nothing away: which origin is allowed is decided at the call itself, by the token. Never allows cookies.
 */
export function preflight(request: Request, method: string): Response {
  const headers: Record<string, string> = { vary: 'Origin', 'cache-control': 'no-store' };
  const origin = request.headers.get('origin') ?? '';
  if (pageOrigin(origin) === origin && request.headers.get('access-control-request-method') === method) {
    headers['access-control-allow-origin'] = origin;
    headers['access-control-allow-methods'] = method;
    headers['access-control-allow-headers'] = sendable;
    headers['access-control-max-age'] = String(PREFLIGHT_SECONDS);
  }
  return new Response(null, { status: 204, headers });
}

/** The origin of the page elsewhere whose script makes this call; undefined for our own pages, for extensions and for programs. */
export function foreignOrigin(request: Request, config: Pick<Config, 'publicUrl'>): string | undefined {
  const origin = request.headers.get('origin');
  if (!origin || !/^https?:/.test(origin) || origin === new URL(config.publicUrl).origin) return undefined;
  return URL.canParse(origin) && new URL(origin).host === request.headers.get('host') ? undefined : origin;
}

/** Lets the page on this origin read the answer. Without cookies: they are never asked for, and never allowed. */
export function openToOrigin(headers: Headers, origin: string): void {
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', 'etag, retry-after');
  headers.append('vary', 'Origin');
}
