import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { recognise } from './recognise.ts';
import { withContent } from './testing/files.ts';

it.each([
  ['postgres://x/y', 'postgres'],
  ['postgresql://x/y', 'postgres'],
  ['MySQL://x/y', 'mysql'],
  ['mariadb://x/y', 'mysql'],
])('knows %s for %s', async (location, kind) => {
  expect(await recognise(location)).toBe(kind);
});

const mail = 'From: a@voorbeeld.example\nTo: b@voorbeeld.example\nSubject: x\n\nHallo\n';
it.each([
  ['a.csv', 'id,naam\n', 'csv'],
  ['a.TSV', 'id\tnaam\n', 'csv'],
  ['export', 'id;naam\n1;Jan\n2;Piet\n', 'csv'],
  ['a.jsonl', '{"a":1}\n', 'jsonl'],
  ['a.json', '[{"a":1}]', 'json'],
  ['a.json', '{"a":1}\n{"a":2}\n', 'jsonl'],
  ['export', '  \n[\n {"a":1}]', 'json'],
  ['a.bin', 'SQLite format 3\u0000......', 'sqlite'],
  ['a.csv', 'PAR1......PAR1', 'parquet'],
  ['bijlage', 'PK\u0003\u0004........xl/workbook.xml', 'xlsx'],
  ['a.eml', mail, 'eml'],
  ['bericht', mail, 'eml'],
  ['a.mbox', `From x Sat Jan  5 2019\n${mail}`, 'mbox'],
  ['postvak', `From x Sat Jan  5 2019\n${mail}`, 'mbox'],
  ['a.vcf', 'BEGIN:VCARD\n', 'vcard'],
  ['contacten', 'BEGIN:VCARD\r\nVERSION:3.0\r\n', 'vcard'],
  ['a.txt', 'Gewoon een notitie', 'folder'],
])('knows %s by name and content', async (name, content, kind) => {
  await withContent(name, content, async (path) => expect(await recognise(path)).toBe(kind));
});

it('says what it cannot place', async () => {
  await withContent('a.exe', Buffer.from([0x4d, 0x5a, 0, 0, 1, 2, 3]), async (path) => {
    await expect(recognise(path)).rejects.toMatchObject({ problem: { code: 'file.unknownKind' } });
    await expect(recognise(`${path}.weg`)).rejects.toMatchObject({ problem: { code: 'file.missing' } });
  });
  await withContent('a.db', 'geen database', async (path) => expect(recognise(path)).rejects.toMatchObject({ problem: { code: 'sqlite.notOne' } }));
  await expect(recognise('https://voorbeeld.example/a.csv')).rejects.toMatchObject({ problem: { code: 'address.scheme' } });
  const folder = await mkdtemp(`${tmpdir()}/waarborg-map-`);
  expect(await recognise(folder)).toBe('folder');
  await rm(folder, { recursive: true });
});
