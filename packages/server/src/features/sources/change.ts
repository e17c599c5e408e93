import type { Parsed, Routes, Source } from '@waarborg/contract';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { takeApart } from './add.ts';
import { presentSource } from './present.ts';
import { secretPurpose } from './reach.ts';
import { nextScan, passwordStays } from './rules.ts';
import { deleteSource, forgetUpload, isBeingScanned, lockSource, type SourceChange, type SourceRow, summaries, updateSource } from './store.ts';
import { removeUploadedFile } from './upload-place.ts';

export type SystemChange = Parsed<Routes['PATCH /api/v1/sources/{id}']>['body'];

const plain = ['name', 'description', 'owner', 'country', 'supplier', 'backupDays', 'maxRowsPerSecond'] as const;

/** Changes facts, connection or schedule of a system. A kept password only goes along to the same host; for another it must be typed again. */
export async function changeSource(app: App, scope: Scope, id: string, wanted: SystemChange): Promise<Source> {
  requireAbility(scope, 'sources.manage');
  return inTenant(app.db, scope, async (tx) => {
    const before = await lockSource(tx, id);
    if (before === undefined) throw notFound('system');
    const change: SourceChange = {};
    for (const key of plain) if (wanted[key] !== undefined) Object.assign(change, { [key]: wanted[key] });
    Object.assign(change, connectionChange(app, before, wanted));
    if (wanted.schedule !== undefined && wanted.schedule !== before.schedule) {
      if (wanted.schedule !== 'never') refuseUnscannable(before);
      change.schedule = wanted.schedule;
      change.nextScanAt = nextScan(wanted.schedule, app.clock.now());
    }
    await updateSource(tx, id, change);
    const changed = Object.keys(change).filter((key) => key !== 'secret' && key !== 'nextScanAt');
    await record(tx, app, scope, {
      act: 'source.changed',
      subject: id,
      details: {
        name: change.name ?? before.name,
        changed,
        ...(change.location === undefined ? {} : { location: change.location }),
        ...(change.schedule === undefined ? {} : { schedule: change.schedule }),
        ...(change.secret === undefined ? {} : { password: change.secret === null ? 'removed' : 'replaced' }),
      },
    });
    return presentSource((await summaries(tx, { id }))[0]!);
  });
}

function connectionChange(app: App, before: SourceRow, wanted: SystemChange): SourceChange {
  if (wanted.connection === undefined) return {};
  if (before.kind === 'manual' || before.uploadName !== null) {
    throw new Refusal('invalid', 'sources.noConnection', `${before.name} has no connection to change.`, {
      errors: [{ path: 'connection', message: 'this system has none' }],
    });
  }
  const { location, user, password } = takeApart({
    location: wanted.connection.location ?? before.location,
    user: wanted.connection.user ?? before.user ?? undefined,
    password: wanted.connection.password,
  });
  if (before.hasSecret && password === null && !passwordStays(before.location, location)) {
    throw new Refusal('invalid', 'sources.passwordAgain', 'The address points at another host; type the password again.', {
      errors: [{ path: 'connection.password', message: 'is needed for another host' }],
    });
  }
  return { location, user, ...(password === null ? {} : { secret: app.keyring.seal(secretPurpose(before.id), Buffer.from(password, 'utf8')) }) };
}

function refuseUnscannable(source: SourceRow): void {
  if (source.kind === 'manual') throw new Refusal('invalid', 'sources.manual', `${source.name} is written down by hand; there is nothing to scan.`);
  if (source.uploadName !== null)
    throw new Refusal('invalid', 'sources.uploadOnce', 'An uploaded file does not change; scan it once instead of on a schedule.');
}

/**
 * Forgets a system: its map, its password and its upload. From then on nobody is found in it; what the index holds of it goes in the
 * background, and the trail says when it is gone. Refuses while it is being scanned.
 */
export async function removeSource(app: App, scope: Scope, id: string): Promise<void> {
  requireAbility(scope, 'sources.manage');
  const ref = await inTenant(app.db, scope, async (tx) => {
    const before = await lockSource(tx, id);
    if (before === undefined) throw notFound('system');
    if (await isBeingScanned(tx, id)) throw new Refusal('conflict', 'sources.beingScanned', `${before.name} is being scanned; cancel the scan first.`);
    const postings = await deleteSource(tx, id);
    if (postings !== null) await app.jobs.enqueue(tx, 'scans.clearForgotten', { tenantNo: scope.tenantNo, tenantId: scope.tenantId, sourceId: id });
    await record(tx, app, scope, { act: 'source.removed', subject: id, details: { name: before.name, kind: before.kind, postings: postings ?? 0 } });
    return before.uploadRef;
  });
  if (ref !== null) await removeUploadedFile(app.blobs, ref);
}

/** Deletes the uploaded file now; what was found in it stays on the map. Refuses when there is none, and while it is being scanned. */
export async function removeUpload(app: App, scope: Scope, id: string): Promise<void> {
  requireAbility(scope, 'sources.manage');
  const ref = await inTenant(app.db, scope, async (tx) => {
    const before = await lockSource(tx, id);
    if (before === undefined) throw notFound('system');
    if (before.uploadRef === null) throw new Refusal('conflict', 'sources.uploadGone', `${before.name} has no uploaded file any more.`);
    if (await isBeingScanned(tx, id)) throw new Refusal('conflict', 'sources.beingScanned', `${before.name} is being scanned; cancel the scan first.`);
    await forgetUpload(tx, id);
    await record(tx, app, scope, { act: 'source.uploadDeleted', subject: id, details: { file: before.uploadName, by: 'person' } });
    return before.uploadRef;
  });
  await removeUploadedFile(app.blobs, ref);
}
