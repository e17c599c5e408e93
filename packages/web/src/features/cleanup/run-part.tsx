import type { CleanupRun } from '@waarborg/contract';
import { Button, Dialog, LinkButton, Progress, Select, Sheet, toast } from '@waarborg/ui';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useProblemText } from '../../shell/problem.tsx';
import { useAct, useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useProblemWords } from '../scans/problem-line.tsx';
import { runMoves, useFollowRun } from './live.ts';

const touches = ['GET /api/v1/cleanup/runs', 'GET /api/v1/cleanup/summary', 'GET /api/v1/cleanup/groups'] as const;

/** The button that goes through a system, with its question. */
export function StartRun() {
  const t = useTranslations('cleanup.run');
  const problemText = useProblemText();
  const [asking, setAsking] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const sources = useCall('GET /api/v1/sources', undefined, { enabled: asking });
  const start = useAct('POST /api/v1/cleanup/runs', { touches });
  const scanned = (sources.data?.items ?? []).filter((source) => source.kind !== 'manual' && source.datasets > 0);
  const sourceId = chosen ?? scanned[0]?.id;
  const begin = () => {
    if (!sourceId) return;
    start.mutate({ body: { sourceId } }, { onSuccess: () => setAsking(false), onError: (error) => toast({ text: problemText(error), tone: 'late' }) });
  };
  return (
    <>
      <Button look="main" icon="play" onPress={() => setAsking(true)}>
        {t('act')}
      </Button>
      <Dialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t('title')}
        size="small"
        actions={
          <>
            {scanned.length > 0 ? (
              <Button look="main" isPending={start.isPending} onPress={begin}>
                {t('start')}
              </Button>
            ) : (
              <LinkButton look="main" href="/sources">
                {t('toSources')}
              </LinkButton>
            )}
            <Button onPress={() => setAsking(false)}>{t('cancel')}</Button>
          </>
        }
      >
        {scanned.length > 0 ? (
          <div className="stack">
            <p>{t('text')}</p>
            <Select
              label={t('source')}
              options={scanned.map((source) => ({ value: source.id, label: source.name }))}
              value={sourceId ?? ''}
              onChange={(value) => setChosen(String(value))}
            />
          </div>
        ) : (
          <p>{t('none')}</p>
        )}
      </Dialog>
    </>
  );
}

/** Runs that are under way, stand still, or just ended. */
export function RunPart() {
  const runs = useCall('GET /api/v1/cleanup/runs', { query: { limit: 5 } }, { refetchMs: 15_000 });
  const shown = (runs.data?.items ?? []).filter((run, at) => run.state !== 'cancelled' && (run.state !== 'finished' || at === 0));
  return (
    <>
      {shown.slice(0, 3).map((run) => (
        <RunLine key={run.id} run={run} />
      ))}
    </>
  );
}

function RunLine({ run: given }: { run: CleanupRun }) {
  const t = useTranslations('cleanup.run');
  const format = useFormatter();
  const may = useMay();
  const problemText = useProblemText();
  const problemWords = useProblemWords();
  const run = useFollowRun(given);
  const pause = useAct('POST /api/v1/cleanup/runs/{id}/pause', { touches });
  const resume = useAct('POST /api/v1/cleanup/runs/{id}/resume', { touches });
  const stop = useAct('POST /api/v1/cleanup/runs/{id}/cancel', { touches });
  const { progress, state } = run;
  const name = run.sourceName;
  const done = format.number(progress.rowsDone);
  const found = format.number(progress.found);
  if (state === 'finished') return <p className="hush small">{t('finished', { name, done, found })}</p>;
  const text =
    state === 'queued'
      ? t('queued', { name })
      : state === 'paused'
        ? t('paused', { name, done })
        : state === 'failed'
          ? t('failed', { name, done })
          : progress.rowsExpected === null
            ? t('runningOnly', { name, done, found })
            : t('running', { name, done, total: format.number(progress.rowsExpected), found });
  const input = { params: { id: run.id } };
  const failed = { onError: (error: Error) => void toast({ text: problemText(error), tone: 'late' }) };
  return (
    <Sheet>
      <div className="stack">
        <Progress
          value={progress.rowsExpected ? progress.rowsDone / progress.rowsExpected : runMoves(run) ? null : 0}
          label={t('label', { name })}
          text={text}
          tone={state === 'paused' ? 'paused' : state === 'failed' ? 'late' : 'plain'}
        />
        {run.problems.map((problem) => (
          <p key={problem.code + (problem.dataset ?? '')} className="small late">
            {problemWords(problem)}
          </p>
        ))}
        {may('cleanup.judge') ? (
          <div className="row">
            {runMoves(run) ? (
              <Button small icon="pause" isPending={pause.isPending} onPress={() => pause.mutate(input, failed)}>
                {t('pause')}
              </Button>
            ) : (
              <Button small icon="play" isPending={resume.isPending} onPress={() => resume.mutate(input, failed)}>
                {t('resume')}
              </Button>
            )}
            <Button small look="quiet" isPending={stop.isPending} onPress={() => stop.mutate(input, failed)}>
              {t('stop')}
            </Button>
          </div>
        ) : null}
      </div>
    </Sheet>
  );
}
