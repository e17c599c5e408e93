/** The origin of a page's address that the guard's script may work on, or null. */
export function pageOrigin(address: string): string | null {
  if (!URL.canParse(address.trim())) return null;
  const { protocol, hostname, origin } = new URL(address.trim());
  const isHere = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return isHere || (protocol === 'https:' && /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)$/.test(hostname)) ? origin : null;
}
