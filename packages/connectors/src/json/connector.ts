import { BatchBuilder } from '../batch.ts';
import { byReading } from '../by-reading.ts';
import type { Abilities, Batch, Chunk, Connector, DatasetDescription, PlanOptions, ReadOptions } from '../connector.ts';
import { datasetNameOf } from '../csv/connector.ts';
import { eraseBy, rectifyBy, rectifyManyBy } from '../edits.ts';
import { sniffEncoding, unitBytes } from '../files/encoding.ts';
import { changedSince, fileState, plannedState, withFile } from '../files/file.ts';
import { batchRowsFor, paced, spread } from '../pace.ts';
import { refusal } from '../refusals.ts';
import { describeRegion } from './describe.ts';
import { applyToRegion } from './edit.ts';
import { elementRuns } from './elements.ts';
import { flatRecord, OTHER_FIELDS } from './flatten.ts';
import { type JsonFile, records } from './read.ts';
import { findRegions, type Region } from './regions.ts';

/** What the JSON and JSON Lines connectors declare; the conformance suite proves it. */
export const jsonAbilities: Abilities = { countCheaply: false, agesCheaply: false, find: true, erase: true, rectify: true, resumeChunks: true };

const SAMPLE_PIECES = 20;

/**
 * JSON Lines, or JSON holding an array of objects or an object of arrays (each a dataset). Nothing is loaded whole: values are cut
 * out by their brackets and parsed one by one. Records are numbered from 1; blank lines and empty objects count and are no records,
 * so that an erased record leaves the others their numbers.
 */
export function openJson(kind: 'json' | 'jsonl', path: string, name: string = datasetNameOf(path)): Connector {
  let looked: { mark: string; file: Promise<JsonFile> } | null = null;
  let planned: { mark: string; chunks: Promise<Chunk[]> } | null = null;

  async function now(): Promise<JsonFile> {
    const state = await fileState(path);
    const mark = `${state.size}:${state.changed}`;
    if (looked?.mark !== mark) {
      const file = withFile(path, async (handle) => {
        const found = await sniffEncoding(handle, state.size);
        const lines: Region = { name, form: 'lines', from: found.mark, to: state.size, pairs: [] };
        const regions = kind === 'jsonl' ? [lines] : await findRegions(handle, state.size, found, name);
        return { ...state, path, found, regions: regions.length > 0 ? regions : [lines] };
      });
      looked = { mark, file };
    }
    return looked.file;
  }

  async function regionOf(dataset: DatasetDescription): Promise<{ file: JsonFile; region: Region }> {
    const file = await now();
    const region = file.regions.find((candidate) => candidate.name === dataset.name);
    if (!region) throw refusal('dataset.gone', 'This part of the file is no longer there.', { dataset: dataset.name });
    return { file, region };
  }

  const describe = async (): Promise<readonly DatasetDescription[]> => {
    const file = await now();
    return Promise.all(file.regions.map((region) => describeRegion(file, region)));
  };

  async function plan(dataset: DatasetDescription, planning: PlanOptions = {}): Promise<readonly Chunk[]> {
    const { file, region } = await regionOf(dataset);
    const rowsPerChunk = planning.sampleRows ? Math.max(1, Math.ceil(planning.sampleRows / SAMPLE_PIECES)) : Math.max(1, planning.rowsPerChunk ?? 50_000);
    const mark = `${file.size}:${file.changed}:${region.name}:${rowsPerChunk}`;
    if (planned?.mark !== mark) planned = { mark, chunks: planRegion(file, region, rowsPerChunk, planning.signal) };
    const chunks = await planned.chunks.catch((error) => {
      planned = null;
      throw error;
    });
    return planning.sampleRows ? spread(chunks, SAMPLE_PIECES).map((chunk, ordinal) => ({ ...chunk, ordinal })) : chunks;
  }

  async function* readChunk(dataset: DatasetDescription, fields: readonly string[], chunk: Chunk, reading: ReadOptions): AsyncGenerator<Batch> {
    const { file, region } = await regionOf(dataset);
    const known = new Set(dataset.fields.map((field) => field.name));
    const unknown = fields.find((field) => !known.has(field));
    if (unknown !== undefined) throw refusal('field.unknown', 'This dataset has no such field; describe it again.', { dataset: dataset.name, field: unknown });
    const builder = new BatchBuilder(fields.length, 'integer', batchRowsFor(reading, 4096));
    const changed = changedSince(plannedState(chunk.spec), file, dataset.name);
    if (changed) builder.problems.add(changed);
    const other = fields.indexOf(OTHER_FIELDS);
    for await (const { ordinal, record } of records(file, region, chunk, builder.problems, reading.signal)) {
      const flat = flatRecord(record);
      for (let i = 0; i < fields.length; i++) {
        const text = i === other ? otherText(flat, known) : (flat.get(fields[i]) ?? null);
        if (text === null) builder.null(i);
        else builder.text(i, text);
      }
      builder.end(BigInt(ordinal));
      if (builder.full) yield builder.take();
    }
    const last = builder.take();
    if (last.rows > 0 || last.problems.length > 0) yield last;
  }

  return {
    kind,
    abilities: jsonAbilities,
    describe,
    plan,
    async *read(dataset, fields, chunk, reading = {}) {
      yield* paced(readChunk(dataset, fields, chunk, reading), reading);
    },
    ...byReading({ plan, read: (dataset, fields, chunk, reading = {}) => readChunk(dataset, fields, chunk, reading) }),
    async erase(dataset, order) {
      const { file, region } = await regionOf(dataset);
      return eraseBy(applyToRegion(file, region), dataset, order);
    },
    async rectify(dataset, order) {
      const { file, region } = await regionOf(dataset);
      return rectifyBy(applyToRegion(file, region), dataset, order);
    },
    async rectifyMany(dataset, orders) {
      const { file, region } = await regionOf(dataset);
      return rectifyManyBy(applyToRegion(file, region), dataset, orders);
    },
    close: async () => {
      looked = null;
      planned = null;
    },
  };
}

/** Names and values of what has no field of its own, a line each; null when there is nothing. */
function otherText(flat: ReadonlyMap<string, string | null>, known: ReadonlySet<string>): string | null {
  const lines: string[] = [];
  for (const [name, text] of flat) if (!known.has(name) && text !== null) lines.push(`${name}: ${text}`);
  return lines.length > 0 ? lines.join('\n') : null;
}

async function planRegion(file: JsonFile, region: Region, rowsPerChunk: number, signal?: AbortSignal): Promise<Chunk[]> {
  const state = { size: file.size, changed: file.changed };
  if (region.form === 'pairs') return [{ ordinal: 0, rows: 1, spec: { by: 'pairs', from: region.from, to: region.to, firstRow: 1, nextRow: 2, ...state } }];
  const chunks: Chunk[] = [];
  let from = region.from;
  let firstRow = 1;
  let rows = 0;
  const form = region.form;
  const cut = (to: number) => {
    chunks.push({ ordinal: chunks.length, rows, spec: { from, to, firstRow, nextRow: firstRow + rows, ...state } });
    firstRow += rows;
    from = to;
    rows = 0;
  };
  await withFile(file.path, async (handle) => {
    const unit = unitBytes(file.found.encoding);
    for await (const run of elementRuns(handle, form, file.found.encoding, region.from, region.to, signal)) {
      for (let i = 0; i < run.starts.length; i++) {
        rows++;
        if (rows >= rowsPerChunk) cut(i + 1 < run.starts.length ? run.at + run.starts[i + 1] * unit : run.next);
      }
    }
  });
  if (rows > 0 || chunks.length === 0) cut(region.to);
  return chunks;
}
