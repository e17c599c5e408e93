import { expect, it } from 'vitest';
import { monthsBefore } from './look.ts';

it('counts months back on the calendar, also where a month is shorter', () => {
  expect(monthsBefore(new Date('2026-11-21T12:00:00Z'), 84)).toBe('2019-11-21');
  expect(monthsBefore(new Date('2024-03-31T00:00:00Z'), 1)).toBe('2024-02-29');
  expect(monthsBefore(new Date('2025-03-31T00:00:00Z'), 1)).toBe('2025-02-28');
  expect(monthsBefore(new Date('2026-01-15T23:59:59Z'), 12)).toBe('2025-01-15');
});
