import { englishAddress } from '../any/address.ts';
import { addressAtUnit } from '../any/address-block.ts';
import { dateAtMonth, writtenDate } from '../any/date.ts';
import { emailAt, emailFound } from '../any/email.ts';
import { spelledEmail } from '../any/email-spelled.ts';
import { ibanAt } from '../any/iban.ts';
import { hostEndings, ipv6At, macAt, urlEnd } from '../any/net.ts';
import { secretAt } from '../any/secret.ts';
import { underscoreName } from '../any/username.ts';
import { addressAtNumber, streetAlone } from '../names/address.ts';
import { nrpAt } from '../names/nrp.ts';
import { mayBeOrg, orgAt } from '../names/org.ts';
import { personAt, personFound } from '../names/person.ts';
import { placeAt } from '../names/place.ts';
import { postcodeAt } from '../nl/postcode.ts';
import {
  CONTEXT,
  COUNTRY,
  FORENAME,
  FORENAME_2,
  MONTH,
  NRP,
  NRP_PHRASE,
  ORG_KIND,
  ORG_SUFFIX,
  PARTICLE,
  PLACE,
  PLACE_PHRASE,
  RARE_WORD,
  STOP,
  STREET,
  SURNAME,
  TITLE,
  WEEKDAY,
  WORD,
} from './bits.ts';
import { isAlnum } from './bytes.ts';
import { hasContext, numbersOf } from './context.ts';
import type { Findings } from './findings.ts';
import { hashWord } from './lexicon.ts';
import { beginNamed } from './named.ts';
import { numberAt } from './numbers.ts';
import { findTable } from './table.ts';
import {
  COLON,
  COMMA,
  DOT,
  HYPHEN,
  INITIAL,
  LOWERCASE,
  MIXED,
  MIXEDCASE,
  NONE,
  NUMBER,
  PAREN,
  SPACE,
  TITLECASE,
  type Tokens,
  tokenArrays,
  UNDERSCORE,
  UPPERCASE,
} from './tokens.ts';
import { spanIndex } from './types-index.ts';

const { bytes, starts, ends, shapes, gaps, traits, keys, values, hits } = tokenArrays;

const EMAIL = spanIndex('EMAIL');
const IBAN = spanIndex('IBAN');
const URL = spanIndex('URL');
const IP = spanIndex('IP');
const MAC = spanIndex('MAC');
const DATE = spanIndex('DATE');
const BIRTH = spanIndex('DATE_OF_BIRTH');
const USERNAME = spanIndex('USERNAME');
const birth = numbersOf('birth');
const atWord = hashWord('at');
const interest = FORENAME | SURNAME | PLACE | COUNTRY | TITLE | PARTICLE | ORG_KIND | ORG_SUFFIX | CONTEXT | STREET | WEEKDAY | MONTH;

/** An ordinary word without any of these begins no name. */
const nameLike = FORENAME | SURNAME | TITLE | PARTICLE;
const uncertain = WORD | RARE_WORD | STOP;

/** True when a word in small letters can begin or be a finding; `next` and `second` are the shapes of the two words behind it. */
function mayBegin(value: number, next: number, second: number): boolean {
  if ((value & (CONTEXT | TITLE | MONTH | STREET | NRP)) !== 0) return true;
  if ((value & PARTICLE) !== 0 && (next > LOWERCASE || second > LOWERCASE)) return true;
  return (value & (FORENAME_2 | PLACE)) !== 0 && (value & uncertain) === 0;
}

const isHex = (byte: number): boolean => (byte >= 0x30 && byte <= 0x39) || ((byte | 32) >= 0x61 && (byte | 32) <= 0x66);

/** Finds all spans in the tokens. */
export function findSpans(tokens: Tokens, out: Findings): void {
  const { from, to, count } = tokens;
  for (let index = 0; index < tokens.doubleCount; index++) {
    // "::1", "::/0": an address that begins with the two colons
    const at = tokens.doubles[index];
    if (at > from && (isHex(bytes[at - 1]) || bytes[at - 1] === 0x3a)) continue;
    const end = ipv6At(bytes, at, to);
    if (end > 0) out.add(IP, at, withPrefix(bytes, end, to), 90, 'ip.v6');
    else if (bytes[at + 2] === 0x2f || at + 2 === to || bytes[at + 2] === 0x20)
      out.add(IP, at, withPrefix(bytes, at + 2, to), at + 2 === to || bytes[at + 2] === 0x2f ? 70 : 52, 'ip.v6');
  }
  for (let index = 0; index < tokens.atCount; index++) {
    const at = tokens.ats[index] as number;
    if (emailAt(bytes, at, from, to)) out.add(EMAIL, emailFound.start, emailFound.end, 99, 'email.form');
    else if ((at === from || (bytes[at - 1] as number) <= 0x2f) && at + 3 < to) {
      let end = at + 1;
      while (end < to && end - at < 40 && ((((bytes[end] as number) | 32) - 97) >>> 0 < 26 || ((bytes[end] as number) - 48) >>> 0 < 10 || bytes[end] === 0x5f))
        end++;
      if (end - at > 3 && bytes[end] !== 0x40) out.add(USERNAME, at, end, 55, 'username.handle');
    }
  }
  loneMac(tokens, out);
  beginNamed();
  findTable(tokens, out);
  let usedTo = 0;
  let personTo = 0;
  const { hitCount } = tokens;
  for (let hit = 0; hit < hitCount; hit++) {
    const token = hits[hit];
    const shape = shapes[token];
    const start = starts[token] as number;
    if (shape === NUMBER) {
      if (token >= usedTo) {
        const next = numberAt(tokens, token, out);
        if (next > token) usedTo = next;
      }
      if (token > 0 && gaps[token] !== COLON) {
        addressAtNumber(tokens, token, out);
        addressAtUnit(tokens, token, out);
      }
      if (gaps[token + 1] === COLON && beforeColon(tokens, token)) colonForms(tokens, start, out);
      continue;
    }
    const value = values[token] as number;
    const following = token + 1 < count ? (gaps[token + 1] as number) : -1;
    // Most words: small letters or a function word, a space or comma behind it, nothing that could begin a finding.
    if (following === SPACE || following === COMMA || following === -1) {
      if (shape === LOWERCASE && !mayBegin(value, token + 1 < count ? shapes[token + 1] : 0, token + 2 < count ? shapes[token + 2] : 0)) continue;
    }
    // Forms that begin with letters
    const width = (ends[token] as number) - start;
    if (following === COLON && bytes[ends[token] as number] === 0x3a) {
      if (bytes[(ends[token] as number) + 1] === 0x2f && bytes[(ends[token] as number) + 2] === 0x2f && width >= 3) {
        const end = urlEnd(bytes, start, to);
        if (end > (ends[token] as number) + 4) out.add(URL, start, end, 98, 'url.scheme');
      } else if (width <= 4 && isHex(bytes[start]) && beforeColon(tokens, token)) colonForms(tokens, start, out);
    } else if (following === HYPHEN && width <= 2 && isHex(bytes[start] as number)) {
      const end = macAt(bytes, start, to);
      if (end > 0) out.add(MAC, start, end, 97, 'mac.form');
    } else if (following === DOT && token + 1 < count && (token === 0 || (gaps[token] !== DOT && gaps[token] !== 10))) {
      host(tokens, token, out);
    } else if (
      (following === NONE || (following === SPACE && shape === UPPERCASE && tokens.length(token + 1) === 2)) &&
      width === 2 &&
      shape !== MIXEDCASE &&
      shapes[token + 1] === NUMBER &&
      gaps[token] !== NONE
    ) {
      const end = ibanAt(bytes, start, to);
      if (end > 0) out.add(IBAN, start, end, 100, 'iban.mod97');
    }
    if ((value & MONTH) !== 0 && dateAtMonth(tokens, token)) {
      const named = hasContext(writtenDate.first, birth, 6);
      const sure = writtenDate.hasYear && writtenDate.hasDay;
      out.add(
        named ? BIRTH : DATE,
        starts[writtenDate.first] as number,
        ends[writtenDate.last] as number,
        named ? 95 : sure ? 90 : 65,
        named ? 'birth.named' : 'date.written',
      );
      continue;
    }
    if (following === UNDERSCORE && shape === LOWERCASE && gaps[token] !== UNDERSCORE && gaps[token] !== NONE) underscoreName(tokens, token, out);
    if (width === 2 && (following === PAREN || following === MIXED) && keys[token] === atWord) spelledEmail(tokens, token, out);
    if ((value & CONTEXT) !== 0) secretAt(tokens, token, out);
    if (((value & NRP) !== 0 || ((traits[token] & NRP_PHRASE) !== 0 && shape !== LOWERCASE)) && nrpAt(tokens, token, out) > token && shape === LOWERCASE)
      continue;
    if (shape === LOWERCASE && (value & interest) === 0) continue;
    if (shape !== LOWERCASE) {
      if (following === HYPHEN || (shape === TITLECASE && ((width >= 7 && (value & WORD) === 0) || (gaps[token] === SPACE && (value & STREET) !== 0))))
        streetAlone(tokens, token, out);
      const orgEnd = mayBeOrg(tokens, token) ? orgAt(tokens, token, out) : token;
      if (orgEnd > token) personTo = Math.max(personTo, orgEnd);
    }
    if ((value & STREET) !== 0) englishAddress(tokens, token, out);
    if (
      token >= personTo &&
      ((value & nameLike) !== 0 || (value & WORD) === 0 || shape === INITIAL) &&
      (shape !== LOWERCASE || (value & (TITLE | PARTICLE)) !== 0 || (value & (FORENAME_2 | STOP | CONTEXT)) === FORENAME_2) &&
      personAt(tokens, token, out)
    ) {
      personTo = personFound.next;
    }
    if ((value & PLACE) !== 0 || (traits[token] & PLACE_PHRASE) !== 0 || (shape !== LOWERCASE && shape !== INITIAL)) placeAt(tokens, token, out);
  }
  postcodeAt(tokens, out);
}

/** Includes "/64" behind an address. */
function withPrefix(bytes: Uint8Array, end: number, to: number): number {
  let at = end;
  if (at < to && bytes[at] === 0x2f) {
    at++;
    const from = at;
    while (at < to && at - from < 3 && (bytes[at] - 0x30) >>> 0 < 10) at++;
    if (at > from) return at;
  }
  return end;
}

/** True when a colon and a hexadecimal digit (or a second colon) follow directly. */
function beforeColon(tokens: Tokens, token: number): boolean {
  const end = ends[token];
  return tokens.length(token) <= 4 && bytes[end] === 0x3a && (isHex(bytes[end + 1]) || bytes[end + 1] === 0x3a);
}

/** MAC and IPv6 addresses from the first group before a colon; the group may be several tokens ("fe80"). */
function colonForms(tokens: Tokens, at: number, out: Findings): void {
  const { from, to } = tokens;
  let start = at;
  while (start > from && at - start < 5 && isHex(bytes[start - 1])) start--;
  if (start > from && (isAlnum(bytes[start - 1]) || bytes[start - 1] === 0x3a)) return;
  const mac = macAt(bytes, start, to);
  if (mac > 0) out.add(MAC, start, mac, 98, 'mac.form');
  else {
    const ip = ipv6At(bytes, start, to);
    if (ip > 0) out.add(IP, start, withPrefix(bytes, ip, to), 96, 'ip.v6');
  }
}

/** A short text that is nothing but a MAC address in one of the rarer spellings ("01 02 03 04 05 ab", "0102.0304.05ab", eight pairs). */
function loneMac(tokens: Tokens, out: Findings): void {
  const { from, to } = tokens;
  const length = to - from;
  if (length < 14 || length > 23) return;
  let end = macAt(bytes, from, to);
  if (end === 0 && length === 23) {
    const separator = bytes[from + 2];
    if (separator !== 0x3a && separator !== 0x2d && separator !== 0x20) return;
    for (let at = 0; at < 23; at++) if (at % 3 === 2 ? bytes[from + at] !== separator : !isHex(bytes[from + at])) return;
    end = to;
  }
  if (end === to) out.add(MAC, from, to, 90, 'mac.form');
}

/** "www.x.nl", "voorbeeld.nl/pad" */
function host(tokens: Tokens, token: number, out: Findings): void {
  const { count, to } = tokens;
  const start = starts[token] as number;
  const www =
    (ends[token] as number) - start === 3 &&
    ((bytes[start] as number) | 32) === 0x77 &&
    ((bytes[start + 1] as number) | 32) === 0x77 &&
    ((bytes[start + 2] as number) | 32) === 0x77;
  if (www) {
    const end = urlEnd(bytes, start, to);
    if (end > start + 6) out.add(URL, start, end, 96, 'url.www');
    return;
  }
  let last = token;
  while (last + 1 < count && last - token < 8 && (gaps[last + 1] === DOT || (gaps[last + 1] === HYPHEN && last + 2 < count))) {
    if (bytes[ends[last] as number] !== 0x2e && bytes[ends[last] as number] !== 0x2d) break;
    last++;
  }
  if (last === token || gaps[last] !== DOT || bytes[(starts[last] as number) - 1] !== 0x2e) return;
  let ending = '';
  for (let at = starts[last] as number; at < (ends[last] as number) && ending.length < 12; at++) ending += String.fromCharCode((bytes[at] as number) | 32);
  if (!hostEndings.has(ending) || bytes[ends[last] as number] === 0x40) return;
  if ((ends[token] as number) - start < 2 || shapes[last] !== LOWERCASE) return;
  const end = bytes[ends[last] as number] === 0x2f ? urlEnd(bytes, start, to) : (ends[last] as number);
  out.add(URL, start, end, 80, 'url.host');
}
