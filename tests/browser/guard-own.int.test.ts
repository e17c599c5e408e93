import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectUnderlined, panelOf } from './guard-hands.ts';
import { openStage, type Stage, setUpOrganisation } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 180_000);
afterAll(() => stage?.close());

it('guards the reasons that people write in Waarborg itself', async () => {
  const { page, troubles, context } = await stage.open();
  await setUpOrganisation(page, stage.setupLink, {
    organisation: 'Voorbeeld Energie',
    name: 'Ria Bakker',
    email: 'ria@voorbeeld.example',
    password: 'een-lang-wachtwoord-2026',
  });
  await page.goto(`${stage.address}/lookup`);
  const reason = page.getByLabel('Waarom zoekt u?');
  await reason.click();
  await page.keyboard.type('Klant is zwanger en wil inzage.');
  await expectUnderlined(page, ['zwanger']);
  await page.keyboard.press('Alt+Enter');
  await expect.poll(() => panelOf(page).textContent()).toContain('Gezondheid');
  await page.keyboard.press('Alt+Enter');
  expect(await reason.inputValue()).toBe('Klant wil inzage.');
  expect(troubles).toEqual([]);
  await context.close();
});
