import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOutput, Routes, Source, TuningInForce } from '@waarborg/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';
import { startScanWorkers } from '../scans/index.ts';
import { allowWords } from './index.ts';

vi.setConfig({ testTimeout: 60_000 });

type Tried = CallOutput<Routes['POST /api/v1/detect/try']>;
type Proposals = CallOutput<Routes['GET /api/v1/tuning/proposals']>;
type Versions = CallOutput<Routes['GET /api/v1/tuning/versions']>;

let test: TestApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-tuning-'));
  test = await testApp({ WAARBORG_FOLDERS: folder });
});
afterAll(async () => {
  await test?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call<T>(scope: Scope, method: string, path: string, body?: unknown, status = 200): Promise<T> {
  const response = await test.fetch(scope, method, path, body);
  const text = await response.text();
  expect(response.status, `${method} ${path}: ${text.slice(0, 400)}`).toBe(status);
  return (text.startsWith('{') ? JSON.parse(text) : text) as T;
}
const put = (scope: Scope, tuning: unknown, basedOn: number, status = 200) =>
  call<TuningInForce & { code?: string; errors?: { path: string }[] }>(
    scope,
    'PUT',
    '/api/v1/tuning',
    { tuning, basedOn, reason: 'Proef met de dienst' },
    status,
  );
const tried = async (scope: Scope, text: string, channel?: string) => {
  const found = await call<Tried>(scope, 'POST', '/api/v1/detect/try', { text, channel });
  return found.spans.map((span) => `${span.type} ${text.slice(span.start, span.end)} ${span.reason}`);
};
const customer = { id: 'klant', name: 'Klantnummer', shape: 'KL-9{6}', kind: 'ACCOUNT_ID', realm: 'customer' };

describe('the tuning of an organisation', () => {
  it('is empty at first, and works as soon as it is changed, for this organisation only', async () => {
    const officer = await test.scope('privacyOfficer');
    const agent = await test.scope('agent', officer);
    const other = await test.scope('agent');
    expect(await call(agent, 'GET', '/api/v1/tuning')).toEqual({ version: 0, at: null, by: null, tuning: {} });
    const after = await put(officer, { patterns: [customer], allow: ['Sanne Zebravlinder'], off: [{ kind: 'EMAIL', channel: 'chat' }] }, 0);
    expect(after).toMatchObject({ version: 1, by: officer.actor.name });
    const text = 'Mevrouw Sanne Zebravlinder, KL-123456, mail s@voorbeeld.nl';
    expect(await tried(agent, text)).toEqual(['ACCOUNT_ID KL-123456 own.pattern:klant', 'EMAIL s@voorbeeld.nl email.form']);
    expect(await tried(agent, text, 'chat')).toEqual(['ACCOUNT_ID KL-123456 own.pattern:klant']);
    expect((await tried(other, text)).join()).toContain('PERSON');
    expect((await tried(other, text)).join()).not.toContain('own.pattern');
    // The note guard of the organisation works by it too.
    const policy = await call<{ detector: unknown }>(agent, 'GET', '/api/v1/guard/policy');
    expect(policy.detector).toEqual(after.tuning);
  });

  it('refuses a document with mistakes, names each and takes nothing over', async () => {
    const officer = await test.scope('privacyOfficer');
    const refused = await put(officer, { patterns: [{ ...customer, shape: 'KL-9{' }], allow: ['goed', '...'], off: [{ kind: 'PERSOON' }] }, 0, 400);
    expect(refused.code).toBe('tuning.invalid');
    expect(refused.errors?.map((one) => one.path)).toEqual(['tuning.patterns[0].shape', 'tuning.allow[1]', 'tuning.off[0].kind']);
    expect((await call<TuningInForce>(officer, 'GET', '/api/v1/tuning')).version).toBe(0);
  });

  it('keeps two people from undoing each other’s work, and every version', async () => {
    const officer = await test.scope('privacyOfficer');
    await put(officer, { allow: ['een'] }, 0);
    expect((await put(officer, { allow: ['twee'] }, 0, 409)).code).toBe('tuning.changed');
    await put(officer, { allow: ['een', 'twee'], minConfidenceOf: { PERSON: 0.8 } }, 1);
    expect((await put(officer, { allow: ['een', 'twee'], minConfidenceOf: { PERSON: 0.8 } }, 2)).version).toBe(2);
    const restored = await call<TuningInForce>(officer, 'POST', '/api/v1/tuning/versions/1/restore', { reason: 'Toch niet' });
    expect(restored).toMatchObject({ version: 3, tuning: { allow: ['een'] } });
    const { items } = await call<Versions>(officer, 'GET', '/api/v1/tuning/versions');
    expect(items.map((one) => [one.version, one.reason])).toEqual([
      [3, 'Toch niet'],
      [2, 'Proef met de dienst'],
      [1, 'Proef met de dienst'],
    ]);
    expect(items[1]?.changes).toMatchObject({ allowAdded: 1, confidence: ['PERSON'] });
    expect((await call<TuningInForce>(officer, 'GET', '/api/v1/tuning/versions/2')).tuning.allow).toEqual(['een', 'twee']);
    await call(officer, 'GET', '/api/v1/tuning/versions/9', undefined, 404);
  });

  it('keeps the words to allow out of the trail and unreadable in the database', async () => {
    const officer = await test.scope('privacyOfficer');
    await put(officer, { allow: ['Zebravlinder Jansen'], patterns: [customer] }, 0);
    await inTenant(test.app.db, officer, (tx) => allowWords(tx, test.app, officer, ['zebravlinder jansen', 'Koolwitje Visser', '...'], 'Bij het opruimen'));
    expect((await call<TuningInForce>(officer, 'GET', '/api/v1/tuning')).tuning.allow).toEqual(['Zebravlinder Jansen', 'Koolwitje Visser']);
    const { rows } = await inTenant(test.app.db, officer, (tx) =>
      sql<{ line: string }>`select t::text as line from tuning_version t union all select t::text from trail_entries t`.execute(tx),
    );
    const all = rows.map((row) => row.line).join('\n');
    expect(all).toContain('klant');
    expect(all).toContain('tuning.changed');
    expect(all.toLowerCase()).not.toContain('zebravlinder');
    expect(all).not.toContain(Buffer.from('ebravlinder').toString('hex'));
    expect(all).not.toContain('Koolwitje');
  });
});

describe('a scan', () => {
  it('reads by the tuning, and proposes the shape of numbers it saw, without a number', async () => {
    const officer = await test.scope('privacyOfficer');
    const rows = Array.from(
      { length: 60 },
      (_, at) => `${at + 1};ZV-${String(100_000 + at * 7919)};klant${at}@voorbeeld.nl;Belde over OR${String(5_000_000 + at)}x en AB-${1000 + at}`,
    );
    writeFileSync(join(folder, 'contracten.csv'), `id;contractnummer;mail;notitie\n${rows.join('\n')}\n`);
    const source = await call<Source>(
      officer,
      'POST',
      '/api/v1/sources',
      { type: 'connected', name: 'Contracten', connection: { kind: 'csv', location: join(folder, 'contracten.csv') } },
      201,
    );
    await put(officer, { off: [{ kind: 'EMAIL' }] }, 0);
    const workers = startScanWorkers(test.app, { threads: 1, pollMs: 50 });
    const scanned = async () => {
      const { id } = await call<{ id: string }>(officer, 'POST', '/api/v1/scans', { sourceId: source.id }, 202);
      for (let tries = 0; tries < 300; tries++) {
        const { state } = await call<{ state: string }>(officer, 'GET', `/api/v1/scans/${id}`);
        if (state === 'finished') return;
        expect(state).not.toBe('failed');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('The scan did not finish.');
    };
    try {
      await scanned();
      const kinds = async () => JSON.stringify(await call(officer, 'GET', '/api/v1/map'));
      expect(await kinds()).not.toContain('"EMAIL"');
      const { items } = await call<Proposals>(officer, 'GET', '/api/v1/tuning/proposals');
      expect(items).toMatchObject([{ source: 'Contracten', field: 'contractnummer', shape: 'ZV-9{6}', realm: 'contract', share: 1, values: 60 }]);
      const { version } = await call<{ version: number }>(officer, 'PUT', `/api/v1/tuning/proposals/${items[0]?.id}`, {
        verdict: 'accepted',
        name: 'Contract',
      });
      expect(version).toBe(2);
      expect(await tried(officer, 'over zv-222222')).toEqual(['ACCOUNT_ID zv-222222 own.pattern:contract']);
      expect((await call<Proposals>(officer, 'GET', '/api/v1/tuning/proposals')).items).toEqual([]);
      await scanned();
      const map = await call<CallOutput<Routes['GET /api/v1/map']>>(officer, 'GET', '/api/v1/map?kind=ACCOUNT_ID');
      const field = map.systems[0]?.datasets[0]?.fields.find((one) => one.name === 'contractnummer');
      expect(JSON.stringify(await call(officer, 'GET', `/api/v1/map/fields/${field?.id}`))).toContain('own.pattern:contract');
      await call(officer, 'PUT', `/api/v1/tuning/proposals/${items[0]?.id}`, { verdict: 'dismissed' }, 404);
    } finally {
      await workers.stop();
    }
  });
});
