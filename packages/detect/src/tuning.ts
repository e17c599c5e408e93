import type { AccountRealm, FlagCode, SpanType } from './types.ts';

/**
 * A pattern of an organisation's own, in a language that can only be matched in linear time: `9` a digit, `A` a letter (any case), `*` a letter or digit,
 * anything else itself; `{n}` or `{n,m}` behind one of these repeats it (at most 64 characters in all). "KL-9{8}", "A{2}9{4,6}".
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

/** What an organisation has decided about the detector. Everything absent means: as it comes. */
export interface DetectorTuning {
  readonly patterns?: readonly OwnPattern[];
  /** Words or phrases that never fire, compared without case and accents, whole words; a finding that lies wholly within one is dropped. */
  readonly allow?: readonly string[];
  /** Kinds that are switched off, everywhere or on one channel (channels.json). */
  readonly off?: readonly { readonly kind: SpanType | FlagCode; readonly channel?: string }[];
  /** Least confidence (0 to 1) for a finding to count, over all kinds and per kind. */
  readonly minConfidence?: number;
  readonly minConfidenceOf?: Readonly<Partial<Record<SpanType | FlagCode, number>>>;
}
