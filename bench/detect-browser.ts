import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** Size of the detector as a browser loads it (kB, gzipped) and the 99th percentile of reading a note of 500 characters in Chromium, warm (ms; null without it). */
export async function browserTimes(): Promise<{ gzipKb: number; p99Ms: number | null }> {
  const { build } = await import('vite');
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-browser-'));
  try {
    const entry = join(folder, 'entry.ts');
    writeFileSync(
      entry,
      `import { createDetector } from ${JSON.stringify(resolve(import.meta.dirname, '../packages/detect/src/index.ts'))};
const detector = createDetector();
const note = 'Mevr. Fatima El Amrani belt over factuur 55231 en vraagt uitstel. Bereikbaar op 06-12345678 of fatima@voorbeeld.nl. Woont op Kerkstraat 12, 1234 AB Utrecht. '.repeat(4).slice(0, 500);
for (let run = 0; run < 3000; run++) detector.detect(note + run);
const times = [];
for (let run = 0; run < 3000; run++) { const from = performance.now(); for (let again = 0; again < 4; again++) detector.detect(note + run + again); times.push((performance.now() - from) / 4); }
times.sort((a, b) => a - b);
(globalThis as any).p99 = times[Math.floor(times.length * 0.99)];`,
    );
    await build({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      build: { outDir: join(folder, 'out'), lib: { entry, formats: ['iife'], name: 'bench', fileName: 'bench' }, minify: true },
    });
    const files = readdirSync(join(folder, 'out'));
    const code = readFileSync(join(folder, 'out', files.find((name) => name.endsWith('.js')) ?? ''));
    const gzipKb = Math.round(gzipSync(code).length / 1000);
    if (!chromium) return { gzipKb, p99Ms: null };
    const { chromium: driver } = await import('playwright-core');
    const browser = await driver.launch({ executablePath: chromium, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.addScriptTag({ content: code.toString('utf8') });
      const p99 = await page.evaluate('globalThis.p99');
      return { gzipKb, p99Ms: Number(Number(p99).toFixed(3)) };
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
