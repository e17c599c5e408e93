import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { SourceFacts } from './rules.ts';

/** Every system with what the start page must know of it. */
export async function sourceFacts(tx: Tx): Promise<SourceFacts[]> {
  const { rows } = await sql<Omit<SourceFacts, 'lastScan'> & { scanId: string | null; scanState: string | null; scanAt: Date | null }>`
    select s.id, s.name, s.kind, s.owner, s.country, s.supplier, s.created_at as "createdAt", s.upload_name as "uploadName", s.upload_kept_until as "uploadKeptUntil",
      c.id as "scanId", c.state as "scanState", coalesce(c.finished_at, c.created_at) as "scanAt",
      d.scanned_at as "scannedAt", coalesce(d.incomplete, false) as incomplete
    from source s
    left join lateral (select id, state, created_at, finished_at from scan where source_id = s.id order by created_at desc, id desc limit 1) c on true
    left join lateral (select max(scanned_at) as scanned_at, bool_or(incomplete or scanned_at is null) as incomplete from dataset where source_id = s.id and gone_at is null) d on true
    order by lower(s.name), s.id`.execute(tx);
  return rows.map(({ scanId, scanState, scanAt, ...row }) => ({
    ...row,
    lastScan: scanId === null ? null : { id: scanId, state: scanState ?? '', at: scanAt ?? row.createdAt },
  }));
}

/** Active people, those of them without two-step sign-in, and invitations that nobody accepted yet. */
export async function peopleFacts(tx: Tx, tenantNo: number, now: Date): Promise<{ active: number; withoutTotp: number; openInvitations: number }> {
  const { rows } = await sql<{ active: number; withoutTotp: number; openInvitations: number }>`
    select count(*)::int as active, count(*) filter (where u.totp_confirmed_at is null)::int as "withoutTotp",
      (select count(*)::int from invitations i where i.tenant_no = ${tenantNo} and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > ${now}) as "openInvitations"
    from memberships m join users u on u.id = m.user_id where m.tenant_no = ${tenantNo} and m.active`.execute(tx);
  return rows[0] ?? { active: 0, withoutTotp: 0, openInvitations: 0 };
}
