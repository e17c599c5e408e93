import type { Language } from '@waarborg/contract';
import { useLocale } from 'use-intl';

/** How dates and numbers are written in each language: English as in Europe, day before month and 24 hours. */
export const localeOf = { nl: 'nl', en: 'en-GB' } as const satisfies Record<Language, string>;

/** The language of the page, for words that stand in tables of their own. */
export function useLanguage(): Language {
  return useLocale() === 'nl' ? 'nl' : 'en';
}
