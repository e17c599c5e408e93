import { createContext, type ReactNode, useContext } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';

/** The few words the primitives say themselves. The page gives them in its language. */
export interface UiWords {
  readonly close: string;
  readonly cancel: string;
  readonly clear: string;
  readonly clearFilters: string;
  readonly more: string;
  readonly copy: string;
  readonly copied: string;
  readonly undo: string;
  readonly loading: string;
  readonly optional: string;
  readonly choose: string;
  readonly noMatches: string;
  readonly notFilledIn: string;
  readonly notAnEmail: string;
  readonly tooShort: string;
  /** Comes after the name of the field and a colon. */
  readonly notADate: string;
  readonly notValid: string;
  readonly selectAll: string;
  readonly selectRow: string;
  readonly notifications: string;
  readonly showPassword: string;
  readonly hidePassword: string;
  readonly chooseFile: string;
}

/** English words, for whoever has none of their own. */
export const englishWords: UiWords = {
  close: 'Close',
  cancel: 'Cancel',
  clear: 'Clear',
  clearFilters: 'Clear filters',
  more: 'Show more',
  copy: 'Copy',
  copied: 'Copied',
  undo: 'Undo',
  loading: 'Loading',
  optional: 'optional',
  choose: 'Choose',
  noMatches: 'Nothing matches',
  notFilledIn: 'Fill this in',
  notAnEmail: 'This is not an e-mail address',
  tooShort: 'This is too short',
  notADate: 'this date does not exist or is not complete yet. Fill in day, month and year, such as 31/12/2026.',
  notValid: 'This is not right yet',
  selectAll: 'Select all',
  selectRow: 'Select',
  notifications: 'Notifications',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  chooseFile: 'Choose a file',
};

const Words = createContext<UiWords>(englishWords);

/** The words of the page's language; English where no provider stands above. */
export function useWords(): UiWords {
  return useContext(Words);
}

/** Stands once at the root: language of the primitives, their words, and how links inside the page travel (`navigate` gets the href). */
export function UiProvider({ locale, words, navigate, children }: { locale: string; words: UiWords; navigate: (href: string) => void; children: ReactNode }) {
  return (
    <I18nProvider locale={locale}>
      <RouterProvider navigate={navigate}>
        <Words.Provider value={words}>{children}</Words.Provider>
      </RouterProvider>
    </I18nProvider>
  );
}
