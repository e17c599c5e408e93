import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('lines, quotes and what is empty', () => {
  expect(
    csvOf(
      ['Bron', 'Records'],
      [
        ['CRM, "oud"', 1200],
        [null, true],
      ],
    ),
  ).toBe('\ufeffBron,Records\r\n"CRM, ""oud""",1200\r\n,true\r\n');
});
test.each(['=1+1', '+31', '-2', '@cmd'])('no formula: %j', (text) => {
  expect(csvOf([], [[text]])).toBe(`\ufeff\r\n'${text}\r\n`);
});
test('no cell begins as a formula, cut at commas or at semicolons', () => {
  const text = fc.string({ unit: fc.constantFrom('=', '+', ';', '"', "'", ',', 'a', '\t') });
  fc.assert(
    fc.property(text, (value) => {
      const [, line] = csvOf([], [[value]]).split('\r\n');
      expect(line).not.toMatch(/^"?[=+\-@\t]/);
      expect(line).not.toMatch(/[;\t]"*[=+\-@]/);
    }),
  );
});
