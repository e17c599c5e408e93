/** Entry of a worker thread: carries out one claimed piece of work at a time, from reading the source to the commit. See workers.ts for the other side. */

import { parentPort, workerData } from 'node:worker_threads';
import { type Connector, ConnectorRefusal, openConnector, type Problem } from '@waarborg/connectors';
import type { DetectorTuning } from '@waarborg/detect';
import { PostingBuffer } from '@waarborg/scan';
import { type Database, openDatabase } from '../../db/connect.ts';
import { systemClock } from '../../kernel/clock.ts';
import { systemIds } from '../../kernel/ids.ts';
import type { Reach } from '../sources/index.ts';
import { carryOut } from './carry-out.ts';
import { recordKeySealer, specSealer } from './keys.ts';
import { type Claim, ClaimLost } from './work.store.ts';

/** What a thread is started with. It reads what strangers wrote, so it gets no way in as the owner of the database. */
export interface ThreadData {
  readonly appUrl: string;
  readonly recordKeySecret: Uint8Array;
}
/** A piece of work with what is needed to reach its source; `reach` is null for work that reads none. */
export interface ThreadTask {
  readonly claim: Claim;
  readonly reach: Reach | null;
  readonly indexKey: Uint8Array;
  /** Of the version that was in force when the scan was started. */
  readonly tuning: DetectorTuning;
}
export type ThreadOrder = { readonly type: 'work'; readonly task: ThreadTask } | { readonly type: 'abort' } | { readonly type: 'stop' };
export type ThreadAnswer =
  | { readonly type: 'progress'; readonly rows: number; readonly bytes: number }
  | { readonly type: 'done' }
  /** The claim was taken over or its scan cancelled; nothing was written. */
  | { readonly type: 'lost' }
  /** Our own database could not be reached; nothing was written. */
  | { readonly type: 'away' }
  | { readonly type: 'failed'; readonly problem: Problem };

/** How long a connection to a source is kept after its last work. */
const KEEP_CONNECTED_MS = 10_000;

class SourceConnection {
  #key = '';
  #connector: Promise<Connector> | null = null;
  #timer: NodeJS.Timeout | undefined;

  open(reach: Reach): Promise<Connector> {
    clearTimeout(this.#timer);
    const key = JSON.stringify(reach);
    if (this.#connector && key === this.#key) return this.#connector;
    void this.close();
    this.#key = key;
    const opening = openConnector(reach.settings, reach.surroundings);
    opening.catch(() => {
      if (this.#connector === opening) this.#connector = null;
    });
    return (this.#connector = opening);
  }

  closeSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.close(), KEEP_CONNECTED_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const connector = this.#connector;
    this.#connector = null;
    await connector?.then((open) => open.close()).catch(() => {});
  }
}

/** What an error says about our own database: full, away, or nothing. */
function databaseTrouble(error: unknown): 'full' | 'away' | null {
  const code = String((error as { code?: string })?.code ?? '');
  if (code === '53100' || code === 'ENOSPC') return 'full';
  if (/^(08|57P|53[0-9])/.test(code) || /^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)$/.test(code)) return 'away';
  return /Connection terminated|connection timeout|Client has encountered a connection error|server closed the connection/i.test(
    (error as Error)?.message ?? '',
  )
    ? 'away'
    : null;
}

function answerTo(error: unknown, aborted: boolean): ThreadAnswer {
  if (error instanceof ClaimLost || aborted) return { type: 'lost' };
  if (error instanceof ConnectorRefusal) return { type: 'failed', problem: error.problem };
  const trouble = databaseTrouble(error);
  if (trouble === 'away') return { type: 'away' };
  if (trouble === 'full') {
    return {
      type: 'failed',
      problem: { code: 'disk.full', message: "The disk of Waarborg's database is full. Make room, then resume the scan; nothing was lost." },
    };
  }
  // The message of an unknown error could quote data; its class and code cannot.
  const { name, code } = (error ?? {}) as { name?: string; code?: string };
  return { type: 'failed', problem: { code: 'scan.failed', message: `Reading stopped on an unexpected error (${[name, code].filter(Boolean).join(' ')}).` } };
}

if (parentPort && workerData?.appUrl) {
  const port = parentPort;
  const data = workerData as ThreadData;
  const db: Database = openDatabase({ url: data.appUrl, appUrl: data.appUrl, maxConnections: 2 });
  const sealKey = recordKeySealer(data.recordKeySecret);
  const specs = specSealer(data.recordKeySecret);
  const source = new SourceConnection();
  const postings = new PostingBuffer();
  let abort = new AbortController();
  const work = async ({ claim, reach, indexKey, tuning }: ThreadTask): Promise<ThreadAnswer> => {
    abort = new AbortController();
    const { signal } = abort;
    try {
      const connector = async () => source.open(reach!);
      const onProgress = (rows: number, bytes: number) => port.postMessage({ type: 'progress', rows, bytes } satisfies ThreadAnswer);
      await carryOut({ db, clock: systemClock, ids: systemIds, indexKey, sealKey, specs, postings, tuning }, claim, {
        connector,
        maxRowsPerSecond: reach?.maxRowsPerSecond ?? undefined,
        signal,
        onProgress,
      });
      return { type: 'done' };
    } catch (error) {
      // A connection that failed once is not used again.
      if (!(error instanceof ClaimLost)) await source.close();
      return answerTo(error, signal.aborted);
    } finally {
      source.closeSoon();
    }
  };
  port.on('message', async (order: ThreadOrder) => {
    if (order.type === 'abort') abort.abort();
    else if (order.type === 'work') port.postMessage(await work(order.task));
    else {
      abort.abort();
      await source.close();
      await db.close();
      port.close();
    }
  });
}
