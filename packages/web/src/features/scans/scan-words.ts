import type { Scan } from '@waarborg/contract';
import { useFormatter, useTranslations } from 'use-intl';
import { secondsTaken, timeLeft } from './progress.ts';

/** Words for durations: "nog ongeveer 3 minuten", "4 minuten". */
export function useScanWords() {
  const t = useTranslations('scans');
  const format = useFormatter();
  return {
    left(seconds: number | null): string {
      const left = timeLeft(seconds);
      if (left === null) return t('left.unknown');
      return left.unit === 'moments' ? t('left.moments') : t(`left.${left.unit}`, { amount: left.amount });
    },
    took(scan: Pick<Scan, 'startedAt' | 'finishedAt'>): string {
      const seconds = secondsTaken(scan, new Date());
      if (seconds === null) return '';
      if (seconds < 90) return t('took.seconds', { amount: Math.max(1, Math.round(seconds)) });
      if (seconds < 5400) return t('took.minutes', { amount: Math.round(seconds / 60) });
      return t('took.hours', { amount: format.number(Math.round(seconds / 360) / 10) });
    },
    moment(instant: string): string {
      return format.dateTime(new Date(instant), { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
    },
  };
}
