import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { awkwardRecords, conformance } from '../conformance.ts';
import { xlsxAbilities } from './connector.ts';

conformance({
  name: 'XLSX',
  abilities: xlsxAbilities,
  async make() {
    const folder = await mkdtemp(join(tmpdir(), 'waarborg-xlsx-'));
    const path = join(folder, 'klanten.xlsx');
    const rows = awkwardRecords();
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Uitleg').addRow(['Dit blad zegt alleen iets']);
    const sheet = book.addWorksheet('Klanten "24" 😀');
    sheet.addRow(['id', 'na"am 😀', 'email', 'note', 'created']);
    for (const row of rows) sheet.addRow([row.id, row.naam, row.email, row.note, new Date(`${row.created}T00:00:00Z`)]);
    sheet.getColumn(5).numFmt = 'dd-mm-yyyy';
    await book.xlsx.writeFile(path);
    return {
      settings: { kind: 'xlsx', location: path },
      dataset: 'Klanten "24" 😀',
      // XML makes one line end of a carriage return and a line feed.
      expected: rows.map((row) => ({
        id: row.id,
        'na"am 😀': row.naam,
        email: row.email,
        note: row.note?.replaceAll('\r\n', '\n') ?? null,
        created: row.created,
      })),
      idField: 'id',
      textField: 'note',
      ages: { field: 'created', oldest: rows[0].created, newest: rows[rows.length - 1].created },
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});
