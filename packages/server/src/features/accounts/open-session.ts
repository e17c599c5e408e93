import type { App } from '../../app.ts';
import { inAccount } from '../../db/transaction.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { deleteShownSession, insertSession } from './sessions.store.ts';

/**
 * Opens a new session and gives its secret, which is stored only as a hash. A session that existed before is never taken over
 * (no fixation): each sign-in makes a new secret.
 */
export async function openSession(
  app: App,
  who: { userId: string; tenantNo: number },
  from: { ip: string; device: string },
): Promise<{ secret: string; maxAgeSeconds: number }> {
  const secret = newSecret();
  const now = app.clock.now();
  const maxAgeSeconds = app.config.sessionHours * 3600;
  await inAccount(app.db, { userId: who.userId }, (tx) =>
    insertSession(tx, {
      id: app.ids.next(),
      secret_hash: hashSecret(secret),
      user_id: who.userId,
      tenant_no: who.tenantNo,
      device: from.device.slice(0, 100),
      ip: from.ip || null,
      started_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + maxAgeSeconds * 1000),
    }),
  );
  return { secret, maxAgeSeconds };
}

/** Ends the session behind a secret, if there is one. */
export async function dropSession(app: App, secret: string): Promise<void> {
  await inAccount(app.db, { secretHash: hashSecret(secret) }, deleteShownSession);
}
