import { isAlnum, isDigit, isLetter } from './engine/bytes.ts';
import { tuningLimits } from './tuning.ts';

/** What one position of a shape takes: a digit, a letter, either, or one byte (a letter in any case). */
const DIGIT = 256;
const LETTER = 257;
const EITHER = 258;

/** A shape ready to match: one entry per byte it can take. Made by parseShape. */
export interface Shape {
  readonly takes: Int16Array;
  /** 1 where the position may be left out. */
  readonly optional: Uint8Array;
  /** Positions before the first letter or digit: fixed marks ("#9{6}"); matching starts behind them, at a word or number. */
  readonly lead: number;
  /** Holds a fixed letter or digit, or a digit position: more than "any word". */
  readonly telling: boolean;
  /** Only digits and marks: needs more care, for any number could be one. */
  readonly onlyDigits: boolean;
}

/** Why a shape cannot be read. `position` counts characters of the shape from 0. */
export interface ShapeProblem {
  readonly position: number;
  readonly code: 'empty' | 'brace' | 'nothing-to-repeat' | 'range' | 'too-long' | 'too-short' | 'escape' | 'character' | 'lead' | 'any-word';
  readonly nl: string;
  readonly en: string;
}

const problem = (position: number, code: ShapeProblem['code'], nl: string, en: string): { readonly problem: ShapeProblem } => ({
  problem: { position, code, nl: `teken ${position + 1}: ${nl}`, en: `character ${position + 1}: ${en}` },
});

/** Reads a shape ("KL-9{8}"). Gives the shape, or the problem with its position. `near`: words must stand before it, so that it may be any word by itself. */
export function parseShape(text: string, near = false): { readonly shape: Shape } | { readonly problem: ShapeProblem } {
  if (text.trim() === '') return problem(0, 'empty', 'de vorm is leeg', 'the shape is empty');
  const takes: number[] = [];
  const optional: number[] = [];
  let least = 0;
  let at = 0;
  while (at < text.length) {
    const from = at;
    let letter = String.fromCodePoint(text.codePointAt(at) as number);
    at += letter.length;
    let take = -1;
    if (letter === '9') take = DIGIT;
    else if (letter === 'A') take = LETTER;
    else if (letter === '*') take = EITHER;
    else if (letter === '{') return problem(from, 'nothing-to-repeat', 'voor "{" staat niets om te herhalen', 'there is nothing before "{" to repeat');
    else if (letter === '}') return problem(from, 'brace', '"}" zonder "{"', '"}" without "{"');
    else if (letter === '\\') {
      if (at >= text.length) return problem(from, 'escape', 'na "\\" hoort een teken', 'a character must follow "\\"');
      letter = String.fromCodePoint(text.codePointAt(at) as number);
      at += letter.length;
    }
    if (letter < ' ' || /[\p{C}\u2028\u2029]/u.test(letter))
      return problem(from, 'character', 'dit teken kan niet in een vorm staan', 'this character cannot be in a shape');
    const bytes = take >= 0 ? [take] : [...new TextEncoder().encode(letter.length === 1 && letter < '\u0080' ? letter.toLowerCase() : letter)];
    let low = 1;
    let high = 1;
    if (text[at] === '{') {
      const close = text.indexOf('}', at);
      if (close < 0) return problem(at, 'brace', '"{" zonder "}"', '"{" without "}"');
      const inside = /^(\d{1,3})(?:,(\d{1,3}))?$/.exec(text.slice(at + 1, close));
      if (!inside) return problem(at, 'range', 'tussen accolades hoort {n} of {n,m}', 'braces take {n} or {n,m}');
      low = Number(inside[1]);
      high = inside[2] === undefined ? low : Number(inside[2]);
      if (high < low || high === 0) return problem(at, 'range', 'het tweede getal is kleiner dan het eerste', 'the second number is smaller than the first');
      if (bytes.length > 1 && low !== high)
        return problem(at, 'range', 'een teken buiten a-z kan alleen {n} keer', 'a character outside a-z can only be repeated {n} times');
      at = close + 1;
    }
    if (takes.length + high * bytes.length > tuningLimits.shapeCharacters)
      return problem(from, 'too-long', `meer dan ${tuningLimits.shapeCharacters} tekens`, `more than ${tuningLimits.shapeCharacters} characters`);
    for (let time = 0; time < high; time++) {
      for (const byte of bytes) {
        takes.push(byte);
        optional.push(time < low ? 0 : 1);
      }
    }
    least += low;
  }
  if (least < 3) return problem(0, 'too-short', 'de vorm moet minstens 3 tekens eisen', 'the shape must ask for at least 3 characters');
  const worthy = (take: number) => take > 127 || isAlnum(take);
  const lead = takes.findIndex(worthy);
  if (lead < 0) return problem(0, 'any-word', 'er zit geen letter of cijfer in', 'there is no letter or digit in it');
  if (optional.slice(0, lead).includes(1))
    return problem(0, 'lead', 'leestekens vooraan kunnen niet weggelaten worden', 'marks at the beginning cannot be left out');
  const telling = takes.some((take, index) => optional[index] === 0 && (take === DIGIT || (take < 256 && isAlnum(take))));
  if (!telling && !near)
    return problem(
      0,
      'any-word',
      'past op elk woord; geef een cijfer of vaste letter, of woorden ervoor',
      'fits any word; give a digit, a fixed letter, or words before it',
    );
  const onlyDigits = takes.every((take) => take === DIGIT || (take < 256 && !isLetter(take)));
  return { shape: { takes: Int16Array.from(takes), optional: Uint8Array.from(optional), lead, telling, onlyDigits } };
}

/** The bytes a shape can begin with, behind its leading marks. */
export function firstBytes(shape: Shape): number[] {
  const first = new Set<number>();
  for (let at = shape.lead; at < shape.takes.length; at++) {
    const take = shape.takes[at] as number;
    for (let byte = 0x30; byte < 0x7b; byte++) if (fits(take, byte)) first.add(byte);
    if (take < 256 && take > 0x7f) first.add(take);
    if (shape.optional[at] === 0) break;
  }
  return [...first];
}

const fits = (take: number, byte: number): boolean =>
  take < 256
    ? byte === take || (byte >= 0x41 && byte <= 0x5a && (byte | 32) === take)
    : take === DIGIT
      ? isDigit(byte)
      : take === LETTER
        ? isLetter(byte)
        : isAlnum(byte);

let now = new Uint8Array(tuningLimits.shapeCharacters + 1);
let next = new Uint8Array(tuningLimits.shapeCharacters + 1);

/**
 * End of the longest match that begins, behind the shape's leading marks, at `start`; 0 when none. All positions that are still possible are walked together,
 * so that a byte is read once: at most 64 bytes, 64 positions each, whatever shape and text.
 */
export function matchShape(shape: Shape, bytes: Uint8Array, start: number, from: number, to: number): number {
  const { takes, optional, lead } = shape;
  const size = takes.length;
  if (start - lead < from) return 0;
  for (let at = 0; at < lead; at++) if (bytes[start - lead + at] !== takes[at]) return 0;
  now.fill(0, 0, size + 1);
  now[lead] = 1;
  let low = lead;
  let best = 0;
  for (let at = start; ; at++) {
    let first = -1;
    let reached = false;
    next.fill(0, 0, size + 1);
    const byte = at < to ? (bytes[at] as number) : 0;
    for (let state = low; state <= size; state++) {
      if (now[state] === 0) continue;
      if (state === size) {
        reached = true;
        continue;
      }
      if (optional[state] === 1) now[state + 1] = 1;
      if (at < to && fits(takes[state] as number, byte)) {
        next[state + 1] = 1;
        if (first < 0) first = state + 1;
      }
    }
    if (reached && endsHere(bytes, at, to)) best = at;
    if (first < 0) return best;
    low = first;
    const other = now;
    now = next;
    next = other;
  }
}

/** No letter or digit goes on at `at`, nor a digit behind one mark where a digit stood before ("12345" in "12345,67"). */
function endsHere(bytes: Uint8Array, at: number, to: number): boolean {
  if (at >= to) return true;
  const byte = bytes[at] as number;
  if (isAlnum(byte) || (byte >= 0xc3 && byte < 0xe2)) return false;
  return !(isDigit(bytes[at - 1] as number) && isJoint(byte) && at + 1 < to && isDigit(bytes[at + 1] as number));
}

/** True when a number goes on before `at`: "06-" before "12345678". */
export function goesOnBefore(bytes: Uint8Array, at: number, from: number): boolean {
  return at - 2 >= from && isDigit(bytes[at] as number) && isJoint(bytes[at - 1] as number) && isDigit(bytes[at - 2] as number);
}

const isJoint = (byte: number): boolean => byte === 0x2e || byte === 0x2c || byte === 0x2d || byte === 0x2f || byte === 0x3a;
