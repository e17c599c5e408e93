/**
 * Counts different identifiers in 4 kB: HyperLogLog with 2^12 registers over fingerprints, standard error 1.04 / sqrt(4096) = 1.6 percent;
 * small counts by linear counting. Flajolet, Fusy, Gandouet, Meunier (2007). Merging is taking the larger of each register,
 * so it is associative, commutative and idempotent. Fingerprints are keyed hashes already, so no further hashing is needed.
 */
const BITS = 12;
const REGISTERS = 1 << BITS;
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
/** Up to this many filled registers the text form lists them instead of giving all. */
const SPARSE = 1000;

export class DistinctCount {
  #registers: Uint8Array | null = null;
  /** Few registers filled: position -> rank. */
  #few = new Map<number, number>();

  /** Counts the thing with this fingerprint (its upper and lower 32 bits). */
  add(high: number, low: number): void {
    const rest = ((high << BITS) | (low >>> (32 - BITS))) >>> 0;
    const rank = rest === 0 ? 33 : Math.clz32(rest) + 1;
    this.#raise(high >>> (32 - BITS), rank);
  }

  #raise(position: number, rank: number): void {
    if (this.#registers) {
      if (this.#registers[position] < rank) this.#registers[position] = rank;
      return;
    }
    if ((this.#few.get(position) ?? 0) < rank) this.#few.set(position, rank);
    if (this.#few.size > SPARSE) {
      this.#registers = new Uint8Array(REGISTERS);
      for (const [at, value] of this.#few) this.#registers[at] = value;
      this.#few.clear();
    }
  }

  /** About how many different things were counted. */
  estimate(): number {
    let sum = 0;
    let empty = 0;
    if (this.#registers) {
      for (let i = 0; i < REGISTERS; i++) {
        const rank = this.#registers[i];
        sum += 2 ** -rank;
        if (rank === 0) empty++;
      }
    } else {
      empty = REGISTERS - this.#few.size;
      sum = empty;
      for (const rank of this.#few.values()) sum += 2 ** -rank;
    }
    const raw = (ALPHA * REGISTERS * REGISTERS) / sum;
    return Math.round(raw <= 2.5 * REGISTERS && empty > 0 ? REGISTERS * Math.log(REGISTERS / empty) : raw);
  }

  /** Takes over what the other has counted. */
  merge(other: DistinctCount): void {
    if (other.#registers) {
      for (let i = 0; i < REGISTERS; i++) if (other.#registers[i] > 0) this.#raise(i, other.#registers[i]);
    } else for (const [at, rank] of other.#few) this.#raise(at, rank);
  }

  /** Text form for JSON; equal counts give equal texts. */
  toJSON(): string {
    if (this.#registers) return `d${Buffer.from(this.#registers).toString('base64')}`;
    const bytes = Buffer.alloc(this.#few.size * 3);
    let at = 0;
    for (const [position, rank] of [...this.#few].sort((left, right) => left[0] - right[0])) {
      bytes.writeUInt16LE(position, at);
      bytes[at + 2] = rank;
      at += 3;
    }
    return `s${bytes.toString('base64')}`;
  }

  /** Reads the text form; throws on anything else. */
  static parse(text: string): DistinctCount {
    const count = new DistinctCount();
    const bytes = Buffer.from(text.slice(1), 'base64');
    if (text[0] === 'd' && bytes.length === REGISTERS) count.#registers = new Uint8Array(bytes);
    else if (text[0] === 's' && bytes.length % 3 === 0) for (let at = 0; at < bytes.length; at += 3) count.#few.set(bytes.readUInt16LE(at), bytes[at + 2]);
    else throw new Error('This is not the text form of a distinct count.');
    return count;
  }
}
