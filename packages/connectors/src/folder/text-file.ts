import { open } from 'node:fs/promises';
import type { ProblemList } from '../batch.ts';
import { decodeText, sniffEncoding, unitBytes } from '../files/encoding.ts';
import { readFully } from '../files/file.ts';
import { readBroken } from '../files/repair.ts';

/** A text larger than this is read in parts, each a record of its own (`path#2`, ...), so that memory stays flat. */
export const PART_BYTES = 4 * 1024 * 1024;

/** A text file part by part: cut at a line end where there is one. HTML comes without its tags. The caller's problem list hears of broken bytes. */
export async function* readTextFile(path: string, shown: string, dataset: string, problems: ProblemList): AsyncGenerator<{ part: number; text: string }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const found = await sniffEncoding(file, size);
    const unit = unitBytes(found.encoding);
    let position = found.mark;
    for (let part = 1; part === 1 || position < size; part++) {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(PART_BYTES, size - position)));
      const got = await readFully(file, buffer, position);
      let bytes = buffer.subarray(0, got - (got % unit));
      if (position + bytes.length < size && bytes.length > 0) bytes = bytes.subarray(0, cutAt(bytes, unit));
      position += Math.max(bytes.length, 1);
      let text: string;
      if (found.encoding === 'utf-8') {
        try {
          text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        } catch {
          text = readBroken(bytes);
          problems.add({ code: 'encoding.invalid', message: `Bytes in ${shown} that are not valid UTF-8 were read as Windows-1252 or replaced.`, dataset });
        }
      } else text = decodeText(bytes, { encoding: found.encoding, mark: 0 });
      yield { part, text: /\.html?$/i.test(path) ? plainText(text) : text };
      if (got === 0) return;
    }
  } finally {
    await file.close();
  }
}

/** Where to end a part: after the last line end in its second half, else at a character's border. */
function cutAt(bytes: Uint8Array, unit: number): number {
  if (unit === 2) return bytes.length - (bytes.length % 4);
  const line = bytes.lastIndexOf(10);
  if (line > bytes.length / 2) return line + 1;
  let end = bytes.length;
  while (end > bytes.length - 4 && (bytes[end - 1] & 0xc0) === 0x80) end--;
  return bytes[end - 1] >= 0xc0 ? end - 1 : bytes.length;
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euml: 'ë',
  eacute: 'é',
  iuml: 'ï',
  ouml: 'ö',
  uuml: 'ü',
  euro: '€',
};

/** The words of an HTML text: scripts, styles and tags gone, blocks on lines of their own, entities read. */
export function plainText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style|head)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6]|\/td|\/th)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
      if (name) return entities[name.toLowerCase()] ?? all;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' ';
    })
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}
