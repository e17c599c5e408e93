/** A download. The name may hold anything; it is made safe for the header. */
export interface FileAnswer {
  readonly file: Uint8Array | ReadableStream<Uint8Array>;
  readonly name: string;
  readonly type: string;
}

/** A stream of server-sent events; each item becomes one event with JSON data. The iterator is closed when the reader goes away. */
export interface EventsAnswer {
  readonly events: AsyncIterable<unknown>;
}

const HEARTBEAT_MS = 15_000;
/** Broken off after so long, the reader comes back as with any call. */
const STREAM_MS = 15 * 60_000;
/** How often an open stream asks whether its reader may still see it. */
const ASK_MS = 10_000;

/** The response for a download; never shown inside the page. */
export function fileResponse(answer: FileAnswer): Response {
  const ascii =
    answer.name
      .normalize('NFKD')
      .replace(/[^\w.\- ]+/g, '_')
      .slice(0, 150) || 'file';
  const full = encodeURIComponent(
    answer.name
      .toWellFormed()
      .replace(/[\r\n/\\]/g, '_')
      .slice(0, 150),
  ).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return new Response(answer.file as BodyInit, {
    headers: { 'content-type': answer.type, 'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${full}`, 'cache-control': 'no-store' },
  });
}

/**
 * The response for server-sent events, with a comment every 15 seconds so that proxies keep the line open; the stream closes when the events
 * end, and breaks off after `mostMs`, and as soon as `stillMay`, asked every `askMs`, says no. `onEnd` is called once, whatever ends it.
 */
export function eventsResponse(
  answer: EventsAnswer,
  signal: AbortSignal,
  onError: (error: unknown) => void,
  { onEnd, stillMay, mostMs = STREAM_MS, askMs = ASK_MS }: { onEnd?: () => void; stillMay?: () => Promise<boolean>; mostMs?: number; askMs?: number } = {},
): Response {
  const encoder = new TextEncoder();
  const iterator = answer.events[Symbol.asyncIterator]();
  let beat: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  let asking: NodeJS.Timeout | undefined;
  let over = false;
  const end = async () => {
    if (over) return;
    over = true;
    clearInterval(beat);
    clearTimeout(limit);
    clearInterval(asking);
    onEnd?.();
    await iterator.return?.();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode('retry: 2000\n\n'));
      beat = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), HEARTBEAT_MS);
      // With this code the HTTP server takes it for a line that was cut, which the reader mends by itself.
      const cut = () => {
        if (over) return;
        // Not waited for: the source may be in the middle of a long silence.
        end().catch(onError);
        controller.error(Object.assign(new Error('The stream was open for long enough.'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }));
      };
      limit = setTimeout(cut, mostMs);
      // A database that does not answer is no reason to break off: it is asked again, and `mostMs` stands in any case.
      if (stillMay) asking = setInterval(() => void stillMay().then((may) => may || cut(), onError), askMs);
      signal.addEventListener('abort', () => void end(), { once: true });
    },
    async pull(controller) {
      try {
        const { done, value } = await iterator.next();
        if (over) return;
        if (!done) return controller.enqueue(encoder.encode(`data: ${JSON.stringify(value)}\n\n`));
      } catch (error) {
        if (over) return;
        onError(error);
      }
      await end();
      controller.close();
    },
    cancel: end,
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } });
}
