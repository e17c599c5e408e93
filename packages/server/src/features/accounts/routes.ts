import { Role } from '@waarborg/contract/accounts';
import { requireAbility, requirePerson } from '../../access/access.ts';
import { abilitiesOf } from '../../access/roles.ts';
import type { CallContext, Mounted } from '../../http/mount.ts';
import { mounted } from '../../http/mount.ts';
import { readSessionCookie } from '../../http/origin.ts';
import { Refusal } from '../../kernel/errors.ts';
import { version } from '../../kernel/version.ts';
import { acceptInvitation, invite, openInvitation, withdrawInvitation } from './invitations.ts';
import { changeMe, endSession, readMe, readSessions, switchOrganisation } from './me.ts';
import { dropSession, openSession } from './open-session.ts';
import { changeSettings, readSettings } from './organisation.ts';
import { changePerson, readPeople } from './people.ts';
import { presentInvitation, presentPerson, presentSession, presentToken } from './present.ts';
import { isSetupNeeded, setUp } from './setup.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import { endToken, makeToken, readTokens } from './tokens.ts';
import { beginTwoStep, changePassword, confirmTwoStep, stopTwoStep } from './two-step.ts';

/** The person behind a call that is not open. */
function userOf(call: CallContext): string {
  if (!call.caller.userId) throw new Refusal('unauthenticated', 'session.absent', 'There is no session.');
  return call.caller.userId;
}

function sessionOf(call: CallContext): { userId: string; sessionId: string } {
  requirePerson(call.scope);
  return { userId: userOf(call), sessionId: call.caller.sessionId ?? '' };
}

/** Hands over the new session; the one this browser had ends with it. */
async function letIn(call: CallContext, signedIn: SignedIn): Promise<{ outcome: SignedIn['outcome'] }> {
  if (signedIn.outcome === 'signedIn') {
    const before = readSessionCookie(call.request, call.app.config);
    if (before) await dropSession(call.app, before);
    call.setSession(signedIn.secret, signedIn.maxAgeSeconds);
  }
  return { outcome: signedIn.outcome };
}

export const routes: readonly Mounted[] = [
  mounted('GET /api/v1/setup', async (call) => ({ needed: await isSetupNeeded(call.app) })),
  mounted('POST /api/v1/setup', async (call) => letIn(call, await setUp(call.app, call.body, call.caller))),
  mounted('POST /api/v1/sign-in', async (call) => letIn(call, await signIn(call.app, call.body, call.caller))),
  mounted('POST /api/v1/sign-out', async (call) => {
    const { userId, sessionId } = sessionOf(call);
    await endSession(call.app, call.scope, userId, sessionId);
    call.setSession(null);
    return undefined;
  }),
  mounted('GET /api/v1/me', (call) => readMe(call.app, call.scope, userOf(call))),
  mounted('PATCH /api/v1/me', (call) => changeMe(call.app, call.scope, userOf(call), call.body)),
  mounted('POST /api/v1/me/organisation', async (call) => {
    const who = sessionOf(call);
    return readMe(call.app, await switchOrganisation(call.app, call.scope, who, call.body.organisationId), who.userId);
  }),
  mounted('POST /api/v1/me/password', async (call) => {
    const { userId } = sessionOf(call);
    await changePassword(call.app, call.scope, userId, call.body, call.caller.ip);
    const session = await openSession(call.app, { userId, tenantNo: call.scope.tenantNo }, call.caller);
    call.setSession(session.secret, session.maxAgeSeconds);
    return undefined;
  }),
  mounted('POST /api/v1/me/totp', (call) => beginTwoStep(call.app, call.scope, userOf(call), call.body.password, call.caller.ip)),
  mounted('POST /api/v1/me/totp/confirm', (call) => confirmTwoStep(call.app, call.scope, userOf(call), call.body.code, call.caller.ip)),
  mounted('POST /api/v1/me/totp/remove', async (call) => {
    await stopTwoStep(call.app, call.scope, userOf(call), call.body.password, call.caller.ip);
    return undefined;
  }),
  mounted('GET /api/v1/me/sessions', async (call) => {
    const rows = await readSessions(call.app, call.scope, userOf(call));
    return { items: rows.map((row) => presentSession(row, call.caller.sessionId)) };
  }),
  mounted('DELETE /api/v1/me/sessions/{id}', async (call) => {
    await endSession(call.app, call.scope, userOf(call), call.params.id);
    return undefined;
  }),
  mounted('GET /api/v1/me/tokens', async (call) => ({ items: (await readTokens(call.app, call.scope)).map(presentToken) })),
  mounted('POST /api/v1/me/tokens', async (call) => {
    const token = await makeToken(call.app, call.scope, call.body);
    return { ...presentToken(token), secret: token.secret };
  }),
  mounted('DELETE /api/v1/me/tokens/{id}', async (call) => {
    await endToken(call.app, call.scope, call.params.id);
    return undefined;
  }),
  mounted('GET /api/v1/people', async (call) => {
    const { people, invitations } = await readPeople(call.app, call.scope);
    return { people: people.map(presentPerson), invitations: invitations.map(presentInvitation) };
  }),
  mounted('GET /api/v1/people/roles', async (call) => {
    requireAbility(call.scope, 'people.read');
    return { items: Role.options.map((role) => ({ role, abilities: [...abilitiesOf[role]] })) };
  }),
  mounted('POST /api/v1/people/invitations', async (call) => presentInvitation(await invite(call.app, call.scope, userOf(call), call.body))),
  mounted('DELETE /api/v1/people/invitations/{id}', async (call) => {
    await withdrawInvitation(call.app, call.scope, call.params.id);
    return undefined;
  }),
  mounted('GET /api/v1/invitations/{token}', async (call) => {
    const { invitation, organisation, known } = await openInvitation(call.app, call.params.token);
    return { organisation, email: invitation.email, roles: [...invitation.roles], known };
  }),
  mounted('POST /api/v1/invitations/{token}', async (call) => letIn(call, await acceptInvitation(call.app, call.params.token, call.body, call.caller))),
  mounted('PATCH /api/v1/people/{id}', async (call) => presentPerson(await changePerson(call.app, call.scope, call.params.id, call.body))),
  mounted('GET /api/v1/settings', async (call) => {
    const tenant = await readSettings(call.app, call.scope);
    const { id, name, generated, language } = tenant;
    return {
      organisation: { id, name, generated, language },
      mail: call.app.mail.able,
      requireTotp: tenant.require_totp,
      uploadsKeptDays: tenant.uploads_kept_days,
      version,
    };
  }),
  mounted('PATCH /api/v1/settings', async (call) => {
    await changeSettings(call.app, call.scope, call.body);
    return {};
  }),
];
