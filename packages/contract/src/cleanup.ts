import { z } from 'zod';
import { KindCode } from './map.ts';
import { route } from './route.ts';
import { CalendarDate, ExportFormat, Id, Instant, Language, PageQuery, page, ReadProblem, Tier } from './shared.ts';

/** A run reads the free text of a system and leaves one item per note that holds a remark; texts themselves are kept nowhere. */
export const CleanupRunState = z.enum(['queued', 'running', 'paused', 'cancelled', 'finished', 'failed']);
export type CleanupRunState = z.infer<typeof CleanupRunState>;
export const CleanupRun = z.object({
  id: Id,
  sourceId: Id,
  sourceName: z.string(),
  state: CleanupRunState,
  datasets: z.array(z.string()).nullable().describe('null = every dataset with free text'),
  startedBy: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  progress: z.object({
    rowsDone: z.number().int(),
    rowsExpected: z.number().int().nullable(),
    piecesDone: z.number().int(),
    pieces: z.number().int(),
    found: z.number().int().describe('notes with a remark'),
  }),
  problems: z.array(ReadProblem),
  why: z.string().nullable(),
});
export type CleanupRun = z.infer<typeof CleanupRun>;

/**
 * open: nobody judged it. later: put off. dismissed: a false alarm. decided: judged, in no batch yet. batched: in a batch. written: cleaned in its
 * system. refused: the system would not, or the note changed. gone: the last run no longer met a remark in it.
 */
export const CleanupState = z.enum(['open', 'later', 'dismissed', 'decided', 'batched', 'written', 'refused', 'gone']);
export type CleanupState = z.infer<typeof CleanupState>;
export const CleanupVerdict = z.enum(['redact', 'rewrite', 'erase', 'dismiss', 'later']);
export type CleanupVerdict = z.infer<typeof CleanupVerdict>;
const ItemId = z.coerce.number().int().positive();

/** Notes of one dataset whose most serious remark stands in the same words, names and numbers left aside. */
export const CleanupGroup = z.object({
  id: z.number().int(),
  sourceId: Id,
  source: z.string(),
  dataset: z.string(),
  label: KindCode,
  tier: Tier,
  confidence: z.number().describe('the surest of the group, 0 to 1'),
  items: z.number().int(),
  open: z.number().int(),
  later: z.number().int(),
  dismissed: z.number().int(),
  decided: z.number().int(),
  oldest: CalendarDate.nullable(),
  verdict: z
    .object({ sampleId: Id, verdict: CleanupVerdict, by: z.string(), at: Instant, items: z.number().int().describe('notes it was given on') })
    .nullable()
    .describe('the last verdict on the whole group, as long as it can be taken back for some of its notes'),
});
export type CleanupGroup = z.infer<typeof CleanupGroup>;
export const CleanupItem = z.object({
  id: z.number().int(),
  groupId: z.number().int(),
  field: z.string(),
  label: KindCode,
  tier: Tier,
  confidence: z.number(),
  /** Every kind of remark in the note, most serious first. */
  labels: z.array(KindCode),
  reason: z.string(),
  notedOn: CalendarDate.nullable(),
  state: CleanupState,
  verdict: z.object({ verdict: CleanupVerdict, by: z.string(), at: Instant, sampled: z.boolean() }).nullable(),
});
export type CleanupItem = z.infer<typeof CleanupItem>;
/** A piece of a text to be marked: UTF-16 offsets. */
export const CleanupMark = z.object({ start: z.number().int(), end: z.number().int(), label: KindCode, tier: Tier, reason: z.string() });
/** A note read from its system now, with what would become of it; stored nowhere. `seen` proves to the verdict which text was looked at. */
export const CleanupView = z.object({
  item: CleanupItem,
  source: z.string(),
  dataset: z.string(),
  key: z.string(),
  gone: z.boolean(),
  changed: z.boolean().describe('the note is no longer what the run read'),
  text: z.string().nullable(),
  marks: z.array(CleanupMark),
  redacted: z.string().nullable(),
  rewritten: z.string().nullable().describe('a neutral wording by rule, when there is one'),
  seen: z.string().nullable(),
});
export type CleanupView = z.infer<typeof CleanupView>;
export const CleanupFilter = z.object({
  sourceId: Id.optional(),
  dataset: z.string().max(300).optional(),
  label: KindCode.optional(),
  state: CleanupState.default('open'),
  before: CalendarDate.optional().describe('holds notes from before this day'),
});

export const CleanupBatchState = z.enum(['proposed', 'waiting', 'writing', 'paused', 'written', 'byHand', 'puttingBack', 'putBack', 'rejected', 'withdrawn']);
export type CleanupBatchState = z.infer<typeof CleanupBatchState>;
const Stamp = z.object({ by: z.string(), at: Instant });
/** Verdicts on the notes of one system that go to be written together: one person proposes, another approves. */
export const CleanupBatch = z.object({
  id: Id,
  sourceId: Id,
  source: z.string(),
  reason: z.string(),
  state: CleanupBatchState,
  proposed: Stamp,
  approved: Stamp.nullable(),
  rejected: Stamp.extend({ why: z.string() }).nullable(),
  /** One person alone decided, under the decision on record for that, and it waits until `writeAfter`. */
  alone: z.boolean(),
  writeAfter: Instant.nullable(),
  mayApprove: z.enum(['yes', 'ownProposal', 'ownVerdicts', 'noOneElse', 'alone', 'notAllowed', 'over']),
  finishedAt: Instant.nullable(),
  keptUntil: Instant.nullable().describe('until when the old texts can be put back'),
  keptRemovedAt: Instant.nullable(),
  trouble: z.string().nullable(),
  rows: z.object({
    total: z.number().int(),
    planned: z.number().int(),
    written: z.number().int(),
    refused: z.number().int(),
    byHand: z.number().int(),
    putBack: z.number().int(),
  }),
  checked: z
    .object({ at: Instant, clean: z.number().int(), flagged: z.number().int(), changed: z.number().int(), gone: z.number().int(), running: z.boolean() })
    .nullable(),
});
export type CleanupBatch = z.infer<typeof CleanupBatch>;
export const CleanupRow = z.object({
  id: z.number().int(),
  itemId: z.number().int(),
  dataset: z.string(),
  field: z.string(),
  label: KindCode,
  verdict: CleanupVerdict,
  notedOn: CalendarDate.nullable(),
  judgedBy: z.string(),
  state: z.enum(['planned', 'writing', 'written', 'refused', 'byHand', 'restoring', 'restored']),
  why: z.string().nullable().describe('changedSince, notFound, nothingLeft, notWritable, noKey or what the system said'),
  checked: z.enum(['clean', 'flagged', 'changed', 'gone']).nullable(),
});
export const CleanupSettings = z.object({
  keepDays: z.number().int().min(0).max(90).describe('days that old texts can be put back'),
  alone: z.object({ why: z.string(), by: z.string(), at: Instant }).nullable().describe('the decision that one person may approve alone after a day'),
  people: z.number().int().describe('people in the organisation'),
  approvers: z.number().int().describe('people who may approve'),
});
export type CleanupSettings = z.infer<typeof CleanupSettings>;
const Tally = z.object({ label: KindCode, tier: Tier, state: CleanupState, items: z.number().int() });
/** What lies in files that a small firm dropped in, and what can go. */
export const CleanupLook = z.object({
  before: CalendarDate,
  sources: z.array(
    z.object({
      id: Id,
      name: z.string(),
      scanned: z.boolean(),
      records: z.number().int(),
      oldest: CalendarDate.nullable(),
      persons: z.number().int().nullable(),
      kinds: z.array(z.object({ kind: KindCode, tier: Tier, count: z.number().int() })),
      older: z.number().int().nullable().describe('records older than the period; null when the file has no dates'),
      remarks: z.number().int(),
    }),
  ),
  copies: z.array(z.object({ a: z.string(), b: z.string(), persons: z.number().int() })),
  sameFiles: z.array(z.object({ names: z.array(z.string()), bytes: z.number().int() })),
});
export type CleanupLook = z.infer<typeof CleanupLook>;

const one = z.object({ id: Id });
const item = z.object({ id: ItemId });
const run = (summary: string) => route({ summary, params: one, responds: CleanupRun });
const batch = (summary: string) => route({ summary, params: one, responds: CleanupBatch });
const why = z.object({ why: z.string().min(3).max(500) });

export const cleanupRoutes = {
  'GET /api/v1/cleanup/runs': route({
    summary: 'Runs over old notes, newest first',
    query: PageQuery.extend({ sourceId: Id.optional() }),
    responds: page(CleanupRun),
  }),
  'POST /api/v1/cleanup/runs': route({
    summary: 'Go through the free text of a scanned system',
    status: 202,
    responds: CleanupRun,
    body: z.object({ sourceId: Id, datasets: z.array(z.string().max(300)).min(1).nullable().default(null) }),
  }),
  'GET /api/v1/cleanup/runs/{id}': run('One run'),
  'GET /api/v1/cleanup/runs/{id}/events': route({
    summary: 'Progress of a run as server-sent events, each a whole run; ends when the run ends',
    params: one,
    carries: 'events',
    responds: CleanupRun,
  }),
  'POST /api/v1/cleanup/runs/{id}/pause': run('Pause a run after the piece under way'),
  'POST /api/v1/cleanup/runs/{id}/resume': run('Go on with a paused or failed run'),
  'POST /api/v1/cleanup/runs/{id}/cancel': run('Stop a run; what it found stays'),
  'GET /api/v1/cleanup/summary': route({
    summary: 'How many notes per label, state and system',
    responds: z.object({
      tallies: z.array(Tally),
      sources: z.array(z.object({ id: Id, name: z.string(), open: z.number().int(), decided: z.number().int(), datasets: z.array(z.string()) })),
    }),
  }),
  'GET /api/v1/cleanup/groups': route({
    summary: 'The queue: groups of like notes, most serious first',
    query: PageQuery.extend(CleanupFilter.shape),
    responds: page(CleanupGroup),
  }),
  'GET /api/v1/cleanup/groups/{id}': route({ summary: 'One group', params: item, responds: CleanupGroup }),
  'GET /api/v1/cleanup/groups/{id}/items': route({
    summary: 'The notes of a group',
    params: item,
    query: PageQuery.extend({ state: CleanupState.optional() }),
    responds: page(CleanupItem),
  }),
  'POST /api/v1/cleanup/groups/{id}/sample': route({
    summary: 'Draw notes of a group at random, to look at before a verdict on all of it',
    params: item,
    status: 201,
    body: z.object({ size: z.number().int().min(1).max(50).optional() }),
    responds: z.object({ id: Id, items: z.array(CleanupItem), of: z.number().int() }),
  }),
  'PUT /api/v1/cleanup/groups/{id}/verdict': route({
    summary: 'One verdict on every open note of a group, after a sample was looked at',
    params: item,
    body: z.object({ verdict: z.enum(['redact', 'erase', 'dismiss', 'later']), sampleId: Id }),
    responds: z.object({ items: z.number().int(), group: CleanupGroup }),
  }),
  'DELETE /api/v1/cleanup/groups/{id}/verdict': route({
    summary: 'Take a verdict on a whole group back, for every note that it set, that nobody judged since and that is in no batch',
    params: item,
    query: z.object({ sampleId: Id.describe('the sample of that verdict') }),
    responds: z.object({
      items: z.number().int().describe('notes that are open again'),
      left: z.number().int().describe('notes of this verdict that stand in a batch and stay as they are'),
      group: CleanupGroup,
    }),
  }),
  'POST /api/v1/cleanup/items/{id}/view': route({ summary: 'Look at one note, read from its system now', params: item, responds: CleanupView }),
  'PUT /api/v1/cleanup/items/{id}/verdict': route({
    summary: 'Judge one note that was looked at',
    params: item,
    body: z.object({
      verdict: CleanupVerdict,
      seen: z.string().max(100).describe('from the view'),
      becomes: z.string().max(1_000_000).optional().describe('for rewrite: the new text'),
      teach: z
        .object({ text: z.string().min(1).max(200), label: KindCode })
        .optional()
        .describe('for dismiss: these words are no remark in this organisation'),
    }),
    responds: CleanupItem,
  }),
  'DELETE /api/v1/cleanup/items/{id}/verdict': route({ summary: 'Take a verdict back, as long as it is in no batch', params: item, responds: CleanupItem }),
  'GET /api/v1/cleanup/batches': route({
    summary: 'Batches, newest first',
    query: PageQuery.extend({ sourceId: Id.optional() }),
    responds: page(CleanupBatch),
  }),
  'POST /api/v1/cleanup/batches': route({
    summary: 'Propose to write every decided note of a system',
    status: 201,
    responds: CleanupBatch,
    body: z.object({ sourceId: Id, reason: z.string().min(3).max(500) }),
  }),
  'GET /api/v1/cleanup/batches/{id}': batch('One batch'),
  'GET /api/v1/cleanup/batches/{id}/events': route({
    summary: 'Progress of a batch as server-sent events; ends when nothing is under way',
    params: one,
    carries: 'events',
    responds: CleanupBatch,
  }),
  'GET /api/v1/cleanup/batches/{id}/rows': route({
    summary: 'The notes of a batch, without their text',
    params: one,
    query: PageQuery.extend({ state: z.enum(['written', 'refused', 'byHand', 'restored']).optional() }),
    responds: page(CleanupRow),
  }),
  'POST /api/v1/cleanup/batches/{id}/rows/{rowId}/view': route({
    summary: 'One note of a batch as it stands now and as it is to become; for who approves',
    params: one.extend({ rowId: ItemId }),
    responds: CleanupView,
  }),
  'POST /api/v1/cleanup/batches/{id}/approve': batch('Approve a batch that somebody else proposed; writing begins'),
  'POST /api/v1/cleanup/batches/{id}/reject': route({ summary: 'Send a batch back', params: one, body: why, responds: CleanupBatch }),
  'POST /api/v1/cleanup/batches/{id}/withdraw': batch('Take back what one proposed'),
  'POST /api/v1/cleanup/batches/{id}/pause': batch('Pause the writing'),
  'POST /api/v1/cleanup/batches/{id}/resume': batch('Go on writing'),
  'POST /api/v1/cleanup/batches/{id}/put-back': route({
    summary: 'Put the old texts back, of the whole batch or of some rows; rows that changed since are left',
    params: one,
    body: why.extend({ rowIds: z.array(z.number().int()).min(1).max(500).optional() }),
    responds: CleanupBatch,
  }),
  'POST /api/v1/cleanup/batches/{id}/check': batch('Read every written note again and run the detector over it'),
  'GET /api/v1/cleanup/batches/{id}/report': route({
    summary: 'Evidence of a batch as a file: counts and names of fields, no text and no customers',
    params: one,
    query: z.object({ format: ExportFormat.default('pdf'), language: Language.default('nl') }),
    carries: 'file',
  }),
  'GET /api/v1/cleanup/batches/{id}/worklist': route({
    summary: 'Keys of the records that are left for work by hand, as CSV',
    params: one,
    query: z.object({ language: Language.default('nl') }),
    carries: 'file',
  }),
  'GET /api/v1/cleanup/settings': route({ summary: 'How the clean-up is done here', responds: CleanupSettings }),
  'PATCH /api/v1/cleanup/settings': route({
    summary: 'Change how the clean-up is done here',
    body: z.object({
      keepDays: z.number().int().min(0).max(90).optional(),
      alone: z
        .object({ why: z.string().min(3).max(500) })
        .nullable()
        .optional(),
    }),
    responds: CleanupSettings,
  }),
  'GET /api/v1/cleanup/look': route({
    summary: 'What lies in the files that were dropped in, and what can go',
    query: z.object({ months: z.coerce.number().int().min(1).max(600).default(84).describe('how long the owner wants to keep things') }),
    responds: CleanupLook,
  }),
  'GET /api/v1/cleanup/look/export': route({
    summary: 'The same as a list of work',
    query: z.object({
      months: z.coerce.number().int().min(1).max(600).default(84),
      format: z.enum(['csv', 'xlsx']).default('xlsx'),
      language: Language.default('nl'),
    }),
    carries: 'file',
  }),
};
