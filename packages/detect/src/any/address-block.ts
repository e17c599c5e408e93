/**
 * Addresses recognised by their unit: "25 Rákóczi út 81. Suite 540 Balatonalmádi" on one line, and blocks of lines ("49 Bergshaugen 43 / Apt. 323 / Fosnavåg / Norway 48000").
 * The words for a unit are English; the street may be in any language. Look-alikes: "unit 3" of a course, which has no number line before it.
 */
import { COUNTRY, PARTICLE, PLACE, STOP, STREET } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { COMMA, DOT, DOTSPACE, HYPHEN, LOWERCASE, NEWLINE, NONE, NUMBER, SLASH, SPACE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';

const { starts, ends, shapes, gaps, keys, values } = tokenArrays;

const ADDRESS = spanIndex('ADDRESS');
const LOCATION = spanIndex('LOCATION');
const POSTCODE = spanIndex('POSTCODE');
const units = wordSet('apt suite ste unit flat apartment appartement box');

const inLine = (gap: number): boolean =>
  gap === SPACE || gap === COMMA || gap === DOT || gap === DOTSPACE || gap === HYPHEN || gap === NONE || gap === SLASH || gap === 8;

/** True when a token may stand in an address line: a capital word, a number, a particle or a word for a street. */
function fits(tokens: Tokens, token: number): boolean {
  const shape = shapes[token];
  if (shape === NUMBER) return tokens.length(token) <= 6;
  const value = values[token];
  if (shape !== LOWERCASE) return (value & STOP) === 0 || tokens.length(token) > 2;
  return (value & (PARTICLE | STREET)) !== 0 || ((value & (STOP | 64)) === 0 && tokens.length(token) <= 3);
}

/** Looks at a number behind a word for a unit. */
export function addressAtUnit(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  const unit = token - 1;
  if (unit < 0 || !units.has(keys[unit]) || (gaps[token] !== SPACE && gaps[token] !== DOTSPACE)) return;
  if (gaps[unit] === NEWLINE) {
    block(tokens, unit, token, out);
    return;
  }
  let first = unit;
  let numbers = 0;
  while (first > 0 && unit - first < 12 && inLine(gaps[first]) && fits(tokens, first - 1)) {
    first--;
    if (shapes[first] === NUMBER) numbers++;
  }
  if (numbers === 0) return;
  // A sentence may go on to the left of the first number: begin there.
  while (first < unit && shapes[first] !== NUMBER && unit - first > 6) first++;
  while (first < unit && shapes[first] !== NUMBER && startsSentence(first)) first++;
  let last = token;
  while (last + 1 < count && last - token < 8 && inLine(gaps[last + 1]) && fits(tokens, last + 1) && shapes[last + 1] !== LOWERCASE) last++;
  out.add(ADDRESS, starts[first], ends[last], 91, 'address.unit');
}

const startsSentence = (token: number): boolean => token === 0 || gaps[token] === NEWLINE || (values[token] & (STOP | 64)) !== 0;

/** The lines around "Apt. 323": the street before it, the place and country behind it. */
function block(tokens: Tokens, unit: number, token: number, out: Findings): void {
  const { count } = tokens;
  let first = unit - 1;
  let numbers = first >= 0 && shapes[first] === NUMBER ? 1 : 0;
  while (first > 0 && unit - first < 8 && inLine(gaps[first]) && fits(tokens, first - 1)) {
    first--;
    if (shapes[first] === NUMBER) numbers++;
  }
  if (first < 0 || numbers === 0) return;
  out.add(ADDRESS, starts[first], ends[unit - 1], 91, 'address.unit');
  out.add(ADDRESS, starts[unit], ends[token], 91, 'address.unit');
  let line = token + 1;
  for (let lines = 0; lines < 2 && line < count && gaps[line] === NEWLINE && fits(tokens, line) && shapes[line] !== NUMBER; lines++) {
    let last = line;
    let country = (values[line] & COUNTRY) !== 0;
    while (
      last + 1 < count &&
      last - line < 5 &&
      (gaps[last + 1] === SPACE || gaps[last + 1] === HYPHEN || gaps[last + 1] === 8) &&
      shapes[last + 1] !== NUMBER &&
      fits(tokens, last + 1)
    ) {
      last++;
      if ((values[last] & (COUNTRY | PLACE)) !== 0) country = true;
    }
    out.add(LOCATION, starts[line], ends[last], 84, 'place.block');
    const next = last + 1;
    if (next < count && shapes[next] === NUMBER && gaps[next] === SPACE && tokens.length(next) >= 4 && tokens.length(next) <= 6) {
      out.add(POSTCODE, starts[next], ends[next], country ? 88 : 70, 'postcode.block');
      return;
    }
    line = next;
  }
}
