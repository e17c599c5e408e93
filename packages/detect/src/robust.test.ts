import { Session } from 'node:inspector';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { partSize, partsOf } from './engine/parts.ts';
import { createDetector, type Detection, type DetectorTuning, flagCodes, spanTypes } from './index.ts';

// Seconds on a quiet machine; the rest is patience with a busy one.
vi.setConfig({ testTimeout: 60_000 });

const tuning: DetectorTuning = {
  patterns: [
    { id: 'a', name: 'a', shape: 'KL-9{8}', kind: 'ACCOUNT_ID' },
    { id: 'b', name: 'b', shape: '*{1,30}-*{1,30}9', kind: 'ACCOUNT_ID', near: ['klant'] },
    { id: 'c', name: 'c', shape: '9{1,20}9{1,20}9{3}', kind: 'ACCOUNT_ID' },
  ],
  allow: ['Bakker', 'Jan de Vries', '06-12345678'],
  minConfidence: 0.3,
};
const readers = [createDetector({ minConfidence: 0.3 }), createDetector({ tuning })];

function check(text: string, { spans, flags }: Detection): void {
  let last = 0;
  for (const span of spans) {
    if (!(span.start >= last && span.end > span.start && span.end <= text.length))
      throw new Error(`span ${JSON.stringify(span)} in ${text.length} behind ${last}`);
    last = span.end;
  }
  const ends = new Map<string, number>();
  for (const flag of flags) {
    const before = ends.get(flag.code) ?? 0;
    if (!(flag.start >= before && flag.end > flag.start && flag.end <= text.length))
      throw new Error(`flag ${JSON.stringify(flag)} in ${text.length} behind ${before}`);
    ends.set(flag.code, flag.end);
  }
}

const shards = [
  '0',
  '06-',
  '@',
  '.',
  '-',
  ' ',
  'Jan',
  'de ',
  'Kerkstraat',
  '\ud800',
  '\udc00',
  '\u0000',
  '\u202e',
  '\u200f',
  'é',
  'e\u0301',
  '😀',
  '::',
  'NL91',
  'is ',
  'dom',
  '\n',
  '\r\n',
  '\t',
  '1234 AB',
  '+31',
  '(',
  'kl*te',
  '"',
  'KL-1234',
  '5678',
  'klant ',
  'wachtwoord: ',
  'مرحبا',
  'שלום',
  'Ж',
  '中',
  'ﬁ',
  'İ',
  'ß',
  '[NAAM-1]',
  '\ufeff',
  '12/',
  'www.',
  'https://',
  '%20',
  'A.B.',
  'van den ',
];

describe('whatever the text', () => {
  test('findings lie inside it, in order, not over each other within a kind; nothing throws', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 120 }).map((units) => String.fromCharCode(...units)),
      fc.array(fc.constantFrom(...shards), { maxLength: 80 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        for (const reader of readers) check(text, reader.detect(text));
      }),
      { numRuns: 600, seed: 17 },
    );
  });

  test('any bytes, valid UTF-8 or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(20), (bytes, from) => {
        const start = Math.min(from, bytes.length);
        let last = start;
        const [reader] = readers;
        reader?.scan(bytes, start, bytes.length, {
          span(type, begin, end) {
            expect(spanTypes[type] !== undefined && begin >= last && end > begin && end <= bytes.length).toBe(true);
            last = end;
          },
          flag(code, begin, end) {
            expect(flagCodes[code] !== undefined && begin >= start && end > begin && end <= bytes.length).toBe(true);
          },
        });
      }),
      { numRuns: 400, seed: 18 },
    );
  });

  test.each(['a', 'A', '1', '.', '@', ' ', '\n', '\u0000', '\ud800', '\udc00', '\u202e', 'é', '😀', '中', '*', '-'])('a megabyte of %j', (unit) => {
    const text = unit.repeat(1_000_000 / unit.length);
    for (const reader of readers) check(text, reader.detect(text));
  });
});

/** How often the code of this package went through any of its blocks while reading a text: V8's own counters, so the same on every machine. */
function workOf(session: Session, reader: (typeof readers)[number], text: string): number {
  const take = (): number => {
    let work = 0;
    session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error) throw error;
      for (const script of answer.result) {
        if (!script.url.includes('/detect/src/')) continue;
        for (const { ranges } of script.functions) for (const range of ranges) work += range.count;
      }
    });
    return work;
  };
  take();
  reader.detect(text);
  return take();
}

describe('the work grows with the length, not faster', () => {
  const hard = [
    '0',
    '@',
    '.',
    '-',
    'a',
    'A.',
    '1 ',
    'a@',
    ':',
    '::',
    'Jan ',
    '(',
    'k*',
    'é',
    'van de ',
    '12-',
    'a b c ',
    '"@"',
    'x=1,',
    'KL-',
    'klant 1-',
    'a-',
    '1/',
    'Jan de Vries, ',
    '06 ',
    '1234 AB ',
    'de heer ',
    'Kerkstraat 1 ',
    'is ',
    'niet ',
    'dom ',
    'www.',
    'a.b.',
    'NL91 ',
    '4111 ',
    '+',
    'd o m ',
    '\n1',
    'mijn zoon is ziek en ',
    '[NAAM-1]',
    'http://a',
    'Bakker ',
    'A1',
    '1-1-',
    '1. ',
    'St. ',
    "'",
    'a\n',
  ];
  test.each(hard)('%j', (unit) => {
    const session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    try {
      for (const reader of readers) {
        const of = (length: number) => workOf(session, reader, unit.repeat(Math.ceil(length / unit.length)));
        of(500);
        // V8 leaves a few counts out while it compiles, so it may try again; eight times the text is eight times the work, and a quadratic rule would do 64 times.
        let growth = Number.POSITIVE_INFINITY;
        for (let tries = 0; tries < 3 && growth > 8 * 1.25; tries++) {
          const small = of(4_000);
          expect(small).toBeGreaterThan(0);
          growth = Math.min(growth, of(32_000) / small);
        }
        expect(growth).toBeLessThan(8 * 1.25);
      }
    } finally {
      session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    }
  });
});

describe('two hundred own patterns', () => {
  const patterns = Array.from({ length: 200 }, (_, at) => ({
    id: `p${at}`,
    name: `p${at}`,
    shape: `QX${String.fromCharCode(66 + (at % 20))}-9{${1 + (at % 9)},${10 + (at % 9)}}`,
    kind: 'ACCOUNT_ID' as const,
  }));
  const line = 'Mevrouw Sanne Bakker belt over de factuur van 12-03-2024, bereikbaar op 06-12345678. ';

  test('cost a text without their first characters one look per word', () => {
    const session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    try {
      const without = createDetector();
      const tuned = createDetector({ tuning: { patterns } });
      const text = line.repeat(40);
      const words = 40 * (line.match(/[a-z]+|[0-9]+/gi) ?? []).length;
      workOf(session, without, text);
      workOf(session, tuned, text);
      // Steps counted, not time. A look at each pattern would be two hundred a word.
      let more = Number.POSITIVE_INFINITY;
      for (let tries = 0; tries < 3 && more > 30; tries++) more = Math.min(more, (workOf(session, tuned, text) - workOf(session, without, text)) / words);
      expect(more).toBeLessThan(30);
    } finally {
      session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    }
  });

  test('each finds its own', () => {
    const tuned = createDetector({ tuning: { patterns } });
    for (const [at, { shape }] of patterns.entries()) {
      const text = `zie ${shape.slice(0, 3)}-${'7'.repeat(18)} x`.slice(0, 8 + 10 + (at % 9));
      expect(tuned.detect(text).spans.some((span) => span.reason.startsWith('own.pattern:'))).toBe(true);
    }
  });
});

describe('long texts', () => {
  const sentences = [
    'Mevr. José Bakker belt over de factuur; bereikbaar op 06-12345678 of j.bakker@voorbeeld.nl.',
    'Woont op Dorpsstraat 4, 3512 JC Utrecht 😀 en is hartpatiënt.',
    'Klantnummer KL-12345678, IBAN NL91 ABNA 0417 1643 00, geboren op 3 mei 1981.',
    'Hij is een trut en zijn zoon zit in de gevangenis, zegt Jan de Vries.',
    'Uitleg gegeven over termijnbedrag, klant tevreden, monteur komt morgen tussen 9 en 12.',
    'Spoke with Mary Johnson at 12 Village Street, card 4111 1111 1111 1111, she is a union member.',
  ];
  const told = ({ spans, flags }: Detection, shift: number) => [
    ...spans.map((one) => `${one.start - shift} ${one.end - shift} ${one.type} ${one.confidence} ${one.reason}`),
    ...flags.map((one) => `${one.start - shift} ${one.end - shift} ${one.code} ${one.confidence} ${one.reason}`),
  ];

  test.each([
    ['on one line', ' '],
    ['in lines', '\n'],
  ])('where a long text is cut changes nothing: %s', (_name, joint) => {
    const [, reader] = readers;
    const block = `${sentences.join(joint)}${joint}`;
    const text = block.repeat(Math.ceil((partSize * 1.2) / block.length));
    const plain = reader?.detect(text) as Detection;
    expect(plain.spans.length).toBeGreaterThan(500);
    const expected = told(plain, 0);
    for (let shift = 2; shift < block.length + 40; shift += 67) {
      // Words that are nothing before it move every cut to another place of the text.
      const filler = `${'en '.repeat(Math.ceil(shift / 3)).slice(0, shift - 1)}${joint}`;
      expect(told(reader?.detect(filler + text) as Detection, filler.length)).toEqual(expected);
    }
  });

  test('the parts of a text are the text, each once, with room around it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900_000 }), fc.constantFrom(0x61, 0x20, 0x0a, 0x80, 0xdc00), (length, unit) => {
        let at = 7;
        partsOf(
          () => unit,
          7,
          7 + length,
          (part) => {
            expect(part.from).toBe(at);
            expect(part.before <= part.from && part.before >= 7 && part.after >= part.to && part.after <= 7 + length).toBe(true);
            expect(part.after - part.before).toBeLessThan(partSize + 40_000);
            at = part.to;
          },
        );
        expect(at).toBe(7 + length);
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  test('a text of one line of 12 MB is read without copying it whole', () => {
    const [reader] = readers;
    const text = 'Klant belt over de factuur en wil graag uitstel van betaling. '.repeat(195_000);
    reader?.detect(text.slice(0, 1_000_000));
    const before = process.memoryUsage();
    check(text, reader?.detect(text) as Detection);
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(8_000_000);
  });
});
