import { keyAround, keyFound } from '../any/api-key.ts';
import { connectionEan } from '../any/ean.ts';
import { imeiCheck } from '../any/imei.ts';
import { britishLicence } from '../any/licence-gb.ts';
import { foreignNationalNumber } from '../any/national.ts';
import { nameWithDigits } from '../any/username.ts';
import { belgianPassport } from '../be/passport.ts';
import { belgianPlate } from '../be/plate.ts';
import { validBtw } from '../nl/btw.ts';
import { plateConfidence } from '../nl/plate.ts';
import { dutchTravelDocument } from '../nl/travel-document.ts';
import { documentBefore } from '../notes/documents.ts';
import type { Context } from './bits.ts';
import { isAlnum } from './bytes.ts';
import { Extent, tightExtent } from './extent.ts';
import type { Findings } from './findings.ts';
import { INITIAL, NUMBER, SPACE, type Tokens, tokenArrays, UPPERCASE } from './tokens.ts';
import { spanIndex } from './types-index.ts';
import { asciiOf } from './words.ts';

const { bytes, starts, ends, shapes, gaps } = tokenArrays;

const ACCOUNT = spanIndex('ACCOUNT_ID');
const DOCUMENT = spanIndex('ID_NUMBER');
const NATIONAL = spanIndex('NATIONAL_ID');
const PLATE = spanIndex('LICENCE_PLATE');
const SECRET = spanIndex('SECRET');

const extent = new Extent();

/** A plate: Dutch or Belgian, by its form; the token behind it, or `token`. */
function plateAt(tokens: Tokens, token: number, context: Context, out: Findings): number {
  const { count } = tokens;
  const named = context === 'plate';
  let { start, end, last } = extent;
  let length = end - start;
  if (named && length <= 6) {
    // "AB12 CDE", "XX 123 X", "1 ABC 123": blocks with spaces behind a word for plate
    let first = extent.first;
    if (
      first > 0 &&
      gaps[first] === SPACE &&
      shapes[first - 1] !== 1 &&
      tokens.length(first - 1) <= 3 &&
      extent.letters === 0 &&
      shapes[first - 1] === UPPERCASE
    ) {
      first--;
      start = starts[first] as number;
    }
    while (
      last + 1 < count &&
      gaps[last + 1] === SPACE &&
      tokens.length(last + 1) <= 3 &&
      (shapes[last + 1] === NUMBER || shapes[last + 1] === UPPERCASE || shapes[last + 1] === 5)
    ) {
      if ((ends[last + 1] as number) - start > 10) break;
      last++;
    }
    end = ends[last] as number;
    length = end - start;
  }
  if (length < 5 || length > 10) return token;
  const text = asciiOf(bytes, start, end);
  const sure = Math.max(plateConfidence(text, named), belgianPlate(text, named), named && /^[A-Z]{2}\d{2} ?[A-Z]{3}$/i.test(text) ? 93 : 0);
  if (sure >= 50) {
    out.add(PLATE, start, end, sure, 'plate.form');
    return last + 1;
  }
  if (named && extent.digits >= 1 && extent.letters > 0 && extent.end - extent.start <= 9 && extent.end - extent.start >= 5) {
    out.add(PLATE, extent.start, extent.end, 70, 'plate.named');
    return extent.last + 1;
  }
  return token;
}

/** A code of letters and digits around a number token that no word names: plate, key, document or account by its form. Returns the token behind it, or `token`. */
export function codeAt(tokens: Tokens, token: number, context: Context, out: Findings): number {
  const { from, to } = tokens;
  const start = starts[token] as number;
  if (start > from && (isAlnum(bytes[start - 1] as number) || bytes[start - 1] === 0x5f || bytes[start - 1] === 0x2d) && keyAround(bytes, start, from, to)) {
    out.add(SECRET, keyFound.start, keyFound.end, 97, 'secret.key');
    let next = token + 1;
    while (next < tokens.count && (starts[next] as number) < keyFound.end) next++;
    return next;
  }
  tightExtent(tokens, token, extent, false);
  const next = extent.last + 1;
  // Four digits and less by themselves are no code.
  if (next === token + 1 && extent.first === token && tokens.length(token) < 5 && context !== 'plate') return token;
  if (!extent.measure()) return next;
  if ((extent.start > from && bytes[extent.start - 1] === 0x40) || (extent.end < to && bytes[extent.end] === 0x40)) return next;
  const beforeStart = extent.start > from ? (bytes[extent.start - 1] as number) : 0;
  if ((beforeStart === 0x2d || beforeStart === 0x2f || beforeStart === 0x2e || beforeStart === 0x5f) && isAlnum(bytes[extent.start - 2] ?? 0)) return next;
  const { digits, letters, compact, values } = extent;
  if (letters > 0 || context === 'plate') {
    const plate = plateAt(tokens, token, context, out);
    if (plate > token) return plate;
  }
  if (letters > 0) {
    if (digits >= 10 && validBtw(compact) !== null && compact.startsWith('NL')) {
      out.add(DOCUMENT, extent.start, extent.end, 95, 'tax.btw');
      return next;
    }
    if (compact.length === 16 && britishLicence(compact)) {
      out.add(DOCUMENT, extent.start, extent.end, 90, 'document.gb-licence');
      return next;
    }
    if (compact.length === 8 && belgianPassport(compact) && documentBefore(extent.first)) {
      out.add(DOCUMENT, extent.start, extent.end, 82, 'document.be-passport');
      return next;
    }
    if (compact.length >= 9 && compact.length <= 16 && digits >= 6) {
      const country = foreignNationalNumber(asciiOf(bytes, extent.start, extent.end));
      if (country === 'FI' || country === 'ES' || country === 'IT' || country === 'GB') {
        out.add(NATIONAL, extent.start, extent.end, 86, 'national.foreign');
        return next;
      }
    }
  } else if (digits === 18 && connectionEan(values, 0)) {
    out.add(ACCOUNT, extent.start, extent.end, 92, 'account.meter');
    return next;
  } else if (digits === 15 && extent.last === extent.first && imeiCheck(values, 0, false)) {
    out.add(ACCOUNT, extent.start, extent.end, 70, 'account.device');
    return next;
  }
  if (compact.length === 9 && letters > 2 && dutchTravelDocument(compact) && ((context === 'number' && letters > 3) || documentBefore(extent.first))) {
    out.add(DOCUMENT, extent.start, extent.end, 84, 'document.nl-travel');
    return next;
  }
  if (letters >= 4 && extent.first === token - 1 && extent.last === token && nameWithDigits(tokens, token, out)) return next;
  if (digits < 3) return token;
  if (extent.first < token && letters >= 2 && letters <= 5 && digits >= 4 && shapes[extent.first] === UPPERCASE && shapes[extent.last] === NUMBER)
    out.add(ACCOUNT, extent.start, extent.end, 62, 'account.prefixed');
  else if (extent.first < token && letters === 1 && digits >= 6 && tokens.length(token) >= 5 && shapes[extent.first] === INITIAL)
    out.add(ACCOUNT, extent.start, extent.end, 55, 'account.prefixed');
  else if (context === 'number' && digits >= 5 && letters <= 4) out.add(ACCOUNT, extent.start, extent.end, 58, 'account.numbered');
  else if (
    digits >= 7 &&
    letters === 0 &&
    context !== 'code' &&
    context !== 'card' &&
    extent.last === token &&
    digits <= 18 &&
    !(values[0] === 0 && digits > 9)
  )
    out.add(DOCUMENT, extent.start, extent.end, 52, 'number.long');
  else return extent.last > token ? next : token;
  return next;
}
