import type { InWords, RuleLevel } from './channels.ts';

/** Kinds of data that a rule is about. Codes are stable. */
export const dataKinds = [
  'name',
  'contact',
  'customerNo',
  'dob',
  'orderInfo',
  'complaint',
  'address',
  'iban',
  'paymentCard',
  'cvvPin',
  'password',
  'bsn',
  'idCopy',
  'financialSituation',
  'health',
  'otherArt9',
  'criminal',
  'thirdPerson',
  'location',
  'photoVideo',
] as const;
export type DataKind = (typeof dataKinds)[number];

/** What is so about a kind of data on any channel. */
export interface DataKindFact {
  readonly name: InWords;
  /** Other words that people type for it, lower case; for the type-ahead. */
  readonly also: readonly string[];
  /** Why a channel may discourage or forbid it. */
  readonly reason: InWords;
  /** What to do instead. */
  readonly instead: InWords;
  /** Where the rule stands, as a reader would look it up. */
  readonly source: InWords;
  /** Least strict level at which the notes guide lets it stand in a note. */
  readonly noteFloor: RuleLevel;
  /** `ground`: may only be released with a ground in law and the decision of the DPO on record. `never`: no organisation may release it. */
  readonly release: 'free' | 'ground' | 'never';
}

const kind = (
  name: readonly [string, string],
  also: readonly string[],
  reason: readonly [string, string],
  instead: readonly [string, string],
  source: readonly [string, string],
  noteFloor: RuleLevel = 'allowed',
  release: DataKindFact['release'] = 'free',
): DataKindFact => ({
  name: { nl: name[0], en: name[1] },
  also,
  reason: { nl: reason[0], en: reason[1] },
  instead: { nl: instead[0], en: instead[1] },
  source: { nl: source[0], en: source[1] },
  noteFloor,
  release,
});

const minimal = ['AVG art. 5 lid 1 onder c', 'GDPR Art. 5(1)(c)'] as const;
const ordinary = [
  'Een gewoon gegeven: vraag en noteer het als deze dienst het nodig heeft. Wat iedereen kan lezen, hoort het niet te dragen.',
  'Ordinary data: ask and note it when this service needs it. It does not belong where everybody can read it.',
] as const;
const ownField = [
  'Zet het in het veld dat ervoor bestaat, niet in de notitie. Kan iedereen meelezen, vraag dan om een privébericht.',
  'Put it in the field made for it, not in the note. Where everybody can read along, ask for a private message.',
] as const;

/** Every kind of data in words, with the reason, the other way and the source. The sentences are ours. */
export const dataKindFacts: Readonly<Record<DataKind, DataKindFact>> = {
  name: kind(['Naam', 'Name'], ['achternaam', 'voornaam', 'surname', 'first name'], ordinary, ownField, minimal),
  contact: kind(
    ['Contactgegevens', 'Contact details'],
    ['telefoonnummer', 'e-mailadres', 'mail', 'mobiel', 'phone number', 'email'],
    ordinary,
    ownField,
    minimal,
  ),
  customerNo: kind(['Klantnummer', 'Customer number'], ['relatienummer', 'account number', 'contractnummer'], ordinary, ownField, minimal),
  dob: kind(
    ['Geboortedatum', 'Date of birth'],
    ['leeftijd', 'verjaardag', 'birthday', 'age'],
    [
      'Alleen als de dienst erom vraagt. Als bewijs van wie iemand is, is het zwak: veel anderen kennen de datum.',
      'Only when the service asks for it. As proof of who somebody is it is weak: many others know the date.',
    ],
    [
      'Controleer met klantnummer en een vraag over de laatste bestelling, of bel terug.',
      'Verify with the customer number and a question about the last order, or call back.',
    ],
    minimal,
    'discouraged',
  ),
  orderInfo: kind(['Bestelling of contract', 'Order or contract'], ['ordernummer', 'factuur', 'levering', 'invoice', 'delivery'], ordinary, ownField, minimal),
  complaint: kind(['Vraag of klacht', 'Question or complaint'], ['melding', 'probleem', 'issue', 'problem'], ordinary, ownField, minimal),
  address: kind(
    ['Adres', 'Address'],
    ['woonadres', 'postcode', 'huisnummer', 'street', 'postcode'],
    [
      'Op een platform van een ander is een adres minder goed afgeschermd dan in uw eigen systeem.',
      'On a platform of somebody else an address is less well shielded than in your own system.',
    ],
    [
      'Laat de klant het adres in het portaal wijzigen of controleer alleen postcode en huisnummer.',
      'Let the customer change it in the portal, or only check postcode and house number.',
    ],
    ['AVG art. 5 lid 1 onder c en f', 'GDPR Art. 5(1)(c) and (f)'],
  ),
  iban: kind(
    ['Rekeningnummer (IBAN)', 'Bank account (IBAN)'],
    ['iban', 'bankrekening', 'bank', 'account'],
    [
      'Een rekeningnummer hoort in het betaalveld, na controle van wie iemand is. In vrije tekst kan iedereen met leesrecht erbij.',
      'An account number belongs in the payment field, after verification. In free text everybody who may read can see it.',
    ],
    [
      'Wijzig het in het betaalveld en noteer: rekeningnummer gewijzigd na verificatie.',
      'Change it in the payment field and note: account number changed after verification.',
    ],
    ['AVG art. 5 lid 1 onder c', 'GDPR Art. 5(1)(c)'],
    'discouraged',
  ),
  paymentCard: kind(
    ['Betaalkaartnummer', 'Payment card number'],
    ['creditcard', 'kaartnummer', 'pas', 'card', 'pan'],
    [
      'Een volledig kaartnummer in een gesprek of notitie trekt het hele systeem binnen de regels voor kaartbetalingen en is bij een lek direct te misbruiken.',
      'A full card number in a conversation or note brings the whole system under the card payment rules and can be misused at once after a leak.',
    ],
    [
      'Stuur een betaallink, of laat het nummer met de telefoontoetsen invoeren. De laatste vier cijfers mogen.',
      'Send a payment link, or have the number keyed in on the phone. The last four digits are fine.',
    ],
    ['PCI DSS 3.4 en 3.5; AVG art. 5 lid 1 onder c en f', 'PCI DSS 3.4 and 3.5; GDPR Art. 5(1)(c) and (f)'],
    'forbidden',
  ),
  cvvPin: kind(
    ['CVV/CVC of pincode', 'CVV/CVC or PIN'],
    ['cvc', 'cvv', 'pincode', 'pin', 'beveiligingscode', 'security code'],
    [
      'De kaartcode en de pincode worden nooit bewaard, ook niet even. Geen enkele organisatie kan dit vrijgeven.',
      'The card code and the PIN are never stored, not even briefly. No organisation can release this.',
    ],
    [
      'Gebruik een betaallink. Noemt de klant de code toch: niet noteren, opname pauzeren.',
      'Use a payment link. If the customer says it anyway: do not note it, pause the recording.',
    ],
    ['PCI DSS 3.3.1', 'PCI DSS 3.3.1'],
    'forbidden',
    'never',
  ),
  password: kind(
    ['Wachtwoord of inlogcode', 'Password or log-in code'],
    ['wachtwoord', 'inlogcode', 'sms-code', '2fa', 'code', 'login', 'otp'],
    [
      'Wie een wachtwoord kent, kan zich voordoen als de klant. Nooit vragen, nooit noteren. Geen enkele organisatie kan dit vrijgeven.',
      'Whoever knows a password can pose as the customer. Never ask, never note. No organisation can release this.',
    ],
    ['Stuur een link om een nieuw wachtwoord te maken naar het bekende e-mailadres.', 'Send a reset link to the e-mail address on file.'],
    ['AVG art. 32', 'GDPR Art. 32'],
    'forbidden',
    'never',
  ),
  bsn: kind(
    ['BSN of rijksregisternummer', 'National number (BSN)'],
    ['burgerservicenummer', 'sofinummer', 'rijksregisternummer', 'ssn', 'national number'],
    ['Alleen wie door een wet is aangewezen, mag het gebruiken.', 'Only those whom a law names may use it.'],
    ['Controleer met klantnummer en een code naar het bekende nummer.', 'Verify with the customer number and a code to the number on file.'],
    ['UAVG art. 46; AVG art. 87; BE: wet van 8 augustus 1983', 'UAVG art. 46; GDPR Art. 87; BE: Act of 8 August 1983'],
    'forbidden',
    'ground',
  ),
  idCopy: kind(
    ['Kopie of nummer van een identiteitsbewijs', 'Copy or number of an identity document'],
    ['paspoort', 'id-kaart', 'rijbewijs', 'passport', 'licence', 'id card'],
    [
      'Laten tonen is meestal genoeg. Een kopie mag alleen als de wet het vraagt, of afgeschermd als niets anders kan.',
      'Having it shown is usually enough. A copy only where law requires it, or shielded when nothing else will do.',
    ],
    ['Laat het document tonen en noteer: identiteit gecontroleerd, niet gekopieerd.', 'Have the document shown and note: identity checked, not copied.'],
    ['AVG art. 5 lid 1 onder c; AP over kopie identiteitsbewijs', 'GDPR Art. 5(1)(c); Dutch DPA on copies of identity documents'],
    'forbidden',
    'ground',
  ),
  financialSituation: kind(
    ['Financiële situatie', 'Financial situation'],
    ['schulden', 'inkomen', 'salaris', 'betalingsachterstand', 'debt', 'income', 'salary'],
    [
      'Gevoelig: het kan iemand schaden als het uitlekt. Liever niet via een berichtendienst.',
      'Delicate: it can harm somebody when it leaks. Preferably not through a messaging service.',
    ],
    [
      'Noteer de afspraak (termijnen, datum), niet de omstandigheden. Verwijs voor het gesprek naar telefoon of portaal.',
      'Note the arrangement (instalments, date), not the circumstances. Move the conversation to phone or portal.',
    ],
    ['AVG art. 5 lid 1 onder c en f', 'GDPR Art. 5(1)(c) and (f)'],
    'discouraged',
    'ground',
  ),
  health: kind(
    ['Gezondheid', 'Health'],
    ['ziekte', 'medisch', 'medicijnen', 'handicap', 'zwanger', 'medical', 'illness', 'disability'],
    [
      'Een bijzonder gegeven: verboden, tenzij een uitzondering geldt. Ook dan in een afgeschermd veld, nooit in vrije tekst en niet via een berichtendienst.',
      'Special category data: forbidden unless an exception applies. Even then in a shielded field, never in free text and not through a messaging service.',
    ],
    [
      'Noteer wat de klant nodig heeft: levering zonder trap, langere belafspraak. Niet waarom.',
      'Note what the customer needs: delivery without stairs, a longer call. Not why.',
    ],
    ['AVG art. 9', 'GDPR Art. 9'],
    'forbidden',
    'ground',
  ),
  otherArt9: kind(
    ['Geloof, afkomst, seksualiteit, politiek, vakbond, biometrie', 'Belief, origin, sexuality, politics, union, biometrics'],
    ['godsdienst', 'religie', 'etniciteit', 'ras', 'stemafdruk', 'religion', 'ethnicity', 'gender', 'bijzonder'],
    [
      'Bijzondere gegevens: verboden om te vragen of te noteren, ook als de klant erover begint.',
      'Special category data: forbidden to ask or note, also when the customer brings it up.',
    ],
    ['Noteer alleen de wens, bijvoorbeeld: niet bellen op zaterdag.', 'Note only the preference, for instance: do not call on Saturday.'],
    ['AVG art. 9 lid 1', 'GDPR Art. 9(1)'],
    'forbidden',
    'ground',
  ),
  criminal: kind(
    ['Strafrechtelijke gegevens', 'Criminal matters'],
    ['strafblad', 'fraude', 'aangifte', 'verdenking', 'fraud', 'police', 'conviction'],
    [
      'Alleen onder toezicht van de overheid of waar een wet het toestaat. Een vermoeden in een notitie is al te veel.',
      'Only under official authority or where law allows. A suspicion in a note is already too much.',
    ],
    [
      'Noteer wat u deed: extra controle volgens procedure, uitkomst. Meld een vermoeden van fraude langs de vaste weg.',
      'Note what you did: extra check by procedure, outcome. Report suspected fraud through its own route.',
    ],
    ['AVG art. 10; UAVG art. 31-33', 'GDPR Art. 10; UAVG art. 31-33'],
    'forbidden',
    'ground',
  ),
  thirdPerson: kind(
    ['Gegevens over een ander', 'Data about somebody else'],
    ['partner', 'kind', 'buurman', 'collega', 'child', 'neighbour', 'colleague', 'derde'],
    [
      'Die ander weet van niets en kan zich niet verweren. Alleen wat echt nodig is.',
      'That other person knows nothing of it and cannot object. Only what is really needed.',
    ],
    ['Vraag om een machtiging en noteer: contact via gemachtigde.', 'Ask for an authorisation and note: contact through an authorised person.'],
    ['AVG art. 5 lid 1 onder c; art. 14', 'GDPR Art. 5(1)(c); Art. 14'],
    'discouraged',
  ),
  location: kind(
    ['Locatie', 'Location'],
    ['gps', 'waar', 'verblijfplaats', 'whereabouts'],
    [
      'Alleen om nu te helpen, bijvoorbeeld bij pech onderweg. Daarna is het niet meer nodig.',
      'Only to help now, for instance with a breakdown on the road. Afterwards it is no longer needed.',
    ],
    ['Geef het mondeling door aan wie komt helpen en noteer het niet.', 'Pass it on to whoever comes to help and do not note it.'],
    minimal,
    'discouraged',
  ),
  photoVideo: kind(
    ['Foto of video', 'Photo or video'],
    ['afbeelding', 'filmpje', 'screenshot', 'picture', 'image'],
    [
      'Alleen het product. Mensen, papieren of een interieur in beeld vertellen te veel.',
      'The product only. People, papers or a living room in the picture tell too much.',
    ],
    ['Vraag om een foto van alleen het product of het typeplaatje.', 'Ask for a photo of only the product or its label.'],
    minimal,
    'discouraged',
  ),
};
