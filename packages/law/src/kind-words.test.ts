import { describe, expect, it } from 'vitest';
import { kindWord, kindWords, knownKinds } from './index.ts';

describe('kind words', () => {
  it('exist in both languages for every kind that has a tier', () => {
    for (const kind of knownKinds) {
      expect(kindWords[kind]?.nl, kind).toBeTruthy();
      expect(kindWords[kind]?.en, kind).toBeTruthy();
    }
  });
  it('show the code of a kind that is not known', () => {
    expect(kindWord('NEW_KIND', 'nl')).toBe('NEW_KIND');
    expect(kindWord('toString', 'en')).toBe('toString');
  });
});
