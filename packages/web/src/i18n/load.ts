import type { Language } from '@waarborg/contract';
import type { AllMessages } from './messages.ts';

/** The words of one language; the other language is not loaded. */
export async function loadMessages(language: Language): Promise<AllMessages> {
  return language === 'en' ? (await import('./en.ts')).messages : (await import('./nl.ts')).messages;
}
