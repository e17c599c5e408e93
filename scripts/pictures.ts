import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/**
 * Makes the pictures of the README from a running demo: `npm start -- --demo`, and when it is ready
 * `npm run pictures -- http://localhost:4380 PASSWORD CUSTOMER-EMAIL` (the last two as the demo printed them).
 */
const [address, password, customer] = process.argv.slice(2);
if (address === undefined || password === undefined || customer === undefined) {
  console.error('Give the address, the password and the customer that the demo printed: npm run pictures -- http://localhost:4380 PASSWORD EMAIL');
  process.exit(2);
}
const folder = fileURLToPath(new URL('../docs/pictures', import.meta.url));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
const page = await context.newPage();
page.setDefaultTimeout(30_000);

/** Waits until the page stands still, then keeps it as NAME.png. */
async function keep(name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

await page.goto(address);
await page.getByRole('textbox', { name: /E-mail/ }).fill('privacy@voorbeeld-energie.example');
await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
await page.keyboard.press('Enter');
await page.getByRole('heading', { level: 1, name: 'Vandaag' }).waitFor();
await keep('today');

await page.goto(`${address}/map?q=${encodeURIComponent('gezondheid in vrije tekst')}`);
await page.getByRole('heading', { level: 1, name: 'Gegevenskaart' }).waitFor();
await keep('map');

await page.goto(`${address}/map/flows`);
await page.getByRole('heading', { level: 1 }).waitFor();
await keep('flows');

await page.goto(`${address}/sources/new`);
await page.getByRole('heading', { level: 1 }).waitFor();
await page.getByText('PostgreSQL', { exact: true }).first().click();
await keep('connect');

await page.goto(`${address}/detect`);
await page
  .getByRole('textbox')
  .last()
  .fill(
    'Mevrouw De Wit (klantnr VE-104522) belt over termijnbedrag, is hartpatiënt en snapt er niets van. Zoon belt dinsdag terug op 06-12345678. Terugstorten op NL91 ABNA 0417 1643 00, Kerkstraat 12, 3511 AB Utrecht.',
  );
await page.waitForTimeout(1500);
await keep('text');

await page.goto(`${address}/lookup`);
await page.getByRole('textbox', { name: 'E-mailadres' }).fill(customer);
await page.getByRole('textbox', { name: /Waarom zoekt u/ }).fill('Inzageverzoek 2026-0431');
await page.locator('#main').getByRole('button', { name: 'Zoeken', exact: true }).click();
await page.getByRole('list', { name: 'De zoektocht' }).waitFor();
await keep('walk');

await page.goto(`${address}/sources`);
await page.getByRole('link', { name: 'CRM Klantcontact' }).first().click();
await page
  .getByRole('link', { name: /Scannen|Nieuwe scan/ })
  .first()
  .click();
await page.getByRole('button', { name: 'Scan starten' }).click();
await page.waitForURL(/\/scans\//);
await page.waitForTimeout(5000);
await page.screenshot({ path: join(folder, 'scan.png') });
console.log('docs/pictures/scan.png');
await browser.close();
