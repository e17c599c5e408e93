import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Connector } from '../connector.ts';
import { openConnector, settingsFor } from '../open.ts';
import { readWhole } from '../testing/files.ts';
import { PART_BYTES, plainText } from './text-file.ts';

async function withFolder(files: Record<string, string | Uint8Array>, work: (root: string, connector: Connector) => Promise<void>): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), 'waarborg-map-'));
  const root = join(base, 'map');
  await mkdir(root);
  let connector: Connector | null = null;
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(root, name, '..'), { recursive: true });
      await writeFile(join(root, name), content);
    }
    connector = await openConnector(await settingsFor(root));
    await work(root, connector);
  } finally {
    await connector?.close();
    await rm(base, { recursive: true, force: true });
  }
}
const named = async (connector: Connector, name: string) => (await connector.describe()).find((dataset) => dataset.name === name)!;

describe('folders that are not as they should be', { timeout: 30_000 }, () => {
  it('makes datasets of the files that are ones, and reads texts in every encoding', async () => {
    const database = new DatabaseSync(':memory:');
    database.close();
    await withFolder(
      {
        'a.txt': Buffer.from('Zo\u00eb belde', 'latin1'),
        'sub/b.md': Buffer.from('\ufeffZoë 😀', 'utf16le'),
        'sub/c.html': '<html><head><title>weg</title></head><body><p>Caf&eacute; &amp; co</p><script>weg()</script><p>twee</p></body></html>',
        'leeg.log': '',
        'sub/klanten.csv': 'id;naam\n1;Jan\n',
        'sub/kapot.xlsx': 'geen werkboek',
        'mail/een.eml': 'From: "Jan" <jan@voorbeeld.example>\r\nSubject: Vraag\r\n\r\nHallo',
        'onbekend.exe': 'x',
      },
      async (root, connector) => {
        await symlink('/etc/hostname', join(root, 'link.txt'));
        const datasets = await connector.describe();
        expect(datasets.map((dataset) => [dataset.name, dataset.unreadable?.code])).toEqual([
          ['map', undefined],
          ['map/*.eml', undefined],
          ['sub/kapot.xlsx', 'xlsx.notOne'],
          ['sub/klanten.csv', undefined],
        ]);
        expect(datasets[0].notes?.map((note) => [note.code, note.times])).toEqual([
          ['folder.link', 1],
          ['folder.unknownKind', 1],
        ]);
        const texts = await readWhole(connector, datasets[0]);
        expect(Object.fromEntries(texts.rows.map((row, i) => [texts.keys[i], row.text]))).toEqual({
          'a.txt': 'Zoë belde',
          'leeg.log': '',
          'sub/b.md': 'Zoë 😀',
          'sub/c.html': 'Café & co\ntwee',
        });
        const mails = await readWhole(connector, datasets[1]);
        expect(mails.rows[0]).toMatchObject({ from: 'Jan <jan@voorbeeld.example>', subject: 'Vraag', body: expect.stringContaining('Hallo') });
        expect((await readWhole(connector, datasets[3])).rows).toEqual([{ id: '1', naam: 'Jan' }]);
      },
    );
  });

  it('reads a very large text in parts, and erases it whole', async () => {
    const line = `${'y'.repeat(99)}\n`;
    await withFolder({ 'groot.log': line.repeat(100_000) }, async (root, connector) => {
      const { keys, rows, dataset } = await readWhole(connector, await named(connector, 'map'));
      expect(keys).toEqual(['groot.log', 'groot.log#2', 'groot.log#3']);
      expect(rows.map((row) => row.text).join('')).toBe(line.repeat(100_000));
      expect(rows.every((row) => row.text!.length <= PART_BYTES)).toBe(true);
      expect(await connector.erase(dataset, { places: [{ dataset: 'map', key: 'groot.log#2' }], dryRun: false })).toMatchObject([{ outcome: 'done' }]);
      await expect(stat(join(root, 'groot.log'))).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });

  it('touches only listed files, whatever a key says', async () => {
    await withFolder({ 'map/a.txt': 'x', 'geheim.pem': 'sleutel' }, async (root, connector) => {
      const dataset = await named(connector, 'map');
      for (const key of ['../../etc/passwd', '/etc/passwd', 'geheim.pem', 'map/../geheim.pem', 'map'])
        expect(await connector.erase(dataset, { places: [{ dataset: 'map', key }], dryRun: false }), key).toMatchObject([{ outcome: 'notFound' }]);
      expect(await readFile(join(root, 'geheim.pem'), 'utf8')).toBe('sleutel');
    });
  });

  it('goes on when a file has gone or may not be read', async () => {
    await withFolder({ 'a.txt': 'een', 'b.txt': 'twee', 'c.txt': 'drie', 'dicht/d.txt': 'vier' }, async (root, connector) => {
      const dataset = await named(connector, 'map');
      const chunks = await connector.plan(dataset);
      await rm(join(root, 'b.txt'));
      await chmod(join(root, 'c.txt'), 0o000);
      const codes: string[] = [];
      const texts: string[] = [];
      for (const chunk of chunks)
        for await (const batch of connector.read(dataset, ['text'], chunk)) {
          codes.push(...batch.problems.map((problem) => problem.code));
          texts.push(...(batch.keys as string[]));
        }
      expect(codes).toContain('file.missing');
      expect(texts).toContain('a.txt');
      if (process.getuid?.() !== 0) expect(codes).toContain('permission.denied');
      await chmod(join(root, 'c.txt'), 0o600);
    });
  });

  it('tells of a folder without permission', async () => {
    await withFolder({ 'a.txt': 'x', 'dicht/b.txt': 'y' }, async (root, connector) => {
      await chmod(join(root, 'dicht'), 0o000);
      const dataset = await named(connector, 'map');
      if (process.getuid?.() !== 0)
        expect(dataset.notes).toContainEqual(expect.objectContaining({ code: 'permission.denied', message: expect.stringContaining('dicht') }));
      await chmod(join(root, 'dicht'), 0o700);
    });
  });

  it('reads the words of HTML without tags, and is done in time with any text', () => {
    expect(plainText('a<br>b<!-- weg -->c &#8364; &#x41; &onbekend; 3 < 4')).toBe('a\nb c € A &onbekend; 3 < 4');
    const began = performance.now();
    plainText('<'.repeat(500_000));
    plainText('<!--'.repeat(100_000));
    plainText(`${' \r'.repeat(250_000)}x`);
    expect(performance.now() - began).toBeLessThan(3000);
    fc.assert(
      fc.property(
        fc.string(),
        (text) =>
          plainText(`<p>${text.replace(/[<&]/g, '')}</p>`) ===
          text
            .replace(/[<&]/g, '')
            .replace(/[^\S\n]+/g, ' ')
            .replace(/ ?\n[ \n]*/g, '\n')
            .trim(),
      ),
    );
  });
});
