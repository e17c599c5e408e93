import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { batchesForToday } from '../cleanup/index.ts';
import { openProposals } from '../lookup/index.ts';
import { loadMap } from '../map/index.ts';
import { openEmergencies } from '../notes/index.ts';
import { type TodayAnswer, type TodayFacts, todayOf } from './rules.ts';
import { peopleFacts, sourceFacts } from './store.ts';

const WEEK_MS = 7 * 86_400_000;

/** What needs this person today. Only facts that the person may read are gathered; an agent sees an empty page rather than a closed one. */
export async function readToday(app: App, scope: Scope): Promise<TodayAnswer> {
  requireAbility(scope, 'today.read');
  const may = scope.abilities;
  const now = app.clock.now();
  return inTenant(app.db, scope, async (tx) => {
    const facts: TodayFacts = {
      now,
      roles: scope.roles,
      ...(may.has('map.read') ? { systems: await loadMap(tx) } : {}),
      ...(may.has('sources.read') ? { sources: await sourceFacts(tx) } : {}),
      ...(may.has('people.read') ? { people: await peopleFacts(tx, scope.tenantNo, now) } : {}),
      ...(may.has('notes.manage') ? { emergencies: await openEmergencies(tx) } : {}),
      ...(may.has('cleanup.read') ? { cleanup: await batchesForToday(tx, app, scope) } : {}),
      ...(may.has('lookup.run') ? { proposals: await openProposals(tx, scope.actor.id, new Date(now.getTime() - WEEK_MS)) } : {}),
    };
    return todayOf(facts);
  });
}
