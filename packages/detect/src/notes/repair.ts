import { finish, type Lexicon, lookUp, noteOf, wordsWithNote } from '../engine/lexicon.ts';
import { noteBits } from './bits.ts';

/** What lets an unknown word be looked at more closely, or not: small tables made of the terms at their first use. No term is missed; a word may be looked at in vain. */
const B = noteBits;
/** What is worth seeing through a disguise. */
export const worth =
  B.HEALTH |
  B.RELIGION |
  B.ETHNIC |
  B.SEXUAL |
  B.POLITICS |
  B.UNION |
  B.CRIMINAL |
  B.INSULT |
  B.BELITTLE |
  B.HATE |
  B.VIOLENCE |
  B.DEHUMAN |
  B.SLUR |
  B.GROUP |
  B.BIOMETRIC;
const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** A set of numbers by their low `bits` bits: says no, or perhaps. */
class Sieve {
  private readonly words: Int32Array;
  private readonly mask: number;
  constructor(bits: number) {
    this.words = new Int32Array(1 << (bits - 5));
    this.mask = this.words.length - 1;
  }
  add(number: number): void {
    this.words[(number >>> 5) & this.mask] |= 1 << number;
  }
  has(number: number): boolean {
    return (this.words[(number >>> 5) & this.mask] & (1 << number)) !== 0;
  }
}

/** Words one letter short of a term, so that "verchtelijk" still meets "verachtelijk". */
const shortened = new Map<number, number>();
const shortenedKeys = new Sieve(18);
/** The last four letters of terms. */
const tails = new Sieve(16);
/** The first two letters of Dutch words of abuse that others are glued to ("kankerlijer"). */
const heads = new Sieve(10);
/** The letters of terms, in whatever order. */
const anagrams = new Sieve(17);
const letterSums = Int32Array.from({ length: 256 }, (_, letter) => Math.imul(letter + 1, 0x9e3779b1) ^ Math.imul(letter + 77, 0x85ebca6b));

const fourOf = (a: number, b: number, c: number, d: number): number => ((a & 15) << 12) ^ ((b & 31) << 8) ^ ((c & 31) << 4) ^ (d & 31);
const mixed = (sum: number): number => sum ^ (sum >>> 15);

function addShortened(lexicon: Lexicon, term: string): void {
  let hash = SEED;
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), PRIME);
  const note = noteOf(lexicon, finish(hash));
  for (let skip = 1; skip < term.length; skip++) {
    let short = SEED;
    for (let at = 0; at < term.length; at++) if (at !== skip) short = Math.imul(short ^ term.charCodeAt(at), PRIME);
    const key = finish(short);
    if (lookUp(lexicon, key) !== 0) continue;
    shortened.set(key, note);
    shortenedKeys.add(key);
  }
}

let made = false;
/** Makes the tables; only the first call does anything. */
export function makeRepairs(lexicon: Lexicon): void {
  if (made) return;
  made = true;
  for (const term of wordsWithNote(worth, B.WEAK, 6, 18)) addShortened(lexicon, term);
  for (const term of wordsWithNote(worth, 0, 4, 40)) {
    let sum = 0;
    for (let at = 0; at < term.length; at++) sum = (sum + letterSums[term.charCodeAt(at) & 255]) | 0;
    anagrams.add(mixed(sum));
    const end = term.length;
    tails.add(fourOf(term.charCodeAt(end - 4), term.charCodeAt(end - 3), term.charCodeAt(end - 2), term.charCodeAt(end - 1)));
  }
  for (const word of wordsWithNote(B.PROFANITY, 0, 2, 40)) heads.add(((word.charCodeAt(0) & 31) << 5) | (word.charCodeAt(1) & 31));
}

/** Note of the term of which a word with this hash is one letter short; undefined when there is none. */
export const oneLetterShort = (key: number): number | undefined => (shortenedKeys.has(key) ? shortened.get(key) : undefined);

/** False when letters[0, count) can be no compound with a term or a word of abuse in it; `count` is at least six. */
export const mayBeCompound = (letters: Uint8Array, count: number): boolean =>
  tails.has(fourOf(letters[count - 4], letters[count - 3], letters[count - 2], letters[count - 1])) || heads.has(((letters[0] & 31) << 5) | (letters[1] & 31));

/** False when letters[0, count) in no order are a term. */
export function mayBeSwapped(letters: Uint8Array, count: number): boolean {
  let sum = 0;
  for (let at = 0; at < count; at++) sum = (sum + letterSums[letters[at]]) | 0;
  return anagrams.has(mixed(sum));
}
