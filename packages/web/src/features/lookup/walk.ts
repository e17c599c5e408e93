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

/** One place in the story of a walk: how it was reached and what it taught. */
export interface StoryLine {
  readonly place: Pick<Place, 'sourceId' | 'source' | 'datasetId' | 'dataset'>;
  readonly records: number;
  /** Of those, records that hold the person in running text only. */
  readonly inTextOnly: number;
  /** By what it was reached from elsewhere, all reasons together; a reference between records says to which dataset (`to`). */
  readonly by: readonly { readonly kind: string; readonly to: string | null }[];
  /** Kinds that its text mentions besides. */
  readonly alsoInText: readonly string[];
  /** Kinds that were learnt here. */
  readonly gives: readonly string[];
}

const reference = 'LINK';

/**
 * The steps that count told by place, each place once, in the order in which the walk reached it: "klant (1 record) by e-mail, gives customer
 * number and telephone", then "14 notes by customer number". What stands in a field of its own tells how a place was reached; only where
 * nothing does, its text.
 */
export function storyOf({ steps, found }: Pick<Lookup, 'steps' | 'found'>): StoryLine[] {
  interface Telling {
    place: Place;
    own: { at: number; kind: string; to: string | null }[];
    text: { at: number; kind: string; to: string | null }[];
    gives: Set<string>;
  }
  const lines = new Map<number, Telling>();
  for (const [at, step] of steps
    .filter(counts)
    .sort((a, b) => a.order - b.order)
    .entries()) {
    for (const place of step.places) {
      const line = lines.get(place.datasetId) ?? { place, own: [], text: [], gives: new Set<string>() };
      lines.set(place.datasetId, line);
      const learntHere = step.from !== null && step.from.dataset === place.dataset && step.from.source === place.source;
      const to = step.kind === reference ? (step.from?.dataset ?? null) : null;
      if (learntHere && !place.freeText) line.gives.add(step.kind);
      else if (!learntHere) (place.freeText ? line.text : line.own).push({ at, kind: step.kind, to });
    }
  }
  const counted = new Map(found.map((one) => [one.datasetId, one]));
  return [...lines.values()]
    .map(({ place, own, text, gives }) => {
      const reasons = own.length > 0 ? own : text;
      const by = reasons.filter((one, at) => reasons.findIndex((other) => other.kind === one.kind && other.to === one.to) === at);
      const said = new Set(by.map((one) => one.kind));
      return {
        reached: Math.min(Number.MAX_SAFE_INTEGER, ...by.map((one) => one.at)),
        place: { sourceId: place.sourceId, source: place.source, datasetId: place.datasetId, dataset: place.dataset },
        records: counted.get(place.datasetId)?.records ?? place.records,
        inTextOnly: counted.get(place.datasetId)?.inTextOnly ?? 0,
        by: by.map(({ kind, to }) => ({ kind, to })),
        alsoInText: own.length > 0 ? [...new Set(text.map((one) => one.kind))].filter((kind) => !said.has(kind)) : [],
        gives: [...gives].filter((kind) => kind !== reference && !said.has(kind)),
      };
    })
    .sort((a, b) => a.reached - b.reached || b.gives.length - a.gives.length)
    .map(({ reached: _, ...line }) => line);
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
