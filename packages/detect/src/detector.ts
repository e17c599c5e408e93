import { Findings } from './engine/findings.ts';
import { lexicon } from './engine/lexicon.ts';
import { findSpans } from './engine/spans.ts';
import { Tokens } from './engine/tokens.ts';
import { joinAddresses } from './names/address-join.ts';
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
  const bias = options.language?.startsWith('nl') ? 1 : options.language?.startsWith('en') ? -1 : 0;
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
    joinAddresses(tokens.bytes, spans);
    if (wantFlags) {
      findFlags(tokens, spans, flags, bias);
      flags.settleByType(minimum);
    }
  };

  /** Findings of one piece of a string that begins at `offset`. */
  const detectPiece = (piece: string, offset: number, foundSpans: Span[], foundFlags: Flag[]): void => {
    room(piece.length * 3);
    const { written } = encoder.encodeInto(piece, buffer.subarray(margin));
    buffer.fill(0, margin + written, margin + written + margin);
    read(buffer, margin, margin + written);
    const units = new Offsets(buffer, written, written === piece.length);
    if (wantSpans) {
      for (const at of spans.kept) {
        const start = offset + units.of(spans.starts[at]);
        const end = offset + units.of(spans.ends[at]);
        foundSpans.push({ start, end, type: spanTypes[spans.types[at]], confidence: spans.confidences[at] / 100, reason: spans.reasons[at] });
      }
    }
    for (const at of flags.kept) {
      const start = offset + units.of(flags.starts[at]);
      const end = offset + units.of(flags.ends[at]);
      foundFlags.push({ start, end, code: flagCodes[flags.types[at]], confidence: flags.confidences[at] / 100, reason: flags.reasons[at] });
    }
  };

  /** Findings of one piece of bytes. */
  const scanPiece = (bytes: Uint8Array, start: number, end: number, sink: ScanSink): void => {
    const length = end - start;
    room(length);
    if (length > 512) buffer.set(bytes.subarray(start, end), margin);
    else for (let at = 0; at < length; at++) buffer[margin + at] = bytes[start + at];
    buffer.fill(0, margin + length, margin + length + margin);
    read(buffer, margin, margin + length);
    const shift = start - margin;
    if (wantSpans) {
      for (const at of spans.kept) sink.span(spans.types[at], spans.starts[at] + shift, spans.ends[at] + shift, spans.confidences[at], spans.reasons[at]);
    }
    if (wantFlags && sink.flag) {
      for (const at of flags.kept) sink.flag(flags.types[at], flags.starts[at] + shift, flags.ends[at] + shift, flags.confidences[at], flags.reasons[at]);
    }
  };

  return {
    detect(text) {
      const foundSpans: Span[] = [];
      const foundFlags: Flag[] = [];
      for (let from = 0; ; ) {
        const to = text.length - from <= piece ? text.length : cut((at) => text.charCodeAt(at), from, from + piece);
        detectPiece(from === 0 && to === text.length ? text : text.slice(from, to), from, foundSpans, foundFlags);
        if (to >= text.length) return { spans: foundSpans, flags: foundFlags };
        from = to;
      }
    },
    scan(bytes, start, end, sink) {
      for (let from = start; ; ) {
        const to = end - from <= piece ? end : cut((at) => bytes[at], from, from + piece);
        scanPiece(bytes, from, to, sink);
        if (to >= end) return;
        from = to;
      }
    },
  };
}

/** Longer texts are read in pieces, so that memory stays flat on a line of 50 MB. */
const piece = 1 << 18;

/** Where to cut before `most`: behind the last line end in the last quarter, else behind the last space, else at most (never inside a character). */
function cut(unitAt: (at: number) => number, from: number, most: number): number {
  const floor = most - (piece >> 2);
  for (let at = most; at > floor; at--) if (unitAt(at - 1) === 10) return at;
  for (let at = most; at > floor; at--) if (unitAt(at - 1) === 32) return at;
  let at = most;
  // UTF-8 continuation bytes, or the second half of a surrogate pair
  while (at > from + 1 && ((unitAt(at) & 0xffc0) === 0x80 || (unitAt(at) & 0xfc00) === 0xdc00) && most - at < 4) at--;
  return at;
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
let sharedOptions = '';

/** Findings of one text. For many texts make one reader with createDetector(). */
export function detect(text: string, options: DetectOptions = {}): Detection {
  const key = `${options.language ?? ''}|${options.minConfidence ?? ''}|${options.spans ?? ''}|${options.flags ?? ''}`;
  if (!shared || key !== sharedOptions) {
    shared = createDetector(options);
    sharedOptions = key;
  }
  return shared.detect(text);
}
