import { kindWords, type Tier } from '@waarborg/law';

/** What a question to the map asks for. Every part that is set must hold; `words` are what was not understood and must occur in a name. */
export interface Question {
  /** Any of these kinds; empty when the question names none. */
  readonly kinds: readonly string[];
  readonly tiers: readonly Tier[];
  readonly freeText: boolean;
  readonly outsideEea: boolean;
  readonly words: readonly string[];
}

/** Words of daily speech for kinds, next to the names screens use; singular, lower case, without accents; Dutch and English. */
const kindSynonyms: Readonly<Record<string, readonly string[]>> = {
  PERSON: ['naam', 'namen', 'persoonsnaam', 'voornaam', 'achternaam', 'name', 'first name', 'last name', 'surname'],
  EMAIL: ['e-mail', 'email', 'e-mailadres', 'mailadres', 'emailadres', 'mailadressen', 'mail address', 'email address', 'e-mail address'],
  PHONE: ['telefoon', 'telefoonnummer', 'mobiel', 'mobiele nummer', '06-nummer', 'belnummer', 'phone', 'phone number', 'telephone', 'mobile'],
  ADDRESS: ['adres', 'straat', 'huisadres', 'woonadres', 'address', 'addresses', 'street'],
  POSTCODE: ['postcode', 'zip', 'zip code', 'postal code'],
  CITY: ['woonplaats', 'stad', 'city', 'cities', 'town'],
  IBAN: ['iban', 'ibans', 'rekeningnummer', 'bankrekening', 'bankrekeningnummer', 'bankgegevens', 'bank account', 'account number', 'bank details'],
  BSN: ['bsn', 'burgerservicenummer', 'sofinummer', 'citizen service number'],
  NATIONAL_ID: ['rijksregisternummer', 'rijksregister', 'nationaal nummer', 'national id', 'national number', 'national register number', 'ssn'],
  ID_NUMBER: [
    'paspoort',
    'paspoortnummer',
    'rijbewijs',
    'rijbewijsnummer',
    'identiteitskaart',
    'documentnummer',
    'passport',
    'driving licence',
    'identity card',
  ],
  ACCOUNT_ID: [
    'klantnummer',
    'ordernummer',
    'contractnummer',
    'relatienummer',
    'bestelnummer',
    'customer number',
    'order number',
    'contract number',
    'account id',
  ],
  USERNAME: ['gebruikersnaam', 'gebruikersnamen', 'inlognaam', 'user name', 'username', 'login'],
  CREDIT_CARD: ['creditcard', 'betaalkaart', 'kaartnummer', 'pinpas', 'credit card', 'payment card', 'card number'],
  LICENCE_PLATE: ['kenteken', 'nummerplaat', 'nummerplaten', 'licence plate', 'license plate', 'number plate'],
  DATE_OF_BIRTH: ['geboortedatum', 'geboortedata', 'verjaardag', 'geboortedag', 'date of birth', 'birth date', 'birthday', 'dob'],
  AGE: ['leeftijd', 'leeftijden', 'age', 'ages'],
  IP: ['ip', 'ip-adres', 'ip adres', 'ip address'],
  MAC: ['mac-adres', 'mac address'],
  SECRET: ['wachtwoord', 'sleutel', 'api-sleutel', 'password', 'api key', 'secret'],
  HEALTH: [
    'gezondheid',
    'gezondheidsgegeven',
    'medisch',
    'medische gegevens',
    'ziekte',
    'ziektes',
    'zwangerschap',
    'health',
    'health data',
    'medical',
    'illness',
  ],
  RELIGION: ['godsdienst', 'geloof', 'religie', 'levensovertuiging', 'religion', 'belief'],
  ETHNICITY: ['afkomst', 'etniciteit', 'ras', 'nationaliteit', 'ethnicity', 'origin', 'race', 'nationality'],
  SEXUAL: ['seksueel', 'seksuele gerichtheid', 'geaardheid', 'sexual orientation', 'sex life', 'gender identity'],
  POLITICS: ['politiek', 'politieke opvatting', 'politics', 'political opinion'],
  UNION: ['vakbond', 'vakbondslidmaatschap', 'trade union', 'union'],
  BIOMETRIC: ['biometrie', 'vingerafdruk', 'stemafdruk', 'biometrics', 'fingerprint', 'voice print'],
  CRIMINAL: ['strafrechtelijk', 'strafblad', 'strafbare feiten', 'criminal', 'convictions', 'offences'],
  INSULT: ['belediging', 'scheldwoord', 'insult', 'abuse'],
  JUDGEMENT: ['oordeel', 'oordelen', 'judgement', 'judgment'],
  SPECULATION: ['vermoeden', 'speculatie', 'speculation'],
  THIRD_PERSON: ['derde', 'derden', 'derde persoon', 'familie', 'partner', 'third person', 'relatives'],
  NRP: ['afkomst', 'geloof', 'nationaliteit', 'godsdienst', 'religion', 'nationality', 'origin'],
};
/** Kinds that a question about one of them means as well. */
const alsoMeans: Readonly<Record<string, readonly string[]>> = {
  SECRET: ['PASSWORD', 'CVV'],
  CREDIT_CARD: ['CARD', 'CVV'],
  ID_NUMBER: ['ID_DOC'],
  RELIGION: ['NRP'],
  ETHNICITY: ['NRP'],
  POLITICS: ['NRP'],
  NATIONAL_ID: ['BSN'],
};
const tierSynonyms: Readonly<Record<Exclude<Tier, 'none'>, readonly string[]>> = {
  ordinary: ['gewone gegevens', 'gewone persoonsgegevens', 'ordinary data'],
  sensitive: ['gevoelig', 'gevoelige gegevens', 'sensitive', 'sensitive data'],
  special: ['bijzonder', 'bijzondere gegevens', 'bijzondere persoonsgegevens', 'special category', 'special categories', 'special category data'],
  nationalId: ['nationale nummers', 'identificatienummer', 'identificatienummers', 'national numbers', 'national identification number'],
};
/** Kinds of the index that no field is said to hold on the map. */
const indexOnly = new Set([
  'FREE_TEXT',
  'NONE',
  'LINK',
  'ACCOUNT',
  'CUSTOMER',
  'CONTRACT',
  'ORDER',
  'INVOICE',
  'TICKET',
  'POSTCODE_NUMBER',
  'NAME',
  'NAME_BIRTH',
]);
const freeTextSynonyms = [
  'vrije tekst',
  'vrije tekstvelden',
  'vrij tekstveld',
  'notitie',
  'notities',
  'opmerkingen',
  'gespreksnotities',
  'free text',
  'freetext',
  'notes',
  'text fields',
];
const outsideSynonyms = ['buiten de eer', 'buiten de eu', 'buiten europa', 'outside the eea', 'outside the eu', 'outside europe', 'outside eea', 'outside eu'];
/** Words that only make a sentence of the question. */
const filler = new Set(
  (
    'waar staan staat welke wat zijn is er de het een in op bij van voor met onze ons wij we hebben bewaren heeft bewaard houden alle allemaal systemen systeem velden veld gegevens data bevat bevatten vinden ergens tabel tabellen kolom kolommen onderdeel onderdelen bron bronnen aanwezig alles iets nog ' +
    'persoonsgegevens persoonlijke informatie die dat over en of ook toon laat zien zoek vind me mij ik kan where do does are is the a an in on at of for with our us we have keep keeps kept ' +
    'hold held stored store stand which what systems system fields field personal information about and or all any show find me i can there live contain contains containing table tables column columns dataset datasets source sources any some anywhere everything'
  ).split(' '),
);

interface Term {
  readonly words: readonly string[];
  readonly means: { readonly kinds?: readonly string[]; readonly tier?: Tier; readonly freeText?: true; readonly outsideEea?: true };
}

/** Lower case, without accents, words only; plurals and the like taken off so that both sides meet. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}_-]+/u)
    .map((word) => word.replace(/^[-_]+|[-_]+$/g, ''))
    .filter((word) => word.length > 0);
}

/** The stem on which a word of a question and a synonym meet: Dutch and English plurals and inflections are taken off until none is left. */
export function stemOf(word: string): string {
  for (const ending of ['heden', 'eren', 'ies', 'en', 's', 'e']) {
    if (word.length <= ending.length + 3 || !word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    // adressen and adres: the doubled consonant goes too.
    return stemOf(/([^aeiou])\1$/.test(stem) ? stem.slice(0, -1) : stem);
  }
  return word;
}

const terms: readonly Term[] = [
  ...Object.entries(kindSynonyms).flatMap(([kind, several]) => several.map((text) => term(text, { kinds: [kind, ...(alsoMeans[kind] ?? [])] }))),
  ...Object.entries(kindWords).flatMap(([kind, words]) =>
    indexOnly.has(kind) ? [] : [term(words.nl, { kinds: [kind] }), term(words.en, { kinds: [kind] }), term(kind, { kinds: [kind] })],
  ),
  ...Object.entries(tierSynonyms).flatMap(([tier, several]) => several.map((text) => term(text, { tier: tier as Tier }))),
  ...freeTextSynonyms.map((text) => term(text, { freeText: true })),
  ...outsideSynonyms.map((text) => term(text, { outsideEea: true })),
].sort((left, right) => right.words.length - left.words.length);

function term(text: string, means: Term['means']): Term {
  return { words: wordsOf(text).map(stemOf), means };
}

/**
 * Understands a question in Dutch or English ("waar staan IBANs?", "health data in free text") by a table of words, longest terms first;
 * what it does not know must occur in the name of a system, dataset or field. Never fails; an empty question asks for everything.
 */
export function understand(text: string): Question {
  const raw = wordsOf(text);
  const stems = raw.map(stemOf);
  const used = raw.map(() => false);
  const kinds = new Set<string>();
  const askedTiers = new Set<Tier>();
  let freeText = false;
  let outsideEea = false;
  const claimed: [number, number][] = [];
  for (const one of terms) {
    if (one.words.length === 0) continue;
    for (let at = 0; at + one.words.length <= stems.length; at++) {
      if (!one.words.every((word, step) => stems[at + step] === word)) continue;
      // Two terms of the same words both count ("afkomst" is two kinds); a shorter one inside a longer one does not.
      const overlaps = claimed.some(([from, until]) => at < until && from < at + one.words.length && !(from === at && until === at + one.words.length));
      if (overlaps) continue;
      claimed.push([at, at + one.words.length]);
      for (let step = 0; step < one.words.length; step++) used[at + step] = true;
      for (const kind of one.means.kinds ?? []) kinds.add(kind);
      if (one.means.tier) askedTiers.add(one.means.tier);
      freeText ||= one.means.freeText === true;
      outsideEea ||= one.means.outsideEea === true;
    }
  }
  // A single word is the name of something, even when it is a word that sentences are made of ("bron").
  const words = raw.filter((word, at) => !used[at] && (raw.length === 1 || !filler.has(word)));
  return { kinds: [...kinds].sort(), tiers: [...askedTiers], freeText, outsideEea, words };
}
