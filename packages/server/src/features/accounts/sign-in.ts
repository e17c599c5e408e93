import { abilitiesOfRoles } from '../../access/roles.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inAccount, inTenant, type Tx } from '../../db/transaction.ts';
import type { Caller } from '../../http/mount.ts';
import { Refusal } from '../../kernel/errors.ts';
import { openSession } from './open-session.ts';
import { passwordFits } from './password.ts';
import { findUser, type UserRow, useRecoveryCode, useTotpStep } from './people.store.ts';
import { hashSecret } from './secrets.ts';
import { listMemberships, type MemberRow } from './sessions.store.ts';
import { beginAttempt } from './throttle.ts';
import { matchTotp, plainRecoveryCode } from './totp.ts';

export type SignedIn = { outcome: 'totpNeeded' } | { outcome: 'signedIn'; secret: string; maxAgeSeconds: number };

/** One answer for everything that may be wrong, so that nobody learns which addresses exist. */
const wrong = () => new Refusal('unauthenticated', 'signIn.wrong', 'The address, the password or the code is not right.');

/** Signs in with password and, when set up, a code of the authenticator or a recovery code. Slowed down after failures. */
export async function signIn(app: App, input: { email: string; password: string; totp?: string }, caller: Caller): Promise<SignedIn> {
  const attempt = await beginAttempt(app, input.email, caller.ip);
  const user = await inAccount(app.db, {}, (tx) => findUser(tx, { email: input.email }));
  const fits = await passwordFits(input.password, user?.password_hash);
  if (!user || !fits) throw await refused(app, user);
  const members = await inAccount(app.db, { userId: user.id }, (tx) => listMemberships(tx, user.id));
  if (members.length === 0) throw wrong();
  if (user.totp_confirmed_at) {
    if (!input.totp) {
      await attempt.undecided();
      return { outcome: 'totpNeeded' };
    }
    if (!(await takeSecondStep(app, user, input.totp))) throw await refused(app, user);
  }
  await attempt.succeeded();
  const [member] = members;
  const session = await openSession(app, { userId: user.id, tenantNo: member.tenant_no }, caller);
  await inTenant(app.db, { tenantNo: member.tenant_no }, (tx) =>
    record(tx, app, personScope(user, member), { act: 'session.started', details: { twoStep: Boolean(user.totp_confirmed_at) } }),
  );
  return { outcome: 'signedIn', ...session };
}

/** The scope of a person in one organisation. */
export function personScope(user: Pick<UserRow, 'id' | 'name'>, member: Pick<MemberRow, 'tenant_no' | 'tenant_id' | 'roles'>): Scope {
  return {
    tenantNo: member.tenant_no,
    tenantId: member.tenant_id,
    actor: { kind: 'person', id: user.id, name: user.name },
    roles: member.roles,
    abilities: abilitiesOfRoles(member.roles),
  };
}

/** Checks and uses up a code of the authenticator, or a recovery code. */
export async function takeSecondStep(app: App, user: UserRow, code: string): Promise<boolean> {
  if (!user.totp_secret) return false;
  const now = app.clock.now();
  const step = matchTotp(app.keyring.open(`totp:${user.id}`, user.totp_secret), code, now, user.totp_last_step);
  return inAccount(app.db, { userId: user.id }, (tx: Tx) => {
    if (step !== undefined) return useTotpStep(tx, user.id, step);
    const plain = plainRecoveryCode(code);
    return plain.length === 10 ? useRecoveryCode(tx, user.id, hashSecret(plain), now) : Promise.resolve(false);
  });
}

/** Writes a failed try in the trail of a person who does exist, beside the call, so that the answer takes as long for anybody. */
async function refused(app: App, user: UserRow | undefined): Promise<Refusal> {
  if (user) {
    const note = async () => {
      const [member] = await inAccount(app.db, { userId: user.id }, (tx) => listMemberships(tx, user.id));
      if (member) await inTenant(app.db, { tenantNo: member.tenant_no }, (tx) => record(tx, app, personScope(user, member), { act: 'session.refused' }));
    };
    note().catch((err) => app.log.warn({ err }, 'a refused sign-in was not written down'));
  }
  return wrong();
}
