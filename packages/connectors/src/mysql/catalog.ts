import type { DatasetDescription, FieldDescription, FieldStorage, Problem } from '../connector.ts';
import { type MysqlSessions, mysqlProblem, type TextRow } from './session.ts';

/** A field with what SQL needs beyond its description. */
export interface MysqlField extends FieldDescription {
  readonly dataType: string;
  readonly charset: string | null;
}

/** A table or view as the catalog has it. */
export interface MysqlRelation extends DatasetDescription {
  readonly fields: readonly MysqlField[];
  readonly sqlName: string;
  readonly keyForm: 'integer' | 'text' | 'numbered';
}

/** An identifier in backticks, backticks in it doubled. */
export const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

const hidden = "('information_schema', 'mysql', 'performance_schema', 'sys')";

/** Every table and view of the database (or of all that may be seen), with fields, keys and references, by name. */
export async function readMysqlCatalog(sessions: MysqlSessions): Promise<Map<string, MysqlRelation>> {
  const where = (column: string) => (sessions.database ? `${column} = ?` : `lower(${column}) not in ${hidden}`);
  const values = sessions.database ? [sessions.database] : [];
  const tables = await sessions.run(
    `select table_schema as s, table_name as t, table_type as kind, engine as engine, table_rows as estimate, data_length as bytes
     from information_schema.tables where ${where('table_schema')} and table_type in ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED') order by table_schema, table_name`,
    values,
  );
  const columns = Map.groupBy(
    await sessions.run(
      `select table_schema as s, table_name as t, column_name as name, column_type as native, data_type as type, is_nullable as nullable, character_set_name as charset
       from information_schema.columns where ${where('table_schema')} order by table_schema, table_name, ordinal_position`,
      values,
    ),
    place,
  );
  const keys = keysByTable(
    await sessions.run(
      `select table_schema as s, table_name as t, index_name as name, column_name as field, nullable as nullable, sub_part as part
       from information_schema.statistics where non_unique = 0 and ${where('table_schema')} order by table_schema, table_name, index_name = 'PRIMARY' desc, index_name, seq_in_index`,
      values,
    ),
  );
  const references = Map.groupBy(
    await sessions.run(
      `select table_schema as s, table_name as t, column_name as field, referenced_table_schema as rs, referenced_table_name as rt, referenced_column_name as rf
       from information_schema.key_column_usage where referenced_table_name is not null and ${where('table_schema')}`,
      values,
    ),
    place,
  );
  const nameOf = (schema: string, table: string) => (schema === sessions.database ? table : `${schema}.${table}`);
  const catalog = new Map<string, MysqlRelation>();
  for (const table of tables) {
    const pointed = new Map((references.get(place(table)) ?? []).map((row) => [row.field, { dataset: nameOf(row.rs!, row.rt!), field: row.rf! }]));
    const relation = describe(table, nameOf(table.s!, table.t!), columns.get(place(table)) ?? [], keys.get(place(table)) ?? [], pointed);
    catalog.set(relation.name, await tried(sessions, relation));
  }
  return catalog;
}

function place(row: TextRow): string {
  return `${row.s}\u0000${row.t}`;
}

/** The primary key, or else the first unique index over whole columns that are never null. */
function keysByTable(rows: readonly TextRow[]): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const [table, all] of Map.groupBy(rows, place))
    for (const parts of Map.groupBy(all, (row) => row.name).values()) {
      if (keys.has(table) || parts.some((part) => part.nullable === 'YES' || part.part !== null || part.field === null)) continue;
      keys.set(
        table,
        parts.map((part) => part.field!),
      );
    }
  return keys;
}

function describe(
  table: TextRow,
  name: string,
  columns: readonly TextRow[],
  key: readonly string[],
  pointed: ReadonlyMap<string | null, { dataset: string; field: string }>,
): MysqlRelation {
  const notes: Problem[] = [];
  const fields: MysqlField[] = columns.map((column) => {
    const references = pointed.get(column.name);
    const storage = storageOf(column.type!, column.native!);
    if (storage === 'binary') notes.push({ code: 'field.binary', message: 'Binary field; its content is not read.', dataset: name, field: column.name! });
    return {
      name: column.name!,
      storage,
      nativeType: column.native!,
      nullable: column.nullable === 'YES',
      dataType: column.type!,
      charset: column.charset,
      ...(references ? { references } : {}),
    };
  });
  const view = table.kind === 'VIEW';
  const keyFields = key.map((part) => fields.find((field) => field.name === part)).filter((field) => field !== undefined);
  const whole = !view && keyFields.length === key.length && key.length > 0;
  // An unsigned bigint can be larger than the 64 signed bits of an integer key.
  const integer = whole && key.length === 1 && keyFields[0].storage === 'integer' && !/^bigint.*unsigned/i.test(keyFields[0].nativeType);
  if (!whole && !view)
    notes.push({ code: 'key.fragile', message: 'This table has no key; records are numbered in the order they come, which may change.', dataset: name });
  if (/^(MyISAM|Aria|MEMORY)$/i.test(table.engine ?? ''))
    notes.push({
      code: 'database.tableLocks',
      message: `The storage engine ${table.engine} makes writers wait while a part is read; set a rate or scan at night.`,
      dataset: name,
    });
  return {
    name,
    kind: view ? 'view' : 'table',
    fields,
    key: whole ? key : [],
    estimatedRows: table.estimate === null || view ? null : Number(table.estimate),
    bytes: table.bytes === null || view ? null : Number(table.bytes),
    ...(notes.length > 0 ? { notes } : {}),
    sqlName: `${quoted(table.s!)}.${quoted(table.t!)}`,
    keyForm: integer ? 'integer' : whole ? 'text' : 'numbered',
  };
}

/** The catalog also lists what may be written but not read: a look at no rows tells. */
async function tried(sessions: MysqlSessions, relation: MysqlRelation): Promise<MysqlRelation> {
  try {
    const list = relation.fields.length > 0 ? relation.fields.map((field) => quoted(field.name)).join(', ') : '1';
    await sessions.run(`select ${list} from ${relation.sqlName} limit 0`);
    return relation;
  } catch (error) {
    const problem = mysqlProblem(error);
    if (problem.code.startsWith('network.')) throw error;
    return { ...relation, unreadable: { ...problem, dataset: relation.name } };
  }
}

function storageOf(type: string, native: string): FieldStorage {
  const word = type.toLowerCase();
  if (/^tinyint\(1\)/.test(native)) return 'boolean';
  if (/^(tiny|small|medium|big)?int$/.test(word) || word === 'year') return 'integer';
  if (['decimal', 'float', 'double'].includes(word)) return 'number';
  if (word === 'date') return 'date';
  if (word === 'datetime' || word === 'timestamp') return 'timestamp';
  if (
    /blob$|binary$/.test(word) ||
    [
      'geometry',
      'point',
      'linestring',
      'polygon',
      'multipoint',
      'multilinestring',
      'multipolygon',
      'geometrycollection',
      'geomcollection',
      'vector',
      'bit',
    ].includes(word)
  )
    return 'binary';
  if (word === 'json') return 'json';
  if (/char$|text$/.test(word) || ['enum', 'set', 'uuid', 'inet4', 'inet6'].includes(word)) return 'text';
  return 'other';
}
