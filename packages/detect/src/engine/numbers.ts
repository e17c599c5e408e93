import { age } from '../any/age.ts';
import { cardNetwork, luhn } from '../any/card.ts';
import { numericDate } from '../any/date.ts';
import { ipv4At } from '../any/net.ts';
import { phoneFound, phoneIn } from '../any/phone.ts';
import { rijksregister } from '../be/national-number.ts';
import { elfproef } from '../nl/bsn.ts';
import { plateConfidence } from '../nl/plate.ts';
import { type Context, contexts } from './bits.ts';
import { isAlnum, isLetter } from './bytes.ts';
import { contextBefore } from './context.ts';
import type { Findings } from './findings.ts';
import { BY_DOT, BY_HYPHEN, BY_PAREN, BY_SLASH, BY_SPACE, Run } from './run.ts';
import { DOT, NEWLINE, NONE, NUMBER, SPACE, STOPMARK, type Tokens } from './tokens.ts';
import { spanIndex } from './types-index.ts';
import { asciiOf, words } from './words.ts';

const PHONE = spanIndex('PHONE');
const BSN = spanIndex('BSN');
const NATIONAL = spanIndex('NATIONAL_ID');
const CARD = spanIndex('CREDIT_CARD');
const IP = spanIndex('IP');
const DATE = spanIndex('DATE');
const BIRTH = spanIndex('DATE_OF_BIRTH');
const ACCOUNT = spanIndex('ACCOUNT_ID');
const DOCUMENT = spanIndex('ID_NUMBER');
const PLATE = spanIndex('LICENCE_PLATE');

const run = new Run();
const accountContexts = new Set<Context>(['customer', 'contract', 'order', 'invoice', 'ticket', 'employee', 'patient', 'policy', 'meter', 'account', 'device']);
const documentContexts = new Set<Context>(['document', 'tax']);

/** Looks at a number token: what is it? Returns the token after what was taken, or `token` when nothing was. */
export function numberAt(tokens: Tokens, token: number, out: Findings): number {
  const { bytes, starts, ends, gaps, shapes, to, from } = tokens;
  const start = starts[token] as number;
  const before = start > from ? (bytes[start - 1] as number) : 0;
  const width = (ends[token] as number) - start;
  run.gather(tokens, token);
  if (run.count > 40) return token;
  const endOf = (groups: number) => ends[token + groups - 1] as number;
  const glued = token > 0 && gaps[token] === NONE;

  // IPv4
  if (width <= 3 && run.groups >= 4 && run.separators[1] === BY_DOT && before !== 0x2e) {
    const end = ipv4At(bytes, start, to);
    if (end > 0) {
      out.add(IP, start, end, 95, 'ip.v4');
      return token + 4;
    }
  }
  if (glued) return code(tokens, token, out);
  const contextNumber = contextBefore(tokens, token, 6);
  const context = contexts[contextNumber] as Context;
  const plus = before === 0x2b || (before === 0x28 && start - 2 >= from && bytes[start - 2] === 0x2b);
  const paren = before === 0x28;

  if (!plus) {
    // Belgian national number
    if (run.count >= 11) {
      for (let groups = 1; groups <= Math.min(run.groups, 5); groups++) {
        if (run.groupEnds[groups - 1] !== 11) continue;
        const written = (groups === 5 && run.size(0) === 2 && run.size(3) === 3) || (groups === 3 && run.size(0) === 6 && run.size(1) === 3);
        if (groups > 1 && !written && !(groups === 2 && (run.size(0) === 6 || run.size(0) === 9))) continue;
        if (rijksregister(run.digits, 0) && !isAlnum(bytes[endOf(groups)] ?? 0)) {
          out.add(NATIONAL, start, endOf(groups), context === 'national' || context === 'bsn' ? 99 : written ? 96 : 84, 'be-national.mod97');
          return token + groups;
        }
      }
    }
    // Numeric dates
    const dateGroups = numericDate(run, context === 'birth' || context === 'date');
    if (dateGroups > 0 && !isLetter(bytes[endOf(dateGroups)] ?? 0)) {
      out.add(
        context === 'birth' ? BIRTH : DATE,
        start,
        endOf(dateGroups),
        context === 'birth' ? 96 : 88,
        context === 'birth' ? 'birth.named' : 'date.numeric',
      );
      return token + dateGroups;
    }
    if (dateGroups > 0 && (bytes[endOf(dateGroups)] as number | 32) === 0x74) {
      const [end, last] = timestampEnd(tokens, token + dateGroups - 1, endOf(dateGroups));
      out.add(context === 'birth' ? BIRTH : DATE, start, end, 85, 'date.timestamp');
      if (last > 0) return last;
      return token + dateGroups;
    }
    // A year by itself, a month with its year
    if (width === 4 && run.groups >= 1 && yearCue(tokens, token) && (run.groups === 1 || run.separators[1] === BY_SPACE)) {
      const year = run.value(0, 4);
      if (year >= 1900 && year <= 2050) {
        out.add(DATE, start, endOf(1), 52, 'date.year');
        return token + 1;
      }
    }
    if (
      run.groups >= 2 &&
      width <= 2 &&
      run.size(1) === 4 &&
      run.separators[1] === BY_SLASH &&
      run.value(0, width) <= 12 &&
      run.value(0, width) > 0 &&
      run.groups === 2
    ) {
      const year = run.value(width, width + 4);
      if (year >= 1900 && year <= 2099) {
        out.add(DATE, start, endOf(2), 70, 'date.numeric');
        return token + 2;
      }
    }
    // Payment card
    if (run.count >= 12) {
      for (let groups = Math.min(run.groups, 6); groups >= 1; groups--) {
        const count = run.groupEnds[groups - 1] as number;
        if (count < 12 || count > 19 || !luhn(run.digits, 0, count)) continue;
        if (!cardNetwork(run.digits, 0, count) && !(context === 'card' && count >= 15)) continue;
        if (groups > 1 && ((run.separatorsUpTo(groups - 1) & ~(BY_SPACE | BY_HYPHEN)) !== 0 || run.size(0) < 4)) continue;
        if (isAlnum(bytes[endOf(groups)] ?? 0)) continue;
        if (count < 14 && context !== 'card' && count !== 13) continue;
        out.add(CARD, start, endOf(groups), context === 'card' ? 99 : 94, 'card.luhn');
        return token + groups;
      }
    }
    // Ages
    if (width <= 3 && age(tokens, token, context, out)) return token + 1;
  }
  const named = context === 'phone' || phoneAfter(tokens, token) || (context === 'number' && run.groups >= 3 && run.groups <= 6);
  const barred = (accountContexts.has(context) && context !== 'device') || documentContexts.has(context);
  // US social security number, before phones
  if (run.groups >= 3 && run.size(0) === 3 && run.size(1) === 2 && run.size(2) === 4 && (run.separatorsUpTo(2) & ~BY_HYPHEN) === 0 && !plus) {
    out.add(NATIONAL, start, endOf(3), context === 'national' ? 97 : 85, 'us-ssn.form');
    return token + 3;
  }
  // BSN by name comes before phone
  if (context === 'bsn' || context === 'national') {
    for (let groups = 1; groups <= Math.min(run.groups, 4); groups++) {
      const count = run.groupEnds[groups - 1] as number;
      if ((count === 9 || count === 8) && elfproef(run.digits, 0, count) && !(groups < run.groups && count === 8 && run.groupEnds[groups] === 9)) {
        out.add(BSN, start, endOf(groups), 99, 'bsn.elfproef');
        return token + groups;
      }
    }
    if (context === 'national') {
      const groups = Math.min(run.groups, 4);
      const count = run.groupEnds[groups - 1] as number;
      if (count >= 6 && count <= 15) {
        out.add(NATIONAL, start, endOf(groups), 80, 'national.named');
        return token + groups;
      }
    }
  }
  if (!(barred && !plus) && phoneIn(run, plus, named, paren)) {
    const groups = phoneFound.groups;
    const end = endOf(groups);
    if (!isLetter(bytes[end] ?? 0) || (bytes[end] as number | 32) === 0x78) {
      let first = start;
      if (paren) first--;
      if (plus) first = before === 0x2b ? start - 1 : start - 2;
      if (first > from && bytes[first - 1] === 0x28 && bytes[end] === 0x29 && !paren) first--;
      let last = end;
      let taken = token + groups;
      // Extension: x123, ext. 12, toestel 3
      if (
        taken < tokens.count &&
        (bytes[starts[taken] as number] as number | 32) === 0x78 &&
        tokens.length(taken) === 1 &&
        shapes[taken + 1] === NUMBER &&
        gaps[taken + 1] === NONE
      ) {
        last = ends[taken + 1] as number;
        taken += 2;
      }
      if (first === from || !isAlnum(bytes[first - 1] as number)) {
        out.add(PHONE, first, last, phoneFound.confidence, phoneFound.reason);
        return taken;
      }
    }
  }
  // Bare BSN: elfproef, no word for something else
  for (let groups = 1; groups <= Math.min(run.groups, 4); groups++) {
    const count = run.groupEnds[groups - 1] as number;
    if (count !== 9 || !elfproef(run.digits, 0, 9) || isAlnum(bytes[endOf(groups)] ?? 0)) continue;
    if (groups > 1 && !(groups === 3 && (run.separatorsUpTo(2) & ~(BY_DOT | BY_SPACE)) === 0)) continue;
    if (
      groups < run.groups &&
      run.separators[groups] !== 0 &&
      (run.separators[groups] as number) !== BY_SPACE &&
      (run.separators[groups] as number) !== BY_PAREN
    )
      continue;
    if (accountContexts.has(context) || documentContexts.has(context) || context === 'iban' || context === 'phone') break;
    out.add(BSN, start, endOf(groups), 66, 'bsn.elfproef-only');
    return token + groups;
  }
  return code(tokens, token, out);
}

/** "in 1997", "sinds 2015": the word before makes four digits a year. */
function yearCue(tokens: Tokens, token: number): boolean {
  if (token === 0 || tokens.gaps[token] !== SPACE) return false;
  const word = words(tokens, token - 1);
  return word === 'in' || word === 'during' || word === 'since' || word === 'sinds' || word === 'uit' || word === 'anno' || word === 'year' || word === 'jaar';
}

/** A word for a phone right behind the number: "9493 7477 office", "+1 ... fax", "010-1234567 (mobiel)". */
function phoneAfter(tokens: Tokens, token: number): boolean {
  let at = token + 1;
  while (at < tokens.count && tokens.shapes[at] === NUMBER && at - token < 8) at++;
  if (at >= tokens.count || tokens.gaps[at] === NEWLINE || tokens.gaps[at] === STOPMARK) return false;
  const word = words(tokens, at);
  return (
    word === 'office' || word === 'fax' || word === 'mobile' || word === 'mobiel' || word === 'cell' || word === 'gsm' || word === 'prive' || word === 'thuis'
  );
}

/** End of "T14:30:00.123+02:00" behind a date, and the token behind it (0 when unknown). */
function timestampEnd(tokens: Tokens, token: number, from: number): [end: number, next: number] {
  const { bytes, to } = tokens;
  let at = from + 1;
  while (
    at < to &&
    at - from < 40 &&
    ((bytes[at] - 0x30) >>> 0 < 10 || bytes[at] === 0x3a || bytes[at] === 0x2e || bytes[at] === 0x2b || bytes[at] === 0x2d || bytes[at] === 0x5a)
  )
    at++;
  while (at > from + 1 && (bytes[at - 1] === 0x2e || bytes[at - 1] === 0x2d || bytes[at - 1] === 0x3a)) at--;
  if (at - from < 3) return [from, 0];
  let next = token;
  while (next < tokens.count && tokens.starts[next] < at) next++;
  return [at, next];
}

const isDashing = (byte: number): boolean => byte === 0x2d || byte === 0x2f || byte === 0x2e || byte === 0x5f;

/** A code of letters and digits around the number token: account, document, plate. */
function code(tokens: Tokens, token: number, out: Findings): number {
  const { bytes, starts, ends, from, to, gaps, count } = tokens;
  let first = token;
  while (first > 0 && token - first < 6) {
    const gap = gaps[first];
    if (gap === NONE || ((gap === 2 || gap === 15) && isAlnum(bytes[(starts[first] as number) - 2] ?? 0))) first--;
    else break;
  }
  let last = token;
  while (last + 1 < count && last - token < 8) {
    const gap = gaps[last + 1] as number;
    if (
      gap === NONE ||
      (gap === 2 && (starts[last + 1] as number) - (ends[last] as number) === 1) ||
      gap === 15 ||
      (gap === 9 && tokens.shapes[last + 1] === NUMBER) ||
      (gap === DOT && tokens.shapes[last + 1] === NUMBER && (starts[last + 1] as number) - (ends[last] as number) === 1)
    )
      last++;
    else break;
  }
  const start = starts[first] as number;
  const end = ends[last] as number;
  const length = end - start;
  if (length > 40 || (start > from && bytes[start - 1] === 0x40) || (end < to && bytes[end] === 0x40)) return last + 1;
  if (start > from && isDashing(bytes[start - 1] as number) && start - 2 >= from && isAlnum(bytes[start - 2] as number)) return last + 1;
  let digits = 0;
  let letters = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x30 && byte <= 0x39) digits++;
    else if (isLetter(byte)) letters++;
  }
  const context = contexts[contextBefore(tokens, first, 5)] as Context;
  if (length >= 6 && length <= 9 && (letters > 0 || context === 'plate')) {
    const sure = plateConfidence(asciiOf(bytes, start, end), context === 'plate');
    if (sure >= 50) {
      out.add(PLATE, start, end, sure, 'plate.form');
      return last + 1;
    }
  }
  if (digits < 3) return token;
  if (context === 'plate' && length <= 9) out.add(PLATE, start, end, 70, 'plate.named');
  else if (documentContexts.has(context) && digits >= 4 && length >= 6)
    out.add(DOCUMENT, start, end, 88, context === 'tax' ? 'document.tax' : 'document.named');
  else if (accountContexts.has(context) && (digits >= 4 || (digits >= 3 && context === 'customer')) && letters <= 12)
    out.add(ACCOUNT, start, end, 86, `account.${context}`);
  else if (first < token && letters >= 2 && letters <= 5 && digits >= 4 && tokens.shapes[first] === 3) out.add(ACCOUNT, start, end, 62, 'account.prefixed');
  else if (context === 'number' && digits >= 5 && letters <= 4) out.add(ACCOUNT, start, end, 58, 'account.numbered');
  else if (digits >= 7 && letters === 0 && last === token && digits <= 18 && !(bytes[start] === 0x30 && digits > 9))
    out.add(DOCUMENT, start, end, 52, 'number.long');
  else return last > token ? last + 1 : token;
  return last + 1;
}
