import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Refusal } from '../kernel/errors.ts';
import { crmTables, type DemoSize } from './crm.ts';

/** Where the demo's customer system stands and how Waarborg reads it: a role that may select, and update the text of a contact note. */
export interface CrmDatabase {
  /** Without password: what a person would type in. */
  readonly location: string;
  readonly user: string;
  readonly password: string;
  /** False when it stood there already. */
  readonly made: boolean;
}

const database = 'voorbeeld_energie';
const reader = 'voorbeeld_lezer';

/**
 * Makes the customer system as a database of its own beside ours, with a role that may read it and rewrite notes, and fills it by COPY. When it stands there
 * whole already, nothing is written but the reader's password. Refuses (unavailable) when the owner may not make databases.
 */
export async function makeCrmDatabase(ownerUrl: string, options: { password: string; today: Date; size: DemoSize }): Promise<CrmDatabase> {
  const own = await connect(ownerUrl);
  const url = new URL(ownerUrl);
  const at: CrmDatabase = { location: `postgres://${url.host}/${database}`, user: reader, password: options.password, made: true };
  try {
    await makeReader(own, options.password);
    const { rows } = await own.query('select 1 from pg_database where datname = $1', [database]);
    if (rows.length === 0) {
      await own.query(`create database ${database} template template0 encoding 'UTF8'`);
      await own.query(`revoke connect on database ${database} from public`);
      await own.query(`grant connect on database ${database} to ${reader}`);
    }
  } catch (error) {
    throw new Refusal(
      'unavailable',
      'demo.database',
      `The demo needs the right to make a database and a role in PostgreSQL (${(error as { code?: string }).code}). Give the user of DATABASE_URL CREATEDB and CREATEROLE, or leave DATABASE_URL out for the demo.`,
    );
  } finally {
    await own.end();
  }
  url.pathname = `/${database}`;
  const crm = await connect(url.href);
  try {
    const { rows } = await crm.query(`select shobj_description(oid, 'pg_database') is not null as whole from pg_database where datname = current_database()`);
    const made = !rows[0].whole;
    if (made) await fill(crm, options.today, options.size);
    // The clean-up may write this one column and nothing else; a demo of an earlier version gets the right as well.
    await crm.query(`grant update (notitie) on contactmoment to ${reader}`);
    return { ...at, made };
  } finally {
    await crm.end();
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'waarborg demo' });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function makeReader(own: pg.Client, password: string): Promise<void> {
  const { rows } = await own.query('select 1 from pg_roles where rolname = $1', [reader]);
  const verb = rows.length === 0 ? 'create' : 'alter';
  await own.query(`${verb} role ${reader} login nosuperuser nocreatedb nocreaterole noinherit password ${pg.escapeLiteral(password)}`);
}

/** In one transaction: an interrupted fill leaves nothing, and the next start does it again. */
async function fill(crm: pg.Client, today: Date, size: DemoSize): Promise<void> {
  await crm.query('begin');
  await crm.query(`revoke all on schema public from public; grant usage on schema public to ${reader}`);
  for (const table of crmTables(today, size)) {
    await crm.query(`create table ${table.name} (${table.definition})`);
    const copy = crm.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin`));
    await pipeline(Readable.from(inPieces(table.rows())), copy);
  }
  await crm.query(`create index on contactmoment (klant_id); create index on contract (klant_id); create index on factuur (klant_id);
    grant select on all tables in schema public to ${reader}`);
  // The comment also says that the filling came to its end.
  await crm.query(`comment on database ${database} is 'Voorbeeldorganisatie van Waarborg; alle gegevens zijn verzonnen'`);
  await crm.query('commit');
  await crm.query('analyze');
}

/** Rows joined to pieces of about 64 KiB: one write for each row would cost more than making it. */
function* inPieces(rows: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const row of rows) {
    text += row;
    if (text.length > 65_536) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}
