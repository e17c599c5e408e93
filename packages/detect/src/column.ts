import { validCard } from './any/card.ts';
import { validIban } from './any/iban.ts';
import { foreignNationalNumber } from './any/national.ts';
import { validNationalNumber } from './be/national-number.ts';
import { headerMeaning, headerWords, keyRealm } from './column-header.ts';
import { birthLooks, numbersAlone, phoneLike } from './column-numbers.ts';
import { createDetector } from './detector.ts';
import { FORENAME_2, NAME, ORG_KIND, ORG_SUFFIX, PLACE, STOP, SURNAME_2, WORD } from './engine/bits.ts';
import { foldText } from './engine/fold.ts';
import { hashWord, joinHash, lexicon, lookUp } from './engine/lexicon.ts';
import { validBsn } from './nl/bsn.ts';
import { streetEnding } from './nl/street.ts';
import { readDate } from './read-date.ts';
import type { DetectorTuning } from './tuning.ts';
import { ownColumn } from './tuning-column.ts';
import type { ColumnShare, ColumnType, ColumnVerdict, SpanType } from './types.ts';

/** A column to judge: a sample of its values and what is known of it. `storage` is the database's type name. */
export interface ColumnInput {
  readonly header?: string;
  readonly values: readonly (string | null | undefined)[];
  readonly storage?: string;
  readonly unique?: boolean;
  readonly keyField?: boolean;
  /** Own patterns that may name the column, and kinds that are switched off everywhere (such a column is NONE). Confidences are for texts only. */
  readonly tuning?: DetectorTuning;
}

const most = 200;
/** What people and systems write where they have nothing. */
const absent =
  /^(?:null|none|nil|nan|n\/?a|n\.?v\.?t\.?|nihil|geen|onbekend|onbek\.?|niet bekend|leeg|unknown|not available|not applicable|unbekannt|keine|inconnu|aucun|desconocido|brak|yok|undefined|tbd|x+|[-–—?.]+)$/i;
const encoder = new TextEncoder();

interface Looks {
  count: number;
  distinct: number;
  digitsOnly: number;
  meanLength: number;
  meanWords: number;
  shares: Record<string, number>;
}

/** Postcodes of Sweden, Czechia, Brazil, Portugal, Poland, the United Kingdom and Canada as whole values. */
const foreignPostcode = /^(?:\d{3} \d{2}|\d{5}-\d{3}|\d{4}-\d{3}|\d{2}-\d{3}|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/;

const bump = (shares: Record<string, number>, type: string, by = 1): undefined => {
  shares[type] = (shares[type] ?? 0) + by;
};

/** What one value could be, as votes. */
function look(value: string, shares: Record<string, number>): undefined {
  const table = lexicon();
  const digits = value.replace(/\D/g, '').length;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value)) return bump(shares, 'EMAIL');
  if (validIban(value)) return bump(shares, 'IBAN');
  if (/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(value)) return bump(shares, 'MAC');
  if (/^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/.test(value) || (/^[0-9a-f:]{2,39}$/i.test(value) && value.split(':').length > 3))
    return bump(shares, 'IP');
  if (/^(?:https?:\/\/|www\.)\S+$/i.test(value) || (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(value) && digits < value.length / 2))
    return bump(shares, 'URL');
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(value)) return bump(shares, 'TIMESTAMP');
  if (/^\d/.test(value) && /^[\d\p{L}/. ,-]{6,30}$/u.test(value) && digits >= 4 && digits <= 8 && (readDate(value) ?? readDate(value, 'mdy')))
    return bump(shares, 'DATE');
  if (validNationalNumber(value)) return bump(shares, 'RRN');
  if (foreignNationalNumber(value)) return bump(shares, 'NATIONAL_ID');
  if (digits >= 13 && validCard(value)) return bump(shares, 'CREDIT_CARD');
  if (/^[1-9]\d{3} ?[A-Z]{2}$/i.test(value)) return bump(shares, 'POSTCODE_NL');
  if (/^-?\d+(?:[.,]\d+)?$/.test(value) && !/^0\d{8,}$/.test(value)) {
    if (validBsn(value)) bump(shares, 'BSN');
    return bump(shares, /^\d+$/.test(value) ? 'INTEGER' : 'DECIMAL');
  }
  if (foreignPostcode.test(value)) return bump(shares, 'POSTCODE_OTHER');
  if (/^[+(]?[\d\s().+/-]{7,24}(?:\s*(?:x|ext\.?)\s*\d+)?$/i.test(value) && digits >= 7 && digits <= 15) return bump(shares, 'PHONE');
  if (/^\d{1,2}-[A-Z]{2,3}-\d{1,2}$|^[A-Z]{1,3}-\d{2,3}-[A-Z]{1,2}$/.test(value)) return bump(shares, 'LICENCE_PLATE');
  if (secretLike(value)) bump(shares, 'SECRETISH');
  if (digits === 0 && /\s/.test(value) && value.split(/\s+/).every((word) => /^[\p{Lu}&'’(-]/u.test(word) || word.length < 4)) bump(shares, 'TITLED');
  if (digits === 0 && value.length >= 5 && value === value.toUpperCase() && value !== value.toLowerCase()) bump(shares, 'CAPITALS');
  const words = foldText(value)
    .split(/[^a-z]+/)
    .filter(Boolean);
  const capital = /^[\p{Lu}]/u.test(value);
  let forenames = 0;
  let surnames = 0;
  let ordinary = 0;
  let kind = 0;
  let place = 0;
  let street = 0;
  let joined = 0;
  for (const [index, word] of words.entries()) {
    const key = hashWord(word);
    const bits = lookUp(table, key);
    joined = index === 0 ? key : joinHash(joined, key);
    if ((bits & FORENAME_2) !== 0) forenames++;
    else if ((bits & (NAME | SURNAME_2)) !== 0) surnames++;
    if ((bits & WORD) !== 0) ordinary++;
    if ((bits & (ORG_KIND | ORG_SUFFIX)) !== 0) kind++;
    if ((bits & PLACE) !== 0) place++;
    if ((bits & STOP) !== 0) bump(shares, 'STOPWORDS', 1 / words.length);
    if ((bits & 8192) !== 0 && word.length > 1) street = 1;
    const bytes = encoder.encode(word);
    if (streetEnding(bytes, 0, bytes.length) === 2) street = 1;
  }
  const wholePlace = words.length > 0 && (lookUp(table, joined) & PLACE) !== 0;
  if (wholePlace) bump(shares, 'PLACE');
  else if (place > 0) bump(shares, 'PLACE', 0.3);
  if (words.length === 0) return;
  if (digits > 0 && digits <= 8 && words.length >= 1 && /\d/.test(value) && words.some((word) => word.length > 2) && /\s/.test(value))
    bump(shares, street ? 'ADDRESS' : 'ADDRESSISH');
  if (kind > 0 && words.length > 1) bump(shares, 'ORG');
  if (/^[^\s]+$/.test(value) && value.length >= 3 && value.length <= 40 && digits > 0 && digits < value.length && !/^[A-Z0-9-]+$/.test(value))
    bump(shares, /^[\p{L}][\p{L}._-]*\d{1,4}$/u.test(value) ? 'USERISH' : 'MIXED');
  if (/^[A-Z0-9][A-Z0-9/-]*$/.test(value) && digits > 0) bump(shares, 'CODE');
  if (digits === 0 && words.length <= 5 && capital) {
    if (words.length > 0 && forenames + surnames === words.length) bump(shares, ordinary === words.length ? 'NAME_WORD' : 'PERSON');
    else if (forenames > 0) bump(shares, 'PERSON', 0.7);
    else if (surnames > 0) bump(shares, 'PERSON', 0.3);
  }
  if (ordinary === words.length) bump(shares, 'ORDINARY');
}

/** Letters in both cases or digits among letters in no order a word or name has: "ni8ooy1Thee". */
function secretLike(value: string): boolean {
  if (value.length < 7 || value.length > 40 || /\s/.test(value) || !/[a-z]/.test(value)) return false;
  if (!/\d/.test(value) && !/[^\p{L}\p{N}._@-]/u.test(value)) return false;
  return /\d[a-zA-Z]/.test(value) || (/[a-z][A-Z]/.test(value) && /\d/.test(value)) || /[!#$%^&*?]/.test(value);
}

/** What a sample of values looks like: shares of forms, lengths, how different they are. */
export function looksOf(values: readonly string[]): Looks {
  const shares: Record<string, number> = {};
  let length = 0;
  let words = 0;
  let digitsOnly = 0;
  for (const value of values) {
    length += value.length;
    words += value.split(/\s+/).length;
    if (/^\d+$/.test(value)) digitsOnly++;
    look(value.length > 400 ? value.slice(0, 400) : value, shares);
  }
  const count = values.length;
  for (const key of Object.keys(shares)) shares[key] = (shares[key] as number) / count;
  return { count, distinct: new Set(values).size / count, digitsOnly: digitsOnly / count, meanLength: length / count, meanWords: words / count, shares };
}

const verdict = (type: ColumnType, confidence: number, reason: string, shares: ColumnShare[] = [], realm?: ColumnVerdict['realm']): ColumnVerdict =>
  realm ? { type, confidence, reason, shares, realm } : { type, confidence, reason, shares };

const shareTypes: Record<string, SpanType> = {
  EMAIL: 'EMAIL',
  IBAN: 'IBAN',
  MAC: 'MAC',
  IP: 'IP',
  URL: 'URL',
  DATE: 'DATE',
  TIMESTAMP: 'DATE',
  RRN: 'NATIONAL_ID',
  NATIONAL_ID: 'NATIONAL_ID',
  CREDIT_CARD: 'CREDIT_CARD',
  POSTCODE_NL: 'POSTCODE',
  PHONE: 'PHONE',
  LICENCE_PLATE: 'LICENCE_PLATE',
  ADDRESS: 'ADDRESS',
  PERSON: 'PERSON',
  ORG: 'ORG',
  PLACE: 'CITY',
};

/**
 * Says what a column holds, from its header (any of the usual Dutch and English words and abbreviations) and a sample of values; both may be missing. Checks
 * (mod 97, elfproef, Luhn, forms) come before looks. Serial keys ("customer_id" 1..n) are NONE; a "klantnummer" is ACCOUNT_ID with its realm. Dates without a birth
 * meaning, codes and amounts are NONE. Never throws.
 */
export function classifyColumn(input: ColumnInput): ColumnVerdict {
  const found = judge(input);
  const off = input.tuning?.off?.some((one) => one.kind === found.type && one.channel === undefined) ?? false;
  return off ? verdict('NONE', found.confidence, 'column.off', [...found.shares]) : found;
}

function judge(input: ColumnInput): ColumnVerdict {
  const sample: string[] = [];
  const step = Math.max(1, Math.floor(input.values.length / most));
  for (let at = 0; at < input.values.length && sample.length < most; at += step) {
    const value = (input.values[at] ?? '').toString().trim();
    if (value !== '' && !absent.test(value)) sample.push(value);
  }
  const header = input.header ?? '';
  const meaning = header ? headerMeaning(header) : undefined;
  if (sample.length === 0) {
    if (meaning && meaning.type !== 'NONE') return verdict(meaning.type, 0.5, 'column.header', [], meaning.realm);
    return verdict('NONE', 0.5, 'column.empty');
  }
  const seen = looksOf(sample);
  const s = seen.shares;
  const of = (type: string) => s[type] ?? 0;
  const shares: ColumnShare[] = [];
  for (const [key, share] of Object.entries(s)) {
    const type = shareTypes[key];
    if (type && share >= 0.02 && !shares.some((known) => known.type === type)) shares.push({ type, share: Math.min(1, share) });
  }
  shares.sort((a, b) => b.share - a.share);
  const storage = (input.storage ?? '').toLowerCase();
  const both = 'column.header+values';
  const byValues = 'column.values';
  if (/bool/.test(storage)) return verdict('NONE', 0.95, 'column.none');

  const own = input.tuning?.patterns?.length ? ownColumn(sample, header, input.tuning) : undefined;
  if (own) return verdict(own.type, own.confidence, own.reason, shares, own.realm);

  // Forms and checks that need no header
  for (const type of ['EMAIL', 'IBAN', 'MAC', 'IP', 'CREDIT_CARD', 'NATIONAL_ID', 'LICENCE_PLATE'] as const) {
    if (of(type) >= 0.5) return verdict(type, Math.min(0.99, 0.6 + of(type) * 0.39), meaning?.type === type ? both : byValues, shares);
  }
  if (of('RRN') >= 0.5) return verdict('NATIONAL_ID', 0.97, byValues, shares);
  if (of('POSTCODE_NL') >= 0.5) return verdict('POSTCODE', 0.97, byValues, shares);

  const integers = of('INTEGER');
  if (integers > 0.8) {
    const bsn = of('BSN');
    if (bsn >= 0.6 || (meaning?.type === 'BSN' && bsn > 0.2))
      return verdict('BSN', 0.97, meaning?.type === 'BSN' ? both : byValues, [{ type: 'BSN', share: bsn }]);
  }
  if (of('DATE') + of('TIMESTAMP') >= 0.6) {
    if (meaning?.type === 'DATE_OF_BIRTH') return verdict('DATE_OF_BIRTH', 0.97, both, shares);
    if (!header) return birthLooks(sample) ? verdict('DATE_OF_BIRTH', 0.7, byValues, shares) : verdict('NONE', 0.7, 'column.none', shares);
    return verdict('NONE', 0.9, 'column.none', shares);
  }
  // Serial keys
  const words = headerWords(header);
  const idName = /\b(id|key|pk|fk|guid|uuid)$/.test(words) || words.endsWith('id');
  const uuid = sample.every((value) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i.test(value));
  if ((input.keyField === true || idName) && (!meaning || meaning.type === 'ACCOUNT_ID' || meaning.type === 'NONE') && (integers > 0.95 || uuid)) {
    const realm = keyRealm(header);
    if (!meaning || meaning.type === 'NONE') return verdict('NONE', 0.9, 'column.key', [], realm);
  }
  if (meaning) {
    const known =
      meaning.type === 'PERSON' && /^(name|naam|nom)$/.test(words) && (of('PERSON') + of('NAME_WORD') < 0.3 || of('ORDINARY') > 0.5)
        ? 0
        : confirm(meaning.type, seen, sample);
    if (known > 0) return verdict(meaning.type, known, known > 0.8 ? both : 'column.header', shares, meaning.realm);
  }
  // Free text
  if (seen.meanLength > 45 && seen.meanWords > 6 && seen.distinct > 0.3) return verdict('FREE_TEXT', 0.9, 'column.free-text', freeShares(sample));
  if (meaning?.type === 'FREE_TEXT' && seen.meanWords >= 2 && seen.digitsOnly < 0.5) return verdict('FREE_TEXT', 0.75, 'column.header', freeShares(sample));
  if (meaning?.type === 'NONE') return verdict('NONE', 0.8, 'column.none', shares);
  if (header && !meaning && seen.distinct < 0.2 && seen.count >= 30) return verdict('NONE', 0.7, 'column.none', shares);
  if (sample.filter((value) => /^[[{].*[\]}]$/s.test(value)).length > sample.length / 2)
    return verdict('FREE_TEXT', 0.8, 'column.free-text', freeShares(sample));
  const looks = byLooks(seen, sample, shares, header !== '');
  return looks.type === 'NONE' && seen.distinct > 0.5 && seen.meanWords >= 2 ? (together(sample) ?? looks) : looks;
}

const hard: ReadonlySet<SpanType> = new Set<SpanType>(['EMAIL', 'PHONE', 'IBAN', 'BSN', 'NATIONAL_ID', 'CREDIT_CARD']);

/** Cells that hold several things at once ("Jan de Vries 06-12345678") are read as text; what fills its cell is a kind all the same. */
function together(sample: readonly string[]): ColumnVerdict | undefined {
  const shares = freeShares(sample);
  const found = shares.find((one) => hard.has(one.type) && one.share >= 0.3);
  if (!found) return undefined;
  const cells = sample.slice(0, 60);
  const fills = (value: string) =>
    reader?.detect(value.slice(0, 2000)).spans.some((span) => span.type === found.type && span.end - span.start > value.length * 0.7);
  if (cells.filter(fills).length > cells.length / 2) return verdict(found.type, 0.7, 'column.values', shares);
  return verdict('FREE_TEXT', 0.7, 'column.free-text', shares);
}

/** Confidence that values agree with what the header says; 0 when they cannot. */
function confirm(type: ColumnType, seen: Looks, sample: readonly string[]): number {
  const of = (key: string) => seen.shares[key] ?? 0;
  const numbers = of('INTEGER') + of('DECIMAL');
  switch (type) {
    case 'PERSON':
      return numbers > 0.5 || of('URL') > 0.5 || seen.meanWords > 6 || of('DATE') > 0.5
        ? 0
        : of('PERSON') + of('NAME_WORD') > 0.4
          ? 0.95
          : of('ORDINARY') > 0.8 && seen.distinct < 0.3
            ? 0
            : 0.7;
    case 'CITY':
      return numbers > 0.5 || seen.meanWords > 6 ? 0 : of('PLACE') > 0.3 ? 0.95 : 0.75;
    case 'ADDRESS':
      return numbers > 0.9 || of('URL') > 0.5 ? 0 : of('ADDRESS') + of('ADDRESSISH') > 0.4 ? 0.96 : 0.7;
    case 'ORG':
      return numbers > 0.5 ? 0 : 0.85;
    case 'POSTCODE':
      return sample.filter((value) => /\d/.test(value) && value.length <= 10 && value.length >= 3).length / sample.length > 0.6 ? 0.9 : 0;
    case 'PHONE': {
      const right =
        sample.filter((value) => value.replace(/\D/g, '').length >= 6 && value.replace(/\D/g, '').length <= 16 && value.length < 30).length / sample.length;
      return right > 0.5 ? 0.95 : 0;
    }
    case 'AGE':
      return sample.filter((value) => /^\d{1,3}$/.test(value) && Number(value) <= 120).length / sample.length > 0.9 ? 0.9 : 0;
    case 'URL':
      return of('URL') > 0.4 ? 0.9 : 0;
    case 'EMAIL':
      return of('EMAIL') > 0.05 ? 0.8 : 0;
    case 'IBAN':
      return of('IBAN') > 0.1 ? 0.8 : seen.meanLength > 6 && numbers > 0.5 ? 0.6 : 0;
    case 'BSN':
      return of('BSN') > 0.1 ? 0.8 : 0;
    case 'NATIONAL_ID':
    case 'ID_NUMBER':
    case 'CREDIT_CARD':
    case 'LICENCE_PLATE':
      return sample.filter((value) => /\d/.test(value) && value.length <= 30).length / sample.length > 0.6 && seen.meanLength >= 5 ? 0.85 : 0;
    case 'IP':
    case 'MAC':
      return 0;
    case 'ACCOUNT_ID':
      return sample.filter((value) => /\d/.test(value) && value.length <= 40).length / sample.length > 0.6 && seen.meanWords < 4 ? 0.88 : 0;
    case 'USERNAME':
      return seen.meanWords < 1.6 && of('DECIMAL') < 0.5 ? 0.85 : 0;
    case 'SECRET':
      return seen.meanWords < 2 ? 0.85 : 0;
    case 'DATE_OF_BIRTH':
      return of('DATE') > 0.3 ? 0.9 : 0;
    default:
      return 0;
  }
}

/** Looks alone: no header, or one that says nothing. */
function byLooks(seen: Looks, sample: readonly string[], shares: ColumnShare[], hasHeader: boolean): ColumnVerdict {
  const of = (key: string) => seen.shares[key] ?? 0;
  const give = (type: ColumnType, confidence: number) => verdict(type, confidence, 'column.values', shares);
  if (of('POSTCODE_OTHER') >= 0.6) return give('POSTCODE', 0.75);
  if (of('PHONE') >= 0.5 && phoneLike(sample)) return give('PHONE', 0.8);
  if (of('URL') >= 0.6) return give('URL', 0.85);
  if (of('ADDRESS') + of('ADDRESSISH') >= 0.6 && (of('ADDRESS') >= 0.15 || of('ADDRESSISH') > 0.9) && seen.distinct > 0.5) return give('ADDRESS', 0.8);
  if (!hasHeader) {
    const bare = numbersAlone(seen, sample);
    if (bare) return give(bare, 0.55);
  }
  if (seen.distinct < 0.25 && seen.count >= 20) return verdict('NONE', 0.7, 'column.none', shares);
  if (of('SECRETISH') >= 0.6 && seen.distinct > 0.9) return give('SECRET', 0.65);
  const names = of('PERSON') + of('NAME_WORD');
  if (!hasHeader && of('TITLED') >= 0.45 && seen.distinct > 0.8 && names < 0.45 && of('ORDINARY') >= 0.2 && of('PLACE') < 0.3) return give('ORG', 0.6);
  if (
    !hasHeader &&
    seen.distinct > 0.5 &&
    seen.meanWords < 2 &&
    names < 0.45 &&
    (of('CAPITALS') > 0.8 || of('PLACE') > 0.25 || (of('PLACE') > 0.15 && of('PLACE') > names && of('ORDINARY') < 0.1))
  )
    return give('CITY', 0.6);
  if (of('ORG') >= 0.25 && seen.meanWords >= 1.8) return give('ORG', 0.7);
  if (of('PLACE') >= 0.4 && of('PLACE') >= of('PERSON') * 0.8) return give('CITY', 0.75);
  if (of('PERSON') + of('NAME_WORD') >= 0.5 && of('ORDINARY') < 0.6 && seen.meanWords < 4) return give('PERSON', 0.75);
  if (!hasHeader && names >= 0.4 && of('ORDINARY') < 0.1 && of('PLACE') < 0.1 && seen.distinct > 0.9 && seen.meanWords < 1.2) return give('PERSON', 0.55);
  if (!hasHeader && of('USERISH') >= 0.3 && seen.meanWords < 1.2) return give('USERNAME', 0.6);
  return verdict('NONE', 0.6, 'column.none', shares);
}

let reader: ReturnType<typeof createDetector> | undefined;

/** Shares of free texts that hold each type. */
function freeShares(sample: readonly string[]): ColumnShare[] {
  reader ??= createDetector({ flags: false, minConfidence: 0.6 });
  const counts = new Map<SpanType, number>();
  for (const value of sample.slice(0, 60)) {
    for (const type of new Set(reader.detect(value.slice(0, 2000)).spans.map((span) => span.type))) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const total = Math.min(60, sample.length);
  return [...counts].map(([type, count]) => ({ type, share: count / total })).sort((a, b) => b.share - a.share);
}
