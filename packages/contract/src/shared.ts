import { z } from 'zod';

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true });
/** A calendar date, YYYY-MM-DD. */
export const CalendarDate = z.iso.date();
export const Id = z.uuid();
export const Language = z.enum(['nl', 'en']);
export type Language = z.infer<typeof Language>;

/** RFC 9457. `code` is stable and translated by the page; `errors` names each field or row at fault. */
export const ProblemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemDocument = z.infer<typeof ProblemDocument>;

/** Keyset pages: `cursor` is opaque; absent `next` means the end. */
export const PageQuery = z.object({
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().optional(), total: z.number().int().optional() });
}
export const Nothing = z.object({});
/** ordinary < sensitive < special category (GDPR art. 9/10) < national identification number (art. 87). */
export const Tier = z.enum(['none', 'ordinary', 'sensitive', 'special', 'nationalId']);
export type Tier = z.infer<typeof Tier>;
export const ExportFormat = z.enum(['csv', 'xlsx', 'json', 'pdf']);
/** Where and why something in the data could not be read; never holds a value. */
export const ReadProblem = z.object({
  code: z.string(),
  message: z.string(),
  dataset: z.string().optional(),
  field: z.string().optional(),
  row: z.number().int().optional(),
  times: z.number().int().optional(),
});
