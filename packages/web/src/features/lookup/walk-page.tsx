import type { Lookup } from '@waarborg/contract';
import { Button, EmptyState, Facts, LinkButton, Menu, Notice, PageHead, Section, Sheet, Skeleton } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { hrefOf } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters, useRouteParam } from '../../shell/url-state.ts';
import { BlindSpots } from './blind-spots.tsx';
import { FoundPlaces } from './found-places.tsx';
import { kindInSentence } from './kind-in-sentence.ts';
import { openProposals, placesOf } from './walk.ts';
import { WalkSteps } from './walk-steps.tsx';
import './lookup.css';

/** One look-up: the walk with its steps, the places found, and where nobody looked. */
export function WalkPage() {
  const t = useTranslations('lookup');
  const id = useRouteParam('id');
  const lookup = useCall('GET /api/v1/lookups/{id}', { params: { id } });
  const back = { href: '/lookup', label: t('title') };
  if (lookup.isPending) return <Skeleton lines={8} />;
  if (lookup.data === undefined) {
    return (
      <>
        <PageHead title={t('one')} back={back} />
        <Problem title={t('walk.notFound')} error={lookup.error} retry={() => void lookup.refetch()} />
      </>
    );
  }
  return <Walk lookup={lookup.data} back={back} />;
}

function Walk({ lookup, back }: { lookup: Lookup; back: { href: string; label: string } }) {
  const t = useTranslations('lookup');
  const format = useFormatter();
  const language = useLanguage();
  const may = useMay();
  const { totals } = lookup;
  const typed = lookup.steps.find((step) => step.from === null);
  const what = typed === undefined ? '' : `${kindInSentence(typed.kind, language)} ${typed.masked}`.trim();
  const { change } = useFilters<{ datasetId?: number }>(() => ({}));
  const open = openProposals(lookup.steps);
  const places = placesOf(lookup);
  const date = format.dateTime(new Date(lookup.at), { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('walk.begun', { what, reason: lookup.reason, name: lookup.by, date })}
        back={back}
        actions={
          <>
            <LookupExport id={lookup.id} />
            {may('lookup.run') ? <LinkButton href="/lookup">{t('walk.again')}</LinkButton> : null}
          </>
        }
      />
      <Facts
        label={t('facts.label')}
        items={[
          { value: format.number(totals.records), label: t('facts.records', { count: totals.records }) },
          { value: format.number(totals.datasets), label: t('facts.datasets', { count: totals.datasets }) },
          { value: format.number(totals.sources), label: t('facts.sources', { count: totals.sources }) },
          { value: format.number(open), label: t('facts.open', { count: open }), ...(open > 0 ? { tone: 'soon' as const } : {}) },
        ]}
      />
      {totals.records === 0 && open === 0 ? (
        <Sheet padded={false}>
          <EmptyState title={t('nothing.title')}>
            <p>{t('nothing.text')}</p>
          </EmptyState>
        </Sheet>
      ) : (
        <>
          <Section title={t('walk.title')} note={open > 0 ? t('walk.proposals', { count: open }) : undefined}>
            <div className="stack">
              {lookup.truncated ? <Notice tone="soon">{t('walk.truncated')}</Notice> : null}
              <WalkSteps lookup={lookup} onShow={(datasetId) => change({ datasetId })} />
            </div>
          </Section>
          {places.length > 0 ? <FoundPlaces lookup={lookup} places={places} /> : null}
        </>
      )}
      {lookup.blind.length > 0 ? <BlindSpots blind={lookup.blind} /> : null}
    </>
  );
}

function LookupExport({ id }: { id: string }) {
  const t = useTranslations('lookup.export');
  const language = useLanguage();
  const href = (format: 'pdf' | 'xlsx' | 'csv' | 'json') => hrefOf('GET /api/v1/lookups/{id}/export', { params: { id }, query: { format, language } });
  return (
    <Menu
      label={t('act')}
      trigger={<Button icon="download">{t('act')}</Button>}
      parts={[
        {
          title: t('title'),
          items: (['pdf', 'xlsx', 'csv', 'json'] as const).map((format) => ({ id: format, label: t(format), href: href(format), download: true })),
        },
      ]}
    />
  );
}
