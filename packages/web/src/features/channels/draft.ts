import type { Channel, ChannelCell, ChannelDraft, ChannelRules } from '@waarborg/contract';
import { channelFact, type DataKind, type RuleLevel, ruleLevels } from '@waarborg/law';

type Cell = ChannelDraft['cells'][number];
type ChannelEdit = ChannelDraft['channels'][number];

/** What was changed on the screen and not saved yet. */
export interface Draft {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly channels: ReadonlyMap<string, ChannelEdit>;
}
export const emptyDraft: Draft = { cells: new Map(), channels: new Map() };
export const keyOf = (channel: string, kind: string): string => `${channel} ${kind}`;
export const countOf = (draft: Draft): number => draft.cells.size + draft.channels.size;

/** The channels as they would be after saving. */
export function withDraft(rules: ChannelRules, draft: Draft): Channel[] {
  const added = [...draft.channels.values()].filter((edit) => edit.basedOn !== undefined && !rules.channels.some((one) => one.id === edit.id));
  const all = [
    ...rules.channels,
    ...added.flatMap((edit): Channel[] => {
      const base = rules.channels.find((one) => one.id === edit.basedOn);
      return base === undefined || edit.name === undefined
        ? []
        : [{ ...base, id: edit.id, name: edit.name, own: true, cells: base.cells.map((cell) => startOf(base, cell)) }];
    }),
  ];
  return all.map((channel) => {
    const edit = draft.channels.get(channel.id);
    return {
      ...channel,
      name: edit?.name ?? channel.name,
      on: edit?.on ?? channel.on,
      cells: channel.cells.map((cell) => {
        const wanted = draft.cells.get(keyOf(channel.id, cell.kind));
        if (wanted === undefined) return cell;
        return {
          ...cell,
          ask: wanted.ask,
          record: wanted.record,
          reason: wanted.reason ?? cell.reason,
          source: wanted.source ?? cell.source,
          release: wanted.release === undefined ? cell.release : wanted.release,
          changed: true,
        };
      }),
    };
  });
}

function startOf(channel: Channel, cell: ChannelCell): ChannelCell {
  const fact = channelFact(channel.basedOn);
  return fact === undefined ? cell : { ...cell, ask: fact.ask[cell.kind], record: fact.record[cell.kind], changed: false, release: null };
}

/** Whether the levels let more through than the product's starting point for the channel. */
export function isMilder(basedOn: string, kind: DataKind, levels: { ask: RuleLevel; record: RuleLevel }): boolean {
  const fact = channelFact(basedOn);
  const at = (level: RuleLevel) => ruleLevels.indexOf(level);
  return fact !== undefined && (at(levels.ask) < at(fact.ask[kind]) || at(levels.record) < at(fact.record[kind]));
}

/** Code of a channel of one's own, from its name; never one that is there already. */
export function codeFor(name: string, taken: readonly string[]): string {
  const base = `own-${
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 30) || 'kanaal'
  }`;
  for (let number = 1; ; number++) {
    const code = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(code)) return code;
  }
}
