/**
 * RSIN: number of a legal person or partnership; fiscal number. Issued by the Chamber of Commerce and the tax office (Handelsregisterwet 2007).
 * Format: 9 digits, written 8811.29.768, 856 453 687 or whole. Checksum: elfproef, the same as the BSN. With L01, H46 and the like behind it: the number of a tax.
 * Look-alikes: a BSN (people who trade under their own number), any nine digits; so only behind a word that names it.
 */
import { elfproef } from './bsn.ts';

/** True when nine digits from `from` are an RSIN. */
export const rsinCheck = (digits: Uint8Array, from: number): boolean => elfproef(digits, from, 9);

/** The nine digits when the text is a valid RSIN, otherwise null. */
export function validRsin(text: string): string | null {
  const compact = text.replace(/[\s.-]/g, '');
  return /^\d{9}$/.test(compact) && rsinCheck(Uint8Array.from(compact, Number), 0) ? compact : null;
}
