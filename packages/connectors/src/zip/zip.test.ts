import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectorRefusal } from '../connector.ts';
import { openConnector } from '../open.ts';
import { readWhole } from '../testing/files.ts';
import { type ZipEntry, zipOf } from '../testing/zips.ts';
import { entryName, safePath } from './names.ts';
import { unpackZip } from './unpack.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waarborg-zip-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpack(content: Uint8Array) {
  await writeFile(join(folder, 'a.zip'), content);
  return unpackZip(join(folder, 'a.zip'), join(folder, 'uit'));
}
const unpackEntries = (...entries: ZipEntry[]) => unpack(zipOf(entries));
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'unpacked',
    (error) => (error instanceof ConnectorRefusal ? error.problem.code : String(error)),
  );

describe('unpacking a zip', { timeout: 30_000 }, () => {
  it('keeps folders, names in CP437 and UTF-8, content and time of change', async () => {
    const { files, leftOut } = await unpackEntries(
      { name: 'map/', content: '' },
      { name: 'map/brief.txt', content: 'Dag' },
      { name: Buffer.from([0x43, 0x61, 0x66, 0x82, 0x2e, 0x74, 0x78, 0x74]), content: 'oud' },
      { name: 'Zoë.csv', content: 'a;b\n1;2\n', saysUtf8: true, stored: true },
      { name: '__MACOSX/._Zoë.csv', content: 'x' },
    );
    expect([files, leftOut]).toEqual([3, []]);
    expect((await readdir(join(folder, 'uit'), { recursive: true })).sort()).toEqual(['Café.txt', 'Zoë.csv', 'map', 'map/brief.txt']);
    expect(await readFile(join(folder, 'uit', 'map', 'brief.txt'), 'utf8')).toBe('Dag');
    expect((await stat(join(folder, 'uit', 'map', 'brief.txt'))).mtime.toISOString()).toBe('2019-03-02T10:30:00.000Z');
  });

  it('leaves out what would get out, links, passwords, inner archives and damage, names each, and goes on', async () => {
    const { files, leftOut } = await unpackEntries(
      { name: '../buiten.txt', content: 'x' },
      { name: '/etc/buiten', content: 'x' },
      { name: 'C:\\buiten.txt', content: 'x' },
      { name: 'a\\..\\..\\buiten.txt', content: 'x' },
      { name: 'koppeling', content: '/etc', mode: 0o120777 },
      { name: 'koppeling/passwd', content: 'x' },
      { name: 'geheim.docx', content: 'x', encrypted: true },
      { name: 'binnen.zip', content: 'PK' },
      { name: 'stuk.txt', content: 'stuk', badCrc: true },
      { name: 'kort.txt', content: 'kort', saysSize: 9 },
      { name: 'goed.txt', content: 'een' },
      { name: 'goed.txt', content: 'twee' },
      { name: '.left-out.waarborg', content: '[]' },
    );
    expect(files).toBe(2);
    expect(leftOut.map((one) => [one.code, one.name])).toEqual([
      ['zip.path', '../buiten.txt'],
      ['zip.path', '/etc/buiten'],
      ['zip.path', 'C:/buiten.txt'],
      ['zip.path', 'a/../../buiten.txt'],
      ['zip.link', 'koppeling'],
      ['zip.encrypted', 'geheim.docx'],
      ['zip.inner', 'binnen.zip'],
      ['zip.broken', 'stuk.txt'],
      ['zip.broken', 'kort.txt'],
      ['zip.twice', 'goed.txt'],
      ['zip.path', '.left-out.waarborg'],
    ]);
    expect(await readFile(join(folder, 'uit', 'goed.txt'), 'utf8')).toBe('een');
    expect((await readdir(folder)).sort()).toEqual(['a.zip', 'uit']);
    const connector = await openConnector({ kind: 'folder', location: join(folder, 'uit') });
    const [texts] = await connector.describe();
    expect((await readWhole(connector, texts)).problems).toContainEqual(
      expect.objectContaining({ code: 'zip.encrypted', field: 'geheim.docx', dataset: 'uit' }),
    );
  });

  it('refuses a bomb and leaves nothing behind', async () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024);
    expect(await refusalOf(unpackEntries({ name: 'a.txt', content: zeros }))).toBe('zip.bomb');
    expect(await refusalOf(unpackEntries({ name: 'goed.txt', content: 'x' }, { name: 'a.txt', content: 'x', saysSize: 3_000_000_000 }))).toBe('zip.bomb');
    // Many small ones that together grow too far.
    const many = Array.from({ length: 40 }, (_, i) => ({ name: `${i}.txt`, content: zeros.subarray(0, 1024 * 1024) }));
    expect(await refusalOf(unpackEntries(...many))).toBe('zip.bomb');
    // More comes out than the list promised.
    expect(await refusalOf(unpackEntries({ name: 'a.txt', content: zeros.subarray(0, 1024 * 1024), saysSize: 10 }))).toBe('zip.bomb');
    expect(await refusalOf(unpackEntries(...Array.from({ length: 20_001 }, (_, i) => ({ name: `${i}`, content: '', stored: true }))))).toBe('zip.bomb');
    expect(existsSync(join(folder, 'uit'))).toBe(false);
  });

  it('refuses what is broken or leaves nothing', async () => {
    const good = zipOf([{ name: 'a.txt', content: 'dag' }]);
    expect(await refusalOf(unpack(good.subarray(0, good.length - 30)))).toBe('zip.damaged');
    expect(await refusalOf(unpack(Buffer.from('PK\u0003\u0004zomaar')))).toBe('zip.damaged');
    expect(await refusalOf(unpackEntries())).toBe('zip.nothing');
    expect(await refusalOf(unpackEntries({ name: 'a.txt', content: 'x', encrypted: true }))).toBe('zip.nothing');
    expect(existsSync(join(folder, 'uit'))).toBe(false);
  });

  it('ends for any damage in words, and never writes beside the folder', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = zipOf([
          { name: 'map/a.txt', content: 'dag dag dag dag' },
          { name: 'b.txt', content: 'x'.repeat(300) },
        ]);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await rm(join(folder, 'uit'), { recursive: true, force: true });
        expect(await refusalOf(unpack(bytes))).toMatch(/^(unpacked|zip\.(damaged|bomb|nothing))$/);
        expect((await readdir(folder)).filter((name) => name !== 'a.zip' && name !== 'uit')).toEqual([]);
      }),
      { numRuns: 150 },
    ));
});

describe('names', () => {
  it('stay inside the folder, whatever they are', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 20 }),
          fc.array(fc.constantFrom('..', '.', 'a', '/', '\\', 'C:', ' '), { maxLength: 12 }).map((all) => all.join('')),
        ),
        (name) => {
          const parts = safePath(name);
          if (parts !== null) expect(join('/basis', ...parts).startsWith('/basis/')).toBe(true);
        },
      ),
    ));
  it('are read for any bytes', () => fc.assert(fc.property(fc.uint8Array(), fc.boolean(), (bytes, utf8) => void entryName(bytes, utf8))));
});
