import type mysql from 'mysql2';
import { BatchBuilder } from '../batch.ts';
import { byReading } from '../by-reading.ts';
import {
  type Abilities,
  type Batch,
  type Chunk,
  type Connector,
  ConnectorRefusal,
  type ConnectorSettings,
  type DatasetDescription,
  type ReadOptions,
} from '../connector.ts';
import { isoInstant } from '../dates.ts';
import type { Surroundings } from '../network.ts';
import { batchRowsFor, paced } from '../pace.ts';
import { refusal, requireField } from '../refusals.ts';
import { type MysqlRelation, quoted, readMysqlCatalog } from './catalog.ts';
import { mysqlRefusal, openSessions } from './session.ts';
import { keySql, planRelation, readSql, textOf, whereKey } from './sql.ts';
import { eraseRecords, rectifyRecord } from './write.ts';
import { fetchRecords, rectifyRecords } from './write-many.ts';

/** What the MySQL and MariaDB connector declares; the conformance suite proves it. */
export const mysqlAbilities: Abilities = { countCheaply: true, agesCheaply: true, find: true, erase: true, rectify: true, resumeChunks: true };

type RawRow = readonly (Uint8Array | null)[];

/**
 * MySQL 8 and MariaDB 10.5 and newer. Each chunk is one plain SELECT, consistent in itself and without locks under InnoDB.
 * Tables without a key are read in one piece and their records numbered.
 */
export async function openMysql(settings: ConnectorSettings, surroundings: Surroundings): Promise<Connector> {
  const sessions = await openSessions(settings, surroundings);
  let catalog: Promise<Map<string, MysqlRelation>> | null = null;
  let closed: Promise<void> | null = null;

  const load = () =>
    readMysqlCatalog(sessions).catch((error) => {
      catalog = null;
      throw mysqlRefusal(error);
    });

  async function relationOf(dataset: DatasetDescription): Promise<MysqlRelation> {
    if (closed) throw refusal('connector.closed', 'This source was closed.');
    catalog ??= load();
    const relation = (await catalog).get(dataset.name);
    if (!relation) throw refusal('dataset.gone', 'This table is no longer there.', { dataset: dataset.name });
    if (relation.unreadable) throw new ConnectorRefusal(relation.unreadable);
    return relation;
  }

  async function ask(dataset: DatasetDescription, sql: string, values: readonly (string | number)[] = []) {
    try {
      return await sessions.run(sql, values);
    } catch (error) {
      throw mysqlRefusal(error, undefined, dataset.name);
    }
  }

  async function* readChunk(dataset: DatasetDescription, names: readonly string[], chunk: Chunk, reading: ReadOptions): AsyncGenerator<Batch> {
    const relation = await relationOf(dataset);
    const fields = names.map((name) => requireField(relation.fields, name, dataset.name));
    const text = relation.keyForm === 'text';
    const builder = new BatchBuilder(fields.length, text ? 'text' : 'integer', batchRowsFor(reading, 4096));
    const { sql, values } = readSql(relation, fields, chunk);
    let number = 0n;
    try {
      for await (const rows of rowGroups(await sessions.take(), sql, values, reading.signal)) {
        for (const row of rows) {
          for (let i = 0; i < fields.length; i++) {
            const value = row[i + 1];
            if (value === null) builder.null(i);
            else builder.bytes(i, value);
          }
          number++;
          const key = relation.keyForm === 'numbered' ? number : Buffer.from(row[0]!).toString('utf8');
          builder.end(text ? (key as string) : BigInt(key));
          if (builder.full) yield builder.take();
        }
      }
    } catch (error) {
      reading.signal?.throwIfAborted();
      throw mysqlRefusal(error, undefined, dataset.name);
    }
    const last = builder.take();
    if (last.rows > 0 || last.problems.length > 0) yield last;
  }

  const plan: Connector['plan'] = async (dataset, options = {}) => {
    options.signal?.throwIfAborted();
    const relation = await relationOf(dataset);
    return planRelation(sessions, relation, options).catch((error) => Promise.reject(mysqlRefusal(error, undefined, dataset.name)));
  };
  const reading = byReading({ plan, read: (dataset, names, chunk, options = {}) => readChunk(dataset, names, chunk, options) });

  return {
    kind: 'mysql',
    abilities: mysqlAbilities,
    async describe(options = {}) {
      options.signal?.throwIfAborted();
      if (closed) throw refusal('connector.closed', 'This source was closed.');
      catalog = load();
      return [...(await catalog).values()].map(({ sqlName, keyForm, fields, ...description }) => ({
        ...description,
        fields: fields.map(({ dataType, charset, ...field }) => field),
      }));
    },
    plan,
    async *read(dataset, fields, chunk, options = {}) {
      yield* paced(readChunk(dataset, fields, chunk, options), options);
    },
    async count(dataset) {
      const relation = await relationOf(dataset);
      return Number((await ask(dataset, `select count(*) as n from ${relation.sqlName}`))[0].n);
    },
    async ages(dataset, fieldName) {
      const relation = await relationOf(dataset);
      const field = requireField(relation.fields, fieldName, dataset.name);
      if (field.storage !== 'date' && field.storage !== 'timestamp')
        throw refusal('field.noDate', 'This field holds no date.', { dataset: dataset.name, field: fieldName });
      const name = quoted(fieldName);
      // Zero dates ("0000-00-00") are no dates.
      const [row] = await ask(dataset, `select min(${name}) as oldest, max(${name}) as newest from ${relation.sqlName} where ${name} >= '0001-01-01'`);
      // A timestamp is an instant, shown in the session's zone (UTC); a datetime has no zone.
      const zone = field.dataType === 'timestamp' ? 'Z' : '';
      return { oldest: isoInstant(row.oldest && row.oldest + zone), newest: isoInstant(row.newest && row.newest + zone) };
    },
    async find(dataset, fieldName, value, options = {}) {
      const relation = await relationOf(dataset);
      const field = requireField(relation.fields, fieldName, dataset.name);
      if (field.storage === 'binary') return [];
      // Only the order of reading itself numbers records; a window function may count in another.
      if (relation.keyForm === 'numbered') return reading.find(dataset, fieldName, value, options);
      // Compared as bytes: collations take a for A and leave trailing spaces out.
      const bytes = `cast(${textOf(field)} as binary)`;
      const given = 'cast(convert(? using utf8mb4) as binary)';
      const indexed = !options.within && field.charset === 'utf8mb4' ? `${quoted(fieldName)} = ? and ` : '';
      const test = options.within ? `instr(${bytes}, ${given}) > 0` : `${indexed}${bytes} = ${given}`;
      const values = indexed ? [value, value] : [value];
      const limit = Math.max(1, Math.floor(options.limit ?? 1000));
      const sql = `select ${keySql(relation)} as waarborg_key from ${relation.sqlName} where ${test} limit ${limit}`;
      return (await ask(dataset, sql, values)).map((row) => ({ dataset: dataset.name, key: row.waarborg_key! }));
    },
    async fetch(dataset, key, names) {
      const relation = await relationOf(dataset);
      const fields = names.map((name) => requireField(relation.fields, name, dataset.name));
      if (relation.keyForm === 'numbered') return /^\d{1,15}$/.test(key) ? reading.fetch(dataset, key, names) : null;
      const where = whereKey(relation, key);
      if (!where) return null;
      const list =
        fields.length > 0 ? fields.map((field, i) => `${field.storage === 'binary' ? 'null' : quoted(field.name)} as f${i}`).join(', ') : 'null as nothing';
      const [row] = await ask(dataset, `select ${list} from ${relation.sqlName} where ${where.sql} limit 1`, where.values);
      return row ? Object.fromEntries(fields.map((field, i) => [field.name, row[`f${i}`]?.replaceAll('\u0000', ' ') ?? null])) : null;
    },
    async erase(dataset, order) {
      return eraseRecords(sessions, await relationOf(dataset), order);
    },
    async rectify(dataset, order) {
      return rectifyRecord(sessions, await relationOf(dataset), order);
    },
    async rectifyMany(dataset, orders) {
      return rectifyRecords(sessions, await relationOf(dataset), orders);
    },
    async fetchMany(dataset, keys, fieldNames) {
      const relation = await relationOf(dataset);
      const fields = fieldNames.map((name) => requireField(relation.fields, name, dataset.name));
      if (relation.keyForm === 'numbered') return reading.fetchMany!(dataset, keys, fieldNames);
      return fetchRecords(sessions, relation, keys, fields);
    },
    close() {
      closed ??= new Promise((resolve) => sessions.pool.end(() => resolve()));
      return closed;
    },
  };
}

/** Streams rows as the wire's own bytes, in groups; pauses the connection while groups wait. A reading left half-way ends the connection. */
async function* rowGroups(connection: mysql.PoolConnection, sql: string, values: readonly string[], signal: AbortSignal | undefined): AsyncGenerator<RawRow[]> {
  let group: RawRow[] = [];
  let bytes = 0;
  let ended = false;
  let failed: unknown = null;
  let wake: (() => void) | null = null;
  const stop = (error: unknown) => {
    failed ??= error;
    wake?.();
  };
  const aborted = () => stop(signal?.reason);
  signal?.addEventListener('abort', aborted, { once: true });
  const typeCast = (field: { buffer: () => Buffer | null }) => field.buffer();
  const query = connection.query({ sql, values: [...values], rowsAsArray: true, typeCast } as unknown as mysql.QueryOptions);
  query.on('error', stop);
  connection.on('error', stop);
  query.on('result', (row: unknown) => {
    group.push(row as RawRow);
    for (const value of row as RawRow) bytes += value?.length ?? 0;
    if (group.length >= 2048 || bytes > 2 * 1024 * 1024) {
      connection.pause();
      wake?.();
    }
  });
  query.on('end', () => {
    ended = true;
    wake?.();
  });
  try {
    for (;;) {
      if (failed) throw failed;
      if (group.length > 0) {
        const ready = group;
        group = [];
        bytes = 0;
        yield ready;
        continue;
      }
      if (ended) break;
      // The wait is set up first: resuming hands over what was kept back at once.
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      connection.resume();
      await woken;
      wake = null;
    }
  } finally {
    signal?.removeEventListener('abort', aborted);
    connection.removeListener('error', stop);
    if (ended && !failed) connection.release();
    else {
      connection.on('error', () => {});
      connection.destroy();
    }
  }
}
