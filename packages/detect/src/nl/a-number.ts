/**
 * A-nummer: number of a person in the Dutch population register (BRP). Issued by municipalities (Besluit BRP; Logisch Ontwerp BRP, element 01.10).
 * Format: 10 digits, the first no 0, no two neighbours alike. Checksum: the sum of the digits leaves 0 or 5 modulo 11, and the sum of digit times 2 to the power of its place (from 0)
 * is divisible by 11. Look-alikes: phone numbers and driving licences of ten digits; one random number in some 140 passes, so without a word that names it nothing is said.
 */

/** True when ten digits from `from` pass both tests. */
export function aNumberCheck(digits: Uint8Array, from: number): boolean {
  if (digits[from] === 0) return false;
  let sum = 0;
  let weighted = 0;
  for (let at = 0; at < 10; at++) {
    const digit = digits[from + at] as number;
    if (at > 0 && digit === digits[from + at - 1]) return false;
    sum += digit;
    weighted += digit << at;
  }
  return (sum % 11 === 0 || sum % 11 === 5) && weighted % 11 === 0;
}

/** The ten digits when the text is a valid A-nummer, otherwise null. */
export function validANumber(text: string): string | null {
  const compact = text.replace(/[\s.-]/g, '');
  return /^\d{10}$/.test(compact) && aNumberCheck(Uint8Array.from(compact, Number), 0) ? compact : null;
}
