import { birthDigits, numericDate, shortDate } from '../any/date.ts';
import type { Context } from './bits.ts';
import { isAlnum, isLetter } from './bytes.ts';
import type { Findings } from './findings.ts';
import { BY_SLASH, BY_SPACE, run } from './run.ts';
import { SPACE, type Tokens, tokenArrays } from './tokens.ts';
import { spanIndex } from './types-index.ts';
import { wordSet } from './word-set.ts';

const { bytes, starts, ends, gaps, keys } = tokenArrays;

const DATE = spanIndex('DATE');
const BIRTH = spanIndex('DATE_OF_BIRTH');
const endOf = (token: number, groups: number): number => ends[token + groups - 1] as number;

/** Adds the date that begins at the token; the token behind it, or `token` when there is none. */
export function dateAt(tokens: Tokens, token: number, context: Context, out: Findings): number {
  const start = starts[token] as number;
  const width = (ends[token] as number) - start;
  const birth = context === 'birth';
  const groups = numericDate(run, birth || context === 'date');
  if (groups > 0) {
    const end = endOf(token, groups);
    if (!isLetter(bytes[end] ?? 0)) {
      out.add(birth ? BIRTH : DATE, start, end, birth ? 96 : 88, birth ? 'birth.named' : 'date.numeric');
      return token + groups;
    }
    if (((bytes[end] as number) | 32) === 0x74) {
      const [last, next] = timestampEnd(tokens, token + groups - 1, end);
      // When a machine wrote something down is nobody's date: below what is reported, unless a birth is named or it is all there is.
      out.add(birth ? BIRTH : DATE, start, last, birth || tokens.to - tokens.from < 60 ? 85 : 45, 'date.timestamp');
      return next > 0 ? next : token + groups;
    }
  }
  if (birth) {
    const read = birthDigits(run);
    if (read > 0 && !isAlnum(bytes[endOf(token, read)] ?? 0)) {
      out.add(BIRTH, start, endOf(token, read), 86, 'birth.named');
      return token + read;
    }
  }
  // A year by itself, a month with its year
  if (width === 4 && yearCue(token) && (run.groups === 1 || run.separators[1] === BY_SPACE)) {
    const year = run.value(0, 4);
    if (year >= 1900 && year <= 2050) {
      out.add(DATE, start, endOf(token, 1), 52, 'date.year');
      return token + 1;
    }
  }
  if (run.groups === 2 && width <= 2 && run.size(1) === 4 && run.separators[1] === BY_SLASH && run.value(0, width) <= 12 && run.value(0, width) > 0) {
    const year = run.value(width, width + 4);
    if (year >= 1900 && year <= 2099) {
      out.add(DATE, start, endOf(token, 2), 70, 'date.numeric');
      return token + 2;
    }
  }
  const last = shortDate(tokens, token, run);
  if (last > 0) {
    out.add(birth ? BIRTH : DATE, start, last, 62, birth ? 'birth.named' : 'date.short');
    let next = token + 1;
    while (next < tokens.count && (starts[next] as number) < last) next++;
    return next;
  }
  return token;
}

const yearCues = wordSet('in during since sinds uit anno year jaar');
/** "in 1997", "sinds 2015": the word before makes four digits a year. */
function yearCue(token: number): boolean {
  if (token === 0 || gaps[token] !== SPACE) return false;
  return yearCues.has(keys[token - 1] as number);
}

/** End of "T14:30:00.123+02:00" behind a date, and the token behind it (0 when unknown). */
function timestampEnd(tokens: Tokens, token: number, from: number): [end: number, next: number] {
  const { to } = tokens;
  let at = from + 1;
  while (
    at < to &&
    at - from < 40 &&
    (((bytes[at] as number) - 0x30) >>> 0 < 10 || bytes[at] === 0x3a || bytes[at] === 0x2e || bytes[at] === 0x2b || bytes[at] === 0x2d || bytes[at] === 0x5a)
  )
    at++;
  while (at > from + 1 && (bytes[at - 1] === 0x2e || bytes[at - 1] === 0x2d || bytes[at - 1] === 0x3a)) at--;
  if (at - from < 3) return [from, 0];
  let next = token;
  while (next < tokens.count && (starts[next] as number) < at) next++;
  return [at, next];
}
