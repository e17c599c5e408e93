import { createDetector, type FlagCode } from '@waarborg/detect';
import { levelOf, strictest } from './levels.ts';
import { maskText } from './mask-text.ts';
import type { GuardPolicy, NoteCheck, NoteFinding, NotePlace } from './policy.ts';
import { fail } from './read-policy.ts';
import { rewriteNote } from './rewrite.ts';

/** A policy put to work. Holds scratch memory of its own: one per thread, used for one text after another. */
export interface Guard {
  readonly policy: GuardPolicy;
  /** Findings of a note with their levels, in order of place; labels that are off are left out. */
  findings(text: string, place: NotePlace): NoteFinding[];
  /** Everything the guard says of a note. `rewrite: false` leaves out the proposal, which costs a few more readings of the note. */
  check(text: string, place: NotePlace, options?: { readonly rewrite?: boolean }): NoteCheck;
}

/** Labels that only ask to look again. A guard interrupts somebody at work: below this confidence it keeps still about them, unless the organisation has set its own. */
const prompts: ReadonlySet<FlagCode> = new Set(['SPECULATION', 'JUDGEMENT', 'THIRD_PERSON', 'IRRELEVANT']);
const leastPrompt = 0.6;

const silent: NoteCheck = { findings: [], outcome: 'off', rewrite: null, masked: null };

/** Makes a guard from a policy that readPolicy() has passed. Loads the word lists. Throws PolicyProblem when the detector refuses the organisation's own tuning. */
export function createGuard(policy: GuardPolicy): Guard {
  const detector = detectorOf(policy);
  const masks = new Set(policy.maskAtOnce);
  const off = policy.detector.off ?? [];
  const { minConfidence, minConfidenceOf } = policy.detector;
  const leastOf = (label: FlagCode): number => (minConfidence === undefined && minConfidenceOf?.[label] === undefined && prompts.has(label) ? leastPrompt : 0);

  const findings: Guard['findings'] = (text, place) => {
    const found: NoteFinding[] = [];
    for (const flag of detector.detect(text).flags) {
      if (off.some((one) => one.kind === flag.code && one.channel !== undefined && one.channel === place.channel)) continue;
      if (flag.confidence < leastOf(flag.code)) continue;
      const level = levelOf(policy, flag.code, place);
      const mask = masks.has(flag.code);
      if (level === 'off' && !mask) continue;
      found.push({ start: flag.start, end: flag.end, label: flag.code, level, confidence: flag.confidence, reason: flag.reason, mask });
    }
    return found.sort((a, b) => a.start - b.start || b.end - a.end);
  };

  return {
    policy,
    findings,
    check(text, place, options) {
      const found = findings(text, place);
      if (found.length === 0) return silent;
      const masked = maskText(text, found, policy.maskAtOnce);
      return {
        findings: found,
        outcome: strictest(found.map((one) => one.level)),
        rewrite: options?.rewrite === false ? null : rewriteNote(text, (note) => findings(note, place), place.language ?? policy.language),
        masked: masked === text ? null : masked,
      };
    },
  };
}

/** What the detector is asked to do under a policy: remarks only, tuned as the organisation decided. */
function detectorOf(policy: GuardPolicy) {
  try {
    return createDetector({ spans: false, tuning: policy.detector });
  } catch (error) {
    return fail('detector', error instanceof Error ? error.message : 'is refused by the detector');
  }
}
