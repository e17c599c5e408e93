import type { Lookup } from '@waarborg/contract';
import { LinkButton, Section } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { useMay } from '../../shell/session.tsx';

/** Where the look-up could not see, said as plainly as what it found. */
export function BlindSpots({ blind }: { blind: Lookup['blind'] }) {
  const t = useTranslations('lookup.blind');
  const words = useTranslations('lookup');
  const format = useFormatter();
  const may = useMay();
  return (
    <Section title={t('title')} note={format.number(blind.length)}>
      <p className="hush small blind-lead">{t('lead')}</p>
      <ul className="sheet blind-list">
        {blind.map((spot) => {
          return (
            <li key={`${spot.sourceId} ${spot.why}`}>
              <span>
                <b>{spot.source}</b>{' '}
                <span className="soon-text">{words(words.has(`blind.${spot.why as 'other'}`) ? `blind.${spot.why as 'other'}` : 'blind.other')}</span>
              </span>
              {spot.why !== 'manual' && may('scans.run') ? (
                <LinkButton small href={`/sources/${spot.sourceId}/scan`} aria-label={`${t('scan')}: ${spot.source}`}>
                  {t('scan')}
                </LinkButton>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
