import { type Batch, type ColumnBytes, NULL_VALUE } from '@waarborg/connectors';

import { type Fingerprinter, kindCode } from './fingerprint.ts';
import type { PostingBuffer } from './postings.ts';

/** Records whose dataset has text keys are numbered by a keyed hash of the key; this code stands where identifiers have their kind. */
const RECORD_CODE = 255;

/** A text key and the number that stands for it, as halves. */
export interface TextKey {
  readonly high: number;
  readonly low: number;
  readonly key: string;
}

/** Turns (record of the current batch, field, identifier) into postings; keeps the text keys of records that got one. */
export class Poster {
  readonly postings: PostingBuffer;
  readonly textKeys: TextKey[] = [];
  readonly #fingerprints: Fingerprinter;
  readonly #dataset: string;
  #halves: Int32Array = new Int32Array(0);
  #keys: readonly string[] | null = null;
  #posted = new Uint8Array(0);

  /** `dataset` separates the text keys of one dataset from equal ones of another. `postings` is emptied and filled. */
  constructor(fingerprints: Fingerprinter, dataset: string, postings: PostingBuffer) {
    postings.clear();
    this.postings = postings;
    this.#fingerprints = fingerprints;
    this.#dataset = dataset;
  }

  /** Begins a batch: the records' numbers as 32-bit halves, low first. */
  begin(batch: Batch): void {
    if (batch.keys instanceof BigInt64Array) {
      this.#keys = null;
      this.#halves = new Int32Array(batch.keys.buffer, batch.keys.byteOffset, batch.keys.length * 2);
      return;
    }
    this.#keys = batch.keys;
    if (this.#halves.length < batch.rows * 2 || this.#halves.byteOffset !== 0) this.#halves = new Int32Array(batch.rows * 2);
    if (this.#posted.length < batch.rows) this.#posted = new Uint8Array(batch.rows);
    this.#posted.fill(0);
    for (let row = 0; row < batch.rows; row++) {
      this.#fingerprints.take(RECORD_CODE, this.#dataset, batch.keys[row]);
      this.#halves[row * 2] = this.#fingerprints.low;
      this.#halves[row * 2 + 1] = this.#fingerprints.high;
    }
  }

  /** Fingerprints the identifier and posts it for a record of the current batch; the fingerprint stays in `high` and `low`. */
  post(row: number, field: number, kind: number, realm: string, value: string): void {
    this.#fingerprints.take(kind, realm, value);
    if (this.#keys && this.#posted[row] === 0) {
      this.#posted[row] = 1;
      this.textKeys.push({ high: this.#halves[row * 2 + 1], low: this.#halves[row * 2], key: this.#keys[row] });
    }
    this.postings.add(this.#fingerprints.high, this.#fingerprints.low, this.#halves[row * 2 + 1], this.#halves[row * 2], field, kind);
  }

  /** Fingerprints an identifier without posting it (a person said it is none). */
  touch(kind: number, realm: string, value: string): void {
    this.#fingerprints.take(kind, realm, value);
  }

  get high(): number {
    return this.#fingerprints.high;
  }

  get low(): number {
    return this.#fingerprints.low;
  }
}

/** Reads values of one column of a batch. */
export class ColumnReader {
  readonly column: ColumnBytes;
  readonly bytes: Buffer;

  constructor(column: ColumnBytes) {
    this.column = column;
    this.bytes = Buffer.from(column.bytes.buffer, column.bytes.byteOffset, column.bytes.byteLength);
  }

  /** The value with white space around it left out; null when it is null or empty. */
  text(row: number): string | null {
    let start = this.column.starts[row];
    if (start === NULL_VALUE) return null;
    let end = this.column.ends[row];
    while (start < end && this.bytes[start] <= 0x20) start++;
    while (end > start && this.bytes[end - 1] <= 0x20) end--;
    return start === end ? null : this.bytes.toString('utf8', start, end);
  }

  /** Whether there is a value: not null, and more than white space. */
  holds(row: number): boolean {
    const start = this.column.starts[row];
    if (start === NULL_VALUE) return false;
    for (let at = start, end = this.column.ends[row]; at < end; at++) if (this.bytes[at] > 0x20) return true;
    return false;
  }
}

export const linkCode: number = kindCode('LINK');
