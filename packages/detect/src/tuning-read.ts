import { type DetectorTuning, type OwnPattern, type SwitchedOff, tuningLimits } from './tuning.ts';
import { wordsIn } from './tuning-phrases.ts';
import { parseShape } from './tuning-shape.ts';
import { type AccountRealm, accountRealms, type FlagCode, flagCodes, type SpanType, spanTypes } from './types.ts';

/** What is wrong with one entry of a tuning. `at` is its place ("patterns[2].shape", numbered from 0). */
export interface TuningProblem {
  readonly at: string;
  readonly nl: string;
  readonly en: string;
}

/** Thrown where a tuning with mistakes is used; `problems` says where and why. */
export class TuningError extends RangeError {
  readonly problems: readonly TuningProblem[];
  constructor(problems: readonly TuningProblem[]) {
    super(problems.map((one) => `${one.at}: ${one.en}`).join('; '));
    this.name = 'TuningError';
    this.problems = problems;
  }
}

type Say = (at: string, nl: string, en: string) => undefined;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isKind = (value: unknown): value is SpanType | FlagCode => spanTypes.includes(value as SpanType) || flagCodes.includes(value as FlagCode);
const isConfidence = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

/**
 * Reads a tuning from anything (a JSON document, a form). Nothing is taken over when something is wrong: then every wrong entry is named with its place and
 * the reason. Entries it does not know are wrong too, so that a misspelt one is not lost in silence.
 */
export function readTuning(value: unknown): { readonly tuning: DetectorTuning } | { readonly problems: readonly TuningProblem[] } {
  const problems = tuningProblems(value);
  return problems.length > 0 ? { problems } : { tuning: value as DetectorTuning };
}

/** Everything that is wrong with a tuning; empty when it is right. At most 100. */
export function tuningProblems(value: unknown): readonly TuningProblem[] {
  const problems: TuningProblem[] = [];
  const say: Say = (at, nl, en) => {
    if (problems.length < 100) problems.push({ at, nl, en });
    return undefined;
  };
  if (!isObject(value)) {
    say('', 'is geen afstelling (een JSON-object)', 'is not a tuning (a JSON object)');
    return problems;
  }
  unknownKeys(value, ['patterns', 'allow', 'off', 'minConfidence', 'minConfidenceOf'], '', say);
  const ids = new Set<string>();
  each(value['patterns'], 'patterns', tuningLimits.patterns, say, (one, at) => readPattern(one, at, ids, say));
  each(value['allow'], 'allow', tuningLimits.allow, say, (one, at) => readPhrase(one, at, say));
  each(value['off'], 'off', tuningLimits.off, say, (one, at) => readOff(one, at, say));
  const least = value['minConfidence'];
  if (least !== undefined && !isConfidence(least)) say('minConfidence', 'is geen getal van 0 tot 1', 'is not a number from 0 to 1');
  const leastOf = value['minConfidenceOf'];
  if (leastOf !== undefined && !isObject(leastOf)) say('minConfidenceOf', 'is geen object', 'is not an object');
  else {
    for (const [kind, least] of Object.entries(leastOf ?? {})) {
      const at = `minConfidenceOf.${kind.slice(0, 40)}`;
      if (!isKind(kind)) say(at, 'is geen bekende soort', 'is not a known kind');
      else if (!isConfidence(least)) say(at, 'is geen getal van 0 tot 1', 'is not a number from 0 to 1');
    }
  }
  return problems;
}

function each(value: unknown, at: string, most: number, say: Say, read: (one: unknown, at: string) => void): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) say(at, 'is geen lijst', 'is not a list');
  else if (value.length > most) say(at, `heeft er ${value.length}; ten hoogste ${most}`, `has ${value.length}; at most ${most}`);
  else for (const [index, one] of value.entries()) read(one, `${at}[${index}]`);
}

function unknownKeys(value: Record<string, unknown>, known: readonly string[], at: string, say: Say): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) say(`${at}${at === '' ? '' : '.'}${key.slice(0, 40)}`, 'is onbekend', 'is unknown');
  }
}

function readPattern(value: unknown, at: string, ids: Set<string>, say: Say): undefined {
  if (!isObject(value)) return say(at, 'is geen patroon (een object)', 'is not a pattern (an object)');
  unknownKeys(value, ['id', 'name', 'shape', 'kind', 'realm', 'near'], at, say);
  const { id, name, shape, kind, realm, near } = value as Partial<Record<keyof OwnPattern, unknown>>;
  if (typeof id !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(id))
    say(`${at}.id`, 'is geen kenmerk van 1 tot 64 letters, cijfers en streepjes', 'is not an id of 1 to 64 letters, digits and dashes');
  else if (ids.has(id)) say(`${at}.id`, `"${id}" komt al voor`, `"${id}" is there already`);
  else ids.add(id);
  if (typeof name !== 'string' || name.trim() === '' || name.length > tuningLimits.name)
    say(`${at}.name`, `is geen naam van 1 tot ${tuningLimits.name} tekens`, `is not a name of 1 to ${tuningLimits.name} characters`);
  if (!isKind(kind)) say(`${at}.kind`, 'is geen bekende soort', 'is not a known kind');
  if (realm !== undefined && !accountRealms.includes(realm as AccountRealm)) say(`${at}.realm`, 'is geen bekende reeks', 'is not a known number space');
  else if (realm !== undefined && kind !== 'ACCOUNT_ID') say(`${at}.realm`, 'hoort alleen bij ACCOUNT_ID', 'belongs to ACCOUNT_ID only');
  each(near, `${at}.near`, tuningLimits.near, say, (one, place) => readPhrase(one, place, say));
  if (typeof shape !== 'string') return say(`${at}.shape`, 'is geen tekst', 'is not a text');
  const read = parseShape(shape, Array.isArray(near) && near.length > 0);
  if ('problem' in read) say(`${at}.shape`, read.problem.nl, read.problem.en);
}

function readPhrase(value: unknown, at: string, say: Say): undefined {
  if (typeof value !== 'string') return say(at, 'is geen tekst', 'is not a text');
  if (value.length > tuningLimits.allowCharacters)
    return say(at, `is langer dan ${tuningLimits.allowCharacters} tekens`, `is longer than ${tuningLimits.allowCharacters} characters`);
  const words = wordsIn(value);
  if (words === 0) say(at, 'heeft geen woord of getal', 'has no word or number');
  else if (words > tuningLimits.allowWords) say(at, `heeft meer dan ${tuningLimits.allowWords} woorden`, `has more than ${tuningLimits.allowWords} words`);
}

function readOff(value: unknown, at: string, say: Say): undefined {
  if (!isObject(value)) return say(at, 'is geen schakelaar (een object)', 'is not a switch (an object)');
  unknownKeys(value, ['kind', 'channel'], at, say);
  const { kind, channel } = value as Partial<Record<keyof SwitchedOff, unknown>>;
  if (!isKind(kind)) say(`${at}.kind`, 'is geen bekende soort', 'is not a known kind');
  if (channel !== undefined && (typeof channel !== 'string' || !/^[a-z0-9][a-z0-9_-]{0,39}$/i.test(channel)))
    say(`${at}.channel`, 'is geen code van een kanaal', 'is not the code of a channel');
}
