import type { Role } from '@waarborg/contract/accounts';
import type { App } from '../../app.ts';
import { inAccount, inTenant } from '../../db/transaction.ts';
import { Refusal } from '../../kernel/errors.ts';
import { findGeneratedTenant, findUser, getTenant, insertUser, upsertMember } from './people.store.ts';

/** The generated organisation of this installation, or undefined when there is none. */
export async function findGenerated(app: App): Promise<{ tenantNo: number; tenantId: string } | undefined> {
  const tenant = await inAccount(app.db, { system: true }, findGeneratedTenant);
  return tenant && { tenantNo: tenant.tenant_no, tenantId: tenant.id };
}

/**
 * Lets an invented person into a generated organisation without an invitation; somebody with this address who is there already stays as
 * they are, and the password is not even hashed then. Refuses (forbidden) any organisation that is not generated. Gives the person's id.
 */
export async function addGeneratedPerson(
  app: App,
  tenantNo: number,
  person: { name: string; email: string; roles: readonly Role[]; passwordHash: () => Promise<string> },
): Promise<string> {
  return inTenant(app.db, { tenantNo }, async (tx) => {
    if (!(await getTenant(tx, tenantNo)).generated)
      throw new Refusal('forbidden', 'person.notGenerated', 'Invented people belong in a generated organisation only.');
    const known = await findUser(tx, { email: person.email });
    if (known) return known.id;
    const id = app.ids.next();
    const now = app.clock.now();
    await insertUser(tx, {
      id,
      name: person.name,
      email: person.email,
      language: 'nl',
      password_hash: await person.passwordHash(),
      password_set_at: now,
      created_at: now,
    });
    await upsertMember(tx, { tenant_no: tenantNo, user_id: id, roles: person.roles, joined_at: now });
    return id;
  });
}
