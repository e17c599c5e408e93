import type pg from 'pg';
import type { EraseOrder, Receipt, RectifyOrder } from '../connector.ts';
import { requireField } from '../refusals.ts';
import { type PgField, type PgRelation, quoted } from './catalog.ts';
import { unpackCtid } from './parse-copy.ts';
import { textOf } from './plan.ts';
import { postgresProblem } from './session.ts';

/** The condition that meets exactly the record with this key, parameters numbered from `first`; null when no record can have it. */
export function whereKey(relation: PgRelation, key: string, first: number): { sql: string; values: string[] } | null {
  if (key.includes('\u0000')) return null;
  if (relation.keyForm === 'numbered') return null;
  if (relation.keyForm === 'integer') {
    if (!/^-?\d{1,19}$/.test(key) || BigInt.asIntN(64, BigInt(key)) !== BigInt(key)) return null;
    return { sql: `${quoted(relation.key[0])} = $${first}::bigint`, values: [key] };
  }
  if (relation.keyForm === 'ctid') return /^\d{1,15}$/.test(key) ? { sql: `ctid = $${first}::tid`, values: [unpackCtid(key)] } : null;
  const values = relation.key.length === 1 ? [key] : parseKey(key, relation.key.length);
  if (!values) return null;
  const sql = relation.key.map((name, i) => `${quoted(name)}::text = $${first + i}`).join(' and ');
  return { sql, values };
}

/** The parts of a composite key that travels as a JSON list; null when it is none. */
export function parseKey(key: string, parts: number): string[] | null {
  try {
    const values = JSON.parse(key);
    return Array.isArray(values) && values.length === parts && values.every((value) => typeof value === 'string') ? values : null;
  } catch {
    return null;
  }
}

/**
 * Erases records, or empties fields of them, in one transaction; each record in a savepoint, so that one which cannot be erased is
 * refused on its receipt and the others go on. A dry run only looks. Emptied fields become null, or '' where null is not allowed.
 */
export async function eraseRecords(client: pg.ClientBase, relation: PgRelation, order: EraseOrder): Promise<Receipt[]> {
  const fields = (order.fields ?? []).map((name) => requireField(relation.fields, name, relation.name));
  const at = new Date().toISOString();
  const names = fields.map((field) => field.name);
  const blocked = fields.find((field) => relation.key.includes(field.name) || (!field.nullable && field.storage !== 'text'));
  const refusedWhy = writable(relation) ?? (blocked ? `The field ${blocked.name} is part of the key or may not be empty.` : null);
  const receipts: Receipt[] = [];
  await client.query(order.dryRun ? 'begin read only' : 'begin read write');
  try {
    for (const place of order.places) {
      const where = refusedWhy ? null : whereKey(relation, place.key, 1);
      const receipt = (outcome: Receipt['outcome'], why?: string): Receipt => ({ place, outcome, fields: names, at, ...(why ? { why } : {}) });
      if (refusedWhy) receipts.push(receipt('refused', refusedWhy));
      else if (!where) receipts.push(receipt('notFound'));
      else if (order.dryRun) {
        const seen = await client.query(`select 1 from ${target(relation)} where ${where.sql}`, where.values);
        receipts.push(receipt(seen.rowCount ? 'wouldDo' : 'notFound'));
      } else {
        const emptied = fields.map((field) => `${quoted(field.name)} = ${field.nullable ? 'null' : "''"}`).join(', ');
        const sql = fields.length > 0 ? `update ${target(relation)} set ${emptied} where ${where.sql}` : `delete from ${target(relation)} where ${where.sql}`;
        await client.query('savepoint one');
        try {
          const done = await client.query(sql, where.values);
          await client.query('release savepoint one');
          receipts.push(receipt(done.rowCount ? 'done' : 'notFound'));
        } catch (error) {
          if (!(error as { code?: string }).code) throw error;
          await client.query('rollback to savepoint one');
          receipts.push(receipt('refused', whyRefused(error)));
        }
      }
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
  return receipts;
}

/** Changes one field of one record if it still holds what was seen. */
export async function rectifyRecord(client: pg.ClientBase, relation: PgRelation, order: RectifyOrder): Promise<Receipt> {
  const field = requireField(relation.fields, order.field, relation.name);
  const receipt = (outcome: Receipt['outcome'], why?: string): Receipt => ({
    place: order.place,
    outcome,
    fields: [field.name],
    at: new Date().toISOString(),
    ...(why ? { why } : {}),
  });
  const fixed =
    writable(relation) ??
    (field.storage === 'binary' ? 'A binary field cannot be rectified.' : relation.key.includes(field.name) ? 'The field is part of the key.' : null);
  if (fixed) return receipt('refused', fixed);
  const where = whereKey(relation, order.place.key, 1);
  if (!where || [order.was, order.becomes].some((value) => value?.includes('\u0000'))) return receipt(where ? 'refused' : 'notFound');
  await client.query(order.dryRun ? 'begin read only' : 'begin read write');
  try {
    const lock = order.dryRun ? '' : ' for update';
    const { rows } = await client.query(`select ${textOf(field)} as seen from ${target(relation)} where ${where.sql}${lock}`, where.values);
    let outcome = receipt(rows.length === 0 ? 'notFound' : rows[0].seen !== order.was ? 'changedSince' : order.dryRun ? 'wouldDo' : 'done');
    if (outcome.outcome === 'done') {
      try {
        const place = where.values.length + 1;
        await client.query(`update ${target(relation)} set ${quoted(field.name)} = ${asField(`$${place}::text`, field)} where ${where.sql}`, [
          ...where.values,
          order.becomes,
        ]);
      } catch (error) {
        if (!(error as { code?: string }).code) throw error;
        outcome = receipt('refused', whyRefused(error));
      }
    }
    await client.query(outcome.outcome === 'done' ? 'commit' : 'rollback');
    return outcome;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if ((error as { code?: string }).code === '42501') return receipt('refused', whyRefused(error));
    throw error;
  }
}

function writable(relation: PgRelation): string | null {
  if (relation.relkind === 'm' || relation.relkind === 'v' || relation.keyForm === 'numbered')
    return 'Records of a view, or of a table without a key that the account may only read in part, cannot be changed; change the table itself.';
  if (relation.relkind === 'p' && relation.keyForm === 'ctid') return 'This partitioned table has no key; give it one first.';
  return null;
}

/** A text as a value of the field. Texts are not cast to their own type: a cast to varchar(40) would cut what is longer, an assignment refuses it. */
export function asField(text: string, field: PgField): string {
  return ['text', 'varchar', 'bpchar'].includes(field.baseType) ? text : `${text}::${field.sqlType}`;
}

/** The relation as a statement that changes it names it: without its children when it is a plain table. */
export function target(relation: PgRelation): string {
  return relation.relkind === 'r' ? `only ${relation.sqlName}` : relation.sqlName;
}

/** Why the database would not, from its error's code and the names it gives; never its detail text, which holds values. */
function whyRefused(error: unknown): string {
  const { code, table, constraint, column } = error as { code?: string; table?: string; constraint?: string; column?: string };
  if (code === '42501') return 'The database account may not change this table; an account with more rights is needed to erase or rectify.';
  if (code === '23503') return `Records in ${table ?? 'another table'} still point at it (${constraint ?? 'foreign key'}); erase those first.`;
  if (code === '23502') return `The field ${column ?? ''} may not be empty.`;
  if (code === '23505') return `Another record has that value already (${constraint ?? 'unique'}).`;
  if (code === '23514') return `The database's rule ${constraint ?? ''} does not allow it.`;
  if (code === 'P0001') return 'A rule of the database (a trigger) does not allow it.';
  if (code?.startsWith('22')) return 'The new value does not fit the type of the field.';
  return postgresProblem(error).message;
}
