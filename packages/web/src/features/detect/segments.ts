/** One finding in the text, a span or a flag alike. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly confidence: number;
  readonly reason: string;
}

/** A piece of the text with the findings that cover all of it (by index in the list). */
export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly found: readonly number[];
}

/** Cuts a text at every border of a finding. The pieces together are the text; findings that lie outside it are left out. */
export function segmentsOf(text: string, found: readonly Found[]): Segment[] {
  const inside = found.map((one, index) => ({ ...one, index })).filter((one) => one.start >= 0 && one.end <= text.length && one.start < one.end);
  const cuts = [...new Set([0, text.length, ...inside.flatMap((one) => [one.start, one.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, n) => ({
    text: text.slice(start, cuts[n + 1]),
    start,
    found: inside.filter((one) => one.start <= start && one.end >= cuts[n + 1]).map((one) => one.index),
  }));
}
