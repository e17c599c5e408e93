import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startPostgres } from '../../packages/connectors/src/testing/postgres-server.ts';

/** An invented customer as the company's systems hold them. */
export interface Customer {
  readonly number: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly iban: string;
  readonly postcode: string;
  readonly house: string;
}

/** The systems of an invented company: a PostgreSQL with customers, contact notes and a table nobody may read, and a campaign list as CSV. */
export interface SmallCompany {
  readonly port: number;
  readonly database: 'klantcontact';
  readonly user: 'lezer';
  readonly password: string;
  readonly campaignPath: string;
  readonly customers: readonly Customer[];
  run(...statements: string[]): Promise<void>;
  close(): Promise<void>;
}

const forenames = ['Anna', 'Bram', 'Carla', 'Daan', 'Eva', 'Farid', 'Greet', 'Hugo', 'Ines', 'Joris'];
const surnames = ['de Vries', 'Jansen', 'Bakker', 'van den Berg', 'Visser', 'El Amrani', 'Peeters', 'Mulder', 'Smit', 'de Boer'];

/** A Dutch IBAN with the right check digits (ISO 13616, modulo 97). */
function ibanOf(account: number): string {
  const number = `ABNA${String(account).padStart(10, '0')}`;
  let rest = 0;
  for (const digit of `${number}NL00`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) rest = (rest * 10 + Number(digit)) % 97;
  return `NL${String(98 - rest).padStart(2, '0')}${number}`;
}

function customersOf(count: number): Customer[] {
  return Array.from({ length: count }, (_, n) => {
    const name = `${forenames[n % 10]} ${surnames[(n * 3 + Math.floor(n / 10)) % 10]}`;
    return {
      number: 48_000 + n,
      name,
      email: `${name.toLowerCase().replace(/[^a-z]/g, '.')}${n}@voorbeeld.example`,
      phone: `06${String(12_345_678 + n * 9_117).slice(0, 8)}`,
      iban: ibanOf(417_164_300 + n * 7),
      postcode: `${1012 + (n % 80)} ${'ABCDEFGH'[n % 8]}${'KLMNP'[n % 5]}`,
      house: String(1 + (n % 150)),
    };
  });
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

function noteOf(customer: Customer, n: number): string {
  const notes = [
    'Klant belt over het termijnbedrag, uitleg gegeven.',
    'Mevrouw is hartpatiënt en kan niet zonder stroom, zoon belt dinsdag terug.',
    `Mailt vanaf ${customer.email} en wil de factuur opnieuw ontvangen.`,
    `Teruggebeld op ${customer.phone}, geen gehoor.`,
    'Storing gemeld, monteur ingepland voor donderdag.',
  ];
  return notes[n % notes.length];
}

/** Starts the company's PostgreSQL and writes its files; close it afterwards. */
export async function openCompany(count = 60): Promise<SmallCompany> {
  const customers = customersOf(count);
  const folder = mkdtempSync(join(tmpdir(), 'waarborg-company-'));
  const campaignPath = join(folder, 'campagnelijst.csv');
  const lines = customers.slice(0, 25).map((customer) => [customer.name, customer.email, customer.phone, 'Utrecht'].join(';'));
  writeFileSync(campaignPath, `${['naam;e-mail;telefoon;plaats', ...lines].join('\n')}\n`);
  const postgres = await startPostgres();
  const password = 'alleen maar lezen 7';
  await postgres.run('postgres', 'create database klantcontact', `create role lezer login password ${quoted(password)}`);
  const run = (...statements: string[]) => postgres.run('klantcontact', ...statements);
  const rows = customers.map(
    (one, n) =>
      `(${one.number}, ${quoted(one.name)}, ${quoted(one.email)}, ${quoted(one.phone)}, ${quoted(one.iban)}, ${quoted(one.postcode)}, ${quoted(one.house)}, '${2011 + (n % 12)}-03-14T09:00:00Z')`,
  );
  const notes = Array.from({ length: count * 5 }, (_, n) => {
    const customer = customers[(n * 7) % count];
    return `(${n + 1}, ${customer.number}, ${quoted(noteOf(customer, n))}, '${2015 + (n % 10)}-06-02T10:00:00Z')`;
  });
  await run(
    'create table klant (klantnummer int primary key, naam text, email text, telefoon text, iban text, postcode text, huisnummer text, klant_sinds timestamptz)',
    'create table contact (id int primary key, klantnummer int references klant, notitie text, op timestamptz)',
    'create table tarief (id int primary key, code text, bedrag numeric(8, 2))',
    'create table salaris (id int primary key, bedrag int)',
    `insert into klant values ${rows.join(', ')}`,
    `insert into contact values ${notes.join(', ')}`,
    "insert into tarief select n, 'T' || n, n * 1.5 from generate_series(1, 20) n",
    'grant usage on schema public to lezer',
    'grant select on klant, contact, tarief to lezer',
    'analyze',
  );
  return {
    port: postgres.port,
    database: 'klantcontact',
    user: 'lezer',
    password,
    campaignPath,
    customers,
    run,
    async close() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A call to the API from the page, with the session of whoever is signed in there. Throws when it is refused. */
export async function callFrom<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([verb, address, content]) => {
      const response = await fetch(address as string, {
        method: verb as string,
        headers: { accept: 'application/json', ...(content === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(content === undefined ? {} : { body: JSON.stringify(content) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${String(verb)} ${String(address)} gave ${response.status}: ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    [method, path, body] as const,
  ) as Promise<T>;
}

/** Connects the company's database without the forms and scans it; gives the id of the source when the scan has finished. */
export async function connectAndScan(page: Page, company: SmallCompany): Promise<string> {
  const source = await callFrom<{ id: string }>(page, 'POST', '/api/v1/sources', {
    type: 'connected',
    name: 'CRM Klantcontact',
    owner: 'Klantenservice',
    country: 'NL',
    connection: { kind: 'postgres', location: `postgres://127.0.0.1:${company.port}/${company.database}`, user: company.user, password: company.password },
  });
  await scanToEnd(page, source.id);
  return source.id;
}

/** Scans a source and waits until it has finished. */
export async function scanToEnd(page: Page, sourceId: string): Promise<string> {
  const scan = await callFrom<{ id: string }>(page, 'POST', '/api/v1/scans', { sourceId });
  for (let tries = 0; tries < 200; tries++) {
    const { state, why } = await callFrom<{ state: string; why: string | null }>(page, 'GET', `/api/v1/scans/${scan.id}`);
    if (state === 'finished') return scan.id;
    if (state === 'failed' || state === 'cancelled') throw new Error(`The scan ended as ${state}: ${why ?? ''}`);
    await page.waitForTimeout(100);
  }
  throw new Error('The scan did not finish in time');
}

/** Invites somebody with a role and lets them join in this other page; afterwards that page is signed in. */
export async function joinAs(
  admin: Page,
  guest: Page,
  address: string,
  person: { name: string; email: string; password: string; role: string; language: 'nl' | 'en' },
): Promise<void> {
  const { link } = await callFrom<{ link: string }>(admin, 'POST', '/api/v1/people/invitations', { email: person.email, roles: [person.role] });
  const token = link.split('#')[1];
  await guest.goto(`${address}/`);
  await callFrom(guest, 'POST', `/api/v1/invitations/${token}`, { name: person.name, password: person.password, language: person.language });
}
