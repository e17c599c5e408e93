import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connector, DatasetDescription } from '../connector.ts';
import { openConnector, settingsFor } from '../open.ts';
import { readWhole } from '../testing/files.ts';
import { startMariadb, type TestMariadb } from '../testing/mariadb-server.ts';

let server: TestMariadb;
beforeAll(async () => {
  server = await startMariadb();
  await server.run(null, 'create database crm', 'create database anders');
  await server.run(
    'crm',
    'create table klant (id int primary key auto_increment, naam varchar(50) character set utf8mb4, geheim text, unique (naam))',
    "insert into klant (naam, geheim) select concat('naam ', seq), 'g' from seq_1_to_3000",
    'create table loon (id int primary key, bedrag decimal(10,2))',
    'create table leeg (id int primary key)',
    'create table sleutelloos (naam varchar(20), note text character set latin1)',
    "insert into sleutelloos values ('a', 'é'), (null, ''), ('a ', 'E')",
    'create table groot (id bigint unsigned primary key, vlag tinyint(1), dag date, ding bit(3))',
    "insert into groot values (18446744073709551615, 1, '2024-02-29', b'101'), (1, 0, null, null)",
    'create table uuids (id binary(4) primary key, naam text)',
    "insert into uuids values (x'00ff10ab', 'een'), (x'deadbeef', 'twee')",
    'create table bestelling (id int primary key, klant int not null, foreign key (klant) references klant (id))',
    'insert into bestelling values (1, 7)',
    'create view v as select naam from klant',
    "create user 'lezer'@'127.0.0.1' identified by 'goed'",
    "grant select on crm.klant to 'lezer'@'127.0.0.1'",
    "grant select on crm.leeg to 'lezer'@'127.0.0.1'",
    "grant insert on crm.loon to 'lezer'@'127.0.0.1'",
  );
  await server.run('anders', 'create table klant (id int primary key)');
}, 60_000);
afterAll(() => server?.stop());

const open = async (url: string) => openConnector(await settingsFor(url));
const named = async (connector: Connector, name: string): Promise<DatasetDescription> => (await connector.describe()).find((dataset) => dataset.name === name)!;

describe('MariaDB that is not as it should be', { timeout: 30_000 }, () => {
  it('lists what the role may not read, and reads the rest', async () => {
    const connector = await open(server.url('crm', 'lezer', 'goed'));
    const datasets = await connector.describe();
    expect(datasets.map((dataset) => [dataset.name, dataset.unreadable?.code])).toEqual([
      ['klant', undefined],
      ['leeg', undefined],
      ['loon', 'permission.denied'],
    ]);
    expect((await readWhole(connector, datasets[0])).rows).toHaveLength(3000);
    expect((await readWhole(connector, datasets[1])).rows).toEqual([]);
    const place = { dataset: 'klant', key: '9' };
    expect(await connector.erase(datasets[0], { places: [place], dryRun: false })).toMatchObject([
      { outcome: 'refused', why: expect.stringContaining('more rights') },
    ]);
    await connector.close();
  });

  it('reads tables without a key, unsigned and binary keys, bits, and collations that take one for another', async () => {
    const connector = await open(server.url('crm'));
    expect((await readWhole(connector, await named(connector, 'sleutelloos'))).rows).toEqual([
      { naam: 'a', note: 'é' },
      { naam: null, note: '' },
      { naam: 'a ', note: 'E' },
    ]);
    const keyless = await named(connector, 'sleutelloos');
    expect(await connector.find(keyless, 'naam', 'a')).toEqual([{ dataset: 'sleutelloos', key: '1' }]);
    expect(await connector.find(keyless, 'note', 'e', { within: true })).toEqual([]);
    expect(await connector.erase(keyless, { places: [{ dataset: 'sleutelloos', key: '1' }], dryRun: false })).toMatchObject([{ outcome: 'refused' }]);
    const groot = await readWhole(connector, await named(connector, 'groot'));
    expect([...groot.keys].sort()).toEqual(['1', '18446744073709551615']);
    expect(groot.rows.find((row) => row.id !== '1')).toEqual({ id: '18446744073709551615', vlag: '1', dag: '2024-02-29', ding: null });
    expect(await connector.fetch(groot.dataset, '18446744073709551615', ['dag'])).toEqual({ dag: '2024-02-29' });
    const uuids = await readWhole(connector, await named(connector, 'uuids'));
    expect(uuids.keys).toEqual(['00FF10AB', 'DEADBEEF']);
    expect(await connector.fetch(uuids.dataset, 'DEADBEEF', ['naam'])).toEqual({ naam: 'twee' });
    expect((await readWhole(connector, await named(connector, 'v'))).rows).toHaveLength(3000);
    await connector.close();
  });

  it('reads all databases when the address names none, qualified', async () => {
    const connector = await open(server.url(''));
    const names = (await connector.describe()).map((dataset) => dataset.name);
    expect(names).toContain('anders.klant');
    expect(names).toContain('crm.klant');
    expect(names.every((name) => !name.startsWith('mysql.'))).toBe(true);
    await connector.close();
  });

  it('names what still points at a record, and goes on with the others', async () => {
    const connector = await open(server.url('crm'));
    const klant = await named(connector, 'klant');
    expect(klant.fields[0].references).toBeUndefined();
    expect((await named(connector, 'bestelling')).fields[1].references).toEqual({ dataset: 'klant', field: 'id' });
    const receipts = await connector.erase(klant, { places: ['7', '8'].map((key) => ({ dataset: 'klant', key })), dryRun: false });
    expect(receipts.map((receipt) => receipt.outcome)).toEqual(['refused', 'done']);
    const order = { place: { dataset: 'klant', key: '9' }, field: 'naam', was: 'naam 9', dryRun: false };
    expect(await connector.rectify(klant, { ...order, becomes: 'naam 10' })).toMatchObject({ outcome: 'refused', why: expect.stringContaining('already') });
    await connector.close();
  });

  it.each([
    ['a wrong password', () => server.url('crm', 'lezer', 'fout-woord'), 'password.wrong'],
    ['a database that does not exist', () => server.url('bestaat_niet'), 'database.missing'],
    ['a port where nothing answers', () => 'mysql://x:fout-woord@127.0.0.1:1/x', 'network.refused'],
    ['driver options in the address', () => `${server.url('crm')}?multipleStatements=true`, 'address.option'],
  ])('says so of %s, without the password', async (_, url, code) => {
    const refused = await settingsFor(url())
      .then((settings) => openConnector(settings))
      .catch((error) => error);
    expect(refused.problem).toMatchObject({ code });
    expect(`${refused.message} ${JSON.stringify(refused.problem)}`).not.toContain('fout-woord');
  });

  it('tells when the server is killed in the middle of a reading', async () => {
    const own = await startMariadb();
    await own.run(null, 'create database crm');
    await own.run('crm', 'create table groot (id int primary key, tekst text)', "insert into groot select seq, repeat('x', 500) from seq_1_to_30000");
    const connector = await open(own.url('crm'));
    const groot = await named(connector, 'groot');
    const [chunk] = await connector.plan(groot, { rowsPerChunk: 1_000_000 });
    let rows = 0;
    const reading = (async () => {
      for await (const batch of connector.read(groot, ['id', 'tekst'], chunk, { batchRows: 500 })) {
        if (rows === 0) process.kill(own.pid, 'SIGKILL');
        rows += batch.rows;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await expect(reading).rejects.toMatchObject({ problem: { code: 'network.gone', dataset: 'groot' } });
    expect(rows).toBeGreaterThan(0);
    await connector.close();
    await own.stop();
  });
});
