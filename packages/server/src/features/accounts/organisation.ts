import type { Role } from '@waarborg/contract/accounts';
import type { Language } from '@waarborg/contract/shared';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { activeMembers, getTenant, type TenantRow, updateTenant } from './people.store.ts';

/** Settings of the organisation. */
export async function readSettings(app: App, scope: Scope): Promise<TenantRow> {
  requireAbility(scope, 'settings.read');
  return inTenant(app.db, scope, (tx) => getTenant(tx, scope.tenantNo));
}

/** The name of the organisation the transaction works for. */
export async function organisationName(tx: Tx, scope: Pick<Scope, 'tenantNo'>): Promise<string> {
  return (await getTenant(tx, scope.tenantNo)).name;
}

/** Days an uploaded file is kept, for jobs that clean up. */
export function uploadsKeptDays(app: App, scope: Pick<Scope, 'tenantNo'>): Promise<number> {
  return inTenant(app.db, scope, async (tx) => (await getTenant(tx, scope.tenantNo)).uploads_kept_days);
}

/** Changes settings of the organisation; the trail says what each was and became. */
export async function changeSettings(
  app: App,
  scope: Scope,
  change: { name?: string; language?: Language; requireTotp?: boolean; uploadsKeptDays?: number },
): Promise<void> {
  requireAbility(scope, 'settings.manage');
  await inTenant(app.db, scope, async (tx) => {
    const before = await getTenant(tx, scope.tenantNo);
    const after = {
      ...(change.name === undefined ? {} : { name: change.name.trim() }),
      ...(change.language === undefined ? {} : { language: change.language }),
      ...(change.requireTotp === undefined ? {} : { require_totp: change.requireTotp }),
      ...(change.uploadsKeptDays === undefined ? {} : { uploads_kept_days: change.uploadsKeptDays }),
    };
    await updateTenant(tx, scope.tenantNo, after);
    const was = Object.fromEntries(Object.keys(after).map((name) => [name, before[name as keyof TenantRow]]));
    await record(tx, app, scope, { act: 'settings.changed', details: { from: was, to: after } });
  });
}

/** The language in which the organisation is spoken to. */
export async function organisationLanguage(tx: Tx, scope: Pick<Scope, 'tenantNo'>): Promise<Language> {
  return (await getTenant(tx, scope.tenantNo)).language;
}

/** The people of the organisation with their roles, for decisions that take more than one person. */
export function peopleWithRoles(tx: Tx, scope: Pick<Scope, 'tenantNo'>): Promise<{ id: string; roles: Role[] }[]> {
  return activeMembers(tx, scope.tenantNo);
}
