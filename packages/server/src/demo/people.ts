/**
 * Invented people, each a pure function of a number: `personAt(7)` is the same person in every system, run and machine, so
 * that generated systems can share them and tests and benchmarks can ask for as many as they like.
 */
import { familiesDutch, familiesOther, menDutch, menOther, womenDutch, womenOther } from './names.ts';
import { inventBsn, inventIban, inventLandline, inventMobile } from './numbers.ts';
import { streets, towns } from './places.ts';
import { type Chance, chanceOf } from './random.ts';

export interface DemoPerson {
  /** What they were asked for by; 0 and up. */
  readonly index: number;
  /** "VE-100007": unique per index. */
  readonly customerNumber: string;
  readonly sex: 'v' | 'm';
  readonly firstName: string;
  /** "J." or "J.P." */
  readonly initials: string;
  readonly prefix: string;
  readonly familyName: string;
  /** YYYY-MM-DD */
  readonly bornOn: string;
  /** Lower case, under .example, a domain nobody can own. */
  readonly email: string;
  /** Ten digits. */
  readonly mobile: string;
  /** Ten digits, or null for those without. */
  readonly landline: string | null;
  readonly iban: string;
  readonly bsn: string;
  readonly street: string;
  readonly houseNumber: number;
  /** "A", "2 hoog" ... or empty. */
  readonly addition: string;
  /** "1234 AB" */
  readonly postcode: string;
  readonly city: string;
}

const domains = ['post.example', 'mail.example', 'thuis.example', 'kpost.example', 'zigpost.example', 'familie.example'] as const;
const letters = 'ABCDEGHJKLMNPRSTVWXZ';

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

function emailOf(chance: Chance, index: number, first: string, prefix: string, family: string, born: number): string {
  const f = plain(first);
  const l = plain(prefix) + plain(family);
  const name = chance.pick([`${f}.${l}`, `${f}${l}`, `${f[0]}.${l}`, `${f}_${l}`, `${l}.${f}`]);
  // The index keeps two people from sharing an address; a year or a counter is how real addresses look.
  return `${name}${chance.holds(0.3) ? born % 100 : ''}${index.toString(36)}@${chance.pick(domains)}`;
}

/** The invented person with this number. Pure; `seed` gives another population. */
export function personAt(index: number, seed = 2026): DemoPerson {
  const chance = chanceOf(seed, index);
  const sex = chance.holds(0.52) ? 'v' : 'm';
  const elsewhere = chance.holds(0.19);
  const firstName = chance.pick(sex === 'v' ? (elsewhere ? womenOther : womenDutch) : elsewhere ? menOther : menDutch);
  const family = chance.pick(elsewhere && chance.holds(0.9) ? familiesOther : familiesDutch);
  const second = chance.holds(0.35) ? `${letters[chance.whole(0, letters.length - 1)]}.` : '';
  const born = chance.weighted([
    [chance.whole(1935, 1955), 2],
    [chance.whole(1956, 1985), 5],
    [chance.whole(1986, 2007), 3],
  ]);
  const bornOn = `${born}-${String(chance.whole(1, 12)).padStart(2, '0')}-${String(chance.whole(1, 28)).padStart(2, '0')}`;
  const town = chance.weighted(towns.map((one) => [one, one.weight] as const));
  const postcode = `${chance.whole(town.from, town.until)} ${letters[chance.whole(0, 19)]}${letters[chance.whole(0, 19)]}`;
  return {
    index,
    customerNumber: `VE-${100_000 + index}`,
    sex,
    firstName,
    initials: `${firstName[0]}.${second}`,
    prefix: family.prefix,
    familyName: family.name,
    bornOn,
    email: emailOf(chance, index, firstName, family.prefix, family.name, born),
    mobile: inventMobile(chance),
    landline: chance.holds(0.3) ? inventLandline(chance, town.areaCode) : null,
    iban: inventIban(chance),
    bsn: inventBsn(chance),
    street: chance.pick(streets),
    houseNumber: chance.holds(0.8) ? chance.whole(1, 120) : chance.whole(121, 640),
    addition: chance.holds(0.16) ? chance.pick(['A', 'B', 'C', '2', '1 hoog', 'II', 'bis', 'huis']) : '',
    postcode,
    city: town.city,
  };
}

/** "Anna van den Berg" */
export function fullName(person: DemoPerson): string {
  return `${person.firstName} ${person.prefix === '' ? '' : `${person.prefix} `}${person.familyName}`;
}

/** "Van den Berg": as after a title. */
export function surname(person: DemoPerson): string {
  if (person.prefix === '') return person.familyName;
  return `${person.prefix[0].toUpperCase()}${person.prefix.slice(1)} ${person.familyName}`;
}

/** The ways an agent writes the same telephone number. */
export function writePhone(chance: Chance, number: string): string {
  const area = number.startsWith('06') ? 2 : number.startsWith('0') && /^0(?:10|13|15|20|2[346]|30|33|35|36|38|4[0356]|5[0358]|7\d)/.test(number) ? 3 : 4;
  const rest = number.slice(area);
  const pairs = rest.replace(/(\d\d)(?=\d)/g, '$1 ');
  return chance.pick([
    number,
    `${number.slice(0, area)}-${rest}`,
    `${number.slice(0, area)} ${pairs}`,
    `+31${number.slice(1)}`,
    `+31 ${number.slice(1, area)} ${rest.slice(0, 4)} ${rest.slice(4)}`,
    `0031${number.slice(1)}`,
  ]);
}

/** "NL91 TEST 0417 1643 00" or without spaces, or in small letters. */
export function writeIban(chance: Chance, iban: string): string {
  return chance.pick([iban, iban.replace(/(.{4})(?=.)/g, '$1 '), iban.toLowerCase()]);
}

/** Street, number and addition on one line. */
export function writeStreet(person: DemoPerson): string {
  return `${person.street} ${person.houseNumber}${person.addition === '' ? '' : person.addition.length === 1 ? person.addition : ` ${person.addition}`}`;
}
