import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDetector, detect } from './index.ts';
import { spanTypes } from './types.ts';

const found = (text: string) => detect(text).spans.map((span) => `${span.type} ${text.slice(span.start, span.end)}`);

describe('identifiers in contact texts', () => {
  const cases: [text: string, expected: string[]][] = [
    ['Dhr. van den Berg belt over 06-12345678', ['PERSON van den Berg', 'PHONE 06-12345678']],
    ['Kerkstraat 12-bis, 1234 AB Utrecht', ['ADDRESS Kerkstraat 12-bis, 1234 AB Utrecht']],
    ['Grote Markt 5 bus 3, 9000 Gent', ['ADDRESS Grote Markt 5 bus 3, 9000 Gent']],
    ['mail naar p.jansen+huis@voorbeeld.nl.', ['EMAIL p.jansen+huis@voorbeeld.nl']],
    ['IBAN NL91 ABNA 0417 1643 00 gebruikt', ['IBAN NL91 ABNA 0417 1643 00']],
    ['rekening BE68 5390 0754 7034', ['IBAN BE68 5390 0754 7034']],
    ['BSN: 111222333', ['BSN 111222333']],
    ['rijksregisternummer 85.07.30-033.28', ['NATIONAL_ID 85.07.30-033.28']],
    ['kaart 4111 1111 1111 1111', ['CREDIT_CARD 4111 1111 1111 1111']],
    ['kenteken 12-ABC-3', ['LICENCE_PLATE 12-ABC-3']],
    ['geboren op 3 mei 1981', ['DATE_OF_BIRTH 3 mei 1981']],
    ['klantnummer 448213 gebeld', ['ACCOUNT_ID 448213']],
    ['wachtwoord: Zomer2026!', ['SECRET Zomer2026!']],
    ['met fatima el idrissi', ['PERSON fatima el idrissi']],
    ['Spreek met Aylin Yılmaz uit Breda', ['PERSON Aylin Yılmaz', 'CITY Breda']],
    ['serverlog 192.168.4.20', ['IP 192.168.4.20']],
    ['adres 2001:db8::1', ['IP 2001:db8::1']],
    ['apparaat 00:1B:44:11:3A:B7', ['MAC 00:1B:44:11:3A:B7']],
    ['zie https://voorbeeld.nl/pad?x=1.', ['URL https://voorbeeld.nl/pad?x=1']],
    ['Visser Installatie B.V.', ['ORG Visser Installatie B.V.']],
    ['The house is at 1753 Orchid Avenue.', ['ADDRESS 1753 Orchid Avenue']],
    ['polissen HK 220-118 en HK 220-119', ['ACCOUNT_ID HK 220-118', 'ACCOUNT_ID HK 220-119']],
    ['klantnummer 7719 2208, woont in', ['ACCOUNT_ID 7719 2208']],
    ['A: en het dossiernummer\nB: FED/0221/887', ['ACCOUNT_ID FED/0221/887']],
    ['BTW BE 0403.170.701', ['ID_NUMBER 0403.170.701']],
    ['btw-id NL867136904B01', ['ID_NUMBER NL867136904B01']],
    ['kvk 12345678, vestigingsnummer 000012345678', ['ID_NUMBER 12345678', 'ID_NUMBER 000012345678']],
    ['IMEI 490154203237518', ['ACCOUNT_ID 490154203237518']],
    ['EAN 8716 8712 0000 0000 10', []],
    ['paspoort NXP1R2K38 geldig tot', ['ID_NUMBER NXP1R2K38']],
    ['rijbewijsnr. 5123456789', ['ID_NUMBER 5123456789']],
    ['gps 53.2012/5.7999', ['LOCATION 53.2012/5.7999']],
    ['BIC: ABNANL2A', ['ID_NUMBER ABNANL2A']],
    ['logt in als hendrikse_71', ['USERNAME hendrikse_71']],
    ['inlog kees1970 / Bratwurst12', ['USERNAME kees1970', 'SECRET Bratwurst12']],
    ['2FA 884213', ['SECRET 884213']],
    ['code die ze kreeg: 993 112', ['SECRET 993 112']],
    ['sms-code 4 8 2 1', ['SECRET 4 8 2 1']],
    ['geheim antwoord: poes', ['SECRET poes']],
    ['token sk_live_51HqT2bKx9', ['SECRET sk_live_51HqT2bKx9']],
    ['4111 1111 1111 1111 / 04-2027 / 092', ['CREDIT_CARD 4111 1111 1111 1111', 'DATE 04-2027', 'SECRET 092']],
    ['jan punt vries apenstaartje voorbeeld punt nl', ['EMAIL jan punt vries apenstaartje voorbeeld punt nl']],
    ['vrijdag 21-06 gebeld', ['DATE 21-06']],
    ['nummerplaat 1-ABC-123', ['LICENCE_PLATE 1-ABC-123']],
    ['bel +32 475 12 34 56 of +31 (0)20 123 45 67', ['PHONE +32 475 12 34 56', 'PHONE +31 (0)20 123 45 67']],
    ['A.B. de Wit-Jansen tekende', ['PERSON A.B. de Wit-Jansen']],
  ];
  test.each(cases)('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('what is no identifier', () => {
  test.each([
    'Storing opgelost, monteur komt morgen tussen 9 en 12.',
    'Wachtwoord reset verstuurd.',
    'Bestelde 24 flessen, mist 2 flessen.',
    'De klant wil graag een andere kleur.',
    'neem 1250 mg per dag',
    'NL91ABNA0417164301',
    'versie 3.2.1 geplaatst',
    'code 14 op display',
    'kortingscode ZOMER25 werkt niet',
    'artikelnummer 300214557',
    'wachtwoord vergeten, link gestuurd',
    'ww-uitkering aangevraagd',
    'betaald met pin 45,00',
    'KBO-nummer 0859.669.401 bestaat niet',
    'bereikbaar 24/7',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('one wrong digit breaks every check', () => {
    for (const [good, type] of [
      ['NL91ABNA0417164300', 'IBAN'],
      ['BE68539007547034', 'IBAN'],
      ['4111111111111111', 'CREDIT_CARD'],
      ['85073003328', 'NATIONAL_ID'],
    ] as const) {
      expect(found(good)[0]).toContain(type);
      for (let at = 4; at < good.length; at++) {
        if (!/\d/.test(good[at] ?? '')) continue;
        const wrong = good.slice(0, at) + ((Number(good[at]) + 1) % 10) + good.slice(at + 1);
        expect(found(wrong).some((one) => one.startsWith(type))).toBe(false);
      }
    }
  });
});

describe('any text', () => {
  const detector = createDetector({ minConfidence: 0.3 });
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
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
          '\u0000',
          'é',
          '😀',
          '::',
          'NL91',
          'is ',
          'dom',
          '\n',
          '1234 AB',
          '+31',
          '(',
          'kl*te',
          '"',
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join('')),
  );

  test('spans and flags lie inside the text, spans in order without overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { spans, flags } = detector.detect(text);
        let last = 0;
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
          last = span.end;
        }
        for (const flag of flags) expect(flag.start >= 0 && flag.end > flag.start && flag.end <= text.length).toBe(true);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test('the bytes path and the string path find the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (noise) => {
        const text = `${noise} bel Jan de Vries op 06-12345678 ${noise}`;
        const bytes = new TextEncoder().encode(`voor${text}na`);
        const seen: string[] = [];
        detector.scan(bytes, 4, bytes.length - 2, {
          span: (type, start, end) => seen.push(`${spanTypes[type]} ${new TextDecoder().decode(bytes.subarray(start, end))}`),
        });
        expect(seen).toEqual(detector.detect(text).spans.map((span) => `${span.type} ${text.slice(span.start, span.end)}`));
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test('what stands around a text changes nothing in it', () => {
    const text = 'Mevr. Sanne Bakker, Dorpsstraat 4, 3512 JC Utrecht, 030-1234567';
    const alone = found(text);
    for (const before of ['', 'x\n', 'Vorige notitie.\n\n', `${'regel\n'.repeat(3000)}`]) {
      const long = `${before}${text}\nVolgende regel.`;
      expect(
        detect(long)
          .spans.filter((span) => span.start >= before.length)
          .map((span) => `${span.type} ${long.slice(span.start, span.end)}`),
      ).toEqual(alone);
    }
  });

  test('a text of many pieces gives what its lines give', () => {
    const line = 'Mevr. José Bakker, Dorpsstraat 4, 3512 JC Utrecht 😀 030-1234567, is een trut.\n';
    const times = 9000;
    const { spans, flags } = detect(line.repeat(times));
    const one = detect(line);
    expect(spans.length).toBe(one.spans.length * times);
    expect(flags.length).toBe(one.flags.length * times);
    const last = spans.at(-1);
    expect(last && line.repeat(times).slice(last.start, last.end)).toBe('030-1234567');
  });
});
