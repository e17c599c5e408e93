/**
 * The identity walk: from what a person typed to every identifier that certainly belongs to the same customer, and those that may.
 * Pure decisions only; the index is reached through `WalkFacts`. Nothing here knows a plain identifier: kinds and fingerprints go in and out.
 *
 * What makes the outcome trustworthy:
 * - whether an identifier found in a record is certain depends on that record and on the step that found it, never on the order of
 *   walking or on other steps, so the same decisions always give the same outcome;
 * - dropping a step only takes away: no bound is shared between steps;
 * - names never widen.
 */

/** One identifier: a kind of the subject index and its fingerprint as decimal text of a signed 64-bit number. */
export interface Identifier {
  readonly kind: string;
  readonly fingerprint: string;
}

/** How a field holds an identifier: as its value, inside free text, as the record's own key, or as a reference to another record. */
export type Holding = 'value' | 'text' | 'ownKey' | 'reference';

/** One place of an identifier in the index. */
export interface Occurrence extends Identifier {
  /** The system that the dataset is of. */
  readonly systemId: string;
  readonly datasetId: number;
  readonly recordKey: string;
  readonly fieldId: number;
  readonly holding: Holding;
}

/** What the walk asks of the index. Both answers are in a fixed order and bounded by the caller. */
export interface WalkFacts {
  /** Places of one identifier: how many records in all, and the first `limit` of them. */
  occurrences(identifier: Identifier, limit: number): Promise<{ records: number; items: readonly Occurrence[] }>;
  /** Different records of each identifier by `stepKey`, all in one question; counting may stop somewhere above `walkBounds.tooCommonRecords`. */
  recordCounts(identifiers: readonly Identifier[]): Promise<ReadonlyMap<string, number>>;
  /** Every identifier that the given records hold, those of the records themselves included. */
  identifiersIn(records: readonly { datasetId: number; recordKey: string }[]): Promise<readonly Occurrence[]>;
}

export type StepState = 'certain' | 'proposed' | 'accepted' | 'dropped';

/** Why a step is certain or only proposed; the page words it. */
export type Why =
  | 'typed'
  | 'typedRole'
  | 'typedName'
  | 'sameRecord'
  | 'recordsOfIt'
  | 'inFreeText'
  | 'foundInFreeText'
  | 'severalPersons'
  | 'sharedByMany'
  | 'tooCommon'
  | 'tooFar'
  | 'tooMany'
  | 'weakKind'
  | 'refersTo'
  | 'fromUncertain';

export interface Step extends Identifier {
  readonly state: StepState;
  readonly why: Why;
  /** The step and the dataset that revealed this one; null for what was typed. */
  readonly from: { readonly kind: string; readonly fingerprint: string; readonly datasetId: number } | null;
  readonly depth: number;
}

/** What a person decided about steps, by `stepKey`. */
export type Decisions = ReadonlyMap<string, 'accepted' | 'dropped'>;

/** What was typed, as the index knows it. `uncertain` marks a role address or a name without birth date: found, but it vouches for nothing. */
export interface Start extends Identifier {
  readonly uncertain: 'role' | 'name' | null;
}

/** Bounds of a walk; each holds per step, so that dropping one step cannot make room for another. */
export const walkBounds = {
  /** Steps away from what was typed at which certainty ends. */
  depth: 4,
  /** Records read per step to see what they reveal. */
  recordsPerStep: 2000,
  /** More records than this: the identifier is too common to be one person's. */
  tooCommonRecords: 1000,
  /** More certain identifiers of one kind from one step than this: proposed only. One person may have many orders and tickets. */
  sameKindPerStep: 8,
  manyPerStep: 40,
  /** Proposals shown per step and kind. */
  proposalsPerStep: 5,
  /** A walk with more steps than this stops widening and says so. */
  steps: 400,
} as const;

/** Kinds that one person has, and that another person does not have. */
export const onePerson: ReadonlySet<string> = new Set(['CUSTOMER', 'BSN', 'NATIONAL_ID']);
/** Kinds that tell persons apart among records that only refer to the same thing (the customers of one employee). */
const tellsApart = new Set([...onePerson, 'EMAIL', 'PHONE', 'IBAN', 'NAME', 'NAME_BIRTH']);
/** Kinds strong enough to widen when a certain record reveals them in a field of its own. */
const strong = new Set([
  'EMAIL',
  'PHONE',
  'IBAN',
  'BSN',
  'NATIONAL_ID',
  'ID_NUMBER',
  'CREDIT_CARD',
  'CUSTOMER',
  'CONTRACT',
  'ORDER',
  'INVOICE',
  'TICKET',
  'LINK',
]);
/** Numbers that an organisation hands out: another system may hand out the same one to somebody else. */
export const handedOut: ReadonlySet<string> = new Set(['CUSTOMER', 'CONTRACT', 'ORDER', 'INVOICE', 'TICKET']);
/** Kinds by which two systems can be seen to mean the same person under one number, or not. */
const agreeing = ['EMAIL', 'PHONE', 'IBAN', 'BSN', 'NATIONAL_ID'];
/** Kinds that make a record one of a person, so that it is worth proposing. */
export const personal: ReadonlySet<string> = new Set([...tellsApart, 'ID_NUMBER', 'CREDIT_CARD', 'POSTCODE_NUMBER']);
/** Kinds of which one person has many. */
const many = new Set(['LINK', 'ORDER', 'INVOICE', 'TICKET']);
/** Kinds that never lead anywhere: many people share a name. */
export const names: ReadonlySet<string> = new Set(['NAME', 'NAME_BIRTH']);

/** Identity of a step within one look-up. */
export function stepKey(identifier: Identifier): string {
  return `${identifier.kind}:${identifier.fingerprint}`;
}

/** Whether a kind may lead from one record to the next at all. */
export function mayWiden(kind: string): boolean {
  return !names.has(kind);
}

/** Identity of a record within the index. */
export const recordKeyOf = (place: { datasetId: number; recordKey: string }): string => `${place.datasetId}/${place.recordKey}`;
/** Order of texts by their code units, the same on every machine. */
export const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** An identifier revealed by one step, judged by that step alone. */
export interface Revealed extends Identifier {
  readonly datasetId: number;
  readonly certain: boolean;
  readonly why: Why;
}

/**
 * Judges what the records of one step reveal. `vouched` is false when the step itself vouches for nobody (a role address, a name, an
 * identifier too common). Certain needs: a strong kind, in a field of its own, in a record that holds the step's identifier in a field of
 * its own, while those records speak of one person only. A reference leads down (from a record's own key to the records that refer to it)
 * with certainty and up (to the record referred to) only as a proposal, because a ticket refers to its handler as well as to its customer.
 */
export function judgeRevealed(from: Identifier, found: readonly Occurrence[], inside: readonly Occurrence[], vouched: Why | null): Revealed[] {
  const holdings = new Map<string, Set<Holding>>();
  for (const place of found) {
    const key = recordKeyOf(place);
    const set = holdings.get(key) ?? new Set();
    holdings.set(key, set.add(place.holding));
  }
  const ownField = (key: string): boolean => {
    const set = holdings.get(key);
    return set !== undefined && (set.has('value') || set.has('ownKey') || set.has('reference'));
  };
  const several = manyPersons(
    from,
    inside.filter((place) => place.holding !== 'text' && ownField(recordKeyOf(place))),
    holdings,
  );
  const best = new Map<string, Revealed>();
  const ordered = [...inside].sort((left, right) => byText(orderOf(left), orderOf(right)));
  for (const place of ordered) {
    if (!mayWiden(place.kind) || (place.kind === from.kind && place.fingerprint === from.fingerprint)) continue;
    const key = recordKeyOf(place);
    if (!holdings.has(key)) continue;
    const why = judgePlace(place, ownField(key), several.all || several.kinds.has(place.kind), vouched);
    const candidate: Revealed = {
      kind: place.kind,
      fingerprint: place.fingerprint,
      datasetId: place.datasetId,
      certain: why === 'sameRecord' || why === 'recordsOfIt',
      why,
    };
    const before = best.get(stepKey(place));
    if (before === undefined || (candidate.certain && !before.certain)) best.set(stepKey(place), candidate);
  }
  return bounded([...best.values()]);
}

/**
 * Whether the records of a step speak of more than one person. Found by an identifier that people share (e-mail, phone): then everything is
 * uncertain. Found by one person's own number: then only the kinds that contradict each other are. Found by following references down: any
 * two different names or addresses among those records mean different persons.
 */
function manyPersons(
  from: Identifier,
  inside: readonly Occurrence[],
  holdings: ReadonlyMap<string, ReadonlySet<Holding>>,
): { all: boolean; kinds: ReadonlySet<string> } {
  const records = new Map<string, Map<string, Set<string>>>();
  const telling = from.kind === 'LINK' ? tellsApart : onePerson;
  for (const place of inside) {
    if (!telling.has(place.kind) || place.kind === from.kind) continue;
    const key = recordKeyOf(place);
    if (from.kind === 'LINK' && holdings.get(key)?.has('ownKey')) continue;
    const ofKind = records.get(place.kind) ?? new Map<string, Set<string>>();
    const values = ofKind.get(key) ?? new Set<string>();
    records.set(place.kind, ofKind.set(key, values.add(place.fingerprint)));
  }
  const kinds = new Set([...records].filter(([, ofKind]) => contradict([...ofKind.values()])).map(([kind]) => kind));
  return { all: kinds.size > 0 && !onePerson.has(from.kind), kinds };
}

/**
 * Whether sets of values, one per record, cannot all be of one person. A record may hold two numbers of the same kind (its own key and the
 * customer number); records that share one of them agree, and so do records that agree with the same record.
 */
function contradict(records: readonly ReadonlySet<string>[]): boolean {
  let groups: Set<string>[] = [];
  for (const values of records) {
    const touching = groups.filter((group) => [...values].some((value) => group.has(value)));
    groups = [...groups.filter((group) => !touching.includes(group)), new Set([...values, ...touching.flatMap((group) => [...group])])];
  }
  return groups.length > 1;
}

/**
 * Whether systems mean different persons by one number: two of them hold e-mail addresses (or telephone numbers, ...) in the records of that
 * number and share none. Systems that hold nothing to compare, such as tickets with only the number, do not disagree.
 */
export function systemsDisagree(found: readonly Occurrence[], inside: readonly Occurrence[]): boolean {
  const own = new Set(found.filter((place) => place.holding !== 'text').map(recordKeyOf));
  const systems = new Map<string, Map<string, Set<string>>>();
  for (const place of inside) {
    if (place.holding === 'text' || !own.has(recordKeyOf(place)) || !agreeing.includes(place.kind)) continue;
    const kinds = systems.get(place.systemId) ?? new Map<string, Set<string>>();
    systems.set(place.systemId, kinds.set(place.kind, (kinds.get(place.kind) ?? new Set<string>()).add(place.fingerprint)));
  }
  const all = [...systems.values()];
  return all.some((left, at) =>
    all.slice(at + 1).some((right) => {
      const both = agreeing.filter((kind) => left.has(kind) && right.has(kind));
      return both.length > 0 && !both.some((kind) => [...left.get(kind)!].some((value) => right.get(kind)!.has(value)));
    }),
  );
}

function orderOf(place: Occurrence): string {
  return `${place.kind}:${place.fingerprint}:${String(place.datasetId).padStart(10, '0')}:${place.recordKey}:${place.fieldId}:${place.holding}`;
}

function judgePlace(place: Occurrence, foundInOwnField: boolean, severalPersons: boolean, vouched: Why | null): Why {
  if (place.holding === 'text') return 'inFreeText';
  if (!foundInOwnField) return 'foundInFreeText';
  if (place.kind === 'LINK' && place.holding === 'reference') return 'refersTo';
  if (!strong.has(place.kind)) return 'weakKind';
  if (vouched !== null) return vouched;
  if (severalPersons) return 'severalPersons';
  return place.kind === 'LINK' ? 'recordsOfIt' : 'sameRecord';
}

/** Keeps the number of certain and of proposed identifiers per kind within bounds; which ones stay depends only on this step. */
function bounded(revealed: readonly Revealed[]): Revealed[] {
  const kept: Revealed[] = [];
  const perKind = new Map<string, Revealed[]>();
  for (const one of revealed) perKind.set(one.kind, [...(perKind.get(one.kind) ?? []), one]);
  for (const several of perKind.values()) {
    const certain = several.filter((one) => one.certain);
    const tooMany = certain.length > (many.has(several[0]!.kind) ? walkBounds.manyPerStep : walkBounds.sameKindPerStep);
    kept.push(
      ...certain
        .map((one) => (tooMany ? { ...one, certain: false, why: 'tooMany' as const } : one))
        .slice(0, tooMany ? walkBounds.proposalsPerStep : undefined),
    );
    kept.push(...several.filter((one) => !one.certain).slice(0, walkBounds.proposalsPerStep));
  }
  return kept.sort((left, right) => byText(stepKey(left), stepKey(right)));
}

/** Whether the records of a step are part of the answer, and what they reveal is followed. */
export function counts(step: Pick<Step, 'state'>): boolean {
  return step.state === 'certain' || step.state === 'accepted';
}
