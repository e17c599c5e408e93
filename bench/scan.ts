/**
 * What a full scan costs: `npm run bench -- scan [--rows 1000000] [--lookup 10000000]`. Contact notes of about 200 bytes with name, e-mail,
 * telephone and address columns in an embedded PostgreSQL; two worker threads; the same stages on their own beside it, in the same run.
 * Everything stands in a temporary folder that is removed. The last line is one JSON object.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { App } from '../packages/server/src/app.ts';
import type { Scope } from '../packages/server/src/db/scope.ts';
import { best, type Cost, costOf, cpuSeconds } from './scan-cpu.ts';
import { makeNotes } from './scan-data.ts';
import { openLookupBench, type Taken } from './scan-lookup.ts';
import { RUNS, timeStages } from './scan-stages.ts';
import { connectSource, type Ground, layGround, openApp, timeScan, WorkerProcess } from './scan-system.ts';

const THREADS = 2;
const say = (line: string) => process.stdout.write(`${line}\n`);
const round = (value: number, digits = 2) => Number(value.toFixed(digits));

/** Runs the measurement and prints it. */
export async function run(args: readonly string[] = []): Promise<void> {
  const option = (name: string, otherwise: number) => (args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise);
  const rows = option('--rows', 1_000_000);
  const lookups = option('--lookup', rows * 10);
  const ground = await layGround();
  try {
    const few = Math.floor(rows / 10);
    const sources = { warm: await ground.database('warm'), few: await ground.database('few'), many: await ground.database('many') };
    say(`Making ${rows.toLocaleString('en')} contact notes, and a tenth of that beside them.`);
    // The stages run in threads that are warm; so does the scan, in a worker that has scanned as much as makes its code hot.
    await makeNotes(sources.warm, Math.min(few, 50_000));
    await makeNotes(sources.few, few);
    const bytes = await makeNotes(sources.many, rows);

    const scanned = { few: [] as Scanned[], many: [] as Scanned[] };
    let size = '';
    let bytesPerPosting = 0;
    for (let run = 1; run <= RUNS; run++) {
      const { app, scope } = await openApp(ground, await ground.database(`waarborg_${run}`));
      scanned.few.push(await measureScan(ground, app, scope, sources.warm, sources.few, few));
      scanned.many.push(await measureScan(ground, app, scope, sources.warm, sources.many, rows));
      ({ size, bytesPerPosting } = await measureSize(app));
      await app.jobs.stop();
      await app.db.close();
      await ground.drop(`waarborg_${run}`);
    }
    say('');
    say('scan                   rows    seconds, each run   us/row   processor s   peak MB of the worker');
    const tell = (name: string, count: number, runs: readonly Scanned[]) =>
      say(
        `${name.padEnd(12)} ${String(count).padStart(14)} ${runs
          .map((one) => one.seconds.toFixed(2))
          .join(' ')
          .padStart(
            20,
          )} ${((best(runs).seconds / count) * 1e6).toFixed(1).padStart(8)} ${best(runs).cpu.toFixed(1).padStart(13)} ${peak(runs).toFixed(0).padStart(10)}`,
      );
    tell('a tenth', few, scanned.few);
    tell('all', rows, scanned.many);

    const stages = await timeStages(ground, sources.many, THREADS);
    const [out, detect, into, pipe, scan] = [stages.copyOut, stages.detect, stages.copyIn, stages.pipe, scanned.many].map(best);
    const sum = { seconds: out.seconds + detect.seconds + into.seconds, cpu: out.cpu + detect.cpu + into.cpu };
    say('');
    say(`stage on its own, ${THREADS} at a time; the better of ${RUNS}     seconds   processor s   each run`);
    const line = (name: string, cost: Cost, runs: readonly Cost[] = [], note = '') =>
      say(
        `${name.padEnd(50)} ${cost.seconds.toFixed(2).padStart(8)} ${cost.cpu.toFixed(1).padStart(13)}   ${runs.map((run) => run.seconds.toFixed(2)).join(' ')}${note}`,
      );
    line('COPY out to nothing', out, stages.copyOut);
    line('detection and normalising from memory', detect, stages.detect, `   (${(bytes / 1e6 / detect.seconds).toFixed(0)} MB/s of notes)`);
    line(`COPY of ${stages.postings.toLocaleString('en')} postings in`, into, stages.copyIn);
    line('sum', sum);
    line('(detection to postings, not in the sum)', pipe, stages.pipe);
    line('the scan', scan, scanned.many);
    const timesStages = scan.seconds / sum.seconds;
    say(`the scan is ${timesStages.toFixed(2)} times the sum (limit 1.30); in processor time ${(scan.cpu / sum.cpu).toFixed(2)} times`);
    say('');
    say(`index: ${bytesPerPosting.toFixed(1)} bytes a posting (limit 110), ${size}`);

    const lookup = await measureLookup(ground, lookups);
    const startMs = await measureStart(ground);
    const webGzipKb = measureWeb(ground);
    say(`start with existing data to first page: ${startMs} ms (limit 3000); script of the first load: ${webGzipKb ?? 'not built'} kB gzipped (limit 250)`);
    say(
      JSON.stringify({
        wallSeconds: round(scan.seconds),
        timesStages: round(timesStages),
        workerRssMb: Math.round(peak(scanned.many)),
        rssGrowth: round(peak(scanned.many) / peak(scanned.few)),
        timeGrowth: round(scan.seconds / rows / (best(scanned.few).seconds / few)),
        bytesPerPosting: round(bytesPerPosting, 1),
        lookupP99Ms: round(lookup.many),
        lookupGrowth: round(lookup.many / lookup.few),
        startMs,
        webGzipKb,
      }),
    );
  } finally {
    await ground.stop();
  }
}

interface Scanned extends Cost {
  readonly peakMb: number;
}
const peak = (runs: readonly Scanned[]): number => Math.max(...runs.map((run) => run.peakMb));

/** A first scan of the source at `url` by a worker process of its own, which has scanned a smaller one before. */
async function measureScan(ground: Ground, app: App, scope: Scope, warmUrl: string, url: string, count: number): Promise<Scanned> {
  const worker = new WorkerProcess(ground, app.db.ownerUrl, THREADS);
  await timeScan(app, scope, await connectSource(app, scope, warmUrl));
  const source = await connectSource(app, scope, url);
  const { value, cpu } = await costOf(
    () => cpuSeconds(worker.pid, ground.postgres.pid()),
    () => timeScan(app, scope, source),
  );
  if (value.rows !== count) throw new Error(`The scan read ${value.rows} rows of ${count}.`);
  const peakMb = worker.peakMb();
  await worker.stop();
  await app.db.owner.query('checkpoint');
  return { seconds: value.seconds, cpu, peakMb };
}

async function measureSize(app: App): Promise<{ bytesPerPosting: number; size: string }> {
  const { rows } = await app.db.owner.query(
    `select (select count(*) from posting_rows)::float8 as postings, pg_total_relation_size('posting_rows')::float8 as bytes,
      pg_relation_size('posting_rows')::float8 as heap, (select string_agg(c.relname || ' ' || pg_size_pretty(pg_relation_size(c.oid)), ', ') from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'posting_rows'::regclass) as indexes`,
  );
  return { bytesPerPosting: rows[0].bytes / rows[0].postings, size: `heap ${round(rows[0].heap / rows[0].postings, 1)}; ${rows[0].indexes}` };
}

async function measureLookup(ground: Ground, most: number): Promise<{ few: number; many: number }> {
  const { app, scope } = await openApp(ground, await ground.database('lookup'));
  const bench = await openLookupBench(app, scope, await connectSource(app, scope, ground.postgres.url('warm')));
  const measureAt = async (postings: number): Promise<number> => {
    const filled = await bench.fillTo(postings);
    const { index, whole } = await bench.measure(2000);
    const said = (taken: Taken) => `median ${taken.median.toFixed(2)} ms, p99 ${taken.p99.toFixed(2)} ms`;
    say(`look-up of one person at ${filled.toLocaleString('en')} postings: ${said(index)}; as a person asks it, walk and trail included: ${said(whole)}`);
    return index.p99;
  };
  const few = await measureAt(most / 10);
  const many = await measureAt(most);
  await bench.close();
  await app.jobs.stop();
  await app.db.close();
  return { few, many };
}

/** Starts the server twice on one data folder and measures the second time, from the command to the first page served. */
async function measureStart(ground: Ground): Promise<number> {
  const folder = join(ground.folder, 'start');
  let taken = 0;
  for (let i = 0; i < 2; i++) {
    const began = performance.now();
    const child = spawn(process.execPath, [fileURLToPath(new URL('../packages/server/src/main.ts', import.meta.url)), '--port', '0', '--data', folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, WAARBORG_LOG: 'error' },
    });
    const address = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (piece) => {
        text += piece;
        const match = /http:\/\/\S+:\d+/.exec(text);
        if (match) resolve(match[0]);
      });
      child.once('exit', () => reject(new Error('The server did not start.')));
    });
    for (;;) {
      const page = await fetch(address).catch(() => undefined);
      if (page) {
        await page.text();
        break;
      }
      await sleep(20);
    }
    taken = Math.round(performance.now() - began);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  return taken;
}

/** What the web's build says of its own first load. */
function measureWeb(ground: Ground): number | null {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', join(root, 'packages/web'), '--outDir', join(ground.folder, 'web')], {
    encoding: 'utf8',
    cwd: root,
  });
  const kb = /first load: ([\d.]+) kB/.exec(`${built.stdout}${built.stderr}`)?.[1];
  return kb === undefined ? null : Number(kb);
}
