import { useNavigate } from '@tanstack/react-router';
import { Skeleton } from '@waarborg/ui';
import { useEffect } from 'react';
import { useFilters } from '../../shell/url-state.ts';
import { wayIn } from './way-in.ts';

/** What stands at /sign-in for who is signed in: the way on. Who is not signed in sees the sign-in page there, as at every address. */
export function SignedInPage() {
  const navigate = useNavigate();
  const { filters } = useFilters((search) => ({ next: search['next'] }));
  const to = wayIn(filters.next, location.origin);
  useEffect(() => {
    // Not a step in the history: "back" would come here again and be sent on again.
    void navigate({ href: to, replace: true });
  }, [navigate, to]);
  return <Skeleton lines={6} />;
}
