import { validCard } from './any/card.ts';
import { validIban } from './any/iban.ts';
import { validEnterpriseNumber } from './be/enterprise-number.ts';
import { validNationalNumber } from './be/national-number.ts';
import { foldText } from './engine/fold.ts';
import { validBsn } from './nl/bsn.ts';
import { validBtw } from './nl/btw.ts';
import { normalisePostcodeNumber } from './nl/postcode-number.ts';
import { readDate } from './read-date.ts';
import type { AccountRealm, IdentifierKind, SpanType } from './types.ts';

/** What may help to read a value: the country numbers without a country code belong to (NL when not given). */
export interface NormaliseContext {
  readonly country?: 'NL' | 'BE';
  readonly realm?: AccountRealm;
}

/** An identifier as fingerprints are made of it. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly value: string;
}

const dotless = new Set(['gmail.com', 'googlemail.com']);
const tagged = new Set([
  ...dotless,
  'outlook.com',
  'hotmail.com',
  'live.com',
  'live.nl',
  'hotmail.nl',
  'hotmail.be',
  'icloud.com',
  'me.com',
  'fastmail.com',
  'protonmail.com',
  'proton.me',
  'pm.me',
  'msn.com',
  'live.be',
  'outlook.be',
  'mac.com',
  'protonmail.ch',
  'fastmail.fm',
]);

/** Lower-case, without "mailto:" and spaces; tags ("+x") off where the provider ignores them, dots too at Gmail. Null when it is no address. */
export function normaliseEmail(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^<?(mailto:)?/i, '')
    .replace(/>$/, '')
    .toLowerCase()
    // As people hide or read out an address: "jan [at] voorbeeld.nl", "jan apenstaartje voorbeeld punt nl"
    .replace(/\s?[[(]\s?(?:at|@)\s?[\])]\s?|\s(?:at|apenstaartje|apenstaart)\s/, '@')
    .replace(/\s?[[(]\s?(?:dot|punt|\.)\s?[\])]\s?|\s(?:dot|punt)\s/g, '.')
    .replace(/\s(?:underscore|liggend streepje)\s/g, '_');
  if (bare.length > 320) return null;
  const at = bare.lastIndexOf('@');
  if (at < 1) return null;
  let local = bare.slice(0, at);
  let domain = bare.slice(at + 1).replace(/\.$/, '');
  if (!/^[^\s@]+\.[^\s@.]{2,}$/.test(domain) || /[\s"<>(),;]/.test(local)) return null;
  if (domain === 'googlemail.com') domain = 'gmail.com';
  if (tagged.has(domain)) local = local.replace(/\+.*$/, '');
  if (dotless.has(domain)) local = local.replaceAll('.', '');
  return local ? `${local}@${domain}` : null;
}

/** E.164 ("+31612345678"); numbers without a country code are read as of `country`. Null when the length cannot be. */
export function normalisePhone(text: string, country: 'NL' | 'BE' = 'NL'): string | null {
  if (text.length > 60) return null;
  const bare = text
    .replace(/(?:ext\.?|x|toestel|tst\.?)\s*\d+\s*$/i, '')
    .replace(/\(0\)/g, '')
    .replace(/\b(?:nul|zero)\b/gi, '0')
    .replace(/\b(?:zes|six)\b/gi, '6')
    .trim();
  if (/[a-z]{3}/i.test(bare.replace(/^\D+/, ''))) return null;
  const plus = /^[^\d]*\+/.test(bare);
  let digits = bare.replace(/\D/g, '');
  if (plus) {
    digits = digits.replace(/^(31|32|44|49|33)0/, '$1');
  } else if (digits.startsWith('00')) digits = digits.slice(2).replace(/^(31|32|44|49|33)0/, '$1');
  else if (digits.startsWith('0')) {
    // A Belgian mobile is 10 digits from 045, a Dutch number is 10 digits; a Belgian landline has 9.
    const belgian = digits.length === 9 || (/^04[5-9]/.test(digits) && (country === 'BE' || /^0\d{3}\/\s?\d{2}[ .]?\d{2}[ .]?\d{2}$/.test(bare)));
    if (digits.length === 10 && !belgian) digits = `31${digits.slice(1)}`;
    else if (belgian) digits = `32${digits.slice(1)}`;
    else if (digits.length === 11 || digits.length === 8) digits = `${country === 'BE' ? '32' : '31'}${digits.slice(1)}`;
    else return null;
  } else if (digits.length === 9 && /^6[1-8]/.test(digits) && country === 'NL') digits = `31${digits}`;
  else if (digits.length === 9 && /^4[5-9]/.test(digits) && country === 'BE') digits = `32${digits}`;
  else if (digits.length === 11 && /^(31[1-9]|1[2-9])/.test(digits)) digits = digits.slice(0);
  else if (digits.length === 10 && /^[2-9]\d\d[2-9]/.test(digits) && /\D/.test(bare)) digits = `1${digits}`;
  else if (digits.length < 10) return null;
  return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : null;
}

const particles = new Set('van de den der het t in ten ter te op aan von vom zu di da del della dos du la le el al ben ibn bin abu st'.split(' '));
const titles = new Set('dhr hr heer meneer mijnheer mevr mevrouw mw mej juffrouw mr mrs ms miss dr drs ir ing prof de familie fam'.split(' '));

/** A name folded: without diacritics, case, titles; "Berg, Jan van den" and "Jan van den Berg" are one. Null when no letters are left. */
export function normaliseName(text: string): string | null {
  if (text.length > 200) return null;
  let folded = foldText(text);
  const comma = folded.indexOf(',');
  if (comma > 0) folded = `${folded.slice(comma + 1)} ${folded.slice(0, comma)}`;
  const words = folded.split(/[^\p{L}]+/u).filter(Boolean);
  while (words.length > 1 && titles.has(words[0] as string)) words.shift();
  return words.length > 0 ? words.join(' ') : null;
}

/** The family name of a folded name: its last word, particles left off ("van den Berg" and "v.d. Berg" meet). */
export function surnameOf(name: string): string | null {
  const words = (normaliseName(name) ?? '').split(' ').filter((word) => word.length > 1 && !particles.has(word));
  return words.at(-1) ?? null;
}

/** A number as an organisation writes it: letters upper, separators and a leading word or label off, leading zeros off when it is digits only. */
function normaliseNumber(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^[\p{L}\s._-]*[:#=]\s*/u, '')
    .replace(/^#/, '')
    .toUpperCase();
  const compact = bare.replace(/[^A-Z0-9]/g, '');
  if (!/\d/.test(compact) || compact.length < 3 || compact.length > 40) return null;
  return /^\d+$/.test(compact) ? compact.replace(/^0+(?=\d{3})/, '') : compact;
}

/** A document, tax or registration number: VAT and enterprise numbers with their country, so that "BTW BE 0757.589.004" and "0757589004" meet. */
function normaliseDocument(text: string): string | null {
  const vat = validBtw(text);
  if (vat !== null && /^\s*nl/i.test(text)) return vat;
  const enterprise = /^\s*(be\s?)?[01]\d{3}[\s.]?\d{3}[\s.]?\d{3}\s*$/i.test(text) ? validEnterpriseNumber(text) : null;
  return enterprise !== null ? `BE${enterprise}` : normaliseNumber(text);
}

/** An address without prefix length or port, IPv6 with its zeros written out in one way (RFC 5952 without the shortening); null when it is none. */
function normaliseIp(text: string): string | null {
  const bare = text
    .toLowerCase()
    .replace(/^\[/, '')
    .replace(/\](:\d+)?$/, '')
    .replace(/\/\d+$/, '')
    .replace(/%.*$/, '');
  if (/^\d{1,3}(\.\d{1,3}){3}(:\d+)?$/.test(bare)) {
    const parts = bare.replace(/:\d+$/, '').split('.').map(Number);
    return parts.every((part) => part < 256) ? parts.join('.') : null;
  }
  if (!/^[0-9a-f:]+$/.test(bare) || !bare.includes(':')) return text.includes('.') && bare.includes(':') ? bare : null;
  const [left = '', right] = bare.split('::');
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const first = groups(left);
  const last = right === undefined ? [] : groups(right);
  const missing = 8 - first.length - last.length;
  if (bare.split('::').length > 2 || (right === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...first, ...Array.from({ length: missing }, () => '0'), ...last];
  return all.every((group) => /^[0-9a-f]{1,4}$/.test(group)) ? all.map((group) => group.replace(/^0+(?=.)/, '')).join(':') : null;
}

/**
 * The form of an identifier that fingerprints are made of, so that what is written differently meets; null when the value cannot be one (a failed checksum, too few digits).
 * NAME_BIRTH takes "name|date". POSTCODE_NUMBER takes any text with both. LINK and USERNAME are lower-cased.
 */
export function normaliseIdentifier(kind: IdentifierKind, value: string, context: NormaliseContext = {}): string | null {
  const text = value.trim();
  if (text === '' || text.length > 1000) return null;
  switch (kind) {
    case 'EMAIL':
      return normaliseEmail(text);
    case 'PHONE':
      return normalisePhone(text, context.country);
    case 'IBAN':
      return validIban(text);
    case 'BSN':
      return validBsn(text);
    case 'NATIONAL_ID':
      return validNationalNumber(text) ?? normaliseNumber(text);
    case 'ID_NUMBER':
      return normaliseDocument(text);
    case 'CREDIT_CARD':
      return validCard(text);
    case 'LICENCE_PLATE': {
      const plate = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
      return plate.length >= 4 && plate.length <= 9 && /\d/.test(plate) ? plate : null;
    }
    case 'POSTCODE_NUMBER':
      return normalisePostcodeNumber(text);
    case 'NAME':
      return normaliseName(text);
    case 'NAME_BIRTH': {
      const bar = text.lastIndexOf('|');
      const surname = surnameOf(bar > 0 ? text.slice(0, bar) : '');
      const date = bar > 0 ? readDate(text.slice(bar + 1)) : null;
      return surname && date ? `${surname}|${date}` : null;
    }
    case 'USERNAME':
      return text.replace(/^@/, '').toLowerCase();
    case 'LINK':
      return text.toLowerCase();
    case 'IP':
      return normaliseIp(text);
    case 'MAC': {
      const hex = text.toLowerCase().replace(/[^0-9a-f]/g, '');
      return hex.length === 12 || hex.length === 16 ? hex : null;
    }
    default:
      return normaliseNumber(text);
  }
}

const realmKinds: Record<AccountRealm, IdentifierKind> = {
  customer: 'CUSTOMER',
  contract: 'CONTRACT',
  order: 'ORDER',
  invoice: 'INVOICE',
  ticket: 'TICKET',
  employee: 'ACCOUNT',
  patient: 'CUSTOMER',
  policy: 'CONTRACT',
  meter: 'ACCOUNT',
  device: 'ACCOUNT',
  other: 'ACCOUNT',
};
const typeKinds: Partial<Record<SpanType, IdentifierKind>> = {
  EMAIL: 'EMAIL',
  PHONE: 'PHONE',
  IBAN: 'IBAN',
  BSN: 'BSN',
  NATIONAL_ID: 'NATIONAL_ID',
  ID_NUMBER: 'ID_NUMBER',
  CREDIT_CARD: 'CREDIT_CARD',
  LICENCE_PLATE: 'LICENCE_PLATE',
  USERNAME: 'USERNAME',
  PERSON: 'NAME',
  IP: 'IP',
  MAC: 'MAC',
};

/** The identifiers in a value of a type: kind and normalised value; empty when the type cannot find a person again or the value fails. */
export function identifiersOf(type: SpanType, text: string, context: NormaliseContext = {}): Identifier[] {
  const kind = type === 'ACCOUNT_ID' ? realmKinds[context.realm ?? 'other'] : type === 'ADDRESS' ? 'POSTCODE_NUMBER' : typeKinds[type];
  if (!kind) return [];
  const value = normaliseIdentifier(kind, text, context);
  return value === null ? [] : [{ kind, value }];
}

/** Number space that a span's reason names ("account.customer"); undefined when it names none. */
export function realmOfReason(reason: string): AccountRealm | undefined {
  const realm = reason.startsWith('account.') ? reason.slice(8) : '';
  return realm in realmKinds ? (realm as AccountRealm) : undefined;
}
