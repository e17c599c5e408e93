import type { CallOutput, Parsed, Routes, TuningInForce } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound } from '../../kernel/errors.ts';
import { presentTuned, tuningNow, tuningOfVersion } from './document.ts';
import { versionRows } from './store.ts';

/** The tuning in force. Whoever may try a text may read it, for their own detector works by it. */
export function readTuningInForce(app: App, scope: Scope): Promise<TuningInForce> {
  requireAbility(scope, 'detect.try');
  return inTenant(app.db, scope, async (tx) => presentTuned(await tuningNow(tx, app, scope.tenantNo)));
}

/** Who changed what, when and why, newest first; 50 at a time. */
export function listVersions(
  app: App,
  scope: Scope,
  query: Parsed<Routes['GET /api/v1/tuning/versions']>['query'],
): Promise<CallOutput<Routes['GET /api/v1/tuning/versions']>> {
  requireAbility(scope, 'tuning.read');
  return inTenant(app.db, scope, async (tx) => ({
    items: (await versionRows(tx, query.before)).map(({ version, at, byName, reason, changes }) => ({
      version,
      at: at.toISOString(),
      by: byName,
      reason,
      changes,
    })),
  }));
}

/** The tuning as it was in one version. */
export function readVersion(app: App, scope: Scope, version: number): Promise<TuningInForce> {
  requireAbility(scope, 'tuning.read');
  return inTenant(app.db, scope, async (tx) => {
    const found = await tuningOfVersion(tx, app, scope.tenantNo, version);
    if (!found) throw notFound('version');
    return presentTuned(found);
  });
}
