import type { CleanupGroup, CleanupItem, CleanupRun } from '@waarborg/contract/cleanup';
import { type Tier, tierOf, tiers } from '@waarborg/law';
import { Refusal } from '../../kernel/errors.ts';
import type { GroupRow, QueuePlace } from './groups.store.ts';
import type { ItemRow } from './items.store.ts';
import type { RunRow } from './runs.store.ts';

/** A run as the page and the API see it. */
export function presentRun(row: RunRow): CleanupRun {
  return {
    id: row.id,
    sourceId: row.sourceId,
    sourceName: row.sourceName,
    state: row.state,
    datasets: row.datasets,
    startedBy: row.startedBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    progress: {
      rowsDone: row.rowsDone,
      rowsExpected: row.state === 'finished' ? row.rowsDone : row.planned && row.rowsExpected !== null ? Math.max(row.rowsExpected, row.rowsDone) : null,
      piecesDone: row.piecesDone,
      pieces: row.pieces,
      found: row.found,
    },
    problems: row.problems.map(({ code, message, dataset, field, row: line, times }) => ({
      code,
      message,
      ...(dataset === undefined ? {} : { dataset }),
      ...(field === undefined ? {} : { field }),
      ...(line === undefined ? {} : { row: line }),
      ...(times === undefined ? {} : { times }),
    })),
    why: row.why,
  };
}

const tierAt = (rank: number): Tier => tiers[rank] ?? 'none';

/** A group as the queue lists it. */
export function presentGroup(row: GroupRow): CleanupGroup {
  const verdict = row.verdict && { ...row.verdict, at: new Date(row.verdict.at).toISOString() };
  return { ...row, tier: tierAt(row.tier), confidence: row.confidence / 100, verdict };
}

/** An item as the queue lists it: where and why, never what. */
export function presentItem(row: ItemRow): CleanupItem {
  return {
    id: row.id,
    groupId: row.groupId,
    field: row.field,
    label: row.label,
    tier: tierOf(row.label),
    confidence: row.confidence / 100,
    labels: [...new Set(row.remarks.map((remark) => remark.label))],
    reason: row.remarks[0]?.reason ?? '',
    notedOn: row.notedOn,
    state: row.state,
    verdict:
      row.verdict === null
        ? null
        : { verdict: row.verdict, by: row.verdictBy ?? '', at: (row.verdictAt ?? new Date(0)).toISOString(), sampled: row.sampleId !== null },
  };
}

const badCursor = () =>
  new Refusal('invalid', 'input.cursor', 'This cursor is not one that the list gave.', { errors: [{ path: 'cursor', message: 'is unknown' }] });

/** Where a list by time goes on. */
export function timeCursor(at: Date, id: string): string {
  return `${at.getTime()}_${id}`;
}
export function readTimeCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const parts = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor);
  if (!parts) throw badCursor();
  return { at: new Date(Number(parts[1])), id: parts[2] };
}

/** Where the queue goes on. */
export function queueCursor(place: QueuePlace): string {
  return [place.tier, place.confidence, place.count, place.id].join('_');
}
export function readQueueCursor(cursor: string | undefined): QueuePlace | undefined {
  if (cursor === undefined) return undefined;
  const parts = /^(\d{1,2})_(\d{1,3})_(\d{1,9})_(\d{1,15})$/.exec(cursor);
  if (!parts) throw badCursor();
  const [tier, confidence, count, id] = parts.slice(1).map(Number);
  return { tier, confidence, count, id };
}

/** Where a list by number goes on. */
export function readNumberCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!/^\d{1,15}$/.test(cursor)) throw badCursor();
  return Number(cursor);
}
