import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanupRun } from '@waarborg/contract/cleanup';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { datasets } from '../scans/index.ts';
import { sources } from '../sources/index.ts';
import { presentRun, readTimeCursor, timeCursor } from './present.ts';
import { hasNewerRun, insertRun, lockRun, readyAgain, runs, setRunState } from './runs.store.ts';

/** Goes through the free text of a system that was scanned. Refuses one that is not there, written down by hand, never scanned, or gone through at this moment. */
export async function startRun(app: App, scope: Scope, order: { sourceId: string; datasets: string[] | null }): Promise<CleanupRun> {
  requireAbility(scope, 'cleanup.judge');
  return inTenant(app.db, scope, async (tx) => {
    const [source] = await sources(tx, { ids: [order.sourceId] });
    if (!source) throw notFound('system');
    if (source.kind === 'manual') throw new Refusal('invalid', 'cleanup.manual', `${source.name} is written down by hand; there is nothing to go through.`);
    const scanned = (await datasets(tx, { sourceId: source.id })).filter((dataset) => dataset.scannedAt !== null);
    if (scanned.length === 0)
      throw new Refusal('conflict', 'cleanup.notScanned', `${source.name} was never scanned. Scan it first; the scan says where free text stands.`);
    const unknown = order.datasets?.find((name) => !scanned.some((dataset) => dataset.name === name));
    if (unknown !== undefined)
      throw new Refusal('invalid', 'cleanup.noDataset', 'The last scan knows no such dataset.', { errors: [{ path: 'datasets', message: 'is unknown' }] });
    const id = app.ids.next();
    const entered = await insertRun(tx, {
      id,
      tenantNo: scope.tenantNo,
      sourceId: source.id,
      datasets: order.datasets,
      startedBy: scope.actor.name,
      at: app.clock.now(),
    });
    if (!entered) throw new Refusal('conflict', 'cleanup.open', `${source.name} is being gone through already. Wait for that run, or cancel it first.`);
    await enqueueRun(tx, app, scope, id);
    await record(tx, app, scope, { act: 'cleanup.runStarted', subject: id, details: { sourceId: source.id, datasets: order.datasets?.length ?? null } });
    return runIn(tx, id);
  });
}

/** Puts the job of a run in the queue; twice is once. */
export async function enqueueRun(tx: Tx, app: Pick<App, 'jobs'>, scope: Pick<Scope, 'tenantNo' | 'tenantId'>, runId: string): Promise<void> {
  await app.jobs.enqueue(tx, 'cleanup.run', { tenantNo: scope.tenantNo, tenantId: scope.tenantId, runId });
}

async function runIn(tx: Tx, id: string): Promise<CleanupRun> {
  const [row] = await runs(tx, { id });
  if (!row) throw notFound('run');
  return presentRun(row);
}

/** Pauses a run: the piece under way is finished, no new one begun. */
export function pauseRun(app: App, scope: Scope, id: string): Promise<CleanupRun> {
  return steer(app, scope, id, 'Paused', ['queued', 'running'], async (tx) => setRunState(tx, id, 'paused', app.clock.now()));
}

/** Goes on with a paused or failed run where it was. */
export function resumeRun(app: App, scope: Scope, id: string): Promise<CleanupRun> {
  return steer(app, scope, id, 'Resumed', ['paused', 'failed'], async (tx) => {
    if (await hasNewerRun(tx, id)) throw new Refusal('conflict', 'cleanup.newer', 'A newer run over this system was started since; this one is over.');
    await readyAgain(tx, id);
    await setRunState(tx, id, 'queued', app.clock.now());
    await enqueueRun(tx, app, scope, id);
  });
}

/** Stops a run for good; what it found stays in the queue. */
export function cancelRun(app: App, scope: Scope, id: string): Promise<CleanupRun> {
  return steer(app, scope, id, 'Cancelled', ['queued', 'running', 'paused', 'failed'], async (tx) => setRunState(tx, id, 'cancelled', app.clock.now()));
}

async function steer(app: App, scope: Scope, id: string, act: string, from: readonly string[], become: (tx: Tx) => Promise<void>): Promise<CleanupRun> {
  requireAbility(scope, 'cleanup.judge');
  return inTenant(app.db, scope, async (tx) => {
    const run = await lockRun(tx, id);
    if (!run) throw notFound('run');
    if (!from.includes(run.state)) throw new Refusal('conflict', 'cleanup.runState', `The run is ${run.state}; that cannot be done now.`);
    await become(tx);
    await record(tx, app, scope, { act: `cleanup.run${act}`, subject: id, details: { sourceId: run.sourceId } });
    return runIn(tx, id);
  });
}

/** Runs, newest first. */
export async function listRuns(
  app: App,
  scope: Scope,
  query: { sourceId?: string; cursor?: string; limit: number },
): Promise<{ items: CleanupRun[]; next?: string }> {
  requireAbility(scope, 'cleanup.read');
  const before = readTimeCursor(query.cursor);
  const rows = await inTenant(app.db, scope, (tx) => runs(tx, { sourceId: query.sourceId, before, limit: query.limit + 1 }));
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map(presentRun), ...(rows.length > query.limit && last ? { next: timeCursor(last.createdAt, last.id) } : {}) };
}

/** One run with its progress now. */
export async function getRun(app: App, scope: Scope, id: string): Promise<CleanupRun> {
  requireAbility(scope, 'cleanup.read');
  return inTenant(app.db, scope, (tx) => runIn(tx, id));
}

/** What `read` gives whenever it changed, until `over` says so or nobody listens any more. */
export async function* watch<T>(read: () => Promise<T>, over: (now: T) => boolean, signal: AbortSignal, everyMs = 700): AsyncGenerator<T> {
  let shown = '';
  while (!signal.aborted) {
    const now = await read();
    const text = JSON.stringify(now);
    if (text !== shown) yield now;
    shown = text;
    if (over(now)) return;
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}
