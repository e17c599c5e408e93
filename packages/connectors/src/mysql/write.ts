import type { EraseOrder, Receipt, RectifyOrder } from '../connector.ts';
import { requireField } from '../refusals.ts';
import { type MysqlRelation, quoted } from './catalog.ts';
import { type MysqlSessions, mysqlProblem, mysqlRefusal } from './session.ts';
import { whereKey } from './sql.ts';

type Run = (sql: string, values?: readonly (string | null)[]) => ReturnType<MysqlSessions['run']>;

/** One transaction on a connection of its own, undone when anything throws. */
async function inTransaction<T>(sessions: MysqlSessions, dataset: string, write: boolean, work: (run: Run) => Promise<T>): Promise<T> {
  const connection = await sessions.take().catch((error) => Promise.reject(mysqlRefusal(error, undefined, dataset)));
  const run: Run = (sql, values) => sessions.run(sql, values, connection);
  try {
    await run(`start transaction ${write ? 'read write' : 'read only'}`);
    const answer = await work(run);
    await run('commit');
    connection.release();
    return answer;
  } catch (error) {
    // Closing the connection undoes what was not committed, whatever state it is in.
    connection.destroy();
    throw mysqlRefusal(error, undefined, dataset);
  }
}

/** Erases records or empties fields in one transaction; what the database refuses stands on the receipt and the others go on. */
export async function eraseRecords(sessions: MysqlSessions, relation: MysqlRelation, order: EraseOrder): Promise<Receipt[]> {
  const at = new Date().toISOString();
  const names = order.fields ?? [];
  const fields = names.map((name) => requireField(relation.fields, name, relation.name));
  const blocked = fields.find((field) => relation.key.includes(field.name) || (!field.nullable && field.storage !== 'text'));
  const fixed = unwritable(relation) ?? (blocked ? `The field ${blocked.name} is part of the key or may not be empty.` : null);
  const receipt = (place: EraseOrder['places'][number], outcome: Receipt['outcome'], why?: string): Receipt => ({
    place,
    outcome,
    fields: names,
    at,
    ...(why ? { why } : {}),
  });
  if (fixed) return order.places.map((place) => receipt(place, 'refused', fixed));
  const emptied = fields.map((field) => `${quoted(field.name)} = ${field.nullable ? 'null' : "''"}`).join(', ');
  return inTransaction(sessions, relation.name, !order.dryRun, async (run) => {
    const receipts: Receipt[] = [];
    for (const place of order.places) {
      const where = whereKey(relation, place.key);
      if (!where) {
        receipts.push(receipt(place, 'notFound'));
        continue;
      }
      const lock = order.dryRun ? '' : ' for update';
      try {
        const seen = await run(`select 1 as one from ${relation.sqlName} where ${where.sql}${lock}`, where.values);
        if (seen.length === 0) receipts.push(receipt(place, 'notFound'));
        else if (order.dryRun) receipts.push(receipt(place, 'wouldDo'));
        else {
          await run(
            fields.length > 0 ? `update ${relation.sqlName} set ${emptied} where ${where.sql}` : `delete from ${relation.sqlName} where ${where.sql}`,
            where.values,
          );
          receipts.push(receipt(place, 'done'));
        }
      } catch (error) {
        receipts.push(receipt(place, 'refused', whyRefused(error)));
      }
    }
    return receipts;
  });
}

/** Changes one field of one record if it still holds what was seen. */
export async function rectifyRecord(sessions: MysqlSessions, relation: MysqlRelation, order: RectifyOrder): Promise<Receipt> {
  const field = requireField(relation.fields, order.field, relation.name);
  const receipt = (outcome: Receipt['outcome'], why?: string): Receipt => ({
    place: order.place,
    outcome,
    fields: [field.name],
    at: new Date().toISOString(),
    ...(why ? { why } : {}),
  });
  const fixed =
    unwritable(relation) ??
    (field.storage === 'binary' ? 'A binary field cannot be rectified.' : relation.key.includes(field.name) ? 'The field is part of the key.' : null);
  if (fixed) return receipt('refused', fixed);
  const where = whereKey(relation, order.place.key);
  if (!where) return receipt('notFound');
  return inTransaction(sessions, relation.name, !order.dryRun, async (run) => {
    try {
      const [row] = await run(
        `select ${quoted(field.name)} as seen from ${relation.sqlName} where ${where.sql}${order.dryRun ? '' : ' for update'}`,
        where.values,
      );
      if (!row) return receipt('notFound');
      if (row.seen !== order.was) return receipt('changedSince');
      if (order.dryRun) return receipt('wouldDo');
      await run(`update ${relation.sqlName} set ${quoted(field.name)} = ? where ${where.sql}`, [order.becomes, ...where.values]);
      return receipt('done');
    } catch (error) {
      return receipt('refused', whyRefused(error));
    }
  });
}

function unwritable(relation: MysqlRelation): string | null {
  if (relation.kind === 'view') return 'Records of a view cannot be changed; change the table it reads from.';
  return relation.keyForm === 'numbered' ? 'This table has no key to name a record by; give it one first.' : null;
}

/** Why the database would not, for errors that are about this record; anything else ends and undoes the batch. */
function whyRefused(error: unknown): string {
  const { errno } = error as { errno?: number };
  if (errno === 1451 || errno === 1217) return 'Records in another table still point at it (foreign key); erase those first.';
  if (errno === 1048) return 'The field may not be empty.';
  if (errno === 1062) return 'Another record has that value already (unique).';
  if (errno === 1142 || errno === 1143) return 'The database account may not change this table; an account with more rights is needed to erase or rectify.';
  if (errno === 1292 || errno === 1366 || errno === 1406 || errno === 1264 || errno === 1265) return 'The new value does not fit the type of the field.';
  if (errno === 4025 || errno === 3819 || errno === 1644) return 'A rule of the database does not allow it.';
  if (errno === 1290 || errno === 1792 || errno === 1836) return mysqlProblem(error).message;
  throw error;
}
