import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Chunk, type Connector, type ConnectorSettings, commandLine, type DatasetDescription, openConnector, type Problem } from '@waarborg/connectors';
import type { DetectorTuning } from '@waarborg/detect';
import { addProblem } from './chunk.ts';
import { findLinks } from './links.ts';
import type { DatasetPlan } from './plan.ts';
import { type DatasetProfile, emptyProfile, mergeProfile, parseProfile } from './profile.ts';
import { prepareDataset } from './sample.ts';
import { type DatasetSummary, summarise } from './summary.ts';
import { problemOf, type ThreadAnswer, type ThreadData, type ThreadTask } from './thread.ts';

export interface SourceScanOptions {
  /** Names of the datasets to scan; all when left out. */
  readonly datasets?: readonly string[];
  /** About this many rows of each dataset instead of all. */
  readonly sampleRows?: number;
  /** Worker threads; as many as there are cores, at most 4, when left out. */
  readonly threads?: number;
  readonly maxRowsPerSecond?: number;
  /** Own patterns, allowed words and the like (packages/detect). */
  readonly tuning?: DetectorTuning;
  readonly signal?: AbortSignal;
}

/** How far a scan is. `rowsExpected` is null while some dataset's size is unknown. */
export interface SourceProgress {
  readonly phase: 'describing' | 'sampling' | 'reading' | 'done';
  readonly dataset: string | null;
  readonly datasetsDone: number;
  readonly datasets: number;
  readonly rows: number;
  readonly rowsExpected: number | null;
  readonly bytes: number;
  readonly seconds: number;
}

/** A dataset of the outcome. */
export interface ScannedDataset extends DatasetSummary {
  readonly name: string;
  readonly kind: DatasetDescription['kind'];
  readonly sampled: boolean;
  readonly problems: readonly Problem[];
}
export interface ScannedSource {
  readonly datasets: readonly ScannedDataset[];
  /** Problems of the source as a whole, and of datasets that could not be read at all. */
  readonly problems: readonly Problem[];
  readonly seconds: number;
}

/** A scan under way: iterate for progress, await `result` for the outcome. */
export interface SourceScan extends AsyncIterable<SourceProgress> {
  readonly result: Promise<ScannedSource>;
}

/**
 * Scans a source without any server or database of ours: describes it, decides every field on a sample, then reads everything on worker
 * threads. One dataset that cannot be read becomes a problem and the rest goes on; a source that cannot be reached rejects `result` with the
 * connector's refusal. Nothing is written anywhere; fingerprints are made under a key that is thrown away.
 */
export function scanSource(settings: ConnectorSettings, options: SourceScanOptions = {}): SourceScan {
  const run = new Run(settings, options);
  const result = run.carryOut();
  result.catch(() => {});
  return {
    result,
    async *[Symbol.asyncIterator]() {
      let done = false;
      const ended = result.then(
        () => (done = true),
        () => (done = true),
      );
      while (!done) {
        yield run.progress();
        await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 200).unref())]);
      }
      yield run.progress();
    },
  };
}

interface Reading {
  readonly description: DatasetDescription;
  readonly plan: DatasetPlan;
  readonly profile: DatasetProfile;
  readonly problems: Problem[];
  open: number;
}

class Run {
  readonly #settings: ConnectorSettings;
  readonly #options: SourceScanOptions;
  readonly #began = performance.now();
  readonly #problems: Problem[] = [];
  readonly #readings: Reading[] = [];
  #phase: SourceProgress['phase'] = 'describing';
  #current: string | null = null;
  #datasets = 0;
  #datasetsDone = 0;
  #rows = 0;
  #bytes = 0;
  #expected: number | null = 0;

  constructor(settings: ConnectorSettings, options: SourceScanOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  progress(): SourceProgress {
    return {
      phase: this.#phase,
      dataset: this.#current,
      datasetsDone: this.#datasetsDone,
      datasets: this.#datasets,
      rows: this.#rows,
      rowsExpected: this.#expected === null ? null : Math.max(this.#expected, this.#rows),
      bytes: this.#bytes,
      seconds: (performance.now() - this.#began) / 1000,
    };
  }

  async carryOut(): Promise<ScannedSource> {
    const connector = await openConnector(this.#settings, commandLine);
    const threads = new Threads(Math.max(1, this.#options.maxRowsPerSecond ? 1 : (this.#options.threads ?? Math.min(4, availableParallelism()))), {
      settings: this.#settings,
      indexKey: randomBytes(32),
      maxRowsPerSecond: this.#options.maxRowsPerSecond,
      ...(this.#options.tuning ? { tuning: this.#options.tuning } : {}),
    });
    try {
      const all = await connector.describe({ signal: this.#options.signal });
      const chosen = this.#options.datasets ? all.filter((dataset) => this.#options.datasets!.includes(dataset.name)) : all;
      this.#datasets = chosen.length;
      const links = findLinks('', all);
      const waiting: Promise<void>[] = [];
      for (const dataset of chosen) {
        this.#options.signal?.throwIfAborted();
        waiting.push(...(await this.#begin(connector, dataset, links.get(dataset.name) ?? {}, threads)));
        // Enough work lies ready; sample the next dataset when some of it is done.
        while (threads.waiting > 8) await threads.someDone();
      }
      this.#phase = 'reading';
      await Promise.all(waiting);
      this.#phase = 'done';
      return { datasets: this.#readings.map((reading) => this.#finish(reading)), problems: this.#problems, seconds: this.progress().seconds };
    } finally {
      await threads.stop();
      await connector.close();
    }
  }

  async #begin(connector: Connector, dataset: DatasetDescription, links: Parameters<typeof prepareDataset>[2], threads: Threads): Promise<Promise<void>[]> {
    this.#phase = 'sampling';
    this.#current = dataset.name;
    if (dataset.unreadable) {
      this.#problems.push({ dataset: dataset.name, ...dataset.unreadable });
      this.#datasetsDone++;
      return [];
    }
    try {
      const numbered = dataset.fields.map((field, i) => ({ name: field.name, ordinal: i + 1 }));
      const { plan, chunks, problems } = await prepareDataset(connector, dataset, links, numbered, this.#options);
      const reading: Reading = { description: dataset, plan, profile: emptyProfile(), problems: [...problems], open: chunks.length };
      this.#readings.push(reading);
      if (chunks.length === 0) this.#datasetsDone++;
      this.#expect(dataset, chunks);
      return chunks.map((chunk) => this.#readChunk(reading, chunk, threads));
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      const problem = problemOf(error, dataset.name);
      if (problem.code.startsWith('network.')) throw error;
      this.#problems.push(problem);
      this.#datasetsDone++;
      return [];
    }
  }

  #expect(dataset: DatasetDescription, chunks: readonly Chunk[]): void {
    const inChunks = chunks.every((chunk) => chunk.rows !== null) ? chunks.reduce((sum, chunk) => sum + chunk.rows!, 0) : null;
    const rows = inChunks ?? (this.#options.sampleRows ? null : dataset.estimatedRows);
    if (this.#expected !== null) this.#expected = rows === null ? null : this.#expected + rows;
  }

  async #readChunk(reading: Reading, chunk: Chunk, threads: Threads): Promise<void> {
    let rows = 0;
    let bytes = 0;
    const answer = await threads.run({ dataset: reading.description, plan: reading.plan, chunk }, (done) => {
      this.#rows += done.rows - rows;
      this.#bytes += done.bytes - bytes;
      rows = done.rows;
      bytes = done.bytes;
      this.#current = reading.description.name;
    });
    if (answer.type === 'done') {
      mergeProfile(reading.profile, parseProfile(JSON.parse(answer.profile)));
      for (const problem of answer.problems) addProblem(reading.problems, problem);
    } else addProblem(reading.problems, answer.problem);
    if (--reading.open === 0) this.#datasetsDone++;
  }

  #finish(reading: Reading): ScannedDataset {
    const sampled = this.#options.sampleRows !== undefined && (reading.description.estimatedRows ?? 0) > reading.profile.rows;
    const summary = summarise(reading.plan, reading.profile, sampled ? reading.description.estimatedRows : undefined);
    return { ...summary, name: reading.description.name, kind: reading.description.kind, sampled, problems: reading.problems };
  }
}

type Progressed = { readonly rows: number; readonly bytes: number };
interface Job {
  readonly task: ThreadTask;
  readonly onProgress: (done: Progressed) => void;
  readonly settle: (answer: Exclude<ThreadAnswer, { type: 'progress' }>) => void;
}

/** A few threads, each with one chunk at a time; started when first needed. */
class Threads {
  readonly #most: number;
  readonly #data: ThreadData;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #jobs = new Map<Worker, Job>();
  readonly #queue: Job[] = [];
  #wake: (() => void)[] = [];

  constructor(most: number, data: ThreadData) {
    this.#most = most;
    this.#data = data;
  }

  /** Chunks that no thread has begun yet. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Resolves when the next chunk is done. */
  someDone(): Promise<void> {
    return new Promise((resolve) => this.#wake.push(resolve));
  }

  run(task: ThreadTask, onProgress: Job['onProgress']): Promise<Exclude<ThreadAnswer, { type: 'progress' }>> {
    return new Promise((settle) => {
      this.#queue.push({ task, onProgress, settle });
      this.#next();
    });
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop() ?? (this.#all.size < this.#most ? this.#start() : undefined);
      if (!worker) return;
      const job = this.#queue.shift()!;
      this.#jobs.set(worker, job);
      worker.postMessage(job.task);
    }
  }

  #start(): Worker {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: this.#data, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    this.#all.add(worker);
    worker.on('message', (answer: ThreadAnswer) => {
      const job = this.#jobs.get(worker);
      if (answer.type === 'progress') job?.onProgress(answer);
      else this.#end(worker, answer, true);
    });
    worker.on('error', (error) => this.#end(worker, { type: 'failed', problem: problemOf(error, this.#jobs.get(worker)?.task.dataset.name) }, false));
    worker.on('exit', () => this.#all.delete(worker));
    return worker;
  }

  #end(worker: Worker, answer: Exclude<ThreadAnswer, { type: 'progress' }>, alive: boolean): void {
    const job = this.#jobs.get(worker);
    this.#jobs.delete(worker);
    if (alive) this.#idle.push(worker);
    else this.#all.delete(worker);
    job?.settle(answer);
    const wake = this.#wake;
    this.#wake = [];
    for (const resolve of wake) resolve();
    this.#next();
  }

  async stop(): Promise<void> {
    this.#queue.length = 0;
    await Promise.all(
      [...this.#all].map((worker) => {
        if (this.#jobs.has(worker)) return worker.terminate();
        const gone = new Promise((resolve) => worker.once('exit', resolve));
        worker.postMessage('stop');
        return gone;
      }),
    );
  }
}
