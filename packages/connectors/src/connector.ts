/**
 * The one interface every system is reached through. A connector reads in chunks that any worker on any machine can claim,
 * hands over columns as bytes, and declares what it can do; what it cannot do is a typed refusal, never a silent nothing.
 */

/** What a connector can do; the conformance suite proves each ability it declares, and the refusal of each it does not. */
export interface Abilities {
  /** count(dataset) without reading every record. */
  readonly countCheaply: boolean;
  /** oldest/newest by a date field without reading every record. */
  readonly agesCheaply: boolean;
  /** find(dataset, field, value) by the system's own search. */
  readonly find: boolean;
  readonly erase: boolean;
  readonly rectify: boolean;
  /** A chunk can be read again on its own after a crash. */
  readonly resumeChunks: boolean;
}

export type FieldStorage = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'binary' | 'json' | 'other';

export interface FieldDescription {
  readonly name: string;
  readonly storage: FieldStorage;
  /** The system's own word for the type ("character varying(40)"). */
  readonly nativeType: string;
  readonly nullable: boolean;
  /** Declared foreign key: dataset and field it points at. */
  readonly references?: { readonly dataset: string; readonly field: string };
}

export interface DatasetDescription {
  /** As the system names it; schema-qualified only outside the default schema. Unique within the source. */
  readonly name: string;
  readonly kind: 'table' | 'view' | 'file' | 'sheet' | 'folder' | 'mailbox';
  readonly fields: readonly FieldDescription[];
  /** Names of the fields that make a record's key; empty when the system knows none (then the connector numbers the records). */
  readonly key: readonly string[];
  /** Rows as the system estimates them, or null when it would have to count. */
  readonly estimatedRows: number | null;
  readonly bytes: number | null;
  /** Set when it is there but may not be read, with what to do about it. */
  readonly unreadable?: Problem;
  /** Worth knowing before reading: fields left out because they are binary, rows that the system may hide from this role, ... */
  readonly notes?: readonly Problem[];
}

/** What went wrong, where, and what to do; never holds a value out of the data. */
export interface Problem {
  /** Stable code, e.g. "csv.ragged", "encoding.invalid", "permission.denied", "network.gone". */
  readonly code: string;
  readonly message: string;
  readonly dataset?: string;
  readonly field?: string;
  /** 1-based record or line number. */
  readonly row?: number;
  /** Repeats of the same code in the same place, counted instead of listed. */
  readonly times?: number;
}

/** Part of a dataset, JSON-serialisable, meaningful only to the connector that made it. */
export interface Chunk {
  readonly ordinal: number;
  /** Rows expected in it (for progress), when known. */
  readonly rows: number | null;
  readonly spec: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * One column of a batch: UTF-8 bytes; value i is bytes[starts[i], ends[i]); starts[i] === NULL_VALUE means null.
 * Columns of a batch MAY SHARE one `bytes` (a CSV's or COPY's own buffer, not copied): only the ranges count, bytes between
 * them mean nothing. Always valid UTF-8 without NUL. `starts`/`ends` have at least `rows` places. A batch is never reused:
 * the reader may keep it. Binary fields read as null (see DatasetDescription.notes).
 */
export interface ColumnBytes {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}
export const NULL_VALUE = 0xffffffff;

export interface Batch {
  readonly rows: number;
  /** In the order of the fields asked for. */
  readonly columns: readonly ColumnBytes[];
  /**
   * The record's key: integers as they are, anything else as text; the same kind in every batch of a dataset.
   * A connector without keys numbers records from 1. `RecordPlace.key` is this key written as text.
   */
  readonly keys: BigInt64Array | readonly string[];
  /** Problems met while reading this batch; reading went on. */
  readonly problems: readonly Problem[];
}

export interface RecordPlace {
  readonly dataset: string;
  readonly key: string;
}

/** What an erasure or rectification did, per record; goes into the trail and to the person who asked. */
export interface Receipt {
  readonly place: RecordPlace;
  readonly outcome: 'done' | 'wouldDo' | 'notFound' | 'changedSince' | 'refused';
  readonly fields: readonly string[];
  readonly at: string;
  readonly why?: string;
}

export interface EraseOrder {
  readonly places: readonly RecordPlace[];
  /** Whole record, or only these fields made empty. */
  readonly fields?: readonly string[];
  readonly dryRun: boolean;
}

export interface RectifyOrder {
  readonly place: RecordPlace;
  readonly field: string;
  /** The value that was seen; the connector refuses (changedSince) when another stands there now. */
  readonly was: string | null;
  readonly becomes: string | null;
  readonly dryRun: boolean;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Ceiling on rows a second for this reader; the connector pauses between batches to keep to it. */
  readonly maxRowsPerSecond?: number;
  /** Rows in a batch at the most. */
  readonly batchRows?: number;
}

export interface PlanOptions {
  readonly signal?: AbortSignal;
  /** About how many rows a chunk should hold. */
  readonly rowsPerChunk?: number;
  /** Sample instead of everything: about this many rows, spread over the dataset. */
  readonly sampleRows?: number;
}

export interface Connector {
  readonly kind: string;
  readonly abilities: Abilities;
  /** Every dataset with its fields; one that may not be read is listed with `unreadable`. */
  describe(options?: { signal?: AbortSignal }): Promise<readonly DatasetDescription[]>;
  plan(dataset: DatasetDescription, options?: PlanOptions): Promise<readonly Chunk[]>;
  read(dataset: DatasetDescription, fields: readonly string[], chunk: Chunk, options?: ReadOptions): AsyncIterable<Batch>;
  count(dataset: DatasetDescription): Promise<number>;
  /** Oldest and newest value of a date or timestamp field as ISO 8601, null when the dataset is empty. */
  ages(dataset: DatasetDescription, field: string): Promise<{ oldest: string | null; newest: string | null }>;
  /** Keys of the records whose field holds the value (exact, or containing it when `within`). */
  find(dataset: DatasetDescription, field: string, value: string, options?: { within?: boolean; limit?: number }): Promise<readonly RecordPlace[]>;
  /** The named fields of one record, for a person who looks at it; null when it is gone. */
  fetch(dataset: DatasetDescription, key: string, fields: readonly string[]): Promise<Readonly<Record<string, string | null>> | null>;
  erase(dataset: DatasetDescription, order: EraseOrder): Promise<readonly Receipt[]>;
  rectify(dataset: DatasetDescription, order: RectifyOrder): Promise<Receipt>;
  /**
   * The same as `rectify` for many records at once, where the system can do that faster: one receipt for each order, in the order asked. Each record
   * stands by itself: one that changed, is gone or is refused leaves the others be. Absent: call `rectifyMany` of batch-write.ts, which goes one by one.
   */
  rectifyMany?(dataset: DatasetDescription, orders: readonly RectifyOrder[]): Promise<readonly Receipt[]>;
  /** The same as `fetch` for many keys at once, where that is faster; records that are gone are left out. */
  fetchMany?(
    dataset: DatasetDescription,
    keys: readonly string[],
    fields: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<Record<string, string | null>>>>;
  close(): Promise<void>;
}

/** Thrown when a system cannot be reached or used at all, or an ability is missing. `problem.message` says what to do. */
export class ConnectorRefusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ConnectorRefusal';
    this.problem = problem;
  }
}

/** How a source is reached: what a form collects or a URL says. Secrets are separate so that they can be sealed. */
export interface ConnectorSettings {
  readonly kind: ConnectorKind;
  /** postgres://host:port/db, mysql://..., a path on the server, or the stored upload's path. Never holds a password. */
  readonly location: string;
  readonly secret?: { readonly user?: string; readonly password?: string };
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

export const connectorKinds = ['postgres', 'mysql', 'sqlite', 'csv', 'jsonl', 'json', 'parquet', 'xlsx', 'folder', 'eml', 'mbox', 'vcard'] as const;
export type ConnectorKind = (typeof connectorKinds)[number];
