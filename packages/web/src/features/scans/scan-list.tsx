import type { Scan } from '@waarborg/contract';
import { EmptyState, FilterBar, LinkButton, More, PageHead, Select, Sheet, Skeleton } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { CsvButton } from '../../shell/csv-button.tsx';
import { everyPage, useCall, usePages } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { readScanFilters } from './filters.ts';
import { Refused } from './problem-line.tsx';
import { groupProblems } from './problems.ts';
import { secondsTaken } from './progress.ts';
import { ScanTable } from './scan-table.tsx';
import './scans.css';

const states = ['running', 'paused', 'finished', 'failed', 'cancelled'] as const;
const any = 'any';

/** All scans, newest first, narrowed by source and state; both stand in the address. */
export function ScansPage() {
  const t = useTranslations('scans');
  const may = useMay();
  const { filters, change, clear } = useFilters(readScanFilters);
  const sources = useCall('GET /api/v1/sources');
  const scans = usePages('GET /api/v1/scans', { query: { ...filters, limit: 30 } });
  const action = may('scans.run') ? <LinkButton href="/sources">{t('chooseSource')}</LinkButton> : null;
  const options = (sources.data?.items ?? []).filter((source) => source.kind !== 'manual').map((source) => ({ value: source.id, label: source.name }));
  const tableOf = useScanTable();
  const actions = (
    <>
      {scans.items.length > 0 ? (
        <CsvButton name={t('file')} table={async () => tableOf(await everyPage('GET /api/v1/scans', { query: { ...filters } }))} />
      ) : null}
      {action}
    </>
  );
  const narrowed = filters.sourceId !== undefined || filters.state !== undefined;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={actions} />
      {scans.items.length === 0 && !narrowed && scans.isSuccess ? (
        <Sheet padded={false}>
          <EmptyState title={t('empty.title')} action={action}>
            <p>{t('empty.text')}</p>
          </EmptyState>
        </Sheet>
      ) : (
        <>
          <FilterBar label={t('filter.label')} onClear={clear}>
            <Select
              label={t('filter.source')}
              options={[{ value: any, label: t('filter.any') }, ...options]}
              value={filters.sourceId ?? any}
              onChange={(value) => change({ sourceId: value === any ? undefined : value })}
            />
            <Select
              label={t('filter.state')}
              options={[{ value: any, label: t('filter.any') }, ...states.map((state) => ({ value: state, label: t(`state.${state}`) }))]}
              value={filters.state ?? any}
              onChange={(value) => change({ state: value === any ? undefined : value })}
            />
          </FilterBar>
          {scans.isPending ? (
            <Skeleton lines={6} />
          ) : scans.isError ? (
            <Refused title={t('loadFailed')} error={scans.error} retry={() => void scans.refetch()} />
          ) : (
            <>
              <ScanTable scans={scans.items} />
              <More
                shown={t('shown', { count: scans.items.length })}
                hasMore={scans.hasNextPage}
                busy={scans.isFetchingNextPage}
                onMore={() => void scans.fetchNextPage()}
              />
            </>
          )}
        </>
      )}
    </>
  );
}

/** The list as it goes out in a file; durations in seconds. */
function useScanTable() {
  const t = useTranslations('scans');
  return (scans: readonly Scan[]) => ({
    head: [
      t('column.source'),
      t('column.started'),
      t('ended'),
      t('column.state'),
      t('column.mode'),
      t('column.rows'),
      t('seconds'),
      t('column.findings'),
      t('column.problems'),
      t('column.by'),
      t('why'),
    ],
    rows: scans.map((scan) => [
      scan.sourceName,
      scan.startedAt ?? scan.createdAt,
      scan.finishedAt,
      t(`state.${scan.state}`),
      t(`mode.${scan.mode}`),
      scan.progress.rowsDone,
      scan.finishedAt === null ? null : Math.round(secondsTaken(scan, new Date()) ?? 0),
      scan.progress.findings,
      groupProblems(scan.problems).length,
      scan.startedBy ?? t('schedule'),
      scan.why,
    ]),
  });
}
