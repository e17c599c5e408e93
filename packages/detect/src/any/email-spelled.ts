/**
 * E-mail addresses written so that machines do not see them, or as they are read out: "jan [at] voorbeeld.nl", "jan(at)voorbeeld.nl", "jan punt jansen apenstaartje gmail punt com".
 * Form and issuer as any/email.ts. Look-alikes: English "at" ("look at example.com"), so a plain "at" needs the dot spelled too.
 */
import type { Findings } from '../engine/findings.ts';
import { AT, DOT, HYPHEN, MIXED, NEWLINE, NONE, PAREN, SPACE, STOPMARK, type Tokens, tokenArrays, UNDERSCORE } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { words } from '../engine/words.ts';
import { hostEndings } from './net.ts';

const { bytes, starts, ends, gaps, keys } = tokenArrays;

const EMAIL = spanIndex('EMAIL');
const at = wordSet('at apenstaartje apenstaart aapje');
const monkey = wordSet('apenstaartje apenstaart');
const dot = wordSet('punt dot');
const joins = wordSet('punt dot underscore streepje liggend laag dash koppelteken');

const close = (token: number): boolean => (starts[token] as number) - (ends[token - 1] as number) === 1;
const glued = (token: number): boolean => {
  const gap = gaps[token];
  return gap === NONE || gap === UNDERSCORE || ((gap === DOT || gap === HYPHEN) && close(token));
};

/** Looks around a word for '@' or '.' for an address; true when one was added. */
export function spelledEmail(tokens: Tokens, token: number, out: Findings): boolean {
  const { count } = tokens;
  let sign = token;
  if (dot.has(keys[token] as number)) {
    sign = -1;
    for (let index = token - 1; index > 0 && token - index < 5; index--) {
      if (gaps[index + 1] === NEWLINE || gaps[index + 1] === STOPMARK) return false;
      if (at.has(keys[index] as number) || gaps[index] === AT) {
        sign = index;
        break;
      }
    }
  }
  if (sign < 0 || sign + 1 >= count) return false;
  // A real '@' with a spelled dot behind it: "jan@gmail punt com"
  const real = gaps[sign] === AT && !at.has(keys[sign] as number);
  const bracketed = !real && (gaps[sign] === PAREN || gaps[sign] === MIXED || gaps[sign + 1] === PAREN || gaps[sign + 1] === MIXED);
  if (!real && (gaps[sign] === NEWLINE || sign === 0 || gaps[sign + 1] === NEWLINE)) return false;
  let last = real ? sign : sign + 1;
  let spelled = false;
  let dotted = false;
  for (let steps = 0; last + 1 < count && steps < 8; steps++) {
    const gap = gaps[last + 1];
    if (gap === NEWLINE || gap === STOPMARK) break;
    if (glued(last + 1)) {
      if (gap === DOT) dotted = true;
      last++;
    } else if (last + 2 < count && joins.has(keys[last + 1] as number) && (gap === SPACE || gap === PAREN || gap === MIXED)) {
      if (dot.has(keys[last + 1] as number)) spelled = dotted = true;
      last += 2;
    } else break;
  }
  while (last > sign + 1 && !hostEndings.has(words(tokens, last)) && gaps[last] === DOT) last--;
  if (!dotted || !hostEndings.has(words(tokens, last)) || (!bracketed && !spelled && !monkey.has(keys[sign] as number))) return false;
  let first = sign - 1;
  for (let steps = 0; first > 0 && steps < 10; steps++) {
    if (glued(first)) first--;
    else if (first > 1 && gaps[first] === SPACE && gaps[first - 1] === SPACE && joins.has(keys[first - 1] as number)) first -= 2;
    else break;
  }
  if (first < 0 || gaps[first] === AT || bytes[(starts[first] as number) - 1] === 0x40) return false;
  out.add(EMAIL, starts[first] as number, ends[last] as number, bracketed || monkey.has(keys[sign] as number) ? 92 : 82, 'email.spelled');
  return true;
}
