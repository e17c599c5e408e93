import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IdentifierKind, identifiersOf, mask, normaliseIdentifier, readDate } from './index.ts';

describe('what is written differently meets', () => {
  const cases: [kind: IdentifierKind, writings: string[], expected: string][] = [
    ['PHONE', ['06-12345678', '06 12 34 56 78', '+31 6 12345678', '0031612345678', '+31 (0)6 1234 5678', '(06) 12345678'], '+31612345678'],
    ['PHONE', ['+32 475 12 34 56', '0032475123456', '+32 (0)475 123 456'], '+32475123456'],
    ['PHONE', ['020-1234567', '+31 20 123 45 67'], '+31201234567'],
    ['EMAIL', ['Jan.Jansen@Gmail.com', 'janjansen+winkel@gmail.com', 'mailto:jan.jansen@googlemail.com'], 'janjansen@gmail.com'],
    ['EMAIL', ['J.Jansen@Voorbeeld.NL ', '<j.jansen@voorbeeld.nl>'], 'j.jansen@voorbeeld.nl'],
    ['IBAN', ['NL91 ABNA 0417 1643 00', 'nl91abna0417164300'], 'NL91ABNA0417164300'],
    ['BSN', ['111222333', '111.222.333', '111 222 333'], '111222333'],
    ['NATIONAL_ID', ['85.07.30-033.28', '85073003328'], '85073003328'],
    ['POSTCODE_NUMBER', ['1234 AB 12 bis', 'Kerkstraat 12-bis, 1234ab Utrecht', '1234AB 12BIS'], '1234AB 12BIS'],
    ['POSTCODE_NUMBER', ['1234 AB 12', 'Kerkstraat 12, 1234 AB Utrecht'], '1234AB 12'],
    ['NAME', ['Jan van den Berg', 'Berg, Jan van den', 'dhr. Jan van den Berg'], 'jan van den berg'],
    ['NAME_BIRTH', ['Jan van den Berg|3 mei 1981', 'v.d. Berg|03-05-1981', 'J. Berg|1981-05-03'], 'berg|1981-05-03'],
    ['CUSTOMER', ['448213', 'klantnr: 448213', '00448213', '#448213'], '448213'],
    ['LICENCE_PLATE', ['12-ABC-3', '12abc3'], '12ABC3'],
    ['MAC', ['00:1B:44:11:3A:B7', '00-1b-44-11-3a-b7'], '001b44113ab7'],
  ];
  test.each(cases)('%s %j', (kind, writings, expected) => {
    for (const writing of writings) expect(normaliseIdentifier(kind, writing)).toBe(expected);
  });

  test('a national number without a country code is read as of the given country', () => {
    expect(normaliseIdentifier('PHONE', '0475 12 34 56', { country: 'BE' })).toBe('+32475123456');
    expect(normaliseIdentifier('PHONE', '0475 12 34 56', { country: 'NL' })).toBe('+31475123456');
  });

  test('what cannot be one is null, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        for (const kind of ['EMAIL', 'PHONE', 'IBAN', 'BSN', 'CREDIT_CARD', 'POSTCODE_NUMBER', 'NAME', 'NAME_BIRTH', 'CUSTOMER', 'MAC'] as const) {
          const value = normaliseIdentifier(kind, text);
          if (value !== null && kind !== 'NAME_BIRTH') expect(normaliseIdentifier(kind, value)).toBe(value);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(normaliseIdentifier('BSN', '111222334')).toBeNull();
    expect(normaliseIdentifier('IBAN', 'NL91ABNA0417164301')).toBeNull();
  });

  test('identifiersOf gives the kind for the index', () => {
    expect(identifiersOf('ACCOUNT_ID', '448213', { realm: 'customer' })).toEqual([{ kind: 'CUSTOMER', value: '448213' }]);
    expect(identifiersOf('CITY', 'Utrecht')).toEqual([]);
  });
});

describe('dates', () => {
  test.each([
    ['3 mei 1981', '1981-05-03'],
    ['03-05-1981', '1981-05-03'],
    ['3/5/81', '1981-05-03'],
    ['1981-05-03T00:00:00', '1981-05-03'],
    ['19810503', '1981-05-03'],
    ['May 3rd, 1981', '1981-05-03'],
    ['3 MAART 1981', '1981-03-03'],
    ['12/31/1980', '1980-12-31'],
    ["3 mei '81", '1981-05-03'],
    ['31-02-1981', null],
    ['geen datum', null],
  ])('%s', (text, expected) => {
    expect(readDate(text)).toBe(expected);
  });
});

describe('masks', () => {
  test.each([
    ['EMAIL', 'jan@voorbeeld.nl', 'j***@v***.nl'],
    ['PHONE', '06-12345678', '06 **** **78'],
    ['IBAN', 'NL91ABNA0417164300', 'NL** **** **00'],
    ['BSN', '111222782', '******782'],
    ['PERSON', 'Jan de Vries', 'J*** de V***'],
    ['SECRET', 'Zomer2026!', '********'],
  ] as const)('%s', (type, value, expected) => {
    expect(mask(type, value)).toBe(expected);
    expect(mask(type, expected)).toBe(expected);
  });
});
