import type pg from 'pg';
import type { Chunk, PlanOptions } from '../connector.ts';
import { spread } from '../pace.ts';
import type { PgField, PgRelation } from './catalog.ts';
import { quoted } from './catalog.ts';
import type { KeyForm } from './parse-copy.ts';

const defaults = { rowsPerChunk: 50_000, samplePieces: 20, rowsPerBlock: 40 } as const;

/**
 * Cuts a relation into parts that can be read alone: block ranges where PostgreSQL can seek to them (14 and newer), else ranges of
 * an integer key, else the whole at once (always where records are numbered, because a number only holds within one reading). The last range is open, so that rows added since are read too.
 */
export async function planRelation(client: pg.ClientBase, described: PgRelation, version: number, options: PlanOptions = {}): Promise<Chunk[]> {
  const rowsPerChunk = options.sampleRows
    ? Math.max(1, Math.ceil(options.sampleRows / defaults.samplePieces))
    : Math.max(1, options.rowsPerChunk ?? defaults.rowsPerChunk);
  const parts: Omit<Chunk, 'ordinal'>[] = [];
  const relation = described.estimatedRows === null ? { ...described, estimatedRows: await plannerEstimate(client, described) } : described;
  if ((relation.relkind === 'r' || relation.relkind === 'm') && relation.whole && version >= 140_000) {
    parts.push(...blockRanges(relation.blocks, relation.estimatedRows, rowsPerChunk, null));
  } else if (relation.keyForm === 'integer') {
    parts.push(...(await keyRanges(client, relation, rowsPerChunk)));
  } else if (relation.relkind === 'p' && relation.whole && relation.keyForm !== 'numbered' && version >= 140_000) {
    parts.push(...(await partitionRanges(client, relation, rowsPerChunk)));
  } else {
    parts.push({ rows: relation.estimatedRows, spec: { by: 'whole' } });
  }
  const chosen = options.sampleRows ? spread(parts, defaults.samplePieces) : parts;
  const limit = Math.ceil((options.sampleRows ?? 0) / Math.max(1, chosen.length));
  return chosen.map((part, i) => ({
    ordinal: i,
    rows: part.rows,
    spec: options.sampleRows ? { ...part.spec, limit } : part.spec,
  }));
}

/** What PostgreSQL's planner expects, from the size as it is now; for tables never analysed and for views. */
async function plannerEstimate(client: pg.ClientBase, relation: PgRelation): Promise<number | null> {
  const only = relation.relkind === 'r' ? 'only ' : '';
  const { rows } = await client.query(`explain (format json) select 1 from ${only}${relation.sqlName}`);
  const estimate = rows[0]?.['QUERY PLAN']?.[0]?.Plan?.['Plan Rows'];
  return typeof estimate === 'number' ? estimate : null;
}

function blockRanges(blocks: number, estimatedRows: number | null, rowsPerChunk: number, leaf: string | null): Omit<Chunk, 'ordinal'>[] {
  const rowsPerBlock = estimatedRows && blocks ? Math.max(0.01, estimatedRows / blocks) : defaults.rowsPerBlock;
  const step = Math.max(1, Math.min(Math.ceil(rowsPerChunk / rowsPerBlock), 1 << 24));
  const ranges: Omit<Chunk, 'ordinal'>[] = [];
  for (let from = 0; from === 0 || from < blocks; from += step) {
    const last = from + step >= blocks;
    const rows = estimatedRows === null ? null : Math.round(Math.min(step, Math.max(0, blocks - from)) * rowsPerBlock);
    ranges.push({ rows, spec: { by: 'ctid', from, to: last ? null : from + step, ...(leaf ? { leaf } : {}) } });
  }
  return ranges;
}

async function keyRanges(client: pg.ClientBase, relation: PgRelation, rowsPerChunk: number): Promise<Omit<Chunk, 'ordinal'>[]> {
  const key = quoted(relation.key[0]);
  const { rows } = await client.query<{ low: string | null; high: string | null }>(
    `select min(${key})::text as low, max(${key})::text as high from ${relation.sqlName}`,
  );
  if (rows[0].low === null || rows[0].high === null) return [{ rows: 0, spec: { by: 'key', from: null, to: null } }];
  const low = BigInt(rows[0].low);
  const high = BigInt(rows[0].high);
  const pieces = Math.max(1, Math.min(10_000, Math.ceil((relation.estimatedRows ?? Number(high - low) + 1) / rowsPerChunk)));
  const step = (high - low) / BigInt(pieces) + 1n;
  const ranges: Omit<Chunk, 'ordinal'>[] = [];
  for (let from = low; from <= high; from += step) {
    const first = from === low;
    const last = from + step > high;
    const rows = relation.estimatedRows === null ? null : Math.ceil(relation.estimatedRows / pieces);
    ranges.push({ rows, spec: { by: 'key', from: first ? null : from.toString(), to: last ? null : (from + step).toString() } });
  }
  return ranges;
}

/** Block ranges of each partition, when all may be read by themselves; else the whole parent at once. */
async function partitionRanges(client: pg.ClientBase, relation: PgRelation, rowsPerChunk: number): Promise<Omit<Chunk, 'ordinal'>[]> {
  const { rows } = await client.query<{ leaf: string; kind: string; blocks: string; estimate: number; readable: boolean }>(
    `select pg_catalog.format('%I.%I', n.nspname, c.relname) as leaf, c.relkind::text as kind, c.reltuples::float8 as estimate,
       case when c.relkind = 'r' then pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::int else 0 end::text as blocks,
       pg_catalog.has_schema_privilege(n.oid, 'USAGE') and pg_catalog.has_table_privilege(c.oid, 'SELECT') as readable
     from pg_catalog.pg_partition_tree($1::oid::regclass) t join pg_catalog.pg_class c on c.oid = t.relid
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace where t.isleaf order by c.oid`,
    [relation.oid],
  );
  if (rows.length === 0 || rows.some((row) => !row.readable || row.kind !== 'r')) return [{ rows: relation.estimatedRows, spec: { by: 'whole' } }];
  return rows.flatMap((row) => blockRanges(Number(row.blocks), row.estimate >= 0 ? row.estimate : null, rowsPerChunk, row.leaf));
}

/** A field's text as the connector shows it everywhere: as COPY writes it, except that booleans read true/false and padding goes. */
export function textOf(field: PgField): string {
  if (field.storage === 'binary') return 'null';
  return `${quoted(field.name)}::text`;
}

/** The key of a record as one text, alike in COPY and in look-ups. */
export function keyText(relation: PgRelation): string {
  if (relation.keyForm === 'integer') return quoted(relation.key[0]);
  if (relation.keyForm === 'ctid') return 'ctid';
  const parts = relation.key.map((name) => `${quoted(name)}::text`);
  return parts.length === 1 ? parts[0] : `pg_catalog.json_build_array(${parts.join(', ')})::text`;
}

/** The COPY of one chunk, and how its first column is to be read. */
export function copySql(relation: PgRelation, fields: readonly PgField[], chunk: Chunk): { sql: string; key: KeyForm } {
  const { spec } = chunk;
  const columns = fields.map((field) =>
    field.storage === 'binary' ? 'null' : field.baseType === 'bool' || field.baseType === 'bpchar' ? textOf(field) : quoted(field.name),
  );
  const numbered = relation.keyForm === 'numbered';
  const from = typeof spec.leaf === 'string' ? `only ${spec.leaf}` : relation.relkind === 'r' ? `only ${relation.sqlName}` : relation.sqlName;
  const where: string[] = [];
  if (spec.by === 'ctid') {
    where.push(`ctid >= '(${whole(spec.from)},0)'`);
    if (spec.to !== null) where.push(`ctid < '(${whole(spec.to)},0)'`);
  } else if (spec.by === 'key') {
    if (spec.from !== null) where.push(`${quoted(relation.key[0])} >= ${whole(spec.from)}`);
    if (spec.to !== null) where.push(`${quoted(relation.key[0])} < ${whole(spec.to)}`);
  }
  const selected = numbered ? columns : [keyText(relation), ...columns];
  // A select of nothing is legal in SQL but not in COPY's text form: an empty row and a row of one empty value look alike.
  const list = selected.length > 0 ? selected.join(', ') : 'null';
  const limit = spec.limit === undefined ? '' : ` limit ${whole(spec.limit)}`;
  const sql = `copy (select ${list} from ${from}${where.length ? ` where ${where.join(' and ')}` : ''}${limit}) to stdout`;
  return { sql, key: relation.keyForm === 'numbered' ? { numberFrom: 1n } : relation.keyForm };
}

/** A whole number out of a chunk's spec, checked, because it goes into SQL as it stands. */
function whole(value: unknown): string {
  const text = String(value);
  if (!/^-?\d{1,20}$/.test(text)) throw new RangeError('A chunk holds a bound that is not a whole number.');
  return text;
}
