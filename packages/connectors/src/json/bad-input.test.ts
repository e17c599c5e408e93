import { describe, expect, it } from 'vitest';
import { openConnector } from '../open.ts';
import { readContent, withContent } from '../testing/files.ts';

describe('JSON that is not as it should be', { timeout: 30_000 }, () => {
  it('skips a broken line, names it, and goes on', async () => {
    const { rows, keys, problems } = await readContent('a.jsonl', '{"id":1}\n{"id":2, kapot\n\n{"id":4}\n');
    expect(rows).toEqual([{ id: '1' }, { id: '4' }]);
    expect(keys).toEqual(['1', '4']);
    expect(problems).toEqual([expect.objectContaining({ code: 'json.broken', row: 2 })]);
    expect(JSON.stringify(problems)).not.toContain('kapot');
  });

  it('reads what there is of an array that was cut off', async () => {
    const { rows, problems } = await readContent('a.json', '[{"id":1},{"id":2},{"id":');
    expect(rows).toEqual([{ id: '1' }, { id: '2' }]);
    expect(problems).toEqual([expect.objectContaining({ code: 'json.broken', row: 3 })]);
  });

  it('flattens objects and lists, and keeps the digits of large numbers', async () => {
    const record = '{"klant":{"naam":"Jan","adressen":[{"stad":"Delft"},{"stad":"Gouda"}]},"labels":["a","b"],"leeg":[],"uit":false,"nr":12345678901234567890}';
    const { rows } = await readContent('a.json', `[${record}]`);
    expect(rows).toEqual([{ 'klant.naam': 'Jan', 'klant.adressen[].stad': 'Delft\nGouda', 'labels[]': 'a\nb', uit: 'false', nr: '12345678901234567890' }]);
  });

  it('keeps a value that only turns up late, in a field for the rest', async () => {
    const lines = Array.from({ length: 20_010 }, (_, i) => JSON.stringify(i === 20_005 ? { id: i, laat: { mail: 'jan@voorbeeld.example' } } : { id: i }));
    const { rows } = await readContent('a.jsonl', lines.join('\n'));
    expect(rows[20_005]['(other fields)']).toBe('laat.mail: jan@voorbeeld.example');
    expect(rows[20_004]['(other fields)']).toBeNull();
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeff[{"naam":"Zoë 😀"},{"naam":"b"}]', 'utf16le')],
    ['Latin-1', Buffer.from('[{"naam":"Zo\u00eb \\ud83d\\ude00"},{"naam":"b"}]', 'latin1')],
    ['UTF-8 with a mark', Buffer.from('\ufeff[{"naam":"Zoë 😀"},{"naam":"b"}]')],
  ])('reads %s', async (_, content) => {
    expect((await readContent('a.json', content)).rows).toEqual([{ naam: 'Zoë 😀' }, { naam: 'b' }]);
  });

  it('reads a line of 50 MB', async () => {
    const long = 'x'.repeat(50 * 1024 * 1024);
    const { rows } = await readContent('a.jsonl', `{"id":1,"t":"kort"}\n{"id":2,"t":"${long}"}\n{"id":3,"t":"kort"}`);
    expect(rows.map((row) => row.t!.length)).toEqual([4, long.length, 4]);
  });

  it('takes lines for lines and one object for one record, whatever the name', async () => {
    expect((await readContent('a.json', '{"id":1}\n{"id":2}\n')).rows).toEqual([{ id: '1' }, { id: '2' }]);
    expect((await readContent('a.json', '{"id":1,"naam":"Jan"}')).rows).toEqual([{ id: '1', naam: 'Jan' }]);
  });

  it('says that an empty file is empty, and reads an empty array', async () => {
    expect((await readContent('a.json', '')).dataset.notes).toEqual([expect.objectContaining({ code: 'file.empty' })]);
    expect((await readContent('a.json', '[]')).rows).toEqual([]);
  });

  it('writes only what it must: other records stay byte for byte, numbers keep their digits', async () => {
    const text =
      '{\n  "versie": 1.50,\n  "klanten": [\n    { "id": 1, "naam": "Jan",  "iban": "x" },\n    { "id": 12345678901234567890, "naam": "Piet", "tel": ["06", "07"] },\n    {"id": 3}\n  ]\n}\n';
    await withContent('a.json', text, async (path) => {
      const connector = await openConnector({ kind: 'json', location: path });
      const dataset = (await connector.describe()).find((each) => each.name === 'klanten')!;
      const place = (key: string) => ({ dataset: 'klanten', key });
      expect(await connector.erase(dataset, { places: [place('2')], fields: ['naam', 'tel[]'], dryRun: false })).toMatchObject([{ outcome: 'done' }]);
      expect(await connector.erase(dataset, { places: [place('3')], dryRun: false })).toMatchObject([{ outcome: 'done' }]);
      const { readFile } = await import('node:fs/promises');
      expect(await readFile(path, 'utf8')).toBe(
        '{\n  "versie": 1.50,\n  "klanten": [\n    { "id": 1, "naam": "Jan",  "iban": "x" },\n    {"id":12345678901234567890,"naam":null,"tel":[]},\n    {}\n  ]\n}\n',
      );
      expect(await connector.count(dataset)).toBe(2);
    });
  });
});
