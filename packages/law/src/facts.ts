/** One sentence of law that a screen or report leans on. `text` is our summary, never a quotation; `checkedAt` is when somebody last compared it with the source. */
export interface LegalFact {
  readonly id: string;
  /** Short citation per language, as a reader would look it up. */
  readonly cite: { readonly nl: string; readonly en: string };
  readonly text: { readonly nl: string; readonly en: string };
  readonly jurisdiction: 'EU' | 'NL' | 'BE' | 'practice';
  readonly source: string;
  /** Calendar date, YYYY-MM-DD. */
  readonly checkedAt: string;
}

const checkedAt = '2026-11-21';
const gdpr = 'https://eur-lex.europa.eu/eli/reg/2016/679/oj';
const uavg = 'https://wetten.overheid.nl/BWBR0040940';

/** "Art. 5(1)(e)" as Dutch lawyers write it: "art. 5 lid 1 onder e". */
const inDutch = (article: string): string =>
  article
    .replace('Art.', 'art.')
    .replace('Recital', 'overweging')
    .replace(/\((\d+)\)/, ' lid $1')
    .replace(/\(([a-z])\)/, ' onder $1');

const eu = (id: string, article: string, nl: string, en: string): LegalFact => ({
  id,
  cite: { nl: `AVG ${inDutch(article)}`, en: `GDPR ${article}` },
  text: { nl, en },
  jurisdiction: 'EU',
  source: gdpr,
  checkedAt,
});

const facts = {
  'gdpr.4.1': eu(
    'gdpr.4.1',
    'Art. 4(1)',
    'Persoonsgegeven is alle informatie over een persoon die geïdentificeerd is of te identificeren valt, direct of indirect, bijvoorbeeld met een naam, nummer of locatie.',
    'Personal data is any information about a person who is identified or can be identified, directly or indirectly, for instance by a name, a number or a location.',
  ),
  'gdpr.rec14': eu(
    'gdpr.rec14',
    'Recital 14',
    'Gegevens over rechtspersonen zijn geen persoonsgegevens; de naam van een eenmanszaak kan dat wel zijn.',
    'Data about legal persons is not personal data; the name of a sole trader can be.',
  ),
  'gdpr.5.1.a': eu(
    'gdpr.5.1.a',
    'Art. 5(1)(a)',
    'Verwerking is rechtmatig, behoorlijk en te volgen voor de persoon zelf. Wat er staat, kan de klant bij inzage lezen.',
    'Processing is lawful, fair and transparent to the person. Customers can read what is written when they ask for access.',
  ),
  'gdpr.5.1.c': eu('gdpr.5.1.c', 'Art. 5(1)(c)', 'Niet meer gegevens dan nodig voor het doel.', 'No more data than the purpose needs.'),
  'gdpr.5.1.d': eu(
    'gdpr.5.1.d',
    'Art. 5(1)(d)',
    'Gegevens zijn juist en worden zo nodig bijgewerkt; vermoedens en oordelen horen niet als feit in een dossier.',
    'Data is accurate and kept up to date where needed; suspicions and judgements do not belong in a record as facts.',
  ),
  'gdpr.5.1.e': eu(
    'gdpr.5.1.e',
    'Art. 5(1)(e)',
    'Gegevens worden niet langer bewaard dan nodig voor het doel.',
    'Data is kept no longer than the purpose needs.',
  ),
  'gdpr.5.2': eu(
    'gdpr.5.2',
    'Art. 5(2)',
    'De organisatie moet kunnen aantonen dat zij zich aan de beginselen houdt.',
    'The organisation must be able to show that it keeps to the principles.',
  ),
  'gdpr.9.1': eu(
    'gdpr.9.1',
    'Art. 9(1)',
    'Gegevens over ras of afkomst, politieke opvatting, godsdienst of levensovertuiging, vakbond, genetica, biometrie ter identificatie, gezondheid en seksueel leven of gerichtheid mogen niet worden verwerkt, tenzij een uitzondering van lid 2 geldt.',
    'Data on racial or ethnic origin, political opinions, religion or belief, trade union membership, genetics, biometrics for identification, health and sex life or orientation may not be processed unless an exception of paragraph 2 applies.',
  ),
  'gdpr.10': eu(
    'gdpr.10',
    'Art. 10',
    'Strafrechtelijke gegevens mogen alleen onder toezicht van de overheid of op grond van een wet worden verwerkt; in Nederland zie UAVG art. 31-33.',
    'Data on criminal convictions and offences may only be processed under official authority or where law allows; in the Netherlands see UAVG art. 31-33.',
  ),
  'gdpr.15': eu(
    'gdpr.15',
    'Art. 15',
    'Wie erom vraagt, krijgt te horen welke gegevens over hem worden verwerkt, en een kopie.',
    'Whoever asks is told which data about them is processed and gets a copy.',
  ),
  'gdpr.28': eu(
    'gdpr.28',
    'Art. 28',
    'Met een verwerker worden schriftelijke afspraken gemaakt; die handelt alleen volgens instructie.',
    'A processor works under a written agreement and only on instruction.',
  ),
  'gdpr.30': eu(
    'gdpr.30',
    'Art. 30',
    'De organisatie houdt een register van verwerkingen bij: doelen, betrokkenen, gegevens, ontvangers, doorgifte, bewaartermijn en beveiliging.',
    'The organisation keeps a record of processing: purposes, data subjects, data, recipients, transfers, retention and security.',
  ),
  'gdpr.32': eu(
    'gdpr.32',
    'Art. 32',
    'Passende technische en organisatorische beveiliging, afgestemd op het risico.',
    'Appropriate technical and organisational security, in proportion to the risk.',
  ),
  'gdpr.44': eu(
    'gdpr.44',
    'Art. 44',
    'Doorgifte buiten de EER alleen met een adequaatheidsbesluit, passende waarborgen of een van de uitzonderingen van art. 49.',
    'Transfers outside the EEA only with an adequacy decision, appropriate safeguards or one of the derogations of Art. 49.',
  ),
  'gdpr.87': eu(
    'gdpr.87',
    'Art. 87',
    'Lidstaten bepalen zelf onder welke voorwaarden een nationaal identificatienummer mag worden verwerkt.',
    'Member States set the conditions for processing a national identification number.',
  ),
  'uavg.31': {
    id: 'uavg.31',
    cite: { nl: 'UAVG art. 31-33', en: 'UAVG (Dutch GDPR Implementation Act) art. 31-33' },
    text: {
      nl: 'Strafrechtelijke gegevens mogen in Nederland alleen worden verwerkt in de gevallen van art. 32 en 33.',
      en: 'In the Netherlands criminal data may only be processed in the cases of art. 32 and 33.',
    },
    jurisdiction: 'NL',
    source: uavg,
    checkedAt,
  },
  'uavg.46': {
    id: 'uavg.46',
    cite: { nl: 'UAVG art. 46', en: 'UAVG (Dutch GDPR Implementation Act) art. 46' },
    text: {
      nl: 'Een nummer dat bij wet is voorgeschreven om personen te identificeren (zoals het BSN) wordt alleen gebruikt ter uitvoering van die wet of voor doelen die een wet noemt.',
      en: 'A number prescribed by law to identify a person (such as the BSN) is only used to carry out that law or for purposes a law names.',
    },
    jurisdiction: 'NL',
    source: uavg,
    checkedAt,
  },
  'be.1983': {
    id: 'be.1983',
    cite: { nl: 'Belgische wet van 8 augustus 1983 (Rijksregister), art. 8', en: 'Belgian Act of 8 August 1983 (National Register), art. 8' },
    text: {
      nl: 'Het rijksregisternummer mag alleen worden gebruikt met een machtiging of waar een wet dat toestaat.',
      en: 'The national register number may only be used with an authorisation or where a law allows it.',
    },
    jurisdiction: 'BE',
    source: 'https://www.ejustice.just.fgov.be/eli/wet/1983/08/08/1984021180/justel',
    checkedAt,
  },
  'practice.rescan': {
    id: 'practice.rescan',
    cite: { nl: 'Werkwijze Waarborg', en: 'Waarborg practice' },
    text: {
      nl: 'Een kaart ouder dan negentig dagen is geen betrouwbaar antwoord op een inzageverzoek. Dit is een keuze van dit product, geen wettelijke termijn.',
      en: 'A map older than ninety days is not a reliable answer to an access request. This is a choice of this product, not a legal term.',
    },
    jurisdiction: 'practice',
    source: 'docs/words.md',
    checkedAt,
  },
} as const satisfies Record<string, LegalFact>;

export type LegalFactId = keyof typeof facts;
/** Every legal fact that screens and reports cite, by id. */
export const legalFacts: Readonly<Record<LegalFactId, LegalFact>> = facts;

/** The fact with this id, or undefined when there is none; for ids that come over the wire. */
export function legalFact(id: string): LegalFact | undefined {
  return Object.hasOwn(facts, id) ? legalFacts[id as LegalFactId] : undefined;
}

/** Days after which a scan no longer tells enough about a system (practice of this product, see fact practice.rescan). */
export const scanTooOldDays = 90;
