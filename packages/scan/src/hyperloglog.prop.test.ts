import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DistinctCount } from './hyperloglog.ts';

function countOf(values: Iterable<string | number>): DistinctCount {
  const count = new DistinctCount();
  for (const value of values) {
    const digest = createHash('sha256').update(String(value)).digest();
    count.add(digest.readInt32BE(0), digest.readInt32BE(4));
  }
  return count;
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('DistinctCount', () => {
  it.each([0, 1, 10, 500, 3000, 10_000, 40_000, 150_000])('is within five percent at %i', (n) => {
    const estimate = countOf(range(0, n)).estimate();
    expect(Math.abs(estimate - n)).toBeLessThanOrEqual(Math.max(1, n * 0.05));
  });

  it('is off by less than two percent on average', () => {
    const errors = range(0, 20).map((seed) => Math.abs(countOf(range(seed * 100_000, seed * 100_000 + 20_000)).estimate() - 20_000) / 20_000);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.02);
  });

  it('does not count anything twice, in whatever order and however divided over parts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 3000 }), fc.integer({ min: 0, max: 3000 }), (values, cut) => {
        const whole = countOf(values);
        const left = countOf(values.slice(0, cut));
        const right = countOf(values.slice(cut).reverse());
        const other = DistinctCount.parse(JSON.parse(JSON.stringify(right)));
        right.merge(left);
        left.merge(other);
        left.merge(other);
        expect(JSON.stringify(left)).toBe(JSON.stringify(whole));
        expect(JSON.stringify(right)).toBe(JSON.stringify(whole));
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a text that is not its own', () => {
    expect(() => DistinctCount.parse('x')).toThrow();
    expect(() => DistinctCount.parse('dAAAA')).toThrow();
  });
});
