/** European Economic Area: the EU member states with Iceland, Liechtenstein and Norway (EEA Agreement; Joint Committee decision 154/2018 took in the GDPR). */
const eea = new Set('AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO'.split(' '));

/** An adequacy decision of the European Commission (GDPR art. 45). Dates are calendar dates; `validUntil` null means no end date in the decision. */
export interface Adequacy {
  readonly country: string;
  readonly since: string;
  readonly validUntil: string | null;
  /** The decision covers only part of the transfers to that country. */
  readonly condition: { readonly nl: string; readonly en: string } | null;
  /** Something about it is contested or must be looked up again. */
  readonly uncertain: boolean;
  readonly checkedAt: string;
}

const checkedAt = '2026-11-21';
const whole = (country: string, since: string, validUntil: string | null = null): Adequacy => ({
  country,
  since,
  validUntil,
  condition: null,
  uncertain: false,
  checkedAt,
});
const partly = (country: string, since: string, nl: string, en: string, uncertain = false): Adequacy => ({
  country,
  since,
  validUntil: null,
  condition: { nl, en },
  uncertain,
  checkedAt,
});

/** Adequacy decisions as of `checkedAt`; source: list of the European Commission, https://commission.europa.eu (adequacy decisions). */
export const adequacy: readonly Adequacy[] = [
  whole('AD', '2010-10-19'),
  whole('AR', '2003-06-30'),
  whole('FO', '2010-03-05'),
  whole('GG', '2003-11-21'),
  whole('IM', '2004-04-28'),
  whole('IL', '2011-01-31'),
  whole('JE', '2008-05-08'),
  whole('NZ', '2012-12-19'),
  whole('CH', '2000-07-26'),
  whole('UY', '2012-08-21'),
  partly('CA', '2001-12-20', 'alleen commerciële organisaties onder PIPEDA', 'commercial organisations under PIPEDA only'),
  partly('JP', '2019-01-23', 'alleen de private sector', 'private sector only'),
  whole('KR', '2021-12-17'),
  whole('GB', '2021-06-28', '2027-12-31'),
  // The day is given as 26 or 27 January 2026 by different sources.
  { ...whole('BR', '2026-01-27'), uncertain: true },
  partly(
    'US',
    '2023-07-10',
    'alleen ontvangers die zijn gecertificeerd onder het EU-US Data Privacy Framework; hoger beroep bij het Hof van Justitie loopt',
    'only recipients certified under the EU-US Data Privacy Framework; an appeal at the Court of Justice is pending',
    true,
  ),
];

export type Transfer = 'inside' | 'adequate' | 'conditional' | 'outside' | 'unknown';

/**
 * What sending data to a country (ISO 3166-1 alpha-2) means under GDPR chapter V on a day (YYYY-MM-DD): inside the EEA, covered by an
 * adequacy decision, covered under a condition, or outside (safeguards needed); "unknown" when no country is recorded.
 */
export function transferTo(country: string | null, onDay: string): Transfer {
  if (country === null || country === '') return 'unknown';
  if (eea.has(country)) return 'inside';
  const decision = adequacy.find((one) => one.country === country && one.since <= onDay && (one.validUntil === null || onDay <= one.validUntil));
  if (decision === undefined) return 'outside';
  return decision.condition === null ? 'adequate' : 'conditional';
}
