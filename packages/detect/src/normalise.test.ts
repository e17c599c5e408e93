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
    ['EMAIL', ['jan.vries [at] voorbeeld.nl', 'jan punt vries apenstaartje voorbeeld punt nl', 'jan.vries(at)voorbeeld.nl'], 'jan.vries@voorbeeld.nl'],
    ['EMAIL', ['Piet+nieuws@outlook.com', 'piet@outlook.com'], 'piet@outlook.com'],
    ['EMAIL', ['piet+nieuws@voorbeeld.nl'], 'piet+nieuws@voorbeeld.nl'],
    ['PHONE', ['0475/12.34.56', '+32 475 12 34 56'], '+32475123456'],
    ['PHONE', ['nul zes 12 34 56 78', '0 6 1 2 3 4 5 6 7 8', '06 – 12 34 56 78'], '+31612345678'],
    ['BSN', ['12345672', '012345672'], '012345672'],
    ['ID_NUMBER', ['NL 8671.36.904.B01', 'NL867136904B01'], 'NL867136904B01'],
    ['ID_NUMBER', ['BE 0403.170.701', '0403170701', 'BE0403170701'], 'BE0403170701'],
    ['ID_NUMBER', ['NXA 41BC77', 'nxa41bc77', 'Paspoort: NXA41BC77'], 'NXA41BC77'],
    ['IP', ['2001:DB8::1', '2001:0db8:0:0:0:0:0:1', '[2001:db8::1]:443'], '2001:db8:0:0:0:0:0:1'],
    ['IP', ['192.168.4.20', '192.168.4.20:8080', '192.168.4.20/24'], '192.168.4.20'],
    ['USERNAME', ['@JdVries', 'jdvries'], 'jdvries'],
    ['IBAN', ['NL91 ABNA 0417 1643 00', 'nl91abna0417164300'], 'NL91ABNA0417164300'],
    ['BSN', ['111222333', '111.222.333', '111 222 333'], '111222333'],
    ['NATIONAL_ID', ['85.07.30-033.28', '85073003328'], '85073003328'],
    ['POSTCODE_NUMBER', ['1234 AB 12 bis', 'Kerkstraat 12-bis, 1234ab Utrecht', '1234AB 12BIS'], '1234AB 12BIS'],
    ['POSTCODE_NUMBER', ['1234 AB 12', 'Kerkstraat 12, 1234 AB Utrecht'], '1234AB 12'],
    ['POSTCODE_NUMBER', ['1e Helmersstraat 104, 1054 EG Amsterdam', '1054EG 104', '104|1054 eg'], '1054EG 104'],
    ['POSTCODE_NUMBER', ['Plein 1944 12, 6511 JB Nijmegen', '6511JB 12'], '6511JB 12'],
    ['POSTCODE_NUMBER', ['2e Kostverlorenkade 12-3, 1053 SB', '1053SB 12-3', '1053 sb 12 3'], '1053SB 12-3'],
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
        for (const kind of [
          'EMAIL',
          'PHONE',
          'IBAN',
          'BSN',
          'CREDIT_CARD',
          'POSTCODE_NUMBER',
          'NAME',
          'NAME_BIRTH',
          'CUSTOMER',
          'MAC',
          'IP',
          'ID_NUMBER',
          'USERNAME',
        ] as const) {
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
