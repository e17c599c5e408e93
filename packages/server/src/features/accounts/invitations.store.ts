import type { Ability, Role } from '@waarborg/contract/accounts';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { TokenRow } from './sessions.store.ts';

export interface InvitationRow {
  readonly id: string;
  readonly tenant_no: number;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly invited_by: string;
  readonly invited_by_name: string;
  readonly mailed: boolean;
  readonly sent_at: Date;
  readonly expires_at: Date;
}

export async function insertInvitation(tx: Tx, row: InvitationRow & { readonly secret_hash: Buffer }): Promise<void> {
  await tx.insertInto('invitations').values(row).execute();
}

export async function markMailed(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('invitations').set({ mailed: true }).where('id', '=', id).execute();
}

/** Those that can still be accepted, newest first. */
export async function listInvitations(tx: Tx, tenantNo: number, now: Date): Promise<InvitationRow[]> {
  return (await tx
    .selectFrom('invitations')
    .selectAll()
    .where('tenant_no', '=', tenantNo)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('sent_at', 'desc')
    .execute()) as InvitationRow[];
}

/** Opened by app.secret_hash: the invitation whose link was shown, while it can be accepted. */
export async function findInvitation(tx: Tx, now: Date): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`select * from invitations
    where secret_hash = decode(current_setting('app.secret_hash'), 'hex') and accepted_at is null and withdrawn_at is null and expires_at > ${now}`.execute(tx);
  return rows[0];
}

/** False when it was accepted or withdrawn in the meantime: a link works once. */
export async function takeInvitation(tx: Tx, tenantNo: number, id: string, now: Date): Promise<boolean> {
  const result =
    await sql`update invitations set accepted_at = ${now} where tenant_no = ${tenantNo} and id = ${id} and accepted_at is null and withdrawn_at is null`.execute(
      tx,
    );
  return result.numAffectedRows === 1n;
}

/** Ends open invitations: one by id, or those to one address. Gives how many. */
export async function withdrawInvitations(tx: Tx, tenantNo: number, which: { id: string } | { email: string }, now: Date): Promise<number> {
  const condition = 'id' in which ? sql`id = ${which.id}` : sql`lower(email) = lower(${which.email})`;
  const result =
    await sql`update invitations set withdrawn_at = ${now} where tenant_no = ${tenantNo} and ${condition} and accepted_at is null and withdrawn_at is null`.execute(
      tx,
    );
  return Number(result.numAffectedRows);
}

export async function listTokens(tx: Tx, tenantNo: number, userId: string): Promise<TokenRow[]> {
  return (await tx
    .selectFrom('api_tokens')
    .select(['id', 'tenant_no', 'user_id', 'name', 'prefix', 'abilities', 'created_at', 'expires_at', 'last_used_at'])
    .where('tenant_no', '=', tenantNo)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .execute()) as TokenRow[];
}

export async function insertToken(
  tx: Tx,
  row: Omit<TokenRow, 'last_used_at' | 'abilities'> & { readonly abilities: Ability[]; readonly secret_hash: Buffer },
): Promise<void> {
  await tx.insertInto('api_tokens').values(row).execute();
}

/** Gives how many were revoked. */
export async function revokeToken(tx: Tx, tenantNo: number, userId: string, id: string, now: Date): Promise<number> {
  const result =
    await sql`update api_tokens set revoked_at = ${now} where tenant_no = ${tenantNo} and user_id = ${userId} and id::text = ${id} and revoked_at is null`.execute(
      tx,
    );
  return Number(result.numAffectedRows);
}

/** Revokes all that this person has in the organisation; gives how many. */
export async function revokeTokens(tx: Tx, tenantNo: number, userId: string, now: Date): Promise<number> {
  const result = await sql`update api_tokens set revoked_at = ${now} where tenant_no = ${tenantNo} and user_id = ${userId} and revoked_at is null`.execute(tx);
  return Number(result.numAffectedRows);
}

/** The link of the first start; a new one takes the place of the old. */
export async function putSetupLink(tx: Tx, secretHash: Buffer, now: Date): Promise<void> {
  await sql`insert into setup_links (one, secret_hash, made_at) values (true, ${secretHash}, ${now}) on conflict (one) do update set secret_hash = excluded.secret_hash, made_at = excluded.made_at`.execute(
    tx,
  );
}

/** Takes the link away when it is the one whose secret was shown; true at most once. */
export async function takeSetupLink(tx: Tx, secretHash: Buffer): Promise<boolean> {
  const result = await sql`delete from setup_links where secret_hash = ${secretHash}`.execute(tx);
  return result.numAffectedRows === 1n;
}
