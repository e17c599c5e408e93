/** ISO 3166-1 alpha-2 codes of places where customer data commonly stand; the ones nearest to us first. */
export const nearCountries = ['NL', 'BE', 'DE', 'FR', 'LU', 'IE', 'GB', 'US'] as const;

const otherCountries =
  'AD AE AL AM AO AR AT AU AW AZ BA BD BG BH BN BO BQ BR BY CA CH CL CN CO CR CU CW CY CZ DK DO DZ EC EE EG ES ET FI FO GE GG GH GI GL GR GT HK HN HR HU ID IL IM IN IQ IR IS IT JE JM JO JP KE KH KR KW KZ LB LI LK LT LV LY MA MC MD ME MK MT MU MX MY NG NI NO NP NZ OM PA PE PH PK PL PS PT PY QA RO RS RU SA SE SG SI SK SM SN SR SV SX SY TH TN TR TT TW TZ UA UG UY UZ VE VN XK YE ZA ZW'.split(
    ' ',
  );

/** A country's name in the reader's language; the code itself when the browser does not know it. */
export function countryName(country: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
  } catch {
    return country;
  }
}

/** Every country as code and name: near ones first in their own order, the others by name. */
export function countryList(language: string): { code: string; name: string }[] {
  const named = (code: string) => ({ code, name: countryName(code, language) });
  return [...nearCountries.map(named), ...otherCountries.map(named).sort((a, b) => a.name.localeCompare(b.name, language))];
}
