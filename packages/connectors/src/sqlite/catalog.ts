import type { DatabaseSync } from 'node:sqlite';
import type { DatasetDescription, FieldDescription, FieldStorage, Problem } from '../connector.ts';

/** A table or view with what SQL needs to read and write it. */
export interface SqliteRelation extends DatasetDescription {
  readonly sqlName: string;
  /** How records are named: the rowid (or an INTEGER PRIMARY KEY, which is it), one integer key of a WITHOUT ROWID table, a text, or a count. */
  readonly keyForm: 'rowid' | 'integer' | 'text' | 'numbered';
  readonly rowid: string | null;
  readonly type: string;
}

/** How pragma table_xinfo marks a generated column that is computed at each reading (sqlite.org/pragma.html). */
const VIRTUAL_COLUMN = 2;

/** An identifier in double quotes, quotes in it doubled. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Every table and view of the database. Internal tables and the shadow tables of full-text indexes are left out. With `computed` false
 * nothing that the file itself would have computed is read: a view, an index over one, or a virtual column may never come to an end, and
 * SQLite cannot be interrupted here.
 */
export function readSqliteCatalog(database: DatabaseSync, computed: boolean): Map<string, SqliteRelation> {
  const list = database.prepare(
    "select name, type, wr from pragma_table_list where schema = 'main' and type in ('table', 'view', 'virtual') and name not like 'sqlite\\_%' escape '\\' order by name",
  );
  const bytes = tableSizes(database);
  const catalog = new Map<string, SqliteRelation>();
  for (const row of list.all() as { name: string; type: string; wr: number | bigint }[]) {
    const relation = describe(database, row.name, row.type, Number(row.wr) === 1, bytes.get(row.name) ?? null, computed);
    catalog.set(relation.name, relation);
  }
  return catalog;
}

function tableSizes(database: DatabaseSync): Map<string, number> {
  try {
    const rows = database.prepare('select name, sum(pgsize) as bytes from dbstat group by name').all() as { name: string; bytes: number | bigint }[];
    return new Map(rows.map((row) => [row.name, Number(row.bytes)]));
  } catch {
    return new Map(); // dbstat is not in every build
  }
}

/** Whether what the table gives comes out of a query of the file's own making. */
function isComputed(database: DatabaseSync, name: string, type: string): boolean {
  if (type !== 'virtual') return type === 'view';
  const { sql } = database.prepare('select sql from sqlite_schema where name = ?').get(name) as { sql: string };
  return /\bcontent\s*=/i.test(sql);
}

function describe(database: DatabaseSync, name: string, type: string, withoutRowid: boolean, bytes: number | null, computed: boolean): SqliteRelation {
  const sqlName = `main.${quoted(name)}`;
  const kind = type === 'view' ? 'view' : 'table';
  if (!computed && isComputed(database, name, type)) {
    const message = 'What a view of a file computes is not read, because it may never come to an end; the tables it shows are.';
    const unreadable: Problem = { code: 'sqlite.view', message, dataset: name };
    return { name, kind, fields: [], key: [], estimatedRows: null, bytes, unreadable, sqlName, keyForm: 'numbered', rowid: null, type };
  }
  let columns: { name: string; type: string; notnull: number | bigint; pk: number | bigint; hidden: number | bigint }[];
  try {
    columns = database.prepare('select name, type, "notnull", pk, hidden from pragma_table_xinfo(?)').all(name) as typeof columns;
  } catch {
    const unreadable: Problem = { code: 'dataset.broken', message: 'The definition of this view or virtual table cannot be used here.', dataset: name };
    return { name, kind, fields: [], key: [], estimatedRows: null, bytes, unreadable, sqlName, keyForm: 'numbered', rowid: null, type };
  }
  const references = new Map<string, { dataset: string; field: string }>();
  for (const row of database.prepare('select "from", "table", "to" from pragma_foreign_key_list(?)').all(name) as {
    from: string;
    table: string;
    to: string | null;
  }[]) {
    const field = row.to ?? (database.prepare('select name from pragma_table_info(?) where pk = 1').get(row.table) as { name: string } | undefined)?.name;
    if (field !== undefined) references.set(row.from, { dataset: row.table, field });
  }
  const fields: FieldDescription[] = columns
    .filter((column) => Number(column.hidden) !== 1 && (computed || Number(column.hidden) !== VIRTUAL_COLUMN))
    .map((column) => {
      const pointed = references.get(column.name);
      const base = {
        name: column.name,
        storage: storageOf(column.type),
        nativeType: column.type || 'any',
        nullable: Number(column.notnull) === 0 && Number(column.pk) === 0,
      };
      return pointed ? { ...base, references: pointed } : base;
    });
  const notes: Problem[] = fields
    .filter((field) => field.storage === 'binary')
    .map((field) => ({ code: 'field.binary', message: 'Binary field; content that is not text is not read.', dataset: name, field: field.name }));
  const key = columns.filter((column) => Number(column.pk) > 0).sort((one, other) => Number(one.pk) - Number(other.pk));
  const rowidName = ['rowid', '_rowid_', 'oid'].find((word) => !columns.some((column) => column.name.toLowerCase() === word)) ?? null;
  const integerKey = key.length === 1 && key[0].type.toUpperCase() === 'INTEGER';
  const hasRowid = type === 'table' && !withoutRowid && rowidName !== null;
  const keyForm =
    kind === 'view' || type === 'virtual'
      ? 'numbered'
      : withoutRowid
        ? integerKey
          ? 'integer'
          : 'text'
        : integerKey || key.length === 0
          ? hasRowid
            ? 'rowid'
            : integerKey
              ? 'integer'
              : 'numbered'
          : 'text';
  if (keyForm === 'rowid' && key.length === 0)
    notes.push({ code: 'key.fragile', message: 'This table has no key; records are named by their rowid, which VACUUM may change.', dataset: name });
  return {
    name,
    kind,
    fields,
    key: key.map((column) => column.name),
    estimatedRows: null,
    bytes,
    ...(notes.length > 0 ? { notes } : {}),
    sqlName,
    keyForm,
    rowid: hasRowid ? rowidName : null,
    type,
  };
}

/** SQLite's own rule for what a declared type means, with dates told apart by name. Source: sqlite.org/datatype3.html, 3.1. */
function storageOf(type: string): FieldStorage {
  const word = type.toUpperCase();
  if (/^(DATETIME|TIMESTAMP)/.test(word)) return 'timestamp';
  if (/^DATE\b/.test(word)) return 'date';
  if (word.includes('BOOL')) return 'boolean';
  if (word.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT/.test(word)) return 'text';
  if (word.includes('BLOB') || word.includes('BINARY')) return 'binary';
  if (word.includes('JSON')) return 'json';
  if (/REAL|FLOA|DOUB|NUM|DEC/.test(word)) return 'number';
  return 'text';
}
