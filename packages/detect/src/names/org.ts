/**
 * Organisations: capitals that end in a legal form ("Visser Installatie B.V.", "Globex Inc.") or hold a word for a kind of organisation ("Ziekenhuis
 * Gelderse Vallei", "Stichting Lezen"). No issuer for the name (KvK and KBO number the firm). Look-alikes: people named before a form word.
 */
import { contextOf, ORG_KIND, ORG_NAME, ORG_SUFFIX, PARTICLE, PHRASE_START, STOP, WORD } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, joinHash, lookUp } from '../engine/lexicon.ts';
import { APOSTROPHE, COLON, COMMA, DOT, DOTSPACE, EQUALS, HYPHEN, MIXED, SPACE, type Tokens, UPPERCASE } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';

const ORG = spanIndex('ORG');
const orgContext = contextOf('org');

/** Last token of a known organisation that starts here ("Zilveren Kruis", "KPN"); -1 when none. Ordinary words count only in capitals. */
function knownOrg(tokens: Tokens, token: number): number {
  const { values, keys, gaps, count, lexicon, shapes } = tokens;
  const value = values[token] as number;
  let found = (value & ORG_NAME) !== 0 && ((value & WORD) === 0 || shapes[token] === UPPERCASE) ? token : -1;
  if ((value & PHRASE_START) !== 0) {
    let hash = keys[token] as number;
    for (let next = token + 1; next < count && next - token < 4; next++) {
      if (gaps[next] !== SPACE && gaps[next] !== HYPHEN && gaps[next] !== DOT && gaps[next] !== DOTSPACE) break;
      hash = joinHash(hash, keys[next] as number);
      if (lexicon.pairs[hash & 0xffff] === 0) break;
      const phrase = lookUp(lexicon, hash);
      if (phrase === 0) break;
      if ((phrase & ORG_NAME) !== 0) found = next;
    }
  }
  return found;
}

/** Reads an organisation that starts at a capital token. Returns the token behind it, or `token`. */
export function orgAt(tokens: Tokens, token: number, out: Findings): number {
  const { starts, ends, gaps, shapes, values, count, bytes } = tokens;
  const first = values[token] as number;
  const known = knownOrg(tokens, token);
  if (known >= 0) {
    let end = known;
    if (end + 1 < count && gaps[end + 1] === SPACE && ((values[end + 1] as number) & ORG_KIND) !== 0) end++;
    out.add(ORG, starts[token] as number, ends[end] as number, 78, 'org.list');
    return end + 1;
  }
  const labelled = token > 0 && (gaps[token] === COLON || gaps[token] === EQUALS) && contextIn(values[token - 1] as number) === orgContext;
  if ((first & STOP) !== 0 && (first & ORG_KIND) === 0) return token;
  if (contextIn(first) !== 0 && (first & ORG_KIND) === 0) return token;
  let last = token;
  let kind = (first & ORG_KIND) !== 0 ? token : -1;
  let end = 0;
  let sure = 0;
  while (last - token < 7) {
    const next = last + 1;
    if (next >= count) break;
    const gap = gaps[next] as number;
    const value = values[next] as number;
    const shape = shapes[next] as number;
    // B.V. / N.V. as two initials
    if (
      (gap === SPACE || gap === COMMA) &&
      tokens.length(next) === 1 &&
      next + 1 < count &&
      gaps[next + 1] === DOT &&
      tokens.length(next + 1) === 1 &&
      ((bytes[starts[next + 1] as number] as number) | 32) === 0x76
    ) {
      const letter = (bytes[starts[next] as number] as number) | 32;
      if (letter === 0x62 || letter === 0x6e || letter === 0x63) {
        end = ends[next + 1] as number;
        if (bytes[end] === 0x2e) end++;
        sure = 92;
        last = next + 1;
        break;
      }
    }
    if (
      (gap === SPACE || gap === COMMA) &&
      (value & ORG_SUFFIX) !== 0 &&
      shape >= 2 &&
      tokens.length(next) <= 5 &&
      !(tokens.length(next) === 2 && shape === 2 && gap === SPACE && last === token && (value & 64) !== 0 && ((values[next] as number) & ORG_KIND) !== 0)
    ) {
      end = ends[next] as number;
      sure = 90;
      last = next;
      break;
    }
    if (
      gap !== SPACE &&
      gap !== HYPHEN &&
      gap !== APOSTROPHE &&
      !(gap === MIXED && bytes[(starts[next] as number) - 1] === 0x26) &&
      !(gap === MIXED && bytes[(starts[next] as number) - 2] === 0x26)
    )
      break;
    if (shape >= 2 && ((value & STOP) === 0 || shape === UPPERCASE)) {
      if ((value & ORG_KIND) !== 0) kind = next;
      last = next;
      continue;
    }
    if ((value & PARTICLE) !== 0 && next + 1 < count && (shapes[next + 1] as number) >= 2 && gaps[next + 1] === SPACE && kind >= 0) {
      last = next;
      continue;
    }
    break;
  }
  if (sure === 0) {
    if (labelled && (first & STOP) === 0) kind = token;
    else if (kind < 0 || last === token) return token;
    if (((values[last] as number) & PARTICLE) !== 0 && (shapes[last] as number) === 1) last--;
    if (last === token && !labelled) return token;
    end = ends[last] as number;
    sure = kind === token || kind === last ? 76 : 66;
  }
  out.add(ORG, starts[token] as number, end, sure, sure >= 90 ? 'org.form' : 'org.kind');
  return last + 1;
}
