import type { Problem } from '@waarborg/connectors';
import { addProblem } from '@waarborg/scan';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import { systemScope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { settleDataset, settleScan } from './carry-out.ts';
import { consequenceOf } from './rules.ts';
import { lockScan, setScanState } from './scans.store.ts';
import { type Claim, failWork, markOpen, scanDatasets, updateScanDataset } from './work.store.ts';

/** The first work of a scan was claimed. */
export async function beginPlanning(tx: Tx, app: Pick<App, 'clock'>, claim: Claim): Promise<void> {
  const scan = await lockScan(tx, claim.scanId);
  if (scan?.state === 'queued') await setScanState(tx, claim.scanId, 'planning', { at: app.clock.now() });
}

/**
 * Writes down what becomes of claimed work that failed, and of its dataset and scan. `problem` null: our own side stopped or the database was
 * away, nothing is wrong with the source; the work is ready again at once. A claim that was lost changes nothing.
 */
export async function settleFailure(app: Pick<App, 'db' | 'clock'>, claim: Claim, problem: Problem | null): Promise<void> {
  await inTenant(app.db, claim, async (tx) => {
    if (problem === null) {
      await failWork(tx, claim, { problem: { code: 'worker.stopped', message: '' }, again: { seconds: 0, fresh: true } });
      return;
    }
    const dataset = claim.datasetId === null ? undefined : (await scanDatasets(tx, claim.scanId, { datasetId: claim.datasetId }))[0];
    const placed: Problem = { ...(dataset ? { dataset: dataset.description.name } : {}), ...problem };
    const consequence = consequenceOf(problem, claim.work, claim.attempts);
    const again = consequence.act === 'again' ? { seconds: consequence.seconds } : consequence.act === 'giveUp' ? null : { seconds: 0, fresh: true };
    if (!(await failWork(tx, claim, { problem: placed, again })) || consequence.act === 'again') return;
    if (consequence.act === 'giveUp') {
      await giveUp(tx, app, claim, placed);
      return;
    }
    const scan = await lockScan(tx, claim.scanId);
    if (!scan || !['queued', 'planning', 'running'].includes(scan.state)) return;
    const state = consequence.act === 'pause' ? 'paused' : 'failed';
    await setScanState(tx, claim.scanId, state, { at: app.clock.now(), why: consequence.why });
    if (state === 'failed') await markOpen(tx, claim, false);
    await record(tx, app, systemScope(claim.tenantNo, claim.tenantId), {
      act: `scan.${state}`,
      subject: claim.scanId,
      details: { sourceId: scan.sourceId, code: problem.code },
    });
  });
}

/** One dataset, or a part of it, cannot be read: its problem is listed and the rest goes on. */
async function giveUp(tx: Tx, app: Pick<App, 'clock'>, claim: Claim, problem: Problem): Promise<void> {
  if (claim.datasetId === null) return;
  if (claim.work === 'read') {
    // The problem stands with the chunk; what else was read of the dataset counts.
    await settleDataset(tx, app, claim);
    return;
  }
  const [dataset] = await scanDatasets(tx, claim.scanId, { datasetId: claim.datasetId, lock: true });
  const problems = [...(dataset?.problems ?? [])];
  addProblem(problems, problem);
  await updateScanDataset(tx, claim.scanId, claim.datasetId, { state: 'failed', problems });
  await settleScan(tx, app, claim);
}
