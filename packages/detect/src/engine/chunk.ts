import { isDigit } from './bytes.ts';
import type { Tokens } from './tokens.ts';
import { tokenArrays } from './tokens.ts';

const { bytes, starts } = tokenArrays;

/** A stretch without white space, as passwords and user names are written; marks of the sentence around it left off. One object, reused. */
export class Chunk {
  start = 0;
  end = 0;
  digits = 0;
  lowers = 0;
  uppers = 0;
  /** Marks that seldom stand in a word: ! # $ % & * + = ? ^ ~ _ and @ . */
  symbols = 0;
  hyphens = 0;
  dots = 0;
  slashes = 0;
  ats = 0;
  colons = 0;
  quoted = false;
  /** A ':' or '=' or an arrow stands before it. */
  marked = false;
  /** A sentence, a clause or the line ends before it. */
  broken = false;
  /** First token in it; tokens.count when there is none. */
  token = 0;
  /** First byte behind the raw stretch. */
  next = 0;

  get length(): number {
    return this.end - this.start;
  }

  get letters(): number {
    return this.lowers + this.uppers;
  }

  /** Reads the stretch behind byte `from`; false at the end of the text or when nothing but marks is left. `token`: a token at or before it. */
  read(tokens: Tokens, from: number, token: number): boolean {
    const { to } = tokens;
    let at = from;
    this.marked = false;
    this.broken = false;
    this.quoted = false;
    for (; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte === 0x3a || byte === 0x3d || byte === 0x3e || byte === 0x7c || byte === 0x09) this.marked = true;
      else if (byte === 0x0a || byte === 0x0d || byte === 0x3b || byte === 0x3f) this.broken = true;
      else if (byte === 0x2e || byte === 0x21) this.broken = this.broken || (bytes[at + 1] as number) <= 0x20;
      else if (byte === 0xe2) {
        // Curly quotes, dashes, arrows
        if (bytes[at + 1] === 0x86) this.marked = true;
        this.quoted = bytes[at + 1] === 0x80 && (bytes[at + 2] === 0x98 || bytes[at + 2] === 0x9c);
        at += 2;
        continue;
      } else if (byte === 0x27 || byte === 0x22 || byte === 0x60) {
        this.quoted = true;
        continue;
      } else if (
        byte > 0x20 &&
        byte !== 0x28 &&
        byte !== 0x29 &&
        byte !== 0x5d &&
        byte !== 0x2c &&
        byte !== 0x2d &&
        byte !== 0x2f &&
        byte !== 0x2a &&
        byte !== 0x5b
      )
        break;
      if (byte !== 0x28) this.quoted = false;
    }
    this.start = at;
    const ceiling = Math.min(to, at + 200);
    while (at < ceiling && (bytes[at] as number) > 0x20 && bytes[at] !== 0x2c && bytes[at] !== 0x3b && bytes[at] !== 0x7c && bytes[at] !== 0x22) {
      if (this.quoted && (bytes[at] === 0x27 || bytes[at] === 0x60)) break;
      if (bytes[at] === 0xe2 && bytes[at + 1] === 0x80) break;
      at++;
    }
    this.next = at;
    while (at > this.start && trailing(bytes[at - 1] as number)) at--;
    this.end = at;
    this.count(bytes);
    // An exclamation mark belongs to what has digits or capitals in it, never to a word.
    if (this.digits > 0 && at < this.next && bytes[at] === 0x21) this.end = at + 1;
    // The marks behind it are read again as what parts it from the next.
    if (this.end > this.start) this.next = this.end;
    let first = token;
    while (first < tokens.count && (starts[first] as number) < this.start) first++;
    this.token = first;
    return this.end > this.start;
  }

  private count(bytes: Uint8Array): void {
    this.digits = this.lowers = this.uppers = this.symbols = this.hyphens = this.dots = this.slashes = this.ats = this.colons = 0;
    for (let at = this.start; at < this.end; at++) {
      const byte = bytes[at] as number;
      if (isDigit(byte)) this.digits++;
      else if ((byte - 0x61) >>> 0 < 26 || byte >= 0x80) this.lowers++;
      else if ((byte - 0x41) >>> 0 < 26) this.uppers++;
      else if (byte === 0x2d) this.hyphens++;
      else if (byte === 0x2e) this.dots++;
      else if (byte === 0x2f) this.slashes++;
      else if (byte === 0x3a) this.colons++;
      else if (byte === 0x40) {
        this.ats++;
        this.symbols++;
      } else if (byte !== 0x27 && byte !== 0x28 && byte !== 0x29) this.symbols++;
    }
  }

  /** True for an e-mail address, a page, a time or date: never a secret by itself. */
  get address(): boolean {
    return (this.ats > 0 && this.dots > 0 && this.digits + this.symbols < 12) || this.slashes > 2 || (this.colons > 0 && this.letters === 0);
  }
}

const trailing = (byte: number): boolean =>
  byte === 0x2e ||
  byte === 0x29 ||
  byte === 0x3a ||
  byte === 0x21 ||
  byte === 0x3f ||
  byte === 0x27 ||
  byte === 0x60 ||
  byte === 0x5d ||
  byte === 0x3e ||
  byte === 0x2a;
