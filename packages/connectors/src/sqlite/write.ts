import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { EraseOrder, Receipt, RectifyOrder } from '../connector.ts';
import { requireField } from '../refusals.ts';
import { quoted, type SqliteRelation } from './catalog.ts';

/** The key of a record as one expression. */
export function keySql(relation: SqliteRelation): string {
  if (relation.keyForm === 'rowid') return relation.rowid!;
  if (relation.keyForm === 'integer') return quoted(relation.key[0]);
  const parts = relation.key.map((name) => `cast(${quoted(name)} as text)`);
  return parts.length === 1 ? parts[0] : `json_array(${parts.join(', ')})`;
}

/** The condition that meets exactly the record with this key; null when none can have it. */
export function whereKey(relation: SqliteRelation, key: string): { sql: string; values: SQLInputValue[] } | null {
  if (relation.keyForm === 'numbered') return null;
  if (relation.keyForm !== 'text') {
    if (!/^-?\d{1,19}$/.test(key) || BigInt.asIntN(64, BigInt(key)) !== BigInt(key)) return null;
    return { sql: `${keySql(relation)} = ?`, values: [BigInt(key)] };
  }
  const values = relation.key.length === 1 ? [key] : partsOf(key, relation.key.length);
  return values && { sql: relation.key.map((name) => `cast(${quoted(name)} as text) = ?`).join(' and '), values };
}

function partsOf(key: string, count: number): string[] | null {
  try {
    const parts = JSON.parse(key);
    return Array.isArray(parts) && parts.length === count && parts.every((part) => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}

/** A second session that may write, for the moment of the change; foreign keys hold. */
function withWriter<T>(path: string, dryRun: boolean, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path, { readOnly: dryRun, timeout: 5000, enableForeignKeyConstraints: true });
  try {
    // Erased content is overwritten in the file, not only unlinked.
    database.exec(`pragma trusted_schema = off; pragma secure_delete = on; begin ${dryRun ? 'deferred' : 'immediate'}`);
    const answer = work(database);
    database.exec('commit');
    return answer;
  } finally {
    database.close(); // closing without a commit undoes
  }
}

/** Erases records or empties fields in one transaction; emptied fields become null, or '' where null is not allowed. */
export function eraseFromSqlite(path: string, relation: SqliteRelation, order: EraseOrder): Receipt[] {
  const at = new Date().toISOString();
  const names = order.fields ?? [];
  const fields = names.map((name) => requireField(relation.fields, name, relation.name));
  const keyed = fields.find((field) => relation.key.includes(field.name));
  const fixed = unwritable(relation) ?? (keyed ? `The field ${keyed.name} is part of the key.` : null);
  const receipt = (place: EraseOrder['places'][number], outcome: Receipt['outcome'], why?: string): Receipt => ({
    place,
    outcome,
    fields: names,
    at,
    ...(why ? { why } : {}),
  });
  if (fixed) return order.places.map((place) => receipt(place, 'refused', fixed));
  const emptied = fields.map((field) => `${quoted(field.name)} = ${field.nullable ? 'null' : "''"}`).join(', ');
  return withWriter(path, order.dryRun, (database) =>
    order.places.map((place) => {
      const where = whereKey(relation, place.key);
      if (!where) return receipt(place, 'notFound');
      if (order.dryRun)
        return receipt(place, database.prepare(`select 1 from ${relation.sqlName} where ${where.sql}`).get(...where.values) ? 'wouldDo' : 'notFound');
      const sql = fields.length > 0 ? `update ${relation.sqlName} set ${emptied} where ${where.sql}` : `delete from ${relation.sqlName} where ${where.sql}`;
      database.exec('savepoint one');
      try {
        const { changes } = database.prepare(sql).run(...where.values);
        database.exec('release one');
        return receipt(place, changes ? 'done' : 'notFound');
      } catch (error) {
        const why = whyRefused(error);
        database.exec('rollback to one; release one');
        return receipt(place, 'refused', why);
      }
    }),
  );
}

/** Changes one field of one record if it still holds what was seen. */
export function rectifyInSqlite(path: string, relation: SqliteRelation, order: RectifyOrder): Receipt {
  return rectifyManyInSqlite(path, relation, [order])[0];
}

/** The same for many records, in one transaction and with one sync of the file; what is refused leaves the others be. */
export function rectifyManyInSqlite(path: string, relation: SqliteRelation, orders: readonly RectifyOrder[]): Receipt[] {
  if (orders.length === 0) return [];
  const statements = new Map<string, StatementSync>();
  return withWriter(
    path,
    orders.every((order) => order.dryRun),
    (database) => {
      const prepared = (sql: string): StatementSync => {
        let statement = statements.get(sql);
        if (!statement) statements.set(sql, (statement = database.prepare(sql)));
        return statement;
      };
      return orders.map((order) => rectifyWith(prepared, relation, order));
    },
  );
}

function rectifyWith(prepared: (sql: string) => StatementSync, relation: SqliteRelation, order: RectifyOrder): Receipt {
  const field = requireField(relation.fields, order.field, relation.name);
  const receipt = (outcome: Receipt['outcome'], why?: string): Receipt => ({
    place: order.place,
    outcome,
    fields: [field.name],
    at: new Date().toISOString(),
    ...(why ? { why } : {}),
  });
  const fixed = unwritable(relation) ?? (relation.key.includes(field.name) ? 'The field is part of the key.' : null);
  if (fixed) return receipt('refused', fixed);
  const where = whereKey(relation, order.place.key);
  if (!where) return receipt('notFound');
  const row = prepared(`select cast(${quoted(field.name)} as text) as seen from ${relation.sqlName} where ${where.sql}`).get(...where.values);
  if (!row) return receipt('notFound');
  if (row.seen !== order.was) return receipt('changedSince');
  if (order.dryRun) return receipt('wouldDo');
  try {
    prepared(`update ${relation.sqlName} set ${quoted(field.name)} = ? where ${where.sql}`).run(order.becomes, ...where.values);
    return receipt('done');
  } catch (error) {
    return receipt('refused', whyRefused(error));
  }
}

function unwritable(relation: SqliteRelation): string | null {
  return relation.keyForm === 'numbered' ? 'Records of a view or virtual table cannot be changed; change the table behind it.' : null;
}

/** Why SQLite would not, by extended result code; only codes that say it is about this record, anything else ends the batch. */
function whyRefused(error: unknown): string {
  const code = (error as { errcode?: number }).errcode ?? 0;
  if (code === 787) return 'Other records still point at it (foreign key); erase those first.';
  if (code === 1299) return 'A field may not be empty.';
  if (code === 2067 || code === 1555) return 'Another record has that value already.';
  if ((code & 255) === 19) return 'A rule of the database does not allow it.';
  throw error;
}
