import type { MapQuery, MapSystem } from '@waarborg/contract';
import { highestTier, type Tier, tierOf, tierRank, transferTo } from '@waarborg/law';
import type { z } from 'zod';
import { type Question, understand } from './question.ts';

export type MapFilter = z.output<typeof MapQuery>;
export type MapDataset = MapSystem['datasets'][number];
export type MapField = MapDataset['fields'][number];
export type Finding = MapField['findings'][number];

export interface MapTotals {
  readonly systems: number;
  readonly datasets: number;
  readonly fields: number;
  readonly personalFields: number;
  readonly records: number;
}

/** The tier of a field: that of the most delicate kind found in it that no person has called wrong. */
export function tierOfFindings(findings: readonly Pick<Finding, 'tier' | 'verdict'>[]): Tier {
  return highestTier(findings.filter((finding) => finding.verdict?.verdict !== 'notPersonal').map((finding) => finding.tier));
}

/** The tier of a system: that of its most delicate field. */
export function tierOfSystem(datasets: readonly MapDataset[]): Tier {
  return highestTier(datasets.flatMap((dataset) => dataset.fields.map((field) => field.tier)));
}

/**
 * The part of the map that a query asks for. A field stays when it holds personal data (or everything was asked for) and one of its findings
 * fits; of a field, only the findings that fit stay. Words of a question that are in no name are left out when the rest of it was understood. A system without scanned fields (paper, a supplier's service, not scanned yet) stays as
 * long as the query asks nothing about fields. Fields come most delicate first, then in their own order. `onDay` (YYYY-MM-DD) decides about
 * adequacy decisions.
 */
export function filterMap(systems: readonly MapSystem[], filter: MapFilter, onDay: string): MapSystem[] {
  const asked = understand(filter.q ?? '');
  const found = select(systems, filter, asked, onDay);
  const understood = asked.kinds.length > 0 || asked.tiers.length > 0 || asked.freeText || asked.outsideEea;
  // "IBANs van oud-klanten": nothing is called so, but the IBANs are an answer.
  return found.length === 0 && understood && asked.words.length > 0 ? select(systems, filter, { ...asked, words: [] }, onDay) : found;
}

function select(systems: readonly MapSystem[], filter: MapFilter, asked: Question, onDay: string): MapSystem[] {
  const fitsFinding = (finding: Finding): boolean =>
    (filter.kind === undefined || finding.kind === filter.kind) &&
    (filter.tier === undefined || finding.tier === filter.tier) &&
    (filter.verdict === undefined || (finding.verdict?.verdict ?? 'none') === filter.verdict) &&
    (asked.kinds.length === 0 || asked.kinds.includes(finding.kind)) &&
    (asked.tiers.length === 0 || asked.tiers.includes(finding.tier));
  const asksFindings =
    filter.kind !== undefined || filter.tier !== undefined || filter.verdict !== undefined || asked.kinds.length > 0 || asked.tiers.length > 0;
  const asksFields = asksFindings || filter.freeText !== undefined || asked.freeText;
  const keepField = (system: MapSystem, dataset: MapDataset, field: MapField): MapField | null => {
    const freeText = field.type === 'FREE_TEXT';
    if (filter.freeText === 'yes' && !freeText) return null;
    if (filter.freeText === 'no' && freeText) return null;
    if (asked.freeText && !freeText) return null;
    if (!asked.words.every((word) => nameHas(word, [system.name, system.owner, system.supplier, dataset.name, field.name]))) return null;
    const findings = asksFindings ? field.findings.filter(fitsFinding) : field.findings;
    if (asksFindings && findings.length === 0) return null;
    if (field.tier === 'none' && filter.all !== 'yes' && filter.verdict !== 'notPersonal') return null;
    return { ...field, findings };
  };
  const kept: MapSystem[] = [];
  for (const system of systems) {
    if (filter.sourceId !== undefined && system.id !== filter.sourceId) continue;
    if (filter.country !== undefined && system.country !== filter.country.toUpperCase()) continue;
    if (filter.owner !== undefined && system.owner.toLowerCase() !== filter.owner.toLowerCase()) continue;
    if (asked.outsideEea && !standsOutside(system, onDay)) continue;
    const datasets = system.datasets.flatMap((dataset) => {
      const fields = dataset.fields.flatMap((field) => keepField(system, dataset, field) ?? []);
      fields.sort((left, right) => tierRank(right.tier) - tierRank(left.tier));
      return fields.length === 0 ? [] : [{ ...dataset, fields }];
    });
    const named = asked.words.every((word) => nameHas(word, [system.name, system.owner, system.supplier]));
    if (datasets.length > 0 || (!asksFields && named)) kept.push({ ...system, datasets });
  }
  return kept;
}

function nameHas(word: string, names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase().includes(word));
}

/** Whether the data of a system stand where GDPR chapter V asks for safeguards, or for a condition to be met. */
export function standsOutside(system: Pick<MapSystem, 'country'>, onDay: string): boolean {
  const transfer = transferTo(system.country, onDay);
  return transfer === 'outside' || transfer === 'conditional';
}

/** Counts over a part of the map. `everything` is the same part with the fields that hold no personal data. */
export function totalsOf(everything: readonly MapSystem[]): MapTotals {
  const datasets = everything.flatMap((system) => system.datasets);
  const fields = datasets.flatMap((dataset) => dataset.fields);
  return {
    systems: everything.length,
    datasets: datasets.length,
    fields: fields.length,
    personalFields: fields.filter((field) => field.tier !== 'none').length,
    records: datasets.reduce((sum, dataset) => sum + dataset.rows, 0),
  };
}

/** Which kinds occur on the map, most delicate first, then most frequent; what a person called wrong does not count. */
export function kindsOnMap(systems: readonly MapSystem[]): { kind: string; tier: Tier; fields: number; count: number }[] {
  const kinds = new Map<string, { kind: string; tier: Tier; fields: number; count: number }>();
  for (const field of systems.flatMap((system) => system.datasets.flatMap((dataset) => dataset.fields))) {
    for (const finding of field.findings) {
      if (finding.verdict?.verdict === 'notPersonal') continue;
      const so = kinds.get(finding.kind) ?? { kind: finding.kind, tier: tierOf(finding.kind), fields: 0, count: 0 };
      kinds.set(finding.kind, { ...so, fields: so.fields + 1, count: so.count + finding.count });
    }
  }
  return kindsInOrder([...kinds.values()]);
}

/** Most delicate first, then most frequent. */
export function kindsInOrder<K extends { kind: string; tier: Tier; count: number }>(kinds: readonly K[]): K[] {
  return [...kinds].sort((left, right) => tierRank(right.tier) - tierRank(left.tier) || right.count - left.count || (left.kind < right.kind ? -1 : 1));
}
