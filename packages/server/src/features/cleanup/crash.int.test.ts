import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type TestApp, testApp, testDatabase } from '../../db/testing.ts';
import { testMasterKey } from '../../db/testing-server.ts';
import { callsOf, fillNotes, noteText, rowsIn } from './testing.ts';
import { carryBatch } from './write.ts';

// Seconds on a quiet machine; the rest is patience with a busy one.
vi.setConfig({ testTimeout: 90_000 });

let test: TestApp;
const NOTES = 4500;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  test = await testApp();
});
afterEach(() => {
  for (const worker of workers) worker.kill('SIGKILL');
});
afterAll(() => test?.close());

/** A worker as it runs on a machine of its own. */
function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [fileURLToPath(new URL('../../main.ts', import.meta.url)), '--role', 'worker'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DATABASE_URL: test.app.db.ownerUrl,
      WAARBORG_KEY: Buffer.from(testMasterKey).toString('base64'),
      WAARBORG_DATA: test.app.config.dataFolder,
      WAARBORG_WORKER_THREADS: '1',
      WAARBORG_LOG: 'silent',
    },
  });
  workers.push(worker);
  return worker;
}

it('a worker killed with -9 in the middle of writing loses no write and does none twice', async () => {
  const to = callsOf(test);
  const judge = await test.scope('privacyOfficer');
  const approver = await test.scope('dpo', judge);
  const crm = await testDatabase('empty');
  await fillNotes(crm, NOTES);
  const sourceId = await to.connect(judge, crm, 'CRM', 1500);
  await to.call(judge, 'PATCH', `/sources/${sourceId}`, { maxRowsPerSecond: null });
  expect(await to.run(judge, sourceId)).toMatchObject({ state: 'finished', progress: { found: NOTES / 3 } });
  for (const group of await to.groups(judge)) await to.judgeGroup(judge, group.id, 'redact');
  const { id } = await to.propose(judge, sourceId);
  // Slow enough to be killed in the middle.
  await to.call(judge, 'PATCH', `/sources/${sourceId}`, { maxRowsPerSecond: 800 });
  await to.call(approver, 'POST', `/cleanup/batches/${id}/approve`);
  const worker = startWorker();
  for (let i = 0; i < 600 && (await to.batch(judge, id)).rows.written < 500; i++) await sleep(50);
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await gone;
  const half = await to.batch(judge, id);
  expect(half).toMatchObject({ state: 'writing' });
  expect(half.rows.written).toBeGreaterThanOrEqual(500);
  expect(half.rows.planned).toBeGreaterThan(0);

  // The two moments in which a kill leaves a row in the middle: after the system was written but before we knew, and before it was written.
  const { rows: written } = await test.app.db.owner.query(`select id from cleanup_row where batch_id = $1 and state = 'written' order by id limit 50`, [id]);
  await test.app.db.owner.query(`update cleanup_row set state = 'writing' where id = any($1)`, [written.map((row) => row.id)]);
  const { rows: planned } = await test.app.db.owner.query(`select id from cleanup_row where batch_id = $1 and state = 'planned' order by id limit 50`, [id]);
  await test.app.db.owner.query(`update cleanup_row set state = 'writing', becomes_print = 42 where id = any($1)`, [planned.map((row) => row.id)]);
  // The lease of the dead worker runs out.
  await test.app.db.owner.query('update cleanup_batch set lease_until = now() where id = $1', [id]);
  await to.call(judge, 'PATCH', `/sources/${sourceId}`, { maxRowsPerSecond: null });
  expect(await carryBatch(test.app, judge, id, new AbortController().signal)).toBe(true);

  expect(await to.batch(judge, id)).toMatchObject({ state: 'written', rows: { total: NOTES / 3, planned: 0, written: NOTES / 3, refused: 0 } });
  const notes = await rowsIn<{ note_id: number; body: string; changes: number }>(crm, 'select note_id, body, changes from note');
  const wrong = notes.filter(({ note_id, body, changes }) =>
    note_id % 3 === 0 ? changes !== 1 || !body.includes('[verwijderd]') || /suikerziekte|zeikerd/.test(body) : changes !== 0 || body !== noteText(note_id),
  );
  expect(wrong).toEqual([]);
});

it('a job that thought itself alone writes nothing after another took over', async () => {
  const to = callsOf(test);
  const judge = await test.scope('privacyOfficer');
  const approver = await test.scope('dpo', judge);
  const crm = await testDatabase('empty');
  await fillNotes(crm, 900);
  const sourceId = await to.connect(judge, crm, 'CRM');
  await to.run(judge, sourceId);
  for (const group of await to.groups(judge)) await to.judgeGroup(judge, group.id, 'redact');
  const { id } = await to.propose(judge, sourceId);
  await to.call(approver, 'POST', `/cleanup/batches/${id}/approve`);
  const signal = new AbortController().signal;
  // The lease is taken away from the first as it begins; both go on as they would after a long stall.
  const first = carryBatch(test.app, judge, id, signal);
  for (let i = 0; i < 200; i++) {
    const { rows } = await test.app.db.owner.query('update cleanup_batch set lease_until = now() where id = $1 and lease_until > now() returning id', [id]);
    if (rows.length > 0) break;
    await sleep(5);
  }
  const second = carryBatch(test.app, judge, id, signal);
  await Promise.all([first, second]);
  for (let i = 0; i < 20 && (await to.batch(judge, id)).state === 'writing'; i++) {
    await test.app.db.owner.query('update cleanup_batch set lease_until = now() where id = $1', [id]);
    await carryBatch(test.app, judge, id, signal);
  }
  expect(await to.batch(judge, id)).toMatchObject({ state: 'written', rows: { total: 300, written: 300, refused: 0 } });
  expect(await rowsIn(crm, 'select changes, count(*)::int as n from note group by 1 order by 1')).toEqual([
    { changes: 0, n: 600 },
    { changes: 1, n: 300 },
  ]);
});
