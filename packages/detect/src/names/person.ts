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
  RARE_WORD,
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
import { contextIn } from '../engine/lexicon.ts';
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
  MIXED,
  MIXEDCASE,
  NEWLINE,
  NONE,
  NUMBER,
  QUOTE,
  SLASH,
  SPACE,
  STOPMARK,
  TITLECASE,
  type Tokens,
  UNDERSCORE,
  UPPERCASE,
} from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { streetEnding } from '../nl/street.ts';
import { lowercaseName, personFound } from './person-lowercase.ts';

export { personFound };

const PERSON = spanIndex('PERSON');
const nameContext = contextOf('name');

const isName = (value: number): boolean => (value & (FORENAME | SURNAME)) !== 0;
const sentenceStart = (gap: number): boolean => gap === NEWLINE || gap === STOPMARK || gap === DOTSPACE || gap === QUOTE || gap === COLON || gap === MIXED;

/** True when the token may be a part of a name in capitals. */
function partOk(tokens: Tokens, token: number): boolean {
  const shape = tokens.shapes[token] as number;
  const value = tokens.values[token] as number;
  if (shape === NUMBER || shape === LOWERCASE) return false;
  if ((value & (WEEKDAY | MONTH)) !== 0 && (value & FORENAME) === 0) return false;
  if ((value & STOP) !== 0 && !((value & FORENAME_3) !== 0 && (value & WORD) === 0)) return false;
  if (shape === UPPERCASE) return tokens.length(token) > 2 && isName(value);
  if ((value & (TITLE | ORG_SUFFIX)) !== 0 && !isName(value)) return false;
  return true;
}

/** Reads a name that starts at `token` and adds it; false when there is none. */
export function personAt(tokens: Tokens, token: number, out: Findings): boolean {
  const { gaps, shapes, values, count, starts, ends, bytes } = tokens;
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
  if (gapBefore === AT || gapBefore === UNDERSCORE || gapBefore === NONE || (gapBefore === DOT && !titled) || (gapBefore === SLASH && !titled)) return false;
  if (shapes[head] === LOWERCASE && ((values[head] as number) & PARTICLE) === 0) return lowercaseName(tokens, head, titled, out);
  const past = head > 1 && (before & STOP) !== 0 && tokens.length(head - 1) === 2 && gapBefore === SPACE ? (values[head - 2] as number) : 0;
  const labelled =
    head > 0 &&
    (((gapBefore === COLON || gapBefore === EQUALS || gapBefore === SPACE || (gapBefore === STOPMARK && token === head)) &&
      contextIn(before) === nameContext) ||
      contextIn(past) === nameContext);
  const cue =
    labelled ||
    (head > 0 &&
      (before & NAME_CUE) !== 0 &&
      (gapBefore === SPACE || gapBefore === COLON || gapBefore === COMMA || gapBefore === DOTSPACE || gapBefore === NEWLINE || gapBefore === EQUALS));
  // Initials
  let initials = 0;
  while (at < count && shapes[at] === INITIAL && initials < 7) {
    const next = at + 1;
    if (next >= count) break;
    const gap = gaps[next];
    if (gap === DOT || gap === DOTSPACE) {
      initials++;
      at = next;
    } else if (
      gap === SPACE &&
      (shapes[next] === TITLECASE || ((values[next] as number) & PARTICLE) !== 0) &&
      (initials > 0 ||
        titled ||
        cue ||
        (((values[next] as number) & SURNAME_3) !== 0 && ((values[next] as number) & STOP) === 0 && initialAlone(tokens, at, next)) ||
        (((values[next] as number) & PARTICLE) !== 0 &&
          next + 1 < count &&
          ((values[next + 1] as number) & SURNAME_2) !== 0 &&
          shapes[next + 1] === TITLECASE &&
          initialAlone(tokens, at, next + 1)))
    ) {
      initials++;
      at = next;
    } else if (gap === HYPHEN && shapes[next] === INITIAL) {
      at = next;
    } else break;
    if (shortInitial(tokens, at)) {
      initials++;
      at++;
    }
  }
  // "JP", "A.Th.", "Chr."
  if (
    at < count &&
    (shapes[at] === TITLECASE || shapes[at] === UPPERCASE) &&
    tokens.length(at) <= 3 &&
    at + 1 < count &&
    (gaps[at + 1] === DOTSPACE || gaps[at + 1] === DOT) &&
    (initials > 0 || titled) &&
    (shapes[at + 1] as number) >= TITLECASE &&
    ((values[at] as number) & TITLE) === 0
  ) {
    initials++;
    at++;
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
      break;
    }
    if (
      gap === COMMA &&
      parts === 1 &&
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
    if (gap !== SPACE) break;
    // Particles in the middle
    let skip = at;
    while (
      skip < count &&
      skip - at < 4 &&
      ((values[skip] as number) & PARTICLE) !== 0 &&
      skip + 1 < count &&
      (gaps[skip + 1] === SPACE || gaps[skip + 1] === APOSTROPHE || gaps[skip + 1] === HYPHEN) &&
      !partOkStrong(tokens, skip)
    )
      skip++;
    if (skip > at) {
      const value2 = values[skip] as number;
      const article = skip - at === 1 && shapes[at] === LOWERCASE && ((values[at] as number) & STOP) !== 0;
      if (
        partOk(tokens, skip) &&
        shapes[skip] !== LOWERCASE &&
        (!article || ((value2 & SURNAME) !== 0 && (value2 & (COUNTRY | ORG_KIND)) === 0 && !isPlaceAfter(tokens, at, value2)))
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
  if (parts === 0 || last < 0) return false;
  const lone = values[first] as number;
  // Two titles and more belong to the name ("prof. dr. De Vries"); one ("dhr.") does not.
  const start = titles > 1 ? token : initials > 0 || particles > 0 ? head : first;
  const sentence = start === 0 || sentenceStart(gaps[start] as number);
  let sure = 0;
  let reason = 'person.list';
  const ordinary = (lone & (WORD | STOP)) !== 0;
  if (titled) {
    sure = ordinary && bestSurname < 2 && bestForename < 2 ? 58 : 92;
    if ((lone & (ORG_KIND | WEEKDAY | MONTH)) !== 0 || contextIn(lone) !== 0) sure = 0;
    if (initials === 0 && parts === 1 && (tokens.length(first) <= 2 || shapes[first] === MIXEDCASE) && (!isName(lone) || tokens.length(first) <= 2)) sure = 0;
    reason = 'person.title';
  } else if (initials > 0 && particles === 0 && parts >= 1) {
    sure = bestSurname >= 1 && !ordinary ? 88 : bestSurname >= 2 ? 80 : ordinary ? 0 : initials > 1 || cue || parts > 1 ? 72 : 46;
    if (initials === 1 && sentence && ordinary && bestSurname < 3) sure = 0;
    reason = 'person.initials';
  } else if (particles > 0 && parts >= 1) {
    const capitalParticle = shapes[head] !== LOWERCASE;
    sure = initials > 0 ? 90 : bestSurname === 3 ? 70 : bestSurname === 2 ? 62 : bestSurname === 1 ? 54 : 0;
    if (particles > 1 && sure > 0) sure += 10;
    if (initials === 0) {
      const single = particles === 1 && ((values[head] as number) & STOP) !== 0;
      if (single && !capitalParticle && !cue) sure = 0;
      if (single && capitalParticle && sentence) sure -= ordinary ? 40 : 12;
      if ((lone & PLACE) !== 0 && !capitalParticle && particles === 1 && tokens.length(head) > 1) sure = 0;
      if (ordinary) sure -= 8;
      if ((lone & (COUNTRY | ORG_KIND)) !== 0) sure = 0;
    }
    if (cue && bestSurname > 0) sure = Math.max(sure, 80);
    reason = 'person.particle';
  } else if (parts === 1) {
    const rare = (lone & RARE_WORD) !== 0;
    if (bestForename === 3) sure = ordinary ? 34 : rare ? 66 : 78;
    else if (bestForename === 2) sure = ordinary ? 26 : rare ? 48 : 66;
    else if (bestForename === 1) sure = ordinary ? 10 : 48;
    if (bestSurname === 3) sure = Math.max(sure, ordinary ? 34 : 64);
    else if (bestSurname === 2) sure = Math.max(sure, ordinary ? 12 : rare ? 44 : sentence ? 52 : 56);
    else if (bestSurname === 1)
      sure = Math.max(
        sure,
        ordinary
          ? 0
          : !sentence && gapBefore === SPACE && shapes[first] === TITLECASE && tokens.length(first) > 3 && (before & (PARTICLE | STREET)) === 0
            ? 51
            : 34,
      );
    if ((lone & PLACE) !== 0) sure -= bestForename === 3 ? 6 : 22;
    if ((lone & COUNTRY) !== 0) sure -= 30;
    if (cue) sure = isName(lone) ? sure + (ordinary ? 22 : 18) : !ordinary && (lone & PLACE) === 0 && !sentence ? 46 : sure;
    if (labelled && (gapBefore === COLON || gapBefore === EQUALS) && !ordinary) sure = Math.max(sure, 80);
    // A single name as the whole text is a name.
    if (head === 0 && last === count - 1 && isName(lone)) sure += ordinary ? (bestSurname === 3 || bestForename === 3 ? 4 : 0) : 16;
    // "Marie's", "Kees zegt"
    if (shapes[first] === UPPERCASE) sure -= 14;
    if (last + 1 < count && gaps[last + 1] === HYPHEN) sure -= 20;
    if ((lone & ORG_KIND) !== 0) sure = 0;
    if (tokens.length(first) <= 2 && !cue) sure -= 40;
  } else {
    const firstPlace = (lone & PLACE) !== 0;
    if (bestForename >= 2) sure = ordinary ? (sentence && bestSurname < 2 ? 44 : bestSurname >= 1 ? 76 : 56) : bestSurname >= 1 ? 92 : 82;
    else if (bestForename === 1) sure = ordinary ? 36 : bestSurname >= 1 ? 80 : 68;
    else if (bestSurname >= 2) sure = ordinary ? 30 : 66;
    else if (bestSurname === 1) sure = ordinary ? 18 : 58;
    else
      sure = ordinary
        ? 0
        : lineAlone(tokens, start, last)
          ? 56
          : sentence
            ? 44
            : unknown === parts && shapes[first] === TITLECASE && shapes[last] === TITLECASE && words === 0
              ? 51
              : 44;
    if (firstPlace && bestForename < 3) sure -= 18;
    if ((lone & COUNTRY) !== 0) sure -= 30;
    if (words === parts && bestForename < 3) sure -= 14;
    if (unknown === parts && (lone & PLACE) !== 0) sure = 0;
    if (cue) sure = Math.max(sure + 12, ordinary ? 0 : 62);
    if (shapes[first] === UPPERCASE && shapes[last] === UPPERCASE) sure -= 8;
    if ((lone & ORG_KIND) !== 0 && bestForename < 2) sure = 0;
    if ((values[last] as number) & COUNTRY && bestForename < 3) sure -= 20;
    reason = 'person.full';
  }
  if (sure < 30) return false;
  out.add(PERSON, starts[start] as number, ends[last] as number, Math.min(sure, 97), cue && reason === 'person.list' ? 'person.cue' : reason);
  personFound.next = last + 1;
  return sure >= 50;
}

const partOkStrong = (tokens: Tokens, token: number): boolean =>
  tokens.shapes[token] === TITLECASE && ((tokens.values[token] as number) & FORENAME_2) !== 0 && ((tokens.values[token] as number) & STOP) === 0;
/** "Yara uit Breda", "Jan in Gent": a preposition and a place, no family name; "van", "de", "ter" do make one. */
function isPlaceAfter(tokens: Tokens, particle: number, value: number): boolean {
  const first = tokens.bytes[tokens.starts[particle]];
  return (value & PLACE) !== 0 && (tokens.values[particle] & STOP) !== 0 && first !== 0x64 && first !== 0x76 && first !== 0x74;
}
const unknownNext = (tokens: Tokens, token: number): boolean =>
  token + 1 < tokens.count && tokens.gaps[token + 1] === SPACE && tokens.shapes[token + 1] === LOWERCASE;

/** "Th." or "Chr." among initials. */
function shortInitial(tokens: Tokens, at: number): boolean {
  if (at + 1 >= tokens.count || tokens.shapes[at] !== TITLECASE || tokens.length(at) > 3 || ((tokens.values[at] as number) & TITLE) !== 0) return false;
  return (tokens.gaps[at + 1] === DOT || tokens.gaps[at + 1] === DOTSPACE) && tokens.shapes[at + 1] !== NUMBER;
}

/** A name by itself on its line. */
const lineAlone = (tokens: Tokens, first: number, last: number): boolean =>
  (first === 0 || tokens.gaps[first] === NEWLINE) && (last + 1 >= tokens.count || tokens.gaps[last + 1] === NEWLINE);

/** "A Visser": an initial without a full stop; not the words "A" and "I" in the middle of English. */
function initialAlone(tokens: Tokens, at: number, next: number): boolean {
  const letter = tokens.bytes[tokens.starts[at]] | 32;
  const first = at === 0 || tokens.gaps[at] === NEWLINE;
  return (letter !== 0x61 && letter !== 0x69) || (first && ((tokens.values[next] & WORD) === 0 || next === tokens.count - 1));
}
