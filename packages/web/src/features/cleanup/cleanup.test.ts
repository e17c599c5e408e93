import { describe, expect, it } from 'vitest';
import { batchStanding, batchTone } from './batch-list.tsx';
import { readQueueFilters } from './filters.ts';
import { batchMoves, runMoves } from './live.ts';

describe('filters of the queue in the address', () => {
  it('keeps what is a filter and leaves out what is not', () => {
    const sourceId = '01900000-0000-7000-8000-000000000001';
    expect(readQueueFilters({ sourceId, dataset: 'note', label: 'HEALTH', state: 'later', before: '2020-01-01', other: 'x' })).toEqual({
      sourceId,
      dataset: 'note',
      label: 'HEALTH',
      state: 'later',
      before: '2020-01-01',
    });
    expect(readQueueFilters({ sourceId: 'x', state: 'king', before: 'gisteren', label: '' })).toEqual({});
  });
});

describe('what moves by itself is followed', () => {
  it('runs until they end, batches while they write or are checked', () => {
    expect((['queued', 'running', 'paused', 'finished', 'failed', 'cancelled'] as const).filter((state) => runMoves({ state }))).toEqual(['queued', 'running']);
    expect(batchMoves({ state: 'writing', checked: null })).toBe(true);
    expect(batchMoves({ state: 'proposed', checked: null })).toBe(false);
    expect(batchMoves({ state: 'written', checked: { at: '', clean: 0, flagged: 0, changed: 0, gone: 0, running: true } })).toBe(true);
  });
});

describe('how a batch stands', () => {
  const rows = { total: 3, planned: 0, written: 3, refused: 0, byHand: 0, putBack: 0 };
  const standing = (given: Partial<typeof rows>) => {
    const batch = { state: 'written' as const, trouble: null, rows: { ...rows, ...given } };
    return [batchStanding(batch), batchTone(batch)];
  };
  it('is not called written while the system refused notes of it', () => {
    expect(standing({})).toEqual(['written', 'good']);
    expect(standing({ written: 2, refused: 1 })).toEqual(['partly', 'soon']);
    expect(standing({ written: 0, refused: 3 })).toEqual(['failed', 'late']);
  });
});
