import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { type Connector, ConnectorRefusal, type DatasetDescription, fetchMany, openConnector, type Receipt, rectifyMany } from '@waarborg/connectors';
import type { CleanupBatchState } from '@waarborg/contract/cleanup';
import type { RemarkReader } from '@waarborg/scan';
import type { App } from '../../app.ts';
import { inTenant } from '../../db/transaction.ts';
import { connectorSettingsOf, sources } from '../sources/index.ts';
import {
  type BatchRow,
  batches,
  batchRows,
  type CleanupRowRow,
  changeRows,
  claimBatch,
  giveUpRows,
  holdBatch,
  type RowChange,
  releaseBatch,
  setBatch,
} from './batches.store.ts';
import type { Tenant } from './carry-out.ts';
import { finishWriting, mayBegin } from './end.ts';
import { problemOfError } from './failures.ts';
import { frameOf } from './judge.ts';
import { openKey, openText, sealText } from './keys.ts';
import { contentPrint, type Language, readerFor, redactRemarks } from './rules.ts';

/** Rows that go together: one reading and one writing of the system, two transactions of ours. */
export const WRITE_ROWS = 1000;
/** Kept alive while the job lives; a killed worker's batch is taken up after it. */
const LEASE_SECONDS = 20;
const underWay: readonly CleanupBatchState[] = ['writing', 'puttingBack'];

/** Thrown when the batch was paused or another job took it over; what is half done is settled by whoever goes on. */
class BatchLost extends Error {}

interface Writing {
  readonly app: App;
  readonly tenant: Tenant;
  readonly batch: BatchRow;
  readonly connector: Connector;
  readonly described: ReadonlyMap<string, DatasetDescription>;
  readonly reader: RemarkReader;
  readonly language: Language;
  readonly indexKey: Uint8Array;
}

/**
 * Carries a batch on: writes what is planned, or puts back what is wanted back. Before a row is written it is marked (writing) with the fingerprint of what
 * it becomes; after a crash such a row is compared with the system, so that no write is lost and none is done twice. Gives false when there is more to do.
 */
export async function carryBatch(app: App, tenant: Tenant, batchId: string, signal: AbortSignal): Promise<boolean> {
  const begun = await inTenant(app.db, tenant, async (tx) => {
    if (!(await mayBegin(tx, app, tenant, batchId))) return null;
    const batch = await claimBatch(tx, batchId, underWay, LEASE_SECONDS);
    if (!batch) return (await batches(tx, { id: batchId })).some((one) => underWay.includes(one.state)) ? 'held' : null;
    if ((await sources(tx, { ids: [batch.sourceId] })).length === 0) {
      // The system was removed since; nobody can write to it or put anything back.
      await giveUpRows(tx, batchId, 'notFound');
      await finishWriting(tx, app, tenant, batch, batch.state === 'puttingBack');
      return null;
    }
    return { batch, reach: await connectorSettingsOf(tx, app, batch.sourceId), ...(await frameOf(tx, app, tenant)) };
  });
  if (begun === null || begun === 'held') return begun === null;
  const beat = setInterval(() => void inTenant(app.db, tenant, (tx) => holdBatch(tx, begun.batch, underWay, LEASE_SECONDS)).catch(() => {}), 5000);
  let connector: Connector | undefined;
  try {
    connector = await openConnector(begun.reach.settings, begun.reach.surroundings);
    const described = new Map((await connector.describe({ signal })).map((one) => [one.name, one]));
    const work: Writing = {
      app,
      tenant,
      batch: begun.batch,
      connector,
      described,
      reader: readerFor(begun.options),
      language: begun.language,
      indexKey: app.keyring.indexKey(tenant.tenantNo),
    };
    const back = begun.batch.state === 'puttingBack';
    await recover(work, back);
    const pace = begun.reach.maxRowsPerSecond;
    while (!signal.aborted) {
      const started = Date.now();
      const rows = await inTenant(app.db, tenant, (tx) =>
        batchRows(tx, batchId, back ? { states: ['written'], wantedBack: true, limit: WRITE_ROWS } : { states: ['planned'], limit: WRITE_ROWS }),
      );
      if (rows.length === 0) {
        await hold(work, (tx) => finishWriting(tx, app, tenant, begun.batch, back));
        return true;
      }
      await writeRows(work, rows, back);
      await breathe();
      if (pace) await sleep(Math.max(0, (rows.length / pace) * 1000 - (Date.now() - started)), undefined, { signal }).catch(() => {});
    }
    return false;
  } catch (error) {
    if (error instanceof BatchLost) return true;
    if (signal.aborted) return false;
    await inTenant(app.db, tenant, (tx) => setBatch(tx, batchId, { trouble: problemOfError(error).message }));
    throw error;
  } finally {
    clearInterval(beat);
    await connector?.close().catch(() => {});
    await inTenant(app.db, tenant, (tx) => releaseBatch(tx, begun.batch));
  }
}

/** A transaction of ours that only the holder of the batch may do. */
function hold<T>(work: Writing, change: (tx: Parameters<Parameters<typeof inTenant>[2]>[0]) => Promise<T>): Promise<T> {
  return inTenant(work.app.db, work.tenant, async (tx) => {
    if (!(await holdBatch(tx, work.batch, underWay, LEASE_SECONDS))) throw new BatchLost();
    return change(tx);
  });
}

const change = (work: Writing, changes: readonly RowChange[]) =>
  hold(work, (tx) => changeRows(tx, work.batch.id, changes, work.app.clock.now(), work.batch.keepDays > 0));

/** What stands in the system now in each row's place; undefined: the record or its dataset is gone. */
async function standing(work: Writing, rows: readonly CleanupRowRow[]): Promise<Map<number, string | null | undefined>> {
  const found = new Map<number, string | null | undefined>();
  for (const some of together(rows)) {
    const dataset = work.described.get(some[0].dataset);
    const there = dataset?.fields.some((field) => field.name === some[0].field);
    const values =
      dataset && there
        ? await fetchMany(
            work.connector,
            dataset,
            some.map((row) => openKey(work.app, row)),
            [some[0].field],
          )
        : new Map();
    for (const row of some) found.set(row.id, values.get(openKey(work.app, row))?.[row.field]);
  }
  return found;
}

/** Rows by dataset and field, in order. */
function together(rows: readonly CleanupRowRow[]): CleanupRowRow[][] {
  const parts = new Map<string, CleanupRowRow[]>();
  for (const row of rows) {
    const place = `${row.dataset}\0${row.field}`;
    const part = parts.get(place);
    if (part) part.push(row);
    else parts.set(place, [row]);
  }
  return [...parts.values()];
}

/** Settles what an earlier job left half done. */
async function recover(work: Writing, back: boolean): Promise<void> {
  for (;;) {
    const rows = await inTenant(work.app.db, work.tenant, (tx) =>
      batchRows(tx, work.batch.id, { states: [back ? 'restoring' : 'writing'], limit: WRITE_ROWS }),
    );
    if (rows.length === 0) return;
    const now = await standing(work, rows);
    await change(
      work,
      rows.map((row) => settled(work, row, now.get(row.id), back)),
    );
  }
}

/** What a row in writing (or restoring) turns out to be, by what stands there now. */
function settled(work: Writing, row: CleanupRowRow, value: string | null | undefined, back: boolean): RowChange {
  const [before, after] = back ? (['written', 'restored'] as const) : (['planned', 'written'] as const);
  if (value === undefined) return { id: row.id, itemId: row.itemId, state: back ? 'written' : 'refused', why: 'notFound' };
  const seen = String(contentPrint(work.indexKey, value));
  const [from, to] = back ? [row.becomesPrint, row.wasPrint] : [row.wasPrint, row.becomesPrint];
  if (seen === to) return { id: row.id, itemId: row.itemId, state: after };
  if (seen === from) return { id: row.id, itemId: row.itemId, state: before };
  return { id: row.id, itemId: row.itemId, state: back ? 'written' : 'refused', why: 'changedSince' };
}

interface Order {
  readonly row: CleanupRowRow;
  readonly was: string | null;
  readonly becomes: string | null;
}

async function writeRows(work: Writing, rows: readonly CleanupRowRow[], back: boolean): Promise<void> {
  const unwritable = rows.flatMap((row): RowChange[] => {
    const why = unwritableWhy(work, row);
    return why === null ? [] : [{ id: row.id, itemId: row.itemId, state: back ? 'written' : 'byHand', why }];
  });
  const able = rows.filter((row) => !unwritable.some((one) => one.id === row.id));
  const now = await standing(work, able);
  const ended: RowChange[] = [...unwritable];
  const orders: Order[] = [];
  for (const row of able) {
    const order = back ? orderBack(work, row, now.get(row.id)) : orderFor(work, row, now.get(row.id));
    if (typeof order === 'string') ended.push({ id: row.id, itemId: row.itemId, state: back ? 'written' : 'refused', why: order });
    else orders.push({ row, ...order });
  }
  // What cannot be put back is not tried again.
  await change(work, [
    ...ended,
    ...orders.map(
      ({ row, was, becomes }): RowChange =>
        back
          ? { id: row.id, itemId: row.itemId, state: 'restoring' }
          : {
              id: row.id,
              itemId: row.itemId,
              state: 'writing',
              becomesPrint: contentPrint(work.indexKey, becomes),
              ...(work.batch.keepDays > 0 ? { was: sealText(work.app, was) } : {}),
            },
    ),
  ]);
  for (const some of together(orders.map((order) => order.row)))
    await send(
      work,
      orders.filter((order) => some.includes(order.row)),
      back,
    );
}

async function send(work: Writing, orders: readonly Order[], back: boolean): Promise<void> {
  const [{ row: first }] = orders;
  const dataset = work.described.get(first.dataset)!;
  let receipts: readonly Receipt[];
  try {
    receipts = await rectifyMany(
      work.connector,
      dataset,
      orders.map(({ row, was, becomes }) => ({ place: { dataset: dataset.name, key: openKey(work.app, row) }, field: row.field, was, becomes, dryRun: false })),
    );
  } catch (error) {
    // A part of a folder may be of a kind that cannot be changed (a workbook, a mail).
    if (!(error instanceof ConnectorRefusal) || error.problem.code !== 'ability.rectify') throw error;
    await change(
      work,
      orders.map(({ row }) => ({ id: row.id, itemId: row.itemId, state: back ? 'written' : 'byHand', why: 'notWritable' })),
    );
    return;
  }
  // "Changed since" may be our own write by a job that was thought dead: what stands there decides.
  const unclear = orders.filter((_, i) => receipts[i].outcome === 'changedSince').map((order) => order.row);
  const becomesPrints = new Map(orders.map(({ row, becomes }) => [row.id, String(contentPrint(work.indexKey, becomes))]));
  const now = await standing(work, unclear);
  await change(
    work,
    orders.map(({ row }, i): RowChange => {
      const { outcome, why } = receipts[i];
      const done: RowChange = { id: row.id, itemId: row.itemId, state: back ? 'restored' : 'written' };
      const value = now.get(row.id);
      if (outcome === 'done' || (value !== undefined && String(contentPrint(work.indexKey, value)) === becomesPrints.get(row.id))) return done;
      return { id: row.id, itemId: row.itemId, state: back ? 'written' : 'refused', why: outcome === 'refused' ? (why ?? 'refused') : outcome };
    }),
  );
}

/** Why a row cannot be written by us at all. */
function unwritableWhy(work: Writing, row: CleanupRowRow): string | null {
  if (!work.connector.abilities.rectify) return 'notWritable';
  const dataset = work.described.get(row.dataset);
  if (dataset?.kind === 'view') return 'notWritable';
  // A place in a table moves when its record is changed: after a crash nobody could tell which record was meant.
  return dataset?.kind === 'table' && dataset.key.length === 0 && work.connector.kind !== 'sqlite' ? 'noKey' : null;
}

function orderFor(work: Writing, row: CleanupRowRow, value: string | null | undefined): { was: string | null; becomes: string | null } | string {
  if (value === undefined) return 'notFound';
  if (String(contentPrint(work.indexKey, value)) !== row.wasPrint) return 'changedSince';
  const becomes = becomesOf(work, row, value);
  return becomes === undefined || becomes === value ? 'nothingLeft' : { was: value, becomes };
}

function becomesOf(work: Writing, row: CleanupRowRow, value: string | null): string | null | undefined {
  if (row.verdict === 'rewrite') return row.becomes === null ? undefined : openText(work.app, row.becomes);
  if (row.verdict === 'erase') return work.described.get(row.dataset)?.fields.find((field) => field.name === row.field)?.nullable === false ? '' : null;
  return value === null ? undefined : (redactRemarks(value, work.reader, work.language) ?? undefined);
}

function orderBack(work: Writing, row: CleanupRowRow, value: string | null | undefined): { was: string | null; becomes: string | null } | string {
  if (value === undefined) return 'notFound';
  if (String(contentPrint(work.indexKey, value)) !== row.becomesPrint) return 'changedSince';
  return row.was === null ? 'notKept' : { was: value, becomes: openText(work.app, row.was) };
}
