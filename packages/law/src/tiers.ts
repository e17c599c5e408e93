import type { LegalFactId } from './facts.ts';

/** How delicate a kind of data is. Each step up asks for a stricter ground, in this order. */
export const tiers = ['none', 'ordinary', 'sensitive', 'special', 'nationalId'] as const;
export type Tier = (typeof tiers)[number];

interface KindFacts {
  readonly tier: Tier;
  readonly legal: LegalFactId;
}

/**
 * Tier of each span type, note flag and index identifier of the detector. "special" follows GDPR art. 9(1) and 10, "nationalId" art. 87
 * with UAVG art. 46 and the Belgian act of 8 August 1983; "sensitive" is not a legal class but what the supervisors treat as raising the
 * risk for a person (money, access, identity papers, remarks that harm), and is a choice of this product.
 */
const kinds: Readonly<Record<string, KindFacts>> = {
  PERSON: { tier: 'ordinary', legal: 'gdpr.4.1' },
  EMAIL: { tier: 'ordinary', legal: 'gdpr.4.1' },
  PHONE: { tier: 'ordinary', legal: 'gdpr.4.1' },
  ADDRESS: { tier: 'ordinary', legal: 'gdpr.4.1' },
  POSTCODE: { tier: 'ordinary', legal: 'gdpr.4.1' },
  CITY: { tier: 'ordinary', legal: 'gdpr.4.1' },
  LOCATION: { tier: 'ordinary', legal: 'gdpr.4.1' },
  ORG: { tier: 'none', legal: 'gdpr.rec14' },
  IBAN: { tier: 'sensitive', legal: 'gdpr.32' },
  BSN: { tier: 'nationalId', legal: 'uavg.46' },
  NATIONAL_ID: { tier: 'nationalId', legal: 'gdpr.87' },
  ID_NUMBER: { tier: 'sensitive', legal: 'gdpr.5.1.c' },
  ACCOUNT_ID: { tier: 'ordinary', legal: 'gdpr.4.1' },
  USERNAME: { tier: 'ordinary', legal: 'gdpr.4.1' },
  CREDIT_CARD: { tier: 'sensitive', legal: 'gdpr.32' },
  LICENCE_PLATE: { tier: 'ordinary', legal: 'gdpr.4.1' },
  DATE_OF_BIRTH: { tier: 'ordinary', legal: 'gdpr.4.1' },
  DATE: { tier: 'none', legal: 'gdpr.4.1' },
  AGE: { tier: 'ordinary', legal: 'gdpr.4.1' },
  URL: { tier: 'none', legal: 'gdpr.4.1' },
  IP: { tier: 'ordinary', legal: 'gdpr.4.1' },
  MAC: { tier: 'ordinary', legal: 'gdpr.4.1' },
  SECRET: { tier: 'sensitive', legal: 'gdpr.32' },
  NRP: { tier: 'special', legal: 'gdpr.9.1' },
  HEALTH: { tier: 'special', legal: 'gdpr.9.1' },
  RELIGION: { tier: 'special', legal: 'gdpr.9.1' },
  ETHNICITY: { tier: 'special', legal: 'gdpr.9.1' },
  SEXUAL: { tier: 'special', legal: 'gdpr.9.1' },
  POLITICS: { tier: 'special', legal: 'gdpr.9.1' },
  UNION: { tier: 'special', legal: 'gdpr.9.1' },
  BIOMETRIC: { tier: 'special', legal: 'gdpr.9.1' },
  CRIMINAL: { tier: 'special', legal: 'gdpr.10' },
  CARD: { tier: 'sensitive', legal: 'gdpr.32' },
  CVV: { tier: 'sensitive', legal: 'gdpr.32' },
  PASSWORD: { tier: 'sensitive', legal: 'gdpr.32' },
  ID_DOC: { tier: 'sensitive', legal: 'gdpr.5.1.c' },
  INSULT: { tier: 'sensitive', legal: 'gdpr.5.1.a' },
  PROFANITY: { tier: 'none', legal: 'gdpr.5.1.a' },
  SPECULATION: { tier: 'sensitive', legal: 'gdpr.5.1.d' },
  JUDGEMENT: { tier: 'sensitive', legal: 'gdpr.5.1.d' },
  THIRD_PERSON: { tier: 'ordinary', legal: 'gdpr.5.1.c' },
  IRRELEVANT: { tier: 'ordinary', legal: 'gdpr.5.1.c' },
  CUSTOMER: { tier: 'ordinary', legal: 'gdpr.4.1' },
  CONTRACT: { tier: 'ordinary', legal: 'gdpr.4.1' },
  ORDER: { tier: 'ordinary', legal: 'gdpr.4.1' },
  INVOICE: { tier: 'ordinary', legal: 'gdpr.4.1' },
  TICKET: { tier: 'ordinary', legal: 'gdpr.4.1' },
  ACCOUNT: { tier: 'ordinary', legal: 'gdpr.4.1' },
  POSTCODE_NUMBER: { tier: 'ordinary', legal: 'gdpr.4.1' },
  NAME: { tier: 'ordinary', legal: 'gdpr.4.1' },
  NAME_BIRTH: { tier: 'ordinary', legal: 'gdpr.4.1' },
  LINK: { tier: 'none', legal: 'gdpr.4.1' },
};

/** The tier of a detector kind (span type, flag code or identifier kind). NONE and FREE_TEXT are "none"; an unknown kind is "ordinary", towards privacy. */
export function tierOf(kind: string): Tier {
  if (kind === 'NONE' || kind === 'FREE_TEXT' || kind === '') return 'none';
  return (Object.hasOwn(kinds, kind) ? kinds[kind]?.tier : undefined) ?? 'ordinary';
}

/** The legal fact that explains why a kind has its tier. */
export function legalFactOf(kind: string): LegalFactId {
  return (Object.hasOwn(kinds, kind) ? kinds[kind]?.legal : undefined) ?? 'gdpr.4.1';
}

/** 0 for none up to 4 for a national identification number; for sorting and for "at least". */
export function tierRank(tier: Tier): number {
  return tiers.indexOf(tier);
}

/** The most delicate of several tiers; "none" for an empty list. */
export function highestTier(several: Iterable<Tier>): Tier {
  let highest: Tier = 'none';
  for (const tier of several) if (tierRank(tier) > tierRank(highest)) highest = tier;
  return highest;
}

/** All kinds this table knows, in a stable order. */
export const knownKinds: readonly string[] = Object.keys(kinds);

/** What a tier is called on screens and in reports. */
export const tierWords: Readonly<Record<Tier, { readonly nl: string; readonly en: string }>> = {
  none: { nl: 'geen persoonsgegeven', en: 'not personal data' },
  ordinary: { nl: 'gewoon', en: 'ordinary' },
  sensitive: { nl: 'gevoelig', en: 'sensitive' },
  special: { nl: 'bijzonder', en: 'special category' },
  nationalId: { nl: 'nationaal nummer', en: 'national number' },
};
