import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awkwardRecords, conformance } from '../conformance.ts';
import { vcardAbilities } from './connector.ts';

type Row = ReturnType<typeof awkwardRecords>[number];
const escaped = (text: string) => text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');
const folded = (line: string) =>
  [...line].reduce((all, letter) => (Buffer.byteLength((all.split('\r\n').at(-1) ?? '') + letter) > 75 ? `${all}\r\n ${letter}` : all + letter), '');

/** Cards as telephones and mail programs write them: 3.0 and 4.0, folded at 75 bytes, properties in groups. */
function cardOf(row: Row, i: number): string {
  const lines = [
    'BEGIN:VCARD',
    `VERSION:${i % 2 === 0 ? '3.0' : '4.0'}`,
    `FN:${escaped(row.naam)}`,
    `item1.EMAIL;TYPE="home,pref":${row.email}`,
    ...(row.note === null ? [] : [`NOTE:${escaped(row.note)}`]),
    `UID:${row.id}`,
    `REV:${row.created.replaceAll('-', '')}T093000Z`,
    'END:VCARD',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

conformance({
  name: 'vcard',
  abilities: vcardAbilities,
  emptiesFields: false,
  async make() {
    const folder = await mkdtemp(join(tmpdir(), 'waarborg-vcard-'));
    const path = join(folder, 'adresboek.vcf');
    const rows = awkwardRecords();
    await writeFile(path, rows.map(cardOf).join(''));
    return {
      settings: { kind: 'vcard', location: path },
      dataset: 'adresboek',
      expected: rows.map((row) => ({
        name: row.naam,
        email: row.email,
        note: row.note?.replaceAll('\r\n', '\n') ?? null,
        uid: row.id,
        rev: `${row.created}T09:30:00.000Z`,
      })),
      idField: 'uid',
      textField: 'note',
      ages: { field: 'rev', oldest: `${rows[0].created}T09:30:00.000Z`, newest: `${rows[rows.length - 1].created}T09:30:00.000Z` },
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});
