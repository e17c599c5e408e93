import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGuard } from '../guard.ts';
import { policyForTests } from '../testing-policy.ts';
import { Checker, piecesOf } from './checker.ts';

it('pieces of a text are the text, none longer than asked, never half a character', () => {
  const part = fc.constantFrom('woord ', '\n', '😀', 'שלום ', 'x'.repeat(3000), 'e\u0301');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const pieces = piecesOf(text);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(4001);
        expect(piece.isWellFormed()).toBe(true);
      }
    }),
  );
});

it('finds in a long text what it finds in its lines, at the right place, at once and in slices', async () => {
  const guard = createGuard(policyForTests());
  const place = { channel: null, team: null };
  const view = { setTimeout: (act: () => void, ms: number) => setTimeout(act, ms) } as unknown as Window;
  const checker = new Checker(
    () => guard,
    () => place,
    view,
  ); // prettier-ignore
  const text = `${'Klant belt over factuur 5521.\n'.repeat(300)}Is zwanger.\n${'Uitleg gegeven.\n'.repeat(300)}Is Joods.`;
  const words = (found: readonly { start: number; end: number }[]) => found.map((one) => text.slice(one.start, one.end));
  expect(words(checker.now(text))).toEqual(['zwanger', 'Joods']);
  const later = await new Promise<readonly { start: number; end: number }[]>((resolve) => checker.later(text, resolve));
  expect(words(later)).toEqual(['zwanger', 'Joods']);
});

it('a later check gives up an earlier one', async () => {
  const guard = createGuard(policyForTests());
  const view = { setTimeout: (act: () => void, ms: number) => setTimeout(act, ms) } as unknown as Window;
  const checker = new Checker(
    () => guard,
    () => ({ channel: null, team: null }),
    view,
  ); // prettier-ignore
  const seen: string[] = [];
  checker.later('Is zwanger.', () => seen.push('first'));
  await new Promise<void>((resolve) => {
    checker.later('Is Joods.', () => {
      seen.push('second');
      resolve();
    });
  });
  expect(seen).toEqual(['second']);
});
