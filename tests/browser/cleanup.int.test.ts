import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startPostgres, type TestPostgres } from '../../packages/connectors/src/testing/postgres-server.ts';
import { fillNotes, noteText, rowsIn } from '../../packages/server/src/features/cleanup/testing.ts';
import { callFrom, joinAs } from './small-company.ts';
import { axeFindings, openStage, overflowOf, picture, type Stage, setUpOrganisation, type Watched } from './stage.ts';

// Real browser, server and databases on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const NOTES = 90;
const MARK = 'suikerziekte';
let stage: Stage;
let postgres: TestPostgres;
let officer: Watched;
let dpo: Watched;

beforeAll(async () => {
  [stage, postgres] = await Promise.all([openStage(), startPostgres()]);
  await postgres.run('postgres', "create role clean login superuser password 'proef'", 'create database crm');
  await fillNotes(postgres.url('crm'), NOTES);
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
  dpo = await stage.open({ language: 'en' });
  await joinAs(admin.page, dpo.page, stage.address, {
    name: 'Tom Claes',
    email: 'tom@voorbeeld.example',
    password: 'negen gele lampen in de tuin',
    role: 'dpo',
    language: 'en',
  });
  const connection = { kind: 'postgres', location: `postgres://127.0.0.1:${postgres.port}/crm`, user: 'clean', password: 'proef' };
  const source = (await callFrom(officer.page, 'POST', '/api/v1/sources', { type: 'connected', name: 'Klantcontact', connection })) as { id: string };
  const scan = (await callFrom(officer.page, 'POST', '/api/v1/scans', { sourceId: source.id })) as { id: string };
  for (let i = 0; i < 200; i++) {
    const { state } = (await callFrom(officer.page, 'GET', `/api/v1/scans/${scan.id}`)) as { state: string };
    if (state === 'finished') break;
    await officer.page.waitForTimeout(200);
  }
}, 180_000);
afterAll(async () => {
  await stage?.close();
  await postgres?.stop();
});

async function mustBeSound({ page, troubles }: Watched, name: string): Promise<void> {
  await picture(page, name);
  expect(await axeFindings(page), name).toEqual([]);
  expect(await overflowOf(page), name).toBe(0);
  expect(troubles, name).toEqual([]);
}

const settled = (page: Page) => page.waitForLoadState('networkidle');

test('a privacy officer goes through a system and judges by keyboard and by sample', async () => {
  const { page } = officer;
  await page.goto(`${stage.address}/cleanup`);
  await page.getByRole('heading', { level: 1, name: 'Oude notities' }).waitFor();
  await page.getByText('Er is niets te beoordelen').waitFor();
  await mustBeSound(officer, 'cleanup-empty-nl');
  await page.getByRole('button', { name: 'Systeem doornemen' }).click();
  await page.getByRole('button', { name: 'Doornemen', exact: true }).click();
  await page.getByText('Klantcontact is doorgenomen: 30 notities in 90 records').waitFor();
  const queue = page.getByRole('table', { name: 'Wachtrij, ernstigste eerst' });
  await queue.getByRole('row').nth(1).waitFor();
  await mustBeSound(officer, 'cleanup-queue-nl');
  await queue
    .getByRole('link', { name: /Gezondheid/ })
    .first()
    .click();

  await page.getByRole('heading', { level: 1, name: 'Gezondheid' }).waitFor();
  const now = page.getByRole('region', { name: 'Zo staat het er nu' });
  await now.getByText(MARK).waitFor();
  await page.getByRole('region', { name: 'Zo wordt het' }).getByText('[verwijderd]').waitFor();
  await mustBeSound(officer, 'cleanup-note-nl');
  // a: taken out; j and k only walk; u takes back.
  const at = (n: number) => page.getByText(new RegExp(`^Notitie ${n} van`)).waitFor();
  await at(1);
  await page.keyboard.press('a');
  await at(2);
  await now.getByText(MARK).waitFor();
  await page.keyboard.press('u');
  await at(1);
  await page.keyboard.press('j');
  await at(2);
  await page.keyboard.press('k');
  await at(1);
  await now.getByText(MARK).waitFor();
  // d: a false alarm; x: emptied; r: another wording, in which the detector looks along.
  await page.keyboard.press('d');
  await at(2);
  await now.getByText(MARK).waitFor();
  await page.keyboard.press('x');
  await at(3);
  await now.getByText(MARK).waitFor();
  await page.keyboard.press('r');
  const wording = page.getByRole('textbox', { name: 'Nieuwe tekst' });
  await wording.fill('Klant heeft suikerziekte.');
  await page.getByText(/Hier vindt de detector nog iets: .*Gezondheid/).waitFor();
  await mustBeSound(officer, 'cleanup-rewrite-nl');
  await wording.fill('Levering in overleg verzet.');
  await page.getByRole('button', { name: 'Zo opslaan' }).click();
  await at(4);

  // The rest of the group at once, after a sample.
  await page.getByRole('button', { name: 'Hele groep via steekproef' }).click();
  await page.getByText(/Steekproef: bekijk 5 notities van 12/).waitFor();
  await expect.poll(() => page.getByRole('button', { name: /Opmerking weghalen/ }).isDisabled()).toBe(true);
  const lookAtSample = async () => {
    for (let i = 1; i <= 5; i++) {
      // By its number: the text of the note before may still stand there.
      await page.getByText(new RegExp(`^Notitie ${i} van`)).waitFor();
      await now.getByText(MARK).waitFor();
      await settled(page);
      await page.keyboard.press('j');
    }
    await page.getByText(/U hebt de hele steekproef bekeken/).waitFor();
  };
  await lookAtSample();
  await mustBeSound(officer, 'cleanup-sample-nl');
  await page.keyboard.press('a');
  await page.getByText('12 notities beoordeeld').waitFor();
  await page.getByText('Deze groep is klaar').waitFor();
  await mustBeSound(officer, 'cleanup-done-nl');

  // A verdict on the whole group can be taken back: from the message, and later from the group or its row; what was judged one by one stays.
  await page.getByRole('alertdialog').filter({ hasText: '12 notities beoordeeld' }).getByRole('button', { name: 'Ongedaan maken' }).click();
  await page.getByText('Teruggenomen: 12 notities zijn weer te beoordelen').waitFor();
  await now.getByText(MARK).waitFor();
  await page.getByText(/12 notities te beoordelen van 15/).waitFor();
  const judgeBySample = async () => {
    await page.getByRole('button', { name: 'Hele groep via steekproef' }).click();
    await page.getByText(/Steekproef: bekijk 5 notities van 12/).waitFor();
    await lookAtSample();
    await page.keyboard.press('a');
    await page.getByText('Deze groep is klaar').waitFor();
  };
  await judgeBySample();
  await page.goto(`${stage.address}/cleanup?state=decided`);
  const row = queue.getByRole('row').filter({ hasText: 'Hele groep: Opmerking weghalen, door Fleur Meijer' });
  await row.waitFor();
  await mustBeSound(officer, 'cleanup-group-verdict-nl');
  await row.getByRole('button', { name: /^Terugnemen/ }).click();
  await page.getByRole('dialog').getByText('over 12 notities tegelijk').waitFor();
  await mustBeSound(officer, 'cleanup-take-back-nl');
  await page.getByRole('dialog').getByRole('button', { name: 'Terugnemen' }).click();
  await page.getByText('Teruggenomen: 12 notities zijn weer te beoordelen').waitFor();
  await expect.poll(() => page.getByText('Hele groep: Opmerking weghalen').count()).toBe(0);
  await page.goto(`${stage.address}/cleanup`);
  await queue
    .getByRole('link', { name: /Gezondheid/ })
    .first()
    .click();
  await now.getByText(MARK).waitFor();
  await judgeBySample();
});

test('a key pressed while the next note is being read gives no verdict, and says so', async () => {
  const { page } = officer;
  const judged: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().endsWith('/verdict')) judged.push(request.url());
  });
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route('**/api/v1/cleanup/items/*/view', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${stage.address}/cleanup`);
  await page
    .getByRole('table', { name: 'Wachtrij, ernstigste eerst' })
    .getByRole('link', { name: /Belediging/ })
    .first()
    .click();
  const take = page.getByRole('button', { name: /Opmerking weghalen/ });
  await page.getByText('De notitie wordt gelezen. U kunt oordelen zodra de tekst er staat.').waitFor();
  await take.waitFor();
  expect(await take.isDisabled()).toBe(true);
  expect(await page.locator('[aria-busy=true]').count()).toBe(1);
  await mustBeSound(officer, 'cleanup-reading-nl');
  await page.keyboard.press('a');
  await page.getByRole('status').filter({ hasText: 'Toets a telde niet: de notitie werd nog gelezen.' }).waitFor();
  letThrough();
  await page.getByRole('region', { name: 'Zo staat het er nu' }).getByText('zeikerd').waitFor();
  expect(await page.locator('[aria-busy=true]').count()).toBe(0);
  // Still to be read: the note comes a moment after the key. No verdict was sent, now or later.
  await page.getByText('Toets a telde niet').waitFor();
  await page.getByText(/^Notitie 1 van/).waitFor();
  await settled(page);
  expect(judged).toEqual([]);
  await page.keyboard.press('a');
  await page.getByText(/^Notitie 2 van/).waitFor();
  await expect.poll(() => judged.length).toBe(1);
  expect(await page.getByText('Toets a telde niet').count()).toBe(0);
  await settled(page);
  await page.keyboard.press('u');
  await page.getByText(/^Notitie 1 van/).waitFor();
  await settled(page);
  await page.unroute('**/api/v1/cleanup/items/*/view');
});

test('what is decided is proposed with a reason, and who proposed cannot approve', async () => {
  const { page } = officer;
  await page.goto(`${stage.address}/cleanup`);
  await page.getByText('14 notities zijn beslist in Klantcontact').waitFor();
  await page.getByRole('button', { name: 'Voorstellen', exact: true }).click();
  await page.getByRole('textbox', { name: 'Reden' }).fill('Gezondheid hoort niet in notities');
  await mustBeSound(officer, 'cleanup-propose-nl');
  await page.getByRole('dialog').getByRole('button', { name: 'Voorstellen' }).click();
  await page.getByRole('heading', { level: 1, name: /Opschoning van Klantcontact/ }).waitFor();
  await page.getByText('U deed dit voorstel zelf. Een collega moet het goedkeuren.').waitFor();
  expect(await page.getByRole('button', { name: 'Goedkeuren' }).count()).toBe(0);
  await mustBeSound(officer, 'cleanup-batch-proposed-nl');
});

test('the data protection officer looks, approves in English, and hands over the report', async () => {
  const { page } = dpo;
  await page.goto(`${stage.address}/cleanup/batches`);
  await page.getByRole('heading', { level: 1, name: 'Proposals' }).waitFor();
  await mustBeSound(dpo, 'cleanup-batches-en');
  await page.getByRole('link', { name: 'Klantcontact' }).click();
  await page.getByRole('heading', { level: 1, name: /Clean-up of Klantcontact/ }).waitFor();
  await page.getByRole('button', { name: 'note.body' }).first().click();
  await page.getByRole('dialog').getByRole('region', { name: 'As it stands now' }).getByText(MARK).waitFor();
  await mustBeSound(dpo, 'cleanup-row-en');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await page.getByText('checked and clean').waitFor();
  await mustBeSound(dpo, 'cleanup-batch-written-en');
  const notes = await rowsIn<{ note_id: number; body: string | null; changes: number }>(
    postgres.url('crm'),
    'select note_id, body, changes from note order by note_id',
  );
  expect(notes.filter((note) => note.changes === 1)).toHaveLength(14);
  expect(notes.filter((note) => note.body?.includes(MARK))).toHaveLength(1);
  expect(notes.filter((note) => note.body === null || note.body === '')).toHaveLength(1);
  expect(notes.filter((note) => note.body === 'Levering in overleg verzet.')).toHaveLength(1);
  expect(notes.filter((note) => note.changes === 0 && note.body !== noteText(note.note_id))).toEqual([]);
  await page.getByRole('button', { name: 'Report' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /PDF/ }).click()]);
  expect(download.suggestedFilename()).toMatch(/^clean-up-\d{4}-\d\d-\d\d\.pdf$/);
});

test('a small firm drops a file in and reads what can go', async () => {
  const { page } = officer;
  await page.goto(`${stage.address}/cleanup/start`);
  await page.getByText('Nog niets neergelegd').waitFor();
  const lines = Array.from({ length: 60 }, (_, i) => `${2012 + (i % 12)}-03-0${1 + (i % 9)},klant${i}@voorbeeld.nl,"${noteText(i)}"`);
  const csv = Buffer.from(`datum,email,notitie\n${lines.join('\n')}\n`);
  await page.locator('input[type=file]').setInputFiles([
    { name: 'notities.csv', mimeType: 'text/csv', buffer: csv },
    { name: 'kopie.csv', mimeType: 'text/csv', buffer: csv },
  ]);
  await page.getByRole('heading', { name: 'Wat weg kan' }).waitFor();
  await page.getByText(/Precies hetzelfde bestand/).waitFor();
  await page
    .getByText(/ouder dan/)
    .first()
    .waitFor();
  await mustBeSound(officer, 'cleanup-look-nl');
});

test('narrow and dark, everything is still there', async () => {
  for (const [path, name] of [
    ['/cleanup', 'queue'],
    ['/cleanup/batches', 'batches'],
    ['/cleanup/start', 'look'],
  ]) {
    await officer.page.emulateMedia({ colorScheme: 'dark' });
    await officer.page.setViewportSize({ width: 375, height: 800 });
    await officer.page.goto(`${stage.address}${path}`);
    await settled(officer.page);
    await mustBeSound(officer, `cleanup-${name}-375-dark-nl`);
  }
  await officer.page.getByRole('navigation', { name: 'Onderdelen' }).getByRole('link', { name: 'Beoordelen' }).click();
  await officer.page
    .getByRole('link', { name: /Belediging/ })
    .first()
    .click();
  await officer.page.getByRole('region', { name: 'Zo staat het er nu' }).getByText('zeikerd').waitFor();
  await mustBeSound(officer, 'cleanup-note-375-dark-nl');
});
