import { readFile, writeFile } from 'node:fs/promises';
import type { MapSystem } from '@waarborg/contract';
import { describe, expect, it } from 'vitest';
import { renderPdf } from '../../kernel/pdf.ts';
import { csvFile, xlsxFile } from '../../kernel/workbook.ts';
import { reportFacts } from './report.ts';
import { findingsSheet, systemsSheet } from './tables.ts';
import { findingOf, systemOf } from './testing.ts';

const now = new Date('2026-11-21T10:00:00Z');
const crm = systemOf('CRM', {
  owner: 'Klantenservice',
  country: 'NL',
  supplier: 'Voorbeeld BV',
  backupDays: 30,
  datasets: [
    ['crm.customer', 'first_name', 'PERSON', [findingOf('PERSON', { count: 41_200, evidence: ['J** d* V****', 'F***** E* I******'] })]],
    ['crm.customer', 'iban', 'IBAN', [findingOf('IBAN', { count: 39_870, evidence: ['NL91****4300'] })]],
    [
      'crm.contact_note',
      'body',
      'FREE_TEXT',
      [
        findingOf('HEALTH', { count: 1_284, evidence: ['klant is ********', '… in verband met ***********…'] }),
        findingOf('BSN', { count: 212, evidence: ['111*****3'] }),
        findingOf('PHONE', { count: 30_211, evidence: ['06****5678'] }),
        findingOf('INSULT', { count: 77, evidence: ['klant is een ******'] }),
      ],
    ],
  ],
});
const systems: MapSystem[] = [
  crm,
  systemOf('Campagnelijst najaar', {
    kind: 'csv',
    country: 'US',
    datasets: [['najaar.csv', 'e-mail', 'EMAIL', [findingOf('EMAIL', { count: 12_000, evidence: ['j***@v***.nl'] })]]],
  }),
  systemOf('Papieren archief', { kind: 'manual', country: 'NL', datasets: [] }),
];
const frame = (language: 'nl' | 'en') => ({ language, organisation: 'Lichtnet Energie', generated: true, now, about: null, madeBy: 'Noor Bakker' });

async function pdfOf(facts: unknown): Promise<Uint8Array> {
  return renderPdf({ template: await readFile(new URL('./report.typ', import.meta.url), 'utf8'), facts, createdAt: now });
}

describe('the report of the map', () => {
  it.each(['nl', 'en'] as const)('is a tagged PDF in %s', async (language) => {
    const pdf = Buffer.from(await pdfOf(reportFacts(systems, frame(language))));
    if (process.env['WAARBORG_KEEP_REPORT']) await writeFile(`${process.env['WAARBORG_KEEP_REPORT']}/map-${language}.pdf`, pdf);
    const text = pdf.toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text).toContain('/MarkInfo');
    expect(text).toContain(`/Lang`);
  });

  it('says in sentences what is held, and names what asks for attention with its source', () => {
    const facts = reportFacts(systems, frame('nl')) as { summary: string[]; attention: { title: string; legal: string | null }[]; limits: string[] };
    expect(facts.summary.join(' ')).toContain('In 2 van de 2 gescande systemen staan persoonsgegevens, verdeeld over 4 velden.');
    expect(facts.attention.map((one) => one.title)).toEqual([
      'Nationale nummers in vrije tekst van CRM',
      'Bijzondere persoonsgegevens in vrije tekst van CRM',
      'Campagnelijst najaar staat buiten de EER: Verenigde Staten',
      '2 systemen hebben geen eigenaar',
    ]);
    expect(facts.attention[0]?.legal).toBe('UAVG art. 46');
    expect(facts.summary.join(' ')).toContain('Eén systeem is nog niet door een scan bekeken');
    expect(facts.limits.some((one) => one.includes('Papieren archief'))).toBe(true);
    const scanned = systems.find((system) => system.scannedAt !== null)!;
    const partly = reportFacts(systems, { ...frame('nl'), unread: new Map([[scanned.id, ['salaris', 'verzuim']]]) }) as { limits: string[] };
    expect(partly.limits.some((one) => one.includes(`${scanned.name}: salaris en verzuim`))).toBe(true);
  });

  it('leaves out what a person called wrong', () => {
    const wrong = systemOf('CRM', {
      owner: 'x',
      country: 'NL',
      datasets: [['note', 'body', 'FREE_TEXT', [findingOf('HEALTH', { verdict: { verdict: 'notPersonal', by: 'Noor', at: now.toISOString(), why: '' } })]]],
    });
    const facts = reportFacts([wrong], frame('en')) as { attention: unknown[] };
    expect(facts.attention).toEqual([]);
  });

  it('shows names of systems as text, whatever they hold', async () => {
    const nasty = systemOf('#panic("x") *vet* $ \\ ] @ref `raw`', {
      datasets: [['#let x = 1', '= kop', 'EMAIL', [findingOf('EMAIL', { evidence: ['#eval("1")', '"; } ]'] })]]],
    });
    const pdf = await pdfOf(reportFacts([nasty], { ...frame('nl'), organisation: '#import "x"' }));
    expect(pdf.length).toBeGreaterThan(5000);
  });

  it('has something to say about an empty map', async () => {
    const facts = reportFacts([], frame('nl')) as { summary: string[] };
    expect(facts.summary).toEqual(['Er zijn nog geen systemen verbonden of opgeschreven.']);
    expect((await pdfOf(facts)).length).toBeGreaterThan(5000);
  });
});

describe('the map as a table', () => {
  const risky = systemOf('=HYPERLINK("http://x")', { datasets: [['t', '+1', 'EMAIL', [findingOf('EMAIL', { evidence: ['@SUM(1)'] })]]] });

  it('writes CSV that a spreadsheet cannot run', () => {
    const text = Buffer.from(csvFile(findingsSheet([risky], 'nl'))).toString('utf8');
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).toContain(`'+1`);
    expect(text).toContain(`'@SUM(1)`);
  });

  it('writes a workbook with headings, filters and numbers as numbers', async () => {
    const bytes = await xlsxFile([findingsSheet([...systems, risky], 'en'), systemsSheet(systems, 'en')], { title: 'Map', createdAt: now });
    const { default: excel } = await import('exceljs');
    const workbook = new excel.Workbook();
    await workbook.xlsx.load(bytes as never);
    const sheet = workbook.getWorksheet('Findings')!;
    expect(sheet.getRow(1).getCell(1).value).toBe('System');
    expect(sheet.autoFilter).toBeTruthy();
    expect(sheet.getRow(2).getCell(10).value).toBe(41_200);
    expect(sheet.getRow(sheet.rowCount).getCell(1).value).toBe(`'=HYPERLINK("http://x")`);
    expect(workbook.getWorksheet('Systems')!.rowCount).toBe(4);
  });
});
