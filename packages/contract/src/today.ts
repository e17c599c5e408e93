import { z } from 'zod';
import { route } from './route.ts';
import { CalendarDate } from './shared.ts';

/** Something that asks for a person. The page words it from `what` and `facts`. */
export const TodayItem = z.object({
  id: z.string(),
  urgency: z.enum(['late', 'today', 'soon', 'new']),
  what: z.string().describe('stable code, e.g. map.specialInFreeText'),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  href: z.string(),
  dueOn: CalendarDate.nullable(),
  legal: z.string().nullable().describe('id of a fact in packages/law'),
});
export const todayRoutes = {
  'GET /api/v1/today': route({
    summary: 'What needs me today',
    responds: z.object({ items: z.array(TodayItem), figures: z.array(z.object({ what: z.string(), value: z.number().nullable() })) }),
  }),
  'POST /api/v1/detect/try': route({
    summary: 'Try the detector on a text; nothing is kept',
    body: z.object({ text: z.string().max(100_000), language: z.string().max(5).optional() }),
    responds: z.object({
      spans: z.array(z.object({ start: z.number(), end: z.number(), type: z.string(), confidence: z.number(), reason: z.string() })),
      flags: z.array(z.object({ start: z.number(), end: z.number(), code: z.string(), confidence: z.number(), reason: z.string() })),
    }),
  }),
  'GET /healthz': route({
    summary: 'Ready when web, database and a worker are',
    open: true,
    responds: z.object({
      status: z.enum(['ready', 'starting', 'degraded']),
      web: z.boolean(),
      database: z.boolean(),
      worker: z.boolean(),
      version: z.string(),
    }),
  }),
};
