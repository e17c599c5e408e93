import { setImmediate as breathe } from 'node:timers/promises';
import { type Connector, fetchMany, openConnector } from '@waarborg/connectors';
import { remarksOf } from '@waarborg/scan';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import { systemScope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { connectorSettingsOf } from '../sources/index.ts';
import { batchCounts, batches, batchRows, markChecked, setBatch } from './batches.store.ts';
import type { Tenant } from './carry-out.ts';
import { problemOfError } from './failures.ts';
import { frameOf } from './judge.ts';
import { openKey } from './keys.ts';
import { contentPrint, readerFor } from './rules.ts';

const AT_ONCE = 500;

/**
 * Reads every written row (and what was left for work by hand) again and runs the detector over it: clean, still flagged, changed since by somebody, or
 * gone. Goes on where it was after a crash. Gives false when there is more to do.
 */
export async function checkBatch(app: App, tenant: Tenant, batchId: string, signal: AbortSignal): Promise<boolean> {
  const begun = await inTenant(app.db, tenant, async (tx) => {
    const [batch] = await batches(tx, { id: batchId });
    return batch?.checking ? { batch, reach: await connectorSettingsOf(tx, app, batch.sourceId), ...(await frameOf(tx, app, tenant)) } : null;
  });
  if (begun === null) return true;
  const indexKey = app.keyring.indexKey(tenant.tenantNo);
  const reader = readerFor(begun.options);
  let connector: Connector | undefined;
  try {
    connector = await openConnector(begun.reach.settings, begun.reach.surroundings);
    const described = new Map((await connector.describe({ signal })).map((one) => [one.name, one]));
    while (!signal.aborted) {
      const rows = await inTenant(app.db, tenant, (tx) => batchRows(tx, batchId, { states: ['written', 'byHand'], unchecked: true, limit: AT_ONCE }));
      if (rows.length === 0) {
        await finish(app, tenant, batchId);
        return true;
      }
      const seen: Parameters<typeof markChecked>[2][number][] = [];
      const places = new Set(rows.map((row) => `${row.dataset}\0${row.field}`));
      for (const place of places) {
        const some = rows.filter((row) => `${row.dataset}\0${row.field}` === place);
        const dataset = described.get(some[0].dataset);
        const readable = dataset?.fields.some((field) => field.name === some[0].field);
        const values =
          dataset && readable
            ? await fetchMany(
                connector,
                dataset,
                some.map((row) => openKey(app, row)),
                [some[0].field],
              )
            : new Map();
        for (const row of some) {
          const value: string | null | undefined = values.get(openKey(app, row))?.[row.field];
          if (value === undefined) seen.push({ id: row.id, checked: 'gone' });
          else if (row.becomesPrint !== null && String(contentPrint(indexKey, value)) !== row.becomesPrint) seen.push({ id: row.id, checked: 'changed' });
          else seen.push({ id: row.id, checked: value !== null && remarksOf(reader.detect(value)).length > 0 ? 'flagged' : 'clean' });
        }
      }
      await inTenant(app.db, tenant, (tx) => markChecked(tx, batchId, seen));
      await breathe();
    }
    return false;
  } catch (error) {
    if (signal.aborted) return false;
    await inTenant(app.db, tenant, (tx) => setBatch(tx, batchId, { trouble: problemOfError(error).message }));
    throw error;
  } finally {
    await connector?.close().catch(() => {});
  }
}

async function finish(app: App, tenant: Tenant, batchId: string): Promise<void> {
  await inTenant(app.db, tenant, async (tx) => {
    const [batch] = await batches(tx, { id: batchId, lock: true });
    if (!batch?.checking) return;
    await setBatch(tx, batchId, { checking: false, checkedAt: app.clock.now() });
    const { clean, flagged, changed, gone } = await batchCounts(tx, batchId);
    await record(tx, app, systemScope(tenant.tenantNo, tenant.tenantId), {
      act: 'cleanup.checked',
      subject: batchId,
      details: { clean, flagged, changed, gone },
    });
  });
}
