import { afterEach, describe, expect, it } from 'vitest';
import { speak } from '../language.ts';
import { columnsOf } from '../terminal.ts';
import type { ScannedField, ScannedMap } from './map.ts';
import { toDocument } from './map.ts';
import { drawReport } from './report.ts';
import { drawMap, drawProblems } from './table.ts';

const kind = (type: string, tier: 'ordinary' | 'sensitive' | 'special' | 'nationalId' | 'none', count: number, share = 1) => ({
  type,
  tier,
  share,
  count,
  persons: null,
  confidence: 0.9,
  reason: 'test',
  evidence: ['j***'],
});
const field = (name: string, type: string, tier: ScannedField['tier'], kinds: ScannedField['kinds']): ScannedField => ({
  name,
  nativeType: 'text',
  type,
  tier,
  confidence: 0.9,
  reason: 'test',
  values: 100,
  kinds,
});
const map = (fields: readonly ScannedField[], more: Partial<ScannedMap> = {}): ScannedMap => ({
  source: 'lijst.csv',
  kind: 'csv',
  mode: 'full',
  scannedAt: '2026-11-21T10:00:00.000Z',
  seconds: 1.5,
  problems: [],
  datasets: [{ name: 'lijst', kind: 'file', rows: 100, read: 100, sampled: false, oldest: '2019-01-01T00:00:00.000Z', newest: null, fields }],
  ...more,
});
const text = field('notitie', 'FREE_TEXT', 'nationalId', [
  kind('EMAIL', 'ordinary', 50),
  kind('BSN', 'nationalId', 2),
  kind('HEALTH', 'special', 7),
  kind('IBAN', 'sensitive', 4),
]);
afterEach(() => speak('en'));

describe('the map as text', () => {
  it('puts the most delicate first, with a shape for each tier', () => {
    const drawn = drawMap(map([text]), 100);
    expect(drawn.indexOf('◆ Citizen')).toBeLessThan(drawn.indexOf('▲ Health'));
    expect(drawn.indexOf('▲ Health')).toBeLessThan(drawn.indexOf('■ IBAN'));
    expect(drawn.indexOf('■ IBAN')).toBeLessThan(drawn.indexOf('● E-mail'));
    expect(drawn).toContain('50×');
  });
  it.each([60, 80, 120])('fits in %i columns', (width) => {
    const many = field(
      'een_heel_lange_veldnaam_die_niet_past_op_het_scherm',
      'FREE_TEXT',
      'special',
      Array.from({ length: 12 }, () => kind('HEALTH', 'special', 1234)),
    );
    for (const line of drawMap(map([text, many]), width)
      .split('\n')
      .slice(0, -4))
      expect(columnsOf(line)).toBeLessThanOrEqual(width);
  });
  it('counts and speaks Dutch when asked', () => {
    speak('nl');
    const drawn = drawMap(map([text, field('id', 'NONE', 'none', [])]), 100);
    expect(drawn).toContain('Persoonsgegevens in 1 van 2 velden, 1 tabel of bestand; 100 rijen in 1,5 s.');
    expect(drawn).toContain('1 veld zonder persoonsgegevens');
    expect(drawMap(map([field('id', 'NONE', 'none', [])]), 100)).toContain('geen persoonsgegevens gevonden');
  });
  it('names the place of each problem', () => {
    const problems = [{ code: 'csv.ragged', message: 'Too many values.', dataset: 'lijst', row: 21, times: 3 }];
    expect(drawProblems(map([], { problems }))).toBe('lijst, row 21: Too many values. (3×) [csv.ragged]\n');
  });
});

describe('the document for machines', () => {
  it('has the agreed keys', () => {
    const document = toDocument(map([text])) as {
      datasets: {
        name: string;
        rows: number;
        fields: { name: string; type: string; tier: string; kinds: { type: string; share: number; count: number }[] }[];
      }[];
    };
    expect(document.datasets[0]).toMatchObject({ name: 'lijst', rows: 100 });
    expect(document.datasets[0]!.fields[0]).toMatchObject({ name: 'notitie', type: 'FREE_TEXT', tier: 'nationalId' });
    expect(document.datasets[0]!.fields[0]!.kinds[1]).toMatchObject({ type: 'BSN', share: 1, count: 2 });
  });
});

describe('the page', () => {
  it('stands alone, is well-formed enough to count on, and escapes what comes from the data', () => {
    const page = drawReport(map([{ ...text, name: '<b onclick="x">' }], { source: `a"b'c<d>&e` }));
    expect(page).not.toMatch(/<script|<link|<img|src=|https?:|<b onclick/);
    expect(page).toContain('&#60;b onclick=&#34;x&#34;&#62;');
    for (const tag of ['main', 'section', 'table', 'tbody', 'div', 'footer'])
      expect(page.split(`<${tag}`).length - 1, tag).toBe(page.split(`</${tag}>`).length - 1);
    expect(page).toContain('<html lang="en">');
  });
  it('counts a field in every tier it holds', () => {
    const page = drawReport(map([text]));
    expect(page).toMatch(/<b>1<\/b><span>fields with special/);
    expect(page).toMatch(/<b>1<\/b><span>fields with a national number/);
  });
});
