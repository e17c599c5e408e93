import { expect, test } from 'vitest';
import { changesBetween, nothingIn, patternId } from './rules.ts';

const pattern = { id: 'a', name: 'A', shape: 'KL-9{6}', kind: 'ACCOUNT_ID' } as const;

test('what changed, without a word', () => {
  const changes = changesBetween(
    { patterns: [pattern], allow: ['Jan', 'Piet'], off: [{ kind: 'EMAIL' }], minConfidenceOf: { PERSON: 0.5 } },
    {
      patterns: [
        { ...pattern, shape: 'KL-9{7}' },
        { ...pattern, id: 'b' },
      ],
      allow: ['jan', 'Kees'],
      off: [{ kind: 'EMAIL', channel: 'chat' }],
      minConfidence: 0.4,
    },
  );
  expect(changes).toEqual({
    patternsAdded: ['b'],
    patternsChanged: ['a'],
    patternsRemoved: [],
    allowAdded: 1,
    allowRemoved: 1,
    switchedOff: ['EMAIL@chat'],
    switchedOn: ['EMAIL'],
    confidence: ['*', 'PERSON'],
  });
  expect(nothingIn(changes)).toBe(false);
  expect(nothingIn(changesBetween({ allow: ['Jan'] }, { allow: ['jan '], patterns: [] }))).toBe(true);
});

test('an id for a new pattern is plain and free', () => {
  expect(patternId('Klant-nr. (België)', new Set())).toBe('klant-nr-belgie');
  expect(patternId('klantnr', new Set(['klantnr', 'klantnr-2']))).toBe('klantnr-3');
  expect(patternId('!!', new Set())).toBe('patroon');
});
