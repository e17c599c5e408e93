import { setImmediate as breathe } from 'node:timers/promises';
import { type Connector, openConnector, type Problem } from '@waarborg/connectors';
import { tierOf, tierRank } from '@waarborg/law';
import { instantIn, RemarkReader } from '@waarborg/scan';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import { systemScope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { datasets, dateFields, fields, findings } from '../scans/index.ts';
import { connectorSettingsOf, type Reach } from '../sources/index.ts';
import { problemOfError } from './failures.ts';
import { type FoundNote, keepFound, markGoneItems } from './items.store.ts';
import { sealKey, specs } from './keys.ts';
import { contentPrint, print } from './rules.ts';
import {
  addRunProblem,
  claimPiece,
  endPiece,
  lockRun,
  type PieceClaim,
  piecesLeft,
  planRun,
  type RunDataset,
  renewPiece,
  runDatasets,
  setRunState,
} from './runs.store.ts';
import { detectorOptions } from './tuning.ts';

/** For how long a claim holds without a sign of life. */
const LEASE_SECONDS = 30;
const MOST_ATTEMPTS = 3;
/** Rows of one batch; between batches the process looks at everything else it has to do. */
const BATCH_ROWS = 1000;

export interface Tenant {
  readonly tenantNo: number;
  readonly tenantId: string;
}

/**
 * Carries a run on until nothing is left, `signal` aborts or somebody pauses it. Each piece is read and its items are kept in one transaction with its
 * end, under a token: a worker that is killed costs one piece, and what a stalled one still brings is dropped. Gives false when there is more to do.
 */
export async function carryRun(app: App, tenant: Tenant, runId: string, signal: AbortSignal): Promise<boolean> {
  const begun = await inTenant(app.db, tenant, async (tx) => {
    const run = await lockRun(tx, runId);
    if (!run || (run.state !== 'queued' && run.state !== 'running')) return null;
    if (run.state === 'queued') await setRunState(tx, runId, 'running', app.clock.now());
    return { ...run, options: await detectorOptions(tx, app, tenant.tenantNo) };
  });
  if (begun === null) return true;
  let connector: Connector | undefined;
  try {
    const reach = await inTenant(app.db, tenant, (tx) => connectorSettingsOf(tx, app, begun.sourceId));
    connector = await openConnector(reach.settings, reach.surroundings);
    if (!begun.planned) await plan(app, tenant, runId, begun, connector, signal);
    const parts = new Map((await inTenant(app.db, tenant, (tx) => runDatasets(tx, runId))).map((part) => [part.datasetId, part]));
    const reader = new RemarkReader(begun.options);
    while (!signal.aborted) {
      const claim = await inTenant(app.db, tenant, (tx) => claimPiece(tx, runId, LEASE_SECONDS));
      if (!claim) break;
      await readPiece({ app, tenant, runId, sourceId: begun.sourceId, connector, reader, reach, signal }, claim, parts.get(claim.datasetId)!);
    }
    if (signal.aborted) return false;
  } catch (error) {
    if (signal.aborted) return false;
    await failRun(app, tenant, runId, problemOfError(error));
    return true;
  } finally {
    await connector?.close().catch(() => {});
  }
  return settle(app, tenant, runId);
}

async function failRun(app: App, tenant: Tenant, runId: string, problem: Problem): Promise<void> {
  await inTenant(app.db, tenant, async (tx) => {
    const run = await lockRun(tx, runId);
    if (run?.state !== 'running') return;
    await addRunProblem(tx, runId, problem);
    await setRunState(tx, runId, 'failed', app.clock.now(), problem.code);
  });
}

/** Which fields hold free text, by the last scan: those that are free text, and those in which a remark was found and not called wrong. */
async function plan(
  app: App,
  tenant: Tenant,
  runId: string,
  run: { sourceId: string; datasets: string[] | null },
  connector: Connector,
  signal: AbortSignal,
): Promise<void> {
  const known = await inTenant(app.db, tenant, async (tx) => {
    const there = (await datasets(tx, { sourceId: run.sourceId })).filter((one) => one.scannedAt !== null && (run.datasets?.includes(one.name) ?? true));
    const ids = there.map((one) => one.id);
    const all = await fields(tx, { datasetIds: ids });
    const remarked = new Set(
      (await findings(tx, { fieldIds: all.map((field) => field.id), brief: true }))
        .filter((finding) => isRemark(finding.kind) && finding.verdict !== 'notPersonal')
        .map((finding) => finding.fieldId),
    );
    const dates = await dateFields(tx, ids);
    return there.map((one) => ({
      id: one.id,
      name: one.name,
      fields: all.filter((field) => field.datasetId === one.id && (field.type === 'FREE_TEXT' || remarked.has(field.id)) && field.storage !== 'binary'),
      dateField: dates.get(one.id) ?? null,
      sealKeys: !one.integerKeys,
    }));
  });
  const described = new Map((await connector.describe({ signal })).map((one) => [one.name, one]));
  const parts: (RunDataset & { chunks: Awaited<ReturnType<Connector['plan']>> })[] = [];
  const problems: Problem[] = [];
  for (const one of known) {
    const description = described.get(one.name);
    if (one.fields.length === 0) continue;
    if (!description || description.unreadable) {
      problems.push(description?.unreadable ?? { code: 'dataset.gone', message: 'The system has no such dataset (any more).', dataset: one.name });
      continue;
    }
    const there = new Set(description.fields.map((field) => field.name));
    const chunks = await connector.plan(description, { signal, rowsPerChunk: 20_000 });
    parts.push({
      datasetId: one.id,
      description,
      fields: one.fields.filter((field) => there.has(field.name)).map(({ id, name }) => ({ id, name })),
      dateField: one.dateField !== null && there.has(one.dateField) ? one.dateField : null,
      sealKeys: one.sealKeys,
      chunks: chunks.map((chunk) => ({ ...chunk, spec: specs(app).seal(chunk.spec) })),
    });
  }
  await inTenant(app.db, tenant, async (tx) => {
    const now = await lockRun(tx, runId);
    if (now && !now.planned) await planRun(tx, { tenantNo: tenant.tenantNo, runId }, parts, problems);
  });
}

/** Kinds that are remarks about people, as against identifiers. */
const remarkKinds = new Set([
  'HEALTH',
  'RELIGION',
  'ETHNICITY',
  'SEXUAL',
  'POLITICS',
  'UNION',
  'BIOMETRIC',
  'CRIMINAL',
  'INSULT',
  'PROFANITY',
  'SPECULATION',
  'JUDGEMENT',
  'THIRD_PERSON',
  'IRRELEVANT',
]);
export const isRemark = (kind: string): boolean => remarkKinds.has(kind);

interface Reading {
  app: App;
  tenant: Tenant;
  runId: string;
  sourceId: string;
  connector: Connector;
  reader: RemarkReader;
  reach: Reach;
  signal: AbortSignal;
}

async function readPiece(work: Reading, claim: PieceClaim, part: RunDataset): Promise<void> {
  const { app, tenant, runId, connector, reader, signal } = work;
  const key = app.keyring.indexKey(tenant.tenantNo);
  const seal = sealKey(app);
  const columns = [...part.fields.map((field) => field.name), ...(part.dateField === null ? [] : [part.dateField])];
  const textColumns = part.fields.map((_, i) => i);
  const notes: FoundNote[] = [];
  let rows = 0;
  let renewed = Date.now();
  try {
    const chunk = { ...claim.chunk, spec: specs(app).open(claim.chunk.spec) };
    const options = { signal, batchRows: BATCH_ROWS, maxRowsPerSecond: work.reach.maxRowsPerSecond ?? undefined };
    for await (const batch of connector.read(part.description, columns, chunk, options)) {
      for (const note of reader.read(batch, textColumns)) {
        const [first] = note.remarks;
        const given = batch.keys[note.row];
        const recordKey = part.sealKeys ? String(given) : given;
        notes.push({
          fieldId: part.fields[note.field].id,
          record: typeof recordKey === 'bigint' ? recordKey : print(key, 'record', recordKey),
          keySealed: typeof recordKey === 'bigint' ? null : seal(recordKey),
          label: first.label,
          tier: tierRank(tierOf(first.label)),
          confidence: Math.round(first.confidence * 100),
          print: print(key, 'remark', note.folded),
          content: contentPrint(key, note.text),
          remarks: note.remarks,
          notedOn: part.dateField === null ? null : dayIn(batch.columns[columns.length - 1], note.row),
        });
      }
      rows += batch.rows;
      await breathe();
      if (Date.now() - renewed > 1000) {
        renewed = Date.now();
        if (!(await inTenant(app.db, tenant, (tx) => renewPiece(tx, claim, LEASE_SECONDS, rows)))) return;
      }
    }
  } catch (error) {
    if (signal.aborted) {
      await inTenant(app.db, tenant, (tx) => endPiece(tx, claim, 'ready', { rows: 0, found: 0 }));
      return;
    }
    const problem = { ...problemOfError(error), dataset: part.description.name };
    await inTenant(app.db, tenant, async (tx) => {
      const final = claim.attempts >= MOST_ATTEMPTS;
      if ((await endPiece(tx, claim, final ? 'failed' : 'ready', { rows: 0, found: 0 })) && final) await addRunProblem(tx, runId, problem);
    });
    return;
  }
  await inTenant(app.db, tenant, async (tx) => {
    if (!(await endPiece(tx, claim, 'done', { rows, found: notes.length }))) return;
    await keepFound(tx, { tenantNo: tenant.tenantNo, runId, sourceId: work.sourceId, datasetId: part.datasetId }, notes);
  });
}

function dayIn(column: { bytes: Uint8Array; starts: Uint32Array; ends: Uint32Array }, row: number): string | null {
  const start = column.starts[row];
  if (start > column.bytes.length) return null;
  const at = instantIn(column.bytes, start, column.ends[row]);
  // Years that no note was written in are typing errors.
  return at > -2e12 && at < 4.2e12 ? new Date(at).toISOString().slice(0, 10) : null;
}

/** When every piece is read or given up the run is over. False when a piece is still held by another. */
async function settle(app: App, tenant: Tenant, runId: string): Promise<boolean> {
  return inTenant(app.db, tenant, async (tx) => {
    const run = await lockRun(tx, runId);
    if (run?.state !== 'running') return true;
    const left = await piecesLeft(tx, runId);
    if (left.open > 0) return false;
    const failed = left.failed > 0 && left.done === 0;
    // A note that stood in a part that could not be read is not gone.
    const gone = left.failed > 0 ? 0 : await markGoneItems(tx, runId);
    await setRunState(tx, runId, failed ? 'failed' : 'finished', app.clock.now(), failed ? 'cleanup.nothingRead' : null);
    await record(tx, app, systemScope(tenant.tenantNo, tenant.tenantId), {
      act: 'cleanup.runFinished',
      subject: runId,
      details: { sourceId: run.sourceId, pieces: left.done, failed: left.failed, gone },
    });
    return true;
  });
}
