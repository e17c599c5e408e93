/**
 * Addresses: Dutch and Flemish street + house number + addition ("Kerkstraat 12-bis", "Laan van Meerdervoort 40 A", "Grote Markt 5 bus 3"), English-style
 * "1753 Orchid Avenue, Springfield, CA 90210" as one span, Dutch postcodes (PostNL: 4 digits, not 0, two letters, not SA, SD or SS) and the place behind them.
 */
import {
  CONTEXT,
  COUNTRY,
  FORENAME_3,
  MONTH,
  ORG_SUFFIX,
  PARTICLE,
  PLACE,
  PLACE_BE,
  PLACE_NL,
  PLACE_PHRASE,
  STOP,
  STREET,
  TITLE,
  WEEKDAY,
  WORD,
} from '../engine/bits.ts';
import { hasContext, numbersOf } from '../engine/context.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn } from '../engine/lexicon.ts';
import {
  COMMA,
  DOT,
  DOTSPACE,
  HYPHEN,
  INITIAL,
  LOWERCASE,
  MIXEDCASE,
  NEWLINE,
  NONE,
  NUMBER,
  SPACE,
  type Tokens,
  tokenArrays,
  UPPERCASE,
} from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { streetEnding } from '../nl/street.ts';
import { houseNumber, houseNumberEnd } from './house-number.ts';

const { bytes, starts, ends, shapes, gaps, traits, keys, values } = tokenArrays;

const ADDRESS = spanIndex('ADDRESS');
const CITY = spanIndex('CITY');
const addressContexts = numbersOf('address');

const englishKeys = wordSet('street avenue road lane drive crescent terrace');
const numberKeys = wordSet('nr nummer no huisnummer huisnr number num n');
/** "nr", "nummer" */
const numberWord = (token: number): boolean => token >= 0 && shapes[token] === LOWERCASE && numberKeys.has(keys[token] as number);
const capital = (shape: number): boolean => shape >= 2;

/** First token of the street name that ends at `token`: goes left over capitals, particles, titles and initials. */
function streetStart(tokens: Tokens, token: number): number {
  let first = token;
  while (first > 0 && token - first < 6) {
    const gap = gaps[first] as number;
    const previous = first - 1;
    const value = values[previous] as number;
    const shape = shapes[previous] as number;
    const short =
      (gap === DOT || gap === DOTSPACE) &&
      (shape === INITIAL || (value & TITLE) !== 0 || (capital(shape) && tokens.length(previous) <= 4 && shape !== UPPERCASE));
    if (gap !== SPACE && gap !== HYPHEN && !short) break;
    if (short && shape === LOWERCASE && !(previous > 0 && ((values[previous - 1] as number) & TITLE) !== 0)) break;
    if (short) {
      first = previous;
      continue;
    }
    // "Jan de Vries Kerkstraat 12": a whole name before the street is not part of it.
    if (
      capital(shape) &&
      previous > 1 &&
      shapes[previous - 1] === LOWERCASE &&
      ((values[previous - 1] as number) & PARTICLE) !== 0 &&
      gaps[previous] === SPACE &&
      capital(shapes[previous - 2] as number)
    )
      break;
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
    // "De Ruyterkade 7", "Het Zand 45": the article with a capital belongs to the name.
    if (capital(shape) && (value & STOP) !== 0 && (value & PARTICLE) !== 0 && gap === SPACE) first = previous;
    break;
  }
  // "1e Jan Steenstraat", "'t Hof"
  if (
    first > 1 &&
    gaps[first] === SPACE &&
    shapes[first - 1] === LOWERCASE &&
    tokens.length(first - 1) <= 2 &&
    gaps[first - 1] === NONE &&
    shapes[first - 2] === NUMBER &&
    tokens.length(first - 2) === 1
  )
    return first - 2;
  return first;
}

/** Street before the number token: "Kerkstraat 12", "Laan van Meerdervoort 12", "Grote Markt 5". */
export function addressAtNumber(tokens: Tokens, token: number, out: Findings): void {
  const length = tokens.length(token);
  const gap = gaps[token];
  if (length > (isBox(tokens, token - 1) ? 5 : 4) || (gap !== SPACE && gap !== COMMA && gap !== NEWLINE && gap !== DOTSPACE) || token === 0) return;
  // "Kerkstr. 12"
  const cutShort =
    gap === DOTSPACE && streetEnding(bytes, starts[token - 1] as number, ends[token - 1] as number) !== 0 && capital(shapes[token - 1] as number);
  if (gap === DOTSPACE && !cutShort && !numberWord(token - 1)) return;
  // "Kerkstraat nr. 12": the word for a number between street and number
  const word = numberWord(token - 1) && token > 1 && (gaps[token - 1] === SPACE || gaps[token - 1] === COMMA) ? token - 2 : token - 1;
  if (shapes[word] === NUMBER && word === token - 1) return;
  if (shapes[word] === NUMBER) {
    // "Plein 1940 nr 6"
    if (tokens.length(word) === 4 && word > 0 && ((values[word - 1] as number) & STREET) !== 0 && capital(shapes[word - 1] as number))
      out.add(ADDRESS, starts[word - 1] as number, houseNumberEnd(tokens, token), 97, 'address.street-number');
    return;
  }
  const start = starts[word] as number;
  const kind = streetEnding(bytes, start, ends[word] as number);
  const value = values[word] as number;
  let sure = 0;
  let first = word;
  const spaced = gap === SPACE || word < token - 1 || cutShort;
  if (kind !== 0 && (spaced || kind === 2)) {
    const shape = shapes[word] as number;
    if (spaced && (capital(shape) || kind === 2)) {
      sure = capital(shape) ? (kind === 2 ? 95 : 80) : 72;
      if (kind === 1 && cutShort) sure = 90;
      if (kind === 1 && (value & WORD) !== 0 && !hasContext(word, addressContexts, 6) && !placeBehind(tokens, token)) sure = 45;
      if (capital(shape)) first = streetStart(tokens, word);
      if (first < word && sure === 80) sure = 86;
    }
  } else if (spaced && (value & STREET) !== 0 && (capital(shapes[word] as number) || gaps[word] === HYPHEN) && word > 0 && tokens.length(word) > 3) {
    // "Grote Markt 5", "Oude Weg 3"
    first = streetStart(tokens, word);
    if (first < word) sure = 85;
  }
  if (sure === 0 && gap === SPACE) {
    // "Laan van Nieuw Oost-Indie 12", "Rue de la Loi 16", "Plein 1945 7"
    let at = word;
    while (
      capital(shapes[word] as number) &&
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
  if (sure === 0 && capital(shapes[word] as number) && hasContext(word, addressContexts, 4) && (value & (STOP | CONTEXT)) === 0 && gap === SPACE) {
    sure = 72;
    first = streetStart(tokens, word);
  }
  if (sure === 0 && gap === SPACE && (value & STREET) !== 0 && isBox(tokens, word)) sure = 85;
  if (
    sure === 0 &&
    gap === SPACE &&
    capital(shapes[word] as number) &&
    (value & (STOP | CONTEXT)) === 0 &&
    shapes[word] !== INITIAL &&
    tokens.length(word) > 2 &&
    placeBehind(tokens, token)
  ) {
    // "Lange Voorhout 12 in Den Haag": capitals, a number and a place behind it
    sure = 76;
    first = streetStart(tokens, word);
  }
  if (sure < 50) return;
  out.add(ADDRESS, starts[first] as number, houseNumberEnd(tokens, token), sure, 'address.street-number');
  if (sure >= 80) townBehind(tokens, houseNumber.last + 1, out);
  else if (shapes[word] === LOWERCASE) smallTownBehind(tokens, houseNumber.last + 1, out);
}

/** "Plein 7, Oude-Tonge": one or two capital words no list knows, behind the comma of an address and at the end of its line or sentence. */
function townBehind(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  if (token >= count || gaps[token] !== COMMA || shapes[token] !== 2 || tokens.length(token) < 4) return;
  if (((values[token] as number) & (STOP | WORD | FORENAME_3 | CONTEXT | TITLE | PLACE)) !== 0) return;
  let last = token;
  while (
    last + 1 < count &&
    last - token < 2 &&
    (gaps[last + 1] === HYPHEN || gaps[last + 1] === SPACE) &&
    shapes[last + 1] === 2 &&
    ((values[last + 1] as number) & STOP) === 0
  )
    last++;
  const after = last + 1 < count ? (gaps[last + 1] as number) : NEWLINE;
  if (after === NEWLINE || after === DOTSPACE || after === COMMA) out.add(CITY, starts[token] as number, ends[last] as number, 66, 'city.after-address');
}

/** "irenestraat 14 veenendaal": the town in small letters behind a street in small letters. */
function smallTownBehind(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  if (token >= count || (gaps[token] !== SPACE && gaps[token] !== COMMA) || shapes[token] !== LOWERCASE) return;
  const value = values[token] as number;
  if ((value & (PLACE_NL | PLACE_BE)) !== 0 && (value & (STOP | WORD | CONTEXT)) === 0)
    out.add(CITY, starts[token] as number, ends[token] as number, 72, 'city.after-address');
}

/** A street name without a number: sure only for the strong endings, with a capital. */
export function streetAlone(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  const start = starts[token] as number;
  const end = ends[token] as number;
  const next = token + 1;
  if (
    next < count &&
    gaps[next] === HYPHEN &&
    shapes[next] === LOWERCASE &&
    (values[next] & STREET) !== 0 &&
    tokens.length(next) > 3 &&
    shapes[token] !== MIXEDCASE
  ) {
    // "de Leopold II-laan"
    if (!(next + 1 < count && shapes[next + 1] === NUMBER && gaps[next + 1] === SPACE))
      out.add(ADDRESS, starts[streetStart(tokens, token)] as number, ends[next] as number, 82, 'address.street');
    return;
  }
  if (shapes[token] === 2 && token > 0 && gaps[token] === SPACE && englishKeys.has(keys[token] as number)) {
    // "Nelson Street", "King George Avenue"
    const from = streetStart(tokens, token);
    const numbered = from > 0 && shapes[from - 1] === NUMBER;
    const goesOn = next < count && gaps[next] === SPACE && capital(shapes[next] as number);
    if (from < token && !numbered && !goesOn && (values[from] & STOP) === 0) out.add(ADDRESS, starts[from] as number, end, 80, 'address.street');
    return;
  }
  if (end - start < 7 || shapes[token] !== 2 || ((values[token] as number) & WORD) !== 0 || streetEnding(bytes, start, end) !== 2) return;
  if (token + 1 < count && shapes[token + 1] === NUMBER && gaps[token + 1] === SPACE && tokens.length(token + 1) <= 5) return;
  let first = streetStart(tokens, token);
  if (token + 1 < count && gaps[token + 1] === SPACE && ((values[token + 1] as number) & ORG_SUFFIX) !== 0) return;
  if (first < token && out.covers(starts[first] as number, ends[token - 1] as number, 75)) first = token;
  out.add(ADDRESS, starts[first] as number, end, first < token ? 80 : 70, 'address.street');
}

/** A place, or a Dutch postcode, right behind a house number: "12 in Den Haag", "12, 1234 AB". */
function placeBehind(tokens: Tokens, token: number): boolean {
  const { count } = tokens;
  houseNumberEnd(tokens, token);
  let next = houseNumber.last + 1;
  if (next >= count) return false;
  const comma = gaps[next] === COMMA;
  if (shapes[next] === NUMBER) {
    if (!comma || next + 1 >= count || tokens.length(next) !== 4) return false;
    return (
      (shapes[next + 1] === UPPERCASE && tokens.length(next + 1) === 2) ||
      (capital(shapes[next + 1] as number) && (((values[next + 1] as number) & (PLACE_BE | PLACE_NL)) !== 0 || (traits[next + 1] & PLACE_PHRASE) !== 0))
    );
  }
  if (!comma && gaps[next] === SPACE && capital(shapes[next] as number)) {
    // "Kerkbuurt 8 Marken", "Singel 250 Amsterdam": a Dutch or Belgian town directly behind it
    const town = values[next] as number;
    return (town & (PLACE_NL | PLACE_BE)) !== 0 && (town & (FORENAME_3 | COUNTRY)) === 0 && ((values[token - 1] as number) & (WORD | FORENAME_3)) === 0;
  }
  if (!comma) {
    if (gaps[next] !== SPACE || shapes[next] !== LOWERCASE || tokens.length(next) !== 2) return false;
    const first = bytes[starts[next]];
    if (first !== 0x69 && first !== 0x74) return false; // in, te
    next++;
    if (next >= count) return false;
  }
  return (
    capital(shapes[next] as number) &&
    (((values[next] as number) & PLACE) !== 0 || (traits[next] & PLACE_PHRASE) !== 0) &&
    ((values[next] as number) & (WEEKDAY | MONTH)) === 0
  );
}

/** "Postbus" */
function isBox(tokens: Tokens, token: number): boolean {
  if (token < 0 || tokens.length(token) !== 7) return false;
  const start = starts[token];
  return (bytes[start] | 32) === 0x70 && (bytes[start + 4] | 32) === 0x62 && (bytes[start + 6] | 32) === 0x73;
}
