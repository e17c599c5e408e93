import type { Role } from '@waarborg/contract/accounts';
import { requireAbility } from '../../access/access.ts';
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

/** Gives another role, or takes access away or gives it back. The last administrator stays one. Taking access away ends sessions at once; tokens stop by themselves. */
export async function changePerson(app: App, scope: Scope, id: string, change: { role?: Role; active?: boolean }): Promise<PersonRow> {
  requireAbility(scope, 'people.manage');
  return inTenant(app.db, scope, async (tx) => {
    const administrators = await lockAdministrators(tx, scope.tenantNo);
    const [person] = await listPeople(tx, scope.tenantNo, id);
    if (!person) throw notFound('person');
    const staysAdministrator = (change.role ?? person.role) === 'administrator' && (change.active ?? person.active);
    if (administrators.length === 1 && administrators[0] === id && !staysAdministrator) {
      throw new Refusal('conflict', 'person.lastAdministrator', 'This is the last administrator. Make somebody else administrator first.');
    }
    await updateMember(tx, scope.tenantNo, id, change);
    if (change.active === false) await deleteSessionsInTenant(tx, scope.tenantNo, id);
    await record(tx, app, scope, { act: 'person.changed', subject: id, details: { from: { role: person.role, active: person.active }, to: change } });
    return { ...person, ...change };
  });
}
