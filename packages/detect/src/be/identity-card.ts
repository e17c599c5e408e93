/**
 * Number of a Belgian identity card (eID). Issued by the FPS Interior through municipalities. Format: 12 digits, written 592-1234567-43. Checksum: the last two digits are the first ten
 * modulo 97 (97 when that is 0). Residence cards: a letter and 9 digits, or a letter, a space, 7 digits and 2. Look-alikes: old account numbers (also 3-7-2 with mod 97); a word or the beginning decides.
 */

/** True when twelve digits from `from` pass mod 97. */
export function identityCardCheck(digits: Uint8Array, from: number): boolean {
  let ten = 0;
  for (let at = 0; at < 10; at++) ten = ten * 10 + (digits[from + at] as number);
  const rest = ten % 97;
  return ten !== 0 && (rest === 0 ? 97 : rest) === (digits[from + 10] as number) * 10 + (digits[from + 11] as number);
}

/** The twelve digits when the text is a valid card number, otherwise null. */
export function validIdentityCard(text: string): string | null {
  const compact = text.replace(/[\s.-]/g, '');
  return /^\d{12}$/.test(compact) && identityCardCheck(Uint8Array.from(compact, Number), 0) ? compact : null;
}

/** True when a compact code in capitals has the form of a residence card (B 3381170 92, K123456789). */
export const residenceCard = (code: string): boolean => /^[A-Z]\d{9}$/.test(code);
