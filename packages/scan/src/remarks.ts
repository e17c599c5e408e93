import { type Batch, NULL_VALUE } from '@waarborg/connectors';
import { createDetector, type Detection, type DetectOptions, type Detector, type Flag, flagKinds, type KindTier } from '@waarborg/detect';

/** A remark in a note: UTF-16 offsets, never its words. */
export interface Remark {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly reason: string;
}

/** A note in which a remark was found, for as long as a batch is under way. */
export interface RemarkedNote {
  readonly row: number;
  /** Place of its field among the columns. */
  readonly field: number;
  readonly text: string;
  /** Most serious first. */
  readonly remarks: readonly Remark[];
  /** The sentence of the most serious remark, names and numbers folded away: like sentences are alike. */
  readonly folded: string;
}

const ranks: Readonly<Record<KindTier, number>> = { ordinary: 1, sensitive: 2, special: 3, nationalId: 4 };

/** Stands for whatever has a name; a private character, so that it is never taken for a word of the text. */
const NAME = '\ue000';

/** How much of a sentence counts for likeness; what lies further off is another matter. */
const NEAR = 160;
const MOST_TEXT = 200_000;

/** Finds remarks in the columns of batches. Nothing is decoded where nothing is found. One per thread. */
export class RemarkReader {
  readonly #detector: Detector;
  #hits = 0;
  readonly #sink = {
    span() {},
    flag: () => {
      this.#hits++;
    },
  };

  constructor(options: DetectOptions = {}) {
    this.#detector = createDetector(options);
  }

  /** The notes of a batch that hold a remark; `fields` are the columns with free text. */
  *read(batch: Batch, fields: readonly number[]): Generator<RemarkedNote> {
    for (const field of fields) {
      const { bytes, starts, ends } = batch.columns[field];
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let row = 0; row < batch.rows; row++) {
        if (starts[row] === NULL_VALUE || ends[row] - starts[row] < 3) continue;
        this.#hits = 0;
        this.#detector.scan(buffer, starts[row], ends[row], this.#sink);
        if (this.#hits === 0) continue;
        const text = buffer.toString('utf8', starts[row], ends[row]);
        const found = this.detect(text);
        const remarks = remarksOf(found);
        if (remarks.length > 0) yield { row, field, text, remarks, folded: foldRemark(text, found, remarks[0]) };
      }
    }
  }

  /** What the detector finds in one text; of a very long one in its first 200,000 characters. */
  detect(text: string): Detection {
    return this.#detector.detect(text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text);
  }
}

/** The remarks of a detection, most serious first: by tier, then by how sure it is, then by place. */
export function remarksOf(found: Pick<Detection, 'flags'>): Remark[] {
  return found.flags
    .map(({ code, start, end, confidence, reason }: Flag) => ({ label: code, start, end, confidence, reason }))
    .sort((a, b) => rankOf(b.label) - rankOf(a.label) || b.confidence - a.confidence || a.start - b.start);
}

function rankOf(label: string): number {
  const kind = (flagKinds as Readonly<Record<string, { readonly tier: KindTier }>>)[label];
  return kind ? ranks[kind.tier] : 0;
}

/**
 * The sentence around a remark with everything that differs from person to person folded away: found names become one mark, numbers 0, case,
 * accents, punctuation and spaces go. Two remarks with one folded text say the same thing. It still holds words: fingerprint it, never keep it.
 */
export function foldRemark(text: string, found: Pick<Detection, 'spans'>, remark: Pick<Remark, 'start' | 'end'>): string {
  const before = text.slice(Math.max(0, remark.start - NEAR), remark.start);
  const after = text.slice(remark.end, remark.end + NEAR);
  const from = remark.start - before.length + (lastBreak(before) ?? 0);
  const to = remark.end + (firstBreak(after) ?? after.length);
  let folded = '';
  let at = from;
  for (const span of found.spans) {
    if (span.end <= from || span.start >= to || span.start < at) continue;
    // What holds a digit folds as digits do, so that a number is a number whatever the detector took it for.
    folded += `${text.slice(at, span.start)} ${/\d/.test(text.slice(span.start, span.end)) ? '0' : NAME} `;
    at = Math.min(span.end, to);
  }
  folded += text.slice(at, to);
  return folded
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, '0')
    .replace(/[^\p{L}0\p{Co}]+/gu, ' ')
    .trim();
}

function lastBreak(before: string): number | undefined {
  const at = Math.max(...['. ', '! ', '? ', '\n', '; '].map((mark) => before.lastIndexOf(mark)));
  return at < 0 ? undefined : at + 1;
}

function firstBreak(after: string): number | undefined {
  const at = /[.!?;](\s|$)|\n/.exec(after)?.index;
  return at === undefined ? undefined : at;
}
