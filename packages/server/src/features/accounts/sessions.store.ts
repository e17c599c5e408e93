import type { Ability, Role } from '@waarborg/contract/accounts';
import { sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Tx } from '../../db/transaction.ts';

export interface SessionRow {
  readonly id: string;
  readonly user_id: string;
  readonly tenant_no: number;
  readonly device: string;
  readonly ip: string | null;
  readonly started_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

/** Opened by app.secret_hash: the one session whose secret was shown. */
export async function findSession(tx: Tx): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`select id, user_id, tenant_no, device, ip, started_at, last_seen_at, expires_at from sessions
    where secret_hash = decode(current_setting('app.secret_hash'), 'hex')`.execute(tx);
  return rows[0];
}

/** Opened by app.user_id. */
export async function listSessions(tx: Tx, userId: string): Promise<SessionRow[]> {
  return (await tx.selectFrom('sessions').selectAll().where('user_id', '=', userId).orderBy('last_seen_at', 'desc').execute()) as SessionRow[];
}

/** Opened by app.user_id. */
export async function insertSession(tx: Tx, row: SessionRow & { readonly secret_hash: Buffer }): Promise<void> {
  await tx.insertInto('sessions').values(row).execute();
}

export async function touchSession(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', id).execute();
}

export async function moveSession(tx: Tx, id: string, tenantNo: number): Promise<void> {
  await tx.updateTable('sessions').set({ tenant_no: tenantNo }).where('id', '=', id).execute();
}

/** Opened by app.secret_hash: ends the session whose secret was shown. */
export async function deleteShownSession(tx: Tx): Promise<void> {
  await sql`delete from sessions where secret_hash = decode(current_setting('app.secret_hash'), 'hex')`.execute(tx);
}

/** Ends one session of this person; how many were ended. */
export async function deleteSession(tx: Tx, userId: string, id: string): Promise<number> {
  const result = await tx.deleteFrom('sessions').where('id', '=', id).where('user_id', '=', userId).executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function deleteOtherSessions(tx: Tx, userId: string, keepId: string | null): Promise<void> {
  await sql`delete from sessions where user_id = ${userId} and id is distinct from ${keepId}::uuid`.execute(tx);
}

/** Opened by app.tenant_no: ends what a person has open in this organisation. */
export async function deleteSessionsInTenant(tx: Tx, tenantNo: number, userId: string): Promise<void> {
  await sql`delete from sessions where tenant_no = ${tenantNo} and user_id = ${userId}`.execute(tx);
}

/** Opened by app.system. */
export async function deleteEndedSessions(tx: Tx, now: Date, idleSince: Date): Promise<void> {
  await sql`delete from sessions where expires_at < ${now} or last_seen_at < ${idleSince}`.execute(tx);
}

export interface MemberRow {
  readonly tenant_no: number;
  readonly tenant_id: string;
  readonly organisation: string;
  readonly require_totp: boolean;
  readonly roles: readonly Role[];
  readonly user_name: string;
  readonly totp_confirmed_at: Date | null;
}

/** Organisations a person may work in, oldest membership first. Opened by app.user_id. */
export async function listMemberships(tx: Tx, userId: string): Promise<MemberRow[]> {
  const { rows } =
    await sql<MemberRow>`select m.tenant_no, t.id as tenant_id, t.name as organisation, t.require_totp, m.roles, u.name as user_name, u.totp_confirmed_at
    from memberships m join tenants t using (tenant_no) join users u on u.id = m.user_id
    where m.user_id = ${userId} and m.active order by m.joined_at, m.tenant_no`.execute(tx);
  return rows;
}

/** Opened by app.tenant_no. */
export async function touchMember(tx: Tx, tenantNo: number, userId: string, at: Date): Promise<void> {
  await sql`update memberships set last_seen_at = ${at} where tenant_no = ${tenantNo} and user_id = ${userId}`.execute(tx);
}

export interface TokenRow {
  readonly id: string;
  readonly tenant_no: number;
  readonly user_id: string;
  readonly name: string;
  readonly prefix: string;
  readonly abilities: Ability[];
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

/** A token with what its owner may do in the organisation. */
export type TokenHolder = Omit<TokenRow, 'prefix' | 'created_at'> & Pick<MemberRow, 'tenant_id' | 'roles' | 'user_name'>;

/** The one token with this hash, unless it was revoked or its owner is no longer an active member; in one call, by its own statement. */
export async function findTokenHolder(db: Pick<Database, 'pool'>, secretHash: Buffer): Promise<TokenHolder | undefined> {
  const { rows } = await db.pool.query<TokenHolder>({ name: 'token-holder', text: 'select * from token_holder($1)', values: [secretHash.toString('hex')] });
  return rows[0];
}

/** Opened by app.tenant_no. */
export async function touchToken(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
}
