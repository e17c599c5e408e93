/**
 * IMEI: number of a mobile device. Allocated by the GSMA (type allocation code) and the maker. Format: 3GPP TS 23.003, 15 digits; written whole or 2-6-6-1 / 6-2-6-1.
 * Checksum: Luhn over 15 digits. Look-alikes: card numbers of 15 digits (they begin 34 or 37), order numbers; without a word that names it the beginning must be that of a
 * reporting body in use.
 */
import { luhn } from './card.ts';

const bodies = new Set([1, 10, 30, 33, 35, 44, 45, 49, 50, 51, 52, 53, 54, 86, 91, 98, 99]);

/** True when 15 digits from `from` pass Luhn; without `named` they must also begin with a reporting body's number. */
export function imeiCheck(digits: Uint8Array, from: number, named: boolean): boolean {
  if (!luhn(digits, from, from + 15)) return false;
  let any = 0;
  for (let at = 0; at < 15; at++) any |= digits[from + at] as number;
  return any !== 0 && (named || bodies.has((digits[from] as number) * 10 + (digits[from + 1] as number)));
}

/** The 15 digits when the text is a valid IMEI, otherwise null. */
export function validImei(text: string): string | null {
  const compact = text.replace(/[\s./-]/g, '');
  return /^\d{15}$/.test(compact) && imeiCheck(Uint8Array.from(compact, Number), 0, true) ? compact : null;
}
