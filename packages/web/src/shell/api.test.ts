import { afterEach, expect, test, vi } from 'vitest';
import { ApiProblem, call, hrefOf, onSignedOut, onTwoStepAsked } from './api.ts';

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown, type = 'application/json') {
  const asked = vi.fn(
    async (..._call: [string, RequestInit]) =>
      new Response(status === 204 ? null : typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'content-type': type } }),
  );
  vi.stubGlobal('fetch', asked);
  return asked;
}

test('params are filled in and escaped, empty filters are left out', () => {
  expect(hrefOf('GET /api/v1/invitations/{token}', { params: { token: 'a/b?c' } })).toBe('/api/v1/invitations/a%2Fb%3Fc');
  expect(hrefOf('GET /api/v1/trail', { query: { act: 'person.invited', q: '', limit: 20 } })).toBe('/api/v1/trail?act=person.invited&limit=20');
});

test('a POST carries a key that makes repeating harmless; a GET does not', async () => {
  const asked = answer(200, { intact: true });
  await call('POST /api/v1/trail/verify');
  await call('POST /api/v1/trail/verify', { idempotencyKey: 'one-intention' });
  await call('GET /api/v1/me');
  const keys = asked.mock.calls.map(([, init]) => (init.headers as Record<string, string>)['idempotency-key']);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe('one-intention');
  expect(keys[2]).toBeUndefined();
});

test('a refusal keeps its code, its words and the fields at fault', async () => {
  answer(
    400,
    { type: 'about:blank', title: 'Invalid', status: 400, code: 'password.short', detail: 'Too short', errors: [{ path: 'body.password', message: 'short' }] },
    'application/problem+json',
  );
  const problem = await call('GET /api/v1/me').catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem).toMatchObject({ status: 400, code: 'password.short', detail: 'Too short', errors: [{ path: 'body.password', message: 'short' }] });
});

test('an answer that is no problem document, a cut-off one, and no answer at all are problems too', async () => {
  answer(502, '<html>bad gateway</html>', 'text/html');
  await expect(call('GET /api/v1/me')).rejects.toMatchObject({ status: 502, code: 'http.502' });
  answer(500, '{"title":"half', 'application/problem+json');
  await expect(call('GET /api/v1/me')).rejects.toMatchObject({ status: 500, code: 'http.500' });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await expect(call('GET /api/v1/me')).rejects.toMatchObject({ status: 0, code: 'network' });
});

test('an ended session and asked-for two-step sign-in are told to the page; a wrong password is not', async () => {
  const ended = vi.fn();
  const asked = vi.fn();
  const stops = [onSignedOut(ended), onTwoStepAsked(asked)];
  answer(401, { status: 401, code: 'signIn.wrong' });
  await call('GET /api/v1/me').catch(() => undefined);
  expect(ended).not.toHaveBeenCalled();
  answer(401, { status: 401, code: 'session.absent' });
  await call('GET /api/v1/me').catch(() => undefined);
  answer(403, { status: 403, code: 'totp.required' });
  await call('GET /api/v1/me').catch(() => undefined);
  expect([ended.mock.calls.length, asked.mock.calls.length]).toEqual([1, 1]);
  for (const stop of stops) stop();
});
