import { phoneFound, phoneIn } from '../any/phone.ts';
import type { Context } from './bits.ts';
import { isAlnum, isLetter } from './bytes.ts';
import type { Findings } from './findings.ts';
import { run } from './run.ts';
import { NEWLINE, NONE, NUMBER, SPACE, STOPMARK, type Tokens, tokenArrays } from './tokens.ts';
import { spanIndex } from './types-index.ts';
import { wordSet } from './word-set.ts';

const { bytes, starts, ends, shapes, gaps, keys } = tokenArrays;

const PHONE = spanIndex('PHONE');
const endOf = (token: number, groups: number): number => ends[token + groups - 1] as number;

/** Adds the phone number that phoneIn found, with what belongs to it on both sides. */
export function phone(tokens: Tokens, token: number, plus: boolean, paren: boolean, out: Findings): number {
  const { from } = tokens;
  const start = starts[token] as number;
  const end = endOf(token, phoneFound.groups);
  if (isLetter(bytes[end] ?? 0) && ((bytes[end] as number) | 32) !== 0x78) return token;
  let first = start;
  if (paren) first--;
  if (plus) first = bytes[start - 1] === 0x2b ? start - 1 : start - 2;
  if (first > from && bytes[first - 1] === 0x28 && bytes[end] === 0x29 && !paren) first--;
  if (paren && !plus && !closes(bytes, start, end)) first = start;
  let last = end;
  let taken = token + phoneFound.groups;
  // Extension: x123
  if (
    taken < tokens.count &&
    ((bytes[starts[taken] as number] as number) | 32) === 0x78 &&
    tokens.length(taken) === 1 &&
    shapes[taken + 1] === NUMBER &&
    gaps[taken + 1] === NONE
  ) {
    last = ends[taken + 1] as number;
    taken += 2;
  }
  if (first !== from && isAlnum(bytes[first - 1] as number)) return token;
  out.add(PHONE, first, last, phoneFound.confidence, phoneFound.reason);
  return taken;
}

const six = wordSet('zes six');
const zero = wordSet('nul zero oh');

/** "nul zes 12 34 56 78": a mobile number whose first digits are spelled out. */
export function halfSpelled(token: number, out: Findings): boolean {
  if (token === 0 || run.count !== 8 || gaps[token] !== SPACE || !six.has(keys[token - 1] as number)) return false;
  const first = token > 1 && gaps[token - 1] === SPACE && zero.has(keys[token - 2] as number) ? token - 2 : token - 1;
  out.add(PHONE, starts[first] as number, endOf(token, run.groups), first < token - 1 ? 88 : 62, 'phone.nl');
  return true;
}

/** True when a bracket opened before the number closes in it or right behind it. */
function closes(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at <= end; at++) if (bytes[at] === 0x29) return true;
  return false;
}

const phoneWords = wordSet('office fax mobile mobiel cell gsm prive thuis');

/** A word for a phone right behind the number: "9493 7477 office", "+1 ... fax", "010-1234567 (mobiel)". */
export function phoneAfter(tokens: Tokens, token: number): boolean {
  let at = token + 1;
  while (at < tokens.count && shapes[at] === NUMBER && at - token < 8) at++;
  if (at >= tokens.count || gaps[at] === NEWLINE || gaps[at] === STOPMARK) return false;
  return phoneWords.has(keys[at] as number);
}

/** A phone number in a form of its own stays one behind "bestelling" or "noodnummer"; behind "klantnummer" only when it stands farther off. */
export function clearPhone(context: Context, strong: boolean, back: number): boolean {
  if (run.digits[0] !== 0 || run.count < 9 || context === 'document' || context === 'tax' || context === 'registry') return false;
  if (!phoneIn(run, false, false, false)) return false;
  const need = context === 'other' ? 80 : strong ? (back > 2 ? 93 : 100) : 88;
  return phoneFound.confidence >= need;
}
