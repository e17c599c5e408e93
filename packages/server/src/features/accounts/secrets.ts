import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes as base64url: nothing to guess. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(32).toString('base64url');
}

/** What is stored of a random secret. A plain hash is enough: 256 random bits cannot be found by trying. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
