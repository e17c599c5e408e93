/**
 * Dates as Dutch, Belgians and English-speakers write them: 12-05-1980, 12/5/80, 1980-05-12, 12 mei 1980, May 12th, 1980, 19800512.
 * No issuer. Check: month 1-12, day 1-31, year 1900-2099. Look-alikes: version numbers, amounts, times, Belgian national numbers.
 */
import { MONTH } from '../engine/bits.ts';
import { BY_DOT, BY_HYPHEN, BY_SLASH, BY_SPACE, type Run } from '../engine/run.ts';
import { COLON, COMMA, DOT, DOTSPACE, HYPHEN, LOWERCASE, NONE, NUMBER, SLASH, SPACE, type Tokens } from '../engine/tokens.ts';

const yearOk = (year: number): boolean => year >= 1880 && year <= 2099;

/** Groups that make a numeric date at the start of the run: 3, or 0. Also 1 for yyyymmdd when `compact` is allowed. */
export function numericDate(run: Run, compact: boolean): number {
  if (run.groups >= 3) {
    const separator = run.separators[1] as number;
    if (separator === run.separators[2] && (separator === BY_HYPHEN || separator === BY_SLASH || separator === BY_DOT)) {
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

/** A written date around a month token: sets the range of tokens; false when the month stands alone. `hasYear` and `hasDay` say what it holds. */
export const writtenDate = { first: 0, last: 0, hasYear: false, hasDay: false };

const isOrdinal = (tokens: Tokens, token: number): boolean => {
  if (token >= tokens.count || tokens.shapes[token] === NUMBER || tokens.gaps[token] !== NONE) return false;
  const start = tokens.starts[token] as number;
  const length = tokens.length(token);
  if (length > 2) return false;
  const byte = (tokens.bytes[start] as number) | 32;
  return length === 1 ? byte === 0x65 : byte === 0x73 || byte === 0x6e || byte === 0x72 || byte === 0x74 || byte === 0x64;
};

const number = (tokens: Tokens, token: number, most: number): number => {
  if (token < 0 || token >= tokens.count || tokens.shapes[token] !== NUMBER) return -1;
  const length = tokens.length(token);
  if (length > most) return -1;
  let value = 0;
  for (let at = tokens.starts[token] as number; at < (tokens.ends[token] as number); at++) value = value * 10 + (tokens.bytes[at] as number) - 48;
  return value;
};

const near = (gap: number): boolean => gap === SPACE || gap === HYPHEN || gap === SLASH || gap === DOTSPACE || gap === DOT || gap === NONE;

/** Tries to read a written date at a month token. */
export function dateAtMonth(tokens: Tokens, token: number): boolean {
  if (((tokens.values[token] as number) & MONTH) === 0) return false;
  const { gaps } = tokens;
  let first = token;
  let last = token;
  let hasDay = false;
  let hasYear = false;
  // Day before: "12 mei", "12e mei", "12th of May"
  let before = token - 1;
  let gap = gaps[token] as number;
  if (before >= 0 && near(gap)) {
    if (
      before > 0 &&
      tokens.shapes[before] === LOWERCASE &&
      tokens.length(before) === 2 &&
      tokens.bytes[tokens.starts[before] as number] === 0x6f &&
      gaps[before] === SPACE
    ) {
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
