import { z } from 'zod';
import { route } from './route.ts';
import { Id, Instant } from './shared.ts';

const Kind = z.string().max(40).describe('a span type or flag code of the detector');
const Phrase = z.string().max(200);
/** A pattern of the organisation's own; `shape` is the small language of packages/detect ("KL-9{8}"). */
export const OwnPatternDocument = z.strictObject({
  id: z.string().max(64),
  name: z.string().max(80),
  shape: z.string().max(200),
  kind: Kind,
  realm: z.string().max(20).optional().describe('number space, for ACCOUNT_ID'),
  near: z.array(Phrase).max(20).optional().describe('one of these words must stand before it'),
});
/** What an organisation decided about the detector; the same document that is exported and imported. What is left out is as it comes. */
export const TuningDocument = z.strictObject({
  patterns: z.array(OwnPatternDocument).max(200).optional(),
  allow: z.array(Phrase).max(5000).optional().describe('words and phrases that never fire; may be names'),
  off: z
    .array(z.strictObject({ kind: Kind, channel: z.string().max(40).optional() }))
    .max(500)
    .optional(),
  minConfidence: z.number().min(0).max(1).optional(),
  minConfidenceOf: z.record(Kind, z.number().min(0).max(1)).optional(),
});
export type TuningDocument = z.infer<typeof TuningDocument>;

/** What a version changed, without any word of the allow list. */
export const TuningChanges = z.object({
  patternsAdded: z.array(z.string()).describe('ids'),
  patternsChanged: z.array(z.string()),
  patternsRemoved: z.array(z.string()),
  allowAdded: z.number().int(),
  allowRemoved: z.number().int(),
  switchedOff: z.array(z.string()).describe('kind, or kind@channel'),
  switchedOn: z.array(z.string()),
  confidence: z.array(z.string()).describe('kinds whose least confidence changed; * for the one over all'),
});
export type TuningChanges = z.infer<typeof TuningChanges>;
export const TuningVersion = z.object({ version: z.number().int(), at: Instant, by: z.string(), reason: z.string(), changes: TuningChanges });
export type TuningVersion = z.infer<typeof TuningVersion>;
export const TuningInForce = z.object({
  version: z.number().int().describe('0 while nothing was ever decided'),
  at: Instant.nullable(),
  by: z.string().nullable(),
  tuning: TuningDocument,
});
export type TuningInForce = z.infer<typeof TuningInForce>;
/** A shape that a scan saw the numbers of a field follow. No value of the field is kept. */
export const PatternProposed = z.object({
  id: Id,
  sourceId: Id,
  source: z.string(),
  dataset: z.string(),
  field: z.string(),
  shape: z.string(),
  realm: z.string(),
  values: z.number().int().describe('different values that were looked at'),
  share: z.number().describe('of those values, 0 to 1'),
  foundAt: Instant,
});
export type PatternProposed = z.infer<typeof PatternProposed>;

const Reason = z.string().trim().min(3).max(500);
const Version = z.object({ version: z.coerce.number().int().min(1).max(1_000_000) });

/** What the detector does for this organisation, and who decided it. */
export const tuningRoutes = {
  'GET /api/v1/tuning': route({
    summary: 'The tuning of the detector in force',
    description: 'Everybody who may try a text may read it: their own detector works by it.',
    responds: TuningInForce,
  }),
  'PUT /api/v1/tuning': route({
    summary: 'Change the tuning: a new version',
    description:
      'Nothing is taken over when an entry is wrong; each wrong one is named. `basedOn` is the version that was changed; another one in force is a conflict.',
    body: z.object({ tuning: TuningDocument, basedOn: z.number().int().min(0), reason: Reason }),
    responds: TuningInForce,
  }),
  'GET /api/v1/tuning/versions': route({
    summary: 'Versions of the tuning, newest first',
    query: z.object({ before: z.coerce.number().int().min(1).optional() }),
    responds: z.object({ items: z.array(TuningVersion) }),
  }),
  'GET /api/v1/tuning/versions/{version}': route({ summary: 'The tuning as it was in one version', params: Version, responds: TuningInForce }),
  'POST /api/v1/tuning/versions/{version}/restore': route({
    summary: 'Put an earlier version in force again, as a new version',
    params: Version,
    body: z.object({ reason: Reason }),
    responds: TuningInForce,
  }),
  'GET /api/v1/tuning/proposals': route({
    summary: "Shapes that scans saw the organisation's numbers follow, to be accepted or dismissed",
    responds: z.object({ items: z.array(PatternProposed) }),
  }),
  'PUT /api/v1/tuning/proposals/{id}': route({
    summary: 'Accept a proposed shape as an own pattern, or dismiss it',
    params: z.object({ id: Id }),
    body: z.object({ verdict: z.enum(['accepted', 'dismissed']), name: z.string().trim().min(1).max(80).optional() }),
    responds: z.object({ verdict: z.enum(['accepted', 'dismissed']), version: z.number().int() }),
  }),
};
