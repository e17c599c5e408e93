/**
 * Organisations: known ones; capitals that end in a legal form ("Visser Installatie B.V.", "Globex Inc."); capitals with a word for a kind of organisation
 * ("Ziekenhuis Gelderse Vallei", "Slagerij De Haan", "Van Vliet Kaas Export"); capitals behind such a word in small letters ("verzorgingshuis De Beukenhof");
 * "& Zonen". No issuer for the name (KvK and KBO number the firm). Look-alikes: people named before a form word, towns behind "gemeente".
 */
import {
  CONTEXT,
  contextOf,
  FORENAME_2,
  NAME,
  ORG_KIND,
  ORG_NAME,
  ORG_PHRASE,
  ORG_SUFFIX,
  PARTICLE,
  PLACE,
  PLACE_PHRASE,
  STOP,
  TITLE,
  WORD,
} from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { contextIn, hashWord, joinHash, lookUp, mayBeName } from '../engine/lexicon.ts';
import {
  APOSTROPHE,
  COLON,
  COMMA,
  DOT,
  DOTSPACE,
  EQUALS,
  HYPHEN,
  INITIAL,
  LOWERCASE,
  MIXED,
  MIXEDCASE,
  NONE,
  NUMBER,
  SPACE,
  TITLECASE,
  type Tokens,
  tokenArrays,
  UPPERCASE,
} from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { tradeEnding } from './trade.ts';

const { bytes, starts, ends, shapes, gaps, traits, keys, values } = tokenArrays;

const ORG = spanIndex('ORG');
const orgContext = contextOf('org');
/** Legal forms spelled with full stops. */
const dottedForms = wordSet('bv nv cv vof ua ba sa srl sprl bvba llc inc plc vzw cvba');
/** Behind "&" or "en": the firm goes on ("Vos & Zn"). */
const heirs = wordSet('zn zoon zonen zns sons son co partners dochters dochter broers associates daughters');
/** Behind these stands the town, no part of the name. */
const locative = wordSet('in te bij uit at from near');
const THE = hashWord('the');
/** Kinds that stand before a town without being a firm: "gemeente Utrecht" is a place. */
const governments = wordSet('gemeente stad provincie regio city school winkel hotel cafe restaurant station kerk');
/** What a sentence calls an organisation by, in small letters before its name. */
const announced = wordSet(
  'werkgever bedrijf firma company employer agency uitzendbureau provider leverancier supplier verzekeraar zorgverzekeraar installateur verhuurder vereniging organisatie leverancier concurrent webshop winkelketen keten merk',
);

/** Last token of a known organisation that starts here ("Zilveren Kruis", "KPN"); -1 when none. Ordinary words count only in capitals. */
function knownOrg(tokens: Tokens, token: number): number {
  const { count, lexicon } = tokens;
  const value = values[token] as number;
  let found = (value & ORG_NAME) !== 0 && ((value & (WORD | NAME)) === 0 || shapes[token] === UPPERCASE || shapes[token] === MIXEDCASE) ? token : -1;
  if (found === token && token + 1 < count && gaps[token + 1] === HYPHEN && shapes[token + 1] === LOWERCASE) found = -1;
  if ((traits[token] & ORG_PHRASE) !== 0) {
    let hash = keys[token] as number;
    for (let next = token + 1; next < count && next - token < 5; next++) {
      if (gaps[next] !== SPACE && gaps[next] !== HYPHEN && gaps[next] !== DOT && gaps[next] !== DOTSPACE && !ampersand(next) && gaps[next] !== APOSTROPHE)
        break;
      hash = joinHash(hash, keys[next] as number);
      if (!mayBeName(lexicon, hash)) break;
      const phrase = lookUp(lexicon, hash);
      if (phrase === 0) break;
      if ((phrase & ORG_NAME) !== 0) found = next;
    }
  }
  return found;
}

/** True when "&" stands before the token. */
function ampersand(token: number): boolean {
  if (gaps[token] !== MIXED) return false;
  const start = starts[token] as number;
  return bytes[start - 1] === 0x26 || bytes[start - 2] === 0x26;
}

/** End in bytes of a legal form spelled with full stops that starts at the token ("V.O.F."); 0 when there is none. Sets formLast. */
let formLast = 0;
function dottedFormEnd(tokens: Tokens, token: number): number {
  const { count } = tokens;
  if (tokens.length(token) !== 1 || token + 1 >= count || gaps[token + 1] !== DOT || tokens.length(token + 1) !== 1) return 0;
  let text = '';
  let at = token;
  while (at < count && tokens.length(at) === 1 && (at === token || gaps[at] === DOT) && text.length < 5)
    text += String.fromCharCode((bytes[starts[at++] as number] as number) | 32);
  if (!dottedForms.has(hashWord(text))) return 0;
  formLast = at - 1;
  const end = ends[formLast] as number;
  return bytes[end] === 0x2e ? end + 1 : end;
}

/** True when the word names a kind of organisation, by the lists or by its ending ("Liftservice"). */
const isKind = (token: number): boolean => {
  const value = values[token] as number;
  if ((value & ORG_KIND) !== 0) return true;
  return shapes[token] === TITLECASE && (value & (STOP | FORENAME_2)) === 0 && tradeEnding(bytes, starts[token] as number, ends[token] as number);
};

/** False when the token can be no further part of a name: beyond a mark, a number, an ordinary word in small letters. */
function goesOn(tokens: Tokens, token: number): boolean {
  if (token >= tokens.count || shapes[token] === NUMBER) return false;
  const gap = gaps[token] as number;
  if (gap !== SPACE && gap !== COMMA && gap !== HYPHEN && gap !== APOSTROPHE && gap !== MIXED) return false;
  return shapes[token] !== LOWERCASE || tokens.length(token) <= 2 || ((values[token] as number) & PARTICLE) !== 0;
}

/** Whether orgAt() could find anything: most capitals are a word by itself in a sentence, and it need not be asked for those. */
export function mayBeOrg(tokens: Tokens, token: number): boolean {
  if (goesOn(tokens, token + 1) || (values[token] & (ORG_NAME | PARTICLE)) !== 0 || (traits[token] & ORG_PHRASE) !== 0 || keys[token] === THE) return true;
  const gap = gaps[token];
  if (gap !== SPACE) return gap === COLON || gap === EQUALS;
  return token > 0 && shapes[token - 1] === LOWERCASE && ((values[token - 1] & (ORG_KIND | CONTEXT)) !== 0 || announced.has(keys[token - 1]));
}

/** Reads an organisation that starts at a capital token. Returns the token behind it, or `token`. */
export function orgAt(tokens: Tokens, token: number, out: Findings): number {
  const { count } = tokens;
  const first = values[token] as number;
  const gap = gaps[token] as number;
  const known = knownOrg(tokens, token);
  if (known >= 0) {
    if (gap === 10 || gap === 15 || (gap === DOT && token > 0)) return token;
    let end = known;
    if (end + 1 < count && gaps[end + 1] === SPACE && (shapes[end + 1] as number) >= TITLECASE && ((values[end + 1] as number) & ORG_KIND) !== 0) end++;
    out.add(ORG, starts[token] as number, ends[end] as number, 78, 'org.list');
    return end + 1;
  }
  const before = token > 0 ? (values[token - 1] as number) : 0;
  const labelled = token > 0 && (gap === COLON || gap === EQUALS) && contextIn(before) === orgContext;
  const behindKind =
    token > 0 &&
    gap === SPACE &&
    shapes[token - 1] === LOWERCASE &&
    ((before & ORG_KIND) !== 0 || contextIn(before) === orgContext || announced.has(keys[token - 1] as number));
  const particle = ((first & PARTICLE) !== 0 || keys[token] === THE) && token + 1 < count && gaps[token + 1] === SPACE;
  if (!labelled && !behindKind && !particle && !goesOn(tokens, token + 1)) return token;
  const form = (first & ORG_SUFFIX) !== 0 && shapes[token] === UPPERCASE && (first & STOP) === 0 && tokens.length(token) < 5;
  if ((first & STOP) !== 0 && (first & ORG_KIND) === 0 && !particle) return token;
  if (contextIn(first) !== 0 && (first & ORG_KIND) === 0) return token;
  let last = token;
  let kind = isKind(token) || form ? token : -1;
  let end = 0;
  let sure = 0;
  let capitals = particle && (first & STOP) !== 0 ? 0 : 1;
  while (last - token < 7) {
    const next = last + 1;
    if (next >= count || shapes[next] === NUMBER) break;
    const nextGap = gaps[next] as number;
    const value = values[next] as number;
    const shape = shapes[next] as number;
    const dotted = nextGap === SPACE || nextGap === COMMA ? dottedFormEnd(tokens, next) : 0;
    if (dotted > 0 && capitals > 0) {
      end = dotted;
      sure = 92;
      last = formLast;
      break;
    }
    if (
      (nextGap === SPACE || nextGap === COMMA) &&
      (value & ORG_SUFFIX) !== 0 &&
      shape >= TITLECASE &&
      capitals > 0 &&
      tokens.length(next) <= 5 &&
      !(next + 1 < count && gaps[next + 1] === NONE) &&
      !(tokens.length(next) === 2 && shape === TITLECASE && nextGap === SPACE && last === token && (value & WORD) !== 0 && (value & ORG_KIND) !== 0)
    ) {
      end = ends[next] as number;
      sure = 90;
      last = next;
      break;
    }
    const and = ampersand(next);
    if (capitals > 0 && heirs.has(keys[next] as number) && and && shape >= TITLECASE) {
      last = next;
      kind = kind < 0 ? next : kind;
      capitals++;
      continue;
    }
    // "Jan Smit en Zn"
    if (
      capitals > 0 &&
      nextGap === SPACE &&
      next + 1 < count &&
      tokens.length(next) === 2 &&
      shape === LOWERCASE &&
      heirs.has(keys[next + 1] as number) &&
      shapes[next + 1] === TITLECASE
    ) {
      last = next + 1;
      kind = kind < 0 ? last : kind;
      break;
    }
    const abbreviated =
      (nextGap === DOTSPACE || nextGap === DOT) &&
      last > token &&
      (((values[last] as number) & (TITLE | ORG_KIND)) !== 0 || shapes[last] === INITIAL) &&
      tokens.length(last) <= 5;
    if (
      nextGap !== SPACE &&
      nextGap !== HYPHEN &&
      nextGap !== APOSTROPHE &&
      !and &&
      !abbreviated &&
      !(nextGap === MIXED && kind >= 0 && apostropheWord(tokens, next))
    )
      break;
    if (shape >= TITLECASE && ((value & STOP) === 0 || shape === UPPERCASE)) {
      if (kind !== token && isKind(next)) kind = next;
      last = next;
      capitals++;
      continue;
    }
    if ((value & PARTICLE) !== 0 && (kind >= 0 || particle || behindKind)) {
      // "Bakkerij Van der Meer": particles as long as a capital follows
      let ahead = next;
      while (
        ahead + 1 < count &&
        ahead - next < 3 &&
        ((values[ahead] as number) & PARTICLE) !== 0 &&
        (gaps[ahead + 1] === SPACE || gaps[ahead + 1] === APOSTROPHE)
      )
        ahead++;
      if (ahead > next && (shapes[ahead] as number) >= TITLECASE && ((values[ahead] as number) & STOP) === 0 && !locative.has(keys[next] as number)) {
        last = ahead;
        capitals++;
        if (kind !== token && isKind(ahead)) kind = ahead;
        continue;
      }
    }
    // "Stichting Huis ten Halve" has its particle above; "Zon op Marum": a small preposition between capitals
    if (
      kind === token &&
      shape === LOWERCASE &&
      (value & STOP) !== 0 &&
      tokens.length(next) <= 4 &&
      !locative.has(keys[next] as number) &&
      capitals > 1 &&
      next + 1 < count &&
      (shapes[next + 1] as number) >= TITLECASE &&
      gaps[next + 1] === SPACE &&
      ((values[next + 1] as number) & STOP) === 0
    ) {
      last = next;
      continue;
    }
    break;
  }
  while (last > token && shapes[last] === LOWERCASE) last--;
  if (sure === 0) {
    if (capitals === 0) return token;
    if (labelled && ((first & STOP) === 0 || particle)) kind = token;
    else if (behindKind && (capitals > 1 || (first & NAME) === 0 || (first & WORD) !== 0)) {
      const town = governments.has(keys[token - 1] as number) || last === token;
      if (town && ((first & PLACE) !== 0 || (traits[token] & PLACE_PHRASE) !== 0)) return token;
      if (
        last === token &&
        ((first & WORD) !== 0 || shapes[token] === UPPERCASE) &&
        kind < 0 &&
        (before & ORG_KIND) !== 0 &&
        !announced.has(keys[token - 1] as number)
      )
        return token;
      end = ends[last] as number;
      out.add(ORG, starts[token] as number, end, kind >= 0 && kind !== token ? 84 : capitals > 1 || particle ? 80 : 62, 'org.cue');
      return last + 1;
    }
    if (kind < 0 || (last === token && !labelled)) return token;
    if (
      kind === token &&
      last === token + 1 &&
      governments.has(keys[token] as number) &&
      ((values[last] as number) & (STOP | WORD)) !== 0 &&
      ((values[last] as number) & PLACE) === 0
    )
      return token;
    end = ends[last] as number;
    sure = kind === token ? (particle ? 78 : form || ((first & ORG_KIND) !== 0 && tokens.length(token) > 3) ? 94 : 86) : kind === last ? 80 : 66;
    if (particle && kind === last) sure = 93;
  }
  out.add(ORG, starts[token] as number, end, sure, sure >= 90 && sure !== 94 && sure !== 93 ? 'org.form' : 'org.kind');
  return last + 1;
}

/** "'t Zandkasteel": a word behind a space and an apostrophe. */
function apostropheWord(tokens: Tokens, token: number): boolean {
  const start = starts[token] as number;
  return tokens.length(token) === 1 && (bytes[start - 1] === 0x27 || bytes[start - 1] === 0x99);
}
