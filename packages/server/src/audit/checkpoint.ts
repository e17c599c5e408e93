import { checkpointBytes } from '@waarborg/contract/trail-chain';
import { sql } from 'kysely';
import type { Scope } from '../db/scope.ts';
import type { Tx } from '../db/transaction.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Keyring } from '../kernel/sealed.ts';

/** Lines after which a checkpoint is signed without being asked for. */
export const CHECKPOINT_EVERY = 1000;

/** Signs where the chain stands now, unless that was done already or it is empty. */
export async function signCheckpoint(
  tx: Tx,
  app: { clock: Clock; keyring: Keyring },
  scope: Pick<Scope, 'tenantNo' | 'tenantId'>,
  head: { sequence: number; hash: string },
): Promise<void> {
  if (head.sequence === 0) return;
  const at = app.clock.now().toISOString();
  const signature = Buffer.from(app.keyring.signing.sign(checkpointBytes({ organisationId: scope.tenantId, sequence: head.sequence, hash: head.hash, at })));
  await sql`insert into trail_checkpoints (tenant_no, sequence, hash, at, signature)
    values (${scope.tenantNo}, ${head.sequence}, ${Buffer.from(head.hash, 'hex')}, ${at}, ${signature}) on conflict do nothing`.execute(tx);
}

/** The public key of checkpoints, SPKI as base64. */
export function publicKeyText(keyring: Keyring): string {
  return keyring.signing.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
}
