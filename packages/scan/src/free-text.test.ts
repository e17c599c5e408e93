import { describe, expect, it } from 'vitest';
import { Fingerprinter } from './fingerprint.ts';
import { houseNumberIn, postcodeNumber, realmBefore, TextReader } from './free-text.ts';
import { PostingBuffer } from './postings.ts';
import { emptyProfile, fieldOf } from './profile.ts';
import { Poster } from './record.ts';

/** Kinds counted in one note. */
function kindsIn(text: string): string[] {
  const bytes = Buffer.from(text);
  const field = fieldOf(emptyProfile(), 0);
  const poster = new Poster(new Fingerprinter(new Uint8Array(32)), 'note', new PostingBuffer());
  poster.begin({ rows: 1, columns: [], keys: new BigInt64Array([1n]), problems: [] });
  new TextReader(poster).read(bytes, 0, bytes.length, { row: 0, ordinal: 0, at: Number.NaN, field, muted: new Set() }, false);
  return Object.keys(field.kinds).sort();
}

describe('TextReader', () => {
  it('counts what is one thing once', () => {
    expect(kindsIn('Betaald met kaart 4111 1111 1111 1111.')).toEqual(['CREDIT_CARD']);
    expect(kindsIn('Wachtwoord mijnaccount: Zomer2026!')).toEqual(['SECRET']);
    expect(kindsIn('Paspoortnummer NX4R1K2P9 opgeschreven.')).toEqual(['ID_NUMBER']);
  });
});

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
