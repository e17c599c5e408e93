import type { DetectorTuning } from './tuning.ts';

/** What a span of text or a column can hold. The names are those of the field's benchmarks; see docs/words.md for the Dutch. */
export const spanTypes = [
  'PERSON',
  'EMAIL',
  'PHONE',
  'ADDRESS',
  'POSTCODE',
  'CITY',
  'LOCATION',
  'ORG',
  'IBAN',
  'BSN',
  'NATIONAL_ID',
  'ID_NUMBER',
  'ACCOUNT_ID',
  'USERNAME',
  'CREDIT_CARD',
  'LICENCE_PLATE',
  'DATE_OF_BIRTH',
  'DATE',
  'AGE',
  'URL',
  'IP',
  'MAC',
  'SECRET',
  'NRP',
] as const;
export type SpanType = (typeof spanTypes)[number];

/** What a note says about a person that should not stand there. Codes of the notes guide; PROFANITY is swearing at nobody. */
export const flagCodes = [
  'HEALTH',
  'RELIGION',
  'ETHNICITY',
  'SEXUAL',
  'POLITICS',
  'UNION',
  'BIOMETRIC',
  'CRIMINAL',
  'BSN',
  'CARD',
  'CVV',
  'PASSWORD',
  'ID_DOC',
  'IBAN',
  'INSULT',
  'PROFANITY',
  'SPECULATION',
  'JUDGEMENT',
  'THIRD_PERSON',
  'IRRELEVANT',
] as const;
export type FlagCode = (typeof flagCodes)[number];

/** A column holds one span type, free text (which then has kinds of its own), or no personal data. */
export type ColumnType = SpanType | 'FREE_TEXT' | 'NONE';

/** One finding in a text. Offsets are UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: SpanType;
  /** 0 to 1: 1 only where a checksum or an unmistakable form proves it. */
  readonly confidence: number;
  /** Why it fired, as a stable code ("iban.mod97", "person.title+surname"); texts for people are in explain(). */
  readonly reason: string;
}

/** A remark about a person. Same offsets as a span; `reason` as there. */
export interface Flag {
  readonly start: number;
  readonly end: number;
  readonly code: FlagCode;
  readonly confidence: number;
  readonly reason: string;
}

export interface Detection {
  readonly spans: readonly Span[];
  readonly flags: readonly Flag[];
}

export interface DetectOptions {
  /** 'nl' | 'en' | undefined (both). */
  readonly language?: string;
  /** Leave out findings below this confidence; 0.5 when not given. */
  readonly minConfidence?: number;
  /** Look for spans / flags; both when not given. */
  readonly spans?: boolean;
  readonly flags?: boolean;
  /** What the organisation decided: own patterns, words to allow, kinds switched off, confidences. A wrong one makes createDetector throw TuningError. */
  readonly tuning?: DetectorTuning;
  /** Channel the texts come from, for kinds that are switched off on one channel. */
  readonly channel?: string;
}

/** Share of a column's non-empty sampled values that are of a type. */
export interface ColumnShare {
  readonly type: SpanType;
  readonly share: number;
}

export interface ColumnVerdict {
  readonly type: ColumnType;
  readonly confidence: number;
  readonly reason: string;
  readonly shares: readonly ColumnShare[];
  /** For ACCOUNT_ID: which number space the values belong to, from the header or the words before them. */
  readonly realm?: AccountRealm;
}

/** Number spaces that may be walked from one place to another. Two numbers meet only within one realm. */
export const accountRealms = ['customer', 'contract', 'order', 'invoice', 'ticket', 'employee', 'patient', 'policy', 'meter', 'device', 'other'] as const;
export type AccountRealm = (typeof accountRealms)[number];

/** Kinds of identifier that the subject index keys on. A smaller set than SpanType: only what can find a person again. */
export const identifierKinds = [
  'EMAIL',
  'PHONE',
  'IBAN',
  'BSN',
  'NATIONAL_ID',
  'ID_NUMBER',
  'CREDIT_CARD',
  'LICENCE_PLATE',
  'USERNAME',
  'CUSTOMER',
  'CONTRACT',
  'ORDER',
  'INVOICE',
  'TICKET',
  'ACCOUNT',
  'POSTCODE_NUMBER',
  'NAME',
  'NAME_BIRTH',
  'IP',
  'MAC',
  'LINK',
] as const;
export type IdentifierKind = (typeof identifierKinds)[number];
