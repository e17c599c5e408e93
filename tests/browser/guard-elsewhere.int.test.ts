import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEmbed } from '../../scripts/build-guard.ts';
import { expectUnderlined, ready } from './guard-hands.ts';
import { callFrom } from './small-company.ts';
import { openStage, type Stage, setUpOrganisation } from './stage.ts';

let stage: Stage;
let crm: { readonly server: Server; readonly origin: string };
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-embed-'));
  const [opened, built] = await Promise.all([openStage(), buildEmbed(folder)]);
  stage = opened;
  const script = readFileSync(built.script, 'utf8');
  rmSync(folder, { recursive: true, force: true });
  crm = await openCrm(script);
}, 240_000);
afterAll(async () => {
  crm?.server.closeAllConnections();
  crm?.server.close();
  await stage?.close();
});

/** A CRM of somebody's own on another origin; the page takes the token of the guard from its address, as a test must be able to give it. */
async function openCrm(script: string): Promise<{ server: Server; origin: string }> {
  const page =
    '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Eigen CRM</title></head><body><main><h1>Notitie</h1><label for="note">Notitie</label><br>' +
    '<textarea id="note" rows="6" cols="60"></textarea></main><script src="/guard.js"></script><script src="/start.js"></script></body></html>';
  const start =
    'const [server, token, team] = decodeURIComponent(location.hash.slice(1)).split(" "); window.guard = Waarborg.guard({ server, token, team, channel: "phone", language: "nl" }); guard.watch("#note");';
  const server = createServer((request, response) => {
    const [type, body] =
      request.url === '/guard.js' ? ['text/javascript', script] : request.url === '/start.js' ? ['text/javascript', start] : ['text/html', page];
    response.writeHead(200, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${stage.address}`,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it('guards a page on another origin with the policy of the organisation, and hands counts in, once a team lead allows that page', async () => {
  const { page: lead } = await stage.open();
  await setUpOrganisation(lead, stage.setupLink, {
    organisation: 'Voorbeeld Energie',
    name: 'Ria Bakker',
    email: 'ria@voorbeeld.example',
    password: 'een-lang-wachtwoord-2026',
  });
  const saved = await callFrom<{ version: number; teams: { id: string }[] }>(lead, 'PUT', '/api/v1/guard/settings', {
    basedOn: 0,
    why: 'Eigen CRM',
    overrides: [],
    maskAtOnce: ['CARD', 'CVV', 'PASSWORD'],
    sendCounts: true,
    decision: { decidedBy: 'Directie', decidedOn: '2026-11-20', where: 'Besluit 14', worksCouncil: 'agreed', worksCouncilNote: '' },
    emergency: true,
    fields: [],
    teams: [{ name: 'Team Binnendienst', size: 12 }],
  });
  const token = await callFrom<{ secret: string }>(lead, 'POST', '/api/v1/me/tokens', {
    name: 'Eigen CRM',
    abilities: ['notes.check', 'notes.report'],
    expiresInDays: 30,
  });
  const address = `${crm.origin}/#${encodeURIComponent([stage.address, token.secret, saved.teams[0]?.id].join(' '))}`;
  const { page, context } = await stage.open();
  const refused: string[] = [];
  page.on('console', (line) => line.type() === 'error' && refused.push(line.text()));
  await page.goto(address);
  await ready(page);
  await expect.poll(() => refused.join(), { timeout: 15_000 }).toContain('CORS');
  const organisation = () => page.evaluate(() => (window as unknown as { guard: { policy: { organisation: string } } }).guard.policy.organisation);
  expect(await organisation()).toBe('');

  // The team lead allows the page on the screen.
  await lead.goto(`${stage.address}/channels/guard`);
  const part = lead.getByRole('form', { name: 'Adres toevoegen' });
  await part.getByLabel('Adres van uw pagina').fill('http://crm.voorbeeld.nl');
  await part.getByRole('button', { name: 'Adres toevoegen' }).click();
  await lead.getByText('Vul een adres in dat met https:// begint').waitFor();
  await part.getByLabel('Adres van uw pagina').fill(`${crm.origin}/klanten/notitie`);
  await part.getByRole('button', { name: 'Adres toevoegen' }).click();
  await lead.getByText(crm.origin, { exact: true }).waitFor();
  await lead.getByRole('button', { name: 'Bewaren als nieuwe versie' }).click();
  await lead.getByLabel('Waarom deze wijziging?').fill('Ons eigen CRM');
  await lead.getByRole('dialog').getByRole('button', { name: 'Bewaren als nieuwe versie' }).click();
  await lead.getByText('Versie 2').waitFor();

  refused.length = 0;
  await page.clock.install();
  await page.reload();
  await expect.poll(organisation, { timeout: 15_000 }).toBe('Voorbeeld Energie');
  await page.locator('#note').click();
  await page.keyboard.type('Is Joods, dus niet bellen op zaterdag.');
  await page.clock.runFor(1000);
  await expectUnderlined(page, ['Joods']);
  const shown = async () => (await callFrom<{ total: { shown: number } }>(lead, 'GET', '/api/v1/notes/quality')).total.shown;
  // Counts go at a moment of chance; the clock of the page is wound on past it.
  for (let tries = 0; tries < 12 && (await shown()) === 0; tries++) {
    await page.clock.fastForward('01:00:00');
    await page.waitForTimeout(300);
  }
  expect(await shown()).toBe(1);
  expect(refused).toEqual([]);
  await context.close();
}, 120_000);
