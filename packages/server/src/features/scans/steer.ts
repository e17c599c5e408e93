import type { Scan, ScanState } from '@waarborg/contract/scans';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { presentScan } from './present.ts';
import { mayCancel, mayPause, mayResume } from './rules.ts';
import { hasNewerScan, lockScan, readyAgain, type ScanFacts, scans, setScanState } from './scans.store.ts';
import { markOpen } from './work.store.ts';

/** Pauses a scan: chunks under way are finished, no new ones begun. */
export function pauseScan(app: App, scope: Scope, id: string): Promise<Scan> {
  return steer(app, scope, id, 'paused', mayPause, async () => 'paused');
}

/** Goes on with a paused or failed scan where it was; refuses when its source was scanned again since. */
export function resumeScan(app: App, scope: Scope, id: string): Promise<Scan> {
  return steer(app, scope, id, 'resumed', mayResume, async (tx, scan) => {
    if (await hasNewerScan(tx, scan)) throw new Refusal('conflict', 'scans.newer', 'This system was scanned again since; start a new scan instead.');
    const begun = await readyAgain(tx, id);
    await markOpen(tx, { scanId: id, tenantNo: scope.tenantNo, tenantId: scope.tenantId }, true);
    return begun ? 'running' : 'queued';
  });
}

/** Stops a scan for good. Datasets that were finished keep what was found; the rest stays as the scan before left it. */
export function cancelScan(app: App, scope: Scope, id: string): Promise<Scan> {
  return steer(app, scope, id, 'cancelled', mayCancel, async (tx) => {
    await markOpen(tx, { scanId: id, tenantNo: scope.tenantNo, tenantId: scope.tenantId }, false);
    await app.jobs.enqueue(tx, 'scans.sweep', { tenantNo: scope.tenantNo });
    return 'cancelled';
  });
}

async function steer(
  app: App,
  scope: Scope,
  id: string,
  act: string,
  allowed: (state: ScanState) => boolean,
  become: (tx: Tx, scan: ScanFacts) => Promise<ScanState>,
): Promise<Scan> {
  requireAbility(scope, 'scans.run');
  return inTenant(app.db, scope, async (tx) => {
    const scan = await lockScan(tx, id);
    if (!scan) throw notFound('scan');
    if (!allowed(scan.state)) throw new Refusal('conflict', 'scans.state', `The scan is ${scan.state}; it cannot be ${act} now.`);
    await setScanState(tx, id, await become(tx, scan), { at: app.clock.now() });
    await record(tx, app, scope, { act: `scan.${act}`, subject: id, details: { sourceId: scan.sourceId } });
    const [row] = await scans(tx, { id });
    return presentScan(row);
  });
}
