import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupChanges, growthPercent } from './changes.ts';
import { readScanFilters } from './filters.ts';
import { codeWords, problemWords } from './problem-words.ts';
import { groupProblems, isBlocking } from './problems.ts';
import { fractionDone, isUnderWay, possibleActs, secondsTaken, steadied, timeLeft } from './progress.ts';

const progress = { rowsDone: 0, rowsExpected: null, bytesDone: 0, chunksDone: 0, chunks: 0, rowsPerSecond: null, secondsLeft: null, workers: 0, findings: 0 };

describe('how far a scan is', () => {
  test.each([
    ['planning', { rowsDone: 5, rowsExpected: 10 }, null],
    ['running', { rowsDone: 250, rowsExpected: 1000 }, 0.25],
    ['running', { rowsDone: 1500, rowsExpected: 1000 }, 0.99],
    ['running', { chunksDone: 3, chunks: 4 }, 0.75],
    ['running', {}, null],
    ['running', { rowsDone: 0, rowsExpected: 0 }, null],
    ['finished', { rowsDone: 0, rowsExpected: 0 }, 1],
  ] as const)('%s with %o is %s', (state, part, expected) => {
    expect(fractionDone({ state, progress: { ...progress, ...part } })).toBe(expected);
  });
  test('never says it is done before it is, nor less than nothing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.option(fc.nat(), { nil: null }), fc.nat(), fc.nat(), (rowsDone, rowsExpected, chunksDone, chunks) => {
        const fraction = fractionDone({ state: 'running', progress: { ...progress, rowsDone, rowsExpected, chunksDone, chunks } });
        return fraction === null || (fraction >= 0 && fraction < 1);
      }),
    );
  });
});

describe('time left', () => {
  test.each([
    [0, { unit: 'moments', amount: 0 }],
    [12, { unit: 'seconds', amount: 20 }],
    [50, { unit: 'seconds', amount: 50 }],
    [51, { unit: 'minutes', amount: 1 }],
    [61, { unit: 'minutes', amount: 2 }],
    [5400, { unit: 'minutes', amount: 90 }],
    [5401, { unit: 'hours', amount: 2 }],
    [9100, { unit: 'hours', amount: 3 }],
    [null, null],
    [Number.NaN, null],
    [-1, null],
  ])('%s seconds', (seconds, expected) => {
    expect(timeLeft(seconds)).toEqual(expected);
  });
  test('is never promised shorter than it is', () => {
    const inSeconds = { moments: 5, seconds: 1, minutes: 60, hours: 3600 };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (seconds) => {
        const left = timeLeft(seconds)!;
        return left.unit === 'moments' ? seconds < 5 : left.amount * inSeconds[left.unit] >= seconds;
      }),
    );
  });
});

test('time taken runs on until the scan ends', () => {
  const now = new Date('2026-11-21T12:01:00Z');
  expect(secondsTaken({ startedAt: null, finishedAt: null }, now)).toBeNull();
  expect(secondsTaken({ startedAt: '2026-11-21T12:00:00Z', finishedAt: null }, now)).toBe(60);
  expect(secondsTaken({ startedAt: '2026-11-21T12:00:00Z', finishedAt: '2026-11-21T12:00:30Z' }, now)).toBe(30);
});

test('only acts that mean something are offered', () => {
  expect(possibleActs('running')).toEqual(['pause', 'cancel']);
  expect(possibleActs('paused')).toEqual(['resume', 'cancel']);
  expect(possibleActs('failed')).toEqual(['resume']);
  expect(possibleActs('finished')).toEqual([]);
  expect(isUnderWay({ state: 'paused' })).toBe(true);
  expect(isUnderWay({ state: 'cancelled' })).toBe(false);
});

test('problems are added up per place and reason, whole places first', () => {
  const groups = groupProblems([
    { code: 'csv.ragged', message: 'Row has 3 fields, header has 4', dataset: 'leads.csv', row: 9 },
    { code: 'csv.ragged', message: 'Row has 5 fields, header has 4', dataset: 'leads.csv', row: 2, times: 4 },
    { code: 'encoding.invalid', message: 'Not UTF-8', dataset: 'leads.csv', field: 'name', row: 3 },
    { code: 'permission.denied', message: 'No right to read', dataset: 'salary' },
  ]);
  expect(groups.map((group) => [group.dataset, group.code, group.times])).toEqual([
    ['salary', 'permission.denied', 1],
    ['leads.csv', 'csv.ragged', 5],
    ['leads.csv', 'encoding.invalid', 1],
  ]);
  expect(groups[1].rows).toEqual([2, 9]);
  expect(groups[2].fields).toEqual(['name']);
  expect(isBlocking('xlsx.encrypted')).toBe(true);
  expect(isBlocking('value.tooLong')).toBe(false);
});

test('changes: new kinds first, the largest of each first', () => {
  const change = (what: 'newKind' | 'grown' | 'goneField', before: number | null, after: number | null) => ({
    change: what,
    dataset: 'customer',
    field: 'note',
    kind: 'HEALTH',
    before,
    after,
  });
  const groups = groupChanges([change('goneField', 3, null), change('grown', 10, 15), change('grown', 10, 90), change('newKind', null, 4)]);
  expect(groups.map((group) => group.change)).toEqual(['newKind', 'grown', 'goneField']);
  expect(groups[1].items.map((item) => item.after)).toEqual([90, 15]);
  expect(growthPercent({ before: 10, after: 15 })).toBe(50);
  expect(growthPercent({ before: 0, after: 15 })).toBeNull();
});

test('filters of the list survive only when valid', () => {
  const sourceId = '0197a2b4-0000-7000-8000-000000000001';
  expect(readScanFilters({ sourceId, state: 'failed', page: 3 })).toEqual({ sourceId, state: 'failed' });
  expect(readScanFilters({ sourceId: "'; drop", state: 'sleeping' })).toEqual({});
});

describe('words for problems', () => {
  test('Dutch for a known code, with the right to grant; the server speaks for itself otherwise', () => {
    const denied = {
      code: 'permission.denied',
      message: 'The account may not read this table. Grant it: GRANT SELECT ON "public"."klant kaart" TO the account.',
    };
    expect(problemWords(denied, 'nl')).toBe('Dit mag niet gelezen worden. Geef leesrecht en probeer het opnieuw. (GRANT SELECT ON "public"."klant kaart")');
    expect(problemWords(denied, 'en')).toBeUndefined();
    expect(problemWords({ code: 'toString', message: 'x' }, 'nl')).toBeUndefined();
    expect(codeWords('en')).toEqual({});
  });
});

describe('time left', () => {
  test('follows small changes slowly, large ones at once, and is unknown when it is', () => {
    const first = steadied(null, 100, 0);
    expect(first).toEqual({ endMs: 100_000 });
    expect(steadied(first, 110, 0)).toEqual({ endMs: 102_500 });
    expect(steadied(first, 400, 0)).toEqual({ endMs: 400_000 });
    expect(steadied(first, 90, 10_000)).toEqual({ endMs: 100_000 });
    expect(steadied(first, null, 0)).toBeNull();
  });
});
