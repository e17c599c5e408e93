import type { Batch, Chunk, Connector, DatasetDescription, Problem } from '@waarborg/connectors';
import { type DetectorTuning, normaliseIdentifier, type SpanType } from '@waarborg/detect';
import { Fingerprinter, kindCode } from './fingerprint.ts';
import { countMany, exemplify, houseNumberIn, postOne, TextReader, type ValuePlace, wantsEvidence } from './free-text.ts';
import { type DatasetPlan, type FieldPlan, fieldsToRead, strongerThanKey } from './plan.ts';
import { PostingBuffer } from './postings.ts';
import { type DatasetProfile, emptyProfile, fieldOf, type KindTally, stretch, tallyOf } from './profile.ts';
import { ColumnReader, linkCode, Poster, type TextKey } from './record.ts';
import { instantIn } from './times.ts';

/** What one chunk yields. `postings` and `textKeys` are for the index; none of it holds a plain identifier but `textKeys`, which go sealed. */
export interface ChunkResult {
  readonly profile: DatasetProfile;
  readonly postings: PostingBuffer;
  readonly textKeys: readonly TextKey[];
  readonly integerKeys: boolean;
  readonly problems: readonly Problem[];
}

export interface ChunkOptions {
  readonly indexKey: Uint8Array;
  /** Kinds judged not personal, by field ordinal: still counted, not posted. */
  readonly muted?: Readonly<Record<number, readonly string[]>>;
  /** To be used again for one chunk after another, so that its memory is taken once; emptied first. A new one when left out. */
  readonly postings?: PostingBuffer;
  /** What the organisation decided about the detector. */
  readonly tuning?: DetectorTuning;
  readonly maxRowsPerSecond?: number;
  readonly signal?: AbortSignal;
  /** Called after every batch with rows and bytes so far; may wait. */
  readonly onProgress?: (rows: number, bytes: number) => void | Promise<void>;
}

const nothing: ReadonlySet<string> = new Set();

/** Reads one chunk of a dataset through the whole pipe: columns as bytes, detection, profile, fingerprints. Memory grows with the chunk's postings only. */
export async function scanChunk(
  connector: Connector,
  dataset: DatasetDescription,
  plan: DatasetPlan,
  chunk: Chunk,
  options: ChunkOptions,
): Promise<ChunkResult> {
  const pipe = new ChunkPipe(dataset, plan, options);
  const problems: Problem[] = [];
  let integerKeys = true;
  const batches = connector.read(dataset, pipe.fieldNames, chunk, { signal: options.signal, maxRowsPerSecond: options.maxRowsPerSecond });
  const keyTells = plan.fields.some((field) => dataset.key.includes(field.name) && strongerThanKey.has(field.type));
  for await (const read of batches) {
    // A key that is a citizen service number or a telephone number is treated as a text: a keyed hash in the postings, itself only sealed.
    const batch = keyTells && read.keys instanceof BigInt64Array ? { ...read, keys: Array.from(read.keys, String) } : read;
    integerKeys = batch.keys instanceof BigInt64Array;
    pipe.take(batch);
    for (const problem of batch.problems) addProblem(problems, problem);
    await options.onProgress?.(pipe.profile.rows, pipe.profile.bytes);
  }
  return { profile: pipe.profile, postings: pipe.poster.postings, textKeys: pipe.poster.textKeys, integerKeys, problems };
}

/** Adds a problem to a list, counting repeats of the same code in the same place; at most 200 places are kept apart. */
export function addProblem(list: Problem[], problem: Problem): void {
  const at = list.findIndex((known) => known.code === problem.code && known.dataset === problem.dataset && known.field === problem.field);
  if (at >= 0) list[at] = { ...list[at], times: (list[at].times ?? 1) + (problem.times ?? 1) };
  else if (list.length < 200) list.push(problem);
}

/** The pipe of one chunk from batches to profile and postings; the bench runs it without a connector. */
export class ChunkPipe {
  readonly profile: DatasetProfile = emptyProfile();
  readonly poster: Poster;
  readonly fieldNames: readonly string[];
  readonly #text: TextReader;
  readonly #plan: DatasetPlan;
  readonly #read: readonly FieldPlan[];
  readonly #muted: ReadonlyMap<number, ReadonlySet<string>>;
  #times = new Float64Array(0);

  constructor(dataset: DatasetDescription, plan: DatasetPlan, options: Pick<ChunkOptions, 'indexKey' | 'muted' | 'postings' | 'tuning'>) {
    const ordinals = new Set(fieldsToRead(plan));
    this.#plan = plan;
    this.#read = plan.fields.filter((field) => ordinals.has(field.ordinal));
    this.fieldNames = this.#read.map((field) => field.name);
    this.poster = new Poster(new Fingerprinter(options.indexKey), dataset.name, options.postings ?? new PostingBuffer());
    this.#text = new TextReader(this.poster, options.tuning);
    this.#muted = new Map(Object.entries(options.muted ?? {}).map(([ordinal, kinds]) => [Number(ordinal), new Set(kinds)]));
  }

  /** Takes in one batch whose columns are `fieldNames`. */
  take(batch: Batch): void {
    const columns = batch.columns.map((column) => new ColumnReader(column));
    const columnOf = new Map(this.#read.map((field, i) => [field.ordinal, columns[i]]));
    this.poster.begin(batch);
    this.profile.rows += batch.rows;
    this.#readTimes(batch.rows, this.#plan.dateField === null ? undefined : columnOf.get(this.#plan.dateField));
    for (let i = 0; i < this.#read.length; i++) this.#takeColumn(this.#read[i], columns[i], batch.rows);
    this.#takeAddresses(columnOf, batch.rows);
    this.#takeNames(columnOf, batch.rows);
  }

  #readTimes(rows: number, column: ColumnReader | undefined): void {
    if (this.#times.length < rows) this.#times = new Float64Array(rows);
    this.#times.fill(Number.NaN);
    if (!column) return;
    for (let row = 0; row < rows; row++) {
      const start = column.column.starts[row];
      if (start > column.bytes.length) continue;
      this.#times[row] = instantIn(column.bytes, start, column.column.ends[row]);
      stretch(this.profile, this.#times[row]);
    }
  }

  #takeColumn(plan: FieldPlan, column: ColumnReader, rows: number): void {
    const field = fieldOf(this.profile, plan.ordinal);
    const place: ValuePlace = { row: 0, ordinal: plan.ordinal, at: Number.NaN, field, muted: this.#muted.get(plan.ordinal) ?? nothing };
    const typed = plan.reading === 'typed';
    const tally = typed && plan.type !== 'NONE' && plan.type !== 'FREE_TEXT' ? tallyOf(field, plan.type) : null;
    const { starts, ends } = column.column;
    const quiet = plan.reading === 'quiet';
    let bytes = 0;
    let values = 0;
    let hits = 0;
    for (let row = 0; row < rows; row++) {
      if (!column.holds(row)) continue;
      values++;
      bytes += ends[row] - starts[row];
      place.row = row;
      place.at = this.#times[row];
      if (!typed) {
        if (plan.reading !== 'skip') this.#text.read(column.bytes, starts[row], ends[row], place, quiet);
      } else if (this.#takeTyped(plan, tally, column, place)) {
        hits++;
        if (tally) stretch(tally, place.at);
      }
    }
    field.values += values;
    field.nulls += rows - values;
    this.profile.bytes += bytes;
    if (tally && hits > 0) countMany(tally, plan.confidence, plan.reason, hits);
  }

  /** One value of a typed field: posted when it identifies. False when it is not of the field's type after all. */
  #takeTyped(plan: FieldPlan, tally: KindTally | null, column: ColumnReader, place: ValuePlace): boolean {
    const { post } = plan;
    const { row } = place;
    const links = plan.own !== undefined || plan.to !== undefined;
    if (!post) {
      if (tally && wantsEvidence(tally)) exemplify(tally, plan.type as SpanType, column.text(row)!);
      if (links) this.#takeLinks(plan, column.text(row)!, row);
      return true;
    }
    const text = column.text(row)!;
    if (links) this.#takeLinks(plan, text, row);
    const normal = normaliseIdentifier(post.kind, text);
    if (normal === null) {
      // It may be another identifier (a telephone number in an e-mail field).
      if (tally) this.#text.read(column.bytes, column.column.starts[row], column.column.ends[row], place, true);
      return false;
    }
    if (!tally) {
      this.poster.post(row, plan.ordinal, kindCode(post.kind), post.realm, normal);
      return true;
    }
    if (wantsEvidence(tally)) exemplify(tally, plan.type as SpanType, text);
    postOne(this.poster, tally, post.kind, post.realm, normal, row, plan.ordinal, place.muted.has(plan.type));
    return true;
  }

  #takeLinks(plan: FieldPlan, text: string, row: number): void {
    if (plan.own) this.poster.post(row, plan.ordinal, linkCode, plan.own, text);
    if (plan.to) this.poster.post(row, plan.ordinal, linkCode, plan.to, text);
  }

  #takeAddresses(columnOf: ReadonlyMap<number, ColumnReader>, rows: number): void {
    const address = this.#plan.address;
    if (!address) return;
    const postcodes = columnOf.get(address.postcode);
    const numbers = columnOf.get(address.number);
    if (!postcodes || !numbers) return;
    const additions = address.addition === null ? undefined : columnOf.get(address.addition);
    const muted = this.#muted.get(address.postcode)?.has('POSTCODE') ?? false;
    const tally = tallyOf(fieldOf(this.profile, address.postcode), 'POSTCODE');
    for (let row = 0; row < rows; row++) {
      const postcode = postcodes.text(row);
      const line = postcode === null ? null : numbers.text(row);
      const number = line === null ? null : houseNumberIn(line);
      if (number === null) continue;
      const normal = normaliseIdentifier('POSTCODE_NUMBER', `${postcode} ${number}${additions ? ` ${additions.text(row) ?? ''}` : ''}`);
      if (normal !== null) postOne(this.poster, tally, 'POSTCODE_NUMBER', '', normal, row, address.postcode, muted);
    }
  }

  #takeNames(columnOf: ReadonlyMap<number, ColumnReader>, rows: number): void {
    const name = this.#plan.name;
    if (!name) return;
    const parts = name.parts.map((ordinal) => columnOf.get(ordinal));
    const birth = name.birth === null ? undefined : columnOf.get(name.birth);
    const last = name.parts.at(-1)!;
    const muted = this.#muted.get(last)?.has('PERSON') ?? false;
    const tally = tallyOf(fieldOf(this.profile, last), 'PERSON');
    const born = birth && tallyOf(fieldOf(this.profile, name.birth!), 'DATE_OF_BIRTH');
    for (let row = 0; row < rows; row++) {
      let whole = '';
      for (const part of parts) {
        const text = part?.text(row);
        if (text) whole += whole ? ` ${text}` : text;
      }
      if (!whole.includes(' ')) continue;
      const normal = normaliseIdentifier('NAME', whole);
      if (normal === null) continue;
      postOne(this.poster, tally, 'NAME', '', normal, row, last, muted);
      if (!birth || !born) continue;
      const together = normaliseIdentifier('NAME_BIRTH', `${whole}|${birth.text(row) ?? ''}`);
      if (together !== null) postOne(this.poster, born, 'NAME_BIRTH', '', together, row, name.birth!, muted);
    }
  }
}
