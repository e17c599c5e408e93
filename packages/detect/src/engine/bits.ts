/** What the lexicon knows of a word. One 32-bit value for names, places and form; one for remarks (notes). */
export const FORENAME = 1;
export const FORENAME_2 = 2;
export const FORENAME_3 = 4;
export const SURNAME = 8;
export const SURNAME_2 = 16;
export const SURNAME_3 = 32;
export const WORD = 64;
export const RARE_WORD = 128;
export const PLACE_NL = 256;
export const PLACE_BE = 512;
export const PLACE_WORLD = 1024;
export const COUNTRY = 2048;
export const PHRASE_START = 4096;
export const STREET = 1 << 13;
export const TITLE = 1 << 14;
export const PARTICLE = 1 << 15;
export const ORG_SUFFIX = 1 << 16;
export const ORG_KIND = 1 << 17;
export const MONTH = 1 << 18;
export const WEEKDAY = 1 << 19;
export const NAME_CUE = 1 << 20;
export const STOP = 1 << 21;
/** The second value says what the word means in a note. */
export const NOTE = 1 << 22;
/** Bits 24 and up hold the number of a context (contexts below), or the month. */
export const CONTEXT = 1 << 23;
export const CONTEXT_SHIFT = 24;
/** In words without CONTEXT and MONTH (which use the same bits): a name only with a capital ("Joke", "Max"); in small letters it is the word. Ask isCased(). */
export const CASED = 1 << 29;
export const isCased = (value: number): boolean => (value & CASED) !== 0 && (value & (CONTEXT | MONTH)) === 0;
/** A known organisation. */
export const ORG_NAME = 1 << 30;
/** A word for nationality, religion or party (names/nrp-words.ts). The sign bit: compare with 0, never with "> 0". */
export const NRP = 1 << 31;

export const PLACE = PLACE_NL | PLACE_BE | PLACE_WORLD | COUNTRY;
export const NAME = FORENAME | SURNAME;
/** A function word with a capital is passed over unless it has one of these, or begins a phrase that is a finding. */
const STOP_BUT_MORE = TITLE | PARTICLE | ORG_KIND | CONTEXT | MONTH | ORG_NAME | FORENAME_2 | STREET | PLACE | NRP;

/** Traits: what a word can be the beginning of, in one byte beside its value so that most words are passed over at one look. */
export const LOWER_BEGINS = 1;
/** With a capital it may begin or be a finding. */
export const CAPITAL_BEGINS = 2;
/** In small letters it may be a finding when something other than a space or comma stands behind it. */
export const LOWER_BEFORE_MARK = 4;
export const PLACE_PHRASE = 8;
export const ORG_PHRASE = 16;
export const NRP_PHRASE = 32;
export const CONTEXT_PHRASE = 64;
export const NOTE_PHRASE = 128;
const FOUND_PHRASE = PLACE_PHRASE | ORG_PHRASE | NRP_PHRASE;

/** What the words of a phrase are the beginning of, from the phrase's own value and note. */
export const phraseTraits = (value: number, note: number): number =>
  ((value & PLACE) !== 0 ? PLACE_PHRASE : 0) |
  ((value & ORG_NAME) !== 0 ? ORG_PHRASE : 0) |
  ((value & NRP) !== 0 ? NRP_PHRASE : 0) |
  ((value & CONTEXT) !== 0 ? CONTEXT_PHRASE : 0) |
  (note !== 0 ? NOTE_PHRASE : 0);

/** The traits of a word from its value and the phrases that it begins. */
export function traitsOf(value: number, phrases: number): number {
  const plain = (value & (FORENAME_2 | PLACE)) !== 0 && (value & (WORD | RARE_WORD | STOP)) === 0;
  const lower = plain || (value & (CONTEXT | TITLE | MONTH | STREET | NRP | PARTICLE)) !== 0;
  const capital = (value & STOP) === 0 || (value & STOP_BUT_MORE) !== 0 || (phrases & FOUND_PHRASE) !== 0;
  const beforeMark = (value & PLACE) !== 0 || (value & (FORENAME_2 | STOP | CONTEXT)) === FORENAME_2;
  return phrases | (lower ? LOWER_BEGINS : 0) | (capital ? CAPITAL_BEGINS : 0) | (beforeMark ? LOWER_BEFORE_MARK : 0);
}

/** Words that say what the number or text behind them is. The index is the context's number. */
export const contexts = [
  'none',
  'phone',
  'email',
  'iban',
  'bsn',
  'national',
  'card',
  'cvv',
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
  'tax',
  'plate',
  'birth',
  'age',
  'password',
  'user',
  'address',
  'postcode',
  'ip',
  'name',
  'device',
  'code',
  'city',
  'org',
  'url',
  'account',
  'number',
  'date',
  'other',
  'registry',
  'product',
  'answer',
  'geo',
  'bic',
  'pin',
  'spelled',
] as const;
export type Context = (typeof contexts)[number];

/** Number of a context word. */
export const contextOf = (name: Context): number => contexts.indexOf(name);
