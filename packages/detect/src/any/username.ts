/**
 * User names: "gebruikersnaam: jdvries", "logt in als hendrikse_71", "login kdabrowska". Chosen by people or issued by whoever runs the system; no fixed form, no checksum.
 * Look-alikes: ordinary words behind "gebruiker" ("gebruiker belt"), names of people; so a name without digit or mark counts only behind a word that means user name, and when it is no word.
 * What stands behind a slash is the password ("inlog fam.derks / Bratwurst12").
 */
import { contextOf, FORENAME, STOP, SURNAME, WORD } from '../engine/bits.ts';
import { Chunk } from '../engine/chunk.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, hashWord, lookUp } from '../engine/lexicon.ts';
import { HYPHEN, LOWERCASE, MIXEDCASE, NUMBER, type Tokens, tokenArrays, UNDERSCORE } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { asciiOf } from '../engine/words.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const USERNAME = spanIndex('USERNAME');
const SECRET = spanIndex('SECRET');
const chunk = new Chunk();
const between = wordSet('als met as is was name naam van onder account acc in id with for on mijn zijn haar the het de of portaal klant user gebruiker');
/** Words that mean a user name and nothing else. */
const sure = wordSet(
  'login inlog gebruikersnaam username inlognaam loginnaam user userid accountnaam inloggen logins ingelogd gebruikersid screenname handle gebruiker',
);

const named = wordSet('gebruikersnaam username inlognaam loginnaam userid accountnaam');

/** Looks behind a word for user or account. */
export function userBehind(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  if (token + 1 < count && gaps[token + 1] === HYPHEN && bytes[ends[token] as number] === 0x2d) return;
  const firm = sure.has(keys[token] as number);
  const wide = keys[token] !== hashAccount;
  let from = ends[token] as number;
  let at = token + 1;
  let marked = false;
  let linked = false;
  for (let step = 0; step < 5; step++) {
    if (!chunk.read(tokens, from, at) || (chunk.broken && !chunk.marked)) return;
    from = chunk.next;
    at = chunk.token;
    if (at >= count || (starts[at] as number) >= chunk.end) {
      if (chunk.digits > 0 && chunk.letters === 0) return;
    }
    const value = (values[at] as number) | 0;
    const key = keys[at] as number;
    const first = starts[at] === chunk.start && (ends[at] as number) >= chunk.end;
    marked = chunk.marked && (step === 0 || marked);
    if (first && !chunk.quoted && (between.has(key) || contextIn(value) === userContext) && chunk.digits === 0) {
      linked = true;
      continue;
    }
    if (chunk.ats > 0 && chunk.dots > 0) slashSecret(tokens, chunk.next, at, out);
    if (chunk.ats > 0 || chunk.slashes > 1 || chunk.colons > 0 || chunk.length < 3 || chunk.length > 40) return;
    const camel = firm && first && chunk.uppers > 1 && chunk.lowers > 2 && chunk.letters === chunk.length && shapes[at] === MIXEDCASE;
    const form =
      chunk.letters > 0 &&
      (camel ||
        (chunk.hyphens > 0 && chunk.marked && chunk.uppers === 0) ||
        chunk.digits > 0 ||
        countUnder(bytes, chunk) ||
        (chunk.dots > 0 && chunk.uppers === 0));
    // Behind "gebruikersnaam" a name in small letters is one; behind "login" it may be a person.
    const ordinary = named.has(keys[token] as number) ? WORD | STOP : WORD | STOP | FORENAME | SURNAME;
    const word = first && (value & ordinary) !== 0;
    const plain = firm && wide && chunk.letters >= 4 && chunk.uppers === 0 && !word && first && (step === 0 || linked || marked || chunk.marked);
    const said =
      wide && (chunk.marked || chunk.quoted) && step < 2 && chunk.letters >= 3 && (!word || chunk.quoted || endsLine(bytes, chunk.next)) && chunk.symbols === 0;
    const short = first && chunk.uppers === 0 && chunk.letters === chunk.length && value === 0 && (step === 0 || linked) && initialSurname(tokens, at);
    if (form || plain || said || short) {
      let end = chunk.end;
      if (chunk.slashes === 1) {
        end = chunk.start;
        while (bytes[end] !== 0x2f) end++;
        if (end - chunk.start < 3) return;
        if (chunk.end - end > 4) out.add(SECRET, end + 1, chunk.end, 72, 'secret.password');
      }
      out.add(USERNAME, chunk.start, end, chunk.marked ? 80 : 72, 'username.named');
      slashSecret(tokens, chunk.next, at, out);
    } else slashSecret(tokens, chunk.next, at, out);
    return;
  }
}

const hashAccount = hashWord('account');
const userContext = contextOf('user');

const countUnder = (bytes: Uint8Array, one: Chunk): boolean => {
  for (let at = one.start + 1; at < one.end; at++) if (bytes[at] === 0x5f) return true;
  return false;
};

const endsLine = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x7c || bytes[at] === 0x22;

/** "... / Bratwurst12": the password behind a user name. */
function slashSecret(tokens: Tokens, from: number, token: number, out: Findings): void {
  let at = from;
  while (bytes[at] === 0x20) at++;
  if ((bytes[at] !== 0x2f && bytes[at] !== 0x2b) || bytes[at + 1] !== 0x20) return;
  if (!chunk.read(tokens, at + 2, token) || chunk.broken) return;
  if (chunk.letters > 2 && chunk.digits + chunk.symbols > 0 && chunk.length >= 5 && chunk.ats === 0 && !chunk.address)
    out.add(SECRET, chunk.start, chunk.end, 72, 'secret.password');
}

/** "jdvries", "pjansma": a first letter with a known family name behind it. */
function initialSurname(tokens: Tokens, token: number): boolean {
  const text = asciiOf(bytes, starts[token] as number, ends[token] as number);
  return text.length > 5 && text.length < 24 && (lookUp(tokens.lexicon, hashWord(text.slice(1))) & SURNAME) !== 0;
}

/** "vdb_katrien", "jan_88": small letters joined by underscores with no word to name them, unless all parts are ordinary words ("klant_id"). */
export function underscoreName(tokens: Tokens, token: number, out: Findings): void {
  const { count } = tokens;
  const start = starts[token] as number;
  const before = bytes[start - 1] as number;
  if (before > 0x20 && before !== 0x28 && before !== 0x2c && before !== 0x22 && before !== 0x27 && before !== 0x3a) return;
  let last = token;
  let odd = false;
  let digits = 0;
  for (; last < count && last - token < 6; last++) {
    if (last > token && gaps[last] !== UNDERSCORE && gaps[last] !== 0) break;
    if (shapes[last] === NUMBER) digits += tokens.length(last);
    else if (shapes[last] !== LOWERCASE) return;
    else if (((values[last] as number) & (WORD | STOP)) === 0) odd = true;
  }
  const end = ends[last - 1] as number;
  const after = bytes[end] as number;
  const follows = bytes[end + 1] as number;
  if (after === 0x40 || after === 0x2f || after === 0x5f || after === 0x3d || after === 0x28 || (after === 0x2e && follows > 0x20) || after === 0x2d) return;
  if (end - start < 5 || end - start > 30 || digits > 6 || !odd) return;
  out.add(USERNAME, start, end, 56, 'username.form');
}

/** "gerrit1954": a forename in small letters with a year or a few digits behind it, nothing else around it. Called at the digits. */
export function nameWithDigits(tokens: Tokens, token: number, out: Findings): boolean {
  if (token === 0 || shapes[token - 1] !== LOWERCASE || tokens.length(token) < 2 || tokens.length(token) > 4 || tokens.length(token - 1) < 4) return false;
  const value = values[token - 1] as number;
  if ((value & FORENAME) === 0 || (value & (WORD | STOP)) !== 0) return false;
  const start = starts[token - 1] as number;
  const end = ends[token] as number;
  const before = bytes[start - 1] as number;
  const after = bytes[end] as number;
  if (
    (before > 0x20 && before !== 0x28 && before !== 0x22 && before !== 0x27) ||
    !(after <= 0x20 || ((after === 0x2e || after === 0x2c) && (bytes[end + 1] as number) <= 0x20) || after === 0x29)
  )
    return false;
  out.add(USERNAME, start, end, 74, 'username.form');
  return true;
}
