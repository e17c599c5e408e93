const ZERO = 0x30;

/**
 * The instant that a date or timestamp written in bytes stands for, in milliseconds since 1970 (UTC unless an offset is written), NaN when
 * it is none. Reads 2026-11-21, 2026-11-21 10:20:30[.123][+01[:00]], 2026-11-21T10:20:30Z, 20261121, 21-11-2026 and 21/11/2026 (day first),
 * and seconds or milliseconds since 1970 between 1990 and 2100.
 */
export function instantIn(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 8) return Number.NaN;
  const y = digits(bytes, start, 4);
  if (y >= 0 && length >= 10 && isSeparator(bytes[start + 4]) && bytes[start + 7] === bytes[start + 4]) {
    return withTime(bytes, start + 10, end, days(y, digits(bytes, start + 5, 2), digits(bytes, start + 8, 2)));
  }
  if (length >= 10 && isSeparator(bytes[start + 2]) && bytes[start + 5] === bytes[start + 2]) {
    return withTime(bytes, start + 10, end, days(digits(bytes, start + 6, 4), digits(bytes, start + 3, 2), digits(bytes, start)));
  }
  if (length === 8) return days(y, digits(bytes, start + 4, 2), digits(bytes, start + 6, 2)) * 86_400_000;
  if (length === 10 || length === 13) {
    const number = digits(bytes, start, length);
    const at = length === 10 ? number * 1000 : number;
    return at >= 631_152_000_000 && at < 4_102_444_800_000 ? at : Number.NaN;
  }
  return Number.NaN;
}

function isSeparator(byte: number): boolean {
  return byte === 0x2d || byte === 0x2f || byte === 0x2e;
}

/** The number in `count` digits, -1 when one of them is no digit. */
function digits(bytes: Uint8Array, at: number, count = 2): number {
  let value = 0;
  for (let i = 0; i < count; i++) {
    const digit = bytes[at + i] - ZERO;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Days since 1970-01-01; NaN for a date that does not exist or lies outside 1850 to 2200. */
function days(year: number, month: number, day: number): number {
  if (year < 1850 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function withTime(bytes: Uint8Array, from: number, end: number, day: number): number {
  let at = day * 86_400_000;
  if (Number.isNaN(at) || end < from + 6 || (bytes[from] !== 0x20 && bytes[from] !== 0x54)) return at;
  const hours = digits(bytes, from + 1);
  const minutes = digits(bytes, from + 4);
  const seconds = end >= from + 9 ? digits(bytes, from + 7) : 0;
  if (hours < 0 || minutes < 0 || hours > 24 || minutes > 59) return at;
  at += hours * 3_600_000 + minutes * 60_000 + Math.max(0, seconds) * 1000;
  for (let i = from + 9; i < end; i++) {
    const sign = bytes[i];
    if (sign !== 0x2b && sign !== 0x2d) continue;
    const offsetHours = digits(bytes, i + 1);
    const offsetMinutes = end >= i + 5 ? Math.max(0, digits(bytes, i + (bytes[i + 3] === 0x3a ? 4 : 3))) : 0;
    if (offsetHours >= 0) at -= (sign === 0x2b ? 1 : -1) * (offsetHours * 3_600_000 + offsetMinutes * 60_000);
    break;
  }
  return at;
}
