import { dataKinds, disclaimerLanguages, ruleLevels } from '@waarborg/law';
import { z } from 'zod';
import { route } from './route.ts';
import { CalendarDate, Instant } from './shared.ts';

export const RuleLevel = z.enum(ruleLevels);
export const DataKind = z.enum(dataKinds);
export const DisclaimerLanguage = z.enum(disclaimerLanguages);
/** Code of a channel: one that the product brings, or one of the organisation's own ("own-..."). */
export const ChannelCode = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const words = (most: number) => z.object({ nl: z.string().trim().min(1).max(most), en: z.string().trim().min(1).max(most) });
/** What must be on record to release health, a national number, copies of identity documents or somebody's financial situation. */
export const Release = z.object({
  ground: z.string().trim().min(10).max(500).describe('article of law that allows it, and for which service'),
  decision: z.string().trim().min(3).max(500).describe('what the DPO decided, with where it is kept'),
  decidedBy: z.string().trim().min(2).max(200),
  decidedOn: CalendarDate,
});
export type Release = z.infer<typeof Release>;
export const ChannelCell = z.object({
  kind: DataKind,
  ask: RuleLevel,
  record: RuleLevel,
  reason: words(500),
  source: words(300),
  /** Differs from what the product comes with. */
  changed: z.boolean(),
  release: Release.nullable(),
});
export type ChannelCell = z.infer<typeof ChannelCell>;
export const Channel = z.object({
  id: ChannelCode,
  name: words(100),
  on: z.boolean(),
  /** Added by the organisation; `basedOn` says whose rules it started with. */
  own: z.boolean(),
  basedOn: ChannelCode,
  cells: z.array(ChannelCell),
});
export type Channel = z.infer<typeof Channel>;
/** The whole matrix as it stands. Version 0 is what the product comes with: nobody changed anything yet. */
export const ChannelRules = z.object({
  version: z.number().int(),
  at: Instant.nullable(),
  by: z.string().nullable(),
  why: z.string().nullable(),
  restored: z.number().int().nullable().describe('the version whose rules came back with this one'),
  asOf: CalendarDate.describe('when the starting point was last compared with its sources'),
  channels: z.array(Channel),
});
export type ChannelRules = z.infer<typeof ChannelRules>;
/** What to change. Channels and cells that are not named stay as they are. */
export const ChannelDraft = z.object({
  basedOn: z.number().int().min(0).describe('the version that was on the screen; refused when somebody saved since'),
  channels: z
    .array(z.object({ id: ChannelCode, name: words(100).optional(), on: z.boolean().optional(), basedOn: ChannelCode.optional() }))
    .max(40)
    .default([]),
  cells: z
    .array(
      z.object({
        channel: ChannelCode,
        kind: DataKind,
        ask: RuleLevel,
        record: RuleLevel,
        reason: words(500).optional(),
        source: words(300).optional(),
        release: Release.nullable().optional(),
      }),
    )
    .max(800)
    .default([]),
});
export type ChannelDraft = z.infer<typeof ChannelDraft>;
/** One difference between two versions. `what` is a stable code; before and after are levels, names, yes/no or texts. */
export const ChannelChange = z.object({
  channel: ChannelCode,
  kind: DataKind.nullable(),
  what: z.enum(['ask', 'record', 'reason', 'source', 'release', 'on', 'name', 'added']),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ChannelChange = z.infer<typeof ChannelChange>;
const Why = z.string().trim().min(3).max(1000);
const at = z.object({ version: z.coerce.number().int().min(0).max(1_000_000) });

export const Disclaimer = z.object({
  channel: ChannelCode,
  language: DisclaimerLanguage,
  /** 0: the product's own text, nobody changed it. */
  version: z.number().int(),
  template: z.string(),
  text: z.string().describe('with the placeholders filled: what a customer hears or reads'),
  at: Instant.nullable(),
  by: z.string().nullable(),
  why: z.string().nullable(),
});
export type Disclaimer = z.infer<typeof Disclaimer>;
export const ChannelNotice = z.object({
  channel: ChannelCode,
  retention: z
    .string()
    .regex(/^P[1-9]\d{0,3}[DMY]$/)
    .nullable()
    .describe('whole days, months or years (P30D, P6M, P2Y); null: not kept'),
  recorded: z.boolean(),
  answeredBy: z.enum(['person', 'assistant']),
});
export type ChannelNotice = z.infer<typeof ChannelNotice>;
const text = z.object({ channel: z.string().max(40), language: DisclaimerLanguage });

export const channelsRoutes = {
  'GET /api/v1/channels': route({ summary: 'What may be asked and written down on each channel', responds: ChannelRules }),
  'POST /api/v1/channels/try': route({
    summary: 'What a change of the rules would do, without saving it',
    body: ChannelDraft,
    responds: z.object({ changes: z.array(ChannelChange), problems: z.array(z.object({ path: z.string(), message: z.string() })) }),
  }),
  'GET /api/v1/channels/versions': route({
    summary: 'Every version of the rules: who, when, why',
    responds: z.object({
      items: z.array(
        z.object({
          version: z.number().int(),
          at: Instant,
          by: z.string(),
          why: z.string(),
          changes: z.number().int(),
          restored: z.number().int().nullable(),
        }),
      ),
    }),
  }),
  'POST /api/v1/channels/versions': route({
    summary: 'Save a change of the rules as a new version; guard, disclaimers and lessons follow',
    status: 201,
    body: ChannelDraft.extend({ why: Why }),
    responds: ChannelRules,
  }),
  'GET /api/v1/channels/versions/{version}': route({ summary: 'The rules as they were', params: at, responds: ChannelRules }),
  'POST /api/v1/channels/versions/{version}/restore': route({
    summary: 'Bring the rules of an earlier version back, as a new version',
    params: at,
    status: 201,
    body: z.object({ why: Why }),
    responds: ChannelRules,
  }),
  'GET /api/v1/channels/compare': route({
    summary: 'What differs between two versions',
    query: z.object({ from: z.coerce.number().int().min(0).default(0), to: z.coerce.number().int().min(0).default(0) }),
    responds: z.object({ changes: z.array(ChannelChange) }),
  }),
  'GET /api/v1/channels/disclaimers': route({
    summary: 'The texts for customers, now or at a moment in the past, and what fills them',
    query: z.object({ at: Instant.optional() }),
    responds: z.object({ items: z.array(Disclaimer), notices: z.array(ChannelNotice) }),
  }),
  'GET /api/v1/channels/disclaimers/export': route({
    summary: 'The texts as a file for an IVR, chat or messaging system',
    query: z.object({
      format: z.enum(['text', 'json', 'csv', 'ssml']),
      language: DisclaimerLanguage.default('nl'),
      channel: ChannelCode.optional(),
    }),
    carries: 'file',
  }),
  'PUT /api/v1/channels/notices': route({
    summary: 'Retention, recording and who answers on a channel; texts that change by it get a new version',
    body: ChannelNotice.extend({ why: Why }),
    responds: z.object({ items: z.array(Disclaimer), notices: z.array(ChannelNotice) }),
  }),
  'GET /api/v1/channels/disclaimers/{channel}/{language}': route({
    summary: 'The text of a channel as it is now; for a system that shows it',
    params: text,
    responds: Disclaimer,
  }),
  'PUT /api/v1/channels/disclaimers/{channel}/{language}': route({
    summary: 'Write the text of a channel anew',
    params: text,
    body: z.object({ template: z.string().trim().min(3).max(2000), why: Why }),
    responds: Disclaimer,
  }),
  'GET /api/v1/channels/disclaimers/{channel}/{language}/versions': route({
    summary: 'Every version of the text of a channel: which was shown when',
    params: text,
    responds: z.object({ items: z.array(Disclaimer) }),
  }),
  'POST /api/v1/channels/shown': route({
    summary: 'Write down that a text was shown or said',
    description:
      'For an IVR, chat or form, with a token that has notes.report. `reference` is the SHA-256 (hex) of a call or chat id of your own, never of a phone number or name.',
    status: 201,
    body: z.strictObject({
      channel: ChannelCode,
      language: DisclaimerLanguage,
      version: z.number().int().min(0),
      at: Instant,
      reference: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
    responds: z.object({ known: z.boolean().describe('whether this was the text that was current at that moment') }),
  }),
  'GET /api/v1/channels/shown': route({
    summary: 'Proof: which version was shown on which channel, how often, from when until when; or what one call or chat was shown',
    query: z.object({
      from: CalendarDate.optional(),
      to: CalendarDate.optional(),
      reference: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
    responds: z.object({
      items: z.array(
        z.object({
          channel: ChannelCode,
          language: DisclaimerLanguage,
          version: z.number().int(),
          times: z.number().int(),
          first: Instant,
          last: Instant,
        }),
      ),
    }),
  }),
};
