import { isUtf8 } from 'node:buffer';

/** The upper half of code page 437, in which zips name their files unless they say UTF-8. Source: Unicode's CP437.TXT. */
const upper = 'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** A file's name out of its bytes: UTF-8 when the zip says so or when they are well formed (as macOS writes without saying so), else code page 437. */
export function entryName(bytes: Uint8Array, saysUtf8: boolean): string {
  if (saysUtf8 || isUtf8(bytes)) return Buffer.from(bytes).toString('utf8');
  let name = '';
  for (const byte of bytes) name += byte < 0x80 ? String.fromCharCode(byte) : upper[byte - 0x80];
  return name;
}

const MAX_DEPTH = 32;

/**
 * The parts of a path inside a folder, or null when the name would lead out of it or no file system could hold it: absolute, a drive, "..", control
 * characters, too deep or too long. A name that ends in ".waarborg" is kept for our own use.
 */
export function safePath(name: string): string[] | null {
  if (/^[\\/]|^[A-Za-z]:/.test(name) || /\p{Cc}/u.test(name)) return null;
  const parts = name.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.length > MAX_DEPTH || Buffer.byteLength(name) > 1000) return null;
  if (parts.some((part) => part === '..' || Buffer.byteLength(part) > 240 || part.endsWith('.waarborg'))) return null;
  return parts;
}
