import type { Scan } from '@waarborg/contract';
import { type Fact, Facts, Progress, Sheet } from '@waarborg/ui';
import { useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useBytes } from '../sources/upload-box.tsx';
import { type Forecast, fractionDone, isUnderWay, steadied } from './progress.ts';
import { useScanWords } from './scan-words.ts';

/** How far a scan is: a bar with counts and time left, and the figures behind it. */
export function ScanProgress({ scan }: { scan: Scan }) {
  const t = useTranslations('scans.progress');
  const format = useFormatter();
  const bytes = useBytes();
  const words = useScanWords();
  const { progress, state } = scan;
  const left = useSteadied(state === 'running' ? progress.secondsLeft : null);
  const done = format.number(progress.rowsDone);
  const counts =
    progress.rowsExpected === null ? t('rowsOnly', { done }) : t('rows', { done, total: format.number(Math.max(progress.rowsExpected, progress.rowsDone)) });
  const text = state === 'queued' ? t('queued') : state === 'planning' ? t('planning') : state === 'running' ? `${counts}, ${words.left(left)}` : counts;
  const running = state === 'running';
  const nothingYet = isUnderWay(scan) && progress.findings === 0;
  const facts: Fact[] = [
    { value: done, label: t('factRows') },
    ...(running ? [{ value: progress.rowsPerSecond === null ? '–' : format.number(Math.round(progress.rowsPerSecond)), label: t('factSpeed') }] : []),
    { value: format.number(progress.findings), label: t('factFindings') },
    { value: t('ofChunks', { done: format.number(progress.chunksDone), total: format.number(progress.chunks) }), label: t('factChunks') },
    ...(running ? [{ value: format.number(progress.workers), label: t('factWorkers', { count: progress.workers }) }] : []),
    ...(running ? [] : [{ value: bytes(progress.bytesDone), label: t('factBytes') }]),
    ...(isUnderWay(scan) || scan.startedAt === null ? [] : [{ value: words.took(scan), label: t('factTook') }]),
  ];
  return (
    <>
      {isUnderWay(scan) || state === 'failed' ? (
        <Sheet>
          <Progress value={fractionDone(scan)} label={t('label')} text={text} tone={state === 'paused' ? 'paused' : state === 'failed' ? 'late' : 'plain'} />
        </Sheet>
      ) : null}
      {state === 'queued' || state === 'planning' ? null : <Facts label={t('label')} items={facts} />}
      {running && nothingYet ? <p className="hush small">{t('findingsLater')}</p> : null}
    </>
  );
}

/** Seconds left, steadied over the news of a scan; counts only when there is news. */
function useSteadied(secondsLeft: number | null): number | null {
  const said = useRef<{ news: number | null; forecast: Forecast | null }>({ news: null, forecast: null });
  const now = Date.now();
  if (said.current.news !== secondsLeft) said.current = { news: secondsLeft, forecast: steadied(said.current.forecast, secondsLeft, now) };
  const { forecast } = said.current;
  return forecast === null ? null : Math.max(0, (forecast.endMs - now) / 1000);
}
