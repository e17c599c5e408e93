import { Buffer } from 'node:buffer';
import { type Batch, type ColumnBytes, NULL_VALUE, type Problem } from './connector.ts';

/** Rows and bytes a batch holds at the most unless the caller asks for fewer rows; one record may be larger than `maxBytes`. */
export const batchLimits = { rows: 4096, bytes: 4 * 1024 * 1024 } as const;

/** Problems of one batch, repeats counted instead of listed. Holds places and reasons only. */
export class ProblemList {
  readonly #byPlace = new Map<string, { -readonly [K in keyof Problem]: Problem[K] }>();

  /** Adds a problem; one with the same code, dataset and field as an earlier one raises its `times`. */
  add(problem: Problem): void {
    const place = `${problem.code}\u0000${problem.dataset ?? ''}\u0000${problem.field ?? ''}`;
    const known = this.#byPlace.get(place);
    if (known) known.times = (known.times ?? 1) + (problem.times ?? 1);
    else this.#byPlace.set(place, { ...problem });
  }

  /** What was added since the last take. */
  take(): readonly Problem[] {
    if (this.#byPlace.size === 0) return [];
    const list = [...this.#byPlace.values()];
    this.#byPlace.clear();
    return list;
  }
}

class ColumnBuilder {
  bytes: Buffer;
  length = 0;
  starts: Uint32Array;
  ends: Uint32Array;

  constructor(rows: number, bytes: number) {
    this.bytes = Buffer.allocUnsafeSlow(bytes);
    this.starts = new Uint32Array(rows);
    this.ends = new Uint32Array(rows);
  }

  reserve(more: number): void {
    const need = this.length + more;
    if (need <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(need, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  take(): ColumnBytes {
    const bytes = this.bytes.subarray(0, this.length);
    // Values lie one behind the other, so one look over all of them finds the NULs.
    for (let nul = bytes.indexOf(0); nul !== -1; nul = bytes.indexOf(0, nul + 1)) bytes[nul] = 0x20;
    return { bytes, starts: this.starts, ends: this.ends };
  }
}

/**
 * Gathers records value by value into a batch; for connectors whose source does not already lie in bytes. NULs become
 * spaces, because PostgreSQL and most tools downstream cannot hold them.
 */
export class BatchBuilder {
  readonly problems = new ProblemList();
  rows = 0;
  readonly #fields: number;
  readonly #maxRows: number;
  readonly #integerKeys: boolean;
  #columns: ColumnBuilder[] = [];
  #bytes = 0;
  #integers: BigInt64Array = new BigInt64Array(0);
  #texts: string[] = [];
  #bytesPerColumn = 1024;

  constructor(fields: number, keys: 'integer' | 'text', maxRows: number = batchLimits.rows) {
    this.#fields = fields;
    this.#integerKeys = keys === 'integer';
    this.#maxRows = Math.max(1, Math.min(maxRows, 65_536));
    this.#fresh();
  }

  #fresh(): void {
    this.#columns = [];
    // Wide tables start small: 2,000 columns of 4,096 places each would be 65 MB of empty batch.
    for (let i = 0; i < this.#fields; i++) this.#columns.push(new ColumnBuilder(this.#maxRows, this.#bytesPerColumn));
    this.#integers = new BigInt64Array(this.#integerKeys ? this.#maxRows : 0);
    this.#texts = [];
    this.#bytes = 0;
    this.rows = 0;
  }

  /** True when the batch should be taken before the next record is begun. */
  get full(): boolean {
    return this.rows >= this.#maxRows || this.#bytes >= batchLimits.bytes || this.rows * this.#fields >= 1_000_000;
  }

  /** Sets the current record's field to null. */
  null(field: number): void {
    this.#columns[field].starts[this.rows] = NULL_VALUE;
    this.#columns[field].ends[this.rows] = NULL_VALUE;
  }

  /** Sets the current record's field to a text. */
  text(field: number, value: string): void {
    const column = this.#columns[field];
    column.reserve(value.length * 3);
    const from = column.length;
    const written = column.bytes.write(value, from, 'utf8');
    this.#close(column, from, written);
  }

  /** Sets the current record's field to bytes that are UTF-8 already. */
  bytes(field: number, value: Uint8Array): void {
    const column = this.#columns[field];
    column.reserve(value.length);
    const from = column.length;
    column.bytes.set(value, from);
    this.#close(column, from, value.length);
  }

  #close(column: ColumnBuilder, from: number, written: number): void {
    column.length = from + written;
    column.starts[this.rows] = from;
    column.ends[this.rows] = column.length;
    this.#bytes += written;
  }

  /** Ends the record under its key. Every field must have been set. */
  end(key: bigint | string): void {
    if (this.#integerKeys) this.#integers[this.rows] = key as bigint;
    else this.#texts.push(key as string);
    this.rows++;
  }

  /** The batch so far; building starts afresh with buffers of its own. */
  take(): Batch {
    const rows = this.rows;
    for (const column of this.#columns) this.#bytesPerColumn = Math.max(this.#bytesPerColumn, Math.min(column.length, 1 << 20));
    const batch: Batch = {
      rows,
      columns: this.#columns.map((column) => column.take()),
      keys: this.#integerKeys ? this.#integers.subarray(0, rows) : this.#texts,
      problems: this.problems.take(),
    };
    this.#fresh();
    return batch;
  }
}

/** The value in a column at a row as text, null for null. For tests and for people; the scan reads bytes. */
export function valueAt(column: ColumnBytes, row: number): string | null {
  const start = column.starts[row];
  if (start === NULL_VALUE) return null;
  return Buffer.from(column.bytes.buffer, column.bytes.byteOffset, column.bytes.byteLength).toString('utf8', start, column.ends[row]);
}
