import type { Lookup } from '@waarborg/contract';

export type Step = Lookup['steps'][number];
export type Place = Step['places'][number];

/** A step with how far it stands from what was typed in, in the order it is drawn. */
export interface WalkLine {
  readonly step: Step;
  /** 0 for what was typed in, one more for each revelation. */
  readonly depth: number;
  /** The identifier that revealed this one; null for what was typed in. */
  readonly parent: Step | null;
}

/**
 * The walk as lines: what counts first, each step under the one that revealed it and no deeper than three; then proposals; dropped ones last.
 * Every step of the answer is in it exactly once, whatever its `from` says.
 */
export function linesOf(steps: readonly Step[]): WalkLine[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const depthOf = (step: Step, seen: ReadonlySet<string>): number => {
    const parent = step.from === null ? undefined : byId.get(step.from.stepId);
    return parent === undefined || seen.has(parent.id) ? 0 : 1 + depthOf(parent, new Set([...seen, parent.id]));
  };
  const rank = { certain: 0, accepted: 0, proposed: 1, dropped: 2 } as const;
  return steps
    .map((step) => ({
      step,
      depth: Math.min(3, depthOf(step, new Set([step.id]))),
      parent: step.from === null ? null : (byId.get(step.from.stepId) ?? null),
    }))
    .sort((a, b) => rank[a.step.state] - rank[b.step.state] || a.step.order - b.step.order);
}

/**
 * The lines with those that say the same thing of one after another taken together: three or more certain steps of one kind, from one place, for
 * one reason, such as the seven invoices of a customer. What a person confirmed or must decide on always stands by itself.
 */
export function foldLines(lines: readonly WalkLine[]): (readonly WalkLine[])[] {
  const likeness = ({ step, depth }: WalkLine) =>
    step.state === 'certain' && step.from !== null ? [step.kind, step.why, depth, step.from.source, step.from.dataset].join('\n') : step.id;
  const runs: WalkLine[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run?.[0] && likeness(run[0]) === likeness(line)) run.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => (run.length >= 3 ? [run] : run.map((line) => [line])));
}

/** Whether what a step found belongs to the answer. */
export function counts(step: Pick<Step, 'state'>): boolean {
  return step.state === 'certain' || step.state === 'accepted';
}

export interface FoundPlace {
  readonly sourceId: string;
  readonly source: string;
  readonly datasetId: number;
  readonly dataset: string;
  readonly fields: readonly string[];
  /** Kinds of identifier by which it was found, in the order of the walk. */
  readonly by: readonly string[];
  /** Different records: one that two identifiers found counts once. */
  readonly records: number;
  /** Every identifier found here stands in running text only. */
  readonly onlyInText: boolean;
  readonly freeText: boolean;
}

/** Where this person stands, per dataset, out of the steps that count; the places with most records first. */
export function placesOf({ steps, found: counted }: Pick<Lookup, 'steps' | 'found'>): FoundPlace[] {
  const records = new Map(counted.map((one) => [one.datasetId, one.records]));
  const found = new Map<number, FoundPlace>();
  for (const step of steps.filter(counts)) {
    for (const place of step.places) {
      const before = found.get(place.datasetId);
      found.set(place.datasetId, {
        sourceId: place.sourceId,
        source: place.source,
        datasetId: place.datasetId,
        dataset: place.dataset,
        fields: [...new Set([...(before?.fields ?? []), ...place.fields])],
        by: [...new Set([...(before?.by ?? []), step.kind])],
        records: records.get(place.datasetId) ?? 0,
        onlyInText: place.freeText && (before?.onlyInText ?? true),
        freeText: place.freeText || (before?.freeText ?? false),
      });
    }
  }
  return [...found.values()].sort((a, b) => b.records - a.records || a.source.localeCompare(b.source) || a.dataset.localeCompare(b.dataset));
}

/** Proposals that wait for a person. */
export function openProposals(steps: readonly Step[]): number {
  return steps.filter((step) => step.state === 'proposed').length;
}

/** The fields of a record, each once, with every kind of identifier that was found in it. */
export function byField(fields: readonly { name: string; kind: string; freeText: boolean }[]): { name: string; kinds: string[]; freeText: boolean }[] {
  const found = new Map<string, { name: string; kinds: string[]; freeText: boolean }>();
  for (const field of fields) {
    const before = found.get(field.name) ?? { name: field.name, kinds: [], freeText: false };
    found.set(field.name, {
      name: field.name,
      kinds: before.kinds.includes(field.kind) ? before.kinds : [...before.kinds, field.kind].sort(),
      freeText: before.freeText || field.freeText,
    });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}
