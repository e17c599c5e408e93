import type { Parsed, Routes, TuningInForce } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound } from '../../kernel/errors.ts';
import { addVersion, checkedTuning, presentTuned, tuningNow, tuningOfVersion } from './document.ts';

/** Puts a tuning in force as a new version. Refuses a document with mistakes (each named) and one that is based on another version than the last. */
export function changeTuning(app: App, scope: Scope, order: Parsed<Routes['PUT /api/v1/tuning']>['body']): Promise<TuningInForce> {
  requireAbility(scope, 'tuning.manage');
  const tuning = checkedTuning(order.tuning);
  return inTenant(app.db, scope, async (tx) => presentTuned(await addVersion(tx, app, scope, { tuning, basedOn: order.basedOn, reason: order.reason })));
}

/** Puts an earlier version in force again: a new version with its contents. */
export function restoreVersion(app: App, scope: Scope, version: number, reason: string): Promise<TuningInForce> {
  requireAbility(scope, 'tuning.manage');
  return inTenant(app.db, scope, async (tx) => {
    const earlier = await tuningOfVersion(tx, app, scope.tenantNo, version);
    if (!earlier) throw notFound('version');
    const { version: basedOn } = await tuningNow(tx, app, scope.tenantNo);
    return presentTuned(await addVersion(tx, app, scope, { tuning: earlier.tuning, basedOn, reason, act: 'tuning.restored' }));
  });
}
