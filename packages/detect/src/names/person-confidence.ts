/**
 * How sure a name is: what was read (candidate), weighed by the lists and by what stands around it. The weights were set by hand on the dev halves.
 */
import { COUNTRY, FORENAME, FORENAME_3, MONTH, NOTE, NRP, ORG_KIND, PARTICLE, PLACE, RARE_WORD, STOP, STREET, SURNAME, WEEKDAY, WORD } from '../engine/bits.ts';
import { contextIn } from '../engine/lexicon.ts';
import {
  COLON,
  COMMA,
  DOTSPACE,
  EQUALS,
  HYPHEN,
  LOWERCASE,
  MIXED,
  MIXEDCASE,
  NEWLINE,
  QUOTE,
  SPACE,
  STOPMARK,
  TITLECASE,
  type Tokens,
  tokenArrays,
  UPPERCASE,
} from '../engine/tokens.ts';
import { wordSet } from '../engine/word-set.ts';
import { kinKeys } from './kin.ts';
import { placeTails } from './person-parts.ts';

const { shapes, gaps, keys, values } = tokenArrays;

/** What personAt() read; one object, reused. Tokens of the first and last part, counts, and the best grade (0-3) of forename and family name. */
export const candidate = {
  start: 0,
  head: 0,
  first: 0,
  last: 0,
  parts: 0,
  initials: 0,
  particles: 0,
  unknown: 0,
  words: 0,
  bestForename: 0,
  bestSurname: 0,
  titled: false,
  labelled: false,
  cue: false,
  reason: 'person.list',
};

const isName = (value: number): boolean => (value & (FORENAME | SURNAME)) !== 0;
const sentenceStart = (gap: number): boolean => gap === NEWLINE || gap === STOPMARK || gap === DOTSPACE || gap === QUOTE || gap === COLON || gap === MIXED;

const greetingKeys = wordSet(
  'beste dear hoi hallo hey hi hello dag lieve geachte groetjes groeten groet gr grt grtjes grtz groetjes mvg thanks thx bedankt cheers regards rgds best love kus liefs xx xxx',
);

/** Cues behind which a firm or a work stands as often as a person. */
const weakCues = wordSet('by from starring met aan door called genaamd named stars actor dear beste at van');
/** What only people do. */
const speaks = wordSet(
  'belt belde zegt zei vraagt vroeg mailt mailde appt appte meldt meldde klaagt klaagde beweert schrijft schreef vertelt vertelde antwoordt reageert says said asks asked told tells called phoned emailed wrote writes thinks knows wants belooft beloofde bevestigt bevestigde vindt ontkent',
);
/** What people mostly do. */
const acts = wordSet(
  'wil wilde komt kwam heeft had krijgt kreeg gaat ging neemt nam betaalt betaalde stuurt stuurde staat woont wacht werkt kan wordt is was has will',
);
const notSpeakers = wordSet(
  'klant agent medewerker bezoeker bot systeem collega monteur buur buurman cliënt client customer caller bewoner iemand niemand iedereen melder patient moeder vader oma opa zoon dochter man vrouw koning winter storm',
);
const value2 = (token: number): number => values[token] as number;

/** Confidence 0-100 of the candidate; sets its reason. */
export function confidenceOf(tokens: Tokens, read: typeof candidate): number {
  const { count } = tokens;
  const { start, head, first, last, parts, initials, particles, unknown, words, bestForename, bestSurname, titled, labelled, cue } = read;
  const gapBefore = gaps[head] as number;
  const before = head > 0 ? (values[head - 1] as number) : 0;
  const lone = values[first] as number;
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
    sure =
      bestSurname >= 1 && !ordinary
        ? 88
        : bestSurname >= 2
          ? 80
          : ordinary
            ? 0
            : initials > 1 || cue || parts > 1
              ? 72
              : !sentence && gapBefore === SPACE
                ? 54
                : 46;
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
    // "Van Damme Luc"
    if (parts === 2 && capitalParticle && bestForename < 3 && ((values[last] as number) & FORENAME_3) !== 0 && ((values[last] as number) & WORD) === 0)
      sure = Math.max(sure, 74);
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
          : !sentence &&
              gapBefore === SPACE &&
              shapes[first] === TITLECASE &&
              tokens.length(first) > 3 &&
              (before & (PARTICLE | STREET)) === 0 &&
              (lone & NRP) === 0
            ? 51
            : 34,
      );
    if ((lone & PLACE) !== 0) sure -= bestForename === 3 ? 6 : 22;
    if ((lone & COUNTRY) !== 0) sure -= 30;
    if (cue) {
      if (isName(lone)) sure += ordinary ? 22 : 18;
      else if (!ordinary && (lone & (PLACE | NRP | ORG_KIND)) === 0 && shapes[first] === TITLECASE) {
        // An unknown word: sure behind a relation ("zus Thandiwe") or alone behind a greeting ("Beste Kayleigh,")
        const closed = last + 1 >= count || (gaps[last + 1] as number) !== SPACE;
        const known = head > 0 ? (keys[head - 1] as number) : 0;
        if (kinKeys.has(known) && gapBefore === SPACE) sure = 68;
        else if (closed && greetingKeys.has(known) && (gapBefore === SPACE || gapBefore === COMMA || gapBefore === NEWLINE)) sure = 64;
        else if (!sentence) sure = weakCues.has(known) || tokens.length(first) < 3 ? 46 : 52;
      }
    }
    if (labelled && (gapBefore === COLON || gapBefore === EQUALS) && !ordinary) sure = Math.max(sure, 80);
    // "Bakker belt over zijn rekening", "Thandiwe zegt": who speaks is a person
    const verb = last + 1 < count && gaps[last + 1] === SPACE ? (keys[last + 1] as number) : 0;
    if (
      sure < 62 &&
      shapes[first] === TITLECASE &&
      tokens.length(first) > 2 &&
      (lone & (STOP | ORG_KIND | PLACE | NRP | COUNTRY)) === 0 &&
      contextIn(lone) === 0 &&
      !notSpeakers.has(keys[first] as number)
    ) {
      if (speaks.has(verb) && (bestSurname === 3 || bestForename >= 2 || !ordinary)) sure = bestSurname === 3 || bestForename >= 2 ? 62 : 54;
      else if (acts.has(verb) && bestSurname === 3 && (value2(last) & NOTE) === 0) sure = Math.max(sure, 54);
    }
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
    // "Victoria Park", "Stewart Island"
    if (placeTails.has(keys[last] as number)) sure -= 46;
    reason = 'person.full';
  }
  // "Rembrandt-serie", "het Pieter Stuyvesant-gebouw": a thing named after someone
  if (last + 1 < count && gaps[last + 1] === HYPHEN && shapes[last + 1] === LOWERCASE && sure < 90) sure -= 36;
  else if (last + 1 < count && gaps[last + 1] === HYPHEN && shapes[last + 1] === LOWERCASE && tokens.length(last + 1) > 3) sure -= 45;
  read.reason = reason;
  return sure;
}

/** A name by itself on its line. */
const lineAlone = (tokens: Tokens, first: number, last: number): boolean =>
  (first === 0 || gaps[first] === NEWLINE) && (last + 1 >= tokens.count || gaps[last + 1] === NEWLINE);
