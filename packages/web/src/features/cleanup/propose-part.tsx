import { useNavigate } from '@tanstack/react-router';
import { Button, Dialog, Form, FormActions, Notice, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Output } from '../../shell/api.ts';
import { useProblemText } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';

type Source = Output<'GET /api/v1/cleanup/summary'>['sources'][number];

/** What is decided and waits to be proposed, a line per system. */
export function ProposePart({ sources }: { sources: readonly Source[] }) {
  const t = useTranslations('cleanup.decided');
  const may = useMay();
  const [asking, setAsking] = useState<Source>();
  if (!may('cleanup.judge')) return null;
  return (
    <>
      {sources
        .filter((source) => source.decided > 0)
        .map((source) => (
          <Notice
            key={source.id}
            tone="accent"
            title={t('title', { count: source.decided, name: source.name })}
            action={<Button onPress={() => setAsking(source)}>{t('act')}</Button>}
          >
            <p>{t('text')}</p>
          </Notice>
        ))}
      {asking ? <ProposeDialog source={asking} onClose={() => setAsking(undefined)} /> : null}
    </>
  );
}

function ProposeDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const t = useTranslations('cleanup.decided');
  const run = useTranslations('cleanup.run');
  const navigate = useNavigate();
  const problemText = useProblemText();
  const settings = useCall('GET /api/v1/cleanup/settings');
  const propose = useAct('POST /api/v1/cleanup/batches', {
    touches: ['GET /api/v1/cleanup/summary', 'GET /api/v1/cleanup/batches', 'GET /api/v1/cleanup/groups'],
  });
  const send = (values: Record<string, string>) =>
    propose.mutate(
      { body: { sourceId: source.id, reason: values['reason'] ?? '' } },
      {
        onSuccess: (batch) => {
          toast({ text: t('done'), tone: 'good' });
          void navigate({ to: `/cleanup/batches/${batch.id}` as never });
        },
        onError: (error) => toast({ text: problemText(error), tone: 'late' }),
      },
    );
  return (
    <Dialog isOpen onClose={onClose} title={t('dialog', { name: source.name })} size="small">
      <Form onSubmit={send}>
        <p>{t('dialogText', { count: source.decided, days: settings.data?.keepDays ?? 14 })}</p>
        <TextField name="reason" label={t('reason')} hint={t('reasonHint')} defaultValue={t('reasonDefault')} isRequired minLength={3} maxLength={500} />
        <FormActions>
          <Button look="main" type="submit" isPending={propose.isPending}>
            {t('act')}
          </Button>
          <Button onPress={onClose}>{run('cancel')}</Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
