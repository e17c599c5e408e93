/** Sorts what is nearly in order already: by moving each to its place, and with the ordinary sort when that moves too many. */
function arrange(order: number[], compare: (a: number, b: number) => number): void {
  let moves = order.length * 8;
  for (let at = 1; at < order.length; at++) {
    const one = order[at];
    let to = at;
    while (to > 0 && compare(order[to - 1], one) > 0) {
      order[to] = order[to - 1];
      to--;
      if (--moves < 0) {
        order[to] = one;
        order.sort(compare);
        return;
      }
    }
    order[to] = one;
  }
}

/** Findings of one text while it is read: parallel arrays, reused. Positions are bytes. */
export class Findings {
  count = 0;
  types = new Uint8Array(256);
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  confidences = new Uint8Array(256);
  reasons: string[] = new Array(256).fill('');
  private order: number[] = [];
  /** Indices of the findings that remain after overlaps are settled, in order of place. */
  kept: number[] = [];

  clear(): void {
    this.count = 0;
    this.kept.length = 0;
  }

  /** Adds a finding. `type` is an index in spanTypes or flagCodes, confidence 0 to 100. */
  add(type: number, start: number, end: number, confidence: number, reason: string): void {
    if (this.count === this.types.length) this.grow();
    const at = this.count++;
    this.types[at] = type;
    this.starts[at] = start;
    this.ends[at] = end;
    this.confidences[at] = confidence;
    this.reasons[at] = reason;
  }

  private grow(): void {
    const size = this.types.length * 2;
    const types = new Uint8Array(size);
    types.set(this.types);
    this.types = types;
    const starts = new Int32Array(size);
    starts.set(this.starts);
    this.starts = starts;
    const ends = new Int32Array(size);
    ends.set(this.ends);
    this.ends = ends;
    const confidences = new Uint8Array(size);
    confidences.set(this.confidences);
    this.confidences = confidences;
  }

  /** True when a finding of at least this confidence overlaps [start, end). Looks at the latest 16 only. */
  covers(start: number, end: number, confidence: number): boolean {
    for (let at = this.count - 1, left = 16; at >= 0 && left > 0; at--, left--) {
      if ((this.starts[at] as number) < end && (this.ends[at] as number) > start && (this.confidences[at] as number) >= confidence) return true;
    }
    return false;
  }

  /** Keeps everything sure enough, in order of place; only the same type on the same place is kept once. */
  settleByType(minimum: number): void {
    const { order, kept, starts, ends, types, confidences } = this;
    order.length = 0;
    kept.length = 0;
    for (let at = 0; at < this.count; at++) if (confidences[at] >= minimum) order.push(at);
    arrange(order, (a, b) => starts[a] - starts[b] || types[a] - types[b] || confidences[b] - confidences[a] || a - b);
    for (const at of order) {
      let keep = true;
      for (let last = kept.length - 1; last >= 0 && kept.length - last <= 8; last--) {
        const other = kept[last];
        if (types[other] === types[at] && ends[other] > starts[at]) {
          keep = false;
          break;
        }
      }
      if (keep) kept.push(at);
    }
  }

  /** Settles overlaps: the surer wins, then the longer, then the earlier. Fills `kept`. */
  settle(minimum: number): void {
    const { order, kept, starts, ends, confidences } = this;
    order.length = 0;
    kept.length = 0;
    for (let at = 0; at < this.count; at++) if ((confidences[at] as number) >= minimum) order.push(at);
    arrange(order, (a, b) => (starts[a] as number) - (starts[b] as number) || (ends[b] as number) - (ends[a] as number) || a - b);
    for (const at of order) {
      let keep = true;
      while (kept.length > 0) {
        const last = kept[kept.length - 1] as number;
        if ((ends[last] as number) <= (starts[at] as number)) break;
        const better =
          (confidences[at] as number) - (confidences[last] as number) ||
          (ends[at] as number) - (starts[at] as number) - ((ends[last] as number) - (starts[last] as number));
        if (better > 0) kept.pop();
        else {
          keep = false;
          break;
        }
      }
      if (keep) kept.push(at);
    }
  }
}
