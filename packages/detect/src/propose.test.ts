import { describe, expect, test } from 'vitest';
import { createDetector, proposePatterns } from './index.ts';

const numbers = (count: number, make: (at: number) => string) => Array.from({ length: count }, (_, at) => make(at));
const digits = (at: number, width: number) => String((at * 7_919_317 + 10 ** (width - 1)) % 10 ** width).padStart(width, '1');
const shapes = (values: readonly string[], header?: string) => proposePatterns(values, header).map((one) => `${one.shape} ${one.realm}`);

describe('shapes proposed from a column', () => {
  test('a beginning that all share, and the realm of the header', () => {
    expect(
      shapes(
        numbers(40, (at) => `KL-${digits(at, 8)}`),
        'klantnummer',
      ),
    ).toEqual(['KL-9{8} customer']);
  });

  test('an A or a 9 in the beginning is taken as it is', () => {
    expect(shapes(numbers(40, (at) => `ZA9-${digits(at, 6)}`))).toEqual(['Z\\A9-9{6} other']);
  });

  test('letters that differ and numbers of several lengths', () => {
    const letters = (at: number) => `${String.fromCharCode(65 + (at % 26))}${String.fromCharCode(65 + ((at * 5) % 26))}`;
    expect(
      shapes(
        numbers(60, (at) => letters(at) + digits(at, 4 + (at % 3))),
        'ticketnr',
      ),
    ).toEqual(['A{2}9{4,6} ticket']);
  });

  test('two kinds of numbers in one column', () => {
    expect(shapes(numbers(60, (at) => (at % 3 === 0 ? `OR${digits(at, 6)}` : `KL-${digits(at, 8)}`))).sort()).toEqual(['KL-9{8} other', 'OR9{6} other']);
  });

  test('bare numbers only with a beginning of their own', () => {
    expect(shapes(numbers(40, (at) => digits(at, 8)))).toEqual([]);
    expect(shapes(numbers(40, (at) => `8716${digits(at, 8)}`))).toEqual(['87169{8} other']);
  });

  test.each([
    ['too few', numbers(5, (at) => `KL-${digits(at, 8)}`)],
    ['all the same', numbers(50, () => 'KL-12345678')],
    ['dates', numbers(40, (at) => `2024-05-${String(10 + (at % 20))}`)],
    ['words', numbers(40, (at) => `woord${'abcdefghij'[at % 10]}${'klmnopqrst'[at % 7]}`)],
    ['one in five is something else', numbers(50, (at) => (at % 5 === 0 ? `zie brief ${at}` : `KL-${digits(at, 8)}`))],
  ])('nothing from %s', (_name, values) => {
    expect(shapes(values)).toEqual([]);
  });

  test('what is proposed finds its own numbers in a text', () => {
    const values = numbers(40, (at) => `AV-${digits(at, 4)}/${digits(at * 3, 3)}`);
    const [proposal] = proposePatterns(values, 'contractnummer');
    const { shape, kind, realm } = proposal as NonNullable<typeof proposal>;
    const reader = createDetector({ tuning: { patterns: [{ id: 'p', name: 'contract', shape, kind, realm }] } });
    for (const value of values) expect(reader.detect(`betreft ${value}, graag bellen`).spans.map((span) => span.reason)).toContain('own.pattern:p');
  });
});
