import { noteLabelCodes } from '@waarborg/law';
import { z } from 'zod';
import { ChannelCode } from './channels.ts';
import { pageOrigin } from './page-origin.ts';
import { pagePattern } from './page-pattern.ts';
import { route } from './route.ts';
import { CalendarDate, ExportFormat, Id, Instant, Language } from './shared.ts';

/** Flag codes of packages/detect. */
export const NoteLabelCode = z.enum(noteLabelCodes as [(typeof noteLabelCodes)[number], ...(typeof noteLabelCodes)[number][]]);
export const GuardLevel = z.enum(['off', 'advise', 'reason', 'block']);
export const GuardRule = z.object({ label: NoteLabelCode, channel: ChannelCode.nullable(), team: Id.nullable(), level: GuardLevel });
export type GuardRule = z.infer<typeof GuardRule>;
export const GuardedField = z.object({
  id: Id,
  name: z.string().trim().min(1).max(100),
  address: z.string().trim().max(300).regex(pagePattern, 'is no match pattern such as https://*.voorbeeld.nl/*'),
  selector: z.string().trim().min(1).max(500),
  channel: ChannelCode.nullable(),
  preset: z.string().max(40).nullable(),
});
/**
 * Where a page stands that carries the guard's script: an origin as a browser names it, without a path. Only https, and http of the machine
 * itself for trying out: over any other line the token could be read on the way.
 */
export const PageOrigin = z
  .string()
  .trim()
  .max(300)
  .refine((text) => pageOrigin(text) === text, 'is no origin such as https://crm.voorbeeld.nl or http://localhost:8080');
export const GuardTeam = z.object({ id: Id, name: z.string().trim().min(1).max(100), size: z.number().int().min(1).max(10_000) });
export type GuardTeam = z.infer<typeof GuardTeam>;

const Kind = z.string().max(40);
/** What the organisation decided about the detector; DetectorTuning of packages/detect. */
const PolicyTuning = z.object({
  patterns: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        shape: z.string(),
        kind: Kind,
        realm: z.string().optional(),
        near: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  allow: z.array(z.string()).optional(),
  off: z.array(z.object({ kind: Kind, channel: z.string().optional() })).optional(),
  minConfidence: z.number().optional(),
  minConfidenceOf: z.record(z.string(), z.number()).optional(),
});
/** Everything a guard must know, to fetch, keep and use off-line. The same shape as GuardPolicy of packages/guard. */
export const GuardPolicy = z.object({
  version: z.number().int(),
  issuedAt: Instant,
  organisation: z.string(),
  language: Language,
  rules: z.array(GuardRule),
  maskAtOnce: z.array(NoteLabelCode),
  fields: z.array(GuardedField),
  teams: z.array(GuardTeam.omit({ size: true })),
  detector: PolicyTuning,
  sendCounts: z.boolean(),
  emergency: z.boolean(),
});
/** The decision to let counts leave the browser. */
export const CountsDecision = z.object({
  decidedBy: z.string().trim().min(2).max(200),
  decidedOn: CalendarDate,
  where: z.string().trim().min(3).max(300).describe('where the decision is kept'),
  worksCouncil: z.enum(['agreed', 'informed', 'none']).describe('none: there is no works council; WOR art. 27(1)(l), BE: CAO 81'),
  worksCouncilNote: z.string().trim().max(500).default(''),
});
export type CountsDecision = z.infer<typeof CountsDecision>;
export const GuardSettings = z.object({
  version: z.number().int(),
  at: Instant.nullable(),
  by: z.string().nullable(),
  why: z.string().nullable(),
  overrides: z.array(GuardRule).describe('departures from what the channel rules say; null means any'),
  maskAtOnce: z.array(NoteLabelCode),
  sendCounts: z.boolean(),
  decision: CountsDecision.nullable(),
  emergency: z.boolean(),
  fields: z.array(GuardedField),
  teams: z.array(GuardTeam),
  origins: z.array(PageOrigin).describe('pages elsewhere whose scripts may call the guard with a token'),
});
export type GuardSettings = z.infer<typeof GuardSettings>;

/** Longest text in one check, in UTF-16 code units; the body as a whole may be five million bytes. */
export const NOTE_TEXT_MOST = 5_000_000;
export const NOTE_BODY_BYTES = 5_000_000;
const Place = z.object({ channel: ChannelCode.optional(), team: Id.optional(), language: Language.optional() });
export const NoteFinding = z.object({
  start: z.number().int(),
  end: z.number().int(),
  label: NoteLabelCode,
  level: GuardLevel,
  confidence: z.number(),
  reason: z.string(),
  explanation: z.string(),
  source: z.string(),
  mask: z.boolean(),
});
export const NoteCheckAnswer = z.object({
  outcome: GuardLevel,
  findings: z.array(NoteFinding),
  rewrite: z
    .object({
      text: z.string(),
      changes: z.array(z.object({ start: z.number().int(), end: z.number().int(), becomes: z.string(), rule: z.string() })),
    })
    .nullable(),
  masked: z.string().nullable(),
  policy: z.number().int().describe('version of the policy that was used'),
});
export type NoteCheckAnswer = z.infer<typeof NoteCheckAnswer>;

const count = z.number().int().min(0).max(1_000_000);
/** One day's counts of one label in one team on one channel: never a text, never a writer. */
export const NoteCount = z.strictObject({
  day: CalendarDate,
  label: NoteLabelCode,
  team: Id.nullable().default(null),
  channel: ChannelCode.nullable().default(null),
  shown: count.default(0),
  accepted: count.default(0),
  overridden: count.default(0),
  blocked: count.default(0),
  masked: count.default(0),
  emergency: count.default(0),
});
export type NoteCount = z.infer<typeof NoteCount>;
export const Emergency = z.object({
  id: Id,
  label: NoteLabelCode,
  channel: ChannelCode.nullable(),
  team: z.string().nullable().describe('name of the team'),
  at: Instant,
  done: z.object({ by: z.string(), at: Instant, note: z.string() }).nullable(),
});
export type Emergency = z.infer<typeof Emergency>;
export const QualityQuery = z.object({
  from: CalendarDate.optional(),
  to: CalendarDate.optional(),
  team: Id.optional(),
  channel: ChannelCode.optional(),
});
const Figures = z.object({
  shown: z.number().int(),
  accepted: z.number().int(),
  overridden: z.number().int(),
  blocked: z.number().int(),
  masked: z.number().int(),
  emergency: z.number().int(),
});
const lines = { nl: z.string(), en: z.string() };
export const NoteQuality = z.object({
  from: CalendarDate,
  to: CalendarDate,
  counting: z.boolean().describe('whether the organisation decided to count'),
  total: Figures,
  weeks: z.array(Figures.extend({ week: CalendarDate.describe('its Monday') })),
  teams: z.array(z.object({ id: Id, name: z.string(), figures: Figures.nullable().describe('null: too few people or counts to show') })),
  labels: z.array(Figures.extend({ label: NoteLabelCode })),
  channels: z.array(Figures.extend({ channel: ChannelCode.nullable() })),
  /** The most frequent slips as topics for a lesson. */
  topics: z.array(
    z.object({
      label: NoteLabelCode,
      shown: z.number().int(),
      title: z.object(lines),
      why: z.object(lines),
      bad: z.object(lines),
      better: z.object(lines),
      source: z.string(),
    }),
  ),
});
export type NoteQuality = z.infer<typeof NoteQuality>;
const Why = z.string().trim().min(3).max(1000);

export const notesRoutes = {
  'GET /api/v1/guard/policy': route({
    crossOrigin: true,
    summary: 'The policy of the note guard, for one team or channel or for all; with an entity tag (304 when nothing changed)',
    query: z.object({ team: Id.optional(), channel: ChannelCode.optional(), language: Language.optional() }),
    responds: GuardPolicy,
  }),
  'GET /api/v1/guard/settings': route({ summary: 'Settings of the note guard', responds: GuardSettings }),
  'PUT /api/v1/guard/settings': route({
    summary: 'Save the settings of the note guard as a new version',
    responds: GuardSettings,
    body: z.object({
      basedOn: z.number().int().min(0),
      why: Why,
      overrides: z.array(GuardRule).max(2000),
      maskAtOnce: z.array(NoteLabelCode),
      sendCounts: z.boolean(),
      decision: CountsDecision.nullable(),
      emergency: z.boolean(),
      fields: z.array(GuardedField.extend({ id: Id.optional() })).max(200),
      teams: z.array(GuardTeam.extend({ id: Id.optional() })).max(500),
      origins: z.array(PageOrigin).max(50).optional().describe('absent: as they are'),
    }),
  }),
  'GET /api/v1/guard/settings/versions': route({
    summary: 'Every version of the settings: who, when, why',
    responds: z.object({ items: z.array(GuardSettings) }),
  }),
  'POST /api/v1/notes/check': route({
    crossOrigin: true,
    summary: 'Check a note; nothing is kept',
    keepsNothing: true,
    bodyBytes: NOTE_BODY_BYTES,
    callsAMinute: 60_000,
    body: Place.extend({ text: z.string().max(NOTE_TEXT_MOST) }),
    responds: NoteCheckAnswer,
  }),
  'POST /api/v1/notes/check/batch': route({
    crossOrigin: true,
    summary: 'Check up to 500 notes; a note that cannot be checked says why and the others go on',
    keepsNothing: true,
    bodyBytes: NOTE_BODY_BYTES,
    callsAMinute: 60_000,
    body: z.object({ notes: z.array(z.unknown()).max(500) }),
    responds: z.object({
      items: z.array(z.union([NoteCheckAnswer, z.object({ error: z.object({ path: z.string(), message: z.string() }) })])),
    }),
  }),
  'POST /api/v1/notes/counts': route({
    crossOrigin: true,
    summary: 'Hand in counts per day, label, team and channel; a batch that came before is not counted twice',
    responds: z.object({ taken: z.boolean().describe('false: this batch was here already') }),
    body: z.strictObject({ batch: Id, counts: z.array(NoteCount).min(1).max(1000) }),
  }),
  'POST /api/v1/notes/emergencies': route({
    crossOrigin: true,
    summary: 'Say that a block was passed for a vital interest; without the text and without the writer',
    status: 201,
    responds: z.object({ id: Id }),
    body: z.strictObject({ label: NoteLabelCode, channel: ChannelCode.nullable().default(null), team: Id.nullable().default(null), at: Instant }),
  }),
  'GET /api/v1/notes/emergencies': route({
    summary: 'Vital-interest passes, the ones to follow up first',
    responds: z.object({ items: z.array(Emergency) }),
  }),
  'POST /api/v1/notes/emergencies/{id}/done': route({
    summary: 'Write down how a vital-interest pass was followed up',
    params: z.object({ id: Id }),
    responds: Emergency,
    body: z.object({ note: z.string().trim().min(3).max(1000) }),
  }),
  'GET /api/v1/notes/quality': route({ summary: 'How notes are doing, per team and over time; never per person', query: QualityQuery, responds: NoteQuality }),
  'GET /api/v1/notes/quality/export': route({
    summary: 'The quality of notes as a file',
    query: QualityQuery.extend({ format: ExportFormat, language: Language.default('nl') }),
    carries: 'file',
  }),
};
