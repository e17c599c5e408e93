import type { DatasetPlan, FieldPlan } from './plan.ts';
import { confidenceOf, type DatasetProfile, type KindTally, mainReason } from './profile.ts';

/** What a field holds of one kind. Times are ISO 8601. */
export interface KindSummary {
  readonly kind: string;
  readonly count: number;
  /** Share of the non-empty values that hold it, 0 to 1. */
  readonly share: number;
  /** Different identifiers, within about 2 percent; null for kinds that identify nobody. */
  readonly persons: number | null;
  readonly confidence: number;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly oldest: string | null;
  readonly newest: string | null;
}

/** A field after the scan. */
export interface FieldSummary {
  readonly plan: FieldPlan;
  readonly values: number;
  readonly nulls: number;
  readonly kinds: readonly KindSummary[];
}

/** A dataset after the scan. `rows` is what it holds; `read` what was read of it (fewer in a sample). */
export interface DatasetSummary {
  readonly rows: number;
  readonly read: number;
  readonly oldest: string | null;
  readonly newest: string | null;
  readonly fields: readonly FieldSummary[];
}

/** Words for people out of a plan and a profile. `estimatedRows` scales the counts of a sample up; leave it out for a full scan. */
export function summarise(plan: DatasetPlan, profile: DatasetProfile, estimatedRows?: number | null): DatasetSummary {
  const factor = estimatedRows && profile.rows > 0 && estimatedRows > profile.rows ? estimatedRows / profile.rows : 1;
  return {
    rows: Math.round(profile.rows * factor),
    read: profile.rows,
    oldest: instant(profile.oldest),
    newest: instant(profile.newest),
    fields: plan.fields.map((field) => {
      const seen = profile.fields[field.ordinal];
      const values = seen?.values ?? 0;
      return {
        plan: field,
        values: Math.round(values * factor),
        nulls: Math.round((seen ? seen.nulls : profile.rows) * factor),
        kinds: Object.entries(seen?.kinds ?? {})
          .filter(([, tally]) => tally.count > 0)
          .map(([kind, tally]) => summariseKind(kind, tally, values, factor))
          .sort((left, right) => right.count - left.count || (left.kind < right.kind ? -1 : 1)),
      };
    }),
  };
}

function summariseKind(kind: string, tally: KindTally, values: number, factor: number): KindSummary {
  return {
    kind,
    count: Math.round(tally.count * factor),
    share: values === 0 ? 0 : Math.round((tally.values / values) * 10_000) / 10_000,
    persons: tally.persons ? (factor === 1 ? tally.persons.estimate() : null) : null,
    confidence: confidenceOf(tally),
    reason: mainReason(tally),
    evidence: tally.evidence,
    oldest: instant(tally.oldest),
    newest: instant(tally.newest),
  };
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
