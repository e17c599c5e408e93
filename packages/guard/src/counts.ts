import type { FlagCode } from '@waarborg/detect';
import type { NotePlace } from './policy.ts';

/** What can be counted of a note: shown to the writer, rewrite accepted, left as it was, saving stopped, masked, passed for a vital interest. */
export const noteActs = ['shown', 'accepted', 'overridden', 'blocked', 'masked', 'emergency'] as const;
export type NoteAct = (typeof noteActs)[number];

/** One day's counts of one label in one team on one channel: never a text, never a writer, never an address. */
export type CountLine = { readonly day: string; readonly label: FlagCode; readonly team: string | null; readonly channel: string | null } & Record<
  NoteAct,
  number
>;

/** Counts waiting to be sent, as plain data that can be stored. */
export interface CountStore {
  lines: CountLine[];
}

/** More lines than a busy team makes in a week; beyond it the oldest day goes first. */
const most = 1000;

/** Adds one act. `day` is a calendar date of the writer's own clock. Bounded: a store never grows past 1,000 lines. */
export function addCount(store: CountStore, day: string, label: FlagCode, place: NotePlace, act: NoteAct): void {
  const found = store.lines.find((one) => one.day === day && one.label === label && one.team === place.team && one.channel === place.channel);
  if (found) {
    found[act] = Math.min(found[act] + 1, 1_000_000);
    return;
  }
  const line: CountLine = { day, label, team: place.team, channel: place.channel, shown: 0, accepted: 0, overridden: 0, blocked: 0, masked: 0, emergency: 0 };
  line[act] = 1;
  store.lines.push(line);
  if (store.lines.length > most) {
    const oldest = store.lines.reduce((least, one) => (one.day < least.day ? one : least));
    store.lines.splice(store.lines.indexOf(oldest), 1);
  }
}

/** Takes everything that waits out of the store as one batch with an id that makes sending it twice harmless; null when nothing waits. */
export function takeBatch(store: CountStore, id: string): { readonly batch: string; readonly counts: CountLine[] } | null {
  if (store.lines.length === 0) return null;
  const counts = store.lines;
  store.lines = [];
  return { batch: id, counts };
}

/** When to send next, in ms from now: between four and eight minutes, so that a batch tells nothing of a moment. `chance` is 0 to 1. */
export function nextSendMs(chance: number): number {
  return Math.round((4 + 4 * chance) * 60_000);
}
