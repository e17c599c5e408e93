import { EmptyState, PageHead, Select, Skeleton } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { useNarrow } from '../../shell/narrow.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { Ask } from './ask.tsx';
import { CheckText } from './check-text.tsx';
import { ChannelText, Explain } from './say.tsx';
import '../channels/channels.css';
import './desk.css';

/** The same edge as in desk.css. */
const ONE_COLUMN_PX = 980;
const place = 'waarborg.desk.channel';

function remembered(): string {
  try {
    return localStorage.getItem(place) ?? '';
  } catch {
    return '';
  }
}

/** For who speaks with customers: may I ask this here, is my note all right, what do I say. The channel is remembered in this browser only. */
export function DeskPage() {
  const t = useTranslations('desk');
  const language = useLanguage();
  const rules = useCall('GET /api/v1/channels', undefined, { staleMs: 60_000, refetchMs: 5 * 60_000 });
  const texts = useCall('GET /api/v1/channels/disclaimers', { query: {} }, { staleMs: 60_000 });
  const [chosen, setChosen] = useState(remembered);
  const channels = (rules.data?.channels ?? []).filter((one) => one.on);
  const channel = channels.find((one) => one.id === chosen) ?? channels[0];
  const isOneColumn = useNarrow(ONE_COLUMN_PX);
  const choose = (id: string) => {
    setChosen(id);
    try {
      localStorage.setItem(place, id);
    } catch {
      // Without storage the choice lasts until the page is closed.
    }
  };
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {rules.error ? <Problem error={rules.error} retry={() => void rules.refetch()} /> : null}
      {rules.isPending ? <Skeleton lines={6} /> : null}
      {rules.data && channel === undefined ? <EmptyState title={t('noChannel')} /> : null}
      {channel === undefined ? null : (
        <>
          <div className="compare-choice">
            <Select label={t('channel')} value={channel.id} onChange={choose} options={channels.map((one) => ({ value: one.id, label: one.name[language] }))} />
          </div>
          <div className="desk">
            {/* In one column the note comes first: it is what one types all day. In another order in the page itself, so that the keyboard and a screen reader
                meet it as one sees it; keyed, so that a turned telephone keeps what was typed. */}
            {(isOneColumn ? (['check', 'ask', 'text', 'explain'] as const) : (['ask', 'check', 'text', 'explain'] as const)).map((part) => (
              <div key={part} className={`desk-${part}`}>
                {part === 'ask' ? (
                  <Ask key={channel.id} channel={channel} isFolded={isOneColumn} />
                ) : part === 'check' ? (
                  <CheckText channel={channel.id} />
                ) : part === 'text' ? (
                  <ChannelText channel={channel} texts={texts.data?.items ?? []} />
                ) : (
                  <Explain />
                )}
              </div>
            ))}
          </div>
        </>
      )}
    </>
  );
}
