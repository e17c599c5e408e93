/**
 * Full addresses as one span: a street with its number, and the postcode and place that stand behind it on the same line ("Kerkstraat 12 bus 4, 9000 Gent").
 * A post box stays by itself. Runs over what is left after overlaps are settled.
 */
import type { Findings } from '../engine/findings.ts';
import { spanIndex } from '../engine/types-index.ts';

const ADDRESS = spanIndex('ADDRESS');
const POSTCODE = spanIndex('POSTCODE');
const CITY = spanIndex('CITY');
const LOCATION = spanIndex('LOCATION');

/** True when bytes [from, to) are at most a comma and spaces. */
function joins(bytes: Uint8Array, from: number, to: number): boolean {
  if (to <= from || to - from > 3) return false;
  for (let at = from; at < to; at++) if (bytes[at] !== 0x20 && bytes[at] !== 0x2c) return false;
  return true;
}

const isDigit = (byte: number): boolean => (byte - 0x30) >>> 0 < 10;

/** "Postbus", "P.O. Box": an address, but no street. */
const isBox = (bytes: Uint8Array, start: number): boolean =>
  (bytes[start] | 32) === 0x70 &&
  ((bytes[start + 1] === 0x2e && bytes[start + 3] === 0x2e) || ((bytes[start + 4] | 32) === 0x62 && (bytes[start + 6] | 32) === 0x73));

/** Joins street, postcode and place in `found.kept` into one address. Call after settle(). */
export function joinAddresses(bytes: Uint8Array, found: Findings): void {
  const { kept, types, starts, ends, confidences } = found;
  let to = 0;
  for (let index = 0; index < kept.length; index++) {
    const at = kept[index];
    const before = to > 0 ? kept[to - 1] : -1;
    if (before >= 0 && types[before] === ADDRESS && joins(bytes, ends[before], starts[at])) {
      const type = types[at];
      // Only a street with a number begins a full address.
      if (hasDigit(bytes, starts[before], ends[before]) && !isBox(bytes, starts[before]) && (type === POSTCODE || type === CITY || type === LOCATION)) {
        ends[before] = ends[at];
        if (confidences[at] > confidences[before]) confidences[before] = confidences[at];
        continue;
      }
    }
    kept[to++] = at;
  }
  kept.length = to;
}

/** True when a digit stands in bytes [from, to). */
function hasDigit(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isDigit(bytes[at])) return true;
  return false;
}
