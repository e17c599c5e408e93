/**
 * How fast the detector is: `npm run bench -- detect-speed [--quick] [--gigabyte]`. Everything in one run on one machine, so that the ratios mean something:
 * our engine (bytes and strings), its bare tokenising pass, the npm peers redact-pii and compromise (installed into a temporary folder, never with the product),
 * a million notes with two threads, start-up, the size a browser loads and, where Chromium is there, the time of one note in it. The last line is one JSON object.
 * Text: ../shared/data/throughput.txt.gz or WAARBORG_BENCH_DATA when there, otherwise generated notes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { createDetector } from '@waarborg/detect';
import { lexicon } from '../packages/detect/src/engine/lexicon.ts';
import { Tokens } from '../packages/detect/src/engine/tokens.ts';
import { benchData } from './detect.ts';
import { browserTimes } from './detect-browser.ts';

const sink = {
  count: 0,
  span() {
    this.count++;
  },
  flag() {
    this.count++;
  },
};
const megabytes = (bytes: number, ms: number): number => bytes / 1e6 / (ms / 1e3);
const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1];

/** Milliseconds of the fastest of `times` runs. */
function fastest(times: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < times; run++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** Notes of about 200 bytes as an agent writes them; invented people, the same at each run. */
export function generatedNotes(count: number): string {
  let seed = 42;
  const next = (limit: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % limit;
  };
  const first = ['Jan', 'Fatima', 'Sanne', 'Mohamed', 'Kees', 'Yara', 'Pieter', 'Aylin'];
  const last = ['de Vries', 'Bakker', 'El Amrani', 'Jansen', 'van den Berg', 'Yilmaz', 'Kowalski'];
  const what = [
    'belt over factuur',
    'vraagt uitstel van betaling voor termijn',
    'wil verhuizing doorgeven per',
    'meldt storing aan de meter in hal',
    'heeft klacht over bezorging van order',
  ];
  const end = [
    'Teruggebeld, geen gehoor.',
    'Afgehandeld, bevestiging gestuurd per mail.',
    'Doorgezet naar tweede lijn, terugbelverzoek voor morgen tussen 9 en 12.',
    'Klant akkoord met regeling in drie termijnen.',
  ];
  const lines: string[] = [];
  for (let note = 0; note < count; note++) {
    const mail = next(3) === 0 ? ` Mail ${first[next(8)]?.toLowerCase()}${next(900)}@voorbeeld.nl.` : '';
    lines.push(
      `Mevr. ${first[next(8)]} ${last[next(7)]} ${what[next(5)]} ${10000 + next(89999)}, bereikbaar op 06-${10000000 + next(89999999)}.${mail} ${end[next(4)]} Gesprek duurde ${next(20)} minuten, rustig verlopen.`,
    );
  }
  return lines.join('\n');
}

/** Runs the measurement and prints it. */
export async function run(args: readonly string[] = []): Promise<void> {
  const quick = args.includes('--quick');
  const data = benchData();
  const file = data ? join(data, 'throughput.txt.gz') : undefined;
  const text = file && existsSync(file) ? gunzipSync(readFileSync(file)) : Buffer.from(generatedNotes(80_000));
  process.stdout.write(`text: ${file ?? 'generated notes'}, ${round(text.length / 1e6)} MB\n`);
  const detector = createDetector();
  const documents = (work: (from: number, to: number) => void) => {
    for (let from = 0; from < text.length; from += 4096) work(from, Math.min(text.length, from + 4096));
  };
  const rounds = quick ? 2 : 4;
  const ours = fastest(rounds, () => documents((from, to) => detector.scan(text, from, to, sink)));
  const tokens = new Tokens(lexicon());
  const tokenising = fastest(rounds, () => documents((from, to) => tokens.read(text, from, to)));
  const lines = text.toString('utf8').split('\n');
  const byLine = fastest(quick ? 1 : 2, () => {
    for (const line of lines) detector.detect(line);
  });
  const mbPerSecond = megabytes(text.length, ours);
  process.stdout.write(
    `bytes, 4 kB documents, everything on: ${round(mbPerSecond)} MB/s; tokenising alone: ${round(megabytes(text.length, tokenising))} MB/s\n`,
  );
  process.stdout.write(`single lines through the string API: ${round(megabytes(text.length, byLine))} MB/s\n`);

  const folder = mkdtempSync(join(tmpdir(), 'waarborg-peers-'));
  let timesRedactPii: number | null = null;
  let timesCompromise: number | null = null;
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', 'redact-pii@3.4.0', 'compromise@14'], { cwd: folder, stdio: 'ignore' });
    const require = createRequire(join(folder, 'package.json'));
    const { SyncRedactor } = require('redact-pii') as { SyncRedactor: new () => { redact(text: string): string } };
    const redactor = new SyncRedactor();
    const part = text.subarray(0, quick ? 400_000 : 2_000_000).toString('utf8');
    const pieces = part.match(/[\s\S]{1,4096}/g) ?? [];
    const theirs = fastest(1, () => {
      for (const piece of pieces) redactor.redact(piece);
    });
    timesRedactPii = mbPerSecond / megabytes(part.length, theirs);
    const { default: nlp } = (await import(pathToFileURL(require.resolve('compromise')).href)) as {
      default: (text: string) => { people(): { json(): unknown } };
    };
    const small = pieces.slice(0, quick ? 10 : 40);
    const names = fastest(1, () => {
      for (const piece of small) nlp(piece).people().json();
    });
    timesCompromise = mbPerSecond / megabytes(small.join('').length, names);
    process.stdout.write(
      `redact-pii: ${round(megabytes(part.length, theirs), 2)} MB/s (${round(timesRedactPii)} times); compromise: ${round(megabytes(small.join('').length, names), 3)} MB/s (${round(timesCompromise)} times)\n`,
    );
  } catch (error) {
    process.stdout.write(`peers not measured: ${(error as Error).message.split('\n')[0]}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  const million = quick ? 100_000 : 1_000_000;
  const notes = Buffer.from(generatedNotes(million));
  const shared = new SharedArrayBuffer(notes.length);
  new Uint8Array(shared).set(notes);
  const half = notes.indexOf(10, notes.length >> 1) + 1;
  const start = performance.now();
  await Promise.all(
    [
      [0, half],
      [half, notes.length],
    ].map(
      ([from, to]) =>
        new Promise<void>((done, fail) => {
          const worker = new Worker(new URL('./detect-worker.ts', import.meta.url), { workerData: { shared, from, to } });
          worker.once('message', () => done());
          worker.once('error', fail);
        }),
    ),
  );
  const millionNotesSeconds = ((performance.now() - start) / 1e3) * (1_000_000 / million);
  process.stdout.write(
    `a million notes of ${Math.round(notes.length / million)} bytes, two threads: ${round(millionNotesSeconds)} s${quick ? ' (from 100,000)' : ''}\n`,
  );

  // Documents from all over the text, ten megabytes at a time: each piece is the same mixture. The middle of the last ten pieces against that of the first ten,
  // so that a moment in which the machine does something else does not count.
  const documentCount = Math.floor(text.length / 4096);
  let document = 0;
  const piece = (): number => {
    const begin = performance.now();
    for (let at = 0; at < 1e7; at += 4096) {
      detector.scan(text, document * 4096, document * 4096 + 4096, sink);
      document = (document + 1009) % documentCount;
    }
    return performance.now() - begin;
  };
  piece();
  const before = process.memoryUsage.rss();
  const pieces = Array.from({ length: args.includes('--gigabyte') ? 100 : quick ? 4 : 20 }, piece);
  const some = Math.min(10, pieces.length >> 1);
  const growth = median(pieces.slice(-some)) / median(pieces.slice(0, some));
  process.stdout.write(
    `time per byte at the end of ${pieces.length * 10} MB: ${round(growth, 2)} of that at the beginning; memory ${round(before / 1e6, 0)} MB before, ${round(process.memoryUsage.rss() / 1e6, 0)} MB after\n`,
  );

  const script = `const a=performance.now();const{createDetector}=await import(${JSON.stringify(pathToFileURL(resolve(import.meta.dirname, '../packages/detect/src/index.ts')).href)});const b=performance.now();createDetector().detect('x');const c=performance.now();console.log(JSON.stringify({load:b-a,ready:c-b}))`;
  const startups = Array.from(
    { length: 3 },
    () =>
      JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as {
        load: number;
        ready: number;
      },
  );
  const startupMs = Math.min(...startups.map((one) => one.ready));
  process.stdout.write(
    `start-up: lexicon ready in ${round(startupMs)} ms (reading the source files before that: ${round(Math.min(...startups.map((one) => one.load)))} ms)\n`,
  );
  const browser = await browserTimes();
  process.stdout.write(
    `as a browser loads it: ${browser.gzipKb} kB gzipped${browser.p99Ms === null ? '; Chromium not measured' : `; a note of 500 characters p99 ${browser.p99Ms} ms`}\n`,
  );
  process.stdout.write(
    `${JSON.stringify({
      mbPerSecond: round(mbPerSecond),
      linesMbPerSecond: round(megabytes(text.length, byLine)),
      timesRedactPii: timesRedactPii === null ? null : round(timesRedactPii),
      timesCompromise: timesCompromise === null ? null : round(timesCompromise),
      shareOfTokenising: round(tokenising / ours, 2),
      millionNotesSeconds: round(millionNotesSeconds),
      browserP99Ms: browser.p99Ms,
      startupMs: round(startupMs),
      browserGzipKb: browser.gzipKb,
      growth: round(growth, 2),
    })}\n`,
  );
}

if (import.meta.main) await run(process.argv.slice(2));
