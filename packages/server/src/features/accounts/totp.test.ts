import { expect, test } from 'vitest';
import { waitSeconds } from './throttle.ts';
import { base32, matchTotp, newRecoveryCodes, plainRecoveryCode, totpCode, totpUri } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

// RFC 6238 appendix B, SHA-1, the last six of its eight digits.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  expect(totpCode(secret, Math.floor(seconds / 30))).toBe(code);
});

test('a code counts one step early and late, with spaces, and once', () => {
  const now = new Date(1_111_111_111_000);
  const step = Math.floor(1_111_111_111 / 30);
  for (const shift of [-1, 0, 1]) expect(matchTotp(secret, totpCode(secret, step + shift), now, null)).toBe(step + shift);
  expect(matchTotp(secret, totpCode(secret, step + 2), now, null)).toBeUndefined();
  expect(matchTotp(secret, '050 471', now, null)).toBe(step);
  expect(matchTotp(secret, '050471', now, step)).toBeUndefined();
  for (const wrong of ['', '05047', '0504711', 'abcdef', '０５０４７１']) expect(matchTotp(secret, wrong, now, null)).toBeUndefined();
});

// RFC 4648 section 10.
test.each([
  ['f', 'MY'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %s is %s', (text, coded) => {
  expect(base32(Buffer.from(text))).toBe(coded);
});

test('the address for authenticators names the account and the secret', () => {
  expect(totpUri(secret, 'a b@c.nl')).toBe(
    'otpauth://totp/Waarborg%3Aa%20b%40c.nl?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Waarborg&algorithm=SHA1&digits=6&period=30',
  );
});

test('recovery codes are ten different ones that survive retyping', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(code).toMatch(/^[a-z2-7]{5}-[a-z2-7]{5}$/);
    expect(plainRecoveryCode(` ${code.toUpperCase().replace('-', ' ')}`)).toBe(plainRecoveryCode(code));
  }
});

test('waiting begins after the free tries, doubles, and has an end', () => {
  expect([0, 4, 5, 6, 10, 30].map((times) => waitSeconds('pair', times))).toEqual([0, 0, 1, 2, 32, 900]);
});
