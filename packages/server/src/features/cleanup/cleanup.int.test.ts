import type { CleanupBatch, CleanupView } from '@waarborg/contract/cleanup';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scope } from '../../db/scope.ts';
import { type TestApp, testApp, testDatabase } from '../../db/testing.ts';
import { forgetOldTexts, takeUp } from './jobs.ts';
import { callsOf, fillNotes, noteText, rowsIn } from './testing.ts';

// Seconds on a quiet machine; the rest is patience with a busy one.
vi.setConfig({ testTimeout: 60_000 });

let test: TestApp;
let judge: Scope;
let approver: Scope;
let to: ReturnType<typeof callsOf>;
let crm: string;
let sourceId: string;
const NOTES = 240;
const MARK = 'suikerziekte';

beforeAll(async () => {
  test = await testApp();
  judge = await test.scope('privacyOfficer');
  approver = await test.scope('dpo', judge);
  to = callsOf(test);
  crm = await testDatabase('empty');
  await fillNotes(crm, NOTES);
  sourceId = await to.connect(judge, crm, 'CRM');
}, 90_000);
afterAll(() => test?.close());

const body = async (id: number) => (await rowsIn<{ body: string | null; changes: number }>(crm, 'select body, changes from note where note_id = $1', [id]))[0];

// Read without a session: those end when the clock is put ahead.
const kept = async (batchId: string) =>
  (await test.app.db.owner.query('select kept_removed_at as removed, trouble from cleanup_batch where id = $1', [batchId])).rows[0];

describe('a run', () => {
  it('leaves one item per note with a remark, never its text', async () => {
    const run = await to.run(judge, sourceId);
    expect(run).toMatchObject({ state: 'finished', progress: { rowsDone: NOTES, found: NOTES / 3 }, problems: [] });
    const groups = await to.groups(judge);
    expect(groups.reduce((sum, group) => sum + group.open, 0)).toBe(NOTES / 3);
    // Like sentences fall together whatever the name and the number; the most serious first.
    expect(groups[0]).toMatchObject({
      label: 'HEALTH',
      tier: 'special',
      open: NOTES / 6,
      source: 'CRM',
      dataset: 'note',
      oldest: expect.stringMatching(/^2017-/),
    });
    for (const table of ['cleanup_item', 'cleanup_group', 'cleanup_run', 'cleanup_piece', 'cleanup_run_dataset']) {
      const { rows } = await test.app.db.owner.query(`select t::text as line from ${table} t`);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter((row) => row.line.includes(MARK) || row.line.includes('Vries'))).toEqual([]);
    }
  });

  it('a second run changes nothing, and a note that was mended leaves the queue', async () => {
    await rowsIn(crm, `update note set body = 'Niets bijzonders gemeld, klant tevreden.' where note_id = 234`);
    expect(await to.run(judge, sourceId)).toMatchObject({ state: 'finished', progress: { found: NOTES / 3 - 1 } });
    const summary = await to.call<{ tallies: { state: string; items: number }[] }>(judge, 'GET', '/cleanup/summary');
    const by = (state: string) => summary.tallies.filter((tally) => tally.state === state).reduce((sum, tally) => sum + tally.items, 0);
    expect([by('open'), by('gone')]).toEqual([NOTES / 3 - 1, 1]);
  });

  it('refuses a system that was never scanned, and a second run at the same time', async () => {
    const other = await to.call<{ id: string }>(judge, 'POST', '/sources', { type: 'manual', name: 'Kast' });
    await expect(to.call(judge, 'POST', '/cleanup/runs', { sourceId: other.id })).rejects.toMatchObject({ code: 'cleanup.manual' });
    const first = await to.call<{ id: string }>(judge, 'POST', '/cleanup/runs', { sourceId });
    await expect(to.call(judge, 'POST', '/cleanup/runs', { sourceId })).rejects.toMatchObject({ code: 'cleanup.open' });
    expect(await to.call(judge, 'POST', `/cleanup/runs/${first.id}/pause`)).toMatchObject({ state: 'paused' });
    await test.runJobs();
    expect(await to.call(judge, 'GET', `/cleanup/runs/${first.id}`)).toMatchObject({ state: 'paused' });
    await to.call(judge, 'POST', `/cleanup/runs/${first.id}/resume`);
    await test.runJobs();
    expect(await to.call(judge, 'GET', `/cleanup/runs/${first.id}`)).toMatchObject({ state: 'finished' });
  });
});

describe('verdicts', () => {
  it('a note is read live, marked and proposed on; the view is in the trail before', async () => {
    const [group] = await to.groups(judge);
    const [item] = await to.items(judge, group.id, '&state=open');
    const view = await to.view(judge, item.id);
    expect(view).toMatchObject({ gone: false, changed: false, text: expect.stringContaining(MARK), redacted: expect.stringContaining('[verwijderd]') });
    expect(view.redacted).not.toContain(MARK);
    const mark = view.marks.find((one) => one.label === 'HEALTH')!;
    expect(view.text!.slice(mark.start, mark.end)).toBe(MARK);
    const { rows } = await test.app.db.owner.query(`select details::text as details from trail_entries where act = 'cleanup.noteViewed' and subject = $1`, [
      String(item.id),
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0].details).not.toContain(MARK);
  });

  it('takes a verdict only from who looked, and takes it back', async () => {
    const [group] = await to.groups(judge);
    const [item, other] = await to.items(judge, group.id, '&state=open');
    const path = `/cleanup/items/${item.id}/verdict`;
    await expect(to.call(judge, 'PUT', path, { verdict: 'redact', seen: '123.456' })).rejects.toMatchObject({ code: 'cleanup.notSeen' });
    const elsewhere = await to.view(judge, other.id);
    await expect(to.call(judge, 'PUT', path, { verdict: 'redact', seen: elsewhere.seen })).rejects.toMatchObject({ code: 'cleanup.notSeen' });
    const { seen } = await to.view(judge, item.id);
    await expect(to.call(judge, 'PUT', path, { verdict: 'rewrite', seen })).rejects.toMatchObject({ code: 'cleanup.becomes' });
    expect(await to.call(judge, 'PUT', path, { verdict: 'redact', seen })).toMatchObject({ state: 'decided', verdict: { verdict: 'redact', sampled: false } });
    expect((await to.groups(judge)).find((one) => one.id === group.id)).toMatchObject({ open: group.open - 1, decided: 1 });
    expect(await to.call(judge, 'DELETE', path)).toMatchObject({ state: 'open', verdict: null });
  });

  it('a dismissal can teach the allow list, and later runs keep to both', async () => {
    const group = (await to.groups(judge, '&label=INSULT'))[0];
    const [item] = await to.items(judge, group.id, '&state=open');
    const { seen } = await to.view(judge, item.id);
    await to.call(judge, 'PUT', `/cleanup/items/${item.id}/verdict`, { verdict: 'dismiss', seen });
    await to.run(judge, sourceId);
    expect((await to.items(judge, group.id, '&state=dismissed')).map((one) => one.id)).toEqual([item.id]);
    await expect(
      to.call(judge, 'PUT', `/cleanup/items/${item.id}/verdict`, { verdict: 'redact', seen, teach: { text: 'x', label: 'INSULT' } }),
    ).rejects.toMatchObject({
      code: 'cleanup.teach',
    });
    await to.call(judge, 'PUT', `/cleanup/items/${item.id}/verdict`, { verdict: 'dismiss', seen, teach: { text: 'iets eigens', label: 'INSULT' } });
    expect(await to.call(judge, 'GET', '/tuning')).toMatchObject({ tuning: { allow: ['iets eigens'] } });
  });

  it('a group is judged after every note of a sample was looked at, and not before', async () => {
    const [group] = await to.groups(judge);
    const sample = await to.call<{ id: string; items: { id: number }[]; of: number }>(judge, 'POST', `/cleanup/groups/${group.id}/sample`, { size: 1 });
    expect(sample).toMatchObject({ of: group.open, items: { length: 5 } });
    const verdict = { verdict: 'redact', sampleId: sample.id };
    await expect(to.call(judge, 'PUT', `/cleanup/groups/${group.id}/verdict`, verdict)).rejects.toMatchObject({ code: 'cleanup.sampleUnseen' });
    for (const item of sample.items) await to.view(judge, item.id);
    await expect(to.call(approver, 'PUT', `/cleanup/groups/${group.id}/verdict`, verdict)).rejects.toMatchObject({ code: 'access.denied' });
    expect(await to.call(judge, 'PUT', `/cleanup/groups/${group.id}/verdict`, verdict)).toMatchObject({
      items: group.open,
      group: { open: 0, decided: group.open },
    });
    await expect(to.call(judge, 'PUT', `/cleanup/groups/${group.id}/verdict`, verdict)).rejects.toMatchObject({ code: 'cleanup.sampleUsed' });
  });

  it('a verdict on a group is taken back for the notes that stand by it, and for no other', async () => {
    const [group] = await to.groups(judge, '&label=HEALTH&state=decided');
    const sampleId = group.verdict!.sampleId;
    expect(group.verdict).toMatchObject({ verdict: 'redact', items: group.decided, by: expect.any(String), at: expect.stringMatching(/^20/) });
    const path = `/cleanup/groups/${group.id}/verdict?sampleId=${sampleId}`;
    await expect(to.call(approver, 'DELETE', path)).rejects.toMatchObject({ code: 'access.denied' });
    const other = (await to.groups(judge, '&label=INSULT'))[0];
    await expect(to.call(judge, 'DELETE', `/cleanup/groups/${other.id}/verdict?sampleId=${sampleId}`)).rejects.toMatchObject({ code: 'notFound' });
    // One is judged by itself since, to the same end: that verdict is somebody's own.
    const [own] = await to.items(judge, group.id, '&state=decided');
    const { seen } = await to.view(judge, own.id);
    await to.call(judge, 'PUT', `/cleanup/items/${own.id}/verdict`, { verdict: 'redact', seen });
    expect(await to.call(judge, 'DELETE', path)).toMatchObject({
      items: group.decided - 1,
      left: 0,
      group: { open: group.open + group.decided - 1, decided: 1, verdict: null },
    });
    expect((await to.items(judge, group.id, '&state=decided')).map((one) => [one.id, one.verdict?.sampled])).toEqual([[own.id, false]]);
    await expect(to.call(judge, 'DELETE', path)).rejects.toMatchObject({ code: 'cleanup.nothingToTakeBack' });
    const { rows } = await test.app.db.owner.query(`select subject, details::text as details from trail_entries where act = 'cleanup.groupVerdictTakenBack'`);
    expect(rows.map((row) => ({ subject: row.subject, ...JSON.parse(row.details) }))).toMatchObject([
      { subject: String(group.id), verdict: 'redact', label: 'HEALTH', items: group.decided - 1, left: 0, sampleId },
    ]);

    await to.call(judge, 'DELETE', `/cleanup/items/${own.id}/verdict`);
    await to.judgeGroup(judge, group.id, 'redact');
    const again = (await to.groups(judge, '&label=HEALTH&state=decided'))[0];
    const back = `/cleanup/groups/${group.id}/verdict?sampleId=${again.verdict!.sampleId}`;
    const batch = await to.propose(judge, sourceId);
    expect((await to.groups(judge, '&label=HEALTH&state=batched'))[0]).toMatchObject({ id: group.id, verdict: null });
    await expect(to.call(judge, 'DELETE', back)).rejects.toMatchObject({ code: 'cleanup.nothingToTakeBack' });
    await to.call(judge, 'POST', `/cleanup/batches/${batch.id}/withdraw`);
    expect(await to.call(judge, 'DELETE', back)).toMatchObject({ items: again.decided, left: 0 });
    expect(await to.judgeGroup(judge, group.id, 'redact')).toMatchObject({ items: again.decided });
  });

  it('the queue is paged without gaps or repeats', async () => {
    const whole = (await to.groups(judge)).map((group) => group.id);
    const paged: number[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: { items: { id: number }[]; next?: string } = await to.call(judge, 'GET', `/cleanup/groups?limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      paged.push(...page.items.map((group) => group.id));
      cursor = page.next;
    }
    expect(paged).toEqual(whole);
  });
});

describe('a batch', () => {
  let batch: CleanupBatch;
  let rewritten: CleanupView;

  it('somebody else approves; rows that changed since are refused, everything else is written once', async () => {
    const group = (await to.groups(judge, '&label=INSULT'))[0];
    const [first] = await to.items(judge, group.id, '&state=open');
    rewritten = await to.view(judge, first.id);
    await to.call(judge, 'PUT', `/cleanup/items/${first.id}/verdict`, {
      verdict: 'rewrite',
      seen: rewritten.seen,
      becomes: 'Rekening besproken met de klant.',
    });
    batch = await to.propose(judge, sourceId);
    expect(batch).toMatchObject({ state: 'proposed', mayApprove: 'ownProposal', rows: { total: NOTES / 6 } });
    await expect(to.call(judge, 'POST', `/cleanup/batches/${batch.id}/approve`)).rejects.toMatchObject({ code: 'cleanup.approve.ownProposal' });
    const rows = await to.call<{ items: { id: number; itemId: number; verdict: string }[] }>(approver, 'GET', `/cleanup/batches/${batch.id}/rows`);
    const line = rows.items.find((row) => row.verdict === 'rewrite')!;
    expect(await to.call(approver, 'POST', `/cleanup/batches/${batch.id}/rows/${line.id}/view`)).toMatchObject({
      text: rewritten.text,
      rewritten: 'Rekening besproken met de klant.',
    });
    // Between verdict and writing one note is changed and one removed.
    await rowsIn(crm, `update note set body = body || ' Nog gebeld.' where note_id = 6`);
    await rowsIn(crm, 'delete from note where note_id = 12');
    expect(await to.call(approver, 'POST', `/cleanup/batches/${batch.id}/approve`)).toMatchObject({ state: 'writing' });
    await test.runJobs();
    batch = await to.batch(judge, batch.id);
    expect(batch).toMatchObject({
      state: 'written',
      rows: { total: 40, planned: 0, written: 38, refused: 2, byHand: 0 },
      checked: { clean: 38, flagged: 0, changed: 0, running: false },
      trouble: null,
    });
    expect(await body(Number(rewritten.key))).toEqual({ body: 'Rekening besproken met de klant.', changes: 1 });
    const clean = await body(18);
    expect(clean.changes).toBe(1);
    expect(clean.body).toBe(noteText(18).replace(MARK, '[verwijderd]'));
    // Neighbours stay letter for letter.
    expect(await body(19)).toEqual({ body: noteText(19), changes: 0 });
    expect((await body(6)).body).toContain(MARK);
    const refused = await to.call<{ items: { why: string }[] }>(judge, 'GET', `/cleanup/batches/${batch.id}/rows?state=refused`);
    expect(refused.items.map((row) => row.why).sort()).toEqual(['changedSince', 'notFound']);
  });

  it('the old texts stand only sealed, and nothing of them in trail or jobs', async () => {
    const { rows } = await test.app.db.owner.query('select r::text as line, was is not null as kept from cleanup_row r where batch_id = $1', [batch.id]);
    expect(rows.filter((row) => row.kept)).toHaveLength(38);
    const trail = await test.app.db.owner.query(`select t::text as line from trail_entries t where act like 'cleanup.%'`);
    const jobs = await test.app.db.owner.query(`select data::text as line from pgboss.job`);
    for (const { line } of [...rows, ...trail.rows, ...jobs.rows]) expect(line).not.toMatch(/suikerziekte|zeikerd|Vries/);
  });

  it('one row and then all of it can be put back, but not over what somebody else wrote since', async () => {
    const { items } = await to.call<{ items: { id: number; itemId: number }[] }>(judge, 'GET', `/cleanup/batches/${batch.id}/rows?state=written`);
    const key = Number(rewritten.key);
    const one = items.find((row) => row.itemId === rewritten.item.id)!;
    await to.call(approver, 'POST', `/cleanup/batches/${batch.id}/put-back`, { why: 'Verkeerd herschreven', rowIds: [one.id] });
    await test.runJobs();
    expect(await body(key)).toEqual({ body: rewritten.text, changes: 2 });
    expect(await to.batch(judge, batch.id)).toMatchObject({ state: 'written', rows: { written: 37, putBack: 1 } });
    await rowsIn(crm, `update note set body = 'Nieuwe notitie van een collega' where note_id = 18`);
    await to.call(approver, 'POST', `/cleanup/batches/${batch.id}/put-back`, { why: 'Toch niet' });
    await test.runJobs();
    expect((await body(18)).body).toBe('Nieuwe notitie van een collega');
    expect((await body(24)).body).toBe(noteText(24));
    expect(await to.batch(judge, batch.id)).toMatchObject({ state: 'written', rows: { written: 1, putBack: 37 } });
  });

  it('when the days are over the old texts are gone for good, and that is in the trail', async () => {
    const now = Date.now();
    test.clock.set(new Date(now + 13 * 86_400_000));
    await forgetOldTexts(test.app);
    expect(await kept(batch.id)).toMatchObject({ removed: null });
    test.clock.set(new Date(now + 15 * 86_400_000));
    await forgetOldTexts(test.app);
    const { rows } = await test.app.db.owner.query('select count(*)::int as left from cleanup_row where was is not null or becomes is not null');
    expect(rows).toEqual([{ left: 0 }]);
    const trail = await test.app.db.owner.query(`select details from trail_entries where act = 'cleanup.keptRemoved' and subject = $1`, [batch.id]);
    expect(trail.rows).toHaveLength(1);
    test.clock.set(new Date(now));
    await expect(to.call(approver, 'POST', `/cleanup/batches/${batch.id}/put-back`, { why: 'Te laat' })).rejects.toMatchObject({ code: 'cleanup.notKept' });
  });

  it('texts that cannot be removed are said loudly and tried again', async () => {
    const [group] = await to.groups(judge);
    await to.judgeGroup(judge, group.id, 'erase');
    const other = await to.propose(judge, sourceId);
    await to.call(approver, 'POST', `/cleanup/batches/${other.id}/approve`);
    await test.runJobs();
    await test.app.db.owner.query(`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
      create trigger refuse before update on cleanup_row for each row when (old.was is not null and new.was is null) execute function refuse()`);
    test.clock.set(new Date(Date.now() + 20 * 86_400_000));
    await expect(forgetOldTexts(test.app)).rejects.toThrow(/could not be removed/);
    expect(await kept(other.id)).toEqual({ removed: null, trouble: 'cleanup.keptNotRemoved' });
    await test.app.db.owner.query('drop trigger refuse on cleanup_row');
    await forgetOldTexts(test.app);
    expect(await kept(other.id)).toEqual({ removed: expect.any(Date), trouble: null });
    test.clock.set(new Date());
  });

  it('the report counts and names nobody but who worked on it', async () => {
    for (const language of ['nl', 'en']) {
      for (const format of ['json', 'csv', 'xlsx', 'pdf']) {
        const response = await test.fetch(approver, 'GET', `/api/v1/cleanup/batches/${batch.id}/report?format=${format}&language=${language}`);
        expect(response.status).toBe(200);
        const bytes = Buffer.from(await response.arrayBuffer());
        if (format === 'pdf') expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
        if (format === 'json')
          expect(JSON.parse(bytes.toString())).toMatchObject({
            batch: { id: batch.id },
            lines: expect.any(Array),
            judges: [{ name: judge.actor.name, rows: 40 }],
          });
        expect(bytes.toString('latin1')).not.toMatch(/suikerziekte|zeikerd|Vries/);
      }
    }
  });
});

it('one person alone cannot skip the second pair of eyes silently: a decision on record, and a day of waiting', async () => {
  const alone = await test.scope(['administrator', 'privacyOfficer']);
  const own = await testDatabase('empty');
  await fillNotes(own, 30);
  const source = await to.connect(alone, own, 'Administratie');
  await to.run(alone, source);
  for (const group of await to.groups(alone)) await to.judgeGroup(alone, group.id, 'redact');
  const batch = await to.propose(alone, source);
  expect(batch.mayApprove).toBe('noOneElse');
  await expect(to.call(alone, 'POST', `/cleanup/batches/${batch.id}/approve`)).rejects.toMatchObject({ code: 'cleanup.approve.noOneElse' });
  await to.call(alone, 'PATCH', '/cleanup/settings', { alone: { why: 'Eenmansbedrijf' } });
  const now = Date.now();
  expect(await to.call(alone, 'POST', `/cleanup/batches/${batch.id}/approve`)).toMatchObject({ state: 'waiting', alone: true });
  await takeUp(test.app);
  await test.runJobs();
  expect(await to.batch(alone, batch.id)).toMatchObject({ state: 'waiting', rows: { written: 0 } });
  test.clock.set(new Date(now + 25 * 3_600_000));
  await takeUp(test.app);
  await test.runJobs();
  test.clock.set(new Date());
  expect(await to.batch(alone, batch.id)).toMatchObject({ state: 'written', rows: { total: 10, written: 10 }, checked: { clean: 10 } });
  // The decision is of no use to an organisation of two.
  await test.scope('agent', alone);
  await expect(to.call(alone, 'PATCH', '/cleanup/settings', { alone: { why: 'Nog steeds alleen' } })).rejects.toMatchObject({ code: 'cleanup.notAlone' });
});

it('a system that cannot be written to becomes a list of work with the keys of its records', async () => {
  const form = new FormData();
  const mails = Array.from(
    { length: 12 },
    (_, i) =>
      `From jan@voorbeeld.example Mon Jan  ${(i % 9) + 1} 10:00:00 2018\nFrom: Jan <jan${i}@voorbeeld.example>\nTo: info@winkel.example\nSubject: Bestelling ${i}\nDate: Mon, 0${(i % 9) + 1} Jan 2018 10:00:00 +0000\nMessage-ID: <${i}@voorbeeld.example>\nContent-Type: text/plain; charset=utf-8\n\n${noteText(i * 3)}\n\n`,
  ).join('');
  form.set('file', new File([mails], 'postvak.mbox', { type: 'application/mbox' }));
  const upload = await (await test.fetch(judge, 'POST', '/api/v1/sources/uploads', form)).json();
  await to.scan(judge, upload.id);
  await to.run(judge, upload.id);
  const groups = await to.groups(judge, `&sourceId=${upload.id}`);
  expect(groups.length).toBeGreaterThan(0);
  for (const group of groups) await to.judgeGroup(judge, group.id, 'redact');
  const batch = await to.propose(judge, upload.id);
  await to.call(approver, 'POST', `/cleanup/batches/${batch.id}/approve`);
  await test.runJobs();
  expect(await to.batch(judge, batch.id)).toMatchObject({ state: 'byHand', rows: { total: 12, byHand: 12, written: 0 } });
  const list = Buffer.from(await (await test.fetch(judge, 'GET', `/api/v1/cleanup/batches/${batch.id}/worklist?language=nl`)).arrayBuffer()).toString('utf8');
  expect(list.trim().split('\n')).toHaveLength(13);
  expect(list).toContain('dit systeem kan niet door Waarborg worden bijgewerkt');
  expect(list).not.toContain(MARK);
});

it('a system that was removed while its batch waited ends the batch, and the evidence stays', async () => {
  const own = await testDatabase('empty');
  await fillNotes(own, 30);
  const source = await to.connect(judge, own, 'Oud systeem');
  await to.run(judge, source);
  for (const group of await to.groups(judge, `&sourceId=${source}`)) await to.judgeGroup(judge, group.id, 'redact');
  const batch = await to.propose(judge, source);
  expect((await test.fetch(judge, 'DELETE', `/api/v1/sources/${source}`)).status).toBe(204);
  await to.call(approver, 'POST', `/cleanup/batches/${batch.id}/approve`);
  await test.runJobs();
  expect(await to.batch(judge, batch.id)).toMatchObject({ state: 'written', source: 'Oud systeem', rows: { total: 10, refused: 10, written: 0 } });
  expect((await test.fetch(approver, 'GET', `/api/v1/cleanup/batches/${batch.id}/report?format=pdf`)).status).toBe(200);
});
