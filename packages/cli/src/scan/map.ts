import type { Problem } from '@waarborg/connectors';
import type { Tier } from '@waarborg/law';

/** A kind of data in a field: how much of it, with masked examples only. */
export interface ScannedKind {
  readonly type: string;
  readonly tier: Tier;
  /** Part of the non-empty values that hold it, 0 to 1. */
  readonly share: number;
  readonly count: number;
  /** Different persons or identifiers, estimated; null when not counted. */
  readonly persons: number | null;
  readonly confidence: number;
  readonly reason: string;
  /** Masked. */
  readonly evidence: readonly string[];
}
export interface ScannedField {
  readonly name: string;
  readonly nativeType: string;
  /** Dominant kind, FREE_TEXT or NONE. */
  readonly type: string;
  readonly tier: Tier;
  /** How sure the type is, 0 to 1, and the stable code of why. */
  readonly confidence: number;
  readonly reason: string;
  /** Non-empty values looked at. */
  readonly values: number;
  readonly kinds: readonly ScannedKind[];
}
export interface ScannedDataset {
  readonly name: string;
  readonly kind: string;
  /** Rows there are; estimated when only a sample was read. */
  readonly rows: number;
  /** Rows read. */
  readonly read: number;
  readonly sampled: boolean;
  readonly oldest: string | null;
  readonly newest: string | null;
  readonly fields: readonly ScannedField[];
}
/** What a scan without a server gives; holds no value of the data, only counts and masked examples. */
export interface ScannedMap {
  /** Without password. */
  readonly source: string;
  readonly kind: string;
  readonly mode: 'full' | 'sample';
  readonly scannedAt: string;
  readonly seconds: number;
  readonly datasets: readonly ScannedDataset[];
  readonly problems: readonly Problem[];
}

/** The document of `scan --json`: the agreed keys first, more beside them. */
export function toDocument(map: ScannedMap): object {
  return {
    datasets: map.datasets.map((dataset) => ({
      name: dataset.name,
      rows: dataset.rows,
      fields: dataset.fields.map((field) => ({
        name: field.name,
        type: field.type,
        tier: field.tier,
        kinds: field.kinds.map((kind) => ({
          type: kind.type,
          share: Math.round(kind.share * 10_000) / 10_000,
          count: kind.count,
          tier: kind.tier,
          persons: kind.persons,
          confidence: Math.round(kind.confidence * 1000) / 1000,
          reason: kind.reason,
          evidence: kind.evidence,
        })),
        nativeType: field.nativeType,
        confidence: Math.round(field.confidence * 1000) / 1000,
        reason: field.reason,
        values: field.values,
      })),
      kind: dataset.kind,
      read: dataset.read,
      sampled: dataset.sampled,
      oldest: dataset.oldest,
      newest: dataset.newest,
    })),
    source: map.source,
    mode: map.mode,
    scannedAt: map.scannedAt,
    seconds: Math.round(map.seconds * 1000) / 1000,
    problems: map.problems,
  };
}
