import type pg from 'pg';
import { fetchMany } from '../batch-write.ts';
import { byReading } from '../by-reading.ts';
import {
  type Abilities,
  type Batch,
  type Chunk,
  type Connector,
  ConnectorRefusal,
  type ConnectorSettings,
  type DatasetDescription,
  type EraseOrder,
  type PlanOptions,
  type ReadOptions,
  type RectifyOrder,
} from '../connector.ts';
import { isoInstant } from '../dates.ts';
import { repairUtf8 } from '../files/repair.ts';
import type { Surroundings } from '../network.ts';
import { batchRowsFor, paced } from '../pace.ts';
import { refusal, requireField } from '../refusals.ts';
import { type PgRelation, quoted, readCatalog } from './catalog.ts';
import { CopyOut } from './copy-out.ts';
import { parseCopy } from './parse-copy.ts';
import { copySql, keyText, planRelation, textOf } from './plan.ts';
import { openSessions, postgresRefusal } from './session.ts';
import { eraseRecords, rectifyRecord, whereKey } from './write.ts';
import { fetchRecords, rectifyRecords } from './write-many.ts';

/** What the PostgreSQL connector declares; the conformance suite proves it. */
export const postgresAbilities: Abilities = { countCheaply: true, agesCheaply: true, find: true, erase: true, rectify: true, resumeChunks: true };

/**
 * PostgreSQL 12 and newer through one small pool. Reading takes no lock beyond ACCESS SHARE; chunks are consistent in themselves,
 * not with one another: a record that moves while a scan runs can be met twice or not at all.
 */
export async function openPostgres(settings: ConnectorSettings, surroundings: Surroundings): Promise<Connector> {
  const { pool, homeSchema, version, sqlAscii } = await openSessions(settings, surroundings);
  let catalog: Promise<Map<string, PgRelation>> | null = null;
  let closed: Promise<void> | null = null;

  const quiet = () => {};

  async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>, dataset?: string, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    let client: pg.PoolClient | null = null;
    try {
      client = await pool.connect();
      client.on('error', quiet); // a lost session is heard of through the query under way
      const answer = await work(client);
      client.removeListener('error', quiet);
      client.release();
      client = null;
      return answer;
    } catch (error) {
      const lost = !(error as { code?: string })?.code;
      client?.release(lost || !(error instanceof ConnectorRefusal));
      throw postgresRefusal(error, undefined, dataset);
    }
  }

  const load = () => withClient((client) => readCatalog(client, homeSchema));

  async function relationOf(dataset: DatasetDescription): Promise<PgRelation> {
    catalog ??= load().catch((error) => {
      catalog = null;
      throw error;
    });
    const relation = (await catalog).get(dataset.name);
    if (!relation) throw refusal('dataset.gone', 'This table is no longer there.', { dataset: dataset.name });
    if (relation.unreadable) throw new ConnectorRefusal(relation.unreadable);
    return relation;
  }

  async function* readBlocks(relation: PgRelation, fieldNames: readonly string[], chunk: Chunk, options: ReadOptions): AsyncGenerator<Batch> {
    const fields = fieldNames.map((name) => requireField(relation.fields, name, relation.name));
    const { sql, key } = copySql(relation, fields, chunk);
    // A table without readable fields still has records; COPY then sends one null a row that is not handed on.
    const sent = fields.length === 0 && typeof key !== 'string' ? 1 : fields.length;
    const client = await pool.connect().catch((error) => Promise.reject(postgresRefusal(error, undefined, relation.name)));
    let whole = false;
    const copy = new CopyOut(sql, batchRowsFor(options, 4096));
    const gone = (error?: Error) => copy.fail(error ?? new Error('Connection terminated unexpectedly'));
    const aborted = () => gone(options.signal?.reason);
    client.on('error', gone);
    client.on('end', gone);
    options.signal?.addEventListener('abort', aborted, { once: true });
    try {
      client.query(copy);
      let next = 1n;
      for await (const block of copy.blocks()) {
        const parsed = parseCopy(block, sent, typeof key === 'string' ? key : { numberFrom: next });
        next += BigInt(block.rows);
        const columns = parsed.columns.slice(0, fields.length);
        const batch: Batch = { rows: block.rows, columns, keys: parsed.keys, problems: [] };
        yield sqlAscii ? repairUtf8(batch, fieldNames, relation.name) : batch;
      }
      whole = true;
    } catch (error) {
      options.signal?.throwIfAborted();
      throw postgresRefusal(error, undefined, relation.name);
    } finally {
      options.signal?.removeEventListener('abort', aborted);
      client.removeListener('error', gone);
      client.removeListener('end', gone);
      if (!whole) client.on('error', () => {});
      // A COPY left half-way cannot be picked up again: the session goes, and the server stops by itself.
      client.release(!whole);
    }
  }

  const plan: Connector['plan'] = async (dataset, options: PlanOptions = {}) => {
    const relation = await relationOf(dataset);
    return withClient((client) => planRelation(client, relation, version, options), dataset.name, options.signal);
  };
  const read: Connector['read'] = async function* (dataset, fields, chunk, options = {}) {
    options.signal?.throwIfAborted();
    const relation = await relationOf(dataset);
    yield* paced(readBlocks(relation, fields, chunk, options), options);
  };
  const reading = byReading({ plan, read });

  const connector: Connector = {
    kind: 'postgres',
    abilities: postgresAbilities,
    async describe(options = {}) {
      options.signal?.throwIfAborted();
      catalog = load();
      return [...(await catalog).values()].map(({ oid, sqlName, relkind, keyForm, blocks, blockSize, whole, fields, ...description }) => ({
        ...description,
        fields: fields.map(({ attnum, sqlType, baseType, ...field }) => field),
      }));
    },
    plan,
    read,
    async count(dataset) {
      const relation = await relationOf(dataset);
      const { rows } = await withClient((client) => client.query(`select count(*)::text as n from ${rowsOf(relation)}`), dataset.name);
      return Number(rows[0].n);
    },
    async ages(dataset, fieldName) {
      const relation = await relationOf(dataset);
      const field = requireField(relation.fields, fieldName, dataset.name);
      if (field.storage !== 'date' && field.storage !== 'timestamp')
        throw refusal('field.noDate', 'This field holds no date.', { dataset: dataset.name, field: fieldName });
      const name = quoted(fieldName);
      const sql = `select min(${name})::text as oldest, max(${name})::text as newest from ${rowsOf(relation)} where pg_catalog.isfinite(${name})`;
      const { rows } = await withClient((client) => client.query(sql), dataset.name);
      return { oldest: isoInstant(rows[0].oldest), newest: isoInstant(rows[0].newest) };
    },
    async find(dataset, fieldName, value, options = {}) {
      const relation = await relationOf(dataset);
      const field = requireField(relation.fields, fieldName, dataset.name);
      if (value.includes('\u0000')) return [];
      // Only the order of reading itself numbers records; a window function may count in another.
      if (relation.keyForm === 'numbered') return reading.find(dataset, fieldName, value, options);
      const column =
        field.storage === 'text' && field.baseType !== 'bpchar' && field.baseType !== 'uuid' && !options.within ? quoted(fieldName) : textOf(field);
      const test = options.within
        ? `pg_catalog.strpos(${column}, $1) > 0`
        : field.baseType === 'text' || field.baseType === 'varchar'
          ? `${column} = $1`
          : `${textOf(field)} = $1`;
      const limit = Math.max(1, Math.floor(options.limit ?? 1000));
      const sql = `select (${keyText(relation)})::text as key from ${rowsOf(relation)} where ${test} limit ${limit}`;
      const { rows } = await withClient((client) => client.query(sql, [value]), dataset.name);
      return rows.map((row) => ({ dataset: dataset.name, key: relation.keyForm === 'ctid' ? packCtid(row.key) : row.key }));
    },
    async fetch(dataset, key, fieldNames) {
      const relation = await relationOf(dataset);
      const fields = fieldNames.map((name) => requireField(relation.fields, name, dataset.name));
      const list = fields.length > 0 ? fields.map((field, i) => `${textOf(field)} as f${i}`).join(', ') : 'null as nothing';
      if (relation.keyForm === 'numbered') return /^\d{1,15}$/.test(key) ? reading.fetch(dataset, key, fieldNames) : null;
      const where = whereKey(relation, key, 1);
      if (!where) return null;
      const { rows } = await withClient(
        (client) => client.query(`select ${list} from ${rowsOf(relation)} where ${where.sql} limit 1`, where.values),
        dataset.name,
      );
      if (rows.length === 0) return null;
      return Object.fromEntries(fields.map((field, i) => [field.name, rows[0][`f${i}`] as string | null]));
    },
    async erase(dataset, order: EraseOrder) {
      const relation = await relationOf(dataset);
      return withClient((client) => eraseRecords(client, relation, order), dataset.name);
    },
    async rectify(dataset, order: RectifyOrder) {
      const relation = await relationOf(dataset);
      return withClient((client) => rectifyRecord(client, relation, order), dataset.name);
    },
    async rectifyMany(dataset, orders) {
      const relation = await relationOf(dataset);
      return withClient((client) => rectifyRecords(client, relation, orders), dataset.name);
    },
    async fetchMany(dataset, keys, fieldNames) {
      const relation = await relationOf(dataset);
      const fields = fieldNames.map((name) => requireField(relation.fields, name, dataset.name));
      const found = await withClient((client) => fetchRecords(client, relation, keys, fields), dataset.name);
      return found ?? fetchMany({ ...connector, fetchMany: undefined }, dataset, keys, fieldNames);
    },
    close() {
      closed ??= pool.end();
      return closed;
    },
  };
  return connector;
}

function rowsOf(relation: PgRelation): string {
  return relation.relkind === 'r' ? `only ${relation.sqlName}` : relation.sqlName;
}

function packCtid(ctid: string): string {
  const [block, offset] = ctid.slice(1, -1).split(',');
  return ((BigInt(block) << 16n) | BigInt(offset)).toString();
}
