import type { CallOutput, Parsed, Routes } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { startText } from './disclaimers.ts';
import { rulesNow } from './read.ts';
import { insertShown, insertText, shownTimes, textVersions } from './store.ts';

const AHEAD_MS = 5 * 60_000;

/**
 * Writes down that a text was shown. Refuses a version that is not there and a moment in the future. The product's own text (version 0) is
 * copied into the organisation's versions at its first showing, so that a later wording of the product does not change the proof.
 */
export async function writeShown(app: App, scope: Scope, shown: Parsed<Routes['POST /api/v1/channels/shown']>['body']): Promise<{ known: boolean }> {
  requireAbility(scope, 'notes.report');
  const at = new Date(shown.at);
  if (at.getTime() > app.clock.now().getTime() + AHEAD_MS)
    throw new Refusal('invalid', 'channels.future', 'A text cannot have been shown in the future.', {
      errors: [{ path: 'at', message: 'lies in the future' }],
    });
  return inTenant(app.db, scope, async (tx) => {
    const channel = (await rulesNow(tx)).doc.channels.find((one) => one.id === shown.channel);
    if (channel === undefined) throw notFound('channel');
    const versions = await textVersions(tx, shown.channel, shown.language);
    const is = versions.find((one) => one.version === shown.version);
    if (is === undefined && shown.version !== 0) throw notFound('version of this text');
    if (is === undefined) {
      const text = startText(channel, shown.language);
      await insertText(tx, scope.tenantNo, { ...text, at: new Date(0), by: 'Waarborg', why: '', byId: '' });
    }
    const reference = shown.reference === undefined ? null : Buffer.from(shown.reference, 'hex');
    await insertShown(tx, scope.tenantNo, { channel: shown.channel, language: shown.language, version: shown.version, at, reference });
    const current = versions.find((one) => one.at <= at)?.version ?? 0;
    return { known: current === shown.version };
  });
}

/** How often each version was shown and from when until when; with a reference, what that call or chat was shown. */
export async function readShown(
  app: App,
  scope: Scope,
  query: { from?: string; to?: string; reference?: string },
): Promise<CallOutput<Routes['GET /api/v1/channels/shown']>> {
  requireAbility(scope, 'notes.read');
  const { reference, ...days } = query;
  const rows = await inTenant(app.db, scope, (tx) =>
    shownTimes(tx, { ...days, ...(reference === undefined ? {} : { reference: Buffer.from(reference, 'hex') }) }),
  );
  return { items: rows.map((row) => ({ ...row, first: row.first.toISOString(), last: row.last.toISOString() })) };
}
