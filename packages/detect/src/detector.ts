import { Findings } from './engine/findings.ts';
import { lexicon } from './engine/lexicon.ts';
import { findSpans } from './engine/spans.ts';
import { Tokens } from './engine/tokens.ts';
import { findFlags } from './notes/flags.ts';
import { type Detection, type DetectOptions, type Flag, flagCodes, type Span, spanTypes } from './types.ts';

/** Receives findings of the bytes path. Positions are byte offsets in the array given to scan(); confidence is 0 to 100. */
export interface ScanSink {
  /** `type` is an index in spanTypes. */
  span(type: number, start: number, end: number, confidence: number, reason: string): void;
  /** `code` is an index in flagCodes. */
  flag?(code: number, start: number, end: number, confidence: number, reason: string): void;
}

/** A reader with its own scratch memory: one per thread, used for one text after another. */
export interface Detector {
  /** Findings of a string, offsets in UTF-16 code units. */
  detect(text: string): Detection;
  /** Findings of UTF-8 bytes[start, end) to the sink. Allocates nothing where nothing is found. */
  scan(bytes: Uint8Array, start: number, end: number, sink: ScanSink): void;
}

const encoder = new TextEncoder();

/** Makes a reader with the given options. Loads the word lists at the first call in the process (some tens of milliseconds). */
export function createDetector(options: DetectOptions = {}): Detector {
  const tokens = new Tokens(lexicon());
  const spans = new Findings();
  const flags = new Findings();
  const minimum = Math.round((options.minConfidence ?? 0.5) * 100);
  const wantSpans = options.spans !== false;
  const wantFlags = options.flags !== false;
  let buffer = new Uint8Array(4096);

  const read = (bytes: Uint8Array, from: number, to: number): void => {
    tokens.read(bytes, from, to);
    spans.clear();
    flags.clear();
    findSpans(tokens, spans);
    spans.settle(minimum);
    if (wantFlags) {
      findFlags(tokens, spans, flags);
      flags.settle(minimum);
    }
  };

  return {
    detect(text) {
      if (buffer.length < text.length * 3) buffer = new Uint8Array(text.length * 3 + 1024);
      const { written } = encoder.encodeInto(text, buffer);
      read(buffer, 0, written);
      const units = written === text.length ? undefined : new Offsets(buffer, written);
      const foundSpans: Span[] = [];
      const foundFlags: Flag[] = [];
      if (wantSpans) {
        for (const at of spans.kept) {
          const start = spans.starts[at] as number;
          const end = spans.ends[at] as number;
          foundSpans.push({
            start: units ? units.of(start) : start,
            end: units ? units.of(end) : end,
            type: spanTypes[spans.types[at] as number] as Span['type'],
            confidence: (spans.confidences[at] as number) / 100,
            reason: spans.reasons[at] as string,
          });
        }
      }
      units?.reset();
      for (const at of flags.kept) {
        const start = flags.starts[at] as number;
        const end = flags.ends[at] as number;
        foundFlags.push({
          start: units ? units.of(start) : start,
          end: units ? units.of(end) : end,
          code: flagCodes[flags.types[at] as number] as Flag['code'],
          confidence: (flags.confidences[at] as number) / 100,
          reason: flags.reasons[at] as string,
        });
      }
      return { spans: foundSpans, flags: foundFlags };
    },
    scan(bytes, start, end, sink) {
      read(bytes, start, end);
      if (wantSpans)
        for (const at of spans.kept)
          sink.span(
            spans.types[at] as number,
            spans.starts[at] as number,
            spans.ends[at] as number,
            spans.confidences[at] as number,
            spans.reasons[at] as string,
          );
      if (wantFlags && sink.flag)
        for (const at of flags.kept)
          sink.flag(
            flags.types[at] as number,
            flags.starts[at] as number,
            flags.ends[at] as number,
            flags.confidences[at] as number,
            flags.reasons[at] as string,
          );
    },
  };
}

/** Byte offsets to UTF-16 offsets; asked in rising order it walks the bytes once. */
class Offsets {
  private byte = 0;
  private unit = 0;
  private readonly bytes: Uint8Array;
  private readonly length: number;
  constructor(bytes: Uint8Array, length: number) {
    this.bytes = bytes;
    this.length = length;
  }
  reset(): void {
    this.byte = 0;
    this.unit = 0;
  }
  of(target: number): number {
    if (target < this.byte) this.reset();
    while (this.byte < target && this.byte < this.length) {
      const byte = this.bytes[this.byte] as number;
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
let sharedOptions = '';

/** Findings of one text. For many texts make one reader with createDetector(). */
export function detect(text: string, options: DetectOptions = {}): Detection {
  const key = `${options.minConfidence ?? ''}|${options.spans ?? ''}|${options.flags ?? ''}`;
  if (!shared || key !== sharedOptions) {
    shared = createDetector(options);
    sharedOptions = key;
  }
  return shared.detect(text);
}
