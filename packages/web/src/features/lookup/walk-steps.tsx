import { useQueryClient } from '@tanstack/react-query';
import type { Lookup } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { Button, Icon, toast } from '@waarborg/ui';
import { type ReactNode, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { call } from '../../shell/api.ts';
import { useLanguage } from '../../shell/language.ts';
import { useProblemText } from '../../shell/problem.tsx';
import { useMay } from '../../shell/session.tsx';
import { kindInSentence } from './kind-in-sentence.ts';
import { foldLines, linesOf, type Step, type StoryLine, storyOf, type WalkLine } from './walk.ts';

const placesShown = 4;

/** The walk as a story by place; under it what waits for a person or was decided by one, and every step in full behind a fold. */
export function WalkSteps({ lookup, onShow }: { lookup: Lookup; onShow: (datasetId: number) => void }) {
  const t = useTranslations('lookup.walk');
  const lines = linesOf(lookup.steps);
  const withState = (...states: Step['state'][]) => lines.filter((line) => states.includes(line.step.state));
  const dropped = withState('dropped');
  const certain = withState('certain').filter((line) => line.step.from !== null);
  const { busy, decide } = useDecide(lookup.id);
  const item = (line: WalkLine) => <StepLine key={line.step.id} line={line} busy={busy === line.step.id} onDecide={(state) => decide(line.step.id, state)} />;
  const proposed = withState('proposed');
  return (
    <>
      <ol className="sheet walk" aria-label={t('title')}>
        {lines
          .filter((line) => line.step.from === null && line.step.state !== 'proposed' && line.step.state !== 'dropped')
          .map((line) => (
            <Begun key={line.step.id} step={line.step} />
          ))}
        {storyOf(lookup).map((line) => (
          <StoryItem key={line.place.datasetId} line={line} onShow={onShow} />
        ))}
        {withState('accepted').map(item)}
      </ol>
      {proposed.length > 0 ? (
        <>
          <p className="hush small">{t('proposalsText')}</p>
          <ol className="sheet walk" aria-label={t('proposalsLabel')}>
            {proposed.map(item)}
          </ol>
        </>
      ) : null}
      {certain.length > 0 ? (
        <details className="every-step">
          <summary>{t('every', { count: certain.length })}</summary>
          <ol className="sheet walk" aria-label={t('everyLabel')}>
            {foldLines(certain).map((run) => (run.length === 1 && run[0] ? item(run[0]) : <StepRun key={run[0]?.step.id} run={run} item={item} />))}
          </ol>
        </details>
      ) : null}
      {dropped.length > 0 ? (
        <details className="dropped">
          <summary>{t('droppedTitle', { count: dropped.length })}</summary>
          <ol className="sheet walk">{dropped.map(item)}</ol>
        </details>
      ) : null}
    </>
  );
}

/** What was typed in, masked. */
function Begun({ step }: { step: Step }) {
  const t = useTranslations('lookup.walk');
  const words = useTranslations('lookup');
  const name = useStepName();
  const why = `why.${step.why as 'other'}` as const;
  return (
    <li className="step begun">
      <span className="dot" aria-hidden="true" />
      <div className="step-what">
        <p>
          <b>{name(step)}</b>
        </p>
        <p className="hush small">{step.why === 'typed' ? t('typed') : words(words.has(why) ? why : 'why.other')}</p>
        {step.places.length === 0 ? <p className="hush small">{t('records', { count: 0 })}</p> : null}
      </div>
    </li>
  );
}

/** One place of the story. */
function StoryItem({ line, onShow }: { line: StoryLine; onShow: (datasetId: number) => void }) {
  const t = useTranslations('lookup.walk');
  const format = useFormatter();
  const language = useLanguage();
  const kinds = (all: readonly string[]) => format.list(all.map((kind) => kindInSentence(kind, language)));
  const { place, records, inTextOnly } = line;
  const name = `${place.source} · ${place.dataset}`;
  const reasons = line.by.map(({ kind, to }) => (to === null ? kindInSentence(kind, language) : t('reference', { to })));
  return (
    <li className="step">
      <span className="dot" aria-hidden="true" />
      <div className="step-what">
        <p>
          <b>{name}</b> ({t('records', { count: records })}){line.by.length > 0 ? ` ${t('by', { kinds: format.list(reasons) })}` : ''}
          {inTextOnly === 0 ? '' : inTextOnly === records ? `, ${t('allInText', { count: records })}` : `, ${t('someInText', { count: inTextOnly })}`}
        </p>
        {line.alsoInText.length > 0 ? <p className="hush small">{t('alsoInText', { kinds: kinds(line.alsoInText) })}</p> : null}
        {line.gives.length > 0 ? <p className="hush small">{t('gives', { kinds: kinds(line.gives) })}</p> : null}
      </div>
      <div className="step-side">
        <span className="good">{t('certain')}</span>
        <Button small aria-label={t('showOf', { place: name })} onPress={() => onShow(place.datasetId)}>
          {t('show')}
        </Button>
      </div>
    </li>
  );
}

function useDecide(id: string) {
  const t = useTranslations('lookup.walk');
  const client = useQueryClient();
  const problemText = useProblemText();
  const [busy, setBusy] = useState<string | null>(null);
  const decide = async (stepId: string, state: 'accepted' | 'dropped') => {
    setBusy(stepId);
    try {
      const next = await call('PUT /api/v1/lookups/{id}/steps/{stepId}', { params: { id, stepId }, body: { state } });
      client.setQueryData(['GET /api/v1/lookups/{id}', { params: { id } }], next);
      void client.invalidateQueries({ queryKey: ['GET /api/v1/lookups/{id}/records'] });
      void client.invalidateQueries({ queryKey: ['GET /api/v1/lookups'] });
      toast({ text: t('updated', { records: next.totals.records, sources: next.totals.sources }) });
    } catch (error) {
      toast({ text: t('failed'), note: problemText(error), tone: 'late' });
    } finally {
      setBusy(null);
    }
  };
  return { busy, decide };
}

/** What a step is called: what was typed, masked; or its kind and where it came from, because the index knows no values. */
export function useStepName(): (step: Step) => string {
  const t = useTranslations('lookup.walk');
  const language = useLanguage();
  return (step) => {
    const kind = kindWord(step.kind, language);
    if (step.from === null) return `${kind} ${step.masked}`.trim();
    return t('from', { kind, place: `${step.from.source} · ${step.from.dataset}` });
  };
}

/** Several steps that say the same thing, as one line that opens. */
function StepRun({ run, item }: { run: readonly WalkLine[]; item: (line: WalkLine) => ReactNode }) {
  const t = useTranslations('lookup.walk');
  const words = useTranslations('lookup');
  const name = useStepName();
  const first = run[0];
  if (first === undefined) return null;
  const why = `why.${first.step.why as 'other'}` as const;
  const places = [...new Set(run.flatMap(({ step }) => step.places.map((place) => `${place.source} · ${place.dataset}`)))];
  return (
    <li className="step-run">
      <details>
        <summary className="step" data-depth={first.depth}>
          <span className="dot" aria-hidden="true" />
          <span className="step-what">
            <span>
              <b>{name(first.step)}</b> <span className="hush"> · {t('different', { count: run.length })}</span>
            </span>
            <span className="hush small">{words(words.has(why) ? why : 'why.other')}</span>
            <span className="small">{places.slice(0, placesShown).join(', ')}</span>
          </span>
          <span className="step-side">
            <span className="good">{t('certain')}</span>
            <Icon name="down" size={13} />
          </span>
        </summary>
        <ol className="walk">{run.map(item)}</ol>
      </details>
    </li>
  );
}

function StepLine({ line, busy, onDecide }: { line: WalkLine; busy: boolean; onDecide: (state: 'accepted' | 'dropped') => void }) {
  const t = useTranslations('lookup.walk');
  const words = useTranslations('lookup');
  const name = useStepName();
  const may = useMay();
  const { step, depth } = line;
  const what = name(step);
  return (
    <li className={`step ${step.state}`} data-depth={depth}>
      <span className="dot" aria-hidden="true" />
      <div className="step-what">
        <p>
          <b>{what}</b>
          {step.records === 0 ? null : <span className="hush"> · {t('records', { count: step.records })}</span>}
        </p>
        <p className="hush small">
          {step.why === 'typed' ? t('typed') : words(words.has(`why.${step.why as 'other'}`) ? `why.${step.why as 'other'}` : 'why.other')}
        </p>
        <StepPlaces step={step} />
      </div>
      <div className="step-side">
        {step.state === 'certain' ? (
          <span className="good">{t('certain')}</span>
        ) : step.state === 'accepted' ? (
          <span className="good">{t('accepted')}</span>
        ) : null}
        {may('lookup.run') ? (
          <>
            {step.state === 'proposed' || step.state === 'dropped' ? (
              <Button
                small
                isDisabled={busy}
                aria-label={t(step.state === 'dropped' ? 'takeBackOf' : 'acceptOf', { what })}
                onPress={() => onDecide('accepted')}
              >
                {step.state === 'dropped' ? t('takeBack') : t('accept')}
              </Button>
            ) : null}
            {step.state === 'proposed' || step.state === 'accepted' || (step.state === 'certain' && step.from !== null) ? (
              <Button
                small
                look={step.state === 'proposed' ? 'plain' : 'quiet'}
                isDisabled={busy}
                aria-label={t('dropOf', { what })}
                onPress={() => onDecide('dropped')}
              >
                {t('drop')}
              </Button>
            ) : null}
          </>
        ) : null}
      </div>
    </li>
  );
}

function StepPlaces({ step }: { step: Step }) {
  const t = useTranslations('lookup.walk');
  if (step.places.length === 0) return <p className="hush small">{t('records', { count: 0 })}</p>;
  return (
    <ul className="step-places small">
      {step.places.slice(0, placesShown).map((place) => (
        <li key={`${place.datasetId} ${String(place.freeText)}`}>
          {t('inPlaces', { records: place.records, place: `${place.source} · ${place.dataset}` })}
          {place.freeText ? <span className="text-mark">{t('onlyText')}</span> : null}
        </li>
      ))}
      {step.places.length > placesShown ? <li className="hush">{t('more', { count: step.places.length - placesShown })}</li> : null}
    </ul>
  );
}
