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
/** Zero bytes kept before and after the text, so that looking one step outside sees an end, never a neighbour's or an older text. */
const margin = 32;

/** Makes a reader with the given options. Loads the word lists at the first call in the process (some tens of milliseconds). */
export function createDetector(options: DetectOptions = {}): Detector {
  const tokens = new Tokens(lexicon());
  const spans = new Findings();
  const flags = new Findings();
  const minimum = Math.round((options.minConfidence ?? 0.5) * 100);
  const wantSpans = options.spans !== false;
  const wantFlags = options.flags !== false;
  let buffer = new Uint8Array(4096 + 2 * margin);

  const room = (bytes: number): void => {
    if (buffer.length < bytes + 2 * margin) buffer = new Uint8Array(bytes + (bytes >> 1) + 2 * margin);
  };

  const read = (bytes: Uint8Array, from: number, to: number): void => {
    tokens.read(bytes, from, to);
    spans.clear();
    flags.clear();
    findSpans(tokens, spans);
    spans.settle(minimum);
    if (wantFlags) {
      findFlags(tokens, spans, flags);
      flags.settleByType(minimum);
    }
  };

  return {
    detect(text) {
      room(text.length * 3);
      const { written } = encoder.encodeInto(text, buffer.subarray(margin));
      buffer.fill(0, margin + written, margin + written + margin);
      read(buffer, margin, margin + written);
      const units = new Offsets(buffer, written, written === text.length);
      const foundSpans: Span[] = [];
      const foundFlags: Flag[] = [];
      if (wantSpans) {
        for (const at of spans.kept) {
          const start = spans.starts[at] as number;
          const end = spans.ends[at] as number;
          foundSpans.push({
            start: units.of(start),
            end: units.of(end),
            type: spanTypes[spans.types[at] as number] as Span['type'],
            confidence: (spans.confidences[at] as number) / 100,
            reason: spans.reasons[at] as string,
          });
        }
      }
      units.reset();
      for (const at of flags.kept) {
        const start = flags.starts[at] as number;
        const end = flags.ends[at] as number;
        foundFlags.push({
          start: units.of(start),
          end: units.of(end),
          code: flagCodes[flags.types[at] as number] as Flag['code'],
          confidence: (flags.confidences[at] as number) / 100,
          reason: flags.reasons[at] as string,
        });
      }
      return { spans: foundSpans, flags: foundFlags };
    },
    scan(bytes, start, end, sink) {
      const length = end - start;
      room(length);
      if (length > 512) buffer.set(bytes.subarray(start, end), margin);
      else for (let at = 0; at < length; at++) buffer[margin + at] = bytes[start + at];
      buffer.fill(0, margin + length, margin + length + margin);
      read(buffer, margin, margin + length);
      const shift = start - margin;
      if (wantSpans)
        for (const at of spans.kept) sink.span(spans.types[at], spans.starts[at] + shift, spans.ends[at] + shift, spans.confidences[at], spans.reasons[at]);
      if (wantFlags && sink.flag)
        for (const at of flags.kept) sink.flag(flags.types[at], flags.starts[at] + shift, flags.ends[at] + shift, flags.confidences[at], flags.reasons[at]);
    },
  };
}

/** Byte offsets to UTF-16 offsets; asked in rising order it walks the bytes once. */
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
  reset(): void {
    this.byte = margin;
    this.unit = 0;
  }
  of(target: number): number {
    if (this.plain) return target - margin;
    if (target < this.byte) this.reset();
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
