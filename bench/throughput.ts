/**
 * How fast the detector reads lines: `npm run bench -- throughput`. Every line of ../shared/data/throughput.txt.gz (or of
 * WAARBORG_BENCH_DATA, or generated notes) for itself, as bytes and as strings, all kinds and flags on, and with two threads. The better of
 * three runs. The last line is one JSON object.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { createDetector } from '@waarborg/detect';
import { benchData } from './detect.ts';
import { generatedNotes } from './detect-speed.ts';

const RUNS = 3;
const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

/** Runs the measurement and prints it. */
export async function run(): Promise<void> {
  const data = benchData();
  const file = data ? join(data, 'throughput.txt.gz') : undefined;
  const bytes = file && existsSync(file) ? gunzipSync(readFileSync(file)) : Buffer.from(generatedNotes(80_000));
  const texts = bytes.toString('utf8').split('\n');
  if (texts.at(-1) === '') texts.pop();
  process.stdout.write(
    `${file === undefined ? 'generated notes' : 'throughput.txt.gz'}: ${texts.length.toLocaleString('en')} lines, ${round(bytes.length / 1e6)} MB\n`,
  );

  const detector = createDetector();
  const sink = { found: 0, span: () => void sink.found++, flag: () => void sink.found++ };
  const asBytes = async () => {
    for (let start = 0; start < bytes.length; ) {
      const next = bytes.indexOf(10, start);
      const end = next < 0 ? bytes.length : next;
      detector.scan(bytes, start, end, sink);
      start = end + 1;
    }
  };
  const asStrings = async () => {
    for (const text of texts) detector.detect(text);
  };
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  const half = bytes.indexOf(10, bytes.length >> 1) + 1;
  const threads = () => Promise.all([[0, half] as const, [half, bytes.length] as const].map(([from, to]) => readHalf(shared, from, to)));

  const figures: Record<string, number> = {};
  for (const [name, said, work] of [
    ['bytes', 'bytes', asBytes],
    ['strings', 'strings, with spans and labels as objects', asStrings],
    ['twoThreads', 'bytes, two threads that start cold', threads],
  ] as const) {
    const seconds = await fastest(work);
    const [linesPerSecond, mbPerSecond] = [Math.round(texts.length / seconds), round(bytes.length / 1e6 / seconds)];
    process.stdout.write(`${said}: ${linesPerSecond.toLocaleString('en')} lines/s, ${mbPerSecond} MB/s\n`);
    Object.assign(figures, { [`${name}LinesPerSecond`]: linesPerSecond, [`${name}MbPerSecond`]: mbPerSecond });
  }
  process.stdout.write(`${JSON.stringify({ lines: texts.length, bytes: bytes.length, ...figures })}\n`);
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < RUNS; i++) {
    const began = performance.now();
    await work();
    best = Math.min(best, (performance.now() - began) / 1000);
  }
  return best;
}

function readHalf(shared: SharedArrayBuffer, from: number, to: number): Promise<void> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./detect-worker.ts', import.meta.url), { workerData: { shared, from, to } });
    worker.once('message', () => done());
    worker.once('error', fail);
  });
}
