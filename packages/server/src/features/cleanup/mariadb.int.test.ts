import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startMariadb, type TestMariadb } from '../../../../connectors/src/testing/mariadb-server.ts';
import { type TestApp, testApp } from '../../db/testing.ts';
import { callsOf, noteText } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

let test: TestApp;
let mariadb: TestMariadb;
const NOTES = 300;

beforeAll(async () => {
  test = await testApp();
  mariadb = await startMariadb();
  const values = Array.from({ length: NOTES }, (_, i) => `(${i + 1}, 'z${i + 1}', '2016-05-04', '${noteText(i + 1)}')`).join(', ');
  await mariadb.run(null, 'create database zaken');
  await mariadb.run(
    'zaken',
    'create table note (id int primary key, zaak varchar(40), created datetime, content longtext) character set utf8mb4',
    `insert into note values ${values}`,
    // Nobody may change note 3: a rule of the database that only bites at the writing.
    "create trigger keep before update on note for each row if old.id = 3 then signal sqlstate '45000' set message_text = 'vast'; end if",
  );
}, 60_000);
afterAll(async () => {
  await test?.close();
  await mariadb?.stop();
});

it('notes in a MariaDB are cleaned and put back; a row that the database refuses stands by itself', async () => {
  const to = callsOf(test);
  const judge = await test.scope('privacyOfficer');
  const approver = await test.scope('dpo', judge);
  const { host, username, password } = new URL(mariadb.url('zaken'));
  const connection = { kind: 'mysql', location: `mysql://${host}/zaken`, user: username, password: decodeURIComponent(password) };
  const { id: sourceId } = await to.call<{ id: string }>(judge, 'POST', '/sources', { type: 'connected', name: 'Zaken', connection });
  await to.scan(judge, sourceId);
  expect(await to.run(judge, sourceId)).toMatchObject({ state: 'finished', progress: { found: NOTES / 3 } });
  for (const group of await to.groups(judge)) await to.judgeGroup(judge, group.id, 'redact');
  const { id } = await to.propose(judge, sourceId);
  await to.call(approver, 'POST', `/cleanup/batches/${id}/approve`);
  await test.runJobs();
  const batch = await to.batch(judge, id);
  expect(batch).toMatchObject({ rows: { total: NOTES / 3, written: NOTES / 3 - 1, refused: 1 }, checked: { clean: NOTES / 3 - 1 } });
  const { redacted } = await to.view(judge, (await to.items(judge, (await to.groups(judge, '&state=written'))[0].id))[0].id);
  expect(redacted).toBeNull();
  await to.call(approver, 'POST', `/cleanup/batches/${id}/put-back`, { why: 'Proef' });
  await test.runJobs();
  expect(await to.batch(judge, id)).toMatchObject({ state: 'putBack', rows: { putBack: NOTES / 3 - 1 }, keptRemovedAt: expect.any(String) });
});
