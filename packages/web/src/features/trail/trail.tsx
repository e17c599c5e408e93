import { Badge, Button, Details, Dialog, EmptyState, FilterBar, Menu, More, PageHead, SearchField, Select, Skeleton, Table, TextField } from '@waarborg/ui';
import { useEffect, useState } from 'react';
import { useFormatter, useMessages, useTranslations } from 'use-intl';
import { hrefOf, type Output } from '../../shell/api.ts';
import { looksPersonal } from '../../shell/find.ts';
import { Problem } from '../../shell/problem.tsx';
import { usePages } from '../../shell/query.ts';
import { useMay } from '../../shell/session.tsx';
import { useFilters } from '../../shell/url-state.ts';
import { useAbout } from './about.ts';
import { useActWords } from './acts.ts';
import { readTrailFilters } from './filters.ts';
import { VerifyPanel } from './verify.tsx';

type Entry = Output<'GET /api/v1/trail'>['items'][number];
const typingMs = 300;

/** The search text lands in the address a moment after the last key, unless it looks like data of a customer. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations('trail');
  const [text, setText] = useState(value);
  const personal = looksPersonal(text);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value || personal) return;
    const timer = setTimeout(() => onChange(text.trim()), typingMs);
    return () => clearTimeout(timer);
  }, [text, value, personal, onChange]);
  return (
    <div className="field search">
      <SearchField label={t('search')} value={text} onChange={setText} />
      {personal ? (
        <span className="field-hint soon" role="status">
          {t('personal')}
        </span>
      ) : null}
    </div>
  );
}

function EntryDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useTranslations('trail');
  const format = useFormatter();
  const words = useActWords();
  return (
    <Dialog isOpen onClose={onClose} title={t('entry', { sequence: entry.sequence })} size="side">
      <Details
        items={[
          { term: t('act'), value: <b>{words(entry.act)}</b> },
          { term: t('code'), value: <code>{entry.act}</code> },
          { term: t('when'), value: format.dateTime(new Date(entry.at), { dateStyle: 'full', timeStyle: 'medium' }) },
          { term: t('actor'), value: `${entry.actor} (${t(`kinds.${entry.actorKind}`)})` },
          { term: t('subject'), value: entry.subject ? <code>{entry.subject}</code> : '–' },
          { term: t('reason'), value: entry.reason ?? '–' },
          ...Object.entries(entry.details).map(([name, value]) => ({
            term: name,
            value: <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>,
          })),
          { term: t('hash'), value: <code>{entry.hash}</code> },
        ]}
      />
      <p className="hush small">{t('hashText')}</p>
    </Dialog>
  );
}

/** Who did what and why: filters in the address, export, and a check of the whole chain. */
export function TrailPage() {
  const t = useTranslations('trail');
  const format = useFormatter();
  const words = useActWords();
  const about = useAbout();
  const may = useMay();
  const { filters, change, clear } = useFilters(readTrailFilters);
  const found = usePages('GET /api/v1/trail', { query: { ...filters } });
  const [open, setOpen] = useState<Entry>();
  const acts = Object.keys(useMessages().trail.acts).map((key) => key.replace('_', '.'));
  return (
    <>
      <PageHead
        title={t('title')}
        lead={t('lead')}
        actions={
          may('trail.export') ? (
            <Menu
              label={t('export')}
              trigger={<Button icon="download">{t('export')}</Button>}
              parts={[
                {
                  items: (['json', 'csv', 'xlsx'] as const).map((one) => ({
                    id: one,
                    label: t(`formats.${one}`),
                    hint: t(`formatHints.${one}`),
                    href: hrefOf('GET /api/v1/trail/export', { query: { ...filters, format: one } }),
                    download: true,
                  })),
                },
              ]}
            />
          ) : null
        }
      />
      <VerifyPanel />
      <FilterBar label={t('filters')} onClear={clear}>
        <Search value={filters.q ?? ''} onChange={(q) => change({ q })} />
        <Select
          label={t('act')}
          value={filters.act ?? ''}
          onChange={(act) => change({ act })}
          options={[
            { value: '', label: t('allActs') },
            ...acts.map((act) => ({ value: act, label: words(act) })).sort((a, b) => a.label.localeCompare(b.label)),
          ]}
        />
        <TextField
          type="date"
          label={t('from')}
          value={filters.from ?? ''}
          onChange={(from) => change({ from })}
          {...(filters.until ? { max: filters.until } : {})}
        />
        <TextField
          type="date"
          label={t('until')}
          value={filters.until ?? ''}
          onChange={(until) => change({ until })}
          {...(filters.from ? { min: filters.from } : {})}
        />
      </FilterBar>
      {found.error ? <Problem error={found.error} retry={() => void found.refetch()} /> : null}
      {found.isPending ? (
        <Skeleton lines={8} />
      ) : (
        <>
          <Table
            label={t('title')}
            sticky
            onRowOpen={setOpen}
            rows={found.items}
            rowKey={(entry) => entry.sequence}
            empty={
              clear ? (
                <EmptyState title={t('noneFound')} action={<Button onPress={clear}>{t('showAll')}</Button>} />
              ) : (
                <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
              )
            }
            columns={[
              {
                id: 'act',
                head: t('act'),
                cell: (entry) => words(entry.act),
              },
              { id: 'at', head: t('when'), tight: true, cell: (entry) => format.dateTime(new Date(entry.at), { dateStyle: 'medium', timeStyle: 'short' }) },
              {
                id: 'actor',
                head: t('actor'),
                tight: true,
                cell: (entry) => (
                  <>
                    {entry.actor} {entry.actorKind !== 'token' ? null : <Badge>{t(`kinds.${entry.actorKind}`)}</Badge>}
                  </>
                ),
              },
              { id: 'about', head: t('subject'), cell: about },
              { id: 'reason', head: t('reason'), cell: (entry) => entry.reason ?? '' },
              { id: 'sequence', head: t('number'), align: 'end', cell: (entry) => format.number(entry.sequence) },
            ]}
          />
          <More
            shown={found.total === undefined ? t('shown', { count: found.items.length }) : t('shownOf', { count: found.items.length, total: found.total })}
            hasMore={found.hasNextPage}
            busy={found.isFetchingNextPage}
            onMore={() => void found.fetchNextPage()}
          />
        </>
      )}
      {open ? <EntryDialog entry={open} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}
