import { useQueryClient } from '@tanstack/react-query';
import { toast } from '@waarborg/ui';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { call, type Output } from '../../shell/api.ts';
import { useProblemText } from '../../shell/problem.tsx';
import type { MapAnswer, MapField } from './rows.ts';
import { answerWith, type FullFinding, fieldWith } from './with-finding.ts';

type Said = 'confirmed' | 'notPersonal' | null;
type FieldAnswer = Output<'GET /api/v1/map/fields/{id}'>;

/** Giving and taking back verdicts; lists and panel change at once, and a toast offers to take it back. */
export function useVerdicts() {
  const client = useQueryClient();
  const t = useTranslations('map.verdict');
  const problemText = useProblemText();
  const judge = useCallback(
    async (findingId: number, verdict: Said, why = ''): Promise<FullFinding> => {
      const changed = await call('PUT /api/v1/map/findings/{id}/verdict', { params: { id: findingId }, body: { verdict, why } });
      client.setQueriesData<MapAnswer>({ queryKey: ['GET /api/v1/map'] }, (answer) => answer && answerWith(answer, changed));
      client.setQueriesData<FieldAnswer>(
        { queryKey: ['GET /api/v1/map/fields/{id}'] },
        (answer) => answer && { ...answer, field: fieldWith(answer.field, changed) },
      );
      void client.invalidateQueries({ queryKey: ['GET /api/v1/map'], refetchType: 'none' });
      return changed;
    },
    [client],
  );
  /** One finding; failures are said and thrown on. */
  const judgeOne = useCallback(
    async (finding: Pick<FullFinding, 'id'>, verdict: Said, why?: string): Promise<void> => {
      try {
        await judge(finding.id, verdict, why);
      } catch (error) {
        toast({ text: t('failed'), note: problemText(error), tone: 'late' });
        throw error;
      }
    },
    [judge, problemText, t],
  );
  /** All findings of a field that do not have this verdict yet. */
  const judgeField = useCallback(
    async (name: string, field: Pick<MapField, 'findings'>, verdict: Exclude<Said, null>): Promise<void> => {
      const open = field.findings.filter((finding) => finding.verdict?.verdict !== verdict);
      if (open.length === 0) return;
      try {
        for (const finding of open) await judge(finding.id, verdict);
        const undo = () =>
          void Promise.all(open.map((finding) => judge(finding.id, finding.verdict?.verdict ?? null, finding.verdict?.why))).catch((error: unknown) =>
            toast({ text: problemText(error), tone: 'late' }),
          );
        toast({ text: t(verdict === 'confirmed' ? 'doneConfirmed' : 'doneNotPersonal', { field: name }), note: t('kept'), undo: { act: undo } });
      } catch (error) {
        toast({ text: t('failed'), note: problemText(error), tone: 'late' });
      }
    },
    [judge, problemText, t],
  );
  return { judgeOne, judgeField };
}
