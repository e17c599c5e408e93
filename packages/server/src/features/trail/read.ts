import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { Refusal } from '../../kernel/errors.ts';
import { type EntryRow, type Filter, newestEntries } from './store.ts';

/** One page of the trail, newest first; `next` is the cursor of the page after it. */
export async function readTrail(
  app: App,
  scope: Scope,
  filter: Filter,
  page: { cursor?: string; limit: number },
): Promise<{ rows: EntryRow[]; next?: string }> {
  requireAbility(scope, 'trail.read');
  if (page.cursor !== undefined && !/^\d{1,15}$/.test(page.cursor)) throw new Refusal('invalid', 'input.cursor', 'The cursor is not one of ours.');
  const before = page.cursor === undefined ? null : Number(page.cursor);
  const rows = await inTenant(app.db, scope, (tx) => newestEntries(tx, scope.tenantNo, filter, before, page.limit + 1));
  const shown = rows.slice(0, page.limit);
  return rows.length > page.limit ? { rows: shown, next: String(shown.at(-1)!.sequence) } : { rows: shown };
}
