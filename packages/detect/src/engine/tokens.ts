import { BEGINS, PHRASE_START, STOP, STOP_BUT_MORE } from './bits.ts';
import { classes, DIGIT, LOWER, OTHER, twoByteLetters, UPPER } from './bytes.ts';
import { folds } from './fold.ts';
import { finish, joinHash, type Lexicon, mayJoin } from './lexicon.ts';

/** Shapes of a token. */
export const NUMBER = 0;
export const LOWERCASE = 1;
export const TITLECASE = 2;
export const UPPERCASE = 3;
export const MIXEDCASE = 4;
/** One upper-case letter. */
export const INITIAL = 5;

/** What stands between a token and the one before it. */
export const NONE = 0;
export const SPACE = 1;
export const HYPHEN = 2;
export const DOT = 3;
export const DOTSPACE = 4;
export const COMMA = 5;
export const NEWLINE = 6;
export const COLON = 7;
export const APOSTROPHE = 8;
export const SLASH = 9;
export const AT = 10;
export const MIXED = 11;
/** End of a sentence: ! ? ; */
export const STOPMARK = 12;
export const QUOTE = 13;
export const PAREN = 14;
export const UNDERSCORE = 15;
export const EQUALS = 16;
export const TAB = 17;

/** What may stand between the words of a remark. */
const phraseGaps = (1 << SPACE) | (1 << HYPHEN) | (1 << DOT) | (1 << APOSTROPHE);

const singleGap: Uint8Array = (() => {
  const table = new Uint8Array(256).fill(MIXED);
  table[0x20] = SPACE;
  table[0x2d] = HYPHEN;
  table[0x2e] = DOT;
  table[0x2c] = COMMA;
  table[0x0a] = NEWLINE;
  table[0x0d] = NEWLINE;
  table[0x3a] = COLON;
  table[0x27] = APOSTROPHE;
  table[0x2f] = SLASH;
  table[0x40] = AT;
  table[0x21] = STOPMARK;
  table[0x3f] = STOPMARK;
  table[0x3b] = STOPMARK;
  table[0x22] = QUOTE;
  table[0x28] = PAREN;
  table[0x29] = PAREN;
  table[0x5f] = UNDERSCORE;
  table[0x3d] = EQUALS;
  table[0x09] = TAB;
  return table;
})();

/** Strongest first: the code of a gap of several bytes is that of its strongest byte. */
const rank: Uint8Array = (() => {
  const table = new Uint8Array(32);
  [SPACE, HYPHEN, APOSTROPHE, UNDERSCORE, SLASH, COMMA, DOT, QUOTE, PAREN, TAB, EQUALS, COLON, MIXED, AT, STOPMARK, NEWLINE].forEach((gap, index) => {
    table[gap] = index;
  });
  return table;
})();

function wideGap(bytes: Uint8Array, from: number, to: number): number {
  let best = SPACE;
  let spaces = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    let gap: number;
    if (byte === 0xe2 && at + 2 < to + 2 && bytes[at + 1] === 0x80) {
      const third = bytes[at + 2] as number;
      gap = third === 0x98 || third === 0x99 ? APOSTROPHE : third >= 0x90 && third <= 0x95 ? HYPHEN : third >= 0x9c && third <= 0x9f ? QUOTE : SPACE;
      at += 2;
    } else if (byte === 0xc2) {
      gap = bytes[at + 1] === 0xa0 ? SPACE : MIXED;
      at++;
    } else gap = singleGap[byte] as number;
    if (gap === SPACE) spaces++;
    if ((rank[gap] as number) > (rank[best] as number)) best = gap;
  }
  if (best === DOT && spaces > 0) return DOTSPACE;
  if (best === HYPHEN && spaces > 0) return MIXED;
  return best;
}

/** The tokens of one text: words and runs of digits, as parallel arrays that are reused from text to text. */
export class Tokens {
  count = 0;
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  shapes = new Uint8Array(1024);
  gaps = new Uint8Array(1024);
  keys = new Int32Array(1024);
  values = new Int32Array(1024);
  notes = new Int32Array(1024);
  bytes: Uint8Array = new Uint8Array(0);
  from = 0;
  to = 0;
  /** Tokens at which a span may begin, in order: numbers, words with a capital, words that mean something, and what a mark other than a space or comma follows. */
  hits = new Int32Array(1024);
  hitCount = 0;
  /** Tokens that may be more than the word itself says: unknown, written as one with the next, one letter, starred, or at the beginning of a phrase. `noteBits` is the OR of the notes of all others. */
  closer = new Int32Array(1024);
  closerCount = 0;
  noteBits = 0;
  /** How many '@' the text has, and where the first stand. */
  ats = new Int32Array(64);
  atCount = 0;
  /** Where "::" stands (the first 64). */
  doubles = new Int32Array(64);
  doubleCount = 0;
  readonly lexicon: Lexicon;

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon;
  }

  private grow(): void {
    const size = this.starts.length * 2;
    const ints = (old: Int32Array) => {
      const bigger = new Int32Array(size);
      bigger.set(old);
      return bigger;
    };
    const small = (old: Uint8Array) => {
      const bigger = new Uint8Array(size);
      bigger.set(old);
      return bigger;
    };
    this.starts = ints(this.starts);
    this.ends = ints(this.ends);
    this.keys = ints(this.keys);
    this.values = ints(this.values);
    this.notes = ints(this.notes);
    this.hits = ints(this.hits);
    this.closer = ints(this.closer);
    this.shapes = small(this.shapes);
    this.gaps = small(this.gaps);
  }

  private noteAt(position: number): void {
    if (this.atCount === this.ats.length) {
      const bigger = new Int32Array(this.ats.length * 2);
      bigger.set(this.ats);
      this.ats = bigger;
    }
    this.ats[this.atCount++] = position;
  }

  /** Reads bytes[from, to) into tokens. One pass; the byte behind `to` may be looked at, never used. */
  read(bytes: Uint8Array, from: number, to: number): void {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.atCount = 0;
    this.doubleCount = 0;
    const { keys: words, meanings, values: wordValues, notes: wordNotes, mask, pairs } = this.lexicon;
    let { starts, ends, shapes, gaps, keys, values, notes, hits, closer } = this;
    let count = 0;
    let hitCount = 0;
    let pushed = true;
    let closerCount = 0;
    let noteBits = 0;
    let at = from;
    let previousEnd = from;
    while (at < to) {
      let byte = bytes[at] as number;
      let kind = classes[byte] as number;
      if (kind === OTHER) {
        if (byte === 0x40) this.noteAt(at);
        else if (byte === 0x3a && bytes[at + 1] === 0x3a && at + 1 < to && this.doubleCount < 64) this.doubles[this.doubleCount++] = at++;
        at++;
        continue;
      }
      const start = at;
      let shape = NUMBER;
      let key = 0;
      if (kind === DIGIT) {
        at++;
        while (at < to && ((bytes[at] as number) - 0x30) >>> 0 < 10) at++;
      } else {
        let hash = 0x811c9dc5;
        let letters = 0;
        let uppers = 0;
        let firstUpper = 0;
        for (;;) {
          if (kind === LOWER) {
            hash = Math.imul(hash ^ byte, 0x01000193);
            at++;
          } else if (kind === UPPER) {
            hash = Math.imul(hash ^ (byte | 0x20), 0x01000193);
            uppers++;
            if (letters === 0) firstUpper = 1;
            at++;
          } else if (byte >= 0xc3 && byte < 0xe0 && at + 1 < to) {
            const code = ((byte & 31) << 6) | ((bytes[at + 1] as number) & 63);
            const letter = twoByteLetters[code] as number;
            if (letter === 0) break;
            if (letter === 2) {
              uppers++;
              if (letters === 0) firstUpper = 1;
            }
            const folded = code < 0x250 ? (folds[code] as number) : 0;
            if (folded !== 0) {
              hash = Math.imul(hash ^ (folded & 255), 0x01000193);
              if (folded > 255) hash = Math.imul(hash ^ (folded >> 8), 0x01000193);
            } else if (code < 0x300 || code > 0x36f) hash = Math.imul(Math.imul(hash ^ byte, 0x01000193) ^ (bytes[at + 1] as number), 0x01000193);
            at += 2;
          } else if (byte >= 0xe0 && byte < 0xef && byte !== 0xe2 && at + 2 < to) {
            hash = Math.imul(Math.imul(Math.imul(hash ^ byte, 0x01000193) ^ (bytes[at + 1] as number), 0x01000193) ^ (bytes[at + 2] as number), 0x01000193);
            at += 3;
          } else break;
          letters++;
          if (at >= to) break;
          byte = bytes[at] as number;
          kind = classes[byte] as number;
          if (kind === OTHER || kind === DIGIT) break;
        }
        if (letters === 0) {
          at++;
          continue;
        }
        shape =
          uppers === 0
            ? LOWERCASE
            : firstUpper === 0
              ? MIXEDCASE
              : uppers === 1
                ? letters === 1
                  ? INITIAL
                  : TITLECASE
                : uppers === letters
                  ? UPPERCASE
                  : MIXEDCASE;
        key = finish(hash);
      }
      if (count === starts.length) {
        this.grow();
        ({ starts, ends, shapes, gaps, keys, values, notes, hits, closer } = this);
      }
      starts[count] = start;
      ends[count] = at;
      shapes[count] = shape;
      const width = start - previousEnd;
      const gap =
        width === 1 ? (singleGap[bytes[previousEnd] as number] as number) : width === 0 ? (count === 0 ? NEWLINE : NONE) : wideGap(bytes, previousEnd, start);
      gaps[count] = gap;
      if (!pushed && gap !== SPACE && gap !== COMMA) hits[hitCount++] = count - 1;
      if (count > 0) {
        const before = count - 1;
        const value = values[before];
        const size = previousEnd - starts[before];
        if (
          gap === NONE ||
          (value === 0 && size >= 4 && shapes[before] !== NUMBER) ||
          (size === 1 && at - start === 1) ||
          ((value & PHRASE_START) !== 0 && ((1 << gap) & phraseGaps) !== 0 && mayJoin(pairs, joinHash(keys[before], key))) ||
          (gap !== SPACE && bytes[previousEnd] === 0x2a)
        )
          closer[closerCount++] = before;
        else noteBits |= notes[before];
      }
      previousEnd = at;
      keys[count] = key;
      let value = 0;
      let note = 0;
      if (shape !== NUMBER) {
        let slot = key & mask;
        for (;;) {
          const found = words[slot];
          if (found === key) {
            const meaning = meanings[slot];
            value = wordValues[meaning];
            note = wordNotes[meaning];
            break;
          }
          if (found === 0) break;
          slot = (slot + 1) & mask;
        }
      }
      values[count] = value;
      notes[count] = note;
      pushed = shape === LOWERCASE ? (value & BEGINS) !== 0 : (value & STOP) === 0 || (value & STOP_BUT_MORE) !== 0;
      if (pushed) hits[hitCount++] = count;
      count++;
    }
    this.count = count;
    this.hitCount = hitCount;
    if (count > 0) closer[closerCount++] = count - 1;
    this.closerCount = closerCount;
    this.noteBits = noteBits;
  }

  /** Length in bytes of a token. */
  length(token: number): number {
    return (this.ends[token] as number) - (this.starts[token] as number);
  }
}
