import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from './errors.ts';

/** Reads 32 bytes out of base64 or 64 hex digits; refuses anything else, naming where it came from. */
export function parseMasterKey(text: string, from: string): Uint8Array {
  const value = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64');
  if (bytes.length !== 32) throw new Refusal('invalid', 'config.key', `${from} must hold 32 bytes as base64 or 64 hexadecimal digits.`);
  return bytes;
}

/**
 * The master key: WAARBORG_KEY when set, else the file `master.key` in the data folder, made at the first start readable by
 * its owner only. With an outside database and no key anywhere, a worker machine would make its own: that is refused by `mayMake: false`.
 */
export function loadMasterKey(given: string | undefined, dataFolder: string, mayMake: boolean): Uint8Array {
  if (given) return parseMasterKey(given, 'WAARBORG_KEY');
  const file = join(dataFolder, 'master.key');
  if (existsSync(file)) return parseMasterKey(readFileSync(file, 'utf8'), file);
  if (!mayMake) {
    throw new Refusal('invalid', 'config.key', `There is no master key: set WAARBORG_KEY to that of the first machine, or copy its master.key to ${file}.`);
  }
  const key = randomBytes(32);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
