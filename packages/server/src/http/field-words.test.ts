import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { dutchFieldWords, languageOf } from './field-words.ts';

/** What is said, in Dutch, of the one thing wrong with a value. */
function saidOf(type: z.ZodType, value: unknown): string[] {
  return type.safeParse(value, { error: dutchFieldWords }).error?.issues.map((issue) => issue.message) ?? [];
}

describe('what a schema says of a field, in Dutch', () => {
  test.each([
    [z.string(), undefined, 'Vul dit in.'],
    [z.string().min(1), '', 'Vul dit in.'],
    [z.string().min(12), 'kort', 'Gebruik minstens 12 tekens.'],
    [z.string().max(3), 'lang genoeg', 'Gebruik hoogstens 3 tekens.'],
    [z.email(), 'geen adres', 'Vul een e-mailadres in, zoals naam@voorbeeld.nl.'],
    [z.iso.date(), '1-2-2026', 'Vul een datum in als jjjj-mm-dd.'],
    [z.uuid(), 'x', 'Dit is geen geldig id.'],
    [z.string().regex(/^a/), 'b', 'Dit heeft niet de goede vorm.'],
    [z.number(), 'drie', 'Vul een getal in.'],
    [z.number().int(), 1.5, 'Vul een heel getal in.'],
    [z.number().min(1), 0, 'Vul 1 of meer in.'],
    [z.number().max(365), 400, 'Vul 365 of minder in.'],
    [z.number().positive(), 0, 'Vul meer dan 0 in.'],
    [z.number().multipleOf(5), 3, 'Vul een veelvoud van 5 in.'],
    [z.array(z.string()).min(1), [], 'Kies er minstens één.'],
    [z.array(z.string()).max(1), ['a', 'b'], 'Kies er hoogstens 1.'],
    [z.enum(['nl', 'en']), 'fr', 'Kies een van deze: nl, en.'],
    [z.strictObject({}), { geheim: 1 }, 'Hier staat iets bij dat niet bekend is.'],
    [z.boolean(), 'ja', 'Dit is niet van de verwachte soort.'],
    [z.union([z.number(), z.boolean()]), 'x', 'Dit klopt nog niet.'],
  ] as const)('%#', (type, value, words) => expect(saidOf(type, value)).toEqual([words]));

  test('switches nothing for other calls', () => {
    saidOf(z.string(), undefined);
    expect(z.string().safeParse(undefined).error?.issues[0].message).toMatch(/^Invalid input/);
  });
});

test.each([
  ['nl', 'nl'],
  ['nl-BE,nl;q=0.9,en;q=0.8', 'nl'],
  ['en-GB,en;q=0.9,nl;q=0.8', 'en'],
  ['nlx', 'en'],
  ['*', 'en'],
  [undefined, 'en'],
])('the language for Accept-Language %s is %s', (header, language) =>
  expect(languageOf(new Request('http://x', { headers: header === undefined ? {} : { 'accept-language': header } }))).toBe(language),
);
