import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Lookup, Source } from '@waarborg/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';
import { startScanWorkers } from '../scans/index.ts';

let test: TestApp;
let officer: Scope;
let workers: { stop(): Promise<void> };
let folder: string;
let crm: string;
let chats: string;

const first = ['Anna', 'Bram', 'Chantal', 'Dirk', 'Esra', 'Femke', 'Gerrit', 'Hanneke', 'Ibrahim', 'Joke'];
const last = ['de Vries', 'Jansen', 'Bakker', 'Yilmaz', 'van den Berg', 'Visser', 'El Amrani', 'Smit', 'Mulder', 'de Groot'];
const nameOf = (i: number) => `${first[i % 10]} ${last[Math.floor(i / 10) % 10]}`;
const emailOf = (i: number) => `klant${i}@voorbeeld${i % 7}.nl`;
const phoneOf = (i: number) => `06${String(10_000_000 + i * 7919).slice(0, 8)}`;
const numberOf = (i: number) => `KL-${40_000 + i}`;

/** 60 customers; customers 3 and 4 share an e-mail address; tickets hang on the customer number; chats know only the telephone number. */
function fill(): void {
  const one = new DatabaseSync(join(folder, 'crm.sqlite'));
  one.exec(`create table klant (id integer primary key, klantnummer text, naam text, email text, telefoon text);
    create table ticket (id integer primary key, klantnummer text, geopend_op text, tekst text)`);
  const klant = one.prepare('insert into klant values (?, ?, ?, ?, ?)');
  const ticket = one.prepare('insert into ticket values (?, ?, ?, ?)');
  for (let i = 1; i <= 60; i++) {
    klant.run(i, numberOf(i), nameOf(i), i === 4 ? emailOf(3) : emailOf(i), phoneOf(i));
    ticket.run(i * 10, numberOf(i), `2026-0${1 + (i % 9)}-11`, `Klant belde over de rekening van deze maand en wil een betalingsregeling afspreken.`);
    ticket.run(
      i * 10 + 1,
      numberOf(i),
      `2026-0${1 + (i % 9)}-12`,
      i === 7 ? `Klant vraagt of wij ook ${emailOf(8)} willen mailen, dat is de buurvrouw.` : 'Klant had een vraag over de levering van het pakket.',
    );
  }
  one.close();
  const two = new DatabaseSync(join(folder, 'chats.sqlite'));
  two.exec('create table chat (id integer primary key, telefoon text, bericht text)');
  const chat = two.prepare('insert into chat values (?, ?, ?)');
  for (let i = 1; i <= 60; i++) chat.run(i, phoneOf(i), 'Goedemiddag, ik heb een vraag over mijn factuur van vorige maand.');
  two.close();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-lookup-'));
  fill();
  test = await testApp({ WAARBORG_FOLDERS: folder });
  officer = await test.scope();
  workers = startScanWorkers(test.app, { threads: 1, pollMs: 50, leaseSeconds: 10 });
  crm = await scanned('CRM', 'crm.sqlite');
  chats = await scanned('Chats', 'chats.sqlite');
  await call('POST', '/api/v1/sources', { type: 'manual', name: 'Papieren archief' }, 201);
});
afterAll(async () => {
  await workers?.stop();
  await test?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function call<T>(method: string, path: string, body?: unknown, status = 200, scope: Scope | null = officer): Promise<T> {
  const response = await test.fetch(scope, method, path, body);
  const text = await response.text();
  expect(response.status, `${method} ${path}: ${text.slice(0, 500)}`).toBe(status);
  return (text === '' || !text.startsWith('{') ? text : JSON.parse(text)) as T;
}

async function scanned(name: string, file: string): Promise<string> {
  const source = await call<Source>('POST', '/api/v1/sources', { type: 'connected', name, connection: { kind: 'sqlite', location: join(folder, file) } }, 201);
  const scan = await call<{ id: string }>('POST', '/api/v1/scans', { sourceId: source.id }, 202);
  for (let tries = 0; tries < 200; tries++) {
    const { state, why } = await call<{ state: string; why: string | null }>('GET', `/api/v1/scans/${scan.id}`);
    if (state === 'finished') return source.id;
    if (state === 'failed' || state === 'paused') throw new Error(`The scan is ${state}: ${why}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The scan did not finish.');
}

const find = (kind: string, value: string, more: Record<string, unknown> = {}) =>
  call<Lookup>('POST', '/api/v1/lookups', { kind, value, reason: 'Inzageverzoek 2026-114', ...more }, 201);
const stepsBy = (lookup: Lookup) => lookup.steps.map((step) => `${step.kind} ${step.state} ${step.why}`).sort();

describe('where is this customer', () => {
  it('walks from e-mail to customer number to tickets, and by telephone into another system', async () => {
    const found = await find('email', ` ${emailOf(12).toUpperCase()} `);
    const certain = found.steps.filter((step) => step.state === 'certain').map((step) => step.kind);
    expect(certain).toEqual(expect.arrayContaining(['EMAIL', 'CUSTOMER', 'PHONE']));
    const places = new Set(
      found.steps.filter((step) => step.state === 'certain').flatMap((step) => step.places.map((place) => `${place.source} ${place.dataset}`)),
    );
    expect([...places].sort()).toEqual(['CRM klant', 'CRM ticket', 'Chats chat']);
    expect(found.totals).toEqual({ records: 4, datasets: 3, sources: 2 });
    expect(found.found.reduce((sum: number, one: { records: number }) => sum + one.records, 0)).toBe(4);
    expect(found.found).toHaveLength(3);
  });

  it('says who revealed what, and never repeats a value', async () => {
    const found = await find('email', emailOf(15));
    const customer = found.steps.find((step) => step.kind === 'CUSTOMER');
    expect(customer?.from).toMatchObject({ dataset: 'klant', source: 'CRM' });
    expect(customer?.masked).toBe('');
    expect(JSON.stringify(found)).not.toContain(emailOf(15));
    const kept = await inTenant(test.app.db, officer, async (tx) =>
      JSON.stringify((await sql`select l.*, s.* from lookup l join lookup_step s on s.lookup_id = l.id where l.id = ${found.id}`.execute(tx)).rows),
    );
    expect(kept).not.toContain(emailOf(15));
    expect(kept).not.toContain(phoneOf(15));
  });

  it('finds by telephone, customer number and name', async () => {
    expect((await find('phone', `+31 6 ${phoneOf(20).slice(2)}`)).totals.records).toBe(4);
    expect((await find('customerNumber', numberOf(21).toLowerCase())).totals.records).toBe(4);
    const named = await find('nameBirth', nameOf(22));
    expect(named.steps[0]).toMatchObject({ kind: 'NAME', state: 'proposed', why: 'typedName' });
    expect(named.totals.records).toBe(0);
  });

  it('flags what is only mentioned in free text, and proposes what such a record reveals', async () => {
    const found = await find('email', emailOf(8));
    const text = found.steps[0]?.places.find((place) => place.dataset === 'ticket');
    expect(text).toMatchObject({ freeText: true, records: 1 });
    const neighbour = found.steps.filter((step) => step.kind === 'CUSTOMER');
    expect(neighbour.map((step) => step.state).sort()).toEqual(['certain', 'proposed']);
    expect(neighbour.find((step) => step.state === 'proposed')?.why).toBe('foundInFreeText');
  });

  it('waits for a person where two customers share an address, and takes back what is dropped', async () => {
    const found = await find('email', emailOf(3));
    const shared = found.steps.filter((step) => step.kind === 'CUSTOMER');
    expect(shared.map((step) => [step.state, step.why])).toEqual([
      ['proposed', 'severalPersons'],
      ['proposed', 'severalPersons'],
    ]);
    const decide = (stepId: string, state: string, scope = officer, status = 200) =>
      call<Lookup>('PUT', `/api/v1/lookups/${found.id}/steps/${stepId}`, { state }, status, scope);
    const accepted = await decide(shared[0]!.id, 'accepted');
    expect(accepted.totals.records).toBeGreaterThan(found.totals.records);
    expect(accepted.steps.find((step) => step.id === shared[0]!.id)?.state).toBe('accepted');
    expect(accepted.steps.find((step) => step.id === shared[1]!.id)?.state).toBe('proposed');
    const dropped = await decide(shared[0]!.id, 'dropped');
    expect(dropped.totals).toEqual(found.totals);
    expect(stepsBy(await call<Lookup>('GET', `/api/v1/lookups/${found.id}`))).toEqual(stepsBy(dropped));
    const colleague = await test.scope('privacyOfficer', officer);
    await decide(shared[0]!.id, 'accepted', colleague, 404);
    const acts = await inTenant(test.app.db, officer, async (tx) =>
      (await sql<{ act: string }>`select act from trail_entries where subject = ${found.id} order by sequence`.execute(tx)).rows.map((row) => row.act),
    );
    expect(acts).toEqual(['lookup.made', 'lookup.stepAccepted', 'lookup.stepDropped']);
  });

  it('names what was not looked through', async () => {
    const found = await find('email', emailOf(2));
    expect(found.blind).toEqual([{ sourceId: expect.any(String), source: 'Papieren archief', why: 'manual' }]);
  });

  it('names a system of which a table was never read, because it may not be or was not chosen', async () => {
    const named = 'salaris';
    await inTenant(test.app.db, officer, (tx) =>
      sql`insert into dataset (tenant_no, source_id, name, kind) select tenant_no, source_id, ${named}, kind from dataset where scanned_at is not null order by id limit 1`.execute(
        tx,
      ),
    );
    expect((await find('email', emailOf(2))).blind.map((spot) => spot.why).sort()).toEqual(['incomplete', 'manual']);
    await inTenant(test.app.db, officer, (tx) => sql`delete from dataset where name = ${named}`.execute(tx));
  });

  it('answers nobody for an unknown address, with the step that was looked for', async () => {
    const found = await find('email', 'niemand@nergens.nl');
    expect(found.totals).toEqual({ records: 0, datasets: 0, sources: 0 });
    expect(found.steps).toHaveLength(1);
  });

  it.each([
    ['email', 'geen adres'],
    ['iban', 'NL00BANK0123456789'],
    ['bsn', '123456789'],
    ['phone', '12'],
    ['nameBirth', 'Jan'],
  ])('refuses a %s that cannot be one, without repeating it', async (kind, value) => {
    const problem = await call<{ code: string }>('POST', '/api/v1/lookups', { kind, value, reason: 'toets' }, 400);
    expect(problem.code).toBe(`lookup.${kind}Invalid`);
    expect(JSON.stringify(problem)).not.toContain(value);
  });
  it('asks for a reason', async () => {
    await call('POST', '/api/v1/lookups', { kind: 'email', value: emailOf(1), reason: '' }, 400);
  });
});

describe('the records found', () => {
  it('are listed in pages, each with its fields and without content', async () => {
    const found = await find('email', emailOf(30));
    const list = await call<{ items: { id: string; dataset: string; fields: { name: string; kind: string }[] }[]; next?: string }>(
      'GET',
      `/api/v1/lookups/${found.id}/records?limit=3`,
    );
    expect(list.items).toHaveLength(3);
    const rest = await call<typeof list>('GET', `/api/v1/lookups/${found.id}/records?limit=3&cursor=${list.next}`);
    expect(rest.items).toHaveLength(1);
    expect(rest.next).toBeUndefined();
    expect(new Set([...list.items, ...rest.items].map((item) => item.id)).size).toBe(4);
    expect(JSON.stringify(list)).not.toContain(emailOf(30));
    await call('GET', `/api/v1/lookups/${found.id}/records?cursor=x`, undefined, 400);
  });

  it('can be looked at, live, and the view is in the trail', async () => {
    const found = await find('email', emailOf(31));
    const { items } = await call<{ items: { id: string; dataset: string }[] }>('GET', `/api/v1/lookups/${found.id}/records`);
    const row = items.find((item) => item.dataset === 'klant')!;
    const view = await call<{ gone: boolean; fields: { name: string; value: string; kinds: string[]; other: boolean }[] }>(
      'POST',
      `/api/v1/lookups/${found.id}/records/${row.id}/view`,
    );
    expect(view.gone).toBe(false);
    expect(view.fields.find((field) => field.name === 'email')).toMatchObject({ value: emailOf(31), kinds: ['EMAIL'], other: false });
    const others = view.fields.findIndex((field) => field.other);
    expect(others).toBeGreaterThan(0);
    expect(view.fields.slice(others).every((field) => field.other && field.kinds.length === 0)).toBe(true);
    const line = await inTenant(
      test.app.db,
      officer,
      async (tx) =>
        (
          await sql<{
            details: unknown;
          }>`select details::text as details from trail_entries where act = 'lookup.recordViewed' and subject = ${found.id}`.execute(tx)
        ).rows[0],
    );
    expect(String(line?.details)).toContain('klant');
    expect(String(line?.details)).toContain('otherFields');
    expect(String(line?.details)).not.toContain(emailOf(31));
  });

  it('of a note say what stands in it, not what stands anywhere in the field', async () => {
    const notesOf = async (i: number) => {
      const found = await find('customerNumber', numberOf(i));
      const { items } = await call<{ items: { id: string; dataset: string }[] }>('GET', `/api/v1/lookups/${found.id}/records`);
      const kinds: string[][] = [];
      for (const item of items.filter((one) => one.dataset === 'ticket')) {
        const view = await call<{ fields: { name: string; kinds: string[] }[] }>('POST', `/api/v1/lookups/${found.id}/records/${item.id}/view`);
        kinds.push(view.fields.find((field) => field.name === 'tekst')?.kinds ?? []);
      }
      return kinds;
    };
    expect((await notesOf(7)).filter((kinds) => kinds.includes('EMAIL'))).toHaveLength(1);
    expect((await notesOf(9)).filter((kinds) => kinds.includes('EMAIL'))).toHaveLength(0);
  });

  it('are refused when this look-up did not find them, and to who may not view records', async () => {
    const found = await find('email', emailOf(32));
    const other = await find('email', emailOf(33));
    const { items } = await call<{ items: { id: string }[] }>('GET', `/api/v1/lookups/${other.id}/records`);
    await call('POST', `/api/v1/lookups/${found.id}/records/${items[0]!.id}/view`, undefined, 404);
    await call('POST', `/api/v1/lookups/${found.id}/records/nonsense/view`, undefined, 404);
    const dpo = await test.scope('dpo', officer);
    await call('POST', `/api/v1/lookups/${other.id}/records/${items[0]!.id}/view`, undefined, 403, dpo);
  });
});

describe('who sees a look-up', () => {
  it('its maker, the DPO and the auditor; not a colleague, not another organisation', async () => {
    const found = await find('email', emailOf(40));
    for (const [role, status] of [
      ['dpo', 200],
      ['auditor', 200],
      ['privacyOfficer', 404],
      ['securityOfficer', 403],
      ['agent', 403],
      ['administrator', 403],
    ] as const) {
      await call('GET', `/api/v1/lookups/${found.id}`, undefined, status, await test.scope(role, officer));
    }
    const stranger = await test.scope('dpo');
    await call('GET', `/api/v1/lookups/${found.id}`, undefined, 404, stranger);
    expect((await call<{ items: unknown[] }>('GET', '/api/v1/lookups', undefined, 200, stranger)).items).toEqual([]);
    const empty = await call<Lookup>('POST', '/api/v1/lookups', { kind: 'email', value: emailOf(40), reason: 'toets' }, 201, stranger);
    expect(empty.totals.records).toBe(0);
  });

  it('lists newest first, in pages', async () => {
    const page = await call<{ items: { id: string; at: string }[]; next?: string }>('GET', '/api/v1/lookups?limit=2');
    const more = await call<typeof page>('GET', `/api/v1/lookups?limit=2&cursor=${page.next}`);
    expect(new Set([...page.items, ...more.items].map((item) => item.id)).size).toBe(4);
  });
});

describe('an exported look-up', () => {
  it.each(['csv', 'xlsx', 'json', 'pdf'] as const)('as %s holds places, not content', async (format) => {
    const found = await find('email', emailOf(45));
    const response = await test.fetch(officer, 'GET', `/api/v1/lookups/${found.id}/export?format=${format}&language=nl`);
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.length).toBeGreaterThan(200);
    expect(bytes.toString('latin1')).not.toContain(emailOf(45));
    if (format === 'csv') expect(bytes.toString('utf8')).toContain('ticket');
    if (format === 'pdf') expect(bytes.toString('latin1', 0, 5)).toBe('%PDF-');
    if (format === 'pdf' && process.env['WAARBORG_KEEP_REPORT'])
      (await import('node:fs')).writeFileSync(`${process.env['WAARBORG_KEEP_REPORT']}/places.pdf`, bytes);
  });
});

describe('the systems together', () => {
  it('share identifiers, which the map shows as a flow', async () => {
    const { items } = await call<{ items: { fromId: string; toId: string; found: boolean; kinds: string[]; shared: number }[] }>('GET', '/api/v1/map/flows');
    expect(items).toEqual([expect.objectContaining({ found: true, kinds: ['PHONE'], shared: 60 })]);
    expect(new Set([items[0]!.fromId, items[0]!.toId])).toEqual(new Set([crm, chats]));
  });
});
