import { highestTier } from '@waarborg/law';
import type { Finding, MapAnswer, MapField } from './rows.ts';

/** A field after one of its findings changed: its tier follows from the findings that a person did not call "not personal". */
export function fieldWith(field: MapField, changed: Finding): MapField {
  if (!field.findings.some((finding) => finding.id === changed.id)) return field;
  const findings = field.findings.map((finding) => (finding.id === changed.id ? changed : finding));
  return { ...field, findings, tier: highestTier(findings.filter((finding) => finding.verdict?.verdict !== 'notPersonal').map((finding) => finding.tier)) };
}

/** The map after a verdict, so that the line changes at once; everything untouched stays the same object. */
export function answerWith(answer: MapAnswer, changed: Finding): MapAnswer {
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
