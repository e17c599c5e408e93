import { expect, test } from 'vitest';
import { allowWord, countChanges, disallowWord, freeId, leastOf, putPattern, removePattern, setLeast, setLeastOfAll, switchOff, switchOn } from './draft.ts';

const pattern = { id: 'a', name: 'A', shape: 'KL-9{6}', kind: 'ACCOUNT_ID' } as const;

test('every act can be undone by its opposite, and leaves nothing behind', () => {
  expect(disallowWord(allowWord({}, ' Jan '), 'Jan')).toEqual({});
  expect(switchOn(switchOff({}, 'AGE', 'chat'), 'AGE', 'chat')).toEqual({});
  expect(setLeast(setLeast({}, 'AGE', 0.8), 'AGE', undefined)).toEqual({});
  expect(setLeastOfAll(setLeastOfAll({}, 0.8), undefined)).toEqual({});
  expect(removePattern(putPattern({}, pattern), 'a')).toEqual({});
});

test('the same word, in other capitals, is there once', () => {
  expect(allowWord({ allow: ['Jan'] }, 'JAN')).toEqual({ allow: ['Jan'] });
});

test('off everywhere takes the place of off on a channel', () => {
  expect(switchOff({ off: [{ kind: 'AGE', channel: 'chat' }] }, 'AGE')).toEqual({ off: [{ kind: 'AGE' }] });
  expect(switchOff({ off: [{ kind: 'AGE' }] }, 'AGE', 'chat')).toEqual({ off: [{ kind: 'AGE' }] });
});

test('the least confidence of a kind wins over the general one', () => {
  expect([leastOf({}, 'AGE'), leastOf({ minConfidence: 0.7 }, 'AGE'), leastOf({ minConfidence: 0.7, minConfidenceOf: { AGE: 0.2 } }, 'AGE')]).toEqual([
    0.5, 0.7, 0.2,
  ]);
});

test('changes are counted by entry', () => {
  expect(countChanges({}, {})).toBe(0);
  expect(countChanges({ patterns: [pattern] }, { patterns: [{ ...pattern, shape: 'KL-9{7}' }] })).toBe(1);
  expect(countChanges({ minConfidenceOf: { AGE: 0.2 } }, { minConfidenceOf: { AGE: 0.4 }, allow: ['x'], off: [{ kind: 'AGE' }] })).toBe(3);
});

test('a pattern gets an id that is free', () => {
  expect(freeId('Klant nr.', { patterns: [{ ...pattern, id: 'klant-nr' }] })).toBe('klant-nr-2');
});
