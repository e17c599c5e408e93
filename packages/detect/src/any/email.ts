/**
 * E-mail address. Issued by whoever runs the domain; format RFC 5322 dot-atoms (plus quoted and international forms), domain per RFC 1035 with a top-level
 * domain of letters. No checksum. Look-alikes: "@name" handles, "user@host" without a dot, 'a @ b' at so much each.
 */
import { isAlnum, isLetter } from '../engine/bytes.ts';

const localTable: Uint8Array = (() => {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) if (isAlnum(byte) || byte >= 0x80) table[byte] = 1;
  for (const letter of "!#$%&'*+-/=?^_`{|}~.") table[letter.charCodeAt(0)] = 1;
  return table;
})();

/** Length in bytes of a space other than the ordinary one (no-break, en, em, thin, ideographic ...) at `at`; 0 when there is none. */
function exoticSpace(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === 0xc2) return bytes[at + 1] === 0xa0 ? 2 : 0;
  if (first === 0xe3) return bytes[at + 1] === 0x80 && bytes[at + 2] === 0x80 ? 3 : 0;
  if (first === 0xe1) return bytes[at + 1] === 0x9a && bytes[at + 2] === 0x80 ? 3 : 0;
  if (first !== 0xe2) return 0;
  const third = bytes[at + 2] as number;
  if (bytes[at + 1] === 0x80) return third <= 0x8b || third === 0xa8 || third === 0xa9 || third === 0xaf ? 3 : 0;
  return bytes[at + 1] === 0x81 && third === 0x9f ? 3 : 0;
}

/** Begin of the address found by emailAt. */
export const emailFound = { start: 0, end: 0 };

/** Reads the address around the '@' at `at`; false when there is none. Bounded: 64 bytes to the left, 255 to the right. */
export function emailAt(bytes: Uint8Array, at: number, from: number, to: number): boolean {
  let start = at;
  const floor = Math.max(from, at - 64);
  if (start > floor && bytes[start - 1] === 0x22) {
    // Quoted local part
    let open = start - 2;
    while (open >= floor && bytes[open] !== 0x22 && bytes[open] !== 0x0a) open--;
    if (open >= floor && bytes[open] === 0x22 && open < at - 2 && (open === from || bytes[open - 1] !== 0x22) && (bytes[open + 1] !== 0x20 || open === from))
      start = open;
    else return false;
  } else {
    while (start > floor && localTable[bytes[start - 1] as number] === 1) start--;
    if (start === floor && start > from && localTable[bytes[start - 1] as number] === 1) return false;
    // Curly quotes and other marks of three bytes are no part of the local part.
    for (let index = at - 1; index >= start; index--) {
      if (bytes[index] === 0xe2 && (bytes[index + 1] as number) === 0x80) {
        start = index + 3;
        break;
      }
      const wide = exoticSpace(bytes, index);
      if (wide > 0) {
        start = index + wide;
        break;
      }
    }
    const leading = (byte: number) => !isAlnum(byte) && byte < 0x80 && byte !== 0x5f && byte !== 0x2b && byte !== 0x25 && byte !== 0x26;
    // "mailto=x@y", "a/b/x@y", "key=x@y"
    for (let index = at - 1; index > start; index--) {
      const byte = bytes[index];
      if (byte === 0x3d || byte === 0x2f || byte === 0x7c || byte === 0x3f) {
        start = index + 1;
        break;
      }
    }
    while (start < at && leading(bytes[start] as number)) start++;
  }
  if (start >= at || bytes[at - 1] === 0x2e) return false;
  for (let index = start + 1; index < at; index++) if (bytes[index] === 0x2e && bytes[index - 1] === 0x2e) return false;
  if (at - start > 64) return false;
  let end = at + 1;
  let lastDot = -1;
  let label = 0;
  const ceiling = Math.min(to, at + 255);
  if (bytes[end] === 0x5b) return false;
  while (end < ceiling) {
    const byte = bytes[end] as number;
    if (isAlnum(byte) || (byte >= 0x80 && byte < 0xe0 && byte !== 0xc2) || (byte >= 0xe3 && byte <= 0xed && !(byte === 0xe3 && bytes[end + 1] === 0x80))) {
      label++;
      if (label > 63) return false;
    } else if (byte === 0x2d && label > 0) label++;
    else if (
      byte === 0x2e &&
      label > 0 &&
      end + 1 < ceiling &&
      (isAlnum(bytes[end + 1] as number) || ((bytes[end + 1] as number) >= 0xc3 && (bytes[end + 1] as number) < 0xe0))
    ) {
      if (bytes[end - 1] === 0x2d) return false;
      lastDot = end;
      label = 0;
    } else break;
    end++;
  }
  while (end > at && bytes[end - 1] === 0x2d) end--;
  if (lastDot < 0) return false;
  // Top-level domain: two letters or more, no digits (xn-- allowed)
  let letters = 0;
  for (let index = lastDot + 1; index < end; index++) {
    const byte = bytes[index] as number;
    if (isLetter(byte) || byte >= 0x80) letters++;
    else if (!(bytes[lastDot + 1] === 0x78 && bytes[lastDot + 2] === 0x6e)) {
      if (letters >= 2 && byte === 0x2d) {
        end = index;
        break;
      }
      return false;
    }
  }
  if (letters < 2) return false;
  if (end < to && (bytes[end] === 0x40 || bytes[end] === 0x5f)) return false;
  // "name@domain.co m" with a space of print between: the last label is broken in two, the address is not whole.
  const space = end < to ? exoticSpace(bytes, end) : 0;
  if (space > 0 && end + space < to && isLetter(bytes[end + space] as number) && !isAlnum(bytes[end + space + 1] as number)) return false;
  emailFound.start = start;
  emailFound.end = end;
  return true;
}
