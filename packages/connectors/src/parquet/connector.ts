import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { BatchBuilder } from '../batch.ts';
import {
  type Abilities,
  type Batch,
  type Chunk,
  type Connector,
  ConnectorRefusal,
  type DatasetDescription,
  type FieldDescription,
  type FieldStorage,
  type PlanOptions,
  type Problem,
  type ReadOptions,
} from '../connector.ts';
import { datasetNameOf } from '../csv/connector.ts';
import { isoInstant } from '../dates.ts';
import { changedSince, fileState, plannedState, readFully, withFile } from '../files/file.ts';
import { batchRowsFor, paced, spread } from '../pace.ts';
import { refusal, requireField } from '../refusals.ts';

/** What the Parquet connector declares. The format has no way to change a record in place. */
export const parquetAbilities: Abilities = { countCheaply: true, agesCheaply: true, find: true, erase: false, rectify: false, resumeChunks: true };

const wayRound = 'A Parquet file cannot be changed record by record; erase or correct it in the system that writes the file, and let that write it anew.';
const SAMPLE_PIECES = 10;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A Parquet file, read by DuckDB inside this process; DuckDB may read this file and nothing else, and loads no extensions. */
export async function openParquet(path: string): Promise<Connector> {
  const name = datasetNameOf(path);
  await checkEnds(path, name);
  const plain = await withoutGlob(path);
  let connection: DuckDBConnection | null = null;
  let fields: readonly FieldDescription[] | null = null;
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: '512MB',
    threads: '1',
    temp_directory: '',
  }).catch(() => Promise.reject(refusal('parquet.engine', 'The part that reads Parquet could not be started on this machine.')));
  connection = await instance.connect();
  await connection
    .run(`set timezone = 'UTC'; set allowed_paths = [${literal(plain.path)}]; set enable_external_access = false; set lock_configuration = true`)
    .catch((error) => Promise.reject(parquetRefusal(error)));
  const from = `read_parquet(${literal(plain.path)}, file_row_number = true)`;

  function ready(): DuckDBConnection {
    if (!connection) throw refusal('connector.closed', 'This source was closed.');
    return connection;
  }

  function parquetRefusal(error: unknown): ConnectorRefusal {
    if (error instanceof ConnectorRefusal) return error;
    const message = String((error as Error)?.message ?? '');
    if (/magic bytes|too small|footer|thrift|Invalid Input|corrupt|deserialize|TProtocol|snappy|zstd/i.test(message))
      return refusal('parquet.damaged', 'The Parquet file is damaged or not complete; copy it again from where it came.', { dataset: name });
    if (/encrypt/i.test(message)) return refusal('file.encrypted', 'The Parquet file is encrypted; give Waarborg a copy that is not.', { dataset: name });
    if (/memory/i.test(message))
      return refusal('parquet.memory', 'The Parquet file has groups of rows too large to read with the memory set.', { dataset: name });
    return refusal('parquet.damaged', 'The Parquet file cannot be read: it is damaged, not complete, or packed in a way that is not known here.', {
      dataset: name,
    });
  }

  async function ask(sql: string, values: readonly (string | number)[] = []): Promise<Record<string, unknown>[]> {
    try {
      const reader = await ready().runAndReadAll(sql, values.length > 0 ? [...values] : undefined);
      return reader.getRowObjects();
    } catch (error) {
      throw parquetRefusal(error);
    }
  }

  async function fieldsNow(): Promise<readonly FieldDescription[]> {
    fields ??= (await ask(`describe select * exclude (file_row_number) from ${from}`)).map((row) => ({
      name: String(row.column_name),
      storage: storageOf(String(row.column_type)),
      nativeType: String(row.column_type),
      nullable: true,
    }));
    return fields;
  }

  /** A field as text; bytes only where they are text, because some writers do not mark their texts as such. */
  const textOf = (field: FieldDescription) => (field.storage === 'binary' ? `try(decode(${quoted(field.name)}))` : `cast(${quoted(field.name)} as varchar)`);

  async function describe(): Promise<readonly DatasetDescription[]> {
    const { size } = await fileState(path);
    const all = await fieldsNow();
    const [facts] = await ask(`select num_rows as n from parquet_file_metadata(${literal(plain.path)})`);
    const notes: Problem[] = all
      .filter((field) => field.storage === 'binary')
      .map((field) => ({ code: 'field.binary', message: 'Binary field; content that is not text is not read.', dataset: name, field: field.name }));
    return [{ name, kind: 'file', fields: all, key: [], estimatedRows: Number(facts?.n ?? 0), bytes: size, ...(notes.length > 0 ? { notes } : {}) }];
  }

  async function plan(_dataset: DatasetDescription, planning: PlanOptions = {}): Promise<readonly Chunk[]> {
    const { size, changed } = await fileState(path);
    const [{ estimatedRows }] = await describe();
    const rows = estimatedRows ?? 0;
    const step = planning.sampleRows ? Math.max(1, Math.ceil(planning.sampleRows / SAMPLE_PIECES)) : Math.max(1, planning.rowsPerChunk ?? 250_000);
    const chunks: Chunk[] = [];
    for (let at = 0; at === 0 || at < rows; at += step)
      chunks.push({
        ordinal: chunks.length,
        rows: Math.min(step, rows - at),
        spec: { firstRow: at + 1, nextRow: Math.min(at + step, rows) + 1, size, changed },
      });
    return planning.sampleRows ? spread(chunks, SAMPLE_PIECES).map((chunk, ordinal) => ({ ...chunk, ordinal })) : chunks;
  }

  async function* readChunk(dataset: DatasetDescription, names: readonly string[], chunk: Chunk, reading: ReadOptions): AsyncGenerator<Batch> {
    const all = await fieldsNow();
    const asked = names.map((field) => requireField(all, field, dataset.name));
    const builder = new BatchBuilder(names.length, 'integer', batchRowsFor(reading, 4096));
    const changed = changedSince(plannedState(chunk.spec), await fileState(path), dataset.name);
    if (changed) builder.problems.add(changed);
    const list = ['file_row_number + 1', ...asked.map(textOf)].join(', ');
    const sql = `select ${list} from ${from} where file_row_number >= ${Number(chunk.spec.firstRow) - 1} and file_row_number < ${Number(chunk.spec.nextRow) - 1}`;
    try {
      const result = await ready().stream(sql);
      for (;;) {
        reading.signal?.throwIfAborted();
        const part = await result.fetchChunk();
        if (!part || part.rowCount === 0) break;
        const columns = Array.from({ length: names.length + 1 }, (_, i) => part.getColumnValues(i));
        for (let row = 0; row < part.rowCount; row++) {
          for (let i = 0; i < names.length; i++) {
            const value = columns[i + 1][row];
            if (value === null) builder.null(i);
            else builder.text(i, String(value));
          }
          builder.end(columns[0][row] as bigint);
          if (builder.full) yield builder.take();
        }
      }
    } catch (error) {
      reading.signal?.throwIfAborted();
      throw parquetRefusal(error);
    }
    const last = builder.take();
    if (last.rows > 0 || last.problems.length > 0) yield last;
  }

  return {
    kind: 'parquet',
    abilities: parquetAbilities,
    describe,
    plan,
    async *read(dataset, names, chunk, options = {}) {
      yield* paced(readChunk(dataset, names, chunk, options), options);
    },
    async count() {
      return Number((await ask(`select count(*) as n from ${from}`))[0].n);
    },
    async ages(dataset, field) {
      const { storage } = requireField(await fieldsNow(), field, dataset.name);
      if (storage !== 'date' && storage !== 'timestamp') throw refusal('field.noDate', 'This field holds no date.', { dataset: dataset.name, field });
      const column = quoted(field);
      const [row] = await ask(
        `select cast(min(${column}) as varchar) as oldest, cast(max(${column}) as varchar) as newest from ${from} where isfinite(${column})`,
      );
      return { oldest: isoInstant(row.oldest as string | null), newest: isoInstant(row.newest as string | null) };
    },
    async find(dataset, fieldName, value, options = {}) {
      const text = textOf(requireField(await fieldsNow(), fieldName, dataset.name));
      const test = options.within ? `contains(${text}, $1)` : `${text} = $1`;
      const rows = await ask(`select file_row_number + 1 as key from ${from} where ${test} limit ${Math.max(1, Math.floor(options.limit ?? 1000))}`, [value]);
      return rows.map((row) => ({ dataset: dataset.name, key: String(row.key) }));
    },
    async fetch(dataset, key, names) {
      const all = await fieldsNow();
      const asked = names.map((field) => requireField(all, field, dataset.name));
      if (!/^\d{1,15}$/.test(key)) return null;
      const list = ['1', ...asked.map(textOf)].map((text, i) => `${text} as f${i}`).join(', ');
      const [row] = await ask(`select ${list} from ${from} where file_row_number = ${Number(key) - 1}`);
      return row ? Object.fromEntries(names.map((name, i) => [name, row[`f${i + 1}`] === null ? null : String(row[`f${i + 1}`])])) : null;
    },
    async erase(dataset) {
      throw refusal('ability.erase', wayRound, { dataset: dataset.name });
    },
    async rectify(dataset) {
      throw refusal('ability.rectify', wayRound, { dataset: dataset.name });
    },
    async close() {
      connection?.closeSync();
      if (connection) {
        instance.closeSync();
        await plain.remove();
      }
      connection = null;
    },
  };
}

/** DuckDB takes * ? [ in a name for a pattern; such a file is read through a link with a plain name, removed at the end. */
async function withoutGlob(path: string): Promise<{ path: string; remove: () => Promise<void> }> {
  if (!/[*?[{]/.test(path)) return { path, remove: async () => {} };
  const folder = await mkdtemp(join(tmpdir(), 'waarborg-parquet-'));
  await symlink(path, join(folder, 'file.parquet'));
  return { path: join(folder, 'file.parquet'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Looks at the first and last bytes before DuckDB does, for a message that says what is the matter. Source: parquet-format, "File format". */
async function checkEnds(path: string, dataset: string): Promise<void> {
  const { size } = await fileState(path);
  if (size === 0) throw refusal('file.empty', 'The file is empty; there is nothing to scan.', { dataset });
  await withFile(path, async (file) => {
    const head = Buffer.alloc(4);
    const tail = Buffer.alloc(4);
    await readFully(file, head, 0);
    await readFully(file, tail, Math.max(0, size - 4));
    const word = head.toString('latin1');
    if (word === 'PARE' || tail.toString('latin1') === 'PARE')
      throw refusal('file.encrypted', 'The Parquet file is encrypted; give Waarborg a copy that is not.', { dataset });
    if (word !== 'PAR1') throw refusal('parquet.notOne', 'This is not a Parquet file.', { dataset });
    if (tail.toString('latin1') !== 'PAR1' || size < 12)
      throw refusal('parquet.damaged', 'The Parquet file is not complete (its end is missing); copy it again from where it came.', { dataset });
  });
}

function storageOf(type: string): FieldStorage {
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)$/.test(type)) return 'integer';
  if (/^(FLOAT|DOUBLE|DECIMAL)/.test(type)) return 'number';
  if (type === 'BOOLEAN') return 'boolean';
  if (type === 'DATE') return 'date';
  if (type.startsWith('TIMESTAMP')) return 'timestamp';
  if (type === 'BLOB') return 'binary';
  if (type === 'VARCHAR' || type === 'UUID' || type.startsWith('ENUM')) return 'text';
  return 'other';
}
