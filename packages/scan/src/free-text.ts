import {
  type AccountRealm,
  createDetector,
  type Detector,
  type DetectorTuning,
  type FlagCode,
  flagCodes,
  type IdentifierKind,
  mask,
  normaliseIdentifier,
  ownPatternOf,
  realmOfReason,
  type SpanType,
  spanTypes,
} from '@waarborg/detect';
import { kindCode } from './fingerprint.ts';
import { DistinctCount } from './hyperloglog.ts';
import { identifierOf } from './plan.ts';
import { type FieldProfile, type KindTally, keepEvidence, stretch, tallyOf } from './profile.ts';
import type { Poster } from './record.ts';

/** Identifiers that are unmistakable enough to count in a field that otherwise holds no personal data. */
const hardTypes: ReadonlySet<SpanType> = new Set(['EMAIL', 'PHONE', 'IBAN', 'BSN', 'NATIONAL_ID', 'CREDIT_CARD', 'SECRET']);
/** Types that find a person again, alone or with what stands beside them. */
const finds: ReadonlySet<SpanType> = new Set<SpanType>([
  ...spanTypes.filter((type) => type === 'ACCOUNT_ID' || identifierOf(type, undefined) !== null),
  'PERSON',
  'POSTCODE',
  'ADDRESS',
]);
/** Bytes before and after a finding that are looked at for the words around it. */
const BEFORE = 48;
const AFTER = 24;

const realmWords: readonly (readonly [AccountRealm, RegExp])[] = [
  ['customer', /(klant|customer|client|debiteur|relatie|lidnr|lidnummer|lidmaatschap|member)[^.;\n]{0,24}$/i],
  ['contract', /(contract|abonnement|subscription)[^.;\n]{0,24}$/i],
  ['order', /(order|bestel)[^.;\n]{0,24}$/i],
  ['invoice', /(factuur|invoice|nota)[^.;\n]{0,24}$/i],
  ['ticket', /(ticket|zaak|case|dossier|melding|incident)[^.;\n]{0,24}$/i],
  ['employee', /(medewerker|employee|personeel)[^.;\n]{0,24}$/i],
  ['patient', /(pati[eë]nt)[^.;\n]{0,24}$/i],
  ['policy', /(polis|policy)[^.;\n]{0,24}$/i],
  ['meter', /(meter|ean)[^.;\n]{0,24}$/i],
];

/** The number space that the words just before a number name ("klantnummer 48213"); the nearest word wins. */
export function realmBefore(before: string): AccountRealm | undefined {
  let best: { realm: AccountRealm; at: number } | undefined;
  for (const [realm, pattern] of realmWords) {
    const match = pattern.exec(before);
    if (match && (!best || match.index > best.at)) best = { realm, at: match.index };
  }
  return best?.realm;
}

/** Adds one occurrence of a kind to a field's tally. `confidence` from 0 to 1; `at` NaN when the record has no date. */
export function count(tally: KindTally, confidence: number, reason: string, firstOfValue: boolean, at: number): void {
  tally.count++;
  if (firstOfValue) tally.values++;
  tally.confidence += confidence;
  tally.reasons[reason] = (tally.reasons[reason] ?? 0) + 1;
  stretch(tally, at);
}

/** Adds many values of a typed field, each held once. Their ages are added apart. */
export function countMany(tally: KindTally, confidence: number, reason: string, values: number): void {
  tally.count += values;
  tally.values += values;
  tally.confidence += confidence * values;
  tally.reasons[reason] = (tally.reasons[reason] ?? 0) + values;
}

/** Posts one normalised identifier (or only counts it when a person said it is none) and counts it among the different ones. */
export function postOne(
  poster: Poster,
  tally: KindTally,
  kind: IdentifierKind,
  realm: string,
  normal: string,
  row: number,
  field: number,
  muted: boolean,
): void {
  if (muted) poster.touch(kindCode(kind), realm, normal);
  else poster.post(row, field, kindCode(kind), realm, normal);
  (tally.persons ??= new DistinctCount()).add(poster.high, poster.low);
}

/** Keeps a masked example of a span. */
export function exemplify(tally: KindTally, type: SpanType, text: string): void {
  keepEvidence(tally, mask(type, text));
}

/** A remark about a person as evidence: the first letter of each word, so that one sees that it is words, and which secret-like ones not at all. */
function maskRemark(text: string): string {
  return text
    .slice(0, 80)
    .replace(/[\p{L}\p{N}]+/gu, (word) =>
      /\d/.test(word) || word.length < 3 ? '*'.repeat(word.length) : `${word[0]}${'*'.repeat(Math.min(8, word.length - 1))}`,
    );
}

/** Flags that say of an identifier what its span type says already. */
const spanOfFlag: Partial<Record<FlagCode, SpanType>> = { CARD: 'CREDIT_CARD', PASSWORD: 'SECRET', ID_DOC: 'ID_NUMBER' };

/** Whether the tally can do with another example. */
export function wantsEvidence(tally: KindTally): boolean {
  return tally.evidence.length < 3;
}

/** Where a value stands and what is to be done with what is found in it. */
export interface ValuePlace {
  row: number;
  ordinal: number;
  /** The record's own date, NaN when it has none. */
  at: number;
  field: FieldProfile;
  muted: ReadonlySet<string>;
}

/** Runs the detector over values as bytes and turns what it finds into tallies and postings. One per pipe. */
export class TextReader {
  readonly #poster: Poster;
  readonly #full: Detector;
  readonly #tuning: DetectorTuning;
  #hard: Detector | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;
  #hardOnly = false;
  #place!: ValuePlace;
  #seen = new Set<string>();
  readonly #sink = {
    span: (type: number, start: number, end: number, confidence: number, reason?: string) =>
      this.#span(spanTypes[type], start, end, confidence / 100, reason ?? 'text'),
    flag: (code: number, start: number, end: number, confidence: number, reason?: string) =>
      this.#flag(flagCodes[code], start, end, confidence / 100, reason ?? 'text'),
  };

  /** `tuning`: what the organisation decided about the detector. */
  constructor(poster: Poster, tuning: DetectorTuning = {}) {
    this.#poster = poster;
    this.#tuning = tuning;
    this.#full = createDetector({ tuning });
  }

  /** Reads bytes[start, end). `hardOnly`: only unmistakable identifiers count, and flags do not. */
  read(bytes: Buffer, start: number, end: number, place: ValuePlace, hardOnly: boolean): void {
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.#place = place;
    this.#hardOnly = hardOnly;
    if (this.#seen.size > 0) this.#seen.clear();
    if (hardOnly) (this.#hard ??= createDetector({ flags: false, tuning: this.#tuning })).scan(bytes, start, end, this.#sink);
    else this.#full.scan(bytes, start, end, this.#sink);
  }

  #first(kind: string): boolean {
    if (this.#seen.has(kind)) return false;
    this.#seen.add(kind);
    return true;
  }

  #flag(code: FlagCode, start: number, end: number, confidence: number, reason: string): void {
    if (this.#hardOnly) return;
    // What is one thing is counted once: spans come before flags, and a card number is not "card number" and "payment card".
    if (code === 'BSN' || code === 'IBAN') return;
    const twin = spanOfFlag[code];
    if (twin !== undefined && this.#seen.has(twin)) return;
    const tally = tallyOf(this.#place.field, code);
    count(tally, confidence, reason, this.#first(code), this.#place.at);
    if (wantsEvidence(tally)) keepEvidence(tally, maskRemark(this.#bytes.toString('utf8', start, end)));
  }

  #span(type: SpanType, start: number, end: number, confidence: number, reason: string): void {
    if (this.#hardOnly && !hardTypes.has(type) && !reason.startsWith('own.pattern:')) return;
    const { field, at, muted } = this.#place;
    const tally = tallyOf(field, type);
    count(tally, confidence, reason, this.#first(type), at);
    const wanted = wantsEvidence(tally);
    if (!wanted && !finds.has(type)) return;
    const value = this.#bytes.toString('utf8', start, end);
    if (wanted) exemplify(tally, type, value);
    const isMuted = muted.size > 0 && muted.has(type);
    if (type === 'PERSON') {
      const name = value.includes(' ') ? normaliseIdentifier('NAME', value) : null;
      if (name !== null) this.#post(tally, 'NAME', '', name, isMuted);
      return;
    }
    if (type === 'POSTCODE') {
      const place = postcodeNumber(this.#around(start, end), start - Math.max(this.#start, start - BEFORE));
      if (place !== null) this.#post(tally, 'POSTCODE_NUMBER', '', place, isMuted);
      return;
    }
    if (type === 'ADDRESS') {
      // A street line without a postcode is met again with the postcode beside it.
      const place = postcodePattern.test(value) ? normaliseIdentifier('POSTCODE_NUMBER', value) : null;
      if (place !== null) this.#post(tally, 'POSTCODE_NUMBER', '', place, isMuted);
      return;
    }
    const identifier = identifierOf(
      type,
      type === 'ACCOUNT_ID'
        ? (ownPatternOf(reason, this.#tuning)?.realm ?? realmOfReason(reason) ?? realmBefore(value) ?? realmBefore(this.#before(start)))
        : undefined,
    );
    if (!identifier) return;
    const normal = normaliseIdentifier(identifier.kind, value);
    if (normal !== null) this.#post(tally, identifier.kind, identifier.realm, normal, isMuted);
  }

  #post(tally: KindTally, kind: IdentifierKind, realm: string, normal: string, muted: boolean): void {
    postOne(this.#poster, tally, kind, realm, normal, this.#place.row, this.#place.ordinal, muted);
  }

  #before(start: number): string {
    return this.#bytes.toString('utf8', Math.max(this.#start, start - BEFORE), start);
  }

  /** The finding with the words around it. Latin-1, so that positions stay those of the bytes; the patterns used on it are ASCII. */
  #around(start: number, end: number): string {
    return this.#bytes.toString('latin1', Math.max(this.#start, start - BEFORE), Math.min(this.#end, end + AFTER));
  }
}

const postcodePattern = /\b([1-9]\d{3}) ?([A-Z]{2})\b/i;
const numberAfter = /^[\s,]*(?:nr\.?|nummer|huisnr\.?|huisnummer|no\.?)?\s*(\d{1,5})(?:[\s-]?(bis|hs|[A-Za-z]{1,2}))?(?=$|[\s,.;:)])/;
const numberBefore = /[A-Za-z\xc0-\xff.]\s(\d{1,5})(?:[\s-]?(bis|hs|[A-Za-z]{1,2}|\d{1,3}))?[\s,.;-]*(?:te\s)?$/;

/** Postcode + house number around a postcode or address found at `offset`: "Kerkstraat 12, 1234 AB", "1234AB 12", "1234 ab nr 12a". Normalised, or null. */
export function postcodeNumber(around: string, offset: number): string | null {
  const found = postcodePattern.exec(around.slice(offset));
  if (!found) return null;
  const at = offset + found.index;
  const after = numberAfter.exec(around.slice(at + found[0].length));
  const number = after ?? numberBefore.exec(around.slice(0, at));
  return number ? normaliseIdentifier('POSTCODE_NUMBER', `${found[1]}${found[2].toUpperCase()} ${number[1]}${number[2] ?? ''}`) : null;
}

const ownNumber = /^(\d{1,5})(?:[\s-]?([A-Za-z0-9]{1,4}))?$/;
const streetNumber = /[\p{L}.'’)]\s+(\d{1,5})(?:[\s-]?(bis|hs|bus \d+|[A-Za-z]{1,2}|\d{1,4}|[IVX]{1,4}))?(?=$|[\s,.;:)])/u;

/** House number and addition at the end of a street line ("Kerkstraat 12-a"), or of a field that holds only the number; null when there is none. */
export function houseNumberIn(value: string): string | null {
  const match = ownNumber.exec(value) ?? streetNumber.exec(value);
  return match ? match[1] + (match[2] ? ` ${match[2]}` : '') : null;
}
