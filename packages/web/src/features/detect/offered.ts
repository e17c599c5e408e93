// The lists alone: the detector's words are fetched when the page needs them.
import { type AccountRealm, flagCodes, spanTypes } from '@waarborg/detect/types';
import type { KindOf } from './draft.ts';

/** Kinds that an own pattern can be of: what has a form, and the remarks a code can stand for. */
export const patternKinds: readonly KindOf[] = [
  'ACCOUNT_ID',
  'ID_NUMBER',
  'USERNAME',
  'LICENCE_PLATE',
  'SECRET',
  'NATIONAL_ID',
  'PHONE',
  'LOCATION',
  'ORG',
  'HEALTH',
  'CRIMINAL',
  'IRRELEVANT',
];

/** Every kind there is, as one chooses from. */
export const allKinds: readonly KindOf[] = [...new Set<KindOf>([...spanTypes, ...flagCodes])];

export const realms: readonly AccountRealm[] = [
  'customer',
  'contract',
  'order',
  'invoice',
  'ticket',
  'employee',
  'patient',
  'policy',
  'meter',
  'device',
  'other',
];
