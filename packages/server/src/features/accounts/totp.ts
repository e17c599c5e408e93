import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with what every authenticator understands: SHA-1, six digits, thirty seconds. */
const STEP_SECONDS = 30;
const DIGITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret of 20 bytes, the length of the hash (RFC 4226 section 4). */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

/** The code at a time step (RFC 4226 section 5.3). */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const number = digest.readUInt32BE(digest[19] & 0x0f) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * The time step a code belongs to: the present one or one beside it, for clocks that differ; never one up to `lastStep`, so that a
 * code works once. Undefined when it fits none.
 */
export function matchTotp(secret: Uint8Array, code: string, now: Date, lastStep: number | null): number | undefined {
  const digits = Buffer.from(code.replace(/\s/g, ''));
  if (digits.length !== DIGITS) return undefined;
  const present = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  let found: number | undefined;
  for (const step of [present - 1, present, present + 1]) {
    if (timingSafeEqual(digits, Buffer.from(totpCode(secret, step))) && (lastStep === null || step > lastStep)) found = step;
  }
  return found;
}

/** Base32 (RFC 4648 section 6) without padding: how an authenticator wants to be told the secret by hand. */
export function base32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((part) => ALPHABET[Number.parseInt(part.padEnd(5, '0'), 2)]).join('');
}

/** The address behind the QR code. */
export function totpUri(secret: Uint8Array, account: string): string {
  return `otpauth://totp/${encodeURIComponent(`Waarborg:${account}`)}?secret=${base32(secret)}&issuer=Waarborg&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}

/** Ten codes of fifty random bits, written in two groups: each signs in once when the authenticator is lost. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: 10 }, () =>
    base32(randomBytes(7))
      .slice(0, 10)
      .toLowerCase()
      .replace(/^(.{5})/, '$1-'),
  );
}

/** How a recovery code is compared: without the dash, in lower case. */
export function plainRecoveryCode(code: string): string {
  return code.toLowerCase().replace(/[^a-z2-7]/g, '');
}
