import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Text after "?" into an object of texts; nothing is guessed to be a number. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** The other way round; empty values are left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** Filters that live in the address: `read` makes them from the raw search, `change` sets some (empty takes away), `clear` takes all away. Never put personal data here. */
export function useFilters<T extends object>(
  read: (search: Record<string, unknown>) => T,
): {
  filters: T;
  change: (some: Partial<Record<keyof T & string, string | number | undefined | null>>, options?: { push?: boolean }) => void;
  clear: (() => void) | undefined;
} {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const change = useCallback(
    (some: Record<string, unknown>, options?: { push?: boolean }) => {
      void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, ...some })) as never, replace: !options?.push, resetScroll: false });
    },
    [navigate],
  );
  const clear = useCallback(() => void navigate({ to: '.', search: {} as never, replace: true, resetScroll: false }), [navigate]);
  return { filters: read(raw), change, clear: Object.keys(raw).length > 0 ? clear : undefined };
}

/** A part of the path, e.g. `id` of /scans/$id. */
export function useRouteParam(name: string): string {
  return String((useParams({ strict: false }) as Record<string, unknown>)[name] ?? '');
}
