import type { Chunk, Connector, DatasetDescription, Problem } from '@waarborg/connectors';
import { type DetectorTuning, type PatternProposal, proposePatterns } from '@waarborg/detect';
import { addProblem } from './chunk.ts';
import type { DatasetLinks } from './links.ts';
import { type DatasetPlan, type FieldPlan, type NumberedField, planDataset } from './plan.ts';
import { ColumnReader } from './record.ts';

/** Rows looked at to decide what a field holds, spread over the dataset. */
export const SAMPLE_ROWS = 1000;
/** Fields times rows of a sample at the most: a table of 2,000 columns is decided on fewer rows. */
const SAMPLE_CELLS = 400_000;
/** Characters of one sampled value that are looked at. */
const SAMPLE_TEXT = 2000;
/** Rows in a chunk: small enough to lose to a crash, large enough that its costs vanish. */
export const CHUNK_ROWS = 25_000;

/** A dataset ready to be read: its fields decided, its chunks cut. */
export interface Prepared {
  readonly plan: DatasetPlan;
  readonly chunks: readonly Chunk[];
  readonly problems: readonly Problem[];
  /** Shapes that the numbers of fields of customer, order and other numbers follow, for a person to accept; shapes only, no values. */
  readonly shapes: readonly (PatternProposal & { readonly field: string })[];
}

export interface PrepareOptions {
  /** Scan about this many rows instead of all. */
  readonly sampleRows?: number;
  readonly maxRowsPerSecond?: number;
  /** What the organisation decided about the detector. */
  readonly tuning?: DetectorTuning;
  readonly signal?: AbortSignal;
}

/** First pass over a dataset: samples it, decides every field, cuts the chunks. */
export async function prepareDataset(
  connector: Connector,
  dataset: DatasetDescription,
  links: DatasetLinks,
  numbered: readonly NumberedField[],
  options: PrepareOptions = {},
): Promise<Prepared> {
  const problems: Problem[] = [...(dataset.notes ?? [])];
  const samples = await sampleValues(connector, dataset, problems, options);
  const plan = planDataset(dataset, samples, links, numbered, options.tuning);
  const shapes = plan.fields.flatMap((field) => shapesOf(field, samples[dataset.fields.findIndex((one) => one.name === field.name)] ?? []));
  const chunks = await connector.plan(dataset, { signal: options.signal, rowsPerChunk: chunkRows(dataset), sampleRows: options.sampleRows });
  return { plan, chunks, problems, shapes };
}

/** Shapes of a field of numbers that no own pattern names yet. */
function shapesOf(field: FieldPlan, values: readonly string[]): (PatternProposal & { field: string })[] {
  if (field.type !== 'ACCOUNT_ID' || field.reason.startsWith('own.pattern:')) return [];
  return proposePatterns(values, field.name).map((shape) => ({ ...shape, ...(field.realm ? { realm: field.realm } : {}), field: field.name }));
}

/** Rows per chunk, fewer for wide tables and long records. */
function chunkRows(dataset: DatasetDescription): number {
  const wide = Math.max(1, dataset.fields.length / 40);
  const long = dataset.bytes && dataset.estimatedRows ? Math.max(1, dataset.bytes / dataset.estimatedRows / 2000) : 1;
  return Math.max(500, Math.floor(CHUNK_ROWS / Math.max(wide, long)));
}

async function sampleValues(connector: Connector, dataset: DatasetDescription, problems: Problem[], options: PrepareOptions): Promise<string[][]> {
  const wanted = Math.max(50, Math.min(SAMPLE_ROWS, Math.floor(SAMPLE_CELLS / Math.max(1, dataset.fields.length))));
  const samples: string[][] = dataset.fields.map(() => []);
  const names = dataset.fields.map((field) => field.name);
  let rows = 0;
  for (const chunk of await connector.plan(dataset, { signal: options.signal, sampleRows: wanted })) {
    for await (const batch of connector.read(dataset, names, chunk, {
      signal: options.signal,
      maxRowsPerSecond: options.maxRowsPerSecond,
      batchRows: wanted,
    })) {
      for (const problem of batch.problems) addProblem(problems, problem);
      for (let i = 0; i < names.length; i++) {
        if (dataset.fields[i].storage === 'binary') continue;
        const reader = new ColumnReader(batch.columns[i]);
        for (let row = 0; row < batch.rows; row++) {
          const text = reader.text(row);
          if (text !== null) samples[i].push(text.length > SAMPLE_TEXT ? text.slice(0, SAMPLE_TEXT) : text);
        }
      }
      rows += batch.rows;
      if (rows >= wanted * 2) return samples;
    }
  }
  return samples;
}
