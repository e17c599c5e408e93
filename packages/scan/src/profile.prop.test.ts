import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DistinctCount } from './hyperloglog.ts';
import { type DatasetProfile, emptyProfile, fieldOf, keepEvidence, mergeProfile, parseProfile, stretch, tallyOf } from './profile.ts';

const seen = fc.record({
  field: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom('EMAIL', 'PHONE', 'HEALTH'),
  masked: fc.constantFrom('a***@b***.nl', 'c***@d***.nl', 'e***@f***.nl', 'g***@h***.nl', 'i***@j***.nl'),
  reason: fc.constantFrom('one', 'two'),
  at: fc.integer({ min: 0, max: 2_000_000_000_000 }),
  who: fc.integer({ min: 0, max: 100_000 }),
});

function profileOf(list: readonly { field: number; kind: string; masked: string; reason: string; at: number; who: number }[]): DatasetProfile {
  const profile = emptyProfile();
  for (const one of list) {
    profile.rows++;
    profile.bytes += 10;
    stretch(profile, one.at);
    const field = fieldOf(profile, one.field);
    field.values++;
    const tally = tallyOf(field, one.kind);
    tally.count++;
    tally.values++;
    // Quarters add up exactly in floating point, whatever the order.
    tally.confidence += 0.75;
    tally.reasons[one.reason] = (tally.reasons[one.reason] ?? 0) + 1;
    keepEvidence(tally, one.masked);
    stretch(tally, one.at);
    (tally.persons ??= new DistinctCount()).add(Math.imul(one.who, 0x9e3779b1), Math.imul(one.who + 1, 0x85ebca6b));
  }
  return profile;
}

const merged = (...parts: DatasetProfile[]): DatasetProfile => {
  const into = emptyProfile();
  for (const part of parts) mergeProfile(into, part);
  return into;
};
const sorted = (profile: DatasetProfile): unknown =>
  JSON.parse(
    JSON.stringify(profile, (_key, value) =>
      value && typeof value === 'object' && !Array.isArray(value) && !(value instanceof DistinctCount)
        ? Object.fromEntries(Object.entries(value).sort())
        : value,
    ),
  );

describe('mergeProfile', () => {
  it('gives the same whatever the division into chunks and the order of merging', () => {
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 60 }), fc.nat(60), fc.nat(60), (list, cut, cut2) => {
        const [low, high] = [Math.min(cut, cut2), Math.max(cut, cut2)];
        const [a, b, c] = [profileOf(list.slice(0, low)), profileOf(list.slice(low, high)), profileOf(list.slice(high))];
        const whole = sorted(profileOf(list));
        expect(sorted(merged(a, b, c))).toEqual(whole);
        expect(sorted(merged(c, a, b))).toEqual(whole);
        expect(sorted(merged(a, merged(b, c)))).toEqual(whole);
      }),
    );
  });

  it('survives the way through JSON and leaves its source as it was', () => {
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 40 }), (list) => {
        const profile = profileOf(list);
        const before = JSON.stringify(profile);
        const read = parseProfile(JSON.parse(before));
        expect(JSON.stringify(read)).toBe(before);
        merged(profile, profile);
        expect(JSON.stringify(profile)).toBe(before);
      }),
    );
  });
});
