import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressOf, locationOf, reachOf, splitPasted, troubleWith } from './connection.ts';
import { countryList, countryName } from './countries.ts';
import { draftOf, factsOf, noFacts, troubleWithFacts } from './facts.ts';
import { readOnlyRole } from './least-privilege.ts';
import { chosenDatasets, type DatasetOffer, searchOffers, sumOffers } from './offers.ts';
import { bytesIn, troubleWithFile } from './upload-kinds.ts';

describe('a database address', () => {
  test('is made without user or password and can be taken apart again', () => {
    const address = { host: 'db.voorbeeld.nl', port: '5433', database: 'klant contact' };
    expect(locationOf('postgres', address)).toBe('postgres://db.voorbeeld.nl:5433/klant%20contact');
    expect(addressOf(locationOf('postgres', address))).toEqual(address);
  });
  test('gets the usual port and brackets around IPv6', () => {
    expect(locationOf('mysql', { host: '::1', port: '', database: 'crm' })).toBe('mysql://[::1]:3306/crm');
  });
  test('survives any database name', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name.trim() === name && name.isWellFormed()),
        (database) => addressOf(locationOf('postgres', { host: 'db', port: '5432', database }))?.database === database,
      ),
    );
  });
  test.each([
    [
      { host: '', port: '', database: '' },
      { host: 'hostMissing', database: 'databaseMissing' },
    ],
    [
      { host: 'db/crm', port: '70000', database: 'crm' },
      { host: 'hostNotOne', port: 'portNotOne' },
    ],
    [{ host: 'db', port: '', database: 'crm' }, {}],
  ])('%o has trouble %o', (address, trouble) => {
    expect(troubleWith(address)).toEqual(trouble);
  });
  test('pasted whole is split, the password into its own field', () => {
    expect(splitPasted(' mariadb://lezer:p%40ss@db:3307/crm ')).toEqual({
      kind: 'mysql',
      host: 'db',
      port: '3307',
      database: 'crm',
      user: 'lezer',
      password: 'p@ss',
    });
    expect(splitPasted('db.voorbeeld.nl')).toBeNull();
  });
  test('only servers are signed in to', () => {
    expect((['postgres', 'mysql', 'csv', 'manual'] as const).map(reachOf)).toEqual(['server', 'server', 'path', 'none']);
  });
});

test('the read-only role keeps strange names inside their quotes', () => {
  expect(readOnlyRole('postgres', 'a"b')).toContain('GRANT CONNECT ON DATABASE "a""b" TO waarborg_lezer;');
  expect(readOnlyRole('mysql', 'a`b')).toContain('ON `a``b`.* TO');
  for (const kind of ['postgres', 'mysql'] as const) expect(readOnlyRole(kind, 'crm')).not.toMatch(/\b(INSERT|UPDATE|DELETE|ALL PRIVILEGES|SUPERUSER)\b/);
});

test('countries: near ones first, each once, named in the language of the reader', () => {
  const names = countryList('nl');
  expect(names[0]).toEqual({ code: 'NL', name: 'Nederland' });
  expect(new Set(names.map((country) => country.code)).size).toBe(names.length);
  expect(countryName('US', 'nl')).toBe('Verenigde Staten');
});

test('files are refused with a reason before they are sent', () => {
  expect(troubleWithFile({ name: 'Leads.CSV', size: 10 }, 2 * 1024 ** 3)).toBeNull();
  expect(troubleWithFile({ name: 'leads.exe', size: 10 }, 2 * 1024 ** 3)).toBe('ending');
  expect(troubleWithFile({ name: 'leads.csv', size: 0 }, 2 * 1024 ** 3)).toBe('empty');
  expect(troubleWithFile({ name: 'leads.csv', size: 3 * 1024 ** 3 }, 2 * 1024 ** 3)).toBe('tooLarge');
  expect(troubleWithFile({ name: 'leads.csv', size: 3 * 1024 ** 3 }, undefined)).toBeNull();
});

test.each([
  [0, 0, 'B'],
  [999, 999, 'B'],
  [1449, 1.4, 'kB'],
  [999_600, 1, 'MB'],
  [2_147_483_648, 2.1, 'GB'],
])('%d bytes', (bytes, amount, unit) => {
  expect(bytesIn(bytes)).toEqual({ amount, unit });
});

describe('choosing what to scan', () => {
  const offer = (name: string, fields: string[], estimatedRows: number | null, unreadable = false): DatasetOffer => ({
    name,
    kind: 'table',
    estimatedRows,
    bytes: null,
    fields: fields.map((field) => ({ name: field, storage: 'text', nativeType: 'text' })),
    ...(unreadable ? { unreadable: { code: 'permission.denied', message: 'No right to read' } } : {}),
  });
  const offers = [offer('customer', ['email', 'phone'], 100), offer('note', ['body'], null), offer('salary', ['amount'], 5, true)];
  test('search looks at table and field names', () => {
    expect(searchOffers(offers, 'cust EMAIL').map((one) => one.name)).toEqual(['customer']);
    expect(searchOffers(offers, '  ')).toHaveLength(3);
    expect(searchOffers(offers, 'iban')).toEqual([]);
  });
  test('sums what is known', () => {
    expect(sumOffers(offers)).toEqual({ datasets: 3, fields: 4, rows: 105 });
    expect(sumOffers([offers[1]])).toEqual({ datasets: 1, fields: 1, rows: null });
  });
  test('everything readable means all, so that new tables come along', () => {
    expect(chosenDatasets(offers, new Set(['customer', 'note']))).toBeNull();
    expect(chosenDatasets(offers, new Set(['note', 'salary']))).toEqual(['note']);
  });
});

describe('facts of a system', () => {
  test('an empty number of back-up days means not known, not nought', () => {
    expect(factsOf({ ...noFacts, name: ' CRM ' })).toMatchObject({ name: 'CRM', backupDays: null });
    expect(factsOf({ ...noFacts, name: 'CRM', backupDays: '0' }).backupDays).toBe(0);
  });
  test('go into the form and come out the same', () => {
    const facts = { name: 'CRM', description: '', owner: 'Klantenservice', country: 'NL', supplier: '', backupDays: 35 };
    expect(factsOf(draftOf(facts))).toEqual(facts);
  });
  test('need a name and whole days', () => {
    expect(troubleWithFacts({ ...noFacts, backupDays: '3.5' })).toEqual({ name: 'nameMissing', backupDays: 'backupNotOne' });
    expect(troubleWithFacts({ ...noFacts, name: 'CRM', backupDays: ' 35 ' })).toEqual({});
  });
});
