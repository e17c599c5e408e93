import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { callFrom, joinAs, openCompany, type SmallCompany, scanToEnd } from './small-company.ts';
import { axeFindings, openStage, overflowOf, picture, type Stage, setUpOrganisation, type Watched } from './stage.ts';

// Real browser, server and databases on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

let stage: Stage;
let company: SmallCompany;
let newcomer: Watched;
let officer: Watched;

beforeAll(async () => {
  [stage, company] = await Promise.all([openStage(), openCompany()]);
  newcomer = await stage.open();
  await setUpOrganisation(newcomer.page, stage.setupLink, {
    organisation: 'Voorbeeld Energie',
    name: 'Noor Willems',
    email: 'noor@voorbeeld.example',
    password: 'zeven blauwe eenden zwemmen',
  });
});
afterAll(async () => {
  await stage?.close();
  await company?.close();
});

/** Nothing for axe, nothing wider than the window, nothing in the console, no call elsewhere. */
async function mustBeSound({ page, troubles }: Watched, name: string): Promise<void> {
  await picture(page, name);
  expect(await axeFindings(page), name).toEqual([]);
  expect(await overflowOf(page), name).toBe(0);
  expect(troubles, name).toEqual([]);
}

const main = (page: Page) => page.locator('#main');

test('connects the database: a wrong password is said, a try lists what can be read and what may not', async () => {
  const { page } = newcomer;
  await page.goto(`${stage.address}/sources`);
  await page.getByRole('link', { name: 'Database koppelen' }).click();
  await page.getByRole('button', { name: 'Verbinding proberen' }).click();
  await page.getByText('Vul de naam of het adres van de server in.').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  await mustBeSound(newcomer, 'connect-errors-nl');

  await page.getByRole('textbox', { name: 'Server' }).fill(`postgres://${company.user}:mis@127.0.0.1:${company.port}/${company.database}`);
  expect(await page.getByRole('textbox', { name: 'Poort' }).inputValue()).toBe(String(company.port));
  await page.getByRole('button', { name: 'Verbinding proberen' }).click();
  await page.getByText('Gebruiker of wachtwoord klopt niet.').waitFor();
  await page.getByLabel('Wachtwoord', { exact: true }).fill(company.password);
  await page.getByRole('button', { name: 'Verbinding proberen' }).click();
  await page.getByText('Gelukt: 3 tabellen gevonden.').waitFor();
  await page.getByText('GRANT SELECT ON "public"."salaris"').waitFor();
  await page.getByRole('textbox', { name: 'Naam', exact: true }).fill('CRM Klantcontact');
  await page.getByRole('textbox', { name: /^Eigenaar/ }).fill('Klantenservice');
  await page.getByRole('combobox', { name: /^Land/ }).click();
  await page.keyboard.type('Nederl', { delay: 20 });
  await page.getByRole('option', { name: 'Nederland', exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await mustBeSound(newcomer, 'connect-tried-nl');
  await page.getByRole('button', { name: 'Bewaren en scan kiezen' }).click();
  await page.getByRole('heading', { level: 1, name: 'CRM Klantcontact scannen' }).waitFor();
  expect(page.url()).not.toContain(company.password);
});

test('chooses what to read, watches the scan and reads what could not be read', async () => {
  const { page } = newcomer;
  await page.getByText('3 tabellen gekozen').waitFor();
  await page.getByRole('checkbox', { name: /: tarief$/ }).uncheck({ force: true });
  await page.getByText('2 tabellen gekozen').waitFor();
  await page.getByRole('checkbox', { name: /: tarief$/ }).check({ force: true });
  await mustBeSound(newcomer, 'choose-scan-nl');
  await page.getByRole('button', { name: 'Scan starten' }).click();
  await page.waitForURL('**/scans/*');
  await page.getByText('Klaar, met problemen').waitFor();
  await main(page).getByText('380 records gelezen in').waitFor();
  await main(page).getByText('salaris').first().waitFor();
  await page.getByText('Dit is de eerste scan van deze bron.').waitFor();
  await mustBeSound(newcomer, 'scan-done-nl');
});

test('uploads a list; a file that cannot be read is refused before it is sent', async () => {
  const { page } = newcomer;
  await page.goto(`${stage.address}/sources/new?kind=csv`);
  const choose = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page
        .getByRole('button', { name: 'Kies een bestand' })
        .or(page.getByRole('button', { name: 'Bestand kiezen' }))
        .click(),
    ]);
    await chooser.setFiles(file);
  };
  await choose({ name: 'programma.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
  await page.getByText('Dit soort bestand kan Waarborg niet lezen.').waitFor();
  await choose({ name: 'leeg.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
  await page.getByText('Dit bestand is leeg.').waitFor();
  await mustBeSound(newcomer, 'upload-nl');
  await choose(company.campaignPath);
  await page.getByRole('heading', { level: 1, name: 'campagnelijst.csv scannen' }).waitFor();
  await page.getByRole('button', { name: 'Scan starten' }).click();
  await main(page).getByText('25 records gelezen in').waitFor();
});

test('the same person, alone, reads the map and finds a customer in the database and in the list', async () => {
  const { page } = newcomer;
  await page.goto(`${stage.address}/map`);
  await page.locator('.map-table tr[data-row]').first().waitFor();
  await page.goto(`${stage.address}/lookup`);
  await page.getByRole('textbox', { name: 'E-mailadres' }).fill(company.customers[3].email);
  await page.getByRole('textbox', { name: /Waarom zoekt u/ }).fill('Inzageverzoek 2026-0007');
  await main(page).getByRole('button', { name: 'Zoeken', exact: true }).click();
  const places = page.getByRole('table', { name: 'Vindplaatsen' });
  await places.getByRole('row').filter({ hasText: 'CRM Klantcontact' }).first().waitFor();
  await places.getByRole('row').filter({ hasText: 'campagnelijst' }).first().waitFor();
});

test('notes a system that cannot be read', async () => {
  const { page } = newcomer;
  await page.goto(`${stage.address}/sources/new?kind=manual`);
  await page.getByRole('radio', { name: /Telefoons en laptops/ }).check({ force: true });
  expect(await page.getByRole('textbox', { name: 'Naam', exact: true }).inputValue()).toBe('Telefoons van het team');
  await page.getByRole('textbox', { name: /^Bewaard in back-ups/ }).fill('veel');
  await page.getByRole('button', { name: 'Bron bewaren' }).click();
  await page.getByText('Vul een heel aantal dagen in').waitFor();
  await page.getByRole('textbox', { name: /^Bewaard in back-ups/ }).fill('35');
  await page.getByRole('button', { name: 'Bron bewaren' }).click();
  await page.getByRole('heading', { level: 1, name: 'Telefoons van het team' }).waitFor();
  await page.getByText('35 dagen').waitFor();
  await mustBeSound(newcomer, 'manual-nl');
});

test('a privacy officer asks the map, judges with the keys, takes it back, and the verdict holds', async () => {
  officer = await stage.open();
  const { page } = officer;
  await joinAs(newcomer.page, page, stage.address, {
    name: 'Fleur Meijer',
    email: 'fleur@voorbeeld.example',
    password: 'acht rode fietsen op zolder',
    role: 'privacyOfficer',
    language: 'nl',
  });
  await page.goto(`${stage.address}/map`);
  await page.getByRole('searchbox', { name: 'Zoek of vraag' }).fill('Waar staan IBANs?');
  await page.waitForURL(/q=Waar/);
  await page.getByText('1 veld', { exact: true }).waitFor();
  expect(await page.locator('.map-table tr[data-row]').count()).toBe(1);
  await mustBeSound(officer, 'map-question-nl');
  await page.getByRole('button', { name: 'Filters wissen' }).click();
  await page.getByRole('searchbox', { name: 'Zoek of vraag' }).fill('gezondheid in vrije tekst');
  await page.getByText('1 veld', { exact: true }).waitFor();
  const line = page.locator('.map-table tr[data-row]');
  expect(await line.textContent()).toContain('Gezondheid');
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/field=\d+/);
  const panel = page.getByRole('complementary', { name: 'Veld in detail' });
  await panel.getByRole('heading', { level: 2 }).filter({ hasText: 'contact.notitie' }).waitFor();
  const health = panel.getByRole('region', { name: 'Gezondheid' });
  // The words for a reason are fetched when the first one is shown.
  await expect.poll(() => health.textContent(), { timeout: 15_000 }).not.toMatch(/flag\.|[a-z]+\.[a-z-]+:/);
  await mustBeSound(officer, 'map-panel-nl');
  await health.getByRole('button', { name: 'Klopt' }).click();
  await health.getByText(/Bevestigd door Fleur Meijer/).waitFor();
  await health.getByRole('textbox', { name: /Waarom/ }).fill('Staat zo in de gespreksnotities');
  await health.getByRole('button', { name: 'Bewaren' }).click();
  await health.getByText('Staat zo in de gespreksnotities').waitFor();
  await health.getByRole('button', { name: 'Ongedaan maken' }).click();
  await health.getByRole('button', { name: 'Klopt' }).waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.search.includes('field='));

  await page.goto(`${stage.address}/map?q=plaats`);
  await page.locator('.map-table tr[data-row]').first().waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('n');
  await page.getByText('campagnelijst.plaats: geen persoonsgegeven').waitFor();
  const lists = await callFrom<{ items: { id: string; name: string }[] }>(page, 'GET', '/api/v1/sources');
  await scanToEnd(page, lists.items.find((source) => source.name === 'campagnelijst.csv')!.id);
  await page.goto(`${stage.address}/map?verdict=notPersonal&all=yes`);
  await page.locator('.map-table tr[data-row]').filter({ hasText: 'campagnelijst.plaats' }).getByText('geen persoonsgegeven').waitFor();
});

test('the map goes out as a report and as a workbook', async () => {
  const { page } = officer;
  await page.goto(`${stage.address}/map`);
  for (const [item, begins, ending] of [
    ['Rapport (PDF)', '%PDF-', '.pdf'],
    ['Excel (XLSX)', 'PK', '.xlsx'],
  ] as const) {
    await page.getByRole('button', { name: 'Exporteren' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
    const content = readFileSync(await download.path());
    expect(content.subarray(0, begins.length).toString('latin1')).toBe(begins);
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\${ending}$`));
    expect(content.length).toBeGreaterThan(2000);
  }
});

test('flows: what a scan saw stands there, one is written down and removed again', async () => {
  const { page } = officer;
  await page.goto(`${stage.address}/map/flows`);
  await page.getByRole('row').filter({ hasText: 'gezien' }).waitFor();
  await page.getByRole('button', { name: 'Stroom noteren' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Van/ }).click();
  await page.getByRole('option', { name: 'CRM Klantcontact' }).click();
  await dialog.getByRole('button', { name: /Naar/ }).click();
  await page.getByRole('option', { name: 'Telefoons van het team' }).click();
  await dialog.getByRole('textbox', { name: 'Wat' }).fill('Monteurs krijgen naam en nummer per bericht');
  await mustBeSound(officer, 'flow-form-nl');
  await dialog.getByRole('button', { name: 'Noteren' }).click();
  const written = page.getByRole('row').filter({ hasText: 'Monteurs krijgen' });
  await written.waitFor();
  await mustBeSound(officer, 'flows-nl');
  await written.getByRole('button', { name: /verwijderen/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
  await written.waitFor({ state: 'detached' });
});

test('a second scan tells what changed; a source is put on a schedule and forgotten only when its name is typed', async () => {
  const { page } = officer;
  await company.run('alter table klant add column bsn text', "update klant set bsn = '111222333'", 'grant select on klant to lezer', 'analyze klant');
  const { items } = await callFrom<{ items: { id: string; name: string }[] }>(page, 'GET', '/api/v1/sources');
  const crm = items.find((source) => source.name === 'CRM Klantcontact')!.id;
  const scan = await scanToEnd(page, crm);
  await page.goto(`${stage.address}/scans/${scan}`);
  await page.getByText('Nieuwe velden').waitFor();
  await page.getByText('klant.bsn').first().waitFor();
  await mustBeSound(officer, 'scan-changes-nl');

  await page.goto(`${stage.address}/sources/${crm}`);
  await page.getByRole('radio', { name: 'Elke week' }).check({ force: true });
  await page.getByText('volgende op').waitFor();
  await page.goto(`${stage.address}/sources`);
  await page.getByRole('link', { name: 'campagnelijst.csv', exact: true }).click();
  await page.getByRole('button', { name: 'Bron verwijderen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('campagne');
  await dialog.getByRole('button', { name: 'Bron verwijderen' }).click();
  await dialog.getByText('Dit is niet de naam van de bron.').waitFor();
  await mustBeSound(officer, 'remove-nl');
  await dialog.getByRole('textbox').fill('campagnelijst.csv');
  await dialog.getByRole('button', { name: 'Bron verwijderen' }).click();
  await page.waitForURL('**/sources');
  await page.getByRole('link', { name: 'CRM Klantcontact', exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'campagnelijst.csv', exact: true }).count()).toBe(0);
});

test.each([
  ['nl', 375, 'dark'],
  ['en', 1280, 'light'],
] as const)(
  'every page of sources, scans and map is sound: %s, %i px, %s',
  async (language, width, colorScheme) => {
    const seen = await stage.open({ language, width, colorScheme });
    await seen.context.addCookies(await officer.page.context().cookies());
    await callFrom(officer.page, 'PATCH', '/api/v1/me', { language });
    const { items } = await callFrom<{ items: { id: string; kind: string }[] }>(officer.page, 'GET', '/api/v1/sources');
    const scans = await callFrom<{ items: { id: string }[] }>(officer.page, 'GET', '/api/v1/scans');
    const crm = items.find((source) => source.kind === 'postgres')!.id;
    const map = await callFrom<{ systems: { datasets: { fields: { id: number }[] }[] }[] }>(officer.page, 'GET', '/api/v1/map');
    const field = map.systems.flatMap((system) => system.datasets).flatMap((dataset) => dataset.fields)[0].id;
    const everywhere = [
      '/sources',
      '/sources/new?kind=postgres',
      `/sources/${crm}`,
      `/scans/${scans.items[0].id}`,
      '/map',
      '/map/flows',
      `/map?field=${field}`,
    ];
    // The narrow round sees every page; what differs by language alone shows on the main ones.
    const narrow = ['/sources/new', '/sources/new?kind=xlsx', '/sources/new?kind=manual', `/sources/${crm}/scan`, '/scans', '/map?q=zzzz'];
    for (const path of width < 500 ? [...everywhere, ...narrow] : everywhere) {
      await seen.page.goto(stage.address + path);
      await seen.page.locator(`html[lang=${language}] h1`).waitFor();
      await seen.page.locator('.skeleton').first().waitFor({ state: 'detached' });
      await mustBeSound(seen, `${path.replace(/[0-9a-f-]{36}/g, 'one').replace(/\W+/g, '-')}-${language}-${width}-${colorScheme}`);
    }
    await seen.context.close();
  },
  180_000,
);
