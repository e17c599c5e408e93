import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../../../../connectors/src/testing/zips.ts';
import { nextScan, passwordStays, recogniseUpload } from './rules.ts';
import { safeFileName } from './upload-place.ts';

const bytes = (text: string, encoding: BufferEncoding = 'utf8') => new Uint8Array(Buffer.from(text, encoding));
const kindOf = (name: string, head: Uint8Array) => recogniseUpload(name, head, head.length);

describe('what an upload is', () => {
  it.each([
    ['klanten.csv', 'naam;e-mail\nJan;j@x.nl\n', 'csv'],
    ['klanten', 'naam;e-mail\nJan;j@x.nl\nPiet;p@x.nl\n', 'csv'],
    ['export.txt', 'a\tb\tc\n1\t2\t3\n4\t5\t6\n', 'csv'],
    ['data.json', '[{"a":1}]', 'json'],
    ['data', '{"a":1}\n{"a":2}\n', 'jsonl'],
    ['data.jsonl', '{"a":1}\n', 'jsonl'],
    ['post.mbox', 'From jan@x.nl Mon Jan  5 10:00:00 2026\nSubject: hallo\n\nDag', 'mbox'],
    ['bericht', 'From: jan@x.nl\nTo: piet@x.nl\nSubject: hallo\n\nDag', 'eml'],
    ['adresboek.vcf', 'BEGIN:VCARD\nVERSION:3.0\nFN:Jan\nEND:VCARD\n', 'vcard'],
    ['contacten', '\ufeffBEGIN:VCARD\r\nVERSION:2.1\r\n', 'vcard'],
    ['notitie.txt', 'Mevrouw belde over de rekening, wil teruggebeld worden.', 'folder'],
    ['naam.sqlite', 'SQLite format 3\u0000rest', 'sqlite'],
    ['x.parquet', 'PAR1abc', 'parquet'],
  ])('%s is read by content first', (name, text, kind) => expect(kindOf(name, bytes(text))).toEqual({ kind }));

  it('knows a workbook by what is inside the zip', () => {
    expect(kindOf('lijst', bytes('PK\u0003\u0004....[Content_Types].xml....xl/workbook.xml', 'latin1'))).toEqual({ kind: 'xlsx' });
    expect(kindOf('brief.docx', bytes('PK\u0003\u0004....[Content_Types].xml....word/document.xml', 'latin1'))).toMatchObject({
      refused: 'upload.unsupported',
    });
    expect(kindOf('lijst.ods', bytes('PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.spreadsheet', 'latin1'))).toMatchObject({
      refused: 'upload.unsupported',
    });
    expect(
      kindOf(
        'brief.zip',
        zipOf([
          { name: '[Content_Types].xml', content: 'x' },
          { name: 'word/document.xml', content: 'x' },
        ]),
      ),
    ).toMatchObject({
      refused: 'upload.unsupported',
    });
  });

  it('takes a zip of files for the folder that it is, whatever is in it', () => {
    for (const name of ['brief.txt', 'xl/brief.txt', 'word/brief.txt'])
      expect(
        kindOf(
          'pakket.zip',
          zipOf([
            { name, content: 'Dag' },
            { name: 'lijst.xlsx', content: '[Content_Types].xml xl/workbook.xml', stored: true },
          ]),
        ),
      ).toEqual({ kind: 'folder' });
    expect(kindOf('pakket', zipOf([{ name: 'brief.txt', content: 'Dag' }]))).toEqual({ kind: 'folder' });
  });

  it.each([
    ['leeg.csv', new Uint8Array(0), 'upload.empty'],
    ['oud.xls', bytes('d0cf11e0a1b11ae1', 'hex'), 'upload.oldExcel'],
    ['beveiligd.xlsx', bytes('d0cf11e0a1b11ae1', 'hex'), 'upload.oldExcel'],
    ['brief.pdf', bytes('%PDF-1.7 ...'), 'upload.unsupported'],
    ['foto.csv', bytes('89504e470d0a1a0a', 'hex'), 'upload.unsupported'],
    ['dump.csv.gz', bytes('1f8b0800', 'hex'), 'upload.compressed'],
    ['ruis.bin', new Uint8Array(2000).map((_, at) => at % 7), 'upload.unsupported'],
  ])('refuses %s with a reason', (name, head, code) => {
    const found = recogniseUpload(name, head, head.length);
    expect(found).toMatchObject({ refused: code });
    expect('detail' in found && found.detail.length).toBeGreaterThan(10);
  });

  it('reads UTF-16 text', () => {
    expect(kindOf('lijst.csv', new Uint8Array([0xff, 0xfe, ...Buffer.from('a;b\n1;2\n', 'utf16le')]))).toEqual({ kind: 'csv' });
  });

  it('answers for any bytes and any name', () =>
    fc.assert(fc.property(fc.string(), fc.uint8Array({ maxLength: 500 }), (name, head) => void recogniseUpload(name, head, head.length))));
});

describe('the name of an upload', () => {
  it('stays inside its folder and fits a file system, whatever was sent', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).not.toMatch(/[\\/]/);
        expect(['', '.', '..']).not.toContain(safe);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
      }),
    ));
  it('keeps an ordinary name', () => {
    expect(safeFileName('Klanten najaar.csv')).toBe('Klanten najaar.csv');
    expect(safeFileName('../../etc/passwd')).toBe('passwd');
    expect(safeFileName('C:\\tmp\\a.csv')).toBe('a.csv');
  });
});

describe('the next scan', () => {
  it.each([
    ['weekly', '2026-02-26T06:00:00Z', '2026-03-05T06:00:00.000Z'],
    ['monthly', '2026-01-31T06:00:00Z', '2026-02-28T06:00:00.000Z'],
    ['monthly', '2028-01-31T06:00:00Z', '2028-02-29T06:00:00.000Z'],
    ['monthly', '2026-12-15T06:00:00Z', '2027-01-15T06:00:00.000Z'],
  ] as const)('%s after %s', (schedule, from, next) => expect(nextScan(schedule, new Date(from))?.toISOString()).toBe(next));
  it('is never for no schedule', () => expect(nextScan('never', new Date())).toBeNull());
});

describe('a kept password', () => {
  it.each([
    ['postgres://db:5432/a', 'postgresql://DB/b', true],
    ['postgres://db/a', 'postgres://db:5433/a', false],
    ['postgres://db/a', 'postgres://evil/a', false],
    ['postgres://db/a', 'mysql://db:5432/a', false],
    ['postgres://db/a', 'postgres://db/a?host=evil', false],
    ['not a url', 'not a url', false],
  ])('from %s to %s: %s', (before, after, stays) => expect(passwordStays(before, after)).toBe(stays));
});
