import type { GuardSettings } from '@waarborg/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';

let test: TestApp;
let lead: Scope;
let secret: string;
const CRM = 'https://crm.voorbeeld.example';
const calls = [
  ['GET', '/guard/policy', undefined],
  ['POST', '/notes/check', { text: 'CVC 123' }],
  ['POST', '/notes/check/batch', { notes: [] }],
  ['POST', '/notes/counts', { batch: '0190a000-0000-7000-8000-000000000001', counts: [{ day: '2026-11-21', label: 'HEALTH', shown: 1 }] }],
  ['POST', '/notes/emergencies', { label: 'HEALTH', at: '2026-11-21T08:00:00Z' }],
] as const;

const tokenOf = async (scope: Scope, abilities: string[]): Promise<string> =>
  (await (await test.fetch(scope, 'POST', '/api/v1/me/tokens', { name: 'Pagina', abilities, expiresInDays: 90 })).json()).secret;
const from = (origin: string, method: string, path: string, body?: unknown, by: string = secret) =>
  test.fetch(null, method, `/api/v1${path}`, body, { authorization: `Bearer ${by}`, origin, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' });
const save = async (scope: Scope, more: object, headers = {}): Promise<Response> => {
  const { version, at: _at, by: _by, why: _why, ...now } = (await (await test.fetch(scope, 'GET', '/api/v1/guard/settings')).json()) as GuardSettings;
  return test.fetch(scope, 'PUT', '/api/v1/guard/settings', { ...now, basedOn: version, why: 'Proef', ...more }, headers);
};
const corsOf = (response: Response) => [...response.headers.keys()].filter((name) => name.startsWith('access-control'));

beforeAll(async () => {
  test = await testApp();
  test.clock.set('2026-11-21T09:00:00Z');
  lead = await test.scope('teamLead');
  secret = await tokenOf(lead, ['notes.check', 'notes.report']);
  const decision = { decidedBy: 'Directie', decidedOn: '2026-11-02', where: 'Besluit', worksCouncil: 'agreed', worksCouncilNote: '' };
  expect((await save(lead, { sendCounts: true, decision, origins: [CRM, CRM, 'http://localhost:8080'] })).status).toBe(200);
});
afterAll(() => test?.close());

describe('a page elsewhere with a token', () => {
  it.each(calls)('may call %s %s from an origin that the organisation allows', async (method, path, body) => {
    const response = await from(CRM, method, path, body);
    expect([response.status < 300, response.headers.get('access-control-allow-origin'), response.headers.get('vary')]).toEqual([true, CRM, 'Origin']);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });
  it.each(calls)('is refused %s %s from any other origin', async (method, path, body) => {
    for (const origin of [
      'https://kwaad.example',
      'https://crm.voorbeeld.example.kwaad.example',
      'http://crm.voorbeeld.example',
      'https://crm.voorbeeld.example:8443',
    ]) {
      const response = await from(origin, method, path, body);
      expect([response.status, (await response.json()).code, corsOf(response)]).toEqual([403, 'origin.notAllowed', []]);
    }
  });
  it('reads refusals and "nothing changed" too, but nothing without a token, with a wrong one, or with a session only', async () => {
    const policy = await from(CRM, 'GET', '/guard/policy');
    const again = await test.fetch(null, 'GET', '/api/v1/guard/policy', undefined, {
      authorization: `Bearer ${secret}`,
      origin: CRM,
      'if-none-match': policy.headers.get('etag') ?? '',
    });
    expect([again.status, again.headers.get('access-control-allow-origin')]).toEqual([304, CRM]);
    const wrong = await from(CRM, 'POST', '/notes/check', { text: 7 });
    expect([wrong.status, wrong.headers.get('access-control-allow-origin')]).toEqual([400, CRM]);
    for (const response of [
      await from(CRM, 'GET', '/guard/policy', undefined, 'wbg_nobody'),
      await test.fetch(null, 'GET', '/api/v1/guard/policy', undefined, { origin: CRM }),
      await test.fetch(lead, 'GET', '/api/v1/guard/policy', undefined, { origin: CRM }),
      await test.fetch(lead, 'POST', '/api/v1/notes/check', { text: 'CVC 123' }, { origin: CRM }),
    ])
      expect(corsOf(response), String(response.status)).toEqual([]);
  });
  it('must bring a token that can do nothing but guard', async () => {
    const wide = await tokenOf(lead, ['notes.check', 'notes.report', 'map.read']);
    const response = await from(CRM, 'GET', '/guard/policy', undefined, wide);
    expect([response.status, (await response.json()).code, corsOf(response)]).toEqual([403, 'origin.tokenTooWide', []]);
  });
  it('of one organisation opens nothing in another', async () => {
    const other = await test.scope('teamLead');
    const theirs = await tokenOf(other, ['notes.check', 'notes.report']);
    expect((await from(CRM, 'GET', '/guard/policy', undefined, theirs)).status).toBe(403);
    await save(other, { origins: ['https://elders.example'] });
    expect((await from('https://elders.example', 'GET', '/guard/policy')).status).toBe(403);
    expect((await from('https://elders.example', 'GET', '/guard/policy', undefined, theirs)).status).toBe(200);
  });
  it('reaches no other call', async () => {
    for (const [method, path] of [
      ['GET', '/guard/settings'],
      ['GET', '/notes/quality'],
      ['GET', '/notes/emergencies'],
      ['GET', '/me'],
      ['GET', '/channels'],
    ]) {
      expect(corsOf(await from(CRM, method as string, path as string)), path).toEqual([]);
      expect(corsOf(await preflight(CRM, method as string, path as string)), path).toEqual([]);
    }
  });
});

const preflight = (origin: string, method: string, path: string) =>
  test.fetch(null, 'OPTIONS', `/api/v1${path}`, undefined, {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization,content-type',
  });

describe('a preflight', () => {
  it.each(calls)('for %s %s says the same for every organisation, and never allows cookies', async (method, path) => {
    const response = await preflight('https://wie-dan-ook.example', method, path);
    expect([response.status, response.headers.get('access-control-allow-origin'), response.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'https://wie-dan-ook.example',
      method,
    ]);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(corsOf(await preflight('https://wie-dan-ook.example', 'DELETE', path))).toEqual([]);
  });
  it.each(['null', 'http://crm.voorbeeld.example', 'https://x.example/pad', 'file://', '*'])('allows nothing from %j', async (origin) => {
    expect(corsOf(await preflight(origin, 'GET', '/guard/policy'))).toEqual([]);
  });
});

describe('the list of origins', () => {
  it('is kept once each, stays when a save leaves it out, and stands in the versions', async () => {
    const { origins: _gone, ...rest } = (await (await test.fetch(lead, 'GET', '/api/v1/guard/settings')).json()) as GuardSettings;
    expect(_gone).toEqual([CRM, 'http://localhost:8080']);
    const { version, at: _at, by: _by, why: _why, ...now } = rest;
    const saved = await test.fetch(lead, 'PUT', '/api/v1/guard/settings', { ...now, basedOn: version, why: 'Zonder lijst', emergency: false });
    expect((await saved.json()).origins).toEqual([CRM, 'http://localhost:8080']);
    await save(lead, { origins: [] });
    // The process that saved looks again within two seconds; the test waits for it.
    await expect.poll(async () => (await from(CRM, 'POST', '/notes/check', { text: 'x' })).status, { timeout: 5000 }).toBe(403);
    await save(lead, { origins: [CRM] });
    const { items } = (await (await test.fetch(lead, 'GET', '/api/v1/guard/settings/versions')).json()) as { items: GuardSettings[] };
    expect(items.map((one) => one.origins.length)).toEqual([1, 0, 2, 2]);
  });
  it.each([
    'http://crm.voorbeeld.example',
    'https://*.voorbeeld.example',
    'https://crm.voorbeeld.example/',
    'https://crm.voorbeeld.example/pad',
    'https://a@crm.voorbeeld.example',
    'https://CRM.voorbeeld.example',
    'null',
    '*',
    'javascript:alert(1)',
    'http://localhost.kwaad.example',
  ])('refuses %s, in the language of who asks', async (origin) => {
    const said = async (language: string) => (await (await save(lead, { origins: [origin] }, { 'accept-language': language })).json()).errors;
    expect(await said('nl')).toEqual([{ path: 'body.origins.0', message: expect.stringMatching(/^Vul het begin van het adres in/) }]);
    expect(await said('en')).toEqual([{ path: 'body.origins.0', message: expect.stringMatching(/^is no origin/) }]);
  });
});

it('says in Dutch what stands in the way of a draft', async () => {
  const dutch = { 'accept-language': 'nl' };
  const refused = await (await save(lead, { overrides: [{ label: 'CVV', channel: 'maan', team: null, level: 'off' }], decision: null }, dutch)).json();
  expect(refused.errors.map((one: { message: string }) => one.message)).toEqual([
    'is geen kanaal van deze organisatie',
    'deze soort wordt altijd geblokkeerd (PCI DSS 3.3.1, AVG art. 32)',
    expect.stringMatching(/^tellen vraagt een vastgelegd besluit/),
  ]);
  const draft = { basedOn: 0, cells: [{ channel: 'phone', kind: 'health', ask: 'allowed', record: 'allowed' }] };
  const tried = await (await test.fetch(lead, 'POST', '/api/v1/channels/try', draft, dutch)).json();
  expect(tried.problems).toEqual([{ path: 'cells.0.release', message: expect.stringMatching(/besluit van de FG \(AVG/) }]);
  const kept = await (await test.fetch(lead, 'POST', '/api/v1/channels/versions', { ...draft, why: 'Proef' }, dutch)).json();
  expect(kept.errors).toEqual(tried.problems);
  const english = await (await test.fetch(lead, 'POST', '/api/v1/channels/try', draft)).json();
  expect(english.problems[0].message).toMatch(/^needs the ground in law/);
});

it.each(['*://*/*', 'https://*/agent/*', 'https://*.nl/*', 'http://*.nl:8080/*'])('appoints no field on every site: %s', async (address) => {
  const refused = await save(lead, { fields: [{ name: 'x', address, selector: 'textarea', channel: null, preset: null }] }, { 'accept-language': 'nl' });
  expect([refused.status, (await refused.json()).errors]).toEqual([400, [{ path: 'fields.0.address', message: expect.stringMatching(/^noem de server/) }]]);
});

it('keeps no word of the writer with a vital-interest pass', async () => {
  await from(CRM, 'POST', '/notes/emergencies', { label: 'HEALTH', channel: 'jan-is-ziek', at: '2026-11-21T08:00:00Z' });
  const { rows } = await test.app.db.owner.query("select count(*)::int as kept from note_emergency where channel = 'jan-is-ziek'");
  expect(rows).toEqual([{ kept: 0 }]);
});

it('reads no more than two long bodies of one caller at a time', async () => {
  const call = (path: string, body: unknown) => test.fetch(null, 'POST', `/api/v1${path}`, body, { authorization: `Bearer ${secret}` });
  const text = 'Klant belde over de factuur. '.repeat(8000);
  const answers = await Promise.all([
    call('/notes/check', { text }),
    call('/notes/check/batch', { notes: [{ text }] }),
    call('/notes/check', { text }),
    call('/notes/check', { text: 'Kort.' }),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 429]);
  expect((await call('/notes/check', { text })).status).toBe(200);
});
