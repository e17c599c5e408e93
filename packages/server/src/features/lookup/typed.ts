import type { Parsed, Routes } from '@waarborg/contract';
import { type AccountRealm, detect, type IdentifierKind, mask, normaliseIdentifier, type SpanType } from '@waarborg/detect';
import { type Fingerprinter, identifierOfRealm } from '@waarborg/scan';
import { Refusal } from '../../kernel/errors.ts';
import type { Start } from './rules.ts';

export type Typed = Parsed<Routes['POST /api/v1/lookups']>['body'];

/** What was typed as the index knows it, with what may be shown of it. The value itself goes no further. */
export interface TypedStart extends Start {
  readonly masked: string;
}

/** Local parts of addresses behind which a department sits, not a person. */
const roleParts = new Set(
  (
    'info contact klantenservice klantcontact service support helpdesk sales verkoop administratie admin boekhouding finance facturen facturatie invoice invoices billing noreply no-reply ' +
    'donotreply receptie office mail post privacy fg dpo hr jobs vacatures marketing nieuwsbrief newsletter webmaster postmaster abuse security algemeen general hello hallo team customerservice'
  ).split(' '),
);

/** Whether an address belongs to a department: what it reveals is then nobody's in particular. */
export function isRoleAddress(address: string): boolean {
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  return roleParts.has(local) || roleParts.has(local.split(/[.+_-]/)[0] ?? '');
}

interface Candidate {
  readonly kind: IdentifierKind;
  readonly realm: string;
  readonly value: string;
  readonly masked: string;
  readonly uncertain: Start['uncertain'];
}

/**
 * The identifiers that what was typed can be, fingerprinted under the organisation's key. More than one when the form leaves it open (a
 * number without a word before it; a name with a birth date, which is looked for together and, as a proposal, apart). Refuses (invalid) what
 * cannot be of that kind; the message never repeats the value.
 */
export function readTyped(typed: Typed, fingerprints: Fingerprinter): TypedStart[] {
  const found = candidates(typed);
  if (found.length === 0) {
    throw new Refusal('invalid', `lookup.${typed.kind}Invalid`, refusals[typed.kind], { errors: [{ path: 'value', message: refusals[typed.kind] }] });
  }
  const starts = new Map<string, TypedStart>();
  for (const one of found) {
    const fingerprint = fingerprints.of(one.kind, one.realm, one.value).toString();
    starts.set(`${one.kind}:${fingerprint}`, { kind: one.kind, fingerprint, uncertain: one.uncertain, masked: one.masked });
  }
  return [...starts.values()];
}

const refusals: Readonly<Record<Typed['kind'], string>> = {
  email: 'This is not an e-mail address.',
  phone: 'This is not a telephone number: give all digits, with the country code when it is not Dutch or Belgian.',
  customerNumber: 'A customer number has at least three letters or digits, with a digit among them.',
  iban: 'This IBAN fails its check digits; look for a typing error.',
  postcodeNumber: 'Give postcode and house number, such as 1234 AB 12.',
  nameBirth: 'Give a name of at least two words, and the birth date when you know it.',
  bsn: 'This number fails the check of a BSN; look for a typing error.',
  other: 'This is nothing that the index can find somebody by.',
};

function candidates(typed: Typed): Candidate[] {
  const { value } = typed;
  switch (typed.kind) {
    case 'email': {
      const role = isRoleAddress(value.trim()) ? 'role' : null;
      return plain('EMAIL', value, 'EMAIL').map((one) => ({ ...one, uncertain: role }));
    }
    case 'phone':
      return [...plain('PHONE', value, 'PHONE'), ...plain('PHONE', value, 'PHONE', 'BE')];
    case 'customerNumber':
      return number('CUSTOMER', '', value);
    case 'iban':
      return plain('IBAN', value, 'IBAN');
    case 'postcodeNumber':
      return plain('POSTCODE_NUMBER', value, 'POSTCODE');
    case 'bsn':
      return plain('BSN', value, 'BSN');
    case 'nameBirth':
      return nameAndBirth(value, typed.birthDate);
    case 'other':
      return anything(value);
  }
}

function plain(kind: IdentifierKind, value: string, shown: SpanType, country?: 'NL' | 'BE'): Candidate[] {
  const normal = normaliseIdentifier(kind, value, country ? { country } : {});
  return normal === null ? [] : [{ kind, realm: '', value: normal, masked: mask(shown, value.trim()), uncertain: null }];
}

function number(kind: IdentifierKind, realm: string, value: string): Candidate[] {
  const normal = normaliseIdentifier(kind, value);
  return normal === null ? [] : [{ kind, realm, value: normal, masked: maskNumber(value.trim()), uncertain: null }];
}

/** A number of an organisation: only its last two characters, and none of a short one. */
export function maskNumber(value: string): string {
  return value.length < 5 ? '*'.repeat(value.length) : `${'*'.repeat(Math.min(8, value.length - 2))}${value.slice(-2)}`;
}

function nameAndBirth(value: string, birthDate: string | undefined): Candidate[] {
  const name = normaliseIdentifier('NAME', value);
  if (name === null || !name.includes(' ')) return [];
  const masked = mask('PERSON', value.trim());
  const alone: Candidate = { kind: 'NAME', realm: '', value: name, masked, uncertain: 'name' };
  const together = birthDate === undefined ? null : normaliseIdentifier('NAME_BIRTH', `${value}|${birthDate}`);
  if (birthDate === undefined || together === null) return [alone];
  return [{ kind: 'NAME_BIRTH', realm: '', value: together, masked: `${masked}, ${mask('DATE_OF_BIRTH', birthDate)}`, uncertain: null }, alone];
}

const anyRealm: readonly AccountRealm[] = ['customer', 'contract', 'order', 'invoice', 'ticket', 'patient', 'policy', 'meter', 'device', 'other'];

function anything(value: string): Candidate[] {
  const text = value.trim();
  const recognised: Candidate[] = [
    ...candidates({ kind: 'email', value: text, reason: '' }),
    ...plain('IBAN', text, 'IBAN'),
    ...plain('BSN', text, 'BSN'),
    ...plain('CREDIT_CARD', text, 'CREDIT_CARD'),
    ...plain('POSTCODE_NUMBER', text, 'POSTCODE'),
  ];
  const spans = detect(text, { flags: false }).spans.filter((span) => span.start === 0 && span.end === text.length);
  for (const span of spans) {
    const kind = wholeKinds[span.type];
    if (kind) recognised.push(...plain(kind, text, span.type));
  }
  if (recognised.length > 0) return recognised;
  return [
    ...anyRealm.flatMap((realm) => {
      const posted = identifierOfRealm(realm);
      return number(posted.kind, posted.realm, text);
    }),
    ...number('ID_NUMBER', '', text),
    ...number('LICENCE_PLATE', '', text),
    ...(/\s/.test(text) ? [] : number('USERNAME', '', text)),
  ];
}

const wholeKinds: Readonly<Partial<Record<SpanType, IdentifierKind>>> = {
  PHONE: 'PHONE',
  NATIONAL_ID: 'NATIONAL_ID',
  ID_NUMBER: 'ID_NUMBER',
  LICENCE_PLATE: 'LICENCE_PLATE',
  IP: 'IP',
  MAC: 'MAC',
};
