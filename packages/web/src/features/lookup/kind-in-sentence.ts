import { kindWord } from '@waarborg/law';

/** A kind's word in the middle of a sentence; abbreviations (IBAN, BSN) keep their capitals. */
export function kindInSentence(kind: string, language: 'nl' | 'en'): string {
  const word = kindWord(kind, language);
  return /^.[A-Z]/.test(word) ? word : word.charAt(0).toLowerCase() + word.slice(1);
}
