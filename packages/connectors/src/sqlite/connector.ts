import { isUtf8 } from 'node:buffer';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { BatchBuilder } from '../batch.ts';
import { byReading } from '../by-reading.ts';
import {
  type Abilities,
  type Batch,
  type Chunk,
  type Connector,
  ConnectorRefusal,
  type DatasetDescription,
  type PlanOptions,
  type ReadOptions,
} from '../connector.ts';
import { AgeRange, isoInstant } from '../dates.ts';
import { readBroken } from '../files/repair.ts';
import { batchRowsFor, paced, spread } from '../pace.ts';
import { refusal, requireField } from '../refusals.ts';
import { quoted, readSqliteCatalog, type SqliteRelation } from './catalog.ts';
import { eraseFromSqlite, keySql, rectifyInSqlite, rectifyManyInSqlite, whereKey } from './write.ts';

/** What the SQLite connector declares; the conformance suite proves it. */
export const sqliteAbilities: Abilities = { countCheaply: true, agesCheaply: true, find: true, erase: true, rectify: true, resumeChunks: true };

const BUSY_MS = 5000;
/** SQLite answers at most 2,000 columns a statement; wider tables are read by several that walk in step. */
const COLUMNS_PER_STATEMENT = 1000;

/** Opens the file for reading alone; a database in WAL mode on a read-only disk is read as it stands. */
function openReadOnly(path: string): DatabaseSync {
  const attempt = (target: string | URL) => {
    const database = new DatabaseSync(target, {
      readOnly: true,
      timeout: BUSY_MS,
      readBigInts: true,
      allowExtension: false,
      enableForeignKeyConstraints: false,
    });
    try {
      database.exec('pragma query_only = on; pragma trusted_schema = off; pragma cell_size_check = on');
      database.prepare('select count(*) from sqlite_schema').get();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  try {
    return attempt(path);
  } catch (error) {
    if ((error as { errcode?: number }).errcode !== 14) throw sqliteRefusal(error);
    try {
      const url = pathToFileURL(path);
      url.searchParams.set('immutable', '1');
      return attempt(url);
    } catch (again) {
      throw sqliteRefusal(again);
    }
  }
}

/** Words for SQLite's errors, by result code (sqlite.org/rescode.html). */
export function sqliteRefusal(error: unknown, dataset?: string): ConnectorRefusal {
  if (error instanceof ConnectorRefusal) return error;
  const code = ((error as { errcode?: number }).errcode ?? 0) & 255;
  const place = dataset === undefined ? {} : { dataset };
  if (code === 5 || code === 6)
    return refusal('database.locked', 'Another program holds this database locked; Waarborg waited five seconds. Try again when it is done.', place);
  if (code === 26) return refusal('sqlite.notOne', 'This file is not an SQLite database, or it is encrypted.', place);
  if (code === 11) return refusal('database.damaged', 'The SQLite database is damaged; "sqlite3 FILE .recover" can save what is left.', place);
  if (code === 14) return refusal('file.unreadable', 'The SQLite database cannot be opened; check the rights on the file and its folder.', place);
  if (code === 8) return refusal('permission.readOnly', 'The SQLite database may only be read by the account Waarborg runs under.', place);
  if (code === 10) return refusal('file.unreadable', 'The disk reports an error while reading the SQLite database.', place);
  if (code === 13) return refusal('disk.full', 'The disk that holds the SQLite database is full; nothing was changed.', place);
  if ((error as Error)?.name === 'AbortError') throw error;
  return refusal('database.error', `SQLite reported error ${code}.`, place);
}

/**
 * An SQLite database file. It is only ever opened for reading, except for the moment of an erasure or a rectification. `computed`: views
 * and virtual columns are read too; false for files that others hand to the server.
 */
export function openSqlite(path: string, { computed }: { readonly computed: boolean }): Connector {
  const database = openReadOnly(path);
  let open = true;
  let catalog: Map<string, SqliteRelation> | null = null;

  function relationOf(dataset: DatasetDescription): SqliteRelation {
    if (!open) throw refusal('connector.closed', 'This source was closed.');
    try {
      catalog ??= readSqliteCatalog(database, computed);
    } catch (error) {
      throw sqliteRefusal(error);
    }
    const relation = catalog.get(dataset.name);
    if (!relation) throw refusal('dataset.gone', 'This table is no longer there.', { dataset: dataset.name });
    if (relation.unreadable) throw new ConnectorRefusal(relation.unreadable);
    return relation;
  }

  function guarded<T>(dataset: DatasetDescription, work: (relation: SqliteRelation) => T): T {
    const relation = relationOf(dataset);
    try {
      return work(relation);
    } catch (error) {
      throw sqliteRefusal(error, dataset.name);
    }
  }

  const text = (name: string) => `cast(${quoted(name)} as text)`;

  async function* readChunk(dataset: DatasetDescription, names: readonly string[], chunk: Chunk, options: ReadOptions): AsyncGenerator<Batch> {
    const relation = relationOf(dataset);
    for (const name of names) requireField(relation.fields, name, dataset.name);
    const integer = relation.keyForm !== 'text';
    const builder = new BatchBuilder(names.length, integer ? 'integer' : 'text', batchRowsFor(options, 4096));
    try {
      const groups: string[][] = [[]];
      for (const name of names) {
        if (groups[groups.length - 1].length >= COLUMNS_PER_STATEMENT) groups.push([]);
        groups[groups.length - 1].push(name);
      }
      const walks = groups.map((group) => statementFor(database, relation, group, chunk));
      let ordinal = 0n;
      for (;;) {
        const rows = walks.map((walk) => walk.next());
        if (rows[0].done) break;
        let at = 0;
        for (const [g, group] of groups.entries()) {
          const row = rows[g].value as unknown as readonly unknown[];
          for (let i = 0; i < group.length; i++, at++) putValue(builder, at, row?.[i + 1], group[i], dataset.name, Number(ordinal) + 1);
        }
        const key = (rows[0].value as unknown as readonly unknown[])[0];
        ordinal++;
        builder.end(relation.keyForm === 'numbered' ? ordinal : integer ? BigInt(key as bigint) : String(key));
        if (builder.full) {
          yield builder.take();
          // The loop is synchronous; others get their turn between batches.
          await new Promise((resolve) => setImmediate(resolve));
        }
      }
      const last = builder.take();
      if (last.rows > 0 || last.problems.length > 0) yield last;
    } catch (error) {
      throw sqliteRefusal(error, dataset.name);
    }
  }

  const plan: Connector['plan'] = async (dataset, options = {}) => guarded(dataset, (relation) => planRelation(database, relation, options));
  const reading = byReading({ plan, read: (dataset, names, chunk, options = {}) => readChunk(dataset, names, chunk, options) });

  return {
    kind: 'sqlite',
    abilities: sqliteAbilities,
    async describe() {
      if (!open) throw refusal('connector.closed', 'This source was closed.');
      try {
        catalog = readSqliteCatalog(database, computed);
      } catch (error) {
        throw sqliteRefusal(error);
      }
      return [...catalog.values()].map(({ sqlName, keyForm, rowid, type, ...description }) => description);
    },
    plan,
    async *read(dataset, fields, chunk, options = {}) {
      yield* paced(readChunk(dataset, fields, chunk, options), options);
    },
    count: async (dataset) =>
      guarded(dataset, (relation) => Number((database.prepare(`select count(*) as n from ${relation.sqlName}`).get() as { n: bigint }).n)),
    async ages(dataset, field) {
      return guarded(dataset, (relation) => {
        const { storage } = requireField(relation.fields, field, dataset.name);
        if (storage !== 'date' && storage !== 'timestamp') throw refusal('field.noDate', 'This field holds no date.', { dataset: dataset.name, field });
        const range = new AgeRange();
        const instant = `case when typeof(${quoted(field)}) in ('integer', 'real') then datetime(${quoted(field)}, 'auto') || 'Z' else ${text(field)} end`;
        for (const row of database.prepare(`select distinct ${instant} as v from ${relation.sqlName}`).iterate()) range.add(isoInstant(row.v as string | null));
        return { oldest: range.oldest, newest: range.newest };
      });
    },
    async find(dataset, field, value, options = {}) {
      // Only the order of reading itself numbers records; a window function may count in another.
      if (relationOf(dataset).keyForm === 'numbered') return reading.find(dataset, field, value, options);
      return guarded(dataset, (relation) => {
        requireField(relation.fields, field, dataset.name);
        const test = options.within ? `instr(${text(field)}, ?) > 0` : `${text(field)} = ? collate binary`;
        const sql = `select ${keySql(relation)} as key from ${relation.sqlName} where ${test} limit ?`;
        const rows = database.prepare(sql).all(value, Math.max(1, Math.floor(options.limit ?? 1000)));
        return rows.map((row) => ({ dataset: dataset.name, key: String(row.key) }));
      });
    },
    async fetch(dataset, key, fields) {
      if (relationOf(dataset).keyForm === 'numbered') return /^\d{1,15}$/.test(key) ? reading.fetch(dataset, key, fields) : null;
      return guarded(dataset, (relation) => {
        for (const name of fields) requireField(relation.fields, name, dataset.name);
        const where = whereKey(relation, key);
        if (!where) return null;
        const list = fields.length > 0 ? fields.map((name) => `cast(${quoted(name)} as blob)`).join(', ') : 'null';
        const statement = database.prepare(`select ${list} from ${relation.sqlName} where ${where.sql} limit 1`);
        statement.setReturnArrays(true);
        const row = statement.get(...(where.values as SQLInputValue[])) as unknown as readonly unknown[] | undefined;
        if (!row) return null;
        return Object.fromEntries(fields.map((name, i) => [name, blobText(row[i])]));
      });
    },
    erase: async (dataset, order) => guarded(dataset, (relation) => eraseFromSqlite(path, relation, order)),
    rectify: async (dataset, order) => guarded(dataset, (relation) => rectifyInSqlite(path, relation, order)),
    rectifyMany: async (dataset, orders) => guarded(dataset, (relation) => rectifyManyInSqlite(path, relation, orders)),
    async close() {
      if (open) database.close();
      open = false;
    },
  };
}

/** Bytes as text when they are text: UTF-8 without NUL. Null otherwise, and for null. */
function blobText(value: unknown): string | null {
  if (!(value instanceof Uint8Array)) return null;
  return isUtf8(value) && !value.includes(0) ? Buffer.from(value).toString('utf8') : null;
}

function putValue(builder: BatchBuilder, at: number, value: unknown, field: string, dataset: string, row: number): void {
  if (!(value instanceof Uint8Array)) builder.null(at);
  else if (!isUtf8(value) || value.includes(0)) {
    const printable = !value.includes(0) && value.length < 65_536 && value.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
    if (printable) {
      builder.text(at, readBroken(value));
      builder.problems.add({
        code: 'encoding.invalid',
        message: 'Bytes that are not valid UTF-8 were read as Windows-1252, or replaced where that was not possible.',
        dataset,
        field,
        row,
      });
    } else {
      builder.null(at);
      builder.problems.add({ code: 'field.binary', message: 'Binary content was not read.', dataset, field, row });
    }
  } else builder.bytes(at, value);
}

function statementFor(database: DatabaseSync, relation: SqliteRelation, fields: readonly string[], chunk: Chunk): Iterator<unknown> {
  const { from, to, limit } = chunk.spec;
  const key = relation.keyForm === 'numbered' ? 'null' : keySql(relation);
  const range = relation.keyForm === 'rowid' ? relation.rowid! : relation.keyForm === 'integer' ? quoted(relation.key[0]) : (relation.rowid ?? null);
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  if (range !== null && typeof from === 'string') {
    where.push(`${range} >= ?`);
    values.push(BigInt(from));
  }
  if (range !== null && typeof to === 'string') {
    where.push(`${range} < ?`);
    values.push(BigInt(to));
  }
  // A cast to blob keeps the bytes of a text as they are; casting a number gives its digits.
  const columns = fields.map((name) => `cast(${quoted(name)} as blob)`);
  const order = range === null ? '' : ` order by ${range}`;
  const sql = `select ${[key, ...columns].join(', ')} from ${relation.sqlName}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}${order}${typeof limit === 'number' ? ` limit ${Math.floor(limit)}` : ''}`;
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  return statement.iterate(...values);
}

function planRelation(database: DatabaseSync, relation: SqliteRelation, options: PlanOptions): Chunk[] {
  const pieces = 20;
  const rowsPerChunk = options.sampleRows ? Math.max(1, Math.ceil(options.sampleRows / pieces)) : Math.max(1, options.rowsPerChunk ?? 50_000);
  const range = relation.rowid ?? (relation.keyForm === 'integer' ? quoted(relation.key[0]) : null);
  if (range === null) return [{ ordinal: 0, rows: null, spec: options.sampleRows ? { limit: options.sampleRows } : {} }];
  const bounds = database.prepare(`select min(${range}) as low, max(${range}) as high from ${relation.sqlName}`);
  bounds.setReadBigInts(true);
  const { low, high } = bounds.get() as { low: bigint | null; high: bigint | null };
  if (low === null || high === null) return [{ ordinal: 0, rows: 0, spec: { from: null, to: null } }];
  // Rowids may be far apart; equal widths are fair enough, and 10,000 parts the most.
  const step = (high - low) / BigInt(Math.max(1, Math.min(10_000, Math.ceil(Number(high - low + 1n) / rowsPerChunk)))) + 1n;
  const chunks: Chunk[] = [];
  for (let from = low; from <= high; from += step) {
    const last = from + step > high;
    const rows = Number(last ? high - from + 1n : step);
    chunks.push({ ordinal: chunks.length, rows, spec: { from: from === low ? null : from.toString(), to: last ? null : (from + step).toString() } });
  }
  if (!options.sampleRows) return chunks;
  const chosen = spread(chunks, pieces);
  const limit = Math.ceil(options.sampleRows / chosen.length);
  return chosen.map((chunk, ordinal) => ({ ordinal, rows: Math.min(chunk.rows ?? limit, limit), spec: { ...chunk.spec, limit } }));
}
