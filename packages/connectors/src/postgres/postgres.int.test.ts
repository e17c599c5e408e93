import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { awkwardRecords, conformance } from '../conformance.ts';
import { splitSecret } from '../open.ts';
import { startPostgres, type TestPostgres } from '../testing/postgres-server.ts';
import { postgresAbilities } from './connector.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server?.stop());

const columns = '"na""am 😀" varchar(80) not null, email text, note text, created date, stamp timestamptz, actief boolean, gegevens jsonb, foto bytea';
const tables = {
  'integer key': { id: 'int', table: 'klan"ten 😀', sql: (name: string) => [`create table ${name} (id int primary key, ${columns})`] },
  'text key': { id: 'text', table: 'klanten', sql: (name: string) => [`create table ${name} (id text primary key, ${columns})`] },
  'two-part key': { id: 'bigint', table: 'klanten', sql: (name: string) => [`create table ${name} (id bigint, ${columns}, primary key (id, email))`] },
  'no key': { id: 'int', table: 'klanten', sql: (name: string) => [`create table ${name} (id int, ${columns})`] },
  partitioned: {
    id: 'int',
    table: 'klanten',
    sql: (name: string) => [
      `create table ${name} (id int primary key, ${columns}) partition by range (id)`,
      `create table deel_een partition of ${name} for values from (0) to (1020)`,
      `create table deel_twee partition of ${name} default`,
    ],
  },
};

for (const [name, form] of Object.entries(tables)) {
  conformance({
    name: `PostgreSQL (${name})`,
    abilities: postgresAbilities,
    async make() {
      const table = `"${form.table.replaceAll('"', '""')}"`;
      const rows = awkwardRecords();
      const client = new pg.Client({ connectionString: server.url('postgres') });
      await client.connect();
      await client.query(form.sql(table).join(';'));
      await client.query(
        `insert into ${table} select (r->>'id')::${form.id}, r->>'naam', r->>'email', r->>'note', (r->>'created')::date, ((r->>'created') || ' 10:00:00+02')::timestamptz, true, '{"a": [1, "é"]}', 'binair' from json_array_elements($1) r`,
        [JSON.stringify(rows)],
      );
      await client.query(`analyze ${table}`);
      await client.end();
      const { location, secret } = splitSecret(server.url('postgres'));
      return {
        settings: { kind: 'postgres', location, secret },
        dataset: form.table,
        expected: rows.map((row) => ({
          id: row.id,
          'na"am 😀': row.naam,
          email: row.email,
          note: row.note,
          created: row.created,
          stamp: `${row.created} 08:00:00+00`,
          actief: 'true',
          gegevens: '{"a": [1, "é"]}',
          foto: null,
        })),
        idField: 'id',
        textField: 'note',
        ages: { field: 'stamp', oldest: `${rows[0].created}T08:00:00Z`, newest: `${rows[rows.length - 1].created}T08:00:00Z` },
        dispose: () => server.run('postgres', `drop table ${table}`),
      };
    },
  });
}
