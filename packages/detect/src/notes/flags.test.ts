import { describe, expect, test } from 'vitest';
import { detect } from '../index.ts';

const codes = (text: string) => [...new Set(detect(text).flags.map((flag) => flag.code))].sort();

describe('remarks about a person', () => {
  test.each([
    ['Mevrouw is echt een trut, niet mee te praten.', ['INSULT']],
    ['Meneer is erg dom.', ['INSULT']],
    ['Klant heeft diabetes en kan de deur niet uit.', ['HEALTH']],
    ['Is zwanger, uitgerekend in mei.', ['HEALTH']],
    ['moet 3x pw naar dialyse', ['HEALTH']],
    ['Klant is Joods.', ['RELIGION']],
    ['Hij is moslim en wil niet gebeld worden op vrijdag.', ['RELIGION']],
    ['Marokkaanse man aan de lijn.', ['ETHNICITY']],
    ['Klant is homo.', ['SEXUAL']],
    ['Lid van de vakbond.', ['UNION']],
    ['Heeft een strafblad.', ['CRIMINAL']],
    ['Volgens mij alcoholist.', ['HEALTH', 'SPECULATION']],
    ['Wat een k l o o t z a k.', ['INSULT']],
    ['Klant is een 1d10ot.', ['INSULT']],
    ['Wanbetaler, heeft nooit geld.', ['JUDGEMENT']],
    ['Zijn dochter heeft autisme.', ['HEALTH', 'THIRD_PERSON']],
    ['Customer is an idiot.', ['INSULT']],
    ['She has cancer.', ['HEALTH']],
    ['BSN 111222333 genoteerd.', ['BSN']],
    ['cvc 123 genoteerd', ['CVV']],
    ['Wachtwoord: Zomer2026!', ['PASSWORD']],
    ['paspoortnummer NX4R1K2P9', ['ID_DOC']],
    ['Terugbetalen op NL91ABNA0417164300', ['IBAN']],
  ])('%s', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
});

describe('what looks like one and is none', () => {
  test.each([
    'Gesproken met mevrouw De Jood over de factuur.',
    'Bezorging aan de Kerkstraat 12 in Utrecht.',
    'Bestelde een hartslagmeter, levering morgen.',
    'Klant wil de zwarte hoes ruilen voor een witte.',
    'Reis naar Turkije geboekt.',
    'Factuur voor de Sint-Jozefschool.',
    'Wil het boek over alcoholvrij koken retourneren.',
    'Gesprek met heer Zwart.',
    'Wenste klant beterschap en bedankte voor het geduld.',
    'Geen diagnose genoteerd.',
    'Asked for a password reset link; sent.',
    'Customer Mr. Black called about a white shelf.',
    'Bought a blood pressure monitor, faulty.',
    'Domein dombo.nl verlengd.',
    'Storing is verholpen, klant is tevreden.',
  ])('%s', (text) => {
    expect(codes(text)).toEqual([]);
  });
});

test('a name before a long row of relatives takes linear time', () => {
  const time = (words: number) => {
    const text = `Jan ${'zoon '.repeat(words)}`;
    const before = process.cpuUsage();
    detect(text);
    const used = process.cpuUsage(before);
    return (used.user + used.system) / 1000;
  };
  time(4_000);
  // Eight times the text: linear takes eight times as long, quadratic sixty-four times (seconds).
  expect(time(64_000)).toBeLessThan(Math.max(time(8_000), 5) * 24 + 150);
});
