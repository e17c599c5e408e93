/**
 * What a word says is secret: passwords here; codes, PINs, user names and answers to security questions in files of their own, called from here.
 * No issuer, no checksum. The value stands behind the word ("ww: Zomer2026!", "pw zonnetje88"), behind a mark or verb ("wachtwoord gereset naar Tulp-88"), or further on in the sentence
 * when its form is one nobody writes by chance ("als wachtwoord heeft hij gekozen Merel-in-de-tuin7").
 * Look-alikes: "wachtwoord reset", "wachtwoord: vergeten", references ("INC-7718"), times and amounts, e-mail addresses, "ww-uitkering".
 */
import { type Context, contexts, FORENAME_3, ORG_NAME, PLACE, STOP, WORD } from '../engine/bits.ts';
import { Chunk } from '../engine/chunk.ts';
import { contextOfWord } from '../engine/context.ts';
import { standsAlone } from '../engine/extent.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn } from '../engine/lexicon.ts';
import { HYPHEN, LOWERCASE, NUMBER, SPACE, type Tokens, tokenArrays, UPPERCASE } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { noteDocument } from '../notes/documents.ts';
import { bicBehind } from './bic.ts';
import { spelledEmail } from './email-spelled.ts';
import { codeBehind } from './one-time-code.ts';
import { pinBehind } from './pin.ts';
import { answerBehind } from './security-answer.ts';
import { userBehind } from './username.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const SECRET = spanIndex('SECRET');
const shortDocuments = wordSet('id licence license');
const chunk = new Chunk();
/** Words between "wachtwoord" and the value: what follows is it. */
const markers = wordSet('is was naar to as wordt werd luidt luidde het nu be set ingesteld on by');
/** Words that stand there instead of a value. */
const noValue = wordSet(
  'reset resetten gereset onbekend vergeten kwijt geen nvt niet ja nee aangepast gewijzigd ok oke verstuurd ingesteld geblokkeerd verlopen changed forgotten unknown none expired required optional veranderd hersteld zie via invullen invoeren wijzigen link protected reminder goed oud nieuw kort lang zwak sterk bekend gelijk hetzelfde anders weg zoek veilig onveilig nodig fine weak strong too same hint generator policy wordt is moet mag kan werkt klopt fout verkeerd juist correct incorrect wrong minimaal redacted hidden verborgen string null true false gemaild sent manager beleid resetlink herstellink resetmail resetcode weggelaten',
);
/** Contexts whose words end the search: the value behind them is theirs. */
const others = new Set<Context>([
  'user',
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
  'phone',
  'iban',
  'bsn',
  'plate',
  'account',
  'address',
  'postcode',
  'national',
  'product',
  'device',
  'card',
]);

/** Looks behind a context word for what it names. */
export function secretAt(tokens: Tokens, token: number, out: Findings): void {
  const context = contexts[contextOfWord(tokens, token)] as Context;
  switch (context) {
    case 'password':
      passwordBehind(tokens, token, out);
      break;
    case 'user':
    case 'account':
      userBehind(tokens, token, out);
      break;
    case 'code':
      codeBehind(tokens, token, out);
      break;
    case 'cvv':
    case 'pin':
      if (!pinBehind(tokens, token, out, context) && contexts[contextIn(values[token] as number)] === 'code') codeBehind(tokens, token, out);
      break;
    case 'answer':
      answerBehind(tokens, token, out);
      break;
    case 'document':
      noteDocument(token);
      break;
    case 'number':
    case 'other':
      if (shortDocuments.has(keys[token] as number)) noteDocument(token);
      break;
    case 'spelled':
      spelledEmail(tokens, token, out);
      break;
    case 'bic':
      bicBehind(tokens, token, out);
      break;
    default:
  }
}

/** Letters with digits or with a mark that seldom stands in a word; no e-mail address, time, measure or reference. */
export function looksSecret(bytes: Uint8Array, one: Chunk): boolean {
  const { digits, letters, symbols, hyphens, uppers, lowers, length, start } = one;
  if (length < 4 || letters === 0 || one.address) return false;
  if (digits === 0 && symbols === 0) return false;
  if (digits === 0 && one.symbols === countOf(bytes, one, 0x26) && letters < 6) return false;
  // "30min", "9u30", "2x", "12e": a number with its unit
  if (symbols === 0 && hyphens === 0 && (bytes[start] as number) < 0x3a && letters <= 4 && digits <= 4) return false;
  // "INC-7718", "B-2207", "2FA-code"
  if (symbols === 0 && hyphens > 0 && lowers === 0 && uppers <= 4) return false;
  return true;
}

const countOf = (bytes: Uint8Array, one: Chunk, wanted: number): number => {
  let count = 0;
  for (let at = one.start; at < one.end; at++) if (bytes[at] === wanted) count++;
  return count;
};

/** A form that nobody writes by chance: capitals, small letters and digits, or letters with a mark among them. */
export function surelySecret(bytes: Uint8Array, one: Chunk): boolean {
  if (!looksSecret(bytes, one) || one.length < 7 || one.letters < 3 || one.slashes > 0 || one.ats > 0) return false;
  const inner = one.symbols - (one.symbols === countOf(bytes, one, 0x5f) ? one.symbols : 0);
  return (one.uppers > 0 && one.lowers > 1 && one.digits > 0) || (inner > 0 && one.digits > 0) || (inner > 0 && one.uppers > 0 && bytes[one.end - 1] !== 0x21);
}

/** A small number, with or without an x, right before: "3x", "3 x", "2". */
function timesBefore(token: number): boolean {
  let at = token - 1;
  if (shapes[at] !== NUMBER) {
    if ((ends[at] as number) - (starts[at] as number) !== 1 || ((bytes[starts[at] as number] as number) | 32) !== 0x78 || at === 0) return false;
    at--;
  }
  return shapes[at] === NUMBER && (ends[at] as number) - (starts[at] as number) <= 2;
}

function passwordBehind(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  let from = ends[token] as number;
  const next = bytes[from] as number;
  // "password1", "wachtwoord123"
  if ((next - 0x30) >>> 0 < 10) {
    if (from - (starts[token] as number) < 5) return;
    chunk.read(tokens, starts[token] as number, token);
    if (chunk.digits > 0 && chunk.digits < 6) out.add(SECRET, chunk.start, chunk.end, 66, 'secret.password');
    return;
  }
  // "3x pw", "2 pw": times a week
  if (from - (starts[token] as number) === 2 && token > 0 && timesBefore(token)) return;
  // "3078 PW": a postcode
  if (from - (starts[token] as number) === 2 && token > 0 && shapes[token] === UPPERCASE && shapes[token - 1] === NUMBER && tokens.length(token - 1) === 4)
    return;
  // "ww-uitkering", "wachtwoord-reset"
  if (token + 1 < count && gaps[token + 1] === HYPHEN) return;
  const own = starts[token] as number;
  if (token > 1 && asWords.has(keys[token - 1] as number) && gaps[token] === SPACE && valueBefore(tokens, token - 1, out)) return;
  let marked = false;
  let near = true;
  let blocked = false;
  let at = token + 1;
  for (let step = 0; step < 13 && from - own < 160; step++) {
    if (!chunk.read(tokens, from, at)) return;
    if (chunk.broken && step < 7 && newlineBetween(bytes, from, chunk.start)) {
      answered(tokens, chunk.start, at, out);
      return;
    }
    if (chunk.broken && !(step === 0 && chunk.marked)) {
      // "verkeerd paswoord. Het is ..." goes on; anything else is another sentence.
      if (step > 2 || !markers.has(keys[chunk.token] as number)) return;
    }
    from = chunk.next;
    at = chunk.token;
    // What stands behind another word is that word's; only an answer on the next line is still looked for.
    if (blocked) continue;
    const inText = at < count && (starts[at] as number) < chunk.end;
    const value = inText ? (values[at] as number) : 0;
    const key = inText ? (keys[at] as number) : 0;
    const context = (inText && (ends[at] as number) >= chunk.end - 1 ? contexts[contextIn(value)] : 'none') as Context;
    const colon = chunk.marked && near;
    marked = (marked || chunk.marked) && near;
    if (markers.has(key) && chunk.digits === 0) {
      marked = true;
      near = true;
      continue;
    }
    const secret = looksSecret(bytes, chunk);
    const whole = step === 0 || marked;
    if (whole && secret) {
      out.add(SECRET, chunk.start, chunk.end, colon || step === 0 ? 92 : 86, 'secret.password');
      return;
    }
    if (
      chunk.quoted &&
      chunk.length >= 3 &&
      (marked || step < 5) &&
      !(noValue.has(key) || (!marked && ((value & STOP) !== 0 || (step > 0 && (value & WORD) !== 0))))
    ) {
      out.add(SECRET, chunk.start, chunk.end, 80, 'secret.password');
      return;
    }
    // Digits only, or words joined by hyphens, right behind the word
    if (
      step === 0 &&
      chunk.letters === 0 &&
      chunk.digits === chunk.length &&
      chunk.length >= 4 &&
      chunk.length <= 8 &&
      !chunk.marked &&
      !standsAlone(tokens, at)
    ) {
      out.add(SECRET, chunk.start, chunk.end, 66, 'secret.password');
      return;
    }
    if (step === 0 && chunk.hyphens > 1 && chunk.digits === 0 && chunk.lowers > 9) {
      out.add(SECRET, chunk.start, chunk.end, 62, 'secret.password');
      return;
    }
    // "ww Zonnebloem, werkt": an ordinary word with a capital in the middle of a sentence
    if (
      step === 0 &&
      !chunk.marked &&
      inText &&
      chunk.uppers === 1 &&
      chunk.letters === chunk.length &&
      chunk.length >= 5 &&
      ((value & WORD) !== 0 || value === 0)
    ) {
      if (
        (value & (STOP | ORG_NAME | PLACE | FORENAME_3)) === 0 &&
        context === 'none' &&
        !noValue.has(key) &&
        endsClause(bytes, chunk.next) &&
        shapes[token] === LOWERCASE
      ) {
        out.add(SECRET, chunk.start, chunk.end, 58, 'secret.password');
        return;
      }
    }
    // "wachtwoord is appeltaart, werkt niet"
    if (
      marked &&
      !colon &&
      inText &&
      chunk.letters === chunk.length &&
      chunk.length >= 4 &&
      endsClause(bytes, chunk.next) &&
      !noValue.has(key) &&
      (value & STOP) === 0 &&
      context === 'none' &&
      !participle(bytes, chunk)
    ) {
      out.add(SECRET, chunk.start, chunk.end, 60, 'secret.password');
      return;
    }
    if (marked && colon && chunk.length >= 4 && !chunk.address && !noValue.has(key)) {
      const alone = endsClause(bytes, chunk.next);
      if ((value & (WORD | STOP)) === 0 && (context === 'none' || alone)) {
        out.add(SECRET, chunk.start, chunk.end, 78, 'secret.password');
        return;
      }
      if (alone && (chunk.digits > 0 || (value & STOP) === 0) && context === 'none') {
        out.add(SECRET, chunk.start, chunk.end, 70, 'secret.password');
        return;
      }
    }
    if (surelySecret(bytes, chunk) || (secret && chunk.marked && chunk.digits + chunk.symbols > 1 && chunk.digits > 0 && chunk.length > 6)) {
      out.add(SECRET, chunk.start, chunk.end, 76, 'secret.password');
      return;
    }
    if (context !== 'none' && others.has(context)) blocked = true;
    near = false;
  }
}

function newlineBetween(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === 0x0a) return true;
  return false;
}

/** Asked for in one turn, given in the next: "en uw wachtwoord? / klant: Zonnetje12". Reads behind the time and the speaker's name. */
function answered(tokens: Tokens, line: number, token: number, out: Findings): void {
  let from = line;
  for (let step = 0; step < 4; step++) {
    if (!chunk.read(tokens, from, token) || (step > 0 && chunk.broken)) return;
    const time = chunk.letters === 0 && chunk.digits > 0 && chunk.digits < 7 && (chunk.colons > 0 || bytes[chunk.end] === 0x5d);
    const speaker = bytes[chunk.end] === 0x3a && chunk.letters > 0;
    if (!time && !speaker) {
      if ((step === 0 ? endsClause(bytes, chunk.next) : true) && looksSecret(bytes, chunk) && chunk.digits > 0 && chunk.letters > 2)
        out.add(SECRET, chunk.start, chunk.end, 72, 'secret.password');
      return;
    }
    from = chunk.next;
  }
}

/** "ingesteld", "gewijzigd", "verlopen": what happened to the password, not the password. */
function participle(bytes: Uint8Array, one: Chunk): boolean {
  const low = (at: number): number => (bytes[at] as number) | 32;
  const last = low(one.end - 1);
  if (last !== 0x64 && last !== 0x74 && last !== 0x6e) return false;
  const first = low(one.start) * 256 + low(one.start + 1);
  return beginnings.has(first);
}
const beginnings = new Set(
  ['ge', 've', 'be', 'aa', 'op', 'ui', 'he', 'do', 'af', 'in', 'on', 'no', 're', 'ch', 'up'].map((two) => two.charCodeAt(0) * 256 + two.charCodeAt(1)),
);
const asWords = wordSet('als as for voor');

/** "Hondje2019 als wachtwoord": the value before the word. */
function valueBefore(tokens: Tokens, token: number, out: Findings): boolean {
  const { from } = tokens;
  let end = (starts[token] as number) - 1;
  while (end > from && bytes[end - 1] === 0x20) end--;
  let start = end;
  while (start > from && end - start < 40 && (bytes[start - 1] as number) > 0x20) start--;
  if (end - start < 5 || !chunk.read(tokens, start, 0) || !looksSecret(bytes, chunk) || chunk.digits === 0 || chunk.address) return false;
  out.add(SECRET, chunk.start, chunk.end, 76, 'secret.password');
  return true;
}

/** True when a clause, line or the text ends at this byte. */
const endsClause = (bytes: Uint8Array, at: number): boolean => {
  const byte = bytes[at] as number;
  return byte === 0 || byte === 0x0a || byte === 0x0d || byte === 0x2c || byte === 0x3b || byte === 0x2e || byte === 0x22 || byte === 0x27 || byte === 0x7c;
};
