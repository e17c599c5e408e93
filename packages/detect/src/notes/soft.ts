import { soft } from '../../lexicon/soft.js';
import { STOP } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { finish, joinHash } from '../engine/lexicon.ts';
import { LOWERCASE, NUMBER, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { flagIndex } from '../engine/types-index.ts';
import { noteBits } from './bits.ts';
import { classNames, classOf, mayEndInClass } from './classes.ts';
import { here, inside, lasts, meaning } from './sentence.ts';

const { bytes, starts, ends, shapes, keys, values, notes } = tokenArrays;

/**
 * A linear model for the remarks that no list of words can hold: sums of weights of words, pairs of words, beginnings and ends of long words, kinds of words
 * (noteBits) and what the rules found, per sentence. Made by lexicon/train-remarks.ts from texts of our own; runs only on sentences that hold a cue.
 */
const B = noteBits;
export const softLabels = ['INSULT', 'SPECULATION', 'JUDGEMENT', 'THIRD_PERSON', 'IRRELEVANT'] as const;
const codes = softLabels.map(flagIndex);
const reasons = ['flag.weighed', 'flag.speculation', 'flag.judgement', 'flag.third-person', 'flag.irrelevant'];
/** One more than the labels: whether the sentence is a remark of any of these kinds. */
const labels = softLabels.length + 1;
const THIRD = softLabels.indexOf('THIRD_PERSON');
const SUPPOSING = softLabels.indexOf('SPECULATION');
const any = softLabels.length;
const kinds = ~(B.IRRELEVANT | B.WEAK | B.NL | B.EN | B.SAY | B.MENTION);

/**
 * Open addressing, four numbers to a place so that a feature costs one look at memory: the feature, its first four weights, its last two (a byte each), and the turn
 * in which it was last counted (each feature counts once a sentence).
 */
const slots = 1 << 15;
let model: Int32Array | undefined;
/** One bit for each value of a feature's low 18 bits: turns most features that the model does not know away within a small table. */
const known = new Int32Array(1 << 13);
const isKnown = (feature: number): boolean => (known[(feature >>> 5) & 0x1fff] & (1 << feature)) !== 0;
/** The value of a character of the model's strings: printable, without the backslash. */
const digit = (code: number): number => code - (code > 92 ? 36 : 35);
/**
 * Reads the model at its first use. `gaps`: the distance of each feature to the one before, in base 90 (a first character of 89 adds 89 nineties and another follows);
 * `weights`: one character each, label by label, 45 is nothing.
 */
function load(): Int32Array {
  const { gaps, weights } = soft;
  const table = new Int32Array(slots * 4);
  const count = weights.length / labels;
  let feature = 0;
  let at = 0;
  for (let number = 0; number < count; number++) {
    let high = 0;
    let value = digit(gaps.charCodeAt(at++));
    for (; value === 89; value = digit(gaps.charCodeAt(at++))) high += 89;
    feature += (high + value) * 90 + digit(gaps.charCodeAt(at++));
    let slot = feature & (slots - 1);
    while (table[slot * 4] !== 0) slot = (slot + 1) & (slots - 1);
    table[slot * 4] = feature;
    known[(feature >>> 5) & 0x1fff] |= 1 << feature;
    for (let label = 0; label < labels; label++)
      table[slot * 4 + 1 + (label >> 2)] |= ((digit(weights.charCodeAt(label * count + number)) - 45) & 255) << ((label & 3) * 8);
  }
  model = table;
  return table;
}
/** Where the weights of a feature begin; -1 when it has none. */
function placeOf(table: Int32Array, feature: number): number {
  for (let slot = feature & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
    if (table[slot * 4] === feature) return slot * 4;
    if (table[slot * 4] === 0) return -1;
  }
}
/** The weight for a label at a place. */
const weightOf = (table: Int32Array, place: number, label: number): number => (table[place + 1 + (label >> 2)] << (24 - (label & 3) * 8)) >> 24;

/** Set by the trainer only: gets the features of each sentence instead of weighing it. */
export const recorder: { take?: (features: Set<number>, rules: number[], ruled: boolean[], spare: number) => void; woken?: boolean } = {};

/** The feature of a word's or pair's hash: 1 to 4194303. */
export const featureOf = (hash: number): number => (hash ^ (hash >>> 15)) & 0x3fffff || 1;
/** Sentences of more words are no notes but lists and documents; they are left to the rules. */
const longest = 90;
const NAME = 0x51ed270b;
const PLACE = 0x2545f491;
const FIRST = 0x1b873593;
const RULE = 0x3c6ef372;
const KIND = 0x7f4a7c15;
const CLASS = 0x165667b1;
const SERVICE = classNames.indexOf('service') + 1;

const sums = new Int32Array(labels);
let turns = 0;
/** What the model knows of the sentence: where the weights are, and the token it stands at. */
let places = new Int32Array(512);
let placeTokens = new Int32Array(512);
/** Features of the sentence, in order of its tokens, and where each stands. Words give six at most, and a few for each kind. */
let found = new Int32Array(8192);
let foundTokens = new Int32Array(8192);
/** Features of the kinds (noteBits) by number of the bit: of a word, of a phrase. */
const kindFeatures = Int32Array.from({ length: 32 }, (_, bit) => featureOf(joinHash(KIND, 1 << bit)));
const phraseFeatures = Int32Array.from({ length: 32 }, (_, bit) => featureOf(joinHash(KIND ^ 7, 1 << bit)));

/** Features of the classes (classes.ts): of a word, of a word behind one of another class. */
const classFeatures = Int32Array.from({ length: classNames.length + 1 }, (_, one) => featureOf(joinHash(CLASS, one)));
const pairFeatures = Int32Array.from({ length: (classNames.length + 1) ** 2 }, (_, pair) => featureOf(joinHash(CLASS ^ 7, pair + 1)));
/** Features of a sentence as a whole: how long it is, whether it holds a name, a number, a word of the service. */
const shapeFeatures = Int32Array.from({ length: 16 }, (_, one) => featureOf(joinHash(CLASS ^ 11, one + 1)));

/** The class of a long word by its last letters, as compounds have it ("ligfietsrijder"). */
function tailClass(start: number, end: number): number {
  for (let from = Math.max(start + 3, end - 12); end - from >= 5; from++) {
    let hash = 0x811c9dc5;
    for (let at = from; at < end; at++) hash = Math.imul(hash ^ (bytes[at] | 0x20), 0x01000193);
    const found = classOf(finish(hash));
    if (found !== 0) return found;
  }
  return 0;
}

/** Whether the sentence last read holds a word of the service. */
let serving = false;
/** Puts the features of the sentence in `found`, all of them or only those the model may know; their number. */
function features(tokens: Tokens, all: boolean): number {
  const words = keys;
  const room = (here.to - here.from) * 64;
  if (found.length < room) {
    found = new Int32Array(room);
    foundTokens = new Int32Array(room);
  }
  let count = 0;
  let before = 0;
  let classBefore = 0;
  let shape = 0;
  const put = (feature: number, token: number): void => {
    found[count] = feature;
    foundTokens[count] = token;
    if (all || isKnown(feature)) count++;
  };
  for (let token = here.from; token < here.to; token++) {
    const within = inside[token];
    if (within !== 0) {
      const name = within === 2 ? NAME : PLACE;
      if (within === 2) shape |= 1;
      put(featureOf(name), token);
      if (before !== 0) put(featureOf(joinHash(before, name)), token);
      before = name;
      continue;
    }
    if (shapes[token] === NUMBER) {
      shape |= 2;
      if (before === 0) before = FIRST;
      continue;
    }
    const key = words[token];
    put(featureOf(key), token);
    put(featureOf(joinHash(token === here.from ? FIRST : before, key)), token);
    const start = starts[token];
    const end = ends[token];
    if (end - start >= 7) {
      let head = 0x811c9dc5;
      let tail = 0x2c9277b5;
      for (let at = 0; at < 5; at++) {
        head = Math.imul(head ^ (bytes[start + at] | 0x20), 0x01000193);
        tail = Math.imul(tail ^ (bytes[end - 1 - at] | 0x20), 0x01000193);
      }
      put(featureOf(finish(head ^ KIND)), token);
      put(featureOf(finish(tail)), token);
    }
    let own = classOf(key);
    if (own === 0 && end - start >= 8 && mayEndInClass(bytes, end)) own = tailClass(start, end);
    if (own !== 0) {
      put(classFeatures[own], token);
      if (before !== 0) put(featureOf(joinHash(before, classFeatures[own])), token);
      put(pairFeatures[classBefore * (classNames.length + 1) + own], token);
      if (own === SERVICE) shape |= 4;
      classBefore = own;
    }
    let bits = notes[token] === 0 ? 0 : meaning(tokens, token) & kinds;
    const phrase = before !== 0 && lasts[token] > token;
    while (bits !== 0) {
      const bit = 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      put(kindFeatures[bit], token);
      if (phrase) put(phraseFeatures[bit], token);
    }
    before = key;
  }
  serving = (shape & 4) !== 0;
  put(shapeFeatures[shape], here.from);
  put(shapeFeatures[here.to - here.from < 5 ? 8 : here.to - here.from < 10 ? 9 : here.to - here.from < 20 ? 10 : 11], here.from);
  return count;
}

/** Someone with authority on file ("dochter is gemachtigd, volmacht op dossier"): words that are THIRD and POSITIVE at once. */
export function authorised(tokens: Tokens): boolean {
  if ((here.all & B.POSITIVE) === 0) return false;
  for (let at = here.from; at < here.to; at++) if ((meaning(tokens, at) & (B.THIRD | B.POSITIVE)) === (B.THIRD | B.POSITIVE)) return true;
  return false;
}

/** Between quotation marks, beginning with a capital and at most five words long: the name of a book, a wine, a pub. */
export function quotedTitle(token: number): boolean {
  const mark = (byte: number): boolean => byte === 0x27 || byte === 0x22 || byte === 0x98 || byte === 0x99 || byte === 0x9c || byte === 0x9d;
  for (let first = token; first >= here.from && token - first < 5; first--) {
    if (first === here.from && starts[first] === 0) return false;
    if (!mark(bytes[starts[first] - 1]) || (first > here.from && ends[first - 1] === starts[first] - 1)) continue;
    if (shapes[first] === LOWERCASE) return false;
    for (let last = token; last < here.to && last - first < 5; last++) if (mark(bytes[ends[last]])) return true;
    return false;
  }
  return false;
}

/** The token that weighs most for a label, function words apart; the first of the sentence when none weighs anything. */
function heaviest(table: Int32Array, label: number, placeCount: number): number {
  let best = 0;
  let where = here.from;
  for (let at = 0; at < placeCount; ) {
    const token = placeTokens[at];
    let own = 0;
    for (; at < placeCount && placeTokens[at] === token; at++) own += weightOf(table, places[at], label);
    if (own <= best || (values[token] & STOP) !== 0) continue;
    best = own;
    where = token;
  }
  return where;
}

/** "Waarschijnlijk storing in de wijk": what is supposed is of the service, and nobody is spoken of. */
const ofService = (): boolean => serving && here.to - here.from < 9 && !here.names && (here.all & (B.PERSON | B.THIRD)) === 0;

/** What contempt must weigh more, in units of the model. */
function spareOf(tokens: Tokens): number {
  // Where words of abuse stood and the rules kept still, in English, and most of all in public messages ("@name"), contempt must weigh more.
  const abuse = (here.all & (B.INSULT | B.BELITTLE | B.SLUR | B.HATE | B.PROFANITY | B.DEHUMAN | B.VIOLENCE)) !== 0;
  const people = (here.all & (B.GROUP | B.SELF | B.MENTION | B.ETHNIC | B.RELIGION | B.SEXUAL | B.HEALTH)) !== 0;
  const special = (here.all & (B.ETHNIC | B.RELIGION | B.SEXUAL | B.HEALTH)) !== 0;
  const more = abuse && people ? 3.5 : special ? 1.5 : here.foreign === B.NL ? (tokens.atCount > 0 || (here.all & B.SELF) !== 0 ? 4 : 1.5) : 0;
  return more * soft.unit;
}

/** Weighs the sentence in hand (sentence.ts) and adds what weighs enough, at the token that weighed most. `firstOut`: where the sentence's own findings begin in `out`. */
export function weigh(tokens: Tokens, firstOut: number, out: Findings): void {
  if (here.to - here.from > longest && !recorder.take) return;
  let ruled = 0;
  for (let at = firstOut; at < out.count; at++) ruled |= 1 << out.types[at];
  if (recorder.take) {
    const count = features(tokens, true);
    const rules: number[] = [];
    for (let code = 0; code < 31; code++) if ((ruled & (1 << code)) !== 0) rules.push(featureOf(joinHash(RULE, code)));
    recorder.take(
      new Set(found.subarray(0, count)),
      rules,
      codes.map((code) => (ruled & (1 << code)) !== 0),
      spareOf(tokens) / soft.unit,
    );
    return;
  }
  const table = model ?? load();
  for (let label = 0; label < labels; label++) sums[label] = soft.bias[label];
  const turn = ++turns;
  const count = features(tokens, false);
  if (places.length < count) {
    places = new Int32Array(count * 2);
    placeTokens = new Int32Array(count * 2);
  }
  let placeCount = 0;
  for (let at = 0; at < count; at++) {
    const place = placeOf(table, found[at]);
    if (place < 0 || table[place + 3] === turn) continue;
    table[place + 3] = turn;
    places[placeCount] = place;
    placeTokens[placeCount++] = foundTokens[at];
    const four = table[place + 1];
    const two = table[place + 2];
    sums[0] += (four << 24) >> 24;
    sums[1] += (four << 16) >> 24;
    sums[2] += (four << 8) >> 24;
    sums[3] += four >> 24;
    sums[4] += (two << 24) >> 24;
    sums[5] += (two << 16) >> 24;
  }
  for (let code = 0; code < 31; code++) {
    const place = (ruled & (1 << code)) !== 0 ? placeOf(table, featureOf(joinHash(RULE, code))) : -1;
    if (place >= 0) for (let label = 0; label < labels; label++) sums[label] += weightOf(table, place, label);
  }
  const spare = spareOf(tokens);
  const likely = sums[any] >= soft.least[any];
  const enough = (label: number): boolean =>
    likely && sums[label] >= soft.least[label] + (label === 0 ? spare : label === SUPPOSING && ofService() ? 1.2 * soft.unit : 0);
  for (let label = 0; label < any; label++) {
    if ((ruled & (1 << codes[label])) !== 0) {
      if (sums[label] >= soft.veto[label] - (label === 0 ? spare : 0)) continue;
      for (let at = firstOut; at < out.count; at++) if (out.types[at] === codes[label]) out.confidences[at] = 0;
    } else if (enough(label) && !(label === THIRD && authorised(tokens))) {
      const token = heaviest(table, label, placeCount);
      if (quotedTitle(token)) continue;
      const sure = Math.max(52, Math.min(80, 55 + Math.round(((sums[label] - soft.least[label]) * 8) / soft.unit)));
      out.add(codes[label], starts[token], ends[Math.max(token, lasts[token])], sure, reasons[label]);
    }
  }
}
