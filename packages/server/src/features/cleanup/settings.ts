import type { CleanupSettings } from '@waarborg/contract/cleanup';
import { requireAbility } from '../../access/access.ts';
import { abilitiesOfRoles } from '../../access/roles.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { Refusal } from '../../kernel/errors.ts';
import { peopleWithRoles } from '../accounts/index.ts';
import { saveSettings, settings } from './settings.store.ts';

async function shown(tx: Tx, scope: Scope): Promise<CleanupSettings> {
  const { keepDays, alone } = await settings(tx);
  const people = await peopleWithRoles(tx, scope);
  return {
    keepDays,
    alone: alone && { ...alone, at: alone.at.toISOString() },
    people: people.length,
    approvers: people.filter((person) => abilitiesOfRoles(person.roles).has('cleanup.approve')).length,
  };
}

/** How the clean-up is done here. */
export async function readCleanupSettings(app: App, scope: Scope): Promise<CleanupSettings> {
  requireAbility(scope, 'cleanup.read');
  return inTenant(app.db, scope, (tx) => shown(tx, scope));
}

/**
 * Changes it. The decision that one person may approve alone is for an organisation of one person; with a colleague it is refused (conflict). Days that
 * texts are kept count for batches proposed from then on.
 */
export async function changeCleanupSettings(app: App, scope: Scope, change: { keepDays?: number; alone?: { why: string } | null }): Promise<CleanupSettings> {
  requireAbility(scope, 'cleanup.approve');
  return inTenant(app.db, scope, async (tx) => {
    const before = await settings(tx);
    if (change.alone && (await peopleWithRoles(tx, scope)).length > 1)
      throw new Refusal('conflict', 'cleanup.notAlone', 'There is more than one person here; four eyes are possible and needed.');
    const alone = change.alone === undefined ? before.alone : change.alone && { why: change.alone.why.trim(), by: scope.actor.name, at: app.clock.now() };
    const keepDays = change.keepDays ?? before.keepDays;
    await saveSettings(tx, scope.tenantNo, { keepDays, alone });
    await record(tx, app, scope, {
      act: 'cleanup.settingsChanged',
      reason: change.alone?.why.trim(),
      details: { keepDays: { from: before.keepDays, to: keepDays }, alone: { from: before.alone !== null, to: alone !== null } },
    });
    return shown(tx, scope);
  });
}
