import type { PoolClient } from 'pg';
import type { Database } from './connect.ts';
import { queriesIn } from './queries.ts';
import type { Queries } from './schema.ts';
import type { Scope } from './scope.ts';

/** Queries inside an open transaction; `client` is the connection itself, for COPY. */
export type Tx = Queries & { readonly client: PoolClient };

/**
 * One transaction in which row-level security shows and accepts only rows of the scope's organisation. Commits when `work`
 * resolves, rolls everything back when it throws, and passes the error on.
 */
export function inTenant<T>(db: Database, scope: Pick<Scope, 'tenantNo'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, { 'app.tenant_no': String(scope.tenantNo) }, work);
}

/**
 * One transaction before an organisation is known (sign-in, session, invitation): row-level security opens rows of the given
 * user, rows that carry the hash of the given secret, or, for the server itself, the list of organisations.
 */
export function inAccount<T>(
  db: Database,
  as: { userId?: string; secretHash?: Uint8Array; system?: true; tenantNo?: number },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const values: Record<string, string> = {};
  if (as.userId) values['app.user_id'] = as.userId;
  if (as.secretHash) values['app.secret_hash'] = Buffer.from(as.secretHash).toString('hex');
  if (as.system) values['app.system'] = 'on';
  if (as.tenantNo !== undefined) values['app.tenant_no'] = String(as.tenantNo);
  return inTransaction(db, values, work);
}

/** From here on the transaction also shows and accepts rows of this organisation; for the moment at which it is made or joined. */
export async function enterTenant(tx: Tx, tenantNo: number): Promise<void> {
  await tx.client.query("select set_config('app.tenant_no', $1, true)", [String(tenantNo)]);
}

/** Numbers and ids of every organisation, for the timetable. */
export function listTenants(db: Database): Promise<{ tenantNo: number; tenantId: string }[]> {
  return inAccount(db, { system: true }, async (tx) => {
    const rows = await tx.selectFrom('tenants').select(['tenant_no', 'id']).orderBy('tenant_no').execute();
    return rows.map((row) => ({ tenantNo: row.tenant_no, tenantId: row.id }));
  });
}

async function inTransaction<T>(db: Database, settings: Record<string, string>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    const names = Object.keys(settings);
    await client.query('begin');
    if (names.length > 0) await client.query(`select ${names.map((name, i) => `set_config('${name}', $${i + 1}, true)`).join(', ')}`, Object.values(settings));
    const result = await work(Object.assign(queriesIn(client), { client }));
    // PostgreSQL answers COMMIT with ROLLBACK when a statement failed and the failure was swallowed; nothing was written then.
    const done = await client.query('commit');
    if (done.command === 'ROLLBACK') throw new Error('The transaction had failed and was rolled back.');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost) => (broken ??= lost));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
