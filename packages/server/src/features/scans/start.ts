import type { Scan } from '@waarborg/contract/scans';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { sources } from '../sources/index.ts';
import { tuningNumber } from '../tuning/index.ts';
import { presentScan } from './present.ts';
import { insertScan, scans } from './scans.store.ts';
import { addWork, markOpen } from './work.store.ts';

export interface StartOrder {
  readonly sourceId: string;
  readonly mode?: 'full' | 'sample';
  /** About this many rows of each dataset; only for a sample. 10,000 when left out. */
  readonly sampleRows?: number;
  /** Names of datasets; null = all. */
  readonly datasets?: readonly string[] | null;
}

/** Starts a scan: any worker on any machine takes it up. Refuses a source that is not there, is manual, has lost its upload, or is being scanned already. */
export function startScan(app: App, scope: Scope, order: StartOrder): Promise<Scan> {
  requireAbility(scope, 'scans.run');
  return inTenant(app.db, scope, (tx) => startScanIn(tx, app, scope, order));
}

/** The same within a transaction that is open already; for the timetable, which sets the next time in it. */
export async function startScanIn(tx: Tx, app: Pick<App, 'clock' | 'ids'>, scope: Scope, order: StartOrder): Promise<Scan> {
  const [source] = await sources(tx, { ids: [order.sourceId] });
  if (!source) throw notFound('system');
  if (source.kind === 'manual') throw new Refusal('invalid', 'scans.manual', `${source.name} is written down by hand; there is nothing to scan.`);
  if (source.uploadName !== null && source.uploadRef === null)
    throw new Refusal('conflict', 'sources.uploadGone', `The uploaded file of ${source.name} was removed. Upload it again as a new system.`);
  const mode = order.mode ?? 'full';
  const id = app.ids.next();
  const entered = await insertScan(tx, {
    id,
    tenantNo: scope.tenantNo,
    sourceId: order.sourceId,
    mode,
    sampleRows: mode === 'sample' ? (order.sampleRows ?? 10_000) : null,
    datasets: order.datasets ?? null,
    startedBy: scope.actor.kind === 'system' ? null : scope.actor.name,
    at: app.clock.now(),
    tuningVersion: await tuningNumber(tx),
  });
  if (!entered) throw new Refusal('conflict', 'scans.open', `${source.name} is being scanned already. Wait for that scan, resume it, or cancel it first.`);
  await addWork(tx, { tenantNo: scope.tenantNo, scanId: id }, 'describe', [{ datasetId: null }]);
  await markOpen(tx, { scanId: id, tenantNo: scope.tenantNo, tenantId: scope.tenantId }, true);
  await record(tx, app, scope, { act: 'scan.started', subject: id, details: { sourceId: order.sourceId, mode, datasets: order.datasets?.length ?? null } });
  const [row] = await scans(tx, { id });
  return presentScan(row);
}
