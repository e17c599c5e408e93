/**
 * Folding of letters: case and diacritics away, so that "José", "JOSE" and "jose" are one word. Latin letters up to U+024F and U+1E00-1EFF fold to
 * one or two ASCII letters ("ß" -> "ss", "æ" -> "ae", "ĳ" -> "ij"); letters of other scripts stay as they are.
 */
const special: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ĳ: 'ij',
  ŋ: 'n',
  ŧ: 't',
  ĸ: 'k',
  ſ: 's',
  ŀ: 'l',
  ŉ: 'n',
  ə: 'e',
};

/** Folds a whole string: lower-case, without diacritics. Linear in its length. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøđðþłħıĳŋŧĸſŀŉə]/g, (letter) => special[letter] ?? letter);
}

function foldTable(): Uint16Array {
  // Index: code point below 0x250. Value: 0 = not a letter, otherwise first ASCII letter | second letter << 8.
  const table = new Uint16Array(0x250);
  for (let code = 0x41; code < 0x250; code++) {
    const letter = String.fromCharCode(code);
    if (code > 0x7a && code < 0xaa) continue;
    const folded = foldText(letter);
    if (!/^[a-z]{1,2}$/.test(folded)) continue;
    table[code] = folded.charCodeAt(0) | (folded.length > 1 ? folded.charCodeAt(1) << 8 : 0);
  }
  return table;
}

/** Folded letters by code point below U+0250; 0 where the code point is no Latin letter. */
export const folds: Uint16Array = foldTable();
