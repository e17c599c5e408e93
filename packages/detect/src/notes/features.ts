import { finish, joinHash } from '../engine/lexicon.ts';
import { tokenArrays } from '../engine/tokens.ts';
import { noteBits } from './bits.ts';
import { classNames, classOf, mayEndInClass } from './classes.ts';
import { letters, spell } from './spell.ts';

const { keys } = tokenArrays;

/**
 * What the model of soft remarks (soft.ts) looks at, as numbers of 24 bits. This file has the features that depend on a single word or meaning; those of pairs
 * of words are made in model.ts, where the sentence is read. The trainer gets the same numbers, by way of `recorder`.
 */
const B = noteBits;
export const kinds = ~(B.IRRELEVANT | B.WEAK | B.NL | B.EN | B.SAY | B.MENTION);

/** Set by the trainer only: gets the features of each sentence, as often as they occur, instead of weighing it. `woken`: whether it would be read without the cues that the trainer chose. */
export const recorder: {
  take?: (features: Int32Array, rules: number[], ruled: boolean[], spare: { contempt: number; special: number; mercy: number; doubt: number }) => void;
  woken?: boolean;
} = {};

/** The feature of a word's or pair's hash: 1 to 16777215. */
export const featureOf = (hash: number): number => (hash ^ (hash >>> 15)) & 0xffffff || 1;
export const NAME = 0x51ed270b;
export const PLACE = 0x2545f491;
export const FIRST = 0x1b873593;
const RULE = 0x3c6ef372;
const KIND = 0x7f4a7c15;
const CLASS = 0x165667b1;
const BOTH = 0x06234567;
const HEAD = 0x7777;
export const SERVICE = classNames.indexOf('service') + 1;
export const classCount = classNames.length + 1;

const table = (length: number, hashOf: (at: number) => number): Int32Array => Int32Array.from({ length }, (_, at) => featureOf(hashOf(at)));
/** Features of the kinds (noteBits) by number of the bit: of a word, of a phrase; and of two kinds in one sentence. */
export const kindFeatures = table(32, (bit) => joinHash(KIND, 1 << bit));
export const phraseFeatures = table(32, (bit) => joinHash(KIND ^ 7, 1 << bit));
export const bothFeatures = table(1024, (pair) => joinHash(BOTH + (pair >> 5), pair & 31));
/** Features of the classes (classes.ts): of a word, of a word behind one of another class. */
export const classFeatures = table(classCount, (one) => joinHash(CLASS, one));
export const pairFeatures = table(classCount ** 2, (pair) => joinHash(CLASS ^ 7, pair + 1));
/** Features of a sentence as a whole: how long it is, whether it holds a name, a number, a word of the service. */
export const shapeFeatures = table(16, (one) => joinHash(CLASS ^ 11, one + 1));
/** By flag: that the rules found it. */
export const ruleFeatures = table(32, (code) => joinHash(RULE, code));

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** The class of a long word by its last letters, as compounds have it ("ligfietsrijder"). */
function tailClass(count: number): number {
  for (let from = Math.max(3, count - 12); count - from >= 5; from++) {
    let hash = SEED;
    for (let at = from; at < count; at++) hash = Math.imul(hash ^ letters[at], PRIME);
    const found = classOf(finish(hash));
    if (found !== 0) return found;
  }
  return 0;
}

/** Features of a word by itself: how many, which, and its class (0: none). One word at a time. */
export const own = { count: 0, class: 0, features: new Int32Array(8) };
/** Fills `own`: the word, how it begins and ends, its class. */
export function readOwn(token: number): void {
  const key = keys[token];
  const { features } = own;
  let at = 0;
  features[at++] = featureOf(key);
  // From its folded letters and nothing else, so that what is kept of a word holds for all its spellings.
  const count = spell(token);
  let hash = SEED;
  let tail = 0x2c9277b5;
  for (let letter = 0; letter < 6 && letter < count; letter++) {
    hash = Math.imul(hash ^ letters[letter], PRIME);
    if (letter < 5) tail = Math.imul(tail ^ letters[count - 1 - letter], PRIME);
    if (letter === 4 && count >= 7) features[at++] = featureOf(finish(hash ^ KIND));
    if (letter === 5) features[at++] = featureOf(finish(hash ^ HEAD));
  }
  if (count >= 7) features[at++] = featureOf(finish(tail));
  own.class = classOf(key);
  if (own.class === 0 && count >= 8 && mayEndInClass(letters, count)) own.class = tailClass(count);
  if (own.class !== 0) features[at++] = classFeatures[own.class];
  own.count = at;
}
