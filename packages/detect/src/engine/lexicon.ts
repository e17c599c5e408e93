import { built } from '../../lexicon/built.js';
import { CONTEXT, NOTE, NOTE_PHRASE, PHRASE_START, phraseTraits, traitsOf } from './bits.ts';

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

/**
 * Open-addressing table from word hash to meaning. The hashes lie by themselves, sixteen to a cache line, because most words are looked up and many are not there;
 * beside each stands the number of its meaning, of which there are some hundreds.
 */
export interface Lexicon {
  /** 0: free. */
  readonly keys: Int32Array;
  /** Number of the meaning at the same place; 0 is "means nothing". */
  readonly meanings: Uint16Array;
  /** By number of meaning: the value of the word, its note, and its note in Dutch where it is in both languages' lists. */
  readonly values: Int32Array;
  readonly notes: Int32Array;
  readonly dutch: Int32Array;
  /** By number of meaning: what the word can be the beginning of (bits.ts). */
  readonly traits: Uint8Array;
  /** keys.length - 1, a power of two less one. */
  readonly mask: number;
  /** One bit for each value of the low 20 bits of a phrase's (or its beginning's) hash: turns most pairs of words away without a look in the table. Ask mayJoin(). */
  readonly pairs: Int32Array;
  /** The same, in tables small enough to stay near: the first two words of phrases that mean something in a note (18 bits, ask mayBeNote()); phrases that are a place, firm, people or context (17 bits, ask mayBeName()). */
  readonly notePairs: Int32Array;
  readonly namePairs: Int32Array;
}

/** Places in the table; the build refuses lists that fill more than half of it. */
const size = 1 << 19;

/** A word may begin with this many letters of the word before it. */
const shared = 26;

/**
 * Reads the built lists: groups "value,note[,dutch]:word" separated by new lines; behind a word stands a capital that says how many letters of it the next word
 * begins with (A none, B one ... Z twenty-five), then the rest of that word. Words of a phrase are joined by "_". A space stands for A.
 */
function load(text: string): Lexicon {
  const keys = new Int32Array(size);
  const meanings = new Uint16Array(size);
  const mask = size - 1;
  const pairs = new Int32Array(1 << 15);
  const notePairs = new Int32Array(1 << 13);
  const namePairs = new Int32Array(1 << 12);
  const values = [0];
  const notes = [0];
  const dutch = [0];
  const traits = [traitsOf(0, 0)];
  const phrased = [0];
  const known = new Map<string, number>();
  const meaning = (value: number, note: number, inDutch: number, phrases: number): number => {
    const name = `${value},${note},${inDutch},${phrases}`;
    let number = known.get(name);
    if (number === undefined) {
      number = values.length;
      known.set(name, number);
      values.push(value);
      notes.push(note);
      dutch.push(inDutch);
      traits.push(traitsOf(value, phrases));
      phrased.push(phrases);
    }
    return number;
  };
  /** A word that is there already (a beginning of a phrase, or a collision of hashes) means both. */
  const insert = (key: number, number: number): void => {
    let slot = key & mask;
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    const old = meanings[slot];
    keys[slot] = key;
    meanings[slot] =
      old === 0 || old === number
        ? number
        : meaning(values[old] | values[number], notes[old] | notes[number], dutch[old] | dutch[number], phrased[old] | phrased[number]);
  };
  /** The hash, and that of the phrase so far, behind each letter of the word being read. */
  const hashes = new Int32Array(shared).fill(SEED);
  const phrases = new Int32Array(shared);
  /** Words of the phrase so far. */
  const counts = new Uint8Array(shared);
  const mark = (key: number, words: number, begun: number): void => {
    pairs[(key >>> 5) & 0x7fff] |= 1 << key;
    if (words === 2 && (begun & NOTE_PHRASE) !== 0) notePairs[(key >>> 5) & 0x1fff] |= 1 << key;
    if ((begun & ~NOTE_PHRASE) !== 0) namePairs[(key >>> 5) & 0xfff] |= 1 << key;
  };
  /** Reads the words of one group, text[from, end). A function of its own, so that the engine compiles it once and for all groups. */
  const group = (from: number, end: number, number: number, start: number, begun: number): void => {
    let hash = SEED;
    let phrase = 0;
    let count = 0;
    let length = 0;
    for (let index = from; index <= end; index++) {
      const code = index === end ? 0x20 : text.charCodeAt(index);
      if (code === 0x20 || (code >= 0x41 && code <= 0x5a)) {
        const word = finish(hash);
        const key = phrase !== 0 ? joinHash(phrase, word) : word;
        if (phrase !== 0) mark(key, count + 1, begun);
        insert(key, number);
        length = code === 0x20 ? 0 : code - 0x41;
        hash = hashes[length];
        phrase = phrases[length];
        count = counts[length];
        continue;
      }
      if (code === 0x5f) {
        const word = finish(hash);
        // Every beginning of a phrase is in the table, so that a reader stops at the first word that leads nowhere.
        phrase = phrase === 0 ? word : joinHash(phrase, word);
        count++;
        if (count > 1) mark(phrase, count, begun);
        insert(phrase, start);
        hash = SEED;
      } else hash = Math.imul(hash ^ code, PRIME);
      if (++length < shared) {
        hashes[length] = hash;
        phrases[length] = phrase;
        counts[length] = count;
      }
    }
  };
  for (let at = 0; at < text.length; ) {
    const colon = text.indexOf(':', at);
    let end = text.indexOf('\n', colon);
    if (end < 0) end = text.length;
    const [value = 0, note = 0, inDutch = 0] = text.slice(at, colon).split(',').map(Number);
    const begun = phraseTraits(value, note);
    group(colon + 1, end, meaning(value, note, inDutch, 0), meaning(PHRASE_START, 0, 0, begun), begun);
    at = end + 1;
  }
  return {
    keys,
    meanings,
    values: Int32Array.from(values),
    notes: Int32Array.from(notes),
    dutch: Int32Array.from(dutch),
    traits: Uint8Array.from(traits),
    mask,
    pairs,
    notePairs,
    namePairs,
  };
}

let loaded: Lexicon | undefined;

/** The one lexicon of the process; read at first use. */
export function lexicon(): Lexicon {
  loaded ??= load(built);
  return loaded;
}

/** False when no phrase, and no beginning of one, has this hash. */
export const mayJoin = (pairs: Int32Array, hash: number): boolean => (pairs[(hash >>> 5) & 0x7fff] & (1 << hash)) !== 0;

/** False when no phrase that means something in a note begins with two words of this joined hash. */
export const mayBeNote = (notePairs: Int32Array, hash: number): boolean => (notePairs[(hash >>> 5) & 0x1fff] & (1 << hash)) !== 0;

/** False when no place, firm, people or context of several words, and no beginning of one, has this hash. */
export const mayBeName = ({ namePairs }: Lexicon, hash: number): boolean => (namePairs[(hash >>> 5) & 0xfff] & (1 << hash)) !== 0;

/** Number of the meaning of a word or phrase hash; 0 when unknown. */
function meaningOf({ keys, meanings, mask }: Lexicon, key: number): number {
  let slot = key & mask;
  for (;;) {
    const found = keys[slot];
    if (found === key) return meanings[slot];
    if (found === 0) return 0;
    slot = (slot + 1) & mask;
  }
}

/** Value of a word or phrase hash; 0 when unknown. */
export const lookUp = (table: Lexicon, key: number): number => table.values[meaningOf(table, key)];

/** Note value of a word or phrase hash; 0 when it has none. */
export function noteOf(table: Lexicon, key: number): number {
  const meaning = meaningOf(table, key);
  return (table.values[meaning] & NOTE) !== 0 ? table.notes[meaning] : 0;
}

/** What a word of both languages' lists means in Dutch; 0 when it is not in both. */
export const dutchNoteOf = (table: Lexicon, key: number): number => table.dutch[meaningOf(table, key)];

/** Context number of a value; 0 when the word gives none. */
export const contextIn = (value: number): number => ((value & CONTEXT) !== 0 ? (value >>> 24) & 63 : 0);

/** The words of a group as load() reads them. */
function* wordsOf(text: string): Generator<string> {
  let word = '';
  let from = 0;
  let kept = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? 0x20 : text.charCodeAt(at);
    if (code !== 0x20 && (code < 0x41 || code > 0x5a)) continue;
    word = word.slice(0, kept) + text.slice(from, at);
    yield word;
    kept = code === 0x20 ? 0 : code - 0x41;
    from = at + 1;
  }
}

/** The single words whose note value has one of the bits of `mask` and none of `without`, between the given lengths. Reads the built lists; use once. */
export function wordsWithNote(mask: number, without: number, shortest: number, longest: number): string[] {
  const found: string[] = [];
  for (const line of built.split('\n')) {
    const colon = line.indexOf(':');
    const note = Number(line.slice(0, colon).split(',')[1]);
    if ((note & mask) === 0 || (note & without) !== 0) continue;
    for (const word of wordsOf(line.slice(colon + 1))) if (word.length >= shortest && word.length <= longest && !word.includes('_')) found.push(word);
  }
  return found;
}
