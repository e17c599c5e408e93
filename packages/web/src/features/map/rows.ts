import type { CallOutput, MapSystemLine as MapSystem, Routes } from '@waarborg/contract';
import { type Tier, tierRank } from '@waarborg/law';

export type MapDataset = MapSystem['datasets'][number];
export type MapField = MapDataset['fields'][number];
export type Finding = MapField['findings'][number];
export type MapAnswer = CallOutput<Routes['GET /api/v1/map']>;

/** One line of the table. A dataset's line stands between its system's and its fields'. */
export type MapRow =
  | { readonly row: 'system'; readonly key: string; readonly system: MapSystem }
  | { readonly row: 'dataset'; readonly key: string; readonly system: MapSystem; readonly dataset: MapDataset; readonly open: boolean }
  | { readonly row: 'field'; readonly key: string; readonly system: MapSystem; readonly dataset: MapDataset; readonly field: MapField };

/** Above this many fields the datasets begin folded, so that the page opens on an overview. */
export const foldAbove = 400;

/**
 * The map as lines in order: systems as the server gives them, datasets and fields by how delicate they are, then by name.
 * `toggled` holds the ids of datasets that stand other than they begin (folded or open).
 */
export function rowsOf(systems: readonly MapSystem[], toggled: ReadonlySet<number>, beginFolded: boolean): MapRow[] {
  const rows: MapRow[] = [];
  for (const system of systems) {
    rows.push({ row: 'system', key: `s${system.id}`, system });
    for (const dataset of [...system.datasets].sort(byDatasetWeight)) {
      const open = toggled.has(dataset.id) === beginFolded;
      rows.push({ row: 'dataset', key: `d${dataset.id}`, system, dataset, open });
      if (!open) continue;
      for (const field of [...dataset.fields].sort(byFieldWeight)) rows.push({ row: 'field', key: `f${field.id}`, system, dataset, field });
    }
  }
  return rows;
}

function byFieldWeight(a: MapField, b: MapField): number {
  return tierRank(b.tier) - tierRank(a.tier) || a.name.localeCompare(b.name);
}

function weightOf(dataset: MapDataset): number {
  return Math.max(0, ...dataset.fields.map((field) => tierRank(field.tier)));
}

function byDatasetWeight(a: MapDataset, b: MapDataset): number {
  return weightOf(b) - weightOf(a) || a.name.localeCompare(b.name);
}

/** Fields in an answer. */
export function countFields(systems: readonly MapSystem[]): number {
  return systems.reduce((sum, system) => sum + system.datasets.reduce((fields, dataset) => fields + dataset.fields.length, 0), 0);
}

/** What order and prominence of a finding depend on. */
type Weighed = Pick<Finding, 'kind' | 'tier' | 'count' | 'share' | 'verdict'>;

/** Findings in the order they are shown: the most delicate first, then the most frequent. Those a person called not personal come last. */
export function orderFindings<F extends Weighed>(findings: readonly F[]): F[] {
  const refused = (finding: F) => Number(finding.verdict?.verdict === 'notPersonal');
  return [...findings].sort((a, b) => refused(a) - refused(b) || tierRank(b.tier) - tierRank(a.tier) || b.count - a.count || a.kind.localeCompare(b.kind));
}

/** Kinds a line of the map shows before the rest folds away. */
const kindsAtOnce = 6;

/** The findings that a line shows, in order, and how many more the field holds. One too many is shown as well: "+1" would take the same room. */
export function kindsShown<F extends Weighed>(findings: readonly F[]): { shown: F[]; more: number } {
  const ordered = orderFindings(findings);
  if (ordered.length <= kindsAtOnce + 1) return { shown: ordered, more: 0 };
  return { shown: ordered.slice(0, kindsAtOnce), more: ordered.length - kindsAtOnce };
}

/** Whether a kind occurs so seldom in its field (a handful of times, less than once in a thousand values) that it is drawn small, with its count. */
export function isRare(finding: Pick<Finding, 'share' | 'count'>): boolean {
  return finding.count < 25 && finding.share < 0.001;
}

export interface FieldSummary {
  /** Persons behind the field, or null when nothing in it tells persons apart. */
  readonly persons: number | null;
  readonly oldest: string | null;
  /** 0 to 1, weighed by how often each kind occurs; null when nothing was found. */
  readonly confidence: number | null;
  readonly verdict: 'confirmed' | 'notPersonal' | 'mixed' | 'partly' | 'open';
}

/** One line's figures out of its findings; what a person called not personal no longer counts. */
export function summaryOf(field: Pick<MapField, 'findings'>, dataset: Pick<MapDataset, 'oldest'>): FieldSummary {
  const kept = field.findings.filter((finding) => finding.verdict?.verdict !== 'notPersonal');
  const persons = kept.map((finding) => finding.persons).filter((count) => count !== null);
  const oldest = kept.map((finding) => finding.oldest).filter((date) => date !== null);
  const weight = kept.reduce((sum, finding) => sum + finding.count, 0);
  return {
    persons: persons.length === 0 ? null : Math.max(...persons),
    oldest: oldest.length === 0 ? dataset.oldest : oldest.sort()[0],
    confidence: weight === 0 ? null : kept.reduce((sum, finding) => sum + finding.confidence * finding.count, 0) / weight,
    verdict: verdictOf(field.findings),
  };
}

function verdictOf(findings: readonly Finding[]): FieldSummary['verdict'] {
  const given = findings.map((finding) => finding.verdict?.verdict ?? null);
  const said = new Set(given.filter((verdict) => verdict !== null));
  if (said.size === 0) return 'open';
  if (given.includes(null)) return 'partly';
  return said.size > 1 ? 'mixed' : [...said][0];
}

/** A figure of the drawn view: how many fields of a system hold each tier above "none". */
export function tiersIn(system: MapSystem): { tier: Tier; fields: number }[] {
  const counts = new Map<Tier, number>();
  for (const dataset of system.datasets) for (const field of dataset.fields) counts.set(field.tier, (counts.get(field.tier) ?? 0) + 1);
  return [...counts]
    .filter(([tier]) => tier !== 'none')
    .map(([tier, fields]) => ({ tier, fields }))
    .sort((a, b) => tierRank(b.tier) - tierRank(a.tier));
}
