import { folds } from '../engine/fold.ts';
import { tokenArrays } from '../engine/tokens.ts';

const { bytes, starts, ends } = tokenArrays;

/** The word last spelled; one at a time. */
export const letters = new Uint8Array(64);

/** Folded letters of a token into `letters`; their number, 0 when it is too long or some are not Latin. */
export function spell(token: number): number {
  let count = 0;
  const end = ends[token];
  for (let at = starts[token]; at < end; at++) {
    const byte = bytes[at];
    if (count > 40) return 0;
    if (byte < 0x80) letters[count++] = byte | 0x20;
    else if (byte >= 0xc3 && byte < 0xe0) {
      const code = ((byte & 31) << 6) | (bytes[++at] & 63);
      const folded = code < 0x250 ? folds[code] : 0;
      if (folded === 0) return 0;
      letters[count++] = folded & 255;
      if (folded > 255) letters[count++] = folded >> 8;
    } else return 0;
  }
  return count;
}
