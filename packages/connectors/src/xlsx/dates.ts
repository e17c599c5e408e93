/** What a number format makes of a number: nothing special, a day, a day with a time, or a time alone. */
export type DateForm = 'none' | 'date' | 'instant' | 'time';

/** The form of one of Excel's built-in formats. Source: ECMA-376 part 1, 18.8.30 (with the East Asian ones). */
export function builtInForm(id: number): DateForm {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58) return 'date';
  if (id === 22) return 'instant';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56) return 'time';
  return 'none';
}

/** The form of a written format such as `dd-mm-yyyy` or `[$-413]d mmmm jjjj` (jj is the Dutch year). */
export function writtenForm(code: string): DateForm {
  const plain = code
    .split(';')[0]
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase();
  if (/general|standaard|@|[#0?]/.test(plain.replace(/[.,:]0+/g, ''))) return 'none';
  const day = /[yjd]/.test(plain);
  const time = /[hus]/.test(plain);
  if (day) return time ? 'instant' : 'date';
  if (time) return 'time';
  return /m/.test(plain) ? 'date' : 'none';
}

/**
 * An Excel serial number as ISO 8601. In the 1900 system day 1 is 1 January 1900 and day 60 the 29 February 1900 that never was; in the
 * 1904 system day 0 is 1 January 1904. Null when it lies outside what Excel can show (before day 0, after the year 9999).
 */
export function serialToIso(serial: number, form: Exclude<DateForm, 'none'>, since1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null;
  let days = Math.floor(serial);
  let seconds = Math.round((serial - days) * 86_400);
  if (seconds === 86_400) {
    days++;
    seconds = 0;
  }
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (form === 'time') return days === 0 ? time : `${days * 24 + Math.floor(seconds / 3600)}${time.slice(2)}`;
  const date =
    !since1904 && days === 60
      ? '1900-02-29'
      : new Date(Date.UTC(since1904 ? 1904 : 1899, since1904 ? 0 : 11, (since1904 ? 1 : days > 60 ? 30 : 31) + days)).toISOString().slice(0, 10);
  return form === 'date' && seconds === 0 ? date : `${date}T${time}`;
}
