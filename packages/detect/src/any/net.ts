/**
 * Addresses of machines and pages: URL (RFC 3986), IPv4 and IPv6 (RFC 791, 4291), MAC (IEEE 802). No checksum beyond ranges and lengths.
 * Look-alikes: version numbers ("1.2.3.4" is an IP all the same), file names ("notes.txt"), times ("12:30:45").
 */
import { isAlnum, isDigit } from '../engine/bytes.ts';

const urlByte: Uint8Array = (() => {
  const table = new Uint8Array(256);
  for (let byte = 0x21; byte < 256; byte++) table[byte] = 1;
  for (const letter of '<>"`{}|\\^') table[letter.charCodeAt(0)] = 0;
  return table;
})();

/** End of a URL that starts at `from` ("https://", "www."); trailing punctuation is left out. Bounded at 2,000 bytes. */
export function urlEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = from;
  let depth = 0;
  const ceiling = Math.min(to, from + 2000);
  while (end < ceiling && urlByte[bytes[end] as number] === 1) {
    if (bytes[end] === 0x28) depth++;
    if (bytes[end] === 0x29 && --depth < 0) break;
    if (bytes[end] === 0xe2 && bytes[end + 1] === 0x80) break;
    end++;
  }
  while (end > from) {
    const last = bytes[end - 1] as number;
    if (
      last === 0x2e ||
      last === 0x2c ||
      last === 0x3b ||
      last === 0x3a ||
      last === 0x21 ||
      last === 0x3f ||
      last === 0x27 ||
      last === 0x5d ||
      last === 0x29 ||
      last === 0x2a
    )
      end--;
    else break;
  }
  return end;
}

/** Top-level domains that make "word.tld" a host name without "www". */
export const hostEndings = new Set(
  'nl be com net org eu info biz de fr uk io co gov edu app dev shop online site me tv us ca au es it pl ch at dk se no fi ie nu amsterdam vlaanderen brussels gent frl cz pt br gr hu za nz in jp'.split(
    ' ',
  ),
);

const hex = (byte: number): boolean => isDigit(byte) || ((byte | 32) >= 0x61 && (byte | 32) <= 0x66);

/** End of a MAC address at `from` (six pairs by ':' or '-', or three groups of four by '.'); 0 when none. */
export function macAt(bytes: Uint8Array, from: number, to: number): number {
  if (from > 0 && isAlnum(bytes[from - 1] as number)) return 0;
  if (from + 14 <= to && bytes[from + 4] === 0x2e && bytes[from + 9] === 0x2e) {
    for (let at = 0; at < 14; at++) if (at === 4 || at === 9 ? false : !hex(bytes[from + at] as number)) return 0;
    return from + 14 < to && (isAlnum(bytes[from + 14] as number) || (bytes[from + 14] === 0x2e && isAlnum(bytes[from + 15] ?? 0))) ? 0 : from + 14;
  }
  const separator = bytes[from + 2];
  if (separator !== 0x3a && separator !== 0x2d && separator !== 0x20) return 0;
  const end = from + 17;
  if (end > to) return 0;
  for (let pair = 0; pair < 6; pair++) {
    const at = from + pair * 3;
    if (!hex(bytes[at] as number) || !hex(bytes[at + 1] as number)) return 0;
    if (pair < 5 && bytes[at + 2] !== separator) return 0;
  }
  if (end < to && (isAlnum(bytes[end] as number) || (bytes[end] === separator && separator !== 0x20 && (hex(bytes[end + 1]) || bytes[end + 1] === separator))))
    return 0;
  if (separator === 0x20) {
    // Six pairs with spaces: only with a letter and a digit among them, or they are ordinary numbers.
    let letters = 0;
    for (let at = from; at < end; at++) if ((bytes[at] as number) > 0x40) letters++;
    if (letters < 1 || (letters < 2 && end - from !== to - from)) return 0;
  }
  return end;
}

/** End of an IPv4 address at `from`; 0 when none. */
export function ipv4At(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  for (let part = 0; part < 4; part++) {
    let value = 0;
    const start = at;
    while (at < to && at - start < 4 && isDigit(bytes[at] as number)) value = value * 10 + (bytes[at++] as number) - 48;
    if (at === start || value > 255 || at - start > 3 || (at - start > 1 && bytes[start] === 0x30)) return 0;
    if (part < 3) {
      if (bytes[at] !== 0x2e) return 0;
      at++;
    }
  }
  if (at < to && (isAlnum(bytes[at] as number) || (bytes[at] === 0x2e && isDigit(bytes[at + 1] ?? 0)))) return 0;
  return at;
}

/** End of an IPv6 address around a run of hex digits and colons starting at `from`; 0 when none. */
export function ipv6At(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  let groups = 0;
  let digits = 0;
  let doubled = 0;
  let colons = 0;
  let pairs = 0;
  let zeros = 0;
  while (at < to && at - from < 46) {
    const byte = bytes[at] as number;
    if (hex(byte)) {
      if (digits === 0) groups++;
      digits++;
      if (digits === 2) {
        pairs++;
        if (bytes[at - 1] === 0x30) zeros++;
      } else if (digits === 3) pairs--;
      if (digits > 4) return 0;
    } else if (byte === 0x3a) {
      colons++;
      if (at + 1 < to && bytes[at + 1] === 0x3a) {
        doubled++;
        at++;
        colons++;
      }
      digits = 0;
    } else break;
    at++;
  }
  let embedded = 0;
  if (at < to && bytes[at] === 0x2e && colons >= 2 && digits > 0) {
    const start = at - digits;
    const end = ipv4At(bytes, start, to);
    if (end > 0) {
      at = end;
      embedded = 1;
    }
  }
  if (at < to && (isAlnum(bytes[at] as number) || bytes[at] === 0x3a)) return 0;
  if (at > from && bytes[at - 1] === 0x3a && bytes[at - 2] !== 0x3a) at--;
  const total = groups + embedded;
  if (doubled > 1 || colons < 2) return 0;
  if (doubled === 0 ? total !== 8 : total > 7) return 0;
  if (doubled === 1 && groups === 0) return 0;
  // Groups of two digits with leading zeros are a damaged MAC address: IPv6 leaves leading zeros off (RFC 5952).
  if (pairs >= 4 && pairs === groups && zeros > 0) return 0;
  return at;
}
