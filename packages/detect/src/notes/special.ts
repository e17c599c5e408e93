import { COUNTRY, STOP } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { APOSTROPHE, COLON, COMMA, HYPHEN, LOWERCASE, NEWLINE, NONE, NUMBER, PAREN, QUOTE, SPACE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { flagIndex } from '../engine/types-index.ts';
import { noteBits } from './bits.ts';
import { aidWord, askWord, captures, coverWord, cueBits, cueOf, noteVoice } from './cues.ts';
import { add, categories, here, inTitle, lasts, meaning, near, personHere, serviceOnly } from './sentence.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const B = noteBits;
const C = cueBits;
const special: readonly (readonly [bit: number, code: number])[] = [
  [B.HEALTH, flagIndex('HEALTH')],
  [B.RELIGION, flagIndex('RELIGION')],
  [B.ETHNIC, flagIndex('ETHNICITY')],
  [B.SEXUAL, flagIndex('SEXUAL')],
  [B.POLITICS, flagIndex('POLITICS')],
  [B.UNION, flagIndex('UNION')],
  [B.BIOMETRIC, flagIndex('BIOMETRIC')],
  [B.CRIMINAL, flagIndex('CRIMINAL')],
];
const weakReasons = new Map<number, string>([
  [B.POLITICS, 'flag.membership'],
  [B.UNION, 'flag.membership'],
  [B.ETHNIC, 'flag.descent'],
]);
const people = B.PERSON | B.GROUP | B.THIRD;
/** These can be denied; a belief, an origin or an orientation is told by its denial as well. */
const deniable = B.HEALTH | B.CRIMINAL | B.BIOMETRIC | B.UNION;

/** The word after the term (or its phrase); -1 at the end of the sentence. */
function after(token: number): number {
  const next = Math.max(token, lasts[token]) + 1;
  return next < here.to ? next : -1;
}

/** A cue at most `back` words before or `ahead` words behind. */
function cued(token: number, bit: number, back: number, ahead: number): boolean {
  const last = Math.max(token, lasts[token]);
  for (let at = Math.max(here.from, token - back); at < Math.min(here.to, last + ahead + 1); at++) {
    if (at >= token && at <= last) continue;
    if ((cueOf(keys[at]) & bit) !== 0) return true;
  }
  return false;
}

/** "geen", "niet" before the term in its own clause: "kan niet bellen want doof" denies nothing, and neither does a phrase that has its own verb. */
function denied(tokens: Tokens, token: number): boolean {
  if ((cueOf(keys[token]) & C.PEOPLE) !== 0) return false;
  const reach = lasts[token] > token ? 1 : 2;
  for (let at = token - 1; at >= here.from && token - at <= reach; at--) {
    const gap = gaps[at + 1];
    if (breaks(gap)) return false;
    if ((meaning(tokens, at) & B.NEGATION) !== 0) return true;
    if ((cueOf(keys[at]) & C.CAUSE) !== 0) return false;
  }
  return false;
}

/** "zou in de gevangenis moeten zitten", "I'd rather have cancer": a wish or a figure of speech. */
function wished(tokens: Tokens, token: number, bits: number): boolean {
  if ((bits & B.HEALTH) !== 0 && cued(token, C.RATHER, 3, 0)) return true;
  return (bits & B.CRIMINAL) !== 0 && cued(token, C.WISH, 6, 0) && (near(tokens, token, B.MODAL, 1, 3) || cued(token, C.DESERVE, 6, 0));
}

/** Between quotation marks of its own ("app is 'ziek' traag"), or at the head of a quoted title beside goods. */
function quotedAlone(tokens: Tokens, token: number): boolean {
  const { count } = tokens;
  const last = Math.max(token, lasts[token]);
  const mark = gaps[token] === QUOTE || (gaps[token] === APOSTROPHE && token > 0 && starts[token] - ends[token - 1] > 1);
  if (!mark) return false;
  const reach = (here.all & (B.PRODUCT | B.MENTION | B.SAY)) === B.PRODUCT ? 6 : 1;
  for (let at = last + 1; at <= Math.min(count, last + reach); at++) {
    if (at === count) return bytes[ends[at - 1]] === 0x27 || bytes[ends[at - 1]] === 0x22;
    if (gaps[at] === QUOTE || (gaps[at] === APOSTROPHE && starts[at] - ends[at - 1] > 1)) return true;
  }
  return false;
}

/** Goods in the same breath: shortly before, or right behind, with no comma between. */
function productTied(tokens: Tokens, token: number): boolean {
  for (let at = token - 1; at >= here.from && token - at <= 3; at--) {
    if (breaks(gaps[at + 1])) break;
    if ((meaning(tokens, at) & B.PRODUCT) !== 0) return true;
  }
  const last = Math.max(token, lasts[token]);
  for (let at = last + 1; at < here.to && at - last <= 2; at++) {
    if (breaks(gaps[at])) break;
    if ((meaning(tokens, at) & B.PRODUCT) !== 0) return true;
  }
  return false;
}

const breaks = (gap: number): boolean => gap === COMMA || gap === PAREN || gap === COLON;

/** A word for people right behind ("Turkse man", "doof kind", "joods gezin"). */
function peopleBehind(tokens: Tokens, token: number): boolean {
  const next = after(token);
  if (next < 0 || (gaps[next] !== SPACE && gaps[next] !== HYPHEN) || tokens.length(next) < 3) return false;
  const following = meaning(tokens, next);
  if ((cueOf(keys[next]) & C.PEOPLE) !== 0) return true;
  return (following & people) !== 0 && (following & (B.BEING | B.SELF | B.PRODUCT)) === 0;
}

/** Goods, a title, a subject of talk or an organisation of which the term is only a part of the name. */
function notAbout(tokens: Tokens, token: number): boolean {
  if (quotedAlone(tokens, token)) return true;
  const next = after(token);
  if (next >= 0) {
    const gap = gaps[next];
    const cue = cueOf(keys[next]);
    if (gap === HYPHEN && ((cue & (C.GOODS | C.ORG | C.TOPIC)) !== 0 || (meaning(tokens, next) & B.PRODUCT) !== 0)) return true;
    if (gap === SPACE && (cue & (C.ORG | C.GOODS)) !== 0 && (cue & C.PEOPLE) === 0) return true;
  }
  if (cued(token, C.TOPIC, 3, 0) && !cued(token, C.POSSESSIVE, 2, 0) && !near(tokens, token, B.BEING, 2, 0)) return true;
  return cued(token, C.THING, 3, 1) && !near(tokens, token, B.PERSON | B.THIRD | B.SELF, 5, 3) && !cued(token, C.POSSESSIVE, 2, 0) && !here.names;
}

/** "Vraag of zwangerschap gedekt is": a question about cover, of nobody's own condition. */
function onlyAsked(tokens: Tokens, token: number): boolean {
  let asked = false;
  let cover = false;
  for (let at = Math.max(here.from, token - 24); at < Math.min(here.to, token + 24); at++) {
    if (askWord(keys[at])) asked = true;
    if (coverWord(keys[at])) cover = true;
  }
  return asked && cover && !near(tokens, token, B.BEING, 4, 0) && !cued(token, C.POSSESSIVE, 3, 0);
}

/** The name of a party or union: it says something of a person only with a word of voting, membership or office. */
function memberOf(tokens: Tokens, token: number, support: number): boolean {
  const next = after(token);
  const gap = next < 0 ? NEWLINE : gaps[next];
  if (next >= 0 && (gap === HYPHEN || gap === APOSTROPHE) && shapes[next] === LOWERCASE)
    return (cueOf(keys[next]) & (C.ORG | C.GOODS)) === 0 || cued(token, support, 5, 0);
  const office = cued(token, C.ORG, 1, 2);
  if (cued(token, support, 6, 8)) return !office || near(tokens, token, B.PERSON | B.THIRD, 6, 6);
  if (office || (here.all & B.PRODUCT) !== 0) return false;
  // A party's name alone in a note about a person; as the subject of the sentence it may be the customer.
  if (support === C.SUPPORT && (cueOf(keys[token]) & C.PARTY) !== 0 && token > here.from && !cued(token, C.ORG | C.TOPIC, 4, 4)) return true;
  return cued(token, C.POSSESSIVE, 5, 3) || (personHere(tokens, token) && token > here.from && near(tokens, token, B.BEING, 4, 2));
}

/** A country within a few words: "komt oorspronkelijk uit Somalië", "from Ghana originally". */
function countryNear(token: number): boolean {
  const last = Math.max(token, lasts[token]);
  for (let at = Math.max(here.from, token - 2); at < Math.min(here.to, last + 4); at++)
    if ((values[at] & COUNTRY) !== 0 && shapes[at] !== LOWERCASE && (cueOf(keys[at]) & C.HOME) === 0) return true;
  return false;
}

/** A part of the body: with a word of ailment it is health, with one of storing or matching biometrics. */
function bodily(token: number, bits: number, person: boolean): number {
  let kept = 0;
  if ((bits & B.HEALTH) !== 0 && cued(token, C.AILMENT, 4, 3) && (cued(token, C.POSSESSIVE, 3, 0) || person) && (here.all & B.PRODUCT) === 0) kept |= B.HEALTH;
  if ((bits & B.BIOMETRIC) !== 0)
    for (let at = Math.max(here.from, token - 5); at < Math.min(here.to, token + 6); at++) if (at !== token && captures(keys[at])) kept |= B.BIOMETRIC;
  return kept;
}

/** Whether a word that also means other things says something of a person here. */
function weakly(tokens: Tokens, token: number, bits: number): number {
  const cue = cueOf(keys[token]);
  const capital = shapes[token] !== LOWERCASE && shapes[token] !== 0;
  const next = after(token);
  const following = next < 0 ? 0 : meaning(tokens, next);
  const gap = next < 0 ? NEWLINE : gaps[next];
  if ((bits & B.POLITICS) !== 0 && (cue & (C.PARTY | C.PARTY_WORD)) !== 0)
    return ((cue & C.PARTY) !== 0 || capital) && memberOf(tokens, token, C.SUPPORT) ? B.POLITICS : bits & ~B.POLITICS;
  if ((bits & B.UNION) !== 0 && (cue & (C.UNION | C.UNION_WORD)) !== 0)
    return ((cue & C.UNION) !== 0 || capital) && memberOf(tokens, token, C.MEMBER) ? B.UNION : bits & ~B.UNION;
  const noun = peopleBehind(tokens, token);
  if (!noun && productTied(tokens, token)) return 0;
  const person = personHere(tokens, token) || cued(token, C.POSSESSIVE, 3, 0);
  const ends =
    next < 0 ||
    gap === COMMA ||
    gap === PAREN ||
    gap === NEWLINE ||
    gap === COLON ||
    (following & (B.BEING | B.NEGATION | B.MODAL | B.SAY | B.SPECULATION | B.SELF)) !== 0 ||
    (values[next] & STOP) !== 0;
  let kept = 0;
  if ((bits & B.ETHNIC) !== 0) {
    const predicate = near(tokens, token, B.BEING | B.SPECULATION, 3, token === here.from ? 3 : 0);
    const before = token > here.from ? cueOf(keys[token - 1]) : 0;
    if ((cue & C.FROM) !== 0 || (lasts[token] > token && (cueOf(keys[lasts[token]]) & C.OUT_OF) !== 0)) {
      if (person && !productTied(tokens, token) && countryNear(token)) kept |= B.ETHNIC;
    } else if ((cue & C.ORIGIN_ONLY) !== 0) {
      if (person && predicate && near(tokens, token, B.ETHNIC, 2, 0)) kept |= B.ETHNIC;
    } else if (noun || (next >= 0 && gap === SPACE && (cueOf(keys[next]) & C.ORIGIN) !== 0)) kept |= B.ETHNIC;
    else if ((before & C.KIND) !== 0 && ends) kept |= B.ETHNIC;
    else if ((before & C.ARTICLE) !== 0 && (ends || (following & B.PERSON) !== 0)) kept |= person ? B.ETHNIC : 0;
    else if (ends && person && (predicate || near(tokens, token, B.ETHNIC, 3, 0))) kept |= B.ETHNIC;
  }
  const rest = bits & ~B.ETHNIC;
  if (rest === 0) return kept;
  if (notAbout(tokens, token) && !noun) return kept;
  if ((cue & C.BODY) !== 0) return kept | bodily(token, rest, person);
  if ((cue & C.CARE) !== 0) return cued(token, C.STAY, 5, 2) && person && (here.all & B.PRODUCT) === 0 ? kept | rest : kept;
  if ((cue & C.TAKING) !== 0)
    return near(tokens, token, B.THIRD | B.PERSON, 6, 2) && near(tokens, token, B.BEING, 5, 1) && near(tokens, token, B.THIRD, 8, 4) ? kept | rest : kept;
  if ((cue & C.OFFENCE) !== 0) return person && (here.all & B.PRODUCT) === 0 && cued(token, C.PENAL, 6, 4) ? kept | rest : kept;
  if ((cue & C.DOES) !== 0 && !cued(token, C.THING | C.ORG, 4, 2) && (near(tokens, token, people, 5, 0) || token === here.from || breaks(gaps[token])))
    return kept | rest;
  const said =
    near(tokens, token, B.BEING, 3, (rest & B.HEALTH) !== 0 ? 1 : 0) ||
    cued(token, C.POSSESSIVE, 2, 0) ||
    cued(token, (rest & B.RELIGION) !== 0 ? C.VISIT | C.CAUSE : C.CAUSE, 2, 0);
  const opens = !aidWord(keys[token]) && (token === here.from || gaps[token] === COMMA) && ((rest & B.RELIGION) !== 0 ? next < 0 || breaks(gap) : ends);
  if (noun || (person && (said || opens))) kept |= rest;
  return kept;
}

/** Whether a slur stands in a note about a caller (a word for one, or a number as notes have), not in something said to someone. */
function slurTells(tokens: Tokens, token: number): boolean {
  let told = false;
  for (let at = Math.max(here.from, token - 24); at < Math.min(here.to, token + 24); at++) {
    const voice = noteVoice(keys[at]);
    if (voice < 0) return false;
    if (voice > 0) told = true;
  }
  for (let at = Math.max(0, token - 40); !told && at < Math.min(tokens.count, token + 40); at++)
    told = shapes[at] === NUMBER && tokens.length(at) > 1 && (at === 0 || gaps[at] !== NONE);
  return told;
}

/** Special categories and criminal matters: what Article 9(1) and 10 of the GDPR name. Returns the bits that were flagged. */
export function specialAt(tokens: Tokens, token: number, note: number, out: Findings): number {
  let bits = note & categories;
  if ((note & B.SLUR) !== 0 && !slurTells(tokens, token)) return 0;
  const weak = (note & B.WEAK) !== 0;
  if (inTitle(token) && !peopleBehind(tokens, token) && !(weak && (bits & (B.POLITICS | B.UNION)) !== 0)) return 0;
  let sure = 84;
  if (weak) {
    bits = weakly(tokens, token, bits);
    sure = 68;
  } else if (notAbout(tokens, token) && !peopleBehind(tokens, token)) return 0;
  else if (productTied(tokens, token)) {
    if (!personHere(tokens, token)) sure = 40;
    else if ((bits & deniable) !== 0 && !near(tokens, token, B.BEING, 4, 1) && !cued(token, C.CAUSE | C.POSSESSIVE, 2, 0)) sure = 44;
  }
  if (bits === 0) return 0;
  if (
    !weak &&
    lasts[token] === token &&
    (note & B.SLUR) === 0 &&
    serviceOnly(tokens, token) &&
    !cued(token, C.CAUSE | C.POSSESSIVE, 2, 0) &&
    !peopleBehind(tokens, token) &&
    (cueOf(keys[token]) & C.PEOPLE) === 0
  )
    return 0;
  const refused =
    ((bits & deniable) !== 0 && (note & (B.SLUR | B.INSULT)) === 0 && denied(tokens, token)) ||
    ((bits & (B.HEALTH | B.CRIMINAL)) !== 0 && (wished(tokens, token, bits) || ((bits & B.HEALTH) !== 0 && onlyAsked(tokens, token))));
  if (refused) {
    here.refused |= bits;
    sure -= 40;
  }
  if (sure < 50) return 0;
  for (const [bit, code] of special)
    if ((bits & bit) !== 0)
      add(token, code, sure, weak ? (weakReasons.get(bit) ?? 'flag.about-person') : lasts[token] > token ? 'flag.phrase' : 'flag.word', out);
  return bits;
}
