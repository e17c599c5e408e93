import type { CallInput, CallOutput, Routes } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, listTenants } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { sources } from '../sources/index.ts';
import {
  deleteFlow,
  type FlowRow,
  flow,
  flows,
  flowsAreStale,
  insertFlow,
  livePostings,
  replaceFoundFlows,
  sharedIdentifiers,
  takeFlowsTurn,
} from './store.ts';

type Flow = CallOutput<Routes['POST /api/v1/map/flows']>;

/** Postings read at the most to count what systems share; more of them are sampled by fingerprint. */
const POSTINGS_READ = 1_000_000;

/** What flows between systems. Found flows are counted anew first when a scan finished since. */
export async function readFlows(app: App, scope: Scope): Promise<{ items: Flow[] }> {
  requireAbility(scope, 'map.read');
  await refreshFoundFlows(app, scope.tenantNo);
  return inTenant(app.db, scope, async (tx) => ({ items: await flows(tx) }));
}

/** Writes down a flow between two systems of the organisation. */
export async function addFlow(app: App, scope: Scope, wanted: Required<CallInput<Routes['POST /api/v1/map/flows']>['body']>): Promise<Flow> {
  requireAbility(scope, 'sources.manage');
  if (wanted.fromId === wanted.toId)
    throw new Refusal('invalid', 'map.flowToItself', 'A flow goes from one system to another.', { errors: [{ path: 'toId', message: 'is the same system' }] });
  const made: FlowRow = {
    id: app.ids.next(),
    fromId: wanted.fromId,
    toId: wanted.toId,
    what: wanted.what.trim(),
    kinds: [...new Set(wanted.kinds)],
    found: false,
    shared: null,
  };
  return inTenant(app.db, scope, async (tx) => {
    if ((await sources(tx, { ids: [wanted.fromId, wanted.toId] })).length !== 2) throw notFound('system');
    await insertFlow(tx, scope.tenantNo, { ...made, at: app.clock.now(), by: scope.actor.name });
    await record(tx, app, scope, { act: 'map.flowAdded', subject: made.id, details: { from: made.fromId, to: made.toId, kinds: made.kinds } });
    return made;
  });
}

/** Removes a flow that was written down. A found one comes from the data and cannot be removed. */
export async function removeFlow(app: App, scope: Scope, id: string): Promise<void> {
  requireAbility(scope, 'sources.manage');
  await inTenant(app.db, scope, async (tx) => {
    const before = await flow(tx, id);
    if (before === undefined) throw notFound('flow');
    if (before.found) throw new Refusal('conflict', 'map.flowFound', 'This flow was seen by a scan; it goes when the systems no longer share identifiers.');
    await deleteFlow(tx, id);
    await record(tx, app, scope, { act: 'map.flowRemoved', subject: id, details: { from: before.fromId, to: before.toId } });
  });
}

/**
 * Counts anew which systems share identifiers, when a scan finished since the last count and nobody else is counting. Never fails a caller:
 * when counting does not succeed the earlier flows stay, and the next call tries again.
 */
export async function refreshFoundFlows(app: Pick<App, 'db' | 'clock' | 'ids' | 'log'>, tenantNo: number): Promise<void> {
  try {
    await inTenant(app.db, { tenantNo }, async (tx) => {
      if (!(await flowsAreStale(tx)) || !(await takeFlowsTurn(tx, tenantNo))) return;
      const sizes = await livePostings(tx);
      const postings = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      const part = postings <= POSTINGS_READ ? 1 : POSTINGS_READ / postings;
      const found = foundFlows(await sharedIdentifiers(tx, part), sizes, part, () => app.ids.next());
      await replaceFoundFlows(tx, tenantNo, found, app.clock.now());
    });
  } catch (err) {
    app.log.warn({ err, organisation: tenantNo }, 'flows could not be counted');
  }
}

/** One flow per pair of systems, from the one that holds more to the other; counts scaled up from the part that was read. */
export function foundFlows(
  shared: Awaited<ReturnType<typeof sharedIdentifiers>>,
  sizes: ReadonlyMap<string, number>,
  part: number,
  newId: () => string,
): FlowRow[] {
  const pairs = new Map<string, { left: string; right: string; kinds: string[]; shared: number }>();
  for (const row of [...shared].sort((a, b) => b.shared - a.shared || (a.kind < b.kind ? -1 : 1))) {
    const key = `${row.left} ${row.right}`;
    const pair = pairs.get(key) ?? { left: row.left, right: row.right, kinds: [], shared: 0 };
    pair.kinds.push(row.kind);
    pair.shared += row.shared;
    pairs.set(key, pair);
  }
  return [...pairs.values()].map((pair) => {
    const [fromId, toId] = (sizes.get(pair.left) ?? 0) >= (sizes.get(pair.right) ?? 0) ? [pair.left, pair.right] : [pair.right, pair.left];
    return { id: newId(), fromId, toId, what: '', kinds: pair.kinds, found: true, shared: Math.round(pair.shared / part) };
  });
}

/** Counts the flows of every organisation where a scan finished since the last count. */
export async function refreshAllFlows(app: App): Promise<void> {
  for (const { tenantNo } of await listTenants(app.db)) await refreshFoundFlows(app, tenantNo);
}
