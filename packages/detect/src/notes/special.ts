import { STOP } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { COMMA, NEWLINE, PAREN, SPACE, type Tokens } from '../engine/tokens.ts';
import { flagIndex } from '../engine/types-index.ts';
import { noteBits } from './bits.ts';
import { add, categories, here, inTitle, lasts, meaning, near, negated, personHere, productNear } from './sentence.ts';

const B = noteBits;
const special: readonly (readonly [bit: number, code: number])[] = [
  [B.HEALTH, flagIndex('HEALTH')],
  [B.RELIGION, flagIndex('RELIGION')],
  [B.ETHNIC, flagIndex('ETHNICITY')],
  [B.SEXUAL, flagIndex('SEXUAL')],
  [B.POLITICS, flagIndex('POLITICS')],
  [B.UNION, flagIndex('UNION')],
  [B.BIOMETRIC, flagIndex('BIOMETRIC')],
  [B.CRIMINAL, flagIndex('CRIMINAL')],
];

/** Special categories and criminal matters. Returns the bits that were flagged. */
export function specialAt(tokens: Tokens, token: number, note: number, out: Findings): number {
  let bits = note & categories;
  const weak = (note & B.WEAK) !== 0;
  if (inTitle(tokens, token)) return 0;
  const product = productNear(tokens, token);
  let sure = 84;
  if (weak) {
    const next = Math.max(token, lasts[token]) + 1;
    const following = next < here.to ? meaning(tokens, next) : 0;
    const gap = next < here.to ? tokens.gaps[next] : NEWLINE;
    const noun = gap === SPACE && (following & (B.PERSON | B.GROUP | B.THIRD)) !== 0 && (following & B.BEING) === 0 && tokens.length(next) > 2;
    // "is ziek", and with the verb behind it in a clause: "dat hij kanker heeft"
    const predicate = near(tokens, token, B.BEING, 3, (bits & B.HEALTH) !== 0 ? 1 : 0);
    const ends =
      next >= here.to || gap === COMMA || gap === PAREN || gap === NEWLINE || (following & (B.BEING | B.NEGATION)) !== 0 || (tokens.values[next] & STOP) !== 0;
    if ((bits & B.ETHNIC) !== 0) {
      if (!noun && !(predicate && ends && personHere(tokens, token))) bits &= ~B.ETHNIC;
      if (noun && (following & (B.SELF | B.PRODUCT)) !== 0) bits &= ~B.ETHNIC;
    }
    if ((bits & ~B.ETHNIC) !== 0) {
      const person = personHere(tokens, token);
      if (!(noun || (person && (predicate || token === here.from || tokens.gaps[token] === COMMA)))) bits &= B.ETHNIC;
    }
    if (product && !noun) bits = 0;
    sure = 68;
  } else if (product && !personHere(tokens, token)) sure = 40;
  else if (product && (bits & (B.HEALTH | B.CRIMINAL | B.BIOMETRIC | B.UNION)) !== 0 && !near(tokens, token, B.BEING, 4, 1)) sure = 44;
  if (bits === 0) return 0;
  if ((bits & (B.HEALTH | B.CRIMINAL | B.BIOMETRIC | B.UNION)) !== 0 && (note & (B.SLUR | B.INSULT)) === 0 && negated(tokens, token, 2)) sure -= 40;
  if (sure < 50) return 0;
  for (const [bit, code] of special) if ((bits & bit) !== 0) add(tokens, token, code, sure, weak ? 'flag.about-person' : 'flag.word', out);
  return bits;
}
