import type { ChannelChange, ChannelDraft, ChannelRules, Release } from '@waarborg/contract';
import { type ChannelFact, channelFact, channelFacts, channelsAsOf, type DataKind, dataKindFacts, dataKinds, type RuleLevel, ruleLevels } from '@waarborg/law';
import type { RefusalPlace } from '../../kernel/errors.ts';

/** A rule as it is kept: levels always, texts only where the organisation wrote its own. */
export interface StoredCell {
  readonly ask: RuleLevel;
  readonly record: RuleLevel;
  readonly reason?: { readonly nl: string; readonly en: string };
  readonly source?: { readonly nl: string; readonly en: string };
  readonly release?: Release;
}
export interface StoredChannel {
  readonly id: string;
  readonly name: { readonly nl: string; readonly en: string };
  readonly on: boolean;
  readonly own: boolean;
  /** The product's channel whose starting levels and texts it has; its own code unless it was added. */
  readonly basedOn: string;
  readonly cells: Readonly<Record<DataKind, StoredCell>>;
}
/** All rules of an organisation in one document. */
export interface ChannelDoc {
  readonly asOf: string;
  readonly channels: readonly StoredChannel[];
}

const MOST_CHANNELS = 40;

/** The rules as the product comes with them. */
export function startDoc(): ChannelDoc {
  return { asOf: channelsAsOf, channels: channelFacts.map((fact) => storedFrom(fact, fact.id, fact.name, false)) };
}

function storedFrom(fact: ChannelFact, id: string, name: StoredChannel['name'], own: boolean): StoredChannel {
  const cells = Object.fromEntries(dataKinds.map((kind) => [kind, { ask: fact.ask[kind], record: fact.record[kind] }])) as Record<DataKind, StoredCell>;
  return { id, name, on: true, own, basedOn: fact.id, cells };
}

const milder = (level: RuleLevel, than: RuleLevel): boolean => ruleLevels.indexOf(level) < ruleLevels.indexOf(than);

/** Whether these levels let through more than the product's starting point for the channel does. */
export function isReleased(channel: Pick<StoredChannel, 'basedOn'>, kind: DataKind, cell: Pick<StoredCell, 'ask' | 'record'>): boolean {
  const fact = channelFact(channel.basedOn);
  return fact !== undefined && (milder(cell.ask, fact.ask[kind]) || milder(cell.record, fact.record[kind]));
}

/** The rules after a draft, with every reason why it cannot be saved. With problems, `doc` is for showing only. */
export function applyDraft(before: ChannelDoc, draft: Pick<ChannelDraft, 'channels' | 'cells'>): { doc: ChannelDoc; problems: RefusalPlace[] } {
  const problems: RefusalPlace[] = [];
  const channels = new Map(before.channels.map((channel) => [channel.id, channel]));
  draft.channels.forEach((wanted, at) => {
    const path = `channels.${at}`;
    const is = channels.get(wanted.id);
    if (is !== undefined) {
      channels.set(wanted.id, { ...is, name: wanted.name ?? is.name, on: wanted.on ?? is.on });
      return;
    }
    const fact = channelFact(wanted.basedOn ?? '');
    if (!wanted.id.startsWith('own-'))
      problems.push({ path: `${path}.id`, message: 'must start with own- for a channel of your own', nl: 'begint met own- bij een eigen kanaal' });
    else if (fact === undefined)
      problems.push({
        path: `${path}.basedOn`,
        message: 'must name the channel whose rules it starts with',
        nl: 'noem het kanaal waarvan het de regels overneemt',
      });
    else if (wanted.name === undefined) problems.push({ path: `${path}.name`, message: 'is needed for a new channel', nl: 'is nodig bij een nieuw kanaal' });
    else if (channels.size >= MOST_CHANNELS)
      problems.push({ path, message: `would be more than ${MOST_CHANNELS} channels`, nl: `worden er meer dan ${MOST_CHANNELS} kanalen` });
    else channels.set(wanted.id, { ...storedFrom(fact, wanted.id, wanted.name, true), on: wanted.on ?? true });
  });
  draft.cells.forEach((wanted, at) => {
    const path = `cells.${at}`;
    const channel = channels.get(wanted.channel);
    if (channel === undefined) {
      problems.push({ path: `${path}.channel`, message: 'is not a channel of this organisation', nl: 'is geen kanaal van deze organisatie' });
      return;
    }
    const is = channel.cells[wanted.kind];
    const release = wanted.release === undefined ? is.release : (wanted.release ?? undefined);
    const cell: StoredCell = {
      ask: wanted.ask,
      record: wanted.record,
      ...textOf('reason', wanted.reason ?? is.reason, wanted.kind),
      ...textOf('source', wanted.source ?? is.source, wanted.kind),
      ...(release === undefined || !isReleased(channel, wanted.kind, wanted) ? {} : { release }),
    };
    problems.push(...problemsOf(channel, wanted.kind, cell, path));
    channels.set(channel.id, { ...channel, cells: { ...channel.cells, [wanted.kind]: cell } });
  });
  if (![...channels.values()].some((channel) => channel.on))
    problems.push({ path: 'channels', message: 'at least one channel must stay on', nl: 'minstens één kanaal moet aan blijven' });
  return { doc: { asOf: channelsAsOf, channels: [...channels.values()] }, problems };
}

/** Everything in a whole document that may not be saved; for bringing an old version back. */
export function problemsIn(doc: ChannelDoc): RefusalPlace[] {
  return doc.channels.flatMap((channel) => dataKinds.flatMap((kind) => problemsOf(channel, kind, channel.cells[kind], `${channel.id}.${kind}`)));
}

function problemsOf(channel: StoredChannel, kind: DataKind, cell: StoredCell, path: string): RefusalPlace[] {
  if (!isReleased(channel, kind, cell)) return [];
  const { release } = dataKindFacts[kind];
  const { source } = dataKindFacts[kind];
  if (release === 'never')
    return [{ path, message: `this kind can never be released (${source.en})`, nl: `deze soort kan nooit worden vrijgegeven (${source.nl})` }];
  if (release === 'ground' && cell.release === undefined)
    return [
      {
        path: `${path}.release`,
        message: `needs the ground in law and the decision of the DPO on record (${source.en})`,
        nl: `vraagt de grondslag en het vastgelegde besluit van de FG (${source.nl})`,
      },
    ];
  return [];
}

/** A text of the organisation's own; the product's text is left out, so that a later wording of it comes through. */
function textOf<K extends 'reason' | 'source'>(name: K, text: StoredCell[K], kind: DataKind): Partial<Pick<StoredCell, K>> {
  const ours = dataKindFacts[kind][name];
  if (text === undefined || (text.nl === ours.nl && text.en === ours.en)) return {};
  return { [name]: text } as Partial<Pick<StoredCell, K>>;
}

const words = (text: { nl: string; en: string } | undefined): string | null => (text === undefined ? null : `${text.nl} / ${text.en}`);
const releaseWords = (release: Release | undefined): string | null =>
  release === undefined ? null : `${release.ground}; ${release.decision} (${release.decidedBy}, ${release.decidedOn})`;

/** What differs, channel by channel and kind by kind; empty when nothing does. */
export function changesBetween(before: ChannelDoc, after: ChannelDoc): ChannelChange[] {
  const changes: ChannelChange[] = [];
  const was = new Map(before.channels.map((channel) => [channel.id, channel]));
  const is = new Map(after.channels.map((channel) => [channel.id, channel]));
  for (const id of new Set([...was.keys(), ...is.keys()])) {
    const left = was.get(id);
    const right = is.get(id);
    const add = (kind: DataKind | null, what: ChannelChange['what'], from: string | null, to: string | null) =>
      from === to ? undefined : changes.push({ channel: id, kind, what, before: from, after: to });
    if (left === undefined || right === undefined) {
      add(null, 'added', words(left?.name), words(right?.name));
      continue;
    }
    add(null, 'on', left.on ? 'yes' : 'no', right.on ? 'yes' : 'no');
    add(null, 'name', words(left.name), words(right.name));
    for (const kind of dataKinds) {
      const from = left.cells[kind];
      const to = right.cells[kind];
      add(kind, 'ask', from.ask, to.ask);
      add(kind, 'record', from.record, to.record);
      add(kind, 'reason', words(from.reason), words(to.reason));
      add(kind, 'source', words(from.source), words(to.source));
      add(kind, 'release', releaseWords(from.release), releaseWords(to.release));
    }
  }
  return changes;
}

/** The document as the API shows it: own texts where there are, the product's otherwise. */
export function presentChannels(doc: ChannelDoc): ChannelRules['channels'] {
  return doc.channels.map((channel) => {
    const fact = channelFact(channel.basedOn);
    return {
      id: channel.id,
      name: channel.name,
      on: channel.on,
      own: channel.own,
      basedOn: channel.basedOn,
      cells: dataKinds.map((kind) => {
        const cell = channel.cells[kind];
        const { reason, source } = dataKindFacts[kind];
        const sameLevels = fact?.ask[kind] === cell.ask && fact.record[kind] === cell.record;
        return {
          kind,
          ask: cell.ask,
          record: cell.record,
          reason: cell.reason ?? reason,
          source: cell.source ?? source,
          changed: !sameLevels || cell.reason !== undefined || cell.source !== undefined,
          release: cell.release ?? null,
        };
      }),
    };
  });
}
