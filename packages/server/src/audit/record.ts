import { canonicalJson, contentHash, EMPTY_HASH, lineHash, type TrailContent } from '@waarborg/contract/trail-chain';
import { sql } from 'kysely';
import type { Scope } from '../db/scope.ts';
import type { Tx } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Keyring } from '../kernel/sealed.ts';
import { CHECKPOINT_EVERY, signCheckpoint } from './checkpoint.ts';

/** What a verb writes down. `act` is a stable code ("source.added"); `details` never holds personal data of customers. */
export interface TrailNote {
  readonly act: string;
  readonly subject?: string;
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Adds a line to the organisation's chain, in the transaction of the act itself: both are written or neither is. Lines of one
 * organisation queue up behind each other until that transaction ends, so call it late.
 */
export async function record(tx: Tx, app: { clock: Clock; keyring?: Keyring }, scope: Scope, line: TrailNote): Promise<void> {
  const head = await lockHead(tx, scope.tenantNo);
  const content: TrailContent = {
    at: app.clock.now().toISOString(),
    actorKind: scope.actor.kind,
    actorId: scope.actor.id,
    actor: storable(scope.actor.name),
    act: line.act,
    subject: line.subject === undefined ? null : storable(line.subject),
    reason: line.reason === undefined ? null : storable(line.reason),
    details: line.details ?? {},
  };
  const details = canonicalJson(content.details);
  const sequence = head.sequence + 1;
  // Hashed as it will be read back, so that what JSON cannot hold exactly (dates, undefined) hashes the same then.
  const hash = lineHash(sequence, head.hash, contentHash({ ...content, details: JSON.parse(details) }));
  await sql`with line as (
      insert into trail_entries (tenant_no, sequence, at, actor_kind, actor_id, actor, act, subject, reason, details, hash)
      values (${scope.tenantNo}, ${sequence}, ${content.at}, ${content.actorKind}, ${content.actorId}, ${content.actor}, ${content.act},
              ${content.subject}, ${content.reason}, ${details}, ${Buffer.from(hash, 'hex')}))
    update trail_heads set sequence = ${sequence}, hash = ${Buffer.from(hash, 'hex')} where tenant_no = ${scope.tenantNo}`.execute(tx);
  if (app.keyring && sequence % CHECKPOINT_EVERY === 0) await signCheckpoint(tx, { clock: app.clock, keyring: app.keyring }, scope, { sequence, hash });
}

/** The end of the chain, locked until the transaction ends; made when the organisation has no line yet. */
export async function lockHead(tx: Tx, tenantNo: number): Promise<{ sequence: number; hash: string }> {
  const read = () => sql<{ sequence: number; hash: Buffer }>`select sequence, hash from trail_heads where tenant_no = ${tenantNo} for update`.execute(tx);
  let { rows } = await read();
  if (rows.length === 0) {
    await sql`insert into trail_heads (tenant_no, sequence, hash) values (${tenantNo}, 0, ${Buffer.from(EMPTY_HASH, 'hex')}) on conflict do nothing`.execute(
      tx,
    );
    ({ rows } = await read());
  }
  return { sequence: rows[0].sequence, hash: rows[0].hash.toString('hex') };
}

/** PostgreSQL's text holds no NUL, and a lone surrogate is not text. */
function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}
