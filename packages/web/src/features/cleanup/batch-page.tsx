import type { CleanupBatch } from '@waarborg/contract';
import { Badge, Button, Details, Dialog, type Fact, Facts, More, Notice, PageHead, Progress, Section, Sheet, Skeleton, Table } from '@waarborg/ui';
import { useCallback, useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { call, type Output } from '../../shell/api.ts';
import { KindChip } from '../../shell/kinds.tsx';
import { Problem } from '../../shell/problem.tsx';
import { usePages } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useRouteParam } from '../../shell/url-state.ts';
import { BatchActs } from './batch-acts.tsx';
import { batchStanding, batchTone } from './batch-list.tsx';
import './cleanup.css';
import { batchMoves, useLiveBatch } from './live.ts';
import { NoteView } from './note-view.tsx';
import { useDays } from './words.ts';

/** One proposal: who, when, why; how far; what came of it; and its notes. */
export function BatchPage() {
  const t = useTranslations('cleanup.batch');
  const states = useTranslations('cleanup.batchState');
  const id = useRouteParam('id');
  const batch = useLiveBatch(id);
  const back = { href: '/cleanup/batches', label: t('back') };
  if (batch.isPending) return <Skeleton lines={8} />;
  if (batch.data === undefined) {
    return (
      <>
        <PageHead title={t('one')} back={back} />
        <Problem title={t('notFound')} error={batch.error} retry={() => void batch.refetch()} />
      </>
    );
  }
  const { data } = batch;
  return (
    <>
      <PageHead
        title={t('title', { name: data.source })}
        badge={<Badge tone={batchTone(data)}>{states(batchStanding(data))}</Badge>}
        lead={data.reason}
        back={back}
        actions={<BatchActs batch={data} />}
      />
      <div className="stack">
        <Standing batch={data} />
        <Outcome batch={data} />
      </div>
      <Frame batch={data} />
      <Rows batch={data} />
    </>
  );
}

/** What a reader must know now: may I approve, is it under way, did something go wrong. */
function Standing({ batch }: { batch: CleanupBatch }) {
  const t = useTranslations('cleanup.batch');
  const all = useTranslations('cleanup');
  const format = useFormatter();
  const days = useDays();
  const { mayApprove: may, rows } = batch;
  return (
    <>
      {batch.trouble ? (
        <Notice tone="late" title={t('trouble')}>
          <p>{batch.trouble === 'cleanup.keptNotRemoved' ? t('troubleKept') : batch.trouble}</p>
        </Notice>
      ) : null}
      {batch.state === 'proposed' && may !== 'yes' && may !== 'over' ? (
        <Notice tone={may === 'noOneElse' ? 'soon' : 'plain'}>{all(`approval.${may}`)}</Notice>
      ) : null}
      {batch.state === 'waiting' && batch.writeAfter ? <Notice tone="soon">{t('waiting', { date: days.moment(batch.writeAfter) })}</Notice> : null}
      {batch.state === 'written' && rows.refused > 0 ? (
        <Notice tone="soon" title={t('refusedTitle', { count: rows.refused })}>
          <p>{t('refusedText')}</p>
        </Notice>
      ) : null}
      {batch.state === 'byHand' ? (
        <Notice tone="soon" title={t('byHandTitle')}>
          <p>{t('byHandText')}</p>
        </Notice>
      ) : null}
      {batch.state === 'writing' || batch.state === 'paused' || batch.state === 'puttingBack' ? (
        <Sheet>
          <Progress
            value={rows.total === 0 ? null : (rows.total - rows.planned) / rows.total}
            label={t('outcome')}
            text={t('progress', { done: format.number(rows.total - rows.planned), total: format.number(rows.total) })}
            tone={batch.state === 'paused' ? 'paused' : 'plain'}
          />
        </Sheet>
      ) : null}
      {batch.checked?.running ? <Notice>{t('checking')}</Notice> : null}
    </>
  );
}

function Outcome({ batch }: { batch: CleanupBatch }) {
  const t = useTranslations('cleanup.batch');
  const format = useFormatter();
  const { rows, checked } = batch;
  const fact = (value: number, label: string, tone?: Fact['tone']): Fact[] =>
    value > 0 ? [{ value: format.number(value), label, ...(tone ? { tone } : {}) }] : [];
  const items: Fact[] = [
    { value: format.number(rows.total), label: t('total') },
    ...fact(rows.written, t('written')),
    ...fact(rows.refused, t('refused'), 'soon'),
    ...fact(rows.byHand, t('byHand'), 'soon'),
    ...fact(rows.putBack, t('restored')),
    // What was put back stands there again: the check of before says nothing about it.
    ...(checked && !checked.running && rows.putBack === 0
      ? [...fact(checked.clean, t('clean'), 'good'), ...fact(checked.flagged, t('flagged'), 'late'), ...fact(checked.changed + checked.gone, t('changed'))]
      : []),
  ];
  return <Facts label={t('outcome')} items={items} />;
}

function Frame({ batch }: { batch: CleanupBatch }) {
  const t = useTranslations('cleanup.batch');
  const days = useDays();
  const stamp = ({ by, at }: { by: string; at: string }) => t('stamp', { name: by, date: days.moment(at) });
  return (
    <Section title={t('frame')}>
      <Sheet>
        <Details
          items={[
            { term: t('reason'), value: batch.reason },
            { term: t('proposed'), value: stamp(batch.proposed) },
            ...(batch.approved ? [{ term: t('approved'), value: `${stamp(batch.approved)}${batch.alone ? `. ${t('aloneBy')}` : ''}` }] : []),
            ...(batch.rejected ? [{ term: t('rejected'), value: `${stamp(batch.rejected)}: ${batch.rejected.why}` }] : []),
            ...(batch.finishedAt ? [{ term: t('finished'), value: days.moment(batch.finishedAt) }] : []),
            // Where nothing was changed, no old text was kept.
            ...(batch.rows.written + batch.rows.putBack === 0
              ? []
              : batch.keptRemovedAt
                ? [{ term: t('kept'), value: t('keptGone', { date: days.moment(batch.keptRemovedAt) }) }]
                : batch.keptUntil
                  ? [{ term: t('kept'), value: t('keptUntil', { date: days.moment(batch.keptUntil) }) }]
                  : []),
          ]}
        />
      </Sheet>
    </Section>
  );
}

type Row = Output<'GET /api/v1/cleanup/batches/{id}/rows'>['items'][number];
const whys = ['changedSince', 'notFound', 'nothingLeft', 'notWritable', 'noKey', 'notKept'] as const;

function Rows({ batch }: { batch: CleanupBatch }) {
  const t = useTranslations('cleanup.batch');
  const verdicts = useTranslations('cleanup.verdict');
  const all = useTranslations('cleanup');
  const whyWords = useTranslations('cleanup.rowWhy');
  const may = useMay();
  const [looking, setLooking] = useState<Row>();
  const rows = usePages('GET /api/v1/cleanup/batches/{id}/rows', { params: { id: batch.id }, query: { limit: 50 } }, { enabled: !batchMoves(batch) });
  const why = (row: Row) => {
    const known = whys.find((one) => one === row.why);
    return row.why === null ? null : known ? whyWords(known) : whyWords('other');
  };
  const mayLook = may('cleanup.judge') || may('cleanup.approve');
  if (rows.items.length === 0) return null;
  return (
    <Section title={t('rows')}>
      <Table
        label={t('rows')}
        rows={rows.items}
        rowKey={(row) => row.id}
        {...(mayLook ? { onRowOpen: setLooking } : {})}
        columns={[
          {
            id: 'place',
            head: t('place'),
            isRowHeader: true,
            cell: (row) => (
              <code>
                {row.dataset}.{row.field}
              </code>
            ),
          },
          { id: 'kind', head: t('kind'), cell: (row) => <KindChip kind={row.label} /> },
          { id: 'verdict', head: t('verdict'), cell: (row) => verdicts(row.verdict) },
          { id: 'judged', head: t('judgedBy'), cell: (row) => row.judgedBy },
          {
            id: 'state',
            head: t('rowState'),
            cell: (row) => (
              <>
                {all(`rowState.${row.state}`)}
                {why(row) ? <span className="hush small"> ({why(row)})</span> : null}
              </>
            ),
          },
        ]}
      />
      <More
        shown={t('rowsShown', { count: rows.items.length })}
        hasMore={rows.hasNextPage}
        busy={rows.isFetchingNextPage}
        onMore={() => void rows.fetchNextPage()}
      />
      {looking ? <RowDialog batchId={batch.id} row={looking} onClose={() => setLooking(undefined)} /> : null}
    </Section>
  );
}

type View = Output<'POST /api/v1/cleanup/batches/{id}/rows/{rowId}/view'>;

/** One note of the proposal, read from its system when the window opens and kept no longer. */
function RowDialog({ batchId, row, onClose }: { batchId: string; row: Row; onClose: () => void }) {
  const t = useTranslations('cleanup.batch');
  const [state, setState] = useState<{ view?: View; error?: unknown }>({});
  const read = useCallback(async () => {
    setState({});
    try {
      setState({ view: await call('POST /api/v1/cleanup/batches/{id}/rows/{rowId}/view', { params: { id: batchId, rowId: row.id } }) });
    } catch (error) {
      setState({ error });
    }
  }, [batchId, row.id]);
  useEffect(() => void read(), [read]);
  return (
    <Dialog isOpen onClose={onClose} title={t('lookTitle')} size="large" actions={<Button onPress={onClose}>{t('close')}</Button>}>
      <NoteView view={state.view} error={state.error} retry={() => void read()} after={state.view?.rewritten ?? state.view?.redacted ?? null} />
    </Dialog>
  );
}
