import type { CallOutput, Parsed, Routes } from '@waarborg/contract';
import type { AccountRealm } from '@waarborg/detect';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound } from '../../kernel/errors.ts';
import { addVersion, checkedTuning, tuningNow } from './document.ts';
import { patternId } from './rules.ts';
import { decideProposal, openProposals, upsertProposal } from './store.ts';

/** What a scan saw of one field: the shape of its numbers, never a number. */
export interface SeenShape {
  readonly field: string;
  readonly shape: string;
  readonly realm: AccountRealm;
  readonly values: number;
  readonly share: number;
}

/** Keeps the shapes a scan saw in a dataset, in its own transaction. One that was decided stays decided. */
export async function keepProposals(
  tx: Tx,
  app: Pick<App, 'clock' | 'ids'>,
  place: { readonly tenantNo: number; readonly sourceId: string; readonly dataset: string },
  seen: readonly SeenShape[],
): Promise<void> {
  const { tenantNo, sourceId, dataset } = place;
  for (const one of seen) await upsertProposal(tx, tenantNo, { ...one, id: app.ids.next(), sourceId, dataset, at: app.clock.now() });
}

/** Shapes that wait for a person; those that are own patterns already are left out. */
export function listProposals(app: App, scope: Scope): Promise<CallOutput<Routes['GET /api/v1/tuning/proposals']>> {
  requireAbility(scope, 'tuning.read');
  return inTenant(app.db, scope, async (tx) => {
    const { tuning } = await tuningNow(tx, app, scope.tenantNo);
    const known = new Set((tuning.patterns ?? []).map((pattern) => pattern.shape));
    const rows = await openProposals(tx);
    return { items: rows.filter((row) => !known.has(row.shape)).map((row) => ({ ...row, foundAt: row.foundAt.toISOString() })) };
  });
}

/** Accepts a shape (it becomes an own pattern, in a new version) or dismisses it. Accepting settles every open proposal of that shape. */
export function decideOnProposal(
  app: App,
  scope: Scope,
  id: string,
  order: Parsed<Routes['PUT /api/v1/tuning/proposals/{id}']>['body'],
): Promise<CallOutput<Routes['PUT /api/v1/tuning/proposals/{id}']>> {
  requireAbility(scope, 'tuning.manage');
  return inTenant(app.db, scope, async (tx) => {
    const [proposal] = await openProposals(tx, id);
    if (!proposal) throw notFound('proposal');
    const { version, tuning } = await tuningNow(tx, app, scope.tenantNo);
    const at = app.clock.now();
    if (order.verdict === 'dismissed') {
      await decideProposal(tx, id, 'dismissed', at);
      await record(tx, app, scope, {
        act: 'tuning.proposalDismissed',
        subject: proposal.sourceId,
        details: { dataset: proposal.dataset, field: proposal.field, shape: proposal.shape },
      });
      return { verdict: 'dismissed' as const, version };
    }
    const patterns = tuning.patterns ?? [];
    const name = order.name ?? proposal.field.slice(0, 80);
    const pattern = { id: patternId(name, new Set(patterns.map((one) => one.id))), name, shape: proposal.shape, kind: 'ACCOUNT_ID', realm: proposal.realm };
    await decideProposal(tx, id, 'accepted', at, proposal.shape);
    const reason = `${proposal.source} / ${proposal.dataset} / ${proposal.field}`.slice(0, 500);
    const after = await addVersion(tx, app, scope, { tuning: checkedTuning({ ...tuning, patterns: [...patterns, pattern] }), basedOn: version, reason });
    return { verdict: 'accepted' as const, version: after.version };
  });
}
