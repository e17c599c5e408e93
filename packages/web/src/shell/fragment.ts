import { useState } from 'react';

/** A one-time token after "#" (a fragment is not sent to servers and so stands in no log). Taken out of the address at once; falls back to ?token=. */
export function useFragmentToken(): string {
  const [token] = useState(() => {
    const fromQuery = new URLSearchParams(location.search).get('token') ?? '';
    return decodeURIComponent(location.hash.slice(1)) || fromQuery;
  });
  return token;
}
