import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../conformance.ts';
import type { Connector, DatasetDescription } from '../connector.ts';
import { openConnector, settingsFor } from '../open.ts';
import { readWhole } from '../testing/files.ts';
import { startPostgres, type TestPostgres } from '../testing/postgres-server.ts';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
  await server.run(
    'postgres',
    `create table klant (id int primary key, naam text, geheim text)`,
    `insert into klant select i, 'naam ' || i, 'g' from generate_series(1, 5000) i`,
    `create table loon (id int primary key, bedrag numeric)`,
    `create table leeg (id int primary key, naam text)`,
    `create table veldloos ()`,
    `insert into veldloos default values`,
    `create table "Ge""k 😀" ("na""am" text, "😀" text)`,
    `insert into "Ge""k 😀" values ('a', 'b'), (null, '')`,
    `create table bestelling (id int primary key, klant int not null references klant)`,
    `insert into bestelling values (1, 7)`,
    `create table afgeschermd (id int primary key, naam text)`,
    `insert into afgeschermd values (1, 'a'), (2, 'b')`,
    `alter table afgeschermd enable row level security`,
    `create policy p on afgeschermd using (id = 1)`,
    `create table ouder (id int, naam text)`,
    `create table kind (extra text) inherits (ouder)`,
    `insert into ouder values (1, 'ouder')`,
    `insert into kind values (2, 'kind', 'x')`,
    `create schema hr`,
    `create table hr.medewerker (id int primary key, naam text)`,
    `create schema dicht`,
    `create table dicht.geheim (id int)`,
    `create role lezer login password 'goed wachtwoord'`,
    `grant select on klant, leeg, veldloos, "Ge""k 😀", bestelling, afgeschermd, ouder, kind to lezer`,
    `revoke select on klant from lezer`,
    `grant select (id, naam) on klant to lezer`,
    `grant usage on schema hr to lezer`,
    `grant select on hr.medewerker to lezer`,
    'analyze',
  );
}, 60_000);
afterAll(() => server?.stop());

const asReader = async () => openConnector(await settingsFor(server.url('postgres', 'lezer', encodeURIComponent('goed wachtwoord'))));
const named = async (connector: Connector, name: string): Promise<DatasetDescription> => (await connector.describe()).find((dataset) => dataset.name === name)!;

describe('PostgreSQL as a role that may only read, and not everything', { timeout: 30_000 }, () => {
  it('lists what it may not read with the way to mend it, and reads the rest', async () => {
    const connector = await asReader();
    const datasets = await connector.describe();
    expect(datasets.map((dataset) => dataset.name)).toEqual([
      'Ge"k 😀',
      'afgeschermd',
      'bestelling',
      'kind',
      'klant',
      'leeg',
      'loon',
      'ouder',
      'veldloos',
      'dicht.geheim',
      'hr.medewerker',
    ]);
    const loon = datasets.find((dataset) => dataset.name === 'loon')!;
    expect(loon.unreadable).toMatchObject({ code: 'permission.denied', dataset: 'loon', message: expect.stringContaining('GRANT SELECT ON "public"."loon"') });
    expect(datasets.find((dataset) => dataset.name === 'dicht.geheim')!.unreadable!.message).toContain('GRANT USAGE ON SCHEMA "dicht"');
    await expect(connector.plan(loon)).rejects.toMatchObject({ problem: { code: 'permission.denied' } });
    const klant = datasets.find((dataset) => dataset.name === 'klant')!;
    expect(klant.fields.map((field) => field.name)).toEqual(['id', 'naam']);
    expect(klant.notes).toContainEqual(expect.objectContaining({ code: 'permission.field', field: 'geheim' }));
    expect((await readWhole(connector, klant)).rows).toHaveLength(5000);
    await connector.close();
  });

  it('says that rows may be hidden, and reads parents without their children', async () => {
    const connector = await asReader();
    const hidden = await named(connector, 'afgeschermd');
    expect(hidden.notes).toContainEqual(expect.objectContaining({ code: 'rows.hidden' }));
    expect((await readWhole(connector, hidden)).rows).toEqual([{ id: '1', naam: 'a' }]);
    expect((await readWhole(connector, await named(connector, 'ouder'))).rows).toEqual([{ id: '1', naam: 'ouder' }]);
    expect((await readWhole(connector, await named(connector, 'kind'))).rows).toEqual([{ id: '2', naam: 'kind', extra: 'x' }]);
    await connector.close();
  });

  it('reads empty tables, tables without fields, and names with quotes and emoji', async () => {
    const connector = await asReader();
    expect((await readWhole(connector, await named(connector, 'leeg'))).rows).toEqual([]);
    expect((await readWhole(connector, await named(connector, 'veldloos'))).rows).toEqual([{}]);
    expect((await readWhole(connector, await named(connector, 'Ge"k 😀'))).rows).toEqual([
      { 'na"am': 'a', '😀': 'b' },
      { 'na"am': null, '😀': '' },
    ]);
    await connector.close();
  });

  it('refuses on the receipt what it may not change, and changes nothing', async () => {
    const connector = await asReader();
    const klant = await named(connector, 'klant');
    const place = { dataset: 'klant', key: '7' };
    expect(await connector.erase(klant, { places: [place], dryRun: false })).toMatchObject([
      { outcome: 'refused', why: expect.stringContaining('more rights') },
    ]);
    expect(await connector.rectify(klant, { place, field: 'naam', was: 'naam 7', becomes: 'x', dryRun: false })).toMatchObject({ outcome: 'refused' });
    expect(await connector.fetch(klant, '7', ['naam'])).toEqual({ naam: 'naam 7' });
    await connector.close();
  });

  it('cannot write by accident: its sessions are read-only, named, and in limits', async () => {
    const connector = await openConnector(await settingsFor(server.url('postgres')));
    const klant = await named(connector, 'klant');
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: server.url('postgres') });
    await client.connect();
    let locks: string[] = [];
    for await (const _ of connector.read(klant, ['id'], (await connector.plan(klant))[0], { batchRows: 1 })) {
      const { rows } = await client.query(
        "select distinct l.mode from pg_locks l join pg_stat_activity a using (pid) where a.application_name = 'waarborg' and l.relation = 'klant'::regclass",
      );
      locks = rows.map((row) => row.mode);
      break;
    }
    expect(locks.every((mode) => mode === 'AccessShareLock')).toBe(true);
    await client.end();
    await connector.close();
  });
});

describe('PostgreSQL relations that are no plain tables', { timeout: 30_000 }, () => {
  it('reads views, materialised views, partitions without a key and 1,600 columns', async () => {
    const columns = Array.from({ length: 1600 }, (_, i) => `"veld ${i}" text`).join(', ');
    await server.run(
      'postgres',
      "create view zicht as select 'a' || i as naam from generate_series(1, 30) i",
      "create materialized view beeld as select i as id, 'b' || i as naam from generate_series(1, 30) i",
      'create table dossier (jaar int, naam text) partition by list (jaar)',
      'create table dossier_een partition of dossier for values in (1)',
      'create table dossier_twee partition of dossier for values in (2)',
      "insert into dossier select 1 + i % 2, 'c' || i from generate_series(1, 30) i",
      `create table breed (${columns})`,
      `insert into breed ("veld 0", "veld 1599") values ('eerste', 'laatste')`,
    );
    const connector = await openConnector(await settingsFor(server.url('postgres')));
    for (const [name, first] of [
      ['zicht', 'a'],
      ['beeld', 'b'],
      ['dossier', 'c'],
    ]) {
      const { rows, keys, dataset } = await readWhole(connector, await named(connector, name));
      expect(new Set(rows.map((row) => row.naam)), name).toEqual(new Set(Array.from({ length: 30 }, (_, i) => `${first}${i + 1}`)));
      expect(new Set(keys).size, name).toBe(30);
      const [place] = await connector.find(dataset, 'naam', `${first}7`);
      expect(await connector.fetch(dataset, place.key, ['naam']), name).toEqual({ naam: `${first}7` });
      expect(await connector.erase(dataset, { places: [place], dryRun: false }), name).toMatchObject([{ outcome: 'refused' }]);
    }
    const wide = await readWhole(connector, await named(connector, 'breed'));
    expect(wide.dataset.fields).toHaveLength(1600);
    expect([wide.rows[0]['veld 0'], wide.rows[0]['veld 1'], wide.rows[0]['veld 1599']]).toEqual(['eerste', null, 'laatste']);
    expect(await named(connector, 'dossier_een')).toBeUndefined();
    await connector.close();
  });
});

describe('a PostgreSQL that is not there, or goes away', { timeout: 30_000 }, () => {
  it.each([
    ['a wrong password', () => server.url('postgres', 'lezer', 'fout-woord'), 'password.wrong'],
    ['no password', () => server.url('postgres', 'lezer'), 'password.missing'],
    ['a database that does not exist', () => server.url('bestaat_niet'), 'database.missing'],
    ['a port where nothing answers', () => 'postgres://x:fout-woord@127.0.0.1:1/x', 'network.refused'],
    ['options in the address', () => `${server.url('postgres')}?sslkey=/etc/passwd`, 'address.option'],
    ['a socket by option', () => `${server.url('postgres')}?options=-c%20x`, 'address.option'],
    ['a list of hosts', () => 'postgres://a,b:5432/x', 'network.host'],
  ])('says so of %s, without the password', async (_, url, code) => {
    const refused = await settingsFor(url())
      .then((settings) => openConnector(settings))
      .catch((error) => error);
    expect(refused.problem).toMatchObject({ code });
    expect(`${refused.message} ${JSON.stringify(refused.problem)} ${refused.stack}`).not.toContain('fout-woord');
  });

  it('says so of a server that never answers', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const refused = await settingsFor(`postgres://x:y@127.0.0.1:${port}/x`)
      .then((settings) => openConnector({ ...settings, options: { connectTimeoutMs: 500 } }))
      .catch((error) => error);
    expect(refused.problem.code).toBe('network.timeout');
    silent.close();
  });

  it('waits five seconds for a lock and then leaves the table alone', async () => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: server.url('postgres') });
    await client.connect();
    const connector = await openConnector(await settingsFor(server.url('postgres')));
    const klant = await named(connector, 'klant');
    const [chunk] = await connector.plan(klant);
    await client.query('begin; lock table klant in access exclusive mode');
    await expect(rowsOf(connector, klant, ['id'], chunk)).rejects.toMatchObject({ problem: { code: 'database.locked', dataset: 'klant' } });
    await client.query('rollback');
    expect(await rowsOf(connector, klant, ['id'], chunk)).toHaveLength(5000);
    await client.end();
    await connector.close();
  });

  it('names what still points at a record it may not erase, without a value', async () => {
    const connector = await openConnector(await settingsFor(server.url('postgres')));
    const klant = await named(connector, 'klant');
    const places = [7, 8].map((key) => ({ dataset: 'klant', key: String(key) }));
    const receipts = await connector.erase(klant, { places, dryRun: false });
    expect(receipts.map((receipt) => receipt.outcome)).toEqual(['refused', 'done']);
    expect(receipts[0].why).toContain('bestelling');
    expect(receipts[0].why).not.toMatch(/\b7\b/);
    await connector.close();
  });

  it('tells when the server is killed in the middle of a reading, and reads again when it is back', async () => {
    const own = await startPostgres();
    await own.run(
      'postgres',
      `create table groot as select i as id, repeat('x', 500) as tekst from generate_series(1, 40000) i`,
      'alter table groot add primary key (id)',
      'analyze',
    );
    const connector = await openConnector(await settingsFor(own.url('postgres')));
    const groot = await named(connector, 'groot');
    const [chunk] = await connector.plan(groot);
    let rows = 0;
    const reading = (async () => {
      for await (const batch of connector.read(groot, ['id', 'tekst'], chunk, { batchRows: 500 })) {
        if (rows === 0) process.kill(own.pid, 'SIGQUIT');
        rows += batch.rows;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await expect(reading).rejects.toMatchObject({ problem: { code: 'network.gone', dataset: 'groot' } });
    expect(rows).toBeGreaterThan(0);
    await expect(connector.count(groot)).rejects.toMatchObject({ problem: { code: expect.stringMatching(/^network\./) } });
    await connector.close();
    await own.stop();
  });
});
