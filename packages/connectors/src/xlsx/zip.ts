import { createReadStream } from 'node:fs';
import { createInflateRaw } from 'node:zlib';
import { readFully, withFile } from '../files/file.ts';
import { refusal } from '../refusals.ts';

/** What a packed file may unfold to; a "zip bomb" passes one of these long before memory or time is gone. */
export const unpackLimits = {
  /** Bytes of one part, unpacked. */
  partBytes: 1024 * 1024 * 1024,
  /** Bytes of all parts together. */
  totalBytes: 2 * 1024 * 1024 * 1024,
  /** Times a part larger than `ratioFromBytes` may grow; real sheets stay under 100. */
  ratio: 250,
  ratioFromBytes: 32 * 1024 * 1024,
  parts: 20_000,
} as const;

/** A part of a packed file. */
export interface ZipPart {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly at: number;
}

const damaged = () => refusal('xlsx.damaged', 'The workbook is damaged or not complete; copy it again from where it came.');
const bomb = () => refusal('xlsx.bomb', 'The workbook unpacks to far more than a real one would (over 1 GB a part, or 250 times its size); it was not read.');

/** A zip's own list of what it holds, as bytes; refuses (xlsx.damaged, xlsx.bomb) one that is not whole or lists too much. Source: PKWARE APPNOTE 4.3. */
export async function readDirectory(path: string, size: number): Promise<{ list: Buffer; count: number }> {
  return withFile(path, async (file) => {
    const tailBytes = Math.min(size, 65_557 + 20);
    const tail = Buffer.alloc(tailBytes);
    await readFully(file, tail, size - tailBytes);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end === -1 || end + 22 > tail.length) throw damaged();
    let count = tail.readUInt16LE(end + 10);
    let bytes = tail.readUInt32LE(end + 12);
    let at = tail.readUInt32LE(end + 16);
    if ((count === 0xffff || at === 0xffffffff) && end >= 20 && tail.readUInt32LE(end - 20) === 0x07064b50) {
      const large = Buffer.alloc(56);
      await readFully(file, large, Number(tail.readBigUInt64LE(end - 12)));
      if (large.readUInt32LE(0) !== 0x06064b50) throw damaged();
      count = Number(large.readBigUInt64LE(32));
      bytes = Number(large.readBigUInt64LE(40));
      at = Number(large.readBigUInt64LE(48));
    }
    if (count > unpackLimits.parts) throw bomb();
    if (at + bytes > size || bytes > 64 * 1024 * 1024) throw damaged();
    const list = Buffer.alloc(bytes);
    if ((await readFully(file, list, at)) < bytes) throw damaged();
    return { list, count };
  });
}

/** Where each entry of the list stands in it. */
export function* entriesAt({ list, count }: { list: Buffer; count: number }): Generator<number> {
  let p = 0;
  for (let i = 0; i < count; i++) {
    if (p + 46 > list.length || list.readUInt32LE(p) !== 0x02014b50) throw damaged();
    yield p;
    p += 46 + list.readUInt16LE(p + 28) + list.readUInt16LE(p + 30) + list.readUInt16LE(p + 32);
  }
}

/** Whether the parts so far pass what a packed file may unfold to. */
export function unfoldsTooFar(part: ZipPart, total: number): boolean {
  return (
    part.size > unpackLimits.partBytes ||
    total > unpackLimits.totalBytes ||
    (part.size > unpackLimits.ratioFromBytes && part.size > part.packed * unpackLimits.ratio)
  );
}

/** The parts a workbook lists, checked against the limits before anything is unpacked. */
export async function listParts(path: string, size: number): Promise<Map<string, ZipPart>> {
  const directory = await readDirectory(path, size);
  const parts = new Map<string, ZipPart>();
  let total = 0;
  for (const p of entriesAt(directory)) {
    const part = readEntry(directory.list, p);
    if (directory.list.readUInt16LE(p + 8) & 1)
      throw refusal('file.encrypted', 'The workbook is protected with a password; save it without one, or give Waarborg a copy without.');
    total += part.size;
    if (unfoldsTooFar(part, total)) throw bomb();
    parts.set(part.name, part);
  }
  return parts;
}

/** The entry at a place of the list. */
export function readEntry(list: Buffer, p: number): ZipPart {
  const nameBytes = list.readUInt16LE(p + 28);
  const extraBytes = list.readUInt16LE(p + 30);
  let packed = list.readUInt32LE(p + 20);
  let size = list.readUInt32LE(p + 24);
  let at = list.readUInt32LE(p + 42);
  const extra = list.subarray(p + 46 + nameBytes, p + 46 + nameBytes + extraBytes);
  for (let e = 0; e + 4 <= extra.length; e += 4 + extra.readUInt16LE(e + 2)) {
    if (extra.readUInt16LE(e) !== 1) continue;
    let v = e + 4;
    const next = () => {
      if (v + 8 > extra.length) throw damaged();
      v += 8;
      return Number(extra.readBigUInt64LE(v - 8));
    };
    if (size === 0xffffffff) size = next();
    if (packed === 0xffffffff) packed = next();
    if (at === 0xffffffff) at = next();
  }
  return { name: list.toString('utf8', p + 46, p + 46 + nameBytes).replaceAll('\\', '/'), method: list.readUInt16LE(p + 10), packed, size, at };
}

/** Unpacks one part piece by piece; stops as soon as more comes out than the list promised or the limits allow. */
export async function* readPart(path: string, part: ZipPart): AsyncGenerator<Buffer> {
  const start = await withFile(path, async (file) => {
    const head = Buffer.alloc(30);
    if ((await readFully(file, head, part.at)) < 30 || head.readUInt32LE(0) !== 0x04034b50) throw damaged();
    return part.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  });
  if (part.packed === 0) return;
  if (part.method !== 0 && part.method !== 8)
    throw refusal('xlsx.packing', 'The workbook is packed in a way that is not known here; save it again in a spreadsheet program.');
  const source = createReadStream(path, { start, end: start + part.packed - 1, highWaterMark: 256 * 1024 });
  const stream = part.method === 0 ? source : source.pipe(createInflateRaw());
  if (stream !== source) source.on('error', (error) => stream.destroy(error));
  let seen = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      seen += chunk.length;
      if (seen > part.size || seen > unpackLimits.partBytes) throw bomb();
      yield chunk;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) throw damaged();
    throw error;
  } finally {
    source.destroy();
    stream.destroy();
  }
  if (seen < part.size) throw damaged();
}
