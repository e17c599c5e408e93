import { type ColumnBytes, NULL_VALUE } from '../connector.ts';
import type { CopyBlock } from './copy-out.ts';

/** How the key column (the first of the COPY) is read: an integer, a ctid "(block,offset)" packed, a text, or counted on from a number. */
export type KeyForm = 'integer' | 'ctid' | 'text' | { readonly numberFrom: bigint };

const TAB = 9;
const NEWLINE = 10;
const BACKSLASH = 92;
const LETTER_N = 78;

/** What a backslash and this byte stand for in COPY's text form; other bytes stand for themselves. */
const escapes = new Uint8Array(256);
for (let i = 0; i < 256; i++) escapes[i] = i;
for (const [letter, byte] of [
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
] as const)
  escapes[letter.charCodeAt(0)] = byte;

/**
 * Splits a block of COPY text frames into columns in place: the values stay where the socket put them, escapes are undone within
 * the value's own range. Source: PostgreSQL manual, COPY, "Text Format".
 */
export function parseCopy(block: CopyBlock, fields: number, key: KeyForm): { columns: ColumnBytes[]; keys: BigInt64Array | string[] } {
  const { bytes, length, rows } = block;
  const hasKey = typeof key === 'string';
  const total = fields + (hasKey ? 1 : 0);
  const starts: Uint32Array[] = [];
  const ends: Uint32Array[] = [];
  for (let i = 0; i < total; i++) {
    starts.push(new Uint32Array(rows));
    ends.push(new Uint32Array(rows));
  }
  let row = 0;
  let at = 0;
  while (at < length) {
    const size = ((bytes[at + 1] << 24) | (bytes[at + 2] << 16) | (bytes[at + 3] << 8) | bytes[at + 4]) >>> 0;
    if (bytes[at] === 0x64) {
      splitRow(bytes, at + 5, at + 1 + size, total, starts, ends, row);
      row++;
    }
    at += 1 + size;
  }
  const columns = starts.map((start, i) => ({ bytes, starts: start, ends: ends[i] }));
  if (!hasKey) return { columns, keys: BigInt64Array.from({ length: rows }, (_, i) => key.numberFrom + BigInt(i)) };
  const [first, ...rest] = columns;
  return { columns: rest, keys: readKeys(first, rows, key) };
}

function splitRow(bytes: Uint8Array, from: number, to: number, total: number, starts: Uint32Array[], ends: Uint32Array[], row: number): void {
  let p = from;
  for (let column = 0; column < total; column++) {
    const start = p;
    let byte = 0;
    while (p < to) {
      byte = bytes[p];
      if (byte <= 10 ? byte === TAB || byte === NEWLINE : byte === BACKSLASH) break;
      p++;
    }
    let end = p;
    if (byte === BACKSLASH && p < to) {
      if (p === start && bytes[p + 1] === LETTER_N && (bytes[p + 2] === TAB || bytes[p + 2] === NEWLINE)) {
        starts[column][row] = NULL_VALUE;
        ends[column][row] = NULL_VALUE;
        p += 3;
        continue;
      }
      while (p < to) {
        byte = bytes[p];
        if (byte === TAB || byte === NEWLINE) break;
        if (byte === BACKSLASH) {
          bytes[end++] = escapes[bytes[p + 1]];
          p += 2;
        } else {
          bytes[end++] = byte;
          p++;
        }
      }
    }
    starts[column][row] = start;
    ends[column][row] = end;
    p++;
  }
}

function readKeys(column: ColumnBytes, rows: number, form: 'integer' | 'ctid' | 'text'): BigInt64Array | string[] {
  const { bytes, starts, ends } = column;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (form === 'text') {
    const texts: string[] = [];
    for (let row = 0; row < rows; row++) texts.push(buffer.toString('utf8', starts[row], ends[row]));
    return texts;
  }
  const keys = new BigInt64Array(rows);
  const words = new Int32Array(keys.buffer);
  for (let row = 0; row < rows; row++) {
    let p = starts[row];
    const end = ends[row];
    if (form === 'integer') {
      if (end - p > 15) {
        keys[row] = BigInt(buffer.toString('latin1', p, end));
        continue;
      }
      const negative = bytes[p] === 45;
      if (negative) p++;
      let value = 0;
      for (; p < end; p++) value = value * 10 + (bytes[p] - 48);
      put(words, row, negative ? -value : value);
    } else {
      let block = 0;
      for (p++; bytes[p] !== 44; p++) block = block * 10 + (bytes[p] - 48);
      let offset = 0;
      for (p++; bytes[p] !== 41; p++) offset = offset * 10 + (bytes[p] - 48);
      put(words, row, block * 65_536 + offset);
    }
  }
  return keys;
}

/** Writes a whole number of at most 53 bits as a little-endian 64-bit integer; much cheaper than making a BigInt a row. */
function put(words: Int32Array, row: number, value: number): void {
  const high = Math.floor(value / 4_294_967_296);
  words[row * 2] = (value - high * 4_294_967_296) | 0;
  words[row * 2 + 1] = high;
}

/** A packed ctid back in PostgreSQL's own form. */
export function unpackCtid(key: string): string {
  const packed = BigInt(key);
  return `(${packed >> 16n},${packed & 0xffffn})`;
}
