import { Findings } from './engine/findings.ts';
import { lexicon } from './engine/lexicon.ts';
import { type Part, partSize, partsOf } from './engine/parts.ts';
import { findSpans } from './engine/spans.ts';
import { margin, Tokens, tokenArrays } from './engine/tokens.ts';
import { joinAddresses } from './names/address-join.ts';
import { findFlags } from './notes/flags.ts';
import { Rules } from './tuning-rules.ts';
import { type Detection, type DetectOptions, type Flag, flagCodes, type Span, spanTypes } from './types.ts';

/** Receives findings of the bytes path. Positions are byte offsets in the array given to scan(); confidence is 0 to 100. */
export interface ScanSink {
  /** `type` is an index in spanTypes. */
  span(type: number, start: number, end: number, confidence: number, reason: string): void;
  /** `code` is an index in flagCodes. */
  flag?(code: number, start: number, end: number, confidence: number, reason: string): void;
}

/** Reads one text after another. All readers of a thread share the memory in which a text is read; a sink must not call the reader that called it. */
export interface Detector {
  /** Findings of a string, offsets in UTF-16 code units. */
  detect(text: string): Detection;
  /** Findings of UTF-8 bytes[start, end) to the sink. Allocates nothing where nothing is found. */
  scan(bytes: Uint8Array, start: number, end: number, sink: ScanSink): void;
}

const encoder = new TextEncoder();
const { bytes: text8 } = tokenArrays;
/** Where a string is written as UTF-8. */
const written8 = text8.subarray(margin);

/**
 * Makes a reader with the given options. Loads the word lists at the first call in the process (some tens of milliseconds). Throws TuningError when the
 * tuning is not right; no text makes it throw.
 */
export function createDetector(options: DetectOptions = {}): Detector {
  const tokens = new Tokens(lexicon());
  const spans = new Findings();
  const flags = new Findings();
  const rules = options.tuning && Object.keys(options.tuning).length > 0 ? new Rules(options.tuning, options.channel, options.minConfidence) : undefined;
  const minimum = rules?.floor ?? Math.round((options.minConfidence ?? 0.5) * 100);
  const wantSpans = options.spans !== false;
  const wantFlags = options.flags !== false;
  const bias = options.language?.startsWith('nl') ? 1 : options.language?.startsWith('en') ? -1 : 0;
  /** Finds everything in the tokens. */
  const find = (): void => {
    spans.clear();
    flags.clear();
    findSpans(tokens, spans);
    rules?.findOwn(tokens, spans, wantFlags ? flags : undefined);
    spans.settle(minimum);
    joinAddresses(text8, spans);
    if (wantFlags) {
      findFlags(tokens, spans, flags, bias);
      flags.settleByType(minimum);
    }
    if (rules) {
      rules.keep(tokens, spans, rules.leastOfSpan);
      rules.keep(tokens, flags, rules.leastOfFlag);
    }
  };

  /** Findings that begin in [part.from, part.to) of a string, read with what stands around it. */
  const detectPart = (text: string, { before, from, to, after }: Part, foundSpans: Span[], foundFlags: Flag[]): void => {
    const piece = before === 0 && after === text.length ? text : text.slice(before, after);
    const { written } = encoder.encodeInto(piece, written8);
    tokens.readHere(written);
    find();
    const units = new Offsets(text8, written, written === piece.length);
    if (wantSpans) {
      let last = foundSpans.at(-1)?.end ?? 0;
      for (const at of spans.kept) {
        const start = before + units.of(spans.starts[at]);
        if (start < from || start < last || start >= to) continue;
        const end = before + units.of(spans.ends[at]);
        foundSpans.push({ start, end, type: spanTypes[spans.types[at]], confidence: spans.confidences[at] / 100, reason: spans.reasons[at] });
        last = end;
      }
    }
    for (const at of flags.kept) {
      const start = before + units.of(flags.starts[at]);
      if (start < from || start >= to) continue;
      const end = before + units.of(flags.ends[at]);
      foundFlags.push({ start, end, code: flagCodes[flags.types[at]], confidence: flags.confidences[at] / 100, reason: flags.reasons[at] });
    }
  };

  /** Findings that begin in a part of bytes; gives the end of its last span. */
  const scanPart = (bytes: Uint8Array, before: number, from: number, to: number, after: number, lastEnd: number, sink: ScanSink): number => {
    tokens.read(bytes, before, after);
    find();
    const shift = before - margin;
    let last = lastEnd;
    if (wantSpans) {
      for (const at of spans.kept) {
        const start = spans.starts[at] + shift;
        if (start < from || start < last || start >= to) continue;
        last = spans.ends[at] + shift;
        sink.span(spans.types[at], start, last, spans.confidences[at], spans.reasons[at]);
      }
    }
    if (wantFlags && sink.flag) {
      for (const at of flags.kept) {
        const start = flags.starts[at] + shift;
        if (start >= from && start < to) sink.flag(flags.types[at], start, flags.ends[at] + shift, flags.confidences[at], flags.reasons[at]);
      }
    }
    return last;
  };

  return {
    detect(text) {
      const foundSpans: Span[] = [];
      const foundFlags: Flag[] = [];
      partsOf(
        (at) => text.charCodeAt(at),
        0,
        text.length,
        (part) => detectPart(text, part, foundSpans, foundFlags),
      );
      return { spans: foundSpans, flags: foundFlags };
    },
    scan(bytes, start, end, sink) {
      if (end - start <= partSize) {
        scanPart(bytes, start, start, end, end, start, sink);
        return;
      }
      let last = start;
      partsOf(
        (at) => bytes[at],
        start,
        end,
        ({ before, from, to, after }) => {
          last = scanPart(bytes, before, from, to, after, last, sink);
        },
      );
    },
  };
}

/** Byte offsets to UTF-16 offsets; it walks from the last one asked. */
class Offsets {
  private byte = margin;
  private unit = 0;
  private readonly bytes: Uint8Array;
  private readonly end: number;
  private readonly plain: boolean;
  constructor(bytes: Uint8Array, length: number, plain: boolean) {
    this.bytes = bytes;
    this.end = margin + length;
    this.plain = plain;
  }
  of(target: number): number {
    if (this.plain) return target - margin;
    while (this.byte > target) {
      this.byte--;
      const byte = this.bytes[this.byte];
      if ((byte & 0xc0) !== 0x80) this.unit -= byte >= 0xf0 ? 2 : 1;
    }
    while (this.byte < target && this.byte < this.end) {
      const byte = this.bytes[this.byte];
      if (byte < 0x80) this.byte++;
      else if (byte < 0xe0) this.byte += 2;
      else if (byte < 0xf0) this.byte += 3;
      else {
        this.byte += 4;
        this.unit++;
      }
      this.unit++;
    }
    return this.unit;
  }
}

let shared: Detector | undefined;
let sharedOptions: DetectOptions = {};

/** Findings of one text. For many texts make one reader with createDetector(). */
export function detect(text: string, options: DetectOptions = {}): Detection {
  const last = sharedOptions;
  const same =
    options.language === last.language &&
    options.minConfidence === last.minConfidence &&
    options.spans === last.spans &&
    options.flags === last.flags &&
    options.tuning === last.tuning &&
    options.channel === last.channel;
  if (!shared || !same) {
    shared = createDetector(options);
    sharedOptions = options;
  }
  return shared.detect(text);
}
