import type { CleanupView } from '@waarborg/contract';
import { explain } from '@waarborg/detect/explain';
import { Notice, Sheet, Skeleton } from '@waarborg/ui';
import { useTranslations } from 'use-intl';
import { KindChip, LegalSource } from '../../shell/kinds.tsx';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { MarkedNote } from './marked-note.tsx';
import { useDays } from './words.ts';

/** One note: as it stands, as it will be, and why it was found. */
export function NoteView({ view, error, retry, after }: { view: CleanupView | undefined; error?: unknown; retry: () => void; after: string | null }) {
  const t = useTranslations('cleanup.note');
  const group = useTranslations('cleanup.group');
  const language = useLanguage();
  const days = useDays();
  if (error !== undefined) return <Problem title={t('failed')} error={error} retry={retry} />;
  if (view === undefined) return <Skeleton lines={6} label={t('reading')} />;
  if (view.gone) return <Notice tone="soon">{t('gone')}</Notice>;
  const reasons = [...new Map(view.marks.map((mark) => [`${mark.label} ${mark.reason}`, mark])).values()];
  return (
    <div className="stack">
      {view.changed ? <Notice tone="soon">{t('changed')}</Notice> : null}
      <div className="note-pair">
        <Sheet label={t('now')}>
          <h2>{t('now')}</h2>
          <MarkedNote text={view.text ?? ''} marks={view.marks} />
        </Sheet>
        <Sheet label={t('after')}>
          <h2>{t('after')}</h2>
          <p className="note-text">
            {after === null ? <span className="hush">{t('clean')}</span> : after === '' ? <span className="hush">{t('emptied')}</span> : after}
          </p>
        </Sheet>
      </div>
      {reasons.length > 0 ? (
        <ul className="note-why" aria-label={t('why')}>
          {reasons.map((mark) => (
            <li key={mark.label + mark.reason}>
              <KindChip kind={mark.label} tier={mark.tier} /> <span className="small">{explain(mark.reason, language)}</span> <LegalSource kind={mark.label} />
            </li>
          ))}
        </ul>
      ) : null}
      <p className="hush small">
        {t('key', { key: view.key })} · {view.item.notedOn ? group('noted', { date: days.day(view.item.notedOn) }) : group('undated')} · {t('logged')}
      </p>
    </div>
  );
}
