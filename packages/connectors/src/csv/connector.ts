import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { byReading } from '../by-reading.ts';
import type { Abilities, Batch, Chunk, Connector, DatasetDescription, PlanOptions, Problem, ReadOptions } from '../connector.ts';
import { changedSince, fileState, plannedState, readFully, withFile } from '../files/file.ts';
import { repairUtf8 } from '../files/repair.ts';
import { batchRowsFor, paced, spread } from '../pace.ts';
import { fileRefusal, refusal } from '../refusals.ts';
import { type CsvOptions, type DialectFound, sniffDialect } from './dialect.ts';
import { eraseFromCsv, rectifyInCsv, rectifyManyInCsv } from './edit.ts';
import { type ParseTarget, parseRecords } from './parse.ts';
import { recordRuns } from './records.ts';

/** What the CSV connector declares; the conformance suite proves it. */
export const csvAbilities: Abilities = { countCheaply: false, agesCheaply: false, find: true, erase: true, rectify: true, resumeChunks: true };

const BLOCK_BYTES = 1024 * 1024;
const SAMPLE_PIECES = 20;

/** A name for the dataset of a file: its name without the ending. */
export function datasetNameOf(path: string): string {
  return basename(path).replace(/\.(csv|tsv|tab|txt|jsonl|ndjson|json|parquet|pq|xlsx|xlsm|eml|mbox|mbx|vcf|vcard)$/i, '') || basename(path);
}

/**
 * A CSV or TSV file. Records are numbered from 1 after the header, blank lines counted, so that an erased record (a blank line)
 * leaves the others their numbers. `name` names the dataset, by default after the file.
 */
export function openCsv(path: string, options: CsvOptions = {}, name: string = datasetNameOf(path)): Connector {
  const plans = new Map<string, Promise<readonly Chunk[]>>();
  let dialectAt: { state: string; dialect: Promise<DialectFound> } | null = null;

  async function dialectNow(): Promise<{ dialect: DialectFound; size: number; changed: number }> {
    const state = await fileState(path);
    const mark = `${state.size}:${state.changed}`;
    if (dialectAt?.state !== mark) dialectAt = { state: mark, dialect: withFile(path, (file) => sniffDialect(file, state.size, options, name)) };
    return { dialect: await dialectAt.dialect, ...state };
  }

  async function describe(): Promise<readonly DatasetDescription[]> {
    const { dialect, size } = await dialectNow();
    const estimated = dialect.recordBytes > 0 ? Math.round((size - dialect.bodyAt) / dialect.recordBytes) : 0;
    const notes = dialect.empty
      ? [{ code: 'file.empty', message: 'The file is empty; there is nothing to scan.', dataset: name }, ...dialect.notes]
      : dialect.notes;
    return [
      {
        name,
        kind: 'file',
        fields: dialect.names.map((field, i) => ({ name: field, storage: dialect.storages[i], nativeType: 'text', nullable: true })),
        key: [],
        estimatedRows: Math.max(0, estimated),
        bytes: size,
        ...(notes.length > 0 ? { notes } : {}),
      },
    ];
  }

  async function plan(_dataset: DatasetDescription, planning: PlanOptions = {}): Promise<readonly Chunk[]> {
    const { dialect, size, changed } = await dialectNow();
    const rowsPerChunk = planning.sampleRows ? Math.max(1, Math.ceil(planning.sampleRows / SAMPLE_PIECES)) : Math.max(1, planning.rowsPerChunk ?? 100_000);
    const mark = `${size}:${changed}:${rowsPerChunk}`;
    let chunks = plans.get(mark);
    if (!chunks) {
      plans.clear();
      chunks = withFile(path, (file) => planChunks(file, dialect, { size, changed }, rowsPerChunk, planning.signal));
      plans.set(mark, chunks);
    }
    const all = await chunks.catch((error) => {
      plans.delete(mark);
      throw error;
    });
    return planning.sampleRows ? spread(all, SAMPLE_PIECES).map((chunk, ordinal) => ({ ...chunk, ordinal })) : all;
  }

  async function* readChunk(dataset: DatasetDescription, fields: readonly string[], chunk: Chunk, reading: ReadOptions): AsyncGenerator<Batch> {
    const { dialect, size, changed } = await dialectNow();
    const changedProblem = changedSince(plannedState(chunk.spec), { size, changed }, dataset.name);
    const slots = slotsFor(dialect, fields, dataset.name);
    const limit = Math.max(1, Math.min(4096, Math.floor(1_000_000 / Math.max(1, fields.length))));
    const target: ParseTarget = { slots, fields: fields.length, maxRows: batchRowsFor(reading, limit), ordinal: Number(chunk.spec.firstRow) };
    const file = await openForReading(path);
    try {
      let first = changedProblem;
      for await (const batch of parseRange(file, Number(chunk.spec.from), Number(chunk.spec.to), dialect, target, fields, dataset.name)) {
        reading.signal?.throwIfAborted();
        yield first ? { ...batch, problems: [first, ...batch.problems] } : batch;
        first = null;
      }
      if (first) yield emptyBatch(fields.length, [first]);
    } finally {
      await file.close();
    }
  }

  const connector: Connector = {
    kind: 'csv',
    abilities: csvAbilities,
    describe,
    plan,
    async *read(dataset, fields, chunk, reading = {}) {
      yield* paced(readChunk(dataset, fields, chunk, reading), reading);
    },
    ...byReading({ plan, read: (dataset, fields, chunk, reading = {}) => readChunk(dataset, fields, chunk, reading) }),
    erase: async (dataset, order) => eraseFromCsv(path, (await dialectNow()).dialect, dataset, order),
    rectify: async (dataset, order) => rectifyInCsv(path, (await dialectNow()).dialect, dataset, order),
    rectifyMany: async (dataset, orders) => rectifyManyInCsv(path, (await dialectNow()).dialect, dataset, orders),
    close: async () => plans.clear(),
  };
  return connector;
}

function openForReading(path: string): Promise<FileHandle> {
  return open(path, 'r').catch((error) => Promise.reject(fileRefusal(error, path)));
}

function emptyBatch(fields: number, problems: readonly Problem[]): Batch {
  const none = () => ({ bytes: new Uint8Array(0), starts: new Uint32Array(0), ends: new Uint32Array(0) });
  return { rows: 0, columns: Array.from({ length: fields }, none), keys: new BigInt64Array(0), problems };
}

function slotsFor(dialect: DialectFound, fields: readonly string[], dataset: string): Int32Array {
  const slots = new Int32Array(dialect.names.length).fill(-1);
  fields.forEach((field, i) => {
    const column = dialect.names.indexOf(field);
    if (column === -1) throw refusal('field.unknown', 'This file has no such column (any more); describe it again.', { dataset, field });
    slots[column] = i;
  });
  return slots;
}

async function planChunks(
  file: FileHandle,
  dialect: DialectFound,
  state: { size: number; changed: number },
  rowsPerChunk: number,
  signal?: AbortSignal,
): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  const unit = dialect.encoding.startsWith('utf-16') ? 2 : 1;
  let from = dialect.bodyAt;
  let firstRow = 1;
  let rows = 0;
  let end = from;
  const cut = () => {
    if (rows === 0 && chunks.length > 0) return;
    chunks.push({ ordinal: chunks.length, rows, spec: { from, to: end, firstRow, nextRow: firstRow + rows, ...state } });
    firstRow += rows;
    from = end;
    rows = 0;
  };
  for await (const run of recordRuns(file, dialect, dialect.bodyAt, undefined, signal)) {
    for (let i = 0; i < run.records; ) {
      const take = Math.min(rowsPerChunk - rows, run.records - i);
      i += take;
      rows += take;
      end = run.at + run.bounds[i] * unit;
      if (rows >= rowsPerChunk) cut();
    }
  }
  cut();
  return chunks;
}

/** Parses file[from, to) block by block; a record larger than a block makes the block grow. */
async function* parseRange(
  file: FileHandle,
  from: number,
  to: number,
  dialect: DialectFound,
  target: ParseTarget,
  fields: readonly string[],
  dataset: string,
): AsyncGenerator<Batch> {
  const decoder = dialect.encoding === 'utf-8' ? null : new TextDecoder(dialect.encoding);
  let position = from;
  let tail: Uint8Array = new Uint8Array(0);
  let blockBytes = BLOCK_BYTES;
  for (;;) {
    const wanted = Math.min(blockBytes, to - position);
    let buffer: Buffer;
    let got: number;
    if (decoder === null) {
      buffer = Buffer.allocUnsafeSlow(tail.length + wanted);
      buffer.set(tail);
      got = await readFully(file, buffer.subarray(tail.length), position);
      buffer = buffer.subarray(0, tail.length + got);
    } else {
      const raw = Buffer.allocUnsafe(wanted);
      got = await readFully(file, raw, position);
      const last = position + got >= to || got < wanted;
      buffer = Buffer.concat([tail, Buffer.from(decoder.decode(raw.subarray(0, got), { stream: !last }), 'utf8')]);
    }
    position += got;
    const atEnd = position >= to || got < wanted;
    let at = 0;
    for (;;) {
      const { batch, next } = parseRecords(buffer, at, buffer.length, atEnd, dialect, target, dataset);
      const parsed = buffer.subarray(at, next);
      at = next;
      if (batch.rows === 0 && batch.problems.length === 0) break;
      yield isUtf8(parsed) && parsed.indexOf(0) === -1 ? batch : repairUtf8(batch, fields, dataset);
      if (batch.rows === 0) break;
    }
    if (atEnd) return;
    tail = buffer.subarray(at);
    blockBytes = at === 0 ? blockBytes * 2 : BLOCK_BYTES;
  }
}
