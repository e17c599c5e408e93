import { useCallback, useSyncExternalStore } from 'react';

/** Whether the window is at most so many px wide; follows the window. For what a style sheet alone cannot do: another order, another part. */
export function useNarrow(mostPx: number): boolean {
  const query = `(max-width: ${mostPx}px)`;
  const follow = useCallback(
    (changed: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(follow, () => matchMedia(query).matches);
}
