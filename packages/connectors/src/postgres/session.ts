import { userInfo } from 'node:os';
import pg from 'pg';
import { type DatabaseAddress, databaseAddress } from '../address.ts';
import { ConnectorRefusal, type ConnectorSettings, type Problem } from '../connector.ts';
import type { Surroundings } from '../network.ts';
import { refusal } from '../refusals.ts';

/** What a read session may do at most; `statementTimeoutMs` can be set in the source's options. */
const limits = { connectMs: 10_000, lockMs: 5_000, idleInTransactionMs: 60_000, statementMs: 30 * 60_000 } as const;

/**
 * A small pool of sessions named "waarborg" that may only read unless a transaction asks otherwise. Dates come in ISO form in UTC,
 * and `search_path` is the catalog alone, so that nothing in the database can stand in for a built-in function.
 */
export async function openSessions(
  settings: ConnectorSettings,
  surroundings: Surroundings,
): Promise<{ pool: pg.Pool; homeSchema: string; version: number; sqlAscii: boolean }> {
  const local = surroundings.folders === null;
  const address = await databaseAddress(settings, surroundings.network, {
    defaultPort: 5432,
    form: 'postgres://host:5432/database',
    defaultUser: local ? userInfo().username : null,
  });
  const statementMs = Number(settings.options?.statementTimeoutMs ?? limits.statementMs);
  const setup = [
    'set default_transaction_read_only = on',
    `set statement_timeout = ${Math.max(1000, Math.floor(statementMs) || limits.statementMs)}`,
    `set lock_timeout = ${limits.lockMs}`,
    `set idle_in_transaction_session_timeout = ${limits.idleInTransactionMs}`,
    "set datestyle = 'ISO, YMD'",
    "set intervalstyle = 'iso_8601'",
    "set timezone = 'UTC'",
    'set extra_float_digits = 1',
    "set bytea_output = 'hex'",
    "set client_encoding = 'UTF8'",
    'set standard_conforming_strings = on',
  ].join('; ');
  let homeSchema = 'public';
  let version = 0;
  let sqlAscii = false;
  const connectMs = Math.max(100, Number(settings.options?.connectTimeoutMs ?? limits.connectMs) || limits.connectMs);
  const build = (ssl: false | object) =>
    new pg.Pool({
      host: address.host,
      port: address.port,
      user: address.user,
      database: address.database || address.user,
      // A function, so that an empty password never falls back on the environment or a password file of the server's account.
      password: () => address.password || (local ? (process.env.PGPASSWORD ?? '') : ''),
      ssl,
      application_name: 'waarborg',
      fallback_application_name: 'waarborg',
      connectionTimeoutMillis: connectMs,
      idleTimeoutMillis: 15_000,
      keepAlive: true,
      max: 4,
      allowExitOnIdle: true,
      onConnect: async (client: pg.ClientBase) => {
        await client.query(setup);
        const facts = await client.query(
          "select coalesce(current_schema(), 'public') as home, current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding",
        );
        homeSchema = facts.rows[0].home;
        version = facts.rows[0].version;
        sqlAscii = facts.rows[0].encoding === 'SQL_ASCII';
        await client.query('set search_path = pg_catalog');
      },
    } as pg.PoolConfig);
  const tls = { servername: /^[\d.:]+$/.test(address.name) ? undefined : address.name, rejectUnauthorized: address.ssl === 'verify' };
  const attempts: (false | object)[] = address.ssl === 'off' ? [false] : address.ssl === 'prefer' ? [tls, false] : [tls];
  for (const [i, ssl] of attempts.entries()) {
    const pool = build(ssl);
    pool.on('error', () => {}); // a lost idle session is replaced on the next use; the reader of a busy one hears of it itself
    try {
      (await pool.connect()).release();
      return { pool, homeSchema, version, sqlAscii };
    } catch (error) {
      await pool.end().catch(() => {});
      const noTls = /does not support SSL/.test((error as Error).message);
      if (!(noTls && i + 1 < attempts.length)) throw postgresRefusal(error, address);
    }
  }
  throw refusal('network.tls', 'The server offers no TLS, which this address asks for.');
}

const byState: Record<string, readonly [string, string]> = {
  '28P01': ['password.wrong', 'The database refused this account name or password.'],
  '28000': ['password.wrong', 'The database does not let this account in from here (pg_hba.conf), or not with this password.'],
  '3D000': ['database.missing', 'There is no database of that name on this server.'],
  '53300': ['network.busy', 'The database has no connection to spare; try again later or raise max_connections.'],
  '57P01': ['network.gone', 'The database was shut down while it was being read.'],
  '57P02': ['network.gone', 'The database stopped while it was being read.'],
  '57P03': ['network.gone', 'The database is starting up or shutting down; try again in a moment.'],
  '57014': ['database.timeout', 'The database stopped the query because it took too long (statement_timeout).'],
  '55P03': ['database.locked', 'Someone else holds a lock on this table; Waarborg waited five seconds and left it alone.'],
  '42501': ['permission.denied', 'The database account may not read this; grant it SELECT.'],
  '42P01': ['dataset.gone', 'This table is no longer there.'],
  '42703': ['field.gone', 'A field of this table is no longer there; describe it again.'],
  '25006': ['permission.readOnly', 'This database only allows reading (a stand-by server or a read-only setting).'],
};

/** Words for a PostgreSQL or network error, without the server's detail text, which can hold values. */
export function postgresProblem(error: unknown, address?: Pick<DatabaseAddress, 'name' | 'port'>): Problem {
  if (error instanceof ConnectorRefusal) return error.problem;
  const code = (error as { code?: string })?.code ?? '';
  const message = (error as Error)?.message ?? '';
  const known = byState[code];
  if (known) return { code: known[0], message: known[1] };
  const at = address ? ` at ${address.name}:${address.port}` : '';
  if (/SASL|password must be a/.test(message)) return { code: 'password.missing', message: 'The database asks for a password and none was given.' };
  if (code === 'ECONNREFUSED') return { code: 'network.refused', message: `Nothing answers${at}; is the database running and the port right?` };
  if (/timeout/i.test(message) && !/^[0-9A-Z]{5}$/.test(code)) return { code: 'network.timeout', message: `No answer${at} in time.` };
  if (/terminated|ended|ECONNRESET|EPIPE|not queryable|socket/i.test(`${message} ${code}`) || code.startsWith('08'))
    return { code: 'network.gone', message: 'The connection to the database was lost; go on when it is back.' };
  if (/certificate|self.signed|TLS|SSL/i.test(message))
    return { code: 'network.tls', message: `The TLS connection${at} failed: the certificate could not be trusted or TLS is not offered.` };
  if (/^[0-9A-Z]{5}$/.test(code)) return { code: 'database.error', message: `The database reported error ${code}.` };
  return { code: 'network.unreachable', message: `The database${at} cannot be reached${/^E[A-Z]+$/.test(code) ? ` (${code})` : ''}.` };
}

/** The refusal for an error, naming the dataset when there is one. */
export function postgresRefusal(error: unknown, address?: Pick<DatabaseAddress, 'name' | 'port'>, dataset?: string): ConnectorRefusal {
  if (error instanceof ConnectorRefusal) return error;
  return new ConnectorRefusal({ ...postgresProblem(error, address), ...(dataset ? { dataset } : {}) });
}
