import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { readFully } from './file.ts';

/** How a text file's bytes stand for characters. Windows-1252 stands in for Latin-1 too, as the web's own standard does. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface EncodingFound {
  readonly encoding: TextEncoding;
  /** Bytes of a byte order mark at the start. */
  readonly mark: number;
  /** Some bytes looked at are not valid in the encoding chosen. */
  readonly broken: boolean;
}

const SAMPLE_BYTES = 64 * 1024;
const SAMPLES = 12;

/** The encoding of the bytes: a mark decides; else NULs in every second place mean UTF-16; else UTF-8 unless little of it is well formed. */
export function encodingOf(samples: readonly Uint8Array[]): EncodingFound {
  const head = samples[0] ?? new Uint8Array(0);
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', mark: 3, broken: samples.some((part) => !utf8Inside(part)) };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', mark: 2, broken: false };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', mark: 2, broken: false };
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) if (head[i] === 0) i % 2 === 0 ? even++ : odd++;
  if (odd > head.length * 0.2 && even < odd / 5) return { encoding: 'utf-16le', mark: 0, broken: false };
  if (even > head.length * 0.2 && odd < even / 5) return { encoding: 'utf-16be', mark: 0, broken: false };
  if (samples.every(utf8Inside)) return { encoding: 'utf-8', mark: 0, broken: false };
  let good = 0;
  let bad = 0;
  for (const part of samples) {
    const counted = countSequences(part);
    good += counted.good;
    bad += counted.bad;
  }
  return good >= bad ? { encoding: 'utf-8', mark: 0, broken: true } : { encoding: 'windows-1252', mark: 0, broken: false };
}

/** Valid UTF-8 but for a sequence that the sample's edges cut through. */
function utf8Inside(part: Uint8Array): boolean {
  let from = 0;
  while (from < 3 && from < part.length && (part[from] & 0xc0) === 0x80) from++;
  let to = part.length;
  for (let back = 1; back <= 3 && back <= part.length; back++) {
    const byte = part[part.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (size > back) to = part.length - back;
    break;
  }
  return isUtf8(part.subarray(from, to));
}

function countSequences(part: Uint8Array): { good: number; bad: number } {
  let good = 0;
  let bad = 0;
  for (let i = 0; i < part.length; ) {
    const byte = part[i];
    if (byte < 0x80) {
      i++;
      continue;
    }
    const size = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 0;
    if (size > 0 && isUtf8(part.subarray(i, i + size)) && i + size <= part.length) {
      good++;
      i += size;
    } else {
      bad++;
      i++;
    }
  }
  return { good, bad };
}

/** The encoding of a file, from its beginning and places spread over it. */
export async function sniffEncoding(file: FileHandle, size: number): Promise<EncodingFound & { readonly head: Uint8Array }> {
  const samples: Uint8Array[] = [];
  const count = size <= SAMPLE_BYTES * 4 ? 1 : SAMPLES;
  for (let i = 0; i < count; i++) {
    const length = count === 1 ? Math.min(size, SAMPLE_BYTES * 4) : SAMPLE_BYTES;
    const place = count === 1 ? 0 : Math.floor(((size - length) * i) / (count - 1)) & ~1;
    const part = new Uint8Array(length);
    samples.push(part.subarray(0, await readFully(file, part, place)));
  }
  return { ...encodingOf(samples), head: samples[0] };
}

/** All of these bytes as text, without the mark. Broken sequences become U+FFFD. */
export function decodeText(bytes: Uint8Array, found: Pick<EncodingFound, 'encoding' | 'mark'>): string {
  return new TextDecoder(found.encoding, { ignoreBOM: true }).decode(bytes.subarray(found.mark));
}

const windows1252 = new Map<string, number>();
for (let byte = 0x80; byte < 0x100; byte++) windows1252.set(new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte);

/** The text in the file's own encoding, or null when it holds a character the encoding has no place for. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array | null {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < 0x80 ? code : windows1252.get(text[i]);
    if (byte === undefined) return null;
    bytes[i] = byte;
  }
  return bytes;
}

/** Bytes of one unit: what a separator or a line end takes in this encoding. */
export const unitBytes = (encoding: TextEncoding): 1 | 2 => (encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1);

/**
 * One byte a unit, so that separators, quotes and line ends are found alike in every encoding: the bytes themselves, or for UTF-16
 * the ASCII characters with everything else as 0x80. A place in it times `unitBytes` is the place in the file.
 */
export function skeletonOf(bytes: Uint8Array, encoding: TextEncoding): Uint8Array {
  if (unitBytes(encoding) === 1) return bytes;
  const units = bytes.length >> 1;
  const skeleton = new Uint8Array(units);
  const low = encoding === 'utf-16le' ? 0 : 1;
  for (let i = 0; i < units; i++) skeleton[i] = bytes[2 * i + 1 - low] === 0 && bytes[2 * i + low] < 0x80 ? bytes[2 * i + low] : 0x80;
  return skeleton;
}
