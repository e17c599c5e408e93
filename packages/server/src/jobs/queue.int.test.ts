import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../db/testing.ts';
import { inTenant } from '../db/transaction.ts';
import { createLog } from '../kernel/log.ts';
import { startHeartbeat } from './heartbeat.ts';
import { type Jobs, openJobs, type Payload } from './queue.ts';

let it: TestApp;
let jobs: Jobs;
const ran: Payload[] = [];
beforeAll(async () => {
  it = await testApp();
  jobs = await openJobs({
    ownerUrl: it.app.db.ownerUrl,
    names: [{ name: 'test.once' }, { name: 'test.again', retryLimit: 3 }],
    worker: true,
    log: createLog('silent'),
  });
  await jobs.work('test.once', async (payload) => void ran.push(payload));
});
afterAll(async () => {
  await jobs.stop();
  await it.close();
});

test('a job exists when its transaction commits, and not when it fails', async () => {
  const scope = await it.scope();
  await expect(
    inTenant(it.app.db, scope, async (tx) => {
      await jobs.enqueue(tx, 'test.once', { id: 'never' });
      await sql`select 1/0`.execute(tx);
    }),
  ).rejects.toThrow(/division by zero/);
  await inTenant(it.app.db, scope, (tx) => jobs.enqueue(tx, 'test.once', { id: 'committed', tenantNo: scope.tenantNo }));
  await expect.poll(() => ran, { timeout: 15_000 }).toEqual([{ id: 'committed', tenantNo: scope.tenantNo }]);
});

test('a job that fails is tried again, and what it threw is not kept', async () => {
  const scope = await it.scope();
  let tries = 0;
  await jobs.work('test.again', async () => {
    tries += 1;
    if (tries === 1) throw new TypeError('jan@voorbeeld.example does not fit');
  });
  await inTenant(it.app.db, scope, (tx) => jobs.enqueue(tx, 'test.again', {}));
  await expect.poll(() => tries, { timeout: 20_000 }).toBe(2);
  const { rows } = await it.app.db.owner.query("select output::text from pgboss.job where name = 'test.again'");
  expect(JSON.stringify(rows)).not.toContain('voorbeeld');
});

test('the state of health follows the workers', async () => {
  expect((await it.fetch(null, 'GET', '/healthz')).status).toBe(503);
  const stop = await startHeartbeat(it.app);
  const response = await it.fetch(null, 'GET', '/healthz');
  expect({ status: response.status, body: await response.json() }).toMatchObject({
    status: 200,
    body: { status: 'ready', web: true, database: true, worker: true },
  });
  await stop();
  expect((await it.fetch(null, 'GET', '/healthz')).status).toBe(503);
});
