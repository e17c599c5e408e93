import type { FileHandle } from 'node:fs/promises';
import { skeletonOf, type TextEncoding, unitBytes } from '../files/encoding.ts';
import { readFully } from '../files/file.ts';

/** What a file's bytes mean as a table. Bytes are of the skeleton: ASCII codes. */
export interface Dialect {
  readonly encoding: TextEncoding;
  /** Where the first record stands in the file: after the mark, a "sep=" line and the header. */
  readonly bodyAt: number;
  readonly separator: number;
  readonly newline: 10 | 13;
  /** The separator is a tab, comma, ...; the quote is always ". */
  readonly names: readonly string[];
  readonly header: boolean;
}

const QUOTE = 34;
const CARRIAGE = 13;
/** A quoted field longer than this is taken for a stray quote. */
const MAX_QUOTED_BYTES = 128 * 1024 * 1024;
/** Result of `recordEnd` when the bytes end before the record does. */
export const INCOMPLETE = -1;

/**
 * Where the record that begins at `from` ends (the place after its line end), INCOMPLETE when more bytes are needed. With `atEnd` the bytes are the
 * file's last. A quote that is never closed (not for 128 MB, or only lines later amid other text) is read as an ordinary character: the record then ends at the first line end, `stray` is true.
 */
export function recordEnd(
  bytes: Uint8Array,
  from: number,
  to: number,
  dialect: Pick<Dialect, 'separator' | 'newline'>,
  atEnd: boolean,
): { end: number; stray: boolean } {
  const { separator, newline } = dialect;
  let p = from;
  let line = -1;
  while (p < to) {
    if (line < p) line = bytes.indexOf(newline, p);
    const lineEnd = line === -1 || line >= to ? -1 : line;
    const quote = bytes.indexOf(QUOTE, p);
    if (quote === -1 || quote >= to || (lineEnd !== -1 && quote > lineEnd)) {
      if (lineEnd !== -1) return { end: lineEnd + 1, stray: false };
      return { end: atEnd ? to : INCOMPLETE, stray: false };
    }
    if (quote !== from && bytes[quote - 1] !== separator) {
      p = quote + 1; // within a field that does not begin with one
      continue;
    }
    p = quote;
    const strayEnd = () => {
      const first = bytes.indexOf(newline, from);
      return { end: first === -1 || first >= to ? to : first + 1, stray: true };
    };
    for (;;) {
      const close = bytes.indexOf(QUOTE, p + 1);
      if (close === -1 || close >= to) {
        if (!atEnd && to - quote < MAX_QUOTED_BYTES) return { end: INCOMPLETE, stray: false };
        return strayEnd();
      }
      if (close + 1 >= to && !atEnd) return { end: INCOMPLETE, stray: false };
      p = close + 1;
      if (p < to && bytes[p] === QUOTE) continue;
      // A field over several lines whose quote closes in the middle of other text was opened by a stray one.
      if (p < to && !endsField(bytes[p], dialect) && lineEnd !== -1 && lineEnd < close) return strayEnd();
      break;
    }
  }
  return { end: atEnd ? to : INCOMPLETE, stray: false };
}

/** Whether a byte may stand right behind a closing quote. */
export function endsField(byte: number, dialect: Pick<Dialect, 'separator' | 'newline'>): boolean {
  return byte === dialect.separator || byte === dialect.newline || byte === CARRIAGE;
}

/** Whether the record from..end holds nothing but its line end: a blank line, which counts in the numbering and is no record. */
export function isBlank(bytes: Uint8Array, from: number, end: number): boolean {
  for (let p = from; p < end; p++) if (bytes[p] !== 10 && bytes[p] !== CARRIAGE) return false;
  return true;
}

/** A run of whole records: `bytes` of the file, with the skeleton and the records' bounds in skeleton places. */
export interface RecordRun {
  readonly bytes: Uint8Array;
  readonly skeleton: Uint8Array;
  /** Place of `bytes` in the file. */
  readonly at: number;
  /** Record i is skeleton[bounds[i], bounds[i + 1]). */
  readonly bounds: Uint32Array;
  readonly records: number;
}

/** Walks all records of the file from `from` on, in runs of about `blockBytes`; for planning and rewriting, which must see the same bounds. */
export async function* recordRuns(
  file: FileHandle,
  dialect: Dialect,
  from: number,
  blockBytes = 4 * 1024 * 1024,
  signal?: AbortSignal,
): AsyncGenerator<RecordRun> {
  const unit = unitBytes(dialect.encoding);
  let position = from;
  let size = blockBytes;
  for (;;) {
    signal?.throwIfAborted();
    const buffer = Buffer.allocUnsafe(size);
    const got = await readFully(file, buffer, position);
    const atEnd = got < size;
    const bytes = buffer.subarray(0, got - (got % unit));
    if (bytes.length === 0) return;
    const skeleton = skeletonOf(bytes, dialect.encoding);
    let bounds = new Uint32Array(Math.ceil(skeleton.length / 16) + 2);
    let records = 0;
    let p = 0;
    let quote = skeleton.indexOf(QUOTE);
    while (p < skeleton.length) {
      if (quote !== -1 && quote < p) quote = skeleton.indexOf(QUOTE, p);
      const line = skeleton.indexOf(dialect.newline, p);
      let end: number;
      if (quote === -1 || (line !== -1 && quote > line)) end = line !== -1 ? line + 1 : atEnd ? skeleton.length : INCOMPLETE;
      else end = recordEnd(skeleton, p, skeleton.length, dialect, atEnd).end;
      if (end === INCOMPLETE) break;
      if (records + 2 > bounds.length) {
        const grown = new Uint32Array(bounds.length * 2);
        grown.set(bounds);
        bounds = grown;
      }
      bounds[records++] = p;
      bounds[records] = end;
      p = end;
    }
    if (records === 0) {
      size *= 2; // one record larger than the block
      continue;
    }
    yield { bytes: bytes.subarray(0, p * unit), skeleton, at: position, bounds, records };
    position += p * unit;
    size = blockBytes;
    if (atEnd && p >= skeleton.length) return;
  }
}

/** Bounds of a record's fields in the skeleton, quotes included, line end left off. */
export function fieldBounds(bytes: Uint8Array, from: number, end: number, separator: number, stray = false): [number, number][] {
  let to = end;
  while (to > from && (bytes[to - 1] === 10 || bytes[to - 1] === CARRIAGE)) to--;
  const fields: [number, number][] = [];
  let start = from;
  let p = from;
  let fieldStart = true;
  while (p < to) {
    if (fieldStart && !stray && bytes[p] === QUOTE) {
      p++;
      while (p < to && (bytes[p] !== QUOTE || bytes[p + 1] === QUOTE)) p += bytes[p] === QUOTE ? 2 : 1;
      p++;
      fieldStart = false;
    } else if (bytes[p] === separator) {
      fields.push([start, p]);
      start = ++p;
      fieldStart = true;
    } else {
      p++;
      fieldStart = false;
    }
  }
  fields.push([start, Math.max(start, Math.min(p, to))]);
  return fields;
}
