import type { DatasetDescription } from '@waarborg/connectors';
import type { CallOutput, Parsed, Routes } from '@waarborg/contract';
import type { CleanupItem, CleanupView } from '@waarborg/contract/cleanup';
import { tierOf } from '@waarborg/law';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { organisationLanguage } from '../accounts/index.ts';
import { connectorSettingsOf, type Reach, withConnector } from '../sources/index.ts';
import { markSeen } from './groups.store.ts';
import { type ItemRow, item, judgeItem } from './items.store.ts';
import { openKey, sealText } from './keys.ts';
import { presentItem } from './present.ts';
import { propose } from './propose.ts';
import { contentPrint, judgeable, type Language, print, stateAfter } from './rules.ts';
import { lastDescription } from './runs.store.ts';
import { detectorOptions, teachAllowed } from './tuning.ts';

/** What is needed to read one note from its system. */
export interface NotePlace {
  readonly reach: Reach;
  readonly description: DatasetDescription | null;
  readonly key: string;
  readonly field: string;
}

/** One note read from its system now; null when the record is gone. */
export async function readNote(place: NotePlace): Promise<{ text: string | null } | null> {
  if (place.description === null) return null;
  const values = await withConnector(place.reach, (connector) => connector.fetch(place.description!, place.key, [place.field]));
  return values === null ? null : { text: values[place.field] ?? null };
}

/** Where an item stands. */
export async function placeOf(tx: Tx, app: App, row: Pick<ItemRow, 'sourceId' | 'datasetId' | 'record' | 'keySealed' | 'field'>): Promise<NotePlace> {
  return {
    reach: await connectorSettingsOf(tx, app, row.sourceId),
    description: await lastDescription(tx, row.datasetId),
    key: openKey(app, row),
    field: row.field,
  };
}

/** Proves which text was looked at; says nothing about it without the organisation's key. */
function seenToken(app: App, scope: Scope, itemId: number, content: bigint): string {
  return `${content}.${print(app.keyring.indexKey(scope.tenantNo), 'seen', `${itemId}:${content}`)}`;
}

function contentSeen(app: App, scope: Scope, itemId: number, token: string): bigint {
  const parts = /^(-?\d{1,19})\.-?\d{1,19}$/.exec(token);
  if (!parts || seenToken(app, scope, itemId, BigInt(parts[1])) !== token)
    throw new Refusal('invalid', 'cleanup.notSeen', 'Look at the note first: this does not say which text was looked at.', {
      errors: [{ path: 'seen', message: 'is not from the view' }],
    });
  return BigInt(parts[1]);
}

/**
 * One note, read from its system now and kept nowhere, with its remarks marked and what would become of it. The view is in the trail before anything is
 * read. A record that is gone leaves the queue.
 */
export async function viewItem(app: App, scope: Scope, id: number): Promise<CleanupView> {
  requireAbility(scope, 'cleanup.judge');
  const { row, place, frame } = await inTenant(app.db, scope, async (tx) => {
    const found = await item(tx, id);
    if (!found) throw notFound('note');
    const here = { row: found, place: await placeOf(tx, app, found), frame: await frameOf(tx, app, scope) };
    await markSeen(tx, id, scope.actor.id);
    await record(tx, app, scope, {
      act: 'cleanup.noteViewed',
      subject: String(id),
      details: { source: found.source, dataset: found.dataset, field: found.field, label: found.label },
    });
    return here;
  });
  const note = await readNote(place);
  if (note === null && ['open', 'later', 'decided', 'refused'].includes(row.state)) {
    await inTenant(app.db, scope, async (tx) => {
      const now = await item(tx, id, true);
      if (now && now.state === row.state) await judgeItem(tx, id, { state: 'gone', verdict: null, byId: '', by: '', at: app.clock.now() });
    });
  }
  return presentView(app, scope, row, place.key, note, frame);
}

/** In which language notes are cleaned, and by whose detector. */
export async function frameOf(tx: Tx, app: Pick<App, 'keyring'>, scope: Pick<Scope, 'tenantNo'>) {
  return { options: await detectorOptions(tx, app, scope.tenantNo), language: (await organisationLanguage(tx, scope)) as Language };
}

/** A note with its marks and proposals. */
export function presentView(
  app: App,
  scope: Scope,
  row: ItemRow,
  key: string,
  note: { text: string | null } | null,
  frame: Awaited<ReturnType<typeof frameOf>>,
): CleanupView {
  const text = note?.text ?? null;
  const content = note === null ? null : contentPrint(app.keyring.indexKey(scope.tenantNo), text);
  const proposal = text === null ? null : propose(text, frame.options, frame.language);
  return {
    item: presentItem(row),
    source: row.source,
    dataset: row.dataset,
    key,
    gone: note === null,
    changed: content !== null && String(content) !== row.content,
    text,
    marks: [...(proposal?.remarks ?? [])]
      .sort((a, b) => a.start - b.start)
      .map(({ start, end, label, reason }) => ({ start, end, label, reason, tier: tierOf(label) })),
    redacted: proposal?.redacted ?? null,
    rewritten: proposal?.rewritten ?? null,
    seen: content === null ? null : seenToken(app, scope, row.id, content),
  };
}

type Said = Parsed<Routes['PUT /api/v1/cleanup/items/{id}/verdict']>['body'];

/**
 * A verdict on one note that was looked at. It is about the text that was seen: when another stands there at writing, that row is refused. Refuses
 * (conflict) a note that is in a batch.
 */
export async function judge(app: App, scope: Scope, id: number, said: Said): Promise<CallOutput<Routes['PUT /api/v1/cleanup/items/{id}/verdict']>> {
  requireAbility(scope, 'cleanup.judge');
  if ((said.verdict === 'rewrite') !== (said.becomes !== undefined))
    throw new Refusal('invalid', 'cleanup.becomes', 'A new text belongs to the verdict "rewrite", and to no other.', {
      errors: [{ path: 'becomes', message: 'does not fit the verdict' }],
    });
  if (said.teach && said.verdict !== 'dismiss')
    throw new Refusal('invalid', 'cleanup.teach', 'Words are taught with a dismissal only.', {
      errors: [{ path: 'teach', message: 'does not fit the verdict' }],
    });
  return inTenant(app.db, scope, async (tx) => {
    const row = await requireJudgeable(tx, id);
    const content = contentSeen(app, scope, id, said.seen);
    await judgeItem(tx, id, {
      state: stateAfter(said.verdict),
      verdict: said.verdict,
      byId: scope.actor.id,
      by: scope.actor.name,
      at: app.clock.now(),
      becomes: said.becomes === undefined ? null : sealText(app, said.becomes),
      content,
    });
    if (said.teach) await teachAllowed(tx, app, scope, said.teach.text, said.teach.label);
    await record(tx, app, scope, {
      act: 'cleanup.judged',
      subject: String(id),
      details: { verdict: said.verdict, label: row.label, source: row.source, dataset: row.dataset, ...(said.teach ? { taught: true } : {}) },
    });
    return presentItem((await item(tx, id))!);
  });
}

async function requireJudgeable(tx: Tx, id: number): Promise<ItemRow> {
  const row = await item(tx, id, true);
  if (!row) throw notFound('note');
  if (!judgeable.includes(row.state)) throw new Refusal('conflict', 'cleanup.itemState', `This note is ${row.state}; it cannot be judged now.`);
  return row;
}

/** Takes a verdict back. */
export async function takeBack(app: App, scope: Scope, id: number): Promise<CleanupItem> {
  requireAbility(scope, 'cleanup.judge');
  return inTenant(app.db, scope, async (tx) => {
    const row = await requireJudgeable(tx, id);
    await judgeItem(tx, id, { state: 'open', verdict: null, byId: '', by: '', at: app.clock.now() });
    if (row.verdict !== null)
      await record(tx, app, scope, { act: 'cleanup.verdictTakenBack', subject: String(id), details: { verdict: row.verdict, label: row.label } });
    return presentItem((await item(tx, id))!);
  });
}
