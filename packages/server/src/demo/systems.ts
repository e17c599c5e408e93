import { Readable } from 'node:stream';
import type { Source } from '@waarborg/contract';
import type { App } from '../app.ts';
import { type DemoSize, demoSize } from './crm.ts';
import { makeCrmDatabase } from './crm-database.ts';
import { campaignLines, chatLines, mailboxMessages } from './letters.ts';
import { personAt } from './people.ts';
import type { Visitor } from './visitor.ts';

interface SystemFacts {
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly country: string | null;
  readonly supplier: string;
  readonly backupDays: number | null;
}

const crm: SystemFacts = {
  name: 'CRM Klantcontact',
  description: 'Klanten, contracten, facturen en contactnotities. Verzonnen gegevens.',
  owner: 'Klantenservice',
  country: 'NL',
  supplier: '',
  backupDays: 30,
};
const uploads: readonly { facts: SystemFacts; fileName: string; pieces: (today: Date, size: DemoSize) => Iterable<string | Buffer> }[] = [
  {
    facts: {
      name: 'Chat',
      description: 'Export van de chatleverancier. Verzonnen gegevens.',
      owner: 'Team Chat',
      country: 'US',
      supplier: 'Tawlk Inc.',
      backupDays: 90,
    },
    fileName: 'chatgesprekken.jsonl',
    pieces: chatLines,
  },
  {
    facts: {
      name: 'Mailbox klantenservice@',
      description: 'Archief van de gedeelde mailbox. Verzonnen gegevens.',
      owner: 'Klantenservice',
      country: 'NL',
      supplier: '',
      backupDays: 365,
    },
    fileName: 'klantenservice.mbox',
    pieces: mailboxMessages,
  },
  {
    facts: {
      name: 'Campagnelijst najaar',
      description: 'Lijst voor de najaarsmailing, uit verschillende bronnen bijeengebracht. Verzonnen gegevens.',
      owner: 'Marketing',
      country: 'NL',
      supplier: 'Mailhuis BV',
      backupDays: null,
    },
    fileName: 'campagne najaar.csv',
    pieces: campaignLines,
  },
];
const manual: readonly SystemFacts[] = [
  {
    name: 'Archiefkast aanvragen',
    description: 'Papieren machtigingen en kopieën van identiteitsbewijzen tot 2019, kamer 0.14.',
    owner: 'Facilitair',
    country: 'NL',
    supplier: '',
    backupDays: null,
  },
  {
    name: 'Gespreksopnamen',
    description: 'Opnamen van telefoongesprekken, voor training en geschillen.',
    owner: 'Klantenservice',
    country: 'US',
    supplier: 'CallVault Inc.',
    backupDays: 180,
  },
  {
    name: 'Incassobureau',
    description: 'Krijgt openstaande vorderingen met naam, adres en rekeningnummer.',
    owner: 'Debiteuren',
    country: 'NL',
    supplier: 'Incasso Voorbeeld BV',
    backupDays: null,
  },
];
const flows: readonly { from: string; to: string; what: string; kinds: readonly string[] }[] = [
  { from: crm.name, to: 'Incassobureau', what: 'Vorderingen', kinds: ['PERSON', 'ADDRESS', 'IBAN'] },
  { from: crm.name, to: 'Campagnelijst najaar', what: 'Mailing', kinds: ['PERSON', 'EMAIL', 'PHONE', 'POSTCODE'] },
  { from: crm.name, to: 'Gespreksopnamen', what: 'Klantnummer', kinds: ['ACCOUNT_ID'] },
];

/** Makes the systems for real and connects them where they are not connected yet; gives those that can be scanned. */
export async function connectDemoSystems(app: App, as: Visitor, say: (line: string) => void, size: DemoSize = demoSize): Promise<readonly Source[]> {
  const today = app.clock.now();
  const { items } = await as.call('GET /api/v1/sources', '/api/v1/sources');
  const known = new Map(items.map((source) => [source.name, source]));
  const add = (facts: SystemFacts, more: object) => as.call('POST /api/v1/sources', '/api/v1/sources', { ...facts, ...more });
  const database = await makeCrmDatabase(app.db.ownerUrl, { password: Buffer.from(app.keyring.derive('demo-reader')).toString('base64url'), today, size });
  if (database.made) say(`Voorbeeld Energie: customer system made, ${size.notes.toLocaleString('en')} contact notes.`);
  const connection = { kind: 'postgres', location: database.location, user: database.user, password: database.password };
  const before = known.get(crm.name);
  if (before === undefined) {
    const made = await add(crm, { type: 'connected', connection });
    await as.call('PATCH /api/v1/sources/{id}', `/api/v1/sources/${made.id}`, { schedule: 'weekly' });
    known.set(crm.name, made);
  } else if (before.location !== database.location) {
    const { kind: _kind, ...moved } = connection;
    await as.call('PATCH /api/v1/sources/{id}', `/api/v1/sources/${before.id}`, { connection: moved });
  }
  for (const { facts, fileName, pieces } of uploads) {
    if (known.has(facts.name)) continue;
    const form = new FormData();
    form.append('name', facts.name);
    form.append('file', new File(await bytesOf(pieces(today, size)), fileName));
    const made = await as.call('POST /api/v1/sources/uploads', '/api/v1/sources/uploads', form);
    known.set(facts.name, await as.call('PATCH /api/v1/sources/{id}', `/api/v1/sources/${made.id}`, facts));
  }
  for (const facts of manual) if (!known.has(facts.name)) known.set(facts.name, await add(facts, { type: 'manual' }));
  await writeFlows(as, known);
  return [crm.name, ...uploads.map(({ facts }) => facts.name)].map((name) => known.get(name)!);
}

async function writeFlows(as: Visitor, systems: ReadonlyMap<string, Source>): Promise<void> {
  const { items } = await as.call('GET /api/v1/map/flows', '/api/v1/map/flows');
  if (items.some((flow) => !flow.found)) return;
  for (const { from, to, what, kinds } of flows)
    await as.call('POST /api/v1/map/flows', '/api/v1/map/flows', { fromId: systems.get(from)!.id, toId: systems.get(to)!.id, what, kinds });
}

async function bytesOf(pieces: Iterable<string | Buffer>): Promise<Buffer<ArrayBuffer>[]> {
  const parts: Buffer<ArrayBuffer>[] = [];
  for await (const piece of Readable.from(pieces, { objectMode: true })) parts.push(Buffer.from(piece));
  return parts;
}

/** The customer whom a visitor can best look for: in the customer system, the chats, the mailbox and the campaign list. */
export function widelyKnown(today: Date, size: DemoSize = demoSize): string {
  const inChat = new Set<string>();
  for (const line of chatLines(today, size)) {
    const { email } = JSON.parse(line) as { email: string | null };
    if (email !== null) inChat.add(email.toLowerCase());
  }
  const inMail = new Set<string>();
  for (const message of mailboxMessages(today, size)) inMail.add(message.slice(5, message.indexOf(' ', 5)));
  for (const line of campaignLines(today, size)) {
    const email = line.toString('latin1').split(';')[1]?.trim().toLowerCase() ?? '';
    if (inChat.has(email) && inMail.has(email)) return email;
  }
  return personAt(0).email;
}
