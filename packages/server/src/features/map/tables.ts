import type { MapSystem } from '@waarborg/contract';
import { kindWord, tierWords } from '@waarborg/law';
import type { Cell, Column, Sheet } from '../../kernel/workbook.ts';
import { countryName } from './report.ts';

type Language = 'nl' | 'en';

const heads = {
  nl: { sheet: 'Vondsten', systems: 'Systemen', verdict: { confirmed: 'bevestigd', notPersonal: 'geen persoonsgegeven' }, yes: 'ja', no: 'nee' },
  en: { sheet: 'Findings', systems: 'Systems', verdict: { confirmed: 'confirmed', notPersonal: 'not personal data' }, yes: 'yes', no: 'no' },
} as const;

const findingColumns: readonly (Column & { readonly en: string })[] = [
  { title: 'Systeem', en: 'System', width: 26 },
  { title: 'Eigenaar', en: 'Owner', width: 20 },
  { title: 'Land', en: 'Country', width: 16 },
  { title: 'Onderdeel', en: 'Dataset', width: 28 },
  { title: 'Veld', en: 'Field', width: 24 },
  { title: 'Vrije tekst', en: 'Free text', width: 11 },
  { title: 'Soort', en: 'Kind', width: 26 },
  { title: 'Code', en: 'Code', width: 16 },
  { title: 'Gevoeligheid', en: 'Sensitivity', width: 18 },
  { title: 'Gevonden', en: 'Found', width: 12, format: 'whole' },
  { title: 'Aandeel', en: 'Share', width: 10, format: 'percent' },
  { title: 'Personen (geschat)', en: 'Persons (estimated)', width: 18, format: 'whole' },
  { title: 'Zekerheid', en: 'Confidence', width: 11, format: 'percent' },
  { title: 'Oudste', en: 'Oldest', width: 12, format: 'date' },
  { title: 'Nieuwste', en: 'Newest', width: 12, format: 'date' },
  { title: 'Voorbeelden (gemaskeerd)', en: 'Examples (masked)', width: 40 },
  { title: 'Oordeel', en: 'Verdict', width: 20 },
  { title: 'Door', en: 'By', width: 20 },
  { title: 'Reden van het oordeel', en: 'Reason for the verdict', width: 36 },
  { title: 'Gescand', en: 'Scanned', width: 12, format: 'date' },
];

const date = (at: string | null): Date | null => (at === null ? null : new Date(at));
const titled = (columns: readonly (Column & { en: string })[], language: Language): Column[] =>
  columns.map(({ en, ...column }) => (language === 'en' ? { ...column, title: en } : column));

/** One row per finding. */
export function findingsSheet(systems: readonly MapSystem[], language: Language): Sheet {
  const words = heads[language];
  const rows = systems.flatMap((system) =>
    system.datasets.flatMap((dataset) =>
      dataset.fields.flatMap((field) =>
        field.findings.map((finding): Cell[] => [
          system.name,
          system.owner,
          system.country === null ? '' : countryName(system.country, language),
          dataset.name,
          field.name,
          field.type === 'FREE_TEXT' ? words.yes : words.no,
          kindWord(finding.kind, language),
          finding.kind,
          tierWords[finding.tier][language],
          finding.count,
          finding.share,
          finding.persons,
          finding.confidence,
          date(finding.oldest ?? dataset.oldest),
          date(finding.newest ?? dataset.newest),
          finding.evidence.join('; '),
          finding.verdict === null ? '' : words.verdict[finding.verdict.verdict],
          finding.verdict?.by ?? '',
          finding.verdict?.why ?? '',
          date(dataset.scannedAt),
        ]),
      ),
    ),
  );
  return { name: words.sheet, columns: titled(findingColumns, language), rows };
}

const systemColumns: readonly (Column & { readonly en: string })[] = [
  { title: 'Systeem', en: 'System', width: 28 },
  { title: 'Soort', en: 'Kind', width: 14 },
  { title: 'Eigenaar', en: 'Owner', width: 22 },
  { title: 'Land', en: 'Country', width: 16 },
  { title: 'Leverancier', en: 'Supplier', width: 24 },
  { title: 'Back-up (dagen)', en: 'Back-up (days)', width: 16, format: 'whole' },
  { title: 'Gevoeligheid', en: 'Sensitivity', width: 18 },
  { title: 'Onderdelen', en: 'Datasets', width: 12, format: 'whole' },
  { title: 'Records', en: 'Records', width: 14, format: 'whole' },
  { title: 'Gescand', en: 'Scanned', width: 12, format: 'date' },
];

/** One row per system, the ones written down by hand included. */
export function systemsSheet(systems: readonly MapSystem[], language: Language): Sheet {
  const rows = systems.map((system): Cell[] => [
    system.name,
    system.kind,
    system.owner,
    system.country === null ? '' : countryName(system.country, language),
    system.supplier,
    system.backupDays,
    tierWords[system.tier][language],
    system.datasets.length,
    system.datasets.reduce((sum, dataset) => sum + dataset.rows, 0),
    date(system.scannedAt),
  ]);
  return { name: heads[language].systems, columns: titled(systemColumns, language), rows };
}
