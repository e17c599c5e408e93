/** Parts of names: words that are none, nicknames in brackets, "Mahabier, S.", initials. */
import { FORENAME, FORENAME_2, FORENAME_3, ORG_KIND, PARTICLE, PLACE, STOP, SURNAME, SURNAME_2, SURNAME_3, TITLE, WORD } from '../engine/bits.ts';
import { hashWord } from '../engine/lexicon.ts';
import {
  COLON,
  COMMA,
  DOT,
  DOTSPACE,
  EQUALS,
  HYPHEN,
  INITIAL,
  LOWERCASE,
  MIXED,
  NEWLINE,
  NUMBER,
  PAREN,
  SPACE,
  STOPMARK,
  TAB,
  TITLECASE,
  type Tokens,
  tokenArrays,
  UPPERCASE,
} from '../engine/tokens.ts';
import { wordSet } from '../engine/word-set.ts';

const { bytes, starts, ends, shapes, gaps, values } = tokenArrays;

/** The key of "tot" ("van Nispen tot Sevenaer"). */
export const TOT = hashWord('tot');
/** Words that stand where a name could and are none: interjections, headings. */
export const notNames = wordSet(
  'top prima super oke ok mooi fijn helder klopt great lovely perfect cheers ola hey hoi hallo goed goedemorgen goedemiddag graag gelukt jammer sorry haha hahaha klasse toppie merci bedankt come once general sen gov rep pres parliament parlement north south east west noord zuid oost central holy christmas kerst easter pasen ramadan eid garda isis allah dad mum mom bae uni ama dea barca pin puk sim faq tbt',
);
/** Words behind which a name is that of a pet or a room. */
export const things = wordSet(
  'hond kat poes paard pony konijn hamster papegaai dog cat kitten puppy pup horse zaal vergaderzaal lokaal vergaderruimte gebouw schip boot model type serie merk ras',
);
/** Last words of places, firms and works that begin like a name ("Victoria Park", "Stewart Island"). */
export const placeTails = wordSet(
  'island islands valley moor office police nation farm airport station beach bridge castle college collection festival awards show live street road avenue square tower mall centre center building gebouw museum stadium arena theatre cathedral chapel abbey forest woods mountain mount river bay coast harbour harbor gardens estate village county district region county apartments hotel inn club cup league prize foundation trust institute park rising committee',
);

/** Offices whose "van" is followed by a town. */
export const offices = wordSet('burgemeester wethouder minister president officer rechter judge heer heren dominee pastoor');

/** Where a name goes on behind "(Hanneke)" that starts at the token; 0 when it does not. */
export function nicknameEnd(tokens: Tokens, token: number): number {
  const { count } = tokens;
  if (bytes[(starts[token] as number) - 1] !== 0x28 || shapes[token] !== TITLECASE || ((values[token] as number) & STOP) !== 0) return 0;
  let last = token;
  if (last + 1 < count && gaps[last + 1] === HYPHEN && shapes[last + 1] === TITLECASE) last++;
  const next = last + 1;
  if (next >= count || gaps[next] !== PAREN || bytes[(starts[next] as number) - 1] !== 0x20) return 0;
  let at = next;
  while (at < count && at - next < 3 && ((values[at] as number) & PARTICLE) !== 0 && at + 1 < count && gaps[at + 1] === SPACE) at++;
  return shapes[at] === TITLECASE &&
    ((values[at] as number) & STOP) === 0 &&
    (((values[token] as number) & FORENAME) !== 0 || ((values[at] as number) & SURNAME) !== 0)
    ? at
    : 0;
}

/** End in bytes of the name found last by turnedAround(). */
export const turnedEnd = { at: 0 };
/** Last token of "Mahabier, S." or "van der Berg, Anneke" whose family name ends at `last`: at the start of a line, a cell or behind a label; sets turnedEnd. */
export function turnedAround(tokens: Tokens, head: number, last: number, parts: number, cue: boolean): number {
  const { count } = tokens;
  const next = last + 1;
  if (next >= count || gaps[next] !== COMMA || parts > 2 || bytes[ends[last] as number] !== 0x2c || (starts[next] as number) - (ends[last] as number) > 2)
    return 0;
  const gap = gaps[head] as number;
  const cell = head === 0 || gap === NEWLINE || gap === TAB || gap === MIXED || gap === COLON || gap === PAREN || gap === STOPMARK || gap === EQUALS;
  if (!cell && !cue) return 0;
  const value = values[next] as number;
  if (shapes[next] === INITIAL) {
    let at = next;
    while (at + 1 < count && gaps[at + 1] === DOT && shapes[at + 1] === INITIAL) at++;
    if (bytes[ends[at] as number] !== 0x2e && !(at + 1 >= count || gaps[at + 1] === TAB || gaps[at + 1] === NEWLINE)) return 0;
    turnedEnd.at = (ends[at] as number) + (bytes[ends[at] as number] === 0x2e ? 1 : 0);
    return at;
  }
  if (shapes[next] !== TITLECASE || (value & FORENAME_2) === 0 || (value & (STOP | ORG_KIND | WORD)) !== 0 || ((values[last] as number) & FORENAME_3) !== 0)
    return 0;
  // Greetings and lists of names: "Jansen, Piet" stands alone in its cell.
  const after = next + 1 < count ? (gaps[next + 1] as number) : NEWLINE;
  if (after === SPACE) return 0;
  turnedEnd.at = ends[next] as number;
  return next;
}

/** "Th." or "Chr." among initials. */
export function shortInitial(tokens: Tokens, at: number): boolean {
  if (at + 1 >= tokens.count || shapes[at] !== TITLECASE || tokens.length(at) > 3 || ((values[at] as number) & TITLE) !== 0) return false;
  return (gaps[at + 1] === DOT || gaps[at + 1] === DOTSPACE) && shapes[at + 1] !== NUMBER;
}

/** "A Visser": an initial without a full stop; not the words "A" and "I" in the middle of English. */
export function initialAlone(tokens: Tokens, at: number, next: number): boolean {
  const letter = bytes[starts[at]] | 32;
  const first = at === 0 || gaps[at] === NEWLINE;
  return (letter !== 0x61 && letter !== 0x69) || (first && ((values[next] & WORD) === 0 || next === tokens.count - 1));
}

/** A clear forename with a capital. */
export const partOkStrong = (token: number): boolean =>
  shapes[token] === TITLECASE && ((values[token] as number) & FORENAME_2) !== 0 && ((values[token] as number) & STOP) === 0;
/** "Yara uit Breda", "Jan in Gent": a preposition and a place, no family name; "van", "de", "ter" do make one. */
export function isPlaceAfter(particle: number, value: number): boolean {
  const first = bytes[starts[particle]];
  return (value & PLACE) !== 0 && (values[particle] & STOP) !== 0 && first !== 0x64 && first !== 0x76 && first !== 0x74;
}
/** A word in small letters stands behind it. */
export const unknownNext = (tokens: Tokens, token: number): boolean => token + 1 < tokens.count && gaps[token + 1] === SPACE && shapes[token + 1] === LOWERCASE;

/** Where readInitials() stopped. */
export const initialsRead = { at: 0 };

/** Counts the initials from a token on ("A.B.", "JP", "A.Th.", "K Dogan" in a cell) and sets initialsRead.at to the token behind them. */
export function readInitials(tokens: Tokens, from: number, titled: boolean, cue: boolean): number {
  const { count } = tokens;
  const gapBefore = gaps[from] as number;
  let at = from;
  let initials = 0;
  while (at < count && shapes[at] === INITIAL && initials < 7) {
    const next = at + 1;
    if (next >= count) break;
    const gap = gaps[next];
    if (gap === DOT || gap === DOTSPACE || (gap === PAREN && bytes[ends[at] as number] === 0x2e)) {
      initials++;
      at = next;
    } else if (
      gap === SPACE &&
      (shapes[next] === TITLECASE ||
        ((values[next] as number) & PARTICLE) !== 0 ||
        (shapes[next] === UPPERCASE &&
          (gapBefore === TAB || gapBefore === NEWLINE) &&
          ((values[next] as number) & SURNAME) !== 0 &&
          ((values[next] as number) & (STOP | WORD)) === 0)) &&
      (initials > 0 ||
        gapBefore === TAB ||
        titled ||
        cue ||
        (((values[next] as number) & SURNAME_3) !== 0 && ((values[next] as number) & STOP) === 0 && initialAlone(tokens, at, next)) ||
        (((values[next] as number) & PARTICLE) !== 0 &&
          next + 1 < count &&
          ((values[next + 1] as number) & SURNAME_2) !== 0 &&
          shapes[next + 1] === TITLECASE &&
          initialAlone(tokens, at, next + 1)))
    ) {
      initials++;
      at = next;
    } else if (gap === HYPHEN && shapes[next] === INITIAL) {
      at = next;
    } else break;
    if (shortInitial(tokens, at)) {
      initials++;
      at++;
    }
  }
  // "JP", "A.Th.", "Chr."
  if (
    at < count &&
    (shapes[at] === TITLECASE || shapes[at] === UPPERCASE) &&
    tokens.length(at) <= 3 &&
    at + 1 < count &&
    (gaps[at + 1] === DOTSPACE || gaps[at + 1] === DOT) &&
    (initials > 0 || titled) &&
    (shapes[at + 1] as number) >= TITLECASE &&
    ((values[at] as number) & TITLE) === 0
  ) {
    initials++;
    at++;
  }
  initialsRead.at = at;
  return initials;
}
