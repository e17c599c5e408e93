import { soft } from '../../lexicon/soft.js';
import { STOP } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { LOWERCASE, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { flagIndex } from '../engine/types-index.ts';
import { noteBits } from './bits.ts';
import { recorder, ruleFeatures } from './features.ts';
import { heaviest, read, serving, sums } from './model.ts';
import { here, lasts, meaning } from './sentence.ts';

/**
 * A linear model for the remarks that no list of words can hold: sums of weights of words, pairs of words, beginnings and ends of long words, kinds of words
 * (noteBits) and what the rules found, per sentence (features.ts, model.ts). Made by lexicon/train-remarks.ts from texts of our own; runs only on sentences that
 * hold a cue. It adds to what the rules found, and takes away.
 */
const { bytes, starts, ends, shapes } = tokenArrays;
const B = noteBits;
export const softLabels = [
  'INSULT',
  'SPECULATION',
  'JUDGEMENT',
  'THIRD_PERSON',
  'IRRELEVANT',
  'HEALTH',
  'RELIGION',
  'ETHNICITY',
  'SEXUAL',
  'POLITICS',
  'UNION',
  'BIOMETRIC',
  'CRIMINAL',
] as const;
const codes = softLabels.map(flagIndex);
const bitOf = [0, 0, 0, 0, 0, B.HEALTH, B.RELIGION, B.ETHNIC, B.SEXUAL, B.POLITICS, B.UNION, B.BIOMETRIC, B.CRIMINAL];
const reasons = ['flag.weighed', 'flag.speculation', 'flag.judgement', 'flag.third-person', 'flag.irrelevant'];
const THIRD = softLabels.indexOf('THIRD_PERSON');
const JUDGING = softLabels.indexOf('JUDGEMENT');
const SUPPOSING = softLabels.indexOf('SPECULATION');
const SPECIAL = softLabels.indexOf('HEALTH');
const any = softLabels.length;
const specialCodes = codes.slice(SPECIAL).reduce((sum, code) => sum | (1 << code), 0);
/** Sentences of more words are no notes but lists and documents; they are left to the rules. */
const longest = 90;

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

/** "Waarschijnlijk storing in de wijk": what is supposed is of the service, and nobody is spoken of. */
const ofService = (): boolean => serving && here.to - here.from < 9 && !here.names && (here.all & (B.PERSON | B.THIRD)) === 0;

const abuse = B.INSULT | B.BELITTLE | B.SLUR | B.HATE | B.PROFANITY | B.DEHUMAN | B.VIOLENCE;
const special = B.ETHNIC | B.RELIGION | B.SEXUAL | B.HEALTH;

/** An "@" in the sentence: a public message, as it has "@name". */
function addressed({ ats, atCount }: Tokens): boolean {
  const first = starts[here.from] - 1;
  let low = 0;
  for (let high = atCount; low < high; ) {
    const middle = (low + high) >> 1;
    if (ats[middle] < first) low = middle + 1;
    else high = middle;
  }
  return low < atCount && ats[low] < ends[here.to - 1];
}

/** What contempt must weigh more, in units of the model. */
function spareOf(tokens: Tokens): number {
  // Where words of abuse stood and the rules kept still, in English, and most of all in public messages ("@name"), contempt must weigh more.
  const people = (here.all & (B.GROUP | B.SELF | B.MENTION | special)) !== 0;
  const groups = (here.all & abuse) !== 0 && people ? 3.5 : (here.all & special) !== 0 ? 1.5 : 0;
  const message = here.foreign !== B.NL ? 0 : addressed(tokens) ? 5 : (here.all & B.SELF) !== 0 ? 4.5 : 2.2;
  return Math.max(groups, message) * soft.unit;
}

/** What a special category must weigh more, in units of the model: what is said to or about groups of people is no note about one. */
function reserveOf(tokens: Tokens): number {
  if (serving) return 0;
  if ((here.all & B.SLUR) !== 0) return 9 * soft.unit;
  if (addressed(tokens) || (here.all & (B.GROUP | B.MENTION | B.HATE | B.DEHUMAN)) !== 0) return 3 * soft.unit;
  if ((here.all & (here.foreign === B.EN ? abuse : abuse | B.SELF)) !== 0) return 2 * soft.unit;
  return (here.all & (B.PERSON | B.THIRD)) === 0 && !here.names ? 1.6 * soft.unit : 0;
}

/** What speaks for what the rules found, in units of the model: where nothing of the service is said it is hardly a note, and the model knows notes only. */
function mercyOf(tokens: Tokens, label: number): number {
  const spare = label === 0 ? spareOf(tokens) : label >= SPECIAL ? reserveOf(tokens) : 0;
  return serving || (label > 0 && label < SPECIAL) ? spare : spare + 3 * soft.unit;
}

/** Weighs the sentence in hand (sentence.ts) and adds what weighs enough, at the token that weighed most. `firstOut`: where the sentence's own findings begin in `out`. */
export function weigh(tokens: Tokens, firstOut: number, out: Findings): void {
  if (here.to - here.from > longest && !recorder.take) return;
  let ruled = 0;
  for (let at = firstOut; at < out.count; at++) ruled |= 1 << out.types[at];
  if (recorder.take) {
    const features = read(tokens, ruled, true) as Int32Array;
    const rules = [...ruleFeatures].filter((_, code) => (ruled & (1 << code)) !== 0);
    recorder.take(
      features,
      rules,
      codes.map((code) => (ruled & (1 << code)) !== 0),
      {
        contempt: spareOf(tokens) / soft.unit,
        special: reserveOf(tokens) / soft.unit,
        mercy: mercyOf(tokens, 0) / soft.unit,
        doubt: mercyOf(tokens, SPECIAL) / soft.unit,
      },
    );
    return;
  }
  read(tokens, ruled, false);
  const likely = sums[any] >= soft.least[any];
  if (!likely && ruled === 0) return;
  const contempt = spareOf(tokens);
  const reserve = reserveOf(tokens);
  // Abuse is a judgement as well, and is told by its own name; "is hartpatient" is no judgement.
  const judging = (ruled & (1 << codes[0])) !== 0 ? 2.4 * soft.unit : ruled !== 0 ? 1.2 * soft.unit : 0;
  // One special category makes others likely only because they stand in like sentences.
  const other = (ruled & specialCodes) !== 0 ? 1.2 * soft.unit : 0;
  const supposing = ofService() ? 1.2 * soft.unit : 0;
  for (let label = 0; label < any; label++) {
    const spare = label === 0 ? contempt : label >= SPECIAL ? reserve + other : label === SUPPOSING ? supposing : label === JUDGING ? judging : 0;
    if ((ruled & (1 << codes[label])) !== 0) {
      if (sums[label] >= soft.veto[label] - mercyOf(tokens, label)) continue;
      for (let at = firstOut; at < out.count; at++) if (out.types[at] === codes[label]) out.confidences[at] = 0;
    } else if (likely && (here.refused & bitOf[label]) === 0 && sums[label] >= soft.least[label] + spare && !(label === THIRD && authorised(tokens))) {
      const token = heaviest(label, STOP);
      if (quotedTitle(token)) continue;
      const sure = Math.max(52, Math.min(80, 55 + Math.round(((sums[label] - soft.least[label]) * 8) / soft.unit)));
      out.add(codes[label], starts[token], ends[Math.max(token, lasts[token])], sure, reasons[label] ?? 'flag.about-person');
    }
  }
}
