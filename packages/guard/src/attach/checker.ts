import type { Guard } from '../guard.ts';
import type { NoteFinding, NotePlace } from '../policy.ts';

/** Up to here a note is read as a whole; beyond it line by line, so that a key only costs the line it was typed in. */
const wholeUpTo = 4000;
/** One slice of reading off the typing path, in ms; a frame lasts 16. */
const sliceMs = 6;

/** Lines of a text with their line ends; a line longer than `wholeUpTo` is cut behind a space. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const line = text.indexOf('\n', from);
    let to = line < 0 ? text.length : line + 1;
    if (to - from > wholeUpTo) {
      const space = text.lastIndexOf(' ', from + wholeUpTo);
      to = space > from ? space + 1 : from + wholeUpTo;
      // Never between the halves of one character.
      if ((text.charCodeAt(to) & 0xfc00) === 0xdc00) to++;
    }
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}

/** Reads one field's text again and again, and only what changed. */
export class Checker {
  private known = new Map<string, readonly NoteFinding[]>();
  private run = 0;
  private readonly guard: () => Guard;
  private readonly place: () => NotePlace;
  private readonly view: Window;
  constructor(guard: () => Guard, place: () => NotePlace, view: Window) {
    this.guard = guard;
    this.place = place;
    this.view = view;
  }

  /** After a change of policy or place nothing that was read counts any more. */
  forget(): void {
    this.known.clear();
    this.stop();
  }

  stop(): void {
    this.run++;
  }

  /** Findings of the whole text, now. */
  now(text: string): NoteFinding[] {
    this.stop();
    if (text.length <= wholeUpTo) return this.guard().findings(text, this.place());
    const fresh = new Map<string, readonly NoteFinding[]>();
    const found: NoteFinding[] = [];
    let offset = 0;
    for (const piece of piecesOf(text)) {
      this.read(piece, offset, fresh, found);
      offset += piece.length;
    }
    this.known = fresh;
    return found;
  }

  /** The same in slices of some milliseconds, between which the page can do its work. A later call, now() or stop() gives up an earlier one. */
  later(text: string, done: (found: NoteFinding[]) => void): void {
    const run = ++this.run;
    const pieces = piecesOf(text);
    const fresh = new Map<string, readonly NoteFinding[]>();
    const found: NoteFinding[] = [];
    let at = 0;
    let offset = 0;
    const slice = () => {
      if (run !== this.run) return;
      const until = performance.now() + sliceMs;
      while (at < pieces.length && performance.now() < until) {
        this.read(pieces[at], offset, fresh, found);
        offset += pieces[at++].length;
      }
      if (at < pieces.length) {
        this.view.setTimeout(slice, 4);
        return;
      }
      this.known = fresh;
      done(found);
    };
    this.view.setTimeout(slice, 0);
  }

  private read(piece: string, offset: number, fresh: Map<string, readonly NoteFinding[]>, found: NoteFinding[]): void {
    const here = fresh.get(piece) ?? this.known.get(piece) ?? this.guard().findings(piece, this.place());
    fresh.set(piece, here);
    for (const one of here) found.push({ ...one, start: one.start + offset, end: one.end + offset });
  }
}
