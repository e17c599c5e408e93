/**
 * What a full scan costs: `npm run bench -- scan [--rows 1000000] [--lookup 10000000]`. Contact notes of about 200 bytes with name, e-mail,
 * telephone and address columns in an embedded PostgreSQL; two worker threads; the same stages on their own beside it, in the same run.
 * Everything stands in a temporary folder that is removed. The last line is one JSON object.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeNotes } from './scan-data.ts';
import { openLookupBench } from './scan-lookup.ts';
import { timeStages } from './scan-stages.ts';
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
    await makeNotes(sources.warm, 2000);
    await makeNotes(sources.few, few);
    const bytes = await makeNotes(sources.many, rows);
    const { app, scope } = await openApp(ground, await ground.database('waarborg'));

    const scanned: { seconds: number; peakMb: number; perRowUs: number }[] = [];
    for (const [url, count] of [
      [sources.few, few],
      [sources.many, rows],
    ] as const) {
      const worker = new WorkerProcess(ground, app.db.ownerUrl, THREADS);
      const warm = await connectSource(app, scope, sources.warm);
      await timeScan(app, scope, warm);
      const { seconds, rows: read } = await timeScan(app, scope, await connectSource(app, scope, url));
      if (read !== count) throw new Error(`The scan read ${read} rows of ${count}.`);
      scanned.push({ seconds, peakMb: worker.peakMb(), perRowUs: (seconds / count) * 1e6 });
      await worker.stop();
      await app.db.owner.query('checkpoint');
    }
    const { rows: sizes } = await app.db.owner.query(
      `select (select count(*) from posting_rows)::float8 as postings, pg_total_relation_size('posting_rows')::float8 as bytes,
        pg_relation_size('posting_rows')::float8 as heap, (select string_agg(c.relname || ' ' || pg_size_pretty(pg_relation_size(c.oid)), ', ') from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'posting_rows'::regclass) as indexes`,
    );
    const bytesPerPosting = sizes[0].bytes / sizes[0].postings;
    say('');
    say(`scan                 rows   seconds   us/row   peak MB of the worker`);
    for (const [i, name] of ['a tenth', 'all'].entries())
      say(
        `${name.padEnd(12)} ${String(i ? rows : few).padStart(12)} ${scanned[i].seconds.toFixed(2).padStart(9)} ${scanned[i].perRowUs.toFixed(1).padStart(8)} ${scanned[i].peakMb.toFixed(0).padStart(10)}`,
      );
    await app.jobs.stop();
    await app.db.close();

    const stages = await timeStages(ground, sources.many, THREADS);
    const sum = stages.copyOut + stages.detect + stages.copyIn;
    say('');
    say(`stage on its own, ${THREADS} at a time       seconds`);
    say(`COPY out to nothing                 ${stages.copyOut.toFixed(2).padStart(9)}`);
    say(`detection from memory               ${stages.detect.toFixed(2).padStart(9)}   (${(bytes / 1e6 / stages.detect).toFixed(0)} MB/s of notes)`);
    say(`COPY of ${stages.postings.toLocaleString('en')} postings in      ${stages.copyIn.toFixed(2).padStart(9)}`);
    say(`sum                                 ${sum.toFixed(2).padStart(9)}`);
    say(`(detection with profile and fingerprints ${stages.pipe.toFixed(2)}, not in the sum)`);
    say(
      `the scan                            ${scanned[1].seconds.toFixed(2).padStart(9)}   ${(scanned[1].seconds / sum).toFixed(2)} times the sum (limit 1.30)`,
    );
    say('');
    say(`index: ${bytesPerPosting.toFixed(1)} bytes a posting (limit 110), heap ${round(sizes[0].heap / sizes[0].postings, 1)}; ${sizes[0].indexes}`);

    const lookup = await measureLookup(ground, lookups);
    const startMs = await measureStart(ground);
    const webGzipKb = measureWeb(ground);
    say(`start with existing data to first page: ${startMs} ms (limit 3000); script of the first load: ${webGzipKb ?? 'not built'} kB gzipped (limit 250)`);
    say(
      JSON.stringify({
        wallSeconds: round(scanned[1].seconds),
        timesStages: round(scanned[1].seconds / sum),
        workerRssMb: Math.round(scanned[1].peakMb),
        rssGrowth: round(scanned[1].peakMb / scanned[0].peakMb),
        timeGrowth: round(scanned[1].perRowUs / scanned[0].perRowUs),
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

async function measureLookup(ground: Ground, most: number): Promise<{ few: number; many: number }> {
  const { app, scope } = await openApp(ground, await ground.database('lookup'));
  const bench = await openLookupBench(app, scope, await connectSource(app, scope, ground.postgres.url('warm')));
  const tell = (filled: number, taken: { p99: number; median: number }) =>
    say(`look-up of one person at ${filled.toLocaleString('en')} postings: median ${taken.median.toFixed(2)} ms, p99 ${taken.p99.toFixed(2)} ms`);
  const few = await bench.fillTo(most / 10);
  const first = await bench.p99(2000);
  tell(few, first);
  const many = await bench.fillTo(most);
  const second = await bench.p99(2000);
  tell(many, second);
  await bench.close();
  await app.jobs.stop();
  await app.db.close();
  return { few: first.p99, many: second.p99 };
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
