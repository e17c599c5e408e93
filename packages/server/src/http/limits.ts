import type { Clock } from '../kernel/clock.ts';
import { Refusal } from '../kernel/errors.ts';

/** Reads a body as text, refusing one that is longer than `maxBytes` before it is all in memory, and one that is not UTF-8. */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLong = () => new Refusal('invalid', 'input.tooLarge', `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLong();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.length;
    if (bytes > maxBytes) throw tooLong();
    parts.push(part);
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
  return (key) => {
    const now = clock.now().getTime();
    if (buckets.size > 20_000) for (const [name, bucket] of buckets) if (now - bucket.at > 60_000) buckets.delete(name);
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
