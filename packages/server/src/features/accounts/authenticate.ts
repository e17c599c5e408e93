import type { Ability, RouteKey } from '@waarborg/contract';
import { abilitiesOfRoles } from '../../access/roles.ts';
import type { App } from '../../app.ts';
import { inAccount, inTenant } from '../../db/transaction.ts';
import type { Authenticated } from '../../http/server.ts';
import { Refusal } from '../../kernel/errors.ts';
import { hashSecret } from './secrets.ts';
import { findSession, findTokenHolder, listMemberships, type MemberRow, touchMember, touchSession, touchToken } from './sessions.store.ts';

const SEEN_EVERY_MS = 60_000;

/** What a session may still do while its organisation asks for two-step sign-in and the person has not set it up. */
const withoutTotp: readonly RouteKey[] = [
  'GET /api/v1/me',
  'PATCH /api/v1/me',
  'POST /api/v1/me/totp',
  'POST /api/v1/me/totp/confirm',
  'POST /api/v1/me/organisation',
  'POST /api/v1/sign-out',
];

/**
 * Who stands behind a session or token, judged anew at every call: roles, membership and end are read, never remembered.
 * `onlyLook` leaves no trace: an open stream that asks keeps no session alive. Undefined when it is not known, has ended, or the person no longer belongs to the organisation.
 */
export async function authenticate(app: App, by: { secret: string; kind: 'session' | 'token'; onlyLook?: boolean }): Promise<Authenticated | undefined> {
  return by.kind === 'session' ? bySession(app, by.secret, by.onlyLook) : byToken(app, by.secret, by.onlyLook);
}

async function bySession(app: App, secret: string, onlyLook = false): Promise<Authenticated | undefined> {
  const now = app.clock.now();
  const session = await inAccount(app.db, { secretHash: hashSecret(secret) }, findSession);
  if (!session || session.expires_at <= now) return undefined;
  if (now.getTime() - session.last_seen_at.getTime() > app.config.sessionIdleMinutes * 60_000) return undefined;
  const member = await membership(app, session.user_id, session.tenant_no);
  if (!member) return undefined;
  if (!onlyLook && now.getTime() - session.last_seen_at.getTime() > SEEN_EVERY_MS) {
    await inAccount(app.db, { userId: session.user_id, tenantNo: member.tenant_no }, async (tx) => {
      await touchSession(tx, session.id, now);
      await touchMember(tx, member.tenant_no, session.user_id, now);
    });
  }
  const mustSetUp = member.require_totp && !member.totp_confirmed_at;
  return {
    scope: {
      tenantNo: member.tenant_no,
      tenantId: member.tenant_id,
      actor: { kind: 'person', id: session.user_id, name: member.user_name },
      roles: member.roles,
      abilities: abilitiesOfRoles(member.roles),
    },
    userId: session.user_id,
    sessionId: session.id,
    only: mustSetUp
      ? { routes: withoutTotp, refusal: new Refusal('forbidden', 'totp.required', 'This organisation asks for two-step sign-in; set it up first.') }
      : undefined,
  };
}

async function byToken(app: App, secret: string, onlyLook = false): Promise<Authenticated | undefined> {
  const now = app.clock.now();
  const token = await findTokenHolder(app.db, hashSecret(secret));
  if (!token || (token.expires_at && token.expires_at <= now)) return undefined;
  if (!onlyLook && (!token.last_used_at || now.getTime() - token.last_used_at.getTime() > SEEN_EVERY_MS)) {
    await inTenant(app.db, { tenantNo: token.tenant_no }, (tx) => touchToken(tx, token.id, now));
  }
  const owners = abilitiesOfRoles(token.roles);
  const abilities = new Set<Ability>(token.abilities.filter((ability) => owners.has(ability)));
  const actor = { kind: 'token' as const, id: token.id, name: `${token.user_name} (${token.name})` };
  return { scope: { tenantNo: token.tenant_no, tenantId: token.tenant_id, actor, roles: token.roles, abilities }, userId: token.user_id };
}

/** The person's active membership of the organisation. */
export async function membership(app: App, userId: string, tenantNo: number): Promise<MemberRow | undefined> {
  const all = await inAccount(app.db, { userId }, (tx) => listMemberships(tx, userId));
  return all.find((member) => member.tenant_no === tenantNo);
}
