import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOutput, Routes, Source } from '@waarborg/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';
import { startScanWorkers } from '../scans/index.ts';

type DataMap = CallOutput<Routes['GET /api/v1/map']>;
let test: TestApp;
let officer: Scope;
let workers: { stop(): Promise<void> };
let folder: string;
let source: Source;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-map-'));
  const rows = Array.from({ length: 80 }, (_, i) => `${i + 1};Klant ${i};klant${i}@voorbeeld${i % 5}.nl;06${12_345_678 + i * 31}`);
  writeFileSync(join(folder, 'klanten.csv'), `id;naam;e-mail;telefoon\n${rows.join('\n')}\n`);
  test = await testApp({ WAARBORG_FOLDERS: folder });
  officer = await test.scope();
  workers = startScanWorkers(test.app, { threads: 1, pollMs: 50, leaseSeconds: 10 });
  source = await call<Source>(
    'POST',
    '/api/v1/sources',
    { type: 'connected', name: 'Campagne', country: 'US', connection: { kind: 'csv', location: join(folder, 'klanten.csv') } },
    201,
  );
  await scan();
});
afterAll(async () => {
  await workers?.stop();
  await test?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call<T>(method: string, path: string, body?: unknown, status = 200, scope: Scope = officer): Promise<T> {
  const response = await test.fetch(scope, method, path, body);
  const text = await response.text();
  expect(response.status, `${method} ${path}: ${text.slice(0, 400)}`).toBe(status);
  return (text.startsWith('{') ? JSON.parse(text) : text) as T;
}
async function scan(sourceId = source.id): Promise<void> {
  const { id } = await call<{ id: string }>('POST', '/api/v1/scans', { sourceId }, 202);
  for (let tries = 0; tries < 200; tries++) {
    const { state, why } = await call<{ state: string; why: string | null }>('GET', `/api/v1/scans/${id}`);
    if (state === 'finished') return;
    if (state === 'failed' || state === 'paused') throw new Error(`The scan is ${state}: ${why}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The scan did not finish.');
}
const emailField = async () => (await call<DataMap>('GET', '/api/v1/map?kind=EMAIL')).systems[0]!.datasets[0]!.fields[0]!;

describe('the list of systems', () => {
  it('says how many different problems the last scan met', async () => {
    writeFileSync(join(folder, 'krom.csv'), 'id;naam;plaats\n1;Anna;Delft\n2;Piet\n3;Jan;Gouda;extra\n4;Els;Zwolle\n');
    const made = await call<Source>(
      'POST',
      '/api/v1/sources',
      { type: 'connected', name: 'Krom', connection: { kind: 'csv', location: join(folder, 'krom.csv') } },
      201,
    );
    await scan(made.id);
    const { items } = await call<{ items: Source[] }>('GET', '/api/v1/sources');
    const problems = (await call<{ items: { sourceId: string; problems: { code: string; dataset?: string }[] }[] }>('GET', '/api/v1/scans')).items.find(
      (one) => one.sourceId === made.id,
    )!.problems;
    expect(problems.length).toBeGreaterThan(0);
    expect(items.find((one) => one.id === made.id)?.lastScan?.problems).toBe(new Set(problems.map((one) => `${one.dataset} ${one.code}`)).size);
    expect(items.find((one) => one.id === source.id)?.lastScan?.problems).toBe(0);
    await call('DELETE', `/api/v1/sources/${made.id}`, undefined, 204);
  });
});

describe('the map after a scan', () => {
  it('shows what stands where, with masked evidence only', async () => {
    const map = await call<DataMap>('GET', '/api/v1/map');
    const fields = map.systems[0]!.datasets[0]!.fields;
    expect(fields.find((field) => field.type === 'EMAIL')?.findings[0]).toMatchObject({ kind: 'EMAIL', tier: 'ordinary', count: 80 });
    expect(JSON.stringify(map)).not.toMatch(/klant\d+@voorbeeld/);
    expect(map.totals).toMatchObject({ systems: 1, datasets: 1, records: 80 });
  });
  it('answers questions', async () => {
    expect((await call<DataMap>('GET', `/api/v1/map?q=${encodeURIComponent('waar staan e-mailadressen?')}`)).systems).toHaveLength(1);
    expect((await call<DataMap>('GET', `/api/v1/map?q=${encodeURIComponent('where do we keep IBANs?')}`)).systems).toHaveLength(0);
    expect((await call<DataMap>('GET', `/api/v1/map?q=${encodeURIComponent('buiten de EER')}`)).systems).toHaveLength(1);
  });
  it('leaves reasons and examples to the field itself', async () => {
    const [line] = (await emailField()).findings;
    expect(Object.keys(line!)).not.toContain('evidence');
    const { field } = await call<CallOutput<Routes['GET /api/v1/map/fields/{id}']>>('GET', `/api/v1/map/fields/${(await emailField()).id}`);
    expect(field.findings[0]).toMatchObject({
      kind: 'EMAIL',
      reason: expect.stringMatching(/./),
      evidence: expect.arrayContaining([expect.stringMatching(/@/)]),
    });
  });
  it('lists the kinds for the filters', async () => {
    const { items } = await call<{ items: { kind: string; count: number }[] }>('GET', '/api/v1/map/kinds');
    expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'EMAIL', count: 80, fields: 1 })]));
  });
});

describe('a verdict', () => {
  it('stays after the next scan, with who, when and why, and can be taken back', async () => {
    const field = await emailField();
    const id = field.findings[0]!.id;
    const judged = await call<{ verdict: { by: string; why: string } }>('PUT', `/api/v1/map/findings/${id}/verdict`, {
      verdict: 'notPersonal',
      why: 'Dit zijn testadressen.',
    });
    expect(judged.verdict).toMatchObject({ by: officer.actor.name, why: 'Dit zijn testadressen.' });
    await scan();
    const after = await call<CallOutput<Routes['GET /api/v1/map/fields/{id}']>>('GET', `/api/v1/map/fields/${field.id}`);
    expect(after.field.findings.find((finding) => finding.kind === 'EMAIL')?.verdict).toMatchObject({ verdict: 'notPersonal', why: 'Dit zijn testadressen.' });
    expect(after.history.filter((line) => line.kind === 'EMAIL')).toHaveLength(2);
    expect(after.system.name).toBe('Campagne');
    await call('PUT', `/api/v1/map/findings/${id}/verdict`, { verdict: null, why: '' });
    expect((await emailField()).findings[0]?.verdict).toBeNull();
    const acts = await inTenant(
      test.app.db,
      officer,
      async (tx) =>
        (
          await sql<{
            reason: string | null;
            details: string;
          }>`select reason, details::text as details from trail_entries where act = 'map.judged' order by sequence`.execute(tx)
        ).rows,
    );
    expect(acts.map((line) => [line.reason, JSON.parse(line.details).after])).toEqual([
      ['Dit zijn testadressen.', 'notPersonal'],
      [null, null],
    ]);
  });
  it('is for who may judge', async () => {
    const id = (await emailField()).findings[0]!.id;
    await call('PUT', `/api/v1/map/findings/${id}/verdict`, { verdict: 'confirmed' }, 403, await test.scope('dpo', officer));
    await call('PUT', `/api/v1/map/findings/${id}/verdict`, { verdict: 'confirmed' }, 404, await test.scope('privacyOfficer'));
    await call('PUT', '/api/v1/map/findings/2147483647/verdict', { verdict: 'confirmed' }, 404);
  });
});

describe('flows', () => {
  it('are written down, listed and removed; never to another organisation or to itself', async () => {
    const paper = await call<Source>('POST', '/api/v1/sources', { type: 'manual', name: 'Drukkerij' }, 201);
    const flow = await call<{ id: string; found: boolean }>(
      'POST',
      '/api/v1/map/flows',
      { fromId: source.id, toId: paper.id, what: 'Adressen voor de najaarsmailing', kinds: ['EMAIL'] },
      201,
    );
    expect(flow.found).toBe(false);
    expect((await call<{ items: { id: string }[] }>('GET', '/api/v1/map/flows')).items.map((item) => item.id)).toContain(flow.id);
    await call('POST', '/api/v1/map/flows', { fromId: source.id, toId: source.id, what: 'x' }, 400);
    const stranger = await test.scope('privacyOfficer');
    await call('POST', '/api/v1/map/flows', { fromId: source.id, toId: paper.id, what: 'x' }, 404, stranger);
    await call('DELETE', `/api/v1/map/flows/${flow.id}`, undefined, 404, stranger);
    await call('DELETE', `/api/v1/map/flows/${flow.id}`, undefined, 204);
    expect((await call<{ items: unknown[] }>('GET', '/api/v1/map/flows')).items).toEqual([]);
  });
});

describe('the map as a file', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8', '\ufeff'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
    ['json', 'application/json', '{'],
    ['pdf', 'application/pdf', '%PDF-'],
  ])('%s, in the trail', async (format, type, begins) => {
    const response = await test.fetch(officer, 'GET', `/api/v1/map/export?format=${format}&language=en`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-disposition')).toContain(`.${format}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.toString('utf8').startsWith(begins)).toBe(true);
    expect(bytes.toString('latin1')).not.toMatch(/klant\d+@voorbeeld/);
    const line = await inTenant(
      test.app.db,
      officer,
      async (tx) =>
        (
          await sql<{ details: string }>`select details::text as details from trail_entries where act = 'map.exported' order by sequence desc limit 1`.execute(
            tx,
          )
        ).rows[0],
    );
    expect(JSON.parse(line!.details)).toMatchObject({ format, systems: 1 + 1 });
  });
  it('is not for who may only look', async () => {
    await call('GET', '/api/v1/map/export?format=csv', undefined, 403, await test.scope('teamLead', officer));
  });
});
