/**
 * V-nummer (vreemdelingennummer): number of a person in the Dutch register of foreign nationals. Issued by the IND and the police (Vreemdelingenbesluit 2000).
 * Format: 10 digits, on documents often 999.999.9999. No published checksum. Look-alikes: phone numbers, A-nummers, driving licences; so only behind a word that names it.
 */

/** True when so many digits can be one. */
export const vNumberLength = (count: number): boolean => count === 10;
