import { Notice } from '@waarborg/ui';
import { useFormatter, useTranslations } from 'use-intl';
import { ProblemLine } from '../scans/problem-line.tsx';
import type { TryAnswer } from './calls.ts';

const listed = 8;

/** What a try of a connection came to: why it does not work, or what can be read and what this user may not see. */
export function TryResult({ answer, isFile }: { answer: TryAnswer; isFile: boolean }) {
  const t = useTranslations('sources.try');
  const format = useFormatter();
  if (!answer.reachable) {
    return (
      <Notice tone="late" title={t('failed')}>
        {answer.problem ? <ProblemLine problem={answer.problem} /> : null}
      </Notice>
    );
  }
  const barred = answer.datasets.filter((offer) => offer.unreadable !== undefined);
  const readable = answer.datasets.filter((offer) => offer.unreadable === undefined);
  return (
    <div className="stack">
      <Notice tone="good" title={isFile ? t('okFile') : t('ok', { count: readable.length })}>
        {readable.length > 0 ? (
          <ul className="offers" aria-label={t('list')}>
            {readable.slice(0, listed).map((offer) => (
              <li key={offer.name}>
                <code>{offer.name}</code>
                <span className="hush small">
                  {t('fields', { count: offer.fields.length })},{' '}
                  {offer.estimatedRows === null ? t('rowsUnknown') : t('rows', { rows: format.number(offer.estimatedRows) })}
                </span>
              </li>
            ))}
            {readable.length > listed ? <li className="hush small">{t('more', { count: readable.length - listed })}</li> : null}
          </ul>
        ) : null}
      </Notice>
      {barred.length > 0 ? (
        <Notice tone="soon" title={t('unreadable', { count: barred.length })}>
          <ul className="offers">
            {barred.slice(0, listed).map((offer) => (
              <li key={offer.name}>
                <code>{offer.name}</code>
                {offer.unreadable ? <ProblemLine problem={offer.unreadable} bare /> : null}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}
