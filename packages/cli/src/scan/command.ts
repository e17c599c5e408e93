import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type SourceProgress, scanSource } from '@waarborg/scan';
import { formatCount, formatSeconds, say } from '../language.ts';
import { exitCodes, Stop } from '../outcome.ts';
import { openableSource } from '../source.ts';
import { harmless, progressLine } from '../terminal.ts';
import { tuningFrom } from '../tuning-file.ts';
import { collectMap } from './collect.ts';
import { toDocument } from './map.ts';
import { drawReport } from './report.ts';
import { drawMap, drawProblems } from './table.ts';

export interface ScanOptions {
  readonly json?: boolean;
  readonly report?: string;
  readonly sample?: number;
  readonly dataset?: string[];
  readonly workers?: number;
  readonly kind?: string;
  readonly maxRowsPerSecond?: number;
  readonly passwordFile?: string;
  readonly tuning?: string;
}

/** `scan`: the map of one source on standard output; problems on standard error. Exit 4 when part could not be read. */
export async function runScan(source: string, options: ScanOptions): Promise<void> {
  if (options.report !== undefined) checkWritable(options.report);
  const tuning = tuningFrom(options.tuning);
  const { settings, shown } = await openableSource(source, options);
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Stop(exitCodes.unreachable, say('afgebroken', 'interrupted')));
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const scannedAt = new Date().toISOString();
  const scan = scanSource(settings, {
    ...(options.dataset === undefined ? {} : { datasets: options.dataset }),
    ...(options.sample === undefined ? {} : { sampleRows: options.sample }),
    ...(options.workers === undefined ? {} : { threads: options.workers }),
    ...(options.maxRowsPerSecond === undefined ? {} : { maxRowsPerSecond: options.maxRowsPerSecond }),
    ...(tuning === undefined ? {} : { tuning }),
    signal: stop.signal,
  });
  const line = progressLine();
  for await (const progress of scan) line.show(describeProgress(progress));
  line.clear();
  const outcome = await scan.result;
  const map = collectMap(outcome, { source: shown, kind: settings.kind, mode: options.sample === undefined ? 'full' : 'sample', scannedAt });
  const absent = (options.dataset ?? []).filter(
    (name) => !map.datasets.some((dataset) => dataset.name === name) && !map.problems.some((problem) => problem.dataset === name),
  );
  if (absent.length > 0)
    throw new Stop(
      exitCodes.usage,
      say(`niet gevonden in deze bron: ${absent.join(', ')}`, `not found in this source: ${absent.join(', ')}`),
      say('Namen zijn die van het systeem zelf; zonder --dataset ziet u ze alle.', 'Names are those of the system itself; without --dataset you see them all.'),
    );
  if (options.report !== undefined) writeFileSync(options.report, drawReport(map), { mode: 0o600 });
  process.stdout.write(options.json ? `${JSON.stringify(toDocument(map))}\n` : drawMap(map, process.stdout.columns || 110));
  process.stderr.write(drawProblems(map));
  if (options.report !== undefined && !options.json) process.stderr.write(say(`Verslag: ${options.report}\n`, `Report: ${options.report}\n`));
  if (map.problems.length > 0) process.exitCode = exitCodes.partly;
}

function checkWritable(file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Stop(exitCodes.usage, say(`er is geen map ${folder} voor het verslag`, `there is no folder ${folder} for the report`));
}

function describeProgress(progress: SourceProgress): string {
  const dataset = progress.dataset === null ? '' : harmless(progress.dataset);
  if (progress.phase === 'describing') return say('Kijken wat er is …', 'Looking what there is …');
  const speed = progress.seconds > 0.5 ? progress.rows / progress.seconds : 0;
  const left = progress.rowsExpected !== null && speed > 0 ? (progress.rowsExpected - progress.rows) / speed : null;
  const of = progress.rowsExpected === null ? '' : ` / ${formatCount(progress.rowsExpected)}`;
  const parts = [
    `${progress.datasetsDone}/${progress.datasets}`,
    dataset,
    `${formatCount(progress.rows)}${of} ${say('rijen', 'rows')}`,
    speed > 0 ? `${formatCount(speed)}/s` : '',
    left !== null && left > 1 ? say(`nog ${formatSeconds(left)}`, `${formatSeconds(left)} left`) : '',
  ];
  return parts.filter((part) => part !== '').join('  ');
}
