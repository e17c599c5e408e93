import { Ability, Role, type Route, type RouteKey, routes } from '@waarborg/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { abilitiesOf, abilitiesOfRoles } from '../../packages/server/src/access/roles.ts';
import { features } from '../../packages/server/src/app.ts';
import { type TestApp, testApp } from '../../packages/server/src/db/testing.ts';
import { sampleCall } from './sample.ts';

/**
 * What each call asks for. `open`: nobody needs to be signed in. `self`: anybody who is signed in, about themselves. `ownPerson`: the
 * same, but not with an API token. Anything else: the ability, or several of which one is enough. A new route must be written down here before the tests pass.
 */
const asks: Record<RouteKey, Ability | readonly Ability[] | 'open' | 'self' | 'ownPerson'> = {
  'GET /api/v1/setup': 'open',
  'POST /api/v1/setup': 'open',
  'POST /api/v1/sign-in': 'open',
  'POST /api/v1/sign-out': 'ownPerson',
  'GET /api/v1/me': 'self',
  'PATCH /api/v1/me': 'ownPerson',
  'POST /api/v1/me/organisation': 'ownPerson',
  'POST /api/v1/me/password': 'ownPerson',
  'POST /api/v1/me/totp': 'ownPerson',
  'POST /api/v1/me/totp/confirm': 'ownPerson',
  'POST /api/v1/me/totp/remove': 'ownPerson',
  'GET /api/v1/me/sessions': 'ownPerson',
  'DELETE /api/v1/me/sessions/{id}': 'ownPerson',
  'GET /api/v1/me/tokens': 'ownPerson',
  'POST /api/v1/me/tokens': 'ownPerson',
  'DELETE /api/v1/me/tokens/{id}': 'ownPerson',
  'GET /api/v1/people': 'people.read',
  'GET /api/v1/people/roles': 'people.read',
  'POST /api/v1/people/invitations': 'people.manage',
  'DELETE /api/v1/people/invitations/{id}': 'people.manage',
  'GET /api/v1/invitations/{token}': 'open',
  'POST /api/v1/invitations/{token}': 'open',
  'PATCH /api/v1/people/{id}': 'people.manage',
  'GET /api/v1/settings': 'settings.read',
  'PATCH /api/v1/settings': 'settings.manage',
  'GET /api/v1/sources': 'sources.read',
  'POST /api/v1/sources': 'sources.manage',
  'POST /api/v1/sources/uploads': 'sources.manage',
  'POST /api/v1/sources/try': 'sources.manage',
  'GET /api/v1/sources/{id}': 'sources.read',
  'PATCH /api/v1/sources/{id}': 'sources.manage',
  'DELETE /api/v1/sources/{id}': 'sources.manage',
  'DELETE /api/v1/sources/{id}/upload': 'sources.manage',
  'GET /api/v1/sources/{id}/datasets': 'sources.read',
  'GET /api/v1/scans': 'sources.read',
  'POST /api/v1/scans': 'scans.run',
  'GET /api/v1/scans/{id}': 'sources.read',
  'GET /api/v1/scans/{id}/events': 'sources.read',
  'POST /api/v1/scans/{id}/pause': 'scans.run',
  'POST /api/v1/scans/{id}/resume': 'scans.run',
  'POST /api/v1/scans/{id}/cancel': 'scans.run',
  'GET /api/v1/scans/{id}/changes': 'sources.read',
  'GET /api/v1/map': 'map.read',
  'GET /api/v1/map/export': 'map.export',
  'GET /api/v1/map/fields/{id}': 'map.read',
  'PUT /api/v1/map/findings/{id}/verdict': 'map.judge',
  'GET /api/v1/map/flows': 'map.read',
  'POST /api/v1/map/flows': 'sources.manage',
  'DELETE /api/v1/map/flows/{id}': 'sources.manage',
  'GET /api/v1/map/kinds': 'map.read',
  'GET /api/v1/lookups': ['lookup.read', 'lookup.run'],
  'POST /api/v1/lookups': 'lookup.run',
  'GET /api/v1/lookups/{id}': ['lookup.read', 'lookup.run'],
  'PUT /api/v1/lookups/{id}/steps/{stepId}': 'lookup.run',
  'GET /api/v1/lookups/{id}/records': ['lookup.read', 'lookup.run'],
  'POST /api/v1/lookups/{id}/records/{recordId}/view': 'lookup.viewRecord',
  'GET /api/v1/lookups/{id}/export': 'lookup.run',
  'GET /api/v1/channels': 'channels.read',
  'POST /api/v1/channels/try': 'channels.manage',
  'GET /api/v1/channels/versions': 'channels.read',
  'POST /api/v1/channels/versions': 'channels.manage',
  'GET /api/v1/channels/versions/{version}': 'channels.read',
  'POST /api/v1/channels/versions/{version}/restore': 'channels.manage',
  'GET /api/v1/channels/compare': 'channels.read',
  'GET /api/v1/channels/disclaimers': 'channels.read',
  'GET /api/v1/channels/disclaimers/export': 'channels.read',
  'PUT /api/v1/channels/notices': 'channels.manage',
  'GET /api/v1/channels/disclaimers/{channel}/{language}': 'channels.read',
  'PUT /api/v1/channels/disclaimers/{channel}/{language}': 'channels.manage',
  'GET /api/v1/channels/disclaimers/{channel}/{language}/versions': 'channels.read',
  'POST /api/v1/channels/shown': 'notes.report',
  'GET /api/v1/channels/shown': 'notes.read',
  'GET /api/v1/guard/policy': 'notes.check',
  'GET /api/v1/guard/settings': 'notes.read',
  'PUT /api/v1/guard/settings': 'notes.manage',
  'GET /api/v1/guard/settings/versions': 'notes.read',
  'POST /api/v1/notes/check': 'notes.check',
  'POST /api/v1/notes/check/batch': 'notes.check',
  'POST /api/v1/notes/counts': 'notes.report',
  'POST /api/v1/notes/emergencies': 'notes.report',
  'GET /api/v1/notes/emergencies': 'notes.read',
  'POST /api/v1/notes/emergencies/{id}/done': 'notes.manage',
  'GET /api/v1/notes/quality': 'notes.read',
  'GET /api/v1/notes/quality/export': 'notes.read',
  'GET /api/v1/cleanup/runs': 'cleanup.read',
  'POST /api/v1/cleanup/runs': 'cleanup.judge',
  'GET /api/v1/cleanup/runs/{id}': 'cleanup.read',
  'GET /api/v1/cleanup/runs/{id}/events': 'cleanup.read',
  'POST /api/v1/cleanup/runs/{id}/pause': 'cleanup.judge',
  'POST /api/v1/cleanup/runs/{id}/resume': 'cleanup.judge',
  'POST /api/v1/cleanup/runs/{id}/cancel': 'cleanup.judge',
  'GET /api/v1/cleanup/summary': 'cleanup.read',
  'GET /api/v1/cleanup/groups': 'cleanup.read',
  'GET /api/v1/cleanup/groups/{id}': 'cleanup.read',
  'GET /api/v1/cleanup/groups/{id}/items': 'cleanup.read',
  'POST /api/v1/cleanup/groups/{id}/sample': 'cleanup.judge',
  'PUT /api/v1/cleanup/groups/{id}/verdict': 'cleanup.judge',
  'DELETE /api/v1/cleanup/groups/{id}/verdict': 'cleanup.judge',
  'POST /api/v1/cleanup/items/{id}/view': 'cleanup.judge',
  'PUT /api/v1/cleanup/items/{id}/verdict': 'cleanup.judge',
  'DELETE /api/v1/cleanup/items/{id}/verdict': 'cleanup.judge',
  'GET /api/v1/cleanup/batches': 'cleanup.read',
  'POST /api/v1/cleanup/batches': 'cleanup.judge',
  'GET /api/v1/cleanup/batches/{id}': 'cleanup.read',
  'GET /api/v1/cleanup/batches/{id}/events': 'cleanup.read',
  'GET /api/v1/cleanup/batches/{id}/rows': 'cleanup.read',
  'POST /api/v1/cleanup/batches/{id}/rows/{rowId}/view': ['cleanup.judge', 'cleanup.approve'],
  'POST /api/v1/cleanup/batches/{id}/approve': 'cleanup.approve',
  'POST /api/v1/cleanup/batches/{id}/reject': 'cleanup.approve',
  'POST /api/v1/cleanup/batches/{id}/withdraw': 'cleanup.judge',
  'POST /api/v1/cleanup/batches/{id}/pause': 'cleanup.judge',
  'POST /api/v1/cleanup/batches/{id}/resume': 'cleanup.judge',
  'POST /api/v1/cleanup/batches/{id}/put-back': 'cleanup.approve',
  'POST /api/v1/cleanup/batches/{id}/check': 'cleanup.judge',
  'GET /api/v1/cleanup/batches/{id}/report': 'cleanup.read',
  'GET /api/v1/cleanup/batches/{id}/worklist': 'cleanup.judge',
  'GET /api/v1/cleanup/settings': 'cleanup.read',
  'PATCH /api/v1/cleanup/settings': 'cleanup.approve',
  'GET /api/v1/cleanup/look': 'cleanup.read',
  'GET /api/v1/cleanup/look/export': 'cleanup.read',
  'GET /api/v1/trail': 'trail.read',
  'GET /api/v1/trail/export': 'trail.export',
  'POST /api/v1/trail/verify': 'trail.read',
  'GET /api/v1/trail/key': 'trail.read',
  'GET /api/v1/tuning': 'detect.try',
  'PUT /api/v1/tuning': 'tuning.manage',
  'GET /api/v1/tuning/versions': 'tuning.read',
  'GET /api/v1/tuning/versions/{version}': 'tuning.read',
  'POST /api/v1/tuning/versions/{version}/restore': 'tuning.manage',
  'GET /api/v1/tuning/proposals': 'tuning.read',
  'PUT /api/v1/tuning/proposals/{id}': 'tuning.manage',
  'GET /api/v1/today': 'today.read',
  'POST /api/v1/detect/try': 'detect.try',
  'GET /healthz': 'open',
};

let it: TestApp;
beforeAll(async () => {
  it = await testApp();
});
afterAll(() => it.close());

async function statusOf(response: Response): Promise<{ status: number; code?: string }> {
  const isProblem = response.headers.get('content-type') === 'application/problem+json';
  const code = isProblem ? (await response.json()).code : undefined;
  if (!isProblem) await response.body?.cancel();
  return { status: response.status, code };
}

const all = Object.entries(routes) as [RouteKey, Route][];

test('every route of the contract is written down here and has a handler', () => {
  const mounted = new Set(features.flatMap((feature) => feature.routes ?? []).map((one) => one.key));
  // The state of health stands beside the features: http/health.ts.
  mounted.add('GET /healthz');
  expect(all.map(([key]) => key).filter((key) => !asks[key])).toEqual([]);
  expect(all.map(([key]) => key).filter((key) => !mounted.has(key))).toEqual([]);
  expect(all.filter(([key, route]) => (asks[key] === 'open') !== (route.open === true)).map(([key]) => key)).toEqual([]);
});

describe('without a session', () => {
  test.each(all.filter(([, route]) => !route.open))('%s is refused', async (key, route) => {
    const { method, path, body } = sampleCall(key, route);
    expect(await statusOf(await it.fetch(null, method, path, body))).toEqual({ status: 401, code: 'session.absent' });
    // Guesses from one place are held back; each here comes a few seconds after the one before.
    it.clock.set(new Date(it.clock.now().getTime() + 3000));
    const guess = { authorization: `Bearer wbg_${'A'.repeat(43)}` };
    expect(await statusOf(await it.fetch(null, method, path, body, guess))).toEqual({ status: 401, code: 'session.absent' });
  });
});

/** Each role by itself, what the first person holds, and two small ones together. */
const held: readonly (readonly Role[])[] = [...Role.options.map((role) => [role]), ['administrator', 'privacyOfficer'], ['marketing', 'securityOfficer']];

test('who holds several roles may do what any of them may, and nothing more', () => {
  expect([...abilitiesOfRoles(['marketing', 'securityOfficer'])].sort()).toEqual(
    Ability.options.filter((ability) => abilitiesOf.marketing.has(ability) || abilitiesOf.securityOfficer.has(ability)).sort(),
  );
  // Set up alone, one can do the whole job; reading the look-ups of others stays with who oversees.
  expect(Ability.options.filter((ability) => !abilitiesOfRoles(['administrator', 'privacyOfficer']).has(ability))).toEqual(['lookup.read']);
});

describe('each role may do what its abilities say, and no more', () => {
  const guarded = all.filter(([key]) => !['open', 'self', 'ownPerson'].includes(String(asks[key])));
  test.each(guarded)('%s', async (key, route) => {
    const anyOf = [asks[key]].flat() as Ability[];
    for (const roles of held) {
      const { method, path, body } = sampleCall(key, route);
      const { status, code } = await statusOf(await it.fetch(await it.scope(roles), method, path, body));
      const may = roles.some((role) => anyOf.some((ability) => abilitiesOf[role].has(ability)));
      if (may) expect({ roles, status, code }).not.toMatchObject({ code: 'access.denied' });
      else expect({ roles, status, code }).toEqual({ roles, status: 403, code: 'access.denied' });
      expect({ roles, status, code }).not.toMatchObject({ status: 500 });
    }
  });
});

describe('an API token', () => {
  const tokenFor = async (ability: Ability) => {
    const owner = await it.scope('privacyOfficer');
    const made = await it.fetch(owner, 'POST', '/api/v1/me/tokens', { name: 'test', abilities: [ability], expiresInDays: 1 });
    return { authorization: `Bearer ${(await made.json()).secret}` };
  };
  test.each(all.filter(([key]) => asks[key] !== 'open' && asks[key] !== 'self'))('without the ability cannot %s', async (key, route) => {
    const headers = await tokenFor(asks[key] === 'detect.try' ? 'today.read' : 'detect.try');
    const { method, path, body } = sampleCall(key, route);
    expect(await statusOf(await it.fetch(null, method, path, body, headers))).toMatchObject({ status: 403 });
  });
});
