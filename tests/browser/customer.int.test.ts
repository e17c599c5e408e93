import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { callFrom, connectAndScan, joinAs, openCompany, type SmallCompany } from './small-company.ts';
import { axeFindings, openStage, overflowOf, picture, type Stage, setUpOrganisation, type Watched } from './stage.ts';

// Real browser, server and databases on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000 });

let stage: Stage;
let company: SmallCompany;
let officer: Watched;
const person = 7;

beforeAll(async () => {
  [stage, company] = await Promise.all([openStage(), openCompany(40)]);
  const admin = await stage.open();
  await setUpOrganisation(admin.page, stage.setupLink, {
    organisation: 'Voorbeeld Energie',
    name: 'Noor Willems',
    email: 'noor@voorbeeld.example',
    password: 'zeven blauwe eenden zwemmen',
  });
  officer = await stage.open();
  await joinAs(admin.page, officer.page, stage.address, {
    name: 'Fleur Meijer',
    email: 'fleur@voorbeeld.example',
    password: 'acht rode fietsen op zolder',
    role: 'privacyOfficer',
    language: 'nl',
  });
  await connectAndScan(officer.page, company);
  await callFrom(officer.page, 'POST', '/api/v1/sources', { type: 'manual', name: 'Papieren dossiers', owner: 'Facilitair' });
  await officer.page.goto(`${stage.address}/sources/new?kind=csv`);
  const [chooser] = await Promise.all([
    officer.page.waitForEvent('filechooser'),
    officer.page.getByRole('button', { name: /Bestand kiezen|Kies een bestand/ }).click(),
  ]);
  await chooser.setFiles(company.campaignPath);
  await officer.page.getByRole('button', { name: 'Scan starten' }).click();
  await officer.page.getByText('records gelezen in').waitFor();
}, 180_000);
afterAll(async () => {
  await stage?.close();
  await company?.close();
});

async function mustBeSound({ page, troubles }: Watched, name: string): Promise<void> {
  await picture(page, name);
  expect(await axeFindings(page), name).toEqual([]);
  expect(await overflowOf(page), name).toBe(0);
  expect(troubles, name).toEqual([]);
}

test('a look-up asks for a reason and a value that can be right, and keeps both out of the address', async () => {
  const { page } = officer;
  await page.goto(`${stage.address}/lookup`);
  await page.getByText('U hebt nog niemand opgezocht.').waitFor();
  const search = page.locator('#main').getByRole('button', { name: 'Zoeken', exact: true });
  await page.getByRole('textbox', { name: 'E-mailadres' }).fill('geen adres');
  await search.click();
  await page.getByText('Dit is geen e-mailadres.').waitFor();
  await page.getByText('Geef een reden.').waitFor();
  await mustBeSound(officer, 'lookup-errors-nl');
  // A value pasted whole moves the choice of kind along.
  await page.getByRole('textbox', { name: 'E-mailadres' }).fill(company.customers[person].iban);
  await page.getByRole('textbox', { name: 'IBAN' }).waitFor();
  await page.getByRole('textbox', { name: 'IBAN' }).fill(company.customers[person].email);
  await page.getByRole('button', { name: 'Inzageverzoek' }).click();
  await page.getByRole('textbox', { name: /Waarom zoekt u/ }).fill('Inzageverzoek 2026-0431');
  await search.click();
  await page.waitForURL(/\/lookup\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { level: 1, name: 'Waar staat deze klant?' }).waitFor();
  expect(page.url()).not.toContain('voorbeeld');
});

test('the walk finds the customer in the database and in the list, says why, and names where nobody looked', async () => {
  const { page } = officer;
  const walk = page.getByRole('list', { name: 'De zoektocht' });
  await walk.getByText('Hiermee bent u begonnen').waitFor();
  const text = (await walk.textContent()) ?? '';
  expect(text).toContain('CRM Klantcontact');
  expect(text).toContain('campagnelijst');
  expect(text).not.toContain(company.customers[person].email);
  expect(text).not.toContain(company.customers[person].name);
  const places = page.getByRole('table', { name: 'Vindplaatsen' });
  await places.getByRole('row').filter({ hasText: '· contact' }).waitFor();
  await places.getByRole('row').filter({ hasText: 'campagnelijst' }).waitFor();
  await page.getByText('zonder koppeling; iemand moet zelf kijken').waitFor();
  await mustBeSound(officer, 'walk-nl');
});

test('a certain step is dropped and taken back, and the figures follow', async () => {
  const { page } = officer;
  const found = page.locator('.facts dd').first();
  const before = await found.textContent();
  await page.getByText(/waarop dit rust$/).click();
  const step = page
    .getByRole('list', { name: 'Alle stappen' })
    .getByRole('listitem')
    .filter({ hasText: /^Telefoonnummer/ });
  await step.getByRole('button', { name: /^Niet deze persoon/ }).click();
  await page.getByText('1 stap telt niet mee').click();
  await page.getByRole('button', { name: /^Hoort er toch bij/ }).click();
  await page.getByRole('list', { name: 'De zoektocht' }).getByText('door u bevestigd').first().waitFor();
  expect(await found.textContent()).toBe(before);
  const proposal = page.getByRole('button', { name: /^Hoort erbij/ });
  const open = await proposal.count();
  if (open > 0) {
    await proposal.first().click();
    await expect.poll(() => page.getByRole('button', { name: /^Hoort erbij/ }).count()).toBeLessThan(open);
  }
});

test('a record is shown only after saying that it is written down, and it is', async () => {
  const { page } = officer;
  await page.getByRole('button', { name: /^Records tonen: CRM Klantcontact · klant$/ }).click();
  await page.waitForURL(/datasetId=\d+/);
  await page.getByRole('button', { name: new RegExp(`^Record ${company.customers[person].number} bekijken`) }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('U gaat klantgegevens bekijken').waitFor();
  expect(await dialog.textContent()).not.toContain(company.customers[person].email);
  await mustBeSound(officer, 'record-ask-nl');
  await dialog.getByRole('button', { name: 'Bekijken en vastleggen' }).click();
  await dialog.getByText(company.customers[person].email).waitFor();
  await mustBeSound(officer, 'record-nl');
  await dialog.getByRole('button', { name: 'Sluiten' }).last().click();
  await dialog.waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(company.customers[person].email);
  const trail = await callFrom<{ items: { act: string; reason: string | null; details: unknown }[] }>(page, 'GET', '/api/v1/trail?act=lookup.recordViewed');
  expect(trail.items).toHaveLength(1);
  expect(JSON.stringify(trail.items)).not.toContain(company.customers[person].email);
});

test('the places go out as a file without what stands there', async () => {
  const { page } = officer;
  await page.getByRole('button', { name: 'Exporteren' }).click();
  const [csv] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'CSV' }).click()]);
  const places = readFileSync(await csv.path(), 'utf8');
  expect(places).toContain('CRM Klantcontact');
  expect(places).not.toContain(company.customers[person].email);
  await page.getByRole('button', { name: 'Exporteren' }).click();
  const [pdf] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Rapport (PDF)' }).click()]);
  expect(
    readFileSync(await pdf.path())
      .subarray(0, 5)
      .toString('latin1'),
  ).toBe('%PDF-');
});

test('what the search box hands over is looked up without passing through the address; nobody found is said plainly', async () => {
  const { page } = officer;
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await page.goto(`${stage.address}/`);
  await page.locator('h1').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('niemand@nergens.example');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/lookup');
  expect(await page.getByRole('textbox', { name: 'E-mailadres' }).inputValue()).toBe('niemand@nergens.example');
  await page.getByRole('button', { name: 'Wisverzoek' }).click();
  await page.locator('#main').getByRole('button', { name: 'Zoeken', exact: true }).click();
  await page.getByRole('heading', { name: 'Niet gevonden' }).waitFor();
  await mustBeSound(officer, 'walk-nothing-nl');
  expect(addresses.join(' ')).not.toContain('nergens');
});

test.each([
  ['nl', 375, 'dark'],
  ['en', 1280, 'light'],
] as const)(
  'look-up and walk are sound: %s, %i px, %s',
  async (language, width, colorScheme) => {
    await callFrom(officer.page, 'PATCH', '/api/v1/me', { language });
    const { items } = await callFrom<{ items: { id: string; totals: { records: number } }[] }>(officer.page, 'GET', '/api/v1/lookups');
    const full = items.find((lookup) => lookup.totals.records > 0)!.id;
    const seen = await stage.open({ language, width, colorScheme });
    await seen.context.addCookies(await officer.page.context().cookies());
    for (const path of ['/lookup', `/lookup/${full}`, '/lookup/0197a2b4-0000-7000-8000-000000000001']) {
      await seen.page.goto(stage.address + path);
      await seen.page.locator(`html[lang=${language}] h1`).waitFor();
      await seen.page.locator('.skeleton').first().waitFor({ state: 'detached' });
      if (path.endsWith(full)) {
        await seen.page
          .locator('#main')
          .getByRole('button', { name: /^(Records tonen|Show records)/ })
          .first()
          .click();
        await seen.page.locator('.record-fields').first().waitFor();
      }
      await mustBeSound(seen, `${path.replace(/[0-9a-f-]{36}/g, 'one').replace(/\W+/g, '-')}-${language}-${width}-${colorScheme}`);
    }
    await seen.context.close();
  },
  90_000,
);
