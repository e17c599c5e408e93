import {
  byText,
  counts,
  type Decisions,
  handedOut,
  type Identifier,
  judgeRevealed,
  names,
  type Occurrence,
  onePerson,
  personal,
  type Revealed,
  recordKeyOf,
  type Start,
  type Step,
  stepKey,
  systemsDisagree,
  type WalkFacts,
  type Why,
  walkBounds,
} from './rules.ts';

export interface Walk {
  /** In the order of walking: what was typed first, then layer by layer, each layer sorted. */
  readonly steps: readonly Step[];
  /** The walk stopped at its bound; there may be more. */
  readonly truncated: boolean;
}

/**
 * Walks from what was typed. A step counts when it is certain (and not dropped) or accepted; only steps that count are walked on. The same
 * starts, decisions and index give the same steps, whatever the order in which decisions were made.
 */
export async function walk(starts: readonly Start[], decisions: Decisions, facts: WalkFacts): Promise<Walk> {
  const steps = new Map<string, Step>();
  for (const start of starts) {
    const decided = decisions.get(stepKey(start));
    const why: Why = start.uncertain === 'role' ? 'typedRole' : start.uncertain === 'name' ? 'typedName' : 'typed';
    steps.set(stepKey(start), {
      kind: start.kind,
      fingerprint: start.fingerprint,
      state: decided ?? (start.uncertain === 'name' ? 'proposed' : 'certain'),
      why,
      from: null,
      depth: 0,
    });
  }
  let layer = [...steps.values()].filter(counts);
  let truncated = false;
  while (layer.length > 0) {
    const next = new Map<string, Step>();
    for (const step of layer) {
      const all = await revealedBy(step, facts);
      const known = (revealed: Revealed): Step | undefined => steps.get(stepKey(revealed)) ?? next.get(stepKey(revealed));
      const fresh = all.filter((revealed) => mayBecome(known(revealed), revealed));
      const records = await facts.recordCounts(fresh.filter((revealed) => !onePerson.has(revealed.kind)));
      for (const revealed of fresh) {
        const key = stepKey(revealed);
        const made = await makeStep(step, revealed, decisions.get(key), records.get(key) ?? 0, facts);
        if (made === null || (known(revealed) !== undefined && !counts(made))) continue;
        next.set(key, made);
      }
    }
    const made = [...next.values()].sort((left, right) => byText(stepKey(left), stepKey(right)));
    if (steps.size + made.length > walkBounds.steps) {
      truncated = true;
      break;
    }
    for (const step of made) {
      // A step proposed before and certain now moves to where it became certain.
      steps.delete(stepKey(step));
      steps.set(stepKey(step), step);
    }
    layer = made.filter(counts);
  }
  return { steps: [...steps.values()], truncated };
}

/** Whether what was revealed can still change what is known of it: nothing yet, or a proposal that now turns out certain. */
function mayBecome(known: Step | undefined, revealed: Revealed): boolean {
  return known === undefined || (known.why !== 'typed' && !counts(known) && known.state !== 'dropped' && revealed.certain);
}

async function revealedBy(step: Step, facts: WalkFacts): Promise<Revealed[]> {
  const { records, items, inside } = await readStep(step, facts);
  return items.length === 0 ? [] : judgeRevealed(step, items, inside, vouchedBy(step, records, items, inside));
}

async function readStep(identifier: Identifier, facts: WalkFacts): Promise<{ records: number; items: readonly Occurrence[]; inside: readonly Occurrence[] }> {
  const { records, items } = await facts.occurrences(identifier, walkBounds.recordsPerStep);
  const places = new Map(items.map((place) => [recordKeyOf(place), { datasetId: place.datasetId, recordKey: place.recordKey }]));
  return { records, items, inside: items.length === 0 ? [] : await facts.identifiersIn([...places.values()]) };
}

/** Null when the step vouches for the person; otherwise why everything it reveals is only proposed. */
function vouchedBy(step: Step, records: number, found: readonly Occurrence[], inside: readonly Occurrence[]): Why | null {
  if (step.why === 'typedRole') return 'sharedByMany';
  if (names.has(step.kind) && step.why === 'typedName') return 'fromUncertain';
  if (step.state !== 'accepted' && records > walkBounds.tooCommonRecords && !onePerson.has(step.kind)) return 'tooCommon';
  if (handedOut.has(step.kind) && systemsDisagree(found, inside)) return 'severalPersons';
  return null;
}

/**
 * The step for what was revealed. Null: not worth a person's eyes, because it is uncertain and in so many records that it cannot point at
 * anybody (the handler of five thousand notes, the address that receives all mail), or refers to something that is no person (an article).
 */
async function makeStep(from: Step, revealed: Revealed, decided: 'accepted' | 'dropped' | undefined, records: number, facts: WalkFacts): Promise<Step | null> {
  const depth = from.depth + 1;
  let why = revealed.why;
  let certain = revealed.certain;
  if (certain && depth > walkBounds.depth) [certain, why] = [false, 'tooFar'];
  if (records > walkBounds.tooCommonRecords) {
    if (!revealed.certain && decided === undefined) return null;
    [certain, why] = [false, 'tooCommon'];
  }
  if (certain && handedOut.has(revealed.kind)) {
    const { items, inside } = await readStep(revealed, facts);
    if (systemsDisagree(items, inside)) [certain, why] = [false, 'severalPersons'];
  }
  if (!revealed.certain && revealed.kind === 'LINK' && decided === undefined && !(await refersToPerson(revealed, facts))) return null;
  return {
    kind: revealed.kind,
    fingerprint: revealed.fingerprint,
    state: decided ?? (certain ? 'certain' : 'proposed'),
    why,
    from: { kind: from.kind, fingerprint: from.fingerprint, datasetId: revealed.datasetId },
    depth,
  };
}

/** Whether the record that a reference leads up to holds anything of a person. */
async function refersToPerson(link: Identifier, facts: WalkFacts): Promise<boolean> {
  const { items } = await facts.occurrences(link, walkBounds.recordsPerStep);
  const targets = items.filter((place) => place.holding === 'ownKey').map((place) => ({ datasetId: place.datasetId, recordKey: place.recordKey }));
  const inside = targets.length === 0 ? [] : await facts.identifiersIn(targets);
  return inside.some((place) => personal.has(place.kind) || onePerson.has(place.kind));
}
