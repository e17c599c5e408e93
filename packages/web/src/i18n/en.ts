import type { AllMessages } from './messages.ts';

const files = import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' });

/** Every feature's words in this language, by file name. */
export const messages = Object.fromEntries(Object.entries(files).map(([path, words]) => [path.slice(5, -5), words])) as unknown as AllMessages;
