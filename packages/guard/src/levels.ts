import type { FlagCode } from '@waarborg/detect';
import { type GuardLevel, type GuardPolicy, guardLevels, type NotePlace } from './policy.ts';

/** Whether the first level asks more of the writer than the second. */
export function isStricter(one: GuardLevel, other: GuardLevel): boolean {
  return guardLevels.indexOf(one) > guardLevels.indexOf(other);
}

/** The strictest of the levels; 'off' when there are none. */
export function strictest(levels: Iterable<GuardLevel>): GuardLevel {
  let found: GuardLevel = 'off';
  for (const level of levels) if (isStricter(level, found)) found = level;
  return found;
}

/**
 * What the policy says of a label in a place. The most specific rule wins: channel and team, then channel, then team, then the general one; of two equally specific rules the
 * stricter. A label without a rule is 'advise': unknown means not silent.
 */
export function levelOf(policy: Pick<GuardPolicy, 'rules'>, label: FlagCode, place: NotePlace): GuardLevel {
  let best = -1;
  let level: GuardLevel = 'advise';
  for (const rule of policy.rules) {
    if (rule.label !== label) continue;
    if (rule.channel !== null && rule.channel !== place.channel) continue;
    if (rule.team !== null && rule.team !== place.team) continue;
    const specific = (rule.channel === null ? 0 : 2) + (rule.team === null ? 0 : 1);
    if (specific > best || (specific === best && isStricter(rule.level, level))) {
      best = specific;
      level = rule.level;
    }
  }
  return level;
}
