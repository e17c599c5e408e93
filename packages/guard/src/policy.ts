import type { DetectorTuning, FlagCode } from '@waarborg/detect';

/** What the guard does at a finding: nothing; say so; let it pass only with a reason; not let it pass. Strictest last. */
export const guardLevels = ['off', 'advise', 'reason', 'block'] as const;
export type GuardLevel = (typeof guardLevels)[number];

/** Level of one label. The most specific rule wins: channel and team, then channel, then team, then the general one; null means any. */
export interface GuardRule {
  readonly label: FlagCode;
  readonly channel: string | null;
  readonly team: string | null;
  readonly level: GuardLevel;
}

/** A field that a team leader has appointed: where the guard watches. */
export interface GuardedField {
  readonly id: string;
  readonly name: string;
  /** Match pattern as browsers' extensions write it ("https://*.zendesk.com/agent/*"). */
  readonly address: string;
  /** CSS selector of the field; open shadow roots are looked through. */
  readonly selector: string;
  /** Channel of what is written there (channels.json), null when the page does not tell. */
  readonly channel: string | null;
  /** Preset it came from ("zendesk"), null when made by hand. */
  readonly preset: string | null;
}

/**
 * Everything a guard must know, as one JSON document that is fetched, kept and used off-line. Served by GET /api/v1/guard/policy (zod: contract GuardPolicy).
 * A label without a rule counts as 'advise': unknown means not silent.
 */
export interface GuardPolicy {
  readonly version: number;
  readonly issuedAt: string;
  readonly organisation: string;
  readonly language: 'nl' | 'en';
  readonly rules: readonly GuardRule[];
  /** Labels whose characters are masked the moment they are recognised. */
  readonly maskAtOnce: readonly FlagCode[];
  readonly fields: readonly GuardedField[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly detector: DetectorTuning;
  /** Whether counts per label, team and channel may be sent; never the text, never the writer. */
  readonly sendCounts: boolean;
  /** "Vital interest": the writer may pass any block; a follow-up without text goes to the team lead. */
  readonly emergency: boolean;
}

/** Where something is written. */
export interface NotePlace {
  readonly channel: string | null;
  readonly team: string | null;
  readonly language?: 'nl' | 'en';
}

/** One finding in a note, with what the policy says about it. Offsets are UTF-16 code units, end exclusive. */
export interface NoteFinding {
  readonly start: number;
  readonly end: number;
  readonly label: FlagCode;
  readonly level: GuardLevel;
  readonly confidence: number;
  /** Reason code of the detector; explain() puts it into words. */
  readonly reason: string;
  readonly mask: boolean;
}

/** A neutral wording made by rule from what stands there; it never adds a fact. */
export interface Rewrite {
  /** The whole note after the rewrite. */
  readonly text: string;
  /** Each changed piece of the note: what stood there, what comes, and the rule's id. */
  readonly changes: readonly { readonly start: number; readonly end: number; readonly becomes: string; readonly rule: string }[];
}

/** What the guard says of a note. `outcome` is the strictest level among the findings; 'off' when there is nothing to say. */
export interface NoteCheck {
  readonly findings: readonly NoteFinding[];
  readonly outcome: GuardLevel;
  readonly rewrite: Rewrite | null;
  /** The note with the labels of `maskAtOnce` masked; null when there is nothing to mask. */
  readonly masked: string | null;
}
