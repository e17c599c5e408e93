import { createHash, createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { App } from '../app.ts';
import type { Scope } from '../db/scope.ts';
import { inTenant, listTenants } from '../db/transaction.ts';
import { Refusal } from '../kernel/errors.ts';

/** What was answered to the first call with a key. */
export interface StoredAnswer {
  readonly status: number;
  readonly body: string;
}

const HOURS_KEPT = 24;
/** A claim without an answer after so long was left by a server that stopped. */
const ABANDONED_MINUTES = 10;
const PURPOSE = 'idempotent-answer';

/**
 * Claims an Idempotency-Key for one call of one caller. Answers the stored answer when the same call was made before; refuses
 * when the key was used for another call, or when the first one is still under way. Kept for 24 hours, sealed.
 */
export async function claimKey(app: App, scope: Scope, key: string, call: string): Promise<{ stored: StoredAnswer } | { keyHash: Buffer }> {
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Refusal('invalid', 'idempotency.key', 'Idempotency-Key must be 1 to 200 printable characters without spaces.');
  const keyHash = createHash('sha256').update(`${scope.actor.kind}:${scope.actor.id}\n${key}`).digest();
  // Keyed: a body may be a telephone number or a password, which a plain hash would give away to whoever tries them all.
  const callHash = createHmac('sha256', app.keyring.derive(PURPOSE)).update(call).digest();
  const now = app.clock.now();
  const row = await inTenant(app.db, scope, async (tx) => {
    await sql`delete from idempotent_answers where key_hash = ${keyHash} and (made_at < ${new Date(now.getTime() - HOURS_KEPT * 3_600_000)} or (status is null and made_at < ${new Date(now.getTime() - ABANDONED_MINUTES * 60_000)}))`.execute(
      tx,
    );
    const made =
      await sql`insert into idempotent_answers (tenant_no, key_hash, call_hash, made_at) values (${scope.tenantNo}, ${keyHash}, ${callHash}, ${now}) on conflict do nothing returning 1`.execute(
        tx,
      );
    if (made.rows.length > 0) return null;
    const found = await sql<{
      call_hash: Buffer;
      status: number | null;
      body: Buffer | null;
    }>`select call_hash, status, body from idempotent_answers where key_hash = ${keyHash}`.execute(tx);
    return found.rows[0];
  });
  if (!row) return { keyHash };
  if (!row.call_hash.equals(callHash)) throw new Refusal('conflict', 'idempotency.reused', 'This Idempotency-Key was used for another call.');
  if (row.status === null || row.body === null)
    throw new Refusal('conflict', 'idempotency.busy', 'The first call with this Idempotency-Key is still under way.', { retryAfterSeconds: 1 });
  return { stored: { status: row.status, body: Buffer.from(app.keyring.open(PURPOSE, row.body)).toString() } };
}

/** Keeps the answer of a call that went well. */
export async function keepAnswer(app: App, scope: Scope, keyHash: Buffer, answer: StoredAnswer): Promise<void> {
  const body = Buffer.from(app.keyring.seal(PURPOSE, Buffer.from(answer.body)));
  await inTenant(app.db, scope, (tx) => sql`update idempotent_answers set status = ${answer.status}, body = ${body} where key_hash = ${keyHash}`.execute(tx));
}

/** Gives the key back after a call that failed: trying again with it is what it is for. */
export async function releaseKey(app: App, scope: Scope, keyHash: Buffer): Promise<void> {
  await inTenant(app.db, scope, (tx) => sql`delete from idempotent_answers where key_hash = ${keyHash}`.execute(tx));
}

/** Removes answers whose day is over, in every organisation. */
export async function sweepAnswers(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - HOURS_KEPT * 3_600_000);
  for (const tenant of await listTenants(app.db))
    await inTenant(app.db, tenant, (tx) => sql`delete from idempotent_answers where made_at < ${before}`.execute(tx));
}
