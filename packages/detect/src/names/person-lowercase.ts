import {
  CONTEXT,
  contextOf,
  FORENAME,
  FORENAME_2,
  FORENAME_3,
  isCased,
  NAME_CUE,
  NOTE,
  PARTICLE,
  PLACE,
  RARE_WORD,
  STOP,
  SURNAME,
  SURNAME_2,
  SURNAME_3,
  WORD,
} from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn } from '../engine/lexicon.ts';
import { COLON, COMMA, LOWERCASE, NEWLINE, SPACE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';

const { starts, ends, shapes, gaps, keys, values } = tokenArrays;

const PERSON = spanIndex('PERSON');
const nameContext = contextOf('name');
/** Token behind the name found last, by this file or person.ts. */
export const personFound = { next: 0 };

const signedKeys = wordSet('gr grt grtjs grtz grtjes groet groetjes groeten mvg greetz thx thanks bedankt liefs xx xxx');
const notNames = wordSet('bill paloma come fe nur ina lotta ola hey jo hoi hai oke senior junior alle anders wil long hang min lang ton nam son dung');

/** True when a family name in small letters, with its particles, stands behind the token. */
function familyBehind(tokens: Tokens, token: number): boolean {
  const { count } = tokens;
  let at = token + 1;
  while (at < count && at - token < 4 && gaps[at] === SPACE && ((values[at] as number) & PARTICLE) !== 0) at++;
  if (at >= count || gaps[at] !== SPACE || shapes[at] !== LOWERCASE) return false;
  const value = values[at] as number;
  return (
    (value & SURNAME) !== 0 &&
    (value & (STOP | CONTEXT)) === 0 &&
    ((value & SURNAME_3) !== 0 || (value & (WORD | RARE_WORD)) === 0 || (at > token + 1 && (value & SURNAME_2) !== 0))
  );
}

/** Names without capitals, as people type in chats: only behind a title, a label or a word that announces a name. */
export function lowercaseName(tokens: Tokens, head: number, titled: boolean, out: Findings): boolean {
  const { count } = tokens;
  const value = values[head] as number;
  const before = head > 0 ? (values[head - 1] as number) : 0;
  const gap = gaps[head];
  const cue =
    head > 0 && ((before & NAME_CUE) !== 0 || contextIn(before) === nameContext) && (gap === SPACE || gap === COLON || gap === COMMA || gap === NEWLINE);
  // "mijn naam is tom"
  const named = head > 1 && gap === SPACE && (before & STOP) !== 0 && tokens.length(head - 1) === 2 && contextIn(values[head - 2] as number) === nameContext;
  const clean = (value & (WORD | RARE_WORD | STOP | CONTEXT | PLACE)) === 0 && !isCased(value);
  if (titled) {
    let at = head;
    let particles = 0;
    while (at + 1 < count && particles < 3 && ((values[at] as number) & PARTICLE) !== 0 && gaps[at + 1] === SPACE) {
      at++;
      particles++;
    }
    const name = values[at] as number;
    if ((name & (SURNAME | FORENAME)) === 0 || (name & (STOP | CONTEXT)) !== 0) return false;
    if (particles === 0 && (name & WORD) !== 0 && ((name & SURNAME_3) === 0 || shapes[head] === LOWERCASE)) return false;
    // "mevrouw özlem kaplan"
    if (particles === 0 && (name & FORENAME_2) !== 0 && familyBehind(tokens, at)) {
      at++;
      while (at + 1 < count && ((values[at] as number) & PARTICLE) !== 0 && gaps[at + 1] === SPACE && ((values[at] as number) & SURNAME_2) === 0) at++;
    }
    out.add(PERSON, starts[head] as number, ends[at] as number, 74, 'person.title');
    personFound.next = at + 1;
    return true;
  }
  if ((value & FORENAME_2) === 0 || (value & (STOP | CONTEXT)) !== 0 || notNames.has(keys[head] as number)) return false;
  // "grtjs kim" at the end of a line: also names that are words
  const ends1 = head + 1 >= count || gaps[head + 1] === NEWLINE;
  if (named && (value & PLACE) === 0 && (head + 1 >= count || gaps[head + 1] !== SPACE || familyBehind(tokens, head) || (value & FORENAME_3) !== 0)) {
    const family = familyBehind(tokens, head);
    let last = head;
    if (family) while (last + 1 < count && (last === head || ((values[last] as number) & PARTICLE) !== 0)) last++;
    out.add(PERSON, starts[head] as number, ends[last] as number, 74, 'person.cue');
    personFound.next = last + 1;
    return true;
  }
  if (!clean && cue && ends1 && tokens.length(head) > 2 && signedKeys.has(keys[head - 1] as number)) {
    out.add(PERSON, starts[head] as number, ends[head] as number, 68, 'person.cue');
    personFound.next = head + 1;
    return true;
  }
  if (!clean && !(cue && (value & (PLACE | NOTE)) === 0 && familyBehind(tokens, head))) return false;
  let at = head + 1;
  let last = head;
  let surname = false;
  while (at < count && at - head < 5 && gaps[at] === SPACE && shapes[at] === LOWERCASE) {
    let skip = at;
    while (skip < count && skip - at < 3 && ((values[skip] as number) & PARTICLE) !== 0 && gaps[skip + 1] === SPACE && skip + 1 < count) skip++;
    const name = values[skip] as number;
    if (shapes[skip] !== LOWERCASE || (name & (STOP | CONTEXT)) !== 0) break;
    const plain = (name & (WORD | RARE_WORD)) !== 0;
    if ((name & SURNAME) !== 0 && (!plain || (skip > at && (name & SURNAME_2) !== 0) || (cue && (name & SURNAME_3) !== 0))) {
      surname = true;
      last = skip;
      at = skip + 1;
    } else if ((name & FORENAME_2) !== 0 && !plain) {
      last = skip;
      at = skip + 1;
    } else break;
  }
  let sure = cue ? 72 : (value & FORENAME_3) !== 0 ? (surname ? 66 : tokens.length(head) > 3 ? 52 : 46) : surname ? 52 : 24;
  if (head === 0 && last === count - 1) sure += 14;
  if (sure < 45) return false;
  out.add(PERSON, starts[head] as number, ends[last] as number, sure, cue ? 'person.cue' : 'person.lowercase');
  personFound.next = last + 1;
  return true;
}
