import type { FlagCode } from '@waarborg/detect';
import type { GuardPolicy } from './policy.ts';

/** What the notes guide forbids to write; what it does not name here it would have rephrased. */
export const forbidden: readonly FlagCode[] = [
  'HEALTH',
  'RELIGION',
  'ETHNICITY',
  'SEXUAL',
  'POLITICS',
  'UNION',
  'BIOMETRIC',
  'CRIMINAL',
  'BSN',
  'CARD',
  'CVV',
  'PASSWORD',
  'ID_DOC',
  'INSULT',
];

/**
 * What a guard does as long as no organisation has decided anything: what the notes guide forbids asks a reason, what it would have rephrased is advised, card numbers, CVV, BSN
 * and passwords are masked. It blocks nothing, guards no field by itself and sends nothing.
 */
export function defaultPolicy(language: 'nl' | 'en'): GuardPolicy {
  return {
    version: 0,
    issuedAt: '2026-11-21T00:00:00Z',
    organisation: '',
    language,
    rules: forbidden.map((label) => ({ label, channel: null, team: null, level: 'reason' })),
    maskAtOnce: ['CARD', 'CVV', 'BSN', 'PASSWORD'],
    fields: [],
    teams: [],
    detector: {},
    sendCounts: false,
    emergency: true,
  };
}
