import { keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { RouteKey } from '@waarborg/contract';
import { ApiProblem, type CallOptions, call, type Input, type Output } from './api.ts';

/** One for the whole page. A refusal is not tried again; a missing line is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (times, error) => times < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502),
      refetchOnWindowFocus: true,
    },
  },
});

type LooseCall = (key: RouteKey, input: unknown) => Promise<never>;

/** Reads a call and keeps its answer. Changing input keeps the former answer in sight until the new one is there. */
export function useCall<K extends RouteKey>(key: K, input?: Input<K>, options: { enabled?: boolean; refetchMs?: number | false; staleMs?: number } = {}) {
  return useQuery<Output<K>, Error>({
    queryKey: [key, input ?? {}],
    queryFn: ({ signal }) => (call as LooseCall)(key, { ...input, signal }),
    enabled: options.enabled,
    refetchInterval: options.refetchMs,
    staleTime: options.staleMs,
    placeholderData: keepPreviousData,
  });
}

interface Page {
  items: unknown[];
  next?: string | undefined;
  total?: number | undefined;
}
type ItemOf<T> = T extends { items: (infer I)[] } ? I : never;

/** Reads a list that comes in pages; `items` holds what has come so far. */
export function usePages<K extends RouteKey>(key: K, input?: Input<K>, options: { enabled?: boolean } = {}) {
  const found = useInfiniteQuery({
    queryKey: [key, input ?? {}, 'pages'],
    queryFn: ({ signal, pageParam }) =>
      (call as unknown as (key: RouteKey, input: unknown) => Promise<Page>)(key, {
        ...input,
        query: { ...(input as { query?: object } | undefined)?.query, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    enabled: options.enabled,
    placeholderData: keepPreviousData,
  });
  const items = (found.data?.pages.flatMap((page) => page.items) ?? []) as ItemOf<Output<K>>[];
  return { ...found, items, total: found.data?.pages[0]?.total };
}

/** Does something and then reads again what it touched: keys of routes whose answers may have changed. */
export function useAct<K extends RouteKey>(key: K, options: { touches?: readonly RouteKey[]; onDone?: (output: Output<K>) => void } = {}) {
  const client = useQueryClient();
  return useMutation<Output<K>, Error, Input<K> & CallOptions>({
    mutationFn: (input) => (call as LooseCall)(key, input),
    onSuccess: async (output) => {
      options.onDone?.(output);
      await Promise.all((options.touches ?? []).map((touched) => client.invalidateQueries({ queryKey: [touched] })));
    },
  });
}

/** Everything a list in pages holds, page after page, for a file; stops at 10,000 lines. */
export async function everyPage<K extends RouteKey>(key: K, input?: Input<K>): Promise<ItemOf<Output<K>>[]> {
  const items: unknown[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...(input as { query?: object } | undefined)?.query, limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await (call as unknown as (key: RouteKey, input: unknown) => Promise<Page>)(key, { ...input, query });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < 10_000);
  return items as ItemOf<Output<K>>[];
}
