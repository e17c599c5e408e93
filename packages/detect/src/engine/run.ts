import { NUMBER, type Tokens, tokenArrays } from './tokens.ts';

const { bytes, starts, ends, shapes } = tokenArrays;

export const BY_SPACE = 1;
export const BY_HYPHEN = 2;
export const BY_DOT = 4;
export const BY_SLASH = 8;
export const BY_PAREN = 16;

/** A run of digit groups with at most three separating characters between them ("06-12 34 56 78"). One scratch object, reused. */
export class Run {
  readonly digits = new Uint8Array(64);
  readonly groupEnds = new Uint8Array(24);
  readonly separators = new Uint8Array(24);
  /** Digits in all groups. */
  count = 0;
  groups = 0;
  first = 0;

  /** Collects the groups from token `first` on; at most 20 groups and 40 digits. */
  gather(tokens: Tokens, first: number): void {
    this.first = first;
    this.count = 0;
    this.groups = 0;
    let token = first;
    for (;;) {
      const start = starts[token] as number;
      const end = ends[token] as number;
      if (end - start + this.count > 40) {
        if (this.groups === 0) this.count = 41;
        return;
      }
      for (let at = start; at < end; at++) this.digits[this.count++] = (bytes[at] as number) - 0x30;
      this.groupEnds[this.groups] = this.count;
      this.groups++;
      token++;
      if (this.groups >= 20 || token >= tokens.count || shapes[token] !== NUMBER) return;
      const next = starts[token] as number;
      if (next - end > 3 || next === end) return;
      let separator = 0;
      for (let at = end; at < next; at++) {
        const byte = bytes[at];
        if (byte === 0x20) separator |= BY_SPACE;
        else if (byte === 0x2d) separator |= BY_HYPHEN;
        else if (byte === 0x2e) separator |= BY_DOT;
        else if (byte === 0x2f) separator |= BY_SLASH;
        else if (byte === 0x28 || byte === 0x29) separator |= BY_PAREN;
        else if (byte === 0xc2 && bytes[at + 1] === 0xa0) {
          separator |= BY_SPACE;
          at++;
        } else if (byte === 0xe2 && bytes[at + 1] === 0x80 && (bytes[at + 2] as number) >= 0x90 && (bytes[at + 2] as number) <= 0x95) {
          separator |= BY_HYPHEN;
          at += 2;
        } else return;
      }
      this.separators[this.groups] = separator;
    }
  }

  /** Digits in one group. */
  size(group: number): number {
    return (this.groupEnds[group] as number) - (group > 0 ? (this.groupEnds[group - 1] as number) : 0);
  }

  /** All separators used between groups 0..last, as bits. */
  separatorsUpTo(last: number): number {
    let all = 0;
    for (let group = 1; group <= last; group++) all |= this.separators[group] as number;
    return all;
  }

  /** The digits [from, to) as a number; only for short parts. */
  value(from: number, to: number): number {
    let value = 0;
    for (let at = from; at < to; at++) value = value * 10 + (this.digits[at] as number);
    return value;
  }
}

/** The run that the number now looked at belongs to; one for all readers of numbers. */
export const run = new Run();
