import type { TuningDocument } from '@waarborg/contract';
import type { DetectorTuning } from '@waarborg/detect';
import { Button, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem.tsx';
import { useAct } from '../../shell/query.ts';

interface SaveBarProps {
  readonly draft: DetectorTuning;
  readonly basedOn: number;
  readonly changes: number;
  readonly onDiscard: () => void;
  readonly onSaved: () => void;
}

/** Says that the tuning on the page is not saved yet, asks why it is changed, and saves it as a new version. */
export function SaveBar({ draft, basedOn, changes, onDiscard, onSaved }: SaveBarProps) {
  const t = useTranslations('detect.save');
  const [reason, setReason] = useState('');
  const [attempted, setAttempted] = useState(false);
  const save = useAct('PUT /api/v1/tuning', {
    touches: ['GET /api/v1/tuning', 'GET /api/v1/tuning/versions', 'GET /api/v1/tuning/proposals'],
    onDone: ({ version }) => {
      toast({ text: t('done', { version }), tone: 'good' });
      setReason('');
      setAttempted(false);
      onSaved();
    },
  });
  const missing = reason.trim().length < 3;
  const submit = () => {
    setAttempted(true);
    if (!missing) save.mutate({ body: { tuning: draft as TuningDocument, basedOn, reason: reason.trim() } });
  };
  return (
    <section className="save-bar" aria-label={t('title')}>
      <p role="status">
        <strong>{t('changes', { count: changes })}</strong> <span className="hush">{t('hint')}</span>
      </p>
      {save.error ? <Problem error={save.error} /> : null}
      <div className="save-row">
        <TextField
          label={t('reason')}
          value={reason}
          onChange={setReason}
          maxLength={500}
          autoComplete="off"
          error={attempted && missing ? t('reasonMissing') : undefined}
        />
        <Button look="main" onPress={submit} isPending={save.isPending}>
          {t('save')}
        </Button>
        <Button look="quiet" onPress={onDiscard}>
          {t('discard')}
        </Button>
      </div>
    </section>
  );
}
