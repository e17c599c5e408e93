/**
 * Addresses with the number first, as in English, and French or Spanish ones in English text: "1753 Orchid Avenue, Springfield, CA 90210, United States" as one span.
 * No issuer, no checksum. Look-alikes: "3 Park visitors", "20 Places to see".
 */
import { COUNTRY, PARTICLE, PLACE, STOP, STREET } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { COMMA, DOTSPACE, HYPHEN, INITIAL, LOWERCASE, NEWLINE, NONE, NUMBER, SPACE, type Tokens, tokenArrays, UPPERCASE } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const ADDRESS = spanIndex('ADDRESS');
const directions = wordSet('north south east west northwest northeast southwest southeast nw ne sw se');
const capital = (shape: number): boolean => shape >= 2;

/** English-style address that ends in a street word: number, capitals, street word; goes on over unit, city, state, postcode and country. */
export function englishAddress(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  const length = tokens.length(token);
  if (length < 2 && (bytes[starts[token] as number] as number) !== 0x50) return;
  let first = token;
  let numbers = -1;
  let lower = false;
  while (first > 0 && token - first < 6) {
    const previous = first - 1;
    const gap = gaps[first] as number;
    if (gap !== SPACE && gap !== DOTSPACE && gap !== HYPHEN && !(gap === 8)) break;
    const shape = shapes[previous] as number;
    if (shape === NUMBER) {
      if (tokens.length(previous) <= 6 && token - previous >= 1 && gap === SPACE) numbers = previous;
      else if (gap === SPACE) break;
      if (numbers >= 0) break;
      first = previous;
      continue;
    }
    if (capital(shape) && (((values[previous] as number) & STOP) === 0 || ((values[previous] as number) & PARTICLE) !== 0)) {
      first = previous;
      continue;
    }
    if (shape === LOWERCASE && length >= 4 && gap === SPACE && (values[previous] & (STOP | STREET)) === 0 && tokens.length(previous) > 2) {
      first = previous;
      lower = true;
      continue;
    }
    // Ordinals: "5th Street"
    if (shape === LOWERCASE && tokens.length(previous) === 2 && gaps[previous] === NONE && previous > 0 && shapes[previous - 1] === NUMBER) {
      first = previous - 1;
      continue;
    }
    break;
  }
  if (numbers < 0) {
    const before: number = first - 1;
    if (before >= 0 && shapes[before] === NUMBER && gaps[first] === SPACE && tokens.length(before) <= 6 && (first < token || capital(shapes[token] as number)))
      numbers = before;
  }
  if (numbers < 0) return;
  if (numbers === token - 1 && !capital(shapes[token] as number)) return;
  let start = starts[numbers] as number;
  if (numbers > 0 && gaps[numbers] === HYPHEN && shapes[numbers - 1] === NUMBER) start = starts[numbers - 1] as number;
  // "1 Rue de Libourne", "12 Via Roma": the name follows the word for street
  let behind = token;
  if (first === token) {
    while (
      behind + 1 < count &&
      behind - token < 6 &&
      gaps[behind + 1] === SPACE &&
      (capital(shapes[behind + 1]) || ((values[behind + 1] as number) & PARTICLE) !== 0) &&
      (((values[behind + 1] as number) & STOP) === 0 || ((values[behind + 1] as number) & PARTICLE) !== 0)
    )
      behind++;
    while (behind > token && !capital(shapes[behind])) behind--;
  }
  if (token - numbers === 1 && behind === token && tokens.length(token) < 4) return;
  // On to the right
  let last = behind;
  let end = ends[behind] as number;
  let extended = 0;
  if (bytes[end] === 0x2e && last + 1 < count && (gaps[last + 1] === DOTSPACE || gaps[last + 1] === NEWLINE) === false) end = ends[token] as number;
  for (let steps = 0; steps < 12 && last + 1 < count; steps++) {
    const next = last + 1;
    const gap = gaps[next] as number;
    const value = values[next] as number;
    const shape = shapes[next] as number;
    if (
      gap !== SPACE &&
      gap !== COMMA &&
      gap !== NONE &&
      gap !== HYPHEN &&
      !(gap === DOTSPACE && tokens.length(last) <= 5 && ((values[last] as number) & STREET) !== 0) &&
      !(gap === 11 && bytes[(starts[next] as number) - 1] === 0x23)
    )
      break;
    const unit = isUnit(tokens, next);
    if (
      unit &&
      next + 1 < count &&
      tokens.length(next + 1) <= 6 &&
      (gaps[next + 1] === SPACE || gaps[next + 1] === DOTSPACE || gaps[next + 1] === NONE || gaps[next + 1] === 11)
    ) {
      last = next + 1;
      end = ends[last] as number;
      continue;
    }
    if (gap === SPACE && (shape === UPPERCASE || shape === INITIAL) && tokens.length(next) <= 2) {
      const british = britishPostcodeEnd(tokens, next);
      if (british > 0) {
        end = british;
        while (last + 1 < count && starts[last + 1] < british) last++;
        break;
      }
    }
    if (gap === SPACE && next <= behind + 2 && directions.has(keys[next])) {
      last = next;
      end = ends[next];
      continue;
    }
    if (shape === NUMBER) {
      const digits = tokens.length(next);
      if (
        (gap === SPACE && (digits === 5 || digits === 4 || digits === 6) && next - token >= 2) ||
        (gap === HYPHEN && digits === 4) ||
        (gap === 11 && digits <= 5) ||
        (gap === COMMA && digits === 5)
      ) {
        last = next;
        end = ends[next] as number;
        continue;
      }
      break;
    }
    if (
      capital(shape) &&
      (gap === COMMA || (gap === SPACE && (next > token + 1 || ((value & (PLACE | STREET)) !== 0 && !isNameAfter(value)) || tokens.length(next) <= 2))) &&
      ((value & STOP) === 0 || shape === UPPERCASE || (next + 1 < count && gaps[next + 1] === SPACE && capital(shapes[next + 1]))) &&
      (gap !== COMMA || extended > 0 || (value & PLACE) !== 0 || placeFollows(tokens, next))
    ) {
      last = next;
      end = ends[next] as number;
      extended++;
      continue;
    }
    if (capital(shape) && gap === SPACE && last > token && ((values[last] as number) & STOP) === 0) {
      last = next;
      end = ends[next] as number;
      continue;
    }
    break;
  }
  out.add(ADDRESS, start, end, lower ? 80 : 96, 'address.number-street');
}

/** End of "LS1 4AB" that starts at the token; 0 when it is none. */
function britishPostcodeEnd(tokens: Tokens, token: number): number {
  const { to } = tokens;
  let text = '';
  for (let at = starts[token]; at < to && text.length < 9; at++) text += String.fromCharCode(bytes[at]);
  const match = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?![A-Za-z\d])/.exec(text);
  return match ? starts[token] + match[0].length : 0;
}

const isNameAfter = (value: number): boolean => (value & COUNTRY) === 0 && (value & STREET) === 0 && (value & 7) !== 0;

/** After "street, Word": a city is likely when the word group is followed by a comma, a state, a number, a country or the end. */
function placeFollows(tokens: Tokens, token: number): boolean {
  const { count } = tokens;
  let at = token;
  while (at + 1 < count && at - token < 6 && gaps[at + 1] === SPACE && capital(shapes[at + 1] as number)) at++;
  if (shapes[at] === UPPERCASE) return true;
  if (at + 1 >= count) return true;
  const gap = gaps[at + 1] as number;
  if (gap === COMMA) return shapes[at + 1] === UPPERCASE || ((values[at + 1] as number) & PLACE) !== 0 || at + 2 >= count;
  return (gap === SPACE && shapes[at + 1] === NUMBER) || gap === NEWLINE || gap === DOTSPACE;
}

const units = new Set(['apt', 'suite', 'ste', 'unit', 'floor', 'apartment', 'room', 'box', 'bus', 'po', 'fl', 'bldg']);
function isUnit(tokens: Tokens, token: number): boolean {
  const length = tokens.length(token);
  if (length < 2 || length > 9) return false;
  let word = '';
  for (let at = starts[token] as number; at < (ends[token] as number); at++) word += String.fromCharCode((bytes[at] as number) | 32);
  return units.has(word);
}
