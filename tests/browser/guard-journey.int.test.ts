import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExtendedBrowser, openExtendedBrowser } from './guard-extension.ts';
import { expectUnderlined, panelOf, ready } from './guard-hands.ts';
import { type GuardPages, openGuardPages } from './guard-pages.ts';
import { openStage, type Stage, setUpOrganisation } from './stage.ts';

let stage: Stage;
let pages: GuardPages;
let browser: ExtendedBrowser;
beforeAll(async () => {
  [stage, pages] = await Promise.all([openStage(), openGuardPages(null)]);
  browser = await openExtendedBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await pages?.close();
  await stage?.close();
});

/** A call of the page's own session. */
function api(page: Page, method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  return page.evaluate(
    async ([verb, address, sent]) => {
      const headers: Record<string, string> = { accept: 'application/json' };
      if (sent !== undefined) headers['content-type'] = 'application/json';
      if (verb === 'POST') headers['idempotency-key'] = crypto.randomUUID();
      const answer = await fetch(`/api/v1${address}`, { method: verb as string, headers, body: sent === undefined ? null : JSON.stringify(sent) });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    [method, path, body] as const,
  );
}

it('a team lead sets the rules, an agent is helped in a CRM that is not ours, and only counts come back', async () => {
  const { page } = await stage.open();
  await setUpOrganisation(page, stage.setupLink, {
    organisation: 'Voorbeeld Energie',
    name: 'Ria Bakker',
    email: 'ria@voorbeeld.example',
    password: 'een-lang-wachtwoord-2026',
  });
  const before = await api(page, 'GET', '/guard/settings');
  const rule = (label: string, level: string) => ({ label, channel: null, team: null, level });
  const set = await api(page, 'PUT', '/guard/settings', {
    basedOn: before.body['version'],
    why: 'Proef met de notitiehulp',
    overrides: [rule('RELIGION', 'block'), rule('HEALTH', 'advise')],
    maskAtOnce: ['CARD', 'CVV', 'BSN', 'PASSWORD'],
    sendCounts: true,
    decision: { decidedBy: 'Directie', decidedOn: '2026-11-20', where: 'Besluit 2026-14', worksCouncil: 'agreed', worksCouncilNote: '' },
    emergency: true,
    fields: [{ name: 'Notitie', address: `${pages.address}/*`, selector: '#note', channel: 'phone', preset: null }],
    teams: [{ name: 'Team Binnendienst', size: 12 }],
  });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  const token = await api(page, 'POST', '/me/tokens', { name: 'Notitiehulp', abilities: ['notes.check', 'notes.report'], expiresInDays: 30 });
  expect(token.status, JSON.stringify(token.body)).toBe(201);

  const options = await browser.connect(stage.address.replace('localhost', '127.0.0.1'), 'nl', String(token.body['secret']));
  await options.locator('#team').selectOption({ label: 'Team Binnendienst' });
  await options.locator('#form button').click();
  await options.close();
  const crm = await browser.context.newPage();
  await crm.goto(`${pages.address}/plain`);
  await ready(crm);
  await crm.locator('#note').click();
  await crm.keyboard.type('Is Joods, dus niet bellen op zaterdag. Kaart 4111 1111 1111 1111 gebruikt.');
  await expectUnderlined(crm, ['Joods']);
  await crm.getByRole('button', { name: 'Opslaan' }).click();
  await expect.poll(() => panelOf(crm).textContent()).toContain('Niet opgeslagen');
  await panelOf(crm).getByRole('button', { name: 'Overnemen' }).click();
  await crm.getByRole('button', { name: 'Opslaan' }).click();
  await crm.getByRole('heading', { name: 'Bewaard' }).waitFor();
  expect(pages.saved).toEqual(['Niet bellen op zaterdag. Kaart **** **** **** 1111 gebruikt.']);

  // The moment of sending lies minutes away; here it is brought forward.
  const worker = browser.context.serviceWorkers()[0] ?? (await browser.context.waitForEvent('serviceworker'));
  await worker.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: {
        storage: { local: { get(key: string): Promise<Record<string, object>>; set(values: object): Promise<void> } };
        alarms: { create(name: string, when: object): void };
      };
    }; // prettier-ignore
    const { outbox } = await chrome.storage.local.get('outbox');
    await chrome.storage.local.set({ outbox: { ...outbox, sendAt: 1 } });
    chrome.alarms.create('send', { when: Date.now() + 100, periodInMinutes: 2 });
  });
  await expect
    .poll(async () => (await api(page, 'GET', '/notes/quality')).body['total'], { timeout: 20_000 })
    .toMatchObject({ shown: 1, accepted: 1, blocked: 1, masked: 1, emergency: 0 });
  expect(browser.elsewhere).toEqual([]);
}, 90_000);
