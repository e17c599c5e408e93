import { CAPITAL_BEGINS, LOWER_BEFORE_MARK, LOWER_BEGINS, NOTE_PHRASE } from './bits.ts';
import { classes, DIGIT, LEAD, OTHER, twoByteLetters, UPPER } from './bytes.ts';
import { folds } from './fold.ts';
import { finish, joinHash, type Lexicon, mayBeNote } from './lexicon.ts';
import { around, partSize } from './parts.ts';

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

/** By gap: 1 when a word before it may be the beginning of an address, a number or a user name ("www.", "fe80:", "ab-", "NL91"), whatever the word. */
const markBegins = new Uint8Array(32);
for (const gap of [COLON, HYPHEN, DOT, NONE, UNDERSCORE, PAREN, MIXED]) markBegins[gap] = 1;

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

/** The words last looked up, by the low bits of their hash: the table itself is larger than the processor's nearer caches, and nineteen words in twenty are the same few thousand. */
const frontMask = 8191;
const frontKeys = new Int32Array(frontMask + 1);
const frontMeanings = new Uint16Array(frontMask + 1);

/** Zero bytes kept before and after the text, so that looking one step outside sees an end, never a neighbour's or an older text. */
export const margin = 32;
/** Most tokens of one text: parts.ts cuts what is longer, and a token is one unit at least. */
const capacity = partSize + 5 * around;

/**
 * What is known of each token of the text being read, by number of the token: one text at a time in a thread. A module that reads them takes those it needs into constants
 * of its own ("const { starts } = tokenArrays"): the compiler then knows where they lie, which as fields of an object it would look up at each access.
 */
export const tokenArrays = {
  /** The text in UTF-8, from `margin` on. */
  bytes: new Uint8Array(3 * capacity + 2 * margin),
  starts: new Int32Array(capacity),
  ends: new Int32Array(capacity),
  shapes: new Uint8Array(capacity),
  gaps: new Uint8Array(capacity),
  /** What each word can be the beginning of (bits.ts). */
  traits: new Uint8Array(capacity),
  keys: new Int32Array(capacity),
  values: new Int32Array(capacity),
  notes: new Int32Array(capacity),
  /** Tokens at which a span may begin, in order: numbers, words with a capital, words that mean something, and what a mark other than a space or comma follows. */
  hits: new Int32Array(capacity),
  /** Tokens that may be more than the word itself says: unknown, written as one with the next, one letter, starred, or at the beginning of a phrase. */
  closer: new Int32Array(capacity),
  /** The first token of each sentence, and the OR of the notes of its tokens that are not in `closer`. */
  sentences: new Int32Array(capacity),
  sentenceNotes: new Int32Array(capacity),
} as const;
const { bytes, starts, ends, shapes, gaps, traits, keys, values, notes, hits, closer, sentences, sentenceNotes } = tokenArrays;

/** The tokens of one text: words and runs of digits. What is known of each is in tokenArrays. */
export class Tokens {
  count = 0;
  /** Where the text lies in `bytes`. */
  readonly from = margin;
  to = margin;
  hitCount = 0;
  closerCount = 0;
  sentenceCount = 0;
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

  private noteAt(position: number): void {
    if (this.atCount === this.ats.length) {
      const bigger = new Int32Array(this.ats.length * 2);
      bigger.set(this.ats);
      this.ats = bigger;
    }
    this.ats[this.atCount++] = position;
  }

  /** Reads source[start, end). What is at `at` in it is at `at - start + margin` in `bytes`. */
  read(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (length > 3 * capacity) throw new RangeError(`a text of more than ${3 * capacity} bytes: cut it first (parts.ts)`);
    if (length > 512) bytes.set(source.subarray(start, end), margin);
    else for (let at = 0; at < length; at++) bytes[margin + at] = source[start + at];
    this.readHere(length);
  }

  /** Reads the text of so many bytes that stands in `bytes` from `margin` on. */
  readHere(length: number): void {
    const from = margin;
    const to = from + length;
    bytes.fill(0, to, to + margin);
    this.to = to;
    this.atCount = 0;
    this.doubleCount = 0;
    const { keys: words, meanings, values: wordValues, notes: wordNotes, traits: wordTraits, mask, notePairs } = this.lexicon;
    let count = 0;
    let hitCount = 0;
    let closerCount = 0;
    let noteBits = 0;
    let sentenceCount = 0;
    sentences[0] = 0;
    let at = from;
    // The token before: what is said of it may hang on what stands behind it.
    let previousStart = from;
    let previousEnd = from;
    let previousKey = 0;
    let previousValue = 1;
    let previousNote = 0;
    let previousTraits = 0;
    /** It is not in `hits` yet, and may come there by the mark behind it. */
    let waiting = false;
    while (at < to) {
      let byte = bytes[at];
      let kind = classes[byte];
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
        while (at < to && (bytes[at] - 0x30) >>> 0 < 10) at++;
      } else {
        let hash = 0x811c9dc5;
        let letters = 0;
        let uppers = 0;
        let firstUpper = kind === UPPER ? 1 : 0;
        for (;;) {
          if (kind <= UPPER) {
            const first = at;
            do {
              hash = Math.imul(hash ^ (byte | 0x20), 0x01000193);
              uppers += kind >> 1;
              if (++at >= to) break;
              byte = bytes[at];
              kind = classes[byte];
            } while ((kind - 1) >>> 0 < 2);
            letters += at - first;
            if (at >= to || kind !== LEAD) break;
          }
          if (byte >= 0xc3 && byte < 0xe0 && at + 1 < to) {
            const code = ((byte & 31) << 6) | (bytes[at + 1] & 63);
            const letter = twoByteLetters[code];
            if (letter === 0) break;
            if (letter === 2) {
              uppers++;
              if (letters === 0) firstUpper = 1;
            }
            const folded = code < 0x250 ? folds[code] : 0;
            if (folded !== 0) {
              hash = Math.imul(hash ^ (folded & 255), 0x01000193);
              if (folded > 255) hash = Math.imul(hash ^ (folded >> 8), 0x01000193);
            } else if (code < 0x300 || code > 0x36f) hash = Math.imul(Math.imul(hash ^ byte, 0x01000193) ^ bytes[at + 1], 0x01000193);
            at += 2;
          } else if (byte >= 0xe0 && byte < 0xef && byte !== 0xe2 && at + 2 < to) {
            hash = Math.imul(Math.imul(Math.imul(hash ^ byte, 0x01000193) ^ bytes[at + 1], 0x01000193) ^ bytes[at + 2], 0x01000193);
            at += 3;
          } else break;
          letters++;
          if (at >= to) break;
          byte = bytes[at];
          kind = classes[byte];
          if (kind === OTHER || kind === DIGIT) break;
        }
        if (letters === 0) {
          at++;
          continue;
        }
        if (uppers === 0) shape = LOWERCASE;
        else if (firstUpper === 0) shape = MIXEDCASE;
        else if (uppers === 1) shape = letters === 1 ? INITIAL : TITLECASE;
        else shape = uppers === letters ? UPPERCASE : MIXEDCASE;
        key = finish(hash);
      }
      if (count === capacity) throw new RangeError(`a text of more than ${capacity} words: cut it first (parts.ts)`);
      const width = start - previousEnd;
      const gap = width === 1 ? singleGap[bytes[previousEnd]] : width === 0 ? (count === 0 ? NEWLINE : NONE) : wideGap(bytes, previousEnd, start);
      if (count > 0) {
        hits[hitCount] = count - 1;
        if (gap !== SPACE && gap !== COMMA && waiting && (markBegins[gap] === 1 || (previousTraits & LOWER_BEFORE_MARK) !== 0)) hitCount++;
        const size = previousEnd - previousStart;
        closer[closerCount] = count - 1;
        if (
          gap === NONE ||
          (previousValue === 0 && size >= 4) ||
          (size === 1 && at - start === 1) ||
          ((previousTraits & NOTE_PHRASE) !== 0 && ((1 << gap) & phraseGaps) !== 0 && mayBeNote(notePairs, joinHash(previousKey, key))) ||
          (gap !== SPACE && bytes[previousEnd] === 0x2a)
        )
          closerCount++;
        else noteBits |= previousNote;
        if (gap === NEWLINE || gap === STOPMARK || (gap === DOTSPACE && shape !== LOWERCASE && size > 1)) {
          sentenceNotes[sentenceCount++] = noteBits;
          noteBits = 0;
          sentences[sentenceCount] = count;
        }
      }
      let value = 1;
      let note = 0;
      let trait = LOWER_BEGINS | CAPITAL_BEGINS;
      if (shape !== NUMBER) {
        const front = key & frontMask;
        let meaning = frontMeanings[front];
        if (frontKeys[front] !== key) {
          let slot = key & mask;
          let found = words[slot];
          while (found !== key && found !== 0) {
            slot = (slot + 1) & mask;
            found = words[slot];
          }
          // A free place has meaning 0: none.
          meaning = meanings[slot];
          frontKeys[front] = key;
          frontMeanings[front] = meaning;
        }
        value = wordValues[meaning];
        note = wordNotes[meaning];
        trait = wordTraits[meaning];
      }
      starts[count] = start;
      ends[count] = at;
      shapes[count] = shape;
      gaps[count] = gap;
      traits[count] = trait;
      keys[count] = key;
      values[count] = shape === NUMBER ? 0 : value;
      notes[count] = note;
      const pushed = (shape === LOWERCASE ? trait : trait >> 1) & 1;
      hits[hitCount] = count;
      hitCount += pushed;
      waiting = pushed === 0;
      previousStart = start;
      previousEnd = at;
      previousKey = key;
      previousValue = value;
      previousNote = note;
      previousTraits = trait;
      count++;
    }
    this.count = count;
    this.hitCount = hitCount;
    if (count > 0) closer[closerCount++] = count - 1;
    this.closerCount = closerCount;
    sentenceNotes[sentenceCount] = noteBits;
    this.sentenceCount = count > 0 ? sentenceCount + 1 : 0;
  }

  /** Length in bytes of a token. */
  length(token: number): number {
    return ends[token] - starts[token];
  }
}
