import { CONTEXT, CONTEXT_PHRASE, type Context, contextOf, STOP } from './bits.ts';
import { contextIn, joinHash, lookUp, mayBeName } from './lexicon.ts';
import { table } from './table.ts';
import { COLON, EQUALS, HYPHEN, NEWLINE, NUMBER, STOPMARK, type Tokens, tokenArrays } from './tokens.ts';

const { bytes, starts, ends, shapes, gaps, traits, keys, values } = tokenArrays;

const numberContext = contextOf('number');
const otherContext = contextOf('other');
const documentContext = contextOf('document');
/** Contexts that name no number: looked through. */
const unnumbered = new Uint8Array(64);
for (const name of ['answer', 'spelled', 'name', 'org', 'city', 'email', 'url'] as const) unnumbered[contextOf(name)] = 1;

/** What contextBefore saw besides: whether a word for "number" was there ("klantnr", "klant nr."), and how many tokens back the word stands. */
export const contextSeen = { strong: false, back: 0 };

/** True when a word ends in "nummer", "nummers", "nr", "nrs" or "number": some kind of number of its own ("verzekerdennr"). */
function isNumberWord(token: number): boolean {
  const start = starts[token] as number;
  let end = ends[token] as number;
  const low = (at: number): number => (bytes[at] as number) | 32;
  if (end - start < 4) return false;
  if (low(end - 1) === 0x73) end--;
  if (low(end - 1) !== 0x72) return false;
  if (low(end - 2) === 0x6e) return end - start > 3;
  // "nummer", "number": n u m/m b/e r
  return end - start >= 6 && low(end - 2) === 0x65 && low(end - 4) === 0x6d && low(end - 5) === 0x75 && low(end - 6) === 0x6e;
}

/** True when a word ends in "code", "kenmerk", "id" or "ref": what it names is a number of letters and digits ("klantcode VDB01"). */
function endsInCode(token: number): boolean {
  const end = ends[token] as number;
  const length = end - (starts[token] as number);
  if (length < 4) return false;
  const last = ((bytes[end - 2] as number) | 32) * 256 + ((bytes[end - 1] as number) | 32);
  // de (code), id, rk (kenmerk), ef (ref)
  return (last === 0x6465 && ((bytes[end - 3] as number) | 32) === 0x6f) || last === 0x6964 || last === 0x726b || last === 0x6566;
}

/** Context of a word, or of the two words that end with it ("sms-code", "credit card"). */
export function contextOfWord(tokens: Tokens, token: number): number {
  const own = contextIn(values[token] as number);
  if (token > 0 && (traits[token - 1] & CONTEXT_PHRASE) !== 0 && gaps[token] !== NEWLINE) {
    const hash = joinHash(keys[token - 1] as number, keys[token] as number);
    const value = mayBeName(tokens.lexicon, hash) ? lookUp(tokens.lexicon, hash) : 0;
    if ((value & CONTEXT) !== 0) return contextIn(value);
  }
  return own;
}

/**
 * Nearest context word before a token on the same line ("klantnummer: 123"), at most `reach` tokens back; 0 when none.
 * Plain words like "nr" are looked through. A number that begins a line or a turn ("B: 60 73 90") belongs to the words that end the line before.
 */
export function contextBefore(tokens: Tokens, token: number, reach = 5): number {
  let fallback = 0;
  contextSeen.strong = false;
  contextSeen.back = 0;
  if (token < table.end && token >= table.first) {
    contextSeen.strong = true;
    contextSeen.back = 1;
    return table.columns[token] as number;
  }
  for (let at = token; at > 0 && token - at < (fallback === numberContext ? reach + 4 : reach); at--) {
    const gap = gaps[at];
    if (gap === NEWLINE) return fallback === otherContext ? fallback : contextAcross(tokens, token, at) || fallback;
    if (gap === STOPMARK) break;
    const before = at - 1;
    if (shapes[before] === NUMBER) {
      if (at < token) {
        if (fallback === 0 && gaps[token] === COLON) return contextAcross(tokens, token, lineStart(before));
        break;
      }
      continue;
    }
    // Most words name nothing and end in neither r nor s ("...nummer", "...nrs").
    const last = bytes[ends[before] - 1] | 32;
    if ((values[before] & CONTEXT) === 0 && (before === 0 || (traits[before - 1] & CONTEXT_PHRASE) === 0) && last !== 0x72 && last !== 0x73) continue;
    const found = contextOfWord(tokens, before);
    if (found !== 0 && unnumbered[found] === 1) continue;
    if (found === numberContext) {
      contextSeen.strong = true;
      // "SVB-nr", "DUO-nummer": a number of its own
      if (fallback === 0 || fallback === numberContext) fallback = before > 0 && gaps[before] === HYPHEN ? otherContext : numberContext;
      if (fallback === otherContext) contextSeen.back = token - before;
    } else if (found !== 0) {
      // Beyond the ordinary reach only a document is named: "rijbewijs ingezien van klant en nummer genoteerd: ..."
      if (token - at >= reach && found !== documentContext) return fallback;
      contextSeen.back = token - before;
      if (isNumberWord(before) || endsInCode(before)) contextSeen.strong = true;
      return found;
    } else if (isNumberWord(before)) {
      contextSeen.strong = true;
      contextSeen.back = token - before;
      if (fallback !== otherContext) fallback = otherContext;
    }
  }
  return fallback;
}

/** First token of the line, at most eight back; -1 when it is farther. */
function lineStart(token: number): number {
  for (let at = token; at > 0 && token - at < 8; at--) if (gaps[at] === NEWLINE) return at;
  return -1;
}

/** Context of the words at the end of the line before `line`, for a number that is all its line begins with but a label or speaker. */
function contextAcross(tokens: Tokens, token: number, line: number): number {
  if (line <= 0) return 0;
  if (line < token) {
    // A label and what belongs to the code itself: "B: FED/0221", "agent: GB 999".
    let at = token;
    while (at > line && token - at < 3 && gaps[at] !== COLON) at--;
    if (gaps[at] !== COLON || at === line) return 0;
  }
  let found = 0;
  for (let at = line - 1; at >= 0 && line - at <= 7; at--) {
    if (shapes[at] === NUMBER) {
      if (tokens.length(at) >= 3) return found === numberContext ? found : 0;
    } else {
      const context = contextOfWord(tokens, at);
      if (context !== 0 && context !== numberContext) {
        contextSeen.back = 3;
        if (isNumberWord(at)) contextSeen.strong = true;
        return context;
      }
      if (context === numberContext) {
        found = context;
        contextSeen.strong = true;
      } else if (isNumberWord(at)) {
        contextSeen.strong = true;
        return otherContext;
      }
    }
    if (at > 0 && (gaps[at] === NEWLINE || gaps[at] === STOPMARK)) break;
  }
  return found;
}

/** True when one of the named contexts stands before the token. */
export function hasContext(token: number, names: readonly number[], reach = 5): boolean {
  for (let at = token; at > 0 && token - at < reach; at--) {
    if (gaps[at] === STOPMARK || gaps[at] === NEWLINE) return false;
    const found = contextIn(values[at - 1] as number);
    if (found !== 0 && names.includes(found)) return true;
  }
  return false;
}

/** True when a token starts a line or sentence, or follows "label:" or "key=". */
export function startsClause(token: number): boolean {
  const gap = gaps[token];
  return token === 0 || gap === NEWLINE || gap === STOPMARK || gap === COLON || gap === EQUALS || gap === 4;
}

/** Context numbers by name, for tables. */
export const numbersOf = (...names: Context[]): number[] => names.map(contextOf);

/** True for a function word ("de", "the"). */
export const isStop = (value: number): boolean => (value & STOP) !== 0;
