/** What each byte of UTF-8 text is to the tokeniser. */
export const OTHER = 0;
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 3;
/** First byte of a character of two or more bytes; the tokeniser looks further. */
export const LEAD = 4;

function classTable(): Uint8Array {
  const table = new Uint8Array(256);
  for (let byte = 0x61; byte <= 0x7a; byte++) table[byte] = LOWER;
  for (let byte = 0x41; byte <= 0x5a; byte++) table[byte] = UPPER;
  for (let byte = 0x30; byte <= 0x39; byte++) table[byte] = DIGIT;
  for (let byte = 0x80; byte <= 0xff; byte++) table[byte] = LEAD;
  return table;
}

export const classes: Uint8Array = classTable();

/** True for an ASCII letter. */
export const isLetter = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);

/** True for an ASCII digit. */
export const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** True for an ASCII letter or digit. */
export const isAlnum = (byte: number): boolean => isLetter(byte) || isDigit(byte);

/** Code points that are upper-case: good enough for the Latin, Greek and Cyrillic letters of two bytes. */
export function upperTable(): Uint8Array {
  const table = new Uint8Array(0x800);
  for (let code = 0xc0; code < 0x800; code++) {
    const letter = String.fromCharCode(code);
    if (letter.toLowerCase() !== letter) table[code] = 1;
  }
  return table;
}

/** Code points below U+0800 that are letters, and upper-case ones. 0 no letter, 1 lower, 2 upper. */
export const twoByteLetters: Uint8Array = (() => {
  const upper = upperTable();
  const table = new Uint8Array(0x800);
  const letter = /\p{L}|\p{M}/u;
  for (let code = 0xaa; code < 0x800; code++) if (letter.test(String.fromCharCode(code))) table[code] = upper[code] === 1 ? 2 : 1;
  return table;
})();
