/**
 * From key to underline, in Chromium with the extension loaded: a field of 1,000 characters, each key sent as the browser's own input, timed by the browser from the event
 * with which it begins to change the text (beforeinput) until the underlines are set. `npm run bench -- notes-guard [keys]`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { policyForTests } from '../packages/guard/src/testing-policy.ts';
import { openExtendedBrowser, openPolicyServer } from '../tests/browser/guard-extension.ts';
import { ready } from '../tests/browser/guard-hands.ts';
import { openGuardPages } from '../tests/browser/guard-pages.ts';
import { halfOf } from './corpus.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const clean = 'Klant belt over factuur 5521 en vraagt om uitleg van de termijnen; uitgelegd en akkoord. ';
const bad = 'Is Joods, dus niet bellen op zaterdag. Mevrouw is een trut. Kan niet tillen vanwege reuma. ';
const limitMs = 4;

const at = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
const two = (value: number) => Math.round(value * 100) / 100;

async function typed(
  page: Page,
  address: string,
  isEditable: boolean,
  text: string,
  keys: number,
): Promise<{ p50: number; p99: number; most: number; own50: number; own99: number; browser99: number }> {
  await page.goto(`${address}${isEditable ? '/editable' : '/plain'}`);
  await page.evaluate(() => {
    document.documentElement.setAttribute('data-waarborg-measure', '');
    // From keydown until the text has changed the browser passes the key round its own processes; printed beside it.
    let keyAt = 0;
    addEventListener('keydown', () => (keyAt = performance.now()), true);
    addEventListener('input', () => keyAt && performance.measure('browser', { start: keyAt, end: performance.now() }), true);
  });
  await ready(page);
  await page.locator('#note').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(text);
  await page.waitForTimeout(500);
  const letters = 'de klant belt morgen terug over de levering. ';
  for (let n = 0; n < keys + 50; n++) {
    if (n === 50) await page.evaluate(() => performance.clearMeasures());
    // The field stays about 1,000 characters long.
    await page.keyboard.press(n % 20 < 10 ? letters[n % 10] : 'Backspace');
    // 40 keys a second, four times a fast typist: the browser has drawn one key before the next, as it has for people.
    await page.waitForTimeout(25);
  }
  const measured = (name: string) =>
    page.evaluate(
      (wanted) =>
        performance
          .getEntriesByName(wanted)
          .map((one) => one.duration)
          .sort((a, b) => a - b),
      name,
    );
  const times = await measured('waarborg-key');
  const own = await measured('waarborg-own');
  const browser = await measured('browser');
  if (times.length < keys * 0.9) throw new Error(`Only ${times.length} of ${keys} keys were timed.`);
  return {
    p50: two(at(times, 0.5)),
    p99: two(at(times, 0.99)),
    most: two(times.at(-1)!),
    own50: two(at(own, 0.5)),
    own99: two(at(own, 0.99)),
    browser99: two(at(browser, 0.99)),
  };
}

/** The detector's own notes through the extension: each put into the field as a paste, what is underlined read back. Halves as in `npm run bench -- corpus`. */
async function throughExtension(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/plain`);
  await ready(page);
  for (const half of ['dev', 'test'] as const) {
    const notes = ['notes-nl-a', 'notes-nl-b', 'notes-en']
      .flatMap((name) =>
        readFileSync(join(import.meta.dirname, `../packages/detect/corpus/${name}.jsonl`), 'utf8')
          .trim()
          .split('\n'),
      )
      .map((line) => JSON.parse(line) as { text: string; labels: string[] })
      .filter((one) => halfOf(one.text) === half);
    const texts = notes.map((one) => one.text);
    const fired = await page.evaluate((all) => {
      const field = document.getElementById('note') as HTMLTextAreaElement;
      field.focus();
      const { highlights } = CSS as unknown as { highlights: Map<string, Set<Range>> };
      return all.map((text) => {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }));
        return [...highlights.values()].some((ranges) => ranges.size > 0);
      });
    }, texts);
    const share = (wanted: boolean) => {
      const rows = notes.flatMap((one, at) => (one.labels.length > 0 === wanted ? [fired[at]] : []));
      return `${Math.round((rows.filter(Boolean).length / rows.length) * 1000) / 10}% of ${rows.length}`;
    };
    say(`through the extension, ${half} half of the corpus: fires on ${share(true)} notes with labels, on ${share(false)} without`);
  }
}

/** The 99th percentile over the worst of four fields: textarea and editor, clean and with remarks. */
export async function run(args: readonly string[]): Promise<void> {
  const keys = Number(args[0] ?? 600);
  const pages = await openGuardPages(null);
  const server = await openPolicyServer(
    policyForTests({ fields: [{ id: 'field', name: 'Notitie', address: `${pages.address}/*`, selector: '#note', channel: 'phone', preset: null }] }),
  );
  const browser = await openExtendedBrowser();
  try {
    await (await browser.connect(server.address)).close();
    const page = await browser.context.newPage();
    let worst = 0;
    for (const isEditable of [false, true]) {
      const fields = [
        ['nothing wrong', clean.repeat(12).slice(0, 1000)],
        ['with remarks', (bad + clean.repeat(12)).slice(0, 1000)],
      ] as const;
      for (const [name, text] of fields) {
        const times = await typed(page, pages.address, isEditable, text, keys);
        worst = Math.max(worst, times.p99);
        say(
          `${isEditable ? 'editor  ' : 'textarea'} ${name.padEnd(14)} p50 ${times.p50} ms, p99 ${times.p99} ms, most ${times.most} ms; the guard's own part p50 ${times.own50} ms, p99 ${times.own99} ms; the browser from keydown to the changed text p99 ${times.browser99} ms; ${keys} keys`,
        );
      }
    }
    await throughExtension(page, pages.address);
    say(`asked: p99 under ${limitMs} ms`);
    say(JSON.stringify({ keyP99Ms: worst }));
  } finally {
    await browser.close();
    await pages.close();
    await server.close();
  }
}
