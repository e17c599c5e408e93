import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowsOf } from '../conformance.ts';
import { withContent } from '../testing/files.ts';
import { openCsv } from './connector.ts';

const cell = fc
  .oneof(
    fc.constant(null),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('', '"', '""', 'a"b', ';', 'a,b', '\n', 'x\r\ny', '\r', ' ', 'é', '😀', "'"),
  )
  .map((text) => text?.replaceAll('\u0000', '') ?? null);

it('gives back every table as it was written, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      async (table, separator, newline, rowsPerChunk, batchRows) => {
        const written = table.map((row) => row.map((text) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`)).join(separator));
        const text = `id${separator}naam${separator}note${newline}${written.map((line) => line + newline).join('')}`;
        await withContent('t.csv', text, async (path) => {
          const connector = openCsv(path, { separator, header: true });
          const [dataset] = await connector.describe();
          const rows: (string | null)[][] = [];
          for (const chunk of await connector.plan(dataset, { rowsPerChunk }))
            rows.push(...(await rowsOf(connector, dataset, ['id', 'naam', 'note'], chunk, { batchRows })).map((row) => Object.values(row.values)));
          expect(rows).toEqual(table);
        });
      },
    ),
    { numRuns: 80 },
  );
}, 30_000);

it('reads any bytes at all without losing its place: chunks together give what one chunk gives', async () => {
  const bytes = fc.array(fc.constantFrom(...Buffer.from('ab;",\n\r\u00e9'), 0, 0xff), { maxLength: 120 }).map((list) => Buffer.from(list));
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 4 }), async (body, rowsPerChunk) => {
      await withContent('t.csv', Buffer.concat([Buffer.from('id;naam\n'), body]), async (path) => {
        const connector = openCsv(path, { separator: ';', header: true });
        const [dataset] = await connector.describe();
        const read = async (per: number) => {
          const rows = [];
          for (const chunk of await connector.plan(dataset, { rowsPerChunk: per })) rows.push(...(await rowsOf(connector, dataset, ['id', 'naam'], chunk)));
          return rows;
        };
        expect(await read(rowsPerChunk)).toEqual(await read(1000));
      });
    }),
    { numRuns: 150 },
  );
}, 30_000);
