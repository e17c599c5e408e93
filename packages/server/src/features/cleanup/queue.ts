import type { CallOutput, Parsed, Routes } from '@waarborg/contract';
import type { CleanupGroup } from '@waarborg/contract/cleanup';
import { tierOf } from '@waarborg/law';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { datasets } from '../scans/index.ts';
import { drawItems, endSample, type GroupRow, group, groups, insertSample, lockSample, sampleItemsPast, tallies } from './groups.store.ts';
import { itemsOf, judgeGroup, takeBackSample } from './items.store.ts';
import { presentGroup, presentItem, queueCursor, readNumberCursor, readQueueCursor } from './present.ts';
import { leastSample, stateAfter } from './rules.ts';

type QueueQuery = Parsed<Routes['GET /api/v1/cleanup/groups']>['query'];

/** The queue: groups of like notes that hold items in the asked state, most serious first. */
export async function listGroups(app: App, scope: Scope, query: QueueQuery): Promise<CallOutput<Routes['GET /api/v1/cleanup/groups']>> {
  requireAbility(scope, 'cleanup.read');
  const after = readQueueCursor(query.cursor);
  const { sourceId, dataset, label, state, before, limit } = query;
  return inTenant(app.db, scope, async (tx) => {
    const named = dataset === undefined ? undefined : (await datasets(tx, { sourceId, gone: true })).filter((one) => one.name === dataset).map((one) => one.id);
    const rows = await groups(tx, { sourceId: named ? undefined : sourceId, datasetIds: named, label, state, before, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(presentGroup), ...(rows.length > limit && last ? { next: queueCursor({ ...last, count: countOf(last, state) }) } : {}) };
  });
}

function countOf(row: GroupRow, state: QueueQuery['state']): number {
  if (state === 'open' || state === 'later' || state === 'dismissed' || state === 'decided') return row[state];
  return row.items - row.open - row.later - row.dismissed - row.decided;
}

/** How many notes per label and state, and the systems they stand in. */
export async function readSummary(app: App, scope: Scope): Promise<CallOutput<Routes['GET /api/v1/cleanup/summary']>> {
  requireAbility(scope, 'cleanup.read');
  const found = await inTenant(app.db, scope, tallies);
  return { sources: found.sources, tallies: found.tallies.map((tally) => ({ ...tally, tier: tierOf(tally.label) })) };
}

/** One group. */
export async function readGroup(app: App, scope: Scope, id: number): Promise<CleanupGroup> {
  requireAbility(scope, 'cleanup.read');
  const row = await inTenant(app.db, scope, (tx) => group(tx, id));
  if (!row) throw notFound('group');
  return presentGroup(row);
}

/** The notes of a group, without their text. */
export async function listItems(
  app: App,
  scope: Scope,
  groupId: number,
  query: Parsed<Routes['GET /api/v1/cleanup/groups/{id}/items']>['query'],
): Promise<CallOutput<Routes['GET /api/v1/cleanup/groups/{id}/items']>> {
  requireAbility(scope, 'cleanup.read');
  const after = readNumberCursor(query.cursor);
  return inTenant(app.db, scope, async (tx) => {
    if (!(await group(tx, groupId))) throw notFound('group');
    const rows = await itemsOf(tx, { groupId, state: query.state, after, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    return { items: page.map(presentItem), ...(rows.length > query.limit ? { next: String(page.at(-1)!.id) } : {}) };
  });
}

/** Draws open notes of a group at random. How many are drawn, looked at and decided on is kept. */
export async function drawSample(
  app: App,
  scope: Scope,
  groupId: number,
  size: number | undefined,
): Promise<CallOutput<Routes['POST /api/v1/cleanup/groups/{id}/sample']>> {
  requireAbility(scope, 'cleanup.judge');
  return inTenant(app.db, scope, async (tx) => {
    const row = await group(tx, groupId);
    if (!row) throw notFound('group');
    if (row.open === 0) throw new Refusal('conflict', 'cleanup.groupDone', 'No note of this group is open any more.');
    const id = app.ids.next();
    const drawn = await drawItems(tx, groupId, Math.max(size ?? 0, leastSample(row.open)));
    await insertSample(tx, scope.tenantNo, { id, groupId, drawn, ofItems: row.open, byId: scope.actor.id, by: scope.actor.name, at: app.clock.now() });
    return { id, items: (await itemsOf(tx, { ids: drawn })).map(presentItem), of: row.open };
  });
}

/**
 * One verdict on every open note of a group. Refuses (conflict) as long as not every note of the sample was looked at by who judges; how large the
 * sample was and what came of it goes into the trail.
 */
export async function judgeWholeGroup(
  app: App,
  scope: Scope,
  groupId: number,
  said: Parsed<Routes['PUT /api/v1/cleanup/groups/{id}/verdict']>['body'],
): Promise<CallOutput<Routes['PUT /api/v1/cleanup/groups/{id}/verdict']>> {
  requireAbility(scope, 'cleanup.judge');
  return inTenant(app.db, scope, async (tx) => {
    const before = await group(tx, groupId);
    if (!before) throw notFound('group');
    const sample = await lockSample(tx, said.sampleId);
    if (!sample || sample.groupId !== groupId || sample.byId !== scope.actor.id) throw notFound('sample');
    if (sample.verdict !== null) throw new Refusal('conflict', 'cleanup.sampleUsed', 'This sample was used for a verdict already; draw another.');
    const unseen = sample.drawn.filter((id) => !sample.seen.includes(id)).length;
    if (unseen > 0)
      throw new Refusal('conflict', 'cleanup.sampleUnseen', `Look at every note of the sample first; ${unseen} of ${sample.drawn.length} are left.`);
    const at = app.clock.now();
    const items = await judgeGroup(tx, groupId, {
      state: stateAfter(said.verdict),
      verdict: said.verdict,
      byId: scope.actor.id,
      by: scope.actor.name,
      at,
      sampleId: sample.id,
    });
    await endSample(tx, sample.id, said.verdict, at, items);
    await record(tx, app, scope, {
      act: 'cleanup.groupJudged',
      subject: String(groupId),
      details: {
        verdict: said.verdict,
        label: before.label,
        source: before.source,
        dataset: before.dataset,
        items,
        sample: sample.drawn.length,
        sampleId: sample.id,
      },
    });
    return { items, group: presentGroup((await group(tx, groupId))!) };
  });
}

/**
 * Takes a verdict on a whole group back, whoever gave it: the notes that still stand by it are open again. Those that were judged one by one since, or
 * that are in a batch, stay as they are. Refuses (conflict) when none can be taken back.
 */
export async function takeBackGroup(
  app: App,
  scope: Scope,
  groupId: number,
  sampleId: string,
): Promise<CallOutput<Routes['DELETE /api/v1/cleanup/groups/{id}/verdict']>> {
  requireAbility(scope, 'cleanup.judge');
  return inTenant(app.db, scope, async (tx) => {
    const before = await group(tx, groupId);
    if (!before) throw notFound('group');
    const sample = await lockSample(tx, sampleId);
    if (!sample || sample.groupId !== groupId || sample.verdict === null) throw notFound('verdict');
    const items = await takeBackSample(tx, sampleId);
    if (items === 0)
      throw new Refusal(
        'conflict',
        'cleanup.nothingToTakeBack',
        'No note stands by this verdict any more that could be taken back: judged since, or in a batch.',
      );
    const left = await sampleItemsPast(tx, sampleId);
    await record(tx, app, scope, {
      act: 'cleanup.groupVerdictTakenBack',
      subject: String(groupId),
      details: { verdict: sample.verdict, label: before.label, source: before.source, dataset: before.dataset, items, left, sampleId },
    });
    return { items, left, group: presentGroup((await group(tx, groupId))!) };
  });
}
