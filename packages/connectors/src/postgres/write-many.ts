import type pg from 'pg';
import { rounds } from '../batch-write.ts';
import type { Receipt, RectifyOrder } from '../connector.ts';
import { requireField } from '../refusals.ts';
import { type PgField, type PgRelation, quoted } from './catalog.ts';
import { unpackCtid } from './parse-copy.ts';
import { textOf } from './plan.ts';
import { asField, parseKey, rectifyRecord, target, whereKey } from './write.ts';

/** How the keys of many records travel: one array a part, cast to the part's own type so that its index serves; null when one of them cannot be a key here. */
interface KeyArrays {
  readonly arrays: readonly (readonly string[])[];
  /** Joins `t` (the relation) with `o` (unnested: k0, k1 ...). */
  readonly join: string;
}

function keyArrays(relation: PgRelation, keys: readonly string[]): KeyArrays | null {
  if (relation.keyForm === 'integer') return { arrays: [keys], join: `t.${quoted(relation.key[0])} = o.k0::bigint` };
  if (relation.keyForm === 'ctid') return { arrays: [keys.map(unpackCtid)], join: 't.ctid = o.k0::tid' };
  if (relation.keyForm !== 'text') return null;
  const parts = relation.key.map((name) => relation.fields.find((field) => field.name === name));
  if (parts.some((field) => !field)) return null;
  const split = relation.key.length === 1 ? keys.map((key) => [key]) : keys.map((key) => parseKey(key, relation.key.length)!);
  const join = parts.map((field, i) => `t.${quoted(field!.name)} = o.k${i}::${field!.sqlType}`).join(' and ');
  return { arrays: parts.map((_, i) => split.map((values) => values[i])), join };
}

const unnested = (arrays: number, from: number, columns: string) =>
  `unnest(${Array.from({ length: arrays }, (_, i) => `$${from + i}::text[]`).join(', ')}) with ordinality as o(${columns}, n)`;
const keyColumns = (count: number) => Array.from({ length: count }, (_, i) => `k${i}`).join(', ');

/**
 * Changes one field of many records with one statement a round, in one transaction a round. What the statement did not meet is told apart into
 * changed and gone. When the database refuses a round (a rule, a type, a right), that round goes record by record, so that only the culprit is refused.
 */
export async function rectifyRecords(client: pg.ClientBase, relation: PgRelation, orders: readonly RectifyOrder[]): Promise<Receipt[]> {
  const receipts: Receipt[] = new Array(orders.length);
  for (const round of rounds(orders)) {
    const field = requireField(relation.fields, round.field, relation.name);
    const fits = round.at.filter((at) => fitsBatch(relation, orders[at]));
    const done =
      round.dryRun || fits.length < 2
        ? null
        : await updateRound(
            client,
            relation,
            field,
            fits.map((at) => orders[at]),
          );
    for (const [i, at] of fits.entries()) {
      const order = orders[at];
      receipts[at] = done
        ? { place: order.place, outcome: done[i], fields: [field.name], at: new Date().toISOString() }
        : await rectifyRecord(client, relation, order);
    }
    for (const at of round.at) receipts[at] ??= await rectifyRecord(client, relation, orders[at]);
  }
  return receipts;
}

function fitsBatch(relation: PgRelation, order: RectifyOrder): boolean {
  return whereKey(relation, order.place.key, 1) !== null && ![order.was, order.becomes].some((value) => value?.includes('\u0000'));
}

async function updateRound(client: pg.ClientBase, relation: PgRelation, field: PgField, orders: readonly RectifyOrder[]): Promise<Receipt['outcome'][] | null> {
  const keys = keyArrays(
    relation,
    orders.map((order) => order.place.key),
  );
  const refusedAlone = relation.relkind === 'm' || relation.relkind === 'v' || (relation.relkind === 'p' && relation.keyForm === 'ctid');
  if (!keys || refusedAlone || field.storage === 'binary' || relation.key.includes(field.name)) return null;
  const count = keys.arrays.length;
  const columns = keyColumns(count);
  // The value is written the way it is read, so that the two are compared as text.
  const seen = `t.${textOf(field)}`;
  await client.query('begin read write');
  try {
    const { rows } = await client.query<{ n: string }>(
      `update ${target(relation)} t set ${quoted(field.name)} = ${asField('o.becomes', field)}
       from ${unnested(count + 2, 1, `${columns}, was, becomes`)}
       where ${keys.join} and ${seen} is not distinct from o.was returning o.n`,
      [...keys.arrays, orders.map((order) => order.was), orders.map((order) => order.becomes)],
    );
    const done = new Set(rows.map((row) => Number(row.n) - 1));
    let there = new Set<number>();
    if (done.size < orders.length) {
      const left = orders.flatMap((_, i) => (done.has(i) ? [] : [i]));
      const found = await client.query<{ n: string }>(
        `select o.n from ${unnested(count, 1, columns)} join ${target(relation)} t on ${keys.join}`,
        keys.arrays.map((array) => left.map((i) => array[i])),
      );
      there = new Set(found.rows.map((row) => left[Number(row.n) - 1]));
    }
    await client.query('commit');
    return orders.map((_, i) => (done.has(i) ? 'done' : there.has(i) ? 'changedSince' : 'notFound'));
  } catch (error) {
    await client.query('rollback').catch(() => {});
    // An error of the statement has a code; a lost connection does not, or one of its own class.
    const code = (error as { code?: string }).code ?? '';
    if (/^(22|23|42|44|P0)/.test(code)) return null;
    throw error;
  }
}

/** Fields of many records by key, in one statement; null when its keys cannot travel together (then they are fetched one by one). */
export async function fetchRecords(
  client: pg.ClientBase,
  relation: PgRelation,
  keys: readonly string[],
  fields: readonly PgField[],
): Promise<Map<string, Record<string, string | null>> | null> {
  const good = [...new Set(keys)].filter((key) => whereKey(relation, key, 1) !== null);
  const travel = good.length === 0 ? null : keyArrays(relation, good);
  if (!travel) return good.length === 0 ? new Map() : null;
  const list = fields.map((field, i) => `${field.storage === 'binary' ? 'null' : `t.${textOf(field)}`} as f${i}`);
  try {
    const { rows } = await client.query(
      `select ${['o.n', ...list].join(', ')} from ${unnested(travel.arrays.length, 1, keyColumns(travel.arrays.length))} join ${target(relation)} t on ${travel.join}`,
      [...travel.arrays],
    );
    return new Map(rows.map((row) => [good[Number(row.n) - 1], Object.fromEntries(fields.map((field, i) => [field.name, row[`f${i}`] as string | null]))]));
  } catch (error) {
    if (/^(22|42883)/.test((error as { code?: string }).code ?? '')) return null;
    throw error;
  }
}
