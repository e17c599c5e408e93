import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awkwardRecords, conformance } from '../conformance.ts';
import { csvAbilities } from './connector.ts';

const quote = (text: string | null) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`);

for (const [encoding, separator, newline] of [
  ['utf-8', ',', '\n'],
  ['utf-16le', ';', '\r\n'],
  ['utf-8-mark', '\t', '\r\n'],
] as const) {
  conformance({
    name: `CSV (${encoding}, ${JSON.stringify(separator)})`,
    abilities: csvAbilities,
    async make() {
      const folder = await mkdtemp(join(tmpdir(), 'waarborg-csv-'));
      const rows = awkwardRecords().map((row) => ({ id: row.id, 'na"am 😀': row.naam, 'e-mail': row.email, note: row.note, aangemaakt: row.created }));
      const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))].map((cells) => cells.map(quote).join(separator));
      const text = lines.join(newline) + newline;
      const path = join(folder, 'klanten "2024" 😀.csv');
      await writeFile(path, encoding === 'utf-16le' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(encoding === 'utf-8' ? text : `\ufeff${text}`));
      return {
        settings: { kind: 'csv', location: path },
        dataset: 'klanten "2024" 😀',
        expected: rows,
        idField: 'id',
        textField: 'note',
        ages: { field: 'aangemaakt', oldest: rows[0].aangemaakt, newest: rows[rows.length - 1].aangemaakt },
        dispose: () => rm(folder, { recursive: true }),
      };
    },
  });
}
