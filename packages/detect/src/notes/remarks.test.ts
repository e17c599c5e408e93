import { describe, expect, test } from 'vitest';
import { detect } from '../index.ts';

const codes = (text: string): string[] => [...new Set(detect(text).flags.map((flag) => flag.code))].sort();

/** Notes invented for this test: each must carry the label (others may stand beside it). */
const positives: Record<string, readonly string[]> = {
  INSULT: [
    'Wat een droeftoeter, hing gewoon op.',
    'Vreselijk mens.',
    'Weer die ouwe zeur aan de lijn. Factuur uitgelegd.',
    'k u t w i j f, gesprek beeindigd',
    'Klant is echt een trut.',
    'Collega heeft er een zooi van gemaakt, prutser.',
    'snapt er geen bal van, drie keer uitgelegd',
    'Absolute muppet on line 2, bill explained.',
    'She is an idiot.',
  ],
  JUDGEMENT: [
    'Wanbetaler, geen uitstel geven.',
    'Niet te vertrouwen, alles op papier zetten.',
    'Overdrijft altijd, niet serieus nemen.',
    'Drama queen, gewoon laten uitrazen.',
    'Serial complainer, give nothing.',
    'Chancer, never keeps his word.',
  ],
  SPECULATION: [
    'Volgens mij heeft hij geldproblemen. Regeling gestuurd.',
    'denk dat ze liegt over de levering',
    'Klinkt alsof hij gedronken heeft.',
    'I reckon he broke it himself. RMA opened.',
    'Probably drunk, will call back tomorrow.',
  ],
  THIRD_PERSON: [
    'Haar man werkt bij de gemeente en betaalt de rekening.',
    'Zijn dochter Emma (9) heeft de bestelling geplaatst.',
    'Schoonmoeder woont in en heeft schulden.',
    'Her husband lost his job and moved out.',
    'Neighbour Kevin keeps taking the parcels.',
  ],
  IRRELEVANT: [
    'Gezellig gesprek over haar poezen en de volkstuin.',
    'Hobby vissen, heeft drie honden.',
    'Gaat op huwelijksreis naar Bali, huis staat leeg.',
    'Has three dogs and a parrot, loves gardening.',
  ],
  PROFANITY: ['kut, verkeerde order geboekt', 'ffs shit, wrong account again'],
};

describe.each(Object.entries(positives))('%s', (label, texts) => {
  test.each(texts)('%s', (text) => {
    expect(codes(text)).toContain(label);
  });
});

describe('ordinary notes and near misses stay silent', () => {
  test.each([
    'Waarschijnlijk storing in de wijk.',
    'Vermoedelijk verkeerd bezorgd, depot gebeld.',
    'Denk dat de monteur morgen komt.',
    'Lijkt op een defecte meter.',
    'Vast tarief voor 2 jaar uitgelegd.',
    'Klant schold, gewaarschuwd volgens gedragsregel.',
    'Klant boos over levertijd; klacht geregistreerd.',
    'Factuur 60 dagen open, tweede aanmaning verstuurd.',
    'Dochter belt namens moeder, machtiging aanwezig.',
    'Machtiging ontvangen, zoon mag namens mw. Hoekstra bellen. Document in dossier.',
    'Panelen op het dak, vraag over saldering. PC/hnr 1331EX 51 akkoord.',
    'Moederdagboeket niet geleverd, nieuwe gestuurd.',
    'Kinderkorting niet toegepast, hersteld.',
    'Hond loopt los op het erf, monteur belt vooraf.',
    'Wijn De Dronkenlap geleverd, twee flessen gebroken.',
    "Boek 'De Zeikerd' niet leverbaar, geld terug.",
    'Douche verkeerd geleverd, omruil week 50.',
    'Vakantiestop krant ingevoerd.',
    'Probably a fault on the line, engineer booked.',
    'Customer angry about the wait, complaint logged.',
    'Baby monitor faulty, exchange booked.',
    'Brother printer needs a driver, link sent.',
    'Dog food not delivered, resent.',
  ])('%s', (text) => {
    expect(codes(text)).toEqual([]);
  });
});

test('the words shown are the ones that moved it', () => {
  const text = 'Factuur toegelicht. Klant is arrogant en wil altijd gratis verzending.';
  const found = detect(text).flags.find((flag) => flag.code === 'JUDGEMENT');
  expect(found && text.slice(found.start, found.end)).toMatch(/arrogant|gratis/);
});

test('the same note says the same whatever was read before it', () => {
  const note = 'Volgens mij heeft haar man geldproblemen, vreselijk mens.';
  const alone = detect(note).flags;
  detect('Wat een dag. Gezellig gesprek over haar katten. Wanbetaler. '.repeat(40));
  expect(detect(note).flags).toEqual(alone);
});
