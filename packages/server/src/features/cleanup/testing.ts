import type { CleanupBatch, CleanupGroup, CleanupItem, CleanupView } from '@waarborg/contract/cleanup';
import pg from 'pg';
import type { Scope } from '../../db/scope.ts';
import type { TestApp } from '../../db/testing.ts';
import { startScanWorkers } from '../scans/index.ts';

/** Notes for tests of this feature: the i-th of a made-up contact system; one in three holds a remark that does not belong there. */
export function noteText(i: number): string {
  const names = ['Jan de Vries', 'Fatima el Amrani', 'Piet Jansen', 'Sanne Bakker', 'Mohamed Yilmaz'];
  const name = names[i % names.length];
  const plain = [
    `Klant ${name} belde over factuur ${4000 + i}. Uitleg gegeven, klant gaat akkoord met betaling voor de eerste van de maand.`,
    `Pakket ${7000 + i} is bij de buren bezorgd. ${name} is gebeld en haalt het daar op, verder geen vragen.`,
    `Storing gemeld door ${name} op het adres Kerkstraat ${1 + (i % 90)}. Monteur komt morgen tussen negen en elf uur langs.`,
  ];
  const remarks = [
    `Mevrouw belde over haar bestelling. Zij heeft suikerziekte. Levering verzet naar ${1 + (i % 28)} mei, zaak ${i}.`,
    `Teruggebeld over de rekening. Wat een zeikerd. Afgesproken dat ${name} de brief nog eens leest, zaak ${i}.`,
  ];
  return i % 3 === 0 ? remarks[(i / 3) % 2] : plain[i % plain.length];
}

/** Fills a table `note` with so many notes in a PostgreSQL of the tests. */
export async function fillNotes(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create table note (note_id int primary key, customer text, written_at timestamptz, body text, changes int not null default 0)');
  const ids = Array.from({ length: count }, (_, i) => i + 1);
  await client.query(`insert into note select i, 'k' || i, timestamptz '2017-03-01' + i * interval '6 hours', t from unnest($1::int[], $2::text[]) w (i, t)`, [
    ids,
    ids.map(noteText),
  ]);
  // Counts how often a note was written, so that a second write shows.
  await client.query(`create function counted() returns trigger language plpgsql as $$ begin new.changes = old.changes + 1; return new; end $$;
    create trigger counted before update on note for each row execute function counted()`);
  await client.query('analyze note');
  await client.end();
}

/** Rows of a query on a system of the tests. */
export async function rowsIn<T extends pg.QueryResultRow>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Calls of this feature over HTTP, for tests. */
export function callsOf(test: TestApp) {
  async function call<T>(scope: Scope, method: string, path: string, body?: unknown): Promise<T> {
    const response = await test.fetch(scope, method, `/api/v1${path}`, body);
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${response.status} ${answer.code} ${answer.detail ?? ''}`), { code: answer.code });
    return answer as T;
  }
  /** Connects a PostgreSQL of the tests and scans it. */
  async function connect(scope: Scope, url: string, name: string, maxRowsPerSecond: number | null = null): Promise<string> {
    const { host, username, password, pathname } = new URL(url);
    const connection = { kind: 'postgres', location: `postgres://${host}${pathname}`, user: username, password };
    const { id } = await call<{ id: string }>(scope, 'POST', '/sources', { type: 'connected', name, connection, maxRowsPerSecond: null });
    await scan(scope, id);
    if (maxRowsPerSecond !== null) await call(scope, 'PATCH', `/sources/${id}`, { maxRowsPerSecond });
    return id;
  }
  async function scan(scope: Scope, sourceId: string): Promise<void> {
    const started = await call<{ id: string }>(scope, 'POST', '/scans', { sourceId });
    const workers = startScanWorkers(test.app, { threads: 1, pollMs: 50 });
    for (let i = 0; i < 400; i++) {
      const { state } = await call<{ state: string }>(scope, 'GET', `/scans/${started.id}`);
      if (state === 'finished' || state === 'failed') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await workers.stop();
  }
  return {
    call,
    connect,
    scan,
    /** Goes through a system and waits for it. */
    async run(scope: Scope, sourceId: string) {
      const { id } = await call<{ id: string }>(scope, 'POST', '/cleanup/runs', { sourceId });
      await test.runJobs();
      return call<{ state: string; progress: { found: number; rowsDone: number }; problems: unknown[] }>(scope, 'GET', `/cleanup/runs/${id}`);
    },
    groups: async (scope: Scope, query = '') => (await call<{ items: CleanupGroup[] }>(scope, 'GET', `/cleanup/groups?limit=500${query}`)).items,
    items: async (scope: Scope, groupId: number, query = '') =>
      (await call<{ items: CleanupItem[] }>(scope, 'GET', `/cleanup/groups/${groupId}/items?limit=500${query}`)).items,
    view: (scope: Scope, itemId: number) => call<CleanupView>(scope, 'POST', `/cleanup/items/${itemId}/view`),
    /** Looks at a drawn sample of a group and gives one verdict on all of it. */
    async judgeGroup(scope: Scope, groupId: number, verdict: string) {
      const sample = await call<{ id: string; items: CleanupItem[] }>(scope, 'POST', `/cleanup/groups/${groupId}/sample`, {});
      for (const item of sample.items) await call(scope, 'POST', `/cleanup/items/${item.id}/view`);
      return call<{ items: number }>(scope, 'PUT', `/cleanup/groups/${groupId}/verdict`, { verdict, sampleId: sample.id });
    },
    batch: (scope: Scope, id: string) => call<CleanupBatch>(scope, 'GET', `/cleanup/batches/${id}`),
    propose: (scope: Scope, sourceId: string) => call<CleanupBatch>(scope, 'POST', '/cleanup/batches', { sourceId, reason: 'Oude notities opschonen' }),
  };
}
