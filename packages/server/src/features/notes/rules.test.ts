import { guardLevels, levelOf } from '@waarborg/guard';
import { neverReleasedLabels, type noteLabelCodes } from '@waarborg/law';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDraft, startDoc } from '../channels/rules.ts';
import { choiceProblems, type GuardChoices, levelForRule, rulesFrom, startChoices } from './rules.ts';

const start = startDoc();
const team = '01935000-0000-7000-8000-0000000000a1';
const level = (rules: ReturnType<typeof rulesFrom>, label: (typeof noteLabelCodes)[number], channel: string | null = null, of: string | null = null) =>
  levelOf({ rules }, label, { channel, team: of });

describe('levels from the channel rules', () => {
  it.each([
    ['HEALTH', 'forbidden', 'block'],
    ['IBAN', 'discouraged', 'reason'],
    ['IBAN', 'allowed', 'off'],
    ['HEALTH', 'allowed', 'advise'],
    ['BSN', 'allowed', 'advise'],
    ['PROFANITY', 'allowed', 'advise'],
  ] as const)('%s %s is %s', (label, rule, expected) => expect(levelForRule(label, rule)).toBe(expected));
  it.each([
    ['HEALTH', null, 'block'],
    ['IBAN', null, 'reason'],
    ['IBAN', 'phone', 'reason'],
    ['IBAN', 'whatsapp', 'block'],
    ['THIRD_PERSON', 'phone', 'reason'],
    ['THIRD_PERSON', 'social-public', 'block'],
    ['INSULT', 'phone', 'block'],
    ['JUDGEMENT', null, 'reason'],
    ['PROFANITY', 'desk', 'advise'],
    ['CVV', 'desk', 'block'],
  ] as const)('as it comes: %s on %s is %s', (label, channel, expected) => expect(level(rulesFrom(start, []), label, channel)).toBe(expected));
  it('follow a change of the rules, on that channel only', () => {
    const { doc } = applyDraft(start, { channels: [], cells: [{ channel: 'phone', kind: 'iban', ask: 'allowed', record: 'allowed' }] });
    expect(level(rulesFrom(doc, []), 'IBAN', 'phone')).toBe('off');
    expect(level(rulesFrom(doc, []), 'IBAN', 'email')).toBe('reason');
    expect(level(rulesFrom(doc, []), 'IBAN')).toBe('reason');
  });
  it('leave out channels that are off', () => {
    const { doc } = applyDraft(start, { channels: [{ id: 'whatsapp', on: false }], cells: [] });
    expect(rulesFrom(doc, []).some((rule) => rule.channel === 'whatsapp')).toBe(false);
  });
});

describe('overrides', () => {
  it('hold everywhere they cover, the most specific first', () => {
    const rules = rulesFrom(start, [
      { label: 'IBAN', channel: null, team: null, level: 'advise' },
      { label: 'IBAN', channel: 'whatsapp', team: null, level: 'reason' },
      { label: 'IBAN', channel: null, team, level: 'block' },
    ]);
    expect([level(rules, 'IBAN'), level(rules, 'IBAN', 'social-dm'), level(rules, 'IBAN', 'whatsapp')]).toEqual(['advise', 'advise', 'reason']);
    expect([level(rules, 'IBAN', 'phone', team), level(rules, 'IBAN', null, team), level(rules, 'IBAN', 'whatsapp', team)]).toEqual([
      'block',
      'block',
      'reason',
    ]);
    expect(level(rules, 'IBAN', 'email', 'another')).toBe('advise');
  });
  it('mean to the guard exactly what they say, whatever they are', () => {
    const channels = [null, 'phone', 'whatsapp', 'email'];
    const teams = [null, 'a', 'b'];
    const override = fc.record({
      label: fc.constantFrom('IBAN', 'HEALTH') as fc.Arbitrary<'IBAN' | 'HEALTH'>,
      channel: fc.constantFrom(...channels),
      team: fc.constantFrom(...teams),
      level: fc.constantFrom(...guardLevels),
    });
    const set = fc.uniqueArray(override, { maxLength: 6, selector: (one) => `${one.label}${one.channel}${one.team}` });
    fc.assert(
      fc.property(set, fc.constantFrom(...channels), fc.constantFrom(...teams), (overrides, channel, of) => {
        for (const label of ['IBAN', 'HEALTH'] as const) {
          const covering = overrides
            .filter((one) => one.label === label && [null, channel].includes(one.channel) && [null, of].includes(one.team))
            .sort((l, r) => Number(r.channel !== null) * 2 + Number(r.team !== null) - Number(l.channel !== null) * 2 - Number(l.team !== null));
          const expected = covering[0]?.level ?? level(rulesFrom(start, []), label, channel);
          expect(level(rulesFrom(start, overrides), label, channel, of)).toBe(expected);
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});

describe('settings that cannot be saved', () => {
  const say = (more: Partial<GuardChoices>) => choiceProblems({ ...startChoices, ...more }, start).map((one) => one.path);
  const decision = { decidedBy: 'Directie', decidedOn: '2026-11-01', where: 'Besluit 12', worksCouncil: 'agreed', worksCouncilNote: '' } as const;
  it('none as it comes', () => expect(say({})).toEqual([]));
  it.each(neverReleasedLabels)('%s is always blocked and masked', (label) => {
    expect(say({ overrides: [{ label, channel: 'phone', team: null, level: 'reason' }] })).toEqual(['overrides.0.level']);
    expect(say({ maskAtOnce: startChoices.maskAtOnce.filter((one) => one !== label) })).toEqual(['maskAtOnce']);
  });
  it('counting needs a decision', () => {
    expect(say({ sendCounts: true })).toEqual(['decision']);
    expect(say({ sendCounts: true, decision })).toEqual([]);
  });
  it('channels and teams must be there, and nothing twice', () => {
    const rule = { label: 'IBAN', channel: null, team: null, level: 'off' } as const;
    expect(say({ overrides: [{ ...rule, channel: 'fax' }, { ...rule, team }, rule, rule] })).toEqual([
      'overrides.0.channel',
      'overrides.1.team',
      'overrides.3',
    ]);
    const teams = [
      { id: team, name: 'Oost', size: 5 },
      { id: `${team.slice(0, -1)}2`, name: 'oost', size: 6 },
    ];
    expect(say({ teams })).toEqual(['teams']);
  });
});
