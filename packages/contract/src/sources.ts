import { z } from 'zod';
import { route } from './route.ts';
import { Id, Instant, ReadProblem } from './shared.ts';

export const SourceKind = z.enum(['postgres', 'mysql', 'sqlite', 'csv', 'jsonl', 'json', 'parquet', 'xlsx', 'folder', 'eml', 'mbox', 'vcard', 'manual']);
export type SourceKind = z.infer<typeof SourceKind>;
const facts = {
  name: z.string().min(1).max(200),
  description: z.string().max(2000),
  owner: z.string().max(200),
  /** ISO 3166-1 alpha-2 of the place where the data stand. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable(),
  supplier: z.string().max(200),
  /** Days after which data are gone from the back-ups as well; null = not known. */
  backupDays: z.number().int().min(0).max(36500).nullable(),
};
/** Facts a person records about a system; a manual system (paper cabinet, telephones, a supplier's SaaS) has only these. */
export const SystemFacts = z.object({
  ...facts,
  description: facts.description.default(''),
  owner: facts.owner.default(''),
  country: facts.country.default(null),
  supplier: facts.supplier.default(''),
  backupDays: facts.backupDays.default(null),
});
export const Source = SystemFacts.extend({
  id: Id,
  kind: SourceKind,
  /** Without password. Empty for a manual system. */
  location: z.string(),
  user: z.string().nullable(),
  hasSecret: z.boolean(),
  upload: z.object({ fileName: z.string(), bytes: z.number().int(), keptUntil: Instant }).nullable(),
  maxRowsPerSecond: z.number().int().nullable(),
  abilities: z.object({ find: z.boolean(), erase: z.boolean(), rectify: z.boolean() }),
  datasets: z.number().int(),
  rows: z.number().int(),
  lastScan: z
    .object({
      id: Id,
      state: z.string(),
      finishedAt: Instant.nullable(),
      problems: z.number().int().describe('different problems: each place and code once'),
    })
    .nullable(),
  schedule: z.enum(['never', 'weekly', 'monthly']),
  nextScanAt: Instant.nullable(),
  createdAt: Instant,
});
export type Source = z.infer<typeof Source>;
export const DatasetOffer = z.object({
  name: z.string(),
  kind: z.string(),
  estimatedRows: z.number().nullable(),
  bytes: z.number().nullable(),
  fields: z.array(z.object({ name: z.string(), storage: z.string(), nativeType: z.string() })),
  unreadable: ReadProblem.optional(),
});
const Connection = z.object({
  kind: SourceKind.exclude(['manual']),
  location: z.string().min(1).max(2000),
  user: z.string().max(200).optional(),
  password: z.string().max(500).optional(),
});
const one = z.object({ id: Id });

export const sourcesRoutes = {
  'GET /api/v1/sources': route({
    summary: 'Systems, connected and manual',
    responds: z.object({ items: z.array(Source), uploadMaxBytes: z.number().int().describe('largest file that may be uploaded') }),
  }),
  'POST /api/v1/sources': route({
    summary: 'Connect a system, or note a manual one',
    status: 201,
    responds: Source,
    body: z.discriminatedUnion('type', [
      SystemFacts.extend({ type: z.literal('connected'), connection: Connection, maxRowsPerSecond: z.number().int().min(1).nullable().default(null) }),
      SystemFacts.extend({ type: z.literal('manual') }),
    ]),
  }),
  'POST /api/v1/sources/uploads': route({
    summary: 'Upload a file as a source; its kind is read from name and content',
    status: 201,
    multipart: true,
    responds: Source,
    body: z.object({ name: z.string().max(200).optional() }),
  }),
  'POST /api/v1/sources/try': route({
    summary: 'Try a connection without keeping it',
    body: Connection,
    responds: z.object({ reachable: z.boolean(), problem: ReadProblem.optional(), datasets: z.array(DatasetOffer) }),
  }),
  'GET /api/v1/sources/{id}': route({ summary: 'One system', params: one, responds: Source }),
  'PATCH /api/v1/sources/{id}': route({
    summary: 'Change the facts, the connection or the schedule of a system',
    params: one,
    responds: Source,
    // Not SystemFacts: a default would fill in, and so wipe, what a change leaves out.
    body: z
      .object(facts)
      .partial()
      .extend({
        connection: Connection.omit({ kind: true }).partial().optional(),
        maxRowsPerSecond: z.number().int().min(1).nullable().optional(),
        schedule: z.enum(['never', 'weekly', 'monthly']).optional(),
      }),
  }),
  'DELETE /api/v1/sources/{id}': route({
    summary: 'Forget a system: its map, its postings, its secret and its upload',
    params: one,
    status: 204,
    carries: 'nothing',
  }),
  'DELETE /api/v1/sources/{id}/upload': route({ summary: 'Delete the uploaded file now; the map stays', params: one, status: 204, carries: 'nothing' }),
  'GET /api/v1/sources/{id}/datasets': route({
    summary: 'What there is to scan, read from the system now',
    params: one,
    responds: z.object({ items: z.array(DatasetOffer) }),
  }),
};
