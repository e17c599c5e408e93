import { FORENAME, NAME, ORG_KIND, STOP, TITLE } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { dutchNoteOf } from '../engine/lexicon.ts';
import { LOWERCASE, QUOTE, SPACE, TITLECASE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { noteBits } from './bits.ts';
import { classNames, classOf } from './classes.ts';

const { starts, ends, shapes, gaps, keys, values, notes } = tokenArrays;

/** What special.ts and remarks.ts both need: the sentence being read, what a word means in it, and what stands near. One text at a time. */
const B = noteBits;
export const categories = B.HEALTH | B.RELIGION | B.ETHNIC | B.SEXUAL | B.POLITICS | B.UNION | B.BIOMETRIC | B.CRIMINAL;

/** People as a group: a belief, an origin, an orientation, a condition in the plural, or any group noun. */
export const peoples = B.RELIGION | B.ETHNIC | B.SEXUAL | B.POLITICS | B.HEALTH | B.GROUP;

const PERSON_SPAN = spanIndex('PERSON');
const ORG_SPAN = spanIndex('ORG');
const covering = new Set([
  PERSON_SPAN,
  ...(['ADDRESS', 'POSTCODE', 'LICENCE_PLATE', 'CITY', 'ORG', 'EMAIL', 'URL', 'USERNAME', 'SECRET'] as const).map(spanIndex),
]);

/** lasts[token]: the last token of the phrase that begins there. */
export let lasts = new Int32Array(1024);
/** inside[token]: 1 in a span that explains the word (a name, an address), 2 in a person's name. */
export let inside = new Uint8Array(1024);

/** Room for the tokens of a text. */
export function makeRoom(count: number): void {
  if (lasts.length >= count) return;
  lasts = new Int32Array(count * 2);
  inside = new Uint8Array(count * 2);
}

/** The name of a party or a union is an organisation and says something all the same; so does an origin that was read as a name ("mevrouw van Surinaamse afkomst"). */
function telling(token: number, type: number): boolean {
  const note = notes[token];
  if (type === ORG_SPAN) return (note & (B.POLITICS | B.UNION)) !== 0;
  // A politician's name without a form of address: whether it says something is for the words beside it.
  if (type === PERSON_SPAN && (note & B.POLITICS) !== 0 && (token === 0 || (values[token - 1] & TITLE) === 0)) return true;
  return type === PERSON_SPAN && (note & (B.ETHNIC | B.WEAK)) === (B.ETHNIC | B.WEAK) && (values[token] & NAME) === 0;
}

/** Fills inside. */
export function markSpans(tokens: Tokens, spans: Findings): void {
  const { count } = tokens;
  inside.fill(0, 0, count);
  let token = 0;
  for (const at of spans.kept) {
    if (!covering.has(spans.types[at])) continue;
    while (token < count && starts[token] < spans.starts[at]) token++;
    const kind = spans.types[at] === PERSON_SPAN ? 2 : 1;
    for (; token < count && starts[token] < spans.ends[at]; token++) if (!telling(token, spans.types[at])) inside[token] = kind;
  }
}

/** What a sentence holds besides the word in question. */
export interface Sentence {
  from: number;
  to: number;
  foreign: number;
  all: number;
  names: boolean;
  /** Special categories that are named and at once denied, wished or only asked about. */
  refused: number;
}

/** The sentence being read. */
export const here: Sentence = { from: 0, to: 0, foreign: 0, all: 0, names: false, refused: 0 };

/** Note value of a token in the language of the sentence; 0 within a name or address, and for words of the other language only. */
export function meaning(tokens: Tokens, token: number): number {
  const note = notes[token];
  if (note === 0 || inside[token] !== 0) return 0;
  if (here.foreign === B.EN && (note & (B.NL | B.EN)) === (B.NL | B.EN) && lasts[token] === token) return dutchNoteOf(tokens.lexicon, keys[token]) || note;
  if (here.foreign !== 0 && (note & here.foreign) !== 0 && (note & (here.foreign === B.EN ? B.NL : B.EN)) === 0) {
    // A word of the other language: only what is never an ordinary word here.
    return tokens.length(token) >= 5 ? note & ~(B.VIOLENCE | B.BELITTLE | B.DEHUMAN | B.HATE | B.THIRD | B.IRRELEVANT | B.JUDGEMENT | B.SPECULATION) : 0;
  }
  return note;
}

/** Reports a flag over the word or phrase at the token. */
export function add(token: number, code: number, confidence: number, reason: string, out: Findings): void {
  out.add(code, starts[token], ends[Math.max(token, lasts[token])], confidence, reason);
}

/** A word of negation at most `reach` words before. */
export function negated(tokens: Tokens, token: number, reach: number): boolean {
  for (let at = token - 1; at >= here.from && token - at <= reach; at--) if ((meaning(tokens, at) & B.NEGATION) !== 0) return true;
  return false;
}

/** A word with one of the bits at most `back` words before or `ahead` words behind. */
export function near(tokens: Tokens, token: number, bit: number, back: number, ahead: number): boolean {
  const last = Math.max(token, lasts[token]);
  for (let at = Math.max(here.from, token - back); at < Math.min(here.to, last + ahead + 1); at++) {
    if (at >= token && at <= last) continue;
    if ((meaning(tokens, at) & bit) !== 0) return true;
  }
  return false;
}

/** Goods, orders or deliveries close by. */
export const productNear = (tokens: Tokens, token: number): boolean => near(tokens, token, B.PRODUCT, 3, 2);

const service = classNames.indexOf('service') + 1;

/** Matters of the service within a dozen words and nobody spoken of: what stands here is rather the name of a thing, a firm or a title. */
export function serviceOnly(tokens: Tokens, token: number): boolean {
  if (here.names || near(tokens, token, B.PERSON | B.THIRD | B.BEING | B.SPECULATION | B.INSULT | B.BELITTLE, 9, 6)) return false;
  const last = Math.max(token, lasts[token]);
  for (let at = Math.max(here.from, token - 12); at < Math.min(here.to, last + 13); at++)
    if ((at < token || at > last) && ((meaning(tokens, at) & B.PRODUCT) !== 0 || classOf(keys[at]) === service)) return true;
  return false;
}

/** A person is spoken of: a word for one, a name, or a sentence without subject ("Is Joods", "Gehandicapt, rolstoel."). */
export function personHere(tokens: Tokens, token: number): boolean {
  if (here.names) return true;
  if (near(tokens, token, B.PERSON | B.THIRD | B.SELF, 9, 6)) return true;
  const first = meaning(tokens, here.from);
  return token === here.from || (first & B.BEING) !== 0;
}

/** A capital beside a capital in the middle of a sentence: part of a name of a firm, book, ... */
export function inTitle(token: number): boolean {
  const last = Math.max(token, lasts[token]);
  if (shapes[token] === LOWERCASE || last > token) return false;
  const capital = (at: number) => shapes[at] === TITLECASE && (values[at] & STOP) === 0;
  if (last + 1 < here.to && gaps[last + 1] === SPACE && capital(last + 1) && (values[last + 1] & FORENAME) === 0) return true;
  if (token > here.from + 1 && gaps[token] === SPACE && capital(token - 1) && token - 1 > here.from) return true;
  return (last + 1 < here.to && (values[last + 1] & ORG_KIND) !== 0) || (gaps[token] === QUOTE && last + 1 < here.to && capital(last + 1));
}
