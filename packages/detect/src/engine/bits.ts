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
/** A word in small letters with one of these may begin or be a finding. */
export const BEGINS = CONTEXT | TITLE | MONTH | STREET | PARTICLE | FORENAME_2 | PLACE | NRP;
/** A function word with a capital is passed over unless it has one of these. */
export const STOP_BUT_MORE = TITLE | PARTICLE | ORG_KIND | CONTEXT | MONTH | ORG_NAME | FORENAME_2 | PHRASE_START | STREET | PLACE | NRP;

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
