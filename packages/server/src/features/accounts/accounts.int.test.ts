import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';
import { makeSetupLink } from './setup.ts';
import { totpCode } from './totp.ts';

// Passwords are hashed at their real cost, dozens of times: slow when the machine has more to do.
vi.setConfig({ testTimeout: 150_000 });

let it: TestApp;
beforeAll(async () => {
  it = await testApp();
});
afterAll(() => it.close());

const PASSWORD = 'drie blauwe fietsen op de brug';
const anna = { email: 'anna@voorbeeld.example', password: PASSWORD };

interface Browser {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came back
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<{ status: number; body: any; response: Response }>;
  cookie: () => string | undefined;
}

/** A browser: keeps the cookie it is given. */
function browser(from: TestApp = it): Browser {
  let cookie: string | undefined;
  return {
    cookie: () => cookie,
    async call(method, path, body, headers = {}) {
      const response = await from.fetch(null, method, `/api/v1${path}`, body, { ...(cookie ? { cookie } : {}), ...headers });
      const set = response.headers.get('set-cookie');
      if (set) cookie = /Max-Age=0/.test(set) ? undefined : set.split(';')[0];
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined, response };
    },
  };
}

async function signedIn(who: { email: string; password: string; totp?: string } = anna): Promise<Browser> {
  const page = browser();
  const { body } = await page.call('POST', '/sign-in', who);
  expect(body).toEqual({ outcome: 'signedIn' });
  return page;
}

test('the one-time link makes the first organisation once, and an older link does not', async () => {
  const page = browser();
  expect((await page.call('GET', '/setup')).body).toEqual({ needed: true });
  const old = (await makeSetupLink(it.app, 'http://x'))!.split('#')[1];
  const token = (await makeSetupLink(it.app, 'http://x'))!.split('#')[1];
  const input = { organisation: 'Voorbeeld Energie', name: 'Anna', ...anna };
  expect((await page.call('POST', '/setup', { ...input, token: old })).body.code).toBe('setup.link');
  const weak = await page.call('POST', '/setup', { ...input, token, password: 'Welkom123456!' });
  expect(weak.body).toMatchObject({ code: 'password.common', errors: [{ path: 'body.password' }] });
  const made = await page.call('POST', '/setup', { ...input, token });
  expect(made.status).toBe(201);
  expect(made.response.headers.get('set-cookie')).toMatch(/^waarborg=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
  const me = (await page.call('GET', '/me')).body;
  expect(me).toMatchObject({
    roles: ['privacyOfficer', 'administrator'],
    organisation: { name: 'Voorbeeld Energie', generated: false },
    user: { email: anna.email, totp: false },
  });
  // Alone, this person can do the whole job: connect, scan, read the map and find a customer.
  expect(me.abilities).toEqual(
    expect.arrayContaining(['people.manage', 'settings.manage', 'sources.manage', 'scans.run', 'map.read', 'lookup.run', 'lookup.viewRecord']),
  );
  expect((await page.call('POST', '/setup', { ...input, email: 'b@c.example', token })).status).toBe(400);
  expect((await page.call('GET', '/setup')).body).toEqual({ needed: false });
  expect(await makeSetupLink(it.app, 'http://x')).toBeUndefined();
});

test('signing in gives the same answer for an unknown address and a wrong password, and makes a new session each time', async () => {
  const unknown = await browser().call('POST', '/sign-in', { email: 'nobody@voorbeeld.example', password: PASSWORD });
  const wrong = await browser().call('POST', '/sign-in', { ...anna, password: 'not this one at all' });
  expect(unknown.status).toBe(401);
  expect(wrong.body).toEqual(unknown.body);
  const first = await signedIn();
  const second = browser();
  await second.call('POST', '/sign-in', anna, { cookie: first.cookie()! });
  expect(second.cookie()).not.toBe(first.cookie());
});

test('the database holds no secret that could be used as it is', async () => {
  const page = await signedIn();
  const secret = page.cookie()!.split('=')[1];
  const { rows } = await it.app.db.owner.query("select encode(secret_hash, 'escape') as hash from sessions");
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(secret);
  const users = await it.app.db.owner.query('select password_hash from users');
  expect(users.rows[0].password_hash).toMatch(/^scrypt\$17\$8\$1\$/);
});

test('guessing is slowed down, also for addresses that do not exist', async () => {
  for (const email of [anna.email, 'ghost@voorbeeld.example']) {
    const place = { 'x-test': 'x' };
    let tries = 0;
    for (; tries < 12; tries++) {
      const { status, response } = await browser().call('POST', '/sign-in', { email, password: 'wrong guess number x' }, place);
      if (status === 429) {
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
        break;
      }
    }
    expect(tries).toBeLessThan(12);
  }
  it.clock.set(new Date(Date.now() + 3_600_000));
  await signedIn();
});

test('two-step sign-in: a code works once, recovery codes work once, and stopping it needs the password', async () => {
  const page = await signedIn();
  expect((await page.call('POST', '/me/totp', { password: 'no, another' })).body.code).toBe('password.wrong');
  const begun = (await page.call('POST', '/me/totp', { password: PASSWORD })).body;
  expect(begun.uri).toContain(`secret=${begun.secret}`);
  const key = unbase32(begun.secret);
  const step = () => Math.floor(it.clock.now().getTime() / 30_000);
  expect((await page.call('POST', '/me/totp/confirm', { code: '000000' })).status).toBe(400);
  const { recoveryCodes } = (await page.call('POST', '/me/totp/confirm', { code: totpCode(key, step()) })).body;
  expect(recoveryCodes).toHaveLength(10);

  it.clock.set(new Date(it.clock.now().getTime() + 60_000));
  expect((await browser().call('POST', '/sign-in', anna)).body).toEqual({ outcome: 'totpNeeded' });
  const code = totpCode(key, step());
  await signedIn({ ...anna, totp: code });
  expect((await browser().call('POST', '/sign-in', { ...anna, totp: code })).status).toBe(401);
  await signedIn({ ...anna, totp: recoveryCodes[3].toUpperCase() });
  expect((await browser().call('POST', '/sign-in', { ...anna, totp: recoveryCodes[3] })).status).toBe(401);

  await page.call('PATCH', '/settings', { requireTotp: true });
  expect((await page.call('POST', '/me/totp/remove', { password: PASSWORD })).body.code).toBe('totp.required');
  await page.call('PATCH', '/settings', { requireTotp: false });
  expect((await page.call('POST', '/me/totp/remove', { password: PASSWORD })).status).toBe(204);
  await signedIn();
});

test('a session ends when idle, at its end, when revoked, and all others when the password changes', async () => {
  const [one, two, three] = [await signedIn(), await signedIn(), await signedIn()];
  const sessions = (await one.call('GET', '/me/sessions')).body.items;
  expect(sessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
  await two.call('POST', '/sign-out');
  expect(two.cookie()).toBeUndefined();
  const changed = 'vier groene bomen langs het pad';
  expect((await one.call('POST', '/me/password', { current: PASSWORD, next: `${anna.email}!` })).body.code).toBe('password.own');
  expect((await one.call('POST', '/me/password', { current: PASSWORD, next: changed })).status).toBe(204);
  expect((await one.call('GET', '/me')).status).toBe(200);
  expect((await three.call('GET', '/me')).status).toBe(401);
  await one.call('POST', '/me/password', { current: changed, next: PASSWORD });
  it.clock.set(new Date(it.clock.now().getTime() + 61 * 60_000));
  expect((await one.call('GET', '/me')).status).toBe(401);
  const four = await signedIn();
  for (let i = 0; i < 25; i++) {
    it.clock.set(new Date(it.clock.now().getTime() + 29 * 60_000));
    const { status } = await four.call('GET', '/me');
    if (i < 23) expect(status).toBe(200);
    if (i === 24) expect(status).toBe(401);
  }
});

test('changing the password revokes the API tokens, unless asked not to', async () => {
  const page = await signedIn();
  const make = async () => (await page.call('POST', '/me/tokens', { name: 'nightly', abilities: ['map.read'], expiresInDays: 30 })).body.secret;
  const works = async (secret: string) => (await browser().call('GET', '/me', undefined, { authorization: `Bearer ${secret}` })).status === 200;
  const changed = 'vijf gele tulpen op de vensterbank';
  const [first] = [await make(), await make()];
  await page.call('POST', '/me/password', { current: PASSWORD, next: changed, revokeTokens: false });
  expect(await works(first)).toBe(true);
  await page.call('POST', '/me/password', { current: changed, next: PASSWORD });
  expect(await works(first)).toBe(false);
  expect((await page.call('GET', '/me/tokens')).body.items).toEqual([]);
  const { items } = (await page.call('GET', '/trail?act=password.changed')).body;
  expect(items.slice(0, 2).map((line: { details: unknown }) => line.details)).toEqual([{ tokensRevoked: 2 }, { tokensRevoked: 0 }]);
});

test('a token that stands in a page does not tell whose it is', async () => {
  const page = await signedIn();
  const whose = async (abilities: string[]) => {
    const { secret } = (await page.call('POST', '/me/tokens', { name: 'crm', abilities, expiresInDays: 30 })).body;
    return (await browser().call('GET', '/me', undefined, { authorization: `Bearer ${secret}` })).body.user;
  };
  const [own, copied] = [await whose(['map.read', 'notes.check']), await whose(['notes.check', 'notes.report'])];
  expect(own.email).toContain('@');
  expect(copied).toMatchObject({ name: 'API token', email: '' });
});

test('an invitation works once, for seven days, and gives the roles it names', async () => {
  const page = await signedIn();
  const { body: invitation } = await page.call('POST', '/people/invitations', { email: 'bram@voorbeeld.example', roles: ['teamLead', 'agent'] });
  expect(invitation).toMatchObject({ mailed: false, roles: ['agent', 'teamLead'] });
  const token = invitation.link.split('#')[1];
  const guest = browser();
  expect((await guest.call('GET', `/invitations/${token}`)).body).toEqual({
    organisation: 'Voorbeeld Energie',
    email: 'bram@voorbeeld.example',
    roles: ['agent', 'teamLead'],
    known: false,
  });
  expect((await guest.call('GET', '/invitations/guess')).status).toBe(404);
  const answer = { name: 'Bram', password: 'zes rode stoelen in de tuin' };
  expect((await guest.call('POST', `/invitations/${token}`, answer)).body).toEqual({ outcome: 'signedIn' });
  expect((await guest.call('GET', '/me')).body).toMatchObject({ roles: ['agent', 'teamLead'], user: { name: 'Bram' } });
  expect((await browser().call('POST', `/invitations/${token}`, answer)).status).toBe(404);
  expect((await guest.call('GET', '/people')).status).toBe(403);
  expect((await guest.call('POST', '/people/invitations', { email: 'x@y.example', roles: ['administrator'] })).status).toBe(403);

  const late = (await page.call('POST', '/people/invitations', { email: 'carla@voorbeeld.example', roles: ['dpo'] })).body.link.split('#')[1];
  it.clock.set(new Date(it.clock.now().getTime() + 8 * 86_400_000));
  expect((await guest.call('GET', `/invitations/${late}`)).status).toBe(404);
});

test('the last administrator stays; taking access away ends sessions and tokens at once', async () => {
  const page = await signedIn();
  const bram = await signedIn({ email: 'bram@voorbeeld.example', password: 'zes rode stoelen in de tuin' });
  const { body: people } = await page.call('GET', '/people');
  const idOf = (name: string) => people.people.find((person: { name: string }) => person.name === name).id;
  expect((await page.call('PATCH', `/people/${idOf('Anna')}`, { roles: ['agent'] })).body.code).toBe('person.lastAdministrator');
  expect((await page.call('PATCH', `/people/${idOf('Anna')}`, { active: false })).body.code).toBe('person.lastAdministrator');
  await page.call('PATCH', `/people/${idOf('Bram')}`, { roles: ['privacyOfficer'] });
  const token = (await bram.call('POST', '/me/tokens', { name: 'nightly', abilities: ['trail.read', 'map.read'], expiresInDays: 30 })).body;
  expect(token.secret).toMatch(/^wbg_/);
  const bearer = { authorization: `Bearer ${token.secret}` };
  const program = () => browser().call('GET', '/me', undefined, bearer);
  expect((await program()).body.abilities.sort()).toEqual(['map.read', 'trail.read']);
  expect((await browser().call('GET', '/me/tokens', undefined, bearer)).status).toBe(403);
  expect((await bram.call('POST', '/me/tokens', { name: 'x', abilities: ['people.manage'], expiresInDays: 1 })).body.code).toBe('token.beyond');
  await page.call('PATCH', `/people/${idOf('Bram')}`, { roles: ['teamLead'] });
  expect((await program()).body.abilities).toEqual(['map.read']);
  await page.call('PATCH', `/people/${idOf('Bram')}`, { active: false });
  expect((await program()).status).toBe(401);
  expect((await bram.call('GET', '/me')).status).toBe(401);
  expect((await browser().call('POST', '/sign-in', { email: 'bram@voorbeeld.example', password: 'zes rode stoelen in de tuin' })).status).toBe(401);
});

test('somebody holds one role or more: may do what any of them may, and the trail names what was and what is', async () => {
  const owner = await it.scope(['administrator', 'privacyOfficer']);
  const colleague = await it.scope('marketing', owner);
  const answer = async (scope: Scope, method: string, path: string, body?: unknown) => {
    const response = await it.fetch(scope, method, `/api/v1${path}`, body);
    return { status: response.status, body: await response.json() };
  };
  const change = (roles: unknown, id = colleague.actor.id) => answer(owner, 'PATCH', `/people/${id}`, { roles });
  for (const wrong of [[], ['king'], ['agent', 'agent'], 'agent']) expect(await change(wrong)).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  expect((await change(['auditor', 'teamLead'])).body.roles).toEqual(['teamLead', 'auditor']);
  const token = (await answer(colleague, 'POST', '/me/tokens', { name: 'x', abilities: ['trail.read', 'map.read'], expiresInDays: 1 })).body.secret;
  const abilities = async () => (await (await it.fetch(null, 'GET', '/api/v1/me', undefined, { authorization: `Bearer ${token}` })).json()).abilities.sort();
  expect(await abilities()).toEqual(['map.read', 'trail.read']);
  await change(['teamLead']);
  expect(await abilities()).toEqual(['map.read']);
  expect((await answer(colleague, 'GET', '/me')).body.roles).toEqual(['teamLead']);

  // One's own: the tasks can be split, but somebody stays administrator.
  expect((await change(['privacyOfficer'], owner.actor.id)).body.code).toBe('person.lastAdministrator');
  expect((await change(['administrator'], owner.actor.id)).body.roles).toEqual(['administrator']);
  expect((await answer(owner, 'GET', '/lookups')).status).toBe(403);
  const { items } = (await answer(owner, 'GET', '/trail?act=person.changed')).body;
  expect(items.map((line: { details: unknown }) => line.details)).toEqual([
    { from: { roles: ['privacyOfficer', 'administrator'], active: true }, to: { roles: ['administrator'], active: true } },
    { from: { roles: ['teamLead', 'auditor'], active: true }, to: { roles: ['teamLead'], active: true } },
    { from: { roles: ['marketing'], active: true }, to: { roles: ['teamLead', 'auditor'], active: true } },
  ]);
  const stored = (roles: string) => it.app.db.owner.query(`update memberships set roles = '${roles}' where user_id = $1`, [colleague.actor.id]);
  for (const wrong of ['{}', '{king}', '{agent,NULL}']) await expect(stored(wrong)).rejects.toThrow(/memberships_roles/);
});

test('an organisation that asks for two-step sign-in lets a session do nothing else first', async () => {
  const scope = await it.scope('administrator');
  await inTenant(it.app.db, scope, (tx) => tx.updateTable('tenants').set({ require_totp: true }).where('tenant_no', '=', scope.tenantNo).execute());
  const refused = await it.fetch(scope, 'GET', '/api/v1/people');
  expect(refused.status).toBe(403);
  expect((await refused.json()).code).toBe('totp.required');
  expect((await it.fetch(scope, 'GET', '/api/v1/me')).status).toBe(200);
});

test('someone in two organisations works in one at a time', async () => {
  const page = await signedIn();
  const other = await it.scope('administrator');
  const { link } = await (await it.fetch(other, 'POST', '/api/v1/people/invitations', { email: anna.email, roles: ['auditor'] })).json();
  const token = link.split('#')[1];
  expect((await browser().call('POST', `/invitations/${token}`, { name: 'x', password: 'certainly not hers' })).status).toBe(401);
  expect((await page.call('POST', `/invitations/${token}`, { name: 'x', password: PASSWORD })).body).toEqual({ outcome: 'signedIn' });
  const me = (await page.call('GET', '/me')).body;
  expect(me.organisations).toHaveLength(2);
  expect(me.roles).toEqual(['auditor']);
  const home = me.organisations.find((one: { name: string }) => one.name === 'Voorbeeld Energie');
  expect((await page.call('POST', '/me/organisation', { organisationId: home.id })).body).toMatchObject({
    roles: ['privacyOfficer', 'administrator'],
    organisation: { name: 'Voorbeeld Energie' },
  });
  expect((await page.call('POST', '/me/organisation', { organisationId: '01900000-0000-7000-8000-000000000000' })).status).toBe(404);
});

function unbase32(text: string): Buffer {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
