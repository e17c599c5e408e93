import { CONTEXT, MONTH, STOP } from './bits.ts';
import { isAlnum, isDigit, isLetter } from './bytes.ts';
import {
  COLON,
  COMMA,
  DOT,
  EQUALS,
  HYPHEN,
  INITIAL,
  LOWERCASE,
  NONE,
  NUMBER,
  PAREN,
  SLASH,
  SPACE,
  type Tokens,
  tokenArrays,
  UNDERSCORE,
  UPPERCASE,
} from './tokens.ts';
import { wordSet } from './word-set.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

/** A code around a number token: its tokens, bytes and what it is made of. One object, reused. */
export class Extent {
  first = 0;
  last = 0;
  start = 0;
  end = 0;
  digits = 0;
  letters = 0;
  /** Letters and digits only, letters in capitals. */
  compact = '';
  /** Digits only, for checks; `digits` of them are set. */
  readonly values = new Uint8Array(48);

  /** Reads bytes and counts between the first and last token. False when it is too long to be an identifier. */
  measure(): boolean {
    this.start = starts[this.first] as number;
    this.end = ends[this.last] as number;
    this.digits = 0;
    this.letters = 0;
    this.compact = '';
    if (this.end - this.start > 40) return false;
    for (let at = this.start; at < this.end; at++) {
      const byte = bytes[at] as number;
      if (isDigit(byte)) {
        this.values[this.digits++] = byte - 0x30;
        this.compact += String.fromCharCode(byte);
      } else if (isLetter(byte)) {
        this.letters++;
        this.compact += String.fromCharCode(byte & 0xdf);
      }
    }
    return true;
  }
}

/** Takes what is written without spaces around the token: letters, digits, hyphens, underscores, slashes and dots before digits. */
export function tightExtent(tokens: Tokens, token: number, extent: Extent, named: boolean): void {
  const { count } = tokens;
  let first = token;
  while (first > 0 && token - first < 6) {
    const gap = gaps[first];
    const before = bytes[(starts[first] as number) - 2] ?? 0;
    if (gap === NONE || ((gap === HYPHEN || gap === UNDERSCORE) && isAlnum(before))) first--;
    else if (
      gap === SLASH &&
      named &&
      (shapes[first - 1] === UPPERCASE || shapes[first - 1] === NUMBER || shapes[first - 1] === INITIAL) &&
      tokens.length(first - 1) <= 4
    )
      first--;
    else if (gap === DOT && named && shapes[first - 1] === INITIAL && (starts[first] as number) - (ends[first - 1] as number) === 1) first--;
    else break;
  }
  let last = token;
  while (last + 1 < count && last - token < 8) {
    const gap = gaps[last + 1] as number;
    const close = (starts[last + 1] as number) - (ends[last] as number) === 1;
    if (
      gap === NONE ||
      (gap === HYPHEN && close) ||
      gap === UNDERSCORE ||
      (gap === SLASH &&
        close &&
        (shapes[last + 1] === NUMBER || (named && shapes[last + 1] === UPPERCASE && tokens.length(last + 1) <= 4 && !another(tokens, last)))) ||
      (gap === DOT && close && (shapes[last + 1] === NUMBER || (named && shapes[last + 1] === INITIAL)))
    )
      last++;
    else break;
  }
  extent.first = first;
  extent.last = last;
}

/** "EK746025/EC616454": behind the slash stands a second number of the same make. */
const another = (tokens: Tokens, last: number): boolean =>
  gaps[last + 2] === NONE && gaps[last] === NONE && last + 2 < tokens.count && tokens.length(last + 2) === tokens.length(last) && tokens.length(last) > 3;

/** True when the number token begins something of its own: a time, an amount, a date, a measure, a postcode. */
export function standsAlone(tokens: Tokens, token: number): boolean {
  const { count } = tokens;
  const start = starts[token] as number;
  const before = bytes[start - 1] as number;
  // €, £, $ and +
  if (before === 0xac || before === 0xa3 || before === 0x24 || before === 0x2b) return true;
  const next = token + 1;
  if (next >= count) return false;
  const gap = gaps[next] as number;
  const close = (starts[next] as number) - (ends[token] as number) === 1;
  if (shapes[next] === NUMBER) return (gap === COLON && close) || (gap === COMMA && close && tokens.length(next) === 2);
  if (gap === NONE) return !(shapes[next] === UPPERCASE || shapes[next] === INITIAL);
  if (gap !== SPACE) return gap === 11 && (bytes[ends[token] as number] === 0x25 || bytes[(ends[token] as number) + 1] === 0xe2);
  if (((values[next] as number) & MONTH) !== 0) return true;
  return tokens.length(token) === 4 && shapes[next] === UPPERCASE && tokens.length(next) === 2;
}

/**
 * Goes on over single spaces: "7719 2208", "856 453 687", "K8 0041 2290 71", and takes a short block of capitals before it ("HK 220-118", "NL 8807 04664 B03").
 * `letterBehind`: one letter in capitals may end it ("QQ 12 34 56 C"), and two long groups may be one ("44188 22119").
 */
export function looseExtent(tokens: Tokens, extent: Extent, letterBehind: boolean): void {
  const { count } = tokens;
  const single = tokens.length(extent.last) === 1 && extent.first === extent.last;
  let digits = 0;
  for (let at = extent.first; at <= extent.last; at++) if (shapes[at] === NUMBER) digits += tokens.length(at);
  let last = extent.last;
  while (last + 1 < count && last - extent.last < 14) {
    const next = last + 1;
    if ((starts[next] as number) - (ends[last] as number) !== 1 || gaps[next] !== SPACE) break;
    const length = tokens.length(next);
    if (shapes[next] === NUMBER) {
      if (length > 10 || digits + length > 20 || standsAlone(tokens, next)) break;
      // "12345 06-12345678": a phone number of its own
      const after = next + 1;
      if (after < count && shapes[after] === NUMBER && (gaps[after] === HYPHEN || gaps[after] === SLASH) && tokens.length(after) > 4) break;
      if (single ? length !== 1 : length === 1) break;
      // A whole number already, and a whole number of another kind behind it.
      if (digits >= 5 && length >= 5 && !letterBehind) break;
      if (!single && tokens.length(last) >= 6 && digits === tokens.length(last) && length > 4) break;
      digits += length;
      last = next;
      while (last + 1 < count && gaps[last + 1] === HYPHEN && shapes[last + 1] === NUMBER && tokens.length(last + 1) <= 4) {
        last++;
        digits += tokens.length(last);
      }
    } else if (shapes[next] === INITIAL && next + 1 < count && shapes[next + 1] === NUMBER && gaps[next + 1] === NONE) last = next + 1;
    else if (letterBehind && shapes[next] === INITIAL && gaps[next + 1] !== DOT) {
      last = next;
      break;
    } else break;
  }
  extent.last = last;
  const first = extent.first;
  if (first > 0 && gaps[first] === SPACE && shapes[first] === NUMBER && (starts[first] as number) - (ends[first - 1] as number) === 1) {
    const shape = shapes[first - 1];
    const length = tokens.length(first - 1);
    const before = first > 1 ? gaps[first - 1] : NONE;
    if (
      (shape === UPPERCASE || shape === INITIAL) &&
      length <= 5 &&
      ((values[first - 1] as number) & (CONTEXT | STOP)) === 0 &&
      (before === SPACE || before === COLON || before === PAREN || before === EQUALS || before === 4 || before === 6)
    )
      extent.first = first - 1;
  }
}

/** True when a number is an amount or a measure by the word or mark beside it ("€ 12", "2500 stuks" is not told from words: only marks and decimals are). */
export function isAmount(tokens: Tokens, token: number): boolean {
  const before = bytes[(starts[token] as number) - 1] as number;
  const sign = before === 0x20 ? (bytes[(starts[token] as number) - 2] as number) : before;
  if (sign === 0xac || sign === 0xa3 || sign === 0x24) return true;
  const next = token + 1;
  if (next >= tokens.count) return false;
  if (gaps[next] === COMMA && shapes[next] === NUMBER && (starts[next] as number) - (ends[token] as number) === 1) return true;
  return shapes[next] === LOWERCASE && gaps[next] === SPACE && units.has(keys[next] as number);
}

const units = wordSet(
  'euro eur cent stuks stuk kwh m3 km meter gram kg liter uur minuten dagen weken maanden jaar keer x maal personen procent pounds dollars days weeks months years hours minutes pieces times points punten mb gb',
);
