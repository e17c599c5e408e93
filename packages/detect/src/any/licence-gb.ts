/**
 * Number of a British driving licence. Issued by the DVLA. Format: 16 characters: five letters of the family name (9s to fill), a digit of the birth year, two of the month
 * (50 more for women), two of the day, a digit of the year, two letters of initials (9s to fill), a digit and two letters. The birth date is the check.
 * Look-alikes: none that anyone writes by chance.
 */

/** True when a compact code in capitals has the form and a possible birth date. */
export function britishLicence(code: string): boolean {
  if (!/^[A-Z]{2,5}9{0,3}\d{6}[A-Z9]{2}[A-Z0-9]{3}$/.test(code) || code.length !== 16) return false;
  const month = Number(code.slice(6, 8)) % 50;
  const day = Number(code.slice(8, 10));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
