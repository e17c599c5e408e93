/**
 * Postcodes. Netherlands: four digits (not 0) and two letters (not SA, SD, SS), given by PostNL. Belgium: four digits, given by bpost; they need a place or an
 * address beside them. Others only behind a word that calls them so. No checksum. Look-alikes: "1250 mg", years, amounts.
 */
import { PARTICLE, PLACE, PLACE_BE, PLACE_NL, STOP, WORD } from '../engine/bits.ts';
import { isAlnum, isDigit, isLetter } from '../engine/bytes.ts';
import { hasContext, numbersOf } from '../engine/context.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, hashWord } from '../engine/lexicon.ts';
import { COLON, COMMA, DOT, DOTSPACE, HYPHEN, LOWERCASE, NEWLINE, NONE, NUMBER, SPACE, type Tokens, tokenArrays, UPPERCASE } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';

const { bytes, starts, ends, shapes, gaps, keys, values, hits } = tokenArrays;

const POSTCODE = spanIndex('POSTCODE');
const CITY = spanIndex('CITY');
const postcodeContexts = numbersOf('postcode');
const capital = (shape: number): boolean => shape >= 2;

/** Dutch postcodes with the place behind them, and four or five digits that a word calls a postcode. */
export function postcodeAt(tokens: Tokens, out: Findings): void {
  const { count, to, hitCount } = tokens;
  for (let hit = 0; hit < hitCount; hit++) {
    const token = hits[hit] as number;
    if (shapes[token] !== NUMBER) continue;
    const length = tokens.length(token);
    if (length !== 4 && length !== 5) continue;
    const start = starts[token] as number;
    if (token > 0 && (gaps[token] === NONE || gaps[token] === DOT || (gaps[token] === HYPHEN && !countryBefore(token)))) continue;
    const next = token + 1;
    if (
      length === 4 &&
      next < count &&
      bytes[start] !== 0x30 &&
      (gaps[next] === SPACE || gaps[next] === NONE) &&
      tokens.length(next) === 2 &&
      (starts[next] as number) - (ends[token] as number) <= 1
    ) {
      const a = bytes[starts[next] as number] as number;
      const b = bytes[(starts[next] as number) + 1] as number;
      const end = ends[next] as number;
      if (isLetter(a) && isLetter(b) && (end >= to || !isAlnum(bytes[end] as number))) {
        const upper = shapes[next] === UPPERCASE;
        const forbidden = (a | 32) === 0x73 && ((b | 32) === 0x61 || (b | 32) === 0x64 || (b | 32) === 0x73);
        const whole = start === tokens.from && end === to;
        const named = hasContext(token, postcodeContexts, 3) || (!upper && askedFor(token)) || houseNumberBehind(tokens, next);
        const afterStreet = token > 1 && gaps[token] !== 7 && out.covers((starts[token - 1] as number) - 1, ends[token - 1] as number, 60);
        const place = next + 1 < count && ((values[next + 1] as number) & PLACE) !== 0 && capital(shapes[next + 1] as number);
        let sure = 0;
        if (!forbidden)
          sure = upper
            ? gaps[next] === NONE || place || named || afterStreet || whole
              ? 96
              : 84
            : named || whole || afterStreet || place
              ? 90
              : gaps[next] === NONE && ((values[next] as number) & WORD) === 0
                ? 60
                : 0;
        if (isUnit(a & 0x5f, b & 0x5f) && (!upper || gaps[next] === SPACE) && !named && !(whole && upper) && !(upper && (afterStreet || place))) sure = 0;
        if (sure > 0) {
          out.add(POSTCODE, start, end, sure, 'postcode.nl');
          if (sure >= 80) cityAfter(tokens, next + 1, out);
          continue;
        }
      }
    }
    const previous = token - 1;
    if (hasContext(token, postcodeContexts, 3) || (length === 4 && alone(tokens, token) && askedFor(token)))
      out.add(POSTCODE, start, ends[token] as number, 88, 'postcode.named');
    else if (
      length === 4 &&
      previous >= 0 &&
      next < count &&
      bytes[start] !== 0x30 &&
      (gaps[token] === COMMA || gaps[token] === NEWLINE) &&
      out.covers((starts[previous] as number) - 1, ends[previous] as number, 70) &&
      gaps[next] === SPACE &&
      capital(shapes[next] as number)
    ) {
      // Belgian: "Kerkstraat 12, 9000 Gent"
      out.add(POSTCODE, start, ends[token] as number, 88, 'postcode.be');
      cityAfter(tokens, next, out);
    } else if (
      length === 5 &&
      previous >= 0 &&
      next < count &&
      gaps[token] === COMMA &&
      gaps[next] === SPACE &&
      capital(shapes[next] as number) &&
      out.covers((starts[previous] as number) - 1, ends[previous] as number, 70)
    ) {
      // German, French: "Hauptstrasse 12, 48529 Nordhorn"
      out.add(POSTCODE, start, ends[token] as number, 80, 'postcode.foreign');
      cityAfter(tokens, next, out);
    } else if (
      length === 4 &&
      next < count &&
      bytes[start] !== 0x30 &&
      gaps[next] === SPACE &&
      capital(shapes[next] as number) &&
      ((values[next] as number) & (256 | 512)) !== 0 &&
      // 2025 and the like are years far more often than postcodes
      ((!(bytes[start] === 0x32 && bytes[start + 1] === 0x30) && !(bytes[start] === 0x31 && bytes[start + 1] === 0x39)) ||
        token === 0 ||
        gaps[token] === NEWLINE ||
        gaps[token] === COMMA ||
        gaps[token] === HYPHEN ||
        (previous >= 0 && keys[previous] === TE)) &&
      ((values[next] as number) & WORD) === 0 &&
      !isDigit(bytes[(ends[next] as number) + 1] ?? 0)
    ) {
      out.add(POSTCODE, start, ends[token] as number, 78, 'postcode.be');
      cityAfter(tokens, next, out);
    }
  }
}

const TE = hashWord('te');
const countryKeys = wordSet('b be nl d l');
/** "B-9000 Gent", "NL-1011 AB" */
const countryBefore = (token: number): boolean => countryKeys.has(keys[token - 1] as number) && capital(shapes[token - 1] as number);

/** The word for a postcode stood in the question before it: "Mag ik uw postcode?" / "2522gr 118". */
function askedFor(token: number): boolean {
  for (let at = token - 1, lines = 0; at >= 0 && token - at < 18; at--) {
    if (gaps[at + 1] === NEWLINE && ++lines > 1) return false;
    if (contextIn(values[at] as number) === postcodeContexts[0]) return true;
  }
  return false;
}

/** A number that is all of its line, or all behind "Klant:". */
const alone = (tokens: Tokens, token: number): boolean =>
  (token === 0 || gaps[token] === NEWLINE || gaps[token] === COLON) && (token + 1 >= tokens.count || gaps[token + 1] === NEWLINE);

/** "1781 ed huisnr 4": a word for a house number behind the letters. */
function houseNumberBehind(tokens: Tokens, letters: number): boolean {
  const next = letters + 1;
  return next + 1 < tokens.count && gaps[next] === SPACE && houseKeys.has(keys[next] as number) && (shapes[next + 1] === NUMBER || gaps[next + 1] === DOTSPACE);
}
const houseKeys = wordSet('huisnr huisnummer nr nummer hnr');

/** Two letters behind four digits that are a unit, a currency or a short word: "1250 mg", "2000 in". */
const isUnit = (a: number, b: number): boolean => units.has(String.fromCharCode(a, b));

const units = new Set([
  'KM',
  'KG',
  'MB',
  'GB',
  'CM',
  'MM',
  'ML',
  'AM',
  'PM',
  'BC',
  'AD',
  'HP',
  'PK',
  'MG',
  'GR',
  'CL',
  'DL',
  'ST',
  'UU',
  'MW',
  'KW',
  'WH',
  'EU',
  'KB',
  'TB',
  'MS',
  'HZ',
  'IS',
  'EN',
  'DE',
  'IN',
  'OP',
  'TE',
  'OF',
  'OM',
  'TO',
  'OR',
  'AT',
  'BY',
  'ON',
]);

/** The place behind a postcode: capitals (with particles) on the same line. */
function cityAfter(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  if (token >= count || (gaps[token] !== SPACE && gaps[token] !== COMMA && gaps[token] !== 12)) return;
  if (!capital(shapes[token] as number)) {
    // "1234ab zeist"
    const small = values[token] as number;
    if (gaps[token] === SPACE && shapes[token] === LOWERCASE && (small & (PLACE_NL | PLACE_BE)) !== 0 && (small & (STOP | WORD)) === 0)
      out.add(CITY, starts[token] as number, ends[token] as number, 80, 'city.after-postcode');
    return;
  }
  if (((values[token] as number) & STOP) !== 0 || contextIn(values[token] as number) !== 0) return;
  let last = token;
  while (last + 1 < count && last - token < 4 && (gaps[last + 1] === SPACE || gaps[last + 1] === HYPHEN)) {
    const next = last + 1;
    const value = values[next] as number;
    if (shapes[next] === UPPERCASE && (shapes[token] !== UPPERCASE || (next + 1 < count && gaps[next + 1] === NONE))) break;
    if (capital(shapes[next] as number) && (value & STOP) === 0 && contextIn(value) === 0 && (value & 1) === 0) last = next;
    else if ((value & PARTICLE) !== 0 && next + 1 < count && capital(shapes[next + 1] as number) && gaps[next + 1] === SPACE) last = next + 1;
    else break;
  }
  out.add(CITY, starts[token] as number, ends[last] as number, 90, 'city.after-postcode');
}
