import type { CleanupGroup } from '@waarborg/contract';
import { kindWord } from '@waarborg/law';
import { Button, EmptyState, KeyHint, LinkButton, Notice, PageHead, Progress, Sheet, Skeleton } from '@waarborg/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLanguage } from '../../shell/language.ts';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { useFilters, useRouteParam } from '../../shell/url-state.ts';
import './cleanup.css';
import { DismissalDialog } from './dismissal-dialog.tsx';
import { readQueueFilters } from './filters.ts';
import { GroupVerdict } from './group-verdict.tsx';
import { NoteView } from './note-view.tsx';
import { RewriteDialog } from './rewrite-dialog.tsx';
import { type Triage, useTriage } from './triage.ts';
import { type Act, actKeys, type Held, type Missed, VerdictBar } from './verdict-bar.tsx';

/** One group of like notes, judged one after another by keyboard, or as a whole after a sample. */
export function GroupPage() {
  const t = useTranslations('cleanup.group');
  const id = Number(useRouteParam('id'));
  const group = useCall('GET /api/v1/cleanup/groups/{id}', { params: { id } });
  const back = { href: '/cleanup', label: t('back') };
  if (group.isPending) return <Skeleton lines={8} />;
  if (group.data === undefined) {
    return (
      <>
        <PageHead title={t('one')} back={back} />
        <Problem title={t('notFound')} error={group.error} retry={() => void group.refetch()} />
      </>
    );
  }
  return <Judging key={id} group={group.data} />;
}

function Judging({ group }: { group: CleanupGroup }) {
  const t = useTranslations('cleanup.group');
  const language = useLanguage();
  const { filters } = useFilters(readQueueFilters);
  const triage = useTriage(group.id, filters.state ?? 'open');
  const { list, sample } = triage;
  const open = list?.filter((item) => item.state === 'open').length ?? 0;
  const done = list !== undefined && !sample && (list.length === 0 || (group.open === 0 && open === 0 && filters.state === undefined));
  return (
    <>
      <PageHead
        title={kindWord(group.label, language)}
        lead={t('lead', { where: `${group.source} · ${group.dataset}`, open: group.open, items: group.items })}
        back={{ href: '/cleanup', label: t('back') }}
        actions={
          sample ? (
            <Button onPress={triage.leaveSample}>{t('sampleStop')}</Button>
          ) : group.open > 2 ? (
            <Button onPress={() => void triage.drawSample()}>{t('sampleAct')}</Button>
          ) : null
        }
      />
      {sample ? null : <GroupVerdict group={group} onDone={() => void triage.reload().catch(() => {})} />}
      {list === undefined ? <Skeleton lines={8} /> : done ? <Done triage={triage} group={group} /> : <Working triage={triage} group={group} />}
    </>
  );
}

/** The way on when a group is done; the last verdict can still be taken back. */
function Done({ triage, group }: { triage: Triage; group: CleanupGroup }) {
  const t = useTranslations('cleanup');
  const next = useCall('GET /api/v1/cleanup/groups', { query: { limit: 2, state: 'open' } }, { staleMs: 0 });
  const other = next.data?.items.find((one) => one.id !== group.id);
  return (
    <Sheet padded={false}>
      <EmptyState
        title={t('group.doneTitle')}
        action={
          <>
            {other ? (
              <LinkButton look="main" href={`/cleanup/groups/${other.id}`}>
                {t('group.next')}
              </LinkButton>
            ) : null}
            <LinkButton href="/cleanup">{t('group.back')}</LinkButton>
            {triage.canUndo ? (
              <Button look="quiet" onPress={() => void triage.undo()}>
                {t('verdict.undo')}
              </Button>
            ) : null}
          </>
        }
      >
        <p>{t('group.doneText')}</p>
      </EmptyState>
    </Sheet>
  );
}

function Working({ triage, group }: { triage: Triage; group: CleanupGroup }) {
  const t = useTranslations('cleanup');
  const { view, sample, list, at, current } = triage;
  const [choice, setChoice] = useState<'redacted' | 'rewritten'>('redacted');
  const [asking, setAsking] = useState<'rewrite' | 'teach'>();
  const ready = view !== undefined && view.seen !== null;
  const whole = sample !== undefined;
  const reading = current !== undefined && view === undefined && triage.error === undefined;
  const held: Held | undefined = reading ? 'reading' : whole ? (triage.left > 0 ? 'sample' : undefined) : ready ? undefined : 'nothing';
  const [missed, setMissed] = useState<Missed>();
  const after = view ? (choice === 'rewritten' && view.rewritten !== null && !whole ? view.rewritten : view.redacted) : null;
  const act = (what: Act) => {
    setMissed(undefined);
    if (what === 'undo') return void triage.undo();
    if (whole) {
      if (held === undefined && (what === 'redact' || what === 'erase' || what === 'dismiss' || what === 'later')) void triage.judgeGroup(what);
      return;
    }
    if (held !== undefined || view === undefined) return;
    if (what === 'teach') setAsking('teach');
    else if (what === 'rewrite') setAsking('rewrite');
    // A chosen neutral wording is taken as it is shown.
    else if (what === 'redact' && choice === 'rewritten' && view.rewritten !== null) void triage.judge('rewrite', { becomes: view.rewritten });
    else void triage.judge(what);
  };
  useKeys(asking === undefined, (key) => {
    const what = (Object.keys(actKeys) as Act[]).find((one) => actKeys[one] === key);
    // Not kept for the note that comes: a verdict on what nobody saw would be no verdict.
    if (what && what !== 'undo' && held !== undefined) setMissed((before) => ({ key, why: held, times: (before?.times ?? 0) + 1 }));
    else if (what) act(what);
    else if (key === 'j' || key === 'k') {
      setMissed(undefined);
      triage.go(key === 'j' ? 1 : -1);
    }
  });
  return (
    <div className="stack">
      {sample ? (
        <Notice tone={triage.left === 0 ? 'good' : 'accent'}>
          <p>{triage.left === 0 ? t('group.sampleReady', { count: sample.of }) : t('group.sampleOn', { count: sample.items.length, items: sample.of })}</p>
          {triage.left > 0 ? <p className="small">{t('group.sampleLeft', { count: triage.left })}</p> : null}
        </Notice>
      ) : null}
      <div className="triage-head">
        <Progress
          value={(at + 1) / Math.max(1, list?.length ?? 1)}
          label={t('group.list')}
          text={t('group.at', { at: at + 1, count: sample ? sample.items.length : Math.max(group.open, list?.length ?? 0) })}
        />
        {current?.verdict ? (
          <span className="badge-line small" role="status">
            {t('verdict.said', { verdict: t(`verdict.${current.verdict.verdict}`), by: current.verdict.by })}
          </span>
        ) : null}
      </div>
      {view?.rewritten && !whole ? (
        <div className="row">
          <span className="hush small">{t('note.choose')}</span>
          <Button small look={choice === 'redacted' ? 'main' : 'plain'} aria-pressed={choice === 'redacted'} onPress={() => setChoice('redacted')}>
            {t('note.showRedacted')}
          </Button>
          <Button small look={choice === 'rewritten' ? 'main' : 'plain'} aria-pressed={choice === 'rewritten'} onPress={() => setChoice('rewritten')}>
            {t('note.showRewritten')}
          </Button>
        </div>
      ) : null}
      <div className="triage-note" aria-busy={reading}>
        <NoteView view={view} error={triage.error} retry={() => void triage.look()} after={after} />
      </div>
      <VerdictBar onAct={act} held={held} missed={missed} whole={whole} />
      <div className="row triage-steps">
        <Button look="quiet" icon="left" isDisabled={at === 0} onPress={() => triage.go(-1)} aria-keyshortcuts="k">
          {t('keys.previous')} <KeyHint>k</KeyHint>
        </Button>
        <Button look="quiet" icon="right" isDisabled={at >= (list?.length ?? 1) - 1} onPress={() => triage.go(1)} aria-keyshortcuts="j">
          {t('keys.next')} <KeyHint>j</KeyHint>
        </Button>
      </div>
      {asking === 'rewrite' && view ? (
        <RewriteDialog
          start={view.rewritten ?? view.redacted ?? view.text ?? ''}
          onClose={() => setAsking(undefined)}
          onSave={(text) => {
            setAsking(undefined);
            void triage.judge('rewrite', { becomes: text });
          }}
        />
      ) : null}
      {asking === 'teach' && view ? (
        <DismissalDialog
          view={view}
          onClose={() => setAsking(undefined)}
          onSave={(teach) => {
            setAsking(undefined);
            void triage.judge('dismiss', { teach });
          }}
        />
      ) : null}
    </div>
  );
}

/** Letters of this page; nothing fires while somebody types, a window is open or "g" waits for a room. */
function useKeys(isOn: boolean, onKey: (key: string) => void): void {
  const latest = useRef(onKey);
  latest.current = onKey;
  useEffect(() => {
    if (!isOn) return;
    let goAt = 0;
    const listen = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
      if (document.querySelector('.overlay, [role="menu"], [role="listbox"]')) return;
      if (event.key === 'g') goAt = event.timeStamp;
      else if (goAt > 0 && event.timeStamp - goAt < 1500) goAt = 0;
      else latest.current(event.key);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [isOn]);
}
