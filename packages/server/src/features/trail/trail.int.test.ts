import { contentHash, lineHash, type TrailDocument, verifyTrail } from '@waarborg/contract/trail-chain';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp } from '../../db/testing.ts';
import { inTenant } from '../../db/transaction.ts';

let it: TestApp;
let dpo: Scope;
beforeAll(async () => {
  it = await testApp();
  it.clock.set('2026-03-01T10:00:00Z');
  dpo = await it.scope('dpo');
  for (let i = 1; i <= 5; i++) await write('thing.done', { subject: `thing ${i}`, details: { b: i, a: [true, null, 'é\u0000'] } });
  it.clock.set('2026-03-02T23:30:00Z');
  await write('other.done', { reason: '=cmd|evil' });
});
afterAll(() => it.close());

function write(act: string, more: { subject?: string; reason?: string; details?: Record<string, unknown> } = {}, scope: Scope = dpo): Promise<void> {
  return inTenant(it.app.db, scope, (tx) => record(tx, it.app, scope, { act, ...more }));
}

async function exported(query: string): Promise<TrailDocument> {
  const response = await it.fetch(dpo, 'GET', `/api/v1/trail/export?format=json${query}`);
  expect(response.status).toBe(200);
  return response.json();
}

test('lines come newest first, in pages, filtered', async () => {
  const first = await (await it.fetch(dpo, 'GET', '/api/v1/trail?limit=4')).json();
  expect(first.items.map((line: { sequence: number }) => line.sequence)).toEqual([6, 5, 4, 3]);
  const second = await (await it.fetch(dpo, 'GET', `/api/v1/trail?limit=4&cursor=${first.next}`)).json();
  expect(second.items.map((line: { sequence: number }) => line.sequence)).toEqual([2, 1]);
  expect(second.next).toBeUndefined();
  const count = async (query: string) => (await (await it.fetch(dpo, 'GET', `/api/v1/trail?${query}`)).json()).items.length;
  expect(await count('act=other')).toBe(1);
  expect(await count('q=thing+3')).toBe(1);
  expect(await count('q=%25')).toBe(0);
  // 23:30 in UTC is the third of March in the Netherlands.
  expect(await count('from=2026-03-03')).toBe(1);
  expect(await count('until=2026-03-02')).toBe(5);
  expect((await it.fetch(dpo, 'GET', '/api/v1/trail?cursor=x')).status).toBe(400);
});

test('an export is verified without the database, filtered or not, and any change is found', async () => {
  const whole = await exported('');
  expect(verifyTrail(whole)).toMatchObject({ intact: true, entries: 7, why: 'all lines are covered by a signed checkpoint' });
  const filtered = await exported('&q=thing+3');
  expect(filtered.entries.filter((line) => 'act' in line)).toHaveLength(1);
  expect(verifyTrail(filtered)).toMatchObject({ intact: true });
  expect(verifyTrail(JSON.parse(JSON.stringify(whole).replace('thing 2', 'thing 9')))).toMatchObject({ intact: false, brokenAt: 2 });
  expect(verifyTrail({ ...whole, entries: whole.entries.filter((line) => line.sequence !== 4) })).toMatchObject({ intact: false, brokenAt: 5 });
  expect(verifyTrail({ ...whole, entries: whole.entries.slice(0, -1) })).toMatchObject({ intact: false });
  expect(verifyTrail({ ...whole, checkpoints: [] })).toMatchObject({ intact: false });
  expect(verifyTrail({ ...whole, entries: [], checkpoints: [] })).toMatchObject({ intact: false });
  // Text beside a hash that does not cover it, and lines of one's own at the end: both have a chain that fits.
  const beside = filtered.entries.map((line) => ('content' in line ? { ...line, actor: 'Iemand anders', act: 'lookup.made' } : line));
  expect(verifyTrail({ ...filtered, entries: beside })).toMatchObject({ intact: false, why: expect.stringContaining('does not cover') });
  const last = whole.entries.at(-1)!;
  const own = {
    at: '2026-03-02T10:00:00.000Z',
    actorKind: 'person',
    actorId: 'p',
    actor: 'Eva',
    act: 'thing.done',
    subject: null,
    reason: null,
    details: {},
  } as const;
  const forged = { sequence: last.sequence + 1, hash: lineHash(last.sequence + 1, last.hash, contentHash(own)), ...own };
  expect(verifyTrail({ ...whole, entries: [...whole.entries, forged] })).toMatchObject({ intact: false, brokenAt: last.sequence + 1 });
  expect(verifyTrail(whole, 'f'.repeat(64))).toMatchObject({ intact: false, why: 'the file was signed with another key' });
  expect(verifyTrail({ hello: 'world' })).toMatchObject({ intact: false });
  expect(verifyTrail(null)).toMatchObject({ intact: false });
});

test('csv is safe for spreadsheets and xlsx is a workbook', async () => {
  const csv = await (await it.fetch(dpo, 'GET', '/api/v1/trail/export?format=csv&act=other')).text();
  expect(csv).toContain(",'=cmd|evil,");
  expect(csv.split('\r\n')).toHaveLength(3);
  const xlsx = await it.fetch(dpo, 'GET', '/api/v1/trail/export?format=xlsx');
  expect(xlsx.headers.get('content-disposition')).toContain('attachment; filename="waarborg-trail-2026-03-02.xlsx"');
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  await book.xlsx.load((await xlsx.arrayBuffer()) as never);
  expect(book.worksheets[0].getRow(2).getCell(5).value).toBe('thing.done');
});

test('lines written at the same moment make one unbroken chain for each organisation', async () => {
  const others = await Promise.all([it.scope('agent'), it.scope('agent')]);
  await Promise.all(Array.from({ length: 30 }, (_, i) => write('race', { details: { i } }, [dpo, ...others][i % 3])));
  for (const scope of [dpo]) {
    const { intact, brokenAt } = await (await it.fetch(scope, 'POST', '/api/v1/trail/verify')).json();
    expect({ intact, brokenAt }).toEqual({ intact: true, brokenAt: null });
  }
  const rows = await inTenant(it.app.db, others[0], (tx) => tx.selectFrom('trail_entries').select('sequence').orderBy('sequence').execute());
  expect(rows.map((row) => row.sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('nobody can change or remove a line, the owner of the tables included', async () => {
  await expect(inTenant(it.app.db, dpo, (tx) => sql`update trail_entries set act = 'x'`.execute(tx))).rejects.toThrow(/permission denied/);
  await expect(inTenant(it.app.db, dpo, (tx) => sql`delete from trail_entries`.execute(tx))).rejects.toThrow(/permission denied/);
  await expect(it.app.db.owner.query("update trail_entries set act = 'x'")).rejects.toThrow(/append-only/);
  await expect(it.app.db.owner.query('truncate trail_entries cascade')).rejects.toThrow(/append-only/);
});

test('a chain changed behind our back is found, and where', async () => {
  const scope = await it.scope('dpo');
  for (let i = 0; i < 4; i++) await write('kept', {}, scope);
  await it.app.db.owner.query('alter table trail_entries disable trigger append_only');
  await it.app.db.owner.query("update trail_entries set reason = 'other' where tenant_no = $1 and sequence = 3", [scope.tenantNo]);
  await it.app.db.owner.query('alter table trail_entries enable trigger append_only');
  expect(await (await it.fetch(scope, 'POST', '/api/v1/trail/verify')).json()).toMatchObject({ intact: false, brokenAt: 3 });
});

test('every thousandth line is signed', async () => {
  const scope = await it.scope('dpo');
  await inTenant(it.app.db, scope, async (tx) => {
    for (let i = 0; i < 1001; i++) await record(tx, it.app, scope, { act: 'many' });
  });
  const { checkpoints, entries, intact } = await (await it.fetch(scope, 'POST', '/api/v1/trail/verify')).json();
  expect({ checkpoints, entries, intact }).toEqual({ checkpoints: 1, entries: 1001, intact: true });
});
