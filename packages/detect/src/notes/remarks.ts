import { STOP, WORD } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { COLON, HYPHEN, LOWERCASE, QUOTE, SPACE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { flagIndex } from '../engine/types-index.ts';
import { noteBits } from './bits.ts';
import { classNames, classOf } from './classes.ts';
import { add, here, inside, inTitle, lasts, meaning, near, negated, peoples, productNear } from './sentence.ts';
import { authorised, quotedTitle } from './soft.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const B = noteBits;
const INSULT = flagIndex('INSULT');
const PROFANITY = flagIndex('PROFANITY');
const SPECULATION = flagIndex('SPECULATION');
const JUDGEMENT = flagIndex('JUDGEMENT');
const THIRD = flagIndex('THIRD_PERSON');
const IRRELEVANT = flagIndex('IRRELEVANT');

/** Insults, judgements and irrelevant matters at a token. Returns 1 when a person or group is abused or judged. */
export function remarkAt(tokens: Tokens, token: number, note: number, out: Findings): number {
  let remark = 0;
  if ((note & (B.INSULT | B.BELITTLE | B.SLUR | B.HATE | B.VIOLENCE | B.DEHUMAN | B.PROFANITY)) !== 0) remark |= abuseAt(tokens, token, note, out);
  if ((note & B.JUDGEMENT) !== 0 && !negated(tokens, token, 2) && !productNear(tokens, token) && !ofThing(tokens, token)) {
    add(token, JUDGEMENT, 68, 'flag.judgement', out);
    remark = 1;
  }
  if ((note & (B.IRRELEVANT | B.WEAK)) === B.IRRELEVANT && (here.all & B.PRODUCT) === 0 && !negated(tokens, token, 2))
    add(token, IRRELEVANT, 62, 'flag.irrelevant', out);
  return remark;
}

/** Speculation and third persons at a token, once it is known what else the sentence says: `category` the special categories flagged, `remark` whether someone was abused or judged, `lastName` the last token of a name. */
export function besideAt(tokens: Tokens, token: number, category: number, remark: number, lastName: number, out: Findings): void {
  const note = meaning(tokens, token);
  if ((note & B.SPECULATION) !== 0 && (category !== 0 || remark !== 0 || supposes(tokens, token))) add(token, SPECULATION, 72, 'flag.speculation', out);
  if ((note & B.THIRD) !== 0 && inside[token] === 0 && thirdPerson(tokens, token, note, category !== 0 || remark !== 0, lastName))
    add(token, THIRD, category !== 0 ? 70 : 60, 'flag.third-person', out);
}

/** A supposition about a person: the one it is about stands close behind the words of supposing, and no goods or matters of the service between them. */
function supposes(tokens: Tokens, token: number): boolean {
  const last = Math.max(token, lasts[token]);
  for (let at = last + 1; at < here.to && at - last <= 3; at++) {
    const note = meaning(tokens, at);
    if ((note & (B.PRODUCT | B.SELF)) !== 0) return false;
    if ((note & (B.PERSON | B.THIRD)) !== 0 && (note & B.GROUP) === 0) return lasts[token] > token && !near(tokens, at, B.PRODUCT, 0, 6);
  }
  return false;
}

/** Words of kin or company speak of another person, unless they name goods ("oma-fiets"), a title, or someone who acts with authority on file. */
function thirdPerson(tokens: Tokens, token: number, note: number, remarked: boolean, lastName: number): boolean {
  if ((note & B.POSITIVE) !== 0) return false;
  const next = Math.max(token, lasts[token]) + 1;
  const named = next < here.to && inside[next] === 2 && gaps[next] === SPACE;
  // A colleague, neighbours or a landlord are named in passing; only a remark or a name makes it one about them.
  if ((note & B.WEAK) !== 0) return remarked || named;
  if (remarked || named || ((here.all & B.PRODUCT) === 0 && lastName > token && !authorised(tokens))) return true;
  if (lasts[token] === token) {
    if ((next < here.to && gaps[next] === HYPHEN) || (token > here.from && gaps[token] === HYPHEN)) return false;
    if (inTitle(token) || quotedAt(token)) return false;
    if (near(tokens, token, B.PRODUCT, 1, 1)) return false;
    if (next < here.to && gaps[next] === SPACE && classOf(keys[next]) === service) return false;
  }
  return !authorised(tokens);
}

const service = classNames.indexOf('service') + 1;
const notThings = B.PERSON | B.GROUP | B.THIRD | B.INSULT | B.BELITTLE | B.SLUR | B.JUDGEMENT | B.BEING | B.MODAL | B.NEGATION | B.PROFANITY | peoples;

/** "Luie stoel", "moeilijke meterkast": the quality of a thing, right before it. */
function ofThing(tokens: Tokens, token: number): boolean {
  const next = token + 1;
  if (lasts[token] > token || next >= here.to || gaps[next] !== SPACE || shapes[next] !== LOWERCASE) return false;
  if ((meaning(tokens, next) & notThings) !== 0) return false;
  const kind = classOf(keys[next]);
  if (kind === service) return true;
  const value = values[next];
  return (
    here.foreign === B.EN && kind === 0 && (value & STOP) === 0 && (value & WORD) !== 0 && (bytes[ends[token] - 1] | 32) === 0x65 && tokens.length(next) > 3
  );
}

/** Someone or some people at whom the words are aimed: not the speaker. */
function target(tokens: Tokens, token: number, wide: boolean): boolean {
  if (here.names) return true;
  const reach = wide ? 14 : 7;
  return near(tokens, token, B.PERSON | B.GROUP | B.THIRD | B.SLUR | B.INSULT, reach, reach) || near(tokens, token, peoples, reach, reach);
}

/** Spoken about, not said: a word of disapproval in the sentence, or between quotation marks beside a verb of saying. */
function mentioned(token: number): boolean {
  if ((here.all & B.MENTION) !== 0) return true;
  return (here.all & B.SAY) !== 0 && quotedAt(token);
}

function quotedAt(token: number): boolean {
  for (let at = token; at >= here.from && token - at < 12; at--) if (gaps[at] === QUOTE || (at > 0 && bytes[starts[at] - 1] === 0x22)) return true;
  return false;
}

/** Insults, contempt, threats, swearing. Returns 1 when a person or group is abused. */
function abuseAt(tokens: Tokens, token: number, note: number, out: Findings): number {
  if (quotedTitle(token)) return 0;
  const quoted = mentioned(token);
  const reason = lasts[token] > token && tokens.length(token) === 1 ? 'flag.obfuscated' : 'flag.word';
  if ((note & B.SLUR) !== 0) {
    if (quoted || inTitle(token)) return 0;
    add(token, INSULT, 86, reason, out);
    return 1;
  }
  if ((note & B.INSULT) !== 0) {
    const weak = (note & B.WEAK) !== 0;
    const aimed = weak ? near(tokens, token, B.BEING, 4, 0) && target(tokens, token, false) && (note & B.HEALTH) === 0 : true;
    if (aimed && !quoted && !negated(tokens, token, 2) && !inTitle(token) && !(productNear(tokens, token) && !target(tokens, token, true))) {
      add(token, INSULT, weak ? 62 : 82, reason, out);
      return 1;
    }
    if (weak || quoted) return 0;
  }
  if (quoted && (note & B.PROFANITY) === 0) return 0;
  if (
    (note & B.BELITTLE) !== 0 &&
    ((note & B.WEAK) === 0 || pointed(tokens, token)) &&
    !ofThing(tokens, token) &&
    !negated(tokens, token, 3) &&
    !near(tokens, token, B.POSITIVE, 6, 6) &&
    belittles(tokens, token)
  ) {
    add(token, INSULT, 70, 'flag.about-person', out);
    return 1;
  }
  if (
    (note & B.DEHUMAN) !== 0 &&
    ((note & B.HEALTH) === 0 || near(tokens, token, peoples & ~B.HEALTH, 9, 4)) &&
    !negated(tokens, token, 4) &&
    ((note & B.WEAK) === 0 ? near(tokens, token, B.BEING | B.MODAL, 7, 0) && target(tokens, token, true) : pointed(tokens, token))
  ) {
    add(token, INSULT, 72, 'flag.group', out);
    return 1;
  }
  if (
    (note & B.HATE) !== 0 &&
    !negated(tokens, token, 4) &&
    !negatedAfter(tokens, token) &&
    (here.foreign === B.NL ? near(tokens, token, B.PERSON | B.THIRD | B.INSULT | peoples, 0, 2) : target(tokens, token, true))
  ) {
    add(token, INSULT, 74, 'flag.group', out);
    return 1;
  }
  if (
    (note & B.VIOLENCE) !== 0 &&
    !negated(tokens, token, 9) &&
    !negatedAfter(tokens, token) &&
    near(tokens, token, peoples | B.PERSON, 12, 12) &&
    ((note & B.WEAK) === 0 || near(tokens, token, B.MODAL, 4, 1)) &&
    (near(tokens, token, B.MODAL, 12, 12) || near(tokens, token, peoples, 3, 3))
  ) {
    add(token, INSULT, 70, 'flag.group', out);
    return 1;
  }
  if ((note & B.PROFANITY) !== 0) {
    const aimed = near(tokens, token, peoples & ~B.HEALTH, 3, 3) && !quoted;
    add(token, aimed ? INSULT : PROFANITY, 66, 'flag.word', out);
    return aimed ? 1 : 0;
  }
  return 0;
}

/** "X are trash": a group or a person, a form of to be, at most two words, then the term. */
function pointed(tokens: Tokens, token: number): boolean {
  for (let at = token - 1; at > here.from && token - at <= 4; at--) {
    if ((meaning(tokens, at) & B.BEING) === 0) continue;
    for (let before = at - 1; before >= here.from && at - before <= 4; before--) if ((meaning(tokens, before) & (B.PERSON | peoples)) !== 0) return true;
    return false;
  }
  return false;
}

function negatedAfter(tokens: Tokens, token: number): boolean {
  for (let at = token + 1; at < here.to && at - token <= 4; at++) if ((meaning(tokens, at) & B.NEGATION) !== 0) return true;
  return false;
}

/** "Klant is dom", "domme klant", "jullie zijn walgelijk": a person, a form of to be, the quality; or the quality right before a person. */
function belittles(tokens: Tokens, token: number): boolean {
  const next = Math.max(token, lasts[token]) + 1;
  if (
    next < here.to &&
    gaps[next] === SPACE &&
    (meaning(tokens, next) & (B.PERSON | B.GROUP | B.THIRD | peoples)) !== 0 &&
    (meaning(tokens, next) & (B.SELF | B.BEING)) === 0 &&
    tokens.length(next) > 2
  )
    return true;
  let being = false;
  for (let at = token - 1; at >= here.from && token - at <= 9; at--) {
    const note = meaning(tokens, at);
    if (gaps[at + 1] === COLON) break;
    if ((note & (B.BEING | B.MODAL)) !== 0) being = true;
    if (inside[at] === 2 && being) return true;
    if ((note & (B.PERSON | B.GROUP | peoples)) !== 0 && (note & (B.PRODUCT | B.BEING)) === 0) return being || lasts[token] > token;
    if ((note & B.PRODUCT) !== 0) return false;
  }
  // No subject: "Is erg dom", "Snapt er niets van"
  return (being && (meaning(tokens, here.from) & B.BEING) !== 0) || (lasts[token] > token && token - here.from <= 1);
}
