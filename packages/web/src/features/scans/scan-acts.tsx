import type { Scan } from '@waarborg/contract';
import { Button, ConfirmDialog, LinkButton, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAct } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useRefusalText } from './problem-line.tsx';
import { possibleActs } from './progress.ts';

const touches = ['GET /api/v1/scans/{id}', 'GET /api/v1/scans', 'GET /api/v1/sources'] as const;

/** Pause, go on, stop or scan again: what makes sense for how the scan stands. */
export function ScanActs({ scan }: { scan: Scan }) {
  const t = useTranslations('scans.act');
  const may = useMay();
  const problemText = useRefusalText();
  const [asking, setAsking] = useState(false);
  const pause = useAct('POST /api/v1/scans/{id}/pause', { touches, onDone: () => toast({ text: t('paused') }) });
  const resume = useAct('POST /api/v1/scans/{id}/resume', { touches });
  const cancel = useAct('POST /api/v1/scans/{id}/cancel', { touches });
  if (!may('scans.run')) return null;
  const input = { params: { id: scan.id } };
  const failed = { onError: (error: Error) => void toast({ text: problemText(error), tone: 'late' }) };
  const acts = possibleActs(scan.state);
  return (
    <>
      {acts.includes('resume') ? (
        <Button look="main" icon="play" isPending={resume.isPending} onPress={() => resume.mutate(input, failed)}>
          {scan.state === 'failed' ? t('retry') : t('resume')}
        </Button>
      ) : null}
      {acts.includes('pause') ? (
        <Button icon="pause" isPending={pause.isPending} onPress={() => pause.mutate(input, failed)}>
          {t('pause')}
        </Button>
      ) : null}
      {acts.includes('cancel') ? (
        <Button look="danger" onPress={() => setAsking(true)}>
          {t('cancel')}
        </Button>
      ) : null}
      {acts.length === 0 ? <LinkButton href={`/sources/${scan.sourceId}/scan`}>{t('again')}</LinkButton> : null}
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t('cancelTitle')}
        confirm={t('cancelConfirm')}
        onConfirm={() => cancel.mutateAsync(input, failed)}
      >
        <p>{t('cancelText')}</p>
      </ConfirmDialog>
    </>
  );
}
