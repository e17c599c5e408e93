/**
 * Addresses: Dutch and Flemish street + house number + addition ("Kerkstraat 12-bis", "Laan van Meerdervoort 40 A", "Grote Markt 5 bus 3"), English-style
 * "1753 Orchid Avenue, Springfield, CA 90210" as one span, Dutch postcodes (PostNL: 4 digits, not 0, two letters, not SA, SD or SS) and the place behind them.
 */
import { CONTEXT, COUNTRY, ORG_SUFFIX, PARTICLE, PLACE, STOP, STREET, TITLE, WORD } from '../engine/bits.ts';
import { isAlnum, isDigit, isLetter } from '../engine/bytes.ts';
import { hasContext, numbersOf } from '../engine/context.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn } from '../engine/lexicon.ts';
import { COMMA, DOT, DOTSPACE, HYPHEN, INITIAL, LOWERCASE, NEWLINE, NONE, NUMBER, SPACE, type Tokens, UPPERCASE } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { streetEnding } from '../nl/street.ts';

const ADDRESS = spanIndex('ADDRESS');
const POSTCODE = spanIndex('POSTCODE');
const CITY = spanIndex('CITY');
const addressContexts = numbersOf('address');
const postcodeContexts = numbersOf('postcode');

const capital = (shape: number): boolean => shape >= 2;

/** End in bytes of house number `token` with its addition: "12", "12a", "12-bis", "12 A", "12-3", "40 hs", "5 bus 3". */
export function houseNumberEnd(tokens: Tokens, token: number): number {
  const { ends, gaps, shapes, count, bytes, starts } = tokens;
  let end = ends[token] as number;
  let last = token;
  for (let steps = 0; steps < 3 && last + 1 < count; steps++) {
    const next = last + 1;
    const gap = gaps[next] as number;
    const length = tokens.length(next);
    const first = (bytes[starts[next] as number] as number) | 32;
    const afterGap = next + 1 < count ? (gaps[next + 1] as number) : NEWLINE;
    if (shapes[next] === NUMBER) {
      if ((gap === HYPHEN || gap === NONE) && length <= 4 && !(afterGap === HYPHEN)) {
        last = next;
        end = ends[next] as number;
        continue;
      }
      break;
    }
    if (gap === NONE && length <= 2) {
      last = next;
      end = ends[next] as number;
      continue;
    }
    if (gap === HYPHEN && length <= 4 && (length === 1 || shapes[next] === UPPERCASE || isSuffix(tokens, next))) {
      last = next;
      end = ends[next] as number;
      continue;
    }
    if (gap === SPACE && length === 1 && shapes[next] === INITIAL && first >= 0x61 && first <= 0x6b && afterGap !== DOT && afterGap !== SPACE) {
      last = next;
      end = ends[next] as number;
      break;
    }
    if (gap === SPACE && isSuffix(tokens, next)) {
      last = next;
      end = ends[next] as number;
      if (first === 0x62 && length === 3 && next + 1 < count && shapes[next + 1] === NUMBER && gaps[next + 1] === SPACE) {
        end = ends[next + 1] as number;
        break;
      }
      continue;
    }
    break;
  }
  return end;
}

const suffixes = new Set([
  'bis',
  'hs',
  'bus',
  'huis',
  'bg',
  'bv',
  'hoog',
  'iii',
  'ii',
  'boven',
  'ben',
  'rd',
  'zw',
  'bte',
  'beneden',
  'achter',
  'rood',
  'zwart',
]);
function isSuffix(tokens: Tokens, token: number): boolean {
  const length = tokens.length(token);
  if (length < 2 || length > 7) return false;
  let word = '';
  for (let at = tokens.starts[token] as number; at < (tokens.ends[token] as number); at++) word += String.fromCharCode((tokens.bytes[at] as number) | 32);
  return suffixes.has(word);
}

/** First token of the street name that ends at `token`: goes left over capitals, particles, titles and initials. */
function streetStart(tokens: Tokens, token: number): number {
  const { gaps, shapes, values } = tokens;
  let first = token;
  while (first > 0 && token - first < 6) {
    const gap = gaps[first] as number;
    const previous = first - 1;
    const value = values[previous] as number;
    const shape = shapes[previous] as number;
    if (gap !== SPACE && gap !== HYPHEN && !((gap === DOT || gap === DOTSPACE) && (shape === INITIAL || (value & TITLE) !== 0))) break;
    if (
      capital(shape) &&
      (value & STOP) === 0 &&
      contextIn(value) === 0 &&
      !((value & TITLE) !== 0 && (value & WORD) !== 0 && gap === SPACE && tokens.length(previous) < 5)
    ) {
      first = previous;
      continue;
    }
    if (
      shape === LOWERCASE &&
      (value & PARTICLE) !== 0 &&
      previous > 0 &&
      capital(shapes[previous - 1] as number) &&
      gaps[previous] === SPACE &&
      ((values[previous - 1] as number) & STOP) === 0 &&
      contextIn(values[previous - 1] as number) === 0
    ) {
      first = previous;
      continue;
    }
    break;
  }
  return first;
}

/** Street before the number token: "Kerkstraat 12", "Laan van Meerdervoort 12", "Grote Markt 5". */
export function addressAtNumber(tokens: Tokens, token: number, out: Findings): void {
  const { bytes, starts, ends, gaps, shapes, values } = tokens;
  const length = tokens.length(token);
  const gap = gaps[token];
  if (length > 5 || (gap !== SPACE && gap !== COMMA && gap !== NEWLINE) || token === 0) return;
  const word = token - 1;
  if (shapes[word] === NUMBER) return;
  const start = starts[word] as number;
  const kind = streetEnding(bytes, start, ends[word] as number);
  const value = values[word] as number;
  let sure = 0;
  let first = word;
  if (kind !== 0 && (gap === SPACE || kind === 2)) {
    const shape = shapes[word] as number;
    if (gap === SPACE && (capital(shape) || kind === 2)) {
      sure = capital(shape) ? (kind === 2 ? 95 : 80) : 72;
      if (kind === 1 && (value & WORD) !== 0 && !hasContext(tokens, word, addressContexts, 6)) sure = 45;
      if (capital(shape)) first = streetStart(tokens, word);
    }
  } else if (gap === SPACE && (value & STREET) !== 0 && capital(shapes[word] as number) && word > 0 && tokens.length(word) > 3) {
    // "Grote Markt 5", "Oude Weg 3"
    first = streetStart(tokens, word);
    if (first < word) sure = 85;
  }
  if (sure === 0 && gap === SPACE) {
    // "Laan van Nieuw Oost-Indie 12", "Rue de la Loi 16", "Plein 1945 7"
    let at = word;
    while (
      at > 0 &&
      word - at < 6 &&
      (gaps[at] === SPACE || gaps[at] === HYPHEN) &&
      shapes[at - 1] !== NUMBER &&
      (capital(shapes[at - 1] as number) || ((values[at - 1] as number) & PARTICLE) !== 0)
    ) {
      at--;
      if (((values[at] as number) & STREET) !== 0 && capital(shapes[at] as number) && tokens.length(at) > 2 && at < word) {
        first = at;
        sure = 86;
        break;
      }
      if (
        streetEnding(bytes, starts[at] as number, ends[at] as number) === 2 &&
        at < word &&
        word - at === 1 &&
        tokens.length(word) > 2 &&
        capital(shapes[word] as number) &&
        ((values[word] as number) & WORD) !== 0
      ) {
        // "Kerkstraat Noord 12"
        first = streetStart(tokens, at);
        sure = 80;
        break;
      }
    }
  }
  if (sure === 0 && capital(shapes[word] as number) && hasContext(tokens, word, addressContexts, 4) && (value & (STOP | CONTEXT)) === 0 && gap === SPACE) {
    sure = 72;
    first = streetStart(tokens, word);
  }
  if (sure < 50) return;
  out.add(ADDRESS, starts[first] as number, houseNumberEnd(tokens, token), sure, 'address.street-number');
}

/** A street name without a number: sure only for the strong endings, with a capital. */
export function streetAlone(tokens: Tokens, token: number, out: Findings): void {
  const { bytes, starts, ends, gaps, shapes, count } = tokens;
  const start = starts[token] as number;
  const end = ends[token] as number;
  if (end - start < 7 || streetEnding(bytes, start, end) !== 2) return;
  if (token + 1 < count && shapes[token + 1] === NUMBER && gaps[token + 1] === SPACE && tokens.length(token + 1) <= 5) return;
  if (((tokens.values[token] as number) & WORD) !== 0) return;
  if (shapes[token] !== 2) return;
  const first = streetStart(tokens, token);
  if (token + 1 < count && gaps[token + 1] === SPACE && ((tokens.values[token + 1] as number) & ORG_SUFFIX) !== 0) return;
  out.add(ADDRESS, starts[first] as number, end, 70, 'address.street');
}

/** English-style address that ends in a street word: number, capitals, street word; goes on over unit, city, state, postcode and country. */
export function englishAddress(tokens: Tokens, token: number, out: Findings): void {
  const { bytes, starts, ends, gaps, shapes, values, count } = tokens;
  const length = tokens.length(token);
  if (length < 2 && (bytes[starts[token] as number] as number) !== 0x50) return;
  let first = token;
  let numbers = -1;
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
    if (capital(shape) && ((values[previous] as number) & STOP) === 0) {
      first = previous;
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
    const before = first - 1;
    if (before >= 0 && shapes[before] === NUMBER && gaps[first] === SPACE && tokens.length(before) <= 6 && (first < token || capital(shapes[token] as number)))
      numbers = before;
  }
  if (numbers < 0) return;
  if (numbers === token - 1 && !capital(shapes[token] as number)) return;
  if (token - numbers === 1 && tokens.length(token) < 4) return;
  let start = starts[numbers] as number;
  if (numbers > 0 && gaps[numbers] === HYPHEN && shapes[numbers - 1] === NUMBER) start = starts[numbers - 1] as number;
  // On to the right
  let last = token;
  let end = ends[token] as number;
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
      ((value & STOP) === 0 || shape === UPPERCASE) &&
      (gap !== COMMA || (value & PLACE) !== 0 || placeFollows(tokens, next))
    ) {
      last = next;
      end = ends[next] as number;
      continue;
    }
    if (capital(shape) && gap === SPACE && last > token && ((values[last] as number) & STOP) === 0) {
      last = next;
      end = ends[next] as number;
      continue;
    }
    break;
  }
  out.add(ADDRESS, start, end, 90, 'address.number-street');
}

const isNameAfter = (value: number): boolean => (value & COUNTRY) === 0 && (value & STREET) === 0 && (value & 7) !== 0;

/** After "street, Word": a city is likely when the word group is followed by a comma, a state, a number, a country or the end. */
function placeFollows(tokens: Tokens, token: number): boolean {
  const { gaps, shapes, values, count } = tokens;
  let at = token;
  while (at + 1 < count && at - token < 3 && gaps[at + 1] === SPACE && capital(shapes[at + 1] as number)) at++;
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
  for (let at = tokens.starts[token] as number; at < (tokens.ends[token] as number); at++) word += String.fromCharCode((tokens.bytes[at] as number) | 32);
  return units.has(word);
}

/** Dutch postcodes with the place behind them, and four or five digits that a word calls a postcode. */
export function postcodeAt(tokens: Tokens, out: Findings): void {
  const { bytes, starts, ends, gaps, shapes, values, count, to } = tokens;
  for (let token = 0; token < count; token++) {
    if (shapes[token] !== NUMBER) continue;
    const length = tokens.length(token);
    if (length !== 4 && length !== 5) continue;
    const start = starts[token] as number;
    if (token > 0 && (gaps[token] === NONE || gaps[token] === HYPHEN || gaps[token] === DOT)) continue;
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
        const named = hasContext(tokens, token, postcodeContexts, 3);
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
        if (upper && gaps[next] === SPACE && isCurrency(a, b)) sure = named ? 80 : 0;
        if (sure > 0) {
          out.add(POSTCODE, start, end, sure, 'postcode.nl');
          if (sure >= 80) cityAfter(tokens, next + 1, out);
          continue;
        }
      }
    }
    const previous = token - 1;
    if (hasContext(tokens, token, postcodeContexts, 3)) out.add(POSTCODE, start, ends[token] as number, 88, 'postcode.named');
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
      length === 4 &&
      next < count &&
      bytes[start] !== 0x30 &&
      gaps[next] === SPACE &&
      capital(shapes[next] as number) &&
      ((values[next] as number) & (256 | 512)) !== 0 &&
      ((values[next] as number) & WORD) === 0 &&
      !isDigit(bytes[(ends[next] as number) + 1] ?? 0)
    ) {
      out.add(POSTCODE, start, ends[token] as number, 78, 'postcode.be');
      cityAfter(tokens, next, out);
    }
  }
}

const isCurrency = (a: number, b: number): boolean => {
  const pair = String.fromCharCode(a, b);
  return (
    pair === 'KM' ||
    pair === 'KG' ||
    pair === 'MB' ||
    pair === 'GB' ||
    pair === 'CM' ||
    pair === 'MM' ||
    pair === 'ML' ||
    pair === 'AM' ||
    pair === 'PM' ||
    pair === 'BC' ||
    pair === 'AD' ||
    pair === 'HP' ||
    pair === 'PK'
  );
};

/** The place behind a postcode: capitals (with particles) on the same line. */
function cityAfter(tokens: Tokens, token: number, out: Findings): void {
  const { starts, ends, gaps, shapes, values, count } = tokens;
  if (token >= count || (gaps[token] !== SPACE && gaps[token] !== COMMA && gaps[token] !== 12) || !capital(shapes[token] as number)) {
    return;
  }
  if (((values[token] as number) & STOP) !== 0 || contextIn(values[token] as number) !== 0) return;
  let last = token;
  while (last + 1 < count && last - token < 4 && (gaps[last + 1] === SPACE || gaps[last + 1] === HYPHEN)) {
    const next = last + 1;
    const value = values[next] as number;
    if (capital(shapes[next] as number) && (value & STOP) === 0 && contextIn(value) === 0 && (value & 1) === 0) last = next;
    else if ((value & PARTICLE) !== 0 && next + 1 < count && capital(shapes[next + 1] as number) && gaps[next + 1] === SPACE) last = next + 1;
    else break;
  }
  out.add(CITY, starts[token] as number, ends[last] as number, 90, 'city.after-postcode');
}
