import type { Scan } from '@waarborg/contract/scans';
import { isOver } from './rules.ts';
import type { ScanRow } from './scans.store.ts';

/** A scan as the page and the API see it. */
export function presentScan(row: ScanRow): Scan {
  const over = isOver(row.state);
  const rate = over || row.state === 'paused' ? null : row.rowsPerSecond;
  const expected = row.rowsExpected === null ? null : Math.max(row.rowsExpected, row.rowsDone);
  return {
    id: row.id,
    sourceId: row.sourceId,
    sourceName: row.sourceName,
    state: row.state,
    mode: row.mode,
    datasets: row.datasets,
    startedBy: row.startedBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    progress: {
      rowsDone: row.rowsDone,
      // An estimate that turned out otherwise is no longer of use once the scan is over.
      rowsExpected: row.state === 'finished' ? row.rowsDone : expected,
      bytesDone: row.bytesDone,
      chunksDone: row.chunksDone,
      chunks: row.chunks,
      rowsPerSecond: rate === null ? null : Math.round(rate),
      secondsLeft: rate && expected !== null && row.state === 'running' ? Math.ceil((expected - row.rowsDone) / rate) : null,
      workers: over ? 0 : row.workers,
      findings: row.findings,
    },
    problems: row.problems.map(({ code, message, dataset, field, row: line, times }) => ({
      code,
      message,
      ...(dataset === undefined ? {} : { dataset }),
      ...(field === undefined ? {} : { field }),
      ...(line === undefined ? {} : { row: line }),
      ...(times === undefined ? {} : { times }),
    })),
    why: row.why,
  };
}
