/**
 * Age of a person: "41 jaar", "41-jarige", "61-year-old", "leeftijd: 41", "ik ben 15", "Samira (14)", "dochter van 9". No issuer, no check: 0 to 120 beside a word
 * for age or for a person. Look-alikes: terms ("2 jaar garantie"), counts ("ik ben 15 minuten onderweg"), house numbers.
 */
import { type Context, FORENAME, FORENAME_2, FORENAME_3, PARTICLE, PLACE, STOP, SURNAME, SURNAME_2, TITLE, WORD } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { hashWord } from '../engine/lexicon.ts';
import {
  APOSTROPHE,
  COLON,
  COMMA,
  DOT,
  EQUALS,
  HYPHEN,
  LOWERCASE,
  NEWLINE,
  NONE,
  NUMBER,
  PAREN,
  QUOTE,
  SLASH,
  SPACE,
  TITLECASE,
  type Tokens,
  tokenArrays,
} from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { kinKeys } from '../names/kin.ts';

const { bytes, starts, ends, shapes, gaps, keys, values } = tokenArrays;

const AGE = spanIndex('AGE');
const yearKeys = wordSet('jaar jarige jarig jr jaren year years yr yrs yo y j');
const birthdayKeys = wordSet('jarige jarig');
const shortKeys = wordSet('j y');
const monthKeys = wordSet('maanden maand weken dagen months weeks days mnd wk');
const oldKeys = wordSet('oud oude old jong jonge');
const ageKeys = wordSet('turn turned turning age aged leeftijd leeft ouderdom lft leeftijdje lftd');
/** What lasts a number of years without being a person. */
const termKeys = wordSet(
  'garantie klant lid geleden ervaring contract abonnement lang getrouwd samen warranty ago experience later looptijd relatie huwelijk jubileum bestaan overeenkomst termijn periode onderhoud hypotheek rente vast service dienst bezig hier zonder verzekerd customer member contracts plan guarantee van in of for met with on warranties zekerheid bewaartermijn gewerkt abonnee gebruik huur werkzaam',
);
const partKeys = wordSet('pas net al nog maar only just already still bijna nearly almost ook nu inmiddels now about ongeveer slechts ruim');
const copulaKeys = wordSet('ben is was wordt word werd bent are am turns m s re im hes shes worden zijn');
const subjectKeys = wordSet(
  'ik k i he she hij zij ze kl cl klant die jij you we im hes shes client clt cust customer caller beller patient pt bewoner huurder',
);
const behindKeys = wordSet(
  'mag en maar dus and but so dear lol haha hahaha hoor geworden want kan now nu ondertussen inmiddels ik i he she hij zij ze this too pls aub and',
);
const manKeys = wordSet('man vrouw m v f dame heer jongen meisje female male kind mevr mevrouw mw dhr meneer woman boy girl');

/** The number of a token of at most three digits. */
function ageOf(token: number): number {
  let value = 0;
  for (let at = starts[token] as number; at < (ends[token] as number); at++) value = value * 10 + (bytes[at] as number) - 48;
  return value;
}

/** Adds the age that the number token is; false when it is none. */
export function age(tokens: Tokens, token: number, context: Context, out: Findings): boolean {
  const { count } = tokens;
  const value = ageOf(token);
  if (value > 120) return false;
  const next = token + 1 < count && shapes[token + 1] !== NUMBER ? (keys[token + 1] as number) : 0;
  const previous = token > 0 && shapes[token - 1] !== NUMBER ? (keys[token - 1] as number) : 0;
  const gap = token + 1 < count ? (gaps[token + 1] as number) : -1;
  let sure = 0;
  let from = starts[token] as number;
  let to = ends[token] as number;
  const joined = gap === SPACE || gap === HYPHEN || gap === NONE;
  if (joined && yearKeys.has(next)) sure = withYears(tokens, token, value, context);
  else if (joined && monthKeys.has(next) && token + 2 < count && oldKeys.has(keys[token + 2] as number)) sure = 88;
  else if (gap === HYPHEN && token + 2 < count && shapes[token + 1] === NUMBER && yearKeys.has(keys[token + 2] as number)) {
    // "3-4 jaar"
    if (ageKeys.has(previous) || oldKeys.has(keys[token + 3] as number)) {
      sure = 85;
      to = ends[token + 1] as number;
    }
  }
  if (sure === 0) {
    const before = token > 0 ? (gaps[token] as number) : -1;
    if (
      ageKeys.has(previous) &&
      (before === SPACE || before === COLON || before === QUOTE || before === EQUALS || before === 4) &&
      gap !== DOT &&
      gap !== SLASH
    )
      sure = 85;
    else if (before === SPACE && (previous === VAN || previous === OF) && token > 1 && ageKeys.has(keys[token - 2] as number)) sure = 85;
    else if (context === 'age' && (before === COLON || before === EQUALS)) sure = 85;
    else sure = besidePerson(tokens, token, value);
  }
  if (sure < 50) return false;
  // "12,5-jarige", "2.5 jaar oud"
  if (token > 0 && shapes[token - 1] === NUMBER && (gaps[token] === COMMA || gaps[token] === DOT) && from - (ends[token - 1] as number) === 1) {
    if (tokens.length(token - 1) > 2) return false;
    from = starts[token - 1] as number;
  }
  out.add(AGE, from, to, sure, 'age.words');
  return true;
}

/** A number with "jaar", "jarige", "years" behind it: an age, or how long something lasts? */
function withYears(tokens: Tokens, token: number, value: number, context: Context): number {
  const { count } = tokens;
  const word = keys[token + 1] as number;
  const gap = gaps[token + 1];
  const after =
    token + 2 < count && shapes[token + 2] !== NUMBER && (gaps[token + 2] === SPACE || gaps[token + 2] === HYPHEN) ? (keys[token + 2] as number) : 0;
  if (birthdayKeys.has(word)) return termKeys.has(after) ? 0 : value < 18 && gap === SPACE ? 60 : 88;
  if (shortKeys.has(word)) return oldKeys.has(after) || (gaps[token + 2] === SLASH && keys[token + 2] === hashWord('o')) ? 85 : 0;
  if (oldKeys.has(after)) return 92;
  if (termKeys.has(after)) return 0;
  if (token === 0) return 0;
  const before = gaps[token] as number;
  const previous = keys[token - 1] as number;
  const beforeThat = token > 1 ? (keys[token - 2] as number) : 0;
  const person = (at: number): boolean =>
    at >= 0 &&
    (kinKeys.has(keys[at] as number) || subjectKeys.has(keys[at] as number) || (shapes[at] === TITLECASE && ((values[at] as number) & FORENAME_2) !== 0));
  if (before === SPACE) {
    if ((previous === VAN || previous === OF) && (kinKeys.has(beforeThat) || person(token - 2))) return 86;
    if (copulaKeys.has(previous) && person(token - 2)) return 88;
    if (copulaKeys.has(beforeThat) && (person(token - 1) || partKeys.has(previous))) return 82;
  }
  if (before === COMMA && person(token - 1)) return 85;
  const closed = token + 2 >= count || gaps[token + 2] !== SPACE;
  if ((before === COMMA || before === PAREN) && closed && value >= 12) return 72;
  if (word === JR || word === YO) return value > 12 || (word === YO && value > 0 && gap === NONE) ? 70 : 0;
  if (value >= 18 && gap === SPACE && context === 'age') return 85;
  return value >= 40 && value <= 105 && closed ? 60 : value >= 40 ? 52 : 0;
}

const VAN = hashWord('van');
const OF = hashWord('of');
const JR = hashWord('jr');
const YO = hashWord('yo');

/** A bare number that a person beside it makes an age: "ik ben 15", "she's 9.", "Samira (14)", "tweeling, 3)", "vrouw, 62". */
function besidePerson(tokens: Tokens, token: number, value: number): number {
  const { count, to } = tokens;
  if (token === 0 || value < 1 || value > 110) return 0;
  const end = ends[token] as number;
  const behind = end < to ? (bytes[end] as number) : 0;
  const gap = token + 1 < count ? (gaps[token + 1] as number) : -1;
  // Part of a longer number, a share, an amount.
  if (gap === NONE || gap === SLASH || gap === HYPHEN || gap === COLON || behind === 0x25 || behind === 0xe2 || behind === 0xc2) return 0;
  if (gap !== SPACE && gap !== -1 && shapes[token + 1] === NUMBER) return 0;
  const before = gaps[token] as number;
  const previous = keys[token - 1] as number;
  const name = (before === PAREN || before === COMMA) && nameAt(token - 1, value);
  const kin = kinKeys.has(previous) || manKeys.has(previous);
  if (before === PAREN) return behind === 0x29 && (name || kin || (value > 11 && subjectKeys.has(previous))) ? 80 : 0;
  // "m/45", "v 62": the letter alone
  if (
    before === SPACE &&
    sexKeys.has(previous) &&
    tokens.length(token - 1) === 1 &&
    gap !== SPACE &&
    value > 15 &&
    (token < 2 || gaps[token - 1] !== SPACE || shapes[token - 2] === NUMBER)
  )
    return 58;
  if (before === SLASH) return sexKeys.has(previous) && value > 11 ? 68 : 0;
  if (before === COMMA) {
    // "(m, 45)", "(4, 7)" behind children
    if (behind === 0x29 && sexKeys.has(previous) && value > 3) return 78;
    if (behind === 0x29 && (kin || name)) return 76;
    if (gap === SPACE && shapes[token + 1] === NUMBER) return 0;
    const closed = gap === -1 || gap === COMMA || gap === 4 || behind === 0x29 || behind === 0x3b;
    if (kin && closed && (value > 17 || !(gap === COMMA && shapes[token + 1] === NUMBER))) return 74;
    if (closed && name && token > 1 && ((values[token - 2] as number) & (TITLE | PARTICLE)) !== 0) return 72;
    return name && gap === COMMA && value >= 12 && bytes[end + 1] === 0x20 && shapes[token + 1] === LOWERCASE ? 62 : 0;
  }
  if (before !== SPACE && before !== APOSTROPHE) return 0;
  if (gap === SPACE && unitKeys.has(keys[token + 1] as number)) return 0;
  // "kinderen van 4 en 7"
  if (token > 3 && andKeys.has(previous) && shapes[token - 2] === NUMBER && (keys[token - 3] === VAN || ageKeys.has(keys[token - 3] as number))) {
    const who = keys[token - 4] as number;
    if (kinKeys.has(who) || childrenKeys.has(who)) return 76;
  }
  if (gap === SPACE && keys[token + 1] === GEWORDEN && value < 108) return 84;
  // "wordt volgende maand 18", "werd gisteren 90"
  for (let at = token - 1; at >= 0 && token - at <= 4 && (at === token - 1 || gaps[at + 1] === SPACE); at--) {
    if (becomeKeys.has(keys[at] as number) && (gap !== SPACE || behindKeys.has(keys[token + 1] as number) || dayKeys.has(keys[token + 1] as number))) {
      if (
        at === token - 1 ||
        dayKeys.has(keys[at + 1] as number) ||
        partKeys.has(keys[at + 1] as number) ||
        kinKeys.has(keys[at + 1] as number) ||
        subjectKeys.has(keys[at + 1] as number)
      )
        return 78;
    }
    if (shapes[at] === NUMBER) break;
  }
  if (before === SPACE && kin && gap !== SPACE && previous !== M && value >= 14 && tokens.length(token - 1) > 3) return 56;
  // "zoon van 9 is ziek": a relation before "van" says it whatever follows
  if (
    (previous === VAN || previous === OF || ageKeys.has(previous)) &&
    token > 1 &&
    (kinKeys.has(keys[token - 2] as number) || childrenKeys.has(keys[token - 2] as number))
  )
    return 80;
  let at = token - 1;
  while (at > 0 && token - at < 4 && partKeys.has(keys[at] as number) && gaps[at] === SPACE) at--;
  const closed = gap !== SPACE || behindKeys.has(keys[token + 1] as number);
  if (!closed) return 0;
  const who = (place: number): boolean =>
    place >= 0 &&
    (subjectKeys.has(keys[place] as number) ||
      kinKeys.has(keys[place] as number) ||
      (shapes[place] === TITLECASE && ((values[place] as number) & FORENAME_2) !== 0));
  if (copulaKeys.has(keys[at] as number)) {
    if (at > 0 && (gaps[at] === SPACE || gaps[at] === APOSTROPHE) && who(at - 1)) return 84;
    return tokens.length(at) > 1 && (keys[at] === IM || keys[at] === SHES || keys[at] === HES)
      ? 80
      : (keys[at] === BEN || keys[at] === WORD_T) && at === 0
        ? 66
        : at < token - 1 && partKeys.has(keys[token - 1] as number) && value > 5
          ? 60
          : 0;
  }
  // "dan is ze 16", "nu ben ik 45"
  if (at > 0 && at === token - 1 && gaps[at] === SPACE && who(at) && copulaKeys.has(keys[at - 1] as number) && tokens.length(at - 1) > 1) return 80;
  // "zoon van 9", "een man van 54"
  if (
    (keys[at] === VAN || keys[at] === OF) &&
    at > 0 &&
    (kinKeys.has(keys[at - 1] as number) || (manKeys.has(keys[at - 1] as number) && tokens.length(at - 1) > 2))
  )
    return 78;
  return 0;
}

/** A name before a number in brackets: known, or an unknown capital word when the number could well be an age. */
function nameAt(token: number, value: number): boolean {
  const known = values[token] as number;
  if (shapes[token] !== TITLECASE || (known & STOP) !== 0) return false;
  if ((known & (FORENAME_2 | SURNAME_2)) !== 0 && (known & WORD) === 0) return true;
  const titled = token > 0 && ((values[token - 1] as number) & (TITLE | FORENAME_3 | PARTICLE)) !== 0 && gaps[token] !== NEWLINE;
  return titled ? true : value > 11 && known !== 0 && (known & (FORENAME | SURNAME)) !== 0 && (known & (WORD | PLACE)) === 0;
}

const sexKeys = wordSet('m v f x man vrouw male female');
const andKeys = wordSet('en and');
const childrenKeys = wordSet(
  'kinderen kids children jongens meisjes zoons zonen dochters zoontjes dochtertjes kleinkinderen tweelingen sons daughters boys girls broers zussen brothers sisters dame heer mevrouw meneer man vrouw jongeman student studente bewoner bewoonster huurder klant client cliente patient patiente leerling',
);
const unitKeys = wordSet(
  'euro eur uur u min minuten minuut maanden maand weken week dagen dag km meter m keer x maal procent kilo kg stuks st personen pers man hours minutes days months weeks times miles percent gb mb kwh graden dgn wkn mnd',
);
const becomeKeys = wordSet('wordt word werd worden turns turned turning');
const dayKeys = wordSet(
  'vandaag morgen gisteren volgende vorige deze binnenkort straks net dit komende in today tomorrow yesterday next last this zaterdag zondag maandag dinsdag woensdag donderdag vrijdag',
);
const GEWORDEN = hashWord('geworden');
const WORD_T = hashWord('word');
const M = hashWord('m');
const IM = hashWord('im');
const SHES = hashWord('shes');
const HES = hashWord('hes');
const BEN = hashWord('ben');
