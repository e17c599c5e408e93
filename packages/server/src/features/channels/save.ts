import type { ChannelDraft, ChannelRules } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound, Refusal, type RefusalPlace } from '../../kernel/errors.ts';
import { allOf, followRules } from './disclaimers.ts';
import { presentRules, rulesNow, rulesOf } from './read.ts';
import { applyDraft, type ChannelDoc, changesBetween, problemsIn } from './rules.ts';
import { insertVersion } from './store.ts';

/** Saves a draft as a new version. Refuses one that was made on an older version, that changes nothing, or that releases what may not be released. */
export async function saveRules(app: App, scope: Scope, draft: ChannelDraft & { why: string }): Promise<ChannelRules> {
  requireAbility(scope, 'channels.manage');
  return inTenant(app.db, scope, async (tx) => {
    const now = await rulesNow(tx);
    if (draft.basedOn !== now.version) throw overtaken(now.version);
    const { doc, problems } = applyDraft(now.doc, draft);
    return addVersion(tx, app, scope, { before: now, doc, problems, why: draft.why, restored: null });
  });
}

/** Brings an earlier version back as a new one; what stands in between stays in the history. */
export async function restoreRules(app: App, scope: Scope, version: number, why: string): Promise<ChannelRules> {
  requireAbility(scope, 'channels.manage');
  return inTenant(app.db, scope, async (tx) => {
    const [now, old] = [await rulesNow(tx), await rulesOf(tx, version)];
    if (old === undefined) throw notFound('version');
    return addVersion(tx, app, scope, { before: now, doc: old.doc, problems: problemsIn(old.doc), why, restored: version });
  });
}

async function addVersion(
  tx: Tx,
  app: App,
  scope: Scope,
  made: { before: { version: number; doc: ChannelDoc }; doc: ChannelDoc; problems: readonly RefusalPlace[]; why: string; restored: number | null },
): Promise<ChannelRules> {
  if (made.problems.length > 0)
    throw new Refusal('invalid', 'channels.notAllowed', 'The rules cannot be saved like this.', { errors: made.problems.slice(0, 50) });
  const changes = changesBetween(made.before.doc, made.doc);
  if (changes.length === 0) throw new Refusal('invalid', 'channels.nothingChanged', 'Nothing differs from the rules as they are.');
  const row = {
    version: made.before.version + 1,
    at: app.clock.now(),
    byId: scope.actor.id,
    by: scope.actor.name,
    why: made.why,
    restored: made.restored,
    changes: changes.length,
    doc: made.doc,
  };
  const texts = await allOf(tx);
  if (!(await insertVersion(tx, scope.tenantNo, row))) throw overtaken(row.version);
  await followRules(tx, app, scope, { before: texts, doc: made.doc, why: made.why });
  await record(tx, app, scope, {
    act: made.restored === null ? 'channels.saved' : 'channels.restored',
    subject: String(row.version),
    reason: made.why,
    details: {
      ...(made.restored === null ? {} : { restored: made.restored }),
      changes: changes.length,
      released: changes.filter((change) => change.what === 'release' && change.after !== null).map((change) => `${change.channel}.${change.kind}`),
    },
  });
  return presentRules(row);
}

function overtaken(version: number): Refusal {
  return new Refusal('conflict', 'channels.overtaken', `Somebody saved version ${version} meanwhile; look at it and save again.`);
}
