/**
 * Person numbers of other countries, by their checks. Sweden personnummer (Luhn), Finland henkilötunnus (mod 31), Denmark CPR (date), Norway fødselsnummer
 * (mod 11), France NIR (mod 97), Spain DNI/NIE (mod 23), Italy codice fiscale (form), Brazil CPF (mod 11), Poland PESEL (mod 10), United Kingdom NINO (form),
 * United States SSN (form). Issuers: the states' registers; formats as published by them. Look-alikes: phone and order numbers; forms with few checks need the
 * whole value to have that form.
 */
const digitsOf = (text: string): number[] => [...text.replace(/\D/g, '')].map(Number);
const sumOf = (digits: readonly number[], weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);
const dateOk = (day: number, month: number): boolean => day >= 1 && day <= 31 && month >= 1 && month <= 12;

function luhnOk(digits: readonly number[]): boolean {
  let sum = 0;
  for (let at = digits.length - 1, twice = false; at >= 0; at--, twice = !twice) {
    let digit = digits[at] as number;
    if (twice) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** Country of the person number that the whole text is; undefined when it is none. Forms without a separator count only where the check is strong. */
export function foreignNationalNumber(text: string): string | undefined {
  if (text.length < 9 || text.length > 22) return undefined;
  const d = digitsOf(text);
  const at = (index: number) => d[index] as number;
  if (/^\d{3}-\d{2}-\d{4}$/.test(text) && text !== '000-00-0000') return 'US';
  if (/^\d{6}[-+A]\d{3}[0-9A-Y]$/.test(text) && text.includes('-') === /-/.test(text)) {
    if (!/\d$/.test(text) || text[6] === 'A') {
      const rest = Number(text.slice(0, 6) + text.slice(7, 10)) % 31;
      if ('0123456789ABCDEFHJKLMNPRSTUVWXY'[rest] === text[10]) return 'FI';
    }
    if ('0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text[10] && dateOk(at(0) * 10 + at(1), at(2) * 10 + at(3)))
      return 'FI';
    if (d.length === 10 && dateOk(at(4) * 10 + at(5), at(2) * 10 + at(3)) && luhnOk(d)) return 'SE';
    if (d.length === 10 && dateOk(at(0) * 10 + at(1), at(2) * 10 + at(3))) return 'DK';
    return undefined;
  }
  if (/^(19|20)\d{6}-?\d{4}$/.test(text) && luhnOk(d.slice(2))) return 'SE';
  if (/^\d{3}\.\d{3}\.\d{3}-\d{2}$/.test(text)) {
    const first = ((sumOf(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
    const second = ((sumOf(d, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
    return first === at(9) && second === at(10) ? 'BR' : undefined;
  }
  if (/^[12]\s?\d{2}\s?\d{2}\s?\d{2}\s?\d{3}\s?\d{3}\s?\d{2}$/.test(text)) {
    const body = d.slice(0, 13).reduce((rest, digit) => (rest * 10 + digit) % 97, 0);
    const month = at(3) * 10 + at(4);
    return (97 - body === at(13) * 10 + at(14) || / \d{2}$/.test(text)) && month >= 1 && (month <= 12 || month >= 20) ? 'FR' : undefined;
  }
  if (/^([XYZ]\d{7}|\d{8})-?[A-Z]$/.test(text)) {
    const number = Number(text.replace('X', '0').replace('Y', '1').replace('Z', '2').replace(/\D/g, '').padStart(8, '0'));
    return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === text.at(-1) ? 'ES' : undefined;
  }
  if (/^[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]$/.test(text)) return 'IT';
  if (/^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]$/.test(text)) return 'GB';
  if (/^\d{11}$/.test(text)) {
    const month = at(2) * 10 + at(3);
    if (month % 20 >= 1 && month % 20 <= 12 && (10 - (sumOf(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === at(10) && dateOk(at(4) * 10 + at(5), month % 20))
      return 'PL';
  }
  if (/^\d{6}\s?\d{5}$/.test(text) && dateOk(at(0) * 10 + at(1), at(2) * 10 + at(3))) {
    const first = (11 - (sumOf(d, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
    const second = (11 - (sumOf(d, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    if (first === at(9) && second === at(10)) return 'NO';
  }
  if (/^756\.\d{4}\.\d{4}\.\d{2}$/.test(text)) return 'CH';
  return undefined;
}

/** True when fifteen digits are a French NIR: sex, year, month, department, number, and 97 minus the rest modulo 97. */
export function frenchNumber(digits: Uint8Array): boolean {
  if (digits[0] !== 1 && digits[0] !== 2) return false;
  let rest = 0;
  for (let at = 0; at < 13; at++) rest = (rest * 10 + (digits[at] as number)) % 97;
  const month = (digits[3] as number) * 10 + (digits[4] as number);
  return 97 - rest === (digits[13] as number) * 10 + (digits[14] as number) && month >= 1 && (month <= 12 || month >= 20);
}
