import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { axeFindings, openStage, overflowOf, picture, type Stage, setUpOrganisation, type Watched } from './stage.ts';

// A real server, a real browser and axe on every page: slow when the machine has more to do.
vi.setConfig({ testTimeout: 120_000 });

let stage: Stage;
let admin: Watched;
const anneke = { organisation: 'Voorbeeld Energie', name: 'Anneke de Groot', email: 'anneke@voorbeeld.example', password: 'vier groene fietsen in de gracht' };
const bram = { name: 'Bram Peeters', email: 'bram@voorbeeld.example', password: 'drie blauwe lampen op zolder' };

beforeAll(async () => {
  stage = await openStage();
  admin = await stage.open();
});
afterAll(() => stage?.close());

/** The six digits an authenticator app shows for a base32 secret (RFC 6238, SHA-1, 30 s). */
function totpCode(secret: string, at: number): string {
  const bits = [...secret.replace(/\s|=/g, '')].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** What every page must be: nothing for axe, nothing wider than the window, nothing in the console, no call elsewhere. */
async function mustBeSound({ page, troubles }: Watched, name: string): Promise<void> {
  const findings = await axeFindings(page);
  await picture(page, name);
  expect(findings, name).toEqual([]);
  expect(await overflowOf(page), name).toBe(0);
  expect(troubles, name).toEqual([]);
}

test('the one-time link makes the organisation; its token leaves the address and does not work twice', async () => {
  const { page } = admin;
  await page.goto(`${stage.address}/`);
  await page.getByText('Er is nog geen eigen organisatie').waitFor();
  await mustBeSound(admin, 'sign-in-nl');
  await page.goto(stage.setupLink);
  await page.getByText('U wordt beheerder én privacy officer').waitFor();
  await page.getByLabel('Wachtwoord', { exact: true }).fill('kort');
  await page.getByRole('button', { name: 'Inrichten' }).click();
  await page.getByText('Gebruik minstens 12 tekens').waitFor();
  await mustBeSound(admin, 'setup-nl');
  await setUpOrganisation(page, stage.setupLink, anneke);
  expect(page.url()).toBe(`${stage.address}/`);
  await page.getByText('Koppel een bron').first().waitFor();
  await page.getByText('Voorbeeld Energie · privacy officer en beheerder').waitFor();
  expect(await page.getByText('Daarvoor is de rol').count()).toBe(0);
  await mustBeSound(admin, 'today-empty-nl');

  const other = await stage.open({ language: 'en', width: 375 });
  await other.page.goto(stage.setupLink);
  await other.page.getByText('has already been set up').waitFor();
  await mustBeSound(other, 'setup-done-en');
  await other.context.close();
});

test('the sign-in page sends on who is signed in, and nobody to another origin', async () => {
  const { page } = admin;
  await page.goto(`${stage.address}/sign-in`);
  await page.getByRole('heading', { level: 1, name: 'Vandaag' }).waitFor();
  expect(page.url()).toBe(`${stage.address}/`);
  await page.goto(`${stage.address}/sign-in?next=%2Ftrail%3Flimit%3D5`);
  await page.getByRole('heading', { level: 1, name: 'Logboek' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/trail');
  await page.goto(`${stage.address}/sign-in?next=%2F%2Felsewhere.example%2F`);
  await page.getByRole('heading', { level: 1, name: 'Vandaag' }).waitFor();
  expect(page.url()).toBe(`${stage.address}/`);

  const visitor = await stage.open();
  await visitor.page.goto(`${stage.address}/sign-in?next=%2Fpeople`);
  await visitor.page.getByLabel('E-mailadres').fill(anneke.email);
  await visitor.page.getByLabel('Wachtwoord', { exact: true }).fill(anneke.password);
  await visitor.page.keyboard.press('Enter');
  await visitor.page.getByRole('heading', { level: 1, name: 'Mensen en rollen' }).waitFor();
  expect(new URL(visitor.page.url()).pathname).toBe('/people');
  expect(visitor.troubles).toEqual([]);
  await visitor.context.close();
});

test('two-step sign-in is turned on with an authenticator and then asked for', async () => {
  const { page } = admin;
  await page.goto(`${stage.address}/account?part=security`);
  await page.getByRole('button', { name: 'Aanzetten' }).click();
  await page.getByRole('dialog').getByLabel('Uw wachtwoord').fill('niet dit wachtwoord');
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByText('Dit is niet uw huidige wachtwoord').first().waitFor();
  await page.getByRole('dialog').getByLabel('Uw wachtwoord').fill(anneke.password);
  await page.getByRole('button', { name: 'Verder' }).click();
  await page.getByRole('img', { name: 'QR-code' }).waitFor();
  await mustBeSound(admin, 'totp-nl');
  const secret = (await page.getByRole('dialog').locator('.copy code').first().textContent()) ?? '';
  await page.getByLabel('Code uit de app').fill(totpCode(secret, Date.now()));
  await page.getByRole('dialog').getByRole('button', { name: 'Aanzetten' }).click();
  await page.getByText('Bewaar deze herstelcodes').waitFor();
  const recovery = (await page.locator('.codes code').first().textContent()) ?? '';
  expect(recovery.length).toBeGreaterThan(7);
  await page.getByRole('button', { name: 'Ik heb ze bewaard' }).click();
  await page.getByText('Bij het inloggen vraagt Waarborg een code').waitFor();

  const again = await stage.open();
  await again.page.goto(`${stage.address}/trail`);
  await again.page.getByLabel('E-mailadres').fill(anneke.email);
  await again.page.getByLabel('Wachtwoord', { exact: true }).fill(anneke.password);
  await again.page.keyboard.press('Enter');
  await again.page.getByLabel('Code uit uw authenticator-app').fill('000000');
  await again.page.keyboard.press('Enter');
  await again.page.getByText('Deze code klopt niet').waitFor();
  await mustBeSound(again, 'totp-asked-nl');
  await again.page.getByLabel('Code uit uw authenticator-app').fill(recovery);
  await again.page.keyboard.press('Enter');
  await again.page.getByRole('heading', { level: 1, name: 'Logboek' }).waitFor();
  expect(new URL(again.page.url()).pathname).toBe('/trail');
  await again.context.close();
});

test('somebody is invited, joins in English, and sees what the role may see', async () => {
  const { page } = admin;
  await page.goto(`${stage.address}/people`);
  await page.getByRole('button', { name: 'Iemand uitnodigen' }).click();
  await page.getByRole('dialog').getByLabel('E-mailadres').fill(bram.email);
  await page.getByRole('dialog').getByRole('button', { name: 'Uitnodigen' }).click();
  await page.getByText('Kies minstens één rol').waitFor();
  await page.getByRole('checkbox', { name: /^auditor/ }).check({ force: true });
  await page.getByRole('checkbox', { name: /^marketing/ }).check({ force: true });
  await mustBeSound(admin, 'invite-nl');
  await page.getByRole('dialog').getByRole('button', { name: 'Uitnodigen' }).click();
  await page.getByText('Uitnodigingslink').waitFor();
  const link = (await page.getByRole('dialog').locator('.copy code').textContent()) ?? '';
  expect(link).toContain('/invitation#');
  await page.getByRole('button', { name: 'Klaar' }).click();
  await page.getByText('Open uitnodigingen').waitFor();
  await mustBeSound(admin, 'people-nl');

  const guest = await stage.open({ language: 'en' });
  await guest.page.goto(link.replace(/^https?:\/\/[^/]+/, stage.address));
  await guest.page.getByLabel('Your name').fill(bram.name);
  await guest.page.getByLabel('Password', { exact: true }).fill(bram.password);
  await guest.page.getByText('invites you as marketing and auditor').waitFor();
  await mustBeSound(guest, 'invitation-en');
  await guest.page.getByRole('button', { name: 'Accept invitation' }).click();
  await guest.page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  await guest.page.goto(`${stage.address}/people?part=roles`);
  await guest.page.getByText('Look up where a customer is').waitFor();
  await mustBeSound(guest, 'roles-en');
  expect(await guest.page.getByRole('button', { name: 'Invite somebody' }).count()).toBe(0);
  await guest.page.goto(`${stage.address}/sources/new`);
  await guest.page.getByText('not part of your role').waitFor();

  await page.reload();
  const line = (name: string) => page.getByRole('row').filter({ hasText: name });
  expect(await line(bram.name).textContent()).toContain('marketing en auditor');
  const changeRoles = async (name: string) => {
    await page.getByRole('button', { name: `Acties voor ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Rollen wijzigen' }).click();
  };
  await changeRoles(bram.name);
  const dialog = page.getByRole('dialog', { name: `Rollen van ${bram.name}` });
  await dialog.getByRole('checkbox', { name: /^marketing/ }).uncheck({ force: true });
  await dialog.getByRole('checkbox', { name: /^auditor/ }).uncheck({ force: true });
  await dialog.getByText('Kies minstens één rol').waitFor();
  await dialog.getByRole('checkbox', { name: /^auditor/ }).check({ force: true });
  await dialog.getByRole('checkbox', { name: /^teamleider/ }).check({ force: true });
  await mustBeSound(admin, 'roles-dialog-nl');
  await dialog.getByRole('button', { name: 'Opslaan' }).click();
  await line(bram.name).getByText('teamleider en auditor').waitFor();
  // One's own as well, but somebody stays administrator.
  await changeRoles(anneke.name);
  const own = page.getByRole('dialog', { name: `Rollen van ${anneke.name}` });
  await own.getByText('Dit zijn uw eigen rollen').waitFor();
  await own.getByRole('checkbox', { name: /^beheerder/ }).uncheck({ force: true });
  await own.getByRole('button', { name: 'Opslaan' }).click();
  await own.getByRole('alert').waitFor();
  await mustBeSound(admin, 'own-roles-refused-nl');
  await own.getByRole('button', { name: 'Annuleren' }).click();

  await page.getByRole('button', { name: `Acties voor ${bram.name}` }).click();
  await page.getByRole('menuitem', { name: 'Toegang intrekken' }).click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Toegang intrekken' }).click();
  await page.getByText('geen toegang').waitFor();
  await guest.page.getByRole('link', { name: 'Trail' }).click();
  await guest.page.getByText('Your session has ended').waitFor();
  await mustBeSound(guest, 'expired-en');
  await guest.context.close();
});

test('the trail shows it all, filters from the address, and the chain is whole', async () => {
  const { page } = admin;
  await page.goto(`${stage.address}/trail?act=person.invited`);
  await page.getByRole('row').filter({ hasText: 'Iemand uitgenodigd' }).waitFor();
  expect(await page.locator('tr[data-row]').count()).toBe(1);
  await page.locator('tr[data-row]').getByRole('button', { name: 'Iemand uitgenodigd' }).click();
  await page.getByText('Elk controlegetal is berekend').waitFor();
  await mustBeSound(admin, 'trail-entry-nl');
  await page.keyboard.press('Escape');
  await page.goto(`${stage.address}/trail?act=person.changed`);
  await page.getByRole('row').filter({ hasText: 'marketing en auditor → teamleider en auditor' }).waitFor();
  await page.getByRole('button', { name: 'Filters wissen' }).click();
  await page.getByRole('row').filter({ hasText: 'Organisatie ingericht' }).waitFor();
  await page.getByLabel('Zoeken in het logboek').fill('j.devries@voorbeeld.example');
  await page.getByText('In het logboek staan geen klantgegevens').waitFor();
  expect(page.url()).not.toContain('devries');
  await page.getByRole('button', { name: 'Keten controleren' }).click();
  await page.getByText('De keten is heel').waitFor();
  await mustBeSound(admin, 'trail-nl');
});

test('what somebody types in the search box that may be a person never reaches the address', async () => {
  const { page } = admin;
  await page.goto(`${stage.address}/`);
  await page.locator('h1').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('energie');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/map?q=energie');
  await page.getByRole('searchbox', { name: 'Zoeken', exact: true }).first().fill('j.devries@voorbeeld.example');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
  expect(page.url()).not.toContain('devries');
});

test('an organisation that asks for two-step sign-in lets somebody new set it up first, and shows the recovery codes until they are kept', async () => {
  const { page } = admin;
  await page.goto(`${stage.address}/settings`);
  await page.getByText('Inloggen in twee stappen verplicht').click();
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('De instellingen zijn opgeslagen').waitFor();
  const link = await page.evaluate(async () => {
    const answer = await fetch('/api/v1/people/invitations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'chantal@voorbeeld.example', roles: ['teamLead'] }),
    });
    return ((await answer.json()) as { link: string }).link;
  });
  const guest = await stage.open({ width: 375 });
  await guest.page.goto(link.replace(/^https?:\/\/[^/]+/, stage.address));
  await guest.page.getByLabel('Uw naam').fill('Chantal Nieuwenhuis');
  await guest.page.getByLabel('Wachtwoord', { exact: true }).fill('twee paarse wolken boven zee');
  await guest.page.getByRole('button', { name: 'Uitnodiging aannemen' }).click();
  await guest.page.getByRole('heading', { level: 1, name: 'Eerst: inloggen in twee stappen' }).waitFor();
  await mustBeSound(guest, 'must-two-step-nl');
  await guest.page.getByRole('button', { name: 'Aanzetten' }).click();
  await guest.page.getByRole('dialog').getByLabel('Uw wachtwoord').fill('twee paarse wolken boven zee');
  await guest.page.getByRole('button', { name: 'Verder' }).click();
  const secret = (await guest.page.getByRole('dialog').locator('.copy code').first().textContent()) ?? '';
  await guest.page.getByLabel('Code uit de app').fill(totpCode(secret, Date.now()));
  await guest.page.getByRole('dialog').getByRole('button', { name: 'Aanzetten' }).click();
  await guest.page.getByText('Bewaar deze herstelcodes').waitFor();
  await mustBeSound(guest, 'recovery-codes-nl');
  await guest.page.getByRole('button', { name: 'Ik heb ze bewaard' }).click();
  await guest.page.getByRole('heading', { level: 1, name: 'Vandaag' }).waitFor();
  await guest.context.close();
});

test('going to another page moves focus and title; language and theme change at once; a lost line is said', async () => {
  const { page } = admin;
  const heading = () => page.evaluate(() => document.activeElement?.textContent);
  await page.goto(`${stage.address}/`);
  await page.locator('h1').waitFor();
  await page.getByRole('link', { name: 'Logboek' }).click();
  await page.getByRole('heading', { level: 1, name: 'Logboek' }).waitFor();
  await expect.poll(heading).toBe('Logboek');
  expect(await page.title()).toBe('Logboek · Waarborg');
  await page.keyboard.press('g');
  await page.keyboard.press('v');
  await page.getByRole('heading', { level: 1, name: 'Vandaag' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Sneltoetsen' }).waitFor();
  await mustBeSound(admin, 'shortcuts-nl');
  await page.keyboard.press('Escape');
  const menu = async (name: string) => {
    await page.getByRole('button', { name: /Anneke de Groot/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await menu('Donker');
  await page.locator('html[data-theme=dark]').waitFor();
  await mustBeSound(admin, 'today-dark-nl');
  await menu('Zoals het systeem');
  await menu('English');
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  await menu('Nederlands');
  await page.getByRole('heading', { level: 1, name: 'Vandaag' }).waitFor();
  await page.context().setOffline(true);
  await page.getByText('Geen verbinding').waitFor();
  await page.context().setOffline(false);
  await page.getByText('Geen verbinding').waitFor({ state: 'detached' });
  admin.troubles.length = 0;
});

test.each([
  ['nl', 1280, 'light'],
  ['en', 375, 'dark'],
] as const)(
  'every page of the shell is sound: %s, %i px, %s',
  async (language, width, colorScheme) => {
    const seen = await stage.open({ language, width, colorScheme });
    await seen.context.addCookies(await admin.page.context().cookies());
    await seen.page.goto(`${stage.address}/account`);
    await seen.page.locator('h1').waitFor();
    await seen.page.getByRole('radio', { name: language === 'nl' ? 'Nederlands' : 'English' }).check({ force: true });
    await seen.page.getByRole('button', { name: /^(Opslaan|Save)$/ }).click();
    await seen.page.locator(`html[lang=${language}]`).waitFor();
    for (const path of [
      '/',
      '/detect',
      '/trail',
      '/people',
      '/people?part=roles',
      '/settings',
      '/account',
      '/account?part=security',
      '/account?part=sessions',
      '/account?part=tokens',
      '/nergens',
    ]) {
      await seen.page.goto(stage.address + path);
      await seen.page.locator('h1').waitFor();
      await seen.page.locator('.skeleton').waitFor({ state: 'detached' });
      if (path === '/detect') {
        await seen.page.getByRole('button', { name: 'Chat', exact: true }).click();
        await seen.page.locator('mark').first().waitFor();
      }
      if (path === '/trail' && language === 'en') {
        // As in Europe: day before month, 24 hours.
        expect(await seen.page.locator('tr[data-row]').first().textContent()).toMatch(/\d{1,2} [A-Z][a-z]{2,3} 20\d\d, \d\d:\d\d(?! ?[ap]m)/i);
      }
      await mustBeSound(seen, `${path.replace(/\W+/g, '-')}-${language}-${width}-${colorScheme}`);
    }
    await seen.context.close();
  },
  90_000,
);
