import { DistinctCount } from './hyperloglog.ts';

/** Masked examples kept per kind. */
const EVIDENCE = 3;

/** What was seen of one kind (span type or flag code) in one field. Times are milliseconds since 1970. */
export interface KindTally {
  /** Occurrences; in a typed column the values of that kind. */
  count: number;
  /** Values that hold it at least once. */
  values: number;
  /** Sum over occurrences, so that merging stays exact; divided by count it is the confidence. */
  confidence: number;
  /** Reason codes and how often each decided. */
  reasons: Record<string, number>;
  /** Masked examples; never a value. */
  evidence: string[];
  oldest: number | null;
  newest: number | null;
  /** Different identifiers of this kind; null for kinds that identify nobody. */
  persons: DistinctCount | null;
}

/** Everything one pass over (part of) a field yields; merges with that of any other part. */
export interface FieldProfile {
  values: number;
  nulls: number;
  kinds: Record<string, KindTally>;
}

/** Profile of (part of) a dataset. `fields` by field ordinal. */
export interface DatasetProfile {
  rows: number;
  bytes: number;
  oldest: number | null;
  newest: number | null;
  fields: Record<number, FieldProfile>;
}

/** An empty profile. */
export function emptyProfile(): DatasetProfile {
  return { rows: 0, bytes: 0, oldest: null, newest: null, fields: {} };
}

/** The field's profile, made when it is not there yet. */
export function fieldOf(profile: DatasetProfile, ordinal: number): FieldProfile {
  return (profile.fields[ordinal] ??= { values: 0, nulls: 0, kinds: {} });
}

/** The kind's tally, made when it is not there yet. */
export function tallyOf(field: FieldProfile, kind: string): KindTally {
  return (field.kinds[kind] ??= { count: 0, values: 0, confidence: 0, reasons: {}, evidence: [], oldest: null, newest: null, persons: null });
}

/** Stretches the tally's ages to include an instant; NaN is no instant. */
export function stretch(ages: { oldest: number | null; newest: number | null }, at: number): void {
  if (Number.isNaN(at)) return;
  if (ages.oldest === null || at < ages.oldest) ages.oldest = at;
  if (ages.newest === null || at > ages.newest) ages.newest = at;
}

/**
 * Keeps a masked example if it is among the few kept. Which ones stay depends only on the texts themselves, never on the order they came
 * in, so that profiles merge to the same result whatever the order of chunks.
 */
export function keepEvidence(tally: KindTally, masked: string): void {
  const list = tally.evidence;
  if (list.includes(masked)) return;
  list.push(masked);
  if (list.length > EVIDENCE || list.length > 1) list.sort(byEvidence);
  if (list.length > EVIDENCE) list.pop();
}

function byEvidence(left: string, right: string): number {
  return scatter(left) - scatter(right) || (left < right ? -1 : left > right ? 1 : 0);
}

/** FNV-1a, so that the examples kept are not simply the first of the alphabet. */
function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Adds `from` to `into`. Associative and commutative. `from` is left as it was. */
export function mergeProfile(into: DatasetProfile, from: DatasetProfile): void {
  into.rows += from.rows;
  into.bytes += from.bytes;
  mergeAges(into, from);
  for (const [ordinal, field] of Object.entries(from.fields)) {
    const mine = fieldOf(into, Number(ordinal));
    mine.values += field.values;
    mine.nulls += field.nulls;
    for (const [kind, tally] of Object.entries(field.kinds)) mergeTally(tallyOf(mine, kind), tally);
  }
}

function mergeTally(into: KindTally, from: KindTally): void {
  into.count += from.count;
  into.values += from.values;
  into.confidence += from.confidence;
  for (const [reason, times] of Object.entries(from.reasons)) into.reasons[reason] = (into.reasons[reason] ?? 0) + times;
  for (const masked of from.evidence) keepEvidence(into, masked);
  mergeAges(into, from);
  if (from.persons) (into.persons ??= new DistinctCount()).merge(from.persons);
}

function mergeAges(into: { oldest: number | null; newest: number | null }, from: { oldest: number | null; newest: number | null }): void {
  if (from.oldest !== null) stretch(into, from.oldest);
  if (from.newest !== null) stretch(into, from.newest);
}

/** Reads a profile from its JSON form (distinct counts are text there). */
export function parseProfile(json: unknown): DatasetProfile {
  const profile = structuredClone(json) as DatasetProfile;
  for (const field of Object.values(profile.fields)) {
    for (const tally of Object.values(field.kinds)) {
      if (typeof tally.persons === 'string') tally.persons = DistinctCount.parse(tally.persons);
    }
  }
  return profile;
}

/** The reason that decided most often. */
export function mainReason(tally: KindTally): string {
  return Object.entries(tally.reasons).sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1))[0]?.[0] ?? '';
}

/** Mean confidence of the occurrences, two decimals. */
export function confidenceOf(tally: KindTally): number {
  return tally.count === 0 ? 0 : Math.round((tally.confidence / tally.count) * 100) / 100;
}
