import type { Emergency, NoteQuality } from '@waarborg/contract';
import { citeIn, kindWord } from '@waarborg/law';
import {
  Button,
  Dialog,
  EmptyState,
  Facts,
  FilterBar,
  Form,
  FormActions,
  LinkButton,
  Menu,
  Notice,
  PageHead,
  Section,
  Select,
  Sheet,
  Skeleton,
  Table,
  TextArea,
  TextField,
  toast,
} from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { hrefOf } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { ChannelNav } from '../channels/channel-nav.tsx';
import { isDay, periodProblem } from './period.ts';
import { WeekChart } from './week-chart.tsx';
import '../channels/channels.css';
import './notes.css';

const formats = ['pdf', 'xlsx', 'csv', 'json'] as const;
const figures = ['shown', 'accepted', 'overridden', 'blocked', 'masked', 'emergency'] as const;
const ALL = 'all';

/** As it was given, also when it is no day: the reader is told so. */
const givenIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 30) : undefined);

/** How notes are doing per team and over time, with lessons made from the most frequent slips; and the vital-interest passes to follow up. */
export function QualityPage() {
  const t = useTranslations('notes.quality');
  const format = useFormatter();
  const language = useLanguage();
  const { filters, change, clear } = useFilters((search) => ({
    team: typeof search['team'] === 'string' ? search['team'] : undefined,
    channel: typeof search['channel'] === 'string' ? search['channel'] : undefined,
    from: givenIn(search['from']),
    to: givenIn(search['to']),
  }));
  const [typing, setTyping] = useState<'from' | 'to'>();
  const wrong = periodProblem(filters, new Date().toISOString().slice(0, 10));
  const quality = useCall('GET /api/v1/notes/quality', { query: filters }, { enabled: wrong === undefined });
  const rules = useCall('GET /api/v1/channels');
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'long', timeZone: 'UTC' });
  const dayOr = (given: string) => (isDay(given) ? day(given) : `“${given}”`);
  const wrongIn = (field: 'from' | 'to'): string | undefined => {
    // A year of which the last digits are still to come is no mistake yet.
    if (wrong?.field !== field || (wrong.why === 'year' && typing === field)) return undefined;
    const given = wrong.why === 'year' ? wrong.given.slice(0, 4) : dayOr(wrong.given);
    return t(`wrong.${wrong.why}`, { field: t(field), given, from: dayOr(filters.from ?? '') });
  };
  const dateField = (field: 'from' | 'to') => (
    <TextField
      type="date"
      label={t(field)}
      value={isDay(filters[field] ?? '') ? filters[field] : ''}
      onChange={(value) => change({ [field]: value })}
      onFocusChange={(isFocused) => setTyping(isFocused ? field : undefined)}
      error={wrongIn(field)}
    />
  );
  const channels = (rules.data?.channels ?? []).map((one) => ({ value: one.id, label: one.name[language] }));
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          <Menu
            label={t('export')}
            trigger={
              <Button icon="download" isDisabled={wrong !== undefined}>
                {t('export')}
              </Button>
            }
            parts={[
              {
                items: formats.map((kind) => ({
                  id: kind,
                  label: t(`format.${kind}`),
                  href: hrefOf('GET /api/v1/notes/quality/export', { query: { ...filters, format: kind, language } }),
                  download: true,
                })),
              },
            ]}
          />
        }
      />
      <ChannelNav />
      <Emergencies />
      <FilterBar label={t('filters')} onClear={clear}>
        {dateField('from')}
        {dateField('to')}
        <Select
          label={t('team')}
          value={filters.team ?? ALL}
          onChange={(team) => change({ team: team === ALL ? undefined : team })}
          options={[
            { value: ALL, label: t('allTeams') },
            ...(quality.data?.teams ?? []).filter((one) => one.figures !== null).map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
        <Select
          label={t('channel')}
          value={filters.channel ?? ALL}
          onChange={(channel) => change({ channel: channel === ALL ? undefined : channel })}
          options={[{ value: ALL, label: t('allChannels') }, ...channels]}
        />
      </FilterBar>
      {quality.error && wrong === undefined ? (
        <Problem
          error={quality.error}
          codes={{ 'notes.tooFew': t('tooFew'), 'notes.tooFewPeople': t('tooFewPeople') }}
          retry={() => change({ team: undefined, channel: undefined, from: undefined, to: undefined })}
        />
      ) : null}
      {quality.data && !quality.data.counting ? (
        <Notice tone="accent" title={t('notCounting')} action={<LinkButton href="/channels/guard">{t('toSettings')}</LinkButton>}>
          <p>{t('notCountingText')}</p>
        </Notice>
      ) : null}
      {quality.data ? (
        <>
          <p className="hush small period">{t('wholeWeeks', { from: day(quality.data.from), to: day(quality.data.to) })}</p>
          <Quality quality={quality.data} channelNames={new Map(channels.map((one) => [one.value, one.label]))} />
        </>
      ) : quality.error || wrong ? null : (
        <Skeleton lines={6} />
      )}
    </>
  );
}

function Quality({ quality, channelNames }: { quality: NoteQuality; channelNames: ReadonlyMap<string, string> }) {
  const t = useTranslations('notes.quality');
  const language = useLanguage();
  const format = useFormatter();
  const figureColumns = figures.map((name) => ({
    id: name,
    head: t(`figure.${name}`),
    align: 'end' as const,
    cell: (one: { figures: NoteQuality['total'] | null }) => (one.figures === null ? '–' : format.number(one.figures[name])),
  }));
  if (quality.total.shown + quality.total.masked + quality.total.emergency === 0)
    return (
      <Sheet padded={false}>
        <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
      </Sheet>
    );
  return (
    <>
      <Facts label={t('total')} items={figures.slice(0, 5).map((name) => ({ label: t(`figure.${name}`), value: format.number(quality.total[name]) }))} />
      <Section title={t('weeks')}>
        <Sheet>
          <WeekChart weeks={quality.weeks} />
        </Sheet>
      </Section>
      <Section title={t('topics')}>
        <p className="hush">{t('topicsLead')}</p>
        <div className="topics">
          {quality.topics.map((topic) => (
            <Sheet key={topic.label}>
              <h3>{topic.title[language]}</h3>
              <p className="hush small">{t('times', { count: topic.shown, kind: kindWord(topic.label, language) })}</p>
              <p>{topic.why[language]}</p>
              <dl className="pair">
                <div>
                  <dt>{t('bad')}</dt>
                  <dd>
                    <q>{topic.bad[language]}</q>
                  </dd>
                </div>
                <div>
                  <dt>{t('better')}</dt>
                  <dd>
                    <q>{topic.better[language]}</q>
                  </dd>
                </div>
              </dl>
              <p className="hush small">{citeIn(topic.source, language)}</p>
            </Sheet>
          ))}
        </div>
      </Section>
      <Section title={t('teams')} note={t('teamsNote')}>
        <Table
          label={t('teams')}
          rows={quality.teams}
          rowKey={(one) => one.id}
          narrow="scroll"
          empty={<EmptyState title={t('noTeams')} />}
          columns={[{ id: 'name', head: t('team'), cell: (one) => one.name }, ...figureColumns]}
        />
      </Section>
      <Section title={t('labels')}>
        <Table
          label={t('labels')}
          rows={quality.labels.map((one) => ({ id: one.label, figures: one }))}
          rowKey={(one) => one.id}
          narrow="scroll"
          columns={[{ id: 'label', head: t('label'), cell: (one) => kindWord(one.id, language) }, ...figureColumns]}
        />
      </Section>
      <Section title={t('channels')}>
        <Table
          label={t('channels')}
          rows={quality.channels.map((one) => ({ id: one.channel ?? '', figures: one }))}
          rowKey={(one) => one.id}
          narrow="scroll"
          columns={[{ id: 'channel', head: t('channel'), cell: (one) => channelNames.get(one.id) ?? t('unknown') }, ...figureColumns]}
        />
      </Section>
    </>
  );
}

function Emergencies() {
  const t = useTranslations('notes.quality');
  const language = useLanguage();
  const format = useFormatter();
  const may = useMay();
  const all = useCall('GET /api/v1/notes/emergencies');
  const [open, setOpen] = useState<Emergency>();
  if (all.data === undefined || all.data.items.length === 0) return null;
  return (
    <Section title={t('emergencies')} note={t('emergenciesNote')}>
      <Table
        label={t('emergencies')}
        rows={all.data.items}
        rowKey={(one) => one.id}
        rowTone={(one) => (one.done === null ? 'soon' : undefined)}
        columns={[
          { id: 'at', head: t('at'), tight: true, cell: (one) => format.dateTime(new Date(one.at), { dateStyle: 'medium', timeStyle: 'short' }) },
          { id: 'label', head: t('label'), cell: (one) => kindWord(one.label, language) },
          { id: 'team', head: t('team'), cell: (one) => one.team ?? t('unknown') },
          {
            id: 'done',
            head: t('done'),
            cell: (one) =>
              one.done === null ? (
                may('notes.manage') ? (
                  <Button small onPress={() => setOpen(one)}>
                    {t('follow')}
                  </Button>
                ) : (
                  t('open')
                )
              ) : (
                t('doneLine', { by: one.done.by, at: format.dateTime(new Date(one.done.at), { dateStyle: 'medium' }), note: one.done.note })
              ),
          },
        ]}
      />
      {open === undefined ? null : <FollowDialog emergency={open} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

function FollowDialog({ emergency, onClose }: { emergency: Emergency; onClose: () => void }) {
  const t = useTranslations('notes.quality');
  const done = useAct('POST /api/v1/notes/emergencies/{id}/done', {
    touches: ['GET /api/v1/notes/emergencies', 'GET /api/v1/today'],
    onDone: () => {
      toast({ text: t('followed'), tone: 'good' });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={t('follow')} isDismissable={false}>
      {done.error ? <Problem error={done.error} /> : null}
      <Form onSubmit={({ note = '' }) => done.mutate({ params: { id: emergency.id }, body: { note } })}>
        <TextArea label={t('how')} hint={t('howHint')} name="note" rows={3} isRequired minLength={3} maxLength={1000} />
        <FormActions>
          <Button look="main" type="submit" isPending={done.isPending}>
            {t('follow')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
