import type { RouteKey } from '@waarborg/contract';
import { ApiProblem, hrefOf, type Input, type Output, problemOf } from './api.ts';

const firstWaitMs = 1000;
const longestWaitMs = 15_000;

/** Splits a stream of server-sent events into the texts of their data. */
export async function* eventTexts(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += value.replaceAll('\r\n', '\n');
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const lines = rest.slice(0, end).split('\n');
      rest = rest.slice(end + 2);
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(line[5] === ' ' ? 6 : 5));
      if (data.length > 0) yield data.join('\n');
    }
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Follows a call that answers with events. Connects again when the line drops; resolves when the server ends the stream or the signal aborts; throws ApiProblem when it refuses. */
export async function events<K extends RouteKey>(
  key: K,
  input: Input<K>,
  options: { signal: AbortSignal; onEvent: (event: Output<K>) => void; onLine?: (up: boolean) => void },
): Promise<void> {
  const { signal, onEvent, onLine } = options;
  let wait = firstWaitMs;
  while (!signal.aborted) {
    try {
      const response = await fetch((hrefOf as (key: RouteKey, input: unknown) => string)(key, input), {
        headers: { accept: 'text/event-stream' },
        credentials: 'same-origin',
        signal,
      });
      if (!response.ok) throw await problemOf(response);
      if (!response.body) return;
      onLine?.(true);
      wait = firstWaitMs;
      for await (const text of eventTexts(response.body)) onEvent(JSON.parse(text) as Output<K>);
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiProblem && error.status < 500) throw error;
      onLine?.(false);
      await pause(wait, signal);
      wait = Math.min(wait * 2, longestWaitMs);
    }
  }
}
