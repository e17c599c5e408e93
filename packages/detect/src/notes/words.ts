import { NOTE, NOTE_PHRASE, STOP, WORD } from '../engine/bits.ts';
import { finish, joinHash, lookUp, mayJoin, noteOf } from '../engine/lexicon.ts';
import { NONE, NUMBER, SPACE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { noteBits } from './bits.ts';
import { makeRepairs, mayBeCompound, mayBeSwapped, oneLetterShort, worth } from './repair.ts';
import { letters, spell } from './spell.ts';

const { bytes, starts, ends, shapes, gaps, traits, keys, values, notes, closer, sentences, sentenceNotes } = tokenArrays;

const { HEALTH, INSULT, BELITTLE, PROFANITY, HATE, VIOLENCE, DEHUMAN, SLUR, GROUP, WEAK, NL, EN, PERSON } = noteBits;
const abuse = INSULT | BELITTLE | HATE | VIOLENCE | DEHUMAN | SLUR | PROFANITY;

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;
const forward = new Int32Array(64);
const cacheMask = 4095;
const cacheKeys = new Int32Array(cacheMask + 1);
const cacheNotes = new Int32Array(cacheMask + 1);

/** Meaning of an unknown word: a compound ("kankerlijer"), words written as one ("zomisselijkmakend"), one letter left out or two changed places. */
function repair(tokens: Tokens, token: number): number {
  const key = keys[token];
  const slot = key & cacheMask;
  if (cacheKeys[slot] === key) return cacheNotes[slot];
  const note = repairWord(tokens, token);
  cacheKeys[slot] = key;
  cacheNotes[slot] = note;
  return note;
}

function repairWord(tokens: Tokens, token: number): number {
  const { lexicon } = tokens;
  const count = spell(token);
  if (count < 4 || count > 30) return 0;
  makeRepairs(lexicon);
  // Terms are 18 letters at most: a longer word could only meet one by a clash of hashes.
  if (count >= 6 && count < 18) {
    const found = oneLetterShort(keys[token]);
    if (found !== undefined) return found;
  }
  const compound = count >= 6 && mayBeCompound(letters, count);
  const swappable = mayBeSwapped(letters, count);
  if (!compound && !swappable) return 0;
  let hash = SEED;
  for (let at = 0; at < count; at++) {
    hash = Math.imul(hash ^ letters[at], PRIME);
    forward[at] = hash;
  }
  if (compound) {
    for (let cut = 2; cut <= count - 3; cut++) {
      const first = lookUp(lexicon, finish(forward[cut - 1]));
      if ((first & (WORD | NOTE | STOP)) === 0) continue;
      let rest = SEED;
      for (let at = cut; at < count; at++) rest = Math.imul(rest ^ letters[at], PRIME);
      const key = finish(rest);
      const second = lookUp(lexicon, key);
      if ((second & (WORD | NOTE)) === 0) continue;
      const head = noteOf(lexicon, key);
      const lead = noteOf(lexicon, finish(forward[cut - 1]));
      const length = count - cut;
      if ((lead & PROFANITY) !== 0 && (lead & NL) !== 0) {
        if ((head & (INSULT | PERSON | GROUP)) !== 0 && length >= 3) return INSULT | NL;
        if (length >= 4) return PROFANITY | NL;
      }
      if (
        (head & worth) !== 0 &&
        length >= (cut <= 3 ? 4 : 5) &&
        ((first & STOP) !== 0 || (lead & worth) !== 0 || (head & (HEALTH | INSULT | SLUR)) !== 0 || (head & abuse) !== 0)
      ) {
        // In a true compound a belittling or violent head is no remark ("levensgevaar"); after a function word it is two words.
        const glued = (first & STOP) !== 0 || (lead & worth) !== 0;
        if (glued) return (head | (lead & worth)) & ~0;
        if ((head & HEALTH) !== 0 && length >= 6) return HEALTH | (head & (WEAK | NL | EN));
        if ((head & (INSULT | SLUR)) !== 0 && (head & WEAK) === 0 && length >= 5 && cut >= 4) return INSULT | WEAK | (head & (NL | EN));
      }
    }
  }
  // Two neighbours changed places
  for (let at = 0; swappable && at + 1 < count; at++) {
    if (letters[at] === letters[at + 1]) continue;
    let swapped = at > 0 ? forward[at - 1] : SEED;
    swapped = Math.imul(swapped ^ letters[at + 1], PRIME);
    swapped = Math.imul(swapped ^ letters[at], PRIME);
    for (let rest = at + 2; rest < count; rest++) swapped = Math.imul(swapped ^ letters[rest], PRIME);
    const key = finish(swapped);
    const note = noteOf(lexicon, key);
    // A phrase has no letters to swap: meeting one is a clash of hashes.
    if ((note & (worth & ~GROUP)) !== 0 && (note & WEAK) === 0 && (lookUp(lexicon, key) & WORD) !== 0) return note;
  }
  return 0;
}

const leet: Record<number, number> = { 48: 0x6f, 49: 0x69, 51: 0x65, 52: 0x61, 53: 0x73, 55: 0x74, 56: 0x62, 57: 0x67 };
const vowels = [0x61, 0x65, 0x69, 0x6f, 0x75];

/** "h44t", "kank3r": letters with digits among them; the meaning, or 0. Sets `disguised.last` to the last token used. */
export const disguised = { last: 0 };
function leetAt(tokens: Tokens, token: number): number {
  const { count } = tokens;
  let last = token;
  while (last + 1 < count && gaps[last + 1] === NONE && last - token < 8) last++;
  const start = starts[token];
  const end = ends[last];
  if (last === token || end - start > 24 || end - start < 3) return 0;
  // A name that is written with digits ("D66", "BIJ1")
  let plain = SEED;
  for (let at = start; at < end; at++) plain = Math.imul(plain ^ (bytes[at] >= 0x41 ? bytes[at] | 0x20 : bytes[at]), PRIME);
  const named = noteOf(tokens.lexicon, finish(plain));
  if (named !== 0) {
    disguised.last = last;
    return named;
  }
  let hash = SEED;
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte >= 0x30 && byte <= 0x39) {
      const letter = leet[byte];
      if (letter === undefined) return 0;
      digits++;
      hash = Math.imul(hash ^ letter, PRIME);
    } else if (byte < 0x80) hash = Math.imul(hash ^ (byte | 0x20), PRIME);
    else return 0;
  }
  if (digits * 2 > end - start) return 0;
  disguised.last = last;
  return noteOf(tokens.lexicon, finish(hash)) & ~WEAK;
}

/** "h a a t", "k.a.n.k.e.r": single letters with one mark between them. */
function spacedAt(tokens: Tokens, token: number): number {
  const { count } = tokens;
  let hash = SEED;
  let last = token;
  let note = 0;
  for (let at = token; at < count && at - token < 24; at++) {
    if (shapes[at] === NUMBER || ends[at] - starts[at] !== 1) break;
    if (at > token && starts[at] - ends[at - 1] !== 1) break;
    hash = Math.imul(hash ^ (bytes[starts[at]] | 0x20), PRIME);
    if (at - token >= 2) {
      const found = noteOf(tokens.lexicon, finish(hash));
      if ((found & (worth | PROFANITY)) !== 0) {
        note = found;
        last = at;
      }
    }
  }
  disguised.last = last;
  return note;
}

/** "f*ck", "k*nker": a star for a vowel. */
function starredAt(tokens: Tokens, token: number): number {
  const { count, lexicon } = tokens;
  const next = token + 1;
  if (next >= count || starts[next] - ends[token] !== 1 || bytes[ends[token]] !== 0x2a) return 0;
  for (const vowel of vowels) {
    let hash = SEED;
    for (let at = starts[token]; at < ends[token]; at++) hash = Math.imul(hash ^ (bytes[at] | 0x20), PRIME);
    hash = Math.imul(hash ^ vowel, PRIME);
    for (let at = starts[next]; at < ends[next]; at++) hash = Math.imul(hash ^ (bytes[at] | 0x20), PRIME);
    const note = noteOf(lexicon, finish(hash));
    if ((note & (abuse | worth)) !== 0) {
      disguised.last = next;
      return note;
    }
  }
  return 0;
}

let iota = Int32Array.from({ length: 2048 }, (_, index) => index);
function upTo(count: number): Int32Array {
  iota = Int32Array.from({ length: count * 2 }, (_, index) => index);
  return iota.subarray(0, count);
}

/**
 * Completes the note values of the tokens and sentences in place: phrases, disguised spellings, compounds. Returns the OR of all. `lasts` gets the last token of what starts at each
 * token with a meaning (so that a flag covers the phrase).
 */
export function readNotes(tokens: Tokens, lasts: Int32Array): number {
  const { count, lexicon } = tokens;
  const { pairs } = lexicon;
  const { sentenceCount } = tokens;
  let sentence = 0;
  let all = 0;
  for (let at = 0; at < sentenceCount; at++) all |= sentenceNotes[at];
  lasts.set(count <= iota.length ? iota.subarray(0, count) : upTo(count));
  for (let at = 0; at < tokens.closerCount; at++) {
    const token = closer[at];
    while (sentence + 1 < sentenceCount && sentences[sentence + 1] <= token) sentence++;
    const shape = shapes[token];
    if (shape === NUMBER) {
      if (token + 1 < count && gaps[token + 1] === NONE && (token === 0 || gaps[token] !== NONE) && ends[token] - starts[token] <= 2) {
        const found = leetAt(tokens, token);
        if (found !== 0 && (found & (worth | PROFANITY)) !== 0) {
          notes[token] = found;
          lasts[token] = disguised.last;
        }
      }
      sentenceNotes[sentence] |= notes[token];
      all |= notes[token];
      continue;
    }
    const value = values[token];
    const width = ends[token] - starts[token];
    if (
      width === 1 &&
      token + 2 < count &&
      ends[token + 1] - starts[token + 1] === 1 &&
      ends[token + 2] - starts[token + 2] === 1 &&
      (token === 0 || ends[token - 1] - starts[token - 1] !== 1)
    ) {
      const found = spacedAt(tokens, token);
      if (found !== 0) {
        notes[token] = found;
        lasts[token] = disguised.last;
      }
    }
    if (token + 1 < count) {
      const gap = gaps[token + 1];
      if (gap === NONE && (token === 0 || gaps[token] !== NONE)) {
        const found = leetAt(tokens, token);
        if ((found & (worth | PROFANITY)) !== 0) {
          notes[token] = found;
          lasts[token] = disguised.last;
        }
      } else if (bytes[ends[token]] === 0x2a && gap !== SPACE) {
        const found = starredAt(tokens, token);
        if (found !== 0) {
          notes[token] = found;
          lasts[token] = disguised.last;
        }
      }
    }
    if ((traits[token] & NOTE_PHRASE) !== 0) {
      let hash = keys[token];
      for (let next = token + 1; next < count && next - token < 5; next++) {
        const gap = gaps[next];
        if (gap !== 1 && gap !== 2 && gap !== 8 && gap !== 3) break;
        hash = joinHash(hash, keys[next]);
        if (!mayJoin(pairs, hash)) break;
        const found = lookUp(lexicon, hash);
        if (found === 0) break;
        const note = (found & NOTE) !== 0 ? noteOf(lexicon, hash) : 0;
        if (note !== 0) {
          notes[token] = (notes[token] & (PERSON | NL | EN)) | note;
          lasts[token] = next;
        }
      }
    }
    if (value === 0 && width >= 4) {
      const note = repair(tokens, token);
      if (note !== 0) notes[token] = note;
    }
    sentenceNotes[sentence] |= notes[token];
    all |= notes[token];
  }
  return all;
}
