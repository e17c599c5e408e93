import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect, mask, RedactionSession, type RedactOptions, redact, redactText } from './index.ts';

const text = 'Jan de Vries belt, mail jan@voorbeeld.nl. Later belt Jan de Vries weer en Sanne Bakker ook.';
const label = (input: string) => redactText(input, { mode: 'label' });
const fingerprint = (key: string) => (kind: string, value: string) => {
  let hash = 7;
  for (const unit of `${key}|${kind}|${value}`) hash = (Math.imul(hash, 31) + unit.charCodeAt(0)) >>> 0;
  return hash.toString(16).padStart(8, '0');
};

describe('labels', () => {
  test('are numbered, the same person the same number', () => {
    expect(redact(text, detect(text), { mode: 'label' })).toBe('[NAAM-1] belt, mail [E-MAIL-1]. Later belt [NAAM-1] weer en [NAAM-2] ook.');
  });

  test('a person by surname, title, initials or forename, as long as nobody else can be meant', () => {
    expect(label('Dhr. De Vries belde. Jan de Vries wil zijn geld terug; J. de Vries woont in Breda.')).toBe(
      'Dhr. [NAAM-1] belde. [NAAM-1] wil zijn geld terug; [NAAM-1] woont in [PLAATS-1].',
    );
    const two = label('Jan de Vries en Piet de Vries belden. Mevrouw De Vries ook.');
    expect(new Set(two.match(/NAAM-\d/g)).size).toBe(3);
  });

  test('an identifier written in another way keeps its number', () => {
    expect(label('bel 06-12345678 of +31 6 1234 5678')).toBe('bel [TELEFOON-1] of [TELEFOON-1]');
  });

  test('a number that stands there already is not given to another', () => {
    expect(label('[NAAM-1] belde. Mevrouw Sanne Bakker ook.')).toMatch(/^\[NAAM-1\] belde\. .*\[NAAM-2\] ook\.$/);
  });

  test('nothing is kept from one text to the next, unless a session is passed, until it is dropped', () => {
    const session = new RedactionSession();
    const options = { mode: 'label', session } as const;
    expect(redactText('Mevrouw Sanne Bakker', options)).toContain('[NAAM-1]');
    expect(redactText('Meneer Kees Visser', options)).toContain('[NAAM-2]');
    expect(redactText('Mevrouw Bakker', options)).toContain('[NAAM-1]');
    session.drop();
    expect(redactText('Meneer Kees Visser', options)).toContain('[NAAM-1]');
    expect(label('Meneer Kees Visser')).toContain('[NAAM-1]');
  });
});

describe('hash', () => {
  test('the same value has the same code under one key and another under another', () => {
    const a = redact(text, detect(text), { mode: 'hash', fingerprint: fingerprint('een') });
    expect(a).toBe(redact(text, detect(text), { mode: 'hash', fingerprint: fingerprint('een') }));
    expect(a).not.toBe(redact(text, detect(text), { mode: 'hash', fingerprint: fingerprint('twee') }));
    expect(a).not.toContain('Vries');
  });

  test('refuses without a key of the caller, and a code that could be read as text', () => {
    expect(() => redact(text, detect(text), { mode: 'hash' })).toThrow(RangeError);
    expect(() => redact(text, detect(text), { mode: 'hash', fingerprint: (_kind, value) => value })).toThrow(RangeError);
  });
});

describe('what is taken out', () => {
  test('a value found once is taken out wherever it stands', () => {
    expect(label('wachtwoord: Zomer2026!\nja, Zomer2026! klopt')).not.toContain('Zomer2026');
  });

  test('stars of the writer hide nothing', () => {
    expect(label('**Mevrouw Sanne Bakker** belde')).not.toContain('Bakker');
    expect(redactText('* Sanne Bakker belde', { mode: 'mask' })).toBe('* S*** B*** belde');
    expect(mask('SECRET', 'Zomer*2026')).toBe('********');
    expect(mask('PERSON', 'Jan* de Vries')).not.toContain('Vries');
  });
});

const pieces = [
  'Jan de Vries',
  'dhr. De Vries',
  'mevrouw Sanne Bakker',
  'belt ',
  '06-12345678',
  '+31 6 1234 5678',
  'jan@voorbeeld.nl',
  'Kerkstraat 12, 1234 AB Utrecht',
  'NL91ABNA0417164300',
  'BSN 111222333',
  'en ',
  '\n',
  ' ',
  '; ',
  ', ',
  '**',
  'klantnummer 448213',
  'wachtwoord: Zomer2026!',
  'geboren 03-05-1981',
  '12-ABC-3',
  '192.168.4.20',
  'https://voorbeeld.nl/pad?x=1',
  '4111 1111 1111 1111',
  '[NAAM-1]',
  '😀',
];
const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((list) => list.join(''));
const modes: readonly RedactOptions[] = [{ mode: 'mask' }, { mode: 'label' }, { mode: 'hash', fingerprint: fingerprint('k') }];

describe('any text', () => {
  test('redacting twice is redacting once, also where values run together', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...modes), (input, options) => {
        const once = redactText(input, options);
        expect(redactText(once, options)).toBe(once);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test('nothing that was found is left', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...modes.slice(1)), (input, options) => {
        const once = redactText(input, options);
        const gone = once.replace(/\[[A-Z-]+(?:-\d+|:[0-9a-f]+)\]/g, '\u0000');
        for (const span of detect(input).spans) {
          const value = input.slice(span.start, span.end);
          if (value.length < 4 || value.includes('[') || value.includes('*')) continue;
          expect(
            new RegExp(
              `(?<![\\p{L}\\p{N}])${value.replace(/[^\p{L}\p{N}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)}(?![\\p{L}\\p{N}])`,
              'u',
            ).test(gone),
          ).toBe(false);
        }
      }),
      { numRuns: 300, seed: 8 },
    );
  });
});
