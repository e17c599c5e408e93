import { createHmac } from 'node:crypto';
import type { App } from '../../app.ts';
import { inAccount } from '../../db/transaction.ts';
import { placeOf } from '../../http/origin.ts';
import { Refusal } from '../../kernel/errors.ts';
import { countTry, forgetTries, noteSuccess, uncountTry, wentWell } from './throttle.store.ts';

/**
 * Slows guessing down without locking anybody out for good. Each try is counted before it is judged, so tries at the same time
 * count too. Strict for one address from one place, looser for the address from everywhere and for the place with any address. Where the
 * address signed in during the last two days, what others try with it elsewhere makes nobody wait: guessing cannot keep a person out.
 */
const rules = {
  pair: { free: 5, longestSeconds: 900 },
  address: { free: 50, longestSeconds: 300 },
  place: { free: 40, longestSeconds: 900 },
} as const;
const FORGET_AFTER_MS = 24 * 3_600_000;
/** As long as the rows are kept (jobs.ts). */
const AT_HOME_MS = 48 * 3_600_000;

/** Seconds to wait after `times` failures. */
export function waitSeconds(rule: keyof typeof rules, times: number): number {
  const { free, longestSeconds } = rules[rule];
  return times < free ? 0 : Math.min(longestSeconds, 2 ** (times - free));
}

export interface Attempt {
  /** Call when the secret was right: earlier failures from here are forgotten. */
  succeeded(): Promise<void>;
  /** Call when it was right as far as it went but more is asked: the try is taken back, earlier failures stay. */
  undecided(): Promise<void>;
}

/** Counts a try with this address from this place; refuses (tooMany) while it has to wait, the same for addresses that do not exist. */
export async function beginAttempt(app: App, address: string, ip: string): Promise<Attempt> {
  const place = placeOf(ip);
  const now = app.clock.now();
  const secret = app.keyring.derive('sign-in-throttle');
  const keyOf = (text: string) => createHmac('sha256', secret).update(text).digest();
  const lower = address.trim().toLowerCase();
  const home = keyOf(`home\n${lower}\n${place}`);
  const keys = { pair: keyOf(`pair\n${lower}\n${place}`), address: keyOf(`address\n${lower}`), place: keyOf(`place\n${place}`) };
  await inAccount(app.db, { system: true }, async (tx) => {
    const atHome = await wentWell(tx, home, new Date(now.getTime() - AT_HOME_MS));
    for (const rule of ['place', 'address', 'pair'] as const) {
      const { times, lastAt } = await countTry(tx, keys[rule], now, new Date(now.getTime() - FORGET_AFTER_MS));
      const left = lastAt ? lastAt.getTime() / 1000 + waitSeconds(rule, times) - now.getTime() / 1000 : 0;
      // Thrown inside the transaction, so a try that comes too early does not make the wait longer.
      if (left > 0 && !(rule === 'address' && atHome))
        throw new Refusal('tooMany', 'signIn.wait', `Too many tries; wait ${Math.ceil(left)} seconds.`, { retryAfterSeconds: left });
    }
  });
  return {
    succeeded: () =>
      inAccount(app.db, { system: true }, async (tx) => {
        await forgetTries(tx, [keys.pair]);
        await uncountTry(tx, keys.place);
        await uncountTry(tx, keys.address);
        await noteSuccess(tx, home, now);
      }),
    undecided: () =>
      inAccount(app.db, { system: true }, async (tx) => {
        for (const key of Object.values(keys)) await uncountTry(tx, key);
      }),
  };
}
