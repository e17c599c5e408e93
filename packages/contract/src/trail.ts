import { z } from 'zod';
import { route } from './route.ts';
import { Instant, PageQuery, page } from './shared.ts';

/** One line of the trail. `details` never holds personal data of customers. */
export const TrailEntry = z.object({
  sequence: z.number().int(),
  at: Instant,
  actor: z.string(),
  actorKind: z.enum(['person', 'token', 'system']),
  act: z.string(),
  subject: z.string().nullable(),
  reason: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export const TrailQuery = z.object({
  actor: z.string().max(200).optional(),
  act: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
});

export const trailRoutes = {
  'GET /api/v1/trail': route({ summary: 'Who did what and why', query: PageQuery.extend(TrailQuery.shape), responds: page(TrailEntry) }),
  'GET /api/v1/trail/export': route({
    summary: 'The trail as a file that can be verified without this server (json), or to read (csv, xlsx)',
    query: TrailQuery.extend({ format: z.enum(['json', 'csv', 'xlsx']) }),
    carries: 'file',
  }),
  'POST /api/v1/trail/verify': route({
    summary: 'Check the whole chain now',
    responds: z.object({
      intact: z.boolean(),
      entries: z.number().int(),
      checkpoints: z.number().int(),
      brokenAt: z.number().int().nullable(),
      checkedAt: Instant,
    }),
  }),
  'GET /api/v1/trail/key': route({
    summary: 'The public key that signs checkpoints',
    responds: z.object({ algorithm: z.literal('Ed25519'), publicKey: z.string() }),
  }),
};
