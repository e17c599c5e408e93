import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../../kernel/errors.ts';
import { commonWords } from './common-words.ts';

/** NIST SP 800-63B rev. 4 section 3.1.1.2 and NCSC: long rather than complicated, and not one that everybody tries first. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 200;

/** scrypt (RFC 7914): 2^17 x 8 needs 128 MB for each try, which is what makes guessing a stolen hash dear. */
const COST = { log2N: 17, r: 8, p: 1 };
const AT_ONCE = 2;
/** Tries that may wait for their turn, some twenty seconds of them; more would keep everybody from signing in. */
const MOST_WAITING = 50;
let busy = 0;
const waiting: (() => void)[] = [];

/** "scrypt$17$8$1$salt$hash"; the parts after scrypt are the cost, so that it can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether the password is the one behind the stored hash. Takes as long for `undefined` (nobody by that name) as for a real one. */
export async function passwordFits(password: string, stored: string | undefined): Promise<boolean> {
  const [kind, log2N, r, p, salt, hash] = (stored ?? NOBODYS).split('$');
  if (kind !== 'scrypt') {
    await derive(password, Buffer.alloc(16), COST);
    return false;
  }
  const wanted = Buffer.from(hash, 'base64url');
  const got = await derive(password, Buffer.from(salt, 'base64url'), { log2N: Number(log2N), r: Number(r), p: Number(p) });
  return timingSafeEqual(got, wanted) && stored !== undefined;
}

const NOBODYS = ['scrypt', COST.log2N, COST.r, COST.p, Buffer.alloc(16).toString('base64url'), Buffer.alloc(32).toString('base64url')].join('$');

/** Refuses (invalid) a new password that is too short or long, common, or made of the person's or organisation's own name. `path` is the field it was typed in. */
export function checkNewPassword(password: string, own: readonly string[], path: string): void {
  const code = passwordFault(password, own);
  if (code) throw new Refusal('invalid', `password.${code}`, faults[code], { errors: [{ path, message: faults[code] }] });
}

const faults = {
  short: `A password needs at least ${PASSWORD_MIN} characters; a few words after one another do well.`,
  long: `A password has at most ${PASSWORD_MAX} characters.`,
  common: 'This password is among the first that are tried; choose another.',
  own: 'The password contains your address or name or that of the organisation; choose another.',
} as const;

/** Which rule a new password breaks, or undefined. */
export function passwordFault(password: string, own: readonly string[]): keyof typeof faults | undefined {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return 'short';
  if (length > PASSWORD_MAX) return 'long';
  const lower = password.toLowerCase();
  if (isCommon(lower)) return 'common';
  const words = own.flatMap((text) => [text, text.split('@')[0]]).map((text) => text.toLowerCase().trim());
  if (words.some((word) => word.length >= 4 && lower.includes(word))) return 'own';
  return undefined;
}

/** Words everybody uses, with digits and signs around them or some letters written as digits; rows of keys; one thing repeated. */
function isCommon(lower: string): boolean {
  if (new Set(lower).size < 5) return true;
  const steps = [...lower].slice(1).map((letter, i) => letter.codePointAt(0)! - lower.codePointAt(i)!);
  if (steps.filter((step) => step === 1).length >= steps.length - 2 || steps.filter((step) => step === -1).length >= steps.length - 2) return true;
  const plain = lower.replace(/[@4]/g, 'a').replace(/3/g, 'e').replace(/[1!]/g, 'i').replace(/0/g, 'o').replace(/[$5]/g, 's');
  return [lower, plain].some((text) => {
    const letters = text.replace(/[^a-z]/g, '');
    let rest = letters;
    for (const word of commonWords) rest = rest.replaceAll(word, '');
    return rest.length <= 3;
  });
}

async function derive(password: string, salt: Buffer, cost: { log2N: number; r: number; p: number }): Promise<Buffer> {
  if (waiting.length >= MOST_WAITING)
    throw new Refusal('unavailable', 'signIn.busy', 'Too many people are signing in at this moment; try again shortly.', { retryAfterSeconds: 5 });
  if (busy >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  busy += 1;
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const N = 2 ** cost.log2N;
      scrypt(password.normalize('NFKC'), salt, 32, { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r }, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    busy -= 1;
    waiting.shift()?.();
  }
}
