/**
 * The clean-up of old notes, measured: the queue with a million items, and 200,000 generated notes in a PostgreSQL gone through and written back.
 * `npm run bench -- notes-triage [--quick] [items] [notes]`; bench/notes.ts takes both figures from here.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { abilitiesOfRoles } from '../packages/server/src/access/roles.ts';
import type { App } from '../packages/server/src/app.ts';
import type { Scope } from '../packages/server/src/db/scope.ts';
import { inTenant } from '../packages/server/src/db/transaction.ts';
import { approveBatch, getBatch, proposeBatch } from '../packages/server/src/features/cleanup/batch.ts';
import { carryRun } from '../packages/server/src/features/cleanup/carry-out.ts';
import { checkBatch } from '../packages/server/src/features/cleanup/check.ts';
import { listGroups, listItems, readSummary } from '../packages/server/src/features/cleanup/queue.ts';
import { startRun } from '../packages/server/src/features/cleanup/run.ts';
import { noteText } from '../packages/server/src/features/cleanup/testing.ts';
import { carryBatch } from '../packages/server/src/features/cleanup/write.ts';
import { getScan, startScan, startScanWorkers } from '../packages/server/src/features/scans/index.ts';
import { addSource } from '../packages/server/src/features/sources/add.ts';
import { type Ground, layGround, openApp } from './scan-system.ts';

const never = new AbortController().signal;
const say = (line: string) => process.stdout.write(`${line}\n`);

function p95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round((sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0) * 10) / 10;
}

/** A queue of so many items in about 60,000 groups, over four tables of two systems. */
async function fillQueue(app: App, scope: Scope, items: number): Promise<void> {
  const client = new pg.Client({ connectionString: app.db.ownerUrl });
  await client.connect();
  const t = scope.tenantNo;
  await client.query('begin');
  await client.query("select set_config('app.tenant_no', $1, true)", [String(t)]);
  await client.query(
    `insert into source (id, tenant_no, kind, name, description, owner, supplier, location, schedule, created_at, created_by)
     select ('01900000-0000-7000-8000-00000000000' || n)::uuid, $1, 'postgres', 'Systeem ' || n, '', '', '', 'postgres://db/x', 'never', now(), 'bench' from generate_series(1, 2) n`,
    [t],
  );
  await client.query(
    `insert into dataset (tenant_no, source_id, name, kind) select $1, ('01900000-0000-7000-8000-00000000000' || (1 + n % 2))::uuid, 'notes' || n, 'table' from generate_series(1, 4) n`,
    [t],
  );
  await client.query(
    `insert into field (tenant_no, dataset_id, ordinal, name, storage, native_type, type) select $1, id, 1, 'body', 'text', 'text', 'FREE_TEXT' from dataset`,
    [t],
  );
  await client.query(
    `insert into cleanup_group (tenant_no, source_id, dataset_id, label, print, tier, confidence, oldest)
     select $1, d.source_id, d.id, (array['HEALTH','RELIGION','CRIMINAL','INSULT','JUDGEMENT','SPECULATION','PASSWORD','BSN'])[1 + n % 8], n, (array[3,3,3,2,2,2,2,4])[1 + n % 8], 50 + n * 7919 % 50,
       date '2012-01-01' + (n * 31 % 5000) from generate_series(1, $2::int) n join (select id, source_id, row_number() over (order by id) - 1 as at from dataset) d on d.at = n % 4`,
    [t, Math.max(8, Math.round(items / 16))],
  );
  // Sizes as they fall: a few large groups, many small ones.
  await client.query(
    `insert into cleanup_item (tenant_no, run_id, source_id, dataset_id, field_id, record, group_id, label, tier, confidence, remarks, content, noted_on)
     select $1, '01900000-0000-7000-8000-0000000000aa', g.source_id, g.dataset_id, f.id, n, g.id, g.label, g.tier, g.confidence, jsonb_build_array(jsonb_build_object('label', g.label, 'start', 10, 'end', 22, 'confidence', 0.84, 'reason', 'flag.word')), n, g.oldest
     from generate_series(1, $2::int) n
     join cleanup_group g on g.id = 1 + floor(power(((n * 2654435761) % 1000003) / 1000003.0, 2) * (select count(*) from cleanup_group))::int
     join field f on f.dataset_id = g.dataset_id`,
    [t, items],
  );
  await client.query('commit');
  await client.query('analyze');
  await client.end();
}

/** p95 of what a person who works through the queue asks for, over pages, filters and groups. */
export async function measureTriage(ground: Ground, items = 1_000_000): Promise<{ triageP95Ms: number }> {
  const { app, scope } = await openApp(ground, await ground.database('triage'));
  await fillQueue(app, scope, items);
  const times: number[] = [];
  const timed = async <T>(ask: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const answer = await ask();
    times.push(performance.now() - from);
    return answer;
  };
  const filters = [
    {},
    { label: 'HEALTH' },
    { label: 'INSULT' },
    { dataset: 'notes2' },
    { sourceId: '01900000-0000-7000-8000-000000000001' },
    { label: 'JUDGEMENT', dataset: 'notes3' },
    { before: '2014-01-01' },
    { sourceId: '01900000-0000-7000-8000-000000000002', before: '2013-01-01' },
  ];
  // The first call of each kind warms the connection; it counts too.
  for (let round = 0; round < 4; round++) {
    for (const filter of filters) {
      let cursor: string | undefined;
      for (let page = 0; page < 6; page++) {
        const groups = await timed(() => listGroups(app, scope, { state: 'open', limit: 50, ...filter, ...(cursor ? { cursor } : {}) }));
        for (const group of groups.items.slice(page, page + 2)) await timed(() => listItems(app, scope, group.id, { limit: 50, state: 'open' }));
        cursor = groups.next;
        if (!cursor) break;
      }
    }
    await timed(() => readSummary(app, scope));
  }
  const figure = p95(times);
  say(
    `queue of ${items.toLocaleString('en')} items: ${times.length} calls, p50 ${Math.round([...times].sort((a, b) => a - b)[times.length >> 1] * 10) / 10} ms, p95 ${figure} ms (asked 80)`,
  );
  await app.jobs.stop();
  await app.db.close();
  await ground.drop('triage');
  return { triageP95Ms: figure };
}

/** Rows a second that a clean-up writes into a PostgreSQL: reading, comparing, redacting, sealing, writing, keeping account. */
export async function measureWriteBack(ground: Ground, notes = 200_000): Promise<{ writeBackRowsPerSecond: number }> {
  const { app, scope } = await openApp(ground, await ground.database('cleanup'));
  const url = await ground.database('crm');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table note (note_id int primary key, customer_id int, written_at timestamptz, body text)');
  for (let from = 0; from < notes; from += 20_000) {
    const ids = Array.from({ length: Math.min(20_000, notes - from) }, (_, i) => from + i + 1);
    await client.query(
      `insert into note select i, i % 5000, timestamptz '2012-01-01' + i * interval '30 minutes', t from unnest($1::int[], $2::text[]) w (i, t)`,
      [ids, ids.map(noteText)],
    );
  }
  await client.query('analyze note');
  await client.end();
  const { host, username, password } = new URL(url);
  const connection = { kind: 'postgres' as const, location: `postgres://${host}/crm`, user: username, password };
  const facts = { name: 'CRM', description: '', owner: '', country: null, supplier: '', backupDays: null };
  const source = await addSource(app, scope, { type: 'connected', ...facts, connection, maxRowsPerSecond: null });
  const workers = startScanWorkers(app, { threads: 2 });
  const scan = await startScan(app, scope, { sourceId: source.id });
  while (!['finished', 'failed'].includes((await getScan(app, scope, scan.id)).state)) await sleep(100);
  await workers.stop();

  let started = performance.now();
  const run = await startRun(app, scope, { sourceId: source.id, datasets: null });
  await carryRun(app, scope, run.id, never);
  const found = await inTenant(app.db, scope, async (tx) => (await tx.client.query('select count(*)::int as n from cleanup_item')).rows[0].n as number);
  say(
    `went through ${notes.toLocaleString('en')} notes, ${found.toLocaleString('en')} with a remark: ${Math.round(notes / ((performance.now() - started) / 1000)).toLocaleString('en')} notes/s`,
  );

  const judge: Scope = {
    ...scope,
    actor: { kind: 'person', id: 'judge', name: 'Judge' },
    roles: ['privacyOfficer'],
    abilities: abilitiesOfRoles(['privacyOfficer']),
  };
  const approver: Scope = { ...scope, actor: { kind: 'person', id: 'approver', name: 'Approver' }, roles: ['dpo'], abilities: abilitiesOfRoles(['dpo']) };
  await inTenant(app.db, scope, (tx) =>
    tx.client.query("update cleanup_item set state = 'decided', verdict = 'redact', verdict_by_id = 'judge', verdict_by = 'Judge', verdict_at = now()"),
  );
  started = performance.now();
  const batch = await proposeBatch(app, judge, { sourceId: source.id, reason: 'bench' });
  say(`batch of ${batch.rows.total.toLocaleString('en')} rows proposed in ${Math.round(performance.now() - started)} ms`);
  await approveBatch(app, approver, batch.id);
  started = performance.now();
  while (!(await carryBatch(app, scope, batch.id, never))) await sleep(10);
  const rate = Math.round(batch.rows.total / ((performance.now() - started) / 1000));
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  say(`written back: ${rate.toLocaleString('en')} rows/s (asked 2,000), this process holds ${memory} MB`);
  started = performance.now();
  await checkBatch(app, scope, batch.id, never);
  const done = await getBatch(app, judge, batch.id);
  say(
    `read again: ${Math.round(batch.rows.total / ((performance.now() - started) / 1000)).toLocaleString('en')} rows/s; ${done.checked?.clean} clean, ${done.checked?.flagged} flagged`,
  );
  if (done.rows.written !== batch.rows.total) throw new Error(`Only ${done.rows.written} of ${batch.rows.total} rows were written.`);
  await app.jobs.stop();
  await app.db.close();
  return { writeBackRowsPerSecond: rate };
}

/** Both, with a JSON object as the last line. */
export async function run(args: readonly string[]): Promise<void> {
  const quick = args.includes('--quick');
  const [items = quick ? 100_000 : 1_000_000, notes = quick ? 20_000 : 200_000] = args.filter((arg) => /^\d+$/.test(arg)).map(Number);
  const ground = await layGround();
  try {
    const triage = await measureTriage(ground, items);
    const written = await measureWriteBack(ground, notes);
    say(JSON.stringify({ ...triage, ...written }));
  } finally {
    await ground.stop();
  }
}
