import { rounds } from '../batch-write.ts';
import type { Receipt, RectifyOrder } from '../connector.ts';
import { requireField } from '../refusals.ts';
import { type MysqlField, type MysqlRelation, quoted } from './catalog.ts';
import { type MysqlSessions, mysqlRefusal } from './session.ts';
import { keySql, whereKey } from './sql.ts';
import { rectifyRecord } from './write.ts';

/** Values of one statement at the most; well under the smallest max_allowed_packet in use. */
const MOST_BYTES = 1_000_000;

/** A condition that meets the records with these keys: a list for a key of one integer or text, else one condition each. */
function whereKeys(relation: MysqlRelation, keys: readonly string[]): { sql: string; values: string[] } {
  const each = keys.map((key) => whereKey(relation, key)!);
  const first = relation.fields.find((field) => field.name === relation.key[0]);
  if (relation.key.length === 1 && first?.storage === 'integer') return { sql: `${quoted(relation.key[0])} in (${keys.join(', ')})`, values: [] };
  if (relation.key.length === 1 && first?.storage === 'text')
    return { sql: `${quoted(relation.key[0])} in (${keys.map(() => '?').join(', ')})`, values: [...keys] };
  return { sql: each.map((one) => `(${one.sql})`).join(' or '), values: each.flatMap((one) => one.values) };
}

/**
 * Changes one field of many records, a round a transaction: the records are locked and read, and those that still hold what was seen are changed by one
 * statement. What the database refuses goes record by record, so that only the culprit is refused.
 */
export async function rectifyRecords(sessions: MysqlSessions, relation: MysqlRelation, orders: readonly RectifyOrder[]): Promise<Receipt[]> {
  const receipts: Receipt[] = new Array(orders.length);
  for (const round of rounds(orders)) {
    const field = requireField(relation.fields, round.field, relation.name);
    const alone = round.dryRun || relation.kind === 'view' || field.storage === 'binary' || relation.key.includes(field.name);
    const fits = alone ? [] : round.at.filter((at) => whereKey(relation, orders[at].place.key) !== null);
    for (const part of parts(fits, orders)) {
      const outcomes = await changeTogether(
        sessions,
        relation,
        field,
        part.map((at) => orders[at]),
      );
      const stamp = new Date().toISOString();
      for (const [i, at] of part.entries()) if (outcomes) receipts[at] = { place: orders[at].place, outcome: outcomes[i], fields: [field.name], at: stamp };
    }
    for (const at of round.at) receipts[at] ??= await rectifyRecord(sessions, relation, orders[at]);
  }
  return receipts;
}

function parts(fits: readonly number[], orders: readonly RectifyOrder[]): number[][] {
  const made: number[][] = [];
  let bytes = MOST_BYTES;
  for (const at of fits) {
    const size = Buffer.byteLength(orders[at].becomes ?? '') + 2 * orders[at].place.key.length + 50;
    if (bytes + size > MOST_BYTES || made.at(-1)!.length >= 1000) {
      made.push([]);
      bytes = 0;
    }
    made.at(-1)!.push(at);
    bytes += size;
  }
  return made;
}

async function changeTogether(
  sessions: MysqlSessions,
  relation: MysqlRelation,
  field: MysqlField,
  orders: readonly RectifyOrder[],
): Promise<Receipt['outcome'][] | null> {
  const connection = await sessions.take().catch((error) => Promise.reject(mysqlRefusal(error, undefined, relation.name)));
  const run = (sql: string, values: readonly (string | null)[] = []) => sessions.run(sql, values, connection);
  try {
    await run('start transaction read write');
    const where = whereKeys(
      relation,
      orders.map((order) => order.place.key),
    );
    const key = keySql(relation);
    const seen = new Map(
      (await run(`select ${key} as k, ${quoted(field.name)} as seen from ${relation.sqlName} where ${where.sql} for update`, where.values)).map((row) => [
        row.k,
        row.seen,
      ]),
    );
    const outcomes = orders.map(
      (order) => (!seen.has(order.place.key) ? 'notFound' : seen.get(order.place.key) !== order.was ? 'changedSince' : 'done') as Receipt['outcome'],
    );
    const changing = orders.filter((_, i) => outcomes[i] === 'done');
    if (changing.length > 0) {
      const these = whereKeys(
        relation,
        changing.map((order) => order.place.key),
      );
      const integer = relation.keyForm === 'integer';
      const whens = changing.map((order) => (integer ? `when ${order.place.key} then ?` : 'when ? then ?')).join(' ');
      const values = changing.flatMap((order) => (integer ? [order.becomes] : [order.place.key, order.becomes]));
      await run(`update ${relation.sqlName} set ${quoted(field.name)} = case ${key} ${whens} end where ${these.sql}`, [...values, ...these.values]);
    }
    await run('commit');
    connection.release();
    return outcomes;
  } catch (error) {
    // Closing the connection undoes what was not committed, whatever state it is in.
    connection.destroy();
    const { errno } = error as { errno?: number };
    if (errno !== undefined && [1048, 1062, 1142, 1143, 1264, 1265, 1292, 1366, 1406, 1644, 3819, 4025].includes(errno)) return null;
    throw mysqlRefusal(error, undefined, relation.name);
  }
}

/** Fields of many records by key, in as few statements as their number allows. */
export async function fetchRecords(
  sessions: MysqlSessions,
  relation: MysqlRelation,
  keys: readonly string[],
  fields: readonly MysqlField[],
): Promise<Map<string, Record<string, string | null>>> {
  const found = new Map<string, Record<string, string | null>>();
  const good = [...new Set(keys)].filter((key) => whereKey(relation, key) !== null);
  const list = fields.map((field, i) => `${field.storage === 'binary' ? 'null' : quoted(field.name)} as f${i}`);
  for (let from = 0; from < good.length; from += 1000) {
    const where = whereKeys(relation, good.slice(from, from + 1000));
    const rows = await sessions
      .run(`select ${[`${keySql(relation)} as k`, ...list].join(', ')} from ${relation.sqlName} where ${where.sql}`, where.values)
      .catch((error) => Promise.reject(mysqlRefusal(error, undefined, relation.name)));
    for (const row of rows) {
      found.set(String(row.k), Object.fromEntries(fields.map((field, i) => [field.name, row[`f${i}`]?.replaceAll('\u0000', ' ') ?? null])));
    }
  }
  return found;
}
