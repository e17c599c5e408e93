import { type AccountRealm, type FlagCode, type IdentifierKind, mask, normalise, type Span, type SpanType } from '@waarborg/detect';
import { kindCode } from './fingerprint.ts';
import { DistinctCount } from './hyperloglog.ts';
import { identifierOf } from './plan.ts';
import { type FieldProfile, keepEvidence, type KindTally, stretch, tallyOf } from './profile.ts';
import type { Poster } from './record.ts';

/** Identifiers that are unmistakable enough to count in a field that otherwise holds no personal data. */
export const hardTypes: ReadonlySet<SpanType> = new Set(['EMAIL', 'PHONE', 'IBAN', 'BSN', 'NATIONAL_ID', 'CREDIT_CARD', 'SECRET']);

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

/** The number space that the words just before a number name; the nearest word wins. */
export function realmBefore(text: string, start: number): AccountRealm | undefined {
  const before = text.slice(Math.max(0, start - 48), start);
  let best: { realm: AccountRealm; at: number } | undefined;
  for (const [realm, pattern] of realmWords) {
    const match = pattern.exec(before);
    if (match && (!best || match.index > best.at)) best = { realm, at: match.index };
  }
  return best?.realm;
}

/** A finding of the detector in one value, with its text. */
export interface TextFinding {
  readonly kind: SpanType | FlagCode;
  readonly text: string;
  readonly confidence: number;
  readonly reason: string;
}

/** Adds one occurrence of a kind to a field's tally. */
export function count(tally: KindTally, finding: Pick<TextFinding, 'confidence' | 'reason'>, firstOfValue: boolean, at: number): void {
  tally.count++;
  if (firstOfValue) tally.values++;
  tally.confidence += finding.confidence;
  tally.reasons[finding.reason] = (tally.reasons[finding.reason] ?? 0) + 1;
  stretch(tally, at);
}

/** Keeps a masked example while the tally still has few. */
export function exemplify(tally: KindTally, kind: SpanType | FlagCode, text: string): void {
  if (tally.evidence.length < 3) keepEvidence(tally, mask(kind as SpanType, text));
}

/** Posts what a span identifies, counting different ones; composes postcode + house number with the words after or before. */
export function postSpan(poster: Poster, tally: KindTally, span: Span, text: string, row: number, field: number, muted: boolean): void {
  const value = text.slice(span.start, span.end);
  if (span.type === 'PERSON') {
    const name = value.includes(' ') ? normalise('NAME', value) : null;
    if (name !== null) postOne(poster, tally, 'NAME', '', name, row, field, muted);
    return;
  }
  if (span.type === 'POSTCODE' || span.type === 'ADDRESS') {
    const place = postcodeNumber(text, span);
    if (place !== null) postOne(poster, tally, 'POSTCODE_NUMBER', '', place, row, field, muted);
    return;
  }
  const identifier = identifierOf(span.type, span.type === 'ACCOUNT_ID' ? (realmBefore(text, span.start) ?? realmBefore(value, value.length)) : undefined);
  if (!identifier) return;
  const normal = normalise(identifier.kind, value);
  if (normal !== null) postOne(poster, tally, identifier.kind, identifier.realm, normal, row, field, muted);
}

/** Posts one normalised identifier (or only counts it when a person said it is none) and counts it among the different ones. */
export function postOne(poster: Poster, tally: KindTally, kind: IdentifierKind, realm: string, normal: string, row: number, field: number, muted: boolean): void {
  if (muted) poster.touch(kindCode(kind), realm, normal);
  else poster.post(row, field, kindCode(kind), realm, normal);
  (tally.persons ??= new DistinctCount()).add(poster.high, poster.low);
}

const postcodePattern = /\b([1-9]\d{3}) ?([A-Z]{2})\b/i;
const numberPattern = /(?:^|[\s,.])(\d{1,5})(?:[\s-]?([A-Za-z]{1,2}|\d{1,4}))?(?=$|[\s,.;:)])/;

/** Postcode + house number around a postcode or address span: "Kerkstraat 12, 1234 AB", "1234AB 12", "1234 ab nr 12a". */
function postcodeNumber(text: string, span: Span): string | null {
  const around = text.slice(Math.max(0, span.start - 40), Math.min(text.length, span.end + 24));
  const offset = span.start - Math.max(0, span.start - 40);
  const found = postcodePattern.exec(around.slice(offset));
  if (!found) return null;
  const at = offset + found.index;
  const after = /^\s*(?:,|nr\.?|nummer|huisnr\.?|huisnummer|no\.?)?\s*(\d{1,5})(?:[\s-]?([A-Za-z]{1,2}))?(?=$|[\s,.;:)])/.exec(around.slice(at + found[0].length));
  const before = lastNumber(around.slice(0, at));
  const number = after ? after[1] + (after[2] ?? '') : before;
  return number ? normalise('POSTCODE_NUMBER', `${found[1]}${found[2].toUpperCase()} ${number}`) : null;
}

function lastNumber(text: string): string | null {
  const tail = /[A-Za-zÀ-ÿ.]\s(\d{1,5})(?:[\s-]?([A-Za-z]{1,2}|\d{1,3}))?[\s,.;-]*(?:te\s)?$/.exec(text);
  return tail ? tail[1] + (tail[2] ?? '') : null;
}

/** House number and addition at the end of a street line ("Kerkstraat 12-a"), or of a field that holds only the number. */
export function houseNumberIn(value: string): string | null {
  const match = /^\d/.test(value) ? /^(\d{1,5})(?:[\s-]?([A-Za-z0-9]{1,4}))?$/.exec(value) : numberPattern.exec(value);
  return match ? match[1] + (match[2] ? ` ${match[2]}` : '') : null;
}

/** Adds everything the detector found in one value to the field's profile and the postings. */
export function tallyText(
  field: FieldProfile,
  text: string,
  found: { readonly spans: readonly Span[]; readonly flags: readonly { start: number; end: number; code: FlagCode; confidence: number; reason: string }[] },
  place: { row: number; ordinal: number; at: number; poster: Poster; mutedKinds: ReadonlySet<string>; hardOnly: boolean },
): void {
  let seen: string[] | null = null;
  const first = (kind: string): boolean => {
    if (!seen) seen = [];
    else if (seen.includes(kind)) return false;
    seen.push(kind);
    return true;
  };
  for (const span of found.spans) {
    if (place.hardOnly && !hardTypes.has(span.type)) continue;
    const tally = tallyOf(field, span.type);
    count(tally, span, first(span.type), place.at);
    if (tally.evidence.length < 3) exemplify(tally, span.type, text.slice(span.start, span.end));
    postSpan(place.poster, tally, span, text, place.row, place.ordinal, place.mutedKinds.has(span.type));
  }
  if (place.hardOnly) return;
  for (const flag of found.flags) {
    const tally = tallyOf(field, flag.code);
    count(tally, flag, first(flag.code), place.at);
    if (tally.evidence.length < 3) exemplify(tally, flag.code, text.slice(flag.start, flag.end));
  }
}
