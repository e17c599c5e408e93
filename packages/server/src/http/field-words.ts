import type { z } from 'zod';
import type { RefusalPlace } from '../kernel/errors.ts';

/** The language of what is said about fields: Dutch when the caller puts that first in Accept-Language, as our page does; otherwise English. */
export function languageOf(request: Request): 'nl' | 'en' {
  return /^\s*nl\b/i.test(request.headers.get('accept-language') ?? '') ? 'nl' : 'en';
}

const forms: Readonly<Record<string, string>> = {
  email: 'Vul een e-mailadres in, zoals naam@voorbeeld.nl.',
  url: 'Vul een adres in dat met https:// of http:// begint.',
  date: 'Vul een datum in als jjjj-mm-dd.',
  datetime: 'Vul een datum en tijd in volgens ISO 8601.',
  uuid: 'Dit is geen geldig id.',
};

/** Places in a language: in Dutch where there are words for it. */
export function placesIn(places: readonly RefusalPlace[], language: 'nl' | 'en'): { path: string; message: string }[] {
  return places.map(({ path, message, nl }) => ({ path, message: language === 'nl' ? (nl ?? message) : message }));
}

/** What a schema of ours says in words of its own, which go before those of `dutchFieldWords`. */
export const dutchOwnWords: Readonly<Record<string, string>> = {
  'is no match pattern such as https://*.voorbeeld.nl/*':
    'Vul het adres van de pagina in, met een sterretje voor wat mag verschillen, zoals https://crm.voorbeeld.nl/*.',
  'is no origin such as https://crm.voorbeeld.nl or http://localhost:8080':
    'Vul het begin van het adres in, tot en met de naam van de site, zoals https://crm.voorbeeld.nl of http://localhost:8080.',
  'A role stands here twice.': 'Een rol staat hier twee keer.',
};

type Issue = Parameters<z.core.$ZodErrorMap>[0];

function tooSmall(origin: string, least: number, inclusive: boolean): string {
  if (origin === 'string') return least <= 1 ? 'Vul dit in.' : `Gebruik minstens ${least} tekens.`;
  if (origin === 'array' || origin === 'set') return least <= 1 ? 'Kies er minstens één.' : `Kies er minstens ${least}.`;
  return inclusive ? `Vul ${least} of meer in.` : `Vul meer dan ${least} in.`;
}

function tooBig(origin: string, most: number, inclusive: boolean): string {
  if (origin === 'string') return `Gebruik hoogstens ${most} tekens.`;
  if (origin === 'array' || origin === 'set') return `Kies er hoogstens ${most}.`;
  return inclusive ? `Vul ${most} of minder in.` : `Vul minder dan ${most} in.`;
}

function wrongType({ expected, input }: { expected: string; input?: unknown }): string {
  if (input === undefined || input === null) return 'Vul dit in.';
  if (expected === 'int') return 'Vul een heel getal in.';
  if (expected === 'number') return 'Vul een getal in.';
  return 'Dit is niet van de verwachte soort.';
}

/**
 * What a schema says of a field, in Dutch, for one `safeParse(value, { error })`: nothing is switched for other calls. Zod's own Dutch is
 * written for programmers. Never holds the value.
 */
export const dutchFieldWords: z.core.$ZodErrorMap = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum), issue.inclusive !== false);
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum), issue.inclusive !== false);
    case 'invalid_format':
      return forms[issue.format] ?? 'Dit heeft niet de goede vorm.';
    case 'invalid_value':
      return `Kies een van deze: ${issue.values.map(String).join(', ')}.`;
    case 'not_multiple_of':
      return `Vul een veelvoud van ${issue.divisor} in.`;
    case 'unrecognized_keys':
      return 'Hier staat iets bij dat niet bekend is.';
    default:
      return 'Dit klopt nog niet.';
  }
};
