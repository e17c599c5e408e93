import type { CallOutput, Lookup, Routes } from '@waarborg/contract';
import { type Detection, detect, mask } from '@waarborg/detect';
import { kindOfCode } from '@waarborg/scan';
import { stepKey } from './rules.ts';
import type { LookupRow, PlaceRow, RecordRow, StepRow } from './store.ts';

type Summary = CallOutput<Routes['GET /api/v1/lookups']>['items'][number];
type FoundRecord = CallOutput<Routes['GET /api/v1/lookups/{id}/records']>['items'][number];

/** A look-up in a list. */
export function presentSummary(row: LookupRow): Summary {
  const { records, datasets, sources } = row;
  return { id: row.id, reason: row.reason, by: row.byName, at: row.at.toISOString(), totals: { records, datasets, sources }, truncated: row.truncated };
}

/** A look-up with its steps, each with its places. */
export function presentLookup(
  row: LookupRow,
  steps: readonly StepRow[],
  {
    places,
    names,
    found,
    blind,
  }: { places: readonly PlaceRow[]; names: ReadonlyMap<number, { dataset: string; source: string }>; found: Lookup['found']; blind: Lookup['blind'] },
): Lookup {
  return {
    ...presentSummary(row),
    steps: steps.map((step) => {
      const from = step.fromDataset === null ? undefined : names.get(step.fromDataset);
      return {
        id: step.id,
        order: step.ordinal,
        state: step.state,
        kind: step.kind,
        masked: step.masked,
        from: step.fromStep === null ? null : { stepId: step.fromStep, dataset: from?.dataset ?? '', source: from?.source ?? '' },
        why: step.why,
        places: places
          .filter((place) => stepKey(place) === stepKey(step))
          .map(({ sourceId, source, datasetId, dataset, fields, freeText, records }) => ({ sourceId, source, datasetId, dataset, fields, freeText, records })),
        records: step.records,
      };
    }),
    found,
    blind,
  };
}

/** The id of a record within look-ups: its dataset and its number in the index. */
export function recordId(place: { datasetId: number; record: string }): string {
  return `${place.datasetId}.${place.record}`;
}

/** The other way round; null for anything else. */
export function readRecordId(id: string): { datasetId: number; record: string } | null {
  const parts = /^(\d{1,9})\.(-?\d{1,19})$/.exec(id);
  return parts === null ? null : { datasetId: Number(parts[1]), record: parts[2]! };
}

/** A record that was found: where it stands and which fields hold what, without their content. */
export function presentRecord(row: RecordRow, key: string, steps: ReadonlyMap<string, string>): FoundRecord {
  const fields = new Map<string, FoundRecord['fields'][number]>();
  const by = new Set<string>();
  for (const hit of row.hits) {
    const kind = kindOfCode(hit.kind);
    const step = steps.get(stepKey({ kind, fingerprint: hit.fingerprint }));
    if (step !== undefined) by.add(step);
    fields.set(`${hit.field} ${kind}`, { name: hit.field, kind, freeText: hit.freeText });
  }
  return {
    id: recordId(row),
    sourceId: row.sourceId,
    source: row.source,
    datasetId: row.datasetId,
    dataset: row.dataset,
    key: row.integerKeys ? key : maskedKey(key),
    steps: [...by],
    fields: [...fields.values()],
  };
}

/** A key that is text may itself be an e-mail address or a name: what is recognised in it is masked. */
export function maskedKey(key: string, found: Pick<Detection, 'spans'> = detect(key, { flags: false })): string {
  let shown = '';
  let at = 0;
  for (const span of [...found.spans].sort((left, right) => left.start - right.start)) {
    if (span.start < at) continue;
    shown += key.slice(at, span.start) + mask(span.type, key.slice(span.start, span.end));
    at = span.end;
  }
  return shown + key.slice(at);
}
