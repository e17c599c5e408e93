import { type Connector, openConnector, type Problem } from '@waarborg/connectors';
import type { DetectorTuning } from '@waarborg/detect';
import { addProblem, emptyProfile, findLinks, mergeProfile, type PostingBuffer, parseProfile, prepareDataset, scanChunk, summarise } from '@waarborg/scan';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import { systemScope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import type { Reach } from '../sources/index.ts';
import { keepProposals } from '../tuning/index.ts';
import { refreshStatistics, setLive, writeBlock, writeRecordKeys } from './blocks.store.ts';
import { datasetBefore, enterDatasets, enterFields, markGone, writeOutcome } from './catalogue.store.ts';
import { sweepBlocks } from './clear.ts';
import type { specSealer } from './keys.ts';
import { changesOf } from './rules.ts';
import { addChanges, addScanProblems, lockScan, setScanState } from './scans.store.ts';
import {
  addScanDataset,
  addWork,
  type Claim,
  ClaimLost,
  chunkFruits,
  chunksLeft,
  dropProfiles,
  finishWork,
  markOpen,
  scanDatasets,
  updateScanDataset,
} from './work.store.ts';

/** What a worker thread carries work out with: its own connection to the database, the clock and the keys. */
export interface Hands extends Pick<App, 'db' | 'clock' | 'ids'> {
  /** Of the organisation whose work it is. */
  readonly indexKey: Uint8Array;
  readonly sealKey: (key: string) => Uint8Array;
  readonly specs: ReturnType<typeof specSealer>;
  /** Used for every chunk in turn. */
  readonly postings: PostingBuffer;
  readonly tuning: DetectorTuning;
}

export interface WorkContext {
  /** Kept open by the thread between pieces of work on the same source; null for work that reads no source. */
  readonly connector: () => Promise<Connector>;
  readonly maxRowsPerSecond: number | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (rows: number, bytes: number) => void;
}

/** Carries out one claimed piece of work. Its fruits and its end are written in one transaction; a lost claim writes nothing. */
export async function carryOut(hands: Hands, claim: Claim, context: WorkContext): Promise<void> {
  if (claim.work === 'describe') return describe(hands, claim, context);
  if (claim.work === 'sample') return sample(hands, claim, context);
  if (claim.work === 'read') return read(hands, claim, context);
  return merge(hands, claim);
}

/** Opens the source of a claim. */
export function openReach(reach: Pick<Reach, 'settings' | 'surroundings'>): Promise<Connector> {
  return openConnector(reach.settings, reach.surroundings);
}

async function describe(hands: Hands, claim: Claim, context: WorkContext): Promise<void> {
  const described = await (await context.connector()).describe({ signal: context.signal });
  const links = findLinks(claim.sourceId, described);
  await inTenant(hands.db, claim, async (tx) => {
    await finishWork(tx, claim);
    const scan = await lockScan(tx, claim.scanId);
    if (!scan) throw new ClaimLost();
    const ids = await enterDatasets(tx, claim, described);
    const chosen = scan.datasets ? described.filter((dataset) => scan.datasets!.includes(dataset.name)) : described;
    for (const dataset of chosen) {
      const datasetId = ids.get(dataset.name)!;
      const problems: Problem[] = dataset.unreadable ? [{ dataset: dataset.name, ...dataset.unreadable }] : [];
      const state = dataset.unreadable ? 'failed' : 'planning';
      await addScanDataset(tx, claim, {
        datasetId,
        state,
        description: dataset,
        links: links.get(dataset.name) ?? {},
        rowsExpected: expected(claim, dataset.estimatedRows),
        problems,
      });
      if (!dataset.unreadable) await addWork(tx, claim, 'sample', [{ datasetId, chunk: { ordinal: 0, rows: null, spec: {} } }]);
    }
    const missing = (scan.datasets ?? []).filter((name) => !ids.has(name));
    await addScanProblems(
      tx,
      claim.scanId,
      missing.map((dataset) => ({ code: 'dataset.gone', message: 'The system has no such dataset (any more).', dataset })),
    );
    const gone = await markGone(tx, claim.sourceId, [...ids.values()], hands.clock.now());
    await addChanges(
      tx,
      claim,
      gone.map((dataset) => ({ change: 'goneDataset', dataset: dataset.name, field: null, kind: null, before: dataset.rows, after: 0 })),
    );
    for (const dataset of gone) await setLive(tx, dataset.id, []);
    await setScanState(tx, claim.scanId, scan.state === 'paused' ? 'paused' : 'running', { at: hands.clock.now() });
    await settleScan(tx, hands, claim);
  });
}

function expected(claim: Claim, estimatedRows: number | null): number | null {
  if (claim.mode === 'full' || estimatedRows === null) return estimatedRows === null ? null : Math.round(estimatedRows);
  return Math.min(Math.round(estimatedRows), claim.sampleRows ?? 10_000);
}

async function sample(hands: Hands, claim: Claim, context: WorkContext): Promise<void> {
  const datasetId = claim.datasetId!;
  const { dataset, numbered } = await inTenant(hands.db, claim, async (tx) => {
    const [row] = await scanDatasets(tx, claim.scanId, { datasetId });
    if (!row) throw new ClaimLost();
    return { dataset: row, numbered: await enterFields(tx, claim.tenantNo, datasetId, row.description.fields) };
  });
  const connector = await context.connector();
  const { plan, chunks, problems, shapes } = await prepareDataset(connector, dataset.description, dataset.links, numbered, {
    sampleRows: claim.mode === 'sample' ? (claim.sampleRows ?? 10_000) : undefined,
    maxRowsPerSecond: context.maxRowsPerSecond,
    tuning: hands.tuning,
    signal: context.signal,
  });
  const counted = chunks.length > 0 && chunks.every((chunk) => chunk.rows !== null) ? chunks.reduce((sum, chunk) => sum + chunk.rows!, 0) : undefined;
  await inTenant(hands.db, claim, async (tx) => {
    await finishWork(tx, claim);
    await updateScanDataset(tx, claim.scanId, datasetId, {
      state: 'reading',
      plan,
      problems: [...problems],
      rowsExpected: chunks.length === 0 ? 0 : claim.mode === 'sample' || counted === undefined ? dataset.rowsExpected : Math.round(counted),
    });
    await addWork(
      tx,
      claim,
      'read',
      chunks.map((chunk) => ({ datasetId, chunk: { ...chunk, spec: hands.specs.seal(chunk.spec) } })),
    );
    await keepProposals(tx, hands, { tenantNo: claim.tenantNo, sourceId: claim.sourceId, dataset: dataset.description.name }, shapes);
    await settleDataset(tx, hands, claim);
  });
}

async function read(hands: Hands, claim: Claim, context: WorkContext): Promise<void> {
  const datasetId = claim.datasetId!;
  const { dataset, muted } = await inTenant(hands.db, claim, async (tx) => {
    const [row] = await scanDatasets(tx, claim.scanId, { datasetId });
    if (!row?.plan) throw new ClaimLost();
    const fields = await enterFields(tx, claim.tenantNo, datasetId, row.description.fields);
    return { dataset: row, muted: Object.fromEntries(fields.filter((field) => field.muted?.length).map((field) => [field.ordinal, field.muted!])) };
  });
  const connector = await context.connector();
  const chunk = { ...claim.chunk, spec: hands.specs.open(claim.chunk.spec) };
  const result = await scanChunk(connector, dataset.description, dataset.plan!, chunk, {
    indexKey: hands.indexKey,
    postings: hands.postings,
    muted,
    tuning: hands.tuning,
    maxRowsPerSecond: context.maxRowsPerSecond,
    signal: context.signal,
    onProgress: context.onProgress,
  });
  const keys = result.textKeys.map(({ high, low, key }) => ({ high, low, sealed: hands.sealKey(key) }));
  await inTenant(hands.db, claim, async (tx) => {
    const chunkKey = String(claim.chunk.ordinal);
    const blockId = await writeBlock(tx, { tenantNo: claim.tenantNo, datasetId, chunkKey }, result.postings);
    await writeRecordKeys(tx, datasetId, keys);
    const profile = JSON.stringify({ profile: result.profile, integerKeys: result.integerKeys });
    await finishWork(tx, claim, { rows: result.profile.rows, bytes: result.profile.bytes, blockId, profile, problems: result.problems });
    await settleDataset(tx, hands, claim);
  });
  await inTenant(hands.db, claim, (tx) => refreshStatistics(tx, 8));
}

/**
 * When every chunk of a dataset is read or given up: its end becomes a piece of work. Whoever ends the last chunk sees to it; the row lock
 * makes two that end at once come one after the other.
 */
export async function settleDataset(tx: Tx, hands: Pick<App, 'clock'>, claim: Pick<Claim, 'tenantNo' | 'tenantId' | 'scanId' | 'datasetId'>): Promise<void> {
  const [dataset] = await scanDatasets(tx, claim.scanId, { datasetId: claim.datasetId!, lock: true });
  if (dataset?.state === 'reading' && (await chunksLeft(tx, claim.scanId, claim.datasetId!)) === 0) {
    await updateScanDataset(tx, claim.scanId, claim.datasetId!, { state: 'merging' });
    await addWork(tx, claim, 'merge', [{ datasetId: claim.datasetId }]);
  } else if (dataset?.state === 'failed') await settleScan(tx, hands, claim);
}

/** When every dataset is finished or given up, the scan is finished. */
export async function settleScan(tx: Tx, hands: Pick<App, 'clock'>, claim: Pick<Claim, 'tenantNo' | 'tenantId' | 'scanId'>): Promise<void> {
  const scan = await lockScan(tx, claim.scanId);
  if (!scan || (scan.state !== 'running' && scan.state !== 'paused')) return;
  const datasets = await scanDatasets(tx, claim.scanId);
  if (datasets.some((dataset) => dataset.state !== 'finished' && dataset.state !== 'failed')) return;
  await setScanState(tx, claim.scanId, 'finished', { at: hands.clock.now() });
  await markOpen(tx, claim, false);
  const details = { sourceId: scan.sourceId, datasets: datasets.length, failed: datasets.filter((dataset) => dataset.state === 'failed').length };
  await record(tx, hands, systemScope(claim.tenantNo, claim.tenantId), { act: 'scan.finished', subject: claim.scanId, details });
}

async function merge(hands: Hands, claim: Claim): Promise<void> {
  const datasetId = claim.datasetId!;
  await inTenant(hands.db, claim, async (tx) => {
    const [dataset] = await scanDatasets(tx, claim.scanId, { datasetId, lock: true });
    if (!dataset?.plan) throw new ClaimLost();
    await finishWork(tx, claim);
    const before = await datasetBefore(tx, datasetId);
    if (!before) throw new ClaimLost();
    const fruits = await chunkFruits(tx, claim.scanId, datasetId);
    const profile = emptyProfile();
    const problems = [...dataset.problems];
    let integerKeys = true;
    for (const fruit of fruits) {
      for (const problem of fruit.problems) addProblem(problems, problem);
      if (!fruit.profile) continue;
      mergeProfile(profile, parseProfile(fruit.profile.profile));
      // A part without a record cannot tell and says true.
      integerKeys &&= fruit.profile.integerKeys;
    }
    const incomplete = fruits.some((fruit) => fruit.state === 'failed');
    const estimated = dataset.description.estimatedRows;
    const sampled = claim.mode === 'sample' && (estimated === null || estimated > profile.rows);
    const summary = summarise(dataset.plan, profile, sampled ? estimated : null);
    // A sample tells less than the full index that is there already; that one stays.
    const keepIndex = sampled && before.indexed === 'full';
    if (!keepIndex)
      await setLive(
        tx,
        datasetId,
        fruits.flatMap((fruit) => (fruit.blockId === null ? [] : [fruit.blockId])),
      );
    const indexed = keepIndex ? 'full' : sampled ? 'sample' : 'full';
    await writeOutcome(tx, claim.tenantNo, datasetId, {
      scanId: claim.scanId,
      at: hands.clock.now(),
      summary,
      description: dataset.description,
      integerKeys,
      sampled,
      indexed,
      incomplete,
    });
    await addChanges(tx, claim, changesOf(before, summary, sampled));
    await dropProfiles(tx, claim.scanId, datasetId);
    const state = fruits.length > 0 && fruits.every((fruit) => fruit.state === 'failed') ? 'failed' : 'finished';
    await updateScanDataset(tx, claim.scanId, datasetId, { state, problems, findings: summary.fields.reduce((sum, field) => sum + field.kinds.length, 0) });
    await settleScan(tx, hands, claim);
  });
  await inTenant(hands.db, claim, (tx) => refreshStatistics(tx, 1.2));
  await sweepBlocks(hands, claim, datasetId);
}
