/**
 * Payment card number (PAN). Issued by banks under the networks' ranges (ISO/IEC 7812). Checksum: Luhn (mod 10).
 * Look-alikes: order and tracking numbers of 13 to 19 digits; one in ten passes Luhn, so the network's range and length count too.
 */

/** Luhn over digits[from, to). */
export function luhn(digits: Uint8Array, from: number, to: number): boolean {
  let sum = 0;
  let twice = false;
  for (let at = to - 1; at >= from; at--) {
    let digit = digits[at] as number;
    if (twice) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
    twice = !twice;
  }
  return sum % 10 === 0;
}

/** True when the digits have a network's beginning and length: Visa, Mastercard, Amex, Maestro, Diners, Discover, JCB, UnionPay. */
export function cardNetwork(digits: Uint8Array, from: number, count: number): boolean {
  const at = (index: number) => digits[from + index] as number;
  const two = at(0) * 10 + at(1);
  const four = two * 100 + at(2) * 10 + at(3);
  if (at(0) === 4) return count === 13 || count === 16 || count === 19;
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return count === 16;
  if (two === 34 || two === 37) return count === 15;
  if (two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059)) return count === 14 || count === 16;
  if (four === 6011 || two === 65 || (four >= 6440 && four <= 6499)) return count === 16 || count === 19;
  if (four >= 3528 && four <= 3589) return count === 16;
  if (four === 2131 || four === 1800) return count === 15;
  if (two === 62 || (four >= 8100 && four <= 8171)) return count >= 16;
  if (two === 50 || (two >= 56 && two <= 69)) return count >= 12;
  return false;
}

const scratch = new Uint8Array(24);

/** The bare digits when the text is a card number, otherwise null. */
export function validCard(text: string): string | null {
  const digits = text.replace(/[\s.-]/g, '');
  if (!/^\d{12,19}$/.test(digits)) return null;
  for (let index = 0; index < digits.length; index++) scratch[index] = digits.charCodeAt(index) - 48;
  return cardNetwork(scratch, 0, digits.length) && luhn(scratch, 0, digits.length) ? digits : null;
}
