import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { axeFindings, openStage, overflowOf, picture, type Stage, setUpOrganisation, type Watched } from './stage.ts';

// Seconds on a quiet machine; the rest is patience with a busy one.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let stage: Stage;
let officer: Watched & { context: { storageState(): Promise<unknown> } };
beforeAll(async () => {
  stage = await openStage();
  officer = await stage.open();
  await setUpOrganisation(officer.page, stage.setupLink, {
    organisation: 'Proefbedrijf',
    name: 'Pia Officier',
    email: 'pia@voorbeeld.example',
    password: 'paard-fiets-lantaarn-91',
  });
});
afterAll(() => stage?.close());

test('a privacy officer tries a text, tunes the detector on what it shows, saves and goes back', async () => {
  const { page, troubles } = officer;
  await page.goto(`${stage.address}/detect`);
  await page.getByLabel('Tekst', { exact: true }).fill('Mevrouw Sanne Bakker belt over KL-123456, bereikbaar op 06-12345678.');
  const words = page.getByRole('table', { name: 'Wat en waarom' });
  await words.getByText('Sanne Bakker').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  // By the keyboard: the menu beside a finding, its first act.
  await page.getByRole('button', { name: 'Aanpassen: Sanne Bakker' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /Dit is geen persoonsgegeven/ }).waitFor();
  await page.keyboard.press('Enter');
  await words.getByText('Sanne Bakker').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Nieuw patroon' }).click();
  await page.getByLabel('Naam', { exact: true }).fill('Klantnummer');
  await page.getByLabel('Vorm', { exact: true }).fill('KL-9{6');
  await page.getByText('teken 5: "{" zonder "}"').waitFor();
  await page.getByLabel('Vorm', { exact: true }).fill('KL-9{6}');
  await page.getByLabel('Probeer het patroon').fill('Betreft KL-654321.');
  await page.getByText('Dit patroon vindt 1 nummer').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Overnemen' }).click();
  await words.getByText('heeft de vorm van uw eigen patroon "Klantnummer"').waitFor();

  // A threshold that the telephone number does not reach.
  await page.getByRole('tab', { name: /Soorten en zekerheid/ }).click();
  const slider = page.getByRole('slider', { name: /Telefoonnummer/ });
  await slider.focus();
  await page.keyboard.press('End');
  await words.getByText('06-12345678').waitFor({ state: 'detached' });
  await page.getByText('0 van 1 in de tekst').waitFor();
  await picture(page, 'tuning-1280');

  await page.getByText('3 wijzigingen nog niet opgeslagen.').waitFor();
  await page.getByRole('button', { name: 'Opslaan als nieuwe versie' }).click();
  await page.getByText('Schrijf in een paar woorden waarom').waitFor();
  await page.getByLabel('Waarom past u dit aan?').fill('Eigen nummers; Bakker is onze leverancier');
  await page.getByRole('button', { name: 'Opslaan als nieuwe versie' }).click();
  await page.getByText('Opgeslagen als versie 1').waitFor();

  await page.reload();
  await page.getByRole('tab', { name: 'Versies' }).click();
  await page.getByText('patroon erbij: klantnummer; 1 woord nooit melden; zekerheid: Telefoonnummer').waitFor();
  expect(await page.content()).not.toContain('Sanne Bakker');
  expect(troubles).toEqual([]);
});

test('a file with mistakes is refused with each named, a right one is taken over and saved; version 1 comes back', async () => {
  const { page, troubles } = officer;
  await page.goto(`${stage.address}/detect`);
  await page.getByRole('tab', { name: 'Meenemen' }).click();
  const file = (document: unknown) => ({ name: 'afstelling.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) });
  const input = page.locator('input[type=file]');
  await input.setInputFiles(file({ off: [{ kind: 'PERSOON' }], allow: ['goed', ''] }));
  await page.getByText('Niet ingelezen').waitFor();
  await page.getByText('off[0].kind').waitFor();
  await input.setInputFiles(file({ off: [{ kind: 'AGE', channel: 'chat' }] }));
  await page.getByLabel('Waarom past u dit aan?').fill('Van de zusterorganisatie');
  await page.getByRole('button', { name: 'Opslaan als nieuwe versie' }).click();
  await page.getByText('Opgeslagen als versie 2').waitFor();
  await page.getByRole('tab', { name: 'Versies' }).click();
  await page.getByRole('button', { name: 'Versie 1 terugzetten' }).click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Terugzetten' }).click();
  await page.getByText('Teruggezet als nieuwe versie').waitFor();
  await page.getByRole('tab', { name: /Eigen patronen/ }).click();
  await page.getByText('KL-9{6}').waitFor();
  expect(troubles).toEqual([]);
});

test('narrow and dark, in English', async () => {
  const { context, page, troubles } = await stage.open({ width: 375, colorScheme: 'dark', language: 'en' });
  await context.addCookies(((await officer.context.storageState()) as { cookies: Parameters<typeof context.addCookies>[0] }).cookies);
  await page.goto(`${stage.address}/detect`);
  await page.locator('textarea').fill('Mevrouw Sanne Visser, 06-12345678, KL-123456');
  await page.locator('mark').first().waitFor();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  }
  await picture(page, 'tuning-375-dark');
  expect(troubles).toEqual([]);
});
