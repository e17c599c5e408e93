import type { Lookup } from '@waarborg/contract';

/** The words of an exported look-up, per language. */
export interface ExportWords {
  readonly title: string;
  readonly sheet: string;
  readonly yes: string;
  readonly no: string;
  readonly records: string;
  readonly columns: readonly (readonly [title: string, width: number])[];
  readonly states: Readonly<Record<Lookup['steps'][number]['state'], string>>;
  readonly whys: Readonly<Record<string, string>>;
  readonly blind: Readonly<Record<string, string>>;
  readonly labels: Readonly<
    Record<
      'reason' | 'by' | 'at' | 'typed' | 'walk' | 'freeText' | 'records' | 'foundIn' | 'nowhere' | 'blind' | 'noBlind' | 'truncated' | 'noContent' | 'page',
      string
    >
  >;
  readonly oneRecord: string;
  summary(records: string, datasets: string, sources: string, n: number): string;
  madeBy(name: string): string;
}

const nl: ExportWords = {
  title: 'Waar deze klant voorkomt',
  sheet: 'Vindplaatsen',
  yes: 'ja',
  no: 'nee',
  records: 'Records',
  columns: [
    ['Systeem', 26],
    ['Onderdeel', 28],
    ['Velden', 30],
    ['Vrije tekst', 11],
    ['Records', 10],
    ['Gevonden op', 24],
    ['Ingevoerd (gemaskeerd)', 24],
    ['Stand', 14],
    ['Waarom', 48],
    ['Gevonden via', 32],
  ],
  states: { certain: 'zeker', proposed: 'voorstel', accepted: 'aanvaard', dropped: 'afgewezen' },
  whys: {
    typed: 'ingevoerd',
    typedRole: 'ingevoerd; een algemeen adres, dus het wijst niemand in het bijzonder aan',
    typedName: 'alleen een naam; die verbreedt nooit',
    sameRecord: 'staat in een eigen veld van een record dat zeker bij deze klant hoort',
    recordsOfIt: 'records die verwijzen naar een record van deze klant',
    inFreeText: 'staat in lopende tekst en kan van een ander zijn',
    foundInFreeText: 'het record noemt de klant alleen in lopende tekst',
    severalPersons: 'deze records gaan over meer dan één persoon',
    sharedByMany: 'gevonden via een algemeen adres',
    tooCommon: 'komt te vaak voor om van één persoon te zijn',
    tooFar: 'te veel stappen van wat is ingevoerd',
    tooMany: 'te veel van deze soort tegelijk',
    weakKind: 'kan van meer mensen zijn',
    refersTo: 'het record verwijst ernaar, zoals een melding naar de behandelaar',
    fromUncertain: 'gevonden via alleen een naam',
  },
  blind: {
    manual: 'met de hand opgeschreven, niet doorzocht',
    neverScanned: 'nog nooit gescand',
    failed: 'de laatste scan is mislukt',
    sampled: 'alleen een steekproef is gelezen',
    incomplete: 'een deel is niet gelezen',
    stale: 'de laatste scan is ouder dan 90 dagen',
  },
  labels: {
    reason: 'Reden',
    by: 'Opgezocht door',
    at: 'Op',
    typed: 'Ingevoerd',
    walk: 'Stap voor stap',
    freeText: 'vrije tekst',
    records: 'records',
    foundIn: 'via',
    nowhere: 'Hier staat niets van.',
    blind: 'Niet of niet volledig doorzocht',
    noBlind: 'Alle systemen zijn volledig en onlangs doorzocht.',
    truncated: 'Er waren meer stappen dan Waarborg volgt; er kan meer zijn.',
    noContent: 'Dit overzicht noemt vindplaatsen, niet de inhoud.',
    page: 'Bladzijde',
  },
  oneRecord: 'record',
  summary: (records, datasets, sources, n) =>
    n === 0
      ? 'Deze klant is niet gevonden in wat is doorzocht.'
      : `Gevonden in ${records} ${n === 1 ? 'record' : 'records'}, in ${datasets} onderdelen van ${sources} ${sources === '1' ? 'systeem' : 'systemen'}. Voorstellen die niemand heeft aanvaard, tellen niet mee.`,
  madeBy: (name) => `Gemaakt door ${name} met Waarborg`,
};

const en: ExportWords = {
  title: 'Where this customer occurs',
  sheet: 'Places',
  yes: 'yes',
  no: 'no',
  records: 'Records',
  columns: [
    ['System', 26],
    ['Dataset', 28],
    ['Fields', 30],
    ['Free text', 11],
    ['Records', 10],
    ['Found by', 24],
    ['Typed (masked)', 24],
    ['State', 14],
    ['Why', 48],
    ['Found through', 32],
  ],
  states: { certain: 'certain', proposed: 'proposal', accepted: 'accepted', dropped: 'dropped' },
  whys: {
    typed: 'typed in',
    typedRole: 'typed in; a general address, so it points at nobody in particular',
    typedName: 'only a name; that never widens',
    sameRecord: 'in a field of its own in a record that is certainly this customer’s',
    recordsOfIt: 'records that refer to a record of this customer',
    inFreeText: 'stands in running text and may be somebody else’s',
    foundInFreeText: 'the record mentions the customer in running text only',
    severalPersons: 'these records are about more than one person',
    sharedByMany: 'found through a general address',
    tooCommon: 'occurs too often to be one person’s',
    tooFar: 'too many steps from what was typed in',
    tooMany: 'too many of this kind at once',
    weakKind: 'may belong to several people',
    refersTo: 'the record refers to it, as a ticket does to its handler',
    fromUncertain: 'found through a name alone',
  },
  blind: {
    manual: 'noted by hand, not searched',
    neverScanned: 'never scanned',
    failed: 'the last scan failed',
    sampled: 'only a sample was read',
    incomplete: 'a part was not read',
    stale: 'the last scan is older than 90 days',
  },
  labels: {
    reason: 'Reason',
    by: 'Looked up by',
    at: 'On',
    typed: 'Typed in',
    walk: 'Step by step',
    freeText: 'free text',
    records: 'records',
    foundIn: 'through',
    nowhere: 'Nothing of it was found.',
    blind: 'Not, or not wholly, searched',
    noBlind: 'All systems were searched wholly and recently.',
    truncated: 'There were more steps than Waarborg follows; there may be more.',
    noContent: 'This overview names places, not their content.',
    page: 'Page',
  },
  oneRecord: 'record',
  summary: (records, datasets, sources, n) =>
    n === 0
      ? 'This customer was not found in what was searched.'
      : `Found in ${records} ${n === 1 ? 'record' : 'records'}, in ${datasets} datasets of ${sources} ${sources === '1' ? 'system' : 'systems'}. Proposals that nobody accepted do not count.`,
  madeBy: (name) => `Made by ${name} with Waarborg`,
};

export const exportWords: Readonly<Record<'nl' | 'en', ExportWords>> = { nl, en };
