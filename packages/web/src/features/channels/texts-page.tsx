import type { ChannelNotice, Disclaimer } from '@waarborg/contract';
import { channelFact, citeIn, type DisclaimerSettings, disclaimerLanguages } from '@waarborg/law';
import { Badge, Button, Dialog, Menu, PageHead, Section, Select, Sheet, Skeleton, Table } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { hrefOf, type Output } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { ChannelNav } from './channel-nav.tsx';
import { NoticeDialog, TextDialog } from './text-dialogs.tsx';
import './channels.css';

type All = Output<'GET /api/v1/channels/disclaimers'>;
const formats = ['text', 'json', 'csv', 'ssml'] as const;

/** What customers are told on each channel: texts in three languages with their versions, and what fills them. */
export function TextsPage() {
  const t = useTranslations('channels.texts');
  const rules = useCall('GET /api/v1/channels');
  const texts = useCall('GET /api/v1/channels/disclaimers');
  const failed = rules.error ?? texts.error;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={<ExportTexts />} />
      <ChannelNav />
      {failed ? <Problem error={failed} retry={() => void texts.refetch()} /> : null}
      {rules.data && texts.data ? <Texts channels={rules.data.channels} all={texts.data} /> : failed ? null : <Skeleton lines={6} />}
    </>
  );
}

function ExportTexts() {
  const t = useTranslations('channels.texts');
  return (
    <Menu
      label={t('export')}
      trigger={<Button icon="download">{t('export')}</Button>}
      parts={disclaimerLanguages.map((language) => ({
        title: t(`language.${language}`),
        items: formats.map((format) => ({
          id: `${language}-${format}`,
          label: t(`format.${format}`),
          href: hrefOf('GET /api/v1/channels/disclaimers/export', { query: { format, language } }),
          download: true,
        })),
      }))}
    />
  );
}

function Texts({ channels, all }: { channels: Output<'GET /api/v1/channels'>['channels']; all: All }) {
  const t = useTranslations('channels.texts');
  const language = useLanguage();
  const may = useMay();
  const { filters, change } = useFilters((search) => ({ channel: typeof search['channel'] === 'string' ? search['channel'] : '' }));
  const [writing, setWriting] = useState<Disclaimer>();
  const [history, setHistory] = useState<Disclaimer>();
  const [notice, setNotice] = useState<ChannelNotice>();
  const channel = channels.find((one) => one.id === filters.channel) ?? channels[0];
  if (channel === undefined) return null;
  const texts = all.items.filter((one) => one.channel === channel.id);
  const fills = all.notices.find((one) => one.channel === channel.id);
  const fact = channelFact(channel.basedOn);
  return (
    <>
      <div className="compare-choice">
        <Select
          label={t('channel')}
          value={channel.id}
          onChange={(value) => change({ channel: value })}
          options={channels.map((one) => ({ value: one.id, label: one.name[language] }))}
        />
      </div>
      <div className="text-cards">
        {texts.map((text) => (
          <Sheet key={text.language}>
            <div className="text-head">
              <h2>{t(`language.${text.language}`)}</h2>
              <Badge tone={text.version === 0 ? 'plain' : 'accent'}>{text.version === 0 ? t('ours') : t('version', { version: text.version })}</Badge>
            </div>
            <p lang={text.language}>{text.text}</p>
            <div className="row">
              {may('channels.manage') ? (
                <Button small onPress={() => setWriting(text)} aria-label={`${t('write')}: ${t(`language.${text.language}`)}`}>
                  {t('write')}
                </Button>
              ) : null}
              <Button small look="quiet" onPress={() => setHistory(text)} aria-label={`${t('history')}: ${t(`language.${text.language}`)}`}>
                {t('history')}
              </Button>
            </div>
          </Sheet>
        ))}
      </div>
      {fills ? (
        <Section
          title={t('fills')}
          actions={
            may('channels.manage') ? (
              <Button small onPress={() => setNotice(fills)}>
                {t('changeFills')}
              </Button>
            ) : null
          }
        >
          <Sheet>
            <ul className="plain-list">
              <li>
                {fills.retention === null
                  ? t('notKept')
                  : t('kept', { period: fills.retention, unit: fills.retention.slice(-1), number: fills.retention.slice(1, -1) })}
              </li>
              <li>{fills.recorded ? t('isRecorded') : t('notRecorded')}</li>
              <li>{t(`answers.${fills.answeredBy}`)}</li>
            </ul>
          </Sheet>
        </Section>
      ) : null}
      {fact ? (
        <Section title={t('know')}>
          <Sheet>
            <ul className="plain-list">
              <li>
                {t('identity')}: {fact.identity[language]}
              </li>
              {fact.notices.map((one) => (
                <li key={one.nl}>
                  {one[language]} <span className="hush small">{citeIn(one.source, language)}</span>
                </li>
              ))}
            </ul>
          </Sheet>
        </Section>
      ) : null}
      <Shown names={new Map(channels.map((one) => [one.id, one.name[language]]))} />
      {writing === undefined || fills === undefined ? null : (
        <TextDialog text={writing} settings={{ ...fills, ask: askLevels(channel) }} onClose={() => setWriting(undefined)} />
      )}
      {history === undefined ? null : <HistoryDialog text={history} onClose={() => setHistory(undefined)} />}
      {notice === undefined ? null : <NoticeDialog notice={notice} name={channel.name[language]} onClose={() => setNotice(undefined)} />}
    </>
  );
}

function askLevels(channel: Output<'GET /api/v1/channels'>['channels'][number]): DisclaimerSettings['ask'] {
  return Object.fromEntries(channel.cells.map((cell) => [cell.kind, cell.ask])) as DisclaimerSettings['ask'];
}

function HistoryDialog({ text, onClose }: { text: Disclaimer; onClose: () => void }) {
  const t = useTranslations('channels.texts');
  const format = useFormatter();
  const { channel, language } = text;
  const versions = useCall('GET /api/v1/channels/disclaimers/{channel}/{language}/versions', { params: { channel, language } });
  return (
    <Dialog isOpen onClose={onClose} title={t('history')} size="large">
      {versions.error ? <Problem error={versions.error} /> : null}
      <ol className="text-history">
        {(versions.data?.items ?? []).map((one) => (
          <li key={one.version}>
            <p className="hush small">
              {one.at === null || one.version === 0
                ? t('ours')
                : t('versionLine', {
                    version: one.version,
                    by: one.by ?? '',
                    at: format.dateTime(new Date(one.at), { dateStyle: 'medium', timeStyle: 'short' }),
                    why: one.why ?? '',
                  })}
            </p>
            <p lang={language}>{one.text}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function Shown({ names }: { names: ReadonlyMap<string, string> }) {
  const t = useTranslations('channels.texts');
  const format = useFormatter();
  const shown = useCall('GET /api/v1/channels/shown', { query: {} });
  return (
    <Section title={t('proof')}>
      {shown.error ? <Problem error={shown.error} /> : null}
      {shown.data && shown.data.items.length > 0 ? (
        <Table
          label={t('proof')}
          rows={shown.data.items}
          rowKey={(one) => `${one.channel} ${one.language} ${one.version}`}
          columns={[
            { id: 'channel', head: t('channel'), cell: (one) => names.get(one.channel) ?? one.channel },
            { id: 'language', head: t('languageHead'), cell: (one) => t(`language.${one.language}`) },
            { id: 'version', head: t('versionHead'), cell: (one) => (one.version === 0 ? t('ours') : t('version', { version: one.version })) },
            { id: 'times', head: t('times'), align: 'end', cell: (one) => format.number(one.times) },
            { id: 'first', head: t('first'), tight: true, cell: (one) => format.dateTime(new Date(one.first), { dateStyle: 'medium', timeStyle: 'short' }) },
            { id: 'last', head: t('last'), tight: true, cell: (one) => format.dateTime(new Date(one.last), { dateStyle: 'medium', timeStyle: 'short' }) },
          ]}
        />
      ) : (
        <p className="hush small">{t('noProof')}</p>
      )}
    </Section>
  );
}
