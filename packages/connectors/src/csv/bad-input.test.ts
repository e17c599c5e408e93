import { appendFile, chmod, truncate, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { rowsOf } from '../conformance.ts';
import { openConnector } from '../open.ts';
import { readContent, withContent } from '../testing/files.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const codes = (problems: readonly { code: string }[]) => problems.map((problem) => problem.code);

describe('CSV that is not as it should be', { timeout: 30_000 }, () => {
  it('reads Latin-1 and Windows-1252', async () => {
    const { rows, problems } = await readContent(
      'a.csv',
      Buffer.concat([latin('naam;stad\nZo\u00eb;K\u00f6ln\nAndr\u00e9;Li\u00e8ge\n'), Buffer.from([0x80, 0x3b, 0x31, 0x0a])]),
    );
    expect(rows).toEqual([
      { naam: 'Zoë', stad: 'Köln' },
      { naam: 'André', stad: 'Liège' },
      { naam: '€', stad: '1' },
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    ['UTF-16LE with a mark', Buffer.from('\ufeffnaam,stad\nZoë 😀,Köln\n', 'utf16le')],
    ['UTF-16LE without', Buffer.from('naam,stad\nZoë 😀,Köln\n', 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from('\ufeffnaam,stad\nZoë 😀,Köln\n', 'utf16le').swap16()],
    ['UTF-8 with a mark', Buffer.from('\ufeffnaam,stad\nZoë 😀,Köln\n')],
  ])('reads %s', async (_, content) => {
    const { rows } = await readContent('a.csv', content);
    expect(rows).toEqual([{ naam: 'Zoë 😀', stad: 'Köln' }]);
  });

  it('keeps the rest when some bytes are not UTF-8, and says where', async () => {
    const broken = Buffer.concat([Buffer.from('id,naam\n1,Zoë\n2,'), Buffer.from([0xe9, 0x74, 0xe9]), Buffer.from('\n3,José\n4,Ñandú\n')]);
    const { rows, problems } = await readContent('a.csv', broken);
    expect(rows.map((row) => row.naam)).toEqual(['Zoë', 'été', 'José', 'Ñandú']);
    expect(problems).toContainEqual(expect.objectContaining({ code: 'encoding.invalid', field: 'naam', row: 2 }));
    expect(JSON.stringify(problems)).not.toContain('été');
  });

  it('reads NULs as spaces and says so', async () => {
    const { rows, problems } = await readContent('a.csv', 'id,naam\n1,a\u0000b\n2,c\n');
    expect(rows).toEqual([
      { id: '1', naam: 'a b' },
      { id: '2', naam: 'c' },
    ]);
    expect(problems).toContainEqual(expect.objectContaining({ code: 'encoding.nul', field: 'naam', row: 1 }));
  });

  it('reads a line of 50 MB', async () => {
    const long = 'x'.repeat(50 * 1024 * 1024);
    const { rows } = await readContent('a.csv', `id,tekst\n1,kort\n2,"${long}"\n3,${long}\n4,kort\n`);
    expect(rows.map((row) => row.tekst!.length)).toEqual([4, long.length, long.length, 4]);
  });

  it('fills short records with null and keeps the surplus of long ones', async () => {
    const { rows, problems } = await readContent('a.csv', 'id;naam;stad\n1;Jan\n2;Piet;Delft;extra;meer\n3;Kees;Gouda\n');
    expect(rows).toEqual([
      { id: '1', naam: 'Jan', stad: null },
      { id: '2', naam: 'Piet', stad: 'Delft;extra;meer' },
      { id: '3', naam: 'Kees', stad: 'Gouda' },
    ]);
    expect(problems).toContainEqual(expect.objectContaining({ code: 'csv.ragged', row: 1, times: 2 }));
  });

  it.each([',', ';', '\t', '|'])('finds the separator %j', async (separator) => {
    const { rows } = await readContent(
      'a.csv',
      ['id', 'bedrag, in euro', 'naam'].map((name) => `"${name}"`).join(separator) +
        `\n1${separator}"1,5"${separator}Jan\n2${separator}"2,5"${separator}Piet\n`,
    );
    expect(rows).toEqual([
      { id: '1', 'bedrag, in euro': '1,5', naam: 'Jan' },
      { id: '2', 'bedrag, in euro': '2,5', naam: 'Piet' },
    ]);
  });

  it('does not believe a separator that does not occur, nor an ending', async () => {
    await withContent('a.tsv', 'id;naam\n1;Jan\n2;Piet\n', async (path) => {
      const connector = await openConnector({ kind: 'csv', location: path, options: { separator: ',' } });
      const [dataset] = await connector.describe();
      expect(dataset.fields.map((field) => field.name)).toEqual(['id', 'naam']);
      expect(codes(dataset.notes ?? [])).toEqual(['csv.separator']);
    });
  });

  it("takes Excel's sep= line, and no line end at the end", async () => {
    const { rows } = await readContent('a.csv', 'sep=;\r\nid;naam\r\n1;Jan');
    expect(rows).toEqual([{ id: '1', naam: 'Jan' }]);
  });

  it('keeps line ends and quotes inside quoted fields', async () => {
    const { rows } = await readContent('a.csv', 'id,note\r\n1,"regel een\r\nregel ""twee"", echt"\r\n2,"\n\n"\r\n');
    expect(rows).toEqual([
      { id: '1', note: 'regel een\r\nregel "twee", echt' },
      { id: '2', note: '\n\n' },
    ]);
  });

  it('goes on after a quote that is never closed, and after text behind a quote', async () => {
    const { rows, problems } = await readContent('a.csv', 'id,note\n1,"dicht" en meer\n2,"nooit dicht\n3,gewoon\n4,5" scherm\n');
    expect(rows).toEqual([
      { id: '1', note: '"dicht" en meer' },
      { id: '2', note: '"nooit dicht' },
      { id: '3', note: 'gewoon' },
      { id: '4', note: '5" scherm' },
    ]);
    expect(codes(problems)).toContain('csv.quote');
  });

  it('names columns when there is no header, when names come twice, and when they are empty', async () => {
    expect((await readContent('a.csv', '1,jan@voorbeeld.example\n2,piet@voorbeeld.example\n')).rows[0]).toEqual({
      column_1: '1',
      column_2: 'jan@voorbeeld.example',
    });
    expect((await readContent('a.csv', 'id,naam,naam,\n1,a,b,c\n')).rows).toEqual([{ id: '1', naam: 'a', naam_2: 'b', column_4: 'c' }]);
  });

  it('reads old Mac line ends', async () => {
    expect((await readContent('a.csv', 'id;naam\r1;Jan\r2;Piet\r')).rows).toEqual([
      { id: '1', naam: 'Jan' },
      { id: '2', naam: 'Piet' },
    ]);
  });

  it('says that an empty file is empty', async () => {
    for (const content of ['', '\ufeff', 'id,naam\n']) {
      const { rows, dataset } = await readContent('leeg.csv', content);
      expect(rows).toEqual([]);
      if (content.length < 2) expect(codes(dataset.notes ?? [])).toEqual(['file.empty']);
    }
  });

  it('reads 2,000 columns', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `veld ${i} "é"`);
    const line = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';');
    const { rows, dataset } = await readContent(
      'breed.csv',
      `${[names, ...Array.from({ length: 60 }, (_, r) => names.map((_, c) => `${r}.${c}`))].map(line).join('\n')}\n`,
    );
    expect(dataset.fields).toHaveLength(2000);
    expect(rows).toHaveLength(60);
    expect(rows[59]['veld 1999 "é"']).toBe('59.1999');
  });

  it('notices a file that changes while it is read, and reads on', async () => {
    await withContent('a.csv', `id,naam\n${Array.from({ length: 100 }, (_, i) => `${i},naam ${i}\n`).join('')}`, async (path) => {
      const connector = await openConnector({ kind: 'csv', location: path });
      const [dataset] = await connector.describe();
      const chunks = await connector.plan(dataset, { rowsPerChunk: 30 });
      expect(await rowsOf(connector, dataset, ['id'], chunks[0])).toHaveLength(30);
      await appendFile(path, '100,later\n');
      const problems: string[] = [];
      let rows = 0;
      for (const chunk of chunks.slice(1))
        for await (const batch of connector.read(dataset, ['id'], chunk)) {
          rows += batch.rows;
          problems.push(...codes(batch.problems));
        }
      expect(rows).toBe(70);
      expect(new Set(problems)).toEqual(new Set(['file.changed']));
      await truncate(path, 20);
      for await (const batch of connector.read(dataset, ['id'], chunks[3])) expect(batch.rows).toBe(0);
    });
  });

  it('tells what is wrong with a path', async () => {
    await withContent('a.csv', 'id\n1\n', async (path) => {
      await expect(openConnector({ kind: 'csv', location: `${path}.weg` })).rejects.toMatchObject({ problem: { code: 'file.missing' } });
      const connector = await openConnector({ kind: 'csv', location: path });
      await chmod(path, 0o000);
      if (process.getuid?.() !== 0) await expect(connector.describe()).rejects.toMatchObject({ problem: { code: 'permission.denied' } });
      await chmod(path, 0o600);
    });
  });

  it('keeps rights, encoding, separator and everything else when it writes', async () => {
    await withContent('a.csv', Buffer.from('\ufeffid;naam;note\r\n1;Zoë;"een; twee"\r\n2;Jan;x\r\n3;Piet;"y"', 'utf16le'), async (path) => {
      await chmod(path, 0o640);
      const connector = await openConnector({ kind: 'csv', location: path });
      const [dataset] = await connector.describe();
      const place = (key: string) => ({ dataset: dataset.name, key });
      await connector.rectify(dataset, { place: place('1'), field: 'naam', was: 'Zoë', becomes: 'Chloë; "Cé"', dryRun: false });
      await connector.erase(dataset, { places: [place('2')], dryRun: false });
      await connector.erase(dataset, { places: [place('3')], fields: ['note'], dryRun: false });
      const { readFile, stat, readdir } = await import('node:fs/promises');
      const { dirname } = await import('node:path');
      expect((await readFile(path)).toString('utf16le')).toBe('\ufeffid;naam;note\r\n1;"Chloë; ""Cé""";"een; twee"\r\n\r\n3;Piet;');
      expect((await stat(path)).mode & 0o777).toBe(0o640);
      expect(await readdir(dirname(path))).toEqual(['a.csv']);
    });
  });

  it('refuses to write a character the encoding has no place for, and to write over a change', async () => {
    await withContent('a.csv', latin('id;naam\n1;Zo\u00eb\n2;Ren\u00e9\n'), async (path) => {
      const connector = await openConnector({ kind: 'csv', location: path });
      const [dataset] = await connector.describe();
      const order = { place: { dataset: dataset.name, key: '1' }, field: 'naam', was: 'Zoë', dryRun: false };
      expect(await connector.rectify(dataset, { ...order, becomes: '李' })).toMatchObject({ outcome: 'refused', why: expect.stringContaining('windows-1252') });
      await writeFile(path, latin('id;naam\n1;Anders\n2;Ren\u00e9\n'));
      expect(await connector.rectify(dataset, { ...order, becomes: 'Zoé' })).toMatchObject({ outcome: 'changedSince' });
    });
  });
});
