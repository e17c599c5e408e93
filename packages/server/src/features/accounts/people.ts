import type { Role } from '@waarborg/contract/accounts';
import { requireAbility } from '../../access/access.ts';
import { rolesInOrder } from '../../access/roles.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { type InvitationRow, listInvitations } from './invitations.store.ts';
import { listPeople, lockAdministrators, type PersonRow, updateMember } from './people.store.ts';
import { deleteSessionsInTenant } from './sessions.store.ts';

/** Everybody of the organisation, and the invitations that are open. */
export async function readPeople(app: App, scope: Scope): Promise<{ people: PersonRow[]; invitations: InvitationRow[] }> {
  requireAbility(scope, 'people.read');
  return inTenant(app.db, scope, async (tx) => ({
    people: await listPeople(tx, scope.tenantNo),
    invitations: await listInvitations(tx, scope.tenantNo, app.clock.now()),
  }));
}

/**
 * Gives other roles, or takes access away or gives it back; one's own as well. The last administrator stays one. The trail names what was and what is.
 * Taking access away ends sessions at once; tokens stop by themselves.
 */
export async function changePerson(app: App, scope: Scope, id: string, input: { roles?: readonly Role[]; active?: boolean }): Promise<PersonRow> {
  requireAbility(scope, 'people.manage');
  const change = { ...input, ...(input.roles ? { roles: rolesInOrder(input.roles) } : {}) };
  return inTenant(app.db, scope, async (tx) => {
    const administrators = await lockAdministrators(tx, scope.tenantNo);
    const [person] = await listPeople(tx, scope.tenantNo, id);
    if (!person) throw notFound('person');
    const staysAdministrator = (change.roles ?? person.roles).includes('administrator') && (change.active ?? person.active);
    if (administrators.length === 1 && administrators[0] === id && !staysAdministrator) {
      throw new Refusal('conflict', 'person.lastAdministrator', 'This is the last administrator. Make somebody else administrator first.');
    }
    const changed = { ...person, ...change };
    await updateMember(tx, scope.tenantNo, id, change);
    if (change.active === false) await deleteSessionsInTenant(tx, scope.tenantNo, id);
    await record(tx, app, scope, {
      act: 'person.changed',
      subject: id,
      details: { from: { roles: person.roles, active: person.active }, to: { roles: changed.roles, active: changed.active } },
    });
    return changed;
  });
}
