/**
 * Dates as Dutch, Belgians and English-speakers write them: 12-05-1980, 12/5/80, 1980-05-12, 12 mei 1980, May 12th, 1980, 19800512.
 * No issuer. Check: month 1-12, day 1-31, year 1900-2099. Look-alikes: version numbers, amounts, times, Belgian national numbers.
 */
import { MONTH, WEEKDAY } from '../engine/bits.ts';
import { BY_DOT, BY_HYPHEN, BY_SLASH, BY_SPACE, type Run } from '../engine/run.ts';
import { COLON, COMMA, DOT, DOTSPACE, HYPHEN, LOWERCASE, NONE, NUMBER, SLASH, SPACE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { wordSet } from '../engine/word-set.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const yearOk = (year: number): boolean => year >= 1880 && year <= 2099;

/** Groups that make a numeric date at the start of the run: 3, or 0. Also 1 for yyyymmdd when `compact` is allowed. */
export function numericDate(run: Run, compact: boolean): number {
  if (run.groups >= 3) {
    const separator = run.separators[1] as number;
    const more = run.groups > 3 && run.separators[3] === separator && separator === BY_DOT;
    if (!more && separator === run.separators[2] && (separator === BY_HYPHEN || separator === BY_SLASH || separator === BY_DOT)) {
      const a = run.size(0);
      const b = run.size(1);
      const c = run.size(2);
      const first = run.value(0, a);
      const second = run.value(a, a + b);
      const third = run.value(a + b, a + b + c);
      if (a === 4 && b <= 2 && c <= 2 && yearOk(first) && second >= 1 && second <= 12 && third >= 1 && third <= 31) return 3;
      if (a <= 2 && b <= 2 && (c === 4 || c === 2)) {
        const day = first >= 1 && first <= 31 && second >= 1 && second <= 12;
        const monthFirst = first >= 1 && first <= 12 && second >= 1 && second <= 31;
        if ((day || monthFirst) && (c === 2 ? separator !== BY_DOT || (a === 2 && b === 2) : yearOk(third))) return 3;
      }
    }
    // 12 05 1980 with spaces
    if (separator === BY_SPACE && run.separators[2] === BY_SPACE && run.size(0) <= 2 && run.size(1) === 2 && run.size(2) === 4) {
      const month = run.value(run.size(0), run.size(0) + 2);
      const day = run.value(0, run.size(0));
      const year = run.value(run.size(0) + 2, run.size(0) + 6);
      if (day >= 1 && day <= 31 && month >= 1 && month <= 12 && yearOk(year) && compact) return 3;
    }
  }
  if (compact && run.groups >= 1 && run.size(0) === 8) {
    const year = run.value(0, 4);
    const month = run.value(4, 6);
    const day = run.value(6, 8);
    if (yearOk(year) && month >= 1 && month <= 12 && day >= 1 && day <= 31) return 1;
  }
  return 0;
}

/** A date of birth in bare digits: 110268, 11021968, 19680211, "3 11 56". The groups it takes, or 0. Only where a word for birth stands before it. */
export function birthDigits(run: Run): number {
  const real = (day: number, month: number): boolean => day >= 1 && day <= 31 && month >= 1 && month <= 12;
  const size = run.size(0);
  if (size === 6 && real(run.value(0, 2), run.value(2, 4))) return 1;
  if (size === 8 && real(run.value(0, 2), run.value(2, 4)) && yearOk(run.value(4, 8))) return 1;
  if (run.groups >= 3 && size <= 2 && run.size(1) <= 2 && (run.size(2) === 2 || run.size(2) === 4) && run.separators[1] === run.separators[2]) {
    const month = run.value(size, size + run.size(1));
    if (real(run.value(0, size), month) && (run.size(2) === 2 || yearOk(run.value(run.groupEnds[1] as number, run.groupEnds[2] as number)))) return 3;
  }
  return 0;
}

const dayCues = wordSet('op per dd sinds vanaf uiterlijk geb afspr afspraak on since until from due van voor na tot van by datum d ingaande mi lev levering');
const hyphenCues = wordSet('op per dd sinds vanaf uiterlijk afspr afspraak on since due datum levering');

/**
 * A day and month without a year: "op 12/4", "vrijdag 21-06", "03-06 09:10", "17-01-'61" (with an apostrophe before the year). The end in bytes, or 0.
 * A slash alone is enough when it is no fraction; a hyphen needs a word or a time beside it, for it also stands in scores and ranges.
 */
export function shortDate(tokens: Tokens, token: number, run: Run): number {
  if (run.groups < 2) return 0;
  const separator = run.separators[1] as number;
  const a = run.size(0);
  const b = run.size(1);
  if ((separator !== BY_SLASH && separator !== BY_HYPHEN) || a > 2 || b > 2) return 0;
  if (run.groups > 2 && (run.separators[2] as number) !== BY_SPACE) return 0;
  const day = run.value(0, a);
  const month = run.value(a, a + b);
  if (day < 1 || day > 31 || month < 1 || month > 12) return 0;
  const { count } = tokens;
  const start = starts[token] as number;
  const end = ends[token + 1] as number;
  const before = bytes[start - 1] as number;
  if (before > 0x20 && before !== 0x28 && before !== 0x3a && before !== 0x2c && before !== 0x22) return 0;
  const next = token + 2;
  // -'61
  if ((bytes[end] === 0x2d || bytes[end] === 0x2f) && next < count && shapes[next] === NUMBER && tokens.length(next) === 2) {
    const between = (starts[next] as number) - end;
    if ((between === 2 && bytes[end + 1] === 0x27) || (between === 4 && bytes[end + 1] === 0xe2)) return ends[next] as number;
  }
  if (next < count && gaps[next] === NONE) return 0;
  if (bytes[end] === 0x2f || bytes[end] === 0x2d || bytes[end] === 0x25 || (bytes[end] === 0x2c && bytes[end + 1] !== 0x20)) return 0;
  if (day === 24 && month === 7 && a === 2 && b === 1) return 0;
  const time =
    next + 1 < count && shapes[next] === NUMBER && gaps[next] === SPACE && (gaps[next + 1] === COLON || gaps[next + 1] === NONE) && tokens.length(next) <= 2;
  const weekday = token > 0 && ((values[token - 1] as number) & WEEKDAY) !== 0 && gaps[token] === SPACE;
  const key = token > 0 ? (keys[token - 1] as number) : 0;
  if (weekday || time || abbreviatedDay(token - 1)) return end;
  if (separator === BY_HYPHEN) return hyphenCues.has(key) && gaps[token] === SPACE && (a === 2 || b === 2 || !dutchRange(tokens, next)) ? end : 0;
  if (dayCues.has(key) || (a === 2 && run.digits[0] === 0) || (b === 2 && run.digits[a] === 0) || day > 12) return end;
  return day > month && token > 0 && shapes[token - 1] === LOWERCASE && tokens.length(token - 1) > 3 ? end : 0;
}

/** "ma", "di" ... as people shorten the days of the week, right before a day and month. */
const abbreviated = wordSet('ma di wo do vr za zo mon tue wed thu fri sat sun');
const abbreviatedDay = (token: number): boolean => token >= 0 && gaps[token + 1] === SPACE && abbreviated.has(keys[token] as number);

/** "op 3-5 dagen", "op 2-3 plekken": a range of something counted. */
const dutchRange = (tokens: Tokens, next: number): boolean =>
  next < tokens.count && gaps[next] === SPACE && shapes[next] === LOWERCASE && tokens.length(next) > 4;

/** A written date around a month token: sets the range of tokens; false when the month stands alone. `hasYear` and `hasDay` say what it holds. */
export const writtenDate = { first: 0, last: 0, hasYear: false, hasDay: false };

const isOrdinal = (tokens: Tokens, token: number): boolean => {
  if (token >= tokens.count || shapes[token] === NUMBER || gaps[token] !== NONE) return false;
  const start = starts[token] as number;
  const length = tokens.length(token);
  if (length > 2) return false;
  const byte = (bytes[start] as number) | 32;
  return length === 1 ? byte === 0x65 : byte === 0x73 || byte === 0x6e || byte === 0x72 || byte === 0x74 || byte === 0x64;
};

const number = (tokens: Tokens, token: number, most: number): number => {
  if (token < 0 || token >= tokens.count || shapes[token] !== NUMBER) return -1;
  const length = tokens.length(token);
  if (length > most) return -1;
  let value = 0;
  for (let at = starts[token] as number; at < (ends[token] as number); at++) value = value * 10 + (bytes[at] as number) - 48;
  return value;
};

const near = (gap: number): boolean => gap === SPACE || gap === HYPHEN || gap === SLASH || gap === DOTSPACE || gap === DOT || gap === NONE;

/** Tries to read a written date at a month token. */
export function dateAtMonth(tokens: Tokens, token: number): boolean {
  if (((values[token] as number) & MONTH) === 0) return false;

  let first = token;
  let last = token;
  let hasDay = false;
  let hasYear = false;
  // Day before: "12 mei", "12e mei", "12th of May"
  let before = token - 1;
  let gap = gaps[token] as number;
  if (before >= 0 && near(gap)) {
    if (before > 0 && shapes[before] === LOWERCASE && tokens.length(before) === 2 && bytes[starts[before] as number] === 0x6f && gaps[before] === SPACE) {
      before--; // "of"
      gap = SPACE;
    }
    if (isOrdinal(tokens, before)) before--;
    const day = number(tokens, before, 2);
    if (day >= 1 && day <= 31) {
      first = before;
      hasDay = true;
    }
  }
  let after = token + 1;
  if (after < tokens.count && (near(gaps[after] as number) || gaps[after] === COMMA)) {
    const day = number(tokens, after, 2);
    if (!hasDay && day >= 1 && day <= 31 && gaps[after] !== COMMA) {
      hasDay = true;
      last = after;
      after++;
      if (isOrdinal(tokens, after)) last = after++;
    }
    if (after < tokens.count && (near(gaps[after] as number) || gaps[after] === COMMA)) {
      const year = number(tokens, after, 4);
      if (yearOk(year) || (tokens.length(after) === 2 && year >= 0 && (gaps[after] === HYPHEN || gaps[after] === SLASH))) {
        hasYear = true;
        last = after;
      }
    }
  }
  if (!hasDay && !hasYear) return false;
  if (hasDay && !hasYear && last + 1 < tokens.count && gaps[last + 1] === COLON) hasDay = first !== token;
  writtenDate.first = first;
  writtenDate.last = last;
  writtenDate.hasDay = hasDay;
  writtenDate.hasYear = hasYear;
  return hasDay || hasYear;
}
