import type { Ability, Me } from '@waarborg/contract/accounts';
import type { Language } from '@waarborg/contract/shared';
import { requirePerson } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inAccount, inTenant } from '../../db/transaction.ts';
import { notFound } from '../../kernel/errors.ts';
import { findUser, getTenant, updateUser } from './people.store.ts';
import { deleteSession, listMemberships, listSessions, moveSession, type SessionRow } from './sessions.store.ts';
import { personScope } from './sign-in.ts';

/** What a token may have that stands in a page or a browser extension, where others can copy it. */
const pageAbilities: ReadonlySet<Ability> = new Set<Ability>(['notes.check', 'notes.report']);

/**
 * Who calls and what they may do now. `abilities` are those of the call: a token has fewer than its owner. A token that may only check
 * and report notes has no name: whoever copies it out of a page does not learn whose it is.
 */
export async function readMe(app: App, scope: Scope, userId: string): Promise<Me> {
  return inAccount(app.db, { userId, tenantNo: scope.tenantNo }, async (tx) => {
    const user = await findUser(tx, { id: userId });
    if (!user || scope.roles.length === 0) throw notFound('person');
    const tenant = await getTenant(tx, scope.tenantNo);
    const ofPage = scope.actor.kind === 'token' && [...scope.abilities].every((ability) => pageAbilities.has(ability));
    const members = (await listMemberships(tx, userId)).filter((member) => !ofPage || member.tenant_id === tenant.id);
    return {
      user: {
        id: user.id,
        name: ofPage ? 'API token' : user.name,
        email: ofPage ? '' : user.email,
        language: user.language,
        totp: user.totp_confirmed_at !== null,
      },
      organisation: { id: tenant.id, name: tenant.name, generated: tenant.generated, language: tenant.language },
      organisations: members.map((member) => ({ id: member.tenant_id, name: member.organisation })),
      roles: [...scope.roles],
      abilities: [...scope.abilities] as Ability[],
    };
  });
}

/** Changes one's own name or language. */
export async function changeMe(app: App, scope: Scope, userId: string, change: { name?: string; language?: Language }): Promise<Me> {
  requirePerson(scope);
  await inAccount(app.db, { userId, tenantNo: scope.tenantNo }, async (tx) => {
    await updateUser(tx, userId, { ...(change.name ? { name: change.name.trim() } : {}), ...(change.language ? { language: change.language } : {}) });
    if (change.name) await record(tx, app, scope, { act: 'account.renamed' });
  });
  return readMe(app, scope, userId);
}

/** Moves the session to another organisation of the same person; the scope of that one comes back. */
export async function switchOrganisation(app: App, scope: Scope, who: { userId: string; sessionId: string }, organisationId: string): Promise<Scope> {
  requirePerson(scope);
  const member = await inAccount(app.db, { userId: who.userId }, async (tx) => {
    const found = (await listMemberships(tx, who.userId)).find((one) => one.tenant_id === organisationId);
    if (!found) throw notFound('organisation');
    await moveSession(tx, who.sessionId, found.tenant_no);
    return found;
  });
  const there = personScope({ id: who.userId, name: member.user_name }, member);
  await inTenant(app.db, there, (tx) => record(tx, app, there, { act: 'session.started', details: { switched: true } }));
  return there;
}

/** Where one is signed in, sessions that have ended left out. */
export async function readSessions(app: App, scope: Scope, userId: string): Promise<SessionRow[]> {
  requirePerson(scope);
  const now = app.clock.now().getTime();
  const rows = await inAccount(app.db, { userId }, (tx) => listSessions(tx, userId));
  return rows.filter((row) => row.expires_at.getTime() > now && now - row.last_seen_at.getTime() <= app.config.sessionIdleMinutes * 60_000);
}

/** Ends one of one's own sessions. */
export async function endSession(app: App, scope: Scope, userId: string, sessionId: string): Promise<void> {
  requirePerson(scope);
  if (!/^[0-9a-f-]{36}$/i.test(sessionId)) throw notFound('session');
  await inAccount(app.db, { userId, tenantNo: scope.tenantNo }, async (tx) => {
    if ((await deleteSession(tx, userId, sessionId)) === 0) throw notFound('session');
    await record(tx, app, scope, { act: 'session.ended' });
  });
}
