import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { policyForTests } from '../../packages/guard/src/testing-policy.ts';
import { buildEmbed } from '../../scripts/build-guard.ts';
import { type ExtendedBrowser, openExtendedBrowser, openPolicyServer, type PolicyServer } from './guard-extension.ts';
import { ready } from './guard-hands.ts';
import { type GuardPages, openGuardPages } from './guard-pages.ts';

/** The extension in a real Chromium, on pages of a CRM that is not ours, under the strictest content policy. */
export interface GuardStage {
  readonly pages: GuardPages;
  /** The same pages with the embeddable script in them; null when not asked for. */
  readonly withScript: GuardPages | null;
  readonly server: PolicyServer;
  readonly browser: ExtendedBrowser;
  /** Opens a page and waits until its field is guarded. `troubles` collects errors of the console and exceptions. */
  open(path: string, from?: GuardPages): Promise<{ page: Page; troubles: string[] }>;
  close(): Promise<void>;
}

export async function openGuardStage(options: { readonly embed?: boolean } = {}): Promise<GuardStage> {
  const pages = await openGuardPages(null);
  let withScript: GuardPages | null = null;
  if (options.embed) {
    const folder = mkdtempSync(join(tmpdir(), 'waarborg-embed-'));
    withScript = await openGuardPages(readFileSync((await buildEmbed(folder)).script, 'utf8'));
    rmSync(folder, { recursive: true, force: true });
  }
  const all = withScript ? [pages, withScript] : [pages];
  const fields = all.map((one, at) => ({ id: `field-${at}`, name: 'Notitie', selector: '#note', channel: 'phone', preset: null, address: `${one.address}/*` }));
  const server = await openPolicyServer(policyForTests({ fields }));
  const browser = await openExtendedBrowser();
  await (await browser.connect(server.address)).close();
  let last: Page | undefined;
  return {
    pages,
    withScript,
    server,
    browser,
    async open(path, from = pages) {
      await last?.close();
      const page = await browser.context.newPage();
      last = page;
      page.setDefaultTimeout(10_000);
      const troubles: string[] = [];
      page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
      page.on('pageerror', (error) => troubles.push(error.message));
      await page.goto(from.address + path);
      if (path !== '/frame') await ready(page);
      return { page, troubles };
    },
    async close() {
      await browser.close();
      await Promise.all(all.map((one) => one.close()));
      await server.close();
    },
  };
}
