import { soft } from '../../lexicon/soft.js';
import { joinHash } from '../engine/lexicon.ts';
import { NUMBER, type Tokens, tokenArrays } from '../engine/tokens.ts';
import * as F from './features.ts';
import { here, inside, lasts, meaning } from './sentence.ts';

const { keys, notes, shapes, values } = tokenArrays;

/**
 * The tables of the model of soft remarks and the one pass over a sentence that sums its weights. Memory is what it costs: the weights of a feature are sixteen
 * bytes side by side, those most often met together; what a word says by itself is summed once and kept; only pairs of words are looked up.
 */
/** Labels, and one more: whether the sentence is a remark of any kind. */
export const labels = soft.bias.length;
/** Four numbers for each row, a label in each byte, 64 being nothing. Row 0 says nothing at all. */
let rows = new Int32Array(4);
const neutral = 0x40404040;
/** Open addressing from feature to row: row in the low bits, the low bits of the feature above. 0: free. */
const rowBits = 15;
const rowMask = (1 << rowBits) - 1;
const slots = new Int32Array(rowMask + 1);
/** Where a feature's search begins. It depends on all its bits, so that neighbours in the table share their tag only by chance. */
const slotOf = (feature: number): number => Math.imul(feature, 0x9e3779b1) >>> (32 - rowBits);
/** One bit for each value of a feature's low 18 bits: turns most features that the model does not know away within a small table. */
const known = new Int32Array(1 << 13);
/** Rows of the features that need no looking up. */
const kindRows = new Uint16Array(32);
const phraseRows = new Uint16Array(32);
const bothRows = new Uint16Array(1024);
const pairRows = new Uint16Array(F.classCount ** 2);
const shapeRows = new Uint16Array(16);
const ruleRows = new Uint16Array(32);

/** What words say by themselves, by the low bits of their hash: the hash, the class, and the sums, two labels in each number as in `totals`. */
const cacheMask = 2047;
const cacheKeys = new Int32Array(cacheMask + 1);
const cacheClasses = new Uint8Array(cacheMask + 1);
const cacheSums = new Int32Array((cacheMask + 1) * 8);

/** The value of a character of the model's strings: printable, without the backslash. */
const digit = (code: number): number => code - (code > 92 ? 36 : 35);
let loaded = false;
/**
 * Reads the model at its first use. `gaps`: the distance of each feature to the one before, in base 90 (a first character of 89 adds 89 nineties and another follows),
 * from nothing again at the beginning of each of the `parts`; `weights`: one character each, label by label, 45 is nothing.
 */
function load(): void {
  loaded = true;
  const { gaps, weights, parts } = soft;
  const count = weights.length / labels;
  rows = new Int32Array((count + 1) * 4).fill(neutral);
  let at = 0;
  let row = 1;
  for (const part of parts) {
    let feature = 0;
    for (const last = row + part; row < last; row++) {
      let high = 0;
      let value = digit(gaps.charCodeAt(at++));
      for (; value === 89; value = digit(gaps.charCodeAt(at++))) high += 89;
      feature += (high + value) * 90 + digit(gaps.charCodeAt(at++));
      let slot = slotOf(feature);
      while (slots[slot] !== 0) slot = (slot + 1) & rowMask;
      slots[slot] = row | (feature << rowBits);
      known[(feature >>> 5) & 0x1fff] |= 1 << feature;
      for (let label = 0; label < labels; label++)
        rows[row * 4 + (label >> 2)] += (digit(weights.charCodeAt(label * count + row - 1)) - 45) * 2 ** ((label & 3) * 8);
    }
  }
  const find = (features: Int32Array, into: Uint16Array): void => into.set(Array.from(features, rowOf));
  find(F.kindFeatures, kindRows);
  find(F.phraseFeatures, phraseRows);
  find(F.bothFeatures, bothRows);
  find(F.pairFeatures, pairRows);
  find(F.shapeFeatures, shapeRows);
  find(F.ruleFeatures, ruleRows);
}

/** The row of a feature; 0 when it has none. */
function rowOf(feature: number): number {
  const tag = feature << rowBits;
  for (let slot = slotOf(feature); ; slot = (slot + 1) & rowMask) {
    const entry = slots[slot];
    if (entry === 0) return 0;
    if (((entry ^ tag) & ~rowMask) === 0) return entry & rowMask;
  }
}

/** Place of a label's weight in a row's four numbers. */
const weightAt = (row: number, label: number): number => ((rows[row * 4 + (label >> 2)] >>> ((label & 3) * 8)) & 255) - 64;
/** Two labels in each number, the second sixteen bits up, both with sign: labels 0 and 2, 1 and 3, 4 and 6, ... */
const placeOf = (label: number): number => (label >> 2) * 2 + (label & 1);
const laneOf = (packed: number, label: number): number => {
  const low = (packed << 16) >> 16;
  return (label & 2) === 0 ? low : (packed - low) >> 16;
};

/** Keeps what a word says by itself. */
function keep(token: number, slot: number): void {
  F.readOwn(token);
  const { own } = F;
  for (let place = 0; place < 8; place++) cacheSums[slot * 8 + place] = 0;
  for (let at = 0; at < own.count; at++) {
    const row = rowOf(own.features[at]);
    for (let label = 0; label < labels; label++) cacheSums[slot * 8 + placeOf(label)] += weightAt(row, label) * ((label & 2) === 0 ? 1 : 65536);
  }
  cacheClasses[slot] = own.class;
  cacheKeys[slot] = keys[token];
}

/** Features to look up (all features, for the trainer), then rows, and the token of each. */
let found = new Int32Array(1024);
let foundTokens = new Int32Array(1024);
let foundRows = new Uint16Array(2048);
let rowTokens = new Int32Array(2048);
let rowCount = 0;
const totals = new Int32Array(8);
/** Sums of the sentence last weighed, by label. */
export const sums = new Int32Array(labels);
/** Whether it holds a word of the service. */
export let serving = false;

/** Reads the sentence in hand: sums of its weights in `sums`, or for the trainer (`all`) its features, which are returned. `ruled`: bits of the flags that the rules found. */
export function read(tokens: Tokens, ruled: number, all: boolean): Int32Array | undefined {
  if (!all && !loaded) load();
  const width = here.to - here.from;
  if (foundRows.length < width * 48 + 1024) {
    found = new Int32Array(width * 96 + 2048);
    foundTokens = new Int32Array(width * 96 + 2048);
    foundRows = new Uint16Array(width * 96 + 2048);
    rowTokens = new Int32Array(width * 96 + 2048);
  }
  const step = all ? 1 : 0;
  let count = 0;
  let direct = 0;
  let before = 0;
  let classBefore = 0;
  let shape = 0;
  let together = 0;
  let v0 = 0;
  let v1 = 0;
  let v2 = 0;
  let v3 = 0;
  let v4 = 0;
  let v5 = 0;
  let v6 = 0;
  let v7 = 0;
  for (let token = here.from; token < here.to; token++) {
    const within = inside[token];
    let key = keys[token];
    let feature = 0;
    let kind = 0;
    if (within !== 0) {
      key = within === 2 ? F.NAME : F.PLACE;
      if (within === 2) shape |= 1;
      feature = F.featureOf(key);
      found[count] = feature;
      foundTokens[count] = token;
      count += ((known[(feature >>> 5) & 0x1fff] >>> feature) & 1) | step;
    } else {
      if (shapes[token] === NUMBER) {
        shape |= 2;
        if (before === 0) before = F.FIRST;
        continue;
      }
      if (all) {
        F.readOwn(token);
        for (let at = 0; at < F.own.count; at++) found[count++] = F.own.features[at];
        kind = F.own.class;
      } else {
        const slot = key & cacheMask;
        if (cacheKeys[slot] !== key) keep(token, slot);
        const at = slot * 8;
        v0 += cacheSums[at];
        v1 += cacheSums[at + 1];
        v2 += cacheSums[at + 2];
        v3 += cacheSums[at + 3];
        v4 += cacheSums[at + 4];
        v5 += cacheSums[at + 5];
        v6 += cacheSums[at + 6];
        v7 += cacheSums[at + 7];
        kind = cacheClasses[slot];
      }
    }
    feature = F.featureOf(joinHash(before === 0 || token === here.from ? F.FIRST : before, key));
    found[count] = feature;
    foundTokens[count] = token;
    count += ((known[(feature >>> 5) & 0x1fff] >>> feature) & 1) | step;
    if (kind !== 0) {
      if (before !== 0) {
        feature = F.featureOf(joinHash(before, F.classFeatures[kind]));
        found[count] = feature;
        foundTokens[count] = token;
        count += ((known[(feature >>> 5) & 0x1fff] >>> feature) & 1) | step;
      }
      const pair = classBefore * F.classCount + kind;
      if (all) found[count++] = F.pairFeatures[pair];
      foundRows[direct] = pairRows[pair];
      rowTokens[direct++] = token;
      if (kind === F.SERVICE) shape |= 4;
      classBefore = kind;
    }
    let bits = within !== 0 || notes[token] === 0 ? 0 : meaning(tokens, token) & F.kinds;
    together |= bits;
    const phrase = before !== 0 && lasts[token] > token;
    while (bits !== 0) {
      const bit = 31 - Math.clz32(bits & -bits);
      bits &= bits - 1;
      if (all) found[count++] = F.kindFeatures[bit];
      foundRows[direct] = kindRows[bit];
      rowTokens[direct++] = token;
      if (phrase) {
        if (all) found[count++] = F.phraseFeatures[bit];
        foundRows[direct] = phraseRows[bit];
        rowTokens[direct++] = token;
      }
    }
    before = key;
  }
  serving = (shape & 4) !== 0;
  const size = width < 5 ? 8 : width < 10 ? 9 : width < 20 ? 10 : 11;
  const { from } = here;
  foundRows[direct] = shapeRows[shape];
  rowTokens[direct++] = from;
  foundRows[direct] = shapeRows[size];
  rowTokens[direct++] = from;
  if (all) {
    found[count++] = F.shapeFeatures[shape];
    found[count++] = F.shapeFeatures[size];
  }
  for (let first = together; first !== 0; first &= first - 1)
    for (let second = first & (first - 1); second !== 0; second &= second - 1) {
      const pair = ((31 - Math.clz32(first & -first)) << 5) | (31 - Math.clz32(second & -second));
      if (all) found[count++] = F.bothFeatures[pair];
      foundRows[direct] = bothRows[pair];
      rowTokens[direct++] = from;
    }
  if (all) return found.slice(0, count);
  for (let bits = ruled; bits !== 0; bits &= bits - 1) {
    foundRows[direct] = ruleRows[31 - Math.clz32(bits & -bits)];
    rowTokens[direct++] = from;
  }
  for (let at = 0; at < count; at++) {
    foundRows[direct] = rowOf(found[at]);
    rowTokens[direct++] = foundTokens[at];
  }
  rowCount = direct;
  totals[0] = v0;
  totals[1] = v1;
  totals[2] = v2;
  totals[3] = v3;
  totals[4] = v4;
  totals[5] = v5;
  totals[6] = v6;
  totals[7] = v7;
  for (let label = 0; label < labels; label++) sums[label] = soft.bias[label] + laneOf(totals[placeOf(label)], label);
  for (let first = 0; first < direct; first += 500) addRows(first, Math.min(direct, first + 500));
  return undefined;
}

const halves = 0x00ff00ff;
/** Adds the weights of foundRows[from, to), 500 at most, to `sums`: four bytes at a time, in lanes of sixteen bits. */
function addRows(from: number, to: number): void {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let a4 = 0;
  let a5 = 0;
  let a6 = 0;
  let a7 = 0;
  for (let at = from; at < to; at++) {
    const row = foundRows[at] << 2;
    const first = rows[row];
    const second = rows[row + 1];
    const third = rows[row + 2];
    const fourth = rows[row + 3];
    a0 = (a0 + (first & halves)) | 0;
    a1 = (a1 + ((first >>> 8) & halves)) | 0;
    a2 = (a2 + (second & halves)) | 0;
    a3 = (a3 + ((second >>> 8) & halves)) | 0;
    a4 = (a4 + (third & halves)) | 0;
    a5 = (a5 + ((third >>> 8) & halves)) | 0;
    a6 = (a6 + (fourth & halves)) | 0;
    a7 = (a7 + ((fourth >>> 8) & halves)) | 0;
  }
  totals[0] = a0;
  totals[1] = a1;
  totals[2] = a2;
  totals[3] = a3;
  totals[4] = a4;
  totals[5] = a5;
  totals[6] = a6;
  totals[7] = a7;
  const nothing = 64 * (to - from);
  for (let label = 0; label < labels; label++) sums[label] += ((totals[placeOf(label)] >>> ((label & 2) * 8)) & 0xffff) - nothing;
}

let shares = new Int32Array(128);
/** The token of the sentence last weighed that weighs most for a label; `skip` says which weigh nothing (function words). The first when none weighs anything. */
export function heaviest(label: number, skip: number): number {
  const { from, to } = here;
  if (shares.length < to - from) shares = new Int32Array((to - from) * 2);
  shares.fill(0, 0, to - from);
  for (let at = 0; at < rowCount; at++) shares[rowTokens[at] - from] += weightAt(foundRows[at], label);
  let best = 0;
  let where = from;
  for (let token = from; token < to; token++) {
    let share = shares[token - from];
    if (inside[token] === 0 && shapes[token] !== NUMBER) {
      const slot = keys[token] & cacheMask;
      if (cacheKeys[slot] !== keys[token]) keep(token, slot);
      share += laneOf(cacheSums[slot * 8 + placeOf(label)], label);
    }
    if (share <= best || (values[token] & skip) !== 0) continue;
    best = share;
    where = token;
  }
  return where;
}
