import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { buildEmbed } from './build-guard.ts';

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

const crmPage = `<!doctype html><html lang="nl"><meta charset="utf-8"><title>CRM</title><style>
  body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #243; background: #eef1ef }
  header { background: #3a4a6b; color: #fff; padding: 10px 24px; display: flex; gap: 28px } header b { margin-right: 12px }
  main { display: grid; grid-template-columns: 240px 1fr; gap: 24px; padding: 24px; max-width: 1100px }
  aside, section { background: #fff; border: 1px solid #cdd5d1; padding: 16px 20px } h1, h2 { margin: 0 0 8px; font-size: 17px }
  dl { margin: 0 } dt { color: #5b6b66; font-size: 13px } dd { margin: 0 0 8px }
  textarea { width: 100%; box-sizing: border-box; height: 120px; font: inherit; padding: 8px } button { font: inherit; padding: 6px 16px; margin-top: 10px }
</style><header><b>Voorbeeld-CRM</b><span>Klanten</span><span>Zaken</span><span>Rapporten</span></header><main>
<aside><h2>Klant VE-104522</h2><dl><dt>Contract</dt><dd>Stroom en gas, variabel</dd><dt>Termijnbedrag</dt><dd>140 euro</dd><dt>Laatste contact</dt><dd>3 november</dd></dl></aside>
<section><h1>Nieuw contactmoment</h1><label for="notitie">Notitie</label><textarea id="notitie"></textarea><button id="opslaan">Opslaan</button></section></main>
<script src="/waarborg-guard.js"></script><script src="/start.js"></script></html>`;

/** Waits until the page stands still, then keeps it as NAME.png. */
async function keep(name: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

/** A CRM page of nobody, on an address of its own, with the script of the note guard and the demo's own policy in it. */
async function guardAtWork(): Promise<void> {
  const policy = await (await context.request.get(`${address}/api/v1/guard/policy?language=nl`)).text();
  const built = mkdtempSync(join(tmpdir(), 'waarborg-guard-'));
  const script = readFileSync((await buildEmbed(built)).script);
  rmSync(built, { recursive: true });
  const start = `Waarborg.guard({ policy: ${policy}, channel: 'phone', language: 'nl' }).watch('#notitie', { saveButtons: '#opslaan' });`;
  const files: Record<string, readonly [string, string | Buffer]> = {
    '/': ['text/html; charset=utf-8', crmPage],
    '/waarborg-guard.js': ['text/javascript; charset=utf-8', script],
    '/start.js': ['text/javascript; charset=utf-8', start],
  };
  const server = createServer((call, answer) => {
    const file = files[call.url ?? ''];
    if (file === undefined) return void answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': file[0] }).end(file[1]);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.setViewportSize({ width: 1280, height: 620 });
  await page.locator('#notitie').click();
  await page.keyboard.type(
    'Klant belt over termijnbedrag. Is hartpatiënt en kan niet zelf naar de meter. Snapt er niks van, wat een zeur. Kaart 4111 1111 1111 1111. ',
  );
  await page.waitForTimeout(1000);
  await page.keyboard.press('Alt+Enter');
  await page.waitForTimeout(500);
  await keep('guard');
  await page.setViewportSize({ width: 1280, height: 860 });
  server.close();
  server.closeAllConnections();
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

await page.goto(`${address}/channels`);
await page.getByRole('heading', { level: 1, name: 'Kanaalregels' }).waitFor();
await keep('channels');

await page.goto(`${address}/channels/quality`);
await page.getByRole('heading', { level: 1 }).waitFor();
await keep('quality');

await page.goto(`${address}/desk`);
await page.getByRole('heading', { level: 1, name: 'Aan de balie' }).waitFor();
await page.getByLabel('Wat wilt u vragen of noteren?').fill('bsn');
await page.getByLabel('Uw notitie').fill('Klant belt over termijnbedrag, is hartpatiënt en kan niet naar boven. Teruggebeld, 120 euro afgesproken.');
await page.waitForTimeout(1500);
await keep('desk');

await page.goto(`${address}/cleanup`);
await page.getByRole('heading', { level: 1, name: 'Oude notities' }).waitFor();
await page.getByRole('table', { name: 'Wachtrij, ernstigste eerst' }).getByRole('row').nth(1).waitFor();
await keep('cleanup');

await guardAtWork();

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
