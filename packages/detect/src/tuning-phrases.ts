import { lexicon } from './engine/lexicon.ts';
import { NEWLINE, NONE, NUMBER, STOPMARK, Tokens, tokenArrays } from './engine/tokens.ts';

const { bytes, starts, ends, shapes, gaps, keys } = tokenArrays;

/** A word or phrase as the tokeniser sees it: folded words by hash, numbers by their digits. */
interface Phrase {
  readonly keys: readonly number[];
  readonly gaps: readonly number[];
}

const encoder = new TextEncoder();
let reader: Tokens | undefined;

/** Key of a token: the hash of its folded letters, or of its digits (a bit apart from words). */
function keyOf(token: number): number {
  if (shapes[token] !== NUMBER) return keys[token] as number;
  let hash = 0x7f4a7c15;
  const end = Math.min(ends[token] as number, (starts[token] as number) + 40);
  for (let at = starts[token] as number; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash | 0;
}

/** How many words and numbers a phrase has. */
export function wordsIn(text: string): number {
  reader ??= new Tokens(lexicon());
  const bytes = encoder.encode(text);
  reader.read(bytes, 0, bytes.length);
  return reader.count;
}

/**
 * A set of words and phrases, found in a text by whole words without regard to case and accents. Marks between the words do not count ("de Vries-Bakker" is
 * "De Vries Bakker"), but a phrase does not run over a line or the end of a sentence.
 */
export class Phrases {
  /** By the key of the last word. */
  private readonly byLast = new Map<number, Phrase[]>();
  /** Words of the longest phrase. */
  readonly longest: number = 0;

  constructor(texts: readonly string[]) {
    reader ??= new Tokens(lexicon());
    for (const text of texts) {
      const bytes = encoder.encode(text);
      reader.read(bytes, 0, bytes.length);
      if (reader.count === 0) continue;
      const keys: number[] = [];
      const gaps: number[] = [];
      for (let token = 0; token < reader.count; token++) {
        keys.push(keyOf(token));
        gaps.push(tokenArrays.gaps[token]);
      }
      const last = keys.at(-1) as number;
      const known = this.byLast.get(last);
      if (known) known.push({ keys, gaps });
      else this.byLast.set(last, [{ keys, gaps }]);
      if (keys.length > this.longest) this.longest = keys.length;
    }
  }

  /** True when there is none. */
  get empty(): boolean {
    return this.longest === 0;
  }

  /** First token of the longest phrase that ends with `last`; -1 when none does. */
  endingAt(tokens: Tokens, last: number): number {
    let first = -1;
    for (const phrase of this.byLast.get(keyOf(last)) ?? []) {
      const begin = last - phrase.keys.length + 1;
      if (begin < 0 || (first >= 0 && begin >= first)) continue;
      let same = !touches(tokens, begin);
      for (let token = begin; token <= last && same; token++) {
        const gap = gaps[token];
        const asked = phrase.gaps[token - begin];
        same =
          phrase.keys[token - begin] === keyOf(token) &&
          (token === begin || ((gap === NONE) === (asked === NONE) && (gap === asked || (gap !== NEWLINE && gap !== STOPMARK))));
      }
      if (same && !touches(tokens, last + 1)) first = begin;
    }
    return first;
  }

  /** True when bytes [start, end) lie wholly within one of the phrases. */
  covers(tokens: Tokens, start: number, end: number): boolean {
    const first = tokenAt(tokens, start);
    const last = tokenBefore(tokens, end);
    if (first >= tokens.count || last < first) return false;
    for (let at = last; at < tokens.count && at < last + this.longest; at++) {
      const begin = this.endingAt(tokens, at);
      if (begin >= 0 && begin <= first) return true;
    }
    return false;
  }
}

/** True when a token stands right against the one before it ("NL12"). */
const touches = (tokens: Tokens, token: number): boolean => token > 0 && token < tokens.count && gaps[token] === NONE;

/** The first token that ends behind `byte`. */
export function tokenAt(tokens: Tokens, byte: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last token that begins before `byte`; -1 when none. */
function tokenBefore(tokens: Tokens, byte: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < byte) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
