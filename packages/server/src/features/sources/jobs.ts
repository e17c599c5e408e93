import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import { systemScope } from '../../db/scope.ts';
import { inTenant, listTenants, type Tx } from '../../db/transaction.ts';
import type { Timed } from '../../jobs/schedule.ts';
import { nextScan } from './rules.ts';
import { dueForScan, expiredUploads, forgetUpload, updateSource } from './store.ts';
import { clearHalfUnpacked, removeUploadedFile } from './upload-place.ts';

/** Deletes uploaded files whose time is over, in every organisation; each deletion is in the trail. Running it twice changes nothing. */
export async function removeExpiredUploads(app: App): Promise<void> {
  for (const { tenantNo, tenantId } of await listTenants(app.db)) {
    const scope = systemScope(tenantNo, tenantId);
    const removed = await inTenant(app.db, scope, async (tx) => {
      const expired = await expiredUploads(tx, app.clock.now());
      for (const upload of expired) {
        await forgetUpload(tx, upload.id);
        await record(tx, app, scope, { act: 'source.uploadDeleted', subject: upload.id, details: { file: upload.name, by: 'term' } });
      }
      return expired;
    });
    for (const upload of removed) await removeUploadedFile(app.blobs, upload.uploadRef);
  }
}

/**
 * What an earlier process left when it was killed over an upload. For the start of a server: never in its way, as a folder that cannot be read says
 * nothing about the rest.
 */
export async function clearLeftovers(app: Pick<App, 'blobs' | 'clock' | 'log'>): Promise<void> {
  try {
    const folders = await clearHalfUnpacked(app.blobs, app.clock.now());
    if (folders > 0) app.log.info({ folders }, 'removed what was left of zips that were being unpacked when the server was killed');
  } catch (err) {
    app.log.warn({ err }, 'what was left of zips could not be removed; the next start tries again');
  }
}

/**
 * Systems whose scheduled scan is due, each with its next time already set in this transaction; the caller starts the scans in it. A time
 * that was missed (the server was off) is made up once.
 */
export async function sourcesDueForScan(tx: Tx, now: Date): Promise<{ id: string }[]> {
  const due = await dueForScan(tx, now);
  for (const source of due) {
    let next = nextScan(source.schedule, source.nextScanAt);
    while (next !== null && next <= now) next = nextScan(source.schedule, next);
    await updateSource(tx, source.id, { nextScanAt: next });
  }
  return due.map(({ id }) => ({ id }));
}

/** What this feature has on the timetable. */
export const timetable: readonly Timed<App>[] = [{ name: 'sources.removeExpiredUploads', cron: '17 * * * *', run: removeExpiredUploads }];
