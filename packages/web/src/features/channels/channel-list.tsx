import type { Channel, ChannelCell } from '@waarborg/contract';
import { dataKindFacts } from '@waarborg/law';
import { Select } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { LevelWord } from './level.tsx';

/** The rules of one channel at a time, for a narrow screen. */
export function ChannelList({ channels, onOpen }: { channels: readonly Channel[]; onOpen: (channel: Channel, cell: ChannelCell) => void }) {
  const t = useTranslations('channels');
  const language = useLanguage();
  const [chosen, setChosen] = useState(channels[0]?.id ?? '');
  const channel = channels.find((one) => one.id === chosen) ?? channels[0];
  if (channel === undefined) return null;
  return (
    <div className="stack">
      <Select
        label={t('channel')}
        value={channel.id}
        onChange={setChosen}
        options={channels.map((one) => ({ value: one.id, label: one.on ? one.name[language] : `${one.name[language]} (${t('off')})` }))}
      />
      <ul className="rule-list">
        {channel.cells.map((cell) => (
          <li key={cell.kind}>
            <button type="button" className={cell.changed ? 'rule changed' : 'rule'} onClick={() => onOpen(channel, cell)}>
              <b>{dataKindFacts[cell.kind].name[language]}</b>
              <span className="rule-levels">
                <LevelWord level={cell.ask} act="ask" />
                <LevelWord level={cell.record} act="record" />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
