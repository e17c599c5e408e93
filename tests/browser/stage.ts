import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'packages/web/dist');
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const startMs = 60_000;
const stopMs = 15_000;

/** A page with everything that went wrong in it: console errors, exceptions, breaches of the content policy, calls to another origin. */
export interface Watched {
  readonly page: Page;
  readonly troubles: string[];
}

/** A whole Waarborg of its own (server, worker, embedded PostgreSQL) in a folder that goes afterwards, and a Chromium before it. */
export interface Stage {
  readonly address: string;
  /** The one-time link that the server printed. */
  readonly setupLink: string;
  /** A fresh browser profile. Language is the browser's own; width in CSS px. */
  open(options?: { language?: 'nl' | 'en'; width?: number; colorScheme?: 'light' | 'dark' }): Promise<Watched & { context: BrowserContext }>;
  close(): Promise<void>;
}

function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(folder, entry.name);
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return latest;
}

function isBuilt(): boolean {
  const page = join(dist, 'index.html');
  if (!existsSync(page)) return false;
  const builtAt = statSync(page).mtimeMs;
  return ['web', 'ui', 'detect', 'law', 'guard'].every((name) => newest(join(root, 'packages', name)) < builtAt);
}

function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    // The test runner sets NODE_ENV to test, which would put React's development build in the page.
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } });
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(' ')} ended with ${code}: ${said.slice(-2000)}`))));
  });
}

/** Builds the page when it is missing or older than its sources; one test file builds, the others wait. */
export async function ensureWeb(): Promise<void> {
  const lock = join(tmpdir(), `waarborg-web-build-${process.getuid?.() ?? 0}`);
  for (let tries = 0; ; tries++) {
    if (isBuilt()) return;
    try {
      mkdirSync(lock);
    } catch {
      if (tries > 240 || (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 120_000)) rmSync(lock, { recursive: true, force: true });
      await wait(500);
      continue;
    }
    try {
      await run(['scripts/build-web.ts']);
      if (!isBuilt()) return;
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Starts the real server on a free port. `settings` as in the environment. */
export async function openStage(settings: Record<string, string> = {}): Promise<Stage> {
  await ensureWeb();
  const data = mkdtempSync(join(tmpdir(), 'waarborg-stage-'));
  const server = spawn(process.execPath, ['packages/server/src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], WAARBORG_PORT: '0', WAARBORG_DATA: data, WAARBORG_LOG: 'error', ...settings },
  });
  let said = '';
  const remove = async () => {
    server.kill('SIGINT');
    await Promise.race([ended(server), wait(stopMs).then(() => server.kill('SIGKILL'))]);
    await ended(server);
    rmSync(data, { recursive: true, force: true });
  };
  server.stdout.on('data', (part: Buffer) => (said += part.toString()));
  server.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const startedAt = Date.now();
  while (!/http:\/\/\S+\/setup#\S+/.test(said)) {
    if (server.exitCode !== null || Date.now() - startedAt > startMs) {
      await remove();
      throw new Error(`The server did not come up: ${said}`);
    }
    await wait(50);
  }
  const setupLink = /http:\/\/\S+\/setup#\S+/.exec(said)![0];
  const address = new URL(setupLink).origin;
  let browser: Browser;
  try {
    browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    address,
    setupLink,
    async open({ language = 'nl', width = 1280, colorScheme = 'light' } = {}) {
      const context = await browser.newContext({ locale: language === 'nl' ? 'nl-NL' : 'en-GB', viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      return { context, page, troubles: watch(page, address) };
    },
    async close() {
      await browser.close();
      await remove();
    },
  };
}

/** Collects what must not happen on a page. A refused call (4xx) is no trouble: the page says so itself. */
function watch(page: Page, address: string): string[] {
  const troubles: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' && !/Failed to load resource: the server responded with a status of 4\d\d/.test(line.text()))
      troubles.push(`console: ${line.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${address}/`) && !/^(data|blob):/.test(request.url())) troubles.push(`request elsewhere: ${request.url()}`);
  });
  return troubles;
}

/** Everything axe finds wrong on the page as it stands now, in one line each. Waits for short movements to end. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.waitForTimeout(250);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.map(
    (one) => `${one.id}: ${one.help} (${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join('; ')})`,
  );
}

/** How many px the page is wider than its window; 0 when nothing runs over. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

/** Keeps a picture of the page under tests/.artifacts when WAARBORG_PICTURES is set. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env['WAARBORG_PICTURES']) return;
  const folder = join(root, 'tests/.artifacts');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Makes the first organisation through the page; afterwards the page is signed in and shows Today. */
export async function setUpOrganisation(
  page: Page,
  link: string,
  person: { organisation: string; name: string; email: string; password: string },
  language: 'nl' | 'en' = 'nl',
): Promise<void> {
  const words =
    language === 'nl'
      ? ['Naam van de organisatie', 'Uw naam', 'Uw e-mailadres', 'Wachtwoord', 'Inrichten']
      : ['Name of the organisation', 'Your name', 'Your e-mail address', 'Password', 'Set up'];
  await page.goto(link);
  await page.getByLabel(words[0]).fill(person.organisation);
  await page.getByLabel(words[1]).fill(person.name);
  await page.getByLabel(words[2]).fill(person.email);
  await page.getByLabel(words[3], { exact: true }).fill(person.password);
  await page.getByRole('button', { name: words[4] }).click();
  await page.getByRole('heading', { level: 1, name: language === 'nl' ? 'Vandaag' : 'Today' }).waitFor();
}
