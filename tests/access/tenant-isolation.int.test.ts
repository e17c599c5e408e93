import { createHash } from 'node:crypto';
import { type Route, type RouteKey, routes } from '@waarborg/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { abilitiesOf } from '../../packages/server/src/access/roles.ts';
import type { Scope } from '../../packages/server/src/db/scope.ts';
import { type TestApp, testApp } from '../../packages/server/src/db/testing.ts';
import { inTenant } from '../../packages/server/src/db/transaction.ts';
import { startScanWorkers } from '../../packages/server/src/features/scans/index.ts';
import { ABSENT_ID, sampleCall } from './sample.ts';

/** A word that stands in everything organisation A has, and nowhere else. */
const MARK = 'zebravlinder';
/** Tables that belong to no organisation; a new one must be put here on purpose. */
const sharedTables = ['index_statistics', 'open_scan', 'recovery_codes', 'setup_links', 'sign_in_failures', 'users', 'waarborg_migrations', 'workers'];

let it: TestApp;
let inA: Scope;
let inB: Scope[];
let tables: string[];
const idsOfA = new Set<string>();

beforeAll(async () => {
  it = await testApp();
  inA = await it.scope('privacyOfficer');
  const adminA = await it.scope('administrator', inA);
  const first = await it.scope('privacyOfficer');
  inB = [first, await it.scope('administrator', first)];
  const { rows } = await it.app.db.owner.query(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_no' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  tables = rows.map((row) => row.name);
  await fillA(adminA);
  await collectIds();
});
afterAll(() => it.close());

const post = (scope: Scope, path: string, body: unknown) => send(scope, 'POST', path, body);
const put = (scope: Scope, path: string, body: unknown) => send(scope, 'PUT', path, body);

async function send(scope: Scope, method: string, path: string, body: unknown): Promise<Record<string, string>> {
  const response = await it.fetch(scope, method, path, body);
  const answer = await response.json();
  expect({ path, status: response.status, answer }).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) });
  return answer;
}

const note = (n: number) => `Klant belde over de bestelling en vroeg om uitleg. Zij heeft suikerziekte. Afgesproken dat zij wordt teruggebeld op dag ${n}.`;

/** Gives A one of everything: systems, an uploaded file that is scanned, a flow, a look-up, an invitation, a token. */
async function fillA(adminA: Scope): Promise<void> {
  const cabinet = await post(inA, '/api/v1/sources', { type: 'manual', name: `${MARK} cabinet` });
  const form = new FormData();
  form.set(
    'file',
    new File(
      [
        `customer,email,note\n${MARK} de Vries,${MARK}@voorbeeld.example,"${note(1)}"\nTwee,twee@voorbeeld.example,"${note(2)}"\nDrie,drie@voorbeeld.example,"${note(3)}"\n`,
      ],
      `${MARK}.csv`,
      { type: 'text/csv' },
    ),
  );
  const upload = await (await it.fetch(inA, 'POST', '/api/v1/sources/uploads', form)).json();
  const scan = await post(inA, '/api/v1/scans', { sourceId: upload.id });
  const workers = startScanWorkers(it.app, { threads: 1, pollMs: 50 });
  for (let i = 0; i < 200; i++) {
    const { state } = await (await it.fetch(inA, 'GET', `/api/v1/scans/${scan.id}`)).json();
    if (['finished', 'failed'].includes(state)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await workers.stop();
  const tuning = { patterns: [{ id: 'p', name: MARK, shape: 'ZV-9{6}', kind: 'ACCOUNT_ID' }], allow: [MARK] };
  expect((await it.fetch(inA, 'PUT', '/api/v1/tuning', { tuning, basedOn: 0, reason: `${MARK} reason` })).status).toBe(200);
  await cleanUp(upload.id);
  await post(inA, '/api/v1/map/flows', { fromId: cabinet.id, toId: upload.id, what: `${MARK} flow` });
  await post(inA, '/api/v1/lookups', { kind: 'email', value: `${MARK}@voorbeeld.example`, reason: `${MARK} reason` });
  await post(adminA, '/api/v1/people/invitations', { email: `${MARK}@voorbeeld.example`, roles: ['agent'] });
  const cells = [{ channel: 'phone', kind: 'dob', ask: 'forbidden', record: 'forbidden', reason: { nl: `${MARK} reden`, en: `${MARK} reason` } }];
  await post(inA, '/api/v1/channels/versions', { basedOn: 0, why: `${MARK} why`, cells });
  await put(inA, '/api/v1/channels/disclaimers/email/nl', { template: `${MARK} text`, why: `${MARK} why` });
  await put(inA, '/api/v1/channels/notices', { channel: 'sms', retention: 'P9D', recorded: false, answeredBy: 'person', why: `${MARK} why` });
  await post(inA, '/api/v1/channels/shown', { channel: 'email', language: 'nl', version: 1, at: new Date().toISOString() });
  const decision = { decidedBy: MARK, decidedOn: '2026-01-02', where: MARK, worksCouncil: 'none' };
  const teams = [{ name: `${MARK} team`, size: 5 }];
  const choices = { overrides: [], maskAtOnce: ['CARD', 'CVV', 'PASSWORD'], sendCounts: true, decision, emergency: true, fields: [], teams };
  await put(inA, '/api/v1/guard/settings', { basedOn: 0, why: `${MARK} why`, ...choices });
  const day = new Date().toISOString().slice(0, 10);
  await post(inA, '/api/v1/notes/counts', { batch: '01935000-0000-7000-8000-00000000c0de', counts: [{ day, label: 'HEALTH', shown: 40 }] });
  await post(inA, '/api/v1/notes/emergencies', { label: 'HEALTH', at: new Date().toISOString() });
  await post(inA, '/api/v1/me/tokens', { name: MARK, abilities: ['map.read'], expiresInDays: 1 });
}

/** A run over the notes of the upload, a verdict, a sample and a batch. */
async function cleanUp(sourceId: string): Promise<void> {
  await post(inA, '/api/v1/cleanup/runs', { sourceId });
  await it.runJobs();
  const { items: groups } = await (await it.fetch(inA, 'GET', '/api/v1/cleanup/groups')).json();
  const sample = await (await it.fetch(inA, 'POST', `/api/v1/cleanup/groups/${groups[0].id}/sample`, {})).json();
  for (const item of sample.items) await post(inA, `/api/v1/cleanup/items/${item.id}/view`, undefined);
  await it.fetch(inA, 'PUT', `/api/v1/cleanup/groups/${groups[0].id}/verdict`, { verdict: 'redact', sampleId: sample.id });
  await post(inA, '/api/v1/cleanup/batches', { sourceId, reason: `${MARK} reason` });
}

/** Every id that stands in a row of A, whatever its table calls it. */
async function collectIds(): Promise<void> {
  for (const table of tables) {
    const { rows } = await it.app.db.owner.query(`select * from ${table} where tenant_no = $1 limit 3`, [inA.tenantNo]);
    for (const row of rows) {
      for (const [name, value] of Object.entries(row)) {
        if (/(^|_)(id|no)$/.test(name) && name !== 'tenant_no' && (typeof value === 'string' || typeof value === 'number')) idsOfA.add(String(value));
      }
    }
  }
}

/** What A has, as one hash for each table. */
async function stateOfA(): Promise<Record<string, string>> {
  const state: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await it.app.db.owner.query(`select t::text as line from ${table} t where tenant_no = $1 order by 1`, [inA.tenantNo]);
    state[table] = createHash('sha256')
      .update(rows.map((row) => row.line).join('\n'))
      .digest('hex');
  }
  return state;
}

test('the filling reached the tables, so that the tests below mean something', async () => {
  const filled = [];
  for (const table of tables) {
    const { rows } = await it.app.db.owner.query(`select count(*)::int as lines from ${table} where tenant_no = $1`, [inA.tenantNo]);
    if (rows[0].lines > 0) filled.push(table);
  }
  expect(filled).toEqual(
    expect.arrayContaining([
      'memberships',
      'invitations',
      'api_tokens',
      'trail_entries',
      'source',
      'scan',
      'dataset',
      'field',
      'finding',
      'flow',
      'lookup',
      'channel_version',
      'channel_notice',
      'disclaimer_version',
      'disclaimer_shown',
      'guard_settings_version',
      'note_count',
      'note_emergency',
      'tuning_version',
    ]),
  );
  expect(idsOfA.size).toBeGreaterThan(10);
});

test('every table belongs to an organisation or is known to be shared', async () => {
  const { rows } = await it.app.db.owner.query(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1",
  );
  expect(rows.map((row) => row.name).filter((name) => !tables.includes(name))).toEqual(sharedTables);
});

test('every table of organisations has row-level security, forced, with a policy that checks writes too', async () => {
  const { rows } = await it.app.db.owner.query(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced, c.relispartition as part,
       (select count(*)::int from pg_policy p where p.polrelid = c.oid and pg_get_expr(p.polqual, p.polrelid) like '%app.tenant_no%') as policies,
       has_table_privilege('waarborg_app', c.oid, 'select') as readable, pg_get_userbyid(c.relowner) as owner
     from pg_class c where c.relname = any($1) and c.relnamespace = 'public'::regnamespace`,
    [tables],
  );
  for (const row of rows) {
    // A partition is reached through its parent; on its own the application may not touch it.
    if (row.part && !row.readable) continue;
    expect(row).toMatchObject({ forced: true, policies: expect.toSatisfy((count: number) => count >= 1) });
    expect(row.owner).not.toBe('waarborg_app');
  }
  const role = await it.app.db.owner.query("select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'waarborg_app'");
  expect(role.rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }]);
});

test('in the database itself B sees, changes and adds nothing of A, and without an organisation nobody sees anything', async () => {
  for (const table of tables) {
    const { rows: may } = await it.app.db.owner.query(
      "select has_table_privilege('waarborg_app', $1, 'select') as read, has_table_privilege('waarborg_app', $1, 'delete') as erase",
      [table],
    );
    if (!may[0].read) continue;
    await inTenant(it.app.db, inB[0], async (tx) => {
      const seen = await tx.client.query(`select count(*)::int as lines from ${table} where tenant_no = $1`, [inA.tenantNo]);
      expect({ table, ...seen.rows[0] }).toEqual({ table, lines: 0 });
      if (may[0].erase)
        expect({ table, gone: (await tx.client.query(`delete from ${table} where tenant_no = $1`, [inA.tenantNo])).rowCount }).toEqual({ table, gone: 0 });
    });
    const outside = await it.app.db.pool.query(`select count(*)::int as lines from ${table}`);
    expect({ table, ...outside.rows[0] }).toEqual({ table, lines: 0 });
  }
  const smuggle = inTenant(it.app.db, inB[0], (tx) =>
    tx
      .insertInto('memberships')
      .values({ tenant_no: inA.tenantNo, user_id: inB[0].actor.id, roles: ['administrator'], joined_at: new Date() })
      .execute(),
  );
  await expect(smuggle).rejects.toThrow(/row-level security/);
});

const all = (Object.entries(routes) as [RouteKey, Route][]).filter(([, route]) => !route.open);

async function textOf(response: Response): Promise<string> {
  return Buffer.from(await response.arrayBuffer()).toString('latin1');
}

describe('B reads nothing of A through', () => {
  test.each(all.filter(([key]) => key.startsWith('GET ')))('%s', async (key, route) => {
    const ids = route.params ? [...idsOfA] : [ABSENT_ID];
    for (const scope of inB) {
      for (const id of ids) {
        const { method, path } = sampleCall(key, route, { id, stepId: id, recordId: id });
        const response = await it.fetch(scope, method, path);
        const text = await textOf(response);
        expect({ path, text: text.includes(MARK) }).toEqual({ path, text: false });
        if (route.params)
          expect({ path, status: response.status }).toMatchObject({ status: expect.toSatisfy((status: number) => [400, 403, 404].includes(status)) });
        else
          for (const foreign of idsOfA)
            if (foreign.length > 10) expect({ path, foreign, there: text.includes(foreign) }).toEqual({ path, foreign, there: false });
      }
    }
  });
});

test('B changes nothing of A through any write', async () => {
  const before = await stateOfA();
  for (const [key, route] of all) {
    if (key.startsWith('GET ') || !route.params || key.includes('/me/')) continue;
    for (const scope of inB) {
      for (const id of idsOfA) {
        const { method, path, body } = sampleCall(key, route, { id, stepId: id, recordId: id });
        const response = await it.fetch(scope, method, path, body);
        expect({ key, path, status: response.status }).toMatchObject({ status: expect.toSatisfy((status: number) => [400, 403, 404, 409].includes(status)) });
      }
    }
  }
  for (const id of idsOfA) {
    for (const body of [{ fromId: id, toId: id, what: 'taken over' }, { sourceId: id }]) {
      const path = 'sourceId' in body ? '/api/v1/scans' : '/api/v1/map/flows';
      expect((await it.fetch(inB[0], 'POST', path, body)).status).toBeGreaterThanOrEqual(400);
    }
  }
  expect(await stateOfA()).toEqual(before);
  expect(abilitiesOf.privacyOfficer.has('sources.manage')).toBe(true);
}, 180_000);
