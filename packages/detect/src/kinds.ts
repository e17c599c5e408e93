import type { FlagCode, SpanType } from './types.ts';

/** How sensitive a kind of data is by law. */
export type KindTier = 'ordinary' | 'sensitive' | 'special' | 'nationalId';

/** Name of a kind for people, its tier and the rule behind the tier. */
export interface Kind {
  readonly nl: string;
  readonly en: string;
  readonly tier: KindTier;
  readonly source: string;
}

const kind = (nl: string, en: string, tier: KindTier, source: string): Kind => ({ nl, en, tier, source });
const personal = 'AVG art. 4(1)';

/** Every span type, in words. */
export const spanKinds: Readonly<Record<SpanType, Kind>> = {
  PERSON: kind('Naam', 'Name', 'ordinary', personal),
  EMAIL: kind('E-mailadres', 'E-mail address', 'ordinary', personal),
  PHONE: kind('Telefoonnummer', 'Phone number', 'ordinary', personal),
  ADDRESS: kind('Adres', 'Address', 'ordinary', personal),
  POSTCODE: kind('Postcode', 'Postcode', 'ordinary', personal),
  CITY: kind('Woonplaats', 'City', 'ordinary', personal),
  LOCATION: kind('Plaats of land', 'Place', 'ordinary', personal),
  ORG: kind('Organisatie', 'Organisation', 'ordinary', personal),
  IBAN: kind('Rekeningnummer (IBAN)', 'Bank account (IBAN)', 'sensitive', 'AVG art. 5(1)(c), (f)'),
  BSN: kind('BSN', 'Dutch citizen number (BSN)', 'nationalId', 'AVG art. 87; UAVG art. 46'),
  NATIONAL_ID: kind('Nationaal nummer', 'National number', 'nationalId', 'AVG art. 87; Wet 8 augustus 1983 (BE)'),
  ID_NUMBER: kind('Document- of registratienummer', 'Document or registration number', 'sensitive', 'AVG art. 5(1)(c)'),
  ACCOUNT_ID: kind('Klant-, order- of dossiernummer', 'Customer, order or case number', 'ordinary', personal),
  USERNAME: kind('Gebruikersnaam', 'User name', 'ordinary', personal),
  CREDIT_CARD: kind('Betaalkaartnummer', 'Payment card number', 'sensitive', 'AVG art. 32; PCI DSS 3.4, 3.5'),
  LICENCE_PLATE: kind('Kenteken', 'Licence plate', 'ordinary', personal),
  DATE_OF_BIRTH: kind('Geboortedatum', 'Date of birth', 'ordinary', personal),
  DATE: kind('Datum', 'Date', 'ordinary', personal),
  AGE: kind('Leeftijd', 'Age', 'ordinary', personal),
  URL: kind('Webadres', 'Web address', 'ordinary', personal),
  IP: kind('IP-adres', 'IP address', 'ordinary', 'AVG overw. 30; HvJ EU C-582/14 (Breyer)'),
  MAC: kind('MAC-adres', 'MAC address', 'ordinary', 'AVG overw. 30'),
  SECRET: kind('Wachtwoord of code', 'Password or code', 'sensitive', 'AVG art. 32'),
  NRP: kind('Nationaliteit, geloof of politieke groep', 'Nationality, religion or political group', 'special', 'AVG art. 9(1)'),
};

/** Every flag code, in words. */
export const flagKinds: Readonly<Record<FlagCode, Kind>> = {
  HEALTH: kind('Gezondheid', 'Health', 'special', 'AVG art. 9(1)'),
  RELIGION: kind('Godsdienst of levensovertuiging', 'Religion or belief', 'special', 'AVG art. 9(1)'),
  ETHNICITY: kind('Ras of afkomst', 'Race or origin', 'special', 'AVG art. 9(1)'),
  SEXUAL: kind('Seksuele gerichtheid', 'Sexual orientation', 'special', 'AVG art. 9(1)'),
  POLITICS: kind('Politieke opvatting', 'Political opinion', 'special', 'AVG art. 9(1)'),
  UNION: kind('Vakbondslidmaatschap', 'Trade union membership', 'special', 'AVG art. 9(1)'),
  BIOMETRIC: kind('Biometrie of genetica', 'Biometrics or genetics', 'special', 'AVG art. 9(1); UAVG art. 29'),
  CRIMINAL: kind('Strafrechtelijk gegeven', 'Criminal matter', 'special', 'AVG art. 10; UAVG art. 31-33'),
  BSN: kind('BSN of rijksregisternummer', 'National number', 'nationalId', 'UAVG art. 46; Wet 8 augustus 1983 (BE)'),
  CARD: kind('Volledig kaartnummer', 'Full card number', 'sensitive', 'PCI DSS 3.4, 3.5; AVG art. 5(1)(c), (f)'),
  CVV: kind('CVV, CVC of pincode', 'CVV, CVC or PIN', 'sensitive', 'PCI DSS 3.3.1'),
  PASSWORD: kind('Wachtwoord of inlogcode', 'Password or log-in code', 'sensitive', 'AVG art. 32'),
  ID_DOC: kind('Nummer van een identiteitsdocument', 'Number of an identity document', 'sensitive', 'AVG art. 5(1)(c)'),
  IBAN: kind('Rekeningnummer in vrije tekst', 'Account number in free text', 'sensitive', 'AVG art. 5(1)(c)'),
  INSULT: kind('Belediging of minachting', 'Insult or contempt', 'sensitive', 'AVG art. 5(1)(a), art. 15'),
  PROFANITY: kind('Grof taalgebruik', 'Swearing', 'ordinary', 'AVG art. 5(1)(a)'),
  SPECULATION: kind('Vermoeden zonder feit', 'Speculation', 'ordinary', 'AVG art. 5(1)(d)'),
  JUDGEMENT: kind('Oordeel over de persoon', 'Judgement of the person', 'sensitive', 'AVG art. 5(1)(a), (d)'),
  THIRD_PERSON: kind('Gegevens over een ander', 'Data about someone else', 'sensitive', 'AVG art. 5(1)(c), art. 14'),
  IRRELEVANT: kind('Niet nodig voor de dienst', 'Not needed for the service', 'ordinary', 'AVG art. 5(1)(b), (c)'),
};

/** Both catalogues together; a code that is both a span type and a flag (BSN, IBAN) is in each. */
export const kinds = { spans: spanKinds, flags: flagKinds } as const;
