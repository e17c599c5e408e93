import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound } from '../../kernel/errors.ts';
import { datasets, fields, findings, recordVerdict } from '../scans/index.ts';
import { presentFinding } from './present.ts';
import type { Finding } from './rules.ts';

/** A person says whether a finding is right (null takes it back). Later scans keep to it; who, when and why stay in the history and the trail. */
export async function judgeFinding(
  app: App,
  scope: Scope,
  findingId: number,
  said: { verdict: 'confirmed' | 'notPersonal' | null; why: string },
): Promise<Finding> {
  requireAbility(scope, 'map.judge');
  return inTenant(app.db, scope, async (tx) => {
    const [before] = await findings(tx, { ids: [findingId], gone: true });
    if (before === undefined) throw notFound('finding');
    const after = await recordVerdict(tx, findingId, {
      verdict: said.verdict,
      byId: scope.actor.id,
      byName: scope.actor.name,
      at: app.clock.now(),
      why: said.why.trim(),
    });
    if (after === undefined) throw notFound('finding');
    const [field] = await fields(tx, { ids: [before.fieldId], gone: true });
    const [dataset] = field === undefined ? [] : await datasets(tx, { ids: [field.datasetId], gone: true });
    await record(tx, app, scope, {
      act: 'map.judged',
      subject: String(findingId),
      ...(said.why.trim() === '' ? {} : { reason: said.why.trim() }),
      details: {
        sourceId: dataset?.sourceId ?? null,
        name: `${dataset?.name ?? ''}.${field?.name ?? ''}`,
        kind: before.kind,
        before: before.verdict,
        after: said.verdict,
      },
    });
    return presentFinding(after);
  });
}
