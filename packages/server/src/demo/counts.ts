import type { NoteCount } from '@waarborg/contract';
import { chanceOf } from './random.ts';

/** A team of the demo and where it works; `care` is how much it improves over the weeks, 0 to 1. */
export interface DemoTeam {
  readonly name: string;
  readonly size: number;
  readonly channel: string;
  readonly care: number;
}

export const demoTeams: readonly DemoTeam[] = [
  { name: 'Team Telefoon', size: 14, channel: 'phone', care: 0.55 },
  { name: 'Team Chat', size: 9, channel: 'live-chat', care: 0.35 },
  { name: 'Team Mail en post', size: 6, channel: 'email', care: 0.15 },
];

/** About how often a day the guard says something of a label in a team of ten, when it begins. Invented. */
const perDay: readonly (readonly [label: NoteCount['label'], shown: number, masked: boolean])[] = [
  ['JUDGEMENT', 5, false],
  ['SPECULATION', 3.5, false],
  ['HEALTH', 3, false],
  ['IBAN', 3, false],
  ['THIRD_PERSON', 2, false],
  ['IRRELEVANT', 2, false],
  ['INSULT', 1.2, false],
  ['CRIMINAL', 0.5, false],
  ['BSN', 0.7, true],
  ['PASSWORD', 0.5, true],
  ['CARD', 0.4, true],
];
const WEEKS = 8;
const DAY_MS = 86_400_000;

/**
 * Eight weeks of counts of the note guard, on working days up to and including `today`: invented, the same for the same day. Fewer remarks and
 * more accepted proposals as the weeks go by. `teamIds` by the name of the team; there is no writer in a count.
 */
export function inventCounts(today: Date, teamIds: ReadonlyMap<string, string>): NoteCount[] {
  const counts: NoteCount[] = [];
  const last = Math.floor(today.getTime() / DAY_MS);
  for (let dayNo = last - WEEKS * 7 + 1; dayNo <= last; dayNo++) {
    const at = new Date(dayNo * DAY_MS);
    if (at.getUTCDay() % 6 === 0) continue;
    const gone = (dayNo - last + WEEKS * 7) / (WEEKS * 7);
    demoTeams.forEach((team, teamAt) => {
      perDay.forEach(([label, often, isMasked], labelAt) => {
        const chance = chanceOf(91, dayNo, teamAt, labelAt);
        const shown = Math.floor(often * (team.size / 10) * (1 - team.care * gone) * (0.5 + chance.fraction()) + chance.fraction());
        if (shown === 0) return;
        const accepted = isMasked ? 0 : Math.min(shown, Math.round(shown * (0.35 + 0.4 * gone * (0.5 + team.care)) + chance.fraction() - 0.5));
        const isBlocked = label === 'HEALTH' || label === 'INSULT' || label === 'CRIMINAL';
        const left = isMasked ? 0 : shown - accepted;
        counts.push({
          day: at.toISOString().slice(0, 10),
          label,
          team: teamIds.get(team.name) ?? null,
          channel: team.channel,
          shown,
          accepted,
          overridden: isBlocked ? 0 : Math.round(left * 0.4),
          blocked: isBlocked ? Math.round(left * 0.6) : 0,
          masked: isMasked ? shown : 0,
          emergency: 0,
        });
      });
    });
  }
  return counts;
}
