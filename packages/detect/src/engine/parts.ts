/** A part of a long text: findings that begin in [from, to) are its own; [before, after) is read, so that each is seen with what stands around it. */
export interface Part {
  readonly before: number;
  readonly from: number;
  readonly to: number;
  readonly after: number;
}

/** Most units of one part. Longer texts are read in parts, so that memory stays flat on a line of 50 MB. */
export const partSize = 1 << 17;
/** What is read around a part at least: more than any rule looks back or ahead, but for one sentence of thousands of words. */
export const around = 4096;

/**
 * Gives the parts of a text [start, end) in order. `unitAt` gives a byte or a UTF-16 unit. Cuts fall behind a line end or space where there is one, never inside
 * a character.
 */
export function partsOf(unitAt: (at: number) => number, start: number, end: number, take: (part: Part) => void): void {
  let from = start;
  while (end - from > partSize + around) {
    const to = cut(unitAt, from + partSize - (partSize >> 2), from + partSize);
    take({ before: edge(unitAt, from, start), from, to, after: end - to <= 2 * around ? end : cut(unitAt, to + around, to + 2 * around) });
    from = to;
  }
  take({ before: edge(unitAt, from, start), from, to: end, after: end });
}

/** Where reading begins for a part at `from`. */
const edge = (unitAt: (at: number) => number, from: number, start: number): number =>
  from - start <= 2 * around ? start : cut(unitAt, from - 2 * around, from - around);

/** The place to cut in (least, most]: behind the last line end, else behind the last space, else at most (never inside a character). */
function cut(unitAt: (at: number) => number, least: number, most: number): number {
  for (let at = most; at > least; at--) if (unitAt(at - 1) === 10) return at;
  for (let at = most; at > least; at--) if (unitAt(at - 1) === 32) return at;
  let at = most;
  // UTF-8 continuation bytes, or the second half of a surrogate pair
  while (at > least && ((unitAt(at) & 0xffc0) === 0x80 || (unitAt(at) & 0xfc00) === 0xdc00) && most - at < 4) at--;
  return at;
}
