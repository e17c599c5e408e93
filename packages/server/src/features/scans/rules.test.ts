import type { DatasetSummary } from '@waarborg/scan';
import { describe, expect, it } from 'vitest';
import type { DatasetBefore } from './catalogue.store.ts';
import { changesOf, consequenceOf, mayCancel, mayPause, mayResume } from './rules.ts';

const problem = (code: string) => ({ code, message: 'Why.' });

describe('consequenceOf', () => {
  it('waits longer each time for a source that is away, then fails the scan', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempt) => consequenceOf(problem('network.gone'), 'read', attempt));
    expect(waits).toEqual([1, 2, 4, 8, 16, 30].map((seconds) => ({ act: 'again', seconds })));
    expect(consequenceOf(problem('network.gone'), 'read', 7)).toEqual({ act: 'failScan', why: 'Why.' });
  });

  it('fails at once where waiting does not help', () => {
    for (const code of ['password.wrong', 'database.missing', 'network.forbidden', 'path.outside', 'file.missing'])
      expect(consequenceOf(problem(code), 'read', 1).act, code).toBe('failScan');
    expect(consequenceOf(problem('xlsx.protected'), 'describe', 1).act).toBe('failScan');
  });

  it('pauses on a full disk, whatever was tried before', () => {
    expect(consequenceOf(problem('disk.full'), 'read', 9)).toEqual({ act: 'pause', why: 'Why.' });
  });

  it('gives one bad dataset up after a second try', () => {
    expect(consequenceOf(problem('permission.denied'), 'sample', 1).act).toBe('again');
    expect(consequenceOf(problem('permission.denied'), 'sample', 2).act).toBe('giveUp');
  });
});

describe('states', () => {
  it('allow what can still happen', () => {
    expect(
      (['queued', 'planning', 'running', 'paused', 'cancelled', 'finished', 'failed'] as const).map((state) =>
        [mayPause(state), mayResume(state), mayCancel(state)].map(Number).join(''),
      ),
    ).toEqual(['101', '101', '101', '011', '000', '000', '011']);
  });
});

const summaryOf = (rows: number, fields: [number, string, Record<string, number>][]): DatasetSummary => ({
  rows,
  read: rows,
  oldest: null,
  newest: null,
  fields: fields.map(([ordinal, name, kinds]) => ({
    plan: { ordinal, name, storage: 'text', nativeType: 'text', type: 'NONE', confidence: 1, reason: '', reading: 'quiet', post: null },
    values: rows,
    nulls: 0,
    kinds: Object.entries(kinds).map(([kind, count]) => ({
      kind,
      count,
      share: 1,
      persons: null,
      confidence: 1,
      reason: '',
      evidence: [],
      oldest: null,
      newest: null,
    })),
  })),
});
const before: DatasetBefore = {
  name: 'customer',
  rows: 1000,
  scanned: true,
  sampled: false,
  indexed: 'full',
  fields: [
    { id: 1, ordinal: 1, name: 'email', gone: false, isNew: false, kinds: { EMAIL: 1000 } },
    { id: 2, ordinal: 2, name: 'note', gone: false, isNew: false, kinds: { PHONE: 50, IBAN: 3 } },
  ],
};

describe('changesOf', () => {
  it('says nothing when nothing changed, and nothing of small differences', () => {
    expect(
      changesOf(
        before,
        summaryOf(1005, [
          [1, 'email', { EMAIL: 1005 }],
          [2, 'note', { PHONE: 52, IBAN: 3 }],
        ]),
        false,
      ),
    ).toEqual([]);
  });

  it('names what is new, gone, grown and shrunk', () => {
    const changes = changesOf(
      before,
      summaryOf(2000, [
        [1, 'email', { EMAIL: 400 }],
        [3, 'fax', { PHONE: 9 }],
      ]),
      false,
    );
    expect(changes.map(({ change, field, kind }) => [change, field, kind].join(' '))).toEqual([
      'grown  ',
      'shrunk email EMAIL',
      'newField fax ',
      'newKind fax PHONE',
      'goneField note ',
    ]);
  });

  it('does not call a kind gone, or a count changed, because a sample saw less', () => {
    expect(
      changesOf(
        before,
        summaryOf(100, [
          [1, 'email', { EMAIL: 100 }],
          [2, 'note', { PHONE: 4 }],
        ]),
        true,
      ),
    ).toEqual([]);
  });

  it('calls a dataset new the first time', () => {
    expect(changesOf({ ...before, scanned: false }, summaryOf(5, []), false)).toEqual([
      { change: 'newDataset', dataset: 'customer', field: null, kind: null, before: null, after: 5 },
    ]);
  });
});
