import type { MapSystem } from '@waarborg/contract';
import { tierOf } from '@waarborg/law';
import { type Finding, tierOfFindings, tierOfSystem } from './rules.ts';

/** A finding for tests of this feature; what is not given is plain. */
export function findingOf(kind: string, more: Partial<Finding> = {}): Finding {
  return {
    id: 1,
    kind,
    tier: tierOf(kind),
    count: 10,
    share: 0.9,
    persons: null,
    confidence: 0.95,
    reason: 'test',
    evidence: [],
    oldest: null,
    newest: null,
    verdict: null,
    ...more,
  };
}

type FieldSketch = readonly [dataset: string, field: string, type: string, findings: readonly Finding[]];

/** A system for tests of this feature, from a list of [dataset, field, type, findings]. */
export function systemOf(name: string, more: Partial<Omit<MapSystem, 'datasets' | 'name'>> & { datasets: readonly FieldSketch[] }): MapSystem {
  const names = [...new Set(more.datasets.map(([dataset]) => dataset))];
  const datasets = names.map((dataset, at) => ({
    id: at + 1,
    name: dataset,
    kind: 'table',
    rows: 1000,
    oldest: '2021-03-04T00:00:00.000Z',
    newest: '2026-11-01T00:00:00.000Z',
    scannedAt: '2026-11-20T08:00:00.000Z',
    fields: more.datasets
      .filter(([of]) => of === dataset)
      .map(([, field, type, findings], step) => ({
        id: at * 100 + step,
        name: field,
        nativeType: 'text',
        type,
        tier: tierOfFindings(findings),
        values: 1000,
        findings: [...findings],
      })),
  }));
  return {
    id: '01935000-0000-7000-8000-000000000001',
    kind: 'postgres',
    owner: '',
    country: null,
    supplier: '',
    backupDays: null,
    ...more,
    name,
    scannedAt: datasets.length > 0 ? '2026-11-20T08:00:00.000Z' : null,
    tier: tierOfSystem(datasets),
    datasets,
  };
}
