/** The end of a house number: "12", "12a", "12-bis", "12 A", "12-3", "40 hs", "5 bus 3", "12 kamer 8", "4-kmr 2", "118 A-04", "231/4". */
import {
  COMMA,
  DOT,
  DOTSPACE,
  HYPHEN,
  INITIAL,
  LOWERCASE,
  NEWLINE,
  NONE,
  NUMBER,
  SLASH,
  SPACE,
  type Tokens,
  tokenArrays,
  UPPERCASE,
} from '../engine/tokens.ts';
import { wordSet } from '../engine/word-set.ts';

const { bytes, starts, ends, shapes, gaps, keys } = tokenArrays;

/** Words that belong to the number, with or without a number behind them. */
const suffixes = wordSet('bis hs bus huis bg bv hoog iii ii iv boven ben rd zw bte beneden achter rood zwart onder ter quater souterrain parterre');
/** Words that belong to it only with a number or letter behind them. */
const units = wordSet('bus bte b kamer kmr app apt appartement unit verdieping etage etg verd room flat box boite studio kavel ligplaats huisnr nr');

/** The last token of the house number read last by houseNumberEnd(). */
export const houseNumber = { last: 0 };

/** End in bytes of house number `token` with its addition; sets houseNumber.last. */
export function houseNumberEnd(tokens: Tokens, token: number): number {
  const { count } = tokens;
  let end = ends[token] as number;
  let last = token;
  for (let steps = 0; steps < 4 && last + 1 < count; steps++) {
    const next = last + 1;
    const gap = gaps[next] as number;
    const length = tokens.length(next);
    const first = (bytes[starts[next] as number] as number) | 32;
    const afterGap = next + 1 < count ? (gaps[next + 1] as number) : NEWLINE;
    let took = -1;
    if (shapes[next] === NUMBER) {
      if ((gap === HYPHEN || gap === NONE || (gap === SLASH && length <= 3)) && length <= 4 && !(afterGap === HYPHEN) && !(gap === SLASH && afterGap === SLASH))
        took = next;
    } else if ((gap === SPACE || gap === HYPHEN || gap === COMMA) && units.has(keys[next] as number) && unitBehind(tokens, next) > 0)
      took = unitBehind(tokens, next);
    else if (gap === NONE && length <= 2) took = next;
    else if (gap === HYPHEN && length <= 4 && (length === 1 || shapes[next] === UPPERCASE || suffixes.has(keys[next] as number))) took = next;
    else if (gap === HYPHEN && suffixes.has(keys[next] as number)) took = next;
    else if (
      gap === SPACE &&
      length === 1 &&
      first >= 0x61 &&
      first <= 0x6b &&
      next + 1 < count &&
      afterGap === HYPHEN &&
      shapes[next + 1] === NUMBER &&
      shapes[next] === INITIAL
    )
      took = next + 1;
    else if (
      gap === SPACE &&
      length === 1 &&
      first >= 0x61 &&
      first <= 0x6b &&
      ((shapes[next] === INITIAL && afterGap !== DOT && afterGap !== SPACE) || closed(afterGap) || next + 1 >= count)
    )
      took = next;
    else if (gap === SPACE && suffixes.has(keys[next] as number)) took = next;
    if (took < 0) break;
    last = took;
    end = ends[took] as number;
  }
  houseNumber.last = last;
  return end;
}

const closed = (gap: number): boolean => gap === COMMA || gap === NEWLINE || gap === DOTSPACE;

/** The token of the number or letter behind a word for a unit ("kamer 8", "bus A3"); 0 when there is none. */
function unitBehind(tokens: Tokens, unit: number): number {
  const { count } = tokens;
  const next = unit + 1;
  if (next >= count || (gaps[next] !== SPACE && gaps[next] !== DOTSPACE && gaps[next] !== DOT && gaps[next] !== NONE)) return 0;
  if (shapes[next] === NUMBER) return tokens.length(next) <= 4 && !(next + 1 < count && gaps[next + 1] === DOT) ? next : 0;
  if (tokens.length(next) !== 1 || shapes[next] === LOWERCASE) return 0;
  return next + 1 < count && gaps[next + 1] === NONE && shapes[next + 1] === NUMBER ? next + 1 : next;
}
