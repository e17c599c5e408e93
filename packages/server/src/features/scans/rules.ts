import type { Problem } from '@waarborg/connectors';
import type { ScanState } from '@waarborg/contract/scans';
import type { DatasetSummary } from '@waarborg/scan';
import type { DatasetBefore } from './catalogue.store.ts';
import type { ScanChangeRow } from './scans.store.ts';
import type { Work } from './work.store.ts';

/** Times a piece of work is tried while the source cannot be reached; with the waits below that is about two minutes. */
const NETWORK_ATTEMPTS = 7;
/** Times a piece of work is tried for any other reason. */
const OTHER_ATTEMPTS = 2;
/** A piece of work that was begun this often without an end takes the worker down with it; it is given up. */
export const MOST_ATTEMPTS = 12;

/** What becomes of a piece of work that failed, and of its scan. */
export type Consequence =
  | { readonly act: 'again'; readonly seconds: number }
  | { readonly act: 'pause'; readonly why: string }
  | { readonly act: 'failScan'; readonly why: string }
  | { readonly act: 'giveUp' };

const passing = /^network\.(?!forbidden|private|host$|socket|tls)/;
const wholeSource = /^(network|password|database|user|address|path)\.|^(file\.missing|file\.isFolder)$/;

/** Decides what a failure means: full disks pause the scan, a source that is away is waited for, one bad dataset is given up and the rest goes on. */
export function consequenceOf(problem: Problem, work: Work, attempts: number): Consequence {
  if (problem.code === 'disk.full') return { act: 'pause', why: problem.message };
  if (passing.test(problem.code) && attempts < NETWORK_ATTEMPTS) return { act: 'again', seconds: Math.min(30, 2 ** (attempts - 1)) };
  if (wholeSource.test(problem.code) || work === 'describe') return { act: 'failScan', why: problem.message };
  if (attempts < OTHER_ATTEMPTS) return { act: 'again', seconds: 1 };
  return { act: 'giveUp' };
}

/** Which acts a state allows. */
export function mayPause(state: ScanState): boolean {
  return state === 'queued' || state === 'planning' || state === 'running';
}
export function mayResume(state: ScanState): boolean {
  return state === 'paused' || state === 'failed';
}
export function mayCancel(state: ScanState): boolean {
  return state !== 'finished' && state !== 'cancelled';
}
/** Whether anything will still happen by itself. */
export function isOver(state: ScanState): boolean {
  return state === 'finished' || state === 'cancelled' || state === 'failed';
}

/** A count has to differ by a tenth, and by ten, to be called grown or shrunk. */
function grownOrShrunk(before: number, after: number): 'grown' | 'shrunk' | null {
  const difference = Math.abs(after - before);
  if (difference < 10 || difference < before / 10) return null;
  return after > before ? 'grown' : 'shrunk';
}

/** What differs between a dataset as it was and as this scan found it. Counts are compared only between two full scans. */
export function changesOf(before: DatasetBefore, after: DatasetSummary, sampled: boolean): ScanChangeRow[] {
  const place = { dataset: before.name, field: null, kind: null };
  if (!before.scanned) return [{ ...place, change: 'newDataset', before: null, after: after.rows }];
  const comparable = !sampled && !before.sampled;
  const changes: ScanChangeRow[] = [];
  const rows = comparable ? grownOrShrunk(before.rows, after.rows) : null;
  if (rows) changes.push({ ...place, change: rows, before: before.rows, after: after.rows });
  const known = new Map(before.fields.map((field) => [field.ordinal, field]));
  for (const field of after.fields) {
    const old = known.get(field.plan.ordinal);
    known.delete(field.plan.ordinal);
    const here = { dataset: before.name, field: field.plan.name };
    if (!old || old.gone || old.isNew) changes.push({ ...here, kind: null, change: 'newField', before: null, after: null });
    const kinds = new Map(Object.entries(old?.kinds ?? {}));
    for (const { kind, count } of field.kinds) {
      const was = kinds.get(kind);
      kinds.delete(kind);
      if (was === undefined) changes.push({ ...here, kind, change: 'newKind', before: null, after: count });
      else {
        const change = comparable ? grownOrShrunk(was, count) : null;
        if (change) changes.push({ ...here, kind, change, before: was, after: count });
      }
    }
    // A sample that misses a kind does not say that it is gone.
    if (!sampled) for (const [kind, was] of kinds) changes.push({ ...here, kind, change: 'goneKind', before: was, after: 0 });
  }
  for (const field of known.values())
    if (!field.gone) changes.push({ dataset: before.name, field: field.name, kind: null, change: 'goneField', before: null, after: null });
  return changes;
}
