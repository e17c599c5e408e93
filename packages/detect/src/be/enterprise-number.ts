/**
 * Belgian ondernemingsnummer / numéro d'entreprise, with BE before it the VAT number. Issued by the Crossroads Bank for Enterprises (KBO/BCE; Wetboek economisch recht, boek III).
 * Format: 10 digits beginning with 0 or 1, written 0123.456.749; establishments have 10 digits beginning 2 to 8. Checksum: the last two digits are 97 minus the first eight modulo 97.
 * Look-alikes: phone numbers of ten digits, which are written in other groups.
 */

/** True when ten digits from `from` are an enterprise (0, 1) or establishment (2 to 8) with the right check. */
export function enterpriseCheck(digits: Uint8Array, from: number): boolean {
  if ((digits[from] as number) > 8) return false;
  let eight = 0;
  for (let at = 0; at < 8; at++) eight = eight * 10 + (digits[from + at] as number);
  return eight !== 0 && 97 - (eight % 97) === (digits[from + 8] as number) * 10 + (digits[from + 9] as number);
}

/** The ten digits when the text is a valid number, with or without BE; nine digits get their leading 0. Otherwise null. */
export function validEnterpriseNumber(text: string): string | null {
  const compact = text.replace(/^\s*BE/i, '').replace(/[\s.-]/g, '');
  if (!/^\d{9,10}$/.test(compact)) return null;
  const ten = compact.padStart(10, '0');
  return enterpriseCheck(Uint8Array.from(ten, Number), 0) ? ten : null;
}
