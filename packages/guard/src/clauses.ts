/** A stretch of a text in UTF-16 code units, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const abbreviation =
  /(?:^|[\s(])(?:dhr|mw|mevr|mej|hr|dr|drs|ing|ir|mr|mrs|ms|prof|nr|tel|ca|evt|incl|excl|max|min|bijv|bv|enz|etc|o\.a|i\.v\.m|m\.b\.t|t\.a\.v|n\.a\.v|a\.u\.b|p\.?s|art|lid|st|\p{L})$/iu;

/** Sentences of a note with their own stop, without the space between them. A line end ends a sentence; an abbreviation or a number's point does not. */
export function sentencesOf(text: string): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  const close = (end: number) => {
    let from = start;
    let to = end;
    while (from < to && /\s/.test(text[from])) from++;
    while (to > from && /\s/.test(text[to - 1])) to--;
    if (to > from) found.push({ start: from, end: to });
    start = end;
  };
  for (const { 0: stop, index } of text.matchAll(/[.!?…]+["')\]]*(?=\s|$)|;(?=\s)|\n/g)) {
    if (stop.startsWith('.') && stop.length === 1 && abbreviation.test(text.slice(Math.max(start, index - 12), index))) continue;
    close(index + stop.length);
  }
  close(text.length);
  return found;
}

const separators = /,\s+|\s+[-–—]\s+|\s+(?=(?:en|maar|want|omdat|dus|doordat|aangezien|and|but|because|so|since)\s)/giu;

/** Clauses of one sentence (without its stop), in order; between two of them stands the separator. */
export function clausesOf(text: string, sentence: Stretch): Stretch[] {
  const found: Stretch[] = [];
  const body = text.slice(sentence.start, sentence.end);
  let start = 0;
  for (const { 0: separator, index } of body.matchAll(separators)) {
    if (index <= start) continue;
    found.push({ start: sentence.start + start, end: sentence.start + index });
    start = index + separator.length;
  }
  if (start < body.length) found.push({ start: sentence.start + start, end: sentence.end });
  return found;
}
