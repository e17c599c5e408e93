import { channelTexts } from './channel-texts.ts';
import { type DataKind, dataKindFacts, dataKinds } from './data-kinds.ts';

/** The channels on which an organisation speaks with people. Codes are stable; they stand in policies, counts and exports. */
export const channelIds = [
  'phone',
  'phone-recording',
  'email',
  'web-form',
  'live-chat',
  'whatsapp',
  'social-public',
  'social-dm',
  'video-call',
  'letter',
  'desk',
  'chatbot',
  'sms',
] as const;
export type ChannelId = (typeof channelIds)[number];

/** What a rule says of a kind of data on a channel. Strictest last. */
export const ruleLevels = ['allowed', 'discouraged', 'forbidden'] as const;
export type RuleLevel = (typeof ruleLevels)[number];

/** A sentence in both languages of the screens. */
export interface InWords {
  readonly nl: string;
  readonly en: string;
}

/** One channel as the product comes: the starting point, which an organisation edits. */
export interface ChannelFact {
  readonly id: ChannelId;
  readonly name: InWords;
  /** Level of asking for each kind, in the order of `dataKinds`. */
  readonly ask: Readonly<Record<DataKind, RuleLevel>>;
  /** Level of writing it down in a note: the level of asking, or the floor of the notes guide where that is stricter. */
  readonly record: Readonly<Record<DataKind, RuleLevel>>;
  /** Kinds that are asked, or noted, here without a second thought. What is allowed but not among them needs a purpose of its own. */
  readonly everydayAsk: readonly DataKind[];
  readonly everydayRecord: readonly DataKind[];
  /** ISO 8601 period after which the conversation goes, as a starting point; null: it is not kept. */
  readonly retention: string | null;
  readonly recorded: boolean;
  readonly answeredBy: 'person' | 'assistant';
  /** How to make sure whom one speaks with. */
  readonly identity: InWords;
  /** What somebody must know who runs this channel. */
  readonly notices: readonly (InWords & { readonly source: string })[];
  readonly source: string;
}

/** When somebody last compared the matrix with its sources. Calendar date. */
export const channelsAsOf = '2026-11-21';

const letters = { a: 'allowed', d: 'discouraged', f: 'forbidden' } as const;
const stricter = (left: RuleLevel, right: RuleLevel): RuleLevel => (ruleLevels.indexOf(left) >= ruleLevels.indexOf(right) ? left : right);

function levelsOf(row: string): Record<DataKind, RuleLevel> {
  return Object.fromEntries(dataKinds.map((kind, at) => [kind, letters[row[at] as 'a' | 'd' | 'f']])) as Record<DataKind, RuleLevel>;
}

function recordLevels(ask: Record<DataKind, RuleLevel>): Record<DataKind, RuleLevel> {
  return Object.fromEntries(dataKinds.map((kind) => [kind, stricter(ask[kind], dataKindFacts[kind].noteFloor)])) as Record<DataKind, RuleLevel>;
}

type Row = readonly [levels: string, everydayAsk: readonly DataKind[], everydayRecord: readonly DataKind[], retention: string | null];

/** Levels per channel, one letter for each kind in the order of `dataKinds`: allowed, discouraged, forbidden. */
const rows: Readonly<Record<ChannelId, Row>> = {
  phone: ['aaadaaaadffffddffddd', ['name', 'customerNo', 'contact', 'orderInfo', 'complaint'], ['complaint', 'orderInfo'], 'P2Y'],
  'phone-recording': ['aaadaaadfffffdfffddd', ['name', 'customerNo', 'orderInfo'], ['orderInfo', 'complaint'], 'P30D'],
  email: ['aaadaaaddffffddffddd', ['name', 'customerNo', 'orderInfo', 'complaint'], ['complaint', 'orderInfo'], 'P1Y'],
  'web-form': ['aaadaaaddffffddffddd', ['name', 'contact', 'customerNo', 'complaint'], ['complaint'], 'P6M'],
  'live-chat': ['aaadaaaddffffdfffddd', ['customerNo', 'orderInfo', 'complaint'], ['complaint', 'orderInfo'], 'P6M'],
  whatsapp: ['aaadaadffffffffffddd', ['customerNo', 'orderInfo'], ['orderInfo'], 'P3M'],
  'social-public': ['fffffaffffffffffffff', [], ['complaint'], 'P6M'],
  'social-dm': ['aaafaadffffffffffddd', ['customerNo'], ['orderInfo'], 'P3M'],
  'video-call': ['aaadaaaddffffddffddd', ['customerNo', 'orderInfo'], ['orderInfo'], null],
  letter: ['aaadaaaddffffddffddd', ['name', 'address', 'customerNo'], ['complaint'], 'P2Y'],
  desk: ['aaadaaaddffffddffddd', ['name', 'customerNo', 'orderInfo'], ['complaint'], 'P2Y'],
  chatbot: ['aaafaadfffffffffffdf', ['customerNo', 'orderInfo'], ['orderInfo'], 'P1M'],
  sms: ['aaafaadffffffffffddd', ['customerNo'], ['orderInfo'], 'P3M'],
};

/** Every channel with its starting rules. */
export const channelFacts: readonly ChannelFact[] = channelIds.map((id) => {
  const [levels, everydayAsk, everydayRecord, retention] = rows[id];
  const ask = levelsOf(levels);
  return {
    id,
    ...channelTexts[id],
    ask,
    record: recordLevels(ask),
    everydayAsk,
    everydayRecord,
    retention,
    recorded: id === 'phone-recording',
    answeredBy: id === 'chatbot' ? 'assistant' : 'person',
  };
});

/** The channel with this code, or undefined; for codes that come over the wire. */
export function channelFact(id: string): ChannelFact | undefined {
  return channelFacts.find((channel) => channel.id === id);
}

/** A citation of the tables in this package, as a reader of the language would look it up. */
export function citeIn(source: string, language: 'nl' | 'en'): string {
  return language === 'nl'
    ? source
    : source.replaceAll('AVG art.', 'GDPR Art.').replaceAll('AI-verordening art.', 'AI Act Art.').replaceAll('AP en ACM', 'Dutch DPA and ACM');
}
