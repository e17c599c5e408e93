import { normaliseName } from './normalise.ts';

const particles = new Set('van de den der het t in ten ter te op aan von vom zu di da del della dos du la le el al ben ibn bin abu st'.split(' '));
const titled = /^\s*(?:dhr|hr|de heer|heer|meneer|mijnheer|mevr|mevrouw|mw|mej|juffrouw|mr|mrs|ms|miss|familie|fam)\b/i;

/** One person of a text, as far as its names tell. */
interface Person {
  readonly key: string;
  /** Forenames and initials in order, folded. */
  readonly given: readonly string[];
  readonly surname: string;
}

/** A name in parts, folded. */
interface NameParts {
  readonly given: readonly string[];
  readonly surname: string;
  /** One word that may be either. */
  readonly single: boolean;
  readonly whole: string;
}

function partsOf(text: string): NameParts | null {
  const whole = normaliseName(text);
  if (whole === null) return null;
  const words = whole.split(' ');
  let last = words.length - 1;
  while (last > 0 && particles.has(words[last] as string)) last--;
  const surname = words[last] as string;
  let first = last;
  while (first > 0 && particles.has(words[first - 1] as string)) first--;
  const given = words.slice(0, first).filter((word) => !particles.has(word));
  return { given, surname, single: given.length === 0 && first === last && !titled.test(text), whole };
}

/**
 * Knows the people of one document (or conversation) by their names: "Jan de Vries", "dhr. De Vries", "J. de Vries" and "Jan" are one person as long as
 * nobody else there could be meant. Learn all names first, then ask; linear in the names.
 */
export class People {
  private readonly known = new Map<string, Person>();
  private readonly bySurname = new Map<string, Set<Person>>();
  private readonly byGiven = new Map<string, Set<Person>>();

  /** Takes in a name; only those with a forename and a family name make a person that others can be linked to. */
  learn(text: string): void {
    const name = partsOf(text);
    if (!name || (name.given[0] ?? '').length < 2) return;
    const key = `${name.given[0]} ${name.surname}`;
    if (this.known.has(key)) return;
    const person = { key, given: name.given, surname: name.surname };
    this.known.set(key, person);
    put(this.bySurname, name.surname, person);
    put(this.byGiven, name.given[0] as string, person);
  }

  /** A key for the person whom a name means: the same for the same person. A name that could be two people is itself. */
  keyOf(text: string): string {
    const name = partsOf(text);
    if (!name) return text;
    const [first = ''] = name.given;
    if (first.length > 1) return `${first} ${name.surname}`;
    const family = [...(this.bySurname.get(name.surname) ?? [])];
    if (first !== '') return only(family.filter((person) => person.given[0]?.startsWith(first))) ?? `${first}. ${name.surname}`;
    if (!name.single) return only(family) ?? name.surname;
    return only([...new Set([...family, ...(this.byGiven.get(name.surname) ?? [])])]) ?? name.surname;
  }

  /** Forgets everybody. */
  clear(): void {
    this.known.clear();
    this.bySurname.clear();
    this.byGiven.clear();
  }
}

const only = (people: readonly Person[]): string | undefined => (people.length === 1 ? people[0]?.key : undefined);

function put(map: Map<string, Set<Person>>, word: string, person: Person): void {
  const set = map.get(word);
  if (set) set.add(person);
  else map.set(word, new Set([person]));
}
