import type { Role } from '@waarborg/contract/accounts';
import type { Language } from '@waarborg/contract/shared';
import { requireAbility } from '../../access/access.ts';
import { rolesInOrder } from '../../access/roles.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { enterTenant, inAccount, inTenant } from '../../db/transaction.ts';
import type { Caller } from '../../http/mount.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { findInvitation, type InvitationRow, insertInvitation, markMailed, takeInvitation, withdrawInvitations } from './invitations.store.ts';
import { letterOfInvitation } from './letters.ts';
import { openSession } from './open-session.ts';
import { checkNewPassword, hashPassword, passwordFits } from './password.ts';
import { findUser, getTenant, insertUser, listPeople, upsertMember } from './people.store.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { personScope, type SignedIn } from './sign-in.ts';
import { beginAttempt } from './throttle.ts';

const DAYS_GOOD = 7;
const DAY_MS = 86_400_000;

/** Invites somebody to the organisation. The link goes by mail, or comes back to the inviter when there is no mail. An earlier invitation to the address ends. */
export async function invite(
  app: App,
  scope: Scope,
  userId: string,
  input: { email: string; roles: readonly Role[] },
): Promise<InvitationRow & { link?: string }> {
  requireAbility(scope, 'people.manage');
  const secret = newSecret();
  const now = app.clock.now();
  const email = input.email.trim();
  const row: InvitationRow = {
    id: app.ids.next(),
    tenant_no: scope.tenantNo,
    email,
    roles: rolesInOrder(input.roles),
    invited_by: userId,
    invited_by_name: scope.actor.name,
    mailed: false,
    sent_at: now,
    expires_at: new Date(now.getTime() + DAYS_GOOD * DAY_MS),
  };
  const tenant = await inTenant(app.db, scope, async (tx) => {
    const people = await listPeople(tx, scope.tenantNo);
    if (people.some((person) => person.active && person.email.toLowerCase() === email.toLowerCase()))
      throw new Refusal('conflict', 'person.member', 'This person belongs to the organisation already.');
    await withdrawInvitations(tx, scope.tenantNo, { email }, now);
    await insertInvitation(tx, { ...row, secret_hash: hashSecret(secret) });
    await record(tx, app, scope, { act: 'person.invited', subject: row.id, details: { roles: row.roles } });
    return getTenant(tx, scope.tenantNo);
  });
  const link = `${app.config.publicUrl}/invitation#${secret}`;
  const mailed = await app.mail.send(
    letterOfInvitation({ to: email, organisation: tenant.name, inviter: scope.actor.name, language: tenant.language, link, daysGood: DAYS_GOOD }),
  );
  if (mailed) await inTenant(app.db, scope, (tx) => markMailed(tx, row.id));
  return { ...row, mailed, ...(mailed ? {} : { link }) };
}

/** Takes an open invitation back; its link stops working. */
export async function withdrawInvitation(app: App, scope: Scope, id: string): Promise<void> {
  requireAbility(scope, 'people.manage');
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw notFound('invitation');
  await inTenant(app.db, scope, async (tx) => {
    if ((await withdrawInvitations(tx, scope.tenantNo, { id }, app.clock.now())) === 0) throw notFound('invitation');
    await record(tx, app, scope, { act: 'invitation.withdrawn', subject: id });
  });
}

/** What an invitation is for; refuses (notFound) a link that was used, withdrawn, is too old or never was. */
export function openInvitation(app: App, token: string): Promise<{ invitation: InvitationRow; organisation: string; tenantId: string; known: boolean }> {
  return inAccount(app.db, { secretHash: hashSecret(token) }, async (tx) => {
    const invitation = await findInvitation(tx, app.clock.now());
    if (!invitation) throw notFound('invitation');
    await enterTenant(tx, invitation.tenant_no);
    const tenant = await getTenant(tx, invitation.tenant_no);
    return { invitation, organisation: tenant.name, tenantId: tenant.id, known: (await findUser(tx, { email: invitation.email })) !== undefined };
  });
}

/**
 * Accepts an invitation: somebody new chooses a password and is signed in; somebody known proves to be it with the present
 * password, and signs in the usual way when two-step sign-in is set up.
 */
export async function acceptInvitation(
  app: App,
  token: string,
  input: { name: string; password: string; language: Language },
  caller: Caller,
): Promise<SignedIn> {
  const { invitation, organisation, tenantId } = await openInvitation(app, token);
  const attempt = await beginAttempt(app, invitation.email, caller.ip);
  const known = await inAccount(app.db, {}, (tx) => findUser(tx, { email: invitation.email }));
  if (!known) checkNewPassword(input.password, [invitation.email, organisation], 'body.password');
  else if (!(await passwordFits(input.password, known.password_hash)))
    throw new Refusal('unauthenticated', 'signIn.wrong', 'The password is not that of the account with this address.');
  const passwordHash = known ? undefined : await hashPassword(input.password);
  const now = app.clock.now();
  const userId = known?.id ?? app.ids.next();
  await inTenant(app.db, { tenantNo: invitation.tenant_no }, async (tx) => {
    if (!(await takeInvitation(tx, invitation.tenant_no, invitation.id, now))) throw notFound('invitation');
    if (passwordHash)
      await insertUser(tx, {
        id: userId,
        name: input.name.trim(),
        email: invitation.email,
        language: input.language,
        password_hash: passwordHash,
        password_set_at: now,
        created_at: now,
      });
    await upsertMember(tx, { tenant_no: invitation.tenant_no, user_id: userId, roles: invitation.roles, joined_at: now });
    const scope = personScope(
      { id: userId, name: known?.name ?? input.name.trim() },
      { tenant_no: invitation.tenant_no, tenant_id: tenantId, roles: invitation.roles },
    );
    await record(tx, app, scope, { act: 'person.joined', subject: invitation.id, details: { roles: invitation.roles } });
  });
  if (known?.totp_confirmed_at) {
    await attempt.undecided();
    return { outcome: 'totpNeeded' };
  }
  await attempt.succeeded();
  return { outcome: 'signedIn', ...(await openSession(app, { userId, tenantNo: invitation.tenant_no }, caller)) };
}
