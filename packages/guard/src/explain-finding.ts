import { explain, type FlagCode, flagKinds } from '@waarborg/detect';

/** A finding in words: what it is, why it should not stand there, how it was recognised, and the rule behind it. */
export interface ExplainedFinding {
  readonly what: string;
  readonly why: string;
  readonly recognised: string;
  readonly source: string;
}

const special: readonly [string, string] = [
  'Bijzonder gegeven: hoort niet in vrije tekst. Leg vast wat er is afgesproken, niet de reden.',
  'Special category: does not belong in free text. Record what was agreed, not the reason.',
];
const whys: Readonly<Record<FlagCode, readonly [nl: string, en: string]>> = {
  HEALTH: special,
  RELIGION: special,
  ETHNICITY: special,
  SEXUAL: special,
  POLITICS: special,
  UNION: special,
  BIOMETRIC: special,
  CRIMINAL: [
    'Een strafbaar feit of een verdenking legt u niet vast in een notitie. Noteer welke stap u zette.',
    'An offence or a suspicion is not recorded in a note. Write which step you took.',
  ],
  BSN: [
    'Er is geen wet die dit nummer hier toestaat. Noteer hoe u de identiteit controleerde.',
    'No law allows this number here. Write how identity was checked.',
  ],
  CARD: [
    'Een volledig kaartnummer mag niet in een notitie staan. De laatste vier cijfers mogen wel.',
    'A full card number may not stand in a note. The last four digits may.',
  ],
  CVV: ['Deze code mag na de betaling nergens bewaard worden.', 'This code may not be kept anywhere after the payment.'],
  PASSWORD: [
    'Wie de notitie leest, kan hiermee inloggen. Noteer alleen dat er een resetlink is verstuurd.',
    'Whoever reads the note can log in with it. Only write that a reset link was sent.',
  ],
  ID_DOC: [
    'Het nummer van het document is voor de dienst niet nodig. Dat u het gezien hebt is genoeg.',
    'The number of the document is not needed for the service. That you saw it is enough.',
  ],
  IBAN: [
    'Een rekeningnummer hoort in het betaalveld, waar de toegang geregeld is.',
    'An account number belongs in the payment field, where access is arranged.',
  ],
  INSULT: [
    'De klant mag deze notitie opvragen. Schrijf wat er gebeurde, niet wat u ervan vindt.',
    'The customer may ask for this note. Write what happened, not what you think of it.',
  ],
  PROFANITY: ['De klant mag deze notitie opvragen. Schrijf zakelijk.', 'The customer may ask for this note. Keep it businesslike.'],
  SPECULATION: ['Een vermoeden is geen feit. Schrijf wat u zag, hoorde of afsprak.', 'A guess is not a fact. Write what you saw, heard or agreed.'],
  JUDGEMENT: ['Een oordeel over iemand is geen feit. Schrijf het feit op.', 'A judgement of somebody is not a fact. Write the fact.'],
  THIRD_PERSON: [
    'Dit gaat over iemand anders, die hier niet van weet. Is het nodig voor de dienst?',
    'This is about somebody else, who does not know of it. Does the service need it?',
  ],
  IRRELEVANT: [
    'Dit lijkt voor de dienst niet nodig. Wat niet nodig is, legt u niet vast.',
    'The service does not seem to need this. What is not needed is not recorded.',
  ],
};

/** Puts a finding into words, Dutch or English. `source` names the article or standard, as the detector's catalogue has it. */
export function explainFinding(finding: { readonly label: FlagCode; readonly reason: string }, language: 'nl' | 'en'): ExplainedFinding {
  const kind = flagKinds[finding.label];
  return {
    what: kind[language],
    why: whys[finding.label][language === 'nl' ? 0 : 1],
    recognised: explain(finding.reason, language),
    source: language === 'nl' ? kind.source : kind.source.replace(/\bAVG\b/g, 'GDPR'),
  };
}
