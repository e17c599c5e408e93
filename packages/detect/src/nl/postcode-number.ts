/**
 * Postcode with house number and addition: the shortest name of a Dutch front door. Issued by municipalities (BAG) and PostNL. Form here: "1234AB 12BIS", "1234AB 12-3".
 * Look-alikes of the number: ordinals and years in street names ("1e Helmersstraat 104", "Plein 1944 12"), which are left out.
 */
const postcodeForm = /(?<!\d)([1-9]\d{3})\s?([A-Za-z]{2})(?![A-Za-z])/;
/** "1e", "2de", "3e": part of a street's name when a letter follows. */
const ordinals = /(?<![\d\p{L}])\d{1,2}\s?(?:e|de|ste)(?=[\s.]+\p{L})/giu;
/** "1940-1945": part of a street's name. */
const spans = /(?<!\d)(?:1[5-9]|20)\d\d\s?-\s?(?:1[5-9]|20)?\d\d(?=\s+\d)/g;
const numberForm = /(?<![\d\p{L}])(\d{1,5})(?:[\s/-]*(bis|hs|huis|bus\s*\d+|[a-zA-Z](?![a-zA-Z])|\d{1,4}(?!\d)|[IVX]{1,4}(?![a-zA-Z])))?/iu;

/** "1234 AB 12 bis", "12-bis|1234ab", "1e Helmersstraat 104, 1054 EG" -> "1234AB 12BIS". Null without postcode or number. Texts to 300 characters. */
export function normalisePostcodeNumber(text: string): string | null {
  if (text.length > 300) return null;
  const postcode = postcodeForm.exec(text);
  if (!postcode) return null;
  const rest = `${text.slice(0, postcode.index)} ; ${text.slice(postcode.index + postcode[0].length)}`.replace(ordinals, ' ').replace(spans, ' ');
  const found = numberForm.exec(rest);
  if (!found) return null;
  let number = found[1] as string;
  let addition = (found[2] ?? '').replace(/\s+/g, '').toUpperCase();
  const named = /\p{L}\s*$/u.test(rest.slice(0, found.index));
  if (named && isYear(number) && /\s/.test(found[0])) {
    // "Plein 1944 12 bis": the year belongs to the square; read again behind it.
    const next = numberForm.exec(rest.slice(found.index + number.length));
    if (next && /^[\s,]*$/.test(rest.slice(found.index + number.length, found.index + number.length + next.index))) {
      number = next[1] as string;
      addition = (next[2] ?? '').replace(/\s+/g, '').toUpperCase();
    }
  }
  return `${postcode[1]}${(postcode[2] as string).toUpperCase()} ${Number(number)}${/^\d/.test(addition) ? '-' : ''}${addition}`;
}

const isYear = (number: string): boolean => number.length === 4 && Number(number) >= 1500 && Number(number) <= 2029;
