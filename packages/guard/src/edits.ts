/** One replacement in a text: [start, end) in UTF-16 code units becomes `becomes`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly becomes: string;
  readonly rule: string;
}

/** The text after the edits. They must not overlap; any order. */
export function applyEdits(text: string, edits: readonly { start: number; end: number; becomes: string }[]): string {
  let out = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(at, edit.start) + edit.becomes;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** Where an offset of the text before comes to lie after the edits; inside a replaced piece it goes to the piece's end. */
export function moveOffset(offset: number, edits: readonly { start: number; end: number; becomes: string }[]): number {
  let shift = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start >= offset) break;
    if (edit.end > offset) return edit.start + shift + edit.becomes.length;
    shift += edit.becomes.length - (edit.end - edit.start);
  }
  return offset + shift;
}

/** Edits of `original` that give what `later` makes of the text after `earlier`. A later edit that touches an earlier replacement swallows it whole. */
export function composeEdits(original: string, earlier: readonly Edit[], later: readonly Edit[]): Edit[] {
  let kept = [...earlier].sort((a, b) => a.start - b.start);
  for (const edit of [...later].sort((a, b) => b.start - a.start)) {
    const current = applyEdits(original, kept);
    let from = edit.start;
    let to = edit.end;
    let shift = 0;
    const swallowed = new Set<Edit>();
    let startBack = from;
    let endBack = to;
    for (const one of kept) {
      const there = one.start + shift;
      const thereEnd = there + one.becomes.length;
      const touches = (there < to && thereEnd > from) || (there === thereEnd && there >= from && there <= to);
      const lengthened = one.becomes.length - (one.end - one.start);
      if (touches) {
        if (swallowed.size === 0) startBack = Math.min(from, there) - shift;
        from = Math.min(from, there);
        to = Math.max(to, thereEnd);
        swallowed.add(one);
      } else if (thereEnd <= from && swallowed.size === 0) startBack = from - shift - lengthened;
      shift += lengthened;
      if (thereEnd <= to) endBack = to - shift;
    }
    const becomes = current.slice(from, edit.start) + edit.becomes + current.slice(edit.end, to);
    kept = [...kept.filter((one) => !swallowed.has(one)), { start: startBack, end: endBack, becomes, rule: edit.rule }].sort((a, b) => a.start - b.start);
  }
  return kept;
}
