/**
 * Numbers that pass their checks and belong to nobody: bank codes that no bank has, citizen service numbers from the range
 * kept for tests (9999...), cards under a test prefix. Phone numbers are drawn by chance in the ordinary form.
 */
import type { Chance } from './random.ts';

const bankCodes = ['TEST', 'DEMO', 'VBLD'] as const;

function digits(chance: Chance, count: number): string {
  let text = '';
  for (let i = 0; i < count; i++) text += chance.whole(0, 9);
  return text;
}

/** Remainder modulo 97 of a string of digits and capitals (A = 10 ... Z = 35), ISO 7064. */
export function modulo97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** A Dutch IBAN with valid check digits at a bank that does not exist. */
export function inventIban(chance: Chance): string {
  const account = `${chance.pick(bankCodes)}${digits(chance, 10)}`;
  const check = 98 - modulo97(`${account}NL00`);
  return `NL${String(check).padStart(2, '0')}${account}`;
}

/** A citizen service number (BSN) out of the test range 9999xxxxx that passes the eleven test (9a+8b+...+2h-i divisible by 11). */
export function inventBsn(chance: Chance): string {
  for (;;) {
    const first = `9999${digits(chance, 4)}`;
    let sum = 0;
    for (let i = 0; i < 8; i++) sum += (9 - i) * Number(first[i]);
    if (sum % 11 < 10) return `${first}${sum % 11}`;
  }
}

/** A payment card number that passes the Luhn test, under a prefix that is used in tests only. */
export function inventCard(chance: Chance): string {
  const first = `400000${digits(chance, 9)}`;
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const digit = Number(first[14 - i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return `${first}${(10 - (sum % 10)) % 10}`;
}

/** An 18-digit EAN code of a Dutch energy connection (GS1 check digit). */
export function inventEan(chance: Chance): string {
  const first = `8716${digits(chance, 13)}`;
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(first[i]) * (i % 2 === 0 ? 3 : 1);
  return `${first}${(10 - (sum % 10)) % 10}`;
}

/** A mobile number as ten digits, 06 first. */
export function inventMobile(chance: Chance): string {
  return `06${chance.pick(['1', '2', '3', '4', '5', '8'])}${digits(chance, 7)}`;
}

/** A landline number as ten digits, area code first. */
export function inventLandline(chance: Chance, areaCode: string): string {
  return `${areaCode}${chance.whole(2, 8)}${digits(chance, 9 - areaCode.length)}`;
}
