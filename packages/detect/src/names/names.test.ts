import { describe, expect, test } from 'vitest';
import { detect } from '../detector.ts';

/** "TYPE text" of every span of the named types. */
const found = (text: string, ...types: string[]): string[] =>
  detect(text)
    .spans.filter((span) => types.includes(span.type))
    .map((span) => `${span.type} ${text.slice(span.start, span.end)}`);

describe('people', () => {
  test.each([
    ['Gesproken met J. v.d. Heuvel over de factuur', ['J. v.d. Heuvel']],
    ['Groetjes, Youssef', ['Youssef']],
    ['kan iemand mij bellen grtjs sanne', ['sanne']],
    ['hallo met sanne vd berg', ['sanne vd berg']],
    ['mijn naam is tom', ['tom']],
    ['kun je meneer van dijk niet meer bellen', ['van dijk']],
    ['ik ben mevrouw özge kaplan', ['özge kaplan']],
    ['Mijn naam is Wilhelmina (Mien) Terlouw-van Rijn', ['Wilhelmina (Mien) Terlouw-van Rijn']],
    ['ing. A.C. (Arie) Pronkman', ['A.C. (Arie) Pronkman']],
    ['van der Zande, Annelies\nnieuw nummer volgt', ['van der Zande, Annelies']],
    ['naam\tdatum\nRamdin, S.\t1', ['Ramdin, S.']],
    ["Luc D'hooghe belt terug", ["Luc D'hooghe"]],
    ['Uitzendkracht Gheorghe Popescu meldt zich ziek', ['Gheorghe Popescu']],
    ['Bakker belt over zijn rekening', ['Bakker']],
    ['Spoke w/ Gemma about the refund', ['Gemma']],
    ['contact my sister Zukiswa instead', ['Zukiswa']],
    ['erven Visser-de Groot', ['Visser-de Groot']],
    ['vragen naar Bo', ['Bo']],
  ])('%s', (text, names) => {
    expect(found(text, 'PERSON')).toEqual(names.map((name) => `PERSON ${name}`));
  });

  test.each([
    'Hond Max is gechipt.',
    'De vergaderzaal Rubens is bezet.',
    'We zitten in het Pieter Stuyvesant-gebouw.',
    'De burgemeester van Dendermonde bevestigt dit.',
    'Dat is een joke, max 3 per klant.',
    'Victoria Park and Stewart Island',
    'Top, genoteerd!',
  ])('nobody in: %s', (text) => {
    expect(found(text, 'PERSON')).toEqual([]);
  });
});

describe('addresses as one span', () => {
  test.each([
    ['Woont op Hoofdstraat 12a-3, 1234 AB Zeist.', 'Hoofdstraat 12a-3, 1234 AB Zeist'],
    ['Adres: Veilingweg 12 kamer 8, 2291 NG Wateringen', 'Veilingweg 12 kamer 8, 2291 NG Wateringen'],
    ['Bredabaan 12 bus A3, 2930 Brasschaat', 'Bredabaan 12 bus A3, 2930 Brasschaat'],
    ['Avenue Louise 231/4, 1050 Elsene', 'Avenue Louise 231/4, 1050 Elsene'],
    ['Snelliuslaan 118 A-04, 1222 TH Hilversum', 'Snelliuslaan 118 A-04, 1222 TH Hilversum'],
    ['Kerkstr. 12, 2000 Antwerpen', 'Kerkstr. 12, 2000 Antwerpen'],
    ['De Ruyterkade 7, 1013 AA Amsterdam', 'De Ruyterkade 7, 1013 AA Amsterdam'],
    ['Mgr. Nolensplein 4, Venlo', 'Mgr. Nolensplein 4, Venlo'],
    ['bezorgen op Oude Rijn 4a, Leiden', 'Oude Rijn 4a, Leiden'],
    ['adres: kerkstraat 5a 1234ab zeist', 'kerkstraat 5a 1234ab zeist'],
    ['Levering bij Plein 1944 nr. 3 graag', 'Plein 1944 nr. 3'],
    ['Postbus 123, 3500 AB Utrecht', 'Postbus 123'],
  ])('%s', (text, address) => {
    expect(found(text, 'ADDRESS')).toEqual([`ADDRESS ${address}`]);
  });

  test('a street named after a person is no person', () => {
    expect(found('Willem Dreeslaan 12 en de Anna Bijnsring 3', 'PERSON')).toEqual([]);
  });

  test('places', () => {
    expect(found('verhuisd van Zwolle naar Kampen', 'CITY')).toEqual(['CITY Zwolle', 'CITY Kampen']);
    expect(found('woon in den haag', 'CITY')).toEqual(['CITY den haag']);
    expect(found("groeten uit 's-Hertogenbosch", 'CITY')).toEqual(["CITY 's-Hertogenbosch"]);
    expect(found('klant zit nu in turkije', 'LOCATION')).toEqual(['LOCATION turkije']);
    expect(found('Bot: wat is uw postcode?\nKlant: 2522gr', 'POSTCODE')).toEqual(['POSTCODE 2522gr']);
    expect(found('meel 1500 gr en water', 'POSTCODE')).toEqual([]);
  });
});

describe('organisations', () => {
  test.each([
    ['Bestelbus op naam van Loodgietersbedrijf Terpstra', 'Loodgietersbedrijf Terpstra'],
    ['mijn oma woont in verzorgingshuis De Lindehof', 'De Lindehof'],
    ['Factuur voor Timmerfabriek Jan Smit en Zn graag', 'Timmerfabriek Jan Smit en Zn'],
    ['BV Dakwerken Peeters & Zoon belt', 'BV Dakwerken Peeters & Zoon'],
    ['Slagerij De Haan is dicht', 'Slagerij De Haan'],
    ['Bouwbedrijf Gebr. Pronk V.O.F., Zeist', 'Bouwbedrijf Gebr. Pronk V.O.F.'],
    ['verzekerd bij Zilveren Kruis sinds 2020', 'Zilveren Kruis'],
    ['werkgever North Quay Rigging bevestigt', 'North Quay Rigging'],
  ])('%s', (text, name) => {
    expect(found(text, 'ORG')).toEqual([`ORG ${name}`]);
  });
  test.each(['De klantenservice is dicht.', 'Gemeente en school zijn gebeld.', 'Part AB12-CDE-9 discontinued'])('none in: %s', (text) => {
    expect(found(text, 'ORG')).toEqual([]);
  });
});

describe('nationality, religion, party', () => {
  test.each([
    ['kl geeft aan moslim te zijn', 'moslim'],
    ['mijn Franse ex belt steeds', 'Franse'],
    ['De bewoner is van Turkse afkomst', 'Turkse'],
    ['Ibrahima Diallo, Guinees, mutualiteit volgt', 'Guinees'],
    ['nationaliteit: Syrisch', 'Syrisch'],
    ["kl is jehova's getuige", "jehova's getuige"],
    ['Surinaams-Nederlandse mevrouw', 'Surinaams-Nederlandse'],
    ['is lid van GroenLinks', 'GroenLinks'],
    ['stemt altijd SP', 'SP'],
    ['D66-raadslid belde', 'D66'],
    ['She is Polish and lives alone', 'Polish'],
  ])('%s', (text, word) => {
    expect(found(text, 'NRP')).toEqual([`NRP ${word}`]);
  });
  test.each([
    'Franse kaas bestellen',
    'Hij spreekt Turks',
    'in het Engels graag',
    'mevrouw De Jood belde',
    'ik werk bij de SP',
    'de led knippert groen',
    'Nederlandse klantenservice',
  ])('none in: %s', (text) => {
    expect(found(text, 'NRP')).toEqual([]);
  });
});

describe('ages', () => {
  test.each([
    ['ik ben 15 mag ik dit bestellen', '15'],
    ['dochter Aminata (14) vermist', '14'],
    ['mijn vader van 83 snapt het niet', '83'],
    ['wordt volgende maand 18', '18'],
    ['lft 59 dieet geen', '59'],
    ["she's 9. refund please", '9'],
    ['op 80-jarige leeftijd', '80'],
    ['retired at the age of 61', '61'],
  ])('%s', (text, age) => {
    expect(found(text, 'AGE')).toEqual([`AGE ${age}`]);
  });
  test.each(['2 jaar garantie', 'ik ben 15 minuten onderweg', 'al 20 jaar klant', 'contract van 2 jaar', 'hij is 3 keer gebeld'])('none in: %s', (text) => {
    expect(found(text, 'AGE')).toEqual([]);
  });
});
