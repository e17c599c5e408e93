import type { Source } from '@waarborg/contract';
import { Button, ConfirmDialog, Details, Section, Sheet, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useAct } from '../../shell/query.ts';
import { useRefusalText } from '../scans/problem-line.tsx';
import { touchedBySources } from './calls.ts';
import { useBytes } from './upload-box.tsx';

/** The file that was uploaded: how large, until when it stays, and a way to let it go now. */
export function UploadPart({ source, manage }: { source: Source; manage: boolean }) {
  const t = useTranslations('sources.upload');
  const sources = useTranslations('sources');
  const format = useFormatter();
  const bytes = useBytes();
  const problemText = useRefusalText();
  const [asking, setAsking] = useState(false);
  const remove = useAct('DELETE /api/v1/sources/{id}/upload', { touches: touchedBySources, onDone: () => toast({ text: t('deleted'), tone: 'good' }) });
  if (source.upload === null) return null;
  return (
    <Section
      title={sources('one.uploadTitle')}
      actions={
        manage ? (
          <Button small look="danger" onPress={() => setAsking(true)}>
            {t('deleteNow')}
          </Button>
        ) : null
      }
    >
      <Sheet>
        <Details
          items={[
            { term: t('file'), value: <code>{source.upload.fileName}</code> },
            { term: t('size'), value: bytes(source.upload.bytes) },
            { term: t('until'), value: format.dateTime(new Date(source.upload.keptUntil), { day: 'numeric', month: 'long', year: 'numeric' }) },
          ]}
        />
      </Sheet>
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t('deleteTitle')}
        confirm={t('deleteNow')}
        onConfirm={() => remove.mutateAsync({ params: { id: source.id } }, { onError: (error) => toast({ text: problemText(error), tone: 'late' }) })}
      >
        <p>{t('deleteText')}</p>
      </ConfirmDialog>
    </Section>
  );
}
