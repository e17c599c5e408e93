import type { Scan } from '@waarborg/contract';
import { EmptyState, Table } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { groupProblems } from './problems.ts';
import { fractionDone, isUnderWay } from './progress.ts';
import { ScanStateBadge } from './scan-state.tsx';
import { useScanWords } from './scan-words.ts';

/** Scans as a list, each with how it stands. */
export function ScanTable({ scans, withoutSource }: { scans: readonly Scan[]; withoutSource?: boolean }) {
  const t = useTranslations('scans');
  const format = useFormatter();
  const words = useScanWords();
  return (
    <Table
      label={t('title')}
      rows={scans}
      rowKey={(scan) => scan.id}
      rowHref={(scan) => `/scans/${scan.id}`}
      rowTone={(scan) => (scan.state === 'failed' ? 'late' : isUnderWay(scan) ? 'current' : undefined)}
      empty={<EmptyState title={t('empty.filtered')} />}
      columns={[
        ...(withoutSource ? [] : [{ id: 'source', head: t('column.source'), isRowHeader: true, cell: (scan: Scan) => scan.sourceName }]),
        { id: 'started', head: t('column.started'), tight: true, cell: (scan) => words.moment(scan.startedAt ?? scan.createdAt) },
        { id: 'state', head: t('column.state'), cell: (scan) => <StateCell scan={scan} /> },
        { id: 'rows', head: t('column.rows'), align: 'end', cell: (scan) => format.number(scan.progress.rowsDone) },
        { id: 'took', head: t('column.took'), tight: true, cell: (scan) => words.took(scan) },
        {
          id: 'problems',
          head: t('column.problems'),
          align: 'end',
          cell: (scan) =>
            scan.problems.length === 0 ? <span className="hush">0</span> : <span className="soon">{format.number(groupProblems(scan.problems).length)}</span>,
        },
        { id: 'by', head: t('column.by'), cell: (scan) => scan.startedBy ?? <span className="hush">{t('schedule')}</span> },
      ]}
    />
  );
}

function StateCell({ scan }: { scan: Scan }) {
  const t = useTranslations('scans');
  const format = useFormatter();
  const fraction = scan.state === 'running' || scan.state === 'paused' ? fractionDone(scan) : null;
  return (
    <span className="row tight-row">
      <ScanStateBadge state={scan.state} />
      {fraction === null ? null : <span className="small">{format.number(fraction, { style: 'percent', maximumFractionDigits: 0 })}</span>}
      {scan.mode === 'sample' ? <span className="hush small">{t('mode.sample')}</span> : null}
    </span>
  );
}
