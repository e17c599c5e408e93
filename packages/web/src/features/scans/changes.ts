import type { CallOutput, Routes } from '@waarborg/contract';

export type ScanChange = CallOutput<Routes['GET /api/v1/scans/{id}/changes']>['items'][number];

/** What a person wants to know first: new personal data, then what grew, then what went. */
const order: readonly ScanChange['change'][] = ['newKind', 'newField', 'newDataset', 'grown', 'shrunk', 'goneKind', 'goneField', 'goneDataset'];

export interface ChangeGroup {
  readonly change: ScanChange['change'];
  readonly items: readonly ScanChange[];
}

/** Differences with the scan before, by sort of change in the order above; empty sorts are left out. */
export function groupChanges(items: readonly ScanChange[]): ChangeGroup[] {
  return order
    .map((change) => ({ change, items: items.filter((item) => item.change === change).sort((a, b) => sizeOf(b) - sizeOf(a)) }))
    .filter((group) => group.items.length > 0);
}

function sizeOf(item: ScanChange): number {
  return Math.abs((item.after ?? 0) - (item.before ?? 0));
}

/** Growth as a whole percentage (50 = half as much again), or null when there was nothing before. */
export function growthPercent(item: Pick<ScanChange, 'before' | 'after'>): number | null {
  if (item.before === null || item.after === null || item.before === 0) return null;
  return Math.round(((item.after - item.before) / item.before) * 100);
}
