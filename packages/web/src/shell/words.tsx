import { UiProvider, type UiWords } from '@waarborg/ui';
import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { loadMessages } from '../i18n/load.ts';
import type { AllMessages } from '../i18n/messages.ts';
import { localeOf } from './language.ts';
import { usePreferences } from './preferences.ts';

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Gives everything below it words, dates and numbers in the chosen language. Keeps the former language in sight while the other loads. */
export function WordsProvider({ navigate, children }: { navigate: (href: string) => void; children: ReactNode }) {
  const { language } = usePreferences();
  const [loaded, setLoaded] = useState<{ language: 'nl' | 'en'; messages: AllMessages }>();
  useEffect(() => {
    let current = true;
    document.documentElement.lang = language;
    void loadMessages(language).then((messages) => current && setLoaded({ language, messages }));
    return () => {
      current = false;
    };
  }, [language]);
  if (!loaded) return null;
  return (
    <IntlProvider locale={localeOf[loaded.language]} messages={loaded.messages} timeZone={timeZone}>
      <UiProvider locale={loaded.language === 'nl' ? 'nl-NL' : 'en-GB'} words={loaded.messages.shell.ui satisfies UiWords} navigate={navigate}>
        {children}
      </UiProvider>
    </IntlProvider>
  );
}
