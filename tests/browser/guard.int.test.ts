import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chipOf, expectUnderlined, panelOf, ready, underlined } from './guard-hands.ts';
import type { GuardPages } from './guard-pages.ts';
import { type GuardStage, openGuardStage } from './guard-stage.ts';
import { axeFindings } from './stage.ts';

const bad = 'Is Joods, dus niet bellen op zaterdag.';
const good = 'Niet bellen op zaterdag.';
let stage: GuardStage;
let page: Page;
let troubles: string[];
beforeAll(async () => {
  stage = await openGuardStage();
}, 120_000);
afterAll(() => stage?.close());

async function open(path: string, from?: GuardPages): Promise<void> {
  ({ page, troubles } = await stage.open(path, from));
}
const note = () => page.locator('#note').first();
const value = () => note().inputValue();

describe('a textarea under the strictest content policy', () => {
  it('underlines while typing, explains, takes the proposal with one key, and the page’s own undo brings the original back', async () => {
    await open('/plain');
    await note().click();
    await page.keyboard.type(`Klant belt. ${bad}`);
    await expectUnderlined(page, ['Joods']);
    expect(await underlined(page)).toEqual({ block: ['Joods'] });
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => panelOf(page).textContent()).toMatch(/Godsdienst of levensovertuiging[\s\S]*AVG art\. 9\(1\)[\s\S]*Niet bellen op zaterdag/);
    await page.keyboard.press('Alt+Enter');
    expect(await value()).toBe(`Klant belt. ${good}`);
    await expectUnderlined(page, []);
    await page.keyboard.press('Control+z');
    expect(await value()).toBe(`Klant belt. ${bad}`);
    await expectUnderlined(page, ['Joods']);
    expect(troubles).toEqual([]);
  });

  it('adds nothing to a good note and to the page around it', async () => {
    await open('/plain');
    await note().click();
    await page.keyboard.type('Klant belt over factuur 5521; uitleg gegeven.');
    await page.waitForTimeout(300);
    expect(await page.locator('waarborg-guard').count()).toBe(0);
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByRole('heading', { name: 'Bewaard' }).waitFor();
    expect(stage.pages.saved.at(-1)).toBe('Klant belt over factuur 5521; uitleg gegeven.');
  });

  it('walks the remarks by keyboard, goes into the panel and back, and axe finds nothing', async () => {
    await open('/plain');
    await note().click();
    await page.keyboard.type('Is Joods. Mevrouw is een trut.');
    await expectUnderlined(page, ['Joods', 'trut']);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => panelOf(page).textContent()).toContain('1 van 2');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => panelOf(page).textContent()).toContain('2 van 2');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Alt+Shift+ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('waarborg-guard');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('note');
    await panelOf(page).waitFor({ state: 'hidden' });
    await expect.poll(() => page.locator('waarborg-guard [role=status]').textContent()).toMatch(/\S/);
  });

  it('stops saving what is forbidden, lets a vital interest pass once and tells that without the text', async () => {
    await open('/plain');
    await note().click();
    await page.keyboard.type('Mevrouw is suïcidaal, bel 112. Is zwanger.');
    const before = stage.pages.saved.length;
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await expect.poll(() => panelOf(page).textContent()).toContain('Niet opgeslagen');
    expect(await axeFindings(page)).toEqual([]);
    expect(stage.pages.saved.length).toBe(before);
    await panelOf(page).getByRole('button', { name: 'Vitaal belang' }).click();
    await page.getByRole('heading', { name: 'Bewaard' }).waitFor();
    expect(stage.pages.saved.at(-1)).toContain('bel 112');
    await expect
      .poll(() => stage.server.received.find((one) => one.path.endsWith('/emergencies'))?.body)
      .toMatchObject({ label: 'HEALTH', channel: 'phone', team: null });
    expect(JSON.stringify(stage.server.received)).not.toContain('zwanger');
  });

  it('asks a reason where the policy wants one, and goes on with it', async () => {
    await open('/plain');
    await note().click();
    await page.keyboard.type('Mevrouw is een trut.');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await panelOf(page).getByRole('radio', { name: 'De klant vroeg' }).check();
    expect(await axeFindings(page)).toEqual([]);
    await panelOf(page).getByRole('button', { name: 'Opslaan met deze reden' }).click();
    await page.getByRole('heading', { name: 'Bewaard' }).waitFor();
    expect(stage.pages.saved.at(-1)).toBe('Mevrouw is een trut.');
  });
});

describe('masking', () => {
  it('masks a card number at its last digit and not before, keeps the caret, and leaves undo to the writer until the field is left', async () => {
    await open('/plain');
    await note().click();
    await page.keyboard.type('kaart 4111 1111 1111 111');
    await page.waitForTimeout(200);
    expect(await value()).toBe('kaart 4111 1111 1111 111');
    await page.keyboard.type('1');
    await expect.poll(value).toBe('kaart **** **** **** 1111');
    await page.keyboard.type(' en verder');
    expect(await value()).toBe('kaart **** **** **** 1111 en verder');
    for (let tries = 0; tries < 4 && !(await value()).includes('4111'); tries++) await page.keyboard.press('Control+z');
    expect(await value()).toContain('4111 1111 1111 111');
    await page.getByRole('heading').click();
    await expect.poll(value).toContain('**** 1111');
  });
  it('masks what is pasted', async () => {
    await open('/plain');
    await note().click();
    await page.keyboard.insertText('BSN 111222333 en wachtwoord: Zomer2026!');
    await page.keyboard.press('Tab');
    await expect.poll(value).toBe('BSN ****** en wachtwoord: ******');
  });
});

describe('every kind of field', () => {
  it('an input of one line', async () => {
    await open('/line');
    await note().click();
    await page.keyboard.type(bad);
    await expectUnderlined(page, ['Joods']);
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.press('Alt+Enter');
    expect(await value()).toBe(good);
  });

  it('a rich-text editor, without touching what is in it', async () => {
    await open('/editable');
    await note().click();
    await page.keyboard.press('End');
    await page.keyboard.type(` ${bad}`);
    await expectUnderlined(page, ['Joods']);
    expect(await note().innerHTML()).toBe(`<p>Begin. ${bad}</p>`);
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.press('Alt+Enter');
    expect(await note().textContent()).toContain(`Begin. ${good}`);
    await page.keyboard.press('Control+z');
    expect(((await note().textContent()) ?? '').replace(/\u00a0/g, ' ')).toContain(`Begin. ${bad}`);
    await page.getByRole('button', { name: 'Verstuur' }).click();
    await expect.poll(() => panelOf(page).textContent()).toContain('Niet opgeslagen');
    expect(await page.evaluate('window.saves')).toEqual([]);
  });

  it('a controlled field of React: the state follows, with undo', async () => {
    await open('/react');
    await note().click();
    await page.keyboard.type(bad);
    await expectUnderlined(page, ['Joods']);
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.press('Alt+Enter');
    expect(await page.evaluate('window.reactValue')).toBe(good);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.evaluate('window.reactValue')).toBe(bad);
    await page.getByRole('button', { name: 'Opslaan' }).click();
    expect(await page.evaluate('window.savedValue')).toBeUndefined();
  });

  it('fields in an open shadow root', async () => {
    await open('/shadow');
    await page.locator('crm-note textarea').click();
    await page.keyboard.type(bad);
    await expectUnderlined(page, ['Joods']);
    await page.locator('crm-note .rich').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' Is zwanger.');
    await expectUnderlined(page, ['Joods', 'zwanger']);
    await page.keyboard.press('Alt+Enter');
    await expect.poll(() => panelOf(page).textContent()).toContain('Gezondheid');
  });

  it('a field in a frame', async () => {
    await open('/frame');
    const frame = page.frames()[1];
    await ready(frame);
    await frame.locator('#note').click();
    await page.keyboard.type(bad);
    await expectUnderlined(frame, ['Joods']);
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.press('Alt+Enter');
    expect(await frame.locator('#note').inputValue()).toBe(good);
  });

  it('a field that appears later', async () => {
    await open('/late');
    await note().click();
    await page.keyboard.type(bad);
    await expectUnderlined(page, ['Joods']);
  });

  it('an editor that throws its nodes away at every key', async () => {
    await open('/rewrites');
    await note().click();
    await page.keyboard.type('Klant is zwanger. Belt morgen.', { delay: 15 });
    await expectUnderlined(page, ['zwanger']);
    expect(((await note().textContent()) ?? '').replace(/\u00a0/g, ' ').trim()).toBe('Klant is zwanger. Belt morgen.');
  });

  it('a field in a modal dialog, with the panel in reach', async () => {
    await open('/dialog');
    await note().click();
    await page.keyboard.type(bad);
    await expectUnderlined(page, ['Joods']);
    await chipOf(page).click();
    await panelOf(page).getByRole('button', { name: 'Overnemen' }).click();
    expect(await value()).toBe(good);
  });
});

describe('the extension itself', () => {
  it('says on its page how it stands; axe finds nothing there, and a wrong address is named', async () => {
    const options = await stage.browser.context.newPage();
    await options.goto(`chrome-extension://${stage.browser.id}/options.html`);
    await expect.poll(() => options.locator('#policy').textContent()).toContain('Voorbeeld Energie');
    expect(await axeFindings(options)).toEqual([]);
    await options.locator('#server').fill('http://waarborg.voorbeeld.nl');
    await options.locator('#form button').click();
    await expect.poll(() => options.locator('#serverError').textContent()).toContain('https');
    await options.close();
  });

  it('helps in English too', async () => {
    await (await stage.browser.connect(stage.server.address, 'en')).close();
    await open('/plain');
    await note().click();
    await page.keyboard.type('Has cancer, so needs priority.');
    await expectUnderlined(page, ['cancer']);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => panelOf(page).textContent()).toMatch(/Does not belong here.*Health.*GDPR art\. 9\(1\).*Needs priority\./);
    await page.keyboard.press('Alt+Enter');
    expect(await value()).toBe('Needs priority.');
  });
});
