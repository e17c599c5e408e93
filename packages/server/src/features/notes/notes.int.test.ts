import type { GuardSettings, NoteCheckAnswer, NoteQuality } from '@waarborg/contract';
import { levelOf, readPolicy } from '@waarborg/guard';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';
import { pieceEnd } from './check.ts';

let test: TestApp;
let lead: Scope;
let agent: Scope;
let bearer: Record<string, string>;
let settings: GuardSettings;
const decision = {
  decidedBy: 'Directie',
  decidedOn: '2026-11-02',
  where: 'Besluit 2026-31',
  worksCouncil: 'agreed',
  worksCouncilNote: 'Instemming 28 oktober',
};

beforeAll(async () => {
  test = await testApp();
  test.clock.set('2026-11-21T09:00:00Z');
  lead = await test.scope('teamLead');
  agent = await test.scope('agent', lead);
  const made = await test.fetch(agent, 'POST', '/api/v1/me/tokens', { name: 'Extensie', abilities: ['notes.check', 'notes.report'], expiresInDays: 90 });
  bearer = { authorization: `Bearer ${(await made.json()).secret}` };
});
afterAll(() => test?.close());

async function call<T = Record<string, never>>(scope: Scope, method: string, path: string, body?: unknown, status = 200): Promise<T> {
  const response = await test.fetch(scope, method, `/api/v1${path}`, body);
  const text = await response.text();
  expect(response.status, `${method} ${path}: ${text.slice(0, 400)}`).toBe(status);
  return JSON.parse(text) as T;
}
const byToken = (method: string, path: string, body?: unknown, headers = {}) => test.fetch(null, method, `/api/v1${path}`, body, { ...bearer, ...headers });
const save = async (more: object, status = 200) => {
  const { version, at: _at, by: _by, why: _why, ...now } = await call<GuardSettings>(lead, 'GET', '/guard/settings');
  return call<GuardSettings>(lead, 'PUT', '/guard/settings', { ...now, basedOn: version, why: 'Proef', ...more }, status);
};

describe('the policy', () => {
  it('is one that a guard reads, and is not sent again when nothing changed', async () => {
    const response = await byToken('GET', '/guard/policy');
    const policy = readPolicy(await response.json());
    expect([response.status, policy.organisation, policy.emergency, policy.sendCounts]).toEqual([200, expect.stringContaining('Organisation'), true, false]);
    expect(levelOf(policy, 'IBAN', { channel: 'whatsapp', team: null })).toBe('block');
    const tag = response.headers.get('etag') ?? '';
    const again = await byToken('GET', '/guard/policy', undefined, { 'if-none-match': `W/"old", ${tag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await byToken('GET', '/guard/policy?channel=phone', undefined, { 'if-none-match': tag })).status).toBe(200);
  });
  it('follows the channel rules in one save, and the settings', async () => {
    const tag = (await byToken('GET', '/guard/policy')).headers.get('etag') ?? '';
    const cells = [{ channel: 'phone', kind: 'iban', ask: 'allowed', record: 'allowed' }];
    await call(lead, 'POST', '/channels/versions', { basedOn: 0, why: 'Eigen betaalveld', cells }, 201);
    const changed = await byToken('GET', '/guard/policy', undefined, { 'if-none-match': tag });
    const policy = readPolicy(await changed.json());
    expect([changed.status, levelOf(policy, 'IBAN', { channel: 'phone', team: null })]).toEqual([200, 'off']);
    settings = await save({
      sendCounts: true,
      decision,
      teams: [
        { name: 'Oost', size: 9 },
        { name: 'West', size: 8 },
        { name: 'Twee', size: 2 },
        { name: 'Drie', size: 3 },
      ],
      fields: [{ name: 'Zendesk', address: 'https://*.zendesk.com/agent/*', selector: '[contenteditable]', channel: 'email', preset: 'zendesk' }],
    });
    const team = settings.teams[0]!.id;
    settings = await save({ overrides: [{ label: 'INSULT', channel: null, team, level: 'advise' }] });
    const whole = readPolicy(await (await byToken('GET', '/guard/policy')).json());
    expect([levelOf(whole, 'INSULT', { channel: 'phone', team }), levelOf(whole, 'INSULT', { channel: 'phone', team: null })]).toEqual(['advise', 'block']);
    expect([whole.version, whole.teams.length, whole.fields[0]?.preset, JSON.stringify(whole).includes('"size"')]).toEqual([3, 4, 'zendesk', false]);
    const part = readPolicy(await (await byToken('GET', `/guard/policy?team=${settings.teams[1]!.id}&channel=phone`)).json());
    expect([part.rules.some((rule) => rule.team === team), part.fields, part.teams.map((one) => one.name)]).toEqual([false, [], ['West']]);
  });
  it('settings are refused with the place, and by version', async () => {
    expect(await save({ decision: null }, 400)).toMatchObject({ code: 'notes.settings', errors: [{ path: 'decision' }] });
    expect(await save({ basedOn: 0 }, 409)).toMatchObject({ code: 'notes.overtaken' });
    await call(agent, 'GET', '/guard/settings', undefined, 403);
    expect((await call<{ items: GuardSettings[] }>(lead, 'GET', '/guard/settings/versions')).items.map((one) => one.version)).toEqual([2, 1]);
  });
});

describe('checking a note', () => {
  const check = async (body: object): Promise<NoteCheckAnswer> => (await byToken('POST', '/notes/check', body)).json();
  it('says what is wrong, why, by which rule, and keeps nothing', async () => {
    const text = 'Klant belde. Kaart 4111 1111 1111 1111, CVC 123. Terugbellen om 10.00.';
    const found = await check({ text, channel: 'phone', language: 'nl' });
    expect(found.outcome).toBe('block');
    expect(found.findings.map((one) => one.label)).toEqual(expect.arrayContaining(['CARD', 'CVV']));
    for (const one of found.findings)
      expect(one).toMatchObject({ level: 'block', mask: true, explanation: expect.stringMatching(/\w/), source: expect.stringMatching(/PCI DSS/) });
    expect(found.masked).not.toContain('4111 1111 1111 1111');
    const { rows } = await test.app.db.owner.query("select count(*)::int as lines from trail_entries where details like '%4111%'");
    expect(rows).toEqual([{ lines: 0 }]);
  });
  it('keeps nothing under an idempotency key either', async () => {
    const headers = { 'idempotency-key': 'notitie-1' };
    const one = await (await byToken('POST', '/notes/check', { text: 'CVC 123' }, headers)).json();
    const two = await byToken('POST', '/notes/check', { text: 'Alles in orde.' }, headers);
    expect([one.findings.length, two.status, (await two.json()).findings, two.headers.get('idempotency-replayed')]).toEqual([1, 200, [], null]);
  });
  it('is silent about an ordinary note', async () => {
    expect(await check({ text: 'Klant mevrouw De Jood belt over factuur 5521.' })).toMatchObject({ outcome: 'off', findings: [], rewrite: null, masked: null });
    expect(await check({ text: '' })).toMatchObject({ outcome: 'off' });
  });
  it('goes on with the notes of a batch that it can read', async () => {
    const response = await byToken('POST', '/notes/check/batch', {
      notes: [{ text: 'CVC 123' }, { tekst: 'x' }, 7, { text: 'Goed.', channel: 'Niet Zo' }, { text: 'Goed.' }],
    });
    const { items } = await response.json();
    expect(items.map((one: { error?: { path: string }; outcome?: string }) => one.error?.path ?? one.outcome)).toEqual([
      'block',
      'notes.1.text',
      'notes.2',
      'notes.3.channel',
      'off',
    ]);
    expect((await byToken('POST', '/notes/check/batch', { notes: Array(501).fill({ text: 'a' }) })).status).toBe(400);
  });
  it('reads a long text in pieces, with offsets in the whole, and refuses what is too long', async () => {
    const line = 'Klant vroeg naar de levering van het pakket en kreeg antwoord.\n';
    const text = `${line.repeat(2000)}Kaart 4111 1111 1111 1111 genoteerd.\n${line.repeat(2000)}`;
    const found = await check({ text });
    expect(found.findings.map((one) => [one.label, text.slice(one.start, one.end)])).toEqual([['CARD', '4111 1111 1111 1111']]);
    expect([found.masked?.length === text.length || found.masked?.includes('1111 1111 1111'), found.rewrite]).toEqual([true, null]);
    const refused = await byToken('POST', '/notes/check', { text: 'x'.repeat(5_000_001) });
    expect([refused.status, (await refused.json()).code]).toEqual([400, 'input.tooLarge']);
  });
  it('cuts at lines, sentences or spaces, never inside a character', () => {
    expect(pieceEnd('kort', 0)).toBe(4);
    expect(pieceEnd(`${'a'.repeat(7000)}\n${'b'.repeat(7000)}`, 0)).toBe(7001);
    expect(pieceEnd(`a${'\u{1f600}'.repeat(9000)}`, 0)).toBe(7999);
  });
  it('needs the ability, which a token may lack', async () => {
    const auditor = await test.scope('marketing', lead);
    const made = await (await test.fetch(auditor, 'POST', '/api/v1/me/tokens', { name: 't', abilities: ['today.read'], expiresInDays: 1 })).json();
    expect((await test.fetch(null, 'POST', '/api/v1/notes/check', { text: 'a' }, { authorization: `Bearer ${made.secret}` })).status).toBe(403);
  });
});

describe('counts', () => {
  const id = (n: number) => `01935000-0000-7000-8000-00000000000${n}`;
  const count = (more: object) => ({ day: '2026-11-20', label: 'HEALTH', channel: 'phone', shown: 25, ...more });
  it('are taken once, added up, and shown without small teams', async () => {
    const [east, west, two, three] = settings.teams.map((team) => team.id);
    const body = {
      batch: id(1),
      counts: [
        count({ team: east, accepted: 5 }),
        count({ team: east, shown: 5 }),
        count({ team: west }),
        count({ team: two, shown: 30 }),
        count({ team: three, label: 'INSULT', shown: 40 }),
        count({ team: id(9), channel: 'fax', shown: 1 }),
      ],
    };
    expect(await (await byToken('POST', '/notes/counts', body)).json()).toEqual({ taken: true });
    expect(await (await byToken('POST', '/notes/counts', body)).json()).toEqual({ taken: false });
    const quality = await call<NoteQuality>(lead, 'GET', '/notes/quality');
    expect([quality.total.shown, quality.total.accepted, quality.weeks.map((one) => one.week)]).toEqual([126, 5, ['2026-11-16']]);
    expect(quality.teams.map((one) => [one.name, one.figures?.shown ?? null])).toEqual([
      ['Oost', 30],
      ['West', 25],
      ['Twee', null],
      ['Drie', null],
    ]);
    expect(quality.topics[0]?.label).toBe('HEALTH');
    expect((await call<NoteQuality>(lead, 'GET', `/notes/quality?team=${east}`)).total.shown).toBe(30);
    expect(await call(lead, 'GET', `/notes/quality?team=${two}`, undefined, 409)).toMatchObject({ code: 'notes.tooFew' });
    expect(JSON.stringify(quality)).not.toContain(agent.actor.id);
    const { rows } = await test.app.db.owner.query("select column_name from information_schema.columns where table_name = 'note_count' order by 1");
    expect(rows.map((row) => row.column_name).join()).not.toMatch(/user|by_|writer|text/);
  });
  it('refuse anything that is not a count, with the place', async () => {
    const send = async (body: object) => {
      const response = await byToken('POST', '/notes/counts', body);
      return [response.status, (await response.json()).errors?.[0]?.path];
    };
    expect(await send({ batch: id(2), counts: [count({ text: 'Klant is ziek' })] })).toEqual([400, 'body.counts.0']);
    expect(await send({ batch: id(2), writer: 'Jan', counts: [count({})] })).toEqual([400, 'body']);
    expect(await send({ batch: id(2), counts: [count({ day: '2026-01-01' })] })).toEqual([400, 'counts.0.day']);
    expect(await send({ batch: id(2), counts: [count({ shown: -1 })] })).toEqual([400, 'body.counts.0.shown']);
  });
  it('say of a period that cannot be which of its two days is to be changed', async () => {
    const wrong = async (query: string) => {
      const { errors } = await call<{ errors: { path: string; message: string }[] }>(lead, 'GET', `/notes/quality?${query}`, undefined, 400);
      return errors.map((one) => [one.path, one.message]);
    };
    expect(await wrong('from=2026-03-30&to=2026-03-01')).toEqual([['to', 'lies before "from"; give that day or a later one, as YYYY-MM-DD']]);
    expect(await wrong('from=2099-01-01')).toEqual([['from', 'lies after this week; give a day that has been, as YYYY-MM-DD']]);
    expect((await wrong('from=2026-02-31'))[0][0]).toBe('query.from');
  });
  it.each(['csv', 'xlsx', 'json', 'pdf'])('come as %s', async (format) => {
    const response = await test.fetch(lead, 'GET', `/api/v1/notes/quality/export?format=${format}&language=nl`);
    const file = Buffer.from(await response.arrayBuffer());
    expect([response.status, file.length > 300]).toEqual([200, true]);
    if (format === 'pdf') expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    if (format === 'csv') expect(file.toString()).toMatch(/Oost/);
  });
  it('are not taken without a decision', async () => {
    const other = await test.scope('agent');
    const response = await test.fetch(other, 'POST', '/api/v1/notes/counts', { batch: id(3), counts: [count({})] });
    expect([response.status, (await response.json()).code]).toEqual([409, 'notes.notCounting']);
  });
});

describe('a vital interest', () => {
  it('is passed without text or writer, and followed up once', async () => {
    const body = { label: 'HEALTH', channel: 'phone', team: settings.teams[0]!.id, at: '2026-11-21T08:58:00Z' };
    const made = await byToken('POST', '/notes/emergencies', body);
    const { id } = await made.json();
    expect(made.status).toBe(201);
    expect((await byToken('POST', '/notes/emergencies', { ...body, text: 'man wil niet verder' })).status).toBe(400);
    const { items } = await call<{ items: { id: string; team: string; done: unknown }[] }>(lead, 'GET', '/notes/emergencies');
    expect(items).toEqual([expect.objectContaining({ id, team: 'Oost', label: 'HEALTH', done: null })]);
    const { rows } = await test.app.db.owner.query('select count(*)::int as lines from trail_entries where subject = $1', [id]);
    expect(rows).toEqual([{ lines: 0 }]);
    await call(agent, 'POST', `/notes/emergencies/${id}/done`, { note: 'Gesproken' }, 403);
    expect(await call(lead, 'POST', `/notes/emergencies/${id}/done`, { note: 'Nagebeld, nazorg geregeld' })).toMatchObject({ done: { by: lead.actor.name } });
    await call(lead, 'POST', `/notes/emergencies/${id}/done`, { note: 'Nog eens' }, 409);
  });
});
