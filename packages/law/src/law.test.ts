import { describe, expect, it } from 'vitest';
import { adequacy, highestTier, knownKinds, legalFact, legalFactOf, legalFacts, tierOf, tierRank, tiers, transferTo } from './index.ts';

describe('tiers', () => {
  it.each([
    ['EMAIL', 'ordinary'],
    ['IBAN', 'sensitive'],
    ['HEALTH', 'special'],
    ['CRIMINAL', 'special'],
    ['BSN', 'nationalId'],
    ['NATIONAL_ID', 'nationalId'],
    ['NONE', 'none'],
    ['FREE_TEXT', 'none'],
    ['ORG', 'none'],
  ])('%s is %s', (kind, tier) => expect(tierOf(kind)).toBe(tier));

  it('treats a kind it does not know as personal data', () => {
    expect(tierOf('NEW_KIND')).toBe('ordinary');
    expect(tierOf('constructor')).toBe('ordinary');
    expect(legalFactOf('toString')).toBe('gdpr.4.1');
  });
  it('orders from none to national number', () => {
    expect([...tiers].sort((a, b) => tierRank(a) - tierRank(b))).toEqual([...tiers]);
    expect(highestTier(['ordinary', 'special', 'sensitive'])).toBe('special');
    expect(highestTier([])).toBe('none');
  });
  it('cites an existing fact for every kind', () => {
    for (const kind of knownKinds) expect(legalFact(legalFactOf(kind)), kind).toBeDefined();
  });
});

describe('facts', () => {
  it('carry their own id, both languages, a source and a date', () => {
    for (const [id, fact] of Object.entries(legalFacts)) {
      expect(fact.id).toBe(id);
      expect(fact.text.nl.length, id).toBeGreaterThan(20);
      expect(fact.text.en.length, id).toBeGreaterThan(20);
      expect(fact.source.length, id).toBeGreaterThan(5);
      expect(fact.checkedAt).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    expect(legalFact('__proto__')).toBeUndefined();
  });
});

describe('transfers', () => {
  it.each([
    ['NL', '2026-11-21', 'inside'],
    ['NO', '2026-11-21', 'inside'],
    ['CH', '2026-11-21', 'adequate'],
    ['GB', '2027-12-31', 'adequate'],
    ['GB', '2028-01-01', 'outside'],
    ['US', '2026-11-21', 'conditional'],
    ['US', '2023-07-09', 'outside'],
    ['IN', '2026-11-21', 'outside'],
    [null, '2026-11-21', 'unknown'],
  ] as const)('%s on %s is %s', (country, day, outcome) => expect(transferTo(country, day)).toBe(outcome));

  it('lists each country once', () => expect(new Set(adequacy.map((one) => one.country)).size).toBe(adequacy.length));
});
