/**
 * User names: "gebruikersnaam: jdvries", "logt in als hendrikse_71", "login kdabrowska". Chosen by people or issued by whoever runs the system; no fixed form, no checksum.
 * Look-alikes: ordinary words behind "gebruiker" ("gebruiker belt"), names of people; so a name without digit or mark counts only behind a word that means user name, and when it is no word.
 * What stands behind a slash is the password ("inlog fam.derks / Bratwurst12").
 */
import { contextOf, FORENAME, STOP, SURNAME, WORD } from '../engine/bits.ts';
import { Chunk } from '../engine/chunk.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, hashWord } from '../engine/lexicon.ts';
import { HYPHEN, type Tokens } from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';

const USERNAME = spanIndex('USERNAME');
const SECRET = spanIndex('SECRET');
const chunk = new Chunk();
const keysOf = (words: string): Set<number> => new Set(words.split(' ').map(hashWord));
const between = keysOf('als met as is was name naam van onder account acc in id with for on mijn zijn haar the het de of portaal klant user gebruiker');
/** Words that mean a user name and nothing else. */
const sure = keysOf(
  'login inlog gebruikersnaam username inlognaam loginnaam user userid accountnaam inloggen logins ingelogd gebruikersid screenname handle gebruiker',
);

/** Looks behind a word for user or account. */
export function userBehind(tokens: Tokens, token: number, out: Findings): void {
  const { bytes, ends, starts, keys, values, count, gaps } = tokens;
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
    const form = chunk.letters > 0 && (chunk.digits > 0 || countUnder(bytes, chunk) || (chunk.dots > 0 && chunk.uppers === 0));
    const word = first && (value & (WORD | STOP | FORENAME | SURNAME)) !== 0;
    const plain = firm && wide && chunk.letters >= 4 && chunk.uppers === 0 && !word && first && (step === 0 || linked || marked || chunk.marked);
    const said =
      wide && (chunk.marked || chunk.quoted) && step < 2 && chunk.letters >= 3 && (!word || chunk.quoted || endsLine(bytes, chunk.next)) && chunk.symbols === 0;
    if (form || plain || said) {
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
  const { bytes } = tokens;
  let at = from;
  while (bytes[at] === 0x20) at++;
  if ((bytes[at] !== 0x2f && bytes[at] !== 0x2b) || bytes[at + 1] !== 0x20) return;
  if (!chunk.read(tokens, at + 2, token) || chunk.broken) return;
  if (chunk.letters > 2 && chunk.digits + chunk.symbols > 0 && chunk.length >= 5 && chunk.ats === 0 && !chunk.address)
    out.add(SECRET, chunk.start, chunk.end, 72, 'secret.password');
}
