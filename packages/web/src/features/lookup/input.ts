import type { CallInput, Routes } from '@waarborg/contract';

export type LookupInput = CallInput<Routes['POST /api/v1/lookups']>['body'];
export type LookupKind = LookupInput['kind'];

/** What can be asked by, in the order in which it is usually known. */
export const lookupKinds: readonly LookupKind[] = ['email', 'phone', 'customerNumber', 'iban', 'postcodeNumber', 'nameBirth', 'bsn', 'other'];

/** Reasons a person can pick; the text itself is free. */
export const usualReasons = ['access', 'erasure', 'rectification', 'objection', 'portability', 'breach', 'complaint'] as const;

/**
 * The kind that what was typed most likely is, or null when the form says nothing: lets a person paste first and choose later.
 * Only forms are looked at; no value is kept.
 */
export function guessKind(value: string): LookupKind | null {
  const text = value.trim();
  const bare = text.replace(/[\s.\-()]/g, '');
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return 'email';
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/i.test(bare)) return 'iban';
  if (/^(1\d{3}|[2-9]\d{3})\s?[A-Z]{2}\b[\s,]+\d/i.test(text)) return 'postcodeNumber';
  if (/^(\+|00)\d{9,15}$/.test(bare) || /^0[1-9]\d{8}$/.test(bare)) return 'phone';
  return null;
}

export type InputTrouble =
  | 'valueMissing'
  | 'emailForm'
  | 'phoneForm'
  | 'ibanForm'
  | 'postcodeForm'
  | 'birthMissing'
  | 'birthForm'
  | 'bsnForm'
  | 'reasonMissing'
  | 'reasonShort';
export interface LookupForm {
  readonly kind: LookupKind;
  readonly value: string;
  readonly birthDate: string;
  readonly reason: string;
}

/** What still stands in the way of a look-up, by field. Forms only: whether a number exists is for the index to say. */
export function troubleWithForm(form: LookupForm): Partial<Record<'value' | 'birthDate' | 'reason', InputTrouble>> {
  const value = valueTrouble(form.kind, form.value.trim());
  const birth = form.kind === 'nameBirth' ? (form.birthDate === '' ? 'birthMissing' : /^\d{4}-\d{2}-\d{2}$/.test(form.birthDate) ? null : 'birthForm') : null;
  const reason = form.reason.trim() === '' ? 'reasonMissing' : form.reason.trim().length < 3 ? 'reasonShort' : null;
  return { ...(value === null ? {} : { value }), ...(birth === null ? {} : { birthDate: birth }), ...(reason === null ? {} : { reason }) };
}

function valueTrouble(kind: LookupKind, value: string): InputTrouble | null {
  if (value === '') return 'valueMissing';
  const bare = value.replace(/[\s.\-()/]/g, '');
  if (kind === 'email') return /^[^\s@]+@[^\s@]+$/.test(value) ? null : 'emailForm';
  if (kind === 'phone') return /^\+?\d{6,15}$/.test(bare) ? null : 'phoneForm';
  if (kind === 'iban') return /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/i.test(bare) ? null : 'ibanForm';
  if (kind === 'postcodeNumber') return /\d/.test(value) && /^\S+.*[\s,]+\d/.test(value) ? null : 'postcodeForm';
  if (kind === 'bsn') return /^\d{8,9}$/.test(bare) ? null : 'bsnForm';
  return null;
}

/** The call's body out of a form that has no trouble. */
export function bodyOf(form: LookupForm): LookupInput {
  return { kind: form.kind, value: form.value.trim(), reason: form.reason.trim(), ...(form.kind === 'nameBirth' ? { birthDate: form.birthDate } : {}) };
}
