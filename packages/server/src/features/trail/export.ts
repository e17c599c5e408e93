import { PassThrough, Readable } from 'node:stream';
import { contentHash, EMPTY_HASH, TRAIL_FORMAT, TRAIL_VERSION } from '@waarborg/contract/trail-chain';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { publicKeyText, signCheckpoint } from '../../audit/checkpoint.ts';
import { lockHead, record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant } from '../../db/transaction.ts';
import type { FileAnswer } from '../../http/mount.ts';
import { csvLine } from '../../kernel/csv.ts';
import { organisationName } from '../accounts/index.ts';
import { contentOf, presentCheckpoint } from './present.ts';
import { type EntryRow, entriesInOrder, type Filter, firstFitting, hashAt, listCheckpoints } from './store.ts';

const PAGE = 1000;
const columns = ['sequence', 'at', 'actorKind', 'actor', 'act', 'subject', 'reason', 'details', 'hash'] as const;

interface Cut {
  readonly organisation: string;
  readonly first: number;
  readonly last: number;
  readonly previousHash: string;
}

/**
 * The trail as a file, written while it is read: memory stays flat. JSON can be verified without this server: lines that do not
 * answer the filter stand in it as a content hash only. The export itself is a line of the trail, and a checkpoint is signed over it.
 */
export async function exportTrail(app: App, scope: Scope, filter: Filter, format: 'json' | 'csv' | 'xlsx'): Promise<FileAnswer> {
  requireAbility(scope, 'trail.export');
  const cut = await inTenant(app.db, scope, async (tx): Promise<Cut> => {
    // Only the names of the filters: what was looked for may be somebody's name.
    await record(tx, app, scope, { act: 'trail.exported', details: { format, filters: Object.keys(filter).sort() } });
    const head = await lockHead(tx, scope.tenantNo);
    await signCheckpoint(tx, app, scope, head);
    const first = (await firstFitting(tx, scope.tenantNo, filter)) ?? head.sequence;
    const previousHash = first === 1 ? EMPTY_HASH : ((await hashAt(tx, scope.tenantNo, first - 1)) ?? EMPTY_HASH);
    return { organisation: await organisationName(tx, scope), first, last: head.sequence, previousHash };
  });
  const name = `waarborg-trail-${app.clock.now().toISOString().slice(0, 10)}.${format}`;
  const rows = readRows(app, scope, filter, cut);
  if (format === 'xlsx') return { file: await workbook(rows), name, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
  if (format === 'csv') return { file: textStream(csv(rows)), name, type: 'text/csv; charset=utf-8' };
  return { file: textStream(json(app, scope, cut, rows)), name, type: 'application/json' };
}

async function* readRows(app: App, scope: Scope, filter: Filter, cut: Cut): AsyncGenerator<EntryRow> {
  for (let after = cut.first - 1; after < cut.last; ) {
    const rows = await inTenant(app.db, scope, (tx) => entriesInOrder(tx, scope.tenantNo, filter, after, cut.last, PAGE));
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)!.sequence;
  }
}

async function* json(app: App, scope: Scope, cut: Cut, rows: AsyncIterable<EntryRow>): AsyncGenerator<string> {
  const head = {
    format: TRAIL_FORMAT,
    version: TRAIL_VERSION,
    organisation: { id: scope.tenantId, name: cut.organisation },
    exportedAt: app.clock.now().toISOString(),
    publicKey: publicKeyText(app.keyring),
    previousHash: cut.previousHash,
  };
  yield `${JSON.stringify(head, null, 1).slice(0, -2)},\n "entries": [`;
  let separator = '\n  ';
  for await (const row of rows) {
    const content = contentOf(row);
    const line = { sequence: row.sequence, hash: row.hash.toString('hex'), ...(row.fits ? content : { content: contentHash(content) }) };
    yield separator + JSON.stringify(line);
    separator = ',\n  ';
  }
  const checkpoints = await inTenant(app.db, scope, (tx) => listCheckpoints(tx, scope.tenantNo, cut.first));
  const within = checkpoints.filter((row) => row.sequence <= cut.last).map(presentCheckpoint);
  yield `\n ],\n "checkpoints": ${JSON.stringify(within)}\n}\n`;
}

async function* csv(rows: AsyncIterable<EntryRow>): AsyncGenerator<string> {
  // The mark tells spreadsheets that it is UTF-8.
  yield `\ufeff${csvLine(columns)}`;
  for await (const row of rows) if (row.fits) yield csvLine(cells(row));
}

function cells(row: EntryRow): (string | number | null)[] {
  return [
    row.sequence,
    row.at.toISOString(),
    row.actor_kind,
    row.actor,
    row.act,
    row.subject,
    row.reason,
    row.details === '{}' ? '' : row.details,
    row.hash.toString('hex'),
  ];
}

async function workbook(rows: AsyncIterable<EntryRow>): Promise<ReadableStream<Uint8Array>> {
  const { default: excel } = await import('exceljs');
  const out = new PassThrough();
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false });
  const sheet = book.addWorksheet('Trail', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((header) => ({ header, width: header === 'details' || header === 'hash' ? 40 : 22 }));
  const write = async () => {
    for await (const row of rows) {
      if (!row.fits) continue;
      // Excel refuses a cell of more than 32,767 characters.
      sheet.addRow(cells(row).map((cell) => (typeof cell === 'string' ? cell.slice(0, 32_000) : cell))).commit();
    }
    sheet.commit();
    await book.commit();
  };
  write().catch((error) => out.destroy(error));
  return Readable.toWeb(out) as ReadableStream<Uint8Array>;
}

/** Text in pieces of some 64 kB, so that a long trail does not travel line by line. */
function textStream(parts: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const gathered = async function* () {
    let text = '';
    for await (const part of parts) {
      text += part;
      if (text.length < 65_536) continue;
      yield encoder.encode(text);
      text = '';
    }
    yield encoder.encode(text);
  };
  return Readable.toWeb(Readable.from(gathered())) as ReadableStream<Uint8Array>;
}
