/** What the stages of a scan take on their own: COPY out to nothing, detection from memory, COPY of the postings into an empty indexed table. */

import { once } from 'node:events';
import { createReadStream, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { type ConnectorSettings, type DatasetDescription, openConnector } from '@waarborg/connectors';
import { findLinks, type Prepared, prepareDataset } from '@waarborg/scan';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrate } from '../packages/server/src/db/migrate.ts';
import { type Cost, costOf, cpuSeconds } from './scan-cpu.ts';
import type { Ground } from './scan-system.ts';

/** Connector settings out of a URL with its password. */
export function settingsOf(url: string): ConnectorSettings {
  const { host, pathname, username, password } = new URL(url);
  return { kind: 'postgres', location: `postgres://${host}${pathname}`, secret: { user: username, password } };
}

export interface Stages {
  readonly copyOut: readonly Cost[];
  /** Detection and normalising of what it finds and of the typed fields. */
  readonly detect: readonly Cost[];
  /** Everything between the bytes and the postings: with profile, fingerprints and the sorted list of them. Not part of the sum. */
  readonly pipe: readonly Cost[];
  readonly copyIn: readonly Cost[];
  readonly postings: number;
}

/** How often each stage is run; the better run counts. */
export const RUNS = 2;

/** Measures the stages on the source at `url`, each with `threads` at a time. */
export async function timeStages(ground: Ground, url: string, threads: number): Promise<Stages> {
  const connector = await openConnector(settingsOf(url));
  const [dataset] = await connector.describe();
  const numbered = dataset.fields.map((field, i) => ({ name: field.name, ordinal: i + 1 }));
  const prepared = await prepareDataset(connector, dataset, findLinks('', [dataset]).get(dataset.name)!, numbered);
  await connector.close();
  const copyOut = await repeated(() => timeCopyOut(ground, url, dataset, threads));
  const folder = join(ground.folder, 'postings');
  mkdirSync(folder);
  const { detect, pipe, postings } = await timeDetection(ground, url, dataset, prepared, threads, folder);
  return { copyOut, detect, pipe, postings, copyIn: await repeated((run) => timeCopyIn(ground, `copy_in_${run}`, folder, threads)) };
}

async function repeated(work: (run: number) => Promise<Cost>): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (let run = 0; run < RUNS; run++) costs.push(await work(run));
  return costs;
}

/** Processor time of this process with its threads, and of PostgreSQL. */
const clockOf = (ground: Ground) => () => cpuSeconds(process.pid, ground.postgres.pid());

async function timeCopyOut(ground: Ground, url: string, dataset: DatasetDescription, threads: number): Promise<Cost> {
  const clients = await Promise.all(Array.from({ length: threads }, () => connect(url)));
  const { rows } = await clients[0].query(`select pg_relation_size('${dataset.name}') / 8192 as blocks`);
  const step = Math.ceil(Number(rows[0].blocks) / threads);
  const cost = await costOf(clockOf(ground), () =>
    Promise.all(
      clients.map(async (client, i) => {
        const where = `ctid >= '(${i * step},0)' and ctid < '(${(i + 1) * step},0)'`;
        for await (const _piece of client.query(copyTo(`copy (select * from ${dataset.name} where ${where}) to stdout`)));
      }),
    ),
  );
  await Promise.all(clients.map((client) => client.end()));
  return cost;
}

async function timeDetection(ground: Ground, url: string, dataset: DatasetDescription, prepared: Prepared, threads: number, folder: string) {
  const workers = Array.from(
    { length: threads },
    (_, share) => new Worker(new URL('./scan-detect-thread.ts', import.meta.url), { workerData: { url, dataset, prepared, share, of: threads, folder } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const together = async (part: string) => {
    const answers = workers.map((worker) => once(worker, 'message'));
    for (const worker of workers) worker.postMessage(part);
    return (await Promise.all(answers)).reduce((all, [value]) => all + Number(value), 0);
  };
  const detect = await repeated(() => costOf(clockOf(ground), () => together('detect')));
  const pipe = await repeated(() => costOf(clockOf(ground), () => together('pipe')));
  const postings = await together('write');
  const ended = workers.map((worker) => once(worker, 'exit'));
  for (const worker of workers) worker.postMessage('end');
  await Promise.all(ended);
  return { detect, pipe, postings };
}

/** The same postings, as bytes from files, into an empty table with the index's own columns, defaults and indexes. */
async function timeCopyIn(ground: Ground, database: string, folder: string, threads: number): Promise<Cost> {
  const url = await ground.database(database);
  await migrate(url);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const clients = await Promise.all(Array.from({ length: threads }, () => connect(url)));
  const cost = await costOf(clockOf(ground), () =>
    Promise.all(
      clients.map(async (client, i) => {
        for (const file of files.filter((_, at) => at % threads === i)) {
          await client.query('begin');
          await client.query("select set_config('app.tenant_no', '1', true)");
          await pipeline(
            createReadStream(file, { highWaterMark: 1 << 18 }),
            client.query(copyFrom('copy posting_rows (fingerprint, record, dataset, block, field, kind) from stdin (format binary)')),
          );
          await client.query('commit');
        }
      }),
    ),
  );
  await Promise.all(clients.map((client) => client.end()));
  return cost;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
