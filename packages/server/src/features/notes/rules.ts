import type { GuardRule, GuardSettings } from '@waarborg/contract';
import { type GuardLevel, guardLevels } from '@waarborg/guard';
import { dataKindFacts, maskedLabels, type NoteLabelCode, neverReleasedLabels, noteLabelCodes, noteLabels, type RuleLevel } from '@waarborg/law';
import type { RefusalPlace } from '../../kernel/errors.ts';
import type { ChannelDoc, StoredChannel } from '../channels/index.ts';

/** What the team lead decides about the guard, beside the channel rules. */
export type GuardChoices = Pick<GuardSettings, 'overrides' | 'maskAtOnce' | 'sendCounts' | 'decision' | 'emergency' | 'fields' | 'teams' | 'origins'>;

/** The guard as the product comes: levels of the channel rules, numbers masked, nothing counted until somebody decided so. */
export const startChoices: GuardChoices = {
  overrides: [],
  maskAtOnce: [...maskedLabels],
  sendCounts: false,
  decision: null,
  emergency: true,
  fields: [],
  teams: [],
  origins: [],
};

/** Rules of one policy at the most; a guard refuses to read more. */
export const MOST_RULES = 5000;

const stricter = (left: GuardLevel, right: GuardLevel): GuardLevel => (guardLevels.indexOf(left) >= guardLevels.indexOf(right) ? left : right);
const milder = (left: GuardLevel, right: GuardLevel): GuardLevel => (stricter(left, right) === left ? right : left);

/** What the guard does where the rule says so: forbidden is blocked, discouraged needs a reason, allowed passes; with a ground on record it is still pointed out, because free text is not the shielded field. */
export function levelForRule(label: NoteLabelCode, rule: RuleLevel): GuardLevel {
  if (rule === 'forbidden') return 'block';
  if (rule === 'discouraged') return 'reason';
  const { kind } = noteLabels[label];
  return kind === null || dataKindFacts[kind].release !== 'free' ? 'advise' : 'off';
}

function onChannel(label: NoteLabelCode, channel: StoredChannel): GuardLevel {
  const { kind, guide } = noteLabels[label];
  return levelForRule(label, kind === null ? guide : channel.cells[kind].record);
}

/** Where the channel is not known: the notes guide, or milder when every channel that is on is milder. */
function anywhere(label: NoteLabelCode, channels: readonly StoredChannel[]): GuardLevel {
  const guide = levelForRule(label, noteLabels[label].guide);
  const strictest = channels.map((channel) => onChannel(label, channel)).reduce<GuardLevel>(stricter, 'off');
  return channels.length === 0 ? guide : milder(guide, strictest);
}

/**
 * The rules of a policy. An override holds everywhere it covers (null means any) and the most specific one wins; without one the channel
 * rules decide. Only what the order of a guard (channel and team, channel, team, general) does not say by itself is written out.
 */
export function rulesFrom(doc: ChannelDoc, overrides: readonly GuardRule[]): GuardRule[] {
  const channels = doc.channels.filter((channel) => channel.on);
  return noteLabelCodes.flatMap((label) => {
    const own = overrides.filter((one) => one.label === label);
    const teams = [...new Set(own.flatMap((one) => (one.team === null ? [] : [one.team])))];
    const wanted = (channel: StoredChannel | null, team: string | null): GuardLevel =>
      overrideFor(own, channel?.id ?? null, team) ?? (channel === null ? anywhere(label, channels) : onChannel(label, channel));
    const general = wanted(null, null);
    const rules: GuardRule[] = [{ label, channel: null, team: null, level: general }];
    const ofChannel = new Map(channels.map((channel) => [channel.id, wanted(channel, null)]));
    for (const [channel, level] of ofChannel) if (level !== general) rules.push({ label, channel, team: null, level });
    for (const team of teams) {
      const ofTeam = wanted(null, team);
      if (ofTeam !== general) rules.push({ label, channel: null, team, level: ofTeam });
      for (const channel of channels) {
        const level = wanted(channel, team);
        const said = ofChannel.get(channel.id) !== general ? ofChannel.get(channel.id) : ofTeam;
        if (level !== said) rules.push({ label, channel: channel.id, team, level });
      }
    }
    return rules;
  });
}

function overrideFor(own: readonly GuardRule[], channel: string | null, team: string | null): GuardLevel | undefined {
  const covering = own.filter((one) => (one.channel === null || one.channel === channel) && (one.team === null || one.team === team));
  const weight = (one: GuardRule) => (one.channel === null ? 0 : 2) + (one.team === null ? 0 : 1);
  return covering.sort((left, right) => weight(right) - weight(left))[0]?.level;
}

/** Everything that stands in the way of saving these settings. */
export function choiceProblems(choices: GuardChoices, doc: ChannelDoc): RefusalPlace[] {
  const problems: RefusalPlace[] = [];
  const channels = new Set(doc.channels.map((channel) => channel.id));
  const teams = new Set(choices.teams.map((team) => team.id));
  const seen = new Set<string>();
  choices.overrides.forEach((one, at) => {
    const path = `overrides.${at}`;
    const key = `${one.label} ${one.channel} ${one.team}`;
    if (seen.has(key)) problems.push({ path, message: 'stands here twice', nl: 'staat hier twee keer' });
    seen.add(key);
    if (one.channel !== null && !channels.has(one.channel))
      problems.push({ path: `${path}.channel`, message: 'is not a channel of this organisation', nl: 'is geen kanaal van deze organisatie' });
    if (one.team !== null && !teams.has(one.team))
      problems.push({ path: `${path}.team`, message: 'is not a team of this organisation', nl: 'is geen team van deze organisatie' });
    if ((neverReleasedLabels as readonly string[]).includes(one.label) && one.level !== 'block')
      problems.push({
        path: `${path}.level`,
        message: 'this label is always blocked (PCI DSS 3.3.1, GDPR Art. 32)',
        nl: 'deze soort wordt altijd geblokkeerd (PCI DSS 3.3.1, AVG art. 32)',
      });
  });
  choices.fields.forEach((field, at) => {
    // The extension would ask every agent for all their pages, of whatever site.
    if (/^[^:]+:\/\/(\*|\*\.[^./]+)(:\d+)?\//.test(field.address))
      problems.push({
        path: `fields.${at}.address`,
        message: 'must name the host: a pattern for every site would have the guard read along everywhere',
        nl: 'noem de server: met een patroon voor elke site zou de wacht overal meelezen',
      });
    if (field.channel !== null && !channels.has(field.channel))
      problems.push({ path: `fields.${at}.channel`, message: 'is not a channel of this organisation', nl: 'is geen kanaal van deze organisatie' });
  });
  for (const label of neverReleasedLabels)
    if (!choices.maskAtOnce.includes(label)) problems.push({ path: 'maskAtOnce', message: `must hold ${label}`, nl: `${label} hoort hier altijd bij` });
  if (choices.sendCounts && choices.decision === null)
    problems.push({
      path: 'decision',
      message: 'counting needs a decision on record, with what the works council was told (WOR art. 27(1)(l); BE: CAO 81)',
      nl: 'tellen vraagt een vastgelegd besluit, met wat de ondernemingsraad is voorgelegd (WOR art. 27 lid 1 onder l; België: CAO 81)',
    });
  if (new Set(choices.teams.map((team) => team.name.toLowerCase())).size !== choices.teams.length)
    problems.push({ path: 'teams', message: 'two teams have the same name', nl: 'twee teams heten hetzelfde' });
  if (rulesFrom(doc, choices.overrides).length > MOST_RULES)
    problems.push({ path: 'overrides', message: `make more than ${MOST_RULES} rules together`, nl: `geven samen meer dan ${MOST_RULES} regels` });
  return problems;
}
