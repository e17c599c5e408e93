import { expect, test } from 'vitest';
import { readTrailFilters } from './filters.ts';

test('what the address says becomes filters', () => {
  expect(readTrailFilters({ q: ' rol ', act: 'person.invited', from: '2026-11-01', until: '2026-11-21' })).toEqual({
    q: 'rol',
    act: 'person.invited',
    from: '2026-11-01',
    until: '2026-11-21',
  });
});

test('what cannot be right is left out, so that an old link still opens the trail', () => {
  expect(readTrailFilters({ q: '   ', act: 4, from: '2026-13-40', until: 'gisteren', other: 'x' })).toEqual({});
  expect(readTrailFilters({ q: 'x'.repeat(500) }).q).toHaveLength(200);
});
