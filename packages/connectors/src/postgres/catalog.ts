import type pg from 'pg';
import type { DatasetDescription, FieldDescription, FieldStorage, Problem } from '../connector.ts';

/** A field with what SQL needs to read and write it. */
export interface PgField extends FieldDescription {
  readonly attnum: number;
  /** The type's SQL name, for casts of parameters. */
  readonly sqlType: string;
  readonly baseType: string;
}

/** A relation as the catalog has it, beside the description that leaves the connector. */
export interface PgRelation extends DatasetDescription {
  readonly fields: readonly PgField[];
  readonly oid: string;
  /** Quoted and schema-qualified, safe to stand in SQL. */
  readonly sqlName: string;
  readonly relkind: string;
  readonly keyForm: 'integer' | 'text' | 'ctid' | 'numbered';
  readonly blocks: number;
  readonly blockSize: number;
  /** The account may read the whole table; with some columns only, places in the table (ctid) are out of reach too. */
  readonly whole: boolean;
}

interface RelationRow {
  schema: string;
  name: string;
  oid: string;
  relkind: string;
  estimate: number;
  bytes: string | null;
  blocks: number;
  usage: boolean;
  readable: boolean;
  whole: boolean;
  rls: boolean;
  home: boolean;
  block_size: number;
}
interface ColumnRow {
  oid: string;
  attnum: number;
  name: string;
  native: string;
  base: string;
  category: string;
  not_null: boolean;
  granted: boolean;
}

/** An identifier in double quotes, quotes in it doubled. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const relationSql = (sizes: boolean) => `
select n.nspname as schema, c.relname as name, c.oid::text as oid, c.relkind::text as relkind, c.reltuples::float8 as estimate,
  ${sizes ? `case when c.relkind in ('r', 'm') then pg_catalog.pg_relation_size(c.oid) end::text` : 'null'} as bytes, c.relpages as blocks,
  pg_catalog.has_schema_privilege(n.oid, 'USAGE') as usage,
  pg_catalog.has_table_privilege(c.oid, 'SELECT') or pg_catalog.has_any_column_privilege(c.oid, 'SELECT') as readable,
  pg_catalog.has_table_privilege(c.oid, 'SELECT') as whole,
  c.relkind in ('r', 'p') and pg_catalog.row_security_active(c.oid) as rls,
  n.nspname = $1 as home, pg_catalog.current_setting('block_size')::int as block_size
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and c.relpersistence <> 't'
  and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
  and not exists (select from pg_catalog.pg_depend d where d.objid = c.oid and d.classid = 'pg_catalog.pg_class'::regclass and d.deptype = 'e')
order by n.nspname = $1 desc, 1, 2`;

const columnSql = `
select a.attrelid::text as oid, a.attnum, a.attname as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as native,
  coalesce(b.typname, t.typname) as base, coalesce(b.typcategory, t.typcategory)::text as category, a.attnotnull as not_null,
  pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT') as granted
from pg_catalog.pg_attribute a
join pg_catalog.pg_type t on t.oid = a.atttypid
left join pg_catalog.pg_type b on t.typtype = 'd' and b.oid = t.typbasetype
where a.attnum > 0 and not a.attisdropped and a.attrelid = any($1::oid[])
order by a.attrelid, a.attnum`;

const keySql = `
select i.indrelid::text as oid, array(select k from unnest(i.indkey::int2[]) with ordinality as u(k, o) where o <= i.indnkeyatts order by o)::int[] as attnums
from pg_catalog.pg_index i
where i.indrelid = any($1::oid[]) and i.indisunique and i.indisvalid and i.indexprs is null and i.indpred is null
  and not exists (select from pg_catalog.pg_attribute a where a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[]) and not a.attnotnull)
order by i.indrelid, i.indisprimary desc, i.indnkeyatts, i.indexrelid`;

const referenceSql = `
select k.conrelid::text as oid, k.confrelid::text as target, k.conkey::int[] as "from", k.confkey::int[] as "to"
from pg_catalog.pg_constraint k where k.contype = 'f' and k.conrelid = any($1::oid[]) order by k.oid`;

/** Every table, view, materialised view and foreign table with fields, keys and references, by name. Partitions count under their parent. */
export async function readCatalog(client: pg.ClientBase, homeSchema: string): Promise<Map<string, PgRelation>> {
  const asked = (sizes: boolean) => client.query<RelationRow>(relationSql(sizes), [homeSchema]);
  // A table under an exclusive lock makes the size function wait; then the last known size has to do.
  const relations = (await asked(true).catch((error) => (error.code === '55P03' ? asked(false) : Promise.reject(error)))).rows;
  const oids = [relations.map((relation) => relation.oid)];
  const columns = Map.groupBy((await client.query<ColumnRow>(columnSql, oids)).rows, (row) => row.oid);
  const keys = new Map<string, number[]>();
  for (const row of (await client.query<{ oid: string; attnums: number[] }>(keySql, oids)).rows) if (!keys.has(row.oid)) keys.set(row.oid, row.attnums);
  const references = Map.groupBy(
    (await client.query<{ oid: string; target: string; from: number[]; to: number[] }>(referenceSql, oids)).rows,
    (row) => row.oid,
  );
  const names = namesOf(relations);
  const catalog = new Map<string, PgRelation>();
  for (const row of relations) {
    const pointed = new Map<number, { dataset: string; field: string }>();
    for (const reference of references.get(row.oid) ?? []) {
      reference.from.forEach((attnum, i) => {
        const field = columns.get(reference.target)?.find((column) => column.attnum === reference.to[i]);
        const dataset = names.get(reference.target);
        if (field && dataset && !pointed.has(attnum)) pointed.set(attnum, { dataset, field: field.name });
      });
    }
    const relation = describeRelation(row, names.get(row.oid)!, columns.get(row.oid) ?? [], keys.get(row.oid) ?? [], pointed);
    catalog.set(relation.name, relation);
  }
  return catalog;
}

/** Names for people: bare in the home schema, qualified elsewhere; also qualified when a bare name would be another's qualified one. */
function namesOf(relations: readonly RelationRow[]): Map<string, string> {
  const taken = new Set(relations.filter((row) => !row.home).map((row) => `${row.schema}.${row.name}`));
  return new Map(relations.map((row) => [row.oid, row.home && !taken.has(row.name) ? row.name : `${row.schema}.${row.name}`]));
}

function describeRelation(
  row: RelationRow,
  name: string,
  columns: readonly ColumnRow[],
  keyAttnums: readonly number[],
  pointed: ReadonlyMap<number, { dataset: string; field: string }>,
): PgRelation {
  const notes: Problem[] = [];
  const open = row.usage && row.readable;
  const fields: PgField[] = [];
  for (const column of columns) {
    if (open && !column.granted) {
      notes.push({ code: 'permission.field', message: 'The database account may not read this field; it was left out.', dataset: name, field: column.name });
      continue;
    }
    const storage = storageOf(column);
    if (storage === 'binary') notes.push({ code: 'field.binary', message: 'Binary field; its content is not read.', dataset: name, field: column.name });
    const references = pointed.get(column.attnum);
    fields.push({
      name: column.name,
      storage,
      nativeType: column.native,
      nullable: !column.not_null,
      attnum: column.attnum,
      sqlType: column.native,
      baseType: column.base,
      ...(references ? { references } : {}),
    });
  }
  if (row.rls) {
    const message = 'Row-level security is active for this account; rows it hides are not in the scan. Scan with an account that sees all rows.';
    notes.push({ code: 'rows.hidden', message, dataset: name });
  }
  const key = keyAttnums.map((attnum) => fields.find((field) => field.attnum === attnum)).filter((field) => field !== undefined);
  const whole = key.length > 0 && key.length === keyAttnums.length;
  const stored = row.relkind === 'r' || row.relkind === 'm';
  const byCtid = stored && row.whole;
  const integer = whole && key.length === 1 && ['int2', 'int4', 'int8'].includes(key[0].baseType);
  const keyForm = integer ? 'integer' : whole ? 'text' : byCtid ? 'ctid' : 'numbered';
  if (keyForm === 'ctid' && row.relkind === 'r') {
    const message = 'This table has no key; records are named by their place in the table, which changes when they are updated.';
    notes.push({ code: 'key.fragile', message, dataset: name });
  }
  const bytes = row.bytes === null ? (stored ? row.blocks * row.block_size : null) : Number(row.bytes);
  const denied: Problem = {
    code: 'permission.denied',
    message: `The database account may not read this ${row.relkind === 'v' ? 'view' : 'table'}. Grant it: GRANT SELECT ON ${quoted(row.schema)}.${quoted(row.name)} TO the account${row.usage ? '' : `, and GRANT USAGE ON SCHEMA ${quoted(row.schema)}`}.`,
    dataset: name,
  };
  return {
    name,
    kind: row.relkind === 'v' || row.relkind === 'm' ? 'view' : 'table',
    fields,
    key: whole ? key.map((field) => field.name) : [],
    estimatedRows: row.estimate >= 0 && row.relkind !== 'v' ? Math.round(row.estimate) : bytes === 0 ? 0 : null,
    bytes,
    ...(open ? {} : { unreadable: denied }),
    ...(notes.length > 0 ? { notes } : {}),
    oid: row.oid,
    sqlName: `${quoted(row.schema)}.${quoted(row.name)}`,
    relkind: row.relkind,
    keyForm,
    blocks: bytes === null ? 0 : Math.ceil(bytes / row.block_size),
    blockSize: row.block_size,
    whole: row.whole,
  };
}

function storageOf(column: ColumnRow): FieldStorage {
  const base = column.base;
  if (['int2', 'int4', 'int8', 'oid'].includes(base)) return 'integer';
  if (['numeric', 'float4', 'float8', 'money'].includes(base)) return 'number';
  if (base === 'bool') return 'boolean';
  if (base === 'date') return 'date';
  if (base === 'timestamp' || base === 'timestamptz') return 'timestamp';
  if (base === 'bytea') return 'binary';
  if (base === 'json' || base === 'jsonb') return 'json';
  if (column.category === 'S' || base === 'uuid' || base === 'name' || base === 'citext' || column.category === 'E') return 'text';
  return 'other';
}
