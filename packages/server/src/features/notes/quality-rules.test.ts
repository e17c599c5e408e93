import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysHidden, periodOf, qualityOf, tooFewInAll, visibleTeams } from './quality-rules.ts';
import type { CountRow } from './store.ts';

const row = (team: string, shown: number, more: Partial<CountRow> = {}): CountRow => ({
  week: '2026-11-16',
  label: 'HEALTH',
  team,
  channel: 'phone',
  shown,
  accepted: 0,
  overridden: 0,
  blocked: 0,
  masked: 0,
  emergency: 0,
  ...more,
});
const team = (id: string, size: number) => ({ id, name: id, size });
const seen = (rows: CountRow[], teams: ReturnType<typeof team>[]) => [...visibleTeams(rows, teams)].sort();

describe('teams that may be shown apart', () => {
  it('are of four people and twenty counts', () => {
    expect(seen([row('a', 20), row('b', 30)], [team('a', 4), team('b', 9)])).toEqual(['a', 'b']);
  });
  it('never leave one hidden team to be reckoned from the total', () => {
    expect(seen([row('a', 50), row('b', 50), row('c', 50)], [team('a', 12), team('b', 6), team('c', 2)])).toEqual(['a']);
    expect(seen([row('a', 50), row('b', 19)], [team('a', 12), team('b', 6)])).toEqual([]);
    expect(seen([row('a', 50), row('b', 40), row('c', 50), row('d', 50)], [team('a', 12), team('b', 6), team('c', 1), team('d', 2)])).toEqual(['a']);
    expect(seen([row('a', 50), row('c', 50), row('d', 50)], [team('a', 12), team('c', 2), team('d', 3)])).toEqual(['a']);
  });
  it('are the same in every period, so that two periods tell nothing of a small team', () => {
    // Were it by who wrote: in the week that only b wrote, a would hide, and stand there as one of two weeks.
    const teams = [team('a', 9), team('b', 2), team('c', 3), team('d', 8)];
    expect(seen([row('a', 50), row('b', 30), row('d', 40)], teams)).toEqual(['a', 'd']);
    expect(seen([row('a', 50), row('b', 30), row('c', 25), row('d', 40)], teams)).toEqual(['a', 'd']);
    expect(seen([row('a', 50)], [team('a', 12), team('b', 1)])).toEqual([]);
    expect([...alwaysHidden([team('a', 9), team('b', 2), team('d', 8)])].sort()).toEqual(['b', 'd']);
  });
  it('never let a small team be reckoned, whatever the teams, the weeks and who wrote', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
    const wrote = fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(sizes, wrote, (of, weeks) => {
        const teams = of.map((size, at) => team(`t${at}`, size));
        // All that is ever shown apart, in whatever run of weeks: what is left over is one group of at least four people, or everybody.
        const everSeen = new Set<string>();
        for (let from = 0; from < weeks.length; from++)
          for (let to = from; to < weeks.length; to++) {
            const rows = weeks.slice(from, to + 1).flatMap((week) => teams.map((one, at) => row(one.id, week[at] as number)));
            for (const id of visibleTeams(rows, teams)) everSeen.add(id);
          }
        const rest = teams.filter((one) => !everSeen.has(one.id));
        const people = rest.reduce((sum, one) => sum + one.size, 0);
        expect(rest.length === 0 || people >= 4 || everSeen.size === 0).toBe(true);
        for (const id of everSeen) expect(teams.find((one) => one.id === id)?.size).toBeGreaterThanOrEqual(4);
      }),
      { numRuns: 300 },
    );
  });
  it('stay hidden beside a small team that was taken away', () => {
    expect([...visibleTeams([row('a', 50), row('b', 40), row('weg', 30)], [team('a', 9), team('b', 8)], [{ id: 'weg', size: 2 }])]).toEqual(['a']);
    expect([...visibleTeams([row('a', 50), row('b', 40)], [team('a', 9), team('b', 8)], [{ id: 'weg', size: 30 }])].sort()).toEqual(['a', 'b']);
  });
  it('of three people in all are not told as a total either', () => {
    expect([tooFewInAll([team('a', 1), team('b', 2)]), tooFewInAll([team('a', 2), team('b', 2)]), tooFewInAll([])]).toEqual([true, false, false]);
  });
});

describe('the quality of notes', () => {
  const about = { from: '2026-11-16', to: '2026-11-22', counting: true, teams: [team('a', 12), team('b', 8), team('c', 1), team('d', 3)] };
  const rows = [
    row('a', 30, { accepted: 12 }),
    row('a', 10, { label: 'INSULT', channel: 'email' }),
    row('b', 25),
    row('c', 40),
    row('d', 5),
    row('', 2, { channel: '' }),
  ];
  it('adds up, hides the small teams and has no list of people', () => {
    const quality = qualityOf(rows, about);
    expect(quality.total).toMatchObject({ shown: 112, accepted: 12 });
    expect(quality.teams.map((one) => [one.id, one.figures?.shown ?? null])).toEqual([
      ['a', 40],
      ['b', 25],
      ['c', null],
      ['d', null],
    ]);
    expect(quality.labels.map((one) => [one.label, one.shown])).toEqual([
      ['HEALTH', 102],
      ['INSULT', 10],
    ]);
    expect(quality.channels.map((one) => one.channel)).toEqual(['phone', 'email', null]);
    expect(quality.topics[0]).toMatchObject({ label: 'HEALTH', shown: 102, title: { nl: 'Noteer de wens, niet de ziekte' } });
  });
  it('shows one team apart, and nothing of one that may not be', () => {
    expect(qualityOf(rows, { ...about, team: 'a' }).total.shown).toBe(40);
    expect(qualityOf(rows, { ...about, team: 'c' }).total.shown).toBe(0);
    expect(qualityOf(rows, { ...about, channel: 'email' }).total.shown).toBe(10);
  });
  it.each([
    ['2026-11-21T12:00:00Z', {}, '2026-08-31', '2026-11-22'],
    ['2026-11-22T12:00:00Z', {}, '2026-08-31', '2026-11-22'],
    ['2026-11-23T00:00:00Z', {}, '2026-09-07', '2026-11-29'],
    ['2026-11-21T12:00:00Z', { from: '2026-11-18', to: '2026-11-18' }, '2026-11-16', '2026-11-22'],
  ])('speaks of whole weeks: %s %j', (now, asked, from, to) => expect(periodOf(new Date(now), asked)).toEqual({ from, to }));
});
