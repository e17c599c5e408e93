import { FORENAME, ORG_KIND, STOP } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { dutchNoteOf, wordsWithNote } from '../engine/lexicon.ts';
import { COLON, COMMA, DOTSPACE, LOWERCASE, NEWLINE, PAREN, QUOTE, SPACE, STOPMARK, TITLECASE, type Tokens } from '../engine/tokens.ts';
import { flagIndex, spanIndex } from '../engine/types-index.ts';
import { noteBits } from './bits.ts';
import { readNotes } from './words.ts';

const B = noteBits;
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
const categories = B.HEALTH | B.RELIGION | B.ETHNIC | B.SEXUAL | B.POLITICS | B.UNION | B.BIOMETRIC | B.CRIMINAL;
/** People as a group: a belief, an origin, an orientation, a condition in the plural, or any group noun. */
const peoples = B.RELIGION | B.ETHNIC | B.SEXUAL | B.POLITICS | B.HEALTH | B.GROUP;
const triggers = categories | B.INSULT | B.BELITTLE | B.PROFANITY | B.HATE | B.VIOLENCE | B.DEHUMAN | B.SLUR | B.JUDGEMENT | B.THIRD | B.IRRELEVANT;
const INSULT = flagIndex('INSULT');
const PROFANITY = flagIndex('PROFANITY');
const SPECULATION = flagIndex('SPECULATION');
const JUDGEMENT = flagIndex('JUDGEMENT');
const THIRD = flagIndex('THIRD_PERSON');
const IRRELEVANT = flagIndex('IRRELEVANT');

const spanFlags = new Map<number, number>([
  [spanIndex('BSN'), flagIndex('BSN')],
  [spanIndex('NATIONAL_ID'), flagIndex('BSN')],
  [spanIndex('CREDIT_CARD'), flagIndex('CARD')],
  [spanIndex('IBAN'), flagIndex('IBAN')],
]);
const reasonFlags: Record<string, number> = {
  'secret.password': flagIndex('PASSWORD'),
  'secret.code': flagIndex('PASSWORD'),
  'secret.pin': flagIndex('CVV'),
  'document.named': flagIndex('ID_DOC'),
};
const PERSON_SPAN = spanIndex('PERSON');
const covering = new Set([PERSON_SPAN, ...(['ADDRESS', 'CITY', 'ORG', 'EMAIL', 'URL', 'USERNAME', 'SECRET'] as const).map(spanIndex)]);

/** Terms long enough to be known with a letter missing. */
let longTerms: readonly string[] | undefined;
const terms = (): readonly string[] =>
  (longTerms ??= wordsWithNote(categories | B.INSULT | B.BELITTLE | B.HATE | B.VIOLENCE | B.DEHUMAN | B.SLUR | B.GROUP, B.WEAK, 6, 18));

let lasts = new Int32Array(1024);
let inside = new Uint8Array(1024);

/** Finds remarks about a person, and the identifiers that do not belong in a note. `bias`: 1 when the text is said to be Dutch, -1 English, 0 unknown; it decides only where the words do not. */
export function findFlags(tokens: Tokens, spans: Findings, out: Findings, bias = 0): void {
  for (const at of spans.kept) {
    const code = spanFlags.get(spans.types[at]) ?? reasonFlags[spans.reasons[at]];
    if (code !== undefined) out.add(code, spans.starts[at], spans.ends[at], spans.confidences[at], spans.reasons[at]);
  }
  const { count } = tokens;
  if (lasts.length < count) {
    lasts = new Int32Array(count * 2);
    inside = new Uint8Array(count * 2);
  }
  const all = readNotes(tokens, lasts, terms);
  if ((all & triggers) === 0) return;
  markSpans(tokens, spans);
  let from = 0;
  let dutch = bias;
  while (from < count) {
    let to = from + 1;
    while (to < count && !sentenceEnd(tokens, to)) to++;
    dutch = sentence(tokens, from, to, dutch, out);
    from = to;
  }
}

function sentenceEnd(tokens: Tokens, token: number): boolean {
  const gap = tokens.gaps[token];
  if (gap === NEWLINE || gap === STOPMARK) return true;
  return gap === DOTSPACE && tokens.shapes[token] !== LOWERCASE && tokens.length(token - 1) > 1;
}

/** inside[token]: 1 in a span that explains the word (a name, an address), 2 in a person's name. */
function markSpans(tokens: Tokens, spans: Findings): void {
  const { count, starts } = tokens;
  inside.fill(0, 0, count);
  let token = 0;
  for (const at of spans.kept) {
    if (!covering.has(spans.types[at])) continue;
    while (token < count && starts[token] < spans.starts[at]) token++;
    while (token < count && starts[token] < spans.ends[at]) inside[token++] = spans.types[at] === PERSON_SPAN ? 2 : 1;
  }
}

/** What a sentence holds besides the word in question. */
interface Sentence {
  from: number;
  to: number;
  foreign: number;
  all: number;
  names: boolean;
}
const here: Sentence = { from: 0, to: 0, foreign: 0, all: 0, names: false };

function sentence(tokens: Tokens, from: number, to: number, before: number, out: Findings): number {
  const { notes } = tokens;
  let dutch = 0;
  let all = 0;
  let lastName = -1;
  for (let token = from; token < to; token++) {
    const note = notes[token];
    if (inside[token] === 2) lastName = token;
    if (note === 0 || inside[token] !== 0) continue;
    if ((note & B.NL) !== 0 && (note & B.EN) === 0) dutch++;
    else if ((note & B.EN) !== 0 && (note & B.NL) === 0) dutch--;
    all |= note;
  }
  const language = dutch !== 0 ? dutch : before;
  if ((all & triggers) === 0) return language;
  here.from = from;
  here.to = to;
  here.foreign = language > 0 ? B.EN : language < 0 ? B.NL : 0;
  here.all = all;
  here.names = lastName >= 0;
  let category = 0;
  let remark = 0;
  for (let token = from; token < to; token++) {
    const note = meaning(tokens, token);
    if ((note & triggers) === 0) continue;
    if ((note & categories) !== 0 && (note & B.SLUR) === 0) category |= specialAt(tokens, token, note, out);
    if ((note & (B.INSULT | B.BELITTLE | B.SLUR | B.HATE | B.VIOLENCE | B.DEHUMAN | B.PROFANITY)) !== 0) remark |= abuseAt(tokens, token, note, out);
    if ((note & B.JUDGEMENT) !== 0 && !negated(tokens, token, 2) && !productNear(tokens, token)) {
      add(tokens, token, JUDGEMENT, 68, 'flag.judgement', out);
      remark = 1;
    }
    if ((note & B.IRRELEVANT) !== 0 && (here.all & B.PRODUCT) === 0 && !negated(tokens, token, 2)) add(tokens, token, IRRELEVANT, 62, 'flag.irrelevant', out);
    if (lasts[token] > token) token = lasts[token];
  }
  for (let token = from; token < to; token++) {
    const note = meaning(tokens, token);
    if ((note & B.SPECULATION) !== 0 && (category !== 0 || remark !== 0)) add(tokens, token, SPECULATION, 72, 'flag.speculation', out);
    if ((note & B.THIRD) !== 0 && inside[token] === 0) {
      // A colleague or landlord is named in passing; only a remark makes it one about them.
      const passing = (note & B.WEAK) !== 0;
      const next = token + 1;
      const named = !passing && ((next < to && inside[next] === 2 && tokens.gaps[next] === SPACE) || ((here.all & B.PRODUCT) === 0 && lastName > token));
      if (category !== 0 || remark !== 0 || named) add(tokens, token, THIRD, category !== 0 ? 70 : 60, 'flag.third-person', out);
    }
  }
  return language;
}

/** Note value of a token in the language of the sentence; 0 within a name or address, and for words of the other language only. */
function meaning(tokens: Tokens, token: number): number {
  const note = tokens.notes[token];
  if (note === 0 || inside[token] !== 0) return 0;
  if (here.foreign === B.EN && (note & (B.NL | B.EN)) === (B.NL | B.EN) && lasts[token] === token)
    return dutchNoteOf(tokens.lexicon, tokens.keys[token]) || note;
  if (here.foreign !== 0 && (note & here.foreign) !== 0 && (note & (here.foreign === B.EN ? B.NL : B.EN)) === 0) {
    // A word of the other language: only what is never an ordinary word here.
    return tokens.length(token) >= 5 ? note & ~(B.VIOLENCE | B.BELITTLE | B.DEHUMAN | B.HATE | B.THIRD | B.IRRELEVANT | B.JUDGEMENT | B.SPECULATION) : 0;
  }
  return note;
}

function add(tokens: Tokens, token: number, code: number, confidence: number, reason: string, out: Findings): void {
  out.add(code, tokens.starts[token], tokens.ends[Math.max(token, lasts[token])], confidence, reason);
}

function negated(tokens: Tokens, token: number, reach: number): boolean {
  for (let at = token - 1; at >= here.from && token - at <= reach; at--) if ((meaning(tokens, at) & B.NEGATION) !== 0) return true;
  return false;
}

function near(tokens: Tokens, token: number, bit: number, back: number, ahead: number): boolean {
  const last = Math.max(token, lasts[token]);
  for (let at = Math.max(here.from, token - back); at < Math.min(here.to, last + ahead + 1); at++) {
    if (at >= token && at <= last) continue;
    if ((meaning(tokens, at) & bit) !== 0) return true;
  }
  return false;
}

const productNear = (tokens: Tokens, token: number): boolean => near(tokens, token, B.PRODUCT, 3, 2);

/** A person is spoken of: a word for one, a name, or a sentence without subject ("Is Joods", "Gehandicapt, rolstoel."). */
function personHere(tokens: Tokens, token: number): boolean {
  if (here.names) return true;
  if (near(tokens, token, B.PERSON | B.THIRD | B.SELF, 9, 6)) return true;
  const first = meaning(tokens, here.from);
  return token === here.from || (first & B.BEING) !== 0;
}

/** A capital beside a capital in the middle of a sentence: part of a name of a firm, book, ... */
function inTitle(tokens: Tokens, token: number): boolean {
  const { shapes, gaps, values } = tokens;
  const last = Math.max(token, lasts[token]);
  if (shapes[token] === LOWERCASE || last > token) return false;
  const capital = (at: number) => shapes[at] === TITLECASE && (values[at] & STOP) === 0;
  if (last + 1 < here.to && gaps[last + 1] === SPACE && capital(last + 1) && (values[last + 1] & FORENAME) === 0) return true;
  if (token > here.from + 1 && gaps[token] === SPACE && capital(token - 1) && token - 1 > here.from) return true;
  return (last + 1 < here.to && (values[last + 1] & ORG_KIND) !== 0) || (tokens.gaps[token] === QUOTE && last + 1 < here.to && capital(last + 1));
}

/** Special categories and criminal matters. Returns the bits that were flagged. */
function specialAt(tokens: Tokens, token: number, note: number, out: Findings): number {
  let bits = note & categories;
  const weak = (note & B.WEAK) !== 0;
  if (inTitle(tokens, token)) return 0;
  const product = productNear(tokens, token);
  let sure = 84;
  if (weak) {
    const next = Math.max(token, lasts[token]) + 1;
    const following = next < here.to ? meaning(tokens, next) : 0;
    const gap = next < here.to ? tokens.gaps[next] : NEWLINE;
    const noun = gap === SPACE && (following & (B.PERSON | B.GROUP | B.THIRD)) !== 0 && (following & B.BEING) === 0 && tokens.length(next) > 2;
    // "is ziek", and with the verb behind it in a clause: "dat hij kanker heeft"
    const predicate = near(tokens, token, B.BEING, 3, (bits & B.HEALTH) !== 0 ? 1 : 0);
    const ends =
      next >= here.to || gap === COMMA || gap === PAREN || gap === NEWLINE || (following & (B.BEING | B.NEGATION)) !== 0 || (tokens.values[next] & STOP) !== 0;
    if ((bits & B.ETHNIC) !== 0) {
      if (!noun && !(predicate && ends && personHere(tokens, token))) bits &= ~B.ETHNIC;
      if (noun && (following & (B.SELF | B.PRODUCT)) !== 0) bits &= ~B.ETHNIC;
    }
    if ((bits & ~B.ETHNIC) !== 0) {
      const person = personHere(tokens, token);
      if (!(noun || (person && (predicate || token === here.from || tokens.gaps[token] === COMMA)))) bits &= B.ETHNIC;
    }
    if (product && !noun) bits = 0;
    sure = 68;
  } else if (product && !personHere(tokens, token)) sure = 40;
  else if (product && (bits & (B.HEALTH | B.CRIMINAL | B.BIOMETRIC | B.UNION)) !== 0 && !near(tokens, token, B.BEING, 4, 1)) sure = 44;
  if (bits === 0) return 0;
  if ((bits & (B.HEALTH | B.CRIMINAL | B.BIOMETRIC | B.UNION)) !== 0 && (note & (B.SLUR | B.INSULT)) === 0 && negated(tokens, token, 2)) sure -= 40;
  if (sure < 50) return 0;
  for (const [bit, code] of special) if ((bits & bit) !== 0) add(tokens, token, code, sure, weak ? 'flag.about-person' : 'flag.word', out);
  return bits;
}

/** Someone or some people at whom the words are aimed: not the speaker. */
function target(tokens: Tokens, token: number, wide: boolean): boolean {
  if (here.names) return true;
  const reach = wide ? 14 : 7;
  return near(tokens, token, B.PERSON | B.GROUP | B.THIRD | B.SLUR | B.INSULT, reach, reach) || near(tokens, token, peoples, reach, reach);
}

/** Spoken about, not said: a word of disapproval in the sentence, or between quotation marks beside a verb of saying. */
function mentioned(tokens: Tokens, token: number): boolean {
  if ((here.all & B.MENTION) !== 0) return true;
  return (here.all & B.SAY) !== 0 && quotedAt(tokens, token);
}

function quotedAt(tokens: Tokens, token: number): boolean {
  for (let at = token; at >= here.from && token - at < 12; at--)
    if (tokens.gaps[at] === QUOTE || (at > 0 && tokens.bytes[tokens.starts[at] - 1] === 0x22)) return true;
  return false;
}

/** Insults, contempt, threats, swearing. Returns 1 when a person or group is abused. */
function abuseAt(tokens: Tokens, token: number, note: number, out: Findings): number {
  const quoted = mentioned(tokens, token);
  const reason = lasts[token] > token && tokens.length(token) === 1 ? 'flag.obfuscated' : 'flag.word';
  if ((note & B.SLUR) !== 0) {
    if (quoted || inTitle(tokens, token)) return 0;
    add(tokens, token, INSULT, 86, reason, out);
    return 1;
  }
  if ((note & B.INSULT) !== 0) {
    const weak = (note & B.WEAK) !== 0;
    const aimed = weak ? near(tokens, token, B.BEING, 4, 0) && target(tokens, token, false) && (note & B.HEALTH) === 0 : true;
    if (aimed && !quoted && !negated(tokens, token, 2) && !inTitle(tokens, token) && !(productNear(tokens, token) && !target(tokens, token, true))) {
      add(tokens, token, INSULT, weak ? 62 : 82, reason, out);
      return 1;
    }
    if (weak || quoted) return 0;
  }
  if (quoted && (note & B.PROFANITY) === 0) return 0;
  if (
    (note & B.BELITTLE) !== 0 &&
    ((note & B.WEAK) === 0 || pointed(tokens, token)) &&
    !negated(tokens, token, 3) &&
    !near(tokens, token, B.POSITIVE, 6, 6) &&
    belittles(tokens, token)
  ) {
    add(tokens, token, INSULT, 70, 'flag.about-person', out);
    return 1;
  }
  if (
    (note & B.DEHUMAN) !== 0 &&
    ((note & B.HEALTH) === 0 || near(tokens, token, peoples & ~B.HEALTH, 9, 4)) &&
    !negated(tokens, token, 4) &&
    ((note & B.WEAK) === 0 ? near(tokens, token, B.BEING | B.MODAL, 7, 0) && target(tokens, token, true) : pointed(tokens, token))
  ) {
    add(tokens, token, INSULT, 72, 'flag.group', out);
    return 1;
  }
  if (
    (note & B.HATE) !== 0 &&
    !negated(tokens, token, 4) &&
    !negatedAfter(tokens, token) &&
    (here.foreign === B.NL ? near(tokens, token, B.PERSON | B.THIRD | B.INSULT | peoples, 0, 6) : target(tokens, token, true))
  ) {
    add(tokens, token, INSULT, 74, 'flag.group', out);
    return 1;
  }
  if (
    (note & B.VIOLENCE) !== 0 &&
    !negated(tokens, token, 9) &&
    !negatedAfter(tokens, token) &&
    near(tokens, token, peoples | B.PERSON, 12, 12) &&
    (near(tokens, token, B.MODAL, 12, 12) || near(tokens, token, peoples, 3, 3))
  ) {
    add(tokens, token, INSULT, 70, 'flag.group', out);
    return 1;
  }
  if ((note & B.PROFANITY) !== 0) {
    const aimed = near(tokens, token, peoples & ~B.HEALTH, 3, 3) && !quoted;
    add(tokens, token, aimed ? INSULT : PROFANITY, 66, 'flag.word', out);
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
    tokens.gaps[next] === SPACE &&
    (meaning(tokens, next) & (B.PERSON | B.GROUP | B.THIRD | peoples)) !== 0 &&
    (meaning(tokens, next) & (B.SELF | B.BEING)) === 0 &&
    tokens.length(next) > 2
  )
    return true;
  let being = false;
  for (let at = token - 1; at >= here.from && token - at <= 9; at--) {
    const note = meaning(tokens, at);
    if (tokens.gaps[at + 1] === COLON) break;
    if ((note & (B.BEING | B.MODAL)) !== 0) being = true;
    if (inside[at] === 2 && being) return true;
    if ((note & (B.PERSON | B.GROUP | peoples)) !== 0 && (note & (B.PRODUCT | B.BEING)) === 0) return being || lasts[token] > token;
    if ((note & B.PRODUCT) !== 0) return false;
  }
  // No subject: "Is erg dom", "Snapt er niets van"
  return (being && (meaning(tokens, here.from) & B.BEING) !== 0) || (lasts[token] > token && token - here.from <= 1);
}
