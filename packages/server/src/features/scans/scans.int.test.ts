import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Scan } from '@waarborg/contract/scans';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp, testDatabase } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';
import {
  datasets,
  fields,
  findByFingerprints,
  findings,
  fingerprinterFor,
  keysOfRecords,
  postingsOfRecords,
  recordVerdict,
  startScanWorkers,
} from './index.ts';

// Seconds on a quiet machine; the rest is patience with a busy one.
vi.setConfig({ testTimeout: 90_000 });

let test: TestApp;
let scope: Scope;
let workers: { stop(): Promise<void> };
let folder: string;
let crm: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waarborg-scans-'));
  test = await testApp({ WAARBORG_FOLDERS: folder });
  scope = await test.scope();
  workers = startScanWorkers(test.app, { threads: 2, pollMs: 50, leaseSeconds: 6 });
  crm = await testDatabase('empty');
  await fillCrm(crm);
  mkdirSync(join(folder, 'campaign'));
  writeFileSync(join(folder, 'campaign', 'lijst.csv'), campaignCsv());
});
afterAll(async () => {
  await workers?.stop();
  await test?.close();
  rmSync(folder, { recursive: true, force: true });
});

const first = ['Anna', 'Bram', 'Chantal', 'Dirk', 'Esra', 'Femke', 'Gerrit', 'Hanneke', 'Ibrahim', 'Joke'];
const last = ['de Vries', 'Jansen', 'Bakker', 'Yilmaz', 'van den Berg', 'Visser', 'El Amrani', 'Smit', 'Mulder', 'de Groot'];
const person = (i: number) => ({
  name: `${first[i % 10]} ${last[Math.floor(i / 10) % 10]}`,
  email: `klant${i}@voorbeeld${i % 7}.nl`,
  phone: `06${String(10_000_000 + i * 7919).slice(0, 8)}`,
  street: `Kerkstraat ${1 + (i % 90)}`,
  postcode: `${1000 + (i % 800)} ${'ABCDEFGHJK'[i % 10]}${'KLMNPRSTVW'[(i >> 3) % 10]}`,
});

async function fillCrm(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create table customer (customer_id int primary key, name text, email text, phone text, street text, postcode text, city text, created_at timestamptz);
    create table note (note_id int primary key, customer_id int references customer, written_at timestamptz, body text);
    create table empty_table (id int primary key, email text);
    create table "tabel ""met"" 😀" ("e-mail 😀" text)`);
  for (let i = 1; i <= 300; i++) {
    const p = person(i);
    await client.query('insert into customer values ($1, $2, $3, $4, $5, $6, $7, $8)', [
      i,
      p.name,
      p.email,
      p.phone,
      p.street,
      p.postcode,
      'Utrecht',
      new Date(Date.UTC(2020, 0, i)),
    ]);
    await client.query('insert into note values ($1, $2, $3, $4)', [
      i * 2,
      i,
      new Date(Date.UTC(2021, 0, i)),
      i % 3 === 0
        ? `Mevrouw belde over haar rekening, terugbellen op ${p.phone} of mailen naar ${p.email}.`
        : 'Klant had een vraag over de levering van het pakket en was tevreden met het antwoord.',
    ]);
  }
  await client.query(`insert into "tabel ""met"" 😀" values ('iemand@voorbeeld.nl'), ('ander@voorbeeld.nl')`);
  await client.query('analyze');
  await client.end();
}

function campaignCsv(): string {
  const lines = ['klantnummer;e-mail;geboortedatum'];
  for (let i = 1; i <= 120; i++) lines.push(`K${48000 + i};${person(i).email};${String(1 + (i % 28)).padStart(2, '0')}-06-19${50 + (i % 40)}`);
  return lines.join('\n');
}

async function connect(kind: string, location: string): Promise<string> {
  const url = URL.canParse(location) ? new URL(location) : null;
  const connection = url?.protocol.startsWith('postgres')
    ? { kind, location: `postgres://${url.host}${url.pathname}`, user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
    : { kind, location };
  const response = await test.fetch(scope, 'POST', '/api/v1/sources', { type: 'connected', name: `${kind} ${Math.random()}`, connection });
  expect(response.status, await response.clone().text()).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

async function scanAll(sourceId: string, body: object = {}): Promise<Scan> {
  const response = await test.fetch(scope, 'POST', '/api/v1/scans', { sourceId, ...body });
  expect(response.status, await response.clone().text()).toBe(202);
  return until(((await response.json()) as Scan).id, ['finished', 'failed', 'cancelled']);
}

async function until(id: string, states: string[], ms = 60_000): Promise<Scan> {
  for (const end = Date.now() + ms; ; ) {
    const scan = (await (await test.fetch(scope, 'GET', `/api/v1/scans/${id}`)).json()) as Scan;
    if (states.includes(scan.state)) return scan;
    if (Date.now() > end) throw new Error(`The scan is still ${scan.state}: ${JSON.stringify(scan)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function mapOf(sourceId: string) {
  return inTenant(test.app.db, scope, async (tx) => {
    const sets = await datasets(tx, { sourceId });
    const all = await fields(tx, { datasetIds: sets.map((set) => set.id) });
    const found = await findings(tx, { fieldIds: all.map((field) => field.id) });
    return {
      sets,
      all,
      found,
      field: (dataset: string, name: string) => all.find((field) => field.name === name && field.datasetId === sets.find((set) => set.name === dataset)?.id)!,
    };
  });
}

const count = async (what: string) => Number((await test.app.db.owner.query(`select count(*) as n from ${what}`)).rows[0].n);

describe('a scan of a database and of a file', () => {
  it('finds fields, kinds, places and keys in PostgreSQL', async () => {
    const sourceId = await connect('postgres', crm);
    const scan = await scanAll(sourceId);
    expect(scan).toMatchObject({ state: 'finished' });
    expect(scan.problems.map((problem) => problem.code)).toEqual(['key.fragile']);
    expect(scan.progress.rowsDone).toBe(602);
    const map = await mapOf(sourceId);
    expect(map.sets.map((set) => [set.name, set.rows])).toEqual(
      expect.arrayContaining([
        ['customer', 300],
        ['note', 300],
        ['empty_table', 0],
        ['tabel "met" 😀', 2],
      ]),
    );
    expect(map.field('customer', 'email').type).toBe('EMAIL');
    expect(map.field('customer', 'phone').type).toBe('PHONE');
    expect(map.field('customer', 'name').type).toBe('PERSON');
    expect(map.field('customer', 'customer_id')).toMatchObject({ type: 'NONE', linkTo: null });
    expect(map.field('note', 'customer_id')).toMatchObject({ type: 'NONE', linkTo: 'customer.customer_id' });
    expect(map.field('note', 'body').type).toBe('FREE_TEXT');
    const inNotes = map.found.filter((finding) => finding.fieldId === map.field('note', 'body').id);
    expect(inNotes.find((finding) => finding.kind === 'EMAIL')).toMatchObject({ count: 100 });
    const emails = map.found.find((finding) => finding.fieldId === map.field('customer', 'email').id)!;
    expect(emails).toMatchObject({ kind: 'EMAIL', count: 300, share: 1, oldest: new Date(Date.UTC(2020, 0, 1)), newest: new Date(Date.UTC(2020, 0, 300)) });
    expect(Math.abs(emails.persons! - 300)).toBeLessThan(15);
    for (const shown of emails.evidence) expect(shown).toMatch(/^k\*\*\*@v\*\*\*\.nl$/);

    // The same person by e-mail: in the customer row and in the note; from there to the customer's key and the notes that refer to it.
    const fingerprint = fingerprinterFor(test.app.keyring, scope.tenantNo).of('EMAIL', '', person(3).email);
    await inTenant(test.app.db, scope, async (tx) => {
      const { records, items } = await findByFingerprints(tx, [fingerprint], { kind: 'EMAIL' });
      expect(records).toBe(2);
      expect(new Set(items.map((item) => [item.fieldName, item.holding, Number(item.record)].join()))).toEqual(new Set(['email,value,3', 'body,text,6']));
      const inside = await postingsOfRecords(tx, items);
      const link = inside.find((posting) => posting.kind === 'LINK' && posting.holding === 'ownKey')!;
      const linked = await findByFingerprints(tx, [link.fingerprint], { kind: 'LINK' });
      expect(linked.items.map((item) => [item.fieldName, item.holding, Number(item.record)].join()).sort()).toEqual([
        'customer_id,ownKey,3',
        'customer_id,reference,6',
      ]);
      expect(inside.some((posting) => posting.kind === 'POSTCODE_NUMBER')).toBe(true);
    });
  });

  it('reads a CSV, keeps nothing in the clear, and writes nothing twice', async () => {
    const sourceId = await connect('csv', join(folder, 'campaign', 'lijst.csv'));
    expect(await scanAll(sourceId)).toMatchObject({ state: 'finished' });
    const map = await mapOf(sourceId);
    const dataset = map.sets[0];
    expect(dataset.rows).toBe(120);
    expect(map.field(dataset.name, 'klantnummer')).toMatchObject({ type: 'ACCOUNT_ID', realm: 'customer' });
    expect(map.field(dataset.name, 'e-mail').type).toBe('EMAIL');
    expect(map.field(dataset.name, 'geboortedatum').type).toBe('DATE_OF_BIRTH');
    const customer = fingerprinterFor(test.app.keyring, scope.tenantNo).of('CUSTOMER', '', 'K48007');
    const keys = await inTenant(test.app.db, scope, async (tx) => {
      const { items } = await findByFingerprints(tx, [customer]);
      expect(items).toHaveLength(1);
      return keysOfRecords(tx, test.app.keyring, items[0].datasetId, [items[0].record]);
    });
    expect([...keys.values()]).toEqual(['7']);

    const before = { postings: await count('posting_rows'), blocks: await count('posting_block'), findings: await count('finding') };
    const again = await scanAll(sourceId);
    expect({ postings: await count('posting_rows'), blocks: await count('posting_block'), findings: await count('finding') }).toEqual(before);
    const changes = (await (await test.fetch(scope, 'GET', `/api/v1/scans/${again.id}/changes`)).json()) as { previousId: string; items: unknown[] };
    expect(changes.items).toEqual([]);
    expect(changes.previousId).not.toBeNull();
  });

  it('respects a verdict, and says what changed since the scan before', async () => {
    const file = join(folder, 'campaign', 'tweede.csv');
    writeFileSync(file, campaignCsv());
    const sourceId = await connect('csv', file);
    await scanAll(sourceId);
    const map = await mapOf(sourceId);
    const email = map.field(map.sets[0].name, 'e-mail');
    const finding = map.found.find((one) => one.fieldId === email.id)!;
    await inTenant(test.app.db, scope, (tx) =>
      recordVerdict(tx, finding.id, { verdict: 'notPersonal', byId: scope.actor.id, byName: 'Test', at: new Date(), why: 'role addresses' }),
    );
    writeFileSync(
      file,
      `${campaignCsv()
        .replace('geboortedatum', 'telefoon')
        .replace(/\d\d-06-19\d\d/g, () => '0612345678')}\n`,
    );
    const scan = await scanAll(sourceId);
    const after = await mapOf(sourceId);
    expect(after.found.find((one) => one.id === finding.id)).toMatchObject({
      verdict: 'notPersonal',
      verdictBy: 'Test',
      verdictWhy: 'role addresses',
      count: 120,
    });
    const { items } = (await (await test.fetch(scope, 'GET', `/api/v1/scans/${scan.id}/changes`)).json()) as {
      items: { change: string; field: string | null }[];
    };
    expect(items.map((item) => `${item.change} ${item.field}`)).toEqual(expect.arrayContaining(['goneField geboortedatum', 'newField telefoon']));
    const fingerprint = fingerprinterFor(test.app.keyring, scope.tenantNo).of('EMAIL', '', person(5).email);
    await inTenant(test.app.db, scope, async (tx) => {
      const { items: places } = await findByFingerprints(tx, [fingerprint]);
      expect(places.map((place) => place.datasetId)).not.toContain(map.sets[0].id);
    });
  });

  it('fails with a clear message when the source is away, and goes on after resume', async () => {
    const url = new URL(crm);
    url.pathname = '/not_there_yet';
    const sourceId = await connect('postgres', url.href);
    const failed = await scanAll(sourceId);
    expect(failed.state).toBe('failed');
    expect(failed.why).toMatch(/no database of that name/);
    const owner = new pg.Client({ connectionString: crm });
    await owner.connect();
    await owner.query('create database not_there_yet');
    await owner.end();
    await fillCrm(url.href);
    expect((await test.fetch(scope, 'POST', `/api/v1/scans/${failed.id}/resume`)).status).toBe(200);
    expect((await until(failed.id, ['finished', 'failed'])).state).toBe('finished');
  });

  it('pauses, resumes, cancels, and refuses a second scan of the same source', async () => {
    const sourceId = await connect('postgres', crm);
    await test.fetch(scope, 'PATCH', `/api/v1/sources/${sourceId}`, { maxRowsPerSecond: 200 });
    const started = (await (await test.fetch(scope, 'POST', '/api/v1/scans', { sourceId })).json()) as Scan;
    expect((await test.fetch(scope, 'POST', '/api/v1/scans', { sourceId })).status).toBe(409);
    expect(((await (await test.fetch(scope, 'POST', `/api/v1/scans/${started.id}/pause`)).json()) as Scan).state).toBe('paused');
    expect((await test.fetch(scope, 'POST', `/api/v1/scans/${started.id}/pause`)).status).toBe(409);
    expect((await test.fetch(scope, 'POST', `/api/v1/scans/${started.id}/resume`)).status).toBe(200);
    expect(((await (await test.fetch(scope, 'POST', `/api/v1/scans/${started.id}/cancel`)).json()) as Scan).state).toBe('cancelled');
    expect((await test.fetch(scope, 'POST', `/api/v1/scans/${started.id}/resume`)).status).toBe(409);
    await test.runJobs();
    const trail = await test.app.db.owner.query('select act from trail_entries where subject = $1 order by sequence', [started.id]);
    expect(trail.rows.map((row) => row.act)).toEqual(['scan.started', 'scan.paused', 'scan.resumed', 'scan.cancelled']);
  });
});

describe('a stolen database without the key', () => {
  /** Numbers that pass the check of a citizen service number; invented. */
  const serviceNumbers = Array.from({ length: 400 }, (_, i) => String(100_000_000 + i * 7)).flatMap((start) => {
    const digits = start.slice(0, 8);
    const rest = [...digits].reduce((sum, digit, at) => sum + Number(digit) * (9 - at), 0) % 11;
    return rest < 10 ? [`${digits}${rest}`] : [];
  });

  it('says nothing of keys that are numbers of persons, yet finds the record by them', async () => {
    const file = join(folder, 'burgers.sqlite');
    const database = new DatabaseSync(file);
    database.exec('create table burger (bsn integer primary key, email text)');
    const insert = database.prepare('insert or ignore into burger values (?, ?)');
    for (const [i, number] of serviceNumbers.entries()) insert.run(Number(number), `burger${i}@voorbeeld.nl`);
    database.close();
    const sourceId = await connect('sqlite', file);
    expect(await scanAll(sourceId)).toMatchObject({ state: 'finished' });
    const map = await mapOf(sourceId);
    expect(map.field('burger', 'bsn').type).toBe('BSN');
    const { rows } = await test.app.db.owner.query('select record::text as record from posting where dataset = $1', [map.sets[0]!.id]);
    expect(rows.length).toBeGreaterThan(300);
    const known = new Set(serviceNumbers);
    expect(rows.filter((row) => known.has(row.record))).toEqual([]);
    const fingerprint = fingerprinterFor(test.app.keyring, scope.tenantNo).of('EMAIL', '', 'burger5@voorbeeld.nl');
    const keys = await inTenant(test.app.db, scope, async (tx) => {
      const { items } = await findByFingerprints(tx, [fingerprint], { kind: 'EMAIL' });
      return keysOfRecords(
        tx,
        test.app.keyring,
        map.sets[0]!.id,
        items.map((item) => item.record),
      );
    });
    expect([...keys.values()]).toEqual([serviceNumbers[5]]);
  });

  it('says nothing of where pieces of work begin and end', async () => {
    mkdirSync(join(folder, 'brieven'));
    writeFileSync(join(folder, 'brieven', 'Aaltje Zonnebloem.txt'), 'Geachte mevrouw, bel mij op 0612345678. Aaltje');
    writeFileSync(join(folder, 'brieven', 'Zeger Aardbei.txt'), 'Beste, mail naar zeger@voorbeeld.nl.');
    const sourceId = await connect('folder', join(folder, 'brieven'));
    expect(await scanAll(sourceId)).toMatchObject({ state: 'finished', progress: { rowsDone: 2 } });
    const kept = await Promise.all(['scan_chunk', 'posting_block', 'scan_dataset'].map((table) => test.app.db.owner.query(`select * from ${table}`)));
    const text = JSON.stringify(kept.map(({ rows }) => rows));
    expect(text).toContain('brieven');
    expect(text).not.toMatch(/Zonnebloem|Aardbei/);
  });
});
