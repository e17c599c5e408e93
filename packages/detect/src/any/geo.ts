/**
 * Geolocation: a pair of latitude and longitude, "52.3702, 4.8952", "52.3702° N, 4.8952° O", 51°26'28.4"N 5°28'40.1"E. No issuer (WGS 84), no checksum: latitude to 90, longitude to 180.
 * Look-alikes: prices, versions, measures; so a pair in decimals needs four decimals each, or two behind a word such as "gps".
 */
import { isDigit } from '../engine/bytes.ts';

/** What geoAt found. */
export const geoFound = { end: 0, confidence: 0 };

const isSpace = (byte: number): boolean => byte === 0x20;
/** Place behind a degree sign at `at` (also "graden" is not read); `at` when there is none. */
const degree = (bytes: Uint8Array, at: number): number => (bytes[at] === 0xc2 && bytes[at + 1] === 0xb0 ? at + 2 : at);
const isWind = (byte: number): boolean => {
  const letter = byte & 0xdf;
  return letter === 0x4e || letter === 0x53 || letter === 0x45 || letter === 0x57 || letter === 0x4f || letter === 0x5a;
};

/** One half of a pair: value and form. */
const half = { end: 0, value: 0, decimals: 0, marked: false };

function halfAt(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  if (bytes[at] === 0x2d) at++;
  let value = 0;
  const start = at;
  while (at < to && at - start < 4 && isDigit(bytes[at] as number)) value = value * 10 + (bytes[at++] as number) - 48;
  if (at === start || at - start > 3) return false;
  half.decimals = 0;
  half.marked = false;
  if (bytes[at] === 0x2e || (bytes[at] === 0x2c && degree(bytes, at + 3) > at + 3)) {
    at++;
    for (let scale = 0.1; at < to && half.decimals < 12 && isDigit(bytes[at] as number); scale /= 10, half.decimals++)
      value += ((bytes[at++] as number) - 48) * scale;
  }
  const sign = degree(bytes, at);
  if (sign > at) {
    half.marked = true;
    at = sign;
    // Minutes and seconds
    for (let part = 0; part < 2; part++) {
      let next = at;
      while (next < to && next - at < 2 && isSpace(bytes[next] as number)) next++;
      const digits = next;
      while (next < to && next - digits < 8 && (isDigit(bytes[next] as number) || bytes[next] === 0x2e)) next++;
      if (next === digits) break;
      const mark = bytes[next] as number;
      if (mark === 0x27 || mark === 0x22) at = next + 1;
      else if (mark === 0xe2 && bytes[next + 1] === 0x80) at = next + 3;
      else break;
      if (bytes[at] === 0x27 && mark === 0x27) at++;
    }
  }
  let wind = at;
  while (wind < to && wind - at < 2 && isSpace(bytes[wind] as number)) wind++;
  if (half.marked && isWind(bytes[wind] as number) && !isLetterAt(bytes, wind + 1)) at = wind + 1;
  half.end = at;
  half.value = value;
  return true;
}

const isLetterAt = (bytes: Uint8Array, at: number): boolean => (((bytes[at] as number) | 32) - 97) >>> 0 < 26;

/** Reads a pair that begins with the number at `from`. `named`: a word such as "gps" or "coördinaten" stands before it. */
export function geoAt(bytes: Uint8Array, from: number, to: number, named: boolean): boolean {
  if (!halfAt(bytes, from, to) || half.value > 90) return false;
  const decimals = half.decimals;
  const marked = half.marked;
  if (!marked && decimals < (named ? 2 : 4)) return false;
  let at = half.end;
  let separators = 0;
  while (at < to && at - half.end < 3) {
    const byte = bytes[at] as number;
    if (byte === 0x2c || byte === 0x2f || byte === 0x3b) separators++;
    else if (!isSpace(byte)) break;
    at++;
  }
  if (at === half.end || (separators === 0 && !marked && !named)) return false;
  if (!halfAt(bytes, at, to) || half.value > 180 || half.marked !== marked || (!marked && half.decimals < (named ? 2 : 4))) return false;
  if (isDigit(bytes[half.end] as number) || (!marked && bytes[half.end] === 0x2e && isDigit(bytes[half.end + 1] as number))) return false;
  geoFound.end = half.end;
  geoFound.confidence = marked || named ? 92 : 78;
  return true;
}
