import type { Source } from '@waarborg/contract';
import { RadioGroup, Section, Sheet, toast } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { useAct } from '../../shell/query.ts';
import { useRefusalText } from '../scans/problem-line.tsx';
import { touchedBySources } from './calls.ts';

const schedules = ['never', 'weekly', 'monthly'] as const;

/** How often a system is read again by itself; a choice is kept at once. */
export function SchedulePart({ source, manage }: { source: Source; manage: boolean }) {
  const t = useTranslations('sources');
  const format = useFormatter();
  const problemText = useRefusalText();
  const change = useAct('PATCH /api/v1/sources/{id}', { touches: touchedBySources, onDone: () => toast({ text: t('schedule.saved') }) });
  const shown = change.isPending && change.variables?.body?.schedule ? change.variables.body.schedule : source.schedule;
  const next =
    source.nextScanAt === null
      ? null
      : t('schedule.next', { date: format.dateTime(new Date(source.nextScanAt), { weekday: 'long', day: 'numeric', month: 'long' }) });
  return (
    <Section title={t('schedule.title')} note={source.schedule === 'never' ? undefined : next}>
      <Sheet>
        <RadioGroup
          label={t('schedule.label')}
          hint={t('schedule.hint')}
          look="across"
          value={shown}
          isDisabled={!manage || change.isPending}
          onChange={(schedule) =>
            change.mutate(
              { params: { id: source.id }, body: { schedule: schedule as Source['schedule'] } },
              { onError: (error) => toast({ text: problemText(error), tone: 'late' }) },
            )
          }
          options={schedules.map((value) => ({ value, label: t(`schedule.${value}`) }))}
        />
      </Sheet>
    </Section>
  );
}
