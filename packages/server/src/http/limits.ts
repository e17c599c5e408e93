import type { Clock } from '../kernel/clock.ts';
import { Refusal } from '../kernel/errors.ts';

/** Longest that a body of text may take to come in; a slow line needs a few seconds for the largest. */
const BODY_MS = 60_000;

/**
 * Reads a body as text, refusing one that is longer than `maxBytes` before it is all in memory, one that is not UTF-8, and one that is not
 * whole after `withinMs`: a caller who sends a byte now and then must not hold a line for hours.
 */
export async function readText(request: Request, maxBytes: number, withinMs = BODY_MS): Promise<string> {
  const tooLong = () => new Refusal('invalid', 'input.tooLarge', `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLong();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('invalid', 'input.slow', `The body was not whole within ${withinMs / 1000} seconds.`)), withinMs);
  });
  try {
    while (reader) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) break;
      bytes += value.length;
      if (bytes > maxBytes) throw tooLong();
      parts.push(value);
    }
  } catch (error) {
    reader?.cancel().catch(() => {});
    throw error;
  } finally {
    clearTimeout(timer);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new Refusal('invalid', 'input.encoding', 'The body is not valid UTF-8.');
  }
}

/** Lets `perMinute` calls a minute through for each key, with a burst of the same size; counted in this process. */
export function rateLimit(perMinute: number, clock: Clock): (key: string) => void {
  const buckets = new Map<string, { left: number; at: number }>();
  let sweptAt = 0;
  return (key) => {
    const now = clock.now().getTime();
    // A bucket is full again after a minute. Not at each call: whoever sends a new key every time must not make every call go through them all.
    if (buckets.size > 20_000 && Math.abs(now - sweptAt) > 10_000) {
      for (const [name, bucket] of buckets) if (now - bucket.at > 60_000) buckets.delete(name);
      sweptAt = now;
    }
    const bucket = buckets.get(key) ?? { left: perMinute, at: now };
    bucket.left = Math.min(perMinute, bucket.left + (Math.max(0, now - bucket.at) * perMinute) / 60_000);
    bucket.at = now;
    buckets.set(key, bucket);
    if (bucket.left < 1)
      throw new Refusal('tooMany', 'calls.tooMany', `More than ${perMinute} calls a minute; wait a moment.`, {
        retryAfterSeconds: ((1 - bucket.left) * 60) / perMinute,
      });
    bucket.left -= 1;
  };
}

/** Lets each key hold `most` things at a time; gives what lets one go. Refuses (tooMany) one more; counted in this process. */
export function atMost(most: number): (key: string) => () => void {
  const held = new Map<string, number>();
  return (key) => {
    const count = held.get(key) ?? 0;
    if (count >= most)
      throw new Refusal('tooMany', 'calls.open', `More than ${most} of these are under way; wait until one has ended.`, { retryAfterSeconds: 10 });
    held.set(key, count + 1);
    let gone = false;
    return () => {
      if (gone) return;
      gone = true;
      const left = held.get(key)! - 1;
      if (left > 0) held.set(key, left);
      else held.delete(key);
    };
  };
}
