/**
 * A small seeded source of chance (sfc32), so that the same seed gives the same demo organisation on every machine.
 * Not for secrets: those come from node:crypto.
 */
export interface Chance {
  /** A fraction in [0, 1). */
  fraction(): number;
  /** A whole number from `low` up to and including `high`. */
  whole(low: number, high: number): number;
  /** One of the list, each as likely. */
  pick<T>(list: readonly T[]): T;
  /** One of the list, by weight: pairs of value and weight. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  /** True with this probability (0 to 1). */
  holds(probability: number): boolean;
}

/** Chance that depends on nothing but the numbers given; two calls with the same numbers give the same sequence. */
export function chanceOf(...seed: readonly number[]): Chance {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let d = 1;
  for (const part of seed) {
    a = Math.imul(a ^ (part | 0), 0x85ebca6b);
    b = Math.imul(b + (part | 0), 0xc2b2ae35) ^ (a >>> 13);
    c ^= Math.imul((part / 0x100000000) | 0, 0x27d4eb2f);
  }
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    fraction: next,
    whole,
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
    weighted: (list) => {
      let total = 0;
      for (const [, weight] of list) total += weight;
      let at = next() * total;
      for (const [value, weight] of list) if ((at -= weight) < 0) return value;
      return (list[list.length - 1] as (typeof list)[number])[0];
    },
    holds: (probability) => next() < probability,
  };
}
