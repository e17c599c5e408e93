import { describe, expect, test } from 'vitest';
import { classifyColumn } from './index.ts';

const names = ['Sanne', 'Mohamed', 'Pieter', 'Aylin', 'Kees', 'Fatima', 'Thomas', 'Emma', 'Daan', 'Lotte'];
const numbers = Array.from({ length: 30 }, (_, at) => String(at + 1));

describe('columns', () => {
  test.each([
    ['first_name', names, 'PERSON', undefined],
    [undefined, names, 'PERSON', undefined],
    ['customer_id', numbers, 'NONE', 'customer'],
    ['id', numbers, 'NONE', undefined],
    ['klantnummer', ['448213', '448214', '991200'], 'ACCOUNT_ID', 'customer'],
    ['contractnr', ['C-10022', 'C-10023'], 'ACCOUNT_ID', 'contract'],
    ['geboortedatum', ['1981-05-03', '1990-01-31', '1975-12-02'], 'DATE_OF_BIRTH', undefined],
    ['invoice_date', ['2024-05-03 00:00:00', '2024-05-04 00:00:00'], 'NONE', undefined],
    ['hire_date', ['2004-05-03', '2011-05-04'], 'NONE', undefined],
    ['tel_mobiel', ['06-12345678', '0612345679', '+31 6 12345670'], 'PHONE', undefined],
    ['kolom7', ['NL91ABNA0417164300', 'BE68539007547034'], 'IBAN', undefined],
    ['x', ['111222333', '123456782', '111222333'], 'BSN', undefined],
    [undefined, ['1234 AB', '3512JC', '9711 LM'], 'POSTCODE', undefined],
    ['woonplaats', ['Utrecht', 'Gent', 'Breda'], 'CITY', undefined],
    [undefined, ['Utrecht', 'Rotterdam', 'Breda', 'Zwolle', 'Gent', 'Leuven'], 'CITY', undefined],
    ['straat', ['Kerkstraat 12', 'Dorpsweg 4a', 'Lange Nieuwstraat 100'], 'ADDRESS', undefined],
    ['genre_name', ['Rock', 'Jazz', 'Metal', 'Blues', 'Latin'], 'NONE', undefined],
    ['name', ['Rock', 'Jazz', 'Metal', 'Blues', 'Latin'], 'NONE', undefined],
    ['status', ['open', 'gesloten', 'open', 'open'], 'NONE', undefined],
    [
      'opmerking',
      ['Klant belt over de rekening van vorige maand en wil graag uitstel.', 'Teruggebeld, geen gehoor, morgen nog eens proberen na tien uur.'],
      'FREE_TEXT',
      undefined,
    ],
  ] as const)('%s', (header, values, type, realm) => {
    const verdict = classifyColumn({ ...(header ? { header } : {}), values });
    expect(verdict.type).toBe(type);
    expect(verdict.realm).toBe(realm);
  });

  test('a mixed column tells its shares', () => {
    const verdict = classifyColumn({ values: ['a@voorbeeld.nl', 'b@voorbeeld.nl', '06-12345678', 'c@voorbeeld.nl'] });
    expect(verdict.type).toBe('EMAIL');
    expect(verdict.shares.find((one) => one.type === 'PHONE')?.share).toBeCloseTo(0.25);
  });

  test('nothing to judge is no personal data, and nulls do not disturb', () => {
    expect(classifyColumn({ values: [] }).type).toBe('NONE');
    expect(classifyColumn({ header: 'email', values: [null, '', 'a@voorbeeld.nl', undefined] }).type).toBe('EMAIL');
  });
});

describe('with a tuning', () => {
  const patterns = [
    { id: 'k', name: 'klantnummer', shape: 'KL-9{6}', kind: 'ACCOUNT_ID', realm: 'customer' },
    { id: 'c', name: 'contract', shape: '9{7}', kind: 'ACCOUNT_ID', realm: 'contract', near: ['aansluiting'] },
    { id: 'd', name: 'dossier', shape: '9{5}', kind: 'ACCOUNT_ID', realm: 'ticket' },
  ] as const;
  const values = (make: (at: number) => string) => Array.from({ length: 30 }, (_, at) => make(at));
  const judged = (header: string, list: readonly string[]) => {
    const { type, reason, realm } = classifyColumn({ header, values: list, tuning: { patterns } });
    return [type, realm ?? '-', reason].join(' ');
  };

  test('an own pattern names the column and its number space', () => {
    expect(
      judged(
        'xx1',
        values((at) => `KL-${100_000 + at * 37}`),
      ),
    ).toBe('ACCOUNT_ID customer own.pattern:k');
    expect(
      judged(
        'xx1',
        values((at) => (at % 3 === 0 ? 'zie brief' : `KL-${100_000 + at * 37}`)),
      ),
    ).not.toContain('own.pattern');
  });

  test('bare numbers need a header that names them', () => {
    expect(
      judged(
        'AansluitingNr',
        values((at) => String(1_000_000 + at * 9137)),
      ),
    ).toBe('ACCOUNT_ID contract own.pattern:c');
    expect(
      judged(
        'bedrag',
        values((at) => String(1_000_000 + at * 9137)),
      ),
    ).not.toContain('own.pattern');
    expect(
      judged(
        'bedrag',
        values((at) => String(10_000 + at * 913)),
      ),
    ).not.toContain('own.pattern');
    expect(
      judged(
        'dossiernummer',
        values((at) => String(10_000 + at * 913)),
      ),
    ).toBe('ACCOUNT_ID ticket own.pattern:d');
  });

  test('a kind that is off is no kind of a column', () => {
    const mails = values((at) => `iemand${at}@voorbeeld.nl`);
    expect(classifyColumn({ values: mails, tuning: { off: [{ kind: 'EMAIL' }] } })).toMatchObject({ type: 'NONE', reason: 'column.off' });
    expect(classifyColumn({ values: mails, tuning: { off: [{ kind: 'EMAIL', channel: 'chat' }] } }).type).toBe('EMAIL');
  });
});

describe('headers in other languages', () => {
  const words = Array.from({ length: 30 }, (_, at) => `Waarde${at} x`);
  test.each([
    ['Vorname', 'PERSON'],
    ['NACHNAME', 'PERSON'],
    ['nom_de_famille', 'PERSON'],
    ['apellidos', 'PERSON'],
    ['Nazwisko', 'PERSON'],
    ['SOYADI', 'PERSON'],
    ['Straße', 'ADDRESS'],
    ['direccion', 'ADDRESS'],
    ['ulica', 'ADDRESS'],
    ['Wohnort', 'CITY'],
    ['şehir', 'CITY'],
    ['miejscowość', 'CITY'],
  ])('%s is %s', (header, type) => {
    expect(classifyColumn({ header, values: words }).type).toBe(type);
  });
  const numbers = Array.from({ length: 30 }, (_, at) => String(48_213_000 + at * 7919));
  test.each([
    ['Kundennummer', 'customer'],
    ['numéro de client', 'customer'],
    ['numer_zamówienia', 'order'],
    ['Fatura No', 'invoice'],
    ['Vertragsnr', 'contract'],
  ])('%s belongs to %s', (header, realm) => {
    expect(classifyColumn({ header, values: numbers })).toMatchObject({ type: 'ACCOUNT_ID', realm });
  });
  test.each(['Geburtsdatum', 'date_naissance', 'FechaNacimiento', 'data urodzenia', 'doğum tarihi'])('%s is a date of birth', (header) => {
    expect(classifyColumn({ header, values: Array.from({ length: 30 }, (_, at) => `${1940 + at}-05-1${at % 10}`) }).type).toBe('DATE_OF_BIRTH');
  });
});

describe('mixed and dirty columns', () => {
  const of = (make: (at: number) => string) => Array.from({ length: 40 }, (_, at) => make(at));
  const phone = (at: number) => `06-${12_345_678 + at * 917}`;
  const mail = (at: number) => `klant${at}@voorbeeld.nl`;
  test.each([
    ['what is not known does not count', of((at) => (at % 3 === 0 ? mail(at) : at % 2 ? 'onbekend' : 'n.v.t.')), undefined, 'EMAIL'],
    ['telephone numbers among words', of((at) => (at % 3 === 0 ? 'zie dossier' : phone(at))), undefined, 'PHONE'],
    ['a name and a number in one cell', of((at) => `Sanne Bakker ${phone(at)}`), undefined, 'FREE_TEXT'],
    ['JSON', of((at) => JSON.stringify({ naam: 'Sanne Bakker', mail: mail(at) })), undefined, 'FREE_TEXT'],
    ['short notes under a header that says so', of((at) => ['klant belt terug', 'geen gehoor', 'nota gestuurd'][at % 3] as string), 'opmerking', 'FREE_TEXT'],
    [
      'notes of which half are empty',
      of((at) => (at % 2 ? '' : `Mevr. Bakker belt over nota ${at} en wil graag een nieuwe afspraak.`)),
      undefined,
      'FREE_TEXT',
    ],
    ['amounts with a dash', of((at) => (at % 4 ? `${at * 13},50` : '-')), 'bedrag', 'NONE'],
  ])('%s', (_name, values, header, type) => {
    expect(classifyColumn({ values, ...(header ? { header } : {}) }).type).toBe(type);
  });

  test('free text tells what is in it, as shares', () => {
    const { shares } = classifyColumn({ values: of((at) => `Sanne Bakker ${phone(at)}`) });
    expect(shares.find((one) => one.type === 'PHONE')?.share).toBeGreaterThan(0.9);
  });
});
