import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type awkwardRecords, conformance, awkwardRecords as make } from '../conformance.ts';
import { jsonAbilities } from './connector.ts';

type Row = ReturnType<typeof awkwardRecords>[number];
const nested = (row: Row) => ({ id: row.id, klant: { 'na"am 😀': row.naam, mail: row.email }, note: row.note, aangemaakt: row.created });
const flat = (row: Row) => ({ id: row.id, 'klant.na"am 😀': row.naam, 'klant.mail': row.email, note: row.note, aangemaakt: row.created });

const forms = {
  'JSON Lines': { kind: 'jsonl', dataset: 'chats', text: (rows: Row[]) => rows.map((row) => JSON.stringify(nested(row))).join('\n') },
  'JSON array': { kind: 'json', dataset: 'chats', text: (rows: Row[]) => JSON.stringify(rows.map(nested), null, 2) },
  'JSON object of arrays': {
    kind: 'json',
    dataset: 'berichten',
    text: (rows: Row[]) => JSON.stringify({ versie: 3, berichten: rows.map(nested), leeg: [], anders: [{ a: '[}"' }] }),
  },
} as const;

for (const [name, form] of Object.entries(forms)) {
  conformance({
    name,
    abilities: jsonAbilities,
    async make() {
      const folder = await mkdtemp(join(tmpdir(), 'waarborg-json-'));
      const path = join(folder, `chats.${form.kind}`);
      const rows = make();
      await writeFile(path, form.text(rows));
      return {
        settings: { kind: form.kind, location: path },
        dataset: form.dataset,
        expected: rows.map(flat),
        idField: 'id',
        textField: 'note',
        ages: { field: 'aangemaakt', oldest: rows[0].created, newest: rows[rows.length - 1].created },
        dispose: () => rm(folder, { recursive: true }),
      };
    },
  });
}
