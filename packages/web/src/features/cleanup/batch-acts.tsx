import type { CleanupBatch } from '@waarborg/contract';
import { Button, ConfirmDialog, Dialog, Form, FormActions, Menu, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { hrefOf } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';
import { useProblemText } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';

const touches = [
  'GET /api/v1/cleanup/batches/{id}',
  'GET /api/v1/cleanup/batches/{id}/rows',
  'GET /api/v1/cleanup/batches',
  'GET /api/v1/cleanup/summary',
  'GET /api/v1/cleanup/groups',
] as const;
const formats = ['pdf', 'xlsx', 'csv', 'json'] as const;
const formatWords = { pdf: 'reportPdf', xlsx: 'reportXlsx', csv: 'reportCsv', json: 'reportJson' } as const;

/** What can be done with a proposal as it stands, by who may do it. */
export function BatchActs({ batch }: { batch: CleanupBatch }) {
  const t = useTranslations('cleanup.batch');
  const may = useMay();
  const language = useLanguage();
  const problemText = useProblemText();
  const [asking, setAsking] = useState<'approve' | 'withdraw' | 'reject' | 'putBack'>();
  const close = () => setAsking(undefined);
  const approve = useAct('POST /api/v1/cleanup/batches/{id}/approve', { touches });
  const withdraw = useAct('POST /api/v1/cleanup/batches/{id}/withdraw', { touches });
  const reject = useAct('POST /api/v1/cleanup/batches/{id}/reject', { touches });
  const putBack = useAct('POST /api/v1/cleanup/batches/{id}/put-back', { touches });
  const pause = useAct('POST /api/v1/cleanup/batches/{id}/pause', { touches });
  const resume = useAct('POST /api/v1/cleanup/batches/{id}/resume', { touches });
  const check = useAct('POST /api/v1/cleanup/batches/{id}/check', { touches });
  const params = { id: batch.id };
  const failed = { onError: (error: Error) => void toast({ text: problemText(error), tone: 'late' }) };
  const { state, rows } = batch;
  const judge = may('cleanup.judge');
  const open = state === 'proposed' || state === 'waiting';
  const done = state === 'written' || state === 'byHand' || state === 'putBack';
  return (
    <>
      {batch.mayApprove === 'yes' || batch.mayApprove === 'alone' ? (
        <Button look="main" icon="check" onPress={() => setAsking('approve')}>
          {t('approve')}
        </Button>
      ) : null}
      {open && may('cleanup.approve') && batch.mayApprove !== 'ownProposal' && state === 'proposed' ? (
        <Button onPress={() => setAsking('reject')}>{t('reject')}</Button>
      ) : null}
      {open && judge && (batch.mayApprove !== 'yes' || state === 'waiting') ? <Button onPress={() => setAsking('withdraw')}>{t('withdraw')}</Button> : null}
      {state === 'writing' && judge ? (
        <Button icon="pause" isPending={pause.isPending} onPress={() => pause.mutate({ params }, failed)}>
          {t('pause')}
        </Button>
      ) : null}
      {state === 'paused' && judge ? (
        <Button look="main" icon="play" isPending={resume.isPending} onPress={() => resume.mutate({ params }, failed)}>
          {t('resume')}
        </Button>
      ) : null}
      {done ? (
        <Menu
          label={t('report')}
          trigger={<Button icon="download">{t('report')}</Button>}
          parts={[
            {
              title: t('report'),
              items: [
                ...formats.map((format) => ({
                  id: format,
                  label: t(formatWords[format]),
                  href: hrefOf('GET /api/v1/cleanup/batches/{id}/report', { params, query: { format, language } }),
                  download: true,
                })),
                ...(judge && rows.byHand + rows.refused > 0
                  ? [
                      {
                        id: 'worklist',
                        label: t('worklist'),
                        href: hrefOf('GET /api/v1/cleanup/batches/{id}/worklist', { params, query: { language } }),
                        download: true,
                      },
                    ]
                  : []),
              ],
            },
          ]}
        />
      ) : null}
      {(state === 'written' || state === 'byHand') && judge && !batch.checked?.running ? (
        <Button isPending={check.isPending} onPress={() => check.mutate({ params }, failed)}>
          {t('check')}
        </Button>
      ) : null}
      {state === 'written' && may('cleanup.approve') && batch.keptRemovedAt === null && rows.written > 0 ? (
        <Button look="danger" onPress={() => setAsking('putBack')}>
          {t('putBack')}
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={asking === 'approve'}
        onClose={close}
        title={t('approveTitle', { count: rows.total })}
        confirm={t('approve')}
        look="main"
        onConfirm={() => approve.mutateAsync({ params }, failed)}
      >
        <p>{t('approveText', { name: batch.source })}</p>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asking === 'withdraw'}
        onClose={close}
        title={t('withdrawTitle')}
        confirm={t('withdraw')}
        onConfirm={() => withdraw.mutateAsync({ params }, failed)}
      >
        <p>{t('withdrawText')}</p>
      </ConfirmDialog>
      {asking === 'reject' ? (
        <WhyDialog
          title={t('rejectTitle')}
          act={t('reject')}
          busy={reject.isPending}
          onClose={close}
          onSend={(why) => reject.mutate({ params, body: { why } }, { onSuccess: close, ...failed })}
        />
      ) : null}
      {asking === 'putBack' ? (
        <WhyDialog
          title={t('putBackTitle')}
          text={t('putBackText')}
          act={t('putBack')}
          busy={putBack.isPending}
          onClose={close}
          onSend={(why) => putBack.mutate({ params, body: { why } }, { onSuccess: close, ...failed })}
        />
      ) : null}
    </>
  );
}

function WhyDialog(props: { title: string; text?: string; act: string; busy: boolean; onClose: () => void; onSend: (why: string) => void }) {
  const t = useTranslations('cleanup.batch');
  return (
    <Dialog isOpen onClose={props.onClose} title={props.title} size="small">
      <Form onSubmit={(values) => props.onSend(values['why'] ?? '')}>
        {props.text ? <p>{props.text}</p> : null}
        <TextField name="why" label={t('why')} isRequired minLength={3} maxLength={500} />
        <FormActions>
          <Button look="main" type="submit" isPending={props.busy}>
            {props.act}
          </Button>
          <Button onPress={props.onClose}>{t('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
