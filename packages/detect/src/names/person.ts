/**
 * Names of people: Dutch, Belgian and the names of people who live there. Forenames and family names from the lexicon; what decides is context: a title ("mevrouw"),
 * initials ("A.B."), particles ("van den"), a word that announces a name ("naam:", "spreek met"). Words that are also names need such context.
 */
import {
  COUNTRY,
  contextOf,
  FORENAME,
  FORENAME_2,
  FORENAME_3,
  MONTH,
  NAME_CUE,
  NRP,
  ORG_KIND,
  ORG_SUFFIX,
  PARTICLE,
  PLACE,
  STOP,
  STREET,
  SURNAME,
  SURNAME_2,
  SURNAME_3,
  TITLE,
  WEEKDAY,
  WORD,
} from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, hashWord } from '../engine/lexicon.ts';
import {
  APOSTROPHE,
  AT,
  COLON,
  COMMA,
  DOT,
  DOTSPACE,
  EQUALS,
  HYPHEN,
  INITIAL,
  LOWERCASE,
  NEWLINE,
  NONE,
  NUMBER,
  PAREN,
  SLASH,
  SPACE,
  STOPMARK,
  TITLECASE,
  type Tokens,
  tokenArrays,
  UNDERSCORE,
  UPPERCASE,
} from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { streetEnding } from '../nl/street.ts';
import { candidate, confidenceOf } from './person-confidence.ts';
import { lowercaseName, personFound } from './person-lowercase.ts';
import {
  initialsRead,
  isPlaceAfter,
  nicknameEnd,
  notNames,
  offices,
  partOkStrong,
  readInitials,
  TOT,
  things,
  turnedAround,
  turnedEnd,
  unknownNext,
} from './person-parts.ts';
import { endsLikeSurname, mayEndLikeSurname, shortestByEnding } from './surname-ending.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

export { personFound };

const PERSON = spanIndex('PERSON');
const nameContext = contextOf('name');

const isName = (value: number): boolean => (value & (FORENAME | SURNAME)) !== 0;

/** True when the token may be a part of a name in capitals. */
function partOk(tokens: Tokens, token: number): boolean {
  const shape = shapes[token] as number;
  const value = values[token] as number;
  if (shape === NUMBER || shape === LOWERCASE) return false;
  if ((value & (WEEKDAY | MONTH)) !== 0 && (value & FORENAME) === 0) return false;
  if ((value & STOP) !== 0 && !((value & FORENAME_3) !== 0 && (value & WORD) === 0) && !beforeCapitalParticle(tokens, token)) return false;
  if (shape === UPPERCASE) return tokens.length(token) > 2 && isName(value);
  if ((value & (TITLE | ORG_SUFFIX)) !== 0 && !isName(value)) return false;
  return true;
}

/** "An Van den Broeck": a forename that is a function word, before a particle with a capital. */
function beforeCapitalParticle(tokens: Tokens, token: number): boolean {
  const next = token + 1;
  if (
    ((values[token] as number) & FORENAME_2) === 0 ||
    tokens.length(token) < 2 ||
    next + 1 >= tokens.count ||
    gaps[next] !== SPACE ||
    shapes[next] !== TITLECASE
  )
    return false;
  return ((values[next] as number) & PARTICLE) !== 0 && shapes[token] === TITLECASE && (shapes[next + 1] as number) >= TITLECASE;
}

const UIT = hashWord('uit');

/** An unknown capital word that ends like a long family name. */
const byEnding = (tokens: Tokens, token: number): boolean => {
  if (!mayEndLikeSurname(bytes, ends[token] as number)) return false;
  const start = starts[token] as number;
  return endsLikeSurname(tokens.length(token), (index) => (bytes[start + index] as number) | 0x20);
};

/** Reads a name that starts at `token` and adds it; false when there is none. */
export function personAt(tokens: Tokens, token: number, out: Findings): boolean {
  const { count } = tokens;
  let at = token;
  let titled = false;
  let titles = 0;
  // Titles: "dhr.", "de heer", "mevr. drs."
  while (at < count && ((values[at] as number) & TITLE) !== 0 && at - token < 4) {
    const next = at + 1;
    if (next >= count) break;
    const gap = gaps[next];
    if (gap !== SPACE && gap !== DOTSPACE && gap !== DOT) break;
    if (shapes[at] === INITIAL) break;
    titled = true;
    titles++;
    at = next;
  }
  if (titled && shapes[at] === NUMBER) return false;
  const head = at;
  const before = head > 0 ? (values[head - 1] as number) : 0;
  const gapBefore = gaps[head] as number;
  if (
    gapBefore === AT ||
    gapBefore === UNDERSCORE ||
    gapBefore === NONE ||
    (gapBefore === DOT && !titled) ||
    (gapBefore === SLASH && !titled && bytes[(starts[head] as number) - 1] === 0x2f)
  )
    return false;
  if (shapes[head] === LOWERCASE && ((values[head] as number) & PARTICLE) === 0) return lowercaseName(tokens, head, titled, out);
  if (notNames.has(keys[head] as number) || (head > 0 && gapBefore === SPACE && things.has(keys[head - 1] as number))) return false;
  const past = head > 1 && (before & STOP) !== 0 && tokens.length(head - 1) === 2 && gapBefore === SPACE ? (values[head - 2] as number) : 0;
  const labelled =
    head > 0 &&
    (((gapBefore === COLON || gapBefore === EQUALS || gapBefore === SPACE || (gapBefore === STOPMARK && token === head)) &&
      contextIn(before) === nameContext) ||
      contextIn(past) === nameContext);
  // "vragen naar Bo", "gesproken met Bo"
  const announced =
    head > 1 &&
    gapBefore === SPACE &&
    (before & STOP) !== 0 &&
    tokens.length(head - 1) <= 4 &&
    gaps[head - 1] === SPACE &&
    ((values[head - 2] as number) & NAME_CUE) !== 0;
  const cue =
    labelled ||
    (announced && shapes[head - 2] === LOWERCASE) ||
    (head > 0 &&
      (before & NAME_CUE) !== 0 &&
      (gapBefore === SPACE || gapBefore === COLON || gapBefore === COMMA || gapBefore === DOTSPACE || gapBefore === NEWLINE || gapBefore === EQUALS));
  const initials = readInitials(tokens, at, titled, cue);
  at = initialsRead.at;
  // "B.J. (Bert-Jan) Schuurman"
  if (initials > 0 && at < count && gaps[at] === PAREN) {
    const behind = nicknameEnd(tokens, at);
    if (behind > 0) at = behind;
  }
  // Particles before the first part: "van den Berg", "De Vries"
  let particles = 0;
  while (
    at + 1 < count &&
    particles < 4 &&
    ((values[at] as number) & PARTICLE) !== 0 &&
    (gaps[at + 1] === SPACE ||
      gaps[at + 1] === APOSTROPHE ||
      gaps[at + 1] === HYPHEN ||
      (tokens.length(at) === 1 && (gaps[at + 1] === DOT || gaps[at + 1] === DOTSPACE || gaps[at + 1] === SLASH))) &&
    tokens.length(at) <= 6
  ) {
    if (((values[at] as number) & FORENAME_2) !== 0 && ((values[at] as number) & STOP) === 0 && shapes[at] !== LOWERCASE) break;
    particles++;
    at++;
  }
  let last = -1;
  let parts = 0;
  let first = -1;
  let bestForename = 0;
  let bestSurname = 0;
  let unknown = 0;
  let words = 0;
  while (at < count && parts < 5) {
    if (!partOk(tokens, at)) break;
    if (values[at] === 0 && shapes[at] === TITLECASE && tokens.length(at) >= shortestByEnding && byEnding(tokens, at)) values[at] = SURNAME;
    const value = values[at] as number;
    const shape = shapes[at] as number;
    const end = ends[at] as number;
    const afterGap = at + 1 < count ? (gaps[at + 1] as number) : NEWLINE;
    if (shape === INITIAL) {
      // A middle initial "John F. Kennedy"
      if (
        parts > 0 &&
        at + 1 < count &&
        (afterGap === DOTSPACE || afterGap === SPACE || afterGap === APOSTROPHE) &&
        (shapes[at + 1] as number) >= TITLECASE &&
        shapes[at + 1] !== INITIAL
      ) {
        at++;
        continue;
      }
      break;
    }
    if (parts > 0 && contextIn(value) !== 0 && (value & SURNAME_2) === 0) break;
    if (parts > 0 && (value & WORD) !== 0 && (value & (SURNAME_2 | FORENAME_2)) === 0 && gaps[at] === SPACE) {
      // "James Risen says": an ordinary word with a capital behind a sure forename is its family name, but no more than one.
      const follows =
        parts === 1 &&
        bestForename >= 2 &&
        words === 0 &&
        shape === TITLECASE &&
        tokens.length(at) > 2 &&
        (value & (COUNTRY | ORG_KIND | NRP | STREET | TITLE)) === 0;
      if (!follows && ((value & (SURNAME | FORENAME)) === 0 || ((value & PLACE) === 0 && unknownNext(tokens, at)))) break;
    }
    if ((value & (SURNAME_2 | WORD)) === 0 && streetEnding(bytes, starts[at] as number, end) === 2) return false;
    if ((value & STREET) !== 0 && parts > 0 && (value & (SURNAME_3 | FORENAME_3)) === 0 && tokens.length(at) > 3) return false;
    if ((value & (ORG_KIND | ORG_SUFFIX)) !== 0 && parts > 0 && (value & (SURNAME_2 | FORENAME_2)) === 0) return false;
    if (parts > 0 && (value & TITLE) !== 0 && tokens.length(at) > 2 && (value & (SURNAME_2 | FORENAME_3)) === 0) return false;
    if (
      parts === 1 &&
      bestForename === 0 &&
      bestSurname === 0 &&
      initials === 0 &&
      particles === 0 &&
      (value & FORENAME_3) !== 0 &&
      (value & WORD) === 0 &&
      gaps[at] === SPACE &&
      tokens.length(first) > 5 &&
      at + 1 < count &&
      gaps[at + 1] === SPACE &&
      ((shapes[at + 1] as number) === TITLECASE || ((values[at + 1] as number) & PARTICLE) !== 0)
    ) {
      // "Seizoenarbeider Gheorghe Lungu": an unknown word before a sure forename with a family name behind it is no part of the name.
      first = -1;
      parts = 0;
      unknown = 0;
      words = 0;
    }
    if (first < 0) first = at;
    last = at;
    parts++;
    const known = (value & (WORD | STOP)) !== 0 ? 1 : 0;
    words += known;
    if ((value & (FORENAME | SURNAME)) === 0) unknown++;
    if (parts === 1 || bestForename === 0) {
      const grade = (value & FORENAME_3) !== 0 ? 3 : (value & FORENAME_2) !== 0 ? 2 : (value & FORENAME) !== 0 ? 1 : 0;
      if (parts === 1) bestForename = grade;
    }
    bestSurname = (value & SURNAME_3) !== 0 ? 3 : (value & SURNAME_2) !== 0 ? 2 : (value & SURNAME) !== 0 ? 1 : 0;
    at++;
    if (at >= count) break;
    const gap = gaps[at] as number;
    if (gap === HYPHEN || gap === APOSTROPHE) {
      if (partOk(tokens, at) && (starts[at] as number) - end <= 3) continue;
      // "Yoo-jin Bakema", "Brouwer-van Dam"
      if (gap === HYPHEN && shapes[at] === LOWERCASE && at + 1 < count && gaps[at + 1] === SPACE && partOk(tokens, at + 1) && shapes[at + 1] === TITLECASE) {
        if (((values[at] as number) & PARTICLE) !== 0 || (parts === 1 && tokens.length(at) <= 5 && ((values[at] as number) & STOP) === 0)) {
          at++;
          continue;
        }
      }
      break;
    }
    if (
      gap === COMMA &&
      parts === 1 &&
      particles === 0 &&
      bestForename === 0 &&
      (value & SURNAME) !== 0 &&
      at < count &&
      ((values[at] as number) & FORENAME_2) !== 0 &&
      ((values[at] as number) & WORD) === 0 &&
      shapes[at] === TITLECASE
    ) {
      // "Jansen, Piet"
      bestForename = 2;
      continue;
    }
    if (gap === PAREN && parts > 0) {
      const behind = nicknameEnd(tokens, at);
      if (behind > 0) {
        at = behind;
        continue;
      }
    }
    if (gap !== SPACE) break;
    // Particles in the middle
    let skip = at;
    while (
      skip < count &&
      skip - at < 4 &&
      ((values[skip] as number) & PARTICLE) !== 0 &&
      skip + 1 < count &&
      (gaps[skip + 1] === SPACE || gaps[skip + 1] === APOSTROPHE || gaps[skip + 1] === HYPHEN) &&
      !partOkStrong(skip)
    )
      skip++;
    // "Angela uit 's-Hertogenbosch": where someone is from
    if (skip > at && keys[at] === UIT && gaps[at + 1] === SPACE && (gaps[at + 2] === HYPHEN || skip === at + 1)) break;
    if (skip > at) {
      const value2 = values[skip] as number;
      const article = skip - at === 1 && shapes[at] === LOWERCASE && ((values[at] as number) & STOP) !== 0;
      // "Luc D'hooghe"
      if (shapes[skip] === LOWERCASE && gaps[skip] === APOSTROPHE && shapes[skip - 1] === INITIAL && tokens.length(skip) > 2) {
        last = skip;
        at = skip + 1;
        bestSurname = Math.max(bestSurname, 1);
        break;
      }
      if (
        partOk(tokens, skip) &&
        shapes[skip] !== LOWERCASE &&
        (!article ||
          (keys[at] === TOT && particles + initials > 0) ||
          ((value2 & SURNAME) !== 0 && (value2 & (COUNTRY | ORG_KIND)) === 0 && !isPlaceAfter(at, value2)))
      ) {
        at = skip;
        continue;
      }
      break;
    }
  }
  if (
    titled &&
    parts === 0 &&
    initials === 0 &&
    head < count &&
    (shapes[head] === INITIAL || (shapes[head] === UPPERCASE && tokens.length(head) <= 4 && (values[head] & (STOP | WORD)) === 0)) &&
    gapBefore !== COMMA
  ) {
    // "dr. A", "dhr. B."
    out.add(PERSON, starts[token], ends[head], 66, 'person.title');
    personFound.next = head + 1;
    return true;
  }
  if (parts === 0 && particles > 0 && titled && at < count && shapes[at] === LOWERCASE) return lowercaseName(tokens, head, true, out);
  if (parts === 0 || last < 0) return false;
  // "de burgemeester van Gent": the town of an office
  if (
    titled &&
    initials === 0 &&
    particles === 1 &&
    shapes[head] === LOWERCASE &&
    ((values[first] as number) & PLACE) !== 0 &&
    offices.has(keys[head - 1] as number)
  )
    return false;
  const turned = turnedAround(tokens, head, last, parts, cue);
  if (turned > last) {
    out.add(PERSON, starts[particles > 0 || initials > 0 ? head : first] as number, turnedEnd.at, 86, 'person.turned');
    personFound.next = turned + 1;
    return true;
  }
  // Two titles and more belong to the name ("prof. dr. De Vries"); one ("dhr.") does not.
  let start = titles > 1 ? token : initials > 0 || particles > 0 ? head : first;
  // "O'Brien"
  if (start > 0 && gaps[start] === APOSTROPHE && shapes[start - 1] === INITIAL && (starts[start] as number) - (ends[start - 1] as number) <= 3) start--;
  const read = candidate;
  read.start = start;
  read.head = head;
  read.first = first;
  read.last = last;
  read.parts = parts;
  read.initials = initials;
  read.particles = particles;
  read.unknown = unknown;
  read.words = words;
  read.bestForename = bestForename;
  read.bestSurname = bestSurname;
  read.titled = titled;
  read.labelled = labelled;
  read.cue = cue;
  const sure = confidenceOf(tokens, read);
  const reason = read.reason;
  if (sure < 30) return false;
  out.add(PERSON, starts[start] as number, ends[last] as number, Math.min(sure, 97), cue && reason === 'person.list' ? 'person.cue' : reason);
  personFound.next = last + 1;
  return sure >= 50;
}
