import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type TestApp, testApp } from '../../db/testing.ts';

// An open stream asks every ten seconds.
vi.setConfig({ testTimeout: 40_000 });

let it: TestApp;
beforeAll(async () => {
  it = await testApp();
});
afterAll(() => it.close());

test('an open stream ends soon after the session or token is revoked, the person loses access or the role, and only then', async () => {
  const owner = await it.scope(['administrator', 'privacyOfficer']);
  const form = new FormData();
  form.set('file', new File(['naam,plaats\nAnna,Utrecht\n'], 'lijst.csv', { type: 'text/csv' }));
  const source = await (await it.fetch(owner, 'POST', '/api/v1/sources/uploads', form)).json();
  // No worker here: the scan waits, and its stream says nothing after the first event.
  const scan = await (await it.fetch(owner, 'POST', '/api/v1/scans', { sourceId: source.id })).json();
  const events = `/api/v1/scans/${scan.id}/events`;
  const [signedOut, withToken, dismissed, demoted, stays] = await Promise.all(Array.from({ length: 5 }, () => it.scope('privacyOfficer', owner)));
  const token = await (await it.fetch(withToken, 'POST', '/api/v1/me/tokens', { name: 'x', abilities: ['sources.read'], expiresInDays: 1 })).json();

  const follow = async (response: Response) => {
    expect(response.status).toBe(200);
    const reader = response.body!.getReader();
    const seen = { ended: false, text: '', reader };
    void (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) seen.text += new TextDecoder().decode(part.value);
    })().catch(() => (seen.ended = true));
    await expect.poll(() => seen.text).toContain('data: ');
    return seen;
  };
  const open = await Promise.all([
    ...[signedOut, dismissed, demoted, stays].map(async (scope) => follow(await it.fetch(scope, 'GET', events))),
    follow(await it.fetch(null, 'GET', events, undefined, { authorization: `Bearer ${token.secret}` })),
  ]);

  await it.fetch(signedOut, 'POST', '/api/v1/sign-out');
  await it.fetch(withToken, 'DELETE', `/api/v1/me/tokens/${token.id}`);
  await it.fetch(owner, 'PATCH', `/api/v1/people/${dismissed.actor.id}`, { active: false });
  await it.fetch(owner, 'PATCH', `/api/v1/people/${demoted.actor.id}`, { roles: ['agent'] });
  await expect.poll(() => open.map((one) => one.ended), { timeout: 15_000 }).toEqual([true, true, true, false, true]);
  await open[3].reader.cancel();
});
