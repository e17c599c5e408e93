import pg from 'pg';
import { expect, test } from 'vitest';
import { expandMacros, listMigrations, migrate } from './migrate.ts';
import { testApp, testDatabase } from './testing.ts';

test('an empty database is brought up to date once, and says which migrations ran', async () => {
  const url = await testDatabase('empty');
  const applied = await migrate(url);
  expect(applied).toEqual(listMigrations().map((migration) => migration.name));
  expect(await migrate(url)).toEqual([]);
});

test('a database that a newer version has been at is refused', async () => {
  const url = await testDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("insert into waarborg_migrations (name, checksum) values ('9999-from-the-future.sql', 'x')");
  await client.end();
  await expect(migrate(url)).rejects.toMatchObject({ code: 'schema.newer', detail: expect.stringContaining('9999-from-the-future.sql') });
});

test('a migration that was edited after it ran is refused', async () => {
  const url = await testDatabase();
  const edited = listMigrations().map((migration, i) => (i === 0 ? { ...migration, checksum: 'edited' } : migration));
  await expect(migrate(url, edited)).rejects.toMatchObject({ code: 'schema.changed' });
});

test('a migration that fails leaves nothing behind', async () => {
  const url = await testDatabase();
  const bad = { name: '9000-bad.sql', sql: 'create table half_made (a int); select 1/0', checksum: 'x' };
  await expect(migrate(url, [...listMigrations(), bad])).rejects.toThrow(/9000-bad\.sql failed and was rolled back/);
  expect(await migrate(url)).toEqual([]);
});

test('people and invitations of before 0005 keep their role, also where the owner is subject to row-level security', async () => {
  const url = new URL(await testDatabase('empty'));
  const name = `plain_${Math.random().toString(36).slice(2, 10)}`;
  const maker = new pg.Client({ connectionString: url.href });
  await maker.connect();
  await maker.query(`create role ${name} login password 'plain'`);
  await maker.query(`alter database ${maker.escapeIdentifier(url.pathname.slice(1))} owner to ${name}`);
  const plain = new URL(url);
  plain.username = name;
  plain.password = 'plain';
  await migrate(
    plain.href,
    listMigrations().filter((migration) => migration.name !== '0005-roles.sql'),
  );
  await maker.query(`with t as (insert into tenants (id, name, created_at) values (gen_random_uuid(), 'Voorbeeld', now()) returning tenant_no),
      u as (insert into users (id, name, email, password_hash, password_set_at, created_at) values (gen_random_uuid(), 'Noor', 'noor@voorbeeld.example', 'x', now(), now()) returning id),
      m as (insert into memberships (tenant_no, user_id, role, joined_at) select tenant_no, id, 'administrator', now() from t, u)
    insert into invitations (id, tenant_no, email, role, secret_hash, invited_by, invited_by_name, mailed, sent_at, expires_at)
      select gen_random_uuid(), tenant_no, 'els@voorbeeld.example', 'dpo', 'x', id, 'Noor', false, now(), now() from t, u`);
  expect(await migrate(plain.href)).toEqual(['0005-roles.sql']);
  expect((await maker.query('select roles from memberships')).rows).toEqual([{ roles: ['administrator'] }]);
  expect((await maker.query('select roles from invitations')).rows).toEqual([{ roles: ['dpo'] }]);
  await maker.query(`reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`);
  await maker.end();
});

test('the macro line gives row-level security and rights', () => {
  expect(expandMacros('-- tenant-table: things\n')).toMatch(
    /force row level security[\s\S]*create policy tenant on things[\s\S]*grant select, insert, update, delete on things/,
  );
});

test('an app starts on it and a scope works', async () => {
  const it = await testApp();
  const scope = await it.scope('dpo');
  expect(scope.tenantNo).toBeGreaterThan(0);
  const response = await it.fetch(scope, 'GET', '/api/v1/nowhere');
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  await it.close();
});
