import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CONTENT_POLICY } from '../../packages/server/src/http/headers.ts';
import { axeFindings, overflowOf, picture } from './stage.ts';

vi.setConfig({ testTimeout: 120_000 });
const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const dist = mkdtempSync(join(tmpdir(), 'waarborg-gallery-'));
let server: Server;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('../../packages/ui/gallery', import.meta.url)),
    build: {
      outDir: dist,
      emptyOutDir: true,
      chunkSizeWarningLimit: 2000,
      assetsInlineLimit: 0,
      target: 'chrome123',
      cssTarget: 'chrome123',
      modulePreload: { polyfill: false },
    },
  });
  server = createServer((request, response) => {
    const name = request.url === '/' ? '/index.html' : (request.url ?? '');
    try {
      const body = readFileSync(join(dist, name));
      response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream', 'content-security-policy': CONTENT_POLICY }).end(body);
    } catch {
      response.writeHead(name === '/favicon.ico' ? 204 : 404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(`http://127.0.0.1:${String((server.address() as { port: number }).port)}/`);
  await page.locator('h1').waitFor();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(dist, { recursive: true, force: true });
});

test.each([
  [1280, 'light'],
  [1280, 'dark'],
  [375, 'light'],
  [375, 'dark'],
] as const)('all primitives at %i px, %s: axe finds nothing, nothing runs over', async (width, colorScheme) => {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  const findings = await axeFindings(page);
  await picture(page, `primitives-${width}-${colorScheme}`);
  expect(findings).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
});

test('everything that can be pressed is at least 24 px high and wide', async () => {
  await page.setViewportSize({ width: 375, height: 900 });
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a.btn, .choice, .tab, .input, .sort')]
      .filter((one) => one.offsetParent !== null && !one.closest('[aria-hidden=true], [style*="clip"]'))
      .map((one) => ({ what: `${one.className} ${one.textContent?.slice(0, 20)}`, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.height < 24 || box.width < 24))
      .map(({ what, box }) => `${what} ${Math.round(box.width)}x${Math.round(box.height)}`),
  );
  expect(small).toEqual([]);
});

test('a table sorts, walks with the arrows and selects with the keyboard', async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const table = page.getByRole('table', { name: 'Fruit', exact: true });
  const names = () => table.locator('tr[data-row] th').allTextContents();
  expect(await names()).toEqual(['Apple', 'Pear', 'Strawberry']);
  await table.getByRole('button', { name: 'Count' }).focus();
  await page.keyboard.press('Enter');
  expect(await names()).toEqual(['Pear', 'Apple', 'Strawberry']);
  expect(await table.getByRole('columnheader', { name: 'Count' }).getAttribute('aria-sort')).toBe('ascending');
  await page.keyboard.press('Space');
  expect(await names()).toEqual(['Strawberry', 'Apple', 'Pear']);
  await table.getByRole('link', { name: 'Strawberry' }).focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Apple');
  await page.keyboard.press('End');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Pear');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#fruit-2');
  await table.getByRole('checkbox', { name: 'Select: Apple' }).focus();
  await page.keyboard.press('Space');
  expect(await page.getByTestId('selected').textContent()).toBe('1');
  await table.getByRole('checkbox', { name: 'Select all' }).focus();
  await page.keyboard.press('Space');
  expect((await page.getByTestId('selected').textContent())?.split(',')).toHaveLength(3);
});

test('a form says what is wrong in our words, puts focus there, and sends what was filled in', async () => {
  await page.getByRole('button', { name: 'Order' }).click();
  await page.getByText('Fill this in').first().waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('name');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByLabel('Your name').fill('Anna');
  await page.getByLabel('E-mail', { exact: false }).first().fill('no address');
  await page.getByLabel('Password').fill('secret words');
  await page.getByRole('button', { name: 'Order' }).click();
  await page.getByText('This is not an e-mail address').waitFor();
  await page.getByLabel('E-mail', { exact: false }).first().fill('anna@orchard.example');
  await page.getByText('This is not an e-mail address').waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: /Fruit$/ })
    .first()
    .focus();
  await page.getByRole('button', { name: 'Order' }).click();
  await expect
    .poll(async () => JSON.parse((await page.getByTestId('sent').textContent()) || '{}'))
    .toMatchObject({ name: 'Anna', email: 'anna@orchard.example', secret: 'secret words', fruit: '1', size: 'small' });
  expect(page.url()).not.toContain('Anna');
});

test('windows take focus and give it back; a refused confirm stays; menu and undo work by keyboard', async () => {
  const opener = page.getByRole('button', { name: 'Open a window' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'A window' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Open a window');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page.waitForTimeout(200);
  expect(await page.getByRole('dialog', { name: 'Remove all?' }).count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Acts' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByTestId('said').textContent()).toBe('washed');
  await page.getByRole('button', { name: 'Eat', exact: true }).click();
  // A message waits as long as the pointer is on it.
  await page.getByRole('button', { name: 'Undo' }).hover();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect.poll(() => page.getByTestId('said').textContent()).toBe('undone');
});

test('nothing in the console, and no breach of the content policy', () => {
  expect(troubles).toEqual([]);
});
