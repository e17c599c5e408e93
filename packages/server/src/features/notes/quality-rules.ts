import type { GuardTeam, NoteQuality } from '@waarborg/contract';
import { lessons, type NoteLabelCode } from '@waarborg/law';
import type { CountRow } from './store.ts';

type Figures = NoteQuality['total'];
const names = ['shown', 'accepted', 'overridden', 'blocked', 'masked', 'emergency'] as const;
const none: Figures = { shown: 0, accepted: 0, overridden: 0, blocked: 0, masked: 0, emergency: 0 };

/** A team of fewer people is as good as a name. */
export const LEAST_PEOPLE = 4;
/** Fewer counts in the period say nothing about a team and too much about one note. */
export const LEAST_COUNTS = 20;
const TOPICS = 5;

const sum = (rows: readonly CountRow[]): Figures =>
  rows.reduce((so, row) => Object.fromEntries(names.map((name) => [name, so[name] + row[name]])) as unknown as Figures, none);
const counted = (figures: Figures): number => figures.shown + figures.masked + figures.emergency;

function grouped<K extends string>(rows: readonly CountRow[], by: (row: CountRow) => K): [K, Figures][] {
  const groups = new Map<K, CountRow[]>();
  for (const row of rows) groups.set(by(row), [...(groups.get(by(row)) ?? []), row]);
  return [...groups].map(([key, of]) => [key, sum(of)]);
}

interface Sized {
  readonly id: string;
  readonly size: number;
}
const peopleIn = (teams: readonly Sized[]): number => teams.reduce((people, team) => people + team.size, 0);

/**
 * Teams that never stand apart, by their sizes alone: those of fewer than four people, and with them the next smallest until they are at least
 * two teams of four people together, because the total is shown and what hides alone could be reckoned from it. By sizes alone, so that the same
 * teams hide in every period and on every channel: otherwise two answers of which one has a team that the other hides would give it away.
 */
export function alwaysHidden(teams: readonly Sized[]): Set<string> {
  const bySize = [...teams].sort((left, right) => left.size - right.size || (left.id < right.id ? -1 : 1));
  const hidden = bySize.filter((team) => team.size < LEAST_PEOPLE);
  const others = bySize.slice(hidden.length);
  while (hidden.length > 0 && (hidden.length < 2 || peopleIn(hidden) < LEAST_PEOPLE) && others.length > 0) hidden.push(others.shift() as Sized);
  return new Set(hidden.map((team) => team.id));
}

/** Whether all teams together are so few people that even the total is as good as a name. */
export const tooFewInAll = (teams: readonly Sized[]): boolean => teams.length > 0 && peopleIn(teams) < LEAST_PEOPLE;

/**
 * Teams whose figures may be shown apart: never one of `alwaysHidden` (`former` are teams that were taken away; their counts are still in the
 * total), and not one with few counts. One that would hide alone for its few counts takes the smallest other with it.
 */
export function visibleTeams(rows: readonly CountRow[], teams: readonly GuardTeam[], former: readonly Sized[] = []): Set<string> {
  const figures = new Map(grouped(rows, (row) => row.team));
  const never = alwaysHidden([...teams, ...former.filter((team) => team.size < LEAST_PEOPLE)]);
  const active = teams.filter((team) => !never.has(team.id) && counted(figures.get(team.id) ?? none) > 0);
  const visible = active.filter((team) => counted(figures.get(team.id) ?? none) >= LEAST_COUNTS);
  visible.sort((left, right) => right.size - left.size || (left.id < right.id ? -1 : 1));
  const few = active.length - visible.length;
  if (few === 1 && never.size === 0) visible.pop();
  return new Set(visible.map((team) => team.id));
}

/** Figures of a period from counts, whole or of one team that may be shown apart. */
export function qualityOf(
  rows: readonly CountRow[],
  about: {
    from: string;
    to: string;
    counting: boolean;
    teams: readonly GuardTeam[];
    former?: readonly Sized[];
    team?: string | undefined;
    channel?: string | undefined;
  },
): NoteQuality {
  const onChannel = about.channel === undefined ? rows : rows.filter((row) => row.channel === about.channel);
  const visible = visibleTeams(onChannel, about.teams, about.former);
  const chosen = about.team === undefined ? onChannel : visible.has(about.team) ? onChannel.filter((row) => row.team === about.team) : [];
  const perTeam = new Map(grouped(onChannel, (row) => row.team));
  const labels = grouped(chosen, (row) => row.label).sort((left, right) => counted(right[1]) - counted(left[1]) || (left[0] < right[0] ? -1 : 1));
  return {
    from: about.from,
    to: about.to,
    counting: about.counting,
    total: sum(chosen),
    weeks: grouped(chosen, (row) => row.week)
      .sort((left, right) => (left[0] < right[0] ? -1 : 1))
      .map(([week, figures]) => ({ week, ...figures })),
    teams: about.teams.map(({ id, name }) => ({ id, name, figures: visible.has(id) ? (perTeam.get(id) ?? none) : null })),
    labels: labels.map(([label, figures]) => ({ label: label as NoteLabelCode, ...figures })),
    channels: grouped(chosen, (row) => row.channel)
      .sort((left, right) => counted(right[1]) - counted(left[1]))
      .map(([channel, figures]) => ({ channel: channel === '' ? null : channel, ...figures })),
    topics: labels.slice(0, TOPICS).map(([label, figures]) => ({ label: label as NoteLabelCode, shown: counted(figures), ...lessons[label as NoteLabelCode] })),
  };
}

const DAY_MS = 86_400_000;
const WEEKS = 12;
/** Whole weeks, Monday to Sunday, so that two periods cannot be told apart by a day; the last twelve unless asked. */
export function periodOf(now: Date, asked: { from?: string | undefined; to?: string | undefined }): { from: string; to: string } {
  const last = new Date(asked.to ?? now.toISOString().slice(0, 10));
  const sunday = new Date(last.getTime() + ((7 - last.getUTCDay()) % 7) * DAY_MS);
  const first = asked.from === undefined ? new Date(sunday.getTime() - (WEEKS * 7 - 1) * DAY_MS) : new Date(asked.from);
  const monday = new Date(first.getTime() - ((first.getUTCDay() + 6) % 7) * DAY_MS);
  return { from: monday.toISOString().slice(0, 10), to: sunday.toISOString().slice(0, 10) };
}
