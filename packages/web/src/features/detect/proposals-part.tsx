import type { PatternProposed } from '@waarborg/contract';
import { Button, EmptyState, Skeleton, Table, toast } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';

/** Shapes that scans saw the organisation's numbers follow: a person accepts one, or not. */
export function ProposalsPart({ mayDecide }: { mayDecide: boolean }) {
  const t = useTranslations('detect.proposals');
  const format = useFormatter();
  const found = useCall('GET /api/v1/tuning/proposals');
  const decide = useAct('PUT /api/v1/tuning/proposals/{id}', {
    touches: ['GET /api/v1/tuning/proposals', 'GET /api/v1/tuning', 'GET /api/v1/tuning/versions'],
    onDone: ({ verdict }) => toast({ text: t(`done.${verdict}`), tone: 'good' }),
  });
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton />;
  const say = (one: PatternProposed, verdict: 'accepted' | 'dismissed') => decide.mutate({ params: { id: one.id }, body: { verdict } });
  return (
    <div className="stack">
      <p className="hush">{t('lead')}</p>
      {decide.error ? <Problem error={decide.error} /> : null}
      <Table
        label={t('title')}
        rows={found.data.items}
        rowKey={(one) => one.id}
        empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        columns={[
          { id: 'shape', head: t('shape'), cell: (one) => <code className="mono">{one.shape}</code>, isRowHeader: true },
          { id: 'place', head: t('place'), cell: (one) => t('where', { source: one.source, dataset: one.dataset, field: one.field }) },
          { id: 'values', head: t('values'), align: 'end', cell: (one) => format.number(one.values) },
          { id: 'share', head: t('share'), align: 'end', cell: (one) => format.number(one.share, { style: 'percent' }) },
          ...(mayDecide
            ? [
                {
                  id: 'act',
                  head: t('acts'),
                  bareHead: true,
                  tight: true,
                  cell: (one: PatternProposed) => (
                    <span className="row">
                      <Button small onPress={() => say(one, 'accepted')} aria-label={t('acceptOf', { shape: one.shape })}>
                        {t('accept')}
                      </Button>
                      <Button small look="quiet" onPress={() => say(one, 'dismissed')} aria-label={t('dismissOf', { shape: one.shape })}>
                        {t('dismiss')}
                      </Button>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}
