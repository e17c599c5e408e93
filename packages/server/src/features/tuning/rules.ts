import type { TuningChanges } from '@waarborg/contract';
import type { DetectorTuning, OwnPattern, SwitchedOff } from '@waarborg/detect';

const switchName = ({ kind, channel }: SwitchedOff): string => (channel === undefined ? kind : `${kind}@${channel}`);
const fold = (word: string): string => word.trim().toLowerCase();

/** What changed from one tuning to the next, without the words that are allowed. */
export function changesBetween(before: DetectorTuning, after: DetectorTuning): TuningChanges {
  const old = new Map((before.patterns ?? []).map((pattern) => [pattern.id, pattern]));
  const fresh = new Map((after.patterns ?? []).map((pattern) => [pattern.id, pattern]));
  const oldWords = new Set((before.allow ?? []).map(fold));
  const newWords = new Set((after.allow ?? []).map(fold));
  const oldOff = new Set((before.off ?? []).map(switchName));
  const newOff = new Set((after.off ?? []).map(switchName));
  const kinds = [...new Set([...Object.keys(before.minConfidenceOf ?? {}), ...Object.keys(after.minConfidenceOf ?? {})])] as (keyof NonNullable<
    DetectorTuning['minConfidenceOf']
  >)[];
  return {
    patternsAdded: [...fresh.keys()].filter((id) => !old.has(id)),
    patternsChanged: [...fresh].filter(([id, pattern]) => old.has(id) && !samePattern(old.get(id), pattern)).map(([id]) => id),
    patternsRemoved: [...old.keys()].filter((id) => !fresh.has(id)),
    allowAdded: [...newWords].filter((word) => !oldWords.has(word)).length,
    allowRemoved: [...oldWords].filter((word) => !newWords.has(word)).length,
    switchedOff: [...newOff].filter((one) => !oldOff.has(one)),
    switchedOn: [...oldOff].filter((one) => !newOff.has(one)),
    confidence: [
      ...(before.minConfidence === after.minConfidence ? [] : ['*']),
      ...kinds.filter((kind) => before.minConfidenceOf?.[kind] !== after.minConfidenceOf?.[kind]),
    ],
  };
}

function samePattern(one: OwnPattern | undefined, other: OwnPattern): boolean {
  const told = (pattern: OwnPattern) => JSON.stringify([pattern.name, pattern.shape, pattern.kind, pattern.realm ?? null, pattern.near ?? []]);
  return one !== undefined && told(one) === told(other);
}

/** True when a version would change nothing. */
export const nothingIn = (changes: TuningChanges): boolean =>
  Object.values(changes).every((value) => (Array.isArray(value) ? value.length === 0 : value === 0));

/** An id for a pattern that nobody has yet: the name in plain letters, numbered when taken. */
export function patternId(name: string, taken: ReadonlySet<string>): string {
  const plain =
    name
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'patroon';
  if (!taken.has(plain)) return plain;
  for (let number = 2; ; number++) if (!taken.has(`${plain}-${number}`)) return `${plain}-${number}`;
}
