import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** A line of more bytes than this is refused instead of read: 256 MiB, about half of what one string can hold. */
export const longestLineBytes = 256 * 1024 * 1024;

export interface JsonLine {
  /** 1-based, blank lines counted. */
  readonly number: number;
  /** The parsed value, or why it could not be parsed. */
  readonly value?: unknown;
  readonly problem?: string;
}

const newline = 0x0a;

/**
 * Reads JSON Lines: one JSON value a line, UTF-8, a byte order mark allowed, CR LF allowed, blank lines skipped. A line that is not
 * JSON is handed over with its problem and reading goes on. Memory holds one line and one chunk. The problem never quotes the line.
 */
export async function* readJsonLines(input: Readable | AsyncIterable<Uint8Array>): AsyncGenerator<readonly JsonLine[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  let number = 0;
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  let tooLong = false;
  const take = (bytes: Uint8Array): JsonLine | undefined => {
    number += 1;
    if (tooLong) {
      tooLong = false;
      return { number, problem: `longer than ${longestLineBytes / 1024 / 1024} MiB` };
    }
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch {
      return { number, problem: 'not UTF-8' };
    }
    if (text.trim() === '') return undefined;
    try {
      return { number, value: JSON.parse(text) };
    } catch {
      return { number, problem: 'not JSON' };
    }
  };
  for await (const piece of input) {
    const chunk = piece as Uint8Array;
    const lines: JsonLine[] = [];
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      const part = chunk.subarray(from, at);
      let whole = part;
      if (restBytes > 0) {
        rest.push(part);
        whole = Buffer.concat(rest);
        rest = [];
        restBytes = 0;
      }
      const line = take(whole);
      if (line !== undefined) lines.push(line);
      from = at + 1;
    }
    if (from < chunk.length && !tooLong) {
      rest.push(chunk.subarray(from));
      restBytes += chunk.length - from;
      if (restBytes > longestLineBytes) {
        rest = [];
        restBytes = 0;
        tooLong = true;
      }
    }
    if (lines.length > 0) yield lines;
  }
  if (restBytes > 0 || tooLong) {
    const line = take(Buffer.concat(rest));
    if (line !== undefined) yield [line];
  }
}

/** Gathers text and writes it in pieces of about 64 KiB, waiting whenever the reader is slower. `end` writes what is left. */
export function gatheredWriter(output: Writable): { write(text: string): Promise<void> | undefined; end(): Promise<void> } {
  let gathered = '';
  const flush = async () => {
    const text = gathered;
    gathered = '';
    if (!output.write(text)) await once(output, 'drain');
  };
  return {
    write(text) {
      gathered += text;
      return gathered.length > 65_536 ? flush() : undefined;
    },
    async end() {
      if (gathered !== '') await flush();
    },
  };
}
