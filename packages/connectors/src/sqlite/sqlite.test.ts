import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { awkwardRecords, conformance } from '../conformance.ts';
import { sqliteAbilities } from './connector.ts';

const tables = {
  'integer key': 'create table "klan""ten 😀" (id integer primary key, "na""am 😀" text, email text, note text, created date) strict'
    .replace(' date)', ' text)')
    .replace(' strict', ''),
  'text key': 'create table "klan""ten 😀" (id text primary key, "na""am 😀" text, email text, note text, created date)',
  'two-part key without rowid':
    'create table "klan""ten 😀" (id text, "na""am 😀" text, email text, note text, created date, primary key (id, email)) without rowid',
  'no key': 'create table "klan""ten 😀" (id int, "na""am 😀" text, email text, note text, created date)',
};

for (const [name, sql] of Object.entries(tables)) {
  conformance({
    name: `SQLite (${name})`,
    abilities: sqliteAbilities,
    async make() {
      const folder = await mkdtemp(join(tmpdir(), 'waarborg-sqlite-'));
      const path = join(folder, 'crm.sqlite');
      const database = new DatabaseSync(path);
      database.exec(`pragma journal_mode = wal; ${sql}`);
      const insert = database.prepare('insert into "klan""ten 😀" values (?, ?, ?, ?, ?)');
      const rows = awkwardRecords();
      // A gap in the numbers, so that ranges of keys and of records differ.
      for (const row of rows) insert.run(row.id, row.naam, row.email, row.note, row.created);
      database.close();
      return {
        settings: { kind: 'sqlite', location: path },
        dataset: 'klan"ten 😀',
        expected: rows.map((row) => ({ id: row.id, 'na"am 😀': row.naam, email: row.email, note: row.note, created: row.created })),
        idField: 'id',
        textField: 'note',
        ...(sql.includes('created date') ? { ages: { field: 'created', oldest: rows[0].created, newest: rows[rows.length - 1].created } } : {}),
        dispose: () => rm(folder, { recursive: true }),
      };
    },
  });
}
