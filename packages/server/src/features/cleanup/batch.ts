import type { CallOutput, Parsed, Routes } from '@waarborg/contract';
import type { CleanupBatch, CleanupView } from '@waarborg/contract/cleanup';
import { requireAbility } from '../../access/access.ts';
import { abilitiesOfRoles } from '../../access/roles.ts';
import type { App } from '../../app.ts';
import { record, type TrailNote } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { peopleWithRoles } from '../accounts/index.ts';
import { sources } from '../sources/index.ts';
import { type BatchRow, batchCounts, batches, batchRows, clearChecked, freeItems, insertBatch, judgesOf, setBatch, wantBack } from './batches.store.ts';
import { item } from './items.store.ts';
import { frameOf, placeOf, presentView, readNote } from './judge.ts';
import { openText } from './keys.ts';
import { readNumberCursor, readTimeCursor, timeCursor } from './present.ts';
import { ALONE_WAIT_MS, mayApprove } from './rules.ts';
import { settings } from './settings.store.ts';

/** A batch as somebody sees it: whether they may approve it is part of that. */
export async function presentBatch(tx: Tx, scope: Scope, row: BatchRow): Promise<CleanupBatch> {
  const counts = await batchCounts(tx, row.id);
  const stamp = (by: string | null, at: Date | null) => (by === null || at === null ? null : { by, at: at.toISOString() });
  const rejected = stamp(row.rejectedBy, row.rejectedAt);
  return {
    id: row.id,
    sourceId: row.sourceId,
    source: row.source,
    reason: row.reason,
    state: row.state,
    proposed: { by: row.proposedBy, at: row.proposedAt.toISOString() },
    approved: stamp(row.approvedBy, row.approvedAt),
    rejected: rejected && { ...rejected, why: row.rejectedWhy ?? '' },
    alone: row.alone,
    writeAfter: row.writeAfter?.toISOString() ?? null,
    mayApprove: row.state === 'proposed' ? await approvalOf(tx, scope, row) : 'over',
    finishedAt: row.finishedAt?.toISOString() ?? null,
    keptUntil: row.keptUntil?.toISOString() ?? null,
    keptRemovedAt: row.keptRemovedAt?.toISOString() ?? null,
    trouble: row.trouble,
    rows: { total: counts.total, planned: counts.planned, written: counts.written, refused: counts.refused, byHand: counts.byHand, putBack: counts.putBack },
    checked:
      row.checkedAt === null && !row.checking
        ? null
        : {
            at: (row.checkedAt ?? row.finishedAt ?? row.proposedAt).toISOString(),
            clean: counts.clean,
            flagged: counts.flagged,
            changed: counts.changed,
            gone: counts.gone,
            running: row.checking,
          },
  };
}

async function approvalOf(tx: Tx, scope: Scope, row: BatchRow) {
  const people = await peopleWithRoles(tx, scope);
  return mayApprove(
    {
      state: row.state,
      proposedById: row.proposedById,
      judgedByIds: await judgesOf(tx, row.id),
      people: people.length,
      approvers: people.filter((person) => abilitiesOfRoles(person.roles).has('cleanup.approve')).map((person) => person.id),
      aloneDecided: (await settings(tx)).alone !== null,
    },
    { id: scope.actor.id, able: scope.abilities.has('cleanup.approve') },
  );
}

/** Proposes to write every decided note of a system. Refuses (conflict) when none is decided. */
export async function proposeBatch(app: App, scope: Scope, order: { sourceId: string; reason: string }): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.judge');
  return inTenant(app.db, scope, async (tx) => {
    const [source] = await sources(tx, { ids: [order.sourceId] });
    if (!source) throw notFound('system');
    const id = app.ids.next();
    const { keepDays } = await settings(tx);
    const made = await insertBatch(tx, {
      id,
      tenantNo: scope.tenantNo,
      sourceId: source.id,
      source: source.name,
      reason: order.reason.trim(),
      byId: scope.actor.id,
      by: scope.actor.name,
      at: app.clock.now(),
      keepDays,
    });
    if (made === 0) throw new Refusal('conflict', 'cleanup.nothingDecided', `No note of ${source.name} is decided and waiting to be written.`);
    await record(tx, app, scope, { act: 'cleanup.proposed', subject: id, reason: order.reason.trim(), details: { source: source.name, rows: made, keepDays } });
    return shown(tx, scope, id);
  });
}

async function shown(tx: Tx, scope: Scope, id: string): Promise<CleanupBatch> {
  const [row] = await batches(tx, { id });
  if (!row) throw notFound('batch');
  return presentBatch(tx, scope, row);
}

/** Batches, newest first. */
export async function listBatches(
  app: App,
  scope: Scope,
  query: { sourceId?: string; cursor?: string; limit: number },
): Promise<{ items: CleanupBatch[]; next?: string }> {
  requireAbility(scope, 'cleanup.read');
  const before = readTimeCursor(query.cursor);
  return inTenant(app.db, scope, async (tx) => {
    const rows = await batches(tx, { sourceId: query.sourceId, before, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    const items: CleanupBatch[] = [];
    for (const row of page) items.push(await presentBatch(tx, scope, row));
    const last = page.at(-1);
    return { items, ...(rows.length > query.limit && last ? { next: timeCursor(last.proposedAt, last.id) } : {}) };
  });
}

/** One batch. */
export async function getBatch(app: App, scope: Scope, id: string): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.read');
  return inTenant(app.db, scope, (tx) => shown(tx, scope, id));
}

/** The rows of a batch, without text and keys. */
export async function listRows(
  app: App,
  scope: Scope,
  id: string,
  query: Parsed<Routes['GET /api/v1/cleanup/batches/{id}/rows']>['query'],
): Promise<CallOutput<Routes['GET /api/v1/cleanup/batches/{id}/rows']>> {
  requireAbility(scope, 'cleanup.read');
  const after = readNumberCursor(query.cursor);
  return inTenant(app.db, scope, async (tx) => {
    if ((await batches(tx, { id })).length === 0) throw notFound('batch');
    const rows = await batchRows(tx, id, { states: query.state ? [query.state] : undefined, after, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    const items = page.map(({ id: rowId, itemId, dataset, field, label, verdict, notedOn, judgedBy, state, why, checked }) => ({
      id: rowId,
      itemId,
      dataset,
      field,
      label,
      verdict,
      notedOn,
      judgedBy,
      state,
      why,
      checked,
    }));
    return { items, ...(rows.length > query.limit ? { next: String(page.at(-1)!.id) } : {}) };
  });
}

/** One row of a batch as it stands now and as it is to become, for who approves; in the trail before it is read. */
export async function viewRow(app: App, scope: Scope, id: string, rowId: number): Promise<CleanupView> {
  if (!scope.abilities.has('cleanup.judge')) requireAbility(scope, 'cleanup.approve');
  const { row, found, place, frame } = await inTenant(app.db, scope, async (tx) => {
    const [line] = await batchRows(tx, id, { ids: [rowId], limit: 1 });
    const about = line && (await item(tx, line.itemId));
    if (!about) throw notFound('note');
    const here = { row: line, found: about, place: await placeOf(tx, app, about), frame: await frameOf(tx, app, scope) };
    await record(tx, app, scope, {
      act: 'cleanup.noteViewed',
      subject: String(about.id),
      details: { batchId: id, source: about.source, dataset: about.dataset, field: about.field, label: about.label },
    });
    return here;
  });
  const view = presentView(app, scope, found, place.key, await readNote(place), frame);
  if (row.state !== 'planned') return { ...view, redacted: null, rewritten: null };
  if (row.verdict === 'rewrite') return { ...view, redacted: null, rewritten: row.becomes === null ? null : openText(app, row.becomes) };
  return { ...view, redacted: row.verdict === 'erase' ? '' : view.redacted, rewritten: null };
}

type Step = { act: string; reason?: string; details?: TrailNote['details'] };

async function step(
  app: App,
  scope: Scope,
  id: string,
  from: readonly CleanupBatch['state'][],
  become: (tx: Tx, row: BatchRow) => Promise<Step>,
): Promise<CleanupBatch> {
  return inTenant(app.db, scope, async (tx) => {
    const [row] = await batches(tx, { id, lock: true });
    if (!row) throw notFound('batch');
    if (!from.includes(row.state)) throw new Refusal('conflict', 'cleanup.batchState', `The batch is ${row.state}; that cannot be done now.`);
    const { act, reason, details } = await become(tx, row);
    await record(tx, app, scope, { act, subject: id, reason, details: { source: row.source, ...details } });
    return shown(tx, scope, id);
  });
}

const approvalRefusals = {
  ownProposal: 'You proposed this batch; somebody else has to approve it.',
  ownVerdicts: 'Every verdict in this batch is yours; somebody else has to approve it.',
  noOneElse:
    'Nobody else here may approve. Invite a second person who may, or, in a business of one person, write down the decision to approve alone (after a waiting time of 24 hours).',
  notAllowed: 'This needs the ability cleanup.approve.',
  over: 'This batch is no longer waiting for approval.',
} as const;

/** Approves a batch that somebody else proposed: its writing begins. One person alone, under the decision on record, approves with a waiting time of a day. */
export async function approveBatch(app: App, scope: Scope, id: string): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.approve');
  return step(app, scope, id, ['proposed'], async (tx, row) => {
    const { total } = await batchCounts(tx, id);
    const may = await approvalOf(tx, scope, row);
    if (may !== 'yes' && may !== 'alone') throw new Refusal('conflict', `cleanup.approve.${may}`, approvalRefusals[may]);
    const now = app.clock.now();
    const by = { approvedById: scope.actor.id, approvedBy: scope.actor.name, approvedAt: now };
    if (may === 'alone') {
      await setBatch(tx, id, { ...by, state: 'waiting', alone: true, writeAfter: new Date(now.getTime() + ALONE_WAIT_MS) });
      return { act: 'cleanup.approvedAlone', details: { rows: total } };
    }
    await setBatch(tx, id, { ...by, state: 'writing' });
    await enqueueBatch(tx, app, scope, id);
    return { act: 'cleanup.approved', details: { rows: total } };
  });
}

/** Puts the writing of a batch in the queue; the lease of the batch keeps two jobs apart. */
export async function enqueueBatch(tx: Tx, app: Pick<App, 'jobs'>, scope: Pick<Scope, 'tenantNo' | 'tenantId'>, batchId: string): Promise<void> {
  await app.jobs.enqueue(tx, 'cleanup.write', { tenantNo: scope.tenantNo, tenantId: scope.tenantId, batchId });
}

/** Sends a batch back: its notes are decided as they were, and free to be judged anew. */
export async function rejectBatch(app: App, scope: Scope, id: string, why: string): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.approve');
  return step(app, scope, id, ['proposed', 'waiting'], async (tx) => {
    await freeItems(tx, id);
    await setBatch(tx, id, { state: 'rejected', rejectedBy: scope.actor.name, rejectedAt: app.clock.now(), rejectedWhy: why });
    return { act: 'cleanup.rejected', reason: why };
  });
}

/** Takes back what one proposed oneself, as long as nothing is written. */
export async function withdrawBatch(app: App, scope: Scope, id: string): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.judge');
  return step(app, scope, id, ['proposed', 'waiting'], async (tx, row) => {
    if (row.proposedById !== scope.actor.id)
      throw new Refusal('forbidden', 'cleanup.notYours', 'Only who proposed a batch can take it back; who approves can send it back.');
    await freeItems(tx, id);
    await setBatch(tx, id, { state: 'withdrawn' });
    return { act: 'cleanup.withdrawn' };
  });
}

/** Pauses the writing; what is under way is settled when it goes on. */
export async function pauseBatch(app: App, scope: Scope, id: string): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.judge');
  return step(app, scope, id, ['writing'], async (tx) => {
    await setBatch(tx, id, { state: 'paused' });
    return { act: 'cleanup.writingPaused' };
  });
}
export async function resumeBatch(app: App, scope: Scope, id: string): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.judge');
  return step(app, scope, id, ['paused'], async (tx) => {
    await setBatch(tx, id, { state: 'writing', trouble: null });
    await enqueueBatch(tx, app, scope, id);
    return { act: 'cleanup.writingResumed' };
  });
}

/** Puts old texts back, of the whole batch or of some rows, as long as they are kept. Rows in which our text no longer stands are left. */
export async function putBack(app: App, scope: Scope, id: string, order: { why: string; rowIds?: readonly number[] }): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.approve');
  return step(app, scope, id, ['written'], async (tx, row) => {
    if (row.keptRemovedAt !== null)
      throw new Refusal('conflict', 'cleanup.notKept', 'The old texts of this batch are not kept any more; they cannot be put back.');
    const wanted = await wantBack(tx, id, order.rowIds);
    if (wanted === 0) throw new Refusal('conflict', 'cleanup.nothingKept', 'None of these rows was written and is still kept.');
    await setBatch(tx, id, { state: 'puttingBack', putBackWhy: order.why, trouble: null });
    await enqueueBatch(tx, app, scope, id);
    return { act: 'cleanup.putBackOrdered', reason: order.why, details: { rows: wanted } };
  });
}

/** Reads every written note again and runs the detector over it. */
export async function orderCheck(app: App, scope: Scope, id: string): Promise<CleanupBatch> {
  requireAbility(scope, 'cleanup.judge');
  return step(app, scope, id, ['written', 'byHand'], async (tx, row) => {
    if (row.checking) throw new Refusal('conflict', 'cleanup.checking', 'This batch is being read again already.');
    await clearChecked(tx, id);
    await setBatch(tx, id, { checking: true, trouble: null });
    await app.jobs.enqueue(tx, 'cleanup.check', { tenantNo: scope.tenantNo, tenantId: scope.tenantId, batchId: id });
    return { act: 'cleanup.checkOrdered' };
  });
}
