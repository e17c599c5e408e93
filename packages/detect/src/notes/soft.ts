import { soft } from '../../lexicon/soft.js';
import { STOP } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { finish, joinHash } from '../engine/lexicon.ts';
import { LOWERCASE, NUMBER, type Tokens } from '../engine/tokens.ts';
import { flagIndex } from '../engine/types-index.ts';
import { noteBits } from './bits.ts';
import { here, inside, lasts, meaning } from './sentence.ts';

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
const any = softLabels.length;
const kinds = ~(B.IRRELEVANT | B.WEAK | B.NL | B.EN | B.SAY | B.MENTION);

/** Open addressing: features and, `labels` to each, their weights. */
const slots = 1 << 16;
let keys: Int32Array | undefined;
let weights = new Int8Array(0);
/** Reads the model at its first use: per feature the distance to the one before (seven bits a byte, the last without its high bit), then its weights. */
function load(): Int32Array {
  const text = atob(soft.features);
  const table = new Int32Array(slots);
  weights = new Int8Array(slots * labels);
  let feature = 0;
  for (let at = 0; at < text.length; at += labels) {
    let step = 0;
    let byte = text.charCodeAt(at++);
    for (; byte >= 128; byte = text.charCodeAt(at++)) step = (step << 7) | (byte & 127);
    feature += (step << 7) | byte;
    let slot = feature & (slots - 1);
    while (table[slot] !== 0) slot = (slot + 1) & (slots - 1);
    table[slot] = feature;
    for (let label = 0; label < labels; label++) weights[slot * labels + label] = (text.charCodeAt(at + label) << 24) >> 24;
  }
  keys = table;
  return table;
}
/** Where the weights of a feature begin; -1 when it has none. */
function placeOf(table: Int32Array, feature: number): number {
  for (let slot = feature & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
    if (table[slot] === feature) return slot * labels;
    if (table[slot] === 0) return -1;
  }
}

/** Set by the trainer only: gets the features of each sentence instead of weighing it. */
export const recorder: { take?: (features: Set<number>, rules: number[], ruled: boolean[]) => void } = {};

/** The feature of a word's or pair's hash: 1 to 16777215. */
export const featureOf = (hash: number): number => (hash ^ (hash >>> 15)) & 0xffffff || 1;
/** Sentences of more words are no notes but lists and documents; they are left to the rules. */
const longest = 90;
const NAME = 0x51ed270b;
const PLACE = 0x2545f491;
const FIRST = 0x1b873593;
const RULE = 0x3c6ef372;
const KIND = 0x7f4a7c15;

const own = new Int32Array(labels);
const sums = new Int32Array(labels);
const best = new Int32Array(labels);
const where = new Int32Array(labels);
/** The turn in which the weights at a place were last counted: each feature counts once a sentence. */
const marks = new Int32Array((1 << 16) * labels);
let turns = 0;
const found = new Int32Array(256);
let foundCount = 0;
const put = (hash: number): void => {
  if (foundCount < 256) found[foundCount++] = featureOf(hash);
};

/** Features that stand at one token, into `found`. */
function featuresAt(tokens: Tokens, token: number, before: number): number {
  foundCount = 0;
  const within = inside[token];
  if (within !== 0) {
    put(within === 2 ? NAME : PLACE);
    if (before !== 0) put(joinHash(before, within === 2 ? NAME : PLACE));
    return within === 2 ? NAME : PLACE;
  }
  if (tokens.shapes[token] === NUMBER) return before === 0 ? FIRST : before;
  const key = tokens.keys[token];
  put(key);
  put(joinHash(token === here.from ? FIRST : before, key));
  const { bytes } = tokens;
  const start = tokens.starts[token];
  const end = tokens.ends[token];
  if (end - start >= 7) {
    let head = 0x811c9dc5;
    let tail = 0x2c9277b5;
    for (let at = 0; at < 5; at++) {
      head = Math.imul(head ^ (bytes[start + at] | 0x20), 0x01000193);
      tail = Math.imul(tail ^ (bytes[end - 1 - at] | 0x20), 0x01000193);
    }
    put(finish(head ^ KIND));
    put(finish(tail));
  }
  let bits = meaning(tokens, token) & kinds;
  while (bits !== 0) {
    const bit = bits & -bits;
    bits &= ~bit;
    put(joinHash(KIND, bit));
    if (before !== 0 && lasts[token] > token) put(joinHash(KIND ^ 7, bit));
  }
  return key;
}

/** Someone with authority on file ("dochter is gemachtigd, volmacht op dossier"): words that are THIRD and POSITIVE at once. */
export function authorised(tokens: Tokens): boolean {
  if ((here.all & B.POSITIVE) === 0) return false;
  for (let at = here.from; at < here.to; at++) if ((meaning(tokens, at) & (B.THIRD | B.POSITIVE)) === (B.THIRD | B.POSITIVE)) return true;
  return false;
}

/** Between quotation marks, beginning with a capital and at most five words long: the name of a book, a wine, a pub. */
export function quotedTitle(tokens: Tokens, token: number): boolean {
  const { bytes, starts, ends } = tokens;
  const mark = (byte: number): boolean => byte === 0x27 || byte === 0x22 || byte === 0x98 || byte === 0x99 || byte === 0x9c || byte === 0x9d;
  for (let first = token; first >= here.from && token - first < 5; first--) {
    if (first === here.from && starts[first] === 0) return false;
    if (!mark(bytes[starts[first] - 1]) || (first > here.from && ends[first - 1] === starts[first] - 1)) continue;
    if (tokens.shapes[first] === LOWERCASE) return false;
    for (let last = token; last < here.to && last - first < 5; last++) if (mark(bytes[ends[last]])) return true;
    return false;
  }
  return false;
}

/** Weighs the sentence in hand (sentence.ts) and adds what weighs enough, at the token that weighed most. `firstOut`: where the sentence's own findings begin in `out`. */
export function weigh(tokens: Tokens, firstOut: number, out: Findings): void {
  if (here.to - here.from > longest && !recorder.take) return;
  let ruled = 0;
  for (let at = firstOut; at < out.count; at++) ruled |= 1 << out.types[at];
  if (recorder.take) {
    const all = new Set<number>();
    let before = 0;
    for (let token = here.from; token < here.to; token++) {
      before = featuresAt(tokens, token, before);
      for (let at = 0; at < foundCount; at++) all.add(found[at]);
    }
    const rules: number[] = [];
    for (let code = 0; code < 31; code++) if ((ruled & (1 << code)) !== 0) rules.push(featureOf(joinHash(RULE, code)));
    recorder.take(
      all,
      rules,
      codes.map((code) => (ruled & (1 << code)) !== 0),
    );
    return;
  }
  const table = keys ?? load();
  for (let label = 0; label < labels; label++) {
    sums[label] = soft.bias[label];
    best[label] = 0;
    where[label] = here.from;
  }
  const turn = ++turns;
  let before = 0;
  for (let token = here.from; token < here.to; token++) {
    before = featuresAt(tokens, token, before);
    own.fill(0);
    for (let at = 0; at < foundCount; at++) {
      const place = placeOf(table, found[at]);
      if (place < 0 || marks[place] === turn) continue;
      marks[place] = turn;
      for (let label = 0; label < labels; label++) own[label] += weights[place + label];
    }
    for (let label = 0; label < labels; label++) {
      sums[label] += own[label];
      if (own[label] <= best[label] || (tokens.values[token] & STOP) !== 0) continue;
      best[label] = own[label];
      where[label] = token;
    }
  }
  for (let code = 0; code < 31; code++) {
    const place = (ruled & (1 << code)) !== 0 ? placeOf(table, featureOf(joinHash(RULE, code))) : -1;
    if (place >= 0) for (let label = 0; label < labels; label++) sums[label] += weights[place + label];
  }
  // Where words of abuse stood and the rules kept still, in English, and most of all in public messages ("@name"), contempt must weigh more.
  const abuse = (here.all & (B.INSULT | B.BELITTLE | B.SLUR | B.HATE | B.PROFANITY | B.DEHUMAN | B.VIOLENCE)) !== 0;
  const people = (here.all & (B.GROUP | B.SELF | B.MENTION | B.ETHNIC | B.RELIGION | B.SEXUAL | B.HEALTH)) !== 0;
  const spare =
    (abuse && people
      ? 2
      : (here.all & (B.ETHNIC | B.RELIGION | B.SEXUAL | B.HEALTH)) !== 0
        ? 1
        : here.foreign === B.NL
          ? tokens.atCount > 0
            ? 2.5
            : 1.2
          : 0) * soft.unit;
  const likely = sums[any] >= soft.least[any];
  const enough = (label: number): boolean => likely && sums[label] >= soft.least[label] + (label === 0 ? spare : 0);
  for (let label = 0; label < any; label++) {
    if ((ruled & (1 << codes[label])) !== 0) {
      if (sums[label] >= soft.veto[label]) continue;
      for (let at = firstOut; at < out.count; at++) if (out.types[at] === codes[label]) out.confidences[at] = 0;
    } else if (enough(label) && !(label === THIRD && authorised(tokens))) {
      const token = where[label];
      if (quotedTitle(tokens, token)) continue;
      const sure = Math.max(52, Math.min(80, 55 + Math.round(((sums[label] - soft.least[label]) * 8) / soft.unit)));
      out.add(codes[label], tokens.starts[token], tokens.ends[Math.max(token, lasts[token])], sure, reasons[label]);
    }
  }
}
