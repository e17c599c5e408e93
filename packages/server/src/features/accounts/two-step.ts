import { requirePerson } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inAccount, inTenant } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { revokeTokens } from './invitations.store.ts';
import { checkNewPassword, hashPassword, passwordFits } from './password.ts';
import { findUser, getTenant, replaceRecoveryCodes, type UserRow, updateUser } from './people.store.ts';
import { hashSecret } from './secrets.ts';
import { deleteOtherSessions, listMemberships } from './sessions.store.ts';
import { personScope } from './sign-in.ts';
import { beginAttempt } from './throttle.ts';
import { base32, matchTotp, newRecoveryCodes, newTotpSecret, plainRecoveryCode, totpUri } from './totp.ts';

/** The person behind a call who typed the present password once more; guessing here is slowed down as at sign-in. */
async function withPassword(app: App, scope: Scope, userId: string, password: string, ip: string, path: string): Promise<UserRow> {
  requirePerson(scope);
  const user = await inAccount(app.db, { userId }, (tx) => findUser(tx, { id: userId }));
  if (!user) throw notFound('person');
  const attempt = await beginAttempt(app, user.email, ip);
  if (!(await passwordFits(password, user.password_hash))) {
    throw new Refusal('invalid', 'password.wrong', 'This is not your present password.', { errors: [{ path, message: 'This is not your present password.' }] });
  }
  await attempt.succeeded();
  return user;
}

/** Begins two-step sign-in: a secret for an authenticator, which counts only after it is confirmed. */
export async function beginTwoStep(app: App, scope: Scope, userId: string, password: string, ip: string): Promise<{ uri: string; secret: string }> {
  const user = await withPassword(app, scope, userId, password, ip, 'body.password');
  if (user.totp_confirmed_at) throw new Refusal('conflict', 'totp.on', 'Two-step sign-in is on already; stop it first to use another authenticator.');
  const secret = newTotpSecret();
  const sealed = Buffer.from(app.keyring.seal(`totp:${user.id}`, secret));
  await inAccount(app.db, { userId }, (tx) => updateUser(tx, userId, { totp_secret: sealed, totp_last_step: null }));
  return { uri: totpUri(secret, user.email), secret: base32(secret) };
}

/** Turns two-step sign-in on when the code fits; gives the recovery codes, once. */
export async function confirmTwoStep(app: App, scope: Scope, userId: string, code: string, ip: string): Promise<{ recoveryCodes: string[] }> {
  requirePerson(scope);
  const attempt = await beginAttempt(app, `two-step ${userId}`, ip);
  const recoveryCodes = newRecoveryCodes();
  await inAccount(app.db, { userId, tenantNo: scope.tenantNo }, async (tx) => {
    const user = await findUser(tx, { id: userId });
    if (!user?.totp_secret || user.totp_confirmed_at) throw new Refusal('conflict', 'totp.notBegun', 'Begin two-step sign-in first.');
    const step = matchTotp(app.keyring.open(`totp:${userId}`, user.totp_secret), code, app.clock.now(), user.totp_last_step);
    if (step === undefined)
      throw new Refusal('invalid', 'totp.code', 'The code is not right; check the time of your phone.', {
        errors: [{ path: 'body.code', message: 'The code is not right.' }],
      });
    await updateUser(tx, userId, { totp_confirmed_at: app.clock.now(), totp_last_step: step });
    await replaceRecoveryCodes(
      tx,
      userId,
      recoveryCodes.map((one) => hashSecret(plainRecoveryCode(one))),
    );
    await record(tx, app, scope, { act: 'twoStep.confirmed' });
  });
  await attempt.succeeded();
  return { recoveryCodes };
}

/** Turns two-step sign-in off; refused while an organisation of this person asks for it. */
export async function stopTwoStep(app: App, scope: Scope, userId: string, password: string, ip: string): Promise<void> {
  await withPassword(app, scope, userId, password, ip, 'body.password');
  await inAccount(app.db, { userId, tenantNo: scope.tenantNo }, async (tx) => {
    const asking = (await listMemberships(tx, userId)).find((member) => member.require_totp);
    if (asking) throw new Refusal('conflict', 'totp.required', `${asking.organisation} asks for two-step sign-in, so it stays on.`);
    await updateUser(tx, userId, { totp_secret: null, totp_confirmed_at: null, totp_last_step: null });
    await replaceRecoveryCodes(tx, userId, []);
    await record(tx, app, scope, { act: 'twoStep.stopped' });
  });
}

/**
 * Changes the password; every session ends, and the caller gets a new one from the route. With `revokeTokens` the person's API tokens end too, in
 * every organisation: who learnt the password may have made one.
 */
export async function changePassword(
  app: App,
  scope: Scope,
  userId: string,
  input: { current: string; next: string; revokeTokens: boolean },
  ip: string,
): Promise<void> {
  const user = await withPassword(app, scope, userId, input.current, ip, 'body.current');
  const tenant = await inAccount(app.db, { tenantNo: scope.tenantNo }, (tx) => getTenant(tx, scope.tenantNo));
  checkNewPassword(input.next, [user.email, tenant.name], 'body.next');
  const passwordHash = await hashPassword(input.next);
  await inAccount(app.db, { userId, tenantNo: scope.tenantNo }, async (tx) => {
    await updateUser(tx, userId, { password_hash: passwordHash, password_set_at: app.clock.now() });
    await deleteOtherSessions(tx, userId, null);
    const tokens = input.revokeTokens ? await revokeTokens(tx, scope.tenantNo, userId, app.clock.now()) : 0;
    await record(tx, app, scope, { act: 'password.changed', details: { tokensRevoked: tokens } });
  });
  if (input.revokeTokens) await revokeTokensElsewhere(app, scope, userId);
}

/** The same in the other organisations of this person: each has its own rows and its own trail. Those they left are dead already, as every call asks. */
async function revokeTokensElsewhere(app: App, scope: Scope, userId: string): Promise<void> {
  const members = await inAccount(app.db, { userId }, (tx) => listMemberships(tx, userId));
  for (const member of members.filter((one) => one.tenant_no !== scope.tenantNo)) {
    const there = personScope({ id: userId, name: member.user_name }, member);
    await inTenant(app.db, there, async (tx) => {
      const tokens = await revokeTokens(tx, member.tenant_no, userId, app.clock.now());
      if (tokens > 0) await record(tx, app, there, { act: 'password.changed', details: { tokensRevoked: tokens } });
    });
  }
}
