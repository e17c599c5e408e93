import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { readFully } from '../files/file.ts';
import { MAX_MESSAGE_BYTES } from './message.ts';

/** One message of an mbox: where it stands in the file, its "From " line and the blank line after it included, and its bytes. */
export interface MboxMessage {
  readonly ordinal: number;
  readonly from: number;
  readonly to: number;
  /** The message without its "From " line, ">From " undone; cut at 64 MB. */
  readonly raw: Uint8Array;
  readonly cut: boolean;
  /** 16 hexadecimal digits of the SHA-256 of its bytes in the file: its key, whatever stands before it. */
  readonly digest: string;
}

const BLOCK_BYTES = 1024 * 1024;

/**
 * The messages of an mbox one after another. A message begins at "From " at the start of the file or after a blank line (mboxo,
 * mboxrd; RFC 4155). Bytes before the first such line are given as a message when there are any but white space.
 */
export async function* mboxMessages(file: FileHandle, from: number, to: number, firstOrdinal: number, signal?: AbortSignal): AsyncGenerator<MboxMessage> {
  let position = from;
  let kept: Buffer = Buffer.alloc(0);
  let keptAt = from;
  let searched = 0;
  let ordinal = firstOrdinal;
  for (;;) {
    signal?.throwIfAborted();
    const block = Buffer.allocUnsafe(Math.max(0, Math.min(Math.max(BLOCK_BYTES, kept.length), to - position)));
    const got = block.length > 0 ? await readFully(file, block, position) : 0;
    position += got;
    kept = kept.length === 0 ? block.subarray(0, got) : Buffer.concat([kept, block.subarray(0, got)]);
    const atEnd = got === 0 || position >= to;
    for (;;) {
      const next = nextFromLine(kept, Math.max(searched, 1));
      if (next === -1) break;
      if (kept.subarray(0, next).some((byte) => byte > 32)) yield message(kept.subarray(0, next), keptAt, ordinal++);
      kept = kept.subarray(next);
      keptAt += next;
      searched = 0;
    }
    searched = Math.max(0, kept.length - 8);
    if (atEnd) {
      if (kept.some((byte) => byte > 32)) yield message(kept, keptAt, ordinal);
      return;
    }
  }
}

/** Place of the next "From " after a blank line, from `at` on, or -1. */
function nextFromLine(bytes: Buffer, at: number): number {
  for (let p = bytes.indexOf('\nFrom ', Math.max(0, at - 1)); p !== -1; p = bytes.indexOf('\nFrom ', p + 1)) {
    const before = bytes[p - 1] === 13 ? p - 2 : p - 1;
    if (bytes[before] === 10) return p + 1;
  }
  return -1;
}

function message(bytes: Buffer, at: number, ordinal: number): MboxMessage {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const line = bytes.toString('latin1', 0, 5) === 'From ' ? bytes.indexOf(10) + 1 : 0;
  const cut = bytes.length > MAX_MESSAGE_BYTES;
  const body = bytes.subarray(line, Math.min(bytes.length, line + MAX_MESSAGE_BYTES));
  return { ordinal, from: at, to: at + bytes.length, raw: unescapeFrom(body), cut, digest };
}

/** Lines ">From " (and ">>From ", ...) with one > less. */
function unescapeFrom(bytes: Buffer): Uint8Array {
  if (!bytes.includes('>From ')) return bytes;
  return Buffer.from(bytes.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1');
}
