import { fieldPresets, saveButtonsOf } from '@waarborg/guard';
import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyForTests } from '../../packages/guard/src/testing-policy.ts';
import { type ExtendedBrowser, openExtendedBrowser, openPolicyServer, type PolicyServer } from '../browser/guard-extension.ts';
import { expectUnderlined, panelOf, ready, underlined } from '../browser/guard-hands.ts';
import { badNotes, fineNotes } from './guard-notes.ts';
import { type RequestTracker, startRequestTracker } from './request-tracker-server.ts';
import { startWordPress, type WordPress } from './wordpress-server.ts';

let tracker: RequestTracker;
let wordpress: WordPress;
let server: PolicyServer;
let browser: ExtendedBrowser;
let page: Page;

/** Two systems that we did not write, from Debian's packages, in a Chromium with the extension as it is packed; their fields come from the presets. */
beforeAll(async () => {
  [tracker, wordpress] = await Promise.all([startRequestTracker(), startWordPress()]);
  const field = (preset: string, address: string) => ({
    id: preset,
    name: preset,
    address: `${address}/*`,
    selector: fieldPresets.find((one) => one.id === preset)!.selector,
    channel: 'phone',
    preset,
  });
  // Numbers are left standing here, so that every note can be looked at in the same way; masking has its own tests.
  server = await openPolicyServer(
    policyForTests({ maskAtOnce: [], fields: [field('request-tracker', tracker.address), field('wordpress', wordpress.address)] }),
  );
  browser = await openExtendedBrowser();
  await (await browser.connect(server.address)).close();
  await tracker.call('POST', '/ticket', { Queue: 'General', Subject: 'Vraag over factuur', Requestor: 'klant@post.example', Content: 'Graag uitleg.' });
  page = await browser.context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${tracker.address}/`);
  await page.locator('input[name=user]').fill('root');
  await page.locator('input[name=pass]').fill(tracker.password);
  await page.locator('input[type=submit]').click();
  await page.waitForLoadState();
  await page.goto(`${wordpress.address}/wp-login.php`);
  await page.locator('#user_login').fill(wordpress.user);
  await page.locator('#user_pass').fill(wordpress.password);
  await page.locator('#wp-submit').click();
  await page.waitForURL(/wp-admin/);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([tracker?.stop(), wordpress?.stop(), server?.close()]);
});

/** Writes each of the forty notes into a field and gives those in which the guard did not do what their labels say. */
async function writeAll(where: Page | Frame): Promise<string[]> {
  const wrong: string[] = [];
  const write = async (note: string) => {
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(note);
    await page.waitForTimeout(30);
  };
  for (const note of fineNotes) {
    await write(note);
    const seen = Object.values(await underlined(where)).flat();
    if (seen.length > 0) wrong.push(`fired on "${note}": ${seen.join(', ')}`);
  }
  for (const [note, word] of badNotes) {
    await write(note);
    let seen: string[] = [];
    for (let tries = 0; tries < 20 && !seen.some((one) => one.includes(word) || word.includes(one)); tries++) {
      if (tries > 0) await page.waitForTimeout(50);
      seen = Object.values(await underlined(where)).flat();
    }
    if (!seen.some((one) => one.includes(word) || word.includes(one))) wrong.push(`silent on "${note}" (${word}): ${seen.join(', ')}`);
  }
  return wrong;
}

describe('Request Tracker', () => {
  const comment = () => page.goto(`${tracker.address}/Ticket/Update.html?id=1&Action=Comment`);
  /** Its editor, CKEditor 4, works in an empty frame. */
  async function editor(): Promise<Frame> {
    const handle = await page.waitForSelector('iframe.cke_wysiwyg_frame');
    const frame = (await handle.contentFrame())!;
    await ready(frame, 'body.cke_editable');
    await frame.locator('body').click();
    return frame;
  }

  it('fires as labelled on forty notes in its rich-text editor', async () => {
    await comment();
    expect(await writeAll(await editor())).toEqual([]);
  }, 90_000);

  it('stops the comment, takes the proposal and saves that', async () => {
    await comment();
    const frame = await editor();
    await page.keyboard.type('Is Joods, dus niet bellen op zaterdag.');
    await expectUnderlined(frame, ['Joods']);
    await page.locator('input[name=SubmitTicket]').first().click();
    await expect.poll(() => panelOf(page).textContent()).toContain('Niet opgeslagen');
    expect(page.url()).toContain('Update.html');
    await panelOf(page).getByRole('button', { name: 'Overnemen' }).click();
    await expectUnderlined(frame, []);
    // Nothing of ours is in what is saved.
    expect(await frame.locator('body').innerHTML()).not.toMatch(/waarborg/i);
    await Promise.all([page.waitForURL(/Display\.html/), page.locator('input[name=SubmitTicket]').first().click()]);
    const history = (await tracker.call('GET', '/ticket/1/history')) as { items: { id: string; Type?: string }[] };
    const texts = await Promise.all(history.items.map((one) => tracker.call('GET', `/transaction/${one.id}/attachments`).catch(() => ({}))));
    const ids = texts.flatMap((one) => ((one as { items?: { id: string }[] }).items ?? []).map((item) => item.id));
    const contents = await Promise.all(ids.map((id) => tracker.call('GET', `/attachment/${id}`).catch(() => ({}))));
    const saved = contents.map((one) => Buffer.from(String((one as { Content?: string }).Content ?? ''), 'base64').toString('utf8')).join('\n');
    expect(saved).toContain('Niet bellen op zaterdag.');
    expect(saved).not.toContain('Joods');
  }, 60_000);
});

describe('WordPress', () => {
  it('fires as labelled on forty notes in a comment', async () => {
    await page.goto(`${wordpress.address}/wp-admin/comment.php?action=editcomment&c=1`);
    await ready(page, 'textarea#content');
    await page.locator('textarea#content').click();
    expect(await writeAll(page)).toEqual([]);
  }, 90_000);

  it('stops the comment and lets the rewritten one pass', async () => {
    await page.goto(`${wordpress.address}/wp-admin/comment.php?action=editcomment&c=1`);
    await ready(page, 'textarea#content');
    await page.locator('textarea#content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Klant is zwanger en wil bezorging voor 12 uur.');
    await expectUnderlined(page, ['zwanger']);
    await page.locator('#save').click();
    await expect.poll(() => panelOf(page).textContent()).toContain('Niet opgeslagen');
    await page.keyboard.press('Alt+Enter');
    expect(await page.locator('textarea#content').inputValue()).toBe('Klant wil bezorging voor 12 uur.');
    await Promise.all([page.waitForURL(/edit-comments|#comment/), page.locator('#save').click()]);
    await page.goto(`${wordpress.address}/wp-admin/comment.php?action=editcomment&c=1`);
    expect(await page.locator('textarea#content').inputValue()).toBe('Klant wil bezorging voor 12 uur.');
  }, 60_000);

  it('underlines in the block editor, which keeps a model of its own, and its undo works', async () => {
    await page.goto(`${wordpress.address}/wp-admin/post-new.php`);
    const close = page.getByRole('button', { name: /^Close/ });
    await close
      .first()
      .click({ timeout: 5000 })
      .catch(() => undefined);
    await page.getByRole('button', { name: 'Add default block' }).click();
    await page.keyboard.type('Is Joods, dus niet bellen op zaterdag.');
    await expectUnderlined(page, ['Joods']);
    // This editor takes what is typed within a second as one step of its undo.
    await page.waitForTimeout(1500);
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.press('Alt+Enter');
    const block = page.locator('p.block-editor-rich-text__editable').first();
    await expect.poll(() => block.textContent()).toBe('Niet bellen op zaterdag.');
    await page.keyboard.press('Control+z');
    await expect.poll(() => block.textContent()).toBe('Is Joods, dus niet bellen op zaterdag.');
    expect(browser.elsewhere.filter((address) => !/gravatar|w\.org|wordpress\.org|bestpractical/.test(address))).toEqual([]);
    expect(saveButtonsOf('wordpress')).toContain('#publish');
  }, 60_000);
});
