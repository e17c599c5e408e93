import type { Lookup } from '@waarborg/contract';
import { scanTooOldDays } from '@waarborg/law';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound } from '../../kernel/errors.ts';
import { findByFingerprints, fingerprinterFor, type PostingPlace, postingsOfRecords } from '../scans/index.ts';
import { presentLookup } from './present.ts';
import { counts, type Occurrence, type Start, type Step, stepKey, type WalkFacts } from './rules.ts';
import {
  countFound,
  countPerDataset,
  coverage,
  datasetNames,
  decisionsOf,
  insertLookup,
  type LookupRow,
  lookup,
  placesOf,
  recordCounts,
  replaceSteps,
  type StepRow,
  saveDecision,
  stepsOf,
  systemsOfDatasets,
  textFields,
  updateTotals,
} from './store.ts';
import { readTyped, type Typed } from './typed.ts';
import { walk } from './walk.ts';

/** Looks a person up by one identifier and walks on. The reason and the masked value are kept and in the trail; the value itself is nowhere. */
export async function findPerson(app: App, scope: Scope, typed: Typed): Promise<Lookup> {
  requireAbility(scope, 'lookup.run');
  const starts = readTyped(typed, fingerprinterFor(app.keyring, scope.tenantNo));
  const id = app.ids.next();
  return inTenant(app.db, scope, async (tx) => {
    const kept = await worthWalking(tx, starts);
    const row = { id, reason: typed.reason.trim(), byId: scope.actor.id, byName: scope.actor.name, at: app.clock.now(), starts: kept };
    await insertLookup(tx, scope.tenantNo, row);
    const totals = await walkAgain(tx, app, scope, { ...row, records: 0, datasets: 0, sources: 0, truncated: false });
    await record(tx, app, scope, {
      act: 'lookup.made',
      subject: id,
      reason: row.reason,
      details: { by: typed.kind, masked: starts[0]!.masked, ...totals },
    });
    return readWhole(tx, app, id);
  });
}

/** Of the things a number can be, those that occur; the first when none does, so that the answer still says what was looked for. */
async function worthWalking<S extends Start>(tx: Tx, starts: readonly S[]): Promise<S[]> {
  if (starts.length === 1) return [...starts];
  const seen = new Set((await placesOf(tx, starts)).map(stepKey));
  const occurring = starts.filter((start) => seen.has(stepKey(start)));
  return occurring.length > 0 ? occurring : starts.slice(0, 1);
}

/** Accepts or drops a step; the walk is made anew from what was typed with all decisions, so that it does not matter in which order they came. */
export async function decideStep(app: App, scope: Scope, lookupId: string, stepId: string, decision: 'accepted' | 'dropped'): Promise<Lookup> {
  requireAbility(scope, 'lookup.run');
  return inTenant(app.db, scope, async (tx) => {
    const row = await lookup(tx, lookupId, true);
    if (row === undefined || row.byId !== scope.actor.id) throw notFound('look-up');
    const step = (await stepsOf(tx, lookupId)).find((one) => one.id === stepId);
    if (step === undefined) throw notFound('step');
    await saveDecision(tx, scope.tenantNo, lookupId, step, { decision, byId: scope.actor.id, byName: scope.actor.name, at: app.clock.now() });
    const totals = await walkAgain(tx, app, scope, row);
    await record(tx, app, scope, {
      act: decision === 'accepted' ? 'lookup.stepAccepted' : 'lookup.stepDropped',
      subject: lookupId,
      reason: row.reason,
      details: { step: stepId, kind: step.kind, was: step.state, why: step.why, ...totals },
    });
    return readWhole(tx, app, lookupId);
  });
}

/** A look-up as it stands, for its maker and for who may read those of others. */
export async function readLookup(app: App, scope: Scope, id: string): Promise<Lookup> {
  return inTenant(app.db, scope, async (tx) => {
    await requireVisible(tx, scope, id);
    return readWhole(tx, app, id);
  });
}

/** The look-up when this person may see it; otherwise it is not there. */
export async function requireVisible(tx: Tx, scope: Scope, id: string): Promise<LookupRow> {
  if (!scope.abilities.has('lookup.read')) requireAbility(scope, 'lookup.run');
  const row = await lookup(tx, id);
  if (row === undefined || (row.byId !== scope.actor.id && !scope.abilities.has('lookup.read'))) throw notFound('look-up');
  return row;
}

async function walkAgain(tx: Tx, app: App, scope: Scope, row: LookupRow): Promise<{ records: number; datasets: number; sources: number }> {
  const decisions = new Map((await decisionsOf(tx, row.id)).map((one) => [stepKey(one), one.decision]));
  const walked = await walk(row.starts, decisions, factsIn(tx, await textFields(tx), await systemsOfDatasets(tx)));
  const earlier = new Map((await stepsOf(tx, row.id)).map((step) => [stepKey(step), step.id]));
  const idOf = new Map(walked.steps.map((step) => [stepKey(step), earlier.get(stepKey(step)) ?? app.ids.next()]));
  const masked = new Map(row.starts.map((start) => [stepKey(start), start.masked]));
  const found = new Map<string, number>();
  for (const place of await placesOf(tx, walked.steps)) found.set(stepKey(place), (found.get(stepKey(place)) ?? 0) + place.records);
  const steps = walked.steps.map(
    (step, at): StepRow => ({
      id: idOf.get(stepKey(step))!,
      ordinal: at,
      kind: step.kind,
      fingerprint: step.fingerprint,
      masked: masked.get(stepKey(step)) ?? '',
      state: step.state,
      why: step.why,
      fromStep: step.from === null ? null : (idOf.get(stepKey(step.from)) ?? null),
      fromDataset: step.from?.datasetId ?? null,
      depth: step.depth,
      records: found.get(stepKey(step)) ?? 0,
    }),
  );
  // What stands in the one record that revealed it leads nowhere new; it would only make the walk longer to read.
  const worthwhile = steps.filter((step) => step.depth === 0 || step.records > 1 || decisions.has(stepKey(step)));
  const byId = new Map(steps.map((step) => [step.id, step]));
  const kept = new Set(worthwhile.map((step) => step.id));
  const nearestKept = (id: string | null): string | null => (id === null || kept.has(id) ? id : nearestKept(byId.get(id)?.fromStep ?? null));
  await replaceSteps(
    tx,
    scope.tenantNo,
    row.id,
    worthwhile.map((step) => ({ ...step, fromStep: nearestKept(step.fromStep) })),
  );
  const totals = await countFound(
    tx,
    walked.steps.filter((step: Step) => counts(step)),
  );
  await updateTotals(tx, row.id, { ...totals, truncated: walked.truncated });
  return totals;
}

/** The index as the walk sees it, within one transaction, so that a scan that finishes meanwhile changes nothing. Each question is asked once. */
function factsIn(tx: Tx, inText: ReadonlySet<number>, systems: ReadonlyMap<number, string>): WalkFacts {
  const toOccurrence = (place: PostingPlace): Occurrence => ({
    kind: place.kind,
    fingerprint: place.fingerprint.toString(),
    systemId: systems.get(place.datasetId) ?? '',
    datasetId: place.datasetId,
    recordKey: place.record.toString(),
    fieldId: place.fieldId,
    holding: place.kind === 'LINK' ? place.holding : inText.has(place.fieldId) ? 'text' : 'value',
  });
  const found = new Map<string, Promise<{ records: number; items: Occurrence[] }>>();
  const held = new Map<string, Promise<Occurrence[]>>();
  const once = <T>(answers: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> => {
    const answer = answers.get(key) ?? ask();
    answers.set(key, answer);
    return answer;
  };
  return {
    occurrences: (identifier, limit) =>
      once(found, `${stepKey(identifier)} ${limit}`, async () => {
        const { records, items } = await findByFingerprints(tx, [BigInt(identifier.fingerprint)], { kind: identifier.kind as never, limit, countUpTo: 5000 });
        return { records, items: items.map(toOccurrence) };
      }),
    recordCounts: (identifiers) => recordCounts(tx, identifiers),
    identifiersIn: (records) =>
      once(held, records.map((one) => `${one.datasetId}.${one.recordKey}`).join(' '), async () => {
        const places = await postingsOfRecords(
          tx,
          records.map((one) => ({ datasetId: one.datasetId, record: BigInt(one.recordKey) })),
        );
        return places.map(toOccurrence);
      }),
  };
}

async function readWhole(tx: Tx, app: App, id: string): Promise<Lookup> {
  const row = await lookup(tx, id);
  if (row === undefined) throw notFound('look-up');
  const steps = await stepsOf(tx, id);
  const places = await placesOf(tx, steps);
  const names = await datasetNames(tx, [...new Set(steps.flatMap((step) => step.fromDataset ?? []))]);
  const found = await countPerDataset(
    tx,
    steps.filter((step) => counts(step)),
  );
  return presentLookup(row, steps, { places, names, found, blind: blindSpots(await coverage(tx), app.clock.now()) });
}

/** Systems that were not, or not wholly, looked through, each with its gravest reason. */
export function blindSpots(all: Awaited<ReturnType<typeof coverage>>, now: Date): Lookup['blind'] {
  const oldest = now.getTime() - scanTooOldDays * 86_400_000;
  return all.flatMap((source) => {
    const why =
      source.kind === 'manual'
        ? 'manual'
        : source.scanned === 0
          ? source.lastState === 'failed'
            ? 'failed'
            : 'neverScanned'
          : source.lastState === 'failed'
            ? 'failed'
            : source.incomplete
              ? 'incomplete'
              : source.sampled
                ? 'sampled'
                : source.oldestScan !== null && source.oldestScan.getTime() < oldest
                  ? 'stale'
                  : null;
    return why === null ? [] : [{ sourceId: source.sourceId, source: source.source, why }];
  });
}
