import { EmptyState, PageHead, Select, Skeleton } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { Ask } from './ask.tsx';
import { CheckText } from './check-text.tsx';
import { ChannelText, Explain } from './say.tsx';
import '../channels/channels.css';
import './desk.css';

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
            <div>
              <Ask key={channel.id} channel={channel} />
            </div>
            <div className="desk-side">
              <CheckText channel={channel.id} />
              <ChannelText channel={channel} texts={texts.data?.items ?? []} />
            </div>
            <div>
              <Explain />
            </div>
          </div>
        </>
      )}
    </>
  );
}
