import type { FlagCode } from '@waarborg/detect';
import type { NoteAct } from '../counts.ts';
import type { GuardLevel, NoteFinding, NotePlace } from '../policy.ts';
import type { LeaveReason } from './words.ts';

/** Something that happened in a field, to count or to follow up. Never the text, never the writer. */
export interface GuardEvent {
  readonly act: NoteAct;
  readonly label: FlagCode;
  readonly place: NotePlace;
  readonly reason?: LeaveReason;
}

/** How a field is guarded. */
export interface AttachOptions {
  readonly place?: NotePlace;
  readonly language?: 'nl' | 'en';
  /** Selector of this page's save buttons, besides the ones that are recognised. */
  readonly saveButtons?: string;
  readonly onEvent?: (event: GuardEvent) => void;
  /** Told when the number of remarks that stand in the field, or the strictest of them, changes. `field` is an id for this field only. */
  readonly onState?: (field: string, count: number, outcome: GuardLevel) => void;
  /** Called after each check that a key caused: ms since the browser began to change the text (beforeinput), and how many of them were the guard's. For measuring only. */
  readonly onChecked?: (sinceKeyMs: number, ownMs: number) => void;
  /** Style sheet to link where the browser lets none be adopted. */
  readonly styleHref?: string;
}

/** A guarded field. */
export interface Attached {
  readonly element: HTMLElement;
  readonly findings: readonly NoteFinding[];
  /** Strictest level of what stands there now and was not let pass. */
  readonly outcome: GuardLevel;
  /** Reads the field again: after the page changed it by script, or the policy changed. */
  refresh(): void;
  detach(): void;
}
