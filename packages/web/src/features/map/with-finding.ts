import { highestTier } from '@waarborg/law';
import type { Output } from '../../shell/api.ts';
import type { MapAnswer, MapField } from './rows.ts';

/** A finding with its reason and examples, as a verdict answers and the field in detail shows. */
export type FullFinding = Output<'PUT /api/v1/map/findings/{id}/verdict'>;
type Judged = Pick<MapField['findings'][number], 'id' | 'tier' | 'verdict'>;

/** A field after one of its findings changed: its tier follows from the findings that a person did not call "not personal". */
export function fieldWith<F extends { tier: MapField['tier']; findings: Judged[] }>(field: F, changed: FullFinding): F {
  if (!field.findings.some((finding) => finding.id === changed.id)) return field;
  const findings = field.findings.map((finding) => (finding.id === changed.id ? changed : finding));
  return { ...field, findings, tier: highestTier(findings.filter((finding) => finding.verdict?.verdict !== 'notPersonal').map((finding) => finding.tier)) };
}

/** The map after a verdict, so that the line changes at once; everything untouched stays the same object. */
export function answerWith(answer: MapAnswer, changed: FullFinding): MapAnswer {
  const touches = (field: MapField) => field.findings.some((finding) => finding.id === changed.id);
  return {
    ...answer,
    systems: answer.systems.map((system) =>
      system.datasets.some((dataset) => dataset.fields.some(touches))
        ? {
            ...system,
            datasets: system.datasets.map((dataset) =>
              dataset.fields.some(touches) ? { ...dataset, fields: dataset.fields.map((field) => fieldWith(field, changed)) } : dataset,
            ),
          }
        : system,
    ),
  };
}
