import type { Output } from '../../shell/api.ts';

type Item = Output<'GET /api/v1/today'>['items'][number];
const dayMs = 86_400_000;

/** Calendar days from the reader's today until a date (YYYY-MM-DD); negative when it has passed. */
export function daysUntil(date: string, now: Date): number {
  const [year, month, day] = date.split('-').map(Number);
  return Math.round((Date.UTC(year, month - 1, day) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / dayMs);
}

/** What is late, what asks for somebody today (new things too), and what can wait; by date within each, undated last. */
export function groupItems(items: readonly Item[]): { late: Item[]; today: Item[]; soon: Item[] } {
  const byDate = [...items].sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'));
  return {
    late: byDate.filter((item) => item.urgency === 'late'),
    today: byDate.filter((item) => item.urgency === 'today' || item.urgency === 'new'),
    soon: byDate.filter((item) => item.urgency === 'soon'),
  };
}
