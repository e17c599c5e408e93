import { Button, EmptyState, LinkButton, More, PageHead, Sheet, Skeleton } from '@waarborg/ui';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Problem } from '../../shell/problem.tsx';
import { useCall } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { ExportMenu } from './export-menu.tsx';
import { FieldPanel } from './field-panel.tsx';
import { countFilters, type MapFilters, queryOf, readMapFilters } from './filters.ts';
import { moveIn } from './keys.ts';
import { MapFilterBar } from './map-filters.tsx';
import { KeysHint, useMapKeys } from './map-keys.tsx';
import { MapTable } from './map-table.tsx';
import { countFields, foldAbove, type MapAnswer, type MapRow, rowsOf } from './rows.ts';
import { useVerdicts } from './verdicts.ts';
import { ViewSwitch } from './view-switch.tsx';
import './map.css';

/** Lines drawn at first and added each time the end comes into sight. */
const linesAtOnce = 250;

/** What stands where: every field with personal data, found by question and filters, judged here. */
export function MapPage() {
  const t = useTranslations('map');
  const state = useFilters(readMapFilters);
  const map = useCall('GET /api/v1/map', { query: queryOf(state.filters) });
  const narrowed = state.filters.q !== undefined || countFilters(state.filters) > 0;
  if (map.data !== undefined && map.data.totals.systems === 0 && !narrowed) {
    return (
      <>
        <PageHead title={t('title')} lead={t('lead')} />
        <EmptyMap />
      </>
    );
  }
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} actions={<ExportMenu filters={state.filters} />} />
      <ViewSwitch />
      <MapFilterBar filters={state.filters} change={state.change} clear={narrowed ? state.clear : undefined} />
      {map.isPending ? (
        <Skeleton lines={10} />
      ) : map.data === undefined ? (
        <Problem title={t('loadFailed')} error={map.error} retry={() => void map.refetch()} />
      ) : (
        <Found answer={map.data} filters={state.filters} change={state.change} clear={state.clear} />
      )}
    </>
  );
}

type Change = ReturnType<typeof useFilters<MapFilters>>['change'];

function Found({ answer, filters, change, clear }: { answer: MapAnswer; filters: MapFilters; change: Change; clear: (() => void) | undefined }) {
  const t = useTranslations('map');
  const format = useFormatter();
  const may = useMay();
  const { judgeField } = useVerdicts();
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const [lines, setLines] = useState(linesAtOnce);
  const [current, setCurrent] = useState<string | null>(null);
  const fields = countFields(answer.systems);
  const rows = useMemo(() => rowsOf(answer.systems, toggled, fields > foldAbove && filters.q === undefined), [answer.systems, toggled, fields, filters.q]);
  const shown = rows.slice(0, lines);
  const fieldKeys = useMemo(() => rows.filter((row) => row.row === 'field').map((row) => row.key), [rows]);
  const openKey = filters.field === undefined ? null : `f${filters.field}`;
  const rowOf = (key: string | null) => rows.find((row): row is MapRow & { row: 'field' } => row.row === 'field' && row.key === key);
  const go = (key: string | null) => {
    if (key === null) return;
    setCurrent(key);
    setLines((before) => Math.max(before, rows.findIndex((row) => row.key === key) + 50));
    if (openKey !== null) change({ field: Number(key.slice(1)) });
    else requestAnimationFrame(() => focusRow(key));
  };
  const close = () => {
    const key = openKey;
    change({ field: undefined });
    if (key !== null) requestAnimationFrame(() => requestAnimationFrame(() => focusRow(key)));
  };
  const here = openKey ?? current;
  const judgeHere = (verdict: 'confirmed' | 'notPersonal') => {
    const row = rowOf(here);
    if (row && may('map.judge')) void judgeField(`${row.dataset.name}.${row.field.name}`, row.field, verdict);
  };
  const openField = useCallback((id: number) => change({ field: id }, { push: true }), [change]);
  useMapKeys((key) => {
    if (key === 'next' || key === 'previous' || key === 'first' || key === 'last') go(moveIn(fieldKeys, here, key));
    else if (key === 'close') {
      if (openKey === null) return false;
      close();
    } else if (key === 'open') {
      // Enter right after a move: the focus is still on its way to the line, and a line that has it opens by itself.
      const row = rowOf(current);
      if (!row || openKey !== null) return false;
      openField(row.field.id);
    } else if (key === 'confirm' || key === 'notPersonal') judgeHere(key === 'confirm' ? 'confirmed' : 'notPersonal');
    else return false;
    return true;
  });
  const toggle = useCallback((id: number) => setToggled((before) => toggledWith(before, id)), []);
  const { totals } = answer;
  return (
    <>
      <p className="map-totals">
        <b>{t('shown', { count: fields })}</b>
        <span className="hush small">
          {t('totals', { personal: totals.personalFields, systems: totals.systems })} ·{' '}
          {t('totalsOf', { fields: totals.fields, records: format.number(totals.records) })}
        </span>
      </p>
      {answer.systems.length === 0 ? (
        <Sheet padded={false}>
          <EmptyState title={t('noMatch.title')} action={clear ? <Button onPress={clear}>{t('noMatch.clear')}</Button> : null}>
            <p>{t('noMatch.text')}</p>
          </EmptyState>
        </Sheet>
      ) : (
        <div className="map-work" data-open={openKey === null ? undefined : ''}>
          <div className="map-list">
            <MapTable rows={shown} current={here} onFocus={setCurrent} onOpen={openField} onToggle={toggle} filters={filters} />
            {rows.length > shown.length ? <Rest shown={shown.length} of={rows.length} onMore={() => setLines(lines + linesAtOnce)} /> : null}
            <KeysHint />
          </div>
          {filters.field === undefined ? null : <FieldPanel id={filters.field} onClose={close} />}
        </div>
      )}
    </>
  );
}

function toggledWith(before: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  return next;
}

function focusRow(key: string): void {
  document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] .row-link`)?.focus();
}

/** Draws more lines when the end comes into sight; the button does the same for who cannot scroll. */
function Rest({ shown, of, onMore }: { shown: number; of: number; onMore: () => void }) {
  const format = useFormatter();
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more lines stand above it, the end is watched anew
  useEffect(() => {
    if (end.current === null) return;
    const watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more.current(), { rootMargin: '600px' });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [shown]);
  return (
    <div ref={end}>
      <More shown={`${format.number(shown)} / ${format.number(of)}`} hasMore onMore={onMore} />
    </div>
  );
}

function EmptyMap() {
  const t = useTranslations('map.empty');
  const may = useMay();
  return (
    <Sheet padded={false}>
      <EmptyState
        title={t('title')}
        action={
          may('sources.manage') ? (
            <LinkButton look="main" href="/sources/new">
              {t('act')}
            </LinkButton>
          ) : null
        }
      >
        <p>{t('text')}</p>
        <p>{t('steps')}:</p>
        <ol className="numbered">
          <li>{t('step1')}</li>
          <li>{t('step2')}</li>
          <li>{t('step3')}</li>
        </ol>
      </EmptyState>
    </Sheet>
  );
}
