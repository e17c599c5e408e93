import pg from 'pg';
import { queriesOn } from './queries.ts';
import type { Queries } from './schema.ts';

/** Name of the role the application works as; it owns no table, so row-level security always applies to it. */
export const APP_ROLE = 'waarborg_app';

/** The two ways into the database. Features only ever use inTenant (db/transaction.ts), which works on `pool`. */
export interface Database {
  /** Connections as waarborg_app. Without a tenant set they see no tenant's rows. */
  readonly pool: pg.Pool;
  /** Queries outside any tenant, on `pool`. */
  readonly kysely: Queries;
  /** Connections as the owner: migrations and the job queue's own tables. */
  readonly owner: pg.Pool;
  readonly ownerUrl: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly appUrl: string;
  readonly maxConnections: number;
  readonly onError?: (error: Error) => void;
}

/** Opens both pools; connections are made when first needed. bigint comes back as a number (safe up to 2^53), numeric and date as text. */
export function openDatabase(options: DatabaseOptions): Database {
  let closing = false;
  // pg says a pool has ended before its connections are gone; what the server says to them then is no news.
  const onError = (error: Error) => closing || options.onError?.(error);
  const open = (connectionString: string, max: number, name: string) => {
    const pool = new pg.Pool({
      connectionString,
      max,
      application_name: name,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 15_000,
      types: { getTypeParser },
    });
    // A connection that breaks while idle is thrown away by the pool; without a listener it would end the process.
    pool.on('error', onError);
    return pool;
  };
  const pool = open(options.appUrl, options.maxConnections, 'waarborg');
  const owner = open(options.url, 3, 'waarborg owner');
  return {
    pool,
    owner,
    ownerUrl: options.url,
    kysely: queriesOn(() => pool.connect()),
    async close() {
      closing = true;
      await Promise.all([pool.end(), owner.end()]);
    },
  };
}

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
const asNumber = (text: string): number => Number(text);
const asText = (text: string): string => text;

// biome-ignore lint/suspicious/noExplicitAny: pg's own signature
function getTypeParser(oid: number, format?: any): any {
  if (format !== 'binary') {
    if (oid === INT8) return asNumber;
    if (oid === NUMERIC || oid === DATE) return asText;
  }
  return pg.types.getTypeParser(oid, format);
}
