import { flagCodes } from '@waarborg/detect';
import { type GuardPolicy, guardLevels } from './policy.ts';

/** Says which part of a fetched policy is wrong and why. Whoever catches it keeps the policy it had. */
export class PolicyProblem extends Error {
  override readonly name = 'PolicyProblem';
}

type Row = Record<string, unknown>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const most = { rules: 5000, fields: 500, teams: 2000, text: 2000 } as const;

/** Refuses a policy at a place. */
export function fail(place: string, why: string): never {
  throw new PolicyProblem(`${place}: ${why}`);
}
function text(value: unknown, place: string): string {
  if (typeof value !== 'string' || value.length > most.text) fail(place, `must be text of at most ${most.text} characters`);
  return value;
}
const textOrNull = (value: unknown, place: string): string | null => (value === null || value === undefined ? null : text(value, place));
function oneOf<T extends string>(value: unknown, allowed: readonly T[], place: string): T {
  if (!allowed.includes(value as T)) fail(place, `must be one of ${allowed.join(', ')}`);
  return value as T;
}
function flag(value: unknown, place: string): boolean {
  if (typeof value !== 'boolean') fail(place, 'must be true or false');
  return value;
}
function list<T>(value: unknown, place: string, limit: number, read: (one: unknown, place: string) => T): T[] {
  if (!Array.isArray(value)) fail(place, 'must be a list');
  if (value.length > limit) fail(place, `holds ${value.length} entries; at most ${limit} are read`);
  return value.map((one, at) => read(one, `${place}[${at}]`));
}
function row(value: unknown, place: string): Row {
  if (!isRow(value)) fail(place, 'must be an object');
  return value;
}

/**
 * Reads a policy as it came over the wire. Gives a fresh object with the known parts only; throws PolicyProblem with the place and the reason at the first part that is wrong.
 * The detector's own part is looked at by createGuard(), so that reading a policy needs no word lists.
 */
export function readPolicy(value: unknown): GuardPolicy {
  const from = row(value, 'policy');
  if (!Number.isSafeInteger(from['version']) || (from['version'] as number) < 0) fail('version', 'must be a whole number');
  const policy: GuardPolicy = {
    version: from['version'] as number,
    issuedAt: text(from['issuedAt'], 'issuedAt'),
    organisation: text(from['organisation'], 'organisation'),
    language: oneOf(from['language'], ['nl', 'en'], 'language'),
    rules: list(from['rules'], 'rules', most.rules, (one, place) => {
      const rule = row(one, place);
      return {
        label: oneOf(rule['label'], flagCodes, `${place}.label`),
        channel: textOrNull(rule['channel'], `${place}.channel`),
        team: textOrNull(rule['team'], `${place}.team`),
        level: oneOf(rule['level'], guardLevels, `${place}.level`),
      };
    }),
    maskAtOnce: list(from['maskAtOnce'], 'maskAtOnce', flagCodes.length, (one, place) => oneOf(one, flagCodes, place)),
    fields: list(from['fields'], 'fields', most.fields, (one, place) => {
      const field = row(one, place);
      return {
        id: text(field['id'], `${place}.id`),
        name: text(field['name'], `${place}.name`),
        address: text(field['address'], `${place}.address`),
        selector: text(field['selector'], `${place}.selector`),
        channel: textOrNull(field['channel'], `${place}.channel`),
        preset: textOrNull(field['preset'], `${place}.preset`),
      };
    }),
    teams: list(from['teams'], 'teams', most.teams, (one, place) => {
      const team = row(one, place);
      return { id: text(team['id'], `${place}.id`), name: text(team['name'], `${place}.name`) };
    }),
    detector: row(from['detector'], 'detector') as GuardPolicy['detector'],
    sendCounts: flag(from['sendCounts'], 'sendCounts'),
    emergency: flag(from['emergency'], 'emergency'),
  };
  return policy;
}
