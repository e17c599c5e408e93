/**
 * IBAN: International Bank Account Number. Issued by banks; register kept by SWIFT. Format: ISO 13616 (two letters, two check digits, BBAN).
 * Checksum: ISO 7064 mod 97-10. Look-alikes: order codes that begin with two letters and two digits; they fail the length or the check.
 */
import { isAlnum, isDigit, isLetter } from '../engine/bytes.ts';

const registry =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30' +
  // Countries that use the form without being in the register yet
  'AO25BF28BJ28CF27CG27CI28CM27CV25DZ26GA27GQ27GW25IR26KM27MA28MG27ML28MZ25NE28SN28TD27TG28';

/** Length of an IBAN by the two letters as a number (A = 0); 0 = no IBAN country. */
const lengths: Uint8Array = (() => {
  const table = new Uint8Array(26 * 26);
  for (let at = 0; at < registry.length; at += 4) {
    table[(registry.charCodeAt(at) - 65) * 26 + registry.charCodeAt(at + 1) - 65] = Number(registry.slice(at + 2, at + 4));
  }
  return table;
})();

/** The compact form (upper-case, no separators) when the text is a valid IBAN, otherwise null. */
export function validIban(text: string): string | null {
  const compact = text.replace(/[\s.-]/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(compact)) return null;
  const length = lengths[(compact.charCodeAt(0) - 65) * 26 + compact.charCodeAt(1) - 65];
  if (length !== compact.length) return null;
  const turned = compact.slice(4) + compact.slice(0, 4);
  let rest = 0;
  for (let at = 0; at < turned.length; at++) rest = step(rest, turned.charCodeAt(at));
  if (rest !== 1) return null;
  for (let at = 0; at < 8; at++) scratch[at] = compact.charCodeAt(at);
  return bankPart(scratch) ? compact : null;
}

/** Countries whose bank part begins with four letters, and those where it begins with four digits (IBAN registry, BBAN structure). */
const pairsOf = (text: string): Set<number> => new Set(text.split(' ').map((pair) => pair.charCodeAt(0) * 256 + pair.charCodeAt(1)));
const lettered = pairsOf('NL GB IE AZ BG BH DO GI IQ JO KW LC LV MU NI PK PS QA RO SC SV VG');
const digital = pairsOf('BE DE ES AT CH LI DK FI FO GL NO SE PL PT SI SK CZ HU HR IS EE LT LU FR MC EG AL AD AE BA CR CY GR IL ME MK RS SA TL TN TR');

/** True when the bank part has the letters or digits its country prescribes. */
function bankPart(code: Uint8Array): boolean {
  const country = (code[0] as number) * 256 + (code[1] as number);
  const letters = lettered.has(country);
  if (!letters && !digital.has(country)) return true;
  const end = letters ? 8 : country === LUXEMBOURG || country === LIECHTENSTEIN ? 7 : 8;
  for (let at = 4; at < end; at++) if (isDigit(code[at] as number) === letters) return false;
  return true;
}
const LUXEMBOURG = 0x4c55;
const LIECHTENSTEIN = 0x4c49;

const step = (rest: number, code: number): number => (code < 58 ? (rest * 10 + code - 48) % 97 : (rest * 100 + (code & 0x5f) - 55) % 97);

const scratch = new Uint8Array(40);

/** End in bytes of the valid IBAN that starts at `from`; 0 when there is none. Groups may be separated by single spaces, dots or hyphens. */
export function ibanAt(bytes: Uint8Array, from: number, to: number): number {
  if (from + 15 > to) return 0;
  const first = ((bytes[from] as number) & 0x5f) - 65;
  const second = ((bytes[from + 1] as number) & 0x5f) - 65;
  if (first < 0 || first > 25 || second < 0 || second > 25) return 0;
  const need = lengths[first * 26 + second] as number;
  if (need === 0) return 0;
  let at = from;
  let count = 0;
  while (at < to && count < need) {
    const byte = bytes[at] as number;
    if (isAlnum(byte)) scratch[count++] = isLetter(byte) ? byte & 0x5f : byte;
    else if (!(byte === 0x20 || byte === 0x2d || byte === 0x2e) || count < 2 || !isAlnum(bytes[at - 1] as number)) return 0;
    at++;
  }
  if (count < need || !isDigit(scratch[2] as number) || !isDigit(scratch[3] as number)) return 0;
  if (at < to && isAlnum(bytes[at] as number)) return 0;
  // A group of the same number going on ("... 4300 1234") would make it longer than the country allows.
  let rest = 0;
  for (let index = 0; index < need; index++) rest = step(rest, scratch[(index + 4) % need] as number);
  return rest === 1 && bankPart(scratch) ? at : 0;
}
