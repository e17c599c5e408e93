import type { CallOutput, Parsed, Routes } from '@waarborg/contract';
import { createDetector } from '@waarborg/detect';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { tuningNow } from '../tuning/index.ts';

/** What the detector sees in a text, by the organisation's tuning. Nothing is kept and nothing is logged; offsets are UTF-16 code units. */
export async function tryText(
  app: App,
  scope: Scope,
  typed: Parsed<Routes['POST /api/v1/detect/try']>['body'],
): Promise<CallOutput<Routes['POST /api/v1/detect/try']>> {
  requireAbility(scope, 'detect.try');
  const { tuning } = await inTenant(app.db, scope, (tx) => tuningNow(tx, app, scope.tenantNo));
  const { text, language, channel } = typed;
  const found = createDetector({ tuning, ...(language === undefined ? {} : { language }), ...(channel === undefined ? {} : { channel }) }).detect(text);
  return {
    spans: found.spans.map(({ start, end, type, confidence, reason }) => ({ start, end, type, confidence, reason })),
    flags: found.flags.map(({ start, end, code, confidence, reason }) => ({ start, end, code, confidence, reason })),
  };
}
