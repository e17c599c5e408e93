import { z } from 'zod';
import { route } from './route.ts';
import { ExportFormat, Id, Instant, Tier } from './shared.ts';
import { SourceKind } from './sources.ts';

/** A span type or a flag code of packages/detect. */
export const KindCode = z.string().max(40);
export const Verdict = z.enum(['confirmed', 'notPersonal']);
/** A field holds a kind: how much, how sure, and why we think so. */
export const Finding = z.object({
  id: z.number().int(),
  kind: KindCode,
  tier: Tier,
  count: z.number().int().describe('values of this kind; in free text, occurrences'),
  share: z.number().describe('share of non-empty values that hold it, 0 to 1'),
  persons: z.number().int().nullable().describe('different identifiers, estimated within about 2 percent'),
  confidence: z.number(),
  reason: z.string(),
  evidence: z.array(z.string()).describe('masked examples, never the value'),
  oldest: Instant.nullable(),
  newest: Instant.nullable(),
  verdict: z.object({ verdict: Verdict, by: z.string(), at: Instant, why: z.string() }).nullable(),
});
export const MapField = z.object({
  id: z.number().int(),
  name: z.string(),
  nativeType: z.string(),
  type: z.string().describe('dominant kind, FREE_TEXT or NONE'),
  tier: Tier,
  values: z.number().int(),
  findings: z.array(Finding),
});
export const MapDataset = z.object({
  id: z.number().int(),
  name: z.string(),
  kind: z.string(),
  rows: z.number().int(),
  oldest: Instant.nullable(),
  newest: Instant.nullable(),
  scannedAt: Instant.nullable(),
  fields: z.array(MapField),
});
export const MapSystem = z.object({
  id: Id,
  name: z.string(),
  kind: SourceKind,
  owner: z.string(),
  country: z.string().nullable(),
  supplier: z.string(),
  backupDays: z.number().int().nullable(),
  scannedAt: Instant.nullable(),
  tier: Tier,
  datasets: z.array(MapDataset),
});
export type MapSystem = z.infer<typeof MapSystem>;
/** A finding as the map lists it: why we think so and the masked examples come with the field itself. */
export const FindingLine = Finding.omit({ reason: true, evidence: true });
/** A system as the map lists it. */
export const MapSystemLine = MapSystem.extend({
  datasets: z.array(MapDataset.extend({ fields: z.array(MapField.extend({ findings: z.array(FindingLine) })) })),
});
export type MapSystemLine = z.infer<typeof MapSystemLine>;
export const MapQuery = z.object({
  q: z.string().max(200).optional().describe('words in system, dataset, field or kind, Dutch or English; "health data in free text" works'),
  sourceId: Id.optional(),
  kind: KindCode.optional(),
  tier: Tier.optional(),
  freeText: z.enum(['yes', 'no']).optional(),
  verdict: z.enum(['none', 'confirmed', 'notPersonal']).optional(),
  country: z.string().max(2).optional(),
  owner: z.string().max(200).optional(),
  /** Fields without personal data are left out unless asked for. */
  all: z.enum(['yes']).optional(),
});
export const Flow = z.object({
  id: Id,
  fromId: Id,
  toId: Id,
  what: z.string().max(300),
  kinds: z.array(KindCode),
  found: z.boolean().describe('true: seen by a scan (shared identifiers), false: written down by a person'),
  shared: z.number().int().nullable().describe('identifiers that occur on both sides'),
});
const field = z.object({ id: z.coerce.number().int() });

export const mapRoutes = {
  'GET /api/v1/map': route({
    summary: 'The data map',
    query: MapQuery,
    responds: z.object({
      systems: z.array(MapSystemLine),
      totals: z.object({
        systems: z.number().int(),
        datasets: z.number().int(),
        fields: z.number().int(),
        personalFields: z.number().int(),
        records: z.number().int(),
      }),
    }),
  }),
  'GET /api/v1/map/export': route({
    summary: 'The data map as a file',
    query: MapQuery.extend({ format: ExportFormat, language: z.enum(['nl', 'en']).default('nl') }),
    carries: 'file',
  }),
  'GET /api/v1/map/fields/{id}': route({
    summary: 'One field with its findings and their history',
    params: field,
    responds: z.object({
      system: MapSystem.omit({ datasets: true }),
      dataset: MapDataset.omit({ fields: true }),
      field: MapField,
      history: z.array(z.object({ scanId: Id, at: Instant, kind: KindCode, count: z.number().int() })),
    }),
  }),
  'PUT /api/v1/map/findings/{id}/verdict': route({
    summary: 'Say whether a finding is right; later scans keep to it',
    params: field,
    responds: Finding,
    body: z.object({ verdict: Verdict.nullable(), why: z.string().max(1000).default('') }),
  }),
  'GET /api/v1/map/flows': route({ summary: 'What flows between systems', responds: z.object({ items: z.array(Flow) }) }),
  'POST /api/v1/map/flows': route({
    summary: 'Write down a flow',
    status: 201,
    responds: Flow,
    body: z.object({ fromId: Id, toId: Id, what: z.string().min(1).max(300), kinds: z.array(KindCode).default([]) }),
  }),
  'DELETE /api/v1/map/flows/{id}': route({ summary: 'Remove a written-down flow', params: z.object({ id: Id }), status: 204, carries: 'nothing' }),
  'GET /api/v1/map/kinds': route({
    summary: 'Which kinds occur, with counts, for filters',
    responds: z.object({ items: z.array(z.object({ kind: KindCode, tier: Tier, fields: z.number().int(), count: z.number().int() })) }),
  }),
};
