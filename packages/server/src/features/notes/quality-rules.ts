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

/**
 * Teams whose figures may be shown apart. Small teams and small counts are not; and because the total is shown, one hidden team could be
 * reckoned from it: then the smallest other team is hidden with it, until the hidden ones are at least two teams of at least four people together.
 */
export function visibleTeams(rows: readonly CountRow[], teams: readonly GuardTeam[]): Set<string> {
  const figures = new Map(grouped(rows, (row) => row.team));
  const active = teams.filter((team) => counted(figures.get(team.id) ?? none) > 0);
  const visible = active.filter((team) => team.size >= LEAST_PEOPLE && counted(figures.get(team.id) ?? none) >= LEAST_COUNTS);
  visible.sort((left, right) => right.size - left.size || (left.id < right.id ? -1 : 1));
  const hidden = active.filter((team) => !visible.includes(team));
  const isSafe = () => hidden.length === 0 || (hidden.length > 1 && hidden.reduce((people, team) => people + team.size, 0) >= LEAST_PEOPLE);
  while (!isSafe() && visible.length > 0) hidden.push(visible.pop() as GuardTeam);
  return new Set(visible.map((team) => team.id));
}

/** Figures of a period from counts, whole or of one team that may be shown apart. */
export function qualityOf(
  rows: readonly CountRow[],
  about: { from: string; to: string; counting: boolean; teams: readonly GuardTeam[]; team?: string | undefined; channel?: string | undefined },
): NoteQuality {
  const onChannel = about.channel === undefined ? rows : rows.filter((row) => row.channel === about.channel);
  const visible = visibleTeams(onChannel, about.teams);
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
