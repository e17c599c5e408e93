import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { PoolClient } from 'pg';
import type { Queries, Tables } from './schema.ts';

/** Kysely over connections that somebody else opens, begins and commits; `take` gives one for each query. */
export function queriesOn(take: () => Promise<PoolClient>): Queries {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver(take),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** Kysely inside one open transaction of `client`. */
export function queriesIn(client: PoolClient): Queries {
  const lent = new Proxy(client, { get: (target, name) => (name === 'release' ? () => {} : Reflect.get(target, name, target)) });
  return queriesOn(async () => lent);
}

interface Held extends DatabaseConnection {
  release(): void;
}

function driver(take: () => Promise<PoolClient>): Driver {
  const refuse = async (): Promise<void> => {
    throw new Error('Transactions are begun by inTenant (db/transaction.ts), not by Kysely.');
  };
  return {
    init: async () => {},
    acquireConnection: async () => connectionOf(await take()),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async (connection) => (connection as Held).release(),
    destroy: async () => {},
  };
}

function connectionOf(client: PoolClient): Held {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await client.query(query.sql, query.parameters as unknown[]);
      const counts = result.command === 'INSERT' || result.command === 'UPDATE' || result.command === 'DELETE' || result.command === 'MERGE';
      return { rows: result.rows ?? [], numAffectedRows: counts ? BigInt(result.rowCount ?? 0) : undefined };
    },
    // biome-ignore lint/correctness/useYield: streams are read with COPY or keyset pages instead
    async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
      throw new Error('Read large results in keyset pages or with COPY on tx.client.');
    },
    release: () => client.release(),
  };
}
