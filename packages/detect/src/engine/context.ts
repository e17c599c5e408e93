import { type Context, contextOf, STOP } from './bits.ts';
import { contextIn } from './lexicon.ts';
import { COLON, EQUALS, NEWLINE, NUMBER, STOPMARK, type Tokens } from './tokens.ts';

/**
 * Nearest context word before a token on the same line ("klantnummer: 123"), at most `reach` tokens back; 0 when none.
 * Plain words like "nr" are looked through.
 */
export function contextBefore(tokens: Tokens, token: number, reach = 5): number {
  const { gaps, values, shapes } = tokens;
  const numberWord = numberContext;
  let fallback = 0;
  for (let at = token; at > 0 && token - at < reach; at--) {
    const gap = gaps[at];
    if (gap === STOPMARK || gap === NEWLINE) break;
    const before = at - 1;
    if (shapes[before] === NUMBER) {
      if (token - at > 1) break;
      continue;
    }
    const found = contextIn(values[before] as number);
    if (found === numberWord) fallback = numberWord;
    else if (found !== 0) return found;
  }
  return fallback;
}

const numberContext = contextOf('number');

/** True when one of the named contexts stands before the token. */
export function hasContext(tokens: Tokens, token: number, names: readonly number[], reach = 5): boolean {
  const { gaps, values } = tokens;
  for (let at = token; at > 0 && token - at < reach; at--) {
    if (gaps[at] === STOPMARK || gaps[at] === NEWLINE) return false;
    const found = contextIn(values[at - 1] as number);
    if (found !== 0 && names.includes(found)) return true;
  }
  return false;
}

/** True when a token starts a line or sentence, or follows "label:" or "key=". */
export function startsClause(tokens: Tokens, token: number): boolean {
  const gap = tokens.gaps[token];
  return token === 0 || gap === NEWLINE || gap === STOPMARK || gap === COLON || gap === EQUALS || gap === 4;
}

/** Context numbers by name, for tables. */
export const numbersOf = (...names: Context[]): number[] => names.map(contextOf);

/** True for a function word ("de", "the"). */
export const isStop = (value: number): boolean => (value & STOP) !== 0;
