import type { Language } from '@waarborg/contract';
import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';
interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
}

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`waarborg.${name}`);
  } catch {
    return null;
  }
}
function store(name: string, value: string): void {
  try {
    localStorage.setItem(`waarborg.${name}`, value);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

const theme = stored('theme');
const language = stored('language');
let now: Preferences = {
  theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  language: language === 'en' || (language === null && navigator.language.startsWith('en')) ? 'en' : 'nl',
};
const listeners = new Set<() => void>();

/** Keeps a choice of this browser and shows it at once. */
export function prefer(some: Partial<Preferences>): void {
  now = { ...now, ...some };
  if (some.theme) store('theme', some.theme);
  if (some.language) store('language', some.language);
  if (now.theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = now.theme;
  document.documentElement.lang = now.language;
  for (const listener of listeners) listener();
}

/** Theme and language of this browser. Dutch unless the browser speaks English or somebody chose. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => now,
  );
}
