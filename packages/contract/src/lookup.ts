import { z } from 'zod';
import { route } from './route.ts';
import { Id, Instant, PageQuery, page } from './shared.ts';

export const LookupKind = z.enum(['email', 'phone', 'customerNumber', 'iban', 'postcodeNumber', 'nameBirth', 'bsn', 'other']);
/** What the caller knows of a person. Goes in a body, never in an address; kept only as fingerprints and masked text. */
export const LookupInput = z.object({
  kind: LookupKind,
  /** postcodeNumber: "1234 AB 12 a"; nameBirth: the name. */
  value: z.string().min(1).max(300),
  birthDate: z.iso.date().optional(),
  reason: z.string().min(3).max(500),
});
export const StepState = z.enum(['certain', 'proposed', 'accepted', 'dropped']);
/**
 * Why a step is certain or only proposed. Certain: typed (typed in), sameRecord (in a field of its own, in a record found with certainty),
 * recordsOfIt (records that refer to a record found). Only proposed, or vouching for nobody: typedRole (info@ and the like), typedName (a name
 * alone), inFreeText (it stands in running text), foundInFreeText (its record only mentions the person in running text), severalPersons (the
 * records speak of more than one person, or two systems mean different persons by one number), sharedByMany (behind a role address), tooCommon (more than a thousand records), tooFar (more than
 * four steps away), tooMany (more than eight of one kind, forty of what one person has many of), weakKind (postcode and house number, plate, user name, IP ...), refersTo (the record
 * refers to it, as a ticket to its handler), fromUncertain (behind a name alone).
 */
export const stepWhys = [
  'typed',
  'typedRole',
  'typedName',
  'sameRecord',
  'recordsOfIt',
  'inFreeText',
  'foundInFreeText',
  'severalPersons',
  'sharedByMany',
  'tooCommon',
  'tooFar',
  'tooMany',
  'weakKind',
  'refersTo',
  'fromUncertain',
] as const;
/** Why a system was not, or not wholly, looked through: written down by hand; never scanned; its last scan failed; only a sample was read; parts could not be read; scanned more than 90 days ago. */
export const blindWhys = ['manual', 'neverScanned', 'failed', 'sampled', 'incomplete', 'stale'] as const;
/** One identifier of the walk: how we came to it and where it occurs. */
export const LookupStep = z.object({
  id: Id,
  order: z.number().int(),
  state: StepState,
  kind: z.string(),
  /** What was typed in, masked. Empty for an identifier that the walk came upon: the index knows no plain values, so the page says kind and place ("klantnummer uit CRM.klant"). */
  masked: z.string(),
  /** Step and place that revealed this one; null for what was typed in. */
  from: z.object({ stepId: Id, dataset: z.string(), source: z.string() }).nullable(),
  why: z.string().describe('one of stepWhys'),
  places: z.array(
    z.object({
      sourceId: Id,
      source: z.string(),
      datasetId: z.number().int(),
      dataset: z.string(),
      fields: z.array(z.string()),
      freeText: z.boolean(),
      records: z.number().int(),
    }),
  ),
  records: z.number().int(),
});
export const Lookup = z.object({
  id: Id,
  reason: z.string(),
  by: z.string(),
  at: Instant,
  steps: z.array(LookupStep),
  totals: z.object({ records: z.number().int(), datasets: z.number().int(), sources: z.number().int() }),
  /** Different records of each dataset, by all steps that count together: a record that two of them found counts once. Those in running text only are told apart. */
  found: z.array(z.object({ datasetId: z.number().int(), records: z.number().int(), inTextOnly: z.number().int() })),
  /** Sources not looked through, and why: one of blindWhys. */
  blind: z.array(z.object({ sourceId: Id, source: z.string(), why: z.string() })),
  /** The walk stopped at its bound of steps; there may be more. */
  truncated: z.boolean().default(false),
});
export type Lookup = z.infer<typeof Lookup>;
export const FoundRecord = z.object({
  id: z.string(),
  sourceId: Id,
  source: z.string(),
  datasetId: z.number().int(),
  dataset: z.string(),
  key: z.string(),
  steps: z.array(Id),
  fields: z.array(z.object({ name: z.string(), kind: z.string(), freeText: z.boolean() })),
});
export const RecordView = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      value: z.string().nullable(),
      kinds: z.array(z.string()).describe('of the field; of a text, those that stand in this one'),
      other: z.boolean().describe('no personal data was found in it, or a person said that it is none'),
    }),
  ),
  gone: z.boolean(),
});
const one = z.object({ id: Id });

export const lookupRoutes = {
  'GET /api/v1/lookups': route({ summary: 'My earlier look-ups', query: PageQuery, responds: page(Lookup.omit({ steps: true, found: true, blind: true })) }),
  'POST /api/v1/lookups': route({ summary: 'Where is this customer? Looks in the index and walks on', status: 201, responds: Lookup, body: LookupInput }),
  'GET /api/v1/lookups/{id}': route({ summary: 'One look-up', params: one, responds: Lookup }),
  'PUT /api/v1/lookups/{id}/steps/{stepId}': route({
    summary: 'Accept or drop a step; the walk goes on from what is accepted',
    params: one.extend({ stepId: Id }),
    responds: Lookup,
    body: z.object({ state: z.enum(['accepted', 'dropped']) }),
  }),
  'GET /api/v1/lookups/{id}/records': route({
    summary: 'Records found',
    params: one,
    query: PageQuery.extend({ stepId: Id.optional(), datasetId: z.coerce.number().int().optional() }),
    responds: page(FoundRecord),
  }),
  'POST /api/v1/lookups/{id}/records/{recordId}/view': route({
    summary: 'Look at one record, read from its source now; written in the trail',
    params: one.extend({ recordId: z.string().max(400) }),
    responds: RecordView,
  }),
  'GET /api/v1/lookups/{id}/export': route({
    summary: 'The places found, without their content',
    params: one,
    query: z.object({ format: z.enum(['csv', 'xlsx', 'json', 'pdf']), language: z.enum(['nl', 'en']).default('nl') }),
    carries: 'file',
  }),
};
