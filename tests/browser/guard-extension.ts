import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GuardPolicy } from '@waarborg/guard';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildExtension } from '../../scripts/build-extension.ts';

/** What the extension sent to its server. */
export interface Received {
  readonly path: string;
  readonly authorization: string;
  readonly body: unknown;
}

/** The three answers of a Waarborg that the extension asks for, by the contract; and everything it was sent. */
export interface PolicyServer {
  readonly address: string;
  readonly received: Received[];
  policy: GuardPolicy;
  close(): Promise<void>;
}

export async function openPolicyServer(policy: GuardPolicy): Promise<PolicyServer> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      received.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', body: body === '' ? null : JSON.parse(body) });
      const tag = `"${self.policy.version}"`;
      if (request.url?.startsWith('/api/v1/guard/policy')) {
        response.writeHead(request.headers['if-none-match'] === tag ? 304 : 200, { 'content-type': 'application/json', etag: tag });
        response.end(request.headers['if-none-match'] === tag ? '' : JSON.stringify(self.policy));
      } else {
        response.writeHead(request.url?.endsWith('/emergencies') ? 201 : 200, { 'content-type': 'application/json' });
        response.end('{}');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: PolicyServer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    policy,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return self;
}

/** A Chromium with the extension loaded from its packed folder, allowed on this machine's addresses. */
export interface ExtendedBrowser {
  readonly context: BrowserContext;
  readonly id: string;
  /** Fills in the options page as a person does. */
  connect(server: string, language?: 'nl' | 'en', token?: string): Promise<Page>;
  /** Every address that the browser asked for outside of the given origins; must stay empty. */
  readonly elsewhere: string[];
  close(): Promise<void>;
}

let built: Promise<{ chromium: string; folder: string }> | undefined;
function builtOnce() {
  built ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waarborg-extension-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    return { chromium: (await buildExtension(folder, ['http://127.0.0.1/*'])).chromium, folder };
  })();
  return built;
}

export async function openExtendedBrowser(language: 'nl' | 'en' = 'nl'): Promise<ExtendedBrowser> {
  const { chromium: folder } = await builtOnce();
  const profile = mkdtempSync(join(tmpdir(), 'waarborg-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    locale: language === 'nl' ? 'nl-NL' : 'en-GB',
    viewport: { width: 1100, height: 760 },
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--lang=${language}`,
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
    ],
  });
  const elsewhere: string[] = [];
  context.on('request', (request) => {
    if (!/^(?:http:\/\/127\.0\.0\.1[:/]|chrome-extension:|data:|blob:|about:)/.test(request.url())) elsewhere.push(request.url());
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 20_000 }));
  const id = new URL(worker.url()).host;
  return {
    context,
    id,
    elsewhere,
    async connect(server, guardLanguage, token = 'sleutel-voor-de-proef') {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/options.html`);
      await page.locator('#server').fill(server);
      await page.locator('#token').fill(token);
      if (guardLanguage) await page.locator('#language').selectOption(guardLanguage);
      await page.locator('#form button').click();
      const isThere = () => /[0-9]/.test(document.getElementById('policy')?.textContent ?? '');
      await page.waitForFunction(isThere, undefined, { timeout: 20_000 }).catch(async () => {
        throw new Error(`The extension got no policy: ${await page.locator('#status').textContent()}`);
      });
      return page;
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
