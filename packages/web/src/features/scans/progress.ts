import type { Scan } from '@waarborg/contract';

/** Scan states in which nothing will happen any more. */
export const endedStates: readonly Scan['state'][] = ['finished', 'failed', 'cancelled'];

/** Whether a scan can still change by itself or by a button. */
export function isUnderWay(scan: Pick<Scan, 'state'>): boolean {
  return !endedStates.includes(scan.state);
}

/**
 * How much of a scan is done, 0 to 1, or null when nobody can know yet (being planned, or the system gives no estimate).
 * Rows count when an estimate exists, chunks otherwise; never 1 before the scan is finished, because an estimate can be too low.
 */
export function fractionDone(scan: Pick<Scan, 'state' | 'progress'>): number | null {
  if (scan.state === 'finished') return 1;
  const { rowsDone, rowsExpected, chunksDone, chunks } = scan.progress;
  if (scan.state === 'queued' || scan.state === 'planning') return null;
  if (rowsExpected !== null && rowsExpected > 0) return Math.min(rowsDone / rowsExpected, 0.99);
  if (chunks > 0) return Math.min(chunksDone / chunks, 0.99);
  return null;
}

export interface TimeLeft {
  readonly unit: 'moments' | 'seconds' | 'minutes' | 'hours';
  readonly amount: number;
}

/**
 * Seconds in the coarseness a person can use: tens of seconds, whole minutes, half hours. Null stays null (unknown).
 * Rounds up, so that a wait is rather shorter than promised.
 */
export function timeLeft(seconds: number | null): TimeLeft | null {
  if (seconds === null || !Number.isFinite(seconds) || seconds < 0) return null;
  if (seconds < 5) return { unit: 'moments', amount: 0 };
  if (seconds <= 50) return { unit: 'seconds', amount: Math.ceil(seconds / 10) * 10 };
  if (seconds <= 90 * 60) return { unit: 'minutes', amount: Math.ceil(seconds / 60) };
  return { unit: 'hours', amount: Math.ceil(seconds / 1800) / 2 };
}

/** When a scan is thought to end, as last said. */
export interface Forecast {
  readonly endMs: number;
}

/**
 * A steadier forecast: follows the newest estimate by a quarter each time, so that a slow piece does not make the figure jump; at once when the two
 * differ by more than half, because then something really changed. Null when nobody knows. Times in milliseconds.
 */
export function steadied(before: Forecast | null, secondsLeft: number | null, nowMs: number): Forecast | null {
  if (secondsLeft === null || !Number.isFinite(secondsLeft) || secondsLeft < 0) return null;
  const endMs = nowMs + secondsLeft * 1000;
  if (before === null) return { endMs };
  const said = Math.max(0, before.endMs - nowMs);
  const apart = Math.abs(endMs - before.endMs);
  return { endMs: apart > Math.max(30_000, said / 2) ? endMs : before.endMs + (endMs - before.endMs) / 4 };
}

/** Seconds between start and end (or now) of a scan; null when it has not begun. */
export function secondsTaken(scan: Pick<Scan, 'startedAt' | 'finishedAt'>, now: Date): number | null {
  if (scan.startedAt === null) return null;
  const end = scan.finishedAt === null ? now.getTime() : Date.parse(scan.finishedAt);
  return Math.max(0, (end - Date.parse(scan.startedAt)) / 1000);
}

/** The buttons that mean something in a state, in the order they are shown. */
export function possibleActs(state: Scan['state']): readonly ('pause' | 'resume' | 'cancel')[] {
  if (state === 'running') return ['pause', 'cancel'];
  if (state === 'queued' || state === 'planning') return ['cancel'];
  if (state === 'paused') return ['resume', 'cancel'];
  return state === 'failed' ? ['resume'] : [];
}
