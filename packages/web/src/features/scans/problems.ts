import type { Scan } from '@waarborg/contract';

type Problem = Scan['problems'][number];

/** The same trouble in the same place, added up. */
export interface ProblemGroup {
  readonly code: string;
  readonly message: string;
  /** Table, file or folder; null when it concerns the whole system. */
  readonly dataset: string | null;
  readonly fields: readonly string[];
  /** The first few rows it was seen in, ascending. */
  readonly rows: readonly number[];
  readonly times: number;
  /** Nothing of this place could be read, as against a single value or row. */
  readonly blocking: boolean;
}

const blockingCodes = ['permission', 'network', 'connection', 'password', 'auth', 'truncated', 'encrypted', 'missing', 'gone', 'bomb', 'unreadable', 'refused'];

/** Problems of a scan by place and reason: blocking ones first, then by how often they occurred. Shows at most five rows of each. */
export function groupProblems(problems: readonly Problem[]): ProblemGroup[] {
  const groups = new Map<string, { code: string; message: string; dataset: string | null; fields: Set<string>; rows: Set<number>; times: number }>();
  for (const problem of problems) {
    const dataset = problem.dataset ?? null;
    const key = JSON.stringify([dataset, problem.code]);
    const group = groups.get(key) ?? { code: problem.code, message: problem.message, dataset, fields: new Set<string>(), rows: new Set<number>(), times: 0 };
    if (problem.field !== undefined) group.fields.add(problem.field);
    if (problem.row !== undefined) group.rows.add(problem.row);
    group.times += problem.times ?? 1;
    groups.set(key, group);
  }
  return [...groups.values()]
    .map((group) => ({
      code: group.code,
      message: group.message,
      dataset: group.dataset,
      fields: [...group.fields],
      rows: [...group.rows].sort((a, b) => a - b).slice(0, 5),
      times: group.times,
      blocking: isBlocking(group.code),
    }))
    .sort((a, b) => Number(b.blocking) - Number(a.blocking) || b.times - a.times || (a.dataset ?? '').localeCompare(b.dataset ?? ''));
}

/** Whether a problem code says that a whole place stayed unread. */
export function isBlocking(code: string): boolean {
  return code
    .toLowerCase()
    .split('.')
    .some((part) => blockingCodes.some((word) => part.startsWith(word)));
}
