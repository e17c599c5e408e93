/**
 * Nationality, religion and political group of a person (NRP): "is moslim", "Roemeen", "mijn Franse ex", "stemt SP", "lid van GroenLinks". Look-alikes: languages
 * ("spreekt Turks", "in English"), goods ("Franse kaas", "Belgische wafels"), plates and papers, family names ("Jan de Turk").
 */
import { CONTEXT, FORENAME_2, NRP as NRP_BIT, NRP_PHRASE, PARTICLE, STOP, SURNAME_2, TITLE, WORD } from '../engine/bits.ts';
import type { Findings } from '../engine/findings.ts';
import { hashWord, joinHash, lookUp, mayBeName } from '../engine/lexicon.ts';
import {
  APOSTROPHE,
  COLON,
  COMMA,
  DOT,
  DOTSPACE,
  HYPHEN,
  INITIAL,
  LOWERCASE,
  MIXED,
  NEWLINE,
  NONE,
  NUMBER,
  PAREN,
  SLASH,
  SPACE,
  type Tokens,
  tokenArrays,
  UPPERCASE,
} from '../engine/tokens.ts';
import { spanIndex } from '../engine/types-index.ts';
import { wordSet } from '../engine/word-set.ts';
import { kinKeys } from './kin.ts';
import { type NrpKind, nrpWords } from './nrp-words.ts';

const { bytes, starts, ends, shapes, gaps, traits, keys, values } = tokenArrays;

const NRP = spanIndex('NRP');
const kinds: ReadonlyMap<number, NrpKind> = new Map(
  [...nrpWords].map(([phrase, kind]) => {
    const words = phrase.split('_').map(hashWord);
    return [words.slice(1).reduce(joinHash, words[0] as number), kind];
  }),
);
/** Nouns behind an adjective that make it say something of a person. */
const people = wordSet(
  'klant klanten mevrouw mw mevr meneer heer dame dames heren collega bewoner bewoners huurder huurders gezin gezinnen familie ouders student studente studenten werknemer werknemers arbeider arbeiders chauffeur bezorger ' +
    'monteur medewerker medewerkster vluchteling vluchtelingen nationaliteit afkomst achtergrond origine roots komaf bloed gemeente gemeenschap geloof buren mensen kinderen expat toerist eigenaar verhuurder ' +
    'aanvrager melder melding_van beller patient patiente client cliente huisgenoot overtuiging identiteit stagiair stagiaire seizoensarbeider seizoenarbeider arbeidsmigrant feestdag feestdagen kerk school jongens meisjes mannen vrouwen ' +
    'customer customers client man woman lady guy family national nationals citizen citizens descent origin background nationality community heritage men women people tenant tenants caller passenger immigrant refugee refugees ' +
    'student jongere jongeren vrijwilliger gast gasten zwager eigenaresse schoonfamilie verpleegkundige stagiair kok huishoudster buurtgenoten voorganger imam priester docent leraar aannemer schilder oppas nanny gastgezin statushouder asielzoeker arbeidskracht arbeidskrachten werkkracht uitzendkracht uitzendkrachten herkomst wortels cultuur accent begrafenis uitvaart bruiloft guests guest gelovige gelovigen schoonouders ' +
    'worker workers driver faith church school parents couple neighbours neighbors roommate colleague echtpaar koppel stel paar burger burgers staatsburger onderdaan inwoner',
);
/** Words in front that announce it. */
const before = wordSet(
  'is ben bent was zijn waren nationaliteit afkomst nationality religion religie geloof geloofsovertuiging origine roots are am re m s staatsburger geboren oorspronkelijk originally etniciteit ethnicity half practising practicing devout strict streng praktiserend praktizerend afkomstig overtuigd',
);
/** Words in front that make the word a language, a cuisine or goods. */
const language = wordSet(
  'in het the spreekt spreek sprak praat naar vertaald vertaling cursus les lessen speaks speak into translate taal language op alleen only enkel beheerst vloeiend fluent learn leert',
);
const articles = wordSet('een de die deze a an the echte geboren als veel andere twee drie');
const politics = wordSet(
  'stem stemt stemmen stemde gestemd partij party lid lidmaatschap raadslid kandidaat aanhanger achterban voter votes vote voted voting member fractie campagne kiezer wethouder politiek politieke kamerlid verkiezingen actief councillor councilor mp supporter supporters activist stemmer lijsttrekker lijst afdeling jongeren bestuurslid',
);
const risky = wordSet(
  'pool schot deen waal rus pole finn dane swede scot let turk christian let griek indian pools fins thai fries creool liberaal koerd tamil polish german let',
);

const stop = (tokens: Tokens, token: number): boolean => {
  if (token >= tokens.count) return true;
  const gap = gaps[token] as number;
  return gap !== SPACE && gap !== HYPHEN && gap !== APOSTROPHE;
};

/** Adds the nationality, religion or party that starts at a marked token; the token behind it, or `token` when it is none. */
export function nrpAt(tokens: Tokens, token: number, out: Findings): number {
  const { count, lexicon } = tokens;
  const value = values[token] as number;
  let last = token;
  let kind = (value & NRP_BIT) !== 0 ? kinds.get(keys[token] as number) : undefined;
  if ((traits[token] & NRP_PHRASE) !== 0) {
    let hash = keys[token] as number;
    for (let next = token + 1; next < count && next - token < 5; next++) {
      const gap = gaps[next];
      if (gap !== SPACE && gap !== HYPHEN && gap !== APOSTROPHE && gap !== SLASH && !(gap === MIXED && bytes[(starts[next] as number) - 1] === 0x26)) break;
      hash = joinHash(hash, keys[next] as number);
      if (!mayBeName(lexicon, hash)) break;
      const known = lookUp(lexicon, hash);
      if (known === 0) break;
      if ((known & NRP_BIT) !== 0 && kinds.has(hash)) {
        last = next;
        kind = kinds.get(hash);
      }
    }
  }
  // "D66": a letter and its number
  if (
    (value & NRP_BIT) !== 0 &&
    kind === undefined &&
    shapes[token] === INITIAL &&
    token + 1 < count &&
    shapes[token + 1] === NUMBER &&
    gaps[token + 1] === NONE
  ) {
    const start = starts[token + 1] as number;
    if (tokens.length(token + 1) === 2 && bytes[start] === 0x36 && bytes[start + 1] === 0x36) {
      kind = 'party';
      last = token + 1;
    }
  }
  if (kind === undefined) return token;
  // "orthodox-joods", "Surinaams-Nederlandse", "Marokkaanse Nederlander": two words for one origin
  const second = last + 1;
  if (
    second < count &&
    (gaps[second] === HYPHEN || (gaps[second] === SPACE && kind === 'adjective')) &&
    ((values[second] as number) & NRP_BIT) !== 0 &&
    (gaps[second] === HYPHEN ? kinds.has(keys[second] as number) : kinds.get(keys[second] as number) === 'noun')
  ) {
    last = second;
    kind = kinds.get(keys[second] as number) as NrpKind;
  }
  const sure = confidence(tokens, token, last, kind);
  if (sure < 50) return token;
  out.add(NRP, starts[token] as number, ends[last] as number, sure, kind.endsWith('party') ? 'nrp.party' : 'nrp.list');
  return last + 1;
}

function confidence(tokens: Tokens, token: number, last: number, kind: NrpKind): number {
  const { count } = tokens;
  const lower = shapes[token] === LOWERCASE;
  const previous = token > 0 ? (keys[token - 1] as number) : 0;
  const gap = gaps[token] as number;
  const spaced = gap === SPACE && token > 0;
  if (gap === DOT || gap === HYPHEN || gap === 10 || gap === 15 || gap === SLASH) return 0;
  if (last + 1 < count && (gaps[last + 1] === 10 || gaps[last + 1] === DOT)) return 0;
  if (kind === 'party' || kind === 'uncertain party') return party(tokens, token, last, kind);
  if (last + 1 < count && gaps[last + 1] === HYPHEN) return 0;
  const capitalBefore = spaced && shapes[token - 1] !== LOWERCASE && shapes[token - 1] !== NUMBER && ((values[token - 1] as number) & (STOP | CONTEXT)) === 0;
  const capitalBehind = last + 1 < count && gaps[last + 1] === SPACE && (shapes[last + 1] as number) > LOWERCASE && ((values[last + 1] as number) & STOP) === 0;
  // "Jan de Turk", "mevrouw Pool": a family name
  const surname =
    spaced &&
    token > 1 &&
    ((values[token - 1] as number) & PARTICLE) !== 0 &&
    gaps[token - 1] === SPACE &&
    (((values[token - 2] as number) & TITLE) !== 0 || ((shapes[token - 2] as number) > LOWERCASE && ((values[token - 2] as number) & (STOP | WORD)) === 0));
  if (surname || (spaced && ((values[token - 1] as number) & TITLE) !== 0) || (capitalBefore && !kinKeys.has(previous) && !before.has(previous))) return 0;
  const announced = token > 0 && (gap === SPACE || gap === COLON || gap === APOSTROPHE) && before.has(previous);
  const behindPerson = last + 1 < count && gaps[last + 1] === SPACE && (kinKeys.has(keys[last + 1] as number) || people.has(keys[last + 1] as number));
  if (kind === 'noun') {
    if (lower && risky.has(keys[token] as number) && !announced && !(spaced && articles.has(previous) && stop(tokens, last + 1))) return 0;
    if (lower && ((values[token] as number) & WORD) === 0 && tokens.length(token) < 4) return 0;
    if (!lower && risky.has(keys[token] as number) && !announced && !(spaced && articles.has(previous)) && !alone(tokens, token, last)) return 0;
    if (capitalBehind && shapes[token] === UPPERCASE) return 0;
    return announced || behindPerson ? 88 : capitalBehind ? 55 : 78;
  }
  if (behindPerson) return lower && risky.has(keys[token] as number) ? 0 : 86;
  const closed = stop(tokens, last + 1);
  if (spaced && language.has(previous) && !before.has(previous)) return 0;
  if (announced && (closed || kind === 'adjective' || conjunctions.has(keys[last + 1] as number))) {
    // "the website is English", "de app is Nederlands": only what is said of a person
    const subject = token > 1 ? (keys[token - 2] as number) : 0;
    const said =
      token < 2 || kinKeys.has(subject) || persons.has(subject) || people.has(subject) || ((values[token - 2] as number) & 7) !== 0 || !copulas.has(previous);
    return said && (closed || nextSmall(tokens, last)) ? 82 : 0;
  }
  if (spaced && kinKeys.has(previous) && closed) return 76;
  // "de Poolse Kowalczyk"
  if (
    !lower &&
    kind === 'adjective' &&
    spaced &&
    articles.has(previous) &&
    capitalBehind &&
    ((values[last + 1] as number) & (FORENAME_2 | SURNAME_2)) !== 0 &&
    ((values[last + 1] as number) & WORD) === 0
  )
    return 60;
  return !lower && alone(tokens, token, last) ? 72 : 0;
}

const persons = wordSet('hij zij ze ik he she i kl cl klant die we wij they jij u je you who wie');
const conjunctions = wordSet('and but so en maar dus want because who die');
const copulas = wordSet('is ben bent was zijn waren are am re m s');
const nextSmall = (tokens: Tokens, last: number): boolean =>
  last + 1 < tokens.count && shapes[last + 1] === LOWERCASE && ((values[last + 1] as number) & STOP) !== 0;

/** Between commas, brackets or line ends on both sides: "Ibrahima Diallo, Guinees, mutualiteit". */
function alone(tokens: Tokens, token: number, last: number): boolean {
  const { count } = tokens;
  const left = token === 0 ? NEWLINE : (gaps[token] as number);
  const right = last + 1 >= count ? NEWLINE : (gaps[last + 1] as number);
  if (left === NEWLINE && right === NEWLINE) return token > 0;
  return (
    (left === COMMA || left === PAREN || left === COLON) && (right === COMMA || right === PAREN || right === DOTSPACE || right === NEWLINE || right === 12)
  );
}

/** Parties: surely beside a word of politics, else by a name that is nothing else. "werkt bij de SP" is an employer. */
function party(tokens: Tokens, token: number, last: number, kind: NrpKind): number {
  const { count } = tokens;
  if (shapes[token] === LOWERCASE && kind !== 'party') return 0;
  for (let at = token - 1; at >= 0 && token - at <= 4; at--) {
    if (gaps[at + 1] === NEWLINE || gaps[at + 1] === DOTSPACE) break;
    if (politics.has(keys[at] as number)) return 86;
  }
  for (let at = last + 1; at < count && at - last <= 2 && gaps[at] === SPACE; at++) if (politics.has(keys[at] as number)) return 82;
  if (last + 1 < count && gaps[last + 1] === HYPHEN && !political.has(keys[last + 1] as number)) return 0;
  if (last + 1 < count && gaps[last + 1] === HYPHEN) return shapes[token] === LOWERCASE ? 0 : 84;
  if (kind !== 'party') return 0;
  if (token > 1 && ((values[token - 1] as number) & STOP) !== 0 && employer.has(keys[token - 2] as number)) return 0;
  if (token > 0 && employer.has(keys[token - 1] as number)) return 0;
  return shapes[token] === LOWERCASE ? 0 : 62;
}

const political = wordSet(
  'stemmer stemmers lid leden raadslid kamerlid wethouder aanhanger minister fractie politicus politica mandataris schepen er ers kiezer kiezers voter supporter member campagne',
);
const employer = wordSet('bij at by van door from');
