import { useFormatter } from 'use-intl';

/** Days and moments as this feature shows them. */
export function useDays() {
  const format = useFormatter();
  return {
    day: (date: string) => format.dateTime(new Date(`${date.slice(0, 10)}T12:00:00Z`), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
    moment: (at: string) => format.dateTime(new Date(at), { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
  };
}
