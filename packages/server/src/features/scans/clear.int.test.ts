import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostingBuffer } from '@waarborg/scan';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp, testDatabase } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';
import { deadStretches, removePostings, setLive, writeBlock } from './blocks.store.ts';
import { clearForgotten, sweepBlocks } from './clear.ts';
import { clearNextForgotten } from './forgotten.store.ts';
import { datasets, findByFingerprints, fingerprinterFor, startScanWorkers } from './index.ts';
import { sweepAll } from './jobs.ts';

// Seconds on a quiet machine; the rest is patience with a busy one.
vi.setConfig({ testTimeout: 90_000 });

let test: TestApp;
let scope: Scope;
let workers: { stop(): Promise<void> };
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-clear-'));
  writeFileSync(join(folder, 'leden.csv'), `email\n${Array.from({ length: 50 }, (_, i) => `lid${i}@voorbeeld.nl`).join('\n')}\n`);
  test = await testApp({ WAARBORG_FOLDERS: folder });
  scope = await test.scope();
  workers = startScanWorkers(test.app, { threads: 1, pollMs: 50 });
});
afterAll(async () => {
  await workers?.stop();
  await test?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await test.fetch(scope, method, path, body);
  const text = await response.text();
  expect(response.status, text).toBeLessThan(300);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}
async function count(table: string, where = 'true'): Promise<number> {
  const { rows } = await test.app.db.owner.query(`select count(*)::int as n from ${table} where ${where}`);
  return rows[0].n;
}
async function scanned(name: string, connection: object): Promise<string> {
  const { id } = await call<{ id: string }>('POST', '/api/v1/sources', { type: 'connected', description: '', owner: '', supplier: '', name, connection });
  const scan = await call<{ id: string }>('POST', '/api/v1/scans', { sourceId: id });
  for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const { state } = await call<{ state: string }>('GET', `/api/v1/scans/${scan.id}`);
    if (state === 'finished') return id;
    if (state === 'failed' || Date.now() > end) throw new Error(`The scan is ${state}.`);
  }
}
const connectFile = (name: string) => scanned(name, { kind: 'csv', location: join(folder, 'leden.csv') });
const find = (value: string) =>
  inTenant(test.app.db, scope, (tx) => findByFingerprints(tx, [fingerprinterFor(test.app.keyring, scope.tenantNo).of('EMAIL', '', value)]));
async function trailOf(subject: string): Promise<{ act: string; details: Record<string, unknown> }[]> {
  const { rows } = await test.app.db.owner.query('select act, details from trail_entries where subject = $1 order by sequence', [subject]);
  return rows.map((row) => ({ act: row.act, details: JSON.parse(row.details) }));
}

describe('forgetting a system', () => {
  it('is answered before anything of the index is removed, and nobody is found in it from then on', async () => {
    const id = await connectFile('forgotten');
    const kept = await connectFile('kept');
    expect((await find('lid7@voorbeeld.nl')).records).toBe(2);
    const before = await count('posting_rows');
    await call('DELETE', `/api/v1/sources/${id}`);
    expect(await count('posting_rows')).toBe(before);
    const { records, items } = await find('lid7@voorbeeld.nl');
    expect(records).toBe(1);
    const [dataset] = await inTenant(test.app.db, scope, (tx) => datasets(tx, { sourceId: kept }));
    expect(items.map((item) => item.datasetId)).toEqual([dataset.id]);
    expect((await trailOf(id)).at(-1)).toMatchObject({ act: 'source.removed', details: { name: 'forgotten', postings: 50 } });

    expect(await test.runJobs()).toContain('scans.clearForgotten');
    expect(await count('posting_rows')).toBe(before - 50);
    expect(await count('posting_rows', `dataset = ${dataset.id}`)).toBe(50);
    expect((await trailOf(id)).at(-1)).toMatchObject({ act: 'source.indexCleared', details: { name: 'forgotten', datasets: 1, postings: 50 } });
    expect(await count('forgotten_dataset')).toBe(0);
    await clearForgotten(test.app, scope, id);
    expect((await trailOf(id)).filter((line) => line.act === 'source.indexCleared')).toHaveLength(1);
  });

  it('goes on after a crash, with the right count, and removes sealed keys too', async () => {
    const url = await testDatabase('empty');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`create table lid (lidmaatschap text primary key, email text not null);
      insert into lid select 'lid' || i || '@leden.nl', 'prive' || i || '@voorbeeld.nl' from generate_series(1, 40) i; analyze`);
    await client.end();
    const { host, pathname, username, password } = new URL(url);
    const id = await scanned('keys', { kind: 'postgres', location: `postgres://${host}${pathname}`, user: username, password });
    const postings = await count('posting_rows', 'dataset in (select dataset_id from record_key)');
    expect(await count('record_key')).toBe(40);
    await call('DELETE', `/api/v1/sources/${id}`);
    // What a process did before it was killed: one batch, committed.
    expect(await inTenant(test.app.db, scope, (tx) => clearNextForgotten(tx, id, new Map(), 15))).toBe(true);
    expect(await clearForgotten(test.app, scope, id, AbortSignal.abort())).toBe(false);
    expect((await trailOf(id)).map((line) => line.act)).not.toContain('source.indexCleared');
    await sweepAll(test.app);
    expect((await trailOf(id)).at(-1)).toMatchObject({ act: 'source.indexCleared', details: { name: 'keys', postings, keys: 40 } });
    expect(await count('record_key')).toBe(0);
    expect(await count('forgotten_dataset')).toBe(0);
  });
});

describe('the index', () => {
  /** Blocks of a dataset, each with one posting of the fingerprint for every record from..until. */
  async function blocks(datasetId: number, ranges: readonly (readonly [number, number])[], low: number): Promise<number[]> {
    const made: number[] = [];
    for (const [from, until] of ranges) {
      const buffer = new PostingBuffer();
      for (let record = until; record >= from; record--) buffer.add(99, low, record < 0 ? -1 : 0, record, 1, 1);
      made.push((await inTenant(test.app.db, scope, (tx) => writeBlock(tx, { tenantNo: scope.tenantNo, datasetId, chunkKey: '' }, buffer)))!);
    }
    return made;
  }
  async function dataset(name: string): Promise<number> {
    const sourceId = await connectFile(name);
    // After a scan is finished its worker still sweeps and analyses; what follows is not meant for it.
    await workers.stop();
    workers = startScanWorkers(test.app, { threads: 1, pollMs: 50 });
    const [row] = await inTenant(test.app.db, scope, (tx) => datasets(tx, { sourceId }));
    return row.id;
  }
  const fingerprint = (low: number) => (99n << 32n) | BigInt(low);

  it('finds the first records in order and counts the rest, of live blocks only, however common the identifier is', async () => {
    const id = await dataset('common');
    const old = await inTenant(test.app.db, scope, (tx) => sql<{ id: number }>`select id from posting_block where dataset_id = ${id}`.execute(tx));
    await blocks(id, [[1, 400]], 1);
    const live = await blocks(
      id,
      [
        [1001, 1300],
        [401, 500],
      ],
      1,
    );
    await inTenant(test.app.db, scope, (tx) => setLive(tx, id, [...old.rows.map((row) => row.id), ...live]));
    const found = (options: object) => inTenant(test.app.db, scope, (tx) => findByFingerprints(tx, [fingerprint(1)], options));
    const first = await found({ limit: 150 });
    expect(first.records).toBe(400);
    expect(first.items.map((item) => Number(item.record))).toEqual([
      ...Array.from({ length: 100 }, (_, i) => 401 + i),
      ...Array.from({ length: 50 }, (_, i) => 1001 + i),
    ]);
    expect(await found({ limit: 10, countUpTo: 200 })).toMatchObject({ records: 200, items: { length: 10 } });
    expect((await found({ kind: 'PHONE' })).items).toEqual([]);
  });

  it('removes the postings of dead blocks where they lie, in small steps, and no others', async () => {
    const id = await dataset('swept');
    const [dead, live] = [
      await blocks(
        id,
        [
          [-20, 60],
          [50, 90],
          [200, 210],
        ],
        2,
      ),
      await blocks(id, [[1, 300]], 2),
    ];
    await inTenant(test.app.db, scope, (tx) => setLive(tx, id, live));
    const stretches = await inTenant(test.app.db, scope, (tx) => deadStretches(tx, id));
    expect(stretches.find((stretch) => stretch.blocks?.includes(dead[2]))).toMatchObject({ first: 200n, last: 210n });
    expect(stretches.find((stretch) => stretch.blocks?.includes(dead[0]))).toMatchObject({ first: -20n, last: 90n });
    // A step is one transaction; a crash after it leaves the block, and the next sweep begins anew.
    const step = await inTenant(test.app.db, scope, (tx) => removePostings(tx, stretches.find((stretch) => stretch.blocks?.includes(dead[2]))!, 5));
    expect(step.rest).toMatchObject({ first: expect.any(BigInt), last: 210n });
    await sweepBlocks(test.app, scope, id);
    expect(await count('posting_rows', `dataset = ${id} and block = any('{${dead}}')`)).toBe(0);
    expect(await count('posting_rows', `dataset = ${id} and block = ${live[0]}`)).toBe(300);
    expect(await count('posting_block', `dataset_id = ${id} and not live`)).toBe(0);
  });

  it('has statistics as soon as it holds something worth them', async () => {
    const analysed = async () =>
      Number((await test.app.db.owner.query("select reltuples from pg_class where oid = 'posting_rows'::regclass")).rows[0].reltuples);
    const id = await dataset('grown');
    const made = await blocks(id, [[1, 20_000]], 3);
    await inTenant(test.app.db, scope, (tx) => sql`select refresh_index_statistics(1.2)`.execute(tx));
    expect(await analysed()).toBeGreaterThan(20_000);
    await test.app.db.owner.query("update pg_class set reltuples = -1 where oid = 'posting_rows'::regclass");
    await inTenant(test.app.db, scope, (tx) => sql`select refresh_index_statistics(1.2)`.execute(tx));
    expect(await analysed()).toBe(-1);
    expect(made).toHaveLength(1);
  });
});
