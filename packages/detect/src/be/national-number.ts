/**
 * Rijksregisternummer / numéro national, and the bis number. Issued by the Belgian National Register (Act of 8 August 1983; bis: KSZ/BCSS).
 * Format: yymmdd-xxx-cc, 11 digits; a bis number has the month raised by 20 or 40. Checksum: 97 - (first nine mod 97); for people born from 2000
 * on with a 2 before the nine digits. Look-alikes: 11 digit phone and order numbers.
 */

/** True when 11 digits from `from` are a valid number with a possible birth date (month and day may be 0 when unknown). */
export function rijksregister(digits: Uint8Array, from: number): boolean {
  let nine = 0;
  for (let at = 0; at < 9; at++) nine = nine * 10 + (digits[from + at] as number);
  const check = (digits[from + 9] as number) * 10 + (digits[from + 10] as number);
  if (nine === 0) return false;
  if (97 - (nine % 97) !== check && 97 - ((2_000_000_000 + nine) % 97) !== check) return false;
  const month = ((digits[from + 2] as number) * 10 + (digits[from + 3] as number)) % 20;
  const raised = (digits[from + 2] as number) * 10 + (digits[from + 3] as number);
  const day = (digits[from + 4] as number) * 10 + (digits[from + 5] as number);
  return raised <= 52 && month <= 12 && day <= 31;
}

const scratch = new Uint8Array(11);

/** The eleven digits when the text is a valid rijksregisternummer or bis number, otherwise null. */
export function validNationalNumber(text: string): string | null {
  const digits = text.replace(/[\s./-]/g, '');
  if (!/^\d{11}$/.test(digits)) return null;
  for (let index = 0; index < 11; index++) scratch[index] = digits.charCodeAt(index) - 48;
  return rijksregister(scratch, 0) ? digits : null;
}
