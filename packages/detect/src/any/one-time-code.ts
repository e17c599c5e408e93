/**
 * One-time and access codes: "2FA 884213", "sms-code 4 8 2 1", "code die ze kreeg: 993 112", "afhaalcode RB4N71", alarm, safe, voicemail and door codes, API keys and tokens behind a word.
 * Issued by whoever runs the service; no fixed form, no checksum. A plain "code" counts only beside a word such as "sms", "inloggen" or "kluis".
 * Look-alikes: discount, article and error codes, "code 14 op display", "sort code", the EAN code (words for those are contexts of their own).
 */
import { type Context, contexts } from '../engine/bits.ts';
import { Chunk } from '../engine/chunk.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, hashWord } from '../engine/lexicon.ts';
import { COLON, DOTSPACE, EQUALS, HYPHEN, NEWLINE, NONE, NUMBER, SPACE, STOPMARK, type Tokens, tokenArrays } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { groupsFound, readGroups } from './digit-groups.ts';
import { cardNear, onTheBack, pinBehind } from './pin.ts';
import { surelySecret } from './secret.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const SECRET = spanIndex('SECRET');
const chunk = new Chunk();
const smsWord = hashWord('sms');
/** Words that need another beside them before a number is a secret. */
const plain = wordSet('digits cijfers code codes key secret token sleutel passkey verificatie');
/** Words for keys of machines: long values of letters and digits. */
const keyWords = wordSet('key keys secret token sleutel apikey apisleutel bearer passkey');
/** Right before a plain "code" these make it one of access. */
const before = wordSet(
  'tan digipass digipas reader edentifier identifier mygov gsm telefoon toestel ipad iphone phone mobiel laptop computer pc scherm bank garagepoort fietskluis kluisje locker koffer slot step lockbox padlock keybox sms inlog login verification access door gate alarm reset voicemail 2fa otp kluis toegang toegangs deur poort recovery backup herstel bevestigings verificatie activatie itsme digid tweestaps twee passcode unlock entry safe pickup afhaal one time eenmalige tijdelijke',
);
/** In the same sentence these do the same. */
const cues = wordSet(
  'sms gekregen kreeg krijg ontvangen ontving app inloggen inlog login ingelogd voorlezen voorgelezen voorgelezen doorgeven doorgegeven kluis kluiscode kluisje alarm voicemail tablet telefoon poort deur voordeur garage sleutelkastje sleutelkluis bevestiging bevestigen itsme digid authenticator loggen ingeven ingegeven intikken ingetikt intypen invoeren ingevoerd sleutelkluisje kluisje kastje voorgelezen screenshot bank digipass reader scanner garagepoort fietskluis hek buitendeur achterdeur tuinhek schuur berging portiek lift garagedeur sleutelkast padlock lockbox keybox shed intercom hangslot fietsslot cijferslot slotje text message bericht sleutelbox texted sent got received picked phone safe door gate unlock wifi locker slot toegang 2fa verificatie verification bankapp entry keysafe simkaart',
);
/** "de laatste 4 cijfers": part of a number, no code. */
const lastWords = wordSet('laatste last eind');
/** Things whose code stands right behind them: "sleutelkastje 4471". */
const adjacent = wordSet(
  'cijferslot sleutelbox sleutelbuis keypad schermvergrendeling sms sleutelkastje sleutelkluis sleutelkluisje keysafe lockbox padlock hangslot',
);
const countedDigits = wordSet('cijfers cijfertjes digits');
const threes = wordSet('drie three');
const reverse = wordSet('is as als was');
const stops = new Set<Context>([
  'customer',
  'contract',
  'order',
  'invoice',
  'ticket',
  'employee',
  'patient',
  'policy',
  'meter',
  'document',
  'iban',
  'bsn',
  'plate',
  'postcode',
  'product',
  'address',
  'birth',
]);

/** Looks around a word for a code for its value. */
export function codeBehind(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  if (token > 1 && !onTheBack(tokens, token) && (lastWords.has(keys[token - 1] as number) || lastWords.has(keys[token - 2] as number))) return;
  let strong = !plain.has(keys[token] as number);
  const forKey = keyWords.has(keys[token] as number);
  if (token > 0 && (gaps[token] === HYPHEN || gaps[token] === SPACE)) {
    const context = contexts[contextIn(values[token - 1] as number)] as Context;
    if (context === 'cvv' || context === 'pin') {
      pinBehind(tokens, token, out, context);
      return;
    }
    if (before.has(keys[token - 1] as number)) strong = true;
    else if (
      context !== 'none' &&
      !(forKey && context === 'customer') &&
      context !== 'code' &&
      context !== 'password' &&
      context !== 'user' &&
      context !== 'answer' &&
      context !== 'number'
    )
      return;
  }
  // "de 3 cijfers zijn 447"
  if (countedDigits.has(keys[token] as number) && token > 0 && threes.has(keys[token - 1] as number) && pinBehind(tokens, token, out, 'cvv')) return;
  if (
    token > 0 &&
    countedDigits.has(keys[token] as number) &&
    shapes[token - 1] === NUMBER &&
    bytes[starts[token - 1] as number] === 0x33 &&
    tokens.length(token - 1) === 1 &&
    pinBehind(tokens, token, out, 'cvv')
  )
    return;
  if (!strong && !forKey && (onTheBack(tokens, token) || cardNear(token)) && pinBehind(tokens, token, out, 'cvv')) return;
  if (adjacent.has(keys[token] as number)) {
    const next = token + 1;
    if (next < count && shapes[next] === NUMBER && gaps[next] === SPACE && readGroups(tokens, next)) {
      const { digits, last } = groupsFound;
      if (keys[token] === smsWord ? digits >= 5 && digits <= 8 : digits === 4 || digits === 6)
        out.add(SECRET, starts[next] as number, ends[last] as number, 66, 'secret.code');
    }
    return;
  }
  const cued = strong || cueNear(tokens, token);
  if (reversed(tokens, token, cued, out)) return;
  let marked = false;
  let asked = 0;
  for (let at = token + 1; at < count && at - token < 15; at++) {
    const gap = gaps[at] as number;
    if (gap === NEWLINE || gap === STOPMARK) {
      // Asked in one turn, answered in the next.
      const question = bytes[ends[at - 1] as number] === 0x3f;
      if (asked > 0 || (!cued && !question)) break;
      asked = 1;
    }
    if (gap === DOTSPACE && at > token + 1 && shapes[at] !== NUMBER) break;
    if (gap === COLON || gap === EQUALS) marked = true;
    if (shapes[at] === NUMBER) {
      if (at + 1 < count && gaps[at + 1] === COLON && shapes[at + 1] === NUMBER) {
        at++;
        continue;
      }
      const near = at === token + 1 || marked || (at - token === 2 && reverse.has(keys[at - 1] as number));
      if (
        (gaps[at] === NONE || gaps[at + 1] === NONE || gaps[at + 1] === HYPHEN || gaps[at] === HYPHEN) &&
        mixed(tokens, token, at, strong, cued, forKey, near, out)
      )
        return;
      if (!readGroups(tokens, at)) {
        if (at > token + 6) return;
        continue;
      }
      const { digits, groups, singles, last } = groupsFound;
      const spoken = singles === groups && digits >= 4 && digits <= 8;
      const whole = digits >= 4 && digits <= 8 && groups <= 4;
      const said = at === token + 1 ? marked : at === token + 2 && reverse.has(keys[at - 1] as number);
      const told = (said && (digits === 6 || groups > 1)) || (asked > 0 && (digits === 6 || groups > 1) && at - token < 10);
      if ((spoken || whole) && (cued || told)) {
        let end = ends[last] as number;
        if (bytes[end] === 0x23 || bytes[end] === 0x2a) end++;
        out.add(SECRET, starts[at] as number, end, strong ? (near ? 90 : 80) : 74, 'secret.code');
        return;
      }
      if (digits > 2 || at === token + 1) return;
      continue;
    }
    const context = contexts[contextIn(values[at] as number)] as Context;
    if (stops.has(context)) return;
    if ((forKey || cued) && (marked || at === token + 1 || (forKey && at - token < 5))) {
      if (lettersOnly(tokens, token, at, forKey, strong, marked, out)) return;
    }
    if (gap !== COLON && gap !== EQUALS && shapes[at] !== NUMBER) marked = marked && at - token < 2;
  }
}

/** A chunk of letters and digits around number token `at`. */
function mixed(tokens: Tokens, token: number, at: number, strong: boolean, cued: boolean, forKey: boolean, near: boolean, out: Findings): boolean {
  let from = starts[at] as number;
  const floor = Math.max(ends[token] as number, from - 60);
  while (from > floor && (bytes[from - 1] as number) > 0x20 && bytes[from - 1] !== 0x2c && bytes[from - 1] !== 0x3a && bytes[from - 1] !== 0x3d) from--;
  if (!chunk.read(tokens, from, token + 1) || chunk.start > (starts[at] as number)) return false;
  if (strong && chunk.letters === 0 && chunk.symbols > 0 && chunk.digits >= 4 && chunk.digits <= 8 && chunk.length < 12) {
    out.add(SECRET, chunk.start, chunk.end, 78, 'secret.code');
    return true;
  }
  if (chunk.letters === 0 || chunk.address || chunk.slashes > 0 || chunk.length < 4) return false;
  const code = chunk.lowers === 0 && chunk.symbols === 0 && chunk.digits > 0 && chunk.length <= 24 && chunk.length >= 5;
  const key = forKey && chunk.length >= 10 && chunk.digits > 1;
  if ((code && (strong || forKey) && (near || strong)) || (code && cued && near) || key || (cued && surelySecret(bytes, chunk) && chunk.dots === 0)) {
    out.add(SECRET, chunk.start, chunk.end, key ? 90 : 84, 'secret.code');
    return true;
  }
  return false;
}

/** A value that begins with letters. */
function lettersOnly(tokens: Tokens, token: number, at: number, forKey: boolean, strong: boolean, marked: boolean, out: Findings): boolean {
  const start = starts[at] as number;
  if (
    (bytes[start - 1] as number) > 0x20 &&
    bytes[start - 1] !== 0x3a &&
    bytes[start - 1] !== 0x3d &&
    bytes[start - 1] !== 0x22 &&
    bytes[start - 1] !== 0x27 &&
    bytes[start - 1] !== 0x28
  )
    return false;
  if (!chunk.read(tokens, start, at) || chunk.start !== start || chunk.address || chunk.digits === 0) return false;
  const long = forKey && chunk.length >= 10 && (chunk.digits > 1 || chunk.symbols > 0) && chunk.slashes < 2;
  const code =
    strong && chunk.lowers === 0 && chunk.length >= 5 && chunk.length <= 24 && chunk.slashes === 0 && (marked || at === token + 1 || chunk.digits > 1);
  const sure = surelySecret(bytes, chunk) && chunk.dots === 0;
  if (!long && !code && !sure) return false;
  out.add(SECRET, chunk.start, chunk.end, long ? 90 : 80, 'secret.code');
  return true;
}

function cueNear(tokens: Tokens, token: number): boolean {
  const { count } = tokens;
  for (let at = token - 1; at >= 0 && token - at < 12; at--) {
    if (gaps[at + 1] === NEWLINE && token - at > 2) break;
    if (cues.has(keys[at] as number)) return true;
  }
  for (let at = token + 1; at < count && at - token < 12; at++) {
    if (gaps[at] === NEWLINE) break;
    if (cues.has(keys[at] as number)) return true;
  }
  return false;
}

/** "204817 is your login code", "2468 als code". */
function reversed(tokens: Tokens, token: number, cued: boolean, out: Findings): boolean {
  let verb = false;
  for (let at = token - 1; at >= 0 && token - at < 6; at--) {
    if (gaps[at + 1] === NEWLINE || gaps[at + 1] === STOPMARK || gaps[at + 1] === DOTSPACE) return false;
    if (shapes[at] === NUMBER) {
      if (!verb || !cued) return false;
      let first = at;
      while (first > 0 && shapes[first - 1] === NUMBER && gaps[first] === SPACE && at - first < 6) first--;
      if (!readGroups(tokens, first) || groupsFound.last !== at || groupsFound.digits < 4 || groupsFound.digits > 8) return false;
      out.add(SECRET, starts[first] as number, ends[at] as number, 80, 'secret.code');
      return true;
    }
    if (reverse.has(keys[at] as number)) verb = true;
  }
  return false;
}
