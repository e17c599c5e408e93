/**
 * Field types of an unknown database against labels made by reading it: `npm run bench -- chinook`. Loads the Chinook sample in PostgreSQL and
 * in MariaDB, scans both without a server, and compares. The files are no part of this repository: they are looked for in
 * ../shared/data/databases beside it, or in the folder `databases` under WAARBORG_BENCH_DATA. The last line is one JSON object.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ConnectorSettings } from '@waarborg/connectors';
import { type ScannedSource, scanSource, wordsOf } from '@waarborg/scan';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { startMariadb } from '../packages/connectors/src/testing/mariadb-server.ts';
import { layGround } from './scan-system.ts';

interface Labels {
  readonly labels: Readonly<Record<string, string>>;
  readonly optional: readonly string[];
}
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Runs the measurement and prints it. */
export async function run(): Promise<void> {
  const folder = [process.env['WAARBORG_BENCH_DATA'], resolve(import.meta.dirname, '../../shared/data')]
    .map((place) => place && join(place, 'databases'))
    .find((place): place is string => place !== undefined && existsSync(join(place, 'chinook-columns.json')));
  if (!folder) {
    say('The Chinook files are not here (../shared/data/databases or WAARBORG_BENCH_DATA); nothing was measured.');
    return;
  }
  const labels = JSON.parse(readFileSync(join(folder, 'chinook-columns.json'), 'utf8')) as Labels;
  const script = (name: string) => gunzipSync(readFileSync(join(folder, `chinook-${name}.sql.gz`))).toString('utf8');
  const result = {
    postgres: compare('PostgreSQL', await inPostgres(script('postgres')), labels),
    mariadb: compare('MariaDB', await inMariadb(script('mysql')), labels),
  };
  say(JSON.stringify(result));
}

async function inPostgres(script: string): Promise<ScannedSource> {
  const ground = await layGround();
  try {
    const url = await ground.database('chinook');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // The script makes and enters its own database; ours is there already.
    await client.query(script.replace(/^(DROP DATABASE|CREATE DATABASE|\\c).*$/gm, ''));
    await client.query('analyze');
    await client.end();
    const { host, username, password } = new URL(url);
    return await scanAll({ kind: 'postgres', location: `postgres://${host}/chinook`, secret: { user: username, password } });
  } finally {
    await ground.stop();
  }
}

async function inMariadb(script: string): Promise<ScannedSource> {
  const server = await startMariadb();
  try {
    const { hostname, port, username, password } = new URL(server.url(''));
    const secret = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    const client = await mysql.createConnection({ host: hostname, port: Number(port), ...secret, multipleStatements: true });
    await client.query(script);
    await client.end();
    return await scanAll({ kind: 'mysql', location: `mysql://${hostname}:${port}/Chinook`, secret });
  } finally {
    await server.stop();
  }
}

function scanAll(settings: ConnectorSettings): Promise<ScannedSource> {
  return scanSource(settings, { threads: 2 }).result;
}

/** CustomerId and customer_id are the same column; MariaDB's script writes it the first way. */
const plain = (name: string) =>
  name
    .split('.')
    .map((part) => wordsOf(part).join('_'))
    .join('.');

function compare(name: string, scanned: ScannedSource, { labels, optional }: Labels) {
  let right = 0;
  let fields = 0;
  const wrong: string[] = [];
  const extra: string[] = [];
  for (const dataset of scanned.datasets) {
    for (const field of dataset.fields) {
      const place = plain(`${dataset.name}.${field.plan.name}`);
      const expected = labels[place] ?? 'NONE';
      fields++;
      if (field.plan.type === expected) right++;
      else if (optional.includes(place)) {
        right++;
        extra.push(`${place} ${field.plan.type}`);
      } else wrong.push(`${place}: ${field.plan.type} (${field.plan.reason}), should be ${expected}`);
    }
  }
  say(`${name}: ${scanned.datasets.length} tables, ${right} of ${fields} fields right, in ${scanned.seconds.toFixed(1)} s`);
  for (const line of wrong) say(`  ${line}`);
  if (extra.length > 0) say(`  accepted, not required: ${extra.join(', ')}`);
  for (const problem of [...scanned.problems, ...scanned.datasets.flatMap((dataset) => dataset.problems)])
    say(`  problem: ${problem.dataset ?? ''} ${problem.code} ${problem.message}`);
  return { right, fields, wrong: wrong.length };
}
