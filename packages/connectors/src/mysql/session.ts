import { userInfo } from 'node:os';
import mysql from 'mysql2';
import { type DatabaseAddress, databaseAddress } from '../address.ts';
import { ConnectorRefusal, type ConnectorSettings, type Problem } from '../connector.ts';
import type { Surroundings } from '../network.ts';

/** A row of a small query: every value as text. */
export type TextRow = Readonly<Record<string, string | null>>;

/** A pool of read-only sessions and what was asked for. `run` is for small answers; reading streams by itself. */
export interface MysqlSessions {
  readonly pool: mysql.Pool;
  /** Empty when the address names no database: then all that may be seen are read, qualified. */
  readonly database: string;
  run(sql: string, values?: readonly (string | number | null)[], on?: mysql.PoolConnection): Promise<TextRow[] & { affected: number }>;
  take(): Promise<mysql.PoolConnection>;
}

const limits = { connectMs: 10_000, statementMs: 30 * 60_000 } as const;

/**
 * Sessions in utf8mb4 and UTC that may only read unless a transaction asks otherwise. LOAD DATA LOCAL is off, one statement a query,
 * and `sql_mode` is set, because the driver's quoting relies on backslash escapes being on.
 */
export async function openSessions(settings: ConnectorSettings, surroundings: Surroundings): Promise<MysqlSessions> {
  const address = await databaseAddress(settings, surroundings.network, {
    defaultPort: 3306,
    form: 'mysql://host:3306/database',
    defaultUser: surroundings.folders === null ? userInfo().username : null,
  });
  const statementMs = Math.max(1000, Math.floor(Number(settings.options?.statementTimeoutMs ?? limits.statementMs)) || limits.statementMs);
  const connectMs = Math.max(100, Number(settings.options?.connectTimeoutMs ?? limits.connectMs) || limits.connectMs);
  const build = (ssl: object | null) => {
    const pool = mysql.createPool({
      ...(address.host.startsWith('/') ? { socketPath: address.host } : { host: address.host, port: address.port }),
      user: address.user,
      password: address.password,
      ...(address.database ? { database: address.database } : {}),
      charset: 'utf8mb4',
      timezone: 'Z',
      connectTimeout: connectMs,
      connectionLimit: 4,
      maxIdle: 2,
      idleTimeout: 15_000,
      enableKeepAlive: true,
      multipleStatements: false,
      flags: ['-LOCAL_FILES'],
      ...(ssl ? { ssl } : {}),
    } as mysql.PoolOptions);
    pool.on('connection', (connection) => {
      const quiet = () => {};
      connection.query("set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', session time_zone = '+00:00'", quiet);
      connection.query('set session transaction read only', quiet);
      connection.query('set session lock_wait_timeout = 5, session innodb_lock_wait_timeout = 5, session net_write_timeout = 3600', quiet);
      // The first is MariaDB's word for it (seconds), the second MySQL's (milliseconds); the other one fails and that is fine.
      connection.query(`set session max_statement_time = ${Math.ceil(statementMs / 1000)}`, quiet);
      connection.query(`set session max_execution_time = ${statementMs}`, quiet);
    });
    return pool;
  };
  const tls = { rejectUnauthorized: address.ssl === 'verify', ...(/^[\d.:]+$/.test(address.name) ? {} : { servername: address.name }) };
  const attempts: (object | null)[] = address.ssl === 'off' ? [null] : address.ssl === 'prefer' ? [tls, null] : [tls];
  for (const [i, ssl] of attempts.entries()) {
    const pool = build(ssl);
    const sessions = sessionsOf(pool, address.database);
    try {
      await sessions.run('select 1 as one');
      return sessions;
    } catch (error) {
      pool.end(() => {});
      const noTls = /does not support secure/i.test((error as Error).message);
      if (!(noTls && i + 1 < attempts.length)) throw mysqlRefusal(error, address);
    }
  }
  throw mysqlRefusal(new Error('no attempt'), address);
}

function sessionsOf(pool: mysql.Pool, database: string): MysqlSessions {
  const take = () =>
    new Promise<mysql.PoolConnection>((resolve, reject) => pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection))));
  return {
    pool,
    database,
    take,
    run: (sql, values = [], on) =>
      new Promise((resolve, reject) => {
        const options = { sql, values: [...values], typeCast: (field: { string: (encoding: string) => string | null }) => field.string('utf8') };
        (on ?? pool).query(options as mysql.QueryOptions, (error, rows) => {
          if (error) reject(error);
          else if (Array.isArray(rows)) resolve(Object.assign(rows as unknown as TextRow[], { affected: 0 }));
          else resolve(Object.assign([] as TextRow[], { affected: (rows as mysql.ResultSetHeader).affectedRows }));
        });
      }),
  };
}

const byNumber: Record<number, readonly [string, string]> = {
  1045: ['password.wrong', 'The database refused this account name or password.'],
  1698: ['password.wrong', 'The database refused this account name or password.'],
  1044: ['permission.denied', 'The database account may not use this database; grant it SELECT on it.'],
  1049: ['database.missing', 'There is no database of that name on this server.'],
  1040: ['network.busy', 'The database has no connection to spare; try again later or raise max_connections.'],
  1203: ['network.busy', 'The database account has too many connections open.'],
  1142: ['permission.denied', 'The database account may not read this; grant it SELECT.'],
  1143: ['permission.denied', 'The database account may not read a field of this; grant it SELECT.'],
  1146: ['dataset.gone', 'This table is no longer there.'],
  1054: ['field.gone', 'A field of this table is no longer there; describe it again.'],
  1205: ['database.locked', 'Someone else holds a lock on this table; Waarborg waited five seconds and left it alone.'],
  1969: ['database.timeout', 'The database stopped the query because it took too long.'],
  3024: ['database.timeout', 'The database stopped the query because it took too long.'],
  1290: ['permission.readOnly', 'This database only allows reading.'],
  1792: ['permission.readOnly', 'This session only allows reading.'],
  1836: ['permission.readOnly', 'This database only allows reading.'],
  1053: ['network.gone', 'The database was shut down while it was being read.'],
  1927: ['network.gone', 'The connection to the database was ended by someone else.'],
  1356: ['dataset.broken', 'This view points at something that is no longer there or may not be used.'],
};

/** Words for a MySQL, MariaDB or network error, without the server's own text, which can hold values and account names. */
export function mysqlProblem(error: unknown, address?: Pick<DatabaseAddress, 'name' | 'port'>): Problem {
  if (error instanceof ConnectorRefusal) return error.problem;
  const { errno, code = '', message = '' } = (error ?? {}) as { errno?: number; code?: string; message?: string };
  const known = errno === undefined ? undefined : byNumber[errno];
  if (known) return { code: known[0], message: known[1] };
  const at = address ? ` at ${address.name}:${address.port}` : '';
  if (code === 'ECONNREFUSED') return { code: 'network.refused', message: `Nothing answers${at}; is the database running and the port right?` };
  if (code === 'ETIMEDOUT' || /timeout/i.test(message)) return { code: 'network.timeout', message: `No answer${at} in time.` };
  if (/PROTOCOL_CONNECTION_LOST|ECONNRESET|EPIPE|closed state|Connection lost/i.test(`${code} ${message}`))
    return { code: 'network.gone', message: 'The connection to the database was lost; go on when it is back.' };
  if (/certificate|self.signed|TLS|SSL|HANDSHAKE/i.test(`${code} ${message}`))
    return { code: 'network.tls', message: `The TLS connection${at} failed: the certificate could not be trusted or TLS is not offered.` };
  if (errno !== undefined && errno >= 1000) return { code: 'database.error', message: `The database reported error ${errno}.` };
  return { code: 'network.unreachable', message: `The database${at} cannot be reached${/^E[A-Z]+$/.test(code) ? ` (${code})` : ''}.` };
}

/** The refusal for an error, naming the dataset when there is one. */
export function mysqlRefusal(error: unknown, address?: Pick<DatabaseAddress, 'name' | 'port'>, dataset?: string): ConnectorRefusal {
  if (error instanceof ConnectorRefusal) return error;
  return new ConnectorRefusal({ ...mysqlProblem(error, address), ...(dataset ? { dataset } : {}) });
}
