import type { Chunk, PlanOptions } from '../connector.ts';
import { spread } from '../pace.ts';
import { type MysqlField, type MysqlRelation, quoted } from './catalog.ts';
import type { MysqlSessions } from './session.ts';

const SAMPLE_PIECES = 20;

/** A field as text in every place but the reading itself, which takes the wire's own text. Binary fields are null. */
export function textOf(field: MysqlField): string {
  return field.storage === 'binary' ? 'null' : `convert(${quoted(field.name)} using utf8mb4)`;
}

/** The key as one expression. Binary parts are written in hexadecimal. */
export function keySql(relation: MysqlRelation): string {
  const parts = relation.key.map((name) => {
    const field = relation.fields.find((each) => each.name === name)!;
    return field.storage === 'binary' ? `hex(${quoted(name)})` : `convert(${quoted(name)} using utf8mb4)`;
  });
  if (relation.keyForm === 'integer') return quoted(relation.key[0]);
  return parts.length === 1 ? parts[0] : `json_array(${parts.join(', ')})`;
}

/** The condition that meets exactly the record with this key; null when none can have it. Numbered records have no condition. */
export function whereKey(relation: MysqlRelation, key: string): { sql: string; values: string[] } | null {
  if (relation.keyForm === 'numbered') return null;
  const values = relation.keyForm === 'integer' || relation.key.length === 1 ? [key] : partsOf(key, relation.key.length);
  if (!values) return null;
  const tests: string[] = [];
  const given: string[] = [];
  for (const [i, name] of relation.key.entries()) {
    const field = relation.fields.find((each) => each.name === name)!;
    if (field.storage === 'integer' || field.storage === 'boolean') {
      // As a literal, because a text beside a number is compared as a double, which cannot tell large numbers apart.
      if (!/^-?\d{1,20}$/.test(values[i])) return null;
      tests.push(`${quoted(name)} = ${values[i]}`);
    } else if (field.storage === 'binary') {
      if (!/^([0-9A-F]{2})*$/i.test(values[i])) return null;
      tests.push(`${quoted(name)} = unhex(?)`);
      given.push(values[i]);
    } else {
      tests.push(`${quoted(name)} = ?`);
      given.push(values[i]);
    }
  }
  return { sql: tests.join(' and '), values: given };
}

function partsOf(key: string, count: number): string[] | null {
  try {
    const parts = JSON.parse(key);
    return Array.isArray(parts) && parts.length === count && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}

/** Cuts a relation into ranges of the first part of its key: numbers by width, texts by stepping through the index; else the whole at once. */
export async function planRelation(sessions: MysqlSessions, relation: MysqlRelation, options: PlanOptions): Promise<Chunk[]> {
  const rowsPerChunk = options.sampleRows ? Math.max(1, Math.ceil(options.sampleRows / SAMPLE_PIECES)) : Math.max(1, options.rowsPerChunk ?? 50_000);
  const first = relation.fields.find((field) => field.name === relation.key[0]);
  const parts: Omit<Chunk, 'ordinal'>[] = [];
  if (first?.storage === 'integer') parts.push(...(await numberRanges(sessions, relation, rowsPerChunk)));
  else if (first?.storage === 'text') parts.push(...(await textRanges(sessions, relation, rowsPerChunk)));
  else parts.push({ rows: relation.estimatedRows, spec: { by: 'whole' } });
  const chosen = options.sampleRows ? spread(parts, SAMPLE_PIECES) : parts;
  const limit = Math.ceil((options.sampleRows ?? 0) / Math.max(1, chosen.length));
  return chosen.map((part, ordinal) => ({ ordinal, rows: part.rows, spec: options.sampleRows ? { ...part.spec, limit } : part.spec }));
}

async function numberRanges(sessions: MysqlSessions, relation: MysqlRelation, rowsPerChunk: number): Promise<Omit<Chunk, 'ordinal'>[]> {
  const key = quoted(relation.key[0]);
  const [row] = await sessions.run(`select min(${key}) as low, max(${key}) as high from ${relation.sqlName}`);
  if (row.low === null || row.high === null) return [{ rows: 0, spec: { by: 'number', from: null, to: null } }];
  const low = BigInt(row.low);
  const high = BigInt(row.high);
  const span = Number(high - low) + 1;
  // The estimate can be far off (and 0 for a fresh table), but never are there more records than numbers unless the key has more parts.
  const expected = relation.key.length === 1 ? Math.min(Math.max(relation.estimatedRows ?? span, 1), span) : Math.max(relation.estimatedRows ?? span, 1);
  const pieces = Math.max(1, Math.min(10_000, Math.ceil(expected / rowsPerChunk), span));
  const step = (high - low) / BigInt(pieces) + 1n;
  const ranges: Omit<Chunk, 'ordinal'>[] = [];
  for (let from = low; from <= high; from += step) {
    const last = from + step > high;
    ranges.push({
      rows: Math.ceil(expected / pieces),
      spec: { by: 'number', from: from === low ? null : from.toString(), to: last ? null : (from + step).toString() },
    });
  }
  return ranges;
}

async function textRanges(sessions: MysqlSessions, relation: MysqlRelation, rowsPerChunk: number): Promise<Omit<Chunk, 'ordinal'>[]> {
  const key = quoted(relation.key[0]);
  const ranges: Omit<Chunk, 'ordinal'>[] = [];
  let from: string | null = null;
  for (;;) {
    const [row] = await sessions.run(
      `select ${key} as bound from ${relation.sqlName}${from === null ? '' : ` where ${key} > ?`} order by ${key} limit 1 offset ${Math.floor(rowsPerChunk)}`,
      from === null ? [] : [from],
    );
    const to: string | null = row?.bound ?? null;
    ranges.push({ rows: to === null ? null : rowsPerChunk, spec: { by: 'text', from, to } });
    if (to === null) return ranges;
    from = to;
  }
}

/** The statement that reads one chunk: the key first (unless records are numbered), then the fields. */
export function readSql(relation: MysqlRelation, fields: readonly MysqlField[], chunk: Chunk): { sql: string; values: string[] } {
  const { by, from, to, limit } = chunk.spec;
  const columns = fields.map((field) => (field.storage === 'binary' ? 'null' : quoted(field.name)));
  const list = relation.keyForm === 'numbered' ? ['null', ...columns] : [keySql(relation), ...columns];
  const where: string[] = [];
  const values: string[] = [];
  if (by === 'number' || by === 'text') {
    const key = quoted(relation.key[0]);
    for (const [bound, test] of [
      [from, by === 'number' ? '>=' : '>'],
      [to, by === 'number' ? '<' : '<='],
    ] as const) {
      if (typeof bound !== 'string') continue;
      if (by === 'number') {
        if (!/^-?\d{1,20}$/.test(bound)) throw new RangeError('A chunk holds a bound that is not a whole number.');
        where.push(`${key} ${test} ${bound}`);
      } else {
        where.push(`${key} ${test} ?`);
        values.push(bound);
      }
    }
  }
  const tail = typeof limit === 'number' ? ` limit ${Math.floor(limit)}` : '';
  return { sql: `select ${list.join(', ')} from ${relation.sqlName}${where.length > 0 ? ` where ${where.join(' and ')}` : ''}${tail}`, values };
}
