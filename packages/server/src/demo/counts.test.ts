import { describe, expect, it } from 'vitest';
import { demoTeams, inventCounts } from './counts.ts';

const today = new Date('2026-11-20T09:00:00Z');
const ids = new Map(demoTeams.map((team, at) => [team.name, `team-${at}`]));
const counts = inventCounts(today, ids);
const shownIn = (from: string, to: string) => counts.filter(({ day }) => day >= from && day <= to).reduce((so, one) => so + one.shown, 0);

describe('invented counts of the note guard', () => {
  it('covers eight weeks of working days, the same each time', () => {
    const days = [...new Set(counts.map(({ day }) => day))].sort();
    expect([days[0], days.at(-1)]).toEqual(['2026-09-28', '2026-11-20']);
    expect(days).toHaveLength(40);
    expect(inventCounts(today, ids)).toEqual(counts);
  });
  it('adds up: what was accepted, let through or stopped was shown', () => {
    for (const one of counts) expect(one.accepted + one.overridden + one.blocked, JSON.stringify(one)).toBeLessThanOrEqual(one.shown);
    expect(new Set(counts.map(({ team }) => team)).size).toBe(3);
  });
  it('gets better as the weeks go by', () => {
    expect(shownIn('2026-10-26', '2026-11-20')).toBeLessThan(shownIn('2026-09-28', '2026-10-23'));
  });
});
