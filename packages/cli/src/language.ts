export type CliLanguage = 'nl' | 'en';

/** Dutch when asked for, or when the locale (LC_ALL, LC_MESSAGES, LANG, in that order) is Dutch; otherwise English. */
export function chooseLanguage(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): CliLanguage {
  const wish = asked ?? env['WAARBORG_LANG'] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return wish.toLowerCase().startsWith('nl') ? 'nl' : 'en';
}

let language: CliLanguage = 'en';

/** Sets the language of everything said after this; once, before a command runs. */
export function speak(chosen: CliLanguage): void {
  language = chosen;
}

/** The language chosen for this run. */
export function spoken(): CliLanguage {
  return language;
}

/** The text in the language chosen for this run. */
export function say(nl: string, en: string): string {
  return language === 'nl' ? nl : en;
}

/** A whole number with separators of the language: 1.234 or 1,234. */
export function formatCount(value: number): string {
  return new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB').format(Math.round(value));
}

/** A share as a percentage; small ones keep a decimal, and something that is not nothing never shows as 0%. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '<0.1%'.replace('.', language === 'nl' ? ',' : '.');
  const digits = percent < 10 && percent !== Math.round(percent) ? 1 : 0;
  return `${new Intl.NumberFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { maximumFractionDigits: digits }).format(percent)}%`;
}

/** Seconds in words short enough for a progress line. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1).replace('.', language === 'nl' ? ',' : '.')} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} ${language === 'nl' ? 'uur' : 'h'}`;
}
