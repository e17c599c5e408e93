import type { ChannelChange, ChannelDraft, ChannelRules } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound, type RefusalPlace } from '../../kernel/errors.ts';
import { applyDraft, type ChannelDoc, changesBetween, presentChannels, startDoc } from './rules.ts';
import { latestVersion, type VersionRow, versionOf, versions } from './store.ts';

type Dated = Omit<VersionRow, 'at' | 'by' | 'why'> & { at: Date | null; by: string | null; why: string | null };

/** The rules in force, with the number of their version (0: as the product comes). */
export async function rulesNow(tx: Tx): Promise<Dated & { doc: ChannelDoc }> {
  return (await latestVersion(tx)) ?? { version: 0, at: null, by: null, why: null, restored: null, changes: 0, doc: startDoc() };
}

/** The rules of a version; 0 is the product's starting point. Undefined when there is no such version. */
export async function rulesOf(tx: Tx, version: number): Promise<(Dated & { doc: ChannelDoc }) | undefined> {
  if (version === 0) return { version: 0, at: null, by: null, why: null, restored: null, changes: 0, doc: startDoc() };
  return versionOf(tx, version);
}

export function presentRules(found: Dated & { doc: ChannelDoc }): ChannelRules {
  const { version, by, why, restored } = found;
  return { version, at: found.at?.toISOString() ?? null, by, why, restored, asOf: found.doc.asOf, channels: presentChannels(found.doc) };
}

/** What may be asked and written down on each channel, now. */
export async function readChannels(app: App, scope: Scope): Promise<ChannelRules> {
  requireAbility(scope, 'channels.read');
  return inTenant(app.db, scope, async (tx) => presentRules(await rulesNow(tx)));
}

/** The rules as they were in a version. */
export async function readVersion(app: App, scope: Scope, version: number): Promise<ChannelRules> {
  requireAbility(scope, 'channels.read');
  const found = await inTenant(app.db, scope, (tx) => rulesOf(tx, version));
  if (found === undefined) throw notFound('version');
  return presentRules(found);
}

/** Every version that was saved, newest first. */
export async function readVersions(app: App, scope: Scope) {
  requireAbility(scope, 'channels.read');
  const items = await inTenant(app.db, scope, versions);
  return { items: items.map((row) => ({ ...row, at: row.at.toISOString() })) };
}

/** What differs between two versions. */
export async function compareVersions(app: App, scope: Scope, { from, to }: { from: number; to: number }): Promise<{ changes: ChannelChange[] }> {
  requireAbility(scope, 'channels.read');
  const [left, right] = await inTenant(app.db, scope, async (tx) => [await rulesOf(tx, from), await rulesOf(tx, to)] as const);
  if (left === undefined || right === undefined) throw notFound('version');
  return { changes: changesBetween(left.doc, right.doc) };
}

/** What a draft would change and what stands in its way; nothing is saved. */
export async function tryDraft(app: App, scope: Scope, draft: ChannelDraft): Promise<{ changes: ChannelChange[]; problems: RefusalPlace[] }> {
  requireAbility(scope, 'channels.manage');
  const { doc } = await inTenant(app.db, scope, rulesNow);
  const after = applyDraft(doc, draft);
  return { changes: changesBetween(doc, after.doc), problems: after.problems };
}
