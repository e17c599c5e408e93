/**
 * Places: Dutch and Belgian towns and villages, provinces, countries, larger cities of the world, from the lexicon; ambiguous ones ("Best", "Een") only with a word
 * that makes them a place. Look-alikes: surnames from places, ordinary words, firms.
 */
import {
  COUNTRY,
  contextOf,
  FORENAME_2,
  FORENAME_3,
  NAME,
  NAME_CUE,
  NRP,
  ORG_KIND,
  PLACE,
  PLACE_BE,
  PLACE_NL,
  PLACE_PHRASE,
  PLACE_WORLD,
  RARE_WORD,
  STOP,
  SURNAME_2,
  SURNAME_3,
  WORD,
} from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, hashWord, joinHash, lookUp, mayBeName } from '../engine/lexicon.ts';
import { APOSTROPHE, COLON, COMMA, DOT, HYPHEN, LOWERCASE, NEWLINE, SPACE, TITLECASE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { WordSet, wordSet } from '../engine/word-set.ts';

const { bytes, starts, ends, shapes, gaps, traits, keys, values } = tokenArrays;

const LOCATION = spanIndex('LOCATION');
const CITY = spanIndex('CITY');
const cues = new WordSet(
  [
    'in',
    'te',
    'uit',
    'naar',
    'from',
    'at',
    'near',
    'bij',
    'via',
    'regio',
    'rond',
    'around',
    'nabij',
    'omgeving',
    'to',
    'tussen',
    'filiaal',
    'vestiging',
    'gemeente',
    'stad',
    'dorp',
    'visiting',
    'visit',
  ].map(hashWord),
);
const city = contextOf('city');
/** Words behind which an unknown capital word is a place more often than not. */
const locative = wordSet('in te naar near nabij omgeving regio gemeente');

/** Looks for a place at a token. */
export function placeAt(tokens: Tokens, token: number, out: Findings): void {
  const { count, lexicon } = tokens;
  const value = values[token] as number;
  let last = token;
  let found = value & PLACE;
  if ((traits[token] & PLACE_PHRASE) !== 0) {
    let hash = keys[token] as number;
    for (let next = token + 1; next < count && next - token < 5; next++) {
      const gap = gaps[next];
      if (gap !== SPACE && gap !== HYPHEN && gap !== APOSTROPHE) break;
      hash = joinHash(hash, keys[next] as number);
      if (!mayBeName(lexicon, hash)) break;
      const known = lookUp(lexicon, hash);
      if (known === 0) break;
      const phrase = known & PLACE;
      if (phrase !== 0 && (shapes[next] !== LOWERCASE || shapes[token] !== LOWERCASE || lowerCity(token, phrase))) {
        last = next;
        found = phrase;
      }
    }
  }
  const before = token > 0 ? token - 1 : -1;
  const gap = gaps[token] as number;
  const cue = before >= 0 && gap === SPACE && cues.has(keys[before] as number);
  const labelled = before >= 0 && (gap === COLON || gap === SPACE || gap === 16) && contextIn(values[before] as number) === city;
  if (found === 0) {
    if (labelled && gap === COLON && shapes[token] !== LOWERCASE && (value & STOP) === 0)
      out.add(CITY, starts[token] as number, ends[token] as number, 75, 'city.named');
    else if (
      gap === SPACE &&
      before >= 0 &&
      shapes[token] === TITLECASE &&
      (value & (WORD | STOP | NAME_CUE | FORENAME_2 | ORG_KIND | NRP)) === 0 &&
      tokens.length(token) > 3 &&
      locative.has(keys[before] as number)
    )
      unknownPlace(tokens, token, out);
    return;
  }
  if (shapes[token] === LOWERCASE && last === token && !((found & COUNTRY) !== 0 && (value & (WORD | RARE_WORD | NAME)) === 0 && tokens.length(token) > 4)) {
    // "beide lelystad": a town whose name is nothing else
    const nothingElse = (found & (PLACE_NL | PLACE_BE)) !== 0 && (value & NAME) === 0 && tokens.length(token) > 5;
    if (
      !(cue || labelled || nothingElse) ||
      (value & (WORD | RARE_WORD | STOP)) !== 0 ||
      (value & (PLACE_NL | PLACE_BE | COUNTRY)) === 0 ||
      ((value & NAME) !== 0 && (value & (PLACE_NL | PLACE_BE)) === 0)
    )
      return;
  }
  let sure: number;
  if (last > token) sure = (value & FORENAME_3) !== 0 || (found & PLACE_WORLD) === 0 ? 82 : 93;
  else {
    if (tokens.length(token) < 4 && !cue && !labelled && (found & COUNTRY) === 0) return;
    sure = (found & COUNTRY) !== 0 ? 80 : (found & (PLACE_NL | PLACE_BE)) !== 0 ? 74 : 68;
    if ((value & STOP) !== 0) return;
    if ((found & PLACE_WORLD) !== 0 && (found & (PLACE_NL | PLACE_BE | COUNTRY)) === 0 && (value & SURNAME_2) !== 0 && !labelled) sure -= 12;
    if ((value & WORD) !== 0 && (found & COUNTRY) === 0) sure -= cue && (found & (PLACE_NL | PLACE_BE)) !== 0 && shapes[token] === TITLECASE ? 24 : 34;
    else if ((value & RARE_WORD) !== 0 && (found & COUNTRY) === 0) sure -= 10;
    if ((value & FORENAME_3) !== 0) sure -= 22;
    if ((value & SURNAME_3) !== 0) sure -= 8;
    else if ((value & SURNAME_2) !== 0 && (found & COUNTRY) === 0) sure -= 4;
    if (shapes[token] === 3 && tokens.length(token) < 4 && !labelled) sure -= cue ? 5 : 30;
    if (cue) sure += (value & FORENAME_3) !== 0 ? 10 : 14;
    if (labelled) sure += 20;
    // "Jan de Wit, Utrecht" and lines of an address
    if ((gap === COMMA || gap === NEWLINE) && before >= 0 && out.covers((starts[before] as number) - 1, ends[before] as number, 60)) sure += 8;
    // A name goes on behind it: "Paris Hilton"; a chain of capitals is no bare place.
    const next = token + 1;
    if (next < count && gaps[next] === SPACE && (shapes[next] as number) >= 2 && ((values[next] as number) & (PLACE | STOP)) === 0 && !cue) sure -= 14;
    if (before >= 0 && gap === SPACE && (shapes[before] as number) >= 2 && ((values[before] as number) & (STOP | PLACE)) === 0 && !cue && !labelled) sure -= 12;
  }
  if (bytes[ends[last] as number] === 0x40 || gap === 10 || (gap === DOT && before >= 0)) return;
  if (sure < 40) return;
  // "'s-Hertogenbosch" begins with its apostrophe
  const start = starts[token] as number;
  const apostrophe =
    tokens.length(token) === 1 && start > tokens.from && (bytes[start - 1] === 0x27 || (bytes[start - 1] === 0x99 && bytes[start - 2] === 0x80));
  out.add(
    (found & (PLACE_NL | PLACE_BE)) !== 0 ? CITY : LOCATION,
    apostrophe ? start - (bytes[start - 1] === 0x27 ? 1 : 3) : start,
    ends[last] as number,
    Math.min(sure, 95),
    cue ? 'place.cue' : 'place.list',
  );
}

/** "in den haag": small letters, but a Dutch or Belgian town behind a word of place. */
const lowerCity = (token: number, phrase: number): boolean =>
  (phrase & (PLACE_NL | PLACE_BE)) !== 0 && token > 0 && gaps[token] === SPACE && cues.has(keys[token - 1] as number);

/** "in Howick", "te Aalden-Noord": capitals behind a word of place that no list knows. */
function unknownPlace(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  let last = token;
  while (
    last + 1 < count &&
    last - token < 3 &&
    (gaps[last + 1] === SPACE || gaps[last + 1] === HYPHEN) &&
    shapes[last + 1] === TITLECASE &&
    ((values[last + 1] as number) & (STOP | ORG_KIND)) === 0
  )
    last++;
  if (last - token > 2 || (last + 1 < count && gaps[last + 1] === APOSTROPHE)) return;
  out.add(LOCATION, starts[token] as number, ends[last] as number, 52, 'place.cue');
}
