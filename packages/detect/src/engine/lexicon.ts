import { built } from '../../lexicon/built.js';
import { CONTEXT, NOTE, PHRASE_START } from './bits.ts';

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** Hash of a folded word (lower-case ASCII; other letters by their UTF-8 bytes). Never 0. */
export function hashWord(word: string): number {
  let hash = SEED;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), PRIME);
  return finish(hash);
}

/** Last step of a word's hash; the tokeniser builds the rest while it reads. */
export function finish(hash: number): number {
  const mixed = hash ^ (hash >>> 15);
  return mixed === 0 ? 1 : mixed;
}

/** Hash of a phrase from the hash of its beginning and the next word's. */
export function joinHash(first: number, next: number): number {
  const mixed = Math.imul(first ^ ((next + 0x9e3779b9) | 0), 0x85ebca6b);
  return finish(mixed);
}

/** Open-addressing table from word hash to two values; each slot is four numbers (hash, value, note, note in Dutch where the word is in both languages' lists) so that a look-up touches one cache line. */
export interface Lexicon {
  readonly slots: Int32Array;
  /** Mask for a slot's first index: (hash << 2) & mask. */
  readonly mask: number;
  /** 1 where the low 16 bits of a phrase's (or its beginning's) hash lead to one: turns most pairs of words away without a look in the table. */
  readonly pairs: Uint8Array;
}

const size = 1 << 19;

function insert(slots: Int32Array, key: number, value: number, note: number, dutch: number): void {
  const mask = slots.length - 1;
  let slot = (key << 2) & mask;
  while (slots[slot] !== 0 && slots[slot] !== key) slot = (slot + 4) & mask;
  slots[slot] = key;
  slots[slot + 1] |= value;
  slots[slot + 2] |= note;
  slots[slot + 3] |= dutch;
}

/** Reads the built lists: groups "value,note[,dutch]:word word two_words" separated by new lines. */
function load(text: string): Lexicon {
  const slots = new Int32Array(size * 4);
  const pairs = new Uint8Array(1 << 16);
  let at = 0;
  while (at < text.length) {
    const colon = text.indexOf(':', at);
    let end = text.indexOf('\n', colon);
    if (end < 0) end = text.length;
    const [value = 0, note = 0, dutch = 0] = text.slice(at, colon).split(',').map(Number);
    let hash = SEED;
    let phrase = 0;
    for (let index = colon + 1; index <= end; index++) {
      const code = index === end ? 0x20 : text.charCodeAt(index);
      if (code === 0x20) {
        const word = finish(hash);
        const key = phrase !== 0 ? joinHash(phrase, word) : word;
        if (phrase !== 0) pairs[key & 0xffff] = 1;
        insert(slots, key, value, note, dutch);
        hash = SEED;
        phrase = 0;
      } else if (code === 0x5f) {
        const word = finish(hash);
        // Every beginning of a phrase is in the table, so that a reader stops at the first word that leads nowhere.
        phrase = phrase === 0 ? word : joinHash(phrase, word);
        pairs[phrase & 0xffff] = 1;
        insert(slots, phrase, PHRASE_START, 0, 0);
        hash = SEED;
      } else hash = Math.imul(hash ^ code, PRIME);
    }
    at = end + 1;
  }
  return { slots, mask: slots.length - 1, pairs };
}

let loaded: Lexicon | undefined;

/** The one lexicon of the process; read at first use. */
export function lexicon(): Lexicon {
  loaded ??= load(built);
  return loaded;
}

/** Value of a word or phrase hash; 0 when unknown. */
export function lookUp(table: Lexicon, key: number): number {
  const { slots, mask } = table;
  let slot = (key << 2) & mask;
  for (;;) {
    const found = slots[slot];
    if (found === key) return slots[slot + 1];
    if (found === 0) return 0;
    slot = (slot + 4) & mask;
  }
}

/** Note value of a word or phrase hash; 0 when it has none. */
export function noteOf(table: Lexicon, key: number): number {
  const { slots, mask } = table;
  let slot = (key << 2) & mask;
  for (;;) {
    const found = slots[slot];
    if (found === key) return (slots[slot + 1] & NOTE) !== 0 ? slots[slot + 2] : 0;
    if (found === 0) return 0;
    slot = (slot + 4) & mask;
  }
}

/** What a word of both languages' lists means in Dutch; 0 when it is not in both. */
export function dutchNoteOf(table: Lexicon, key: number): number {
  const { slots, mask } = table;
  let slot = (key << 2) & mask;
  for (;;) {
    const found = slots[slot];
    if (found === key) return slots[slot + 3];
    if (found === 0) return 0;
    slot = (slot + 4) & mask;
  }
}

/** Context number of a value; 0 when the word gives none. */
export const contextIn = (value: number): number => ((value & CONTEXT) !== 0 ? (value >>> 24) & 63 : 0);

/** The single words whose note value has one of the bits of `mask` and none of `without`, between the given lengths. Reads the built lists; use once. */
export function wordsWithNote(mask: number, without: number, shortest: number, longest: number): string[] {
  const found: string[] = [];
  for (const line of built.split('\n')) {
    const colon = line.indexOf(':');
    const note = Number(line.slice(0, colon).split(',')[1]);
    if ((note & mask) === 0 || (note & without) !== 0) continue;
    for (const word of line.slice(colon + 1).split(' ')) if (word.length >= shortest && word.length <= longest && !word.includes('_')) found.push(word);
  }
  return found;
}
