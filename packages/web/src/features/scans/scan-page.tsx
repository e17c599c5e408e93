import type { Scan } from '@waarborg/contract';
import { LinkButton, Notice, PageHead, Skeleton } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { useMay } from '../../shell/session.tsx';
import { useRouteParam } from '../../shell/url-state.ts';
import { useLiveScan } from './live-scan.ts';
import { Refused } from './problem-line.tsx';
import { groupProblems } from './problems.ts';
import { isUnderWay } from './progress.ts';
import { ScanActs } from './scan-acts.tsx';
import { ScanChanges } from './scan-changes.tsx';
import { ScanProblems } from './scan-problems.tsx';
import { ScanProgress } from './scan-progress.tsx';
import { ScanStateBadge } from './scan-state.tsx';
import { useScanWords } from './scan-words.ts';
import './scans.css';

/** One scan: followed live while it runs, explained when it has ended. */
export function ScanPage() {
  const t = useTranslations('scans');
  const words = useScanWords();
  const id = useRouteParam('id');
  const { scan, isLineUp } = useLiveScan(id);
  const back = { href: '/scans', label: t('page.back') };
  if (scan.isPending) return <Skeleton lines={8} />;
  if (scan.data === undefined) {
    return (
      <>
        <PageHead title={t('one')} back={back} />
        <Refused title={t('page.notFound')} error={scan.error} retry={() => void scan.refetch()} />
      </>
    );
  }
  const { data } = scan;
  const date = words.moment(data.startedAt ?? data.createdAt);
  const about = [
    data.startedBy === null ? t('page.startedBySchedule', { date }) : t('page.startedBy', { name: data.startedBy, date }),
    data.datasets === null ? t('page.all') : t('page.some', { count: data.datasets.length }),
    ...(data.mode === 'sample' ? [t('mode.sample')] : []),
  ].join(' · ');
  return (
    <>
      <PageHead
        title={t('page.title', { name: data.sourceName })}
        badge={<ScanStateBadge state={data.state} />}
        lead={about}
        back={back}
        actions={<ScanActs scan={data} />}
      />
      <div className="stack">
        {isLineUp || !isUnderWay(data) ? null : <Notice tone="soon">{t('page.lineDown')}</Notice>}
        <Outcome scan={data} />
        <ScanProgress scan={data} />
        {isUnderWay(data) && data.state !== 'paused' ? <p className="hush small">{t('page.safe')}</p> : null}
      </div>
      {data.problems.length > 0 ? <ScanProblems groups={groupProblems(data.problems)} /> : null}
      {data.state === 'finished' ? <ScanChanges id={data.id} /> : null}
    </>
  );
}

/** What a scan that stands still came to, and the way on. */
function Outcome({ scan }: { scan: Scan }) {
  const t = useTranslations('scans');
  const format = useFormatter();
  const words = useScanWords();
  const may = useMay();
  if (scan.state === 'paused') {
    return (
      <Notice tone="soon" title={t('done.paused')}>
        <p>{t('done.pausedText')}</p>
      </Notice>
    );
  }
  if (scan.state === 'failed') {
    return (
      <Notice tone="late" title={t('done.failed')}>
        {scan.why ? <p>{scan.why}</p> : null}
        <p>{t('done.failedText')}</p>
      </Notice>
    );
  }
  if (scan.state === 'cancelled') {
    return (
      <Notice title={t('done.cancelled')}>
        {scan.why ? <p>{scan.why}</p> : null}
        <p>{t('done.cancelledText')}</p>
      </Notice>
    );
  }
  if (scan.state !== 'finished') return null;
  return (
    <Notice tone={scan.problems.length > 0 ? 'soon' : 'good'} title={scan.problems.length > 0 ? t('done.withProblems') : t('done.title')}>
      <p>{t('done.text', { rows: format.number(scan.progress.rowsDone), took: words.took(scan), findings: scan.progress.findings })}</p>
      {scan.mode === 'sample' ? <p>{t('done.sample')}</p> : null}
      <div className="row">
        {may('map.read') ? (
          <LinkButton look="main" href={`/map?sourceId=${scan.sourceId}`}>
            {t('done.map')}
          </LinkButton>
        ) : null}
        {may('lookup.run') ? <LinkButton href="/lookup">{t('done.find')}</LinkButton> : null}
      </div>
    </Notice>
  );
}
