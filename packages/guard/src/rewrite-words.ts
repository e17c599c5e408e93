import type { FlagCode } from '@waarborg/detect';

type Both = readonly [nl: string, en: string];

/** The only words that a rewrite may add. Blanks in square brackets are for the writer to fill in. */
export const phrases = {
  cardEnding: ['eindigend op', 'ending in'],
  card: ['kaart eindigend op', 'card ending in'],
  account: ['rekening eindigend op', 'account ending in'],
  leftOut: ['(weggelaten)', '(left out)'],
  contact: ['contactpersoon', 'contact person'],
  blankAct: ['[wat vroeg of deed de klant?]', '[what did the customer ask or do?]'],
  blankWish: ['[welke afspraak of wens?]', '[which arrangement or wish?]'],
  blankFact: ['[welk feit?]', '[which fact?]'],
  blankStep: ['[welke stap zette u?]', '[which step did you take?]'],
} as const satisfies Record<string, Both>;

/** Rule ids of a rewrite, in words for the writer. */
export const rewriteRules: Readonly<Record<string, Both>> = {
  'card.last-four': ['Alleen de laatste vier cijfers van de kaart blijven staan', 'Only the last four digits of the card stay'],
  'iban.last-four': ['Alleen de laatste vier tekens van de rekening blijven staan', 'Only the last four characters of the account stay'],
  'number.left-out': ['Het nummer of de code is weggelaten', 'The number or code is left out'],
  'clause.dropped': ['Het zinsdeel over de persoon is weggelaten; de feiten blijven', 'The part about the person is left out; the facts stay'],
  'reason.dropped': ['De reden is weggelaten; de afspraak of wens blijft', 'The reason is left out; the arrangement or wish stays'],
  'sentence.dropped': ['De zin is weggelaten', 'The sentence is left out'],
  'third.generic': ['De ander heet contactpersoon, zonder naam of verwantschap', 'The other person is called contact person, without name or relation'],
  'note.blank': ['Er bleef niets over; vul zelf in wat er gebeurde of is afgesproken', 'Nothing was left; fill in what happened or was agreed'],
  'note.none': ['Hier is geen notitie nodig', 'No note is needed here'],
};

/** The blank that takes the place of a note in which nothing else stood, by the most serious label; null where no note is needed. */
export function blankFor(labels: ReadonlySet<FlagCode>): keyof typeof phrases | null {
  const has = (...wanted: FlagCode[]) => wanted.some((one) => labels.has(one));
  if (has('CRIMINAL', 'BIOMETRIC', 'BSN', 'CARD', 'CVV', 'PASSWORD', 'ID_DOC', 'IBAN')) return 'blankStep';
  if (has('INSULT', 'POLITICS', 'ETHNICITY', 'UNION', 'PROFANITY')) return 'blankAct';
  if (has('HEALTH', 'RELIGION', 'SEXUAL', 'THIRD_PERSON')) return 'blankWish';
  if (has('JUDGEMENT', 'SPECULATION')) return 'blankFact';
  return null;
}

/** Words that tie a clause to what was before; they go when that goes. */
export const ties: ReadonlySet<string> = new Set([
  'dus',
  'daarom',
  'en',
  'maar',
  'want',
  'omdat',
  'doordat',
  'aangezien',
  'waardoor',
  'vandaar',
  'so',
  'and',
  'but',
  'because',
  'since',
  'therefore',
  'hence',
]); // prettier-ignore

/** Words that begin a reason which ends with the finding: "vanwege zijn astma". */
export const reasonWords = [
  'vanwege',
  'wegens',
  'door',
  'i\\.?v\\.?m\\.?',
  'in verband met',
  'omwille van',
  'because of',
  'due to',
  'owing to',
  'on account of',
];

/** Words that can be the subject at the head of a note's sentence, so that it can be given back to the clause that stays. */
export const subjects: ReadonlySet<string> = new Set([
  'klant',
  'klt',
  'mevrouw',
  'mevr',
  'mw',
  'meneer',
  'dhr',
  'hij',
  'zij',
  'ze',
  'beller',
  'customer',
  'client',
  'caller',
  'cust',
  'he',
  'she',
  'they',
]); // prettier-ignore

const english = new Set('the a an and has with for was he she they his her their not so customer caller on in of to asked wants is by at'.split(' '));
const dutch = new Set(
  'de het een en heeft met voor was hij zij zijn haar niet dus klant belt op in van te vraagt wil is door bij om ivm mevrouw dat er ook'.split(' '),
);

/** The language a note is written in by its small words; `otherwise` when they do not tell. */
export function languageOf(text: string, otherwise: 'nl' | 'en'): 'nl' | 'en' {
  let balance = 0;
  for (const word of text
    .slice(0, 2000)
    .toLowerCase()
    .split(/[^\p{L}]+/u))
    balance += (english.has(word) ? 1 : 0) - (dutch.has(word) ? 1 : 0);
  return balance > 0 ? 'en' : balance < 0 ? 'nl' : otherwise;
}
