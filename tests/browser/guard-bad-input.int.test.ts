import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chipOf, expectUnderlined, underlined } from './guard-hands.ts';
import type { GuardPages } from './guard-pages.ts';
import { type GuardStage, openGuardStage } from './guard-stage.ts';

const bad = 'Is Joods, dus niet bellen op zaterdag.';
let stage: GuardStage;
let page: Page;
let troubles: string[];
beforeAll(async () => {
  stage = await openGuardStage({ embed: true });
}, 120_000);
afterAll(() => stage?.close());

async function open(path: string, from?: GuardPages): Promise<void> {
  ({ page, troubles } = await stage.open(path, from));
}
const note = () => page.locator('#note').first();
const value = () => note().inputValue();

describe('bad input', () => {
  it('right-to-left, emoji and characters that cannot be seen do not shift the underline', async () => {
    await open('/plain');
    await note().click();
    await page.keyboard.insertText('😀👩‍👩‍👧 שלום עולם \u200b\u2060 Klant is zwanger 😀. العربية is Joods, belt morgen.');
    await expectUnderlined(page, ['zwanger', 'Joods']);
  });

  it('five megabytes pasted: the field keeps them, keys come through, and the end is read too', async () => {
    await open('/plain');
    await note().click();
    const text = `${'Klant belt over factuur 5521 en krijgt uitleg.\n'.repeat(110_000)}Is Joods.`;
    await note().evaluate((field, long) => {
      field.focus();
      (field as HTMLTextAreaElement).setRangeText(long);
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    }, text);
    await expect
      .poll(
        () =>
          chipOf(page)
            .textContent()
            .catch(() => ''),
        { timeout: 20_000 },
      )
      .toContain('1 opmerking');
    expect((await value()).length).toBe(text.length);
  }, 60_000);

  it('two guards on one page: the second keeps out', async () => {
    await open('/plain', stage.withScript!);
    await note().click();
    await page.keyboard.type(`${bad} kaart 4111111111111111 klaar`);
    await expectUnderlined(page, ['Joods']);
    expect(await page.locator('waarborg-guard').count()).toBe(1);
    expect(await value()).toBe(`${bad} kaart ************1111 klaar`);
    expect(await page.evaluate('window.events.filter((event) => event.act === "masked").length')).toBe(1);
    expect(troubles).toEqual([]);
  });

  it('a page that was not appointed runs nothing of ours', async () => {
    await page.close();
    page = await stage.browser.context.newPage();
    await page.goto(`${stage.server.address}/elsewhere`);
    await page.setContent('<textarea id="note"></textarea>');
    await page.locator('#note').click();
    await page.keyboard.type(bad);
    await page.waitForTimeout(300);
    expect(await underlined(page)).toEqual({});
  });

  it('a server that is gone: the guard goes on with the rules it has; nothing ever went elsewhere', async () => {
    await stage.server.close();
    await open('/plain');
    await note().click();
    await page.keyboard.type(bad);
    await expectUnderlined(page, ['Joods']);
    expect(stage.browser.elsewhere).toEqual([]);
    for (const one of stage.server.received.filter(({ path }) => path.startsWith('/api/'))) expect(one.authorization).toBe('Bearer sleutel-voor-de-proef');
  });
});
