import type { Socket } from 'node:net';
import type pg from 'pg';
import { refusal } from '../refusals.ts';

/** Whole CopyData frames as they came over the wire: type byte, length, one record each. `length` bytes of `bytes` are filled. */
export interface CopyBlock {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly rows: number;
}

const COPY_DATA = 0x64;
const COPY_OUT = 0x48;
const NOTICE = 0x4e;
const NOTIFICATION = 0x41;
const PARAMETER = 0x53;
/** PostgreSQL makes no message larger than a gigabyte (MaxAllocSize); a length counts its own four bytes. */
const MESSAGE_BYTES = { least: 4, most: 1 << 30 } as const;

interface PgConnection {
  stream: Socket;
  query(text: string): void;
}

/**
 * A COPY ... TO STDOUT whose frames are kept in the socket's own order and bytes, instead of one object a row. Sent with
 * `client.query(copy)`; read with `for await (const block of copy.blocks())`. The socket is paused while two blocks wait.
 * Frames are PostgreSQL's "Message Formats", CopyData: byte 'd', int32 length that counts itself, then (by the server's
 * practice since 7.4) exactly one row.
 */
export class CopyOut implements pg.Submittable {
  readonly #sql: string;
  readonly #maxRows: number;
  readonly #blockBytes: number;
  #stream: Socket | null = null;
  #restore: ((chunk: Uint8Array) => void) | null = null;
  #buffer: Uint8Array;
  #filled = 0;
  #scanned = 0;
  #rows = 0;
  #blocks: CopyBlock[] = [];
  #failed: Error | null = null;
  #finished = false;
  #wake: (() => void) | null = null;

  constructor(sql: string, maxRows: number, blockBytes = 1 << 20) {
    this.#sql = sql;
    this.#maxRows = maxRows;
    this.#blockBytes = blockBytes;
    this.#buffer = Buffer.allocUnsafeSlow(blockBytes);
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as PgConnection;
    this.#stream = wire.stream;
    const listeners = wire.stream.listeners('data') as ((chunk: Uint8Array) => void)[];
    this.#restore = listeners[0];
    wire.stream.removeAllListeners('data');
    wire.stream.on('data', this.#received);
    wire.query(this.#sql);
  }

  readonly #received = (chunk: Uint8Array): void => {
    if (this.#filled + chunk.length > this.#buffer.length) {
      // Only what was not handed over yet moves along; a row larger than a block makes the block grow.
      const grown = Buffer.allocUnsafeSlow(Math.max(this.#filled + chunk.length, this.#buffer.length * (this.#rows === 0 ? 2 : 1)));
      grown.set(this.#buffer.subarray(0, this.#filled));
      this.#buffer = grown;
    }
    this.#buffer.set(chunk, this.#filled);
    this.#filled += chunk.length;
    this.#scan();
  };

  #scan(): void {
    const buffer = this.#buffer;
    const filled = this.#filled;
    let at = this.#scanned;
    while (at + 5 <= filled) {
      const code = buffer[at];
      const length = ((buffer[at + 1] << 24) | (buffer[at + 2] << 16) | (buffer[at + 3] << 8) | buffer[at + 4]) >>> 0;
      if (length < MESSAGE_BYTES.least || length > MESSAGE_BYTES.most) {
        this.#hangUp();
        return;
      }
      if (code === COPY_DATA) {
        if (at + 1 + length > filled) break;
        this.#rows++;
      } else if (code === COPY_OUT || code === NOTICE || code === NOTIFICATION || code === PARAMETER) {
        if (at + 1 + length > filled) break;
      } else {
        // CopyDone, an error, or the end: the driver's own parser takes it from here.
        const rest = buffer.slice(at, filled);
        this.#hand(at, 0);
        this.#detach();
        this.#restore?.(rest);
        return;
      }
      at += 1 + length;
      if (this.#rows >= this.#maxRows || at >= this.#blockBytes) {
        this.#hand(at, filled - at);
        this.#scan();
        return;
      }
    }
    this.#scanned = at;
  }

  /** Makes a block of what was scanned and starts a fresh buffer with the `rest` bytes after it. */
  #hand(scanned: number, rest: number): void {
    const block = { bytes: this.#buffer, length: scanned, rows: this.#rows };
    const fresh = Buffer.allocUnsafeSlow(Math.max(this.#blockBytes + 65_536, rest));
    fresh.set(this.#buffer.subarray(scanned, scanned + rest));
    this.#buffer = fresh;
    this.#filled = rest;
    this.#scanned = 0;
    this.#rows = 0;
    if (block.rows > 0) this.#blocks.push(block);
    if (this.#blocks.length >= 2) this.#stream?.pause();
    this.#wake?.();
  }

  /** What is at the other end is no PostgreSQL, or means harm: nothing more of it is taken in. */
  #hangUp(): void {
    this.#stream?.removeListener('data', this.#received);
    this.#stream?.destroy();
    this.fail(refusal('database.protocol', 'What answers at this address does not keep to the language of PostgreSQL; the connection was ended.'));
  }

  #detach(): void {
    const stream = this.#stream;
    if (!stream || !this.#restore) return;
    stream.removeListener('data', this.#received);
    stream.on('data', this.#restore);
    stream.resume();
  }

  /** Ends the wait of a reader with this error; the caller must then throw the connection away. */
  fail(error: Error): void {
    this.#failed ??= error;
    this.#wake?.();
  }

  handleError(error: Error): void {
    this.fail(error);
  }
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCommandComplete(): void {}
  handleReadyForQuery(): void {
    this.#finished = true;
    this.#wake?.();
  }

  /** The blocks in order; throws the server's error after the blocks before it. */
  async *blocks(): AsyncGenerator<CopyBlock> {
    for (;;) {
      const block = this.#blocks.shift();
      if (block) {
        if (this.#blocks.length < 2) this.#stream?.resume();
        yield block;
        continue;
      }
      if (this.#failed) throw this.#failed;
      if (this.#finished) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }
}
