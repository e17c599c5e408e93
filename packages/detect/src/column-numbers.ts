import { readDate } from './read-date.ts';
import type { ColumnType } from './types.ts';

/** Columns of bare numbers without a name: ages (two digits, spread), postcodes (all of one length, all different). */
export function numbersAlone(
  seen: { readonly digitsOnly: number; readonly distinct: number; readonly meanLength: number },
  sample: readonly string[],
): ColumnType | undefined {
  if (seen.digitsOnly < 0.95 || sample.length < 8) return undefined;
  const numbers = sample.map(Number);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (high <= 110 && low >= 0 && high - low >= 20 && high >= 40 && seen.distinct > 0.35 && new Set(numbers).size >= 10) return 'AGE';
  const usual = sample.filter((value) => value.length === sample[0]?.length).length / sample.length;
  const rising = numbers.every((value, at) => at === 0 || value > (numbers[at - 1] as number));
  if (usual >= 0.9 && seen.meanLength >= 4 && seen.meanLength <= 6 && seen.distinct > 0.5 && !rising && !(low >= 1900 && high <= 2100)) return 'POSTCODE';
  return undefined;
}

/** Lengths of telephone numbers; values that are none of that kind (words) do not count. */
export function phoneLike(sample: readonly string[]): boolean {
  const lengths = sample.map((value) => value.replace(/\D/g, '').length).filter((length) => length > 0);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return mean >= 7.5 && mean <= 13;
}

/** Dates that look like those of birth: spread over decades, hardly any in the last years. */
export function birthLooks(sample: readonly string[]): boolean {
  const years: number[] = [];
  for (const value of sample) {
    const iso = readDate(value) ?? readDate(value, 'mdy');
    if (iso) years.push(Number(iso.slice(0, 4)));
  }
  if (years.length < 5) return false;
  years.sort((a, b) => a - b);
  const low = years[Math.floor(years.length * 0.1)] as number;
  const high = years[Math.floor(years.length * 0.9)] as number;
  return low < 1975 && high - low > 20 && high < 2012;
}
