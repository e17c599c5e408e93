import type { CleanupBatch } from '@waarborg/contract';
import { Badge, Button, Checkbox, EmptyState, Form, FormActions, More, PageHead, Section, Sheet, Skeleton, Table, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Problem, useProblemText } from '../../shell/problem.tsx';
import { useAct, useCall, usePages } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import './cleanup.css';
import { PartSwitch } from './part-switch.tsx';
import { useDays } from './words.ts';

/** The word for how a batch stands: one that ended with refused notes is not called written. */
export function batchStanding(batch: Pick<CleanupBatch, 'state' | 'rows'>): CleanupBatch['state'] | 'failed' | 'partly' {
  if (batch.state !== 'written' || batch.rows.refused === 0) return batch.state;
  return batch.rows.written === 0 ? 'failed' : 'partly';
}

/** How a state of a batch is coloured. */
export function batchTone(batch: Pick<CleanupBatch, 'state' | 'trouble' | 'rows'>): 'late' | 'soon' | 'good' | 'plain' {
  const standing = batchStanding(batch);
  if (batch.trouble !== null || standing === 'failed') return 'late';
  if (standing === 'partly') return 'soon';
  if (batch.state === 'proposed' || batch.state === 'waiting' || batch.state === 'byHand' || batch.state === 'paused') return 'soon';
  return batch.state === 'written' ? 'good' : 'plain';
}

/** Every proposal, newest first, and the rules that hold for new ones. */
export function BatchesPage() {
  const t = useTranslations('cleanup');
  const format = useFormatter();
  const days = useDays();
  const batches = usePages('GET /api/v1/cleanup/batches', { query: { limit: 30 } });
  return (
    <>
      <PageHead title={t('batches.title')} lead={t('batches.lead')} />
      <PartSwitch />
      {batches.isPending ? (
        <Skeleton lines={6} />
      ) : batches.isError ? (
        <Problem title={t('loadFailed')} error={batches.error} retry={() => void batches.refetch()} />
      ) : batches.items.length === 0 ? (
        <Sheet padded={false}>
          <EmptyState title={t('batches.emptyTitle')}>
            <p>{t('batches.emptyText')}</p>
          </EmptyState>
        </Sheet>
      ) : (
        <>
          <Table
            label={t('batches.label')}
            rows={batches.items}
            rowKey={(batch) => batch.id}
            rowHref={(batch) => `/cleanup/batches/${batch.id}`}
            columns={[
              { id: 'source', head: t('batches.source'), isRowHeader: true, cell: (batch) => batch.source },
              { id: 'state', head: t('batches.state'), cell: (batch) => <Badge tone={batchTone(batch)}>{t(`batchState.${batchStanding(batch)}`)}</Badge> },
              { id: 'rows', head: t('batches.rows'), align: 'end', cell: (batch) => format.number(batch.rows.total) },
              {
                id: 'proposed',
                head: t('batches.proposed'),
                cell: (batch) => t('batches.by', { name: batch.proposed.by, date: days.moment(batch.proposed.at) }),
              },
              {
                id: 'checked',
                head: t('batches.checked'),
                align: 'end',
                cell: (batch) => (batch.checked && !batch.checked.running ? t('batches.clean', { count: format.number(batch.checked.clean) }) : '–'),
              },
            ]}
          />
          <More
            shown={t('batches.shown', { count: batches.items.length })}
            hasMore={batches.hasNextPage}
            busy={batches.isFetchingNextPage}
            onMore={() => void batches.fetchNextPage()}
          />
        </>
      )}
      <RulesPart />
    </>
  );
}

/** How long old texts are kept, and who may approve; for who approves. */
function RulesPart() {
  const t = useTranslations('cleanup.rules');
  const may = useMay();
  const days = useDays();
  const problemText = useProblemText();
  const [alone, setAlone] = useState(false);
  const settings = useCall('GET /api/v1/cleanup/settings');
  const save = useAct('PATCH /api/v1/cleanup/settings', {
    touches: ['GET /api/v1/cleanup/settings', 'GET /api/v1/cleanup/batches', 'GET /api/v1/cleanup/batches/{id}'],
  });
  if (!settings.data || !may('cleanup.approve')) return null;
  const { keepDays, people, approvers, alone: decided } = settings.data;
  const send = (body: Parameters<typeof save.mutate>[0]['body']) =>
    save.mutate(
      { body },
      { onSuccess: () => toast({ text: t('saved'), tone: 'good' }), onError: (error) => toast({ text: problemText(error), tone: 'late' }) },
    );
  return (
    <Section title={t('title')}>
      <Sheet>
        <div className="stack">
          <Form onSubmit={(values) => send({ keepDays: Math.max(0, Math.min(90, Math.round(Number(values['keepDays'])))) })}>
            <TextField
              name="keepDays"
              key={keepDays}
              label={t('keep')}
              hint={t('keepHint')}
              defaultValue={String(keepDays)}
              inputMode="numeric"
              pattern="[0-9]|[1-8][0-9]|90"
              isRequired
            />
            <FormActions>
              <Button type="submit" isPending={save.isPending}>
                {t('save')}
              </Button>
            </FormActions>
          </Form>
          <p className="hush small">{t('people', { approvers })}</p>
          {decided ? (
            <div className="row">
              <p className="small">{t('aloneOn', { name: decided.by, date: days.moment(decided.at), why: decided.why })}</p>
              <Button small onPress={() => send({ alone: null })}>
                {t('aloneOff')}
              </Button>
            </div>
          ) : people === 1 ? (
            <Form onSubmit={(values) => send({ alone: { why: values['why'] ?? '' } })}>
              <Checkbox isSelected={alone} onChange={setAlone} hint={t('aloneText')}>
                {t('alone')}
              </Checkbox>
              {alone ? (
                <>
                  <TextField name="why" label={t('aloneWhy')} isRequired minLength={3} maxLength={500} />
                  <FormActions>
                    <Button type="submit">{t('aloneAct')}</Button>
                  </FormActions>
                </>
              ) : null}
            </Form>
          ) : null}
        </div>
      </Sheet>
    </Section>
  );
}
