import type { TuningVersion } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { Badge, Button, ConfirmDialog, EmptyState, Skeleton, Table, TextField, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';

/** Who changed the tuning, when and why, with the way back. */
export function VersionsPart({ mayRestore }: { mayRestore: boolean }) {
  const t = useTranslations('detect.versions');
  const language = useLanguage();
  const format = useFormatter();
  const found = useCall('GET /api/v1/tuning/versions');
  const [chosen, setChosen] = useState<TuningVersion | null>(null);
  const [reason, setReason] = useState('');
  const restore = useAct('POST /api/v1/tuning/versions/{version}/restore', {
    touches: ['GET /api/v1/tuning/versions', 'GET /api/v1/tuning', 'GET /api/v1/tuning/proposals'],
    onDone: () => toast({ text: t('restored'), tone: 'good' }),
  });
  if (found.error) return <Problem error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton />;
  const kindOf = (one: string) => kindWord(one.split('@')[0], language);
  const told = ({ changes }: TuningVersion) =>
    [
      changes.patternsAdded.length > 0 ? t('patternsAdded', { names: changes.patternsAdded.join(', ') }) : '',
      changes.patternsChanged.length > 0 ? t('patternsChanged', { names: changes.patternsChanged.join(', ') }) : '',
      changes.patternsRemoved.length > 0 ? t('patternsRemoved', { names: changes.patternsRemoved.join(', ') }) : '',
      changes.allowAdded > 0 ? t('allowAdded', { count: changes.allowAdded }) : '',
      changes.allowRemoved > 0 ? t('allowRemoved', { count: changes.allowRemoved }) : '',
      changes.switchedOff.length > 0 ? t('switchedOff', { kinds: changes.switchedOff.map(kindOf).join(', ') }) : '',
      changes.switchedOn.length > 0 ? t('switchedOn', { kinds: changes.switchedOn.map(kindOf).join(', ') }) : '',
      changes.confidence.length > 0 ? t('confidence', { kinds: changes.confidence.map((one) => (one === '*' ? t('allKinds') : kindOf(one))).join(', ') }) : '',
    ]
      .filter((part) => part !== '')
      .join('; ');
  const last = found.data.items[0]?.version;
  return (
    <div className="stack">
      <Table
        label={t('title')}
        rows={found.data.items}
        rowKey={(one) => one.version}
        empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
        columns={[
          {
            id: 'version',
            head: t('version'),
            tight: true,
            isRowHeader: true,
            cell: (one) => (
              <span className="row">
                {one.version} {one.version === last ? <Badge tone="good">{t('inForce')}</Badge> : null}
              </span>
            ),
          },
          { id: 'at', head: t('at'), tight: true, cell: (one) => format.dateTime(new Date(one.at), { dateStyle: 'medium', timeStyle: 'short' }) },
          { id: 'by', head: t('by'), cell: (one) => one.by },
          { id: 'what', head: t('what'), cell: told },
          { id: 'reason', head: t('reason'), cell: (one) => one.reason },
          ...(mayRestore
            ? [
                {
                  id: 'act',
                  head: t('acts'),
                  bareHead: true,
                  tight: true,
                  cell: (one: TuningVersion) =>
                    one.version === last ? null : (
                      <Button small look="quiet" onPress={() => setChosen(one)} aria-label={t('restoreOf', { version: one.version })}>
                        {t('restore')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      {chosen ? (
        <ConfirmDialog
          isOpen
          onClose={() => setChosen(null)}
          title={t('restoreOf', { version: chosen.version })}
          confirm={t('restore')}
          look="main"
          onConfirm={() =>
            restore.mutateAsync({
              params: { version: chosen.version },
              body: { reason: reason.trim().length < 3 ? t('restoreOf', { version: chosen.version }) : reason.trim() },
            })
          }
        >
          <p>{t('restoreText')}</p>
          {restore.error ? <Problem error={restore.error} /> : null}
          <TextField label={t('reason')} optional value={reason} onChange={setReason} maxLength={500} autoComplete="off" />
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
