import type { FileHandle } from 'node:fs/promises';
import { skeletonOf, type TextEncoding, unitBytes } from '../files/encoding.ts';
import { readFully } from '../files/file.ts';

/** Some values of a file one after another; value i is skeleton[starts[i], ends[i]), and stands in `bytes` at those places times the unit. */
export interface ElementRun {
  readonly bytes: Uint8Array;
  readonly skeleton: Uint8Array;
  /** Place of `bytes` in the file. */
  readonly at: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Place in the file from which the next run goes on. */
  readonly next: number;
}

/** Where the values stand: lines of a file, or items of an array that begins at `from` (after its bracket). */
export type ElementForm = 'lines' | 'items';

const BLOCK_BYTES = 2 * 1024 * 1024;

/** One value found from `p` on: `incomplete` when more bytes are needed, `done` when the array ends before another. */
interface Found {
  readonly state: 'found' | 'incomplete' | 'done';
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** Walks the values from `from` up to `to` (a place in the file, or Infinity); lines are counted also when blank (start equals end). */
export async function* elementRuns(
  file: FileHandle,
  form: ElementForm,
  encoding: TextEncoding,
  from: number,
  to: number,
  signal?: AbortSignal,
): AsyncGenerator<ElementRun> {
  const unit = unitBytes(encoding);
  const next = form === 'lines' ? nextLine : nextItem;
  let position = from;
  let size = BLOCK_BYTES;
  for (;;) {
    signal?.throwIfAborted();
    const wanted = Math.min(size, to - position);
    const buffer = Buffer.allocUnsafe(wanted);
    const got = wanted > 0 ? await readFully(file, buffer, position) : 0;
    const atEnd = got < wanted || position + got >= to;
    const bytes = buffer.subarray(0, got - (got % unit));
    const skeleton = skeletonOf(bytes, encoding);
    const starts: number[] = [];
    const ends: number[] = [];
    let p = 0;
    let done = false;
    while (p < skeleton.length) {
      const found = next(skeleton, p, skeleton.length, atEnd);
      if (found.state === 'incomplete') break;
      if (found.state === 'done') {
        done = true;
        break;
      }
      starts.push(found.start);
      ends.push(found.end);
      p = found.next;
    }
    if (starts.length > 0) yield { bytes, skeleton, at: position, starts, ends, next: position + p * unit };
    if (done || (atEnd && (starts.length === 0 || p >= skeleton.length))) return;
    size = p === 0 ? size * 2 : BLOCK_BYTES;
    position += p * unit;
  }
}

function nextLine(bytes: Uint8Array, p: number, to: number, atEnd: boolean): Found {
  const line = bytes.indexOf(10, p);
  if (line === -1 && !atEnd) return { state: 'incomplete', start: p, end: p, next: p };
  const next = line === -1 ? to : line + 1;
  let start = p;
  let end = line === -1 ? to : line;
  while (end > start && isSpace(bytes[end - 1])) end--;
  while (start < end && isSpace(bytes[start])) start++;
  return { state: 'found', start, end, next };
}

/** The next item of an array: from its first character to the comma or bracket after it, brackets and texts within skipped. */
function nextItem(bytes: Uint8Array, from: number, to: number, atEnd: boolean): Found {
  let p = from;
  while (p < to && (isSpace(bytes[p]) || bytes[p] === 44)) p++;
  if (p >= to) return { state: atEnd ? 'done' : 'incomplete', start: p, end: p, next: p };
  if (bytes[p] === 93) return { state: 'done', start: p, end: p, next: p };
  const start = p;
  const end = skipValue(bytes, p, to);
  if (end >= to && !atEnd) return { state: 'incomplete', start, end, next: start };
  let trimmed = end;
  while (trimmed > start && isSpace(bytes[trimmed - 1])) trimmed--;
  return { state: 'found', start, end: trimmed, next: end < to && bytes[end] === 44 ? end + 1 : end };
}

/** The place of the comma or closing bracket that ends the value at `p`, or `to`. */
export function skipValue(bytes: Uint8Array, from: number, to: number): number {
  let depth = 0;
  let p = from;
  while (p < to) {
    const byte = bytes[p];
    if (byte === 34) {
      p++;
      while (p < to && bytes[p] !== 34) p += bytes[p] === 92 ? 2 : 1;
      p++;
      continue;
    }
    if (byte === 123 || byte === 91) depth++;
    else if (byte === 125 || byte === 93) {
      if (depth === 0) return p;
      depth--;
    } else if (byte === 44 && depth === 0) return p;
    p++;
  }
  return to;
}

/** Space, tab, line end or carriage return. */
export function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 10 || byte === 13;
}

type WithRaw = typeof JSON & { rawJSON(text: string): unknown; isRawJSON(value: unknown): value is { rawJSON: string } };
const json = JSON as WithRaw;

/** Parses JSON so that numbers a double cannot hold keep their digits (as text); throws on broken JSON. */
export function parseJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const reviver = (_key: string, value: unknown, context: { source?: string }) =>
    typeof value === 'number' && context.source !== undefined && !Number.isSafeInteger(value) && /^-?\d+$/.test(context.source) ? context.source : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

/** As `parseJson`, but numbers that a double cannot hold stay numbers when the value is written again with JSON.stringify. */
export function parseForEdit(text: string): unknown {
  const reviver = (_key: string, value: unknown, context: { source?: string }) =>
    typeof value === 'number' && context.source !== undefined && String(value) !== context.source ? json.rawJSON(context.source) : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

/** The text of a scalar as the reader shows it; undefined for objects and arrays. */
export function scalarText(value: unknown): string | null | undefined {
  if (value === null) return null;
  if (json.isRawJSON(value)) return value.rawJSON;
  return typeof value === 'object' ? undefined : String(value);
}
