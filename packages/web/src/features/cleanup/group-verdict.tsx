import { useQueryClient } from '@tanstack/react-query';
import type { CleanupGroup } from '@waarborg/contract';
import { Button, ConfirmDialog, toast } from '@waarborg/ui';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { call } from '../../shell/api.ts';
import { useProblemText } from '../../shell/problem.tsx';
import { useMay } from '../../shell/session.tsx';
import { useDays } from './words.ts';

const touched = [
  'GET /api/v1/cleanup/groups',
  'GET /api/v1/cleanup/groups/{id}',
  'GET /api/v1/cleanup/groups/{id}/items',
  'GET /api/v1/cleanup/summary',
] as const;

/** Takes a verdict on a whole group back and says how many notes are open again, and how many stay because they stand in a batch. */
export function useTakeBackGroup(): (groupId: number, sampleId: string) => Promise<void> {
  const t = useTranslations('cleanup.groupVerdict');
  const client = useQueryClient();
  const problemText = useProblemText();
  return useCallback(
    async (groupId, sampleId) => {
      try {
        const { items, left } = await call('DELETE /api/v1/cleanup/groups/{id}/verdict', { params: { id: groupId }, query: { sampleId } });
        toast({ text: t('done', { count: items }), ...(left > 0 ? { note: t('left', { count: left }) } : {}), tone: 'good' });
      } catch (error) {
        toast({ text: problemText(error), tone: 'late' });
        throw error;
      } finally {
        for (const key of touched) void client.invalidateQueries({ queryKey: [key] });
      }
    },
    [client, problemText, t],
  );
}

/** The last verdict on the whole group, and the way back: asked first, as a new one takes a sample again. */
export function GroupVerdict({ group, onDone }: { group: CleanupGroup; onDone?: () => void }) {
  const t = useTranslations('cleanup');
  const may = useMay();
  const days = useDays();
  const takeBack = useTakeBackGroup();
  const [asking, setAsking] = useState(false);
  const { verdict } = group;
  if (verdict === null) return null;
  const said = { verdict: t(`verdict.${verdict.verdict}`), by: verdict.by, date: days.moment(verdict.at), count: verdict.items };
  return (
    <span className="group-verdict">
      <span className="small">{t('groupVerdict.said', said)}</span>
      {may('cleanup.judge') ? (
        <Button small onPress={() => setAsking(true)} aria-label={t('groupVerdict.actOn', said)}>
          {t('groupVerdict.act')}
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t('groupVerdict.title')}
        confirm={t('groupVerdict.act')}
        look="main"
        onConfirm={async () => {
          await takeBack(group.id, verdict.sampleId);
          onDone?.();
        }}
      >
        <p>{t('groupVerdict.text', said)}</p>
      </ConfirmDialog>
    </span>
  );
}
