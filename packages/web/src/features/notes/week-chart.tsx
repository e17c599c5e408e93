import type { NoteQuality } from '@waarborg/contract';
import { useFormatter, useTranslations } from 'use-intl';

/** Warnings per week as bars, the accepted part filled; every figure stands beside its bar, so the drawing carries nothing alone. */
export function WeekChart({ weeks }: { weeks: NoteQuality['weeks'] }) {
  const t = useTranslations('notes.quality');
  const format = useFormatter();
  const most = Math.max(1, ...weeks.map((week) => week.shown));
  return (
    <ul className="week-chart">
      {weeks.map((week) => (
        <li key={week.week}>
          <span className="week-name">{t('weekOf', { day: format.dateTime(new Date(week.week), { day: 'numeric', month: 'short' }) })}</span>
          <span className="week-bar" aria-hidden="true">
            <i style={{ inlineSize: `${(week.shown / most) * 100}%` }}>
              <b style={{ inlineSize: `${week.shown === 0 ? 0 : (Math.min(week.accepted, week.shown) / week.shown) * 100}%` }} />
            </i>
          </span>
          <span className="week-figure">{t('weekFigures', { shown: week.shown, accepted: week.accepted })}</span>
        </li>
      ))}
    </ul>
  );
}
