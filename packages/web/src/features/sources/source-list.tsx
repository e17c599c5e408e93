import type { Source } from '@waarborg/contract';
import { scanTooOldDays, transferTo } from '@waarborg/law';
import { Badge, EmptyState, FilterBar, LinkButton, PageHead, SearchField, Skeleton, Table } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { CsvButton } from '../../shell/csv-button.tsx';
import { useLanguage } from '../../shell/language.ts';
import { useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { Refused } from '../scans/problem-line.tsx';
import { ScanStateBadge } from '../scans/scan-state.tsx';
import { countryName } from './countries.ts';
import './sources.css';

const dayMs = 86_400_000;

/** Every system, connected or only noted, with what stands in it and when it was last looked at. */
export function SourcesPage() {
  const t = useTranslations('sources');
  const may = useMay();
  const { filters, change, clear } = useFilters((search) => ({ q: typeof search['q'] === 'string' ? search['q'] : '' }));
  const sources = useCall('GET /api/v1/sources', {}, { refetchMs: 20_000 });
  const tableOf = useSourceTable();
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = (sources.data?.items ?? []).filter((source) => {
    const text = [source.name, source.kind, source.location, source.owner, source.supplier].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const add = may('sources.manage') ? (
    <LinkButton look="main" icon="plus" href="/sources/new">
      {t('add')}
    </LinkButton>
  ) : null;
  if (sources.isPending)
    return (
      <>
        <PageHead title={t('title')} lead={t('lead')} />
        <Skeleton lines={6} />
      </>
    );
  if (sources.data === undefined)
    return (
      <>
        <PageHead title={t('title')} lead={t('lead')} />
        <Refused title={t('loadFailed')} error={sources.error} retry={() => void sources.refetch()} />
      </>
    );
  if (sources.data.items.length === 0) {
    return (
      <>
        <PageHead title={t('title')} lead={t('lead')} />
        <div className="sheet">
          <EmptyState
            title={t('empty.title')}
            action={
              may('sources.manage') ? (
                <>
                  <LinkButton look="main" href="/sources/new?kind=postgres">
                    {t('empty.database')}
                  </LinkButton>
                  <LinkButton href="/sources/new?kind=csv">{t('empty.file')}</LinkButton>
                  <LinkButton href="/sources/new?kind=manual">{t('empty.manual')}</LinkButton>
                </>
              ) : null
            }
          >
            <p>{t('empty.text')}</p>
          </EmptyState>
        </div>
      </>
    );
  }
  const actions = (
    <>
      <CsvButton name={t('file')} table={() => tableOf(shown)} />
      {add}
    </>
  );
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={actions} />
      <FilterBar label={t('search')} onClear={clear} side={<span className="hush small">{t('count', { count: shown.length })}</span>}>
        <SearchField label={t('search')} placeholder={t('search')} bare value={filters.q} onChange={(q) => change({ q })} />
      </FilterBar>
      <SourceTable sources={shown} />
    </>
  );
}

/** The list as it goes out in a file: the facts of each system, nothing of how it is reached. */
function useSourceTable() {
  const t = useTranslations('sources');
  const facts = useTranslations('sources.facts');
  const language = useLanguage();
  return (sources: readonly Source[]) => ({
    head: [
      t('column.source'),
      t('column.kind'),
      facts('country'),
      t('column.place'),
      t('column.owner'),
      facts('supplier'),
      facts('backup'),
      t('tables'),
      t('records'),
      t('column.lastScan'),
      t('column.problems'),
      t('column.schedule'),
    ],
    rows: sources.map((source) => [
      source.name,
      t(`kind.${source.kind}`),
      source.country === null ? '' : countryName(source.country, language),
      t(`transfer.${source.country === null ? 'unknown' : transferTo(source.country, new Date().toISOString().slice(0, 10))}`),
      source.owner,
      source.supplier,
      source.backupDays,
      source.datasets,
      source.rows,
      source.lastScan?.finishedAt?.slice(0, 10) ?? '',
      source.lastScan?.problems ?? null,
      t(`schedule.${source.schedule}`),
    ]),
  });
}

function SourceTable({ sources }: { sources: readonly Source[] }) {
  const t = useTranslations('sources');
  const may = useMay();
  return (
    <Table
      label={t('title')}
      rows={sources}
      rowKey={(source) => source.id}
      rowHref={(source) => `/sources/${source.id}`}
      rowTone={(source) => (source.lastScan?.state === 'failed' ? 'late' : undefined)}
      empty={<EmptyState title={t('noMatch')} />}
      columns={[
        { id: 'source', head: t('column.source'), cell: (source) => source.name, isRowHeader: true },
        { id: 'kind', head: t('column.kind'), cell: (source) => <SourceAddress source={source} /> },
        { id: 'place', head: t('column.place'), cell: (source) => <SourcePlace source={source} /> },
        { id: 'owner', head: t('column.owner'), cell: (source) => source.owner || <span className="hush">{t('notFilled')}</span> },
        { id: 'lastScan', head: t('column.lastScan'), cell: (source) => <LastScan source={source} problems={source.lastScan?.problems ?? 0} /> },
        {
          id: 'acts',
          head: t('column.acts'),
          bareHead: true,
          align: 'end',
          cell: (source) =>
            source.kind !== 'manual' && may('scans.run') ? (
              <LinkButton small href={`/sources/${source.id}/scan`} aria-label={`${t('scan')}: ${source.name}`}>
                {t('scan')}
              </LinkButton>
            ) : null,
        },
      ]}
    />
  );
}

function SourceAddress({ source }: { source: Source }) {
  const t = useTranslations('sources');
  const format = useFormatter();
  const address = source.upload ? source.upload.fileName : source.location || source.supplier;
  return (
    <div className="two-lines">
      <span>{t(`kind.${source.kind}`)}</span>
      {address === '' ? null : <span className="hush small">{address}</span>}
      {source.datasets > 0 ? <span className="hush small">{t('content', { datasets: source.datasets, rows: format.number(source.rows) })}</span> : null}
    </div>
  );
}

/** Where data stand, with what that means for transfers when it is outside the Area. */
export function SourcePlace({ source }: { source: Pick<Source, 'country'> }) {
  const t = useTranslations('sources');
  const language = useLanguage();
  const transfer = transferTo(source.country, new Date().toISOString().slice(0, 10));
  if (source.country === null) return <span className="hush">{t('notFilled')}</span>;
  return (
    <div className="two-lines">
      <span>{countryName(source.country, language)}</span>
      {transfer === 'inside' ? null : <span className={transfer === 'outside' ? 'late small' : 'soon small'}>{t(`transferShort.${transfer}`)}</span>}
    </div>
  );
}

function LastScan({ source, problems }: { source: Source; problems: number }) {
  const t = useTranslations('sources');
  const format = useFormatter();
  if (source.kind === 'manual') return <span className="hush">{t('neverNeeded')}</span>;
  const schedule = source.schedule === 'never' ? null : <span className="hush small">{t(`schedule.${source.schedule}`)}</span>;
  if (source.lastScan === null) {
    return (
      <div className="two-lines start">
        <Badge tone="soon">{t('never')}</Badge>
        {schedule}
      </div>
    );
  }
  const { state, finishedAt } = source.lastScan;
  const days = finishedAt === null ? 0 : (Date.now() - Date.parse(finishedAt)) / dayMs;
  return (
    <div className="two-lines start">
      {state === 'finished' && finishedAt !== null ? (
        <span>{format.dateTime(new Date(finishedAt), { day: 'numeric', month: 'short', year: 'numeric' })}</span>
      ) : (
        <ScanStateBadge state={state} />
      )}
      {days > scanTooOldDays ? <span className="soon-text small">{t('tooOld', { days: scanTooOldDays })}</span> : null}
      {problems > 0 ? <span className="soon-text small">{t('problems', { count: problems })}</span> : null}
      {schedule}
    </div>
  );
}
