import { useTranslations } from 'use-intl';
import type { AllMessages } from '../../i18n/messages.ts';

type ActKey = keyof AllMessages['trail']['acts'];

/** Words for a stable act code ("source.connected"); a code without words is shown as it is. */
export function useActWords(): (act: string) => string {
  const t = useTranslations('trail.acts');
  return (act) => {
    const key = act.replaceAll('.', '_') as ActKey;
    return t.has(key) ? t(key) : act;
  };
}
