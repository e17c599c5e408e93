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

/** Open-addressing table from word hash to two values. Read-only after loading. */
export interface Lexicon {
  readonly keys: Int32Array;
  readonly values: Int32Array;
  readonly notes: Int32Array;
  readonly mask: number;
}

function makeTable(): { keys: Int32Array; values: Int32Array; notes: Int32Array; mask: number } {
  const size = 1 << 19;
  return { keys: new Int32Array(size), values: new Int32Array(size), notes: new Int32Array(size), mask: size - 1 };
}

function insert(table: ReturnType<typeof makeTable>, key: number, value: number, note: number): void {
  const { keys, values, notes, mask } = table;
  let slot = key & mask;
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
  keys[slot] = key;
  values[slot] = (values[slot] as number) | value;
  notes[slot] = (notes[slot] as number) | note;
}

/** Reads the built lists: groups "value,note:word word two_words" separated by new lines. */
function load(text: string): Lexicon {
  const table = makeTable();
  let at = 0;
  while (at < text.length) {
    const colon = text.indexOf(':', at);
    let end = text.indexOf('\n', colon);
    if (end < 0) end = text.length;
    const [value = 0, note = 0] = text.slice(at, colon).split(',').map(Number);
    let hash = SEED;
    let phrase = 0;
    for (let index = colon + 1; index <= end; index++) {
      const code = index === end ? 0x20 : text.charCodeAt(index);
      if (code === 0x20) {
        const word = finish(hash);
        if (phrase !== 0) insert(table, joinHash(phrase, word), value, note);
        else insert(table, word, value, note);
        hash = SEED;
        phrase = 0;
      } else if (code === 0x5f) {
        const word = finish(hash);
        if (phrase === 0) {
          insert(table, word, PHRASE_START, 0);
          phrase = word;
        } else phrase = joinHash(phrase, word);
        hash = SEED;
      } else hash = Math.imul(hash ^ code, PRIME);
    }
    at = end + 1;
  }
  return table;
}

let loaded: Lexicon | undefined;

/** The one lexicon of the process; read at first use. */
export function lexicon(): Lexicon {
  loaded ??= load(built);
  return loaded;
}

/** Value of a word or phrase hash; 0 when unknown. */
export function lookUp(table: Lexicon, key: number): number {
  let slot = key & table.mask;
  for (;;) {
    const found = table.keys[slot];
    if (found === key) return table.values[slot] as number;
    if (found === 0) return 0;
    slot = (slot + 1) & table.mask;
  }
}

/** Note value of a word or phrase hash; 0 when it has none. */
export function noteOf(table: Lexicon, key: number): number {
  let slot = key & table.mask;
  for (;;) {
    const found = table.keys[slot];
    if (found === key) return ((table.values[slot] as number) & NOTE) !== 0 ? (table.notes[slot] as number) : 0;
    if (found === 0) return 0;
    slot = (slot + 1) & table.mask;
  }
}

/** Context number of a value; 0 when the word gives none. */
export const contextIn = (value: number): number => ((value & CONTEXT) !== 0 ? (value >>> 24) & 63 : 0);

/** The single words whose note value has one of the bits of `mask` and none of `without`, between the given lengths. Reads the built lists; use once. */
export function wordsWithNote(mask: number, without: number, shortest: number, longest: number): string[] {
  const found: string[] = [];
  for (const line of built.split('\n')) {
    const colon = line.indexOf(':');
    const note = Number(line.slice(line.indexOf(',') + 1, colon));
    if ((note & mask) === 0 || (note & without) !== 0) continue;
    for (const word of line.slice(colon + 1).split(' ')) if (word.length >= shortest && word.length <= longest && !word.includes('_')) found.push(word);
  }
  return found;
}
