import type { Channel, ChannelCell } from '@waarborg/contract';
import { dataKindFacts } from '@waarborg/law';
import { type KeyboardEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { LevelSign } from './level.tsx';

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** All rules at once: kinds down, channels across; in each cell the sign for asking and the one for writing down. Arrow keys go from cell to cell. */
export function Matrix({ channels, onOpen }: { channels: readonly Channel[]; onOpen: (channel: Channel, cell: ChannelCell) => void }) {
  const t = useTranslations('channels');
  const language = useLanguage();
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const walk = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = steps[event.key];
    if (step === undefined || !(event.target instanceof HTMLElement) || event.target.dataset['at'] === undefined) return;
    const [row, column] = event.target.dataset['at'].split(' ').map(Number);
    const next = event.currentTarget.querySelector<HTMLElement>(`[data-at="${row + step[0]} ${column + step[1]}"]`);
    if (next === null) return;
    event.preventDefault();
    next.focus();
  };
  const kinds = channels[0]?.cells.map((cell) => cell.kind) ?? [];
  return (
    <div className="matrix-frame">
      <table className="matrix" onKeyDown={walk}>
        <caption className="unseen">{t('matrix.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('matrix.kind')}</th>
            {channels.map((channel) => (
              <th key={channel.id} scope="col" className={channel.on ? 'channel-head' : 'channel-head off'}>
                <span>
                  {channel.name[language]}
                  {channel.on ? '' : ` (${t('off')})`}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind, row) => (
            <tr key={kind}>
              <th scope="row">{dataKindFacts[kind].name[language]}</th>
              {channels.map((channel, column) => {
                const cell = channel.cells[row];
                const words = `${dataKindFacts[kind].name[language]}, ${channel.name[language]}: ${t(`askLevel.${cell.ask}`)}, ${t(`recordLevel.${cell.record}`)}${cell.changed ? `, ${t('ownRule')}` : ''}`;
                return (
                  <td key={channel.id} className={channel.on ? undefined : 'off'}>
                    <button
                      type="button"
                      className={cell.changed ? 'cell changed' : 'cell'}
                      data-at={`${row} ${column}`}
                      tabIndex={at[0] === row && at[1] === column ? 0 : -1}
                      aria-label={words}
                      title={words}
                      onFocus={() => setAt([row, column])}
                      onClick={() => onOpen(channel, cell)}
                    >
                      <LevelSign level={cell.ask} />
                      <LevelSign level={cell.record} />
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
