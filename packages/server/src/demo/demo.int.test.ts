import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../db/testing.ts';
import { startScanWorkers } from '../features/scans/index.ts';
import type { DemoSize } from './crm.ts';
import { makeCrmDatabase } from './crm-database.ts';
import { fillDemo } from './index.ts';
import { demoPassword, demoPeople } from './organisation.ts';
import { personAt } from './people.ts';

const size: DemoSize = { customers: 200, notes: 1500, chats: 120, mails: 80, leads: 250 };
let test: TestApp;
let workers: { stop(): Promise<void> };
beforeAll(async () => {
  test = await testApp();
  workers = startScanWorkers(test.app, { threads: 1, pollMs: 50 });
});
afterAll(async () => {
  await workers.stop();
  const owner = new pg.Client({ connectionString: test.app.db.ownerUrl });
  await owner.connect();
  await owner.query('drop database if exists voorbeeld_energie with (force)');
  await owner.query('drop role if exists voorbeeld_lezer');
  await owner.end();
  await test.close();
});

/** Fills the demo while jobs run beside it, as they do in a server. */
async function fill(): Promise<string[]> {
  const said: string[] = [];
  let busy = true;
  const jobs = (async () => {
    while (busy) {
      await test.runJobs();
      await sleep(100);
    }
  })();
  try {
    await fillDemo(test.app, (line) => said.push(line), size);
  } finally {
    busy = false;
    await jobs;
  }
  return said;
}
async function signIn(email: string): Promise<string> {
  const response = await test.fetch(null, 'POST', '/api/v1/sign-in', { email, password: demoPassword(test.app) });
  expect(response.status).toBe(200);
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

describe('the demo organisation', () => {
  it('is connected, scanned, judged and looked at; marked as generated; one login per role', async () => {
    const said = await fill();
    expect(said.at(-1)).toContain('is ready');
    expect(said.filter((line) => line.includes('scanned') && line.includes('finished'))).toHaveLength(4);
    const cookie = await signIn(demoPeople[0]!.email);
    const get = async (path: string) => (await test.fetch(null, 'GET', path, undefined, { cookie })).json();
    const me = await get('/api/v1/me');
    expect(me).toMatchObject({ roles: ['privacyOfficer'], organisation: { name: 'Voorbeeld Energie', generated: true } });
    const { systems } = await get('/api/v1/map?all=yes');
    expect(systems.map((system: { name: string }) => system.name)).toEqual(
      expect.arrayContaining(['CRM Klantcontact', 'Chat', 'Mailbox klantenservice@', 'Campagnelijst najaar', 'Archiefkast aanvragen']),
    );
    const crm = systems.find((system: { name: string }) => system.name === 'CRM Klantcontact');
    expect(crm).toMatchObject({ owner: 'Klantenservice', country: 'NL' });
    const notes = crm.datasets.find((dataset: { name: string }) => dataset.name === 'contactmoment');
    expect(notes.rows).toBe(size.notes);
    const email = crm.datasets.find((dataset: { name: string }) => dataset.name === 'klant').fields.find((field: { name: string }) => field.name === 'email');
    expect(email.findings[0].verdict).toMatchObject({ verdict: 'confirmed' });
    const people = (await get('/api/v1/people')).people as { email: string; roles: string[] }[];
    expect(people.map(({ email, roles }) => [email, ...roles]).sort()).toEqual(demoPeople.map(({ email, role }) => [email, role]).sort());
    expect((await get('/api/v1/lookups')).items).toHaveLength(1);
    expect(JSON.stringify(await get('/api/v1/trail?limit=500'))).not.toContain(personAt(0).email);
  }, 120_000);
  it('shows channel rules with a reason, a decision on counting, weeks of counts, an own pattern, a queue and a batch that two people did', async () => {
    const cookie = await signIn(demoPeople[0]!.email);
    const get = async (path: string) => (await test.fetch(null, 'GET', path, undefined, { cookie })).json();
    const rules = await get('/api/v1/channels');
    expect(rules).toMatchObject({ version: 2, by: 'Fatima El Idrissi', why: expect.stringContaining('Verzonnen') });
    const { changes } = await get('/api/v1/channels/compare?from=1&to=2');
    expect(changes).toContainEqual(expect.objectContaining({ channel: 'live-chat', kind: 'iban', what: 'ask', after: 'forbidden' }));
    const { items: texts } = await get('/api/v1/channels/disclaimers');
    const chat = texts.find((text: { channel: string; language: string }) => text.channel === 'live-chat' && text.language === 'nl');
    expect(chat.version).toBeGreaterThan(0);
    expect(chat.text).not.toContain('{');
    expect(await get('/api/v1/guard/settings')).toMatchObject({ version: 1, sendCounts: true, decision: { worksCouncil: 'agreed' } });
    const quality = await get('/api/v1/notes/quality');
    expect(quality.weeks.length).toBeGreaterThanOrEqual(8);
    expect(quality.teams).toHaveLength(3);
    for (const team of quality.teams) expect(team.figures.shown, team.name).toBeGreaterThan(50);
    expect(quality.topics).toHaveLength(5);
    const { tuning } = await get('/api/v1/tuning');
    expect(tuning.patterns).toEqual([expect.objectContaining({ name: 'Klantnummer', kind: 'ACCOUNT_ID' })]);
    const { items: groups } = await get('/api/v1/cleanup/groups');
    expect(groups.length).toBeGreaterThan(3);
    const { items: batches } = await get('/api/v1/cleanup/batches');
    expect(batches).toHaveLength(1);
    const [{ rows, ...batch }] = batches;
    expect(batch).toMatchObject({
      state: 'written',
      proposed: { by: 'Els de Graaf' },
      approved: { by: 'Willemijn Kuipers' },
      checked: { flagged: 0, changed: 0 },
    });
    expect(rows.written).toBe(rows.total);
    expect(rows.total).toBeGreaterThan(0);
    const report = await test.fetch(null, 'GET', `/api/v1/cleanup/batches/${batch.id}/report?format=pdf`, undefined, { cookie });
    expect(
      Buffer.from(await report.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const acts = new Set((await get('/api/v1/trail?limit=500')).items.map((line: { act: string }) => line.act));
    for (const act of [
      'channels.saved',
      'channels.noticeSaved',
      'notes.settingsSaved',
      'tuning.changed',
      'cleanup.noteViewed',
      'cleanup.approved',
      'cleanup.written',
    ])
      expect(acts, act).toContain(act);
  });
  it('adds nothing the second time', async () => {
    const trail = async () => {
      const { items } = await (await test.fetch(null, 'GET', '/api/v1/trail?limit=500', undefined, { cookie: await signIn(demoPeople[0]!.email) })).json();
      return (items as { act: string }[]).filter(({ act }) => /^(channels|notes|tuning|cleanup|map|sources)\./.test(act)).length;
    };
    const before = await trail();
    const said = await fill();
    expect(said.filter((line) => /scanned|went through|cleaned/.test(line))).toHaveLength(0);
    const cookie = await signIn(demoPeople[0]!.email);
    const { items } = await (await test.fetch(null, 'GET', '/api/v1/sources', undefined, { cookie })).json();
    expect(items).toHaveLength(7);
    const { items: runs } = await (await test.fetch(null, 'GET', '/api/v1/cleanup/runs', undefined, { cookie })).json();
    expect(runs).toHaveLength(1);
    expect(await trail()).toBe(before);
  });
  it('lets the reader read, rewrite notes, and write nothing else', async () => {
    const url = new URL(test.app.db.ownerUrl);
    url.pathname = '/voorbeeld_energie';
    url.username = 'voorbeeld_lezer';
    url.password = Buffer.from(test.app.keyring.derive('demo-reader')).toString('base64url');
    const reader = new pg.Client({ connectionString: url.href });
    await reader.connect();
    expect((await reader.query('select count(*)::int as n from klant')).rows[0].n).toBe(size.customers);
    await expect(reader.query('delete from klant')).rejects.toThrow(/permission denied/);
    await expect(reader.query("update contactmoment set onderwerp = ''")).rejects.toThrow(/permission denied/);
    expect((await reader.query('update contactmoment set notitie = notitie where contact_id = 1')).rowCount).toBe(1);
    await reader.end();
  });
  it('says which rights it needs when it may not make a database', async () => {
    const owner = new pg.Client({ connectionString: test.app.db.ownerUrl });
    await owner.connect();
    await owner.query(`drop role if exists demo_arm; create role demo_arm login password 'arm'`);
    const url = new URL(test.app.db.ownerUrl);
    url.username = 'demo_arm';
    url.password = 'arm';
    await expect(makeCrmDatabase(url.href, { password: 'x', today: new Date(), size })).rejects.toMatchObject({
      code: 'demo.database',
      detail: expect.stringContaining('CREATEDB'),
    });
    await owner.query('drop role demo_arm');
    await owner.end();
  });
});
