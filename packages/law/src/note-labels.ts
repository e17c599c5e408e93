import type { RuleLevel } from './channels.ts';
import type { DataKind } from './data-kinds.ts';

/** What a label of the detector means for notes: the kind of data whose rule it follows (null: a manner of writing, no kind of data) and the level of the notes guide. */
export interface NoteLabel {
  readonly kind: DataKind | null;
  /** Level of writing it in a note where the channel is not known. */
  readonly guide: RuleLevel;
}

const label = (kind: DataKind | null, guide: RuleLevel): NoteLabel => ({ kind, guide });

/**
 * Labels (flag codes of packages/detect) and the rule they follow. Swearing at nobody (PROFANITY) is only pointed out: that is a choice of this
 * product, the guide has no rule for it.
 */
export const noteLabels = {
  HEALTH: label('health', 'forbidden'),
  RELIGION: label('otherArt9', 'forbidden'),
  ETHNICITY: label('otherArt9', 'forbidden'),
  SEXUAL: label('otherArt9', 'forbidden'),
  POLITICS: label('otherArt9', 'forbidden'),
  UNION: label('otherArt9', 'forbidden'),
  BIOMETRIC: label('otherArt9', 'forbidden'),
  CRIMINAL: label('criminal', 'forbidden'),
  BSN: label('bsn', 'forbidden'),
  CARD: label('paymentCard', 'forbidden'),
  CVV: label('cvvPin', 'forbidden'),
  PASSWORD: label('password', 'forbidden'),
  ID_DOC: label('idCopy', 'forbidden'),
  IBAN: label('iban', 'discouraged'),
  INSULT: label(null, 'forbidden'),
  PROFANITY: label(null, 'allowed'),
  SPECULATION: label(null, 'discouraged'),
  JUDGEMENT: label(null, 'discouraged'),
  THIRD_PERSON: label('thirdPerson', 'discouraged'),
  IRRELEVANT: label(null, 'discouraged'),
} as const satisfies Record<string, NoteLabel>;

export type NoteLabelCode = keyof typeof noteLabels;
/** Every label in the order of the guide. */
export const noteLabelCodes = Object.keys(noteLabels) as readonly NoteLabelCode[];

/** Labels whose characters are masked the moment they are typed, and that nobody may let through. */
export const maskedLabels = ['CARD', 'CVV', 'BSN', 'PASSWORD'] as const satisfies readonly NoteLabelCode[];
/** Labels that no organisation may set milder than blocked: their kind can never be released. */
export const neverReleasedLabels = ['CVV', 'PASSWORD'] as const satisfies readonly NoteLabelCode[];
