import { connectionEan, eanCheck } from '../any/ean.ts';
import { imeiCheck } from '../any/imei.ts';
import { britishLicence } from '../any/licence-gb.ts';
import { foreignVat } from '../any/vat.ts';
import { enterpriseCheck } from '../be/enterprise-number.ts';
import { identityCardCheck, residenceCard } from '../be/identity-card.ts';
import { belgianPassport } from '../be/passport.ts';
import { aNumberCheck } from '../nl/a-number.ts';
import { validBtw } from '../nl/btw.ts';
import { dutchLicenceLength } from '../nl/driving-licence.ts';
import { kvkKind } from '../nl/kvk.ts';
import { rsinCheck } from '../nl/rsin.ts';
import { dutchTravelDocument } from '../nl/travel-document.ts';
import { vNumberLength } from '../nl/v-number.ts';
import { beginDocuments } from '../notes/documents.ts';
import { type Context, contexts } from './bits.ts';
import { Extent, isAmount, looseExtent, standsAlone, tightExtent } from './extent.ts';
import type { Findings } from './findings.ts';
import { COLON, COMMA, NUMBER, SLASH, SPACE, type Tokens, tokenArrays } from './tokens.ts';
import { spanIndex } from './types-index.ts';
import { wordSet } from './word-set.ts';

const { bytes, shapes, gaps, keys } = tokenArrays;

const ACCOUNT = spanIndex('ACCOUNT_ID');
const DOCUMENT = spanIndex('ID_NUMBER');
const NATIONAL = spanIndex('NATIONAL_ID');

const accounts = new Set<Context>([
  'customer',
  'contract',
  'order',
  'invoice',
  'ticket',
  'employee',
  'patient',
  'policy',
  'meter',
  'account',
  'device',
  'other',
  'iban',
]);
const papers = new Set<Context>(['document', 'tax', 'registry']);

/** By number of a context: 1 when it names the number behind it as one of an organisation or register. */
export const namingContexts = Uint8Array.from(contexts, (context) => (accounts.has(context) || papers.has(context) ? 1 : 0));

const extent = new Extent();
/** What was named last, so that the second of a list ("polissen HK 220-118 en HK 220-119") is read like the first. */
const list = { token: -1, context: 'none' as Context, size: 0 };

/** Forgets the last named number; call at the start of a text. */
export function beginNamed(): void {
  list.token = -1;
  beginDocuments();
}

const joiners = wordSet('en and of or et plus');
const endings = wordSet('eindigt eindigend eindigen ends ending laatste last eindcijfers');
const eanWords = wordSet('ean eancode eannummer eannr ean18');

/** Context of the list that the token goes on with; 'none' when there is none. */
export function listContext(token: number): Context {
  if (list.token < 0 || token - list.token > 4 || token <= list.token) return 'none';
  for (let at = list.token + 1; at <= token; at++) {
    const gap = gaps[at] as number;
    if (at === token && shapes[at] === NUMBER) return gap === SPACE || gap === COMMA || gap === SLASH || gap === 0 || gap === 2 ? list.context : 'none';
    if (gap !== SPACE && gap !== COMMA && gap !== SLASH) return 'none';
    if (!joiners.has(keys[at] as number) && shapes[at] !== 3 && shapes[at] !== 5) return 'none';
  }
  return 'none';
}

/** Reason and confidence of the code in `extent`, by the word that names it; undefined when its form or check says no. */
const verdict = { type: 0, sure: 0, reason: '' };
const say = (type: number, sure: number, reason: string): boolean => {
  verdict.type = type;
  verdict.sure = sure;
  verdict.reason = reason;
  return true;
};

function documentCode(): boolean {
  const { compact, digits, letters, values } = extent;
  if (dutchTravelDocument(compact) && compact.length === 9) return say(DOCUMENT, 97, 'document.nl-travel');
  if (britishLicence(compact)) return say(DOCUMENT, 97, 'document.gb-licence');
  if (belgianPassport(compact)) return say(DOCUMENT, 92, 'document.be-passport');
  if (letters === 0 && digits === 12 && identityCardCheck(values, 0)) return say(DOCUMENT, 96, 'document.be-card');
  if (residenceCard(compact)) return say(DOCUMENT, 92, 'document.be-residence');
  if (letters === 0 && dutchLicenceLength(digits)) return say(DOCUMENT, 90, 'document.licence');
  return digits >= 4 && compact.length >= 6 && compact.length <= 20 && say(DOCUMENT, 88, 'document.named');
}

function taxCode(): boolean {
  const { compact, digits, letters, values } = extent;
  if (letters > 0) {
    if (/^(NL)?\d{9}B\d{2}$/.test(compact)) return validBtw(compact) !== null ? say(DOCUMENT, 97, 'tax.btw') : say(DOCUMENT, 60, 'document.tax');
    if (/^\d{9}[A-Z]\d{2}$/.test(compact)) return say(DOCUMENT, 90, 'document.tax');
    if (/^BE[01]\d{9}$/.test(compact)) return enterpriseCheck(values, 0) && say(DOCUMENT, 97, 'tax.enterprise');
    if (foreignVat(compact)) return say(DOCUMENT, 90, 'tax.vat');
    return digits >= 6 && letters <= 5 && compact.length <= 18 && say(DOCUMENT, 80, 'document.tax');
  }
  if (digits === 10 && values[0] < 2) return enterpriseCheck(values, 0) && say(DOCUMENT, 97, 'tax.enterprise');
  if (digits === 9) return say(DOCUMENT, rsinCheck(values, 0) ? 95 : 60, rsinCheck(values, 0) ? 'tax.rsin' : 'document.tax');
  if (kvkKind(values, 0, digits)) return say(DOCUMENT, 92, 'tax.kvk');
  return digits >= 6 && digits <= 13 && say(DOCUMENT, 80, 'document.tax');
}

function meterCode(ean: boolean): boolean {
  const { digits, letters, values } = extent;
  if (letters === 0 && digits === 18) return (connectionEan(values, 0) || eanCheck(values, 0, 18) || !ean) && say(ACCOUNT, 96, 'account.meter');
  if (ean) return digits >= 15 && say(ACCOUNT, 60, 'account.meter');
  return digits >= 4 && say(ACCOUNT, 86, 'account.meter');
}

function accountCode(context: Context, strong: boolean, uppers: boolean): boolean {
  const { digits, letters, compact } = extent;
  if (letters > 12) return false;
  const enough = digits >= 4 || (digits >= 3 && (strong || letters > 0)) || (strong && digits >= 1 && letters > 0 && uppers && compact.length >= 5);
  if (!enough) return false;
  if (context === 'other') return say(ACCOUNT, 72, 'account.other');
  if (context === 'iban') return letters === 0 && digits >= 6 && digits <= 12 && say(ACCOUNT, 66, 'account.bank');
  return say(ACCOUNT, strong ? 88 : 86, `account.${context}`);
}

/** True when the letters of the code are capitals. */
function inCapitals(): boolean {
  for (let at = extent.start; at < extent.end; at++) if (((bytes[at] as number) - 0x61) >>> 0 < 26) return false;
  return true;
}

/**
 * Takes the number at a token as what the word before it names. `strong`: the word says "number" ("klantnummer"). `word`: the token of the word, or -1.
 * Returns the token behind what was taken, or `token` when its form, its check or what stands beside it says no.
 */
export function namedNumber(tokens: Tokens, token: number, context: Context, strong: boolean, word: number, out: Findings): number {
  if (!strong && isAmount(tokens, token)) return token;
  // "polisnummer eindigt op 4418": part of a number
  if (endings.has(keys[token - 1] as number) || (token > 1 && endings.has(keys[token - 2] as number))) return token;
  tightExtent(tokens, token, extent, true);
  if (extent.last === token ? !standsAlone(tokens, token) : true) looseExtent(tokens, extent, context === 'national' || context === 'tax');
  if (!extent.measure()) return token;
  const { from, to } = tokens;
  if ((extent.start > from && bytes[extent.start - 1] === 0x40) || (extent.end < to && bytes[extent.end] === 0x40)) return token;
  if (!strong && extent.letters === 0 && extent.digits === 4 && (extent.values[0] as number) < 3 && (extent.values[1] === 9 || extent.values[1] === 0))
    return token;
  // "ref: QX7T2L", "(R-118)": what stands behind a colon is the number that the word names.
  const firm = strong || gaps[extent.first] === COLON;
  let good = false;
  if (context === 'document') good = documentCode();
  else if (context === 'tax') good = taxCode();
  else if (context === 'registry') {
    if (extent.letters === 0 && extent.digits === 10 && aNumberCheck(extent.values, 0)) good = say(DOCUMENT, 97, 'registry.a-number');
    else good = extent.digits >= 8 && say(DOCUMENT, vNumberLength(extent.digits) ? 86 : 70, 'registry.named');
  } else if (context === 'national') good = extent.digits >= 6 && extent.compact.length <= 18 && say(NATIONAL, 80, 'national.named');
  else if (context === 'meter') good = meterCode(word >= 0 && eanWords.has(keys[word] as number));
  else if (context === 'device' && extent.letters === 0 && extent.digits === 15) good = imeiCheck(extent.values, 0, true) && say(ACCOUNT, 95, 'account.device');
  else if (extent.compact.length === 16 && britishLicence(extent.compact)) good = documentCode();
  else good = accountCode(context, firm, inCapitals());
  if (!good) return token;
  out.add(verdict.type, extent.start, extent.end, verdict.sure, verdict.reason);
  list.token = extent.last;
  list.context = context;
  list.size = extent.compact.length;
  return extent.last + 1;
}
