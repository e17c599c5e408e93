import { chmod, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { webSurroundings } from '../network.ts';
import { openConnector } from '../open.ts';
import { readWhole, withContent } from '../testing/files.ts';

/** A database made by these statements, opened through the connector. */
function withDatabase<T>(statements: string, work: (path: string, database: DatabaseSync) => Promise<T>): Promise<T> {
  return withContent('crm.db', '', async (path) => {
    const database = new DatabaseSync(path);
    try {
      database.exec(statements);
      return await work(path, database);
    } finally {
      database.close();
    }
  });
}
const readTable = async (path: string, name: string) => {
  const connector = await openConnector({ kind: 'sqlite', location: path });
  try {
    return await readWhole(connector, (await connector.describe()).find((dataset) => dataset.name === name)!);
  } finally {
    await connector.close();
  }
};

describe('SQLite that is not as it should be', { timeout: 30_000 }, () => {
  it('reads 2,000 columns', async () => {
    const columns = Array.from({ length: 2000 }, (_, i) => `"veld ${i}" text`).join(', ');
    await withDatabase(`create table breed (${columns}); insert into breed ("veld 0", "veld 1999") values ('eerste', 'laatste'), (null, 'x')`, async (path) => {
      const { rows, dataset } = await readTable(path, 'breed');
      expect(dataset.fields).toHaveLength(2000);
      expect(rows.map((row) => [row['veld 0'], row['veld 1999']])).toEqual([
        ['eerste', 'laatste'],
        [null, 'x'],
      ]);
    });
  });

  it('reads text kept as bytes, leaves other bytes out and says so, and mends old encodings', async () => {
    await withDatabase(
      "create table t (id integer primary key, a, b blob); insert into t values (1, x'c3a9', x'00ff'), (2, 12345678901234567, 'tekst'), (3, cast(x'5a6feb' as text), 1.5)",
      async (path) => {
        const { rows, problems } = await readTable(path, 't');
        expect(rows).toEqual([
          { id: '1', a: 'é', b: null },
          { id: '2', a: '12345678901234567', b: 'tekst' },
          { id: '3', a: 'Zoë', b: '1.5' },
        ]);
        expect(problems.map((problem) => [problem.code, problem.field])).toEqual(
          expect.arrayContaining([
            ['field.binary', 'b'],
            ['encoding.invalid', 'a'],
          ]),
        );
      },
    );
  });

  it('reads nothing that a file handed to the server would have computed: it may never end', async () => {
    await withDatabase(
      `create table t (id integer primary key, email text, slow text generated always as (email like '%a%a%a%a%a%a%a%a%a%a%a%a%b') virtual);
       insert into t (email) values ('a@voorbeeld.nl');
       create view endless as with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) as email from r;
       create virtual table own using fts5(body); insert into own values ('bel mij');
       create virtual table over using fts5(email, content='endless')`,
      async (path) => {
        const connector = await openConnector({ kind: 'sqlite', location: path }, webSurroundings([dirname(path)]));
        try {
          const all = await connector.describe();
          const codeOf = (name: string) => all.find((dataset) => dataset.name === name)!.unreadable?.code;
          expect([codeOf('endless'), codeOf('over'), codeOf('own'), codeOf('t')]).toEqual(['sqlite.view', 'sqlite.view', undefined, undefined]);
          const { dataset, rows } = await readWhole(connector, all.find((one) => one.name === 't')!);
          expect(dataset.fields.map((field) => field.name)).toEqual(['id', 'email']);
          expect(rows).toEqual([{ id: '1', email: 'a@voorbeeld.nl' }]);
          await expect(connector.count({ ...dataset, name: 'endless' })).rejects.toMatchObject({ problem: { code: 'sqlite.view' } });
        } finally {
          await connector.close();
        }
      },
    );
  });

  it('reads empty tables, views, generated columns and tables without a rowid', async () => {
    await withDatabase(
      "create table leeg (a text); create table t (a text, b text, c text generated always as (a || b) virtual, primary key (a, b)) without rowid; insert into t (a, b) values ('x', 'y'); create view v as select c, 1 as n from t; create view kapot as select * from bestaat_niet",
      async (path) => {
        expect((await readTable(path, 'leeg')).rows).toEqual([]);
        expect((await readTable(path, 't')).rows).toEqual([{ a: 'x', b: 'y', c: 'xy' }]);
        expect((await readTable(path, 't')).keys).toEqual(['["x","y"]']);
        expect((await readTable(path, 'v')).rows).toEqual([{ c: 'xy', n: '1' }]);
        const connector = await openConnector({ kind: 'sqlite', location: path });
        expect((await connector.describe()).find((dataset) => dataset.name === 'kapot')!.unreadable).toMatchObject({ code: 'dataset.broken' });
        await connector.close();
      },
    );
  });

  it('reads beside a writer in WAL mode, and says when another program holds the file', async () => {
    await withDatabase("pragma journal_mode = wal; create table t (a text); insert into t values ('vast')", async (path, database) => {
      database.exec("begin immediate; insert into t values ('nog niet')");
      expect((await readTable(path, 't')).rows).toEqual([{ a: 'vast' }]);
      database.exec('rollback; pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive');
      const refused = await openConnector({ kind: 'sqlite', location: path }).catch((error) => error);
      expect(refused.problem).toMatchObject({ code: 'database.locked' });
      database.exec('commit');
    });
  });

  it('never changes the file by reading it', async () => {
    await withDatabase("create table t (a text); insert into t values ('x')", async (path) => {
      const { readFile } = await import('node:fs/promises');
      const before = await readFile(path);
      await chmod(path, 0o400);
      expect((await readTable(path, 't')).rows).toHaveLength(1);
      expect((await readFile(path)).equals(before)).toBe(true);
      await chmod(path, 0o600);
    });
  });

  it('overwrites what it erases', async () => {
    await withDatabase(
      "create table t (id integer primary key, a text); insert into t values (1, 'Wilhelmina van Zonneveld-Achterberg'), (2, 'blijft')",
      async (path) => {
        const connector = await openConnector({ kind: 'sqlite', location: path });
        const [dataset] = await connector.describe();
        await connector.erase(dataset, { places: [{ dataset: 't', key: '1' }], dryRun: false });
        await connector.close();
        const { readFile } = await import('node:fs/promises');
        expect((await readFile(path)).includes('Wilhelmina')).toBe(false);
      },
    );
  });

  it('undoes the whole batch when it cannot be finished, and names what still points at a record', async () => {
    await withDatabase(
      'create table klant (id integer primary key); create table contract (id integer primary key, klant int references klant(id)); insert into klant values (1), (2); insert into contract values (9, 1)',
      async (path) => {
        const connector = await openConnector({ kind: 'sqlite', location: path });
        const klant = (await connector.describe()).find((dataset) => dataset.name === 'klant')!;
        const receipts = await connector.erase(klant, { places: ['1', '2'].map((key) => ({ dataset: 'klant', key })), dryRun: false });
        expect(receipts.map((receipt) => [receipt.outcome, receipt.why?.includes('foreign key')])).toEqual([
          ['refused', true],
          ['done', undefined],
        ]);
        expect(await connector.count(klant)).toBe(1);
        await connector.close();
      },
    );
  });

  it('tells what is not a database', async () => {
    await withContent('crm.db', 'geen database, gewoon tekst', async (path) => {
      await expect(openConnector({ kind: 'sqlite', location: path })).rejects.toMatchObject({ problem: { code: 'sqlite.notOne' } });
    });
    await withDatabase('create table t (a text)', async (path) => {
      const { readFile } = await import('node:fs/promises');
      const bytes = await readFile(path);
      await writeFile(path, bytes.subarray(0, 700));
      await expect(openConnector({ kind: 'sqlite', location: path }).then((connector) => connector.describe())).rejects.toMatchObject({
        name: 'ConnectorRefusal',
      });
    });
  });
});
