import { age } from '../any/age.ts';
import { cardNetwork, luhn } from '../any/card.ts';
import { connectionEan } from '../any/ean.ts';
import { geoAt, geoFound } from '../any/geo.ts';
import { imeiCheck } from '../any/imei.ts';
import { frenchNumber } from '../any/national.ts';
import { ipv4At, macAt } from '../any/net.ts';
import { codeBehind } from '../any/one-time-code.ts';
import { phoneIn } from '../any/phone.ts';
import { cardTail } from '../any/pin.ts';
import { enterpriseCheck } from '../be/enterprise-number.ts';
import { identityCardCheck } from '../be/identity-card.ts';
import { rijksregister } from '../be/national-number.ts';
import { elfproef } from '../nl/bsn.ts';
import { type Context, contextOf, contexts } from './bits.ts';
import { isAlnum } from './bytes.ts';
import { codeAt } from './code.ts';
import { contextBefore, contextSeen, numbersOf } from './context.ts';
import type { Findings } from './findings.ts';
import { contextIn, hashWord } from './lexicon.ts';
import { listContext, namedNumber, namingContexts } from './named.ts';
import { dateAt } from './number-date.ts';
import { clearPhone, halfSpelled, phone, phoneAfter } from './number-phone.ts';
import { BY_DOT, BY_HYPHEN, BY_PAREN, BY_SPACE, run } from './run.ts';
import { COMMA, DOTSPACE, NONE, PAREN, SPACE, type Tokens, tokenArrays } from './tokens.ts';
import { spanIndex } from './types-index.ts';
import { WordSet, wordSet } from './word-set.ts';
import { words } from './words.ts';

const { bytes, starts, ends, gaps, keys, values } = tokenArrays;

const BSN = spanIndex('BSN');
const NATIONAL = spanIndex('NATIONAL_ID');
const CARD = spanIndex('CREDIT_CARD');
const IP = spanIndex('IP');
const DOCUMENT = spanIndex('ID_NUMBER');
const ACCOUNT = spanIndex('ACCOUNT_ID');
const MAC = spanIndex('MAC');
const LOCATION = spanIndex('LOCATION');
const belgianWords = wordSet('rijksregisternummer rijksregisternr rijksregister rrn rr rrnr insz niss nrn bisnummer insznummer insznr');
const bsnContexts = numbersOf('bsn');

/** Looks at a number token: what is it? Returns the token after what was taken, or `token` when nothing was. */
export function numberAt(tokens: Tokens, token: number, out: Findings): number {
  const { to, from } = tokens;
  const start = starts[token] as number;
  const before = start > from ? (bytes[start - 1] as number) : 0;
  const width = (ends[token] as number) - start;
  run.gather(tokens, token);
  if (run.count > 40) return token;
  const glued = token > 0 && gaps[token] === NONE;
  // "A4-5E-60-C1-0D-99": six pairs with hyphens, the first of which has a digit in it
  const pair = glued ? start - 1 : start;
  if (width <= 2 && bytes[pair + 2] === 0x2d && bytes[pair + 5] === 0x2d && bytes[pair + 14] === 0x2d) {
    const end = macAt(bytes, pair, to);
    if (end > 0) {
      out.add(MAC, pair, end, 97, 'mac.form');
      let next = token + 1;
      while (next < tokens.count && (starts[next] as number) < end) next++;
      return next;
    }
  }
  const contextNumber = contextBefore(tokens, token, 6);
  const context = contexts[contextNumber] as Context;
  const { strong, back } = contextSeen;
  const naming = namingContexts[contextNumber] === 1;
  // "2 tickets", "om 15 uur": a short number by itself that no word names can only be an age.
  if (contextNumber === 0 && width <= 3 && run.groups === 1 && standsAlone(tokens, token) && listContext(token) === 'none')
    return age(tokens, token, 'none', out) ? token + 1 : token;

  if (width <= 3 && run.groups >= 4 && run.separators[1] === BY_DOT && before !== 0x2e && !((context === 'product' || naming) && back > 0 && back <= 2)) {
    const end = ipv4At(bytes, start, to);
    if (end > 0) {
      out.add(IP, start, end, 95, 'ip.v4');
      return token + 4;
    }
  }
  const word = back > 0 ? token - back : -1;
  const plus = before === 0x2b || (before === 0x28 && start - 2 >= from && bytes[start - 2] === 0x2b);
  // A number of an article, an edition, an error: nobody's.
  if (context === 'product' && back <= 2 && !plus) return run.groups > 1 && !glued ? token + run.groups : token;
  // "2FA 884213", "2FA-code 884213"
  if (width === 1 && bytes[start] === 0x32 && gaps[token + 1] === NONE && words(tokens, token + 1) === 'fa') {
    codeBehind(tokens, token + 1, out);
    return token + 2;
  }
  if (glued) {
    const list = naming ? context : listContext(token);
    if (list !== 'none') {
      const next = namedNumber(tokens, token, list, strong || list !== context, list === context ? word : -1, out);
      if (next > token) return next;
    }
    return codeAt(tokens, token, context, out);
  }
  if (!plus) {
    const next = sureForms(tokens, token, context, out);
    if (next > token) return next;
    if (naming && clearPhone(context, strong, back)) {
      const next = phone(tokens, token, plus, before === 0x28, out);
      if (next > token) return next;
    }
    if (strong && back <= 2 && naming) {
      const named = namedNumber(tokens, token, context, strong, word, out);
      if (named > token) return named;
    }
    const dated = dateAt(tokens, token, context, out);
    if (dated > token) return dated;
    const card = cardAt(tokens, token, context, out);
    if (card > token) return card;
    if (width <= 3 && age(tokens, token, context, out)) return token + 1;
    const person = personNumber(tokens, token, context, out);
    if (person > token) return person;
  }
  const paren = before === 0x28;
  const phoneWord =
    context === 'phone' ||
    (run.count >= 4 && phoneAfter(tokens, token)) ||
    (context === 'number' && run.groups >= 3 && run.groups <= 6 && (run.digits[0] === 0 || (run.separators[1] as number) !== BY_DOT || run.size(0) === 3));
  const named = naming && !plus;
  if (named) {
    const next = namedNumber(tokens, token, context, strong, word, out);
    if (next > token) return next;
    // What its word claims and its check denies is nothing.
    if (context === 'tax' || context === 'registry') return token + run.groups;
    if (context === 'meter' || context === 'document') return token;
    if (context === 'device' && run.groupEnds[0] === 15) return token + 1;
  } else {
    const list = listContext(token);
    if (list !== 'none' && !plus) {
      const next = namedNumber(tokens, token, list, true, -1, out);
      if (next > token) return next;
    }
  }
  if (context === 'number' && !plus) {
    const spoken = run.groups >= 5 && !(run.groups >= 9 && run.digits[0] === 0) && run.size(0) === 1 && run.size(1) === 1 && run.size(2) === 1;
    const next = spoken ? namedNumber(tokens, token, 'other', true, -1, out) : bareBsn(token, context, out);
    if (next > token) return next;
  }
  if (!named && phoneIn(run, plus, phoneWord, paren)) {
    const next = phone(tokens, token, plus, paren, out);
    if (next > token) return next;
  }
  if (run.count >= 8 && halfSpelled(token, out)) return token + run.groups;
  if (context === 'none' && run.count >= 5 && besideCustomer(token)) {
    const next = namedNumber(tokens, token, 'customer', false, token - 1, out);
    if (next > token) return next;
  }
  if (context === 'card' && back <= 3 && run.count >= 8 && run.count < 16) {
    const next = namedNumber(tokens, token, 'other', true, -1, out);
    if (next > token) return next;
  }
  const bsn = bareBsn(token, context, out);
  return bsn > token ? bsn : codeAt(tokens, token, context, out);
}

/** Between spaces or ends of the line; a full stop, comma or the like may stand before the space behind it. */
function standsAlone({ from, to }: Tokens, token: number): boolean {
  const start = starts[token];
  const end = ends[token];
  if (start > from && bytes[start - 1] > 0x20) return false;
  if (end >= to || bytes[end] <= 0x20) return true;
  const mark = bytes[end];
  return (mark === 0x2e || mark === 0x2c || mark === 0x3f || mark === 0x21) && (end + 1 >= to || bytes[end + 1] <= 0x20);
}

const endOf = (token: number, groups: number): number => ends[token + groups - 1] as number;

/** Numbers whose form and check leave little doubt: Belgian national and enterprise numbers, connections, places on earth, French and Belgian cards. */
function sureForms(tokens: Tokens, token: number, context: Context, out: Findings): number {
  const { to } = tokens;
  const start = starts[token] as number;
  const width = (ends[token] as number) - start;
  const follower = bytes[ends[token] as number] as number;
  if (width <= 3 && (follower === 0x2e || follower === 0xc2 || (follower === 0x2c && width <= 2)) && geoAt(bytes, start, to, context === 'geo')) {
    out.add(LOCATION, start, geoFound.end, geoFound.confidence, 'geo.pair');
    let next = token + 1;
    while (next < tokens.count && (starts[next] as number) < geoFound.end) next++;
    return next;
  }
  if (run.count < 10) return token;
  for (let groups = 1; groups <= Math.min(run.groups, 6); groups++) {
    const count = run.groupEnds[groups - 1] as number;
    const end = endOf(token, groups);
    if (count > 18 || isAlnum(bytes[end] ?? 0)) continue;
    if (count === 11) {
      const written = (groups === 5 && run.size(0) === 2 && run.size(3) === 3) || (groups === 3 && run.size(0) === 6 && run.size(1) === 3);
      const fits = groups === 1 || written || (groups === 2 && (run.size(0) === 6 || run.size(0) === 9));
      if (fits && rijksregister(run.digits, 0)) {
        out.add(NATIONAL, start, end, context === 'national' || context === 'bsn' ? 99 : written ? 96 : 84, 'be-national.mod97');
        return token + groups;
      }
      // Written as one and wrong: no date and no phone either.
      if (groups === 5 && written && (run.separators[4] as number) === BY_DOT) return token + groups;
    }
    if (count === 10 && groups === 3 && run.size(0) === 4 && run.size(1) === 3 && run.digits[0] < 2 && (run.separatorsUpTo(2) & ~BY_DOT) === 0) {
      if (enterpriseCheck(run.digits, 0)) out.add(DOCUMENT, start, end, 94, 'tax.enterprise');
      return token + groups;
    }
    if (count === 12 && groups === 1 && run.digits[0] === 5 && run.digits[1] === 9 && identityCardCheck(run.digits, 0)) {
      out.add(DOCUMENT, start, end, context === 'document' ? 96 : 80, 'document.be-card');
      return token + 1;
    }
    if (count === 12 && groups === 3 && run.size(0) === 3 && run.size(1) === 7 && identityCardCheck(run.digits, 0) && context !== 'iban') {
      out.add(DOCUMENT, start, end, 94, 'document.be-card');
      return token + groups;
    }
    if (count === 18 && (groups === 1 || run.size(0) >= 2) && connectionEan(run.digits, 0)) {
      out.add(ACCOUNT, start, end, 95, 'account.meter');
      return token + groups;
    }
    if (count === 15 && groups > 1 && context === 'device' && imeiCheck(run.digits, 0, true)) {
      out.add(ACCOUNT, start, end, 95, 'account.device');
      return token + groups;
    }
    if (count === 15 && groups >= 5 && frenchNumber(run.digits)) {
      out.add(NATIONAL, start, end, 92, 'national.foreign');
      return token + groups;
    }
  }
  return token;
}

/** Payment cards, and behind one its expiry and security code. */
function cardAt(tokens: Tokens, token: number, context: Context, out: Findings): number {
  if (run.count < 12) return token;
  for (let groups = Math.min(run.groups, 6); groups >= 1; groups--) {
    const count = run.groupEnds[groups - 1] as number;
    if (count < 12 || count > 19 || !luhn(run.digits, 0, count)) continue;
    if (!cardNetwork(run.digits, 0, count) && !(context === 'card' && count >= 15)) continue;
    if (groups > 1 && ((run.separatorsUpTo(groups - 1) & ~(BY_SPACE | BY_HYPHEN)) !== 0 || run.size(0) < 4)) continue;
    if (isAlnum(bytes[endOf(token, groups)] ?? 0)) continue;
    if (count < 14 && context !== 'card' && count !== 13) continue;
    if (count === 15 && context === 'device') continue;
    out.add(CARD, starts[token] as number, endOf(token, groups), context === 'card' ? 99 : 94, 'card.luhn');
    cardTail(tokens, token + groups, out);
    return token + groups;
  }
  return token;
}

/** BSN and other person numbers behind their name, and the American one by its form. */
function personNumber(tokens: Tokens, token: number, context: Context, out: Findings): number {
  const start = starts[token] as number;
  if (run.groups >= 3 && run.size(0) === 3 && run.size(1) === 2 && run.size(2) === 4 && (run.separatorsUpTo(2) & ~BY_HYPHEN) === 0) {
    out.add(NATIONAL, start, endOf(token, 3), context === 'national' ? 97 : 85, 'us-ssn.form');
    return token + 3;
  }
  const called = context === 'bsn' || context === 'national' || bsnBehind(tokens, token);
  if (!called) return token;
  for (let groups = 1; groups <= Math.min(run.groups, 9); groups++) {
    const count = run.groupEnds[groups - 1] as number;
    if (isAlnum(bytes[endOf(token, groups)] ?? 0)) continue;
    if ((count === 9 || count === 8) && elfproef(run.digits, 0, count) && !(groups < run.groups && count === 8 && run.groupEnds[groups] === 9)) {
      out.add(BSN, start, endOf(token, groups), 99, 'bsn.elfproef');
      return token + groups;
    }
  }
  // What is called a rijksregisternummer and fails its check is none.
  const belgian = context === 'national' && contextSeen.back > 0 && belgianWords.has(keys[token - contextSeen.back] as number);
  if (belgian && run.groupEnds[run.groups - 1] === 11) return token + run.groups;
  if (context === 'national') return namedNumber(tokens, token, 'national', true, -1, out);
  // Nine digits called a BSN that fail the test are mistyped or another number; no phone number in any case.
  if (context !== 'bsn' || run.groupEnds[0] !== 9) return token;
  out.add(DOCUMENT, start, endOf(token, 1), 52, 'number.long');
  return token + 1;
}

/** "356.053.921, is bsn", "111222333 (bsn)": the name right behind the number. */
function bsnBehind(tokens: Tokens, token: number): boolean {
  if (run.count !== 9) return false;
  const after = token + run.groups;
  for (let at = after; at < tokens.count && at - after < 3; at++) {
    const gap = gaps[at];
    if (gap !== SPACE && gap !== COMMA && gap !== PAREN) return false;
    if (bsnContexts.includes(contextIn(values[at] as number))) return true;
  }
  return false;
}

/** Bare BSN: nine digits that pass, no word for something else. */
function bareBsn(token: number, context: Context, out: Findings): number {
  for (let groups = 1; groups <= Math.min(run.groups, 4); groups++) {
    const count = run.groupEnds[groups - 1] as number;
    if (count !== 9 || !elfproef(run.digits, 0, 9) || isAlnum(bytes[endOf(token, groups)] ?? 0)) continue;
    if (groups > 1 && !(groups === 3 && (run.separatorsUpTo(2) & ~(BY_DOT | BY_SPACE)) === 0)) continue;
    const next = run.separators[groups] as number;
    if (groups < run.groups && next !== 0 && next !== BY_SPACE && next !== BY_PAREN) continue;
    if (namingContexts[contextOf(context)] === 1 || context === 'phone' || context === 'code') return token;
    out.add(BSN, starts[token] as number, endOf(token, groups), 66, 'bsn.elfproef-only');
    return token + groups;
  }
  return token;
}

const customers = new WordSet(
  ['klant', 'kl', 'klt', 'abonnee', 'cliënt', 'client', 'customer', 'cust', 'lidmaatschap', 'abonnement', 'gebruiker'].map(hashWord),
);

/** "klant 441882 vraagt uitstel": a number right behind the word for a customer. */
function besideCustomer(token: number): boolean {
  const gap = gaps[token];
  return token > 0 && (gap === SPACE || gap === DOTSPACE || gap === PAREN) && customers.has(keys[token - 1] as number);
}
