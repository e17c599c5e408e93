import { describe, expect, it } from 'vitest';
import { houseNumberIn, postcodeNumber, realmBefore } from './free-text.ts';

describe('postcodeNumber', () => {
  it.each([
    ['Kerkstraat 12, 1234 AB Utrecht', '1234AB 12'],
    ['woont op 1234ab 12', '1234AB 12'],
    ['postcode 1234 AB nr 7a', '1234AB 7A'],
    ['postcode 1234 AB, huisnummer 7', '1234AB 7'],
    ['Dorpsweg 3 te 1234 AB', '1234AB 3'],
  ])('%s', (text, expected) => expect(postcodeNumber(text, Math.max(0, text.search(/1234/)))).toBe(expected));

  it('gives nothing without a number beside the postcode', () => {
    expect(postcodeNumber('de postcode is 1234 AB.', 15)).toBeNull();
    expect(postcodeNumber('er is niets', 0)).toBeNull();
  });
});

describe('houseNumberIn', () => {
  it.each([
    ['12', '12'],
    ['12-a', '12 a'],
    ['Kerkstraat 12', '12'],
    ['Kerkstraat 12 bis', '12 bis'],
    ['Kerkstraat 12-2, 1234 AB', '12 2'],
    ['1e Helmersstraat 104', '104'],
    ['Kerkstraat', null],
  ])('%s', (value, expected) => expect(houseNumberIn(value)).toBe(expected));
});

describe('realmBefore', () => {
  it.each([
    ['klantnummer ', 'customer'],
    ['uw factuur van mei, nummer: ', 'invoice'],
    ['klant vraagt naar bestelling ', 'order'],
    ['het was ', undefined],
  ])('%s', (before, realm) => expect(realmBefore(before)).toBe(realm));
});
