import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scan } from '@waarborg/contract/scans';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp, testDatabase } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';
import { datasets, findByFingerprints, fingerprinterFor, keysOfRecords, startDueScans, startScanWorkers } from './index.ts';

// Seconds on a quiet machine; the rest is patience with a busy one.
vi.setConfig({ testTimeout: 90_000 });

let test: TestApp;
let scope: Scope;
let workers: { stop(): Promise<void> };
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-scans-'));
  writeFileSync(join(folder, 'lijst.csv'), `email\n${Array.from({ length: 50 }, (_, i) => `lid${i}@voorbeeld.nl`).join('\n')}\n`);
  test = await testApp({ WAARBORG_FOLDERS: folder });
  scope = await test.scope();
  workers = startScanWorkers(test.app, { threads: 1, pollMs: 50 });
});
afterAll(async () => {
  await workers?.stop();
  await test?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call<T>(method: string, path: string, body?: unknown, status = 200): Promise<T> {
  const response = await test.fetch(scope, method, path, body);
  expect(response.status, await response.clone().text()).toBe(status);
  return (await response.json()) as T;
}

const facts = { type: 'connected', description: '', owner: '', supplier: '' };
async function connectFile(name: string): Promise<string> {
  const connection = { kind: 'csv', location: join(folder, 'lijst.csv') };
  return (await call<{ id: string }>('POST', '/api/v1/sources', { ...facts, name, connection }, 201)).id;
}
async function connectDatabase(name: string, url: string, user?: string, password?: string): Promise<string> {
  const { host, pathname, username, password: own } = new URL(url);
  const connection = { kind: 'postgres', location: `postgres://${host}${pathname}`, user: user ?? username, password: password ?? own };
  return (await call<{ id: string }>('POST', '/api/v1/sources', { ...facts, name, connection }, 201)).id;
}
const start = (sourceId: string, more: object = {}) => call<Scan>('POST', '/api/v1/scans', { sourceId, ...more }, 202);

async function until(id: string, ...states: string[]): Promise<Scan> {
  for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const scan = await call<Scan>('GET', `/api/v1/scans/${id}`);
    if (states.includes(scan.state)) return scan;
    if (Date.now() > end) throw new Error(`The scan is still ${scan.state}: ${JSON.stringify(scan)}`);
  }
}

async function run(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

describe('when something is in the way', () => {
  it('pauses on a full disk, says so, and goes on when there is room', async () => {
    // PostgreSQL's own error for a full disk, raised where postings are written.
    await test.app.db.owner.query(`create function full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
      create trigger full_disk before insert on posting_block for each row execute function full_disk()`);
    const { id } = await start(await connectFile('full disk'));
    const paused = await until(id, 'paused', 'failed', 'finished');
    expect(paused).toMatchObject({ state: 'paused' });
    expect(paused.why).toMatch(/disk .* is full/);
    await test.app.db.owner.query('drop function full_disk cascade');
    await call('POST', `/api/v1/scans/${id}/resume`);
    expect(await until(id, 'finished', 'failed', 'paused')).toMatchObject({ state: 'finished', why: null, progress: { rowsDone: 50 } });
  });

  it('lists the table that a read-only role may not see, and reads the rest', async () => {
    const url = await testDatabase('empty');
    const role = `reader_${Math.random().toString(36).slice(2, 10)}`;
    await run(
      url,
      `create table open_table (id int primary key, email text); insert into open_table select i, 'x' || i || '@voorbeeld.nl' from generate_series(1, 20) i;
      create table closed_table (id int primary key, email text); create role ${role} login password 'lezen'; grant select on open_table to ${role}`,
    );
    const scan = await until((await start(await connectDatabase('read only', url, role, 'lezen'))).id, 'finished', 'failed');
    expect(scan.state).toBe('finished');
    expect(scan.progress.rowsDone).toBe(20);
    expect(scan.problems).toEqual([expect.objectContaining({ dataset: 'closed_table', code: expect.stringContaining('permission') })]);
    await run(url, `drop owned by ${role}; drop role ${role}`);
  });

  it('reads what was chosen, and says which of it is not there', async () => {
    const url = await testDatabase('empty');
    await run(url, 'create table one (id int primary key); create table two (id int primary key); insert into one values (1); insert into two values (1)');
    const sourceId = await connectDatabase('chosen', url);
    const scan = await until((await start(sourceId, { datasets: ['two', 'three'] })).id, 'finished', 'failed');
    expect(scan.problems).toEqual([expect.objectContaining({ dataset: 'three', code: 'dataset.gone' })]);
    const found = await inTenant(test.app.db, scope, (tx) => datasets(tx, { sourceId }));
    expect(found.map((dataset) => [dataset.name, dataset.scannedAt !== null])).toEqual([
      ['one', false],
      ['two', true],
    ]);
  });
});

describe('what a scan keeps', () => {
  it('seals the keys of records that are not numbers', async () => {
    const url = await testDatabase('empty');
    await run(
      url,
      `create table lid (login text primary key, telefoon text); insert into lid select 'lid' || i || '@leden.nl', '06' || 12345000 + i from generate_series(1, 40) i`,
    );
    const sourceId = await connectDatabase('text keys', url);
    await until((await start(sourceId)).id, 'finished');
    const phone = fingerprinterFor(test.app.keyring, scope.tenantNo).of('PHONE', '', '+31612345007');
    const key = await inTenant(test.app.db, scope, async (tx) => {
      const { items } = await findByFingerprints(tx, [phone]);
      expect(items).toHaveLength(1);
      return keysOfRecords(tx, test.app.keyring, items[0].datasetId, [items[0].record]);
    });
    expect([...key.values()]).toEqual(['lid7@leden.nl']);
    const { rows } = await test.app.db.owner.query('select sealed from record_key');
    expect(rows).toHaveLength(40);
    for (const row of rows) expect((row.sealed as Buffer).toString('latin1')).not.toMatch(/leden/);
  });

  it('a sample estimates, and never takes the place of a full index', async () => {
    const url = await testDatabase('empty');
    await run(
      url,
      `create table klant (id int primary key, email text); insert into klant select i, 'k' || i || '@voorbeeld.nl' from generate_series(1, 20000) i; analyze`,
    );
    const sourceId = await connectDatabase('sampled', url);
    await until((await start(sourceId, { mode: 'sample', sampleRows: 500 })).id, 'finished');
    const state = async () => (await inTenant(test.app.db, scope, (tx) => datasets(tx, { sourceId })))[0];
    expect(await state()).toMatchObject({ sampled: true, indexed: 'sample' });
    expect((await state()).rows).toBe(20_000);
    await until((await start(sourceId)).id, 'finished');
    expect(await state()).toMatchObject({ sampled: false, indexed: 'full', rows: 20_000 });
    await until((await start(sourceId, { mode: 'sample', sampleRows: 500 })).id, 'finished');
    expect(await state()).toMatchObject({ sampled: true, indexed: 'full' });
    const places = async (i: number) =>
      inTenant(test.app.db, scope, (tx) => findByFingerprints(tx, [fingerprinterFor(test.app.keyring, scope.tenantNo).of('EMAIL', '', `k${i}@voorbeeld.nl`)]));
    for (const i of [1, 9999, 20_000]) expect((await places(i)).records).toBe(1);
  });

  it('marks a dataset that is gone, and no longer finds anybody in it', async () => {
    const url = await testDatabase('empty');
    await run(
      url,
      `create table blijft (id int primary key, email text); create table weg (id int primary key, email text); insert into weg values (1, 'eenmalig@voorbeeld.nl')`,
    );
    const sourceId = await connectDatabase('gone', url);
    await until((await start(sourceId)).id, 'finished');
    const fingerprint = fingerprinterFor(test.app.keyring, scope.tenantNo).of('EMAIL', '', 'eenmalig@voorbeeld.nl');
    const found = () => inTenant(test.app.db, scope, (tx) => findByFingerprints(tx, [fingerprint]));
    expect((await found()).records).toBe(1);
    await run(url, 'drop table weg');
    const scan = await until((await start(sourceId)).id, 'finished');
    expect((await found()).records).toBe(0);
    const { items } = await call<{ items: { change: string; dataset: string }[] }>('GET', `/api/v1/scans/${scan.id}/changes`);
    expect(items).toEqual([expect.objectContaining({ change: 'goneDataset', dataset: 'weg' })]);
  });
});

describe('the timetable and the page', () => {
  it('starts what is due, once, in nobody’s name', async () => {
    const sourceId = await connectFile('weekly');
    await call('PATCH', `/api/v1/sources/${sourceId}`, { schedule: 'weekly' });
    const { nextScanAt } = await call<{ nextScanAt: string }>('GET', `/api/v1/sources/${sourceId}`);
    const now = new Date(test.clock.now());
    await startDueScans(test.app);
    expect((await call<{ items: Scan[] }>('GET', `/api/v1/scans?sourceId=${sourceId}`)).items).toEqual([]);
    test.clock.set(new Date(Date.parse(nextScanAt) + 60_000));
    await startDueScans(test.app);
    await startDueScans(test.app);
    // Back before the session is over.
    test.clock.set(now);
    const { items } = await call<{ items: Scan[] }>('GET', `/api/v1/scans?sourceId=${sourceId}`);
    expect(items).toHaveLength(1);
    expect(items[0].startedBy).toBeNull();
    await until(items[0].id, 'finished');
  });

  it('streams the whole scan as it changes and ends with it', async () => {
    const { id } = await start(await connectFile('events'));
    const response = await test.fetch(scope, 'GET', `/api/v1/scans/${id}/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = [...(await response.text()).matchAll(/^data: (\{"id".*)$/gm)].map((match) => JSON.parse(match[1]) as Scan);
    expect(events.length).toBeGreaterThan(0);
    expect(events.at(-1)).toMatchObject({ id, state: 'finished', progress: { rowsDone: 50, rowsExpected: 50 } });
    expect((await test.fetch(scope, 'GET', '/api/v1/scans/00000000-0000-4000-8000-000000000000/events')).status).toBe(404);
  });

  it('pages through scans, newest first, and shows nothing to another organisation', async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await call<{ items: Scan[]; next?: string }>('GET', `/api/v1/scans?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items.map((scan) => scan.id));
      cursor = page.next;
      if (!cursor) break;
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(new Set(seen).size).toBe(seen.length);
    const stranger = await test.scope('privacyOfficer');
    expect((await test.fetch(stranger, 'GET', `/api/v1/scans/${seen[0]}`)).status).toBe(404);
    expect((await test.fetch(stranger, 'POST', `/api/v1/scans/${seen[0]}/cancel`)).status).toBe(404);
    const agent = await test.scope('agent', scope);
    expect((await test.fetch(agent, 'GET', '/api/v1/scans')).status).toBe(403);
    expect((await test.fetch(await test.scope('auditor', scope), 'POST', `/api/v1/scans/${seen[0]}/resume`)).status).toBe(403);
  });
});
