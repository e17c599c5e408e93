import { setTimeout as sleep } from 'node:timers/promises';
import type { Scan, ScanState } from '@waarborg/contract/scans';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { presentScan } from './present.ts';
import { isOver } from './rules.ts';
import { type ScanChangeRow, scanChanges, scans } from './scans.store.ts';

/** A page of scans, newest first. */
export function listScans(
  app: App,
  scope: Scope,
  query: { sourceId?: string; state?: ScanState; cursor?: string; limit: number },
): Promise<{ items: Scan[]; next?: string }> {
  requireAbility(scope, 'sources.read');
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor);
  return inTenant(app.db, scope, async (tx) => {
    const rows = await scans(tx, { sourceId: query.sourceId, state: query.state, before, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return { items: page.map(presentScan), ...(rows.length > page.length && last ? { next: writeCursor(last) } : {}) };
  });
}

/** One scan with its progress now. */
export function getScan(app: App, scope: Scope, id: string): Promise<Scan> {
  requireAbility(scope, 'sources.read');
  return inTenant(app.db, scope, async (tx) => {
    const [row] = await scans(tx, { id });
    if (!row) throw notFound('scan');
    return presentScan(row);
  });
}

/** The scan whenever it changed, looked at every `everyMs`, until it ends or nobody listens any more. */
export async function* watchScan(app: App, scope: Scope, id: string, signal: AbortSignal, everyMs = 1000): AsyncGenerator<Scan> {
  let shown = '';
  while (!signal.aborted) {
    const scan = await getScan(app, scope, id);
    const now = JSON.stringify(scan);
    if (now !== shown) yield scan;
    shown = now;
    if (isOver(scan.state)) return;
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** What differs from the scan before. Empty until the datasets are finished. */
export function readChanges(app: App, scope: Scope, id: string): Promise<{ previousId: string | null; items: ScanChangeRow[] }> {
  requireAbility(scope, 'sources.read');
  return inTenant(app.db, scope, async (tx) => {
    const [row] = await scans(tx, { id });
    if (!row) throw notFound('scan');
    return { previousId: row.previousId, items: await scanChanges(tx, id) };
  });
}

function writeCursor(row: { createdAt: Date; id: string }): string {
  return Buffer.from(`${row.createdAt.toISOString()}|${row.id}`).toString('base64url');
}

function readCursor(cursor: string): { at: Date; id: string } {
  const [at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (!at || !id || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) throw new Refusal('invalid', 'page.cursor', 'This cursor is not one of ours.');
  return { at: new Date(at), id };
}
