import { describe, expect, test } from 'vitest';
import { explain } from '../explain.ts';
import { detect } from '../index.ts';

const mine = new Set(['HEALTH', 'RELIGION', 'ETHNICITY', 'SEXUAL', 'POLITICS', 'UNION', 'BIOMETRIC', 'CRIMINAL']);
const codes = (text: string) => [...new Set(detect(text).flags.map((flag) => flag.code))].filter((code) => mine.has(code)).sort();

describe('special categories said of a person', () => {
  test.each([
    ['hr slikt bloedverdunners, monteur moet voorzichtig boren', ['HEALTH']],
    ['herstellende van operatie, graag na 14u bellen', ['HEALTH']],
    ['kan ivm haar chemo niet naar de balie', ['HEALTH']],
    ['afspraak verzet, zijn reuma speelt op', ['HEALTH']],
    ['moeder van klt ligt in het ziekenhuis', ['HEALTH']],
    ['staat op de mutualiteit sinds maart', ['HEALTH']],
    ['problemen met zijn knie, levering tot in de keuken', ['HEALTH']],
    ['loopt achter een rollator en kan de deur niet snel openen', ['HEALTH']],
    ['she had a stroke in May, son handles the account', ['HEALTH']],
    ['registered blind, wants large print', ['HEALTH']],
    ['gezin is jehovagetuige, geen kerstkaart sturen', ['RELIGION']],
    ['joods gezin, op vrijdagavond niet bellen', ['RELIGION']],
    ['gaat elke vrijdag naar de moskee', ['RELIGION']],
    ['she is fasting for Ramadan, call after sunset', ['RELIGION']],
    ['Typisch Turkse familie, iedereen praat door elkaar', ['ETHNICITY']],
    ['mevrouw van Surinaamse afkomst', ['ETHNICITY']],
    ['hij komt oorspronkelijk uit Somalië', ['ETHNICITY']],
    ['heeft een sterk accent, Pools denk ik', ['ETHNICITY']],
    ['as a Nigerian he is used to it, he says', ['ETHNICITY']],
    ['kwam met zijn vriend, is homo', ['SEXUAL']],
    ['heet nu Sanne, zit in transitie', ['SEXUAL']],
    ['her husband had an affair with a neighbour', ['SEXUAL']],
    ['lid van GroenLinks, wil geen gascontract', ['POLITICS']],
    ["echte PVV'er", ['POLITICS']],
    ['staat op de lijst voor D66', ['POLITICS']],
    ['lifelong Labour voter', ['POLITICS']],
    ['is kaderlid bij de FNV', ['UNION']],
    ['de bond betaalt zijn advocaat', ['UNION']],
    ['delegee van het ACV bij een bandenfabriek', ['UNION']],
    ['he is an RMT member and on strike', ['UNION']],
    ['stem van beller vergeleken met een oudere opname', ['BIOMETRIC']],
    ['handpalm ingelezen voor het zwembad', ['BIOMETRIC']],
    ['enrolled her voice without asking', ['BIOMETRIC']],
    ['zit in voorarrest, post naar zijn zus', ['CRIMINAL']],
    ['moet een taakstraf doen', ['CRIMINAL']],
    ['zijn zoon is opgepakt voor inbraak', ['CRIMINAL']],
    ['he was convicted of fraud last year', ['CRIMINAL']],
  ])('%s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe('the same words of goods, firms, topics and figures of speech', () => {
  test.each([
    'rolstoelhelling op perron 4 is defect',
    'Levering van 4 rolstoelen aan verpleeghuis De Wilg',
    'wegens ziekte van de monteur is de afspraak verzet',
    "app is 'ziek' traag sinds de update",
    'vraag of zwangerschap gedekt is in de reisverzekering, voorwaarden gestuurd',
    'klant is verslaafd aan onze koekjes zegt hij',
    'been van de tafel gebroken, onderdeel nagestuurd',
    'Autism-friendly screening moved to Sunday',
    'blind cord snapped, part ordered',
    'Katholieke basisschool De Ark vraagt een offerte',
    'kerkorgel verzekerd, premie klopt niet',
    'Turks restaurant Sultan, pinautomaat kapot',
    'pakket komt uit China, vertraging bij de douane',
    'klant vraagt de factuur in het Frans',
    'Queer-filmfestival, tickets opnieuw verzonden',
    'D66-fractiekamer: verwarming doet het niet',
    'Vooruit dan maar, korting gegeven',
    'denk dat de factuur dubbel is',
    'ABVV Metaal, dienst aankoop, vraagt offerte voor stoelen',
    'bezorging vertraagd door staking bij de post',
    'voice recognition of the menu fails, feedback sent',
    'gezichtscrème niet geleverd',
    'fiets gestolen, nieuwe sleutel aangevraagd',
    'verdachte mail doorgestuurd naar valse-email',
    'Levering aan gevangenis Haren, poort 3',
    'burglar alarm keeps chirping',
    'klant zit vast aan contract tot mei',
  ])('%s', (text) => {
    expect(codes(text)).toEqual([]);
  });
});

test('a denial, a wish and a question are no condition', () => {
  expect(codes('Klant is niet zwanger.')).toEqual([]);
  expect(codes('Klant kan niet bellen want doof.')).toEqual(['HEALTH']);
  expect(codes('Hij zou in de gevangenis moeten zitten.')).toEqual([]);
  expect(codes("I'd rather have cancer than wait again.")).toEqual([]);
});

test('every finding says why, in both languages', () => {
  for (const text of ['lid van GroenLinks', 'Turkse mevrouw', 'herstellende van operatie', 'heeft kanker', 'is moslim'])
    for (const flag of detect(text).flags)
      for (const language of ['nl', 'en'] as const) {
        expect(flag.reason).toMatch(/^flag\./);
        expect(explain(flag.reason, language)).not.toBe(flag.reason);
      }
});

test('long sentences full of terms take linear time', () => {
  const time = (words: number) => {
    const text = 'zijn rug hart stem FNV lid is ziek flikker '.repeat(words);
    const before = process.cpuUsage();
    detect(text);
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 1000;
  };
  time(2_000);
  // Eight times the text: linear takes eight times as long, quadratic sixty-four times.
  expect(time(16_000)).toBeLessThan(Math.max(time(2_000), 5) * 24 + 150);
});
