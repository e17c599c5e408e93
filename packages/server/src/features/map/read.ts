import type { CallOutput, MapSystem, MapSystemLine, Routes } from '@waarborg/contract';
import { tierOf } from '@waarborg/law';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound } from '../../kernel/errors.ts';
import { datasets, type FieldRow, type FindingRow, fieldHistory, fields, findings, kindsFound } from '../scans/index.ts';
import { sources } from '../sources/index.ts';
import { presentDataset, presentField, presentSystem } from './present.ts';
import { filterMap, kindsInOrder, type MapField, type MapFilter, totalsOf } from './rules.ts';

/** The whole map of the organisation, systems by name. One read of each table; filters are applied to what came back. `brief` leaves reasons and examples empty. */
export async function loadMap(tx: Tx, options: { brief?: boolean } = {}): Promise<MapSystem[]> {
  const systems = await sources(tx);
  const sets = (await datasets(tx)).filter((dataset) => dataset.scannedAt !== null);
  const cells = await fields(tx, { datasetIds: sets.map((dataset) => dataset.id) });
  const found = await findings(tx, { fieldIds: cells.map((field) => field.id), brief: options.brief });
  const ofField = grouped(found, (finding: FindingRow) => finding.fieldId);
  const ofDataset = grouped(cells, (field: FieldRow) => field.datasetId);
  const ofSource = grouped(sets, (dataset) => dataset.sourceId);
  return systems.map((system) =>
    presentSystem(
      system,
      (ofSource.get(system.id) ?? []).map((dataset) => ({
        ...presentDataset(dataset),
        fields: (ofDataset.get(dataset.id) ?? []).map((field) => presentField(field, ofField.get(field.id) ?? [])),
      })),
    ),
  );
}

/** Names of the tables or files that no scan read, by source: the account may not read them, or they were left out. */
export async function unreadIn(tx: Tx): Promise<Map<string, string[]>> {
  const unread = (await datasets(tx)).filter((dataset) => dataset.scannedAt === null);
  return new Map([...grouped(unread, (dataset) => dataset.sourceId)].map(([source, sets]) => [source, sets.map((dataset) => dataset.name)]));
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The calendar day that decides about adequacy decisions. */
export function dayOf(app: Pick<App, 'clock'>): string {
  return app.clock.now().toISOString().slice(0, 10);
}

/** The part of the map that the query asks for, with its totals. */
export async function readMap(app: App, scope: Scope, filter: MapFilter): Promise<CallOutput<Routes['GET /api/v1/map']>> {
  requireAbility(scope, 'map.read');
  const whole = await inTenant(app.db, scope, (tx) => loadMap(tx, { brief: true }));
  const day = dayOf(app);
  return { systems: filterMap(whole, filter, day).map(lineOf), totals: totalsOf(filterMap(whole, { ...filter, all: 'yes' }, day)) };
}

function lineOf(system: MapSystem): MapSystemLine {
  const fieldLine = (field: MapField) => ({ ...field, findings: field.findings.map(({ reason: _, evidence: __, ...line }) => line) });
  return { ...system, datasets: system.datasets.map((dataset) => ({ ...dataset, fields: dataset.fields.map(fieldLine) })) };
}

/** One field with its findings and what earlier scans counted. */
export async function readField(app: App, scope: Scope, fieldId: number): Promise<CallOutput<Routes['GET /api/v1/map/fields/{id}']>> {
  requireAbility(scope, 'map.read');
  return inTenant(app.db, scope, async (tx) => {
    const [field] = await fields(tx, { ids: [fieldId], gone: true });
    const [dataset] = field === undefined ? [] : await datasets(tx, { ids: [field.datasetId], gone: true });
    const [system] = dataset === undefined ? [] : await sources(tx, { ids: [dataset.sourceId] });
    if (field === undefined || dataset === undefined || system === undefined) throw notFound('field');
    const shown = presentField(field, await findings(tx, { fieldIds: [field.id] }));
    const { datasets: _, ...facts } = presentSystem(system, [{ ...presentDataset(dataset), fields: [shown] }]);
    const history = (await fieldHistory(tx, field.id)).map((line) => ({
      scanId: line.scanId,
      at: line.at.toISOString(),
      kind: line.kind,
      count: Math.round(line.count),
    }));
    return { system: facts, dataset: presentDataset(dataset), field: shown, history };
  });
}

/** Which kinds occur, for the filters. */
export async function readKinds(app: App, scope: Scope): Promise<CallOutput<Routes['GET /api/v1/map/kinds']>> {
  requireAbility(scope, 'map.read');
  const found = await inTenant(app.db, scope, kindsFound);
  return { items: kindsInOrder(found.map((kind) => ({ ...kind, tier: tierOf(kind.kind) }))) };
}
