import { z } from 'zod';
import { route } from './route.ts';
import { CalendarDate } from './shared.ts';

/**
 * Everything that can ask for a person, with the facts its words may use:
 * map.nationalIdInText, map.specialInText {kind, count, system, dataset, field}; map.findingsToJudge {count}; scan.failed {system, failedAt};
 * scan.paused {system, pausedAt}; source.neverScanned {system, days}; source.scanTooOld {system, days, scannedAt}; source.scanIncomplete {system};
 * source.noOwner {system}; source.noCountry {system}; source.outsideEea {system, country}; source.uploadGoing {system, file, goneAt};
 * people.noTotp {count}; people.invitationsOpen {count}; people.alone {} (nobody but you); lookup.proposalsOpen {count, at}.
 * notes.emergenciesOpen {count, oldestAt}; cleanup.batchesWaiting {count, oldestAt}; cleanup.writeFailed, cleanup.textsNotRemoved {count, system} (of the newest).
 * `kind` and `tier` are codes, `...At` instants, `country` an ISO code.
 */
export const todayCodes = [
  'map.nationalIdInText',
  'map.specialInText',
  'map.findingsToJudge',
  'scan.failed',
  'scan.paused',
  'source.neverScanned',
  'source.scanTooOld',
  'source.scanIncomplete',
  'source.noOwner',
  'source.noCountry',
  'source.outsideEea',
  'source.uploadGoing',
  'people.noTotp',
  'people.invitationsOpen',
  'people.alone',
  'lookup.proposalsOpen',
  'notes.emergenciesOpen',
  'cleanup.batchesWaiting',
  'cleanup.writeFailed',
  'cleanup.textsNotRemoved',
] as const;
/** The figures at the head of the page: counts, and (…Share) a share from 0 to 1. A null value means that nothing has been scanned yet. */
export const todayFigures = ['systems', 'personalFields', 'delicateFields', 'judgedShare'] as const;
/** Something that asks for a person. The page words it from `what` and `facts`. */
export const TodayItem = z.object({
  id: z.string(),
  urgency: z.enum(['late', 'today', 'soon', 'new']),
  what: z.string().describe('one of todayCodes'),
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
    summary: "Try the detector on a text, by the organisation's tuning; nothing is kept",
    body: z.object({ text: z.string().max(100_000), language: z.string().max(5).optional(), channel: z.string().max(40).optional() }),
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
