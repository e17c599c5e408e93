import type { Kysely } from 'kysely';

/** Tables are typed where they are used: each store.ts names its rows. A generated type for all would make every feature know every table. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Tables = any;
export type Queries = Kysely<Tables>;
