import type { AccountRealm, FlagCode, SpanType } from './types.ts';

/**
 * A pattern of an organisation's own, in a language that can only be matched in linear time: `9` a digit, `A` a letter (a-z, any case), `*` a letter or digit,
 * anything else itself (letters in any case); `{n}` or `{n,m}` behind one of these repeats it (at most 64 characters in all); `\` takes the next character as
 * it is ("KL\A-9{6}"). "KL-9{8}", "A{2}9{4,6}". It matches whole numbers only: no letter or digit may touch it on either side.
 */
export interface OwnPattern {
  readonly id: string;
  /** As people call it: "klantnummer". */
  readonly name: string;
  readonly shape: string;
  readonly kind: SpanType | FlagCode;
  /** Number space, for kind ACCOUNT_ID. */
  readonly realm?: AccountRealm;
  /** When given, one of these words must stand within 40 characters before it, in the same sentence. */
  readonly near?: readonly string[];
}

/** A kind that does not fire, everywhere or on one channel (a code of the list of channels). */
export interface SwitchedOff {
  readonly kind: SpanType | FlagCode;
  readonly channel?: string;
}

/** What an organisation has decided about the detector. Everything absent means: as it comes. */
export interface DetectorTuning {
  readonly patterns?: readonly OwnPattern[];
  /** Words or phrases that never fire, compared without case and accents, whole words; a finding that lies wholly within one is dropped. */
  readonly allow?: readonly string[];
  /** Kinds that are switched off, everywhere or on one channel (channels.json). A kind that is a span and a flag (BSN, IBAN) is switched off as both. */
  readonly off?: readonly SwitchedOff[];
  /** Least confidence (0 to 1) for a finding to count, over all kinds and per kind. The one of a kind replaces the general one, also downwards. */
  readonly minConfidence?: number;
  readonly minConfidenceOf?: Readonly<Partial<Record<SpanType | FlagCode, number>>>;
}

/** How much tuning an organisation may have: enough for any, little enough to stay fast. */
export const tuningLimits = {
  patterns: 200,
  /** Characters a shape can match at most. */
  shapeCharacters: 64,
  near: 20,
  allow: 5000,
  /** Characters of one word or phrase to allow, and its words. */
  allowCharacters: 200,
  allowWords: 12,
  off: 500,
  name: 80,
} as const;

/** Reason code of a finding by an own pattern. */
export const ownReason = (id: string): string => `own.pattern:${id}`;

/** The own pattern behind a reason code; undefined when the reason is of another rule, or the pattern is no longer there. */
export function ownPatternOf(reason: string, tuning: DetectorTuning | undefined): OwnPattern | undefined {
  if (!reason.startsWith('own.pattern:')) return undefined;
  const id = reason.slice('own.pattern:'.length);
  return tuning?.patterns?.find((pattern) => pattern.id === id);
}
