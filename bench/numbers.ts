/**
 * Counts over made numbers: how many valid ones are found, how many with a wrong check are taken for valid. Alone and behind their name; drawn by a fixed
 * generator, so that every run counts the same. Part of `npm run bench -- detect`.
 */
import { createDetector, type SpanType } from '@waarborg/detect';

export interface NumberCount {
  readonly valid: number;
  readonly found: number;
  readonly invalid: number;
  readonly accepted: number;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** BSN, rijksregisternummer and postcode: 1,000 draws each. */
export function countNumbers(): Record<'BSN' | 'NATIONAL_ID' | 'POSTCODE', NumberCount> {
  const detector = createDetector({ flags: false });
  let seed = 20261121;
  const draw = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((seed / 0x80000000) * below);
  };
  const two = (value: number): string => String(value).padStart(2, '0');
  const seen = (text: string, type: SpanType): boolean => detector.detect(text).spans.some((span) => span.type === type && span.end === text.length);
  const count = (type: SpanType, make: () => { readonly texts: readonly string[]; readonly valid: boolean }): NumberCount => {
    const sum = { valid: 0, found: 0, invalid: 0, accepted: 0 };
    for (let at = 0; at < 1000; at++) {
      const { texts, valid } = make();
      for (const text of texts) {
        const hit = seen(text, type);
        if (valid) {
          sum.valid++;
          if (hit) sum.found++;
        } else {
          sum.invalid++;
          if (hit) sum.accepted++;
        }
      }
    }
    return sum;
  };
  return {
    BSN: count('BSN', () => {
      const eight = String(10_000_000 + draw(90_000_000));
      const sum = [...eight].reduce((total, digit, at) => total + Number(digit) * (9 - at), 0);
      const check = sum % 11;
      const last = check === 10 ? draw(10) : draw(2) === 0 ? check : (check + 1 + draw(9)) % 10;
      const number = `${eight}${last}`;
      return { texts: [number, `BSN ${number}`], valid: last === check };
    }),
    NATIONAL_ID: count('NATIONAL_ID', () => {
      const nine = `${two(draw(100))}${two(1 + draw(12))}${two(1 + draw(28))}${String(1 + draw(997)).padStart(3, '0')}`;
      const checks = [97 - (Number(nine) % 97), 97 - (Number(`2${nine}`) % 97)];
      const last = draw(2) === 0 ? (checks[draw(2)] as number) : 1 + draw(97);
      const number = `${nine}${two(last)}`;
      const written = `${nine.slice(0, 2)}.${nine.slice(2, 4)}.${nine.slice(4, 6)}-${nine.slice(6)}.${two(last)}`;
      return { texts: [number, written, `rijksregisternummer ${written}`], valid: checks.includes(last) };
    }),
    POSTCODE: count('POSTCODE', () => {
      const pair = `${letters[draw(26)]}${letters[draw(26)]}`;
      const first = draw(4) === 0 ? 0 : 1 + draw(9);
      const digits = `${first}${String(draw(1000)).padStart(3, '0')}`;
      return { texts: [`${digits} ${pair}`, `${digits}${pair}`], valid: first > 0 && !['SA', 'SD', 'SS'].includes(pair) };
    }),
  };
}
