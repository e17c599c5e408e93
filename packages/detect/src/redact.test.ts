import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detect, redact } from './index.ts';

const text = 'Jan de Vries belt, mail jan@voorbeeld.nl. Later belt Jan de Vries weer en Sanne Bakker ook.';

test('labels are numbered, the same person the same number', () => {
  expect(redact(text, detect(text), { mode: 'label' })).toBe('[NAAM-1] belt, mail [E-MAIL-1]. Later belt [NAAM-1] weer en [NAAM-2] ook.');
});

test('the same value has the same code under one key and another under another', () => {
  const a = redact(text, detect(text), { mode: 'hash', key: 'een' });
  expect(a).toBe(redact(text, detect(text), { mode: 'hash', key: 'een' }));
  expect(a).not.toBe(redact(text, detect(text), { mode: 'hash', key: 'twee' }));
  expect(a).not.toContain('Vries');
});

test('redacting twice is redacting once', () => {
  const parts = fc.array(
    fc.constantFrom(
      'Jan de Vries; ',
      'belt ',
      '06-12345678; ',
      'jan@voorbeeld.nl; ',
      'Kerkstraat 12, 1234 AB Utrecht; ',
      'NL91ABNA0417164300; ',
      'BSN 111222333; ',
      'en ',
      '\n',
      'klantnummer 448213; ',
      'wachtwoord: Zomer2026! ',
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(parts, fc.constantFrom('mask', 'label', 'hash'), (list, mode) => {
      const options = { mode: mode as 'mask' | 'label' | 'hash', key: 'k' };
      const once = redact(list.join(''), detect(list.join('')), options);
      expect(redact(once, detect(once), options)).toBe(once);
    }),
    { numRuns: 200, seed: 7 },
  );
});
