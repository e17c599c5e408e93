import type { CallOutput, Routes } from '@waarborg/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test?.close());

const today = async (scope: Scope) => (await (await test.fetch(scope, 'GET', '/api/v1/today')).json()) as CallOutput<Routes['GET /api/v1/today']>;

describe('the start page', () => {
  it('tells each role only what it may know', async () => {
    const officer = await test.scope('privacyOfficer');
    await test.fetch(officer, 'POST', '/api/v1/sources', { type: 'manual', name: 'Papieren archief' });
    expect((await today(officer)).items.map((item) => item.what).sort()).toEqual(['source.noCountry', 'source.noOwner']);
    expect(await today(await test.scope('agent', officer))).toEqual({ items: [], figures: [] });
    const administrator = await today(await test.scope('administrator', officer));
    expect(administrator.items.find((item) => item.what === 'people.noTotp')?.facts).toEqual({ count: 3 });
    expect((await today(await test.scope('privacyOfficer'))).items).toEqual([]);
  });
});

describe('trying a text', () => {
  it('says what the detector sees and keeps nothing', async () => {
    const agent = await test.scope('agent');
    const text = 'Terugbetalen op NL91ABNA0417164300, mail naar jan@voorbeeld.nl.';
    const found = (await (await test.fetch(agent, 'POST', '/api/v1/detect/try', { text })).json()) as CallOutput<Routes['POST /api/v1/detect/try']>;
    expect(found.spans.map((span) => [span.type, text.slice(span.start, span.end)])).toEqual(
      expect.arrayContaining([
        ['IBAN', 'NL91ABNA0417164300'],
        ['EMAIL', 'jan@voorbeeld.nl'],
      ]),
    );
    expect((await test.fetch(agent, 'POST', '/api/v1/detect/try', { text: 'x'.repeat(100_001) })).status).toBe(400);
    expect((await test.fetch(null, 'POST', '/api/v1/detect/try', { text })).status).toBe(401);
  });
});
