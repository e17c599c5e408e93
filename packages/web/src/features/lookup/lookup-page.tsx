import { EmptyState, More, PageHead, Section, Sheet, Skeleton, Table } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { CsvButton } from '../../shell/csv-button.tsx';
import { Problem } from '../../shell/problem.tsx';
import { everyPage, usePages } from '../../shell/query.ts';
import { LookupForm } from './lookup-form.tsx';
import './lookup.css';

/** Asking where a customer stands, and what was asked before. */
export function LookupPage() {
  const t = useTranslations('lookup');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <LookupForm />
      <Earlier />
    </>
  );
}

function Earlier() {
  const t = useTranslations('lookup.earlier');
  const format = useFormatter();
  const lookups = usePages('GET /api/v1/lookups', { query: { limit: 20 } });
  const table = async () => ({
    head: [t('at'), t('reason'), t('by'), t('records'), t('datasets'), t('sources'), t('link')],
    rows: (await everyPage('GET /api/v1/lookups')).map(({ id, at, reason, by, totals }) => [
      at,
      reason,
      by,
      totals.records,
      totals.datasets,
      totals.sources,
      `${location.origin}/lookup/${id}`,
    ]),
  });
  return (
    <Section title={t('title')} actions={lookups.items.length > 0 ? <CsvButton name={t('file')} table={table} /> : null}>
      {lookups.isPending ? (
        <Skeleton lines={4} />
      ) : lookups.isError ? (
        <Problem error={lookups.error} retry={() => void lookups.refetch()} />
      ) : lookups.items.length === 0 ? (
        <Sheet padded={false}>
          <EmptyState title={t('empty')} />
        </Sheet>
      ) : (
        <>
          <Table
            label={t('title')}
            rows={lookups.items}
            rowKey={(lookup) => lookup.id}
            rowHref={(lookup) => `/lookup/${lookup.id}`}
            columns={[
              {
                id: 'at',
                head: t('at'),
                tight: true,
                cell: (lookup) => format.dateTime(new Date(lookup.at), { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
              },
              { id: 'reason', head: t('reason'), cell: (lookup) => lookup.reason },
              {
                id: 'found',
                head: t('found'),
                cell: (lookup) =>
                  lookup.totals.records === 0 ? (
                    <span className="hush">{t('nothing')}</span>
                  ) : (
                    t('foundText', { records: lookup.totals.records, sources: lookup.totals.sources })
                  ),
              },
              { id: 'by', head: t('by'), cell: (lookup) => lookup.by },
            ]}
          />
          <More
            shown={t('shown', { count: lookups.items.length })}
            hasMore={lookups.hasNextPage}
            busy={lookups.isFetchingNextPage}
            onMore={() => void lookups.fetchNextPage()}
          />
        </>
      )}
    </Section>
  );
}
