import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, composeEdits } from './edits.ts';
import { createGuard, explainFinding, isComplete, levelOf, maskText, PolicyProblem, readPolicy, rewriteRules } from './index.ts';
import { phrases } from './rewrite-words.ts';
import { policyForTests } from './testing-policy.ts';

const guard = createGuard(policyForTests());
const desk = { channel: null, team: null };
const rewritten = (text: string) => guard.check(text, desk).rewrite?.text;

describe('levels', () => {
  const rule = (level: 'off' | 'advise' | 'reason' | 'block', channel: string | null, team: string | null) => ({
    label: 'HEALTH' as const,
    channel,
    team,
    level,
  });
  const rules = [rule('block', null, null), rule('reason', null, 'a'), rule('off', 'chat', null), rule('advise', 'chat', 'a')];
  it.each([
    ['mail', 'b', 'block'],
    ['mail', 'a', 'reason'],
    ['chat', 'b', 'off'],
    ['chat', 'a', 'advise'],
    [null, null, 'block'],
  ])('channel %s and team %s: %s', (channel, team, level) => expect(levelOf({ rules }, 'HEALTH', { channel, team })).toBe(level));
  it('advises on a label without a rule', () => expect(levelOf({ rules }, 'UNION', desk)).toBe('advise'));
  it('leaves out what is off, unless it is to be masked', () => {
    const lenient = createGuard(
      policyForTests({ rules: ['HEALTH', 'BSN'].map((label) => ({ label: label as 'BSN', channel: null, team: null, level: 'off' })) }),
    );
    expect(lenient.check('Klant is zwanger.', desk).findings).toEqual([]);
    expect(lenient.check('BSN 111222333 gegeven.', desk)).toMatchObject({ outcome: 'off', rewrite: null, masked: 'BSN ****** gegeven.' });
  });
});

describe('check', () => {
  it('says nothing of a good note', () =>
    expect(guard.check('Klant belt over factuur 5521; uitleg gegeven.', desk)).toEqual({ findings: [], outcome: 'off', rewrite: null, masked: null }));
  it('gives the strictest level', () => expect(guard.check('Mevrouw is zwanger en een trut.', desk).outcome).toBe('block'));
});

describe('rewrite', () => {
  it.each([
    ['Is katholiek, dus niet bellen op zondag.', 'Niet bellen op zondag.'],
    ['Rolstoelgebruiker, graag leveren op de begane grond.', 'Graag leveren op de begane grond.'],
    ['Graag met de lift leveren vanwege zijn reuma.', 'Graag met de lift leveren.'],
    ['Klant is zwanger en wil bezorging voor 12 uur.', 'Klant wil bezorging voor 12 uur.'],
    ['Klant belt over factuur. Is een eikel. Belt morgen terug.', 'Klant belt over factuur. Belt morgen terug.'],
    ['Buurman Kees Blom neemt het pakket aan.', 'Contactpersoon neemt het pakket aan.'],
    ['Betaald met kaart 4111 1111 1111 1111, bon gemaild.', 'Betaald met kaart eindigend op 1111, bon gemaild.'],
    ['Terugbetalen op NL91ABNA0417164300.', 'Terugbetalen op rekening eindigend op 4300.'],
    ['BSN 111222333 genoteerd.', 'BSN (weggelaten) genoteerd.'],
    ['Wachtwoord: Herfst2026!', 'Wachtwoord (weggelaten)'],
    ['Wat een klootzak.', '[wat vroeg of deed de klant?]'],
    ['Heeft drie honden.', ''],
    ['She is diabetic and wants delivery before noon.', 'She wants delivery before noon.'],
    ['Probably Muslim, asked about halal.', 'Asked about halal.'],
  ])('%s -> %s', (bad, good) => expect(rewritten(bad)).toBe(good));
  it('names a rule that people can read for each change', () => {
    for (const change of guard.check('Is joods. Betaalt met 4111 1111 1111 1111.', desk).rewrite!.changes) expect(rewriteRules[change.rule]).toBeDefined();
  });
  it('fires on none of its own phrases', () => {
    for (const both of Object.values(phrases)) for (const phrase of both) expect(guard.check(phrase, desk).findings, phrase).toEqual([]);
  });

  const bits = [
    'Klant belt over factuur 5521',
    'is hartpatiënt',
    'Mevrouw is een trut',
    'dus niet bellen op zaterdag',
    'Is Joods',
    'wil bezorging voor 12 uur',
    'BSN 111222333',
    'kaart 4111 1111 1111 1111',
    'CVC 123',
    'Buurman Kees neemt pakket aan',
    'vanwege zijn reuma',
    'lid van FNV',
    'wachtwoord is Zomer2026!',
    'NL91ABNA0417164300',
    'has cancer',
    'wants a call back',
    'volgens mij dronken',
    'wanbetaler',
    '😀',
    'שלום',
    'a\u200bb',
    'Monteur komt op 12-05',
  ]; // prettier-ignore
  const note = fc
    .array(fc.tuple(fc.constantFrom(...bits), fc.constantFrom(', ', '. ', ' en ', '\n', ' ', '; ', ' and ')), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.flat().join('').trim());
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

  it('adds no word that is not in the note or in a fixed phrase, has no findings left, and changes nothing the second time', () => {
    const fixed = new Set(words(Object.values(phrases).flat().join(' ')));
    fc.assert(
      fc.property(note, (text) => {
        const rewrite = guard.check(text, desk).rewrite;
        if (!rewrite) return;
        const own = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
        for (const word of words(rewrite.text)) expect(own.includes(word) || fixed.has(word), `${word} in ${rewrite.text}`).toBe(true);
        const again = guard.check(rewrite.text, desk);
        expect(again.findings, rewrite.text).toEqual([]);
        expect(again.rewrite).toBeNull();
        expect(applyEdits(text, rewrite.changes)).toBe(rewrite.text);
      }),
      { numRuns: 300 },
    );
  });
  it('finds a rewrite for every note of the sort', () => {
    fc.assert(
      fc.property(note, (text) => {
        const check = guard.check(text, desk);
        expect(check.outcome === 'off' || check.rewrite !== null, text).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('edits', () => {
  it('composes two rounds of edits into one', () => {
    const edit = (length: number) =>
      fc
        .tuple(fc.nat(length), fc.nat(length), fc.string({ maxLength: 4 }))
        .map(([a, b, becomes]) => ({ start: Math.min(a, b), end: Math.max(a, b), becomes, rule: 'x' }));
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 20 }), edit(6), fc.infiniteStream(edit(1000)), (text, first, stream) => {
        const middle = applyEdits(text, [first]);
        const raw = stream.next().value;
        const second = { ...raw, start: Math.min(raw.start, middle.length), end: Math.min(raw.end, middle.length) };
        expect(applyEdits(text, composeEdits(text, [first], [second]))).toBe(applyEdits(middle, [second]));
      }),
    );
  });
});

describe('mask', () => {
  const masked = (text: string) => guard.check(text, desk).masked;
  it.each([
    ['Kaart 4111 1111 1111 1111, CVC 123', 'Kaart **** **** **** 1111, CVC ******'],
    ['BSN 111222333', 'BSN ******'],
    ['Wachtwoord: Zomer2026!', 'Wachtwoord: ******'],
    ['Klant is zwanger', null],
  ])('%s', (text, becomes) => expect(masked(text)).toBe(becomes));
  it('changes nothing the second time, and keeps at most the last four of a card', () => {
    const text = 'Kaart 4111111111111111 met cvc 123 en wachtwoord: Zomer2026!';
    const once = masked(text)!;
    expect(guard.check(once, desk).masked).toBeNull();
    expect(once.match(/\d/g)!.join('')).toBe('1111');
    expect(maskText('geen', [], ['BSN'])).toBe('geen');
  });
  it('waits while a number is being typed', () => {
    const finding = (text: string) => guard.findings(text, desk).find((one) => one.mask)!;
    const fifteen = '4111 1111 1111 1111';
    expect(isComplete(fifteen, finding(fifteen), fifteen.length)).toBe(true);
    const short = 'kaart 4222222222222';
    expect(finding(short).label).toBe('CARD');
    expect(isComplete(short, finding(short), short.length)).toBe(false);
    expect(isComplete(`${short} `, finding(`${short} `), short.length + 1)).toBe(false);
    expect(isComplete(`${short}, `, finding(`${short}, `), short.length + 2)).toBe(true);
    expect(isComplete(short, finding(short), null)).toBe(true);
    expect(isComplete('cvc 123', finding('cvc 123'), 7)).toBe(false);
    expect(isComplete('cvc 123 ', finding('cvc 123 '), 8)).toBe(true);
  });
});

describe('explainFinding', () => {
  it('says what, why and the source in both languages', () => {
    const [finding] = guard.findings('Klant is zwanger.', desk);
    expect(explainFinding(finding, 'nl')).toMatchObject({ what: 'Gezondheid', source: 'AVG art. 9(1)' });
    expect(explainFinding(finding, 'en')).toMatchObject({ what: 'Health', source: 'GDPR art. 9(1)' });
  });
});

describe('readPolicy', () => {
  it('reads its own JSON back', () => expect(readPolicy(JSON.parse(JSON.stringify(policyForTests())))).toEqual(policyForTests()));
  it.each([
    [null, 'policy: must be an object'],
    [{ ...policyForTests(), version: 'x' }, 'version: must be a whole number'],
    [{ ...policyForTests(), language: 'fr' }, 'language: must be one of nl, en'],
    [{ ...policyForTests(), rules: [{ label: 'NOPE', channel: null, team: null, level: 'block' }] }, 'rules[0].label'],
    [{ ...policyForTests(), rules: [{ label: 'BSN', channel: null, team: null, level: 'shout' }] }, 'rules[0].level'],
    [{ ...policyForTests(), fields: 'all' }, 'fields: must be a list'],
    [{ ...policyForTests(), sendCounts: 1 }, 'sendCounts: must be true or false'],
  ])('refuses %#', (value, said) => {
    expect(() => readPolicy(value)).toThrow(PolicyProblem);
    expect(() => readPolicy(value)).toThrow(said as string);
  });
});
