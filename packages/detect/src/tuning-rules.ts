import type { Findings } from './engine/findings.ts';
import { DOTSPACE, NEWLINE, NONE, STOPMARK, type Tokens, tokenArrays } from './engine/tokens.ts';
import { type DetectorTuning, type OwnPattern, ownReason } from './tuning.ts';
import { Phrases } from './tuning-phrases.ts';
import { TuningError, tuningProblems } from './tuning-read.ts';
import { firstBytes, goesOnBefore, matchShape, parseShape, type Shape } from './tuning-shape.ts';
import { type FlagCode, flagCodes, type SpanType, spanTypes } from './types.ts';

const { bytes, starts, ends, gaps } = tokenArrays;

/** An own pattern ready to look for. */
export interface ReadyPattern {
  readonly pattern: OwnPattern;
  readonly shape: Shape;
  readonly near: Phrases | undefined;
  /** Index in spanTypes or flagCodes. */
  readonly span: number;
  readonly flag: number;
  readonly confidence: number;
  readonly reason: string;
}

/** How far before a number its words may stand, in bytes. */
const reach = 40;

/** A tuning made ready for one reader: what it adds, drops and asks. */
export class Rules {
  readonly patterns: readonly ReadyPattern[];
  /** Least confidence (0 to 100) by index of type; 101 where the kind is off. */
  readonly leastOfSpan: Uint8Array;
  readonly leastOfFlag: Uint8Array;
  /** Least confidence with which overlaps are settled: the lowest anything may have. */
  readonly floor: number;
  /** The allow list; undefined when nothing is allowed. */
  private readonly allow: Phrases | undefined;
  /** Patterns by the byte they can begin with. */
  private readonly byFirst: (readonly ReadyPattern[] | undefined)[] = new Array(256).fill(undefined);

  /** Throws TuningError when the tuning is not right; read it with readTuning first. `least` is what the reader asks by itself (0 to 1). */
  constructor(tuning: DetectorTuning, channel: string | undefined, least: number | undefined) {
    const problems = tuningProblems(tuning);
    if (problems.length > 0) throw new TuningError(problems);
    this.patterns = (tuning.patterns ?? []).map(ready);
    for (const pattern of this.patterns) {
      for (const byte of firstBytes(pattern.shape)) this.byFirst[byte] = [...(this.byFirst[byte] ?? []), pattern];
    }
    const allow = new Phrases(tuning.allow ?? []);
    this.allow = allow.empty ? undefined : allow;
    const asked = Math.max(least ?? 0, tuning.minConfidence ?? 0);
    const general = least === undefined && tuning.minConfidence === undefined ? 0.5 : asked;
    const off = new Set((tuning.off ?? []).filter((one) => one.channel === undefined || one.channel === channel).map((one) => one.kind));
    const leastOf = (kind: SpanType | FlagCode) => (off.has(kind) ? 101 : Math.round((tuning.minConfidenceOf?.[kind] ?? general) * 100));
    this.leastOfSpan = Uint8Array.from(spanTypes, leastOf);
    this.leastOfFlag = Uint8Array.from(flagCodes, leastOf);
    this.floor = Math.min(50, ...this.leastOfSpan, ...this.leastOfFlag);
  }

  /** Adds what the own patterns find. Starts only at words and numbers; a text without their first characters costs one look per word. */
  findOwn(tokens: Tokens, spans: Findings, flags: Findings | undefined): void {
    if (this.patterns.length === 0) return;
    const { byFirst } = this;
    const { count, from, to } = tokens;
    for (let token = 0; token < count; token++) {
      const start = starts[token] as number;
      const patterns = byFirst[bytes[start] as number];
      if (patterns === undefined || (gaps[token] === NONE && token > 0)) continue;
      for (const { shape, near, span, flag, confidence, reason } of patterns) {
        const end = matchShape(shape, bytes, start, from, to);
        if (end === 0 || (shape.lead === 0 && goesOnBefore(bytes, start, from))) continue;
        if (near !== undefined && !stands(tokens, token, near)) continue;
        if (span >= 0) spans.add(span, start - shape.lead, end, confidence, reason);
        else flags?.add(flag, start - shape.lead, end, confidence, reason);
      }
    }
  }

  /** Takes out of `kept` what is allowed, switched off or not sure enough. */
  keep(tokens: Tokens, found: Findings, least: Uint8Array): void {
    const { kept, types, confidences, starts, ends } = found;
    let count = 0;
    for (const at of kept) {
      if ((confidences[at] as number) < (least[types[at] as number] as number)) continue;
      if (this.allow?.covers(tokens, starts[at] as number, ends[at] as number)) continue;
      kept[count++] = at;
    }
    kept.length = count;
  }
}

/** One of the words stands before the token: within reach, on the same line and in the same sentence ("klantnr. 123" is one sentence). */
function stands(tokens: Tokens, token: number, near: Phrases): boolean {
  const start = starts[token] as number;
  for (let at = token; at > 0; at--) {
    const gap = gaps[at];
    if (gap === NEWLINE || gap === STOPMARK || start - (ends[at - 1] as number) > reach) return false;
    if (near.endingAt(tokens, at - 1) >= 0) return true;
    if (gap === DOTSPACE) return false;
  }
  return false;
}

function ready(pattern: OwnPattern): ReadyPattern {
  const read = parseShape(pattern.shape, (pattern.near?.length ?? 0) > 0);
  if ('problem' in read) throw new RangeError(read.problem.en);
  const near = new Phrases(pattern.near ?? []);
  const span = spanTypes.indexOf(pattern.kind as SpanType);
  return {
    pattern,
    shape: read.shape,
    near: near.empty ? undefined : near,
    span,
    flag: span >= 0 ? -1 : flagCodes.indexOf(pattern.kind as FlagCode),
    confidence: near.empty && read.shape.onlyDigits && read.shape.lead === 0 ? 85 : 96,
    reason: ownReason(pattern.id),
  };
}

const made = new WeakMap<DetectorTuning, Rules>();

/** The rules of a tuning for columns: made once per tuning. */
export function rulesOf(tuning: DetectorTuning): Rules {
  const known = made.get(tuning);
  if (known) return known;
  const rules = new Rules(tuning, undefined, undefined);
  made.set(tuning, rules);
  return rules;
}
