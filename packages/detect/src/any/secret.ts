/**
 * Passwords, one-time codes, PINs, API keys, user names: whatever a word says is one ("wachtwoord: Zomer2026!", "API_KEY = ..."), and the fixed beginnings of
 * well-known keys. No issuer, no checksum. Look-alikes: "wachtwoord reset" (no value), "code" of a product.
 */
import { contextOf } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn } from '../engine/lexicon.ts';
import { COLON, EQUALS, HYPHEN, LOWERCASE, NONE, NUMBER, SPACE, type Tokens } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';

const SECRET = spanIndex('SECRET');
const USERNAME = spanIndex('USERNAME');
const password = contextOf('password');
const user = contextOf('user');
const code = contextOf('code');
const cvv = contextOf('cvv');

/** Looks behind a context word for a secret or user name. */
export function secretAt(tokens: Tokens, token: number, out: Findings): void {
  const context = contextIn(tokens.values[token] as number);
  if (context !== password && context !== user && context !== code && context !== cvv) return;
  const { bytes, ends, gaps, count, to, shapes } = tokens;
  // "EAN-code", "klantcode": the number of something, no secret
  if (context === code && token > 0 && (gaps[token] === HYPHEN || gaps[token] === SPACE)) {
    const before = contextIn(tokens.values[token - 1] as number);
    if (before !== 0 && before !== code && before !== password && before !== user) return;
  }
  if (context === user && token + 2 < count && gaps[token + 1] === SPACE && gaps[token + 2] === NONE && shapes[token + 2] === NUMBER) {
    // "gebruikersnaam kvdijk88"
    const start = tokens.starts[token + 1] as number;
    let end = start;
    while (end < to && end - start < 40 && (bytes[end] as number) > 0x2c && (bytes[end] as number) !== 0x3b) end++;
    while (end > start && bytes[end - 1] === 0x2e) end--;
    if (end - start >= 4) out.add(USERNAME, start, end, 72, 'username.named');
    return;
  }
  // The mark between: ':' or '=' or the word "is"; also "pincode 1234", "cvv 123".
  let from = ends[token] as number;
  let marked = false;
  let steps = 0;
  let next = token + 1;
  while (next < count && steps < 3) {
    const gap = gaps[next];
    if (gap === COLON || gap === EQUALS) {
      marked = true;
      break;
    }
    if (gap !== SPACE && gap !== 14 && gap !== 13 && gap !== 15) return;
    const start = tokens.starts[next] as number;
    const isWord = tokens.length(next) === 2 && ((bytes[start] as number) | 32) === 0x69 && ((bytes[start + 1] as number) | 32) === 0x73;
    if (isWord) {
      marked = true;
      from = ends[next] as number;
      next++;
      break;
    }
    if (shapes[next] === NUMBER) break;
    from = ends[next] as number;
    next++;
    steps++;
  }
  if (context === password || context === user) {
    if (!marked) return;
  } else if (next >= count || (!marked && steps > 2)) return;
  // The value: up to the next white space, comma or quote
  let start = from;
  while (
    start < to &&
    start - from < 6 &&
    (bytes[start] === 0x20 ||
      bytes[start] === 0x3a ||
      bytes[start] === 0x3d ||
      bytes[start] === 0x22 ||
      bytes[start] === 0x27 ||
      bytes[start] === 0x60 ||
      bytes[start] === 0x7c ||
      bytes[start] === 0x3e ||
      bytes[start] === 0x2a)
  )
    start++;
  let end = start;
  const quoted = start > from && (bytes[start - 1] === 0x22 || bytes[start - 1] === 0x27 || bytes[start - 1] === 0x60) ? bytes[start - 1] : 0;
  while (
    end < to &&
    end - start < 200 &&
    (bytes[end] as number) > 0x20 &&
    (quoted !== 0 ? bytes[end] !== quoted : bytes[end] !== 0x22 && bytes[end] !== 0x2c && bytes[end] !== 0x7c)
  )
    end++;
  while (end > start && (bytes[end - 1] === 0x2e || bytes[end - 1] === 0x29 || bytes[end - 1] === 0x3b || (context !== password && bytes[end - 1] === 0x21)))
    end--;
  const length = end - start;
  if (length < 3) return;
  let digits = 0;
  let others = 0;
  let uppers = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x30 && byte <= 0x39) digits++;
    else if ((byte | 32) < 0x61 || (byte | 32) > 0x7a) others++;
    else if (byte < 0x61 && at > start) uppers++;
  }
  if (context === user) {
    if (length >= 3 && length <= 64 && (digits > 0 || others > 0 || quoted !== 0 || gaps[next] === COLON || gaps[next] === EQUALS))
      out.add(USERNAME, start, end, 80, 'username.named');
    return;
  }
  if (context === password) {
    if (length >= 4 && (digits > 0 || others > 0 || uppers > 0 || quoted !== 0 || shapes[next] !== LOWERCASE))
      out.add(SECRET, start, end, 92, 'secret.password');
    else if (length >= 5 && gaps[next] === COLON && end < to && bytes[end] !== 0x20) out.add(SECRET, start, end, 75, 'secret.password');
    return;
  }
  if (context === cvv) {
    if (digits === length && length >= 3 && length <= 6) out.add(SECRET, start, end, 88, 'secret.pin');
    return;
  }
  if ((digits === length && length >= 4 && length <= 8 && (marked || steps === 0)) || (length >= 16 && digits > 1))
    out.add(SECRET, start, end, digits === length ? 70 : 90, 'secret.code');
}
