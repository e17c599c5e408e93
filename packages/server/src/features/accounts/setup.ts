import type { Role } from '@waarborg/contract/accounts';
import type { Language } from '@waarborg/contract/shared';
import { rolesInOrder } from '../../access/roles.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import { enterTenant, inAccount } from '../../db/transaction.ts';
import type { Caller } from '../../http/mount.ts';
import { Refusal } from '../../kernel/errors.ts';
import { putSetupLink, takeSetupLink } from './invitations.store.ts';
import { openSession } from './open-session.ts';
import { checkNewPassword, hashPassword } from './password.ts';
import { findUser, hasTenant, insertTenant, insertUser, upsertMember } from './people.store.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { personScope, type SignedIn } from './sign-in.ts';
import { beginAttempt } from './throttle.ts';

/** Whether the first organisation still has to be made; a demo organisation does not count. */
export async function isSetupNeeded(app: App): Promise<boolean> {
  return !(await inAccount(app.db, { system: true }, hasTenant));
}

/** A fresh one-time link for the first organisation, or undefined when there is one. Earlier links stop working. */
export async function makeSetupLink(app: App, address: string): Promise<string | undefined> {
  if (!(await isSetupNeeded(app))) return undefined;
  const secret = newSecret();
  await inAccount(app.db, { system: true }, (tx) => putSetupLink(tx, hashSecret(secret), app.clock.now()));
  // After the #: browsers do not send that part to servers, so it stands in no log.
  return `${address}/setup#${secret}`;
}

/**
 * What the first person holds. Alone, one must be able to do the whole job: connect and scan, read the map and find a customer. The two can be split
 * later, on the people page.
 */
const firstRoles: readonly Role[] = rolesInOrder(['administrator', 'privacyOfficer']);

/** Makes the first organisation with its first person, administrator and privacy officer in one, who is signed in at once. The link works once. */
export async function setUp(
  app: App,
  input: { token: string; organisation: string; name: string; email: string; password: string; language: Language },
  caller: Caller,
): Promise<SignedIn> {
  const attempt = await beginAttempt(app, 'set-up', caller.ip);
  checkNewPassword(input.password, [input.email, input.organisation], 'body.password');
  const passwordHash = await hashPassword(input.password);
  const made = await makeOrganisation(app, { ...input, roles: firstRoles, passwordHash, generated: false }, hashSecret(input.token));
  await attempt.succeeded();
  const session = await openSession(app, { userId: made.userId, tenantNo: made.tenantNo }, caller);
  return { outcome: 'signedIn', ...session };
}

export interface NewOrganisation {
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly language: Language;
  /** What that person holds; administrator among them. */
  readonly roles: readonly Role[];
  /** A demo organisation, made of generated data. */
  readonly generated: boolean;
}

/** Makes an organisation and its first person; with `linkHash` only when that set-up link is still good, which uses it up. */
export function makeOrganisation(app: App, input: NewOrganisation, linkHash?: Buffer): Promise<{ tenantNo: number; tenantId: string; userId: string }> {
  const now = app.clock.now();
  const tenantId = app.ids.next();
  const userId = app.ids.next();
  return inAccount(app.db, { system: true }, async (tx) => {
    if (linkHash && !(await takeSetupLink(tx, linkHash)))
      throw new Refusal('invalid', 'setup.link', 'This set-up link is not good any more. Start Waarborg again for a new one.');
    if (linkHash && (await hasTenant(tx)))
      throw new Refusal('conflict', 'setup.done', 'There is an organisation already; ask its administrator for an invitation.');
    if (await findUser(tx, { email: input.email })) throw new Refusal('conflict', 'person.known', 'There is somebody with this address already.');
    const tenantNo = await insertTenant(tx, {
      id: tenantId,
      name: input.organisation.trim(),
      language: input.language,
      generated: input.generated,
      created_at: now,
    });
    await insertUser(tx, {
      id: userId,
      name: input.name.trim(),
      email: input.email.trim(),
      language: input.language,
      password_hash: input.passwordHash,
      password_set_at: now,
      created_at: now,
    });
    await enterTenant(tx, tenantNo);
    await upsertMember(tx, { tenant_no: tenantNo, user_id: userId, roles: input.roles, joined_at: now });
    await record(tx, app, personScope({ id: userId, name: input.name.trim() }, { tenant_no: tenantNo, tenant_id: tenantId, roles: input.roles }), {
      act: 'organisation.made',
      details: { roles: input.roles },
    });
    return { tenantNo, tenantId, userId };
  });
}
