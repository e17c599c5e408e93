/**
 * Age of a person: "41 jaar", "41-jarige", "61-year-old", "leeftijd: 41", "turn 23". No issuer, no check: 0 to 120 beside a word for age.
 * Look-alikes: terms ("2 jaar garantie"), house numbers, counts.
 */
import type { Context } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { hashWord } from '../engine/lexicon.ts';
import { COLON, NONE, SPACE, type Tokens } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { words } from '../engine/words.ts';

const AGE = spanIndex('AGE');
const yearWords = new Set(['jaar', 'jarige', 'jarig', 'jr', 'jaren', 'year', 'years', 'yr', 'yrs', 'yo', 'y', 'j']);
const oldWords = new Set(['oud', 'oude', 'old', 'of']);
const ageWords = new Set(['turn', 'turned', 'turning', 'age', 'aged', 'leeftijd', 'leeft', 'ouderdom']);
const yearKeys = new Set([...yearWords].map(hashWord));
const ageKeys = new Set([...ageWords].map(hashWord));

/** Adds the age that the number token is; false when it is none. */
export function age(tokens: Tokens, token: number, context: Context, out: Findings): boolean {
  const { starts, ends, gaps, bytes } = tokens;
  let value = 0;
  for (let at = starts[token] as number; at < (ends[token] as number); at++) value = value * 10 + (bytes[at] as number) - 48;
  if (value > 120) return false;
  const gap = gaps[token + 1];
  // Quick way out: most numbers stand beside no word of age.
  const nextKey = token + 1 < tokens.count ? tokens.keys[token + 1] : 0;
  const beforeKey = token > 0 ? tokens.keys[token - 1] : 0;
  if (context !== 'age' && !yearKeys.has(nextKey) && !ageKeys.has(beforeKey)) return false;
  let next = words(tokens, token + 1);
  let sure = 0;
  if (token + 1 < tokens.count && (gap === SPACE || gap === 2 || gap === NONE) && yearWords.has(next)) {
    const after = words(tokens, token + 2);
    if (next === 'jarige' || next === 'jarig') sure = value < 18 && gap !== 2 ? 60 : 85;
    else if (next === 'j' || next === 'y') sure = oldWords.has(after) || (after === 'o' && next === 'y') ? 85 : 0;
    else if (oldWords.has(after) && gap !== NONE) sure = 92;
    else if (next === 'jr' || next === 'yo') sure = value > 12 ? 70 : 40;
    else if (value >= 18 && gap === SPACE && context === 'age') sure = 85;
    else if (value >= 40 && (next === 'jaar' || next === 'years')) sure = 55;
    next = '';
  }
  if (sure === 0 && token > 0) {
    const previous = words(tokens, token - 1);
    if (ageWords.has(previous) && (gaps[token] === SPACE || gaps[token] === COLON || gaps[token] === 13 || gaps[token] === 16)) sure = 85;
    else if (context === 'age' && (gaps[token] === COLON || gaps[token] === 16)) sure = 85;
  }
  if (sure < 50) return false;
  out.add(AGE, starts[token] as number, ends[token] as number, sure, 'age.words');
  return true;
}
