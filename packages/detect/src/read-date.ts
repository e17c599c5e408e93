import { foldText } from './engine/fold.ts';

const months: Record<string, number> = {};
for (const [number, names] of [
  'januari january jan janvier',
  'februari february feb febr fevrier',
  'maart march mrt mar mars',
  'april apr avril',
  'mei may mai',
  'juni june jun juin',
  'juli july jul juillet',
  'augustus august aug aout',
  'september sept sep septembre',
  'oktober october okt oct octobre',
  'november nov novembre',
  'december dec decembre',
].entries()) {
  for (const name of names.split(' ')) months[name] = number + 1;
}

function iso(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || year < 1800 || year > 2199) return null;
  const days = [31, (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day > (days[month - 1] as number)) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A two-digit year: 00-30 is this century, the rest the last. */
const fullYear = (text: string): number => (text.length > 2 ? Number(text) : Number(text) <= 30 ? 2000 + Number(text) : 1900 + Number(text));

/**
 * Reads a date as Dutch, Belgians or English-speakers write it and gives yyyy-mm-dd; null when it is none or cannot exist. Day first ("05-06-1980" is 5 June)
 * unless that cannot be ("12/31/1980") or `order` says 'mdy'.
 */
export function readDate(text: string, order: 'dmy' | 'mdy' = 'dmy'): string | null {
  if (text.length > 40) return null;
  const folded = foldText(text).trim();
  let match = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[t ].*)?$/.exec(folded);
  if (match) return iso(Number(match[1]), Number(match[2]), Number(match[3]));
  match = /^(\d{4})(\d{2})(\d{2})$/.exec(folded);
  if (match) return iso(Number(match[1]), Number(match[2]), Number(match[3])) ?? null;
  match = /^(\d{2})(\d{2})(\d{4})$/.exec(folded);
  if (match) return iso(Number(match[3]), Number(match[2]), Number(match[1]));
  match = /^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})(?: .*)?$/.exec(folded);
  if (match) {
    const a = Number(match[1]);
    const b = Number(match[2]);
    const year = fullYear(match[3] as string);
    return order === 'mdy' ? (iso(year, a, b) ?? iso(year, b, a)) : (iso(year, b, a) ?? iso(year, a, b));
  }
  match = /^(?:[a-z]+[, ]+)?(\d{1,2})(?:e|de|ste|st|nd|rd|th)?[-./ ]*(?:of )?([a-z]+)[-., ']*(\d{4}|\d{2})$/.exec(folded);
  if (match && months[match[2] as string]) return iso(fullYear(match[3] as string), months[match[2] as string] as number, Number(match[1]));
  match = /^(?:[a-z]+,? )?([a-z]+)[-. ]+(\d{1,2})(?:st|nd|rd|th)?[-., ']+(\d{4}|\d{2})$/.exec(folded);
  if (match && months[match[1] as string]) return iso(fullYear(match[3] as string), months[match[1] as string] as number, Number(match[2]));
  return null;
}
