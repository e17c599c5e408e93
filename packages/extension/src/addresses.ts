import type { GuardedField } from '@waarborg/guard';

/** Whether an address matches a match pattern as extensions write it ("https://*.zendesk.com/agent/*"). A wrong pattern matches nothing. */
export function matchesPattern(pattern: string, address: string): boolean {
  const parts = /^(\*|https?):\/\/(\*|(?:\*\.)?[^/*]+)(\/.*)$/.exec(pattern);
  if (!parts || !URL.canParse(address)) return false;
  const [, scheme, host, path] = parts;
  const at = new URL(address);
  if (at.protocol !== 'http:' && at.protocol !== 'https:') return false;
  if (scheme !== '*' && `${scheme}:` !== at.protocol) return false;
  const wanted = host.toLowerCase();
  const isHost =
    wanted === '*' ||
    at.host === wanted ||
    at.hostname === wanted ||
    (wanted.startsWith('*.') && (at.hostname === wanted.slice(2) || at.hostname.endsWith(wanted.slice(1))));
  return isHost && matchesStars(path, at.pathname + at.search);
}

/** A pattern of plain parts with stars between them, in linear time. */
function matchesStars(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  if (!text.startsWith(parts[0])) return false;
  let at = parts[0].length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts.at(-1)!;
  return text.length - last.length >= at && text.endsWith(last);
}

/** The addresses of the appointed fields that a browser accepts as match patterns, each once. */
export function patternsOf(fields: readonly GuardedField[]): string[] {
  const isPattern = (one: string) => /^(?:\*|https?):\/\/(?:\*|(?:\*\.)?[^/*:\s]+)(?::\d+)?\/\S*$/.test(one);
  // A port is not part of a match pattern in every browser; without it the pattern covers all ports, and the content script looks again.
  return [...new Set(fields.map((one) => one.address.replace(/^([^/]*\/\/[^/:]+):\d+\//, '$1/')).filter(isPattern))];
}

/** The pattern that lets the extension talk with a server, and with nothing else. */
export function patternOfServer(server: string): string {
  const at = new URL(server);
  return `${at.protocol}//${at.hostname}/*`;
}
