import { expect, test } from 'vitest';
import { isDay, periodProblem } from './period.ts';

const today = '2026-11-22';

test('a day is one that exists', () => {
  for (const day of ['2026-11-22', '2024-02-29', '0020-01-01']) expect(isDay(day), day).toBe(true);
  for (const day of ['2026-02-31', '2026-13-01', '2025-02-29', '22-11-2026', '2026-1-2', '', 'gisteren', '2026-11-22T00:00'])
    expect(isDay(day), day).toBe(false);
});

test('what is wrong with a period is said of the field that is to be changed', () => {
  const wrong = (from: string | undefined, to: string | undefined) => {
    const problem = periodProblem({ from, to }, today);
    return problem && [problem.field, problem.why, problem.given];
  };
  expect(wrong(undefined, undefined)).toBeUndefined();
  expect(wrong('2026-01-05', '2026-01-05')).toBeUndefined();
  expect(wrong('2026-11-22', undefined)).toBeUndefined();
  expect(wrong(undefined, '2027-01-01')).toBeUndefined();
  expect(wrong('2026-02-31', undefined)).toEqual(['from', 'notADate', '2026-02-31']);
  expect(wrong('2026-01-05', 'morgen')).toEqual(['to', 'notADate', 'morgen']);
  expect(wrong('0202-01-05', undefined)).toEqual(['from', 'year', '0202-01-05']);
  expect(wrong('2026-03-02', '2026-03-01')).toEqual(['to', 'beforeFrom', '2026-03-01']);
  expect(wrong('2026-11-23', undefined)).toEqual(['from', 'future', '2026-11-23']);
});
