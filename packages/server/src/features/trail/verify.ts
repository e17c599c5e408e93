import { chainChecker, checkpointIsGenuine, EMPTY_HASH } from '@waarborg/contract/trail-chain';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { publicKeyText } from '../../audit/checkpoint.ts';
import { lockHead } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { contentOf, presentCheckpoint } from './present.ts';
import { entriesInOrder, listCheckpoints } from './store.ts';

const PAGE = 2000;

export interface TrailCheck {
  readonly intact: boolean;
  readonly entries: number;
  readonly checkpoints: number;
  readonly brokenAt: number | null;
  readonly checkedAt: string;
}

/** Goes through the whole chain as it stands in the database: every line, every checkpoint, and that no line is missing at the end. */
export async function verifyTrailNow(app: App, scope: Scope): Promise<TrailCheck> {
  requireAbility(scope, 'trail.read');
  const checkedAt = app.clock.now().toISOString();
  const head = await inTenant(app.db, scope, (tx) => lockHead(tx, scope.tenantNo));
  const checkpoints = await inTenant(app.db, scope, (tx) => listCheckpoints(tx, scope.tenantNo, 0));
  const signed = new Map(checkpoints.map((row) => [row.sequence, row]));
  const key = publicKeyText(app.keyring);
  const chain = chainChecker({ previousHash: EMPTY_HASH, firstSequence: 1 });
  const verdict = (brokenAt: number | null): TrailCheck => ({
    intact: brokenAt === null,
    entries: chain.last().count,
    checkpoints: checkpoints.length,
    brokenAt,
    checkedAt,
  });
  const end = Math.max(head.sequence, checkpoints.at(-1)?.sequence ?? 0);
  for (let after = 0; after < end; ) {
    const rows = await inTenant(app.db, scope, (tx) => entriesInOrder(tx, scope.tenantNo, {}, after, end, PAGE));
    if (rows.length === 0) return verdict(after + 1);
    for (const row of rows) {
      const expected = chain.last().sequence + 1;
      if (chain.next({ sequence: row.sequence, hash: row.hash.toString('hex'), ...contentOf(row) })) return verdict(Math.min(expected, row.sequence));
      const checkpoint = signed.get(row.sequence);
      if (checkpoint && (!checkpoint.hash.equals(row.hash) || !checkpointIsGenuine(scope.tenantId, presentCheckpoint(checkpoint), key)))
        return verdict(row.sequence);
    }
    after = rows.at(-1)!.sequence;
  }
  if (head.sequence > 0 && chain.last().sequence === head.sequence && chain.last().hash !== head.hash) return verdict(head.sequence);
  return verdict(null);
}
