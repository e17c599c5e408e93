import type { Connector, DatasetDescription } from '@waarborg/connectors';
import type { CallOutput, Parsed, Routes } from '@waarborg/contract';
import { detect } from '@waarborg/detect';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { fields, findings, keysOfRecords } from '../scans/index.ts';
import { connectorSettingsOf, withConnector } from '../sources/index.ts';
import { requireVisible } from './find.ts';
import { presentRecord, presentSummary, readRecordId, recordId } from './present.ts';
import { counts, stepKey } from './rules.ts';
import { lastDescription, lookups, recordsFound, stepsOf } from './store.ts';

type PageOf<K extends 'GET /api/v1/lookups' | 'GET /api/v1/lookups/{id}/records'> = Parsed<Routes[K]>['query'];

/** Earlier look-ups, newest first: one's own, and those of others for who may read them. */
export async function listLookups(app: App, scope: Scope, query: PageOf<'GET /api/v1/lookups'>): Promise<CallOutput<Routes['GET /api/v1/lookups']>> {
  const all = scope.abilities.has('lookup.read');
  if (!all) requireAbility(scope, 'lookup.run');
  const after = query.cursor === undefined ? undefined : readListCursor(query.cursor);
  const rows = await inTenant(app.db, scope, (tx) => lookups(tx, { byId: all ? null : scope.actor.id, after, limit: query.limit + 1 }));
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return { items: page.map(presentSummary), ...(rows.length > query.limit && last ? { next: `${last.at.getTime()}_${last.id}` } : {}) };
}

function readListCursor(cursor: string): { at: Date; id: string } {
  const parts = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(cursor);
  if (parts === null) throw badCursor();
  return { at: new Date(Number(parts[1])), id: parts[2]! };
}

const badCursor = () =>
  new Refusal('invalid', 'input.cursor', 'This cursor is not one that the list gave.', { errors: [{ path: 'cursor', message: 'is unknown' }] });

/** Records found by the steps that count, or by one step whatever its state; without their content. */
export async function listRecords(
  app: App,
  scope: Scope,
  lookupId: string,
  query: PageOf<'GET /api/v1/lookups/{id}/records'>,
): Promise<CallOutput<Routes['GET /api/v1/lookups/{id}/records']>> {
  const after = query.cursor === undefined ? undefined : readRecordId(query.cursor);
  if (after === null) throw badCursor();
  return inTenant(app.db, scope, async (tx) => {
    await requireVisible(tx, scope, lookupId);
    const steps = (await stepsOf(tx, lookupId)).filter((step) => (query.stepId === undefined ? counts(step) : step.id === query.stepId));
    const rows = await recordsFound(tx, steps, { datasetId: query.datasetId, after, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    const keys = new Map<string, string>();
    for (const datasetId of new Set(page.map((row) => row.datasetId))) {
      const wanted = page.filter((row) => row.datasetId === datasetId).map((row) => BigInt(row.record));
      for (const [number, key] of await keysOfRecords(tx, app.keyring, datasetId, wanted)) keys.set(`${datasetId}.${number}`, key);
    }
    const ids = new Map(steps.map((step) => [stepKey(step), step.id]));
    return {
      items: page.map((row) => presentRecord(row, keys.get(recordId(row)) ?? '', ids)),
      ...(rows.length > query.limit && page.length > 0 ? { next: recordId(page.at(-1)!) } : {}),
    };
  });
}

/**
 * One found record, read from its system now and kept nowhere: first the fields in which personal data was found, with their kinds, then the
 * rest (`other`), binary ones left out. The view is in the trail before anything is read. Refuses (notFound) a record that this look-up did not find.
 */
export async function viewRecord(
  app: App,
  scope: Scope,
  lookupId: string,
  id: string,
): Promise<CallOutput<Routes['POST /api/v1/lookups/{id}/records/{recordId}/view']>> {
  requireAbility(scope, 'lookup.viewRecord');
  const place = readRecordId(id);
  if (place === null) throw notFound('record');
  const { key, names, kindsOf, personal, texts, description, reach, dataset } = await inTenant(app.db, scope, async (tx) => {
    const row = await requireVisible(tx, scope, lookupId);
    const [found] = await recordsFound(tx, await stepsOf(tx, lookupId), { only: place, limit: 1 });
    if (found === undefined) throw notFound('record');
    const all = await fields(tx, { datasetIds: [place.datasetId] });
    const kinds = new Map<number, string[]>();
    for (const finding of await findings(tx, { fieldIds: all.map((field) => field.id) })) {
      if (finding.verdict !== 'notPersonal') kinds.set(finding.fieldId, [...(kinds.get(finding.fieldId) ?? []), finding.kind]);
    }
    const hit = new Set(found.hits.map((one) => one.field));
    const shown = all.filter((field) => kinds.has(field.id) || hit.has(field.name));
    const rest = all.filter((field) => !shown.includes(field) && field.storage !== 'binary');
    const keys = await keysOfRecords(tx, app.keyring, place.datasetId, [BigInt(place.record)]);
    await record(tx, app, scope, {
      act: 'lookup.recordViewed',
      subject: lookupId,
      reason: row.reason,
      details: { source: found.source, dataset: found.dataset, record: id, fields: shown.map((field) => field.name), otherFields: rest.length },
    });
    return {
      key: keys.get(BigInt(place.record)),
      names: [...shown, ...rest].map((field) => field.name),
      personal: new Set(shown.map((field) => field.name)),
      texts: new Set(shown.filter((field) => field.type === 'FREE_TEXT' || field.type === 'NONE').map((field) => field.name)),
      kindsOf: new Map(shown.map((field) => [field.name, kinds.get(field.id) ?? []])),
      description: (await lastDescription(tx, place.datasetId)) as DatasetDescription | null,
      reach: await connectorSettingsOf(tx, app, found.sourceId),
      dataset: found.dataset,
    };
  });
  if (key === undefined) return { fields: [], gone: true };
  const values = await withConnector(reach, (connector, signal) => fetchRecord(connector, description, dataset, key, names, signal));
  if (values === null) return { fields: [], gone: true };
  return {
    gone: false,
    fields: names.map((name) => {
      const value = values[name] ?? null;
      const kinds = kindsOf.get(name) ?? [];
      return { name, value, kinds: texts.has(name) ? kindsInText(value ?? '', kinds) : kinds, other: !personal.has(name) };
    }),
  };
}

/** Which of a field's kinds stand in this one text: a field of notes holds dozens of kinds, one note a few. Looks at the first 200,000 characters. */
function kindsInText(text: string, ofField: readonly string[]): string[] {
  const { spans, flags } = detect(text.slice(0, 200_000));
  const here = new Set<string>([...spans.map((span) => span.type), ...flags.map((flag) => flag.code)]);
  return ofField.filter((kind) => here.has(kind));
}

/** The record by the dataset's last known shape; when that no longer fits, by its shape of now. */
async function fetchRecord(
  connector: Connector,
  known: DatasetDescription | null,
  dataset: string,
  key: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Readonly<Record<string, string | null>> | null> {
  if (known !== null) {
    try {
      return await connector.fetch(known, key, names);
    } catch {
      // The table may have changed since the scan; look again below.
    }
  }
  const now = (await connector.describe({ signal })).find((one) => one.name === dataset);
  if (now === undefined) return null;
  const there = new Set(now.fields.map((field) => field.name));
  return connector.fetch(
    now,
    key,
    names.filter((name) => there.has(name)),
  );
}
