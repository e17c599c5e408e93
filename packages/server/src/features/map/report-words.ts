/** The words of the map's report, per language. Sentences, so that a director can read them aloud. */
export interface ReportWords {
  readonly title: string;
  readonly generated: string;
  madeBy(name: string): string;
  systems(n: number): string;
  fields(n: number): string;
  records(n: number): string;
  points(n: number): string;
  summary(holding: string, systems: string, fields: string, kinds: string): string;
  nothing(systems: number): string;
  delicate(kinds: string): string;
  readonly noDelicate: string;
  inText(systems: string): string;
  oldest(system: string, dataset: string, year: string): string;
  notRead(n: number): string;
  readonly notScanned: string;
  inTextTitle(tier: 'special' | 'nationalId', system: string): string;
  inTextText(field: string, kinds: string, unjudged: number): string;
  outsideTitle(system: string, country: string): string;
  outsideText(transfer: 'outside' | 'conditional'): string;
  ownerTitle(n: number): string;
  ownerText(names: string, more: number): string;
  oldTitle(system: string): string;
  oldText(parts: string, years: number): string;
  days(n: string): string;
  moreRows(n: number): string;
  blindManual(names: string): string;
  blindNever(names: string): string;
  blindPartly(system: string, parts: string): string;
  blindStale(names: string, days: number): string;
  readonly method: readonly string[];
  readonly limits: readonly string[];
  readonly systemKinds: Readonly<Record<string, string>>;
  readonly labels: Readonly<
    Record<
      | 'summary'
      | 'attention'
      | 'noAttention'
      | 'kinds'
      | 'kind'
      | 'sensitivity'
      | 'fieldsHead'
      | 'found'
      | 'perSystem'
      | 'where'
      | 'holds'
      | 'oldest'
      | 'evidence'
      | 'rows'
      | 'freeText'
      | 'confirmed'
      | 'method'
      | 'limits'
      | 'legal'
      | 'owner'
      | 'place'
      | 'supplier'
      | 'backup'
      | 'scanned'
      | 'unknown'
      | 'byHand'
      | 'never'
      | 'nothingFound'
      | 'page'
      | 'legend'
      | 'more'
      | 'about',
      string
    >
  >;
}

const nl: ReportWords = {
  title: 'Waar persoonsgegevens staan',
  generated: 'Deze organisatie en haar gegevens zijn verzonnen, om Waarborg te laten zien.',
  madeBy: (name) => `Gemaakt door ${name} met Waarborg`,
  systems: (n) => (n === 1 ? 'systeem' : 'systemen'),
  fields: (n) => (n === 1 ? 'veld met persoonsgegevens' : 'velden met persoonsgegevens'),
  records: (n) => (n === 1 ? 'record' : 'records'),
  points: (n) => (n === 1 ? 'aandachtspunt' : 'aandachtspunten'),
  summary: (holding, systems, fields, kinds) =>
    `In ${holding} van de ${systems} gescande systemen staan persoonsgegevens, verdeeld over ${fields} velden. Het vaakst gaat het om: ${kinds}.`,
  nothing: (systems) =>
    systems === 0
      ? 'Er zijn nog geen systemen verbonden of opgeschreven.'
      : 'In de bekeken systemen zijn geen persoonsgegevens gevonden. Dat zegt niets over wat niet is bekeken; zie “Wat dit overzicht niet laat zien”.',
  delicate: (kinds) => `Er zijn ook gegevens gevonden waarvoor strengere regels gelden: ${kinds}.`,
  noDelicate: 'Bijzondere persoonsgegevens en nationale identificatienummers zijn niet gevonden.',
  inText: (systems) => `Een deel staat in vrije tekst, waar niemand het bij het invullen tegenhoudt: in ${systems}.`,
  oldest: (system, dataset, year) => `Het oudste record is uit ${year} en staat in ${system}, onderdeel ${dataset}.`,
  notRead: (n) => `${n === 1 ? 'Eén systeem is' : `${n} systemen zijn`} nog niet door een scan bekeken; wat daar staat, telt hier niet mee.`,
  notScanned: 'Niet door een scan bekeken; wat hier staat, is niet bekend.',
  inTextTitle: (tier, system) =>
    tier === 'nationalId' ? `Nationale nummers in vrije tekst van ${system}` : `Bijzondere persoonsgegevens in vrije tekst van ${system}`,
  inTextText: (field, kinds, unjudged) =>
    `In ${field}: ${kinds}. ${unjudged === 0 ? 'Beoordeeld door een medewerker.' : unjudged === 1 ? 'Eén soort is nog door niemand beoordeeld.' : `${unjudged} soorten zijn nog door niemand beoordeeld.`}`,
  outsideTitle: (system, country) => `${system} staat buiten de EER: ${country}`,
  outsideText: (transfer) =>
    transfer === 'conditional'
      ? 'Voor dit land geldt een adequaatheidsbesluit onder een voorwaarde. Leg vast dat eraan is voldaan.'
      : 'Voor dit land geldt geen adequaatheidsbesluit. Leg de waarborgen voor doorgifte vast.',
  ownerTitle: (n) => (n === 1 ? 'Eén systeem heeft geen eigenaar' : `${n} systemen hebben geen eigenaar`),
  ownerText: (names, more) => `Niemand is aangewezen om vragen te beantwoorden over ${names}${more > 0 ? ` en nog ${more}` : ''}.`,
  oldTitle: (system) => `Oude records in ${system}`,
  oldText: (parts, years) => `Oudste jaar per onderdeel: ${parts}. Dat is meer dan ${years} jaar terug; ga na of het nog nodig is.`,
  days: (n) => `${n} dagen`,
  moreRows: (n) => `En nog ${n} velden; het Excel-bestand heeft ze allemaal.`,
  blindManual: (names) => `Met de hand opgeschreven en niet door een scan bekeken: ${names}.`,
  blindPartly: (system, parts) => `Niet gelezen in ${system}: ${parts}. Dat mocht niet, of het was niet gekozen.`,
  blindNever: (names) => `Verbonden maar nog nooit gescand: ${names}.`,
  blindStale: (names, days) => `De laatste scan is ouder dan ${days} dagen: ${names}.`,
  method: [
    'Waarborg leest de verbonden systemen en herkent per veld welke soorten gegevens erin staan, ook in vrije tekst. Waar een controlegetal bestaat (BSN, IBAN, kaartnummers) wordt dat nagerekend.',
    'Van wat is gevonden bewaart Waarborg aantallen en enkele gemaskeerde voorbeelden. Om een klant terug te vinden bewaart het vingerafdrukken met een sleutel, nooit de gegevens zelf.',
    'Een medewerker kan een vondst bevestigen of afwijzen. Latere scans houden zich daaraan.',
  ],
  limits: [
    'Herkenning is nooit volledig. Namen en opmerkingen in gewone taal kunnen gemist of ten onrechte aangewezen zijn.',
    'Aantallen personen zijn schattingen met een afwijking van ongeveer 2 procent. “Records” telt rijen, geen mensen.',
    'Dit overzicht zegt waar gegevens staan. Het zegt niet of dat mag; dat oordeel is aan de organisatie.',
  ],
  systemKinds: {
    postgres: 'PostgreSQL',
    mysql: 'MariaDB of MySQL',
    sqlite: 'SQLite',
    csv: 'CSV-bestand',
    jsonl: 'JSON Lines',
    json: 'JSON-bestand',
    parquet: 'Parquet',
    xlsx: 'Excel-bestand',
    folder: 'Map met teksten',
    eml: 'E-mailbericht',
    mbox: 'Postvak',
    manual: 'Met de hand opgeschreven',
  },
  labels: {
    summary: 'Samengevat',
    attention: 'Wat aandacht vraagt',
    noAttention: 'Er zijn geen punten die direct aandacht vragen.',
    kinds: 'Welke gegevens, en hoe gevoelig',
    kind: 'Soort',
    sensitivity: 'Gevoeligheid',
    fieldsHead: 'Velden',
    found: 'Gevonden',
    perSystem: 'Per systeem',
    where: 'Onderdeel en veld',
    holds: 'Bevat',
    oldest: 'Oudste',
    evidence: 'Voorbeeld, gemaskeerd',
    rows: 'records',
    freeText: 'vrije tekst',
    confirmed: 'bevestigd',
    method: 'Hoe dit is gemaakt',
    limits: 'Wat dit overzicht niet laat zien',
    legal: 'Waar dit op steunt',
    owner: 'Eigenaar',
    place: 'Plaats',
    supplier: 'Leverancier',
    backup: 'Back-up',
    scanned: 'Gescand',
    unknown: 'niet bekend',
    byHand: 'nee, met de hand',
    never: 'nog niet',
    nothingFound: 'Geen persoonsgegevens gevonden in wat hier is bekeken.',
    page: 'Bladzijde',
    legend: 'Vorm en woord geven de gevoeligheid',
    more: 'meer',
    about: 'Alleen',
  },
};

const en: ReportWords = {
  title: 'Where personal data is held',
  generated: 'This organisation and its data were invented, to show Waarborg.',
  madeBy: (name) => `Made by ${name} with Waarborg`,
  systems: (n) => (n === 1 ? 'system' : 'systems'),
  fields: (n) => (n === 1 ? 'field with personal data' : 'fields with personal data'),
  records: (n) => (n === 1 ? 'record' : 'records'),
  points: (n) => (n === 1 ? 'point of attention' : 'points of attention'),
  summary: (holding, systems, fields, kinds) =>
    `${holding} of ${systems} scanned systems hold personal data, in ${fields} fields. Most often these are: ${kinds}.`,
  nothing: (systems) =>
    systems === 0
      ? 'No systems have been connected or noted yet.'
      : 'No personal data was found in the systems that were read. That says nothing about what was not read; see “What this overview does not show”.',
  delicate: (kinds) => `Data under stricter rules was found as well: ${kinds}.`,
  noDelicate: 'No special categories of data and no national identification numbers were found.',
  inText: (systems) => `Part of it stands in free text, where nothing stops it from being written: in ${systems}.`,
  oldest: (system, dataset, year) => `The oldest record is from ${year} and stands in ${system}, part ${dataset}.`,
  notRead: (n) =>
    n === 1
      ? 'One system has not been read by a scan yet; what it holds does not count here.'
      : `${n} systems have not been read by a scan yet; what they hold does not count here.`,
  notScanned: 'Not read by a scan; what it holds is not known.',
  inTextTitle: (tier, system) =>
    tier === 'nationalId' ? `National numbers in free text of ${system}` : `Special categories of data in free text of ${system}`,
  inTextText: (field, kinds, unjudged) =>
    `In ${field}: ${kinds}. ${unjudged === 0 ? 'Judged by a person.' : unjudged === 1 ? 'One kind has not been judged by anybody yet.' : `${unjudged} kinds have not been judged by anybody yet.`}`,
  outsideTitle: (system, country) => `${system} stands outside the EEA: ${country}`,
  outsideText: (transfer) =>
    transfer === 'conditional'
      ? 'An adequacy decision covers this country under a condition. Record that it is met.'
      : 'No adequacy decision covers this country. Record the safeguards for the transfer.',
  ownerTitle: (n) => (n === 1 ? 'One system has no owner' : `${n} systems have no owner`),
  ownerText: (names, more) => `Nobody has been named to answer questions about ${names}${more > 0 ? ` and ${more} more` : ''}.`,
  oldTitle: (system) => `Old records in ${system}`,
  oldText: (parts, years) => `Oldest year by part: ${parts}. That is more than ${years} years ago; check whether it is still needed.`,
  days: (n) => `${n} days`,
  moreRows: (n) => `And ${n} more fields; the Excel file has them all.`,
  blindManual: (names) => `Noted by hand and not read by a scan: ${names}.`,
  blindPartly: (system, parts) => `Not read in ${system}: ${parts}. It was not allowed, or not chosen.`,
  blindNever: (names) => `Connected but never scanned: ${names}.`,
  blindStale: (names, days) => `The last scan is older than ${days} days: ${names}.`,
  method: [
    'Waarborg reads the connected systems and recognises which kinds of data each field holds, free text included. Where a check digit exists (BSN, IBAN, card numbers) it is verified.',
    'Of what it finds, Waarborg keeps counts and a few masked examples. To find a customer again it keeps fingerprints under a key, never the data itself.',
    'A person can confirm or reject a finding. Later scans keep to that.',
  ],
  limits: [
    'Recognition is never complete. Names and remarks in ordinary language may be missed or wrongly marked.',
    'Numbers of persons are estimates within about 2 percent. “Records” counts rows, not people.',
    'This overview says where data stands. It does not say whether it may; that judgement is the organisation’s.',
  ],
  systemKinds: {
    postgres: 'PostgreSQL',
    mysql: 'MariaDB or MySQL',
    sqlite: 'SQLite',
    csv: 'CSV file',
    jsonl: 'JSON Lines',
    json: 'JSON file',
    parquet: 'Parquet',
    xlsx: 'Excel file',
    folder: 'Folder of texts',
    eml: 'E-mail message',
    mbox: 'Mailbox',
    manual: 'Noted by hand',
  },
  labels: {
    summary: 'In short',
    attention: 'What asks for attention',
    noAttention: 'Nothing asks for attention at once.',
    kinds: 'Which data, and how sensitive',
    kind: 'Kind',
    sensitivity: 'Sensitivity',
    fieldsHead: 'Fields',
    found: 'Found',
    perSystem: 'System by system',
    where: 'Part and field',
    holds: 'Holds',
    oldest: 'Oldest',
    evidence: 'Example, masked',
    rows: 'records',
    freeText: 'free text',
    confirmed: 'confirmed',
    method: 'How this was made',
    limits: 'What this overview does not show',
    legal: 'What this rests on',
    owner: 'Owner',
    place: 'Place',
    supplier: 'Supplier',
    backup: 'Back-up',
    scanned: 'Scanned',
    unknown: 'not known',
    byHand: 'no, by hand',
    never: 'not yet',
    nothingFound: 'No personal data found in what was read here.',
    page: 'Page',
    legend: 'Shape and word give the sensitivity',
    more: 'more',
    about: 'Only',
  },
};

export const reportWords: Readonly<Record<'nl' | 'en', ReportWords>> = { nl, en };
