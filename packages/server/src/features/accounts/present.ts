import type { ApiToken, Invitation, Person, Session } from '@waarborg/contract/accounts';
import type { z } from 'zod';
import type { InvitationRow } from './invitations.store.ts';
import type { PersonRow } from './people.store.ts';
import type { SessionRow, TokenRow } from './sessions.store.ts';

export function presentSession(row: SessionRow, currentId: string | undefined): z.infer<typeof Session> {
  return {
    id: row.id,
    current: row.id === currentId,
    device: row.device,
    ip: row.ip,
    startedAt: row.started_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  };
}

export function presentPerson(row: PersonRow): z.infer<typeof Person> {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roles: [...row.roles],
    totp: row.totp_confirmed_at !== null,
    active: row.active,
    joinedAt: row.joined_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  };
}

export function presentInvitation(row: InvitationRow & { link?: string }): z.infer<typeof Invitation> {
  const { id, email, roles, mailed, link } = row;
  return {
    id,
    email,
    roles: [...roles],
    invitedBy: row.invited_by_name,
    sentAt: row.sent_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    mailed,
    ...(link ? { link } : {}),
  };
}

export function presentToken(row: TokenRow): z.infer<typeof ApiToken> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    abilities: row.abilities,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
