import { describe, expect, it } from 'vitest';
import { filterMap, kindsOnMap, totalsOf } from './rules.ts';
import { findingOf, systemOf } from './testing.ts';

const confirmed = { verdict: 'confirmed', by: 'Noor', at: '2026-11-01T00:00:00.000Z', why: '' } as const;
const rejected = { ...confirmed, verdict: 'notPersonal' } as const;
const crm = systemOf('CRM', {
  id: '01935000-0000-7000-8000-00000000000a',
  owner: 'Klantenservice',
  country: 'NL',
  datasets: [
    ['klant', 'email', 'EMAIL', [findingOf('EMAIL')]],
    ['klant', 'iban', 'IBAN', [findingOf('IBAN', { verdict: confirmed })]],
    ['klant', 'artikel', 'BSN', [findingOf('BSN', { verdict: rejected })]],
    ['klant', 'gewijzigd', 'NONE', [findingOf('DATE')]],
    ['notitie', 'tekst', 'FREE_TEXT', [findingOf('HEALTH'), findingOf('IBAN'), findingOf('PHONE')]],
  ],
});
const list = systemOf('Campagnelijst', {
  id: '01935000-0000-7000-8000-00000000000b',
  country: 'US',
  datasets: [['lijst.csv', 'e-mail', 'EMAIL', [findingOf('EMAIL')]]],
});
const paper = systemOf('Papieren archief', { id: '01935000-0000-7000-8000-00000000000c', kind: 'manual', country: 'NL', datasets: [] });
const all = [crm, list, paper];
const day = '2026-11-21';
const fieldsOf = (filter: Parameters<typeof filterMap>[1]) =>
  filterMap(all, filter, day).flatMap((system) =>
    system.datasets.length === 0 ? [system.name] : system.datasets.flatMap((dataset) => dataset.fields.map((field) => `${dataset.name}.${field.name}`)),
  );

describe('the map, filtered', () => {
  it('shows personal data, most delicate first, and systems written down by hand', () => {
    expect(fieldsOf({})).toEqual(['klant.iban', 'klant.email', 'notitie.tekst', 'lijst.csv.e-mail', 'Papieren archief']);
  });
  it.each([
    [{ all: 'yes' }, ['klant.iban', 'klant.email', 'klant.artikel', 'klant.gewijzigd', 'notitie.tekst', 'lijst.csv.e-mail', 'Papieren archief']],
    [{ q: 'waar staan IBANs?' }, ['klant.iban', 'notitie.tekst']],
    [{ q: 'waar staan IBANs van oud-klanten' }, ['klant.iban', 'notitie.tekst']],
    [{ q: 'welke tabellen bevatten een e-mailadres' }, ['klant.email', 'lijst.csv.e-mail']],
    [{ q: 'iban in klant' }, ['klant.iban', 'notitie.tekst']],
    [{ q: 'gezondheid in vrije tekst' }, ['notitie.tekst']],
    [{ q: 'health data in free text' }, ['notitie.tekst']],
    [{ q: 'buiten de EER' }, ['lijst.csv.e-mail']],
    [{ q: 'notitie' }, ['notitie.tekst']],
    [{ q: 'archief' }, ['Papieren archief']],
    [{ q: 'iets onbekends' }, []],
    [{ kind: 'IBAN', freeText: 'no' }, ['klant.iban']],
    [{ tier: 'special' }, ['notitie.tekst']],
    [{ verdict: 'confirmed' }, ['klant.iban']],
    [{ verdict: 'notPersonal' }, ['klant.artikel']],
    [{ country: 'us' }, ['lijst.csv.e-mail']],
    [{ owner: 'klantenservice', kind: 'EMAIL' }, ['klant.email']],
    [{ sourceId: list.id }, ['lijst.csv.e-mail']],
  ] as const)('by %j', (filter, expected) => expect(fieldsOf(filter as never)).toEqual(expected));

  it('keeps of a field only the findings that were asked for', () => {
    const [system] = filterMap(all, { kind: 'IBAN' }, day);
    expect(system?.datasets.flatMap((dataset) => dataset.fields.map((field) => field.findings.map((finding) => finding.kind)))).toEqual([['IBAN'], ['IBAN']]);
  });
  it('counts', () => {
    expect(totalsOf(filterMap(all, { all: 'yes' }, day))).toEqual({ systems: 3, datasets: 3, fields: 6, personalFields: 4, records: 3000 });
    expect(kindsOnMap(all).map((kind) => `${kind.kind} ${kind.fields}`)).toEqual(['HEALTH 1', 'IBAN 2', 'EMAIL 2', 'PHONE 1', 'DATE 1']);
  });
  it('does not weigh what a person called wrong', () => {
    expect(crm.datasets[0]?.fields.find((field) => field.name === 'artikel')?.tier).toBe('none');
    expect(crm.tier).toBe('special');
  });
});
