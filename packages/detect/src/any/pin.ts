/**
 * CVV, CVC and PIN: "cvc 123", "code achterop 055", "PIN is 4821", "pincode op briefje (1944)". Issued by banks and telephone companies with a card; 3 or 4 digits, PINs to 6. No checksum.
 * Storing a CVV is forbidden after authorisation (PCI DSS 3.3.1). Look-alikes: "pin geweigerd bij 12,50", "mobiele pin", the last four digits of a card.
 */
import { type Context, contexts } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, hashWord } from '../engine/lexicon.ts';
import { COLON, DOTSPACE, EQUALS, HYPHEN, NEWLINE, NUMBER, PAREN, QUOTE, STOPMARK, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { groupsFound, readGroups } from './digit-groups.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const SECRET = spanIndex('SECRET');
const DATE = spanIndex('DATE');
const expiryWords = wordSet('exp expiry expires expiring vervalt verv vervaldatum geldig valid vervaldag cvv cvc mastercard visa amex');
const behind = wordSet('achterop achteraan achterkant achterzijde');
const back = wordSet('achterop achteraan achterkant achterzijde achter back reverse');
const beside = wordSet('code cijfers cijfertjes cijfer nummer nummertje digits kaart');
const verbs = wordSet('is was wordt werd geworden naar to nummer van');
const shortPin = hashWord('pin');
const last = wordSet('laatste last eindigt eindigend ending');

/** True when a card is spoken of shortly before: a word for one, or for its expiry. */
export function cardNear(token: number): boolean {
  for (let at = token - 1; at >= 0 && token - at < 14; at--) {
    if (gaps[at + 1] === NEWLINE) return false;
    if (contexts[contextIn(values[at] as number)] === 'card' || expiryWords.has(keys[at] as number)) return true;
  }
  return false;
}

/** True when "achterop", "on the back" or the like stands within a few words behind the token: the code is that of a card. */
export function onTheBack(tokens: Tokens, token: number): boolean {
  for (let at = token + 1; at < tokens.count && at - token < 6; at++) {
    if (gaps[at] === NEWLINE) return false;
    if (back.has(keys[at] as number)) return true;
  }
  return false;
}

/** Looks behind a word for CVV or PIN for its digits; true when they were found. */
export function pinBehind(tokens: Tokens, token: number, out: Findings, as?: Context): boolean {
  const { count } = tokens;
  const kind = as ?? (contexts[contextIn(values[token] as number)] as Context);
  if (behind.has(keys[token] as number)) {
    let said = cardNear(token);
    for (let at = token - 1; at >= 0 && token - at < 4; at--) if (beside.has(keys[at] as number)) said = true;
    for (let at = token + 1; at < count && at - token < 3; at++) if (beside.has(keys[at] as number)) said = true;
    if (!said) return false;
  }
  const short = kind === 'pin' && keys[token] === shortPin;
  const reach = 9;
  let marked = false;
  for (let at = token + 1; at < count && at - token <= reach; at++) {
    const gap = gaps[at] as number;
    if (gap === NEWLINE || gap === STOPMARK) {
      // Asked for in one turn, given in the next: "cvc graag / klant: 447"
      const answered = gap === NEWLINE && at - token < 6 ? answerAt(tokens, at) : 0;
      if (answered > 0) {
        at = answered - 1;
        continue;
      }
      if (gap === NEWLINE || kind === 'pin' || at - token > 5) return false;
    }
    if (gap === DOTSPACE && at > token + 1 && tokens.length(at - 1) > 2) return false;
    if (gap === COLON || gap === EQUALS || gap === PAREN || gap === QUOTE) marked = true;
    if (shapes[at] !== NUMBER) {
      if (gap === HYPHEN && at === token + 1 && bytes[ends[token] as number] === 0x2d && keys[at] !== hashCode) return false;
      if (verbs.has(keys[at] as number)) marked = true;
      if (last.has(keys[at] as number)) return false;
      continue;
    }
    if (short && at - token > 3 && gap !== COLON && gap !== PAREN) return false;
    if (!readGroups(tokens, at)) continue;
    const { digits, groups, singles } = groupsFound;
    const spoken = groups > 1 && singles === groups;
    if (groups > 1 && !spoken) {
      at = groupsFound.last;
      continue;
    }
    const fits = kind === 'pin' ? digits >= 4 && digits <= 6 : digits === 3 || (digits === 4 && (marked || at - token < 4));
    if (!fits) {
      if (at === token + 1 && digits > 4) return false;
      at = groupsFound.last;
      continue;
    }
    out.add(SECRET, starts[at] as number, ends[groupsFound.last] as number, 88, 'secret.pin');
    return true;
  }
  return false;
}

/** First token behind the speaker's name (and time) at the start of a line, when a number of three to six digits stands there; 0 otherwise. */
function answerAt(tokens: Tokens, line: number): number {
  const { count } = tokens;
  for (let at = line; at < count && at - line < 5; at++) {
    if (at > line && gaps[at] === NEWLINE) return 0;
    if (shapes[at] === NUMBER && (at === line || gaps[at] === COLON) && tokens.length(at) >= 3) return at;
  }
  return 0;
}

const hashCode = hashWord('code');

/** Looks behind a card number for expiry and the three digits: "... / 04/2026 / 092", "..., vervalt 09/27, achterkant 662". */
export function cardTail(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  let expiry = false;
  let said = false;
  for (let at = token; at < count && at - token < 14; at++) {
    if (gaps[at] === NEWLINE && at > token + 3) return;
    if (shapes[at] !== NUMBER) {
      const context = contexts[contextIn(values[at] as number)] as Context;
      if (context === 'cvv' || context === 'code' || beside.has(keys[at] as number)) said = true;
      else if (context !== 'none' && context !== 'card' && context !== 'date' && context !== 'product' && context !== 'name') return;
      continue;
    }
    const length = tokens.length(at);
    const next = at + 1;
    if (
      length <= 2 &&
      next < count &&
      shapes[next] === NUMBER &&
      (starts[next] as number) - (ends[at] as number) === 1 &&
      (gaps[next] === 9 || gaps[next] === HYPHEN)
    ) {
      const size = tokens.length(next);
      if (size !== 2 && size !== 4) return;
      const month = numberIn(at);
      if (month >= 1 && month <= 12) out.add(DATE, starts[at] as number, ends[next] as number, 89, 'card.expiry');
      expiry = true;
      at++;
      continue;
    }
    if ((expiry || said) && (length === 3 || (length === 4 && said)) && readGroups(tokens, at) && groupsFound.groups === 1)
      out.add(SECRET, starts[at] as number, ends[at] as number, 92, 'secret.pin');
    if (length > 2) return;
  }
}

/** Value of a number token of at most four digits. */
function numberIn(token: number): number {
  let value = 0;
  for (let at = starts[token] as number; at < (ends[token] as number); at++) value = value * 10 + (bytes[at] as number) - 0x30;
  return value;
}
