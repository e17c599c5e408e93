import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Refusal } from '../kernel/errors.ts';
import { APP_ROLE } from './connect.ts';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The migrations of this code, in order. */
export function listMigrations(folder: string = fileURLToPath(new URL('./migrations/', import.meta.url))): Migration[] {
  const files = readdirSync(folder).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file));
  return files.sort().map((name) => {
    const text = readFileSync(`${folder}/${name}`, 'utf8');
    return { name, sql: expandMacros(text), checksum: createHash('sha256').update(text).digest('hex') };
  });
}

/** A line `-- tenant-table: NAME` becomes the row-level security every tenant's table has, and the application role's rights to it. */
export function expandMacros(text: string): string {
  return text.replace(/^-- tenant-table: ([a-z_0-9]+)[ \t]*$/gm, (_line, table) =>
    [
      `alter table ${table} enable row level security;`,
      `alter table ${table} force row level security;`,
      `create policy tenant on ${table} using (tenant_no = nullif(current_setting('app.tenant_no', true), '')::int) with check (tenant_no = nullif(current_setting('app.tenant_no', true), '')::int);`,
      `grant select, insert, update, delete on ${table} to ${APP_ROLE};`,
    ].join('\n'),
  );
}

/**
 * Brings the database up to date, each migration in a transaction of its own, one process at a time. Returns the names that were
 * applied. Refuses a database that a newer Waarborg has been at, and one whose applied migrations differ from the code's.
 */
export async function migrate(ownerUrl: string, migrations: readonly Migration[] = listMigrations()): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'waarborg migrations' });
  await client.connect();
  try {
    // Any number will do as long as every process of Waarborg uses the same.
    await client.query('select pg_advisory_lock(4380001)');
    await client.query(
      'create table if not exists waarborg_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from waarborg_migrations order by name');
    refuseStrangers(rows, migrations);
    const applied: string[] = [];
    for (const migration of migrations) {
      if (rows.some((row) => row.name === migration.name)) continue;
      await apply(client, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

/** Makes the database when the server has none of that name. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function refuseStrangers(applied: readonly { name: string; checksum: string }[], known: readonly Migration[]): void {
  const stranger = applied.find((row) => !known.some((migration) => migration.name === row.name));
  if (stranger) {
    throw new Refusal(
      'conflict',
      'schema.newer',
      `The database was made by a newer Waarborg (it has ${stranger.name}, which this version does not know). Start that version, or put back a back-up from before it.`,
    );
  }
  const changed = applied.find((row) => known.some((migration) => migration.name === row.name && migration.checksum !== row.checksum));
  if (changed) {
    throw new Refusal(
      'conflict',
      'schema.changed',
      `Migration ${changed.name} differs from what this database was made with. Migrations are never edited after a release; use the code the database was made with.`,
    );
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query(`grant usage on all sequences in schema public to ${APP_ROLE}`);
    await client.query('insert into waarborg_migrations (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed and was rolled back: ${(error as Error).message}`, { cause: error });
  }
}
