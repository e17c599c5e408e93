import type { TuningInForce } from '@waarborg/contract';
import { type DetectorTuning, readTuning } from '@waarborg/detect';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { Keyring } from '../../kernel/sealed.ts';
import { changesBetween, nothingIn } from './rules.ts';
import { insertVersion, lastVersion, versionRow } from './store.ts';

/** A tuning with its version: 0 and empty when nothing was ever decided. */
export interface Tuned {
  readonly version: number;
  readonly at: Date | null;
  readonly by: string | null;
  readonly tuning: DetectorTuning;
}

const purpose = (tenantNo: number): string => `tuning:${tenantNo}`;

/** The tuning in force. */
export async function tuningNow(tx: Tx, app: Pick<App, 'keyring'>, tenantNo: number): Promise<Tuned> {
  return (await tuningOfVersion(tx, app, tenantNo)) ?? { version: 0, at: null, by: null, tuning: {} };
}

/** The tuning of one version (the last when none is named); undefined when there is no such version. */
export async function tuningOfVersion(tx: Tx, app: Pick<App, 'keyring'>, tenantNo: number, version?: number): Promise<Tuned | undefined> {
  const row = await versionRow(tx, version);
  return row && { version: row.version, at: row.at, by: row.byName, tuning: opened(app.keyring, tenantNo, row.sealed) };
}

/** The number of the version in force; 0 when nothing was ever decided. */
export const tuningNumber = (tx: Tx): Promise<number> => lastVersion(tx);

/** What was sealed was right when it was; a document of a later detector that this one cannot read counts as none rather than stopping a scan. */
function opened(keyring: Keyring, tenantNo: number, sealed: Uint8Array): DetectorTuning {
  const read = readTuning(JSON.parse(Buffer.from(keyring.open(purpose(tenantNo), sealed)).toString('utf8')));
  return 'tuning' in read ? read.tuning : {};
}

/** A document from outside, or a refusal that names every wrong entry. */
export function checkedTuning(document: unknown): DetectorTuning {
  const read = readTuning(document);
  if ('tuning' in read) return read.tuning;
  throw new Refusal('invalid', 'tuning.invalid', 'The tuning has mistakes; nothing was taken over.', {
    errors: read.problems.map(({ at, en, nl }) => ({ path: `tuning.${at}`.replace(/\.$/, ''), message: en, nl })),
  });
}

/**
 * Adds a version in this transaction, with its line in the trail; nothing when nothing changes. Refuses (conflict) when another version than `basedOn` is in
 * force. The trail names patterns by id and kinds, and counts the words to allow.
 */
export async function addVersion(
  tx: Tx,
  app: Pick<App, 'clock' | 'keyring'>,
  scope: Scope,
  order: { readonly tuning: DetectorTuning; readonly basedOn: number; readonly reason: string; readonly act?: string },
): Promise<Tuned> {
  const before = await tuningNow(tx, app, scope.tenantNo);
  const conflict = () => new Refusal('conflict', 'tuning.changed', 'Somebody else changed the tuning meanwhile. Read it again and change that.');
  if (before.version !== order.basedOn) throw conflict();
  const changes = changesBetween(before.tuning, order.tuning);
  if (nothingIn(changes)) return before;
  const version = before.version + 1;
  const at = app.clock.now();
  const sealed = app.keyring.seal(purpose(scope.tenantNo), Buffer.from(JSON.stringify(order.tuning), 'utf8'));
  const by = scope.actor.name;
  if (!(await insertVersion(tx, scope.tenantNo, { version, at, byName: by, reason: order.reason, changes, sealed }))) throw conflict();
  await record(tx, app, scope, { act: order.act ?? 'tuning.changed', subject: String(version), reason: order.reason, details: { ...changes } });
  return { version, at, by, tuning: order.tuning };
}

/**
 * Adds words that are never a finding, as part of another act whose ability the caller has asked for (a remark dismissed in the clean-up). Words that cannot
 * be allowed, or that are allowed already, are left out.
 */
export async function allowWords(tx: Tx, app: Pick<App, 'clock' | 'keyring'>, scope: Scope, words: readonly string[], reason: string): Promise<void> {
  const { version, tuning } = await tuningNow(tx, app, scope.tenantNo);
  const known = new Set((tuning.allow ?? []).map((word) => word.toLowerCase()));
  const fresh = [...new Set(words.map((word) => word.trim()))].filter((word) => !known.has(word.toLowerCase()) && 'tuning' in readTuning({ allow: [word] }));
  if (fresh.length === 0) return;
  await addVersion(tx, app, scope, { tuning: checkedTuning({ ...tuning, allow: [...(tuning.allow ?? []), ...fresh] }), basedOn: version, reason });
}

/** As it goes over the wire. */
export function presentTuned({ version, at, by, tuning }: Tuned): TuningInForce {
  return { version, at: at?.toISOString() ?? null, by, tuning: tuning as TuningInForce['tuning'] };
}
