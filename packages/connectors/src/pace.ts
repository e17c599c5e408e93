import { setTimeout as wait } from 'node:timers/promises';
import type { Batch, ReadOptions } from './connector.ts';

/** Rows a batch may hold so that a rate ceiling never lets more than about a second's worth through at once. */
export function batchRowsFor(options: ReadOptions | undefined, most: number): number {
  const asked = Math.max(1, Math.floor(Math.min(options?.batchRows ?? most, most)));
  const rate = options?.maxRowsPerSecond;
  return rate ? Math.max(1, Math.min(asked, Math.ceil(rate / 4))) : asked;
}

/**
 * Passes batches on no faster than `maxRowsPerSecond`, by waiting after each; throws the signal's reason when it is aborted,
 * also while waiting. Without a ceiling it only looks at the signal.
 */
export async function* paced(batches: AsyncIterable<Batch>, options: ReadOptions | undefined): AsyncGenerator<Batch> {
  const rate = options?.maxRowsPerSecond;
  const signal = options?.signal;
  signal?.throwIfAborted();
  const began = performance.now();
  let rows = 0;
  for await (const batch of batches) {
    signal?.throwIfAborted();
    if (rate) {
      const early = began + (rows / rate) * 1000 - performance.now();
      if (early > 1) await wait(early, undefined, { signal }).catch(() => signal?.throwIfAborted());
      rows += batch.rows;
    }
    yield batch;
  }
  signal?.throwIfAborted();
}

/** Evenly spread picks out of many: at most `wanted` of them, always with the first and the last. */
export function spread<T>(all: readonly T[], wanted: number): T[] {
  if (all.length <= wanted) return [...all];
  if (wanted <= 1) return all.slice(0, Math.max(0, wanted));
  const picked: T[] = [];
  for (let i = 0; i < wanted; i++) picked.push(all[Math.round((i * (all.length - 1)) / (wanted - 1))]);
  return picked;
}
