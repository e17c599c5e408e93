import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { awkwardRecords, conformance } from '../conformance.ts';
import { parquetAbilities } from './connector.ts';

conformance({
  name: 'Parquet',
  abilities: parquetAbilities,
  async make() {
    const folder = await mkdtemp(join(tmpdir(), 'waarborg-parquet-'));
    const rows = awkwardRecords();
    const source = join(folder, 'rows.json');
    const path = join(folder, "export '24 [nieuw].parquet");
    await writeFile(source, JSON.stringify(rows.map((row) => ({ id: row.id, 'na"am 😀': row.naam, email: row.email, note: row.note, created: row.created }))));
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(
      `copy (select id, "na""am 😀", email, note, created::date as created from read_json('${source}', columns = {id: 'varchar', 'na"am 😀': 'varchar', email: 'varchar', note: 'varchar', created: 'varchar'})) to '${path.replaceAll("'", "''")}' (format parquet, row_group_size 2048)`,
    );
    connection.closeSync();
    instance.closeSync();
    return {
      settings: { kind: 'parquet', location: path },
      dataset: "export '24 [nieuw]",
      expected: rows.map((row) => ({ id: row.id, 'na"am 😀': row.naam, email: row.email, note: row.note, created: row.created })),
      idField: 'id',
      textField: 'note',
      ages: { field: 'created', oldest: rows[0].created, newest: rows[rows.length - 1].created },
      dispose: () => rm(folder, { recursive: true }),
    };
  },
});
