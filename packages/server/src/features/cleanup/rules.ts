import type { CleanupBatchState, CleanupState, CleanupVerdict } from '@waarborg/contract/cleanup';
import { Hmac, type Remark, RemarkReader, remarksOf } from '@waarborg/scan';

/** What a verdict makes of an item. */
export function stateAfter(verdict: CleanupVerdict): CleanupState {
  if (verdict === 'dismiss') return 'dismissed';
  return verdict === 'later' ? 'later' : 'decided';
}

/** States in which a verdict may be given or taken back: everything that is in no batch. */
export const judgeable: readonly CleanupState[] = ['open', 'later', 'dismissed', 'decided', 'refused'];
/** States that a verdict on a whole group leaves and from which it can be taken back: judged, in no batch. */
export const takeableStates: readonly CleanupState[] = ['later', 'dismissed', 'decided'];

/**
 * How many notes of a group a person must have looked at before a verdict on all of it: every one of a pair, then two, five, ten and twenty as the group
 * grows tenfold. A choice of this product: enough to notice that a group is not what it seems, little enough to be done.
 */
export function leastSample(items: number): number {
  if (items <= 2) return items;
  if (items <= 10) return 2;
  if (items <= 100) return 5;
  return items <= 1000 ? 10 : 20;
}

/** Making the state of a key costs more than a fingerprint; kept for as long as the key is. */
const hmacs = new WeakMap<Uint8Array, Hmac>();

/** A keyed fingerprint of 64 bits, signed: the same text gives the same number in one organisation and says nothing elsewhere. */
export function print(indexKey: Uint8Array, purpose: 'content' | 'remark' | 'record' | 'seen', text: string): bigint {
  let hmac = hmacs.get(indexKey);
  if (!hmac) hmacs.set(indexKey, (hmac = new Hmac(indexKey)));
  const bytes = Buffer.from(`cleanup:${purpose}\0${text.toWellFormed()}`, 'utf8');
  const [high, low] = hmac.digest(bytes, 0, bytes.length);
  return (BigInt(high) << 32n) | BigInt(low >>> 0);
}

/** Fingerprint of what stands in a field: empty and null are told apart from each other and from every text. */
export function contentPrint(indexKey: Uint8Array, value: string | null): bigint {
  return print(indexKey, 'content', value === null ? '\0null' : value);
}

export type Language = 'nl' | 'en';

/** What stands in the place of a remark that was taken out. It does not say of which kind: that somebody's health was mentioned is itself a word about it. */
export const placeholder: Readonly<Record<Language, string>> = { nl: '[verwijderd]', en: '[removed]' };
/** A remark that hides another shows it when it is gone; after this many rounds nothing new comes up. */
const ROUNDS = 4;

/** The text with each remark replaced by a note of what was taken out; null when there is nothing to take out. What remains is read again until the detector is silent. */
export function redactRemarks(text: string, reader: Pick<RemarkReader, 'detect'>, language: Language): string | null {
  let now = text;
  for (let round = 0; round < ROUNDS; round++) {
    const remarks = remarksOf(reader.detect(now));
    if (remarks.length === 0) break;
    now = cut(now, remarks, placeholder[language]);
  }
  return now === text ? null : now;
}

function cut(text: string, remarks: readonly Remark[], instead: string): string {
  let made = '';
  let at = 0;
  for (const { start, end } of [...remarks].sort((a, b) => a.start - b.start)) {
    // Of remarks that overlap the whole stretch goes.
    if (start >= at) made += text.slice(at, start) + instead;
    at = Math.max(at, end);
  }
  return made + text.slice(at);
}

/** A reader of remarks with what the organisation decided about the detector. */
export function readerFor(tuning: ConstructorParameters<typeof RemarkReader>[0] = {}): RemarkReader {
  return new RemarkReader(tuning);
}

export interface ApprovalFacts {
  readonly state: CleanupBatchState;
  readonly proposedById: string;
  /** Who gave the verdicts of its rows. */
  readonly judgedByIds: readonly string[];
  /** People of the organisation, and those of them who may approve. */
  readonly people: number;
  readonly approvers: readonly string[];
  /** The decision on record that one person may approve alone. */
  readonly aloneDecided: boolean;
}

/**
 * Whether somebody may approve a batch. Four eyes: not who proposed it, and not who gave every verdict in it. Alone, after a waiting time, only in an
 * organisation of one person, under a decision on record.
 */
export function mayApprove(
  facts: ApprovalFacts,
  by: { readonly id: string; readonly able: boolean },
): 'yes' | 'ownProposal' | 'ownVerdicts' | 'noOneElse' | 'alone' | 'notAllowed' | 'over' {
  if (facts.state !== 'proposed') return 'over';
  if (!by.able) return 'notAllowed';
  const own = facts.proposedById === by.id;
  const judgedAll = facts.judgedByIds.length > 0 && facts.judgedByIds.every((id) => id === by.id);
  if (!own && !judgedAll) return 'yes';
  if (facts.people === 1 && facts.aloneDecided) return 'alone';
  if (facts.approvers.every((id) => id === by.id)) return 'noOneElse';
  return own ? 'ownProposal' : 'ownVerdicts';
}

/** How long a decision of one person waits before it is carried out. */
export const ALONE_WAIT_MS = 24 * 3_600_000;
