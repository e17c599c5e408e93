/** Gathers the postings of one chunk in typed arrays: 24 bytes each, no object per posting. */
export class PostingBuffer {
  length = 0;
  #highs = new Int32Array(4096);
  #lows = new Int32Array(4096);
  #recordHighs = new Int32Array(4096);
  #recordLows = new Int32Array(4096);
  #places = new Int32Array(4096);

  /** One posting. `field` and `kind` each fit 15 bits; `recordHigh/Low` are the halves of the record's 64-bit number. */
  add(high: number, low: number, recordHigh: number, recordLow: number, field: number, kind: number): void {
    const at = this.length;
    if (at === this.#highs.length) this.#grow();
    this.#highs[at] = high;
    this.#lows[at] = low;
    this.#recordHighs[at] = recordHigh;
    this.#recordLows[at] = recordLow;
    this.#places[at] = (field << 16) | kind;
    this.length = at + 1;
  }

  #grow(): void {
    const size = this.#highs.length * 2;
    const grown = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    this.#highs = grown(this.#highs);
    this.#lows = grown(this.#lows);
    this.#recordHighs = grown(this.#recordHighs);
    this.#recordLows = grown(this.#recordLows);
    this.#places = grown(this.#places);
  }

  /** Visits every posting in the order in which they came: halves of the fingerprint and of the record's number, field and kind. */
  each(visit: (high: number, low: number, recordHigh: number, recordLow: number, field: number, kind: number) => void): void {
    for (let at = 0; at < this.length; at++) {
      visit(this.#highs[at], this.#lows[at], this.#recordHighs[at], this.#recordLows[at], this.#places[at] >> 16, this.#places[at] & 0xffff);
    }
  }

  /** Empties the buffer and keeps its memory. */
  clear(): void {
    this.length = 0;
  }

  /**
   * 16 bytes that are the same for the same set of postings in any order: the sum of a mix of each. The fingerprints are keyed hashes
   * already; this only has to tell whether a chunk changed since it was last indexed.
   */
  digest(): Uint8Array {
    const sums = new Int32Array(4);
    for (let i = 0; i < this.length; i++) {
      let mixed = mix(this.#highs[i] ^ Math.imul(this.#places[i], 0x9e3779b1));
      sums[0] = (sums[0] + mixed) | 0;
      mixed = mix(mixed ^ this.#lows[i]);
      sums[1] = (sums[1] + mixed) | 0;
      mixed = mix(mixed ^ this.#recordHighs[i]);
      sums[2] = (sums[2] + mixed) | 0;
      mixed = mix(mixed ^ this.#recordLows[i]);
      sums[3] = (sums[3] + mixed) | 0;
    }
    return new Uint8Array(sums.buffer);
  }

  /** The lowest and the highest number of a record among the postings. Zero and zero when there are none. */
  range(): { first: bigint; last: bigint } {
    if (this.length === 0) return { first: 0n, last: 0n };
    let [low, high] = [0, 0];
    for (let i = 1; i < this.length; i++) {
      if (this.#before(i, low)) low = i;
      if (this.#before(high, i)) high = i;
    }
    const numberAt = (at: number) => (BigInt(this.#recordHighs[at]) << 32n) | BigInt(this.#recordLows[at] >>> 0);
    return { first: numberAt(low), last: numberAt(high) };
  }

  #before(left: number, right: number): boolean {
    const difference = this.#recordHighs[left] - this.#recordHighs[right];
    return difference === 0 ? this.#recordLows[left] >>> 0 < this.#recordLows[right] >>> 0 : difference < 0;
  }

  /** Positions in order of fingerprint (its upper 32 bits), so that COPY meets the index's pages in order. Stable radix sort. */
  #order(): Uint32Array {
    const n = this.length;
    let from = new Uint32Array(n);
    let to = new Uint32Array(n);
    for (let i = 0; i < n; i++) from[i] = i;
    const counts = new Uint32Array(65536);
    for (const shift of [0, 16]) {
      counts.fill(0);
      for (let i = 0; i < n; i++) counts[((this.#highs[i] ^ 0x80000000) >>> shift) & 0xffff]++;
      let sum = 0;
      for (let i = 0; i < 65536; i++) {
        const count = counts[i];
        counts[i] = sum;
        sum += count;
      }
      for (let i = 0; i < n; i++) {
        const position = from[i];
        to[counts[((this.#highs[position] ^ 0x80000000) >>> shift) & 0xffff]++] = position;
      }
      [from, to] = [to, from];
    }
    return from;
  }

  /**
   * The postings as PostgreSQL's binary COPY format (header and trailer included), columns
   * (fingerprint bigint, record bigint, dataset int, block int, field smallint, kind smallint), in pieces of about `pieceRows` rows.
   */
  *copyBytes(dataset: number, block: number, pieceRows = 8192): Generator<Buffer> {
    const order = this.#order();
    const header = Buffer.alloc(19);
    header.write('PGCOPY\n\xff\r\n\0', 0, 'latin1');
    yield header;
    for (let begin = 0; begin < order.length; begin += pieceRows) {
      const end = Math.min(order.length, begin + pieceRows);
      const piece = Buffer.allocUnsafeSlow((end - begin) * COPY_ROW_BYTES);
      const view = new DataView(piece.buffer, piece.byteOffset);
      for (let i = begin, at = 0; i < end; i++, at += COPY_ROW_BYTES) {
        const position = order[i];
        view.setInt16(at, 6);
        view.setInt32(at + 2, 8);
        view.setInt32(at + 6, this.#highs[position]);
        view.setInt32(at + 10, this.#lows[position]);
        view.setInt32(at + 14, 8);
        view.setInt32(at + 18, this.#recordHighs[position]);
        view.setInt32(at + 22, this.#recordLows[position]);
        view.setInt32(at + 26, 4);
        view.setInt32(at + 30, dataset);
        view.setInt32(at + 34, 4);
        view.setInt32(at + 38, block);
        view.setInt32(at + 42, 2);
        view.setInt16(at + 46, this.#places[position] >> 16);
        view.setInt32(at + 48, 2);
        view.setInt16(at + 52, this.#places[position] & 0xffff);
      }
      yield piece;
    }
    yield Buffer.from([0xff, 0xff]);
  }
}

const COPY_ROW_BYTES = 54;

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
