/**
 * Where somebody goes who came to the sign-in page: the page named by `next`, or the start page. Only pages of this origin: an address that leads
 * elsewhere, however it is written, would make our sign-in the bait of somebody else's page.
 */
export function wayIn(next: unknown, origin: string): string {
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, origin)) return '/';
  const { origin: at, pathname, search, hash } = new URL(next, origin);
  // "/.//elsewhere" stays in this origin when it is read, but leaves it when the path alone is used as an address.
  if (at !== origin || pathname.startsWith('//') || pathname === '/sign-in') return '/';
  return pathname + search + hash;
}
