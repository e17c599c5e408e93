import { z } from 'zod';
import { route } from './route.ts';
import { Id, Instant, PageQuery, page, ReadProblem } from './shared.ts';

export const ScanState = z.enum(['queued', 'planning', 'running', 'paused', 'cancelled', 'finished', 'failed']);
export type ScanState = z.infer<typeof ScanState>;
export const Scan = z.object({
  id: Id,
  sourceId: Id,
  sourceName: z.string(),
  state: ScanState,
  mode: z.enum(['full', 'sample']),
  datasets: z.array(z.string()).nullable().describe('null = all'),
  startedBy: z.string().nullable().describe('null = the schedule'),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  progress: z.object({
    rowsDone: z.number().int(),
    rowsExpected: z.number().int().nullable(),
    bytesDone: z.number().int(),
    chunksDone: z.number().int(),
    chunks: z.number().int(),
    rowsPerSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    workers: z.number().int(),
    findings: z.number().int(),
  }),
  problems: z.array(ReadProblem),
  why: z.string().nullable().describe('why it failed or was cancelled'),
});
export type Scan = z.infer<typeof Scan>;
export const ScanChange = z.object({
  change: z.enum(['newDataset', 'goneDataset', 'newField', 'goneField', 'newKind', 'goneKind', 'grown', 'shrunk']),
  dataset: z.string(),
  field: z.string().nullable(),
  kind: z.string().nullable(),
  before: z.number().nullable(),
  after: z.number().nullable(),
});
const one = z.object({ id: Id });
const act = (summary: string) => route({ summary, params: one, responds: Scan });

export const scansRoutes = {
  'GET /api/v1/scans': route({
    summary: 'Scans, newest first',
    query: PageQuery.extend({ sourceId: Id.optional(), state: ScanState.optional() }),
    responds: page(Scan),
  }),
  'POST /api/v1/scans': route({
    summary: 'Start a scan',
    status: 202,
    responds: Scan,
    body: z.object({
      sourceId: Id,
      mode: z.enum(['full', 'sample']).default('full'),
      sampleRows: z.number().int().min(100).max(10_000_000).optional(),
      datasets: z.array(z.string()).min(1).nullable().default(null),
    }),
  }),
  'GET /api/v1/scans/{id}': route({ summary: 'One scan', params: one, responds: Scan }),
  'GET /api/v1/scans/{id}/events': route({
    summary: 'Progress of a scan as server-sent events, each a whole scan; ends when the scan ends',
    params: one,
    carries: 'events',
    responds: Scan,
  }),
  'POST /api/v1/scans/{id}/pause': act('Pause a scan after the chunks under way'),
  'POST /api/v1/scans/{id}/resume': act('Go on with a paused or failed scan'),
  'POST /api/v1/scans/{id}/cancel': act('Stop a scan; what was found in finished datasets stays'),
  'GET /api/v1/scans/{id}/changes': route({
    summary: 'What differs from the scan before',
    params: one,
    responds: z.object({ previousId: Id.nullable(), items: z.array(ScanChange) }),
  }),
};
