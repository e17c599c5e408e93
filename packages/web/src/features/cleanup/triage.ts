import { useQueryClient } from '@tanstack/react-query';
import type { CleanupItem, CleanupVerdict, CleanupView } from '@waarborg/contract';
import { toast } from '@waarborg/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { call } from '../../shell/api.ts';
import { useProblemText } from '../../shell/problem.tsx';
import { useTakeBackGroup } from './group-verdict.tsx';

export interface Sample {
  readonly id: string;
  readonly of: number;
  readonly items: readonly CleanupItem[];
}
export interface More {
  readonly becomes?: string;
  readonly teach?: { text: string; label: string };
}
const PAGE = 100;
const touched = ['GET /api/v1/cleanup/groups', 'GET /api/v1/cleanup/groups/{id}', 'GET /api/v1/cleanup/summary'] as const;

/** Notes already looked at, and the one ahead; each is read from its system once a visit. */
function useViews() {
  const views = useRef(new Map<number, Promise<CleanupView>>());
  const view = useCallback((id: number) => {
    let reading = views.current.get(id);
    if (!reading) {
      reading = call('POST /api/v1/cleanup/items/{id}/view', { params: { id } });
      views.current.set(id, reading);
      // What failed may be tried again.
      reading.catch(() => views.current.delete(id));
    }
    return reading;
  }, []);
  const forget = useCallback((id: number) => void views.current.delete(id), []);
  return { view, forget };
}

/**
 * Working through the notes of a group: one after another, the next read ahead, each verdict sent while the next note is shown already, the last ones
 * taken back on request. With a sample, its notes are looked at and one verdict is given on the whole group.
 */
export function useTriage(groupId: number, state: string) {
  const t = useTranslations('cleanup');
  const client = useQueryClient();
  const problemText = useProblemText();
  const { view: read, forget } = useViews();
  const [items, setItems] = useState<readonly CleanupItem[]>();
  const [next, setNext] = useState<string>();
  const [at, setAt] = useState(0);
  const [sample, setSample] = useState<Sample>();
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  const [shown, setShown] = useState<{ id: number; view?: CleanupView; error?: unknown }>();
  const [undoable, setUndoable] = useState<readonly number[]>([]);
  const saved = useRef<Promise<unknown>>(Promise.resolve());
  const list = sample ? sample.items : items;
  const current = list?.[at];

  const load = useCallback(
    async (cursor?: string) => {
      const page = await call('GET /api/v1/cleanup/groups/{id}/items', {
        params: { id: groupId },
        query: { state: state as never, limit: PAGE, ...(cursor ? { cursor } : {}) },
      });
      setItems((before) => [...(cursor ? (before ?? []) : []), ...page.items]);
      setNext(page.next);
    },
    [groupId, state],
  );
  useEffect(() => {
    setItems(undefined);
    setAt(0);
    void load().catch(() => setItems([]));
  }, [load]);
  useEffect(() => {
    if (!sample && next && items && at > items.length - 20) {
      setNext(undefined);
      void load(next).catch(() => {});
    }
  }, [sample, next, items, at, load]);

  const refresh = useCallback(() => {
    for (const key of touched) void client.invalidateQueries({ queryKey: [key] });
  }, [client]);

  const id = current?.id;
  const ahead = list?.[at + 1]?.id;
  const look = useCallback(async () => {
    if (id === undefined) return;
    setShown({ id });
    try {
      const view = await read(id);
      setShown((now) => (now?.id === id ? { id, view } : now));
      setSeen((before) => (before.has(id) ? before : new Set([...before, id])));
      // The next one is read while this one is judged; that view stands in the log too.
      if (ahead !== undefined) void read(ahead).catch(() => {});
    } catch (error) {
      setShown((now) => (now?.id === id ? { id, error } : now));
    }
  }, [id, ahead, read]);
  useEffect(() => void look(), [look]);

  const change = useCallback((item: CleanupItem) => setItems((before) => before?.map((one) => (one.id === item.id ? item : one))), []);

  const judge = useCallback(
    async (verdict: CleanupVerdict, more: More = {}) => {
      const view = shown?.id === id ? shown?.view : undefined;
      if (!view?.seen || id === undefined) return;
      setAt((before) => Math.min(before + 1, (list?.length ?? 1) - 1));
      setUndoable((before) => [...before.slice(-50), id]);
      const saving = call('PUT /api/v1/cleanup/items/{id}/verdict', { params: { id }, body: { verdict, seen: view.seen, ...more } });
      // What comes after (taking back, a sample) waits until this is saved.
      saved.current = Promise.allSettled([saved.current, saving]);
      try {
        change(await saving);
        refresh();
      } catch (error) {
        setUndoable((before) => before.filter((one) => one !== id));
        toast({ text: t('verdict.failed'), note: problemText(error), tone: 'late' });
      }
    },
    [shown, id, list, change, refresh, t, problemText],
  );

  const undo = useCallback(async () => {
    const last = undoable.at(-1);
    if (last === undefined) return void toast({ text: t('verdict.nothing') });
    setUndoable((before) => before.slice(0, -1));
    await saved.current;
    try {
      change(await call('DELETE /api/v1/cleanup/items/{id}/verdict', { params: { id: last } }));
      const place = items?.findIndex((one) => one.id === last) ?? -1;
      if (place >= 0) setAt(place);
      toast({ text: t('verdict.undone') });
      refresh();
    } catch (error) {
      toast({ text: problemText(error), tone: 'late' });
    }
  }, [undoable, items, change, refresh, t, problemText]);

  const drawSample = useCallback(async () => {
    await saved.current;
    try {
      const drawn = await call('POST /api/v1/cleanup/groups/{id}/sample', { params: { id: groupId }, body: {} });
      // A note that was read before counts again only when it is read for this sample.
      for (const item of drawn.items) forget(item.id);
      setSeen(new Set());
      setSample(drawn);
      setAt(0);
    } catch (error) {
      toast({ text: problemText(error), tone: 'late' });
    }
  }, [groupId, forget, problemText]);
  const leaveSample = useCallback(() => {
    setSample(undefined);
    setAt(0);
  }, []);
  const takeBackGroup = useTakeBackGroup();
  const reload = useCallback(async () => {
    setAt(0);
    await load();
  }, [load]);
  const judgeGroup = useCallback(
    async (verdict: 'redact' | 'erase' | 'dismiss' | 'later') => {
      if (!sample) return;
      try {
        const done = await call('PUT /api/v1/cleanup/groups/{id}/verdict', { params: { id: groupId }, body: { verdict, sampleId: sample.id } });
        const undo = async () => {
          await takeBackGroup(groupId, sample.id);
          await reload();
        };
        toast({ text: t('group.sampleDone', { count: done.items }), tone: 'good', undo: { act: () => void undo().catch(() => {}) } });
        setSample(undefined);
        // The verdict on the whole group comes after the single ones: those are not "the last" any more.
        setUndoable([]);
        refresh();
        await reload();
      } catch (error) {
        toast({ text: problemText(error), tone: 'late' });
      }
    },
    [sample, groupId, reload, takeBackGroup, refresh, t, problemText],
  );

  const left = sample ? sample.items.filter((item) => !seen.has(item.id)).length : 0;
  return {
    list,
    at,
    current,
    view: shown?.id === id ? shown?.view : undefined,
    error: shown?.id === id ? shown?.error : undefined,
    sample,
    left,
    go: (step: number) => setAt((before) => Math.max(0, Math.min(before + step, (list?.length ?? 1) - 1))),
    goTo: setAt,
    look,
    judge,
    undo,
    canUndo: undoable.length > 0,
    drawSample,
    leaveSample,
    judgeGroup,
    reload,
  };
}
export type Triage = ReturnType<typeof useTriage>;
