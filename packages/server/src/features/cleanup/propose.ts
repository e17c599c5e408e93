import type { DetectOptions } from '@waarborg/detect';
import { createGuard, type GuardPolicy } from '@waarborg/guard';
import { type Remark, remarksOf } from '@waarborg/scan';
import { type Language, readerFor, redactRemarks } from './rules.ts';

/** What could become of a note: the remarks taken out, and a neutral wording by the guard's rules where they have one. Neither adds a fact. */
export interface Proposal {
  readonly remarks: readonly Remark[];
  readonly redacted: string | null;
  readonly rewritten: string | null;
}

/** The policy of the clean-up itself: everything is said, nothing is blocked, nothing is sent. */
function cleanupPolicy(options: DetectOptions, language: Language): GuardPolicy {
  return {
    version: 0,
    issuedAt: '1970-01-01T00:00:00.000Z',
    organisation: '',
    language,
    rules: [],
    maskAtOnce: [],
    fields: [],
    teams: [],
    detector: options.tuning ?? {},
    sendCounts: false,
    emergency: false,
  };
}

/** Longer texts get no neutral wording: it costs several readings of the whole. */
const MOST_REWRITTEN = 20_000;

/** Proposes for one text. */
export function propose(text: string, options: DetectOptions, language: Language): Proposal {
  const reader = readerFor(options);
  const remarks = remarksOf(reader.detect(text));
  if (remarks.length === 0) return { remarks, redacted: null, rewritten: null };
  const guard = text.length > MOST_REWRITTEN ? null : createGuard(cleanupPolicy(options, language));
  return {
    remarks,
    redacted: redactRemarks(text, reader, language),
    rewritten: guard?.check(text, { channel: null, team: null, language }).rewrite?.text ?? null,
  };
}
