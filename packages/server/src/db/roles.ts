import pg from 'pg';
import { Refusal } from '../kernel/errors.ts';
import type { Keyring } from '../kernel/sealed.ts';
import { APP_ROLE } from './connect.ts';

/**
 * Makes sure the application role exists, may log in with `password` and may reach the database. Refuses with what the
 * administrator of an outside PostgreSQL has to do when our user may not make roles, and a PostgreSQL older than 15.
 */
export async function prepareRoles(ownerUrl: string, password: string, ownsPassword: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 15_000, application_name: 'waarborg roles' });
  try {
    await client.connect();
  } catch (error) {
    throw new Refusal('unavailable', 'database.unreachable', `The database cannot be reached: ${(error as Error).message}. Check DATABASE_URL.`);
  }
  try {
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int as version, current_setting('server_version') as label, current_database() as name`,
    );
    if (rows[0].version < 150000) throw new Refusal('unavailable', 'database.old', `PostgreSQL ${rows[0].label} is too old: Waarborg needs 15 or newer.`);
    // Two processes that start at once must not both make it.
    await client.query('select pg_advisory_lock(4380002)');
    await ensureRole(client, password, ownsPassword);
    await client.query(`grant connect, temporary on database ${client.escapeIdentifier(rows[0].name)} to ${APP_ROLE}`);
    await client.query(`grant usage on schema public to ${APP_ROLE}`);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, password: string, ownsPassword: boolean): Promise<void> {
  const { rows } = await client.query('select rolsuper or rolbypassrls as above from pg_roles where rolname = $1', [APP_ROLE]);
  if (rows[0]?.above)
    throw new Refusal(
      'conflict',
      'database.role',
      `Role ${APP_ROLE} is superuser or bypasses row-level security; take that away, organisations would not be kept apart.`,
    );
  if (rows.length > 0 && !ownsPassword) return;
  const word = client.escapeLiteral(password);
  try {
    if (rows.length === 0) await client.query(`create role ${APP_ROLE} login nosuperuser nocreatedb nocreaterole nobypassrls password ${word}`);
    else await client.query(`alter role ${APP_ROLE} login password ${word}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Refusal(
      'unavailable',
      'database.role',
      `The user of DATABASE_URL may not ${rows.length === 0 ? 'make' : 'change'} the role ${APP_ROLE}. Let the administrator run: create role ${APP_ROLE} login password '...'; and set DATABASE_APP_URL to log in as it.`,
    );
  }
}

/** The password of the application role, the same on every machine with the same master key. */
export function appPassword(keyring: Keyring): string {
  return Buffer.from(keyring.derive('database-app-role')).toString('base64url');
}

/** The application role's address: that of the owner with another user and password. */
export function appUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = password;
  return url.href;
}
