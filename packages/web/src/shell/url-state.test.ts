import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from './url-state.ts';

test('numbers stay text and empty filters leave the address', () => {
  expect(parseSearch('?q=2026&field=4')).toEqual({ q: '2026', field: '4' });
  expect(stringifySearch({ q: '', field: undefined, tier: null })).toBe('');
  expect(stringifySearch({ q: 'a b&c', field: 4 })).toBe('?q=a+b%26c&field=4');
});

test('what is written in an address is read back the same', () => {
  const words = fc.dictionary(
    fc.string({ minLength: 1 }).filter((key) => key !== '__proto__' && key.isWellFormed()),
    fc.string({ minLength: 1 }).filter((text) => text.isWellFormed()),
  );
  fc.assert(
    fc.property(words, (search) => {
      expect(parseSearch(stringifySearch(search))).toEqual({ ...search });
    }),
  );
});
