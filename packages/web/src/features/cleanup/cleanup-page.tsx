import type { CleanupGroup } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { EmptyState, Facts, FilterBar, Meter, More, PageHead, Select, Sheet, Skeleton, Table, TextField } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { KindChip } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall, usePages } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import './cleanup.css';
import { readQueueFilters } from './filters.ts';
import { GroupVerdict } from './group-verdict.tsx';
import { runMoves } from './live.ts';
import { PartSwitch } from './part-switch.tsx';
import { ProposePart } from './propose-part.tsx';
import { RunPart, StartRun } from './run-part.tsx';
import { CleanupState } from './states.ts';
import { useDays } from './words.ts';

const any = 'any';

/** The queue: groups of like notes, most serious first; filters stand in the address. */
export function CleanupPage() {
  const t = useTranslations('cleanup');
  const may = useMay();
  const format = useFormatter();
  const language = useLanguage();
  const { filters, change, clear } = useFilters(readQueueFilters);
  const summary = useCall('GET /api/v1/cleanup/summary');
  const groups = usePages('GET /api/v1/cleanup/groups', { query: { ...filters, limit: 50 } });
  const state = filters.state ?? 'open';
  const tallies = summary.data?.tallies ?? [];
  const counted = (wanted: string) => tallies.filter((tally) => tally.state === wanted).reduce((sum, tally) => sum + tally.items, 0);
  const sources = summary.data?.sources ?? [];
  const labels = [...new Set(tallies.map((tally) => tally.label))];
  const datasets = [
    ...new Set(sources.filter((source) => filters.sourceId === undefined || source.id === filters.sourceId).flatMap((source) => source.datasets)),
  ];
  const runs = useCall('GET /api/v1/cleanup/runs', { query: { limit: 5 } }, { refetchMs: 15_000 });
  const isReading = runs.data?.items.some(runMoves) ?? false;
  const nothingEver = summary.isSuccess && tallies.length === 0;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={may('cleanup.judge') ? <StartRun /> : null} />
      <PartSwitch />
      <div className="stack">
        <RunPart />
        <ProposePart sources={sources} />
        {nothingEver || !summary.isSuccess ? null : (
          <Facts
            label={t('facts.label')}
            items={(['open', 'decided', 'written', 'dismissed'] as const).map((one) => ({ value: format.number(counted(one)), label: t(`facts.${one}`) }))}
          />
        )}
      </div>
      {nothingEver ? (
        <Sheet padded={false}>
          {isReading ? (
            <EmptyState title={t('queue.readingTitle')}>
              <p>{t('queue.readingText')}</p>
            </EmptyState>
          ) : (
            <EmptyState title={t('queue.emptyTitle')}>
              <p>{t('queue.emptyText')}</p>
            </EmptyState>
          )}
        </Sheet>
      ) : (
        <>
          <FilterBar label={t('filter.label')} onClear={clear}>
            <Select
              label={t('filter.source')}
              options={[{ value: any, label: t('filter.any') }, ...sources.map((source) => ({ value: source.id, label: source.name }))]}
              value={filters.sourceId ?? any}
              onChange={(value) => change({ sourceId: value === any ? undefined : String(value), dataset: undefined })}
            />
            <Select
              label={t('filter.dataset')}
              options={[{ value: any, label: t('filter.any') }, ...datasets.map((name) => ({ value: name, label: name }))]}
              value={filters.dataset ?? any}
              onChange={(value) => change({ dataset: value === any ? undefined : String(value) })}
            />
            <Select
              label={t('filter.kind')}
              options={[{ value: any, label: t('filter.any') }, ...labels.map((label) => ({ value: label, label: kindWord(label, language) }))]}
              value={filters.label ?? any}
              onChange={(value) => change({ label: value === any ? undefined : String(value) })}
            />
            <Select
              label={t('filter.state')}
              options={CleanupState.map((one) => ({ value: one, label: t(`state.${one}`) }))}
              value={state}
              onChange={(value) => change({ state: value === 'open' ? undefined : String(value) })}
            />
            <TextField label={t('filter.before')} type="date" value={filters.before ?? ''} onChange={(value) => change({ before: value || undefined })} />
          </FilterBar>
          {groups.isPending ? (
            <Skeleton lines={6} />
          ) : groups.isError ? (
            <Problem title={t('loadFailed')} error={groups.error} retry={() => void groups.refetch()} />
          ) : groups.items.length === 0 ? (
            <Sheet padded={false}>
              <EmptyState title={t('queue.nothingTitle')}>
                <p>{t('queue.nothingText')}</p>
              </EmptyState>
            </Sheet>
          ) : (
            <>
              <p className="hush small">{t('queue.about')}</p>
              <QueueTable groups={groups.items} state={state} />
              <More
                shown={t('queue.shown', { count: groups.items.length })}
                hasMore={groups.hasNextPage}
                busy={groups.isFetchingNextPage}
                onMore={() => void groups.fetchNextPage()}
              />
            </>
          )}
        </>
      )}
    </>
  );
}

function QueueTable({ groups, state }: { groups: readonly CleanupGroup[]; state: (typeof CleanupState)[number] }) {
  const t = useTranslations('cleanup.queue');
  const format = useFormatter();
  const may = useMay();
  const days = useDays();
  const countOf = (group: CleanupGroup) =>
    state === 'open' || state === 'later' || state === 'dismissed' || state === 'decided'
      ? group[state]
      : group.items - group.open - group.later - group.dismissed - group.decided;
  return (
    <Table
      label={t('label')}
      rows={groups}
      rowKey={(group) => group.id}
      {...(may('cleanup.judge') ? { rowHref: (group: CleanupGroup) => `/cleanup/groups/${group.id}${state === 'open' ? '' : `?state=${state}`}` } : {})}
      columns={[
        { id: 'kind', head: t('kind'), isRowHeader: true, cell: (group) => <KindChip kind={group.label} tier={group.tier} /> },
        {
          id: 'where',
          head: t('where'),
          cell: (group) => (
            <>
              {group.source} · <code>{group.dataset}</code>
            </>
          ),
        },
        { id: 'notes', head: t('notes'), align: 'end', cell: (group) => format.number(countOf(group)) },
        {
          id: 'sure',
          head: t('sure'),
          cell: (group) => <Meter value={group.confidence} label={t('sure')} text={format.number(group.confidence, { style: 'percent' })} />,
        },
        ...(groups.some((group) => group.verdict !== null)
          ? [{ id: 'verdict', head: t('verdict'), cell: (group: CleanupGroup) => (group.verdict === null ? '–' : <GroupVerdict group={group} />) }]
          : []),
        { id: 'oldest', head: t('oldest'), tight: true, cell: (group) => (group.oldest ? days.day(group.oldest) : '–') },
      ]}
    />
  );
}
