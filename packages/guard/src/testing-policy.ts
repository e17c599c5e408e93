import { forbidden } from './default-policy.ts';
import type { GuardPolicy } from './policy.ts';

/** A policy for tests: what the guide forbids is blocked, what it rephrases is advised, numbers are masked at once. `parts` replaces whole parts. */
export function policyForTests(parts: Partial<GuardPolicy> = {}): GuardPolicy {
  return {
    version: 1,
    issuedAt: '2026-11-21T12:00:00Z',
    organisation: 'Voorbeeld Energie',
    language: 'nl',
    rules: forbidden.map((label) => ({ label, channel: null, team: null, level: label === 'INSULT' ? ('reason' as const) : ('block' as const) })),
    maskAtOnce: ['BSN', 'CARD', 'CVV', 'PASSWORD'],
    fields: [],
    teams: [{ id: 'team-a', name: 'Team A' }],
    detector: {},
    sendCounts: true,
    emergency: true,
    ...parts,
  };
}
