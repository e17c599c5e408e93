import type { ChannelRules, Disclaimer } from '@waarborg/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';

let test: TestApp;
let lead: Scope;
let agent: Scope;
beforeAll(async () => {
  test = await testApp();
  test.clock.set('2026-11-21T09:00:00Z');
  lead = await test.scope('teamLead');
  agent = await test.scope('agent', lead);
});
afterAll(() => test?.close());

async function call<T = Record<string, never>>(scope: Scope, method: string, path: string, body?: unknown, status = 200): Promise<T> {
  const response = await test.fetch(scope, method, `/api/v1/channels${path}`, body);
  const text = await response.text();
  expect(response.status, `${method} ${path}: ${text.slice(0, 400)}`).toBe(status);
  return (/^[{[]/.test(text) ? JSON.parse(text) : text) as T;
}
const cellOf = (rules: ChannelRules, channel: string, kind: string) => rules.channels.find((one) => one.id === channel)?.cells.find((one) => one.kind === kind);
const stricter = { channel: 'phone', kind: 'dob', ask: 'forbidden', record: 'forbidden' };

describe('rules of the channels', () => {
  it('are there before anybody saved, for an agent too', async () => {
    const rules = await call<ChannelRules>(agent, 'GET', '');
    expect([rules.version, rules.channels.length, rules.channels[0]?.cells.length, rules.by]).toEqual([0, 13, 20, null]);
    expect(cellOf(rules, 'phone', 'dob')).toMatchObject({ ask: 'discouraged', changed: false });
    await call(agent, 'POST', '/versions', { basedOn: 0, why: 'mag niet', cells: [stricter] }, 403);
  });
  it('are saved as versions, compared, brought back, and kept as they were', async () => {
    expect((await call<{ changes: unknown[] }>(lead, 'POST', '/try', { basedOn: 0, cells: [stricter] })).changes).toHaveLength(2);
    const one = await call<ChannelRules>(lead, 'POST', '/versions', { basedOn: 0, why: 'Zwak bewijs', cells: [stricter] }, 201);
    expect([one.version, one.why, cellOf(one, 'phone', 'dob')?.ask]).toEqual([1, 'Zwak bewijs', 'forbidden']);
    expect(await call(lead, 'POST', '/versions', { basedOn: 0, why: 'te laat', cells: [{ ...stricter, kind: 'iban' }] }, 409)).toMatchObject({
      code: 'channels.overtaken',
    });
    expect(await call(lead, 'POST', '/versions', { basedOn: 1, why: 'zelfde', cells: [stricter] }, 400)).toMatchObject({ code: 'channels.nothingChanged' });
    const { changes } = await call<{ changes: { what: string }[] }>(lead, 'GET', '/compare?from=0&to=1');
    expect(changes.map((change) => change.what)).toEqual(['ask', 'record']);
    const back = await call<ChannelRules>(lead, 'POST', '/versions/0/restore', { why: 'Toch niet' }, 201);
    expect([back.version, back.restored, cellOf(back, 'phone', 'dob')?.ask]).toEqual([2, 0, 'discouraged']);
    expect(cellOf(await call<ChannelRules>(lead, 'GET', '/versions/1'), 'phone', 'dob')?.ask).toBe('forbidden');
    await call(lead, 'GET', '/versions/9', undefined, 404);
    const { items } = await call<{ items: { version: number; changes: number; by: string }[] }>(lead, 'GET', '/versions');
    expect(items.map((item) => [item.version, item.changes, item.by])).toEqual([
      [2, 2, lead.actor.name],
      [1, 2, lead.actor.name],
    ]);
    const officer = await test.scope('privacyOfficer', lead);
    const trail = await (await test.fetch(officer, 'GET', '/api/v1/trail')).text();
    expect(trail).toMatch(/channels\.saved/);
    await expect(test.app.db.owner.query("update channel_version set why = 'anders'")).resolves.toBeDefined();
    await expect(test.app.db.pool.query("update channel_version set why = 'anders'")).rejects.toThrow(/permission denied/);
  });
  it('say where a draft goes wrong and save nothing of it', async () => {
    const cells = [
      stricter,
      { channel: 'desk', kind: 'bsn', ask: 'allowed', record: 'allowed' },
      { channel: 'phone', kind: 'password', ask: 'allowed', record: 'forbidden' },
    ];
    const refused = await call<{ code: string; errors: { path: string }[] }>(lead, 'POST', '/versions', { basedOn: 2, why: 'alles los', cells }, 400);
    expect([refused.code, refused.errors.map((one) => one.path)]).toEqual(['channels.notAllowed', ['cells.1.release', 'cells.2']]);
    expect((await call<ChannelRules>(lead, 'GET', '')).version).toBe(2);
    await call(lead, 'POST', '/versions', { basedOn: 2, why: 'onzin', cells: [{ ...stricter, kind: 'schoenmaat' }] }, 400);
  });
});

describe('texts for customers', () => {
  const shown = (more: object) => ({ channel: 'email', language: 'nl', version: 1, at: '2026-11-21T09:07:00Z', ...more });
  it('are versioned with what fills them, and say which was current when', async () => {
    const before = await call<Disclaimer>(agent, 'GET', '/disclaimers/email/nl');
    expect([before.version, before.text]).toEqual([0, expect.stringContaining('1 jaar')]);
    test.clock.set('2026-11-21T09:05:00Z');
    const notice = { channel: 'email', retention: 'P6M', recorded: false, answeredBy: 'person', why: 'Kortere termijn' };
    await call(lead, 'PUT', '/notices', notice);
    await call(lead, 'PUT', '/notices', notice, 400);
    test.clock.set('2026-11-21T09:10:00Z');
    const rewritten = await call<Disclaimer>(lead, 'PUT', '/disclaimers/email/nl', { template: 'Uw mail bewaren we {termijn}.', why: 'Korter' });
    expect([rewritten.version, rewritten.text]).toEqual([2, 'Uw mail bewaren we 6 maanden.']);
    expect(await call(lead, 'PUT', '/disclaimers/email/nl', { template: 'Bewaard {zolang}.', why: 'fout' }, 400)).toMatchObject({
      code: 'channels.placeholder',
    });
    const at = async (moment: string) =>
      (await call<{ items: Disclaimer[] }>(agent, 'GET', `/disclaimers?at=${moment}`)).items.find((one) => one.channel === 'email' && one.language === 'nl')
        ?.version;
    expect([await at('2026-11-21T09:03:00Z'), await at('2026-11-21T09:07:00Z'), await at('2026-11-21T09:20:00Z')]).toEqual([0, 1, 2]);
    const { items } = await call<{ items: Disclaimer[] }>(lead, 'GET', '/disclaimers/email/nl/versions');
    expect(items.map((one) => [one.version, one.why])).toEqual([
      [2, 'Korter'],
      [1, 'Kortere termijn'],
      [0, null],
    ]);
    await call(lead, 'GET', '/disclaimers/fax/nl', undefined, 404);
  });
  it('follow the rules in the same save: what may no longer be asked, customers are asked not to share', async () => {
    const now = () => call<Disclaimer>(agent, 'GET', '/disclaimers/live-chat/nl');
    const before = await now();
    expect([before.version, before.text]).toEqual([0, expect.not.stringContaining('rekeningnummer')]);
    const rules = await call<ChannelRules>(agent, 'GET', '');
    const cells = [{ channel: 'live-chat', kind: 'iban', ask: 'forbidden', record: 'forbidden' }];
    await call(lead, 'POST', '/versions', { basedOn: rules.version, why: 'Niet meer in de chat', cells }, 201);
    expect(await now()).toMatchObject({ version: 1, why: 'Niet meer in de chat', text: expect.stringContaining('rekeningnummer') });
    expect((await call<Disclaimer>(agent, 'GET', '/disclaimers/sms/nl')).version).toBe(0);
    await call(lead, 'POST', `/versions/${rules.version}/restore`, { why: 'Terug' }, 201);
    expect(await now()).toMatchObject({ version: 2, text: before.text });
  });
  it('are proved to have been shown, by a token, with a reference that is a hash', async () => {
    const made = await test.fetch(agent, 'POST', '/api/v1/me/tokens', { name: 'IVR', abilities: ['notes.report', 'channels.read'], expiresInDays: 30 });
    const headers = { authorization: `Bearer ${(await made.json()).secret}` };
    const post = async (body: object) => test.fetch(null, 'POST', '/api/v1/channels/shown', body, headers);
    expect(await (await post(shown({ reference: 'a'.repeat(64) }))).json()).toEqual({ known: true });
    expect(await (await post(shown({ version: 0 }))).json()).toEqual({ known: false });
    expect((await post(shown({ version: 7 }))).status).toBe(404);
    expect((await post(shown({ at: '2027-01-01T00:00:00Z' }))).status).toBe(400);
    expect((await post(shown({ reference: '0612345678' }))).status).toBe(400);
    expect((await post(shown({ customer: 'Jan' }))).status).toBe(400);
    const proof = await call<{ items: { version: number; times: number }[] }>(lead, 'GET', `/shown?reference=${'a'.repeat(64)}`);
    expect(proof.items).toEqual([expect.objectContaining({ channel: 'email', version: 1, times: 1, first: '2026-11-21T09:07:00.000Z' })]);
    expect((await call<{ items: unknown[] }>(lead, 'GET', '/shown?from=2026-11-21&to=2026-11-21')).items).toHaveLength(2);
    await call(agent, 'GET', '/shown', undefined, 403);
  });
  it.each([
    ['text', /Uw mail bewaren we 6 maanden\./],
    ['json', /"version": 2/],
    ['csv', /email;|email,/],
    ['ssml', /<s>Uw mail bewaren we 6 maanden\.<\/s>/],
  ])('come as %s', async (format, expected) => {
    const response = await test.fetch(agent, 'GET', `/api/v1/channels/disclaimers/export?format=${format}&language=nl`);
    expect([response.status, response.headers.get('content-disposition')]).toEqual([200, expect.stringContaining('meldingen-nl')]);
    expect(await response.text()).toMatch(expected);
  });
});
