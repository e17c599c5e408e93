import type { Role } from '@waarborg/contract/accounts';
import type { Language } from '@waarborg/contract/shared';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly password_hash: string;
  readonly password_set_at: Date;
  readonly totp_secret: Buffer | null;
  readonly totp_confirmed_at: Date | null;
  readonly totp_last_step: number | null;
  readonly created_at: Date;
}

export async function findUser(tx: Tx, by: { id: string } | { email: string }): Promise<UserRow | undefined> {
  const { rows } = await ('id' in by
    ? sql<UserRow>`select * from users where id = ${by.id}`
    : sql<UserRow>`select * from users where lower(email) = lower(${by.email.trim()})`
  ).execute(tx);
  return rows[0];
}

export async function insertUser(
  tx: Tx,
  user: Pick<UserRow, 'id' | 'name' | 'email' | 'language' | 'password_hash' | 'password_set_at' | 'created_at'>,
): Promise<void> {
  await tx.insertInto('users').values(user).execute();
}

export async function updateUser(tx: Tx, id: string, change: Partial<Omit<UserRow, 'id' | 'email' | 'created_at'>>): Promise<void> {
  if (Object.keys(change).length > 0) await tx.updateTable('users').set(change).where('id', '=', id).execute();
}

/** Takes a time step of the authenticator into use; false when it or a later one was used already. */
export async function useTotpStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const result = await sql`update users set totp_last_step = ${step} where id = ${userId} and (totp_last_step is null or totp_last_step < ${step})`.execute(tx);
  return result.numAffectedRows === 1n;
}

export async function replaceRecoveryCodes(tx: Tx, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  if (hashes.length > 0)
    await tx
      .insertInto('recovery_codes')
      .values(hashes.map((code_hash) => ({ user_id: userId, code_hash })))
      .execute();
}

/** False when the code is not one of this person's or was used. */
export async function useRecoveryCode(tx: Tx, userId: string, hash: Buffer, now: Date): Promise<boolean> {
  const result = await sql`update recovery_codes set used_at = ${now} where user_id = ${userId} and code_hash = ${hash} and used_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

export interface TenantRow {
  readonly tenant_no: number;
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly generated: boolean;
  readonly require_totp: boolean;
  readonly uploads_kept_days: number;
}

/** Opened by app.system. */
export async function insertTenant(tx: Tx, row: { id: string; name: string; language: Language; generated: boolean; created_at: Date }): Promise<number> {
  return (await tx.insertInto('tenants').values(row).returning('tenant_no').executeTakeFirstOrThrow()).tenant_no;
}

/** Opened by app.system. */
export async function hasTenant(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('tenants').select('tenant_no').where('generated', '=', false).limit(1).execute()).length > 0;
}

/** The organisation of generated data, if there is one. Opened by app.system. */
export async function findGeneratedTenant(tx: Tx): Promise<{ tenant_no: number; id: string } | undefined> {
  return tx.selectFrom('tenants').select(['tenant_no', 'id']).where('generated', '=', true).orderBy('tenant_no').limit(1).executeTakeFirst();
}

export async function getTenant(tx: Tx, tenantNo: number): Promise<TenantRow> {
  return (await tx.selectFrom('tenants').selectAll().where('tenant_no', '=', tenantNo).executeTakeFirstOrThrow()) as TenantRow;
}

export async function updateTenant(
  tx: Tx,
  tenantNo: number,
  change: Partial<Pick<TenantRow, 'name' | 'language' | 'require_totp' | 'uploads_kept_days'>>,
): Promise<void> {
  if (Object.keys(change).length > 0) await tx.updateTable('tenants').set(change).where('tenant_no', '=', tenantNo).execute();
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly totp_confirmed_at: Date | null;
  readonly joined_at: Date;
  readonly last_seen_at: Date | null;
}

export async function listPeople(tx: Tx, tenantNo: number, userId?: string): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`select u.id, u.name, u.email, m.roles, m.active, u.totp_confirmed_at, m.joined_at, m.last_seen_at
    from memberships m join users u on u.id = m.user_id
    where m.tenant_no = ${tenantNo} and (${userId ?? null}::uuid is null or u.id = ${userId ?? null}) order by lower(u.name), u.id`.execute(tx);
  return rows;
}

/** Makes somebody a member, or lets a former member back in with the new roles. */
export async function upsertMember(tx: Tx, row: { tenant_no: number; user_id: string; roles: readonly Role[]; joined_at: Date }): Promise<void> {
  await sql`insert into memberships (tenant_no, user_id, roles, joined_at) values (${row.tenant_no}, ${row.user_id}, ${row.roles}, ${row.joined_at})
    on conflict (tenant_no, user_id) do update set roles = excluded.roles, active = true`.execute(tx);
}

export async function updateMember(tx: Tx, tenantNo: number, userId: string, change: { roles?: readonly Role[]; active?: boolean }): Promise<void> {
  if (Object.keys(change).length > 0) await tx.updateTable('memberships').set(change).where('tenant_no', '=', tenantNo).where('user_id', '=', userId).execute();
}

/** Locks the administrators' rows, so that two of them cannot take away each other's role at the same moment; gives their ids. */
export async function lockAdministrators(tx: Tx, tenantNo: number): Promise<string[]> {
  const { rows } = await sql<{
    user_id: string;
  }>`select user_id from memberships where tenant_no = ${tenantNo} and 'administrator' = any(roles) and active order by user_id for update`.execute(tx);
  return rows.map((row) => row.user_id);
}

/** People of the organisation who may sign in, with their roles. */
export async function activeMembers(tx: Tx, tenantNo: number): Promise<{ id: string; roles: Role[] }[]> {
  const { rows } = await sql<{
    id: string;
    roles: Role[];
  }>`select user_id as id, roles from memberships where tenant_no = ${tenantNo} and active order by user_id`.execute(tx);
  return rows;
}
