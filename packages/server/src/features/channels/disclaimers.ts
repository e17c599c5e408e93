import type { CallOutput, ChannelNotice, Disclaimer, Routes } from '@waarborg/contract';
import {
  type ChannelId,
  channelFact,
  type DisclaimerLanguage,
  type DisclaimerSettings,
  dataKinds,
  disclaimerLanguages,
  disclaimerTexts,
  fillDisclaimer,
  unknownPlaceholders,
} from '@waarborg/law';
import { requireAbility } from '../../access/access.ts';
import type { App } from '../../app.ts';
import { record } from '../../audit/record.ts';
import type { Scope } from '../../db/scope.ts';
import { inTenant, type Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { rulesNow } from './read.ts';
import type { ChannelDoc, StoredChannel } from './rules.ts';
import { insertText, notices, saveNotice, type TextRow, texts, textVersions } from './store.ts';

type All = CallOutput<Routes['GET /api/v1/channels/disclaimers']>;

/** Every text with what fills it, now or at a moment in the past. The notices are always those of now. */
export async function readDisclaimers(app: App, scope: Scope, at?: string): Promise<All> {
  requireAbility(scope, 'channels.read');
  return inTenant(app.db, scope, (tx) => allOf(tx, at === undefined ? undefined : new Date(at)));
}

/** One text as it is now. */
export async function readDisclaimer(app: App, scope: Scope, channel: string, language: DisclaimerLanguage): Promise<Disclaimer> {
  requireAbility(scope, 'channels.read');
  return inTenant(app.db, scope, async (tx) => oneOf(await allOf(tx), channel, language));
}

/** Every version of one text, newest first; the product's own text last. */
export async function readDisclaimerVersions(app: App, scope: Scope, channel: string, language: DisclaimerLanguage): Promise<{ items: Disclaimer[] }> {
  requireAbility(scope, 'channels.read');
  return inTenant(app.db, scope, async (tx) => {
    const found = (await rulesNow(tx)).doc.channels.find((one) => one.id === channel);
    if (found === undefined) throw notFound('channel');
    const saved = (await textVersions(tx, channel, language)).map(presentText);
    return { items: saved.some((one) => one.version === 0) ? saved : [...saved, startText(found, language)] };
  });
}

/** Writes a text anew, as a new version. Refuses placeholders that nothing fills. */
export async function writeDisclaimer(
  app: App,
  scope: Scope,
  wanted: { channel: string; language: DisclaimerLanguage; template: string; why: string },
): Promise<Disclaimer> {
  requireAbility(scope, 'channels.manage');
  const unknown = unknownPlaceholders(wanted.template);
  if (unknown.length > 0)
    throw new Refusal('invalid', 'channels.placeholder', `Nothing fills ${unknown.join(', ').slice(0, 200)}.`, {
      errors: [{ path: 'template', message: 'holds a placeholder that nothing fills' }],
    });
  return inTenant(app.db, scope, async (tx) => {
    const all = await allOf(tx);
    const before = oneOf(all, wanted.channel, wanted.language);
    if (before.template === wanted.template) throw new Refusal('invalid', 'channels.nothingChanged', 'The text is the same as it was.');
    return addText(tx, app, scope, {
      before,
      template: wanted.template,
      filling: filling(await channelOf(tx, wanted.channel), noticeOf(all.notices, wanted.channel)),
      why: wanted.why,
    });
  });
}

/** Sets retention, recording and who answers; each text of the channel that reads differently by it gets a new version. */
export async function writeNotice(app: App, scope: Scope, { why, ...wanted }: ChannelNotice & { why: string }): Promise<All> {
  requireAbility(scope, 'channels.manage');
  return inTenant(app.db, scope, async (tx) => {
    const all = await allOf(tx);
    const before = noticeOf(all.notices, wanted.channel);
    if (before.retention === wanted.retention && before.recorded === wanted.recorded && before.answeredBy === wanted.answeredBy)
      throw new Refusal('invalid', 'channels.nothingChanged', 'Nothing differs from the settings as they are.');
    await saveNotice(tx, scope.tenantNo, wanted);
    await fillAnew(tx, app, scope, { texts: all.items, channel: await channelOf(tx, wanted.channel), notice: wanted, why });
    await record(tx, app, scope, { act: 'channels.noticeSaved', subject: wanted.channel, reason: why, details: { before, after: wanted } });
    return allOf(tx);
  });
}

/**
 * Gives the texts of every channel that reads differently under new rules a new version, in the transaction that saves those rules. `texts` are
 * those from before; a channel that was added has its own already.
 */
export async function followRules(tx: Tx, app: App, scope: Scope, made: { before: All; doc: ChannelDoc; why: string }): Promise<void> {
  for (const notice of made.before.notices) {
    const channel = made.doc.channels.find((one) => one.id === notice.channel);
    if (channel !== undefined) await fillAnew(tx, app, scope, { texts: made.before.items, channel, notice, why: made.why });
  }
}

type Filled = { texts: readonly Disclaimer[]; channel: StoredChannel; notice: ChannelNotice; why: string };

async function fillAnew(tx: Tx, app: App, scope: Scope, { texts: before, channel, notice, why }: Filled): Promise<void> {
  const settings = filling(channel, notice);
  for (const text of before.filter((one) => one.channel === channel.id)) {
    if (fillDisclaimer(text.template, text.language, settings) !== text.text)
      await addText(tx, app, scope, { before: text, template: text.template, filling: settings, why });
  }
}

/** What fills the placeholders of a channel: its notice, and its rules for asking. */
function filling(channel: Pick<StoredChannel, 'cells'>, notice: ChannelNotice): DisclaimerSettings {
  const ask = Object.fromEntries(dataKinds.map((kind) => [kind, channel.cells[kind].ask])) as DisclaimerSettings['ask'];
  return { ...notice, ask };
}

async function channelOf(tx: Tx, id: string): Promise<StoredChannel> {
  const found = (await rulesNow(tx)).doc.channels.find((one) => one.id === id);
  if (found === undefined) throw notFound('channel');
  return found;
}

/** Every text of the organisation's channels in every language, with the settings that fill them. */
export async function allOf(tx: Tx, until?: Date): Promise<All> {
  const { doc } = await rulesNow(tx);
  const saved = new Map((await texts(tx, until)).map((row) => [`${row.channel} ${row.language}`, presentText(row)]));
  const kept = new Map((await notices(tx)).map((row) => [row.channel, row]));
  return {
    items: doc.channels.flatMap((channel) => disclaimerLanguages.map((language) => saved.get(`${channel.id} ${language}`) ?? startText(channel, language))),
    notices: doc.channels.map((channel) => kept.get(channel.id) ?? startNotice(channel)),
  };
}

/** The product's own text of a channel; version 0. */
export function startText(channel: Pick<StoredChannel, 'id' | 'basedOn'>, language: DisclaimerLanguage): Disclaimer {
  const template = disclaimerTexts[channel.basedOn as ChannelId][language];
  return {
    channel: channel.id,
    language,
    version: 0,
    template,
    text: fillDisclaimer(template, language, { ...startNotice(channel), ask: startLevels(channel) }),
    at: null,
    by: null,
    why: null,
  };
}

/** The product's own levels, so that version 0 reads the same whatever was changed later. */
function startLevels(channel: Pick<StoredChannel, 'basedOn'>): DisclaimerSettings['ask'] {
  const fact = channelFact(channel.basedOn);
  if (fact === undefined) throw new Error(`Channel ${channel.basedOn} is not one of the product.`);
  return fact.ask;
}

function startNotice(channel: Pick<StoredChannel, 'id' | 'basedOn'>): ChannelNotice {
  const fact = channelFact(channel.basedOn);
  return { channel: channel.id, retention: fact?.retention ?? null, recorded: fact?.recorded ?? false, answeredBy: fact?.answeredBy ?? 'person' };
}

function noticeOf(all: readonly ChannelNotice[], channel: string): ChannelNotice {
  const found = all.find((one) => one.channel === channel);
  if (found === undefined) throw notFound('channel');
  return found;
}

/** The text of a channel in a language; refuses (notFound) a channel that the organisation does not have. */
export function oneOf({ items }: Pick<All, 'items'>, channel: string, language: string): Disclaimer {
  const found = items.find((one) => one.channel === channel && one.language === language);
  if (found === undefined) throw notFound('channel');
  return found;
}

async function addText(
  tx: Tx,
  app: App,
  scope: Scope,
  made: { before: Disclaimer; template: string; filling: DisclaimerSettings; why: string },
): Promise<Disclaimer> {
  const { channel, language } = made.before;
  const row: TextRow = {
    channel,
    language,
    version: made.before.version + 1,
    template: made.template,
    text: fillDisclaimer(made.template, language, made.filling),
    at: app.clock.now(),
    by: scope.actor.name,
    why: made.why,
  };
  if (!(await insertText(tx, scope.tenantNo, { ...row, byId: scope.actor.id })))
    throw new Refusal('conflict', 'channels.overtaken', 'Somebody saved this text meanwhile; look at it and save again.');
  await record(tx, app, scope, { act: 'channels.textSaved', subject: `${channel} ${language}`, reason: made.why, details: { version: row.version } });
  return presentText(row);
}

function presentText(row: TextRow): Disclaimer {
  return { ...row, at: row.at.toISOString() };
}
