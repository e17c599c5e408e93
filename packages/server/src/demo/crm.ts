/**
 * The demo organisation's customer system: tables of a PostgreSQL database as an energy company has them, filled with COPY text.
 * Rows are made while they are sent, so that memory stays flat whatever the size.
 */
import { noteAbout } from './notes.ts';
import { inventEan } from './numbers.ts';
import { type DemoPerson, fullName, personAt, writeStreet } from './people.ts';
import { type Chance, chanceOf } from './random.ts';

/** How large the generated organisation is. The figures of the demo are the defaults of `demoSize`. */
export interface DemoSize {
  readonly customers: number;
  readonly notes: number;
  readonly chats: number;
  readonly mails: number;
  readonly leads: number;
}
export const demoSize: DemoSize = { customers: 20_000, notes: 200_000, chats: 12_000, mails: 3_000, leads: 15_000 };

export interface DemoTable {
  readonly name: string;
  /** Column definitions and constraints, as they stand between the brackets of CREATE TABLE. */
  readonly definition: string;
  readonly columns: readonly string[];
  /** Rows in PostgreSQL's COPY text format, each ended by a newline. */
  readonly rows: () => Iterable<string>;
}

const dayMs = 86_400_000;
const agents = 40;

/** A day before `today` as YYYY-MM-DD. */
export function dayBefore(today: Date, days: number): string {
  return new Date(today.getTime() - days * dayMs).toISOString().slice(0, 10);
}

function copyLine(values: readonly (string | number | null)[]): string {
  let line = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (i > 0) line += '\t';
    if (value === null) line += '\\N';
    else if (typeof value === 'number') line += value;
    else
      line += /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (c) => (c === '\t' ? '\\t' : c === '\n' ? '\\n' : c === '\r' ? '\\r' : '\\\\')) : value;
  }
  return `${line}\n`;
}

/** Days a customer has been one, at least one, up to thirteen years. Customers who left stay in the table: that is the point of the demo. */
function customerDays(chance: Chance): number {
  return chance.whole(1, 4700);
}

/** The customer's own line, and whether the contract has ended. Same answer for the same person wherever it is asked. */
export function customerFacts(person: DemoPerson): { sinceDays: number; left: boolean; contracts: number } {
  const chance = chanceOf(77, person.index);
  return { sinceDays: customerDays(chance), left: chance.holds(0.22), contracts: chance.holds(0.1) ? 2 : 1 };
}

/** The tables of the customer system, in an order in which foreign keys can be filled. Pure: the same size and day give the same rows. */
export function crmTables(today: Date, size: DemoSize = demoSize): readonly DemoTable[] {
  function* everyContract(): Generator<{ id: number; person: DemoPerson; second: boolean; sinceDays: number; left: boolean }> {
    let id = 0;
    for (let index = 0; index < size.customers; index++) {
      const person = personAt(index);
      const { sinceDays, left, contracts } = customerFacts(person);
      for (let n = 0; n < contracts; n++) {
        id += 1;
        yield { id, person, second: n > 0, sinceDays: n > 0 ? Math.ceil(sinceDays / 2) : sinceDays, left };
      }
    }
  }
  return [
    {
      name: 'medewerker',
      definition: 'medewerker_id integer primary key, naam text not null, werkmail text not null, toestel text, team text not null',
      columns: ['medewerker_id', 'naam', 'werkmail', 'toestel', 'team'],
      *rows() {
        for (let id = 1; id <= agents; id++) {
          const person = personAt(900_000 + id);
          yield copyLine([id, fullName(person), `${person.email.split('@')[0]}@voorbeeld-energie.example`, `4${100 + id}`, `Team ${'ABCD'[id % 4]}`]);
        }
      },
    },
    {
      name: 'klant',
      definition: `klant_id integer primary key, klantnummer text not null unique, aanhef text, voorletters text, tussenvoegsel text, achternaam text not null, geboortedatum date,
        email text, telefoon text, telefoon_vast text, iban text, straat text, huisnummer integer, toevoeging text, postcode text, woonplaats text, klant_sinds date not null, status text not null`,
      columns:
        `klant_id klantnummer aanhef voorletters tussenvoegsel achternaam geboortedatum email telefoon telefoon_vast iban straat huisnummer toevoeging postcode woonplaats klant_sinds status`.split(
          ' ',
        ),
      *rows() {
        for (let index = 0; index < size.customers; index++) {
          const p = personAt(index);
          const { sinceDays, left } = customerFacts(p);
          yield copyLine([
            index + 1,
            p.customerNumber,
            p.sex === 'v' ? 'Mevrouw' : 'De heer',
            p.initials,
            p.prefix === '' ? null : p.prefix,
            p.familyName,
            p.bornOn,
            p.email,
            p.mobile,
            p.landline,
            p.iban,
            p.street,
            p.houseNumber,
            p.addition === '' ? null : p.addition,
            p.postcode,
            p.city,
            dayBefore(today, sinceDays),
            left ? 'vertrokken' : 'actief',
          ]);
        }
      },
    },
    {
      name: 'contract',
      definition: `contract_id integer primary key, klant_id integer not null references klant, contractnummer text not null unique, product text not null,
        ingangsdatum date not null, einddatum date, termijnbedrag numeric(8,2) not null`,
      columns: ['contract_id', 'klant_id', 'contractnummer', 'product', 'ingangsdatum', 'einddatum', 'termijnbedrag'],
      *rows() {
        for (const { id, person, sinceDays, left } of everyContract()) {
          const chance = chanceOf(78, id);
          const product = chance.pick(['Modelcontract variabel', 'Vast 1 jaar', 'Vast 3 jaar', 'Dynamisch', 'Groen van hier']);
          yield copyLine([
            id,
            person.index + 1,
            `C${String(700_000 + id)}`,
            product,
            dayBefore(today, sinceDays),
            left ? dayBefore(today, Math.ceil(sinceDays * chance.fraction())) : null,
            chance.whole(45, 420),
          ]);
        }
      },
    },
    {
      name: 'aansluiting',
      definition: `ean text primary key, contract_id integer not null references contract, soort text not null, meternummer text not null, straat text, huisnummer integer,
        toevoeging text, postcode text, woonplaats text, netbeheerder text not null`,
      columns: ['ean', 'contract_id', 'soort', 'meternummer', 'straat', 'huisnummer', 'toevoeging', 'postcode', 'woonplaats', 'netbeheerder'],
      *rows() {
        for (const { id, person, second } of everyContract()) {
          const chance = chanceOf(79, id);
          const at = second ? personAt(person.index + 400_000) : person;
          for (const kind of chance.holds(0.7) ? ['stroom', 'gas'] : ['stroom'])
            yield copyLine([
              inventEan(chance),
              id,
              kind,
              `${kind === 'gas' ? 'G' : 'E'}${chance.whole(1000, 9999)}${chance.whole(100_000, 999_999)}`,
              at.street,
              at.houseNumber,
              at.addition === '' ? null : at.addition,
              at.postcode,
              at.city,
              chance.pick(['Netbeheer Noord', 'Netbeheer Midden', 'Netbeheer Zuid']),
            ]);
        }
      },
    },
    {
      name: 'factuur',
      definition: `factuur_id integer primary key, factuurnummer text not null unique, klant_id integer not null references klant, bedrag numeric(9,2) not null,
        factuurdatum date not null, betaald_op date, iban text, tenaamstelling text`,
      columns: ['factuur_id', 'factuurnummer', 'klant_id', 'bedrag', 'factuurdatum', 'betaald_op', 'iban', 'tenaamstelling'],
      *rows() {
        for (let id = 1; id <= size.customers * 3; id++) {
          const chance = chanceOf(80, id);
          const p = personAt((id - 1) % size.customers);
          const daysAgo = chance.whole(1, customerFacts(p).sinceDays);
          const day = dayBefore(today, daysAgo);
          yield copyLine([
            id,
            `${day.slice(0, 4)}-${500_000 + id}`,
            p.index + 1,
            chance.whole(4_000, 62_000) / 100,
            day,
            daysAgo > 20 && chance.holds(0.97) ? dayBefore(today, daysAgo - chance.whole(3, 19)) : null,
            p.iban,
            `${p.initials} ${p.prefix === '' ? '' : `${p.prefix} `}${p.familyName}`,
          ]);
        }
      },
    },
    {
      name: 'contactmoment',
      definition: `contact_id integer primary key, klant_id integer references klant, kanaal text not null, onderwerp text not null, medewerker_id integer not null references medewerker,
        notitie text not null, aangemaakt_op timestamptz not null, duur_seconden integer`,
      columns: ['contact_id', 'klant_id', 'kanaal', 'onderwerp', 'medewerker_id', 'notitie', 'aangemaakt_op', 'duur_seconden'],
      *rows() {
        for (let id = 1; id <= size.notes; id++) {
          const chance = chanceOf(81, id);
          // Some customers call often, most seldom.
          const index = Math.floor(size.customers * chance.fraction() ** 1.2);
          const note = noteAbout(chance, personAt(index), personAt(chance.whole(0, size.customers - 1)));
          const at = new Date(today.getTime() - dayMs - Math.floor(dayMs * 2900 * chance.fraction() ** 1.5));
          at.setUTCHours(chance.whole(7, 19), chance.whole(0, 59), chance.whole(0, 59), 0);
          yield copyLine([
            id,
            chance.holds(0.03) ? null : index + 1,
            chance.weighted([
              ['telefoon', 7],
              ['chat', 2],
              ['e-mail', 2],
              ['balie', 0.2],
            ]),
            note.subject,
            chance.whole(1, agents),
            note.text,
            at.toISOString(),
            chance.whole(40, 1500),
          ]);
        }
      },
    },
  ];
}

/** Street line as the campaign list and mails write it. */
export function streetLine(person: DemoPerson): string {
  return `${writeStreet(person)}, ${person.postcode} ${person.city}`;
}
