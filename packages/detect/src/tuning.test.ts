import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDetector, type DetectorTuning, ownPatternOf, parseShape, readTuning, spanTypes, TuningError } from './index.ts';
import { matchShape } from './tuning-shape.ts';

const encoder = new TextEncoder();
const spansOf = (text: string, tuning: DetectorTuning, channel?: string) =>
  createDetector(channel === undefined ? { tuning } : { tuning, channel })
    .detect(text)
    .spans.map((span) => `${span.type} ${text.slice(span.start, span.end)} ${span.reason}`);
const flagsOf = (text: string, tuning: DetectorTuning, channel?: string) =>
  createDetector(channel === undefined ? { tuning } : { tuning, channel })
    .detect(text)
    .flags.map((flag) => `${flag.code} ${text.slice(flag.start, flag.end)}`);
const customer = { id: 'kl', name: 'klantnummer', shape: 'KL-9{8}', kind: 'ACCOUNT_ID', realm: 'customer' } as const;

describe('shapes', () => {
  const ends = (shape: string, text: string) => {
    const read = parseShape(shape);
    if ('problem' in read) throw new Error(read.problem.en);
    const bytes = encoder.encode(text);
    return matchShape(read.shape, bytes, read.shape.lead, 0, bytes.length);
  };

  test.each([
    ['KL-9{8}', 'KL-12345678', 11],
    ['KL-9{8}', 'kl-12345678 ', 11],
    ['KL-9{8}', 'KL-123456789', 0],
    ['KL-9{8}', 'KL-1234567', 0],
    ['A{2}9{4,6}', 'ab12345', 7],
    ['A{2}9{4,6}', 'ab1234567', 0],
    ['A9{2,3}A', 'x12y', 4],
    ['9{1,6}9{2}', '12345', 5],
    ['#9{6}', '#123456', 7],
    ['9{4}.9{2}', '1234.56', 7],
    ['9{4}', '1234,50', 0],
    ['9{4}', '1234, daarna', 4],
    ['KL\\A9{3}', 'KLA123', 6],
    ['KL\\A9{3}', 'KLB123', 0],
    ['KL-{0,1}9{4}', 'KL1234', 6],
    ['KL-{0,1}9{4}', 'KL-1234', 7],
    ['*{3}9', 'a1b2', 4],
    ['é9{3}', 'é123', 5],
  ])('%s on "%s" ends at %i', (shape, text, end) => {
    expect(ends(shape, text)).toBe(end);
  });

  test.each([
    ['', 0, 'empty'],
    ['KL-9{8', 4, 'brace'],
    ['KL}', 2, 'brace'],
    ['{3}', 0, 'nothing-to-repeat'],
    ['9{x}', 1, 'range'],
    ['9{3,1}', 1, 'range'],
    ['9{0}', 1, 'range'],
    ['KL-9{62}', 3, 'too-long'],
    ['9{2}', 0, 'too-short'],
    ['KL-\\', 3, 'escape'],
    ['KL\n123', 2, 'character'],
    ['#{0,1}9{6}', 0, 'lead'],
    ['A{6}', 0, 'any-word'],
    ['----', 0, 'any-word'],
  ])('"%s" is refused at %i: %s', (shape, position, code) => {
    const read = parseShape(shape);
    expect('problem' in read && [read.problem.position, read.problem.code]).toEqual([position, code]);
  });

  test('agrees with a regular expression of the same meaning', () => {
    const piece = fc.constantFrom(
      ['9', '\\d'],
      ['A', '[a-z]'],
      ['*', '[a-z0-9]'],
      ['x', 'x'],
      ['-', '-'],
      ['9{2}', '\\d{2}'],
      ['9{1,3}', '\\d{1,3}'],
      ['A{0,2}', '[a-z]{0,2}'],
    );
    const text = fc.string({ unit: fc.constantFrom('1', '2', 'a', 'x', '-', ' '), maxLength: 14 });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 2, maxLength: 6 }), text, (parts, rest) => {
        const read = parseShape(`x${parts.map((part) => part[0]).join('')}9`);
        if ('problem' in read) return;
        const input = `x${rest}`;
        const bytes = encoder.encode(input);
        let longest = 0;
        const whole = new RegExp(`^x${parts.map((part) => part[1]).join('')}\\d$`, 'i');
        for (let end = 1; end <= input.length; end++) {
          const next = input[end] ?? ' ';
          const goesOn = /[a-z0-9]/.test(next) || (next === '-' && /\d/.test(input[end + 1] ?? ''));
          if (whole.test(input.slice(0, end)) && !goesOn) longest = end;
        }
        expect(matchShape(read.shape, bytes, 0, 0, bytes.length)).toBe(longest);
      }),
      { numRuns: 1500, seed: 11 },
    );
  });
});

describe('own patterns in a text', () => {
  test('are found as words of their own, with the pattern as the reason', () => {
    const text = 'Klant KL-12345678 belt, ook kl-87654321; XKL-12345678 en KL-123456789 niet.';
    const own = spansOf(text, { patterns: [customer] }).filter((one) => one.includes('own.'));
    expect(own).toEqual(['ACCOUNT_ID KL-12345678 own.pattern:kl', 'ACCOUNT_ID kl-87654321 own.pattern:kl']);
    expect(ownPatternOf('own.pattern:kl', { patterns: [customer] })?.name).toBe('klantnummer');
  });

  test('a word that must stand before it: near, on the same line and in the same sentence', () => {
    const patterns = [{ id: 'n', name: 'aansluiting', shape: '9{5}', kind: 'ACCOUNT_ID', realm: 'contract', near: ['aansluiting', 'contract nr'] }] as const;
    const own = (text: string) => spansOf(text, { patterns }).filter((one) => one.endsWith('own.pattern:n')).length;
    expect(own('AANSLUITING: 12345')).toBe(1);
    expect(own('contract-nr. 12345')).toBe(1);
    expect(own('contract 12345')).toBe(0);
    expect(own('aansluiting bekeken. Kosten 12345')).toBe(0);
    expect(own('aansluiting\n12345')).toBe(0);
    expect(own(`aansluiting ${'en zo '.repeat(8)} 12345`)).toBe(0);
  });

  test('a number of digits only does not fire inside another number', () => {
    const patterns = [{ id: 'n', name: 'nummer', shape: '9{8}', kind: 'ACCOUNT_ID' }] as const;
    const own = (text: string) => spansOf(text, { patterns }).filter((one) => one.endsWith('own.pattern:n')).length;
    expect(own('12345678')).toBe(1);
    expect(own('bel 06-12345678')).toBe(0);
    expect(own('12345678,50 euro')).toBe(0);
  });

  test('a pattern may be a remark', () => {
    expect(flagsOf('code ZK99 gezet', { patterns: [{ id: 'z', name: 'ziektecode', shape: 'ZK9{2}', kind: 'HEALTH' }] })).toEqual(['HEALTH ZK99']);
  });

  test('the bytes path finds the same', () => {
    const text = 'é😀 KL-12345678 en Jan de Vries';
    const bytes = encoder.encode(text);
    const seen: string[] = [];
    createDetector({ tuning: { patterns: [customer], allow: ['Jan de Vries'] } }).scan(bytes, 0, bytes.length, {
      span: (type, start, end, _sure, reason) => seen.push(`${spanTypes[type]} ${new TextDecoder().decode(bytes.subarray(start, end))} ${reason}`),
    });
    expect(seen).toEqual(['ACCOUNT_ID KL-12345678 own.pattern:kl']);
  });
});

describe('what never fires', () => {
  test('allowed words, without case and accents, whole', () => {
    const tuning = { allow: ['Sanne Bakker', 'jose', '0800-1234'] };
    expect(spansOf('Mevrouw SANNE BAKKER', tuning)).toEqual([]);
    expect(spansOf('Ik sprak mevrouw José', tuning)).toEqual([]);
    expect(spansOf('Mevrouw Sanne Bakkers', tuning)).toHaveLength(1);
    expect(spansOf('Mevrouw Sanne Bakker-Visser', tuning)).toHaveLength(1);
    expect(spansOf('Bel 0800 1234', tuning)).toEqual([]);
    expect(spansOf('Bel 0800-12345', tuning).join()).not.toBe('');
  });

  test('a remark too', () => {
    expect(flagsOf('Klant is een trut', {})).toContain('INSULT trut');
    expect(flagsOf('Klant is een trut', { allow: ['trut'] })).not.toContain('INSULT trut');
  });

  test('a kind that is off, everywhere or on one channel', () => {
    const text = 'Mevrouw Sanne Bakker, 06-12345678';
    expect(spansOf(text, { off: [{ kind: 'PERSON' }] }).map((one) => one.split(' ')[0])).toEqual(['PHONE']);
    const onChat = { off: [{ kind: 'PERSON', channel: 'chat' }] } as const;
    expect(spansOf(text, onChat, 'chat')).toHaveLength(1);
    expect(spansOf(text, onChat, 'email')).toHaveLength(2);
    expect(spansOf(text, onChat)).toHaveLength(2);
  });

  test('least confidence, over all and per kind, also downwards', () => {
    const text = 'Mevrouw Sanne Bakker, 06-12345678';
    const phone =
      createDetector()
        .detect(text)
        .spans.find((span) => span.type === 'PHONE')?.confidence ?? 0;
    expect(spansOf(text, { minConfidence: 1 })).toEqual([]);
    expect(spansOf(text, { minConfidence: 1, minConfidenceOf: { PHONE: phone } })).toHaveLength(1);
    expect(spansOf(text, { minConfidenceOf: { PHONE: 1 } }).map((one) => one.split(' ')[0])).toEqual(['PERSON']);
  });

  test('an empty tuning changes nothing', () => {
    const text = 'Mevrouw Sanne Bakker, Dorpsstraat 4, 3512 JC Utrecht, is een trut; 06-12345678';
    expect(createDetector({ tuning: {} }).detect(text)).toEqual(createDetector().detect(text));
  });
});

describe('reading a tuning', () => {
  test('says every wrong entry with its place, and takes nothing over', () => {
    const read = readTuning({
      patterns: [customer, { ...customer, shape: '9{', near: 3 }, 7],
      allow: ['', 4, 'x'.repeat(300)],
      off: [{ kind: 'PERSOON' }, { kind: 'PERSON', channel: '' }],
      minConfidence: '0.5',
      minConfidenceOf: { PERSON: 2, X: 0.5 },
      patrons: [],
    });
    expect('problems' in read && read.problems.map((one) => one.at)).toEqual([
      'patrons',
      'patterns[1].id',
      'patterns[1].near',
      'patterns[1].shape',
      'patterns[2]',
      'allow[0]',
      'allow[1]',
      'allow[2]',
      'off[0].kind',
      'off[1].channel',
      'minConfidence',
      'minConfidenceOf.PERSON',
      'minConfidenceOf.X',
    ]);
    expect(() => createDetector({ tuning: { minConfidence: 3 } })).toThrow(TuningError);
  });

  test('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, two) => {
        for (const value of [one, { patterns: [one, two] }, { allow: one }, { off: [{ kind: one }] }, { minConfidenceOf: two }]) {
          const read = readTuning(value);
          if ('tuning' in read) createDetector({ tuning: read.tuning });
        }
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});
