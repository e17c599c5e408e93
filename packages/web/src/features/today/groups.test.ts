import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysUntil, groupItems } from './groups.ts';

const item = (id: string, urgency: 'late' | 'today' | 'soon' | 'new', dueOn: string | null) => ({
  id,
  urgency,
  dueOn,
  what: 'scan.failed',
  facts: {},
  href: '/',
  legal: null,
});

test('days are calendar days of the reader, also over the change of the clock', () => {
  expect(daysUntil('2026-11-21', new Date(2026, 10, 21, 23, 59))).toBe(0);
  expect(daysUntil('2026-11-22', new Date(2026, 10, 21, 23, 59))).toBe(1);
  expect(daysUntil('2026-11-20', new Date(2026, 10, 21, 0, 1))).toBe(-1);
  expect(daysUntil('2026-03-30', new Date(2026, 2, 28, 12))).toBe(2);
  expect(daysUntil('2026-10-26', new Date(2026, 9, 24, 12))).toBe(2);
});

test('late comes first, new things stand under today, dated before undated', () => {
  const groups = groupItems([
    item('a', 'soon', null),
    item('b', 'new', null),
    item('c', 'late', '2026-11-01'),
    item('d', 'today', '2026-11-21'),
    item('e', 'late', '2026-10-01'),
  ]);
  expect(groups.late.map((one) => one.id)).toEqual(['e', 'c']);
  expect(groups.today.map((one) => one.id)).toEqual(['d', 'b']);
  expect(groups.soon.map((one) => one.id)).toEqual(['a']);
});

test('nothing is lost or doubled by grouping', () => {
  const any = fc.record({
    id: fc.uuid(),
    urgency: fc.constantFrom('late', 'today', 'soon', 'new'),
    dueOn: fc.option(fc.constantFrom('2026-01-01', '2026-12-31')),
  });
  fc.assert(
    fc.property(fc.array(any), (items) => {
      const made = items.map((one) => item(one.id, one.urgency as 'late', one.dueOn));
      const groups = groupItems(made);
      expect([...groups.late, ...groups.today, ...groups.soon].map((one) => one.id).sort()).toEqual(made.map((one) => one.id).sort());
    }),
  );
});
