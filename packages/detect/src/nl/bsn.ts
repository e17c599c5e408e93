/**
 * BSN: burgerservicenummer (citizen service number). Issued by the Dutch state (Wet algemene bepalingen burgerservicenummer).
 * Format: 9 digits, older ones 8. Checksum: elfproef 9a+8b+7c+6d+5e+4f+3g+2h-i = 0 mod 11, not all zero. The same test as the RSIN of firms.
 * Look-alikes: any 9 digit order or customer number; one in eleven passes, so without a word that names it a BSN is only likely.
 */

/** Elfproef over 8 or 9 digits from `from`. */
export function elfproef(digits: Uint8Array, from: number, count: number): boolean {
  if (count !== 8 && count !== 9) return false;
  let sum = 0;
  let any = 0;
  for (let at = 0; at < count; at++) {
    const digit = digits[from + at] as number;
    any |= digit;
    const weight = count - at;
    sum += weight === 1 ? -digit : digit * weight;
  }
  return any !== 0 && sum % 11 === 0;
}

const scratch = new Uint8Array(9);

/** The nine digits when the text is a valid BSN, otherwise null. */
export function validBsn(text: string): string | null {
  const digits = text.replace(/[\s.-]/g, '');
  if (!/^\d{8,9}$/.test(digits)) return null;
  for (let index = 0; index < digits.length; index++) scratch[index] = digits.charCodeAt(index) - 48;
  return elfproef(scratch, 0, digits.length) ? digits.padStart(9, '0') : null;
}
