/** What is wrong with a period that somebody asked for. */
export interface PeriodProblem {
  readonly field: 'from' | 'to';
  readonly why: 'notADate' | 'year' | 'future' | 'beforeFrom';
  readonly given: string;
}

/** Nothing was counted before; a smaller year is one that is still being typed (0002, 0020, 0202). */
const FIRST_YEAR = 2000;

/** A day of the calendar that exists, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The first thing that is wrong with a period, or nothing. Days as YYYY-MM-DD; what is not given is chosen by the server. */
export function periodProblem({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string): PeriodProblem | undefined {
  for (const [field, given] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (given === undefined) continue;
    if (!isDay(given)) return { field, why: 'notADate', given };
    if (Number(given.slice(0, 4)) < FIRST_YEAR) return { field, why: 'year', given };
  }
  if (from !== undefined && to !== undefined && to < from) return { field: 'to', why: 'beforeFrom', given: to };
  if (from !== undefined && from > today) return { field: 'from', why: 'future', given: from };
  return undefined;
}
