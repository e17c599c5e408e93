import type { DetectorTuning, FlagCode, OwnPattern, SpanType, SwitchedOff } from '@waarborg/detect';

/** A kind as findings name it. */
export type KindOf = SpanType | FlagCode;

const fold = (word: string): string => word.trim().toLowerCase();

/** Without empty lists, so that two tunings that mean the same are the same. */
export function tidy(tuning: DetectorTuning): DetectorTuning {
  const { patterns, allow, off, minConfidence, minConfidenceOf } = tuning;
  return {
    ...(patterns?.length ? { patterns } : {}),
    ...(allow?.length ? { allow } : {}),
    ...(off?.length ? { off } : {}),
    ...(minConfidence === undefined ? {} : { minConfidence }),
    ...(minConfidenceOf && Object.keys(minConfidenceOf).length > 0 ? { minConfidenceOf } : {}),
  };
}

/** A word or phrase that never fires any more. */
export function allowWord(tuning: DetectorTuning, word: string): DetectorTuning {
  const allow = tuning.allow ?? [];
  return allow.some((one) => fold(one) === fold(word)) ? tuning : tidy({ ...tuning, allow: [...allow, word.trim()] });
}

/** Takes a word off the list again. */
export function disallowWord(tuning: DetectorTuning, word: string): DetectorTuning {
  return tidy({ ...tuning, allow: (tuning.allow ?? []).filter((one) => one !== word) });
}

const same = (one: SwitchedOff, kind: string, channel: string | undefined): boolean => one.kind === kind && one.channel === channel;

/** Switches a kind off, everywhere or on one channel. Everywhere takes the place of channels. */
export function switchOff(tuning: DetectorTuning, kind: KindOf, channel?: string): DetectorTuning {
  const off = tuning.off ?? [];
  if (off.some((one) => same(one, kind, channel) || same(one, kind, undefined))) return tuning;
  const rest = channel === undefined ? off.filter((one) => one.kind !== kind) : off;
  return tidy({ ...tuning, off: [...rest, channel === undefined ? { kind } : { kind, channel }] });
}

/** Switches it on again. */
export function switchOn(tuning: DetectorTuning, kind: KindOf, channel?: string): DetectorTuning {
  return tidy({ ...tuning, off: (tuning.off ?? []).filter((one) => !same(one, kind, channel)) });
}

/** Sets the least confidence of a kind; undefined means: as it comes. */
export function setLeast(tuning: DetectorTuning, kind: KindOf, least: number | undefined): DetectorTuning {
  const { [kind]: _was, ...rest } = tuning.minConfidenceOf ?? {};
  return tidy({ ...tuning, minConfidenceOf: least === undefined ? rest : { ...rest, [kind]: least } });
}

/** Sets the least confidence over all kinds that have none of their own; undefined means: as it comes. */
export function setLeastOfAll(tuning: DetectorTuning, least: number | undefined): DetectorTuning {
  const { minConfidence: _was, ...rest } = tuning;
  return tidy(least === undefined ? rest : { ...rest, minConfidence: least });
}

/** The least confidence with which a kind counts. */
export function leastOf(tuning: DetectorTuning, kind: string): number {
  return tuning.minConfidenceOf?.[kind as KindOf] ?? tuning.minConfidence ?? 0.5;
}

/** Adds a pattern, or changes the one with its id. */
export function putPattern(tuning: DetectorTuning, pattern: OwnPattern): DetectorTuning {
  const patterns = tuning.patterns ?? [];
  const at = patterns.findIndex((one) => one.id === pattern.id);
  return tidy({ ...tuning, patterns: at < 0 ? [...patterns, pattern] : patterns.with(at, pattern) });
}

/** Takes a pattern away. */
export function removePattern(tuning: DetectorTuning, id: string): DetectorTuning {
  return tidy({ ...tuning, patterns: (tuning.patterns ?? []).filter((one) => one.id !== id) });
}

/** An id that no pattern has, from its name. */
export function freeId(name: string, tuning: DetectorTuning): string {
  const plain =
    name
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'patroon';
  const taken = new Set((tuning.patterns ?? []).map((one) => one.id));
  if (!taken.has(plain)) return plain;
  for (let number = 2; ; number++) if (!taken.has(`${plain}-${String(number)}`)) return `${plain}-${String(number)}`;
}

/** How many entries differ between two tunings. */
export function countChanges(before: DetectorTuning, after: DetectorTuning): number {
  const entries = (tuning: DetectorTuning) =>
    new Set([
      ...(tuning.patterns ?? []).map((one) => `p ${JSON.stringify([one.id, one.name, one.shape, one.kind, one.realm ?? '', one.near ?? []])}`),
      ...(tuning.allow ?? []).map((one) => `a ${fold(one)}`),
      ...(tuning.off ?? []).map((one) => `o ${one.kind} ${one.channel ?? ''}`),
      ...(tuning.minConfidence === undefined ? [] : [`c * ${String(tuning.minConfidence)}`]),
      ...Object.entries(tuning.minConfidenceOf ?? {}).map(([kind, least]) => `c ${kind} ${String(least)}`),
    ]);
  // A changed entry is one, not two: what is told apart by its name counts once.
  const name = (entry: string) => (entry.startsWith('p ') ? `p ${String((JSON.parse(entry.slice(2)) as string[])[0])}` : entry.replace(/^(c \S+) .*/, '$1'));
  const old = entries(before);
  const fresh = entries(after);
  const changed = [...[...old].filter((one) => !fresh.has(one)), ...[...fresh].filter((one) => !old.has(one))];
  return new Set(changed.map(name)).size;
}
