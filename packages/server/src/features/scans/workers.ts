import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Problem } from '@waarborg/connectors';
import type { DetectorTuning } from '@waarborg/detect';
import type { App } from '../../app.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { Refusal } from '../../kernel/errors.ts';
import { connectorSettingsOf, type Reach } from '../sources/index.ts';
import { tuningOfVersion } from '../tuning/index.ts';
import { beginPlanning, settleFailure } from './failures.ts';
import { recordKeySecret } from './keys.ts';
import { MOST_ATTEMPTS } from './rules.ts';
import type { ThreadAnswer, ThreadData, ThreadOrder } from './thread.ts';
import { type Claim, claimWork, type OpenScan, openScans, releaseClaims, renewClaim, scanToWorkOn } from './work.store.ts';

export interface ScanWorkersOptions {
  readonly threads: number;
  /** How long a claim holds without a sign of life; a killed worker's work is taken up after it. */
  readonly leaseSeconds?: number;
  /** How often to look for work when there is none. */
  readonly pollMs?: number;
}

/** How long a file that is not on this machine is left to a worker that may have it. */
const ELSEWHERE_MS = 30_000;
const fileKinds = new Set(['sqlite', 'csv', 'jsonl', 'json', 'parquet', 'xlsx', 'folder', 'eml', 'mbox', 'vcard']);

/** Starts the worker threads of this process; each claims one piece of work of any scan at a time. Returns what stops them, giving claimed work back. */
export function startScanWorkers(app: App, options: ScanWorkersOptions): { stop(): Promise<void> } {
  const running = new ScanProcess(app, options);
  return { stop: () => running.stop() };
}

class ScanProcess {
  readonly #app: App;
  readonly #leaseSeconds: number;
  readonly #pollMs: number;
  readonly #name = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
  readonly #slots: Slot[];
  readonly #loops: Promise<void>[];
  readonly #stopped = new AbortController();
  #bell = new AbortController();
  readonly #seen = new Set<string>();
  readonly #tunings = new Map<string, DetectorTuning>();
  #claiming: Promise<unknown> = Promise.resolve();

  constructor(app: App, options: ScanWorkersOptions) {
    this.#app = app;
    this.#leaseSeconds = options.leaseSeconds ?? 30;
    this.#pollMs = options.pollMs ?? 1000;
    const data: ThreadData = { appUrl: String(app.db.pool.options.connectionString), recordKeySecret: recordKeySecret(app.keyring) };
    this.#slots = Array.from({ length: Math.max(1, options.threads) }, (_, i) => new Slot(`${this.#name}:${i}`, data));
    this.#loops = this.#slots.map((slot) => this.#loop(slot));
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#slots.map((slot) => slot.stop()));
    await Promise.all(this.#loops);
  }

  async #loop(slot: Slot): Promise<void> {
    let trouble = 0;
    while (!this.#stopped.signal.aborted) {
      try {
        const found = await this.#next(slot);
        trouble = 0;
        if (found) await this.#carry(slot, found.claim, found.reach);
        else await this.#pause(this.#pollMs);
      } catch (err) {
        trouble++;
        if (trouble === 1) this.#app.log.warn({ err }, 'scan worker: the database cannot be used now, trying again');
        await this.#pause(Math.min(10_000, 250 * 2 ** trouble));
      }
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: AbortSignal.any([this.#stopped.signal, this.#bell.signal]) }).catch(() => {});
  }

  /** Work that makes work (what a dataset falls into) is done: slots that found none look again at once. */
  #ring(): void {
    this.#bell.abort();
    this.#bell = new AbortController();
  }

  /** One slot looks at a time, so that idle slots do not all ask the same. */
  #next(slot: Slot): Promise<{ claim: Claim; reach: Reach | null } | null> {
    const looking = this.#claiming.then(() => (this.#stopped.signal.aborted ? null : this.#look(slot)));
    this.#claiming = looking.catch(() => {});
    return looking;
  }

  async #look(slot: Slot): Promise<{ claim: Claim; reach: Reach | null } | null> {
    const open = await openScans(this.#app.db);
    // Every worker begins somewhere else, so that one large scan does not keep the others waiting.
    const from = open.length > 1 ? Math.floor(Math.random() * open.length) : 0;
    for (let i = 0; i < open.length; i++) {
      const found = await this.#claimIn(open[(from + i) % open.length], slot);
      if (found) return found;
    }
    return null;
  }

  async #claimIn(scan: OpenScan, slot: Slot): Promise<{ claim: Claim; reach: Reach | null } | null> {
    const outcome = await inTenant(this.#app.db, scan, async (tx) => {
      const wanted = await scanToWorkOn(tx, scan.scanId);
      if (!wanted) return null;
      if (!this.#seen.has(scan.scanId)) {
        this.#seen.add(scan.scanId);
        await releaseClaims(tx, scan.scanId, (worker) => this.#isGone(worker));
      }
      const reach = await connectorSettingsOf(tx, this.#app, wanted.sourceId).catch((error) => {
        if (error instanceof Refusal) return error;
        throw error;
      });
      if (!(reach instanceof Refusal) && this.#standsElsewhere(reach, wanted.createdAt)) return null;
      const one = !(reach instanceof Refusal) && reach.maxRowsPerSecond !== null;
      const claim = await claimWork(tx, scan, slot.name, this.#leaseSeconds, one);
      if (claim?.work === 'describe') await beginPlanning(tx, this.#app, claim);
      if (claim) await this.#learnTuning(tx, claim, wanted.tuningVersion);
      return claim && { claim, reach };
    });
    if (!outcome) return null;
    const { claim, reach } = outcome;
    let problem: Problem | null = null;
    if (reach instanceof Refusal) problem = { code: 'address.refused', message: reach.detail };
    else if (claim.attempts > MOST_ATTEMPTS)
      problem = { code: 'scan.crashes', message: 'This part was begun again and again without an end; it takes the worker down.' };
    if (problem) {
      await settleFailure(this.#app, claim, problem);
      return null;
    }
    return { claim, reach: reach as Reach };
  }

  /** Keeps the tuning by which a scan reads; that of its start, whatever was changed since. */
  async #learnTuning(tx: Tx, claim: Claim, version: number): Promise<void> {
    if (this.#tunings.has(claim.scanId)) return;
    if (this.#tunings.size >= 100) this.#tunings.clear();
    const tuned = version === 0 ? undefined : await tuningOfVersion(tx, this.#app, claim.tenantNo, version);
    this.#tunings.set(claim.scanId, tuned?.tuning ?? {});
  }

  /** A file that is not here may stand on another machine; after a while it is tried all the same, so that somebody says that it is missing. */
  #standsElsewhere(reach: Reach, since: Date): boolean {
    if (!fileKinds.has(reach.settings.kind) || this.#app.config.databaseUrl === undefined) return false;
    return !existsSync(reach.settings.location) && Date.now() - since.getTime() < ELSEWHERE_MS;
  }

  /** Whether a worker's name is of a process of this machine that has ended. */
  #isGone(worker: string): boolean {
    const [host, pid, nonce] = worker.split(':');
    if (host !== hostname()) return false;
    if (Number(pid) === process.pid) return `${host}:${pid}:${nonce}` !== this.#name;
    try {
      process.kill(Number(pid), 0);
      return false;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ESRCH';
    }
  }

  async #carry(slot: Slot, claim: Claim, reach: Reach | null): Promise<void> {
    let rows = 0;
    let bytes = 0;
    const renew = () =>
      inTenant(this.#app.db, claim, (tx) => renewClaim(tx, claim, this.#leaseSeconds, rows, bytes)).then(
        (ours) => ours || slot.send({ type: 'abort' }),
        // The database is away: the lease runs on, and the fence decides at the end.
        () => {},
      );
    const beat = setInterval(renew, Math.min(2000, (this.#leaseSeconds * 1000) / 3));
    const tuning = this.#tunings.get(claim.scanId) ?? {};
    const task = { claim, reach: claim.work === 'merge' ? null : reach, indexKey: this.#app.keyring.indexKey(claim.tenantNo), tuning };
    const answer = await slot.work({ type: 'work', task }, (done) => ({ rows, bytes } = done));
    clearInterval(beat);
    if (claim.work !== 'read') this.#ring();
    if (answer.type === 'done' || answer.type === 'lost') return;
    const stopping = this.#stopped.signal.aborted;
    const problem = answer.type === 'failed' && !stopping ? answer.problem : null;
    await this.#untilWritten(() => settleFailure(this.#app, claim, problem));
  }

  /** Repeats a write until the database takes it; gives up when the worker stops (the lease then runs out). */
  async #untilWritten(write: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await write();
      } catch (error) {
        if (this.#stopped.signal.aborted || tries >= 30) throw error;
        await this.#pause(Math.min(5000, 200 * 2 ** tries));
      }
    }
  }
}

/** One thread and its place among the workers; a thread that dies is started again with the next work. */
class Slot {
  readonly name: string;
  readonly #data: ThreadData;
  #worker: Worker | null = null;
  #answer: ((answer: ThreadAnswer) => void) | null = null;
  #onProgress: ((done: { rows: number; bytes: number }) => void) | null = null;

  constructor(name: string, data: ThreadData) {
    this.name = name;
    this.#data = data;
  }

  send(order: ThreadOrder): void {
    this.#worker?.postMessage(order);
  }

  work(order: ThreadOrder, onProgress: (done: { rows: number; bytes: number }) => void): Promise<ThreadAnswer> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#onProgress = onProgress;
      this.#worker ??= this.#start();
      this.#worker.postMessage(order);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: this.#data,
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 },
    });
    worker.on('message', (answer: ThreadAnswer) => {
      if (answer.type === 'progress') this.#onProgress?.(answer);
      else this.#end(answer);
    });
    const died = (code: string) => {
      if (this.#worker === worker) this.#worker = null;
      this.#end({ type: 'failed', problem: { code, message: 'The worker stopped while reading this part.' } });
    };
    worker.on('error', (error) => died((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'worker.memory' : 'worker.stopped'));
    worker.on('exit', () => died('worker.stopped'));
    return worker;
  }

  #end(answer: ThreadAnswer): void {
    const resolve = this.#answer;
    this.#answer = null;
    resolve?.(answer);
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ type: 'stop' } satisfies ThreadOrder);
    const patience = setTimeout(() => void worker.terminate(), 5000);
    await gone;
    clearTimeout(patience);
  }
}
