import { describe, expect, it } from 'vitest';
import { periodOf, qualityOf, visibleTeams } from './quality-rules.ts';
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
  it('are not hidden for a team that wrote nothing', () => {
    expect(seen([row('a', 50)], [team('a', 12), team('b', 1)])).toEqual(['a']);
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
