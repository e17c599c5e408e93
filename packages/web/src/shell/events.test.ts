import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { events, eventTexts } from './events.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function streamOf(parts: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

async function read(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const texts: string[] = [];
  for await (const text of eventTexts(stream)) texts.push(text);
  return texts;
}

test('wherever the network cuts the bytes, the events are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => JSON.stringify(text)),
        { maxLength: 5 },
      ),
      fc.array(fc.nat(60)),
      async (texts, cuts) => {
        const bytes = new TextEncoder().encode(texts.map((text) => `event: progress\ndata: ${text}\n\n`).join(': still here\n\n'));
        const borders = [...new Set([0, ...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort((a, b) => a - b);
        const parts = borders.slice(0, -1).map((start, n) => bytes.slice(start, borders[n + 1]));
        expect(await read(streamOf(parts))).toEqual(texts);
      },
    ),
    { numRuns: 50 },
  );
});

test('a dropped line is taken up again; the end of the stream ends it', async () => {
  vi.useFakeTimers();
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: {"n":1}\n\n')),
    pull: (controller) => controller.error(new TypeError('network')),
  });
  const whole = streamOf([new TextEncoder().encode('data: {"n":2}\n\n')]);
  const streams = [broken, whole];
  vi.stubGlobal('fetch', async () => new Response(streams.shift(), { headers: { 'content-type': 'text/event-stream' } }));
  const seen: unknown[] = [];
  const lines: boolean[] = [];
  const done = events(
    'GET /api/v1/scans/{id}/events',
    { params: { id: 'x' } },
    { signal: new AbortController().signal, onEvent: (event) => seen.push(event), onLine: (up) => lines.push(up) },
  );
  await vi.advanceTimersByTimeAsync(2000);
  await done;
  expect(seen.at(-1)).toEqual({ n: 2 });
  expect(lines).toEqual([true, false, true]);
});

test('a refusal is thrown, not tried again', async () => {
  const asked = vi.fn(async () => new Response('{"status":404,"code":"notFound"}', { status: 404, headers: { 'content-type': 'application/problem+json' } }));
  vi.stubGlobal('fetch', asked);
  await expect(
    events('GET /api/v1/scans/{id}/events', { params: { id: 'x' } }, { signal: new AbortController().signal, onEvent: () => undefined }),
  ).rejects.toMatchObject({ code: 'notFound' });
  expect(asked).toHaveBeenCalledTimes(1);
});
