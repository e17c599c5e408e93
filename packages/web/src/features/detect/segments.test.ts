import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentsOf } from './segments.ts';

const finding = (start: number, end: number) => ({ start, end, kind: 'EMAIL', confidence: 1, reason: 'email.form' });

test('overlapping findings share the piece they both cover', () => {
  expect(segmentsOf('abcdef', [finding(0, 4), finding(2, 6)])).toEqual([
    { text: 'ab', start: 0, found: [0] },
    { text: 'cd', start: 2, found: [0, 1] },
    { text: 'ef', start: 4, found: [1] },
  ]);
});

test('an empty text has no pieces, a text without findings is one', () => {
  expect(segmentsOf('', [])).toEqual([]);
  expect(segmentsOf('abc', [])).toEqual([{ text: 'abc', start: 0, found: [] }]);
});

test('whatever is found, the pieces together are the text and none is empty', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.array(fc.tuple(fc.integer({ min: -3, max: 70 }), fc.integer({ min: -3, max: 70 }))), (text, borders) => {
      const pieces = segmentsOf(
        text,
        borders.map(([start, end]) => finding(start, end)),
      );
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      expect(pieces.every((piece) => piece.text.length > 0)).toBe(true);
    }),
  );
});
