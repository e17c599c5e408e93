import type { MapSystem } from '@waarborg/contract';
import { tierOf } from '@waarborg/law';
import type { DatasetRow, FieldRow, FindingRow } from '../scans/index.ts';
import type { SourceRow } from '../sources/index.ts';
import { type Finding, type MapDataset, type MapField, tierOfFindings, tierOfSystem } from './rules.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A finding as the contract says it. */
export function presentFinding(row: FindingRow): Finding {
  return {
    id: row.id,
    kind: row.kind,
    tier: tierOf(row.kind),
    count: Math.round(row.count),
    share: row.share,
    persons: row.persons === null ? null : Math.round(row.persons),
    confidence: row.confidence,
    reason: row.reason,
    evidence: row.evidence,
    oldest: iso(row.oldest),
    newest: iso(row.newest),
    verdict:
      row.verdict === null || row.verdictAt === null
        ? null
        : { verdict: row.verdict, by: row.verdictBy ?? '', at: row.verdictAt.toISOString(), why: row.verdictWhy ?? '' },
  };
}

/** A field with its findings. */
export function presentField(row: FieldRow, findings: readonly FindingRow[]): MapField {
  const shown = findings.map(presentFinding);
  return {
    id: row.id,
    name: row.name,
    nativeType: row.nativeType,
    type: row.type,
    tier: tierOfFindings(shown),
    values: Math.round(row.values),
    findings: shown,
  };
}

/** A dataset without its fields. */
export function presentDataset(row: DatasetRow): Omit<MapDataset, 'fields'> {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    rows: Math.round(row.rows),
    oldest: iso(row.oldest),
    newest: iso(row.newest),
    scannedAt: iso(row.scannedAt),
  };
}

/** A system with its datasets; its tier and scan time come from them. */
export function presentSystem(row: SourceRow, datasets: readonly MapDataset[]): MapSystem {
  const scanned = datasets.map((dataset) => dataset.scannedAt).filter((at) => at !== null);
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as MapSystem['kind'],
    owner: row.owner,
    country: row.country,
    supplier: row.supplier,
    backupDays: row.backupDays,
    scannedAt: scanned.sort().at(-1) ?? null,
    tier: tierOfSystem(datasets),
    datasets: [...datasets],
  };
}
