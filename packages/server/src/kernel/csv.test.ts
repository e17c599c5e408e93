import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test.each([
  [['a', 1, true, null, undefined, new Date(0)], 'a,1,true,,,1970-01-01T00:00:00.000Z\r\n'],
  [['say "hi"', 'a,b', 'two\nlines'], '"say ""hi""","a,b","two\nlines"\r\n'],
  [['=1+1', '+31', '-2', '@x', '\tx', -2], "'=1+1,'+31,'-2,'@x,'\tx,-2\r\n"],
  [['=HYPERLINK("x")'], '"\'=HYPERLINK(""x"")"\r\n'],
  [['klant;=1+1', 'a; "@x', 'a;b'], 'klant;\'=1+1,"a; ""\'@x",a;b\r\n'],
])('%j', (values, line) => {
  expect(csvLine(values)).toBe(line);
});

test('no text becomes a formula, and every text can be read back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = csvLine([text]).slice(0, -2);
      const inner = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
      expect(inner).not.toMatch(/^[=+\-@\t\r]/);
      if (!/[;\t]/.test(text)) expect(inner.replace(/^'(?=[=+\-@\t\r])/, '')).toBe(/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
    }),
  );
});
