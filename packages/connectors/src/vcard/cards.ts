import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { type TextEncoding, unitBytes } from '../files/encoding.ts';
import { readFully } from '../files/file.ts';

/** A card larger than this is read only up to here; what is beyond is pictures, as good as always. */
export const MAX_CARD_BYTES = 32 * 1024 * 1024;
const BLOCK_BYTES = 1024 * 1024;
/** Kept back at the end of a block: "BEGIN:VCARD" and the AGENT line before it may be cut in two. */
const OVERLAP = 512;

/** One card of a file: where it stands (up to the next card), and its bytes. */
export interface CardBytes {
  /** 1-based place in the file; 0 for text before the first card. */
  readonly ordinal: number;
  readonly from: number;
  readonly to: number;
  /** In the file's own encoding; cut at 32 MB. */
  readonly raw: Uint8Array;
  readonly cut: boolean;
  /** 16 hexadecimal digits of the SHA-256 of its bytes without the white space around them: its key, whatever stands before it. */
  readonly digest: string;
}

/**
 * The cards of a file one after another. A card begins at "BEGIN:VCARD" at the start of a line, but not when the line before it is a
 * vCard 2.1 "AGENT:", which holds a card of its own. Text before the first card comes as ordinal 0 when there is any but white space.
 * Memory stays under 32 MB and a block, however large a card is.
 */
export async function* cardsOf(
  file: FileHandle,
  encoding: TextEncoding,
  from: number,
  to: number,
  firstOrdinal: number,
  signal?: AbortSignal,
): AsyncGenerator<CardBytes> {
  const unit = unitBytes(encoding);
  let position = from;
  let rest: Buffer = Buffer.alloc(0);
  let card = new Gathered(from);
  let ordinal = firstOrdinal - 1;
  for (;;) {
    signal?.throwIfAborted();
    const block = Buffer.allocUnsafe(Math.max(0, Math.min(BLOCK_BYTES, to - position)));
    const got = block.length > 0 ? await readFully(file, block, position) : 0;
    position += got;
    rest = rest.length === 0 ? block.subarray(0, got) : Buffer.concat([rest, block.subarray(0, got)]);
    const atEnd = got === 0 || position >= to;
    const text = plainUnits(rest, encoding);
    let done = 0;
    for (const match of text.matchAll(/(?:^|[\r\n])BEGIN[ \t]*:[ \t]*VCARD/gi)) {
      const at = text[match.index] === '\r' || text[match.index] === '\n' ? match.index + 1 : match.index;
      if (at * unit < done) continue;
      // A block's first character is only the start of a line when the card is empty so far.
      if (at === 0 && card.length > 0) continue;
      if (/(?:^|[\r\n])(?:[\w-]+\.)?AGENT[^:\r\n]*:[ \t]*[\r\n]*$/i.test(text.slice(Math.max(0, at - OVERLAP), at))) continue;
      card.add(rest.subarray(done, at * unit));
      if (card.filled) yield card.end(ordinal);
      card = new Gathered(card.from + card.length);
      ordinal++;
      done = at * unit;
      // The mark itself goes with its card, so that it is not met again.
      card.add(rest.subarray(done, done + unit));
      done += unit;
    }
    const keep = atEnd ? rest.length : Math.max(done, (Math.floor(rest.length / unit) - OVERLAP) * unit);
    card.add(rest.subarray(done, keep));
    rest = rest.subarray(keep);
    if (atEnd) {
      if (card.filled) yield card.end(ordinal);
      return;
    }
  }
}

/** One character a unit, so that marks are found alike in every encoding. */
function plainUnits(bytes: Buffer, encoding: TextEncoding): string {
  if (unitBytes(encoding) === 1) return bytes.toString('latin1');
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return encoding === 'utf-16le' ? even.toString('utf16le') : Buffer.from(even).swap16().toString('utf16le');
}

/** The bytes of a card as they come in. */
class Gathered {
  readonly from: number;
  length = 0;
  filled = false;
  #parts: Buffer[] = [];
  #kept = 0;
  #hash: Hash = createHash('sha256');
  /** White space at the end so far: part of the digest only when something follows. */
  #space: Buffer[] = [];

  constructor(from: number) {
    this.from = from;
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.length += bytes.length;
    if (this.#kept < MAX_CARD_BYTES) {
      const part = bytes.subarray(0, MAX_CARD_BYTES - this.#kept);
      this.#parts.push(part);
      this.#kept += part.length;
    }
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] <= 32) end--;
    if (end > 0) {
      for (const space of this.#space) if (this.filled) this.#hash.update(space);
      this.#space = [];
      let start = 0;
      if (!this.filled) while (bytes[start] <= 32) start++;
      this.#hash.update(bytes.subarray(start, end));
      this.filled = true;
    }
    if (end < bytes.length && this.filled) this.#space.push(bytes.subarray(end));
  }

  end(ordinal: number): CardBytes {
    const digest = this.#hash.digest('hex').slice(0, 16);
    return { ordinal, from: this.from, to: this.from + this.length, raw: Buffer.concat(this.#parts), cut: this.length > this.#kept, digest };
  }
}
