import { highestTier, tierOf } from '@waarborg/law';
import type { ScannedSource } from '@waarborg/scan';
import type { ScannedField, ScannedMap } from './map.ts';

/** In a column of one kind, or of none, strays below this share do not make the whole field more delicate; in free text every find counts. */
const strayShare = 0.01;

/** The outcome of a scan in the shape that table, report and JSON document are drawn from. */
export function collectMap(outcome: ScannedSource, about: Pick<ScannedMap, 'source' | 'kind' | 'mode' | 'scannedAt'>): ScannedMap {
  return {
    ...about,
    seconds: outcome.seconds,
    datasets: outcome.datasets.map((dataset) => ({
      name: dataset.name,
      kind: dataset.kind,
      rows: dataset.rows,
      read: dataset.read,
      sampled: dataset.sampled,
      oldest: dataset.oldest,
      newest: dataset.newest,
      fields: dataset.fields.map((field): ScannedField => {
        const kinds = field.kinds.map((kind) => ({
          type: kind.kind,
          tier: tierOf(kind.kind),
          share: kind.share,
          count: kind.count,
          persons: kind.persons,
          confidence: kind.confidence,
          reason: kind.reason,
          evidence: kind.evidence,
        }));
        const telling = field.plan.type === 'FREE_TEXT' ? kinds : kinds.filter((kind) => kind.share >= strayShare);
        return {
          name: field.plan.name,
          nativeType: field.plan.nativeType,
          type: field.plan.type,
          tier: highestTier([tierOf(field.plan.type), ...telling.map((kind) => kind.tier)]),
          confidence: field.plan.confidence,
          reason: field.plan.reason,
          values: field.values,
          kinds,
        };
      }),
    })),
    problems: [...outcome.problems, ...outcome.datasets.flatMap((dataset) => dataset.problems.map((problem) => ({ dataset: dataset.name, ...problem })))],
  };
}
